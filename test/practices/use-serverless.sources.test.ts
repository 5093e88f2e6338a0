import { useServerless } from '../../src/practices/useServerless';
import { fires, silent } from './practiceCase';

describe('use-serverless in source text', () => {
  describe('CloudFormation', () => {
    it('replaces the instance, and takes its scaling away', () => {
      const template = (variant: string, scaling: string): string => `Resources:
  DemoModel:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04
  DemoConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt DemoModel.ModelName
${variant}  DemoEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt DemoConfig.EndpointConfigName
${scaling}Outputs:
  Name:
    Value: !GetAtt DemoEndpoint.EndpointName
`;
      fires(useServerless, {
        file: 'infra/endpoint.yaml',
        grade: 'likely',
        preferred: false,
        source: template(
          `          InstanceType: ml.m5.large
#                       ^^^^^^^^^^^ ml.m5.large → serverless with 6 GB
          InitialInstanceCount: 1
          InitialVariantWeight: 1
          ContainerStartupHealthCheckTimeoutInSeconds: 300
`,
          `  DemoScaling:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/\${DemoEndpoint.EndpointName}/variant/AllTraffic
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 1
      MaxCapacity: 2
  DemoScalingPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: demo
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref DemoScaling
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 100
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
`,
        ),
        fixed: template(
          `          InitialVariantWeight: 1
          ServerlessConfig:
            MemorySizeInMB: 6144
            MaxConcurrency: 5
`,
          '',
        ),
      });
    });

    it('reads JSON, where a parameter decides the stage', () => {
      const template = (variant: string, squiggle = ''): string => `{
  "Parameters": { "Stage": { "Type": "String", "Default": "dev" } },
  "Resources": {
    "Config": {
      "Type": "AWS::SageMaker::EndpointConfig",
      "Properties": {
        "ProductionVariants": [
          {
            "VariantName": "AllTraffic",
            "ModelName": "churn",
${variant}
${squiggle}          }
        ]
      }
    },
    "Endpoint": {
      "Type": "AWS::SageMaker::Endpoint",
      "Properties": {
        "EndpointName": { "Fn::Sub": "\${Stage}-churn" },
        "EndpointConfigName": { "Fn::GetAtt": ["Config", "EndpointConfigName"] }
      }
    }
  }
}
`;
      fires(useServerless, {
        file: 'churn.json',
        grade: 'likely',
        source: template(
          `            "InitialInstanceCount": 1,
            "InstanceType": "ml.t2.medium"`,
          '//                           ^^^^^^^^^^^^ ml.t2.medium → serverless with 6 GB, if the model needs no VPC\n',
        ),
        fixed: template(`            "ServerlessConfig": {
              "MemorySizeInMB": 6144,
              "MaxConcurrency": 5
            }`),
      });
    });

    it('is silent where the template asks for what serverless inference lacks', () => {
      const template = (model: string, config: string, variant: string): string => `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
${model}      PrimaryContainer:
        Image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/fraud:1
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
${config}      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
${variant}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
      const small = '          InstanceType: ml.m5.large\n          InitialInstanceCount: 1\n';
      const file = 'dev/fraud.yaml';
      const vpc = '      VpcConfig: { Subnets: [subnet-1], SecurityGroupIds: [sg-1] }\n';
      silent(useServerless, { file, source: template(vpc, '', small) });
      const capture = `      DataCaptureConfig:
        EnableCapture: true
        InitialSamplingPercentage: 10
        DestinationS3Uri: s3://b/capture
        CaptureOptions: [{ CaptureMode: Input }]
`;
      silent(useServerless, { file, source: template('', capture, small) });
      silent(useServerless, { file, source: template('', '', small.replace('ml.m5.large', 'ml.g5.xlarge')) });
      silent(useServerless, { file, source: template('', '', small.replace(': 1', ': 2')) });
      silent(useServerless, { file, source: template('', '', small), settings: { region: 'ap-southeast-3' } });
    });
  });

  describe('boto3', () => {
    const script = (variant: string): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
config_name = "churn-" + stamp
sm.create_endpoint_config(
    EndpointConfigName=config_name,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
${variant}        }
    ],
)
sm.create_endpoint(EndpointName="churn-test", EndpointConfigName=config_name)
`;

    it('replaces the instance in the variant', () => {
      fires(useServerless, {
        file: 'scripts/deploy.py',
        grade: 'likely',
        source: script(`            "InstanceType": "ml.t2.medium",
#                           ^^^^^^^^^^^^^^ ml.t2.medium → serverless with 6 GB, if the model needs no VPC
            "InitialInstanceCount": 1,
`),
        fixed: script(`            "ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5},
`),
      });
    });

    it('is silent about an asynchronous endpoint and about two instances', () => {
      silent(useServerless, {
        file: 'scripts/deploy.py',
        source: script('            "InstanceType": "ml.m5.large",\n            "InitialInstanceCount": 1,\n').replace(
          '    ],\n)',
          '    ],\n    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://b/out"}},\n)',
        ),
      });
      silent(useServerless, {
        file: 'scripts/deploy.py',
        source: script('            "InstanceType": "ml.m5.large",\n            "InitialInstanceCount": 2,\n'),
      });
    });
  });

  describe('the Python SDK', () => {
    it('replaces the arguments of deploy and imports what it needs', () => {
      fires(useServerless, {
        file: 'deploy_demo.py',
        grade: 'likely',
        source: `from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data=artifact, role=role, entry_point="inference.py", framework_version="1.2-1")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="iris")
#                                                                ^^^^^^^^^^^^^ ml.m5.large → serverless with 6 GB
`,
        fixed: `from sagemaker.sklearn import SKLearnModel
from sagemaker.serverless import ServerlessInferenceConfig

model = SKLearnModel(model_data=artifact, role=role, entry_point="inference.py", framework_version="1.2-1")
predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5), endpoint_name="iris")
`,
      });
    });

    it('is silent about a model in a VPC, many models, GPUs and what is serverless already', () => {
      const deploy = (model: string, call: string): string => `from sagemaker.model import Model
from sagemaker.multidatamodel import MultiDataModel
from sagemaker.serverless import ServerlessInferenceConfig

model = ${model}
model.deploy(${call})
`;
      const plain = 'Model(image_uri=image, model_data=artifact, role=role)';
      const inVpc =
        'Model(image_uri=image, model_data=artifact, role=role, vpc_config={"Subnets": ["s"], "SecurityGroupIds": ["g"]})';
      const many = 'MultiDataModel(name="many", model_data_prefix=prefix, image_uri=image, role=role)';
      const call = (type: string): string => `initial_instance_count=1, instance_type="${type}"`;
      const file = 'dev/deploy.py';
      silent(useServerless, { file, source: deploy(inVpc, call('ml.m5.large')) });
      silent(useServerless, { file, source: deploy(many, call('ml.m5.large')) });
      silent(useServerless, { file, source: deploy(plain, call('ml.g5.xlarge')) });
      const serverless = 'serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=2048)';
      silent(useServerless, { file, source: deploy(plain, serverless) });
    });
  });

  describe('notebooks', () => {
    it('replace the arguments in the cell that deploys', () => {
      fires(useServerless, {
        file: 'notebooks/sandbox/iris.ipynb',
        grade: 'likely',
        source: [
          'import sagemaker\nfrom sagemaker.sklearn.model import SKLearnModel\nrole = sagemaker.get_execution_role()',
          'model = SKLearnModel(model_data=artifact, role=role, entry_point="inference.py", framework_version="1.2-1")',
          `%%time
predictor = model.deploy(initial_instance_count=1, instance_type="ml.t2.large")
#                                                                ^^^^^^^^^^^^^ ml.t2.large → serverless with 6 GB`,
        ],
      });
    });

    it('are silent about a large type', () => {
      silent(useServerless, {
        file: 'notebooks/sandbox/iris.ipynb',
        source: [
          'from sagemaker.sklearn.model import SKLearnModel',
          'SKLearnModel(model_data=artifact, role=role, framework_version="1.2-1").deploy(1, "ml.m5.4xlarge")',
        ],
      });
    });
  });

  it('is told only where the stated traffic makes it pay', () => {
    const source = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: churn
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: churn
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
    const at = (requestsPerDay: number): { profiles: object; endpoints: { match: object; profile: string }[] } => ({
      profiles: { stated: { requestsPerDay, secondsPerRequest: 0.2 } },
      endpoints: [{ match: { name: 'churn' }, profile: 'stated' }],
    });
    const squiggle =
      '          InstanceType: ml.m5.large\n#                       ^^^^^^^^^^^ ml.m5.large → serverless with 6 GB, if the model needs no VPC\n';
    const drawn = source.replace('          InstanceType: ml.m5.large\n', squiggle);
    fires(useServerless, { file: 'churn.yaml', source: drawn, settings: at(500) as never });
    silent(useServerless, { file: 'churn.yaml', source, settings: at(2_000_000) as never });
  });

  describe('Terraform', () => {
    const module = (variant: string, more = ''): string => `resource "aws_sagemaker_model" "demo" {
  name               = "churn-demo"
  execution_role_arn = var.role

  primary_container {
    image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04"
  }
}

resource "aws_sagemaker_endpoint_configuration" "demo" {
  name_prefix = "churn-demo-"

  production_variants {
    variant_name${variant}  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "demo" {
  name                 = "churn-demo"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.demo.name
}
${more}`;

    it('replaces the instance by a block, and takes its scaling away', () => {
      fires(useServerless, {
        file: 'infra/demo.tf',
        grade: 'likely',
        preferred: false,
        source: module(
          `           = "AllTraffic"
    model_name             = aws_sagemaker_model.demo.name
    initial_instance_count = 1
    instance_type          = "ml.m5.large"
#                            ^^^^^^^^^^^^^ ml.m5.large → serverless with 6 GB
`,
          `
resource "aws_appautoscaling_target" "demo" {
  max_capacity       = 2
  min_capacity       = 1
  resource_id        = "endpoint/\${aws_sagemaker_endpoint.demo.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  service_namespace  = "sagemaker"
}
`,
        ),
        fixed: module(` = "AllTraffic"
    model_name   = aws_sagemaker_model.demo.name

    serverless_config {
      memory_size_in_mb = 6144
      max_concurrency   = 5
    }
`),
      });
    });
  });
});
