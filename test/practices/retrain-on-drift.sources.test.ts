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

    it('is silent about what trains nothing, what is off, and what another event starts', () => {
      silent(retrainOnDrift, { file, source: sam('Function', 'ScoreChurn', weekly) });
      silent(retrainOnDrift, { file, source: sam('StateMachine', 'Retrain', `${weekly}            Enabled: false\n`) });
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
