import { retrainOnDrift } from '../../src/practices/retrainOnDrift';
import { fires, silent } from './practiceCase';

const PIPELINE = (steps: string, name = 'churn'): string => `  Pipeline:
    Type: AWS::SageMaker::Pipeline
    Properties:
      PipelineName: ${name}
      PipelineDefinition:
        PipelineDefinitionBody: '{"Steps": [{"Name": "A", "Type": "${steps}"}]}'
`;
const rule = (when: string, squiggle = '', target = 'pipeline/${Pipeline}'): string => `  Clock:
    Type: AWS::Events::Rule
    Properties:
      ${when}
${squiggle}      Targets:
        - { Id: a, RoleArn: r, Arn: !Sub 'arn:aws:sagemaker:eu-west-1:123456789012:${target}' }
`;
const template = (resources: string): string => `Resources:\n${resources}`;
const file = 'training.yaml';

describe('retrain-on-drift in source text', () => {
  describe('CloudFormation', () => {
    const under = '#                         ^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so\n';

    it('tells of a pipeline that trains by the clock', () => {
      fires(retrainOnDrift, {
        file,
        grade: 'likely',
        visibility: 'report',
        source: template(PIPELINE('Training') + rule('ScheduleExpression: rate(7 days)', under)),
      });
    });

    const under24 = '#                         ^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so\n';
    const byText = (target: string, squiggle = under24): string => `  Clock:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(7 days)
${squiggle}      Targets: [{ Id: a, RoleArn: r, Arn: ${target} }]
  Model:
    Type: AWS::SageMaker::Model
`;
    const ARN = 'arn:aws:sagemaker:eu-west-1:123456789012:pipeline';

    it('tells of a pipeline whose ARN is a text, by its name', () => {
      fires(retrainOnDrift, { file, source: template(byText(`${ARN}/churn-retraining`)) });
      fires(retrainOnDrift, {
        file,
        source: template(byText('!Sub "arn:aws:sagemaker:${AWS::Region}:${AWS::AccountId}:pipeline/train-churn"')),
      });
      fires(retrainOnDrift, { file, source: template(PIPELINE('Training') + byText(`${ARN}/churn`)) });
      silent(retrainOnDrift, { file, source: template(PIPELINE('Transform') + byText(`${ARN}/churn`, '')) });
      silent(retrainOnDrift, { file, source: template(byText(`${ARN}/churn`, '')) });
      silent(retrainOnDrift, { file, source: template(byText(`${ARN}/training-data`, '')) });
      silent(retrainOnDrift, {
        file,
        source: template(byText('arn:aws:lambda:eu-west-1:123456789012:function:constrained', '')),
      });
    });

    it('tells of a pipeline that a program of the workspace defines with a training step', () => {
      const program = (step: string): Record<string, string> => ({
        'pipelines/churn.py': `from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ${step}
step = ${step}(name="a", step_args=args)
Pipeline(name="churn", steps=[step]).upsert(role_arn=role)
`,
      });
      const source = (squiggle = under24): string => template(byText(`${ARN}/churn`, squiggle));
      fires(retrainOnDrift, { file, source: source(), files: program('TrainingStep') });
      silent(retrainOnDrift, { file, source: source(''), files: program('TransformStep') });
    });

    it('tells of a function whose code stands in the template', () => {
      const code = (call: string, squiggle = under24): string =>
        template(`  Starter:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Code:
        ZipFile: |
          import boto3
          def handler(event, context):
              boto3.client("sagemaker").${call}(**event)
${byText('!GetAtt Starter.Arn', squiggle)}`);
      fires(retrainOnDrift, { file, source: code('create_training_job') });
      silent(retrainOnDrift, { file, source: code('create_transform_job', '') });
    });

    it('takes the name where no definition is in sight', () => {
      fires(retrainOnDrift, {
        file,
        source: template(
          `  Retrain:
    Type: AWS::SageMaker::Pipeline
    Properties: { PipelineName: churn, PipelineDefinition: { PipelineDefinitionS3Location: { Bucket: b, Key: k } } }
${rule('ScheduleExpression: rate(7 days)', under, 'pipeline/${Retrain}')}`,
        ),
      });
    });

    it('tells of a state machine that trains, started by EventBridge Scheduler', () => {
      fires(retrainOnDrift, {
        file,
        source: template(`  Model:
    Type: AWS::SageMaker::Model
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '{"States": {"A": {"Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync"}}}'
  Clock:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 2 * * ? *)
#                         ^^^^^^^^^^^^^^^^^ trains cron(0 2 * * ? *) → when drift or a figure says so
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Machine.Arn, RoleArn: r }
`),
      });
    });

    it('is silent about what does not train, or is not by the clock', () => {
      silent(retrainOnDrift, {
        file,
        source: template(PIPELINE('Transform') + rule('ScheduleExpression: rate(7 days)')),
      });
      silent(retrainOnDrift, {
        file,
        source: template(PIPELINE('Training') + rule('EventPattern: { source: [aws.cloudwatch] }')),
      });
      silent(retrainOnDrift, {
        file,
        source: template(`${PIPELINE('Training')}  Once:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: at(2027-01-01T00:00:00)
      FlexibleTimeWindow: { Mode: "OFF" }
      Target: { Arn: !GetAtt Pipeline.Arn, RoleArn: r }
`),
      });
      silent(retrainOnDrift, {
        file,
        source: template(
          PIPELINE('Training') + rule('ScheduleExpression: rate(1 hour)', '', 'endpoint/constrained-trainer'),
        ),
      });
    });
  });

  describe('SAM', () => {
    const sam = (
      type: string,
      name: string,
      event: string,
      squiggle = '',
    ): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  ${name}:
    Type: AWS::Serverless::${type}
    Properties:
      Events:
        Clock:
${event}${squiggle}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: c }
`;
    const weekly = `          Type: Schedule
          Properties:
            Schedule: rate(7 days)
`;
    const under = '#                     ^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so\n';

    it('tells of a function and of a state machine that train by their own schedule', () => {
      fires(retrainOnDrift, { file, visibility: 'report', source: sam('StateMachine', 'RetrainChurn', weekly, under) });
      fires(retrainOnDrift, { file, source: sam('Function', 'TrainingStarter', weekly, under) });
      const on = `${under}            State: ENABLED\n`;
      fires(retrainOnDrift, { file, source: sam('Function', 'TrainingStarter', weekly, on) });
      fires(retrainOnDrift, {
        file,
        source: sam(
          'StateMachine',
          'RetrainChurn',
          weekly.replace('Schedule\n', 'ScheduleV2\n').replace('Schedule: rate', 'ScheduleExpression: rate'),
          under.replace('#          ', '#                    '),
        ),
      });
    });

    const handled = (
      more: string,
      squiggle = '#                     ^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so\n',
    ): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Nightly:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler
      Policies: [{ Statement: [{ Effect: Allow, Action: 'sagemaker:*', Resource: '*' }] }]
      Events:
        Clock:
${weekly}${squiggle}${more}`;
    const code = (body: string): Record<string, string> => ({
      'src/app.py': `import boto3

sm = boto3.client("sagemaker")


def handler(event, context):
    ${body}
`,
    });

    it('looks into the code that a function runs', () => {
      fires(retrainOnDrift, {
        file,
        source: handled(''),
        files: code('sm.create_training_job(TrainingJobName=event["name"], RoleArn=role)'),
      });
      fires(retrainOnDrift, {
        file,
        source: handled(''),
        files: code('sm.start_pipeline_execution(PipelineName="churn-training")'),
      });
      fires(retrainOnDrift, {
        file,
        source: handled(''),
        files: {
          'src/app.ts': `import { SageMakerClient, CreateTrainingJobCommand } from '@aws-sdk/client-sagemaker';
const client = new SageMakerClient({});
export const handler = async (event) => client.send(new CreateTrainingJobCommand(event));
`,
        },
      });
      fires(retrainOnDrift, {
        file,
        source: handled(''),
        files: {
          ...code('sm.start_pipeline_execution(PipelineName="churn")'),
          'pipeline.py': `from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TuningStep
pipeline = Pipeline(name="churn", steps=[TuningStep(name="tune", step_args=args)])
`,
        },
      });
    });

    it('is silent about code that trains nothing, or runs in several functions', () => {
      const trains = code('sm.create_training_job(TrainingJobName=event["name"], RoleArn=role)');
      silent(retrainOnDrift, { file, source: handled('', ''), files: code('sm.describe_training_job(**event)') });
      silent(retrainOnDrift, {
        file,
        source: handled('', ''),
        files: code('sm.start_pipeline_execution(PipelineName="churn-scoring")'),
      });
      silent(retrainOnDrift, {
        file,
        source: handled('', ''),
        files: code('sm.start_pipeline_execution(PipelineName=event["name"])'),
      });
      silent(retrainOnDrift, { file, source: handled('', ''), files: { 'other/app.py': trains['src/app.py'] ?? '' } });
      silent(retrainOnDrift, {
        file,
        source: handled(
          `  OnDemand:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src/, Handler: app.train }
`,
          '',
        ),
        files: trains,
      });
    });

    it('reads the definition of a state machine in a file of its own', () => {
      const machine = (squiggle: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Weekly:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: statemachine/weekly.asl.yaml
      Events:
        Clock:
${weekly}${squiggle}  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: c }
`;
      const definition = (call: string): Record<string, string> => ({
        'statemachine/weekly.asl.yaml': `StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::sagemaker:${call}.sync\n    End: true\n`,
      });
      fires(retrainOnDrift, { file, source: machine(under), files: definition('createTrainingJob') });
      silent(retrainOnDrift, { file, source: machine(''), files: definition('createTransformJob') });
      silent(retrainOnDrift, { file, source: machine('') });
    });

    it('is silent about what trains nothing, what is off, and what another event starts', () => {
      silent(retrainOnDrift, { file, source: sam('Function', 'ScoreChurn', weekly) });
      silent(retrainOnDrift, { file, source: sam('StateMachine', 'Retrain', `${weekly}            Enabled: false\n`) });
      silent(retrainOnDrift, { file, source: sam('Function', 'Retrain', `${weekly}            State: DISABLED\n`) });
      silent(retrainOnDrift, { file, source: sam('Function', 'Retrain', `${weekly}            State: !Ref State\n`) });
      silent(retrainOnDrift, {
        file,
        source: sam('StateMachine', 'Retrain', '          Type: Api\n          Properties: { Path: /, Method: get }\n'),
      });
    });
  });

  describe('CDK in TypeScript', () => {
    const HEAD = `import { Duration, Stack } from 'aws-cdk-lib';
import { aws_events as events, aws_events_targets as targets, aws_lambda as lambda } from 'aws-cdk-lib';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, SageMakerStartPipelineExecution, StepFunctionsStartExecution, Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { CfnPipeline } from 'aws-cdk-lib/aws-sagemaker';
`;
    const stack = (body: string): string => `${HEAD}export class Training extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
${body}
  }
}
`;
    const pipeline = (type: string, id = 'Churn'): string => `    const pipeline = new CfnPipeline(this, '${id}', {
      pipelineName: 'churn', roleArn: 'arn:aws:iam::123456789012:role/r',
      pipelineDefinition: { PipelineDefinitionBody: JSON.stringify({ Version: '2020-12-01', Steps: [{ Name: 'A', Type: '${type}' }] }) },
    });
`;
    const RETRAIN = `    const retrain = new lambda.Function(this, 'Retrain', { runtime, handler: 'index.handler', code });
`;
    const file = 'lib/training-stack.ts';
    const weekly = 'trains rate(7 days) → when drift or a figure says so';

    const firing: Readonly<Record<string, string>> = {
      'a rule of the first level with the ARN of a pipeline': `${pipeline('Training')}    new events.CfnRule(this, 'Clock', {
      scheduleExpression: 'rate(7 days)',
//                        ^^^^^^^^^^^^^^ ${weekly}
      targets: [{ id: 'a', arn: \`arn:aws:sagemaker:\${this.region}:\${this.account}:pipeline/\${pipeline.ref}\`, roleArn: 'r' }],
    });`,
      'a schedule of the first level': `${pipeline('Processing', 'ChurnRetraining')}    new scheduler.CfnSchedule(this, 'Clock', {
      flexibleTimeWindow: { mode: 'OFF' },
      scheduleExpression: 'rate(7 days)',
//                        ^^^^^^^^^^^^^^ ${weekly}
      target: { arn: \`arn:aws:sagemaker:\${this.region}:\${this.account}:pipeline/\${pipeline.ref}\`, roleArn: 'r' },
    });`,
      'a schedule that calls the API': `    new scheduler.CfnSchedule(this, 'Clock', {
      flexibleTimeWindow: { mode: 'OFF' },
      scheduleExpression: 'rate(7 days)',
//                        ^^^^^^^^^^^^^^ ${weekly}
      target: { arn: 'arn:aws:scheduler:::aws-sdk:sagemaker:createTrainingJob', roleArn: 'r', input },
    });`,
      'a target that calls the API': `    new events.Rule(this, 'Clock', {
      schedule: events.Schedule.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      targets: [new targets.AwsApi({ service: 'SageMaker', action: 'createTrainingJob', parameters })],
    });`,
      'a target that calls the API by its command': `    new events.Rule(this, 'Clock', {
      schedule: events.Schedule.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      targets: [new targets.AwsApi({ service: '@aws-sdk/client-sagemaker', action: 'CreateTrainingJobCommand', parameters })],
    });`,
      'a target that starts a pipeline by the API': `${pipeline('Training')}    new events.Rule(this, 'Clock', {
      schedule: events.Schedule.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      targets: [new targets.AwsApi({ service: 'SageMaker', action: 'startPipelineExecution', parameters: { PipelineName: pipeline.ref } })],
    });`,
      'a pipeline as a target': `${pipeline('Training')}    new events.Rule(this, 'Clock', {
      schedule: events.Schedule.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      targets: [new targets.SageMakerPipeline(pipeline, { pipelineParameterList: [] })],
    });`,
      'a function that is called so, added later': `${RETRAIN}    const clock = new events.Rule(this, 'Clock', { schedule: events.Schedule.rate(Duration.days(7)) });
//                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
    clock.addTarget(new targets.LambdaFunction(retrain, { retryAttempts: 1 }));`,
      'a schedule of a pipeline': `${pipeline('Training')}    new scheduler.Schedule(this, 'Clock', {
      schedule: scheduler.ScheduleExpression.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      target: new SageMakerStartPipelineExecution(pipeline, {}),
    });`,
      'a schedule of a function': `${RETRAIN}    new scheduler.Schedule(this, 'Clock', {
      schedule: scheduler.ScheduleExpression.cron({ minute: '0', hour: '2' }),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trains cron(0 2 * * ? *) → when drift or a figure says so
      target: new LambdaInvoke(retrain),
    });`,
      'a schedule that calls the API by the construct': `    new scheduler.Schedule(this, 'Clock', {
      schedule: scheduler.ScheduleExpression.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      target: new Universal({ service: 'sagemaker', action: 'createTrainingJob' }),
    });`,
      'a state machine with a training step': `    const train = new tasks.SageMakerCreateTrainingJob(this, 'Fit', { trainingJobName });
    const evaluate = new tasks.LambdaInvoke(this, 'Evaluate', { lambdaFunction });
    const machine = new sfn.StateMachine(this, 'Weekly', { definitionBody: sfn.DefinitionBody.fromChainable(train.next(evaluate)) });
    new scheduler.Schedule(this, 'Clock', {
      schedule: scheduler.ScheduleExpression.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      target: new StepFunctionsStartExecution(machine),
    });`,
      'a state machine that calls the API': `    const train = new tasks.CallAwsService(this, 'Fit', { service: 'sagemaker', action: 'createTrainingJob', iamResources: ['*'] });
    const machine = new sfn.StateMachine(this, 'Weekly', { definition: sfn.Chain.start(train) });
    new events.Rule(this, 'Clock', {
      schedule: events.Schedule.rate(Duration.days(7)),
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${weekly}
      targets: [new targets.SfnStateMachine(machine)],
    });`,
    };
    for (const [name, body] of Object.entries(firing))
      it(`tells of ${name}`, () => {
        fires(retrainOnDrift, { file, grade: 'likely', visibility: 'report', source: stack(body) });
      });

    const clock = (target: string, more = '', schedule = 'events.Schedule.rate(Duration.days(7))'): string =>
      `    new events.Rule(this, 'Clock', { schedule: ${schedule}, targets: [${target}]${more} });`;
    const quiet: Readonly<Record<string, string>> = {
      'a pipeline that transforms': pipeline('Transform') + clock('new targets.SageMakerPipeline(pipeline)'),
      'a function of another name': `    const score = new lambda.Function(this, 'Score', { handler: 'index.handler' });
${clock('new targets.LambdaFunction(score)')}`,
      'a function that only moves the data': `    const sync = new lambda.Function(this, 'TrainingDataSync', { handler: 'index.handler' });
${clock('new targets.LambdaFunction(sync)')}`,
      'another operation of the API': clock(
        `new targets.AwsApi({ service: 'SageMaker', action: 'createTransformJob' })`,
      ),
      'the same operation of another service': clock(
        `new targets.AwsApi({ service: 'Personalize', action: 'createTrainingJob' })`,
      ),
      'a function that the caller gives': clock('new targets.LambdaFunction(props.retrain)'),
      'a target that is not known': clock('props.target'),
      'what is switched off': RETRAIN + clock('new targets.LambdaFunction(retrain)', ', enabled: false'),
      'what may be switched off': RETRAIN + clock('new targets.LambdaFunction(retrain)', ', enabled: props.isProd'),
      'what is added under a condition': `${RETRAIN}    const clock = new events.Rule(this, 'Clock', { schedule: events.Schedule.rate(Duration.days(7)) });
    if (props.retrains) clock.addTarget(new targets.LambdaFunction(retrain));`,
      'an event': `${RETRAIN}    new events.Rule(this, 'Clock', { eventPattern: { source: ['aws.s3'] }, targets: [new targets.LambdaFunction(retrain)] });`,
      'what runs once': `${RETRAIN}    new scheduler.Schedule(this, 'Clock', { schedule: scheduler.ScheduleExpression.at(new Date(2027, 1, 1)), target: new LambdaInvoke(retrain) });`,
      'a state machine without a training step': `    const transform = new tasks.SageMakerCreateTransformJob(this, 'Score', {});
    const machine = new sfn.StateMachine(this, 'Weekly', { definitionBody: sfn.DefinitionBody.fromChainable(transform) });
${clock('new targets.SfnStateMachine(machine)')}`,
      "classes of somebody else's": `    new Rule(this, 'Clock', { schedule: Schedule.rate(7), targets: [new Target('sagemaker:createTrainingJob')] });`,
    };
    for (const [name, body] of Object.entries(quiet))
      it(`is silent about ${name}`, () => {
        silent(retrainOnDrift, { file, source: stack(body) });
      });
  });

  describe('Terraform', () => {
    const rule = (arn: string, more = '', squiggle = ''): string => `resource "aws_cloudwatch_event_rule" "weekly" {
  schedule_expression = "rate(7 days)"
${squiggle}${more}}

resource "aws_cloudwatch_event_target" "weekly" {
  rule     = aws_cloudwatch_event_rule.weekly.name
  arn      = ${arn}
  role_arn = var.role_arn
}
`;
    const under = '#                       ^^^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so\n';
    const pipeline = (type: string): string => `
resource "aws_sagemaker_pipeline" "churn" {
  pipeline_name         = "churn"
  pipeline_display_name = "churn"
  role_arn              = var.role_arn
  pipeline_definition   = jsonencode({ Version = "2020-12-01", Steps = [{ Name = "A", Type = "${type}" }] })
}
`;
    const machine = (action: string): string => `
resource "aws_sfn_state_machine" "weekly" {
  name       = "weekly"
  role_arn   = var.role_arn
  definition = <<-JSON
    {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sagemaker:${action}.sync", "End": true}}}
  JSON
}
`;
    const terraform = 'training.tf';

    it('tells of a pipeline and of a state machine that train, and of an ARN that is a text', () => {
      const tells = (source: string): void => {
        fires(retrainOnDrift, { file: terraform, grade: 'likely', visibility: 'report', source });
      };
      tells(rule('aws_sagemaker_pipeline.churn.arn', '', under) + pipeline('Training'));
      tells(rule('aws_sfn_state_machine.weekly.arn', '', under) + machine('createTrainingJob'));
      tells(rule('"arn:aws:sagemaker:eu-west-1:123456789012:pipeline/retrain-churn"', '', under));
      tells(rule('"arn:aws:sagemaker:${var.region}:${var.account}:pipeline/retrain-churn"', '', under));
      tells(`resource "aws_scheduler_schedule" "weekly" {
  schedule_expression = "rate(7 days)"
${under}
  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:scheduler:::aws-sdk:sagemaker:createTrainingJob"
    role_arn = var.role_arn
  }
}
`);
    });

    it('is silent about what trains nothing, or is or may be switched off', () => {
      const quiet = (source: string): void => {
        silent(retrainOnDrift, { file: terraform, source });
      };
      quiet(rule('aws_sagemaker_pipeline.churn.arn') + pipeline('Transform'));
      quiet(rule('aws_sfn_state_machine.weekly.arn') + machine('createTransformJob'));
      quiet(rule('"arn:aws:sagemaker:eu-west-1:123456789012:pipeline/churn"'));
      quiet(rule('aws_sagemaker_pipeline.churn.arn', '  state = "DISABLED"\n') + pipeline('Training'));
      quiet(rule('aws_sagemaker_pipeline.churn.arn', '  is_enabled = false\n') + pipeline('Training'));
      quiet(rule('aws_sagemaker_pipeline.churn.arn', '  is_enabled = var.retrains\n') + pipeline('Training'));
      quiet(rule('var.target_arn') + pipeline('Training'));
    });
  });

  describe('Python', () => {
    it('tells of a rule whose target is set by a later call', () => {
      fires(retrainOnDrift, {
        file: 'schedule.py',
        source: `import boto3
sm = boto3.client("sagemaker")
events = boto3.client("events")
events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")
#                                                  ^^^^^^^^^^^^^ trains rate(1 day) → when drift or a figure says so
events.put_targets(Rule="nightly", Targets=[{"Id": "a", "Arn": "arn:aws:scheduler:::aws-sdk:sagemaker:createTrainingJob"}])
`,
      });
    });

    it("tells of a pipeline's own schedule", () => {
      fires(retrainOnDrift, {
        file: 'pipeline.py',
        source: `from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep
from sagemaker.workflow.triggers import PipelineSchedule
step = TrainingStep(name="train", step_args=args)
pipeline = Pipeline(name="churn", steps=[step])
pipeline.put_triggers(triggers=[PipelineSchedule(name="weekly", rate=(7, "days"))], role_arn=role)
#                                                               ^^^^^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so
`,
      });
    });

    it('tells of an Airflow DAG that trains', () => {
      fires(retrainOnDrift, {
        file: 'dags/churn.py',
        source: `from airflow import DAG
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerTrainingOperator
with DAG("churn", schedule_interval="@weekly", catchup=False) as dag:
#                                   ^^^^^^^^^ trains @weekly → when drift or a figure says so
    SageMakerTrainingOperator(task_id="train", config=config)
`,
      });
    });

    it('tells of DAGs that tune, start a pipeline that trains, or call the API', () => {
      const dag = (when: string, imports: string, body: string): string => `import boto3
from datetime import timedelta
from airflow import DAG
${imports}
with DAG("churn", schedule=${when}) as dag:
    ${body}
`;
      const weekly = `"@weekly"\n#                          ^^^^^^^^^ trains @weekly → when drift or a figure says so\n`;
      const marked = (text: string): string =>
        text.replace(`${weekly}) as dag:`, `"@weekly") as dag:\n${weekly.split('\n')[1] ?? ''}`);
      const operators = 'from airflow.providers.amazon.aws.operators.sagemaker import';
      const tells = (imports: string, body: string): void => {
        fires(retrainOnDrift, { file: 'dags/churn.py', source: marked(dag(weekly, imports, body)) });
      };
      tells(`${operators} SageMakerTuningOperator`, 'SageMakerTuningOperator(task_id="tune", config=config)');
      tells(
        `${operators} SageMakerStartPipelineOperator`,
        'SageMakerStartPipelineOperator(task_id="a", pipeline_name="churn-retraining")',
      );
      tells(
        `from airflow.operators.python import PythonOperator

def start():
    boto3.client("sagemaker").create_training_job(TrainingJobName="churn", RoleArn=role)
`,
        'PythonOperator(task_id="a", python_callable=start)',
      );
      silent(retrainOnDrift, {
        file: 'a.py',
        source: dag(
          '"@weekly"',
          `${operators} SageMakerStartPipelineOperator`,
          'SageMakerStartPipelineOperator(task_id="a", pipeline_name="churn-scoring")',
        ),
      });
    });

    it('takes an interval for a clock, and data that comes in for none', () => {
      const dag = (when: string): string => `from datetime import timedelta
from airflow import DAG, Dataset
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerTrainingOperator
with DAG("churn", schedule=${when}) as dag:
    SageMakerTrainingOperator(task_id="train", config=config)
`;
      fires(retrainOnDrift, {
        file: 'dags/churn.py',
        source: dag('timedelta(days=7)').replace(
          ' as dag:\n',
          ' as dag:\n#                          ^^^^^^^^^^^^^^^^^ trains by the clock → when drift or a figure says so\n',
        ),
      });
      silent(retrainOnDrift, { file: 'a.py', source: dag('[Dataset("s3://acme/churn")]') });
      silent(retrainOnDrift, { file: 'a.py', source: dag('Dataset("s3://acme/churn")') });
      silent(retrainOnDrift, { file: 'a.py', source: dag('settings.SCHEDULE') });
    });

    it('is silent about a file with several DAGs, of which any may train', () => {
      silent(retrainOnDrift, {
        file: 'a.py',
        source: `from airflow import DAG
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerTrainingOperator
with DAG("score", schedule="@daily") as score:
    pass
with DAG("train", schedule=None) as train:
    SageMakerTrainingOperator(task_id="train", config=config)
`,
      });
    });

    it('reads the decorator that makes a DAG of a function', () => {
      const dag = (decorator: string, operator = 'SageMakerTrainingOperator', more = ''): string => `import pendulum
from airflow.decorators import dag, task
from airflow.providers.amazon.aws.operators.sagemaker import ${operator}
${more}
${decorator}
def churn():
    ${operator}(task_id="a", config=config)

churn()
`;
      const under = '\n#             ^^^^^^^^ trains @daily → when drift or a figure says so';
      fires(retrainOnDrift, { file: 'dags/churn.py', source: dag(`@dag(schedule="@daily", catchup=False)${under}`) });
      fires(retrainOnDrift, {
        file: 'dags/churn.py',
        source: dag(`@dag(schedule="@daily", catchup=False)${under}`).replace('airflow.decorators', 'airflow.sdk'),
      });
      const file = 'a.py';
      silent(retrainOnDrift, { file, source: dag('@dag') });
      silent(retrainOnDrift, { file, source: dag('@dag(schedule=None)') });
      silent(retrainOnDrift, { file, source: dag('@dag(schedule="@daily")', 'SageMakerTransformOperator') });
      silent(retrainOnDrift, { file, source: dag('@dag(schedule=[Dataset("s3://acme/churn")])') });
      const other = '@dag(schedule="@daily")\ndef other():\n    pass\n';
      silent(retrainOnDrift, { file, source: dag('@dag(schedule="@daily")', undefined, other) });
      silent(retrainOnDrift, {
        file,
        source: dag('@dag(schedule="@daily")').replace('airflow.decorators', 'ours.graphs'),
      });
    });

    it('is silent about a DAG that goes on only where something asks for it', () => {
      const dag = (imports: string, body: string): string => `from airflow.decorators import dag, task
from airflow.providers.amazon.aws.operators.sagemaker import SageMakerTrainingOperator
${imports}
@dag(schedule="@daily")
def churn():
    ${body} >> SageMakerTrainingOperator(task_id="train", config=config)
`;
      silent(retrainOnDrift, {
        file: 'a.py',
        source: dag(
          'from airflow.operators.python import ShortCircuitOperator',
          'ShortCircuitOperator(task_id="a", python_callable=f)',
        ),
      });
      silent(retrainOnDrift, {
        file: 'a.py',
        source: dag('@task.branch(task_id="a")\ndef drifted():\n    return "train"\n', 'drifted()'),
      });
    });

    describe('schedulers in the program itself', () => {
      const says = 'trains by the clock → when drift or a figure says so\n';
      const program = (body: string, squiggle: string, function_ = ''): string => `import boto3
import schedule
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger

sm = boto3.client("sagemaker")
scheduler = BlockingScheduler()

def start():
    sm.create_training_job(TrainingJobName="churn", RoleArn=role)

def retrain():
    print("training")
    start()

def score():
    sm.create_transform_job(TransformJobName="churn", ModelName="m")
${function_}
${body}
${squiggle}scheduler.start()
`;
      const tells = (body: string, squiggle: string, function_?: string): void => {
        fires(retrainOnDrift, { file: 'jobs.py', source: program(body, `${squiggle} ${says}`, function_) });
      };
      const isSilent = (body: string, function_?: string): void => {
        silent(retrainOnDrift, { file: 'jobs.py', source: program(body, '', function_) });
      };

      it('are read where they run a function that trains', () => {
        tells('scheduler.add_job(retrain, "cron", hour=3)', '#                          ^^^^^^');
        tells(
          'scheduler.add_job(func=retrain, trigger="interval", days=1)',
          '#                                       ^^^^^^^^^^',
        );
        tells(
          'scheduler.add_job(retrain, CronTrigger.from_crontab("0 3 * * *"))',
          '#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        );
        tells('job = schedule.every().day.at("03:00").do(retrain)', '#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^');
        tells('job = schedule.every(2).weeks.do(start)', '#     ^^^^^^^^^^^^^^^^^^^^^^^');
      });

      it('are read where they decorate one', () => {
        const decorated = (when: string, squiggle: string, does: string): string => `
@scheduler.scheduled_job(${when})
${squiggle}def weekly():
    try:
        ${does}
    except ValueError:
        pass
`;
        const squiggle = `#                        ^^^^^^ ${says}`;
        const source = (does: string, mark: string, when = '"cron", day_of_week="sun"'): string =>
          program('', '', decorated(when, mark, does));
        fires(retrainOnDrift, { file: 'jobs.py', source: source('retrain()', squiggle) });
        fires(retrainOnDrift, {
          file: 'jobs.py',
          source: source('sm.start_pipeline_execution(PipelineName="churn-training")', squiggle),
        });
        silent(retrainOnDrift, { file: 'jobs.py', source: source('score()', '') });
        silent(retrainOnDrift, {
          file: 'jobs.py',
          source: source('sm.start_pipeline_execution(PipelineName="churn-scoring")', ''),
        });
        silent(retrainOnDrift, { file: 'jobs.py', source: source('retrain()', '', '"date", run_date=day') });
      });

      it('are left alone where they run something else, or once', () => {
        isSilent('scheduler.add_job(score, "cron", hour=3)');
        isSilent('scheduler.add_job(cleanup, "cron", hour=3)');
        isSilent('scheduler.add_job(retrain)');
        isSilent('scheduler.add_job(retrain, "date", run_date=day)');
        isSilent('scheduler.add_job(retrain, DateTrigger(day))');
        isSilent('scheduler.add_job(retrain, trigger)');
        isSilent('scheduler.add_job(retrain, "cron", hour=3, next_run_time=None)');
        isSilent('schedule.every().day.do(score)');
        isSilent('schedule.every().day.do(once)', 'def once():\n    retrain()\n    return schedule.CancelJob\n');
        isSilent('queue.do(retrain)');
      });

      it('are left alone where a condition decides whether it trains', () => {
        const when = (body: string): void => {
          isSilent('schedule.every().day.do(check)', `def check():\n${body}`);
        };
        when('    if has_drifted():\n        retrain()\n');
        when('    if not has_drifted():\n        return\n    retrain()\n');
        when('    match status():\n        case "drifted":\n            retrain()\n');
        silent(retrainOnDrift, {
          file: 'jobs.py',
          source: program('schedule.every().day.do(retrain)', '').replace(
            '    start()',
            '    if drifted:\n        start()',
          ),
        });
      });

      it('are left alone in a file without such a package', () => {
        silent(retrainOnDrift, {
          file: 'jobs.py',
          source: program('scheduler.add_job(retrain, "cron", hour=3)', '').replaceAll('apscheduler', 'ours'),
        });
      });
    });

    it('is silent about DAGs and pipelines that run once, on demand, or train nothing', () => {
      const dag = (when: string, operator: string): string => `from airflow import DAG
from airflow.providers.amazon.aws.operators.sagemaker import ${operator}
with DAG("churn", schedule=${when}) as dag:
    ${operator}(task_id="a", config=config)
`;
      silent(retrainOnDrift, { file: 'a.py', source: dag('None', 'SageMakerTrainingOperator') });
      silent(retrainOnDrift, { file: 'a.py', source: dag('"@once"', 'SageMakerTrainingOperator') });
      silent(retrainOnDrift, { file: 'a.py', source: dag('"@daily"', 'SageMakerTransformOperator') });
      silent(retrainOnDrift, {
        file: 'a.py',
        source: `import boto3
sm = boto3.client("sagemaker")
boto3.client("events").put_rule(Name="nightly", ScheduleExpression="rate(1 day)")
`,
      });
    });
  });
});
