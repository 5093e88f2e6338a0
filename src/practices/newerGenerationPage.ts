import type { Page } from './page';

export const newerGenerationPage: Page = {
  whatItDetects: `A variant or transform job on a type (\`m4\`, \`c4\`, \`g4dn\`, \`g5\` …) that has a successor of the same make (Intel, Graviton,
NVIDIA) and size class, if that successor is sold in the Region and either is cheaper, or surely emits less (by more than the 30 % within
which two processors are a tie) and costs at most 30 % more. What costs more never leads, and is there to be considered.

Between different GPUs carbon is not ranked unless the ranges are apart, and the advice is to be considered only. GPUs have the same number
and at least the memory of today's. They are proposed only where the image's CUDA covers them: by its tag (\`cu118\`), or by the version of its framework (PyTorch before 1.7,
TensorFlow before 2.4 and MXNet before 1.8 come without CUDA 11, and get a T4). Where neither is known the hover says so, and nothing that
needs CUDA 12.8 is proposed.

Always, whatever it costs, for what has reached its end. This list is closed:

- \`p2\`, \`p3\`: not sold any more. The API still accepts them, AWS's price list has them in no Region, and EC2 describes them no more.
  Proposed are the NVIDIA types with as many GPUs and at least their memory. There is no price to compare with, so the successor's alone is told.
- \`inf1\`: still sold, its software is frozen. Proposed is \`inf2\`, with the compilation that it takes; it costs more, and so never leads.`,
  whenSilent: [
    'The successor costs as much or more and its carbon figures are within the error of the model: m5 to m7i in most Regions, g4dn.xlarge to any other GPU.',
    "Today's type has no price in the Region: that alone doesn't mean that it has ended.",
    'On t2: hosting has no t3 or t4g.',
    'On a type with local disks (m5d, c5d, r5d), whose successors for hosting have none.',
    'A capacity reservation, instance pools, an accelerator or an inference AMI ties the type down; inference components decide for themselves; a shadow variant is an experiment.',
    'The model is a package of JumpStart or the Marketplace, which names the types it supports, or it is compiled (SageMaker Neo): unless the type has ended.',
    'A multi-model endpoint on GPUs, for GPUs that the documentation of those does not name (g6 and later).',
    'A TensorFlow or MXNet model on inf1: Neuron serves them no more, so inf2 is no successor.',
  ],
  fix: `The instance type changes, and in CloudFormation the fixed name of a configuration with it (\`-v2\`), because AWS can't replace it
otherwise. It is the preferred fix between CPU types of which the new one costs less. A GPU is never preferred: somebody has to measure the
model on it. A key for the volume (\`KmsKeyId\`) goes where the new type has local disks, and the title says so: AWS refuses both together.
A variant with automatic scaling has to be deregistered before its type changes.`,
  wouldBeWrongIf: [
    'The model runs slower on the new GPU than its price is lower: an L4 (g6) reads its memory at half the rate of an A10G (g5). The break-even throughput in the hover says how much slower it may be.',
    "A container of your own holds kernels for today's GPU only, or a CUDA that is older than the new GPU.",
    "The model was compiled or tuned for today's processor outside this code.",
    'The account has no quota for the new type yet, or its capacity is short in your Availability Zones.',
    "A Savings Plan or a contract covers today's type only.",
  ],
  examples: [
    {
      dialect: 'python-sdk',
      file: 'deploy.py',
      before: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(
    model_data="s3://acme-models/intent/model.tar.gz",
    role=role,
    transformers_version="4.37.0",
    pytorch_version="2.1.0",
    py_version="py310",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.c4.2xlarge")
`,
      after: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(
    model_data="s3://acme-models/intent/model.tar.gz",
    role=role,
    transformers_version="4.37.0",
    pytorch_version="2.1.0",
    py_version="py310",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.c7i.2xlarge")
`,
    },
    {
      dialect: 'cloudformation',
      file: 'endpoint.yaml',
      before: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.m4.xlarge
          InitialInstanceCount: 2
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
      after: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 2
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
    },
    {
      dialect: 'boto3',
      file: 'deploy_detector.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.p3.2xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g6.2xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
`,
    },
    {
      dialect: 'cdk-python',
      file: 'ranking_stack.py',
      before: `from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker


class RankingStack(Stack):
    def __init__(self, scope, construct_id, *, model_name, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model_name,
                    instance_type="ml.c4.2xlarge",
                    initial_instance_count=1,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
`,
      after: `from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker


class RankingStack(Stack):
    def __init__(self, scope, construct_id, *, model_name, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model_name,
                    instance_type="ml.c7i.2xlarge",
                    initial_instance_count=1,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
`,
    },
  ],
};
