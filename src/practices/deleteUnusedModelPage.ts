import type { Page } from './page';

export const deleteUnusedModelPage: Page = {
  whatItDetects: `A model of a template, a Terraform module or a CDK app that nothing uses: no endpoint configuration, no inference component, no
output and nothing else beside it names it, and it has no name of its own by which others could. A construct of the CDK is meant only
where it is a statement by itself, or where the variable that holds it is never read. And a program or notebook that deletes an endpoint, and
keeps the model that it made for it.`,
  whenSilent: [
    'A declared model has a name (`ModelName`, `name`), or may have one: whoever knows it may use it, from another stack or by hand.',
    'Anything else in the template or module names it: a configuration, an output, a local value, the call of another module.',
    'A custom resource, a nested stack, or something that is not known waits for it: code that runs then may look it up. Of Terraform’s `depends_on` and the CDK in Python any mention counts as a use.',
    'A construct is kept (`this.model`), returned, given to others, the default child of its scope, or children are looked up in its file.',
    'A program deletes a model, or an endpoint, that can’t be told from this one.',
    'A program’s model serves another endpoint or a transform job too, or may do so, here or in another file.',
    'Version 3 of the SDK: what its objects delete along with themselves is not told apart.',
  ],
  fix: `The declared model is removed, and with it the statement or entry by which others wait for it; the program deletes the model beside its endpoint (\`predictor.delete_model()\` before
\`delete_endpoint()\`, which it needs to find the model; \`delete_model(ModelName=…)\` behind it with boto3). It is never the default fix.
The model itself costs nothing: the artefacts in S3 do, and end by a lifecycle rule or by hand.`,
  wouldBeWrongIf: [
    'The model is kept on purpose: for a roll-back, as a record, or to be deployed anew in minutes.',
    'What waits for it does so because it looks the model up: a Lambda function that finds the newest one, say.',
    'Another program, or a person, deploys it by a name that it looks up.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'models.yaml',
      before: `Resources:
  OldModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
      PrimaryContainer:
        Image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:1
        ModelDataUrl: s3://acme-models/claims/1.tar.gz
  CurrentModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
      PrimaryContainer:
        Image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2
        ModelDataUrl: s3://acme-models/claims/2.tar.gz
Outputs:
  ModelName:
    Value: !GetAtt CurrentModel.ModelName
`,
      after: `Resources:
  CurrentModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
      PrimaryContainer:
        Image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2
        ModelDataUrl: s3://acme-models/claims/2.tar.gz
Outputs:
  ModelName:
    Value: !GetAtt CurrentModel.ModelName
`,
    },
    {
      dialect: 'terraform',
      file: 'models.tf',
      before: `resource "aws_sagemaker_model" "old" {
  execution_role_arn = var.role_arn

  primary_container {
    image          = var.image
    model_data_url = "s3://acme-models/claims/1.tar.gz"
  }
}

resource "aws_sagemaker_model" "current" {
  execution_role_arn = var.role_arn

  primary_container {
    image          = var.image
    model_data_url = "s3://acme-models/claims/2.tar.gz"
  }
}

output "model_name" {
  value = aws_sagemaker_model.current.name
}
`,
      after: `resource "aws_sagemaker_model" "current" {
  execution_role_arn = var.role_arn

  primary_container {
    image          = var.image
    model_data_url = "s3://acme-models/claims/2.tar.gz"
  }
}

output "model_name" {
  value = aws_sagemaker_model.current.name
}
`,
    },
    {
      dialect: 'cdk-typescript',
      file: 'lib/models-stack.ts',
      before: `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

export class ModelsStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    const executionRoleArn = 'arn:aws:iam::123456789012:role/models';
    new sagemaker.CfnModel(this, 'Old', { executionRoleArn });
    const current = new sagemaker.CfnModel(this, 'Current', { executionRoleArn });
    new cdk.CfnOutput(this, 'ModelName', { value: current.attrModelName });
  }
}
`,
      after: `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';

export class ModelsStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    const executionRoleArn = 'arn:aws:iam::123456789012:role/models';
    const current = new sagemaker.CfnModel(this, 'Current', { executionRoleArn });
    new cdk.CfnOutput(this, 'ModelName', { value: current.attrModelName });
  }
}
`,
    },
    {
      dialect: 'cdk-python',
      file: 'models_stack.py',
      before: `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class ModelsStack(cdk.Stack):
    def __init__(self, scope, construct_id, *, role_arn, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        sagemaker.CfnModel(self, "Old", execution_role_arn=role_arn)
        current = sagemaker.CfnModel(self, "Current", execution_role_arn=role_arn)
        cdk.CfnOutput(self, "ModelName", value=current.attr_model_name)
`,
      after: `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class ModelsStack(cdk.Stack):
    def __init__(self, scope, construct_id, *, role_arn, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        current = sagemaker.CfnModel(self, "Current", execution_role_arn=role_arn)
        cdk.CfnOutput(self, "ModelName", value=current.attr_model_name)
`,
    },
    {
      dialect: 'boto3',
      file: 'try_claims.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_model(
    ModelName="claims-try",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/models",
    PrimaryContainer={"Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2"},
)
sm.create_endpoint_config(
    EndpointConfigName="claims-try",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "claims-try", "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="claims-try", EndpointConfigName="claims-try")
sm.delete_endpoint(EndpointName="claims-try")
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_model(
    ModelName="claims-try",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/models",
    PrimaryContainer={"Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2"},
)
sm.create_endpoint_config(
    EndpointConfigName="claims-try",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "claims-try", "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="claims-try", EndpointConfigName="claims-try")
sm.delete_endpoint(EndpointName="claims-try")
sm.delete_model(ModelName="claims-try")
`,
    },
    {
      dialect: 'python-sdk',
      file: 'review-sentiment.py',
      before: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(model_data="s3://acme-models/reviews.tar.gz", role=role, transformers_version="4.37")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
print(predictor.predict({"inputs": "Arrived late, but works."}))
predictor.delete_endpoint()
`,
      after: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(model_data="s3://acme-models/reviews.tar.gz", role=role, transformers_version="4.37")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
print(predictor.predict({"inputs": "Arrived late, but works."}))
predictor.delete_model()
predictor.delete_endpoint()
`,
    },
  ],
};
