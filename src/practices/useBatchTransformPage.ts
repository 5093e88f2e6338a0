import type { Page } from './page';

const SCRIPT = `import pandas as pd
from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data="s3://acme-models/churn.tar.gz", role=role, framework_version="2.4", py_version="py311")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
customers = pd.read_parquet("s3://acme-data/customers/")
scores = [predictor.predict(row.tolist()) for _, row in customers.iterrows()]
predictor.delete_endpoint()
`;

const CALLS = `import boto3
import glob

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
sm.create_endpoint_config(
    EndpointConfigName="scans-once",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "scans", "InstanceType": "ml.g4dn.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="scans-once", EndpointConfigName="scans-once")
sm.get_waiter("endpoint_in_service").wait(EndpointName="scans-once")
for path in glob.glob("scans/*.png"):
    with open(path, "rb") as scan:
        answer = runtime.invoke_endpoint(EndpointName="scans-once", ContentType="image/png", Body=scan.read())
sm.delete_endpoint(EndpointName="scans-once")
`;

const TEMPLATE = `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !Ref RoleArn
      PrimaryContainer: { Image: !Ref Image, ModelDataUrl: s3://acme-models/claims.tar.gz }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.c5.2xlarge
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  NightlyScores:
    Type: AWS::Lambda::Function
    Properties:
      Handler: scores.handler
      Environment:
        Variables:
          ENDPOINT_NAME: !GetAtt Endpoint.EndpointName
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - { Id: scores, Arn: !GetAtt NightlyScores.Arn }
`;

const MODULE = `resource "aws_sagemaker_endpoint_configuration" "scores" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = var.model_name
    instance_type          = "ml.c5.2xlarge"
    initial_instance_count = 1
  }
}

resource "aws_sagemaker_endpoint" "scores" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.scores.name
}

resource "aws_lambda_function" "nightly" {
  function_name = "nightly-scores"
  handler       = "scores.handler"

  environment {
    variables = {
      ENDPOINT_NAME = aws_sagemaker_endpoint.scores.name
    }
  }
}

resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "cron(0 3 * * ? *)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.nightly.arn
    role_arn = var.role_arn
  }
}
`;

export const useBatchTransformPage: Page = {
  whatItDetects: `- A notebook or script that deploys a model to instances, sends a request for each part of a data set (rows of a frame, batches, files
  of a folder, a loaded data set; in a loop, a comprehension, or a function that is called in one), and deletes the endpoint.
- An endpoint of a template, a Terraform module or a CDK app, or one that a script makes and leaves up, that one function calls, which
  nothing but a schedule starts, at most once in an hour. Function and schedule may stand in another template, and call it by its name.

How many hours either runs isn't in the code, so no difference is shown: an instance-hour costs the same for both, and the job ends
by itself.`,
  whenSilent: [
    'Only a few samples are sent: a list written in place, a slice, `head`, `sample`, a count (`range(10)`), a loop with a `break`.',
    'The requests are timed or paced, or the file speaks of latency, throughput, benchmarks or traffic: it measures the endpoint, or feeds a monitor.',
    'What the loop goes over, or which endpoint it asks, is not known from the code; or the endpoint is never deleted.',
    'The endpoint is asynchronous, serverless, has several variants or inference components, or serves many models.',
    'Batch Transform does not take the instance type, or the type is not known.',
    'In a template or module: the function has another trigger, something else names function or endpoint, an output exports one of them, or the schedule is not known.',
    'In the CDK: function or endpoint is kept in a field, exported, given to other code, or started in a way that is not followed.',
    'A script asks its endpoint or deletes it; or a call of an endpoint that is not known stands anywhere in the workspace.',
  ],
  fix: `There is no edit: the data set has to lie in S3, and what is done with the answers reads them from there. The rewrite is shown in
the words of the file: \`transformer(…)\` of the SDK, \`create_transform_job\` of boto3, or a schedule that starts the job itself. Names of
buckets, prefixes and content types in it are yours to fill in.`,
  wouldBeWrongIf: [
    'Each request depends on the answer to the one before, or the answers are needed while the program runs.',
    'The data set is so small that the start of a job takes longer than all requests: an endpoint takes as long to start, but it may be there for more than this loop.',
    'The container answers single requests only, or its records are not lines or files.',
    'The function of the template does more than pass records on: that part needs a place of its own, a processing job for example.',
  ],
  examples: [
    {
      dialect: 'python-sdk',
      file: 'score_customers.py',
      before: SCRIPT,
      after: SCRIPT,
      recipe: `transformer = model.transformer(
    instance_count=1,
    instance_type="ml.c5.xlarge",
    output_path="s3://YOUR-BUCKET/predictions",
)
transformer.transform("s3://YOUR-BUCKET/records.csv", content_type="text/csv", split_type="Line")
transformer.wait()
`,
    },
    {
      dialect: 'boto3',
      file: 'score_scans.py',
      before: CALLS,
      after: CALLS,
      recipe: `sm.create_transform_job(
    TransformJobName="NAME-OF-THE-JOB",
    ModelName="scans",
    TransformInput={
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://YOUR-BUCKET/records.csv"}},
        "ContentType": "text/csv",
        "SplitType": "Line",
    },
    TransformOutput={"S3OutputPath": "s3://YOUR-BUCKET/predictions"},
    TransformResources={"InstanceType": "ml.g4dn.xlarge", "InstanceCount": 1},
)
`,
    },
    {
      dialect: 'cloudformation',
      file: 'nightly.yaml',
      before: TEMPLATE,
      after: TEMPLATE,
      recipe: `  ModelBatch:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: SAME-AS-TODAY
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:scheduler:::aws-sdk:sagemaker:createTransformJob
        RoleArn: ROLE-THAT-MAY-CREATE-TRANSFORM-JOBS
        Input: !Sub >-
          {"TransformJobName": "batch-<aws.scheduler.execution-id>",
          "ModelName": "\${Model.ModelName}",
          "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://YOUR-BUCKET/records/"}},
          "ContentType": "text/csv", "SplitType": "Line"},
          "TransformOutput": {"S3OutputPath": "s3://YOUR-BUCKET/predictions/"},
          "TransformResources": {"InstanceType": "ml.c5.2xlarge", "InstanceCount": 1}}
`,
    },
    {
      dialect: 'terraform',
      file: 'nightly.tf',
      before: MODULE,
      after: MODULE,
      recipe: `resource "aws_scheduler_schedule" "batch" {
  schedule_expression = "SAME-AS-TODAY"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:sagemaker:createTransformJob"
    role_arn = "ROLE-THAT-MAY-CREATE-TRANSFORM-JOBS"
    input    = <<-JSON
      {
        "TransformJobName": "batch-<aws.scheduler.execution-id>",
        "ModelName": "NAME-OF-THE-MODEL",
        "TransformInput": {
          "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://YOUR-BUCKET/records/"}},
          "ContentType": "text/csv",
          "SplitType": "Line"
        },
        "TransformOutput": {"S3OutputPath": "s3://YOUR-BUCKET/predictions/"},
        "TransformResources": {"InstanceType": "ml.c5.2xlarge", "InstanceCount": 1}
      }
    JSON
  }
}
`,
    },
  ],
};
