import type { Page } from './page';

const TEMPLATE = `Resources:
  Training:
    Type: AWS::SageMaker::Pipeline
    Properties:
      PipelineName: churn-training
      PipelineDefinition:
        PipelineDefinitionBody: '{"Steps": [{"Name": "Train", "Type": "Training"}]}'
      RoleArn: !GetAtt Role.Arn
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Arn: !Sub arn:aws:sagemaker:\${AWS::Region}:\${AWS::AccountId}:pipeline/\${Training}
          Id: training
          RoleArn: !GetAtt Role.Arn
`;

const SCRIPT = `import boto3

scheduler = boto3.client("scheduler")
scheduler.create_schedule(
    Name="retrain-churn",
    ScheduleExpression="cron(0 2 * * ? *)",
    FlexibleTimeWindow={"Mode": "OFF"},
    Target={
        "Arn": "arn:aws:scheduler:::aws-sdk:sagemaker:createTrainingJob",
        "RoleArn": role,
        "Input": training_job,
    },
)
sagemaker = boto3.client("sagemaker")
`;

export const retrainOnDriftPage: Page = {
  whatItDetects: `Something that trains a model by the clock:

- an EventBridge rule or schedule (in templates, Terraform, the CDK and boto3) whose target is a SageMaker pipeline with a training step, a
  state machine that calls \`createTrainingJob\`, the API itself, or, where a definition isn't in sight, a pipeline, state machine or
  function called train, training, retrain or retraining; by reference, or by an ARN that is a text,
- a function with a schedule whose code starts a training job, or a pipeline that trains: in the template, or in the file that
  \`CodeUri\` and \`Handler\` name,
- \`pipeline.put_triggers(triggers=[PipelineSchedule(…)])\` in a program with a training step,
- an Airflow DAG (\`DAG(…)\` or \`@dag(…)\`) with a schedule that trains or tunes, or starts a pipeline that does,
- a function of a program that APScheduler or the package \`schedule\` runs by the clock, where it surely comes to a call of this file that
  starts a training job, or a pipeline that trains.

It stands in the report.`,
  whenSilent: [
    'What the schedule starts is not known, or trains nothing (batch inference, monitoring, clean-up).',
    'It runs once (`at(…)`, `@once`), on an event or on data that come in, or is, or may be, switched off.',
    'A condition stands in front of the training, in the function that is scheduled or in the DAG (a branch, a short circuit): it may ask whether a training is due.',
    'The file that a function runs is run by other functions too, or holds several DAGs: each may run another part of it.',
  ],
  fix: 'None. Shown is a rule that starts the same target when an alarm goes off.',
  wouldBeWrongIf: [
    'The truth comes in every day, and each training makes the model better: then the clock is right.',
    'A rule or contract asks for a model of a certain age.',
  ],
  examples: [
    { dialect: 'cloudformation', file: 'training.yaml', before: TEMPLATE, after: TEMPLATE },
    { dialect: 'boto3', file: 'schedule.py', before: SCRIPT, after: SCRIPT },
  ],
};
