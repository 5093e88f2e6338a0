import type { Page } from './page';

const TEMPLATE = `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking
      EndpointConfigName: !GetAtt Config.EndpointConfigName
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ranking-7
          InstanceType: ml.m5.large
          InitialInstanceCount: 1
`;

const SCRIPT = `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName="ranking-7",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking-7",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="ranking", EndpointConfigName="ranking-7")
`;

export const measureUtilisationPage: Page = {
  whatItDetects: `An endpoint on instances, in a template or a script that keeps it, that no CloudWatch alarm on SageMaker's metrics
names anywhere in the workspace, and no dashboard shows. Alarms on errors and latency don't count: instances that idle never set them off.
It stands in the report, once for each endpoint.`,
  whenSilent: [
    'An alarm on utilisation, invocations or the queue, or a dashboard of the workspace looks at the endpoint, or may do so: its name is not known, or the endpoint has none of its own. A CDK app that names such a metric watches its endpoints.',
    'Serverless endpoints; what a notebook starts, or a script that also deletes it.',
    'Not all files of the workspace have been read yet.',
  ],
  fix: `None: what to watch for is a decision. The metrics are named, and an alarm on a week of little use is shown as a snippet with
a threshold to replace.`,
  wouldBeWrongIf: [
    'Alarms and dashboards are made elsewhere: in another repository, by a platform team, or in the console.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'ranking.yaml',
      before: TEMPLATE,
      after: TEMPLATE,
      recipe: recipeOf('cloudformation'),
    },
    { dialect: 'boto3', file: 'ranking.py', before: SCRIPT, after: SCRIPT, recipe: recipeOf('boto3') },
  ],
};

function recipeOf(dialect: 'cloudformation' | 'boto3'): string {
  return dialect === 'cloudformation'
    ? `  LittleUsed:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: Hardly used for a week - a smaller type, fewer instances or serverless would do
      Namespace: /aws/sagemaker/Endpoints
      MetricName: CPUUtilization
      Dimensions:
        - { Name: EndpointName, Value: ranking }
        - { Name: VariantName, Value: AllTraffic }
      Statistic: Maximum
      Period: 86400
      EvaluationPeriods: 7
      Threshold: 20 # replace by yours: percent, added up over all vCPUs
      ComparisonOperator: LessThanThreshold
`
    : `cloudwatch.put_metric_alarm(
    AlarmName="ranking-little-used",
    Namespace="/aws/sagemaker/Endpoints",
    MetricName="CPUUtilization",
    Dimensions=[
        {"Name": "EndpointName", "Value": "ranking"},
        {"Name": "VariantName", "Value": "AllTraffic"},
    ],
    Statistic="Maximum",
    Period=86400,
    EvaluationPeriods=7,
    Threshold=20,  # replace by yours: percent, added up over all vCPUs
    ComparisonOperator="LessThanThreshold",
)
`;
}
