/* eslint-disable max-lines -- examples: a case in each dialect */
import type { Page } from './page';

export const addAutoscalingPage: Page = {
  whatItDetects: `A real-time variant on instances, with its endpoint in sight, for which no scaling target exists anywhere in the
workspace. With two instances or more it is *likely*; with one it is *to be considered*, and stands in the report only.`,
  whenSilent: [
    'The variant is serverless, asynchronous (scaling to zero is another matter), a shadow variant, or made of inference components.',
    "The type is `ml.t2.*`: AWS refuses to scale burstable types. Or the type isn't known.",
    'A notebook, or a script that deletes its endpoint: it is over before its traffic changes.',
    "A scaling target for it stands in this file or in another one, or one that can't be read may be for it.",
    'SageMaker scales the instances itself (managed instance scaling), or a capacity reservation or instance pools hold them.',
    "The endpoint, the variant's name or the number of instances isn't known.",
  ],
  fix: `A scaling target and a target-tracking policy on \`SageMakerVariantInvocationsPerInstance\` are added in the language of the
file. \`MinCapacity\` is today's count, or the \`minInstances\` of a traffic profile; \`MaxCapacity\` is twice today's count.
**The target value is a placeholder**: it is the figure of AWS's own example with a comment beside it, and has to be replaced by
what your load test says: the most requests a second that one instance serves, times 0.5 to be safe, times 60. So the fix is never
the preferred one. Cool-down times are left at their default of 300 seconds.

In CloudFormation, \`RetainAllVariantProperties: true\` on the endpoint keeps the number of instances that scaling has reached when
a stack update moves the endpoint to another configuration; without it each update goes back to \`InitialInstanceCount\`.`,
  wouldBeWrongIf: [
    'The traffic is steady: a fixed number is simpler and costs the same.',
    'A new instance takes longer to come up than a peak lasts: scale on a schedule, or keep headroom.',
    'Scaling is set up by hand or by a program outside of this workspace.',
    'The instance type is about to change: a variant that is a scaling target has to be deregistered first.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'ranking.yaml',
      before: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.c6i.2xlarge
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
          InstanceType: ml.c6i.2xlarge
          InitialInstanceCount: 2
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  EndpointScalingTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 4
  EndpointScalingPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: InvocationsPerInstance
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref EndpointScalingTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 70 # replace by your load test: most requests per second of one instance x 0.5 (safety) x 60
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
`,
    },
    {
      dialect: 'boto3',
      file: 'deploy_forecast.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sm.create_endpoint(EndpointName="forecast", EndpointConfigName=config_name)
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sm.create_endpoint(EndpointName="forecast", EndpointConfigName=config_name)
autoscaling = boto3.client("application-autoscaling", region_name="eu-west-1")
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/forecast/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=2,
    MaxCapacity=4,
)
autoscaling.put_scaling_policy(
    PolicyName="InvocationsPerInstance",
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/forecast/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 70,  # replace by your load test: most requests per second of one instance x 0.5 (safety) x 60
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance",
        },
    },
)
`,
    },
    {
      dialect: 'python-sdk',
      file: 'deploy_price.py',
      before: `from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(
    model_data=model_data,
    role=role,
    entry_point="inference.py",
    framework_version="1.7-1",
)
predictor = model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge")
`,
      after: `from sagemaker.xgboost import XGBoostModel
import boto3

model = XGBoostModel(
    model_data=model_data,
    role=role,
    entry_point="inference.py",
    framework_version="1.7-1",
)
predictor = model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge")
autoscaling = boto3.client("application-autoscaling")
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=2,
    MaxCapacity=4,
)
autoscaling.put_scaling_policy(
    PolicyName="InvocationsPerInstance",
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 70,  # replace by your load test: most requests per second of one instance x 0.5 (safety) x 60
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance",
        },
    },
)
`,
    },
    {
      dialect: 'terraform',
      file: 'ranking.tf',
      before: `resource "aws_sagemaker_endpoint_configuration" "ranking" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = var.model_name
    instance_type          = "ml.c6i.2xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "ranking" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ranking.name
}
`,
      after: `resource "aws_sagemaker_endpoint_configuration" "ranking" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = var.model_name
    instance_type          = "ml.c6i.2xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "ranking" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ranking.name
}

resource "aws_appautoscaling_target" "ranking" {
  resource_id        = "endpoint/\${aws_sagemaker_endpoint.ranking.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 4
  service_namespace  = "sagemaker"
}

resource "aws_appautoscaling_policy" "ranking" {
  name               = "InvocationsPerInstance"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.ranking.resource_id
  scalable_dimension = aws_appautoscaling_target.ranking.scalable_dimension
  service_namespace  = aws_appautoscaling_target.ranking.service_namespace

  target_tracking_scaling_policy_configuration {
    target_value = 70 # replace by your load test: most requests per second of one instance x 0.5 (safety) x 60

    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
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
        InitialInstanceCount: 2,
      },
    ],
  }),
);
await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'orders', EndpointConfigName: 'orders' }));
`,
      after: `import { SageMakerClient, CreateModelCommand, CreateEndpointConfigCommand, CreateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { ApplicationAutoScalingClient, PutScalingPolicyCommand, RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';

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
        InitialInstanceCount: 2,
      },
    ],
  }),
);
await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'orders', EndpointConfigName: 'orders' }));
const autoscaling = new ApplicationAutoScalingClient({ region: 'us-east-1' });
await autoscaling.send(new RegisterScalableTargetCommand({
  ServiceNamespace: 'sagemaker',
  ResourceId: 'endpoint/orders/variant/AllTraffic',
  ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
  MinCapacity: 2,
  MaxCapacity: 4,
}));
await autoscaling.send(new PutScalingPolicyCommand({
  PolicyName: 'InvocationsPerInstance',
  ServiceNamespace: 'sagemaker',
  ResourceId: 'endpoint/orders/variant/AllTraffic',
  ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 70, // replace by your load test: most requests per second of one instance x 0.5 (safety) x 60
    PredefinedMetricSpecification: {
      PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance',
    },
  },
}));
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
          initialInstanceCount: 2,
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
import * as applicationautoscaling from 'aws-cdk-lib/aws-applicationautoscaling';

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
          initialInstanceCount: 2,
        },
      ],
    });
    const endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });
    const endpointScalingTarget = new applicationautoscaling.CfnScalableTarget(this, 'EndpointScalingTarget', {
      serviceNamespace: 'sagemaker',
      resourceId: \`endpoint/\${endpoint.attrEndpointName}/variant/AllTraffic\`,
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      minCapacity: 2,
      maxCapacity: 4,
    });
    new applicationautoscaling.CfnScalingPolicy(this, 'EndpointScalingPolicy', {
      policyName: 'InvocationsPerInstance',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: endpointScalingTarget.ref,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 70, // replace by your load test: most requests per second of one instance x 0.5 (safety) x 60
        predefinedMetricSpecification: {
          predefinedMetricType: 'SageMakerVariantInvocationsPerInstance',
        },
      },
    });
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
                    instance_type="ml.c7i.xlarge",
                    initial_instance_count=3,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
`,
      after: `from aws_cdk import Stack
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_applicationautoscaling as applicationautoscaling


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
                    instance_type="ml.c7i.xlarge",
                    initial_instance_count=3,
                )
            ],
        )
        endpoint = sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
        endpoint_scaling_target = applicationautoscaling.CfnScalableTarget(
            self,
            "EndpointScalingTarget",
            service_namespace="sagemaker",
            resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/AllTraffic",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            min_capacity=3,
            max_capacity=6,
        )
        applicationautoscaling.CfnScalingPolicy(
            self,
            "EndpointScalingPolicy",
            policy_name="InvocationsPerInstance",
            policy_type="TargetTrackingScaling",
            scaling_target_id=endpoint_scaling_target.ref,
            target_tracking_scaling_policy_configuration=applicationautoscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
                target_value=70,  # replace by your load test: most requests per second of one instance x 0.5 (safety) x 60
                predefined_metric_specification=applicationautoscaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty(
                    predefined_metric_type="SageMakerVariantInvocationsPerInstance",
                ),
            ),
        )
`,
    },
  ],
};
