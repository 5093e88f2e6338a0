import type { Dialect } from '../../src/model/dialect';

/** One small deployment with a scaling target, said in a dialect. */
export interface Sample {
  readonly dialect: Dialect;
  readonly title: string;
  readonly file: string;
  readonly text: string;
}

const CLOUDFORMATION = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: ranking
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking-7
          InstanceType: ml.m5.large
          InitialInstanceCount: 2
          VolumeSizeInGB: 30
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 4
`;

const TERRAFORM = `resource "aws_sagemaker_endpoint_configuration" "config" {
  name = "ranking"

  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "ranking-7"
    instance_type          = "ml.m5.large"
    initial_instance_count = 2
    volume_size_in_gb      = 30
  }
}

resource "aws_sagemaker_endpoint" "endpoint" {
  name                 = "ranking"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.config.name
}

resource "aws_appautoscaling_target" "target" {
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/\${aws_sagemaker_endpoint.endpoint.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 4
}
`;

const CDK_TYPESCRIPT = `import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

export class Ranking extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      endpointConfigName: 'ranking',
      productionVariants: [
        {
          variantName: 'AllTraffic',
          modelName: 'ranking-7',
          instanceType: 'ml.m5.large',
          initialInstanceCount: 2,
          volumeSizeInGb: 30,
        },
      ],
    });
    const endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', {
      endpointName: 'ranking',
      endpointConfigName: config.attrEndpointConfigName,
    });
    new scaling.CfnScalableTarget(this, 'Target', {
      serviceNamespace: 'sagemaker',
      resourceId: \`endpoint/\${endpoint.attrEndpointName}/variant/AllTraffic\`,
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      minCapacity: 2,
      maxCapacity: 4,
    });
  }
}
`;

const CDK_PYTHON = `from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct


class Ranking(Construct):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            endpoint_config_name="ranking",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name="ranking-7",
                    instance_type="ml.m5.large",
                    initial_instance_count=2,
                    volume_size_in_gb=30,
                )
            ],
        )
        endpoint = sagemaker.CfnEndpoint(
            self,
            "Endpoint",
            endpoint_name="ranking",
            endpoint_config_name=config.attr_endpoint_config_name,
        )
        scaling.CfnScalableTarget(
            self,
            "Target",
            service_namespace="sagemaker",
            resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/AllTraffic",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            min_capacity=2,
            max_capacity=4,
        )
`;

const BOTO3 = `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
scaling = boto3.client("application-autoscaling", region_name="us-east-1")
sm.create_endpoint_config(
    EndpointConfigName="ranking",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking-7",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 2,
            "VolumeSizeInGB": 30,
        }
    ],
)
sm.create_endpoint(EndpointName="ranking", EndpointConfigName="ranking")
scaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/ranking/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=2,
    MaxCapacity=4,
)
`;

const SDK_JAVASCRIPT = `import { ApplicationAutoScalingClient, RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { CreateEndpointCommand, CreateEndpointConfigCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';

const sagemaker = new SageMakerClient({ region: 'us-east-1' });
const scaling = new ApplicationAutoScalingClient({ region: 'us-east-1' });
await sagemaker.send(
  new CreateEndpointConfigCommand({
    EndpointConfigName: 'ranking',
    ProductionVariants: [
      {
        VariantName: 'AllTraffic',
        ModelName: 'ranking-7',
        InstanceType: 'ml.m5.large',
        InitialInstanceCount: 2,
        VolumeSizeInGB: 30,
      },
    ],
  }),
);
await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'ranking', EndpointConfigName: 'ranking' }));
await scaling.send(
  new RegisterScalableTargetCommand({
    ServiceNamespace: 'sagemaker',
    ResourceId: 'endpoint/ranking/variant/AllTraffic',
    ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    MinCapacity: 2,
    MaxCapacity: 4,
  }),
);
`;

const PYTHON_SDK = `import boto3
from sagemaker.pytorch import PyTorchModel

scaling = boto3.client("application-autoscaling")
model = PyTorchModel(
    model_data="s3://acme-models/ranking/model.tar.gz",
    role=role,
    entry_point="inference.py",
    framework_version="2.4.0",
    py_version="py311",
)
predictor = model.deploy(
    initial_instance_count=2,
    instance_type="ml.m5.large",
    endpoint_name="ranking",
    volume_size=30,
)
scaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=2,
    MaxCapacity=4,
)
predictor.predict(rows)
`;

export const SAMPLES: readonly Sample[] = [
  { dialect: 'cloudformation', title: 'CloudFormation, SAM', file: 'ranking.yaml', text: CLOUDFORMATION },
  { dialect: 'terraform', title: 'Terraform', file: 'ranking/main.tf', text: TERRAFORM },
  { dialect: 'cdk-typescript', title: 'CDK in TypeScript', file: 'ranking.ts', text: CDK_TYPESCRIPT },
  { dialect: 'cdk-python', title: 'CDK in Python', file: 'ranking.py', text: CDK_PYTHON },
  { dialect: 'boto3', title: 'boto3', file: 'deploy.py', text: BOTO3 },
  { dialect: 'sdk-javascript', title: 'AWS SDK for JavaScript', file: 'deploy.mjs', text: SDK_JAVASCRIPT },
  { dialect: 'python-sdk', title: 'SageMaker Python SDK', file: 'deploy_model.py', text: PYTHON_SDK },
];
