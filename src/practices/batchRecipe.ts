import type { Deployment } from '../model/deployment';
import { property } from '../model/graph';
import type { Recipe } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known, valueAt } from '../model/value';

/** An endpoint that a batch transform job could stand in for. */
export interface Job {
  readonly deployment: Deployment;
  readonly endpoint: Resource;
  readonly type: string;
  readonly count: number;
}

const TITLE = 'A batch transform job in place of the endpoint';

/** In the words of the call that makes the endpoint; null where it is made in a way that has no such words. */
export function jobRecipe(job: Job): Recipe | null {
  const { endpoint, type, count } = job;
  const owner = /^([A-Za-z_][\w.]*)\.(?:deploy|create_endpoint)$/.exec(endpoint.logicalName)?.[1];
  if (endpoint.dialect === 'python-sdk' && endpoint.implied)
    return { title: TITLE, snippets: { 'python-sdk': transformer(owner ?? 'model', type, count) } };
  if (endpoint.dialect !== 'boto3') return null;
  const name = modelName(job);
  const written = name === undefined ? 'model_name' : JSON.stringify(name);
  return { title: TITLE, snippets: { boto3: createTransformJob(owner ?? 'sagemaker', written, type, count) } };
}

function modelName({ deployment }: Job): string | undefined {
  const model = deployment.model === null ? undefined : known(asString(property(deployment.model, 'ModelName')));
  return model ?? known(asString(valueAt(deployment.capacity, ['ModelName'])));
}

function transformer(model: string, type: string, count: number): string {
  return `transformer = ${model}.transformer(
    instance_count=${count},
    instance_type="${type}",
    output_path="s3://YOUR-BUCKET/predictions",
)
transformer.transform("s3://YOUR-BUCKET/records.csv", content_type="text/csv", split_type="Line")
transformer.wait()
`;
}

function createTransformJob(client: string, model: string, type: string, count: number): string {
  return `${client}.create_transform_job(
    TransformJobName="NAME-OF-THE-JOB",
    ModelName=${model},
    TransformInput={
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://YOUR-BUCKET/records.csv"}},
        "ContentType": "text/csv",
        "SplitType": "Line",
    },
    TransformOutput={"S3OutputPath": "s3://YOUR-BUCKET/predictions"},
    TransformResources={"InstanceType": "${type}", "InstanceCount": ${count}},
)
`;
}

/** The clock starts the job itself: no endpoint, no function. */
export function scheduleRecipe(job: Job): Recipe {
  const python = inPython(job);
  return {
    title: 'A schedule that starts a batch transform job, in place of the endpoint and the function',
    snippets: {
      cloudformation: inTemplate(job),
      terraform: inTerraform(job),
      'cdk-typescript': inTypeScript(job),
      'cdk-python': inConstruct(job),
      boto3: python,
      'python-sdk': python,
    },
  };
}

const UNKNOWN = 'NAME-OF-THE-MODEL';

function inTemplate({ deployment, type, count }: Job): string {
  const model = deployment.model?.logicalName ?? 'Model';
  return `  ${model}Batch:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: SAME-AS-TODAY
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:scheduler:::aws-sdk:sagemaker:createTransformJob
        RoleArn: ROLE-THAT-MAY-CREATE-TRANSFORM-JOBS
        Input: !Sub >-
          {"TransformJobName": "batch-<aws.scheduler.execution-id>",
          "ModelName": "\${${model}.ModelName}",
          "TransformInput": {"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://YOUR-BUCKET/records/"}},
          "ContentType": "text/csv", "SplitType": "Line"},
          "TransformOutput": {"S3OutputPath": "s3://YOUR-BUCKET/predictions/"},
          "TransformResources": {"InstanceType": "${type}", "InstanceCount": ${count}}}
`;
}

/** Not with `jsonencode`: it would escape the brackets around the attribute that Scheduler fills in. */
function inTerraform(job: Job): string {
  const address = job.deployment.model?.logicalName;
  const isOwn = address !== undefined && /^aws_sagemaker_model\.\w+$/.test(address);
  const model = isOwn ? `\${${address}.name}` : (modelName(job) ?? UNKNOWN);
  return `resource "aws_scheduler_schedule" "batch" {
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
        "ModelName": "${model}",
        "TransformInput": {
          "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://YOUR-BUCKET/records/"}},
          "ContentType": "text/csv",
          "SplitType": "Line"
        },
        "TransformOutput": {"S3OutputPath": "s3://YOUR-BUCKET/predictions/"},
        "TransformResources": {"InstanceType": "${job.type}", "InstanceCount": ${job.count}}
      }
    JSON
  }
}
`;
}

function inTypeScript(job: Job): string {
  return `new scheduler.CfnSchedule(this, 'Batch', {
  scheduleExpression: 'SAME-AS-TODAY',
  flexibleTimeWindow: { mode: 'OFF' },
  target: {
    arn: 'arn:aws:scheduler:::aws-sdk:sagemaker:createTransformJob',
    roleArn: 'ROLE-THAT-MAY-CREATE-TRANSFORM-JOBS',
    input: JSON.stringify({
      TransformJobName: 'batch-<aws.scheduler.execution-id>',
      ModelName: '${modelName(job) ?? UNKNOWN}', // attrModelName of the model's construct
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://YOUR-BUCKET/records/' } },
        ContentType: 'text/csv',
        SplitType: 'Line',
      },
      TransformOutput: { S3OutputPath: 's3://YOUR-BUCKET/predictions/' },
      TransformResources: { InstanceType: '${job.type}', InstanceCount: ${job.count} },
    }),
  },
});
`;
}

function inConstruct(job: Job): string {
  return `scheduler.CfnSchedule(
    self,
    "Batch",
    schedule_expression="SAME-AS-TODAY",
    flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
    target=scheduler.CfnSchedule.TargetProperty(
        arn="arn:aws:scheduler:::aws-sdk:sagemaker:createTransformJob",
        role_arn="ROLE-THAT-MAY-CREATE-TRANSFORM-JOBS",
        input=json.dumps(
${transformJob(job, '            ', "  # attr_model_name of the model's construct")}
        ),
    ),
)
`;
}

function inPython(job: Job): string {
  return `scheduler = boto3.client("scheduler")
scheduler.create_schedule(
    Name="batch",
    ScheduleExpression="SAME-AS-TODAY",
    FlexibleTimeWindow={"Mode": "OFF"},
    Target={
        "Arn": "arn:aws:scheduler:::aws-sdk:sagemaker:createTransformJob",
        "RoleArn": "ROLE-THAT-MAY-CREATE-TRANSFORM-JOBS",
        "Input": json.dumps(
${transformJob(job, '            ', '')}
        ),
    },
)
`;
}

/** The request as a dictionary of Python. */
function transformJob(job: Job, indent: string, note: string): string {
  const lines = `{
    "TransformJobName": "batch-<aws.scheduler.execution-id>",
    "ModelName": ${JSON.stringify(modelName(job) ?? UNKNOWN)},${note}
    "TransformInput": {
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://YOUR-BUCKET/records/"}},
        "ContentType": "text/csv",
        "SplitType": "Line",
    },
    "TransformOutput": {"S3OutputPath": "s3://YOUR-BUCKET/predictions/"},
    "TransformResources": {"InstanceType": "${job.type}", "InstanceCount": ${job.count}},
}`;
  return lines
    .split('\n')
    .map((line) => indent + line)
    .join('\n');
}
