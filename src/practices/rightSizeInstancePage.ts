import type { Page } from './page';

const template = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking-7
          InstanceType: ml.g5.12xlarge
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

const boto3 = `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking-7",
            "InstanceType": "ml.m5.4xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
`;

const sdk = `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data=data, role=role, entry_point="inference.py", framework_version="2.4.0", py_version="py311")
model.deploy(initial_instance_count=1, instance_type="ml.g5.12xlarge", endpoint_name="ranking")
`;

export const rightSizeInstancePage: Page = {
  whatItDetects: `A variant on a CPU type of 16 vCPU or more, or on a type with more than one NVIDIA GPU, in a workspace in which nothing runs
\`right_size()\`, \`create_inference_recommendations_job\` or another benchmark.`,
  whenSilent: [
    'A recommendation or benchmark job stands anywhere in the workspace.',
    'What a notebook starts, or a script that also deletes it; serverless, shadow variants, inference components, capacity reservations.',
    "The type isn't known, or is a smaller one.",
    'Not all files of the workspace have been read yet.',
  ],
  fix: `None: the advisor never guesses a smaller size. The call that measures is shown.`,
  wouldBeWrongIf: [
    'The size has been measured elsewhere: by a load test of your own, or in another repository.',
    'The model needs the memory: a large language model that is split over several GPUs.',
  ],
  examples: [
    { dialect: 'cloudformation', file: 'ranking.yaml', before: template, after: template },
    {
      dialect: 'boto3',
      file: 'ranking.py',
      before: boto3,
      after: boto3,
      recipe: `sm.create_inference_recommendations_job(
    JobName="size-my-model",
    JobType="Default",
    RoleArn=role,
    InputConfig={"ModelPackageVersionArn": model_package_arn},
)
`,
    },
    {
      dialect: 'python-sdk',
      file: 'deploy.py',
      before: sdk,
      after: sdk,
      recipe: `model.right_size(
    sample_payload_url="s3://BUCKET/payload.tar.gz",
    supported_content_types=["application/json"],
    supported_instance_types=["ml.g5.12xlarge"],  # and the smaller ones that could do
    framework="PYTORCH",
)
`,
    },
  ],
};
