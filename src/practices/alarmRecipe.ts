import type { Recipe } from '../model/proposal';

/** A rule that starts something when an alarm goes off. */
export const BY_ALARM: Recipe = {
  title: 'Start it when an alarm goes off',
  snippets: {
    cloudformation: `  RetrainOnAlarm:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.cloudwatch]
        detail-type: [CloudWatch Alarm State Change]
        resources: [!GetAtt DriftAlarm.Arn] # your alarm on drift or on a business figure
        detail: { state: { value: [ALARM] } }
      Targets: [] # those of the schedule
`,
    terraform: `resource "aws_cloudwatch_event_rule" "retrain_on_alarm" {
  event_pattern = jsonencode({
    source      = ["aws.cloudwatch"]
    detail-type = ["CloudWatch Alarm State Change"]
    resources   = [aws_cloudwatch_metric_alarm.drift.arn] # your alarm on drift or on a business figure
    detail      = { state = { value = ["ALARM"] } }
  })
}

# and the target of the schedule, with this rule
`,
    'cdk-typescript': `new events.Rule(this, 'RetrainOnAlarm', {
  eventPattern: {
    source: ['aws.cloudwatch'],
    detailType: ['CloudWatch Alarm State Change'],
    resources: [driftAlarm.alarmArn], // your alarm on drift or on a business figure
    detail: { state: { value: ['ALARM'] } },
  },
  targets: [], // those of the schedule
});
`,
    'cdk-python': `events.Rule(
    self,
    "RetrainOnAlarm",
    event_pattern=events.EventPattern(
        source=["aws.cloudwatch"],
        detail_type=["CloudWatch Alarm State Change"],
        resources=[drift_alarm.alarm_arn],  # your alarm on drift or on a business figure
        detail={"state": {"value": ["ALARM"]}},
    ),
    targets=[],  # those of the schedule
)
`,
    boto3: `events.put_rule(
    Name="retrain-on-alarm",
    EventPattern=json.dumps(
        {
            "source": ["aws.cloudwatch"],
            "detail-type": ["CloudWatch Alarm State Change"],
            "resources": [drift_alarm_arn],  # your alarm on drift or on a business figure
            "detail": {"state": {"value": ["ALARM"]}},
        }
    ),
)
events.put_targets(Rule="retrain-on-alarm", Targets=targets)  # those of the schedule
`,
  },
};
