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
