import type { Page } from './page';

const TEMPLATE = `Resources:
  Fleet:
    Type: AWS::SageMaker::DeviceFleet
    Properties:
      DeviceFleetName: cameras
      OutputConfig: { S3OutputLocation: s3://acme-devices/captured }
      RoleArn: !GetAtt Role.Arn
`;

const SCRIPT = `import boto3

sm = boto3.client("sagemaker")
sm.create_edge_packaging_job(
    EdgePackagingJobName="cameras-3",
    CompilationJobName="cameras-3",
    ModelName="cameras",
    ModelVersion="3",
    RoleArn=role,
    OutputConfig={"S3OutputLocation": "s3://acme-devices/packaged"},
)
`;

export const retiredEdgeManagerPage: Page = {
  whatItDetects: `Calls and resources of SageMaker Edge Manager: \`create_device_fleet\`, \`register_devices\`, \`create_edge_packaging_job\`,
\`create_edge_deployment_plan\`; \`CreateDeviceFleetCommand\` and its kind; \`AWS::SageMaker::DeviceFleet\` and \`AWS::SageMaker::Device\` in templates, and
\`aws_sagemaker_device_fleet\` and \`aws_sagemaker_device\` in Terraform. It is certain: AWS discontinued the service on 26 April 2024.`,
  whenSilent: [
    'Calls that only look at or delete what is left (`describe_…`, `list_…`, `delete_…`).',
    'Code of another service that has methods of the same name: the client has to be one of SageMaker.',
  ],
  fix: 'None: a Greengrass V2 component is another program. The hover says what it takes.',
  wouldBeWrongIf: ['The code is kept as a record and never run: suppress it with the reason.'],
  examples: [
    { dialect: 'cloudformation', file: 'fleet.yaml', before: TEMPLATE, after: TEMPLATE },
    { dialect: 'boto3', file: 'package.py', before: SCRIPT, after: SCRIPT },
  ],
};
