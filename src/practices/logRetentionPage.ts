import type { Documentation } from './practice';

export const logRetentionPage: Documentation = {
  why: `A log group without a retention keeps every event for ever, and stored gigabytes are billed, and kept on powered disks, month
after month. The logs of an endpoint are read in the first days after something went wrong, and hardly ever later.`,
  whatItDetects: `In a workspace with SageMaker in it:

- \`AWS::Logs::LogGroup\` without \`RetentionInDays\`,
- \`create_log_group\` of boto3 where no \`put_retention_policy\` follows in the same program,
- in the report only: an endpoint of a template whose log group, \`/aws/sagemaker/Endpoints/<name>\`, nobody declares. SageMaker
  makes it at the first event, and it never expires.

A group that never expires is *certain*. What is shown is the price of stored logs as a rate, by GB and month: how much is stored
isn't in the code. The one price that is known is that of us-east-1; elsewhere it is shown as such and left out of all totals.`,
  whenSilent: [
    'The workspace holds no SageMaker inference.',
    'Name or tags of the group say audit or compliance as a whole word.',
    "The retention is set, or decided by a parameter or a later call that can't be followed.",
    'The group is of the class DELIVERY: CloudWatch Logs decides its retention.',
  ],
  fix: `The retention is set to 30 days, or to the number of days of the team's settings; CloudWatch Logs accepts certain numbers
only, and the next larger one is taken. Events that are older are deleted, usually within 72 hours.`,
  wouldBeWrongIf: [
    'A law or a contract asks for the events: then say audit or compliance in the name or a tag, or suppress the advice with the reason.',
    'Events are needed for longer than the days that are set: export them to S3 first.',
  ],
  sources: [
    {
      text: 'AWS: Optimize AI/ML workloads for sustainability, part 3 (2022)',
      url: 'https://aws.amazon.com/blogs/architecture/optimize-ai-ml-workloads-for-sustainability-part-3-deployment-and-monitoring/',
    },
    {
      text: 'PutRetentionPolicy: accepted days, and when events are deleted',
      url: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    },
    {
      text: 'AWS::Logs::LogGroup',
      url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html',
    },
    {
      text: 'Log groups of SageMaker endpoints',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html',
    },
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
  ],
};
