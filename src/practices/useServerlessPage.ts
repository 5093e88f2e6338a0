import type { Page } from './page';

export const useServerlessPage: Page = {
  whatItDetects: `A real-time endpoint with one production variant, on one instance of a CPU type with at most 16 GiB of memory, that
asks for nothing that serverless inference lacks, in a Region that offers it. It is *likely* where a name, a tag, the environment
or the path says dev, test, sandbox, demo or staging as a whole word, and *to be considered* everywhere else.`,
  whenSilent: [
    'The endpoint uses what serverless inference lacks: a GPU or other accelerator, a VPC, network isolation, data capture, several variants or containers, a multi-model container, a shadow variant, an explainer, a model package, a private registry.',
    'It is asynchronous, made of inference components, or held by a capacity reservation, instance pools or managed instance scaling.',
    'The image is an arm64 one (a Graviton type): serverless inference runs x86 images.',
    'More than one instance stands, or a scaling target keeps more than one.',
    'A scaling target in another file names the variant: the change would not be whole.',
    "The stated traffic doesn't fit: more than 4 MB a request, more than 60 seconds, latency in minutes, more than 200 requests at a time; or the instance costs less at that traffic.",
    'The weights are known to take more than the 5 GB of disk that serverless inference has.',
    "Something that decides (the type, the count, the Region, a VPC setting) can't be read.",
  ],
  fix: `The variant gets a \`ServerlessConfig\` and loses everything that belongs to instances: type and count, volume size, download
and health-check timeouts, routing, inference AMI. Its scaling target, the policies and their alarms go too. The memory is 6 GB, the
most there is, where nothing in the code says how large the model is in memory: lower it once you have measured. Where the header of a
local file, or the name of a Hugging Face model, says it, it is twice the weights, which loading may hold, and 1 GB beside them. The maximum
concurrency is the Python SDK's default of 5, or what the stated traffic needs. The fix is never the preferred one. A running
endpoint can't be updated from instances to serverless: it has to become a new endpoint, to which the callers move.`,
  wouldBeWrongIf: [
    "Callers can't wait for a cold start: after a pause the model and its container are loaded first, up to four minutes.",
    'The container needs more than the 1 GB that is left for it where the size of the weights is known: that is our margin, no figure of AWS.',
    'The model with its container needs more than 6 GB of memory, 5 GB of disk or a 10 GB image.',
    'The traffic is steady: above the break-even the instance is cheaper.',
    'The model needs a VPC that its definition, in another file, asks for.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'demo/endpoint.yaml',
      before: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
          VolumeSizeInGB: 30
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
          ServerlessConfig:
            MemorySizeInMB: 6144
            MaxConcurrency: 5
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
    },
    {
      dialect: 'boto3',
      file: 'scripts/deploy_dev.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.t2.medium",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="churn-dev", EndpointConfigName=config_name)
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5},
        }
    ],
)
sm.create_endpoint(EndpointName="churn-dev", EndpointConfigName=config_name)
`,
    },
    {
      dialect: 'python-sdk',
      file: 'scripts/deploy_demo.py',
      before: `from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(
    model_data=model_data,
    role=role,
    entry_point="inference.py",
    framework_version="1.2-1",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large")
`,
      after: `from sagemaker.sklearn import SKLearnModel
from sagemaker.serverless import ServerlessInferenceConfig

model = SKLearnModel(
    model_data=model_data,
    role=role,
    entry_point="inference.py",
    framework_version="1.2-1",
)
predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))
`,
    },
    {
      dialect: 'terraform',
      file: 'dev/endpoint.tf',
      before: `resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = var.model_name
    initial_instance_count = 1
    instance_type          = "ml.t2.medium"
  }
}

resource "aws_sagemaker_endpoint" "churn" {
  name                 = "churn-dev"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.churn.name
}
`,
      after: `resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    variant_name = "AllTraffic"
    model_name   = var.model_name

    serverless_config {
      memory_size_in_mb = 6144
      max_concurrency   = 5
    }
  }
}

resource "aws_sagemaker_endpoint" "churn" {
  name                 = "churn-dev"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.churn.name
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
        ServerlessConfig: { MemorySizeInMB: 6144, MaxConcurrency: 5 },
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
          serverlessConfig: { memorySizeInMb: 6144, maxConcurrency: 5 },
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
    def __init__(self, scope, construct_id, *, model_name, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model_name,
                    instance_type="ml.m5.large",
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
                    serverless_config=sagemaker.CfnEndpointConfig.ServerlessConfigProperty(
                        memory_size_in_mb=6144,
                        max_concurrency=5,
                    ),
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
`,
    },
  ],
};
