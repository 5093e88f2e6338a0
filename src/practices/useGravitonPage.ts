import type { Page } from './page';

export const useGravitonPage: Page = {
  whatItDetects: `A variant on an x86 CPU type whose container image exists for arm64:

- a model class of the SageMaker Python SDK (\`PyTorchModel\`, \`TensorFlowModel\`, \`XGBoostModel\`, \`SKLearnModel\` and their
  estimators) with a framework version that the SDK has an arm64 image of,
- \`image_uris.retrieve(...)\` with such a framework and version,
- an image URI of an AWS registry, when AWS lists the arm64 image of the same framework and version in that Region,
- an image of your own registry: nobody but you knows whether there is an arm64 build, so this is a hint only.

Proposed are types that the hosting API accepts, that have a price in the Region, and that have at least the vCPUs and the
memory of today's type: at most six, the newest that the SDK can find an image for first. \`ml.m7g\`, \`ml.r7g\` and \`ml.t4g\`
don't exist for hosting.`,
  whenSilent: [
    'The image has no arm64 build (Hugging Face, DJL, Triton, the built-in algorithms, other framework versions), or the image is not known: the model is defined elsewhere, comes from a model package, or its version is decided at run time.',
    'The variant is serverless, or runs on arm64 or on an accelerator already.',
    'Batch transform: its API accepts no Graviton type.',
    'A capacity reservation, instance pools, an Elastic Inference accelerator or an inference AMI ties the type down; inference components decide for themselves; a shadow variant is an experiment.',
    'An estimator that serves with the same image it trains with: an arm64 image would break the training.',
    "It would save less than 5 % while the carbon figures are within their error of each other, or today's type has no price in the Region.",
  ],
  fix: `The instance type changes, and in the same edit what it needs: the image URI becomes its arm64 twin, the instance type in
\`image_uris.retrieve\` follows, and a configuration or model with a fixed name gets a new one in CloudFormation (\`-v2\`), because
AWS can't replace it otherwise. With an image of your own the fix is offered, but never as the preferred one. A variant with
automatic scaling has to be deregistered before its type changes.`,
  wouldBeWrongIf: [
    'A package with native code has no aarch64 wheel, or the model was compiled for x86 (SageMaker Neo, OpenVINO, TensorRT).',
    'The model leans on instructions that x86 has and Graviton does not (AVX-512, AMX): measure the throughput. The break-even throughput in the hover says how much slower it may be and still pay.',
    'The account has no quota for the new type yet.',
    "A Savings Plan or a contract covers today's type only.",
  ],
  examples: [
    {
      dialect: 'python-sdk',
      file: 'deploy.py',
      before: `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(
    model_data="s3://acme-models/sentiment/model.tar.gz",
    role=role,
    entry_point="inference.py",
    framework_version="2.4.0",
    py_version="py311",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
`,
      after: `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(
    model_data="s3://acme-models/sentiment/model.tar.gz",
    role=role,
    entry_point="inference.py",
    framework_version="2.4.0",
    py_version="py311",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.c7g.xlarge")
`,
    },
    {
      dialect: 'cloudformation',
      file: 'endpoint.yaml',
      before: `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker
        ModelDataUrl: s3://acme-models/sentiment/model.tar.gz
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
      after: `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-graviton:2.4.0-cpu-py311-ubuntu22.04-sagemaker
        ModelDataUrl: s3://acme-models/sentiment/model.tar.gz
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.c7g.xlarge
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
    },
    {
      dialect: 'boto3',
      file: 'deploy_xgboost.py',
      before: `import boto3
from sagemaker import image_uris

sm = boto3.client("sagemaker", region_name="us-east-1")
image = image_uris.retrieve("xgboost", "us-east-1", version="1.5-1", instance_type="ml.m5.xlarge")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={"Image": image, "ModelDataUrl": model_data},
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
`,
      after: `import boto3
from sagemaker import image_uris

sm = boto3.client("sagemaker", region_name="us-east-1")
image = image_uris.retrieve("xgboost", "us-east-1", version="1.5-1", instance_type="ml.m6g.xlarge")
sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={"Image": image, "ModelDataUrl": model_data},
)
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.m6g.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
`,
    },
    {
      dialect: 'terraform',
      file: 'sentiment.tf',
      before: `provider "aws" {
  region = "eu-west-1"
}

resource "aws_sagemaker_model" "sentiment" {
  execution_role_arn = var.role_arn

  primary_container {
    image = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker"
  }
}

resource "aws_sagemaker_endpoint_configuration" "sentiment" {
  name_prefix = "sentiment-"

  production_variants {
    model_name             = aws_sagemaker_model.sentiment.name
    initial_instance_count = 1
    instance_type          = "ml.c5.xlarge"
  }
}

resource "aws_sagemaker_endpoint" "sentiment" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.sentiment.name
}
`,
      after: `provider "aws" {
  region = "eu-west-1"
}

resource "aws_sagemaker_model" "sentiment" {
  execution_role_arn = var.role_arn

  primary_container {
    image = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference-graviton:2.4.0-cpu-py311-ubuntu22.04-sagemaker"
  }
}

resource "aws_sagemaker_endpoint_configuration" "sentiment" {
  name_prefix = "sentiment-"

  production_variants {
    model_name             = aws_sagemaker_model.sentiment.name
    initial_instance_count = 1
    instance_type          = "ml.c6g.xlarge"
  }
}

resource "aws_sagemaker_endpoint" "sentiment" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.sentiment.name
}
`,
    },
    {
      dialect: 'sdk-javascript',
      file: 'deploy.mjs',
      before: `import { SageMakerClient, CreateModelCommand, CreateEndpointConfigCommand, CreateEndpointCommand } from '@aws-sdk/client-sagemaker';

const sagemaker = new SageMakerClient({ region: 'us-east-1' });
await sagemaker.send(
  new CreateModelCommand({
    ModelName: 'orders',
    ExecutionRoleArn: process.env.ROLE_ARN,
    PrimaryContainer: { Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:3' },
  }),
);
await sagemaker.send(
  new CreateEndpointConfigCommand({
    EndpointConfigName: 'orders',
    ProductionVariants: [
      {
        VariantName: 'AllTraffic',
        ModelName: 'orders',
        InstanceType: 'ml.c5.xlarge',
        InitialInstanceCount: 1,
      },
    ],
  }),
);
await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'orders', EndpointConfigName: 'orders' }));
`,
      after: `import { SageMakerClient, CreateModelCommand, CreateEndpointConfigCommand, CreateEndpointCommand } from '@aws-sdk/client-sagemaker';

const sagemaker = new SageMakerClient({ region: 'us-east-1' });
await sagemaker.send(
  new CreateModelCommand({
    ModelName: 'orders',
    ExecutionRoleArn: process.env.ROLE_ARN,
    PrimaryContainer: { Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:3' },
  }),
);
await sagemaker.send(
  new CreateEndpointConfigCommand({
    EndpointConfigName: 'orders',
    ProductionVariants: [
      {
        VariantName: 'AllTraffic',
        ModelName: 'orders',
        InstanceType: 'ml.c7g.xlarge',
        InitialInstanceCount: 1,
      },
    ],
  }),
);
await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'orders', EndpointConfigName: 'orders' }));
`,
    },
    {
      dialect: 'cdk-typescript',
      file: 'lib/orders-stack.ts',
      before: `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

export class OrdersStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: 'arn:aws:iam::123456789012:role/hosting',
      primaryContainer: { image: \`\${this.account}.dkr.ecr.\${this.region}.amazonaws.com/orders:3\` },
    });
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        {
          variantName: 'AllTraffic',
          modelName: model.attrModelName,
          initialVariantWeight: 1,
          instanceType: 'ml.c5.xlarge',
          initialInstanceCount: 1,
        },
      ],
    });
    new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });
  }
}
`,
      after: `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

export class OrdersStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: 'arn:aws:iam::123456789012:role/hosting',
      primaryContainer: { image: \`\${this.account}.dkr.ecr.\${this.region}.amazonaws.com/orders:3\` },
    });
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        {
          variantName: 'AllTraffic',
          modelName: model.attrModelName,
          initialVariantWeight: 1,
          instanceType: 'ml.c7g.xlarge',
          initialInstanceCount: 1,
        },
      ],
    });
    new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });
  }
}
`,
    },
    {
      dialect: 'cdk-python',
      file: 'ranking_stack.py',
      before: `from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker


class RankingStack(Stack):
    def __init__(self, scope, construct_id, *, role_arn, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=role_arn,
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
                model_data_url="s3://acme-models/ranking/model.tar.gz",
            ),
        )
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model.attr_model_name,
                    instance_type="ml.m5.xlarge",
                    initial_instance_count=1,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
`,
      after: `from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker


class RankingStack(Stack):
    def __init__(self, scope, construct_id, *, role_arn, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=role_arn,
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-arm64:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
                model_data_url="s3://acme-models/ranking/model.tar.gz",
            ),
        )
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model.attr_model_name,
                    instance_type="ml.m6g.xlarge",
                    initial_instance_count=1,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
`,
    },
  ],
};
