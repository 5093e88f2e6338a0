import type { Page } from './page';

const template = (more: string): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking-7
          ServerlessConfig:
            MemorySizeInMB: 2048
            MaxConcurrency: 10
${more}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

const sdk = (more: string): string => `from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data=data, role=role, entry_point="inference.py", framework_version="1.2-1")
model.deploy(
    serverless_inference_config=ServerlessInferenceConfig(
        memory_size_in_mb=2048,
        max_concurrency=10,
${more}    ),
    endpoint_name="ranking",
)
`;

const boto3 = (more: string): string => `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking-7",
            "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 10${more}},
        }
    ],
)
sm.create_endpoint(EndpointName="ranking", EndpointConfigName=config_name)
`;

export const trimServerlessPage: Page = {
  whatItDetects: `A serverless variant with provisioned concurrency, where nothing states a traffic that needs it. With a traffic profile,
the copies beyond what its peak needs.

A serverless variant with more memory than its model needs, where the size of the model is known: by the header of its file
(\`.safetensors\`, \`.onnx\`) in the workspace, or by the name of a model of the hub in a Hugging Face container. Needed is twice the
weights, because loading may hold them twice, and 1 GB beside them.`,
  whenSilent: [
    'A traffic profile needs as many as are kept warm.',
    'A scaling target follows the traffic, here or in another file, or may do so.',
    "The size of the model isn't known, or several containers serve it: then nothing is said about the memory.",
    "The number isn't known: a parameter without a default, a value of a call.",
  ],
  fix: `The memory comes down to what the model needs. The provisioned concurrency goes, or comes down to what the stated traffic needs. It is never the preferred fix: whether a cold
start is acceptable is not in the code. The delta is the traffic at which both cost the same, from the published prices (us-east-1 only).`,
  wouldBeWrongIf: [
    "Callers can't wait for a cold start, however rare their requests are.",
    'The traffic is frequent: then a warm second costs less than a plain one. State it in a profile, and the advice follows it.',
    'A request, or what the handler loads beside the model, takes more than 1 GB.',
    'An archive that is uploaded (`model.tar.gz`) holds more than the model in the folder beside it, or another one.',
    'It is warmed up for a time by something outside of this workspace.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'ranking.yaml',
      before: template('            ProvisionedConcurrency: 2\n'),
      after: template(''),
    },
    { dialect: 'python-sdk', file: 'deploy.py', before: sdk('        provisioned_concurrency=2,\n'), after: sdk('') },
    { dialect: 'boto3', file: 'ranking.py', before: boto3(', "ProvisionedConcurrency": 2'), after: boto3('') },
  ],
};
