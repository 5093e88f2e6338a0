import { useGraviton } from '../../src/practices/useGraviton';
import { fires, silent } from './practiceCase';

const MODEL = (image: string): string => `  SentimentModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt ModelRole.Arn
      PrimaryContainer:
        Image: ${image}
        ModelDataUrl: s3://acme-models/sentiment/model.tar.gz
`;

const ENDPOINT = `  SentimentEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt SentimentConfig.EndpointConfigName
`;

const DLC = '763104351884.dkr.ecr.eu-west-1.amazonaws.com';

describe('use-graviton in source text', () => {
  describe('CloudFormation', () => {
    it('changes type, image and the fixed name in one edit', () => {
      const config = (name: string, type: string, squiggle = ''): string => `  SentimentConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: ${name}
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SentimentModel.ModelName
          InstanceType: ${type} # one is enough
${squiggle}          InitialInstanceCount: 1
`;
      fires(useGraviton, {
        file: 'infra/sentiment.yaml',
        settings: { region: 'eu-west-1' },
        grade: 'likely',
        preferred: true,
        source: `Resources:
${MODEL(`${DLC}/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker`)}
${config('sentiment', 'ml.c5.xlarge', '#                       ^^^^^^^^^^^^ ml.c5.xlarge → ml.c6g.xlarge\n')}
${ENDPOINT}`,
        fixed: `Resources:
${MODEL(`${DLC}/pytorch-inference-graviton:2.4.0-cpu-py311-ubuntu22.04-sagemaker`)}
${config('sentiment-v2', 'ml.c6g.xlarge')}
${ENDPOINT}`,
      });
    });

    it('keeps the Region of an image as it is written', () => {
      const config = (type: string, squiggle = ''): string => `  SentimentConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SentimentModel.ModelName
          InstanceType: ${type}
${squiggle}          InitialInstanceCount: 1
`;
      const image = (name: string): string => `!Sub "763104351884.dkr.ecr.\${AWS::Region}.amazonaws.com/${name}"`;
      fires(useGraviton, {
        file: 'sentiment.yaml',
        source: `Resources:
${MODEL(image('tensorflow-inference:2.14.1-cpu'))}
${config('ml.m5.2xlarge', '#                       ^^^^^^^^^^^^^ ml.m5.2xlarge → ml.m6g.2xlarge\n')}
${ENDPOINT}`,
        fixed: `Resources:
${MODEL(image('tensorflow-inference-graviton:2.14.1-cpu-py310-ubuntu20.04-sagemaker').replaceAll('"', ''))}
${config('ml.m6g.2xlarge')}
${ENDPOINT}`,
      });
    });

    it('changes the default of a parameter, and the list of what it allows', () => {
      const template = (type: string, allowed: string, image: string, squiggle = ''): string => `Parameters:
  HostingType:
    Type: String
    Default: ${type}
    AllowedValues: [${allowed}]
Resources:
${MODEL(`763104351884.dkr.ecr.us-east-1.amazonaws.com/${image}`)}
  SentimentConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SentimentModel.ModelName
          InstanceType: !Ref HostingType
${squiggle}          InitialInstanceCount: 1
${ENDPOINT}`;
      fires(useGraviton, {
        file: 'sentiment.yaml',
        preferred: true,
        source: template(
          'ml.c5.large',
          'ml.c5.large, ml.c5.xlarge',
          'pytorch-inference:2.3.0-cpu-py311-ubuntu20.04-sagemaker',
          '#                       ^^^^^^^^^^^^^^^^ ml.c5.large → ml.c7g.large\n',
        ),
        fixed: template(
          'ml.c7g.large',
          'ml.c5.large, ml.c5.xlarge, ml.c7g.large',
          'pytorch-inference-graviton:2.3.0-cpu-py311-ubuntu20.04-sagemaker',
        ),
      });
    });

    it('reads the type from a parameters file, and offers the fix without preferring it', () => {
      const prod = (type: string): string => `{"Parameters": {"HostingType": "${type}", "HostingCount": "2"}}\n`;
      fires(useGraviton, {
        file: 'sentiment.yaml',
        files: { 'prod-config.json': prod('ml.m5.large') },
        preferred: false,
        source: `Parameters:
  HostingType: { Type: String }
  HostingCount: { Type: Number }
Resources:
${MODEL('763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker')}
  SentimentConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SentimentModel.ModelName
          InstanceType: !Ref HostingType
#                       ^^^^^^^^^^^^^^^^ ml.m5.large → ml.m6g.large
          InitialInstanceCount: !Ref HostingCount
${ENDPOINT}`,
        fixedFiles: { 'prod-config.json': prod('ml.m6g.large') },
      });
    });

    it("takes a repository of the same template for the user's own", () => {
      fires(useGraviton, {
        file: 'fraud.yaml',
        grade: 'consider',
        preferred: false,
        source: `Resources:
  Repository:
    Type: AWS::ECR::Repository
${MODEL('!Sub "${Repository.RepositoryUri}:2024-11"')}
  SentimentConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SentimentModel.ModelName
          InstanceType: ml.m4.xlarge
#                       ^^^^^^^^^^^^ ml.m4.xlarge → ml.m6g.xlarge
          InitialInstanceCount: 2
${ENDPOINT}`,
      });
    });

    it('reads JSON as well, with both branches of a condition judged by themselves', () => {
      const template = (type: string, image: string, squiggle = ''): string => `{
  "Parameters": { "Stage": { "Type": "String" } },
  "Conditions": { "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
  "Resources": {
    "Model": {
      "Type": "AWS::SageMaker::Model",
      "Properties": {
        "PrimaryContainer": {
          "Image": "${image}"
        }
      }
    },
    "Config": {
      "Type": "AWS::SageMaker::EndpointConfig",
      "Properties": {
        "ProductionVariants": [
          {
            "VariantName": "AllTraffic",
            "ModelName": { "Fn::GetAtt": ["Model", "ModelName"] },
            "InstanceType": "${type}",
${squiggle}            "InitialInstanceCount": { "Fn::If": ["IsProd", 4, 1] }
          }
        ]
      }
    },
    "Endpoint": {
      "Type": "AWS::SageMaker::Endpoint",
      "Properties": { "EndpointConfigName": { "Fn::GetAtt": ["Config", "EndpointConfigName"] } }
    }
  }
}
`;
      fires(useGraviton, {
        file: 'search.json',
        source: template(
          'ml.r5.xlarge',
          '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.5-1',
          '#                            ^^^^^^^^^^^^ ml.r5.xlarge → ml.r6g.xlarge\n',
        ),
        fixed: template('ml.r6g.xlarge', '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.5-1-arm64'),
      });
    });

    it('is silent about an image with no arm64 build, a parameter without default and a reservation', () => {
      const template = (image: string, type: string, more = ''): string => `Parameters:
  HostingType: { Type: String }
Resources:
${MODEL(image)}
  SentimentConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt SentimentModel.ModelName
          InstanceType: ${type}
          InitialInstanceCount: 1
${more}${ENDPOINT}`;
      const pytorch =
        '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';
      const huggingFace =
        '763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04';
      silent(useGraviton, { file: 'a.yaml', source: template(huggingFace, 'ml.c5.xlarge') });
      silent(useGraviton, { file: 'a.yaml', source: template(pytorch, '!Ref HostingType') });
      const reservation = `          CapacityReservationConfig:
            CapacityReservationPreference: capacity-reservations-only
`;
      silent(useGraviton, { file: 'a.yaml', source: template(pytorch, 'ml.c5.xlarge', reservation) });
    });
  });

  describe('boto3', () => {
    it('changes the type, and the one in image_uris.retrieve', () => {
      const script = (type: string, squiggle = ''): string => `import time

import boto3
from sagemaker import image_uris

REGION = "us-east-1"
sm = boto3.client("sagemaker", region_name=REGION)
stamp = time.strftime("%Y%m%d%H%M%S")
image = image_uris.retrieve("xgboost", REGION, version="1.5-1", instance_type="${type}")
model = f"churn-{stamp}"
sm.create_model(
    ModelName=model,
    ExecutionRoleArn="arn:aws:iam::123456789012:role/churn",
    PrimaryContainer={"Image": image, "ModelDataUrl": "s3://acme-models/churn/model.tar.gz"},
)
config = f"churn-config-{stamp}"
sm.create_endpoint_config(
    EndpointConfigName=config,
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": model,
            "InstanceType": "${type}",
${squiggle}            "InitialInstanceCount": 1,
        },
    ],
)
sm.create_endpoint(EndpointName="churn", EndpointConfigName=config)
`;
      fires(useGraviton, {
        file: 'scripts/deploy_churn.py',
        grade: 'likely',
        preferred: true,
        source: script('ml.m5.xlarge', '#                           ^^^^^^^^^^^^^^ ml.m5.xlarge → ml.m6g.xlarge\n'),
        fixed: script('ml.m6g.xlarge'),
      });
    });

    it("changes an image that is named, and doesn't prefer it where the names are fixed", () => {
      const script = (type: string, image: string, squiggle = ''): string => `import boto3

client = boto3.client("sagemaker", region_name="eu-west-1")
client.create_model(
    ModelName="triage",
    ExecutionRoleArn=role,
    PrimaryContainer={
        "Image": "${image}",
        "ModelDataUrl": "s3://claims/model.tar.gz",
    },
)
variants = [{"VariantName": "v1", "ModelName": "triage", "InstanceType": "${type}", "InitialInstanceCount": 2}]
${squiggle}client.create_endpoint_config(EndpointConfigName="triage-config", ProductionVariants=variants)
client.create_endpoint(EndpointName="triage", EndpointConfigName="triage-config")
`;
      fires(useGraviton, {
        file: 'deploy_triage.py',
        preferred: false,
        source: script(
          'ml.c5.2xlarge',
          `${DLC}/tensorflow-inference:2.16.1-cpu-py310-ubuntu20.04-sagemaker`,
          `#                                                                        ^^^^^^^^^^^^^^^ ml.c5.2xlarge → ml.c6g.2xlarge\n`,
        ),
        fixed: script('ml.c6g.2xlarge', `${DLC}/tensorflow-inference-graviton:2.16.1-cpu-py310-ubuntu20.04-sagemaker`),
      });
    });

    it('is silent where the model is made elsewhere, and about batch transform', () => {
      silent(useGraviton, {
        file: 'deploy.py',
        source: `import boto3
sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName="a",
    ProductionVariants=[{"VariantName": "v", "ModelName": "made-by-training", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1}],
)
sm.create_endpoint(EndpointName="a", EndpointConfigName="a")
`,
      });
      silent(useGraviton, {
        file: 'score.py',
        source: `import boto3
sm = boto3.client("sagemaker")
sm.create_transform_job(
    TransformJobName="nightly",
    ModelName="churn",
    TransformInput={"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/in"}}},
    TransformOutput={"S3OutputPath": "s3://b/out"},
    TransformResources={"InstanceType": "ml.m5.xlarge", "InstanceCount": 1},
)
`,
      });
    });
  });

  describe('the Python SDK', () => {
    it('changes the type alone: the class picks the image', () => {
      const script = (type: string, squiggle = ''): string => `from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(
    model_data="s3://acme-models/price/model.tar.gz",
    role=role,
    entry_point="inference.py",
    framework_version="1.5-1",
)
predictor = model.deploy(
    initial_instance_count=2,
    instance_type="${type}",
${squiggle}    endpoint_name="price",
)
`;
      fires(useGraviton, {
        file: 'deploy_price.py',
        preferred: true,
        source: script('ml.c5.2xlarge', '#                 ^^^^^^^^^^^^^^^ ml.c5.2xlarge → ml.c7g.2xlarge\n'),
        fixed: script('ml.c7g.2xlarge'),
      });
    });

    it('changes an image_uri with the type', () => {
      const script = (type: string, image: string, squiggle = ''): string => `from sagemaker.model import Model

IMAGE = "${image}"
model = Model(image_uri=IMAGE, model_data=artifact, role=role)
model.deploy(1, "${type}")
${squiggle}`;
      fires(useGraviton, {
        file: 'deploy.py',
        source: script(
          'ml.c6i.xlarge',
          '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.2.1-cpu-py310-ubuntu20.04-sagemaker',
          '#               ^^^^^^^^^^^^^^^\n',
        ),
        fixed: script(
          'ml.c7g.xlarge',
          '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-graviton:2.2.1-cpu-py310-ubuntu20.04-sagemaker',
        ),
      });
    });

    it('is silent where the SDK picks no arm64 image, in local mode and on GPUs', () => {
      const deploy = (model: string, type: string): string => `from sagemaker.huggingface import HuggingFaceModel
from sagemaker.sklearn import SKLearnModel
from sagemaker.pytorch import PyTorchModel

model = ${model}
model.deploy(initial_instance_count=1, instance_type="${type}")
`;
      const huggingFace =
        'HuggingFaceModel(model_data=m, role=role, transformers_version="4.37.0", pytorch_version="2.1.0", py_version="py310")';
      const sklearn = 'SKLearnModel(model_data=m, role=role, entry_point="i.py", framework_version="1.2-1")';
      const pytorch =
        'PyTorchModel(model_data=m, role=role, entry_point="i.py", framework_version="2.4.0", py_version="py311")';
      silent(useGraviton, { file: 'a.py', source: deploy(huggingFace, 'ml.c5.xlarge') });
      silent(useGraviton, { file: 'a.py', source: deploy(sklearn, 'ml.c5.xlarge') });
      silent(useGraviton, { file: 'a.py', source: deploy(pytorch, 'local') });
      silent(useGraviton, { file: 'a.py', source: deploy(pytorch, 'ml.g5.xlarge') });
    });
  });

  describe('notebooks', () => {
    it('change the constant of an earlier cell', () => {
      const cells = (type: string, squiggle = ''): string[] => [
        '%%bash\npip install sagemaker',
        `hosting_type = "${type}"`,
        `%matplotlib inline
from sagemaker.pytorch import PyTorchModel
model = PyTorchModel(model_data=artifact, role=role, entry_point="inference.py",
                     framework_version="2.1", py_version="py310")`,
        `%%time
predictor = model.deploy(initial_instance_count=1, instance_type=hosting_type)${squiggle}`,
        'predictor.predict(sample)',
        'predictor.delete_endpoint()',
      ];
      fires(useGraviton, {
        file: 'sentiment.ipynb',
        source: cells(
          'ml.m5.xlarge',
          '\n#                                                                ^^^^^^^^^^^^ ml.m5.xlarge → ml.m6g.xlarge',
        ),
        fixed: cells('ml.m6g.xlarge'),
      });
    });

    it("don't touch a type that the training reads too", () => {
      const cells = (squiggle: string, deployed: string): string[] => [
        'instance_type = "ml.c5.xlarge"',
        `from sagemaker.xgboost import XGBoost
est = XGBoost(entry_point="train.py", framework_version="1.5-1", role=role, instance_count=1, instance_type=instance_type)
est.fit({"train": train})`,
        `est.deploy(initial_instance_count=1, instance_type=${deployed})${squiggle}`,
      ];
      fires(useGraviton, {
        file: 'train.ipynb',
        source: cells(
          '\n#                                                  ^^^^^^^^^^^^^ ml.c5.xlarge → ml.c7g.xlarge',
          'instance_type',
        ),
        fixed: cells('', '"ml.c7g.xlarge"'),
      });
    });

    it("take an image of the account that runs them for the user's own", () => {
      const image = {
        sts: 'boto3.client("sts").get_caller_identity()["Account"]',
        session: 'sagemaker.Session().account_id()',
      };
      for (const account of Object.values(image))
        fires(useGraviton, {
          file: 'own.ipynb',
          grade: 'consider',
          preferred: false,
          source: [
            'import boto3\nimport sagemaker\nfrom sagemaker.model import Model',
            `account = ${account}\nregion = boto3.Session().region_name`,
            'model = Model(image_uri=f"{account}.dkr.ecr.{region}.amazonaws.com/fraud:7", model_data=artifact, role=role)',
            `model.deploy(initial_instance_count=1, instance_type="ml.m5.large")
#                                                    ^^^^^^^^^^^^^ ml.m5.large → ml.m6g.large`,
          ],
        });
    });

    it('are silent about the image that an estimator trains with', () => {
      silent(useGraviton, {
        file: 'train.ipynb',
        source: [
          `import sagemaker
from sagemaker import image_uris
container = image_uris.retrieve("xgboost", region, "1.5-1")
est = sagemaker.estimator.Estimator(container, role, instance_count=1, instance_type="ml.m5.xlarge")
est.fit({"train": train})`,
          'predictor = est.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")',
        ],
      });
    });
  });

  describe('Terraform', () => {
    const IMAGE =
      '763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';
    const module = (name: string, type: string, image: string, squiggle = ''): string => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_sagemaker_model" "sentiment" {
  execution_role_arn = var.role

  primary_container {
    image = "${image}"
  }
}

resource "aws_sagemaker_endpoint_configuration" "sentiment" {
  name = "${name}"

  production_variants {
    model_name             = aws_sagemaker_model.sentiment.name
    instance_type          = ${type} # one is enough
${squiggle}    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "sentiment" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.sentiment.name
}
`;
    const arm = IMAGE.replace('pytorch-inference', 'pytorch-inference-graviton');

    it('changes type, image and the fixed name in one edit', () => {
      fires(useGraviton, {
        file: 'infra/sentiment.tf',
        grade: 'likely',
        preferred: true,
        source: module(
          'sentiment',
          '"ml.c5.xlarge"',
          IMAGE,
          `#${' '.repeat(28)}^^^^^^^^^^^^^^ ml.c5.xlarge → ml.c6g.xlarge\n`,
        ),
        fixed: module('sentiment-v2', '"ml.c6g.xlarge"', arm),
      });
    });

    it('changes a variable where it is written, and each environment in its file of values', () => {
      const source = module('sentiment', 'var.instance_type', IMAGE, `#${' '.repeat(28)}${'^'.repeat(17)}\n`);
      const variables = (type: string): string =>
        `variable "role" {}\n\nvariable "instance_type" {\n  type    = string\n  default = "${type}"\n}\n`;
      fires(useGraviton, {
        file: 'infra/sentiment.tf',
        source,
        files: { 'infra/variables.tf': variables('ml.c5.xlarge') },
        fixed: module('sentiment-v2', 'var.instance_type', arm),
        fixedFiles: { 'infra/variables.tf': variables('ml.c6g.xlarge') },
      });
      fires(useGraviton, {
        file: 'infra/sentiment.tf',
        source,
        files: {
          'infra/variables.tf': variables('ml.t2.medium'),
          'infra/prod.tfvars': 'instance_type = "ml.c5.xlarge"\n',
          'infra/staging.tfvars': 'instance_type = "ml.m5.xlarge" # small\n',
        },
        fixed: module('sentiment-v2', 'var.instance_type', arm),
        fixedFiles: {
          'infra/prod.tfvars': 'instance_type = "ml.c6g.xlarge"\n',
          'infra/staging.tfvars': 'instance_type = "ml.m6g.xlarge" # small\n',
        },
      });
    });

    it('changes the argument of the call of a module', () => {
      const body = module(
        'sentiment',
        'var.instance_type',
        IMAGE,
        `#${' '.repeat(28)}${'^'.repeat(17)} ml.c5.xlarge → ml.c6g.xlarge\n`,
      );
      const declared = 'variable "instance_type" {}\nvariable "role" {}\n';
      const call = (type: string): string =>
        `module "sentiment" {\n  source        = "../modules/endpoint"\n  role          = "arn:aws:iam::1:role/r"\n  instance_type = "${type}"\n}\n`;
      fires(useGraviton, {
        file: 'modules/endpoint/main.tf',
        source: body,
        files: { 'modules/endpoint/variables.tf': declared, 'live/main.tf': call('ml.c5.xlarge') },
        fixed: module('sentiment-v2', 'var.instance_type', arm),
        fixedFiles: { 'live/main.tf': call('ml.c6g.xlarge') },
      });
    });

    it('is silent where nobody in the workspace gives the type', () => {
      silent(useGraviton, {
        file: 'infra/sentiment.tf',
        source: module('sentiment', 'var.instance_type', IMAGE),
        files: { 'infra/variables.tf': 'variable "instance_type" {}\n' },
      });
      silent(useGraviton, {
        file: 'infra/sentiment.tf',
        source: module('sentiment', 'data.aws_ssm_parameter.type.value', IMAGE),
      });
    });
  });
});
