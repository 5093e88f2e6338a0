import type { Page } from './page';

const TEMPLATE = `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: defects
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: defects-4
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
`;

export const considerEdgePage: Page = {
  whatItDetects: `An endpoint of the workspace that code for devices calls by its name: a Python file that uses the Greengrass or
AWS IoT SDK (\`greengrasssdk\`, \`awsiot\`, \`AWSIoTPythonSDK\`) and \`invoke_endpoint\`. It stands in the report.`,
  whenSilent: [
    'The name of the endpoint is not known where it is called, or where it is declared.',
    'Code for devices that calls no endpoint; code that is not for devices.',
    'Not all files of the workspace have been read yet.',
  ],
  fix: 'None: it is a decision about the product. The report says what to weigh.',
  wouldBeWrongIf: [
    'The model is too large for the devices, or changes more often than they can be updated.',
    'The devices ask rarely: then a serverless or shared endpoint is the smaller thing.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'defects.yaml',
      files: {
        'device/inspect.py': `import boto3
from awsiot.greengrasscoreipc.clientv2 import GreengrassCoreIPCClientV2

runtime = boto3.client("sagemaker-runtime")
answer = runtime.invoke_endpoint(EndpointName="defects", Body=frame)
`,
      },
      before: TEMPLATE,
      after: TEMPLATE,
    },
  ],
};
