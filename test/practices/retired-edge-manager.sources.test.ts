import { retiredEdgeManager } from '../../src/practices/retiredEdgeManager';
import { fires, silent } from './practiceCase';

const SUBJECT = 'Edge Manager ended in April 2024 → Greengrass V2 component';

describe('retired-edge-manager in source text', () => {
  it('speaks of its calls', () => {
    for (const [call, name] of [
      ['create_device_fleet(DeviceFleetName="f", OutputConfig=o)', 'create_device_fleet'],
      ['register_devices(DeviceFleetName="f", Devices=[])', 'register_devices'],
      ['create_edge_packaging_job(EdgePackagingJobName="j")', 'create_edge_packaging_job'],
      ['create_edge_deployment_plan(EdgeDeploymentPlanName="p")', 'create_edge_deployment_plan'],
    ] as const)
      fires(retiredEdgeManager, {
        file: 'fleet.py',
        grade: 'certain',
        preferred: false,
        source: `import boto3
sagemaker = boto3.client("sagemaker")
sagemaker.${call}
#         ${'^'.repeat(name.length)} ${SUBJECT}
`,
      });
  });

  it('speaks of its resources, in JSON too, and in notebooks', () => {
    fires(retiredEdgeManager, {
      file: 'fleet.yaml',
      source: `Resources:
  Fleet:
# ^^^^^ ${SUBJECT}
    Type: AWS::SageMaker::DeviceFleet
    Properties: { DeviceFleetName: cameras }
`,
    });
    fires(retiredEdgeManager, {
      file: 'device.json',
      source: `{
  "Resources": {
    "Door": {
//   ^^^^ ${SUBJECT}
      "Type": "AWS::SageMaker::Device",
      "Properties": { "DeviceFleetName": "cameras" }
    }
  }
}
`,
    });
    fires(retiredEdgeManager, {
      file: 'fleet.ipynb',
      source: [
        'import boto3\nsm = boto3.client("sagemaker")\n',
        `sm.create_device_fleet(DeviceFleetName="f")
#  ^^^^^^^^^^^^^^^^^^^ ${SUBJECT}
`,
      ],
    });
  });

  it('speaks of the commands of the JavaScript SDK, and of constructs of the CDK', () => {
    for (const [command, client] of [
      ['CreateDeviceFleetCommand', 'SageMakerClient'],
      ['RegisterDevicesCommand', 'SageMakerClient'],
      ['CreateEdgePackagingJobCommand', 'SageMakerClient'],
      ['CreateEdgeDeploymentPlanCommand', 'SageMakerClient'],
    ] as const)
      fires(retiredEdgeManager, {
        file: 'fleet.ts',
        grade: 'certain',
        source: `import { ${client}, ${command} } from '@aws-sdk/client-sagemaker';
const client = new ${client}({});
await client.send(new ${command}({ DeviceFleetName: 'f' }));
//                    ${'^'.repeat(command.length)} ${SUBJECT}
`,
      });
    for (const made of ['DeviceFleet', 'Device'])
      fires(retiredEdgeManager, {
        file: 'stack.ts',
        source: `import { Stack } from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
class Fleet extends Stack {
  constructor(scope, id) {
    super(scope, id);
    new sagemaker.Cfn${made}(this, 'F', { deviceFleetName: 'f' });
//                ${'^'.repeat(`Cfn${made}`.length)} ${SUBJECT}
  }
}
`,
      });
    fires(retiredEdgeManager, {
      file: 'stack.py',
      source: `from aws_cdk import Stack, aws_sagemaker as sagemaker
class Fleet(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        sagemaker.CfnDeviceFleet(self, "F", device_fleet_name="f")
#                 ^^^^^^^^^^^^^^ ${SUBJECT}
`,
    });
  });

  it('is silent about what JavaScript looks at, and about devices of others', () => {
    silent(retiredEdgeManager, {
      file: 'fleet.ts',
      source: `import { DescribeDeviceFleetCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { CfnDevice } from 'aws-cdk-lib/aws-panorama';
await new SageMakerClient({}).send(new DescribeDeviceFleetCommand({ DeviceFleetName: 'f' }));
new CfnDevice(this, 'D', {});
farm.registerDevices({ names: [] });
`,
    });
  });

  it('is silent about looking at and deleting what is left', () => {
    silent(retiredEdgeManager, {
      file: 'clean.py',
      source: `import boto3
sm = boto3.client("sagemaker")
sm.list_device_fleets()
sm.delete_device_fleet(DeviceFleetName="f")
sm.describe_edge_packaging_job(EdgePackagingJobName="j")
`,
    });
  });

  it('is silent about other services and what is only text', () => {
    silent(retiredEdgeManager, {
      file: 'other.py',
      source: `import boto3
sm = boto3.client("sagemaker")
# sm.create_device_fleet(DeviceFleetName="f")
text = 'sm.create_device_fleet(DeviceFleetName="f")'
farm = boto3.client("iot")
farm.register_devices(names=[])
fleets.create_device_fleet("cameras")
`,
    });
    silent(retiredEdgeManager, {
      file: 'other.yaml',
      source: 'Resources:\n  Pool:\n    Type: AWS::DeviceFarm::DevicePool\n  M:\n    Type: AWS::SageMaker::Model\n',
    });
  });
});
