import type { Page } from './page';

export const logRetentionPage: Page = {
  whatItDetects: `In a workspace with SageMaker in it:

- \`AWS::Logs::LogGroup\` without \`RetentionInDays\`, and Terraform's \`aws_cloudwatch_log_group\` without \`retention_in_days\` or with 0,
- in Terraform \`retention_in_days = var.days\`, where the variable is null or 0 by default and no file of values gives it another:
  *likely*, because whoever deploys it may give one,
- \`create_log_group\` of boto3, or \`CreateLogGroup\` of the SDK for JavaScript, where no retention policy follows in the same
  program,
- in the CDK, \`CfnLogGroup\` without \`retentionInDays\` and \`RetentionDays.INFINITE\`, which keep for ever, and \`LogGroup\` without
  \`retention\`, which keeps for two years: *likely*, because nobody has chosen them,
- in the report only: an endpoint of a template whose log group, \`/aws/sagemaker/Endpoints/<name>\`, nobody declares. SageMaker
  makes it at the first event, and it never expires.

A group that never expires is *certain*. What is shown is the price of stored logs as a rate, by GB and month: how much is stored
isn't in the code. The one price that is known is that of us-east-1; elsewhere it is shown as such and left out of all totals.`,
  whenSilent: [
    'The workspace holds no SageMaker inference.',
    'Name or tags of the group say audit or compliance as a whole word.',
    'A variable of Terraform decides the retention, and it has no default; or a function or a condition makes something else of null.',
    "The retention is set, or decided by a parameter or a later call that can't be followed.",
    'The group is of the class DELIVERY: CloudWatch Logs decides its retention.',
  ],
  fix: `The retention is set to 30 days, or to the number of days of the team's settings; CloudWatch Logs accepts certain numbers
only, and the next larger one is taken. Where a variable of Terraform decides, its default is changed, if all who read it are advised so; else
the change is shown. Events that are older are deleted, usually within 72 hours.`,
  wouldBeWrongIf: [
    'A law or a contract asks for the events: then say audit or compliance in the name or a tag, or suppress the advice with the reason.',
    'A variable of Terraform that is null by default always gets a value: by `-var`, `TF_VAR_…`, or a caller outside of the workspace.',
    'Events are needed for longer than the days that are set: export them to S3 first.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'logs.yaml',
      before: `Resources:
  EndpointLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /aws/sagemaker/Endpoints/claims-triage
`,
      after: `Resources:
  EndpointLogs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /aws/sagemaker/Endpoints/claims-triage
      RetentionInDays: 30
`,
    },
    {
      dialect: 'boto3',
      file: 'make_log_group.py',
      before: `import boto3

logs = boto3.client("logs")
logs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/claims-triage")
`,
      after: `import boto3

logs = boto3.client("logs")
logs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/claims-triage")
logs.put_retention_policy(logGroupName="/aws/sagemaker/Endpoints/claims-triage", retentionInDays=30)
`,
    },
    {
      dialect: 'terraform',
      file: 'logs.tf',
      before: `resource "aws_cloudwatch_log_group" "triage" {
  name = "/aws/sagemaker/Endpoints/claims-triage"
}
`,
      after: `resource "aws_cloudwatch_log_group" "triage" {
  name              = "/aws/sagemaker/Endpoints/claims-triage"
  retention_in_days = 30
}
`,
    },
    {
      dialect: 'sdk-javascript',
      file: 'logs.mjs',
      before: `import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';

const logs = new CloudWatchLogsClient({});
const logGroupName = '/aws/sagemaker/Endpoints/orders';
await logs.send(new CreateLogGroupCommand({ logGroupName }));
`,
      after: `import { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';

const logs = new CloudWatchLogsClient({});
const logGroupName = '/aws/sagemaker/Endpoints/orders';
await logs.send(new CreateLogGroupCommand({ logGroupName }));
await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }));
`,
    },
    {
      dialect: 'cdk-typescript',
      file: 'lib/orders-stack.ts',
      before: `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export class OrdersStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    new logs.LogGroup(this, 'Logs', { logGroupName: '/aws/sagemaker/Endpoints/orders' });
  }
}
`,
      after: `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export class OrdersStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    new logs.LogGroup(this, 'Logs', { logGroupName: '/aws/sagemaker/Endpoints/orders', retention: logs.RetentionDays.ONE_MONTH });
  }
}
`,
    },
    {
      dialect: 'cdk-python',
      file: 'ranking_stack.py',
      before: `from aws_cdk import Stack
from aws_cdk import aws_logs as logs


class RankingStack(Stack):
    def __init__(self, scope, construct_id, *, model_name, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        logs.LogGroup(self, "EndpointLogs", log_group_name=f"/aws/sagemaker/Endpoints/{model_name}")
`,
      after: `from aws_cdk import Stack
from aws_cdk import aws_logs as logs


class RankingStack(Stack):
    def __init__(self, scope, construct_id, *, model_name, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        logs.LogGroup(self, "EndpointLogs", log_group_name=f"/aws/sagemaker/Endpoints/{model_name}", retention=logs.RetentionDays.ONE_MONTH)
`,
    },
  ],
};
