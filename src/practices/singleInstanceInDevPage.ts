import type { Page } from './page';

export const singleInstanceInDevPage: Page = {
  whatItDetects: `An endpoint that starts with two instances or more, or that scaling keeps at two or more, where a name, a tag (of its own, or a \`default_tags\` of its Terraform provider), a
parameter, the environment's file or the path says dev, test, sandbox, demo or staging as a whole word.`,
  whenSilent: [
    'No such word, or only part of one: "latest" is not "test", "developer" is not "dev".',
    'A word for production (prod, prd, production, live) stands in the same names.',
    'The word stands in the `default_tags` of a Terraform provider, and the tags of the resource, which beat them, are not known.',
    'The names speak of load, stress, performance, failover, scaling, an A/B test or a canary: that is no idle environment.',
    'The word is that of one environment, and the number is written for all of them: one in the code would be one in production.',
    'A capacity reservation or instance pools hold the instances; inference components stand on a fixed number of them.',
    'The stated traffic asks for two instances or more.',
    "The number isn't known.",
  ],
  fix: `The count becomes 1, and so does the minimum of a scaling target or of managed instance scaling; the maximum stays, so that
scaling may still add instances. Where an environment's own file gives the number (\`staging-config.json\`), that file is changed.
A configuration with a fixed name gets a new one in the same edit.`,
  wouldBeWrongIf: [
    'The environment is a rehearsal of production: staging may have to show what happens when an instance goes away.',
    'It takes tests of load or of scaling.',
    'Others depend on it while it is updated or an Availability Zone is lost.',
    'The word stands in the name of what is served (a model of blood tests), not of the environment.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'endpoint.yaml',
      before: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      Tags:
        - Key: stage
          Value: dev
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 2
`,
      after: `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      Tags:
        - Key: stage
          Value: dev
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !Ref ModelName
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 1
`,
    },
    {
      dialect: 'boto3',
      file: 'deploy.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sm.create_endpoint(EndpointName="summaries-sandbox", EndpointConfigName=config_name)
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="summaries-sandbox", EndpointConfigName=config_name)
`,
    },
    {
      dialect: 'python-sdk',
      file: 'deploy.py',
      before: `from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(
    model_data=model_data,
    role=role,
    entry_point="inference.py",
    framework_version="1.2-1",
)
predictor = model.deploy(initial_instance_count=2, instance_type="ml.m5.large", endpoint_name="churn-dev")
`,
      after: `from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(
    model_data=model_data,
    role=role,
    entry_point="inference.py",
    framework_version="1.2-1",
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="churn-dev")
`,
    },
    {
      dialect: 'cdk-python',
      file: 'dev/ranking_stack.py',
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
                    instance_type="ml.m5.xlarge",
                    initial_instance_count=2,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_name="ranking-dev", endpoint_config_name=config.attr_endpoint_config_name)
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
                    instance_type="ml.m5.xlarge",
                    initial_instance_count=1,
                )
            ],
        )
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_name="ranking-dev", endpoint_config_name=config.attr_endpoint_config_name)
`,
    },
  ],
};
