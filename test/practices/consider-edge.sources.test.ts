import { considerEdge } from '../../src/practices/considerEdge';
import { fires, silent } from './practiceCase';

const template = (squiggle = '', name = 'defects'): string => `Parameters: { Name: { Type: String } }
Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ${name}
${squiggle}      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: AllTraffic, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
`;
const DRAWN = '#                   ^^^^^^^ devices call this endpoint → the model on the device\n';
const device = (imports: string, name = '"defects"'): string => `import boto3
${imports}
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint(EndpointName=${name}, Body=frame)
`;
const file = 'defects.yaml';

describe('consider-edge in source text', () => {
  it('tells of an endpoint that devices call', () => {
    for (const imports of [
      'import greengrasssdk',
      'from awsiot.greengrasscoreipc.clientv2 import GreengrassCoreIPCClientV2',
      'from AWSIoTPythonSDK.MQTTLib import AWSIoTMQTTClient',
    ])
      fires(considerEdge, {
        file,
        grade: 'consider',
        visibility: 'report',
        source: template(DRAWN),
        files: { 'device/inspect.py': device(imports) },
      });
  });

  it('tells of an endpoint that a script makes', () => {
    fires(considerEdge, {
      file: 'deploy.py',
      files: { 'device.py': device('import greengrasssdk') },
      source: `import boto3
sm = boto3.client("sagemaker")
variant = {"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
sm.create_endpoint(EndpointName="defects", EndpointConfigName="c")
#                               ^^^^^^^^^ devices call this endpoint → the model on the device
`,
    });
  });

  it('is silent about other callers and other endpoints', () => {
    silent(considerEdge, { file, source: template(), files: { 'app.py': device('import flask') } });
    silent(considerEdge, { file, source: template(), files: { 'd.py': device('import greengrasssdk', '"other"') } });
    silent(considerEdge, { file, source: template() });
  });

  it('is silent where a name is not known', () => {
    silent(considerEdge, {
      file,
      source: template(),
      files: { 'd.py': device('import greengrasssdk', 'config.name') },
    });
    silent(considerEdge, {
      file,
      source: template('', '!Ref Name'),
      files: { 'd.py': device('import greengrasssdk') },
    });
  });
});
