import { property, resourcesOf, type Graph } from '../model/graph';
import type { Proposal, Recipe } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known, valueAt, type Path } from '../model/value';
import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';
import { startsTraining, trains } from './training';

/** A model that is trained by the clock: train it when it has got worse. */
export const retrainOnDrift: Practice = {
  id: 'retrain-on-drift',
  aliases: [],
  title: 'Retrain when the model needs it, not by the clock',
  articleName: 'Retrain only when necessary',
  why: `A training that runs every night runs whether the data has changed or not. Where drift or a business figure is watched,
the training can start when it is due, and not before.`,
  sources: [
    ARTICLE,
    {
      text: 'EventBridge: events of CloudWatch alarms',
      url: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html',
    },
    {
      text: 'Schedule and trigger SageMaker pipelines with EventBridge',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/pipeline-eventbridge.html',
    },
  ],
  defaultVisibility: 'report',
  detect: ({ graph }) => [
    ...[...resourcesOf(graph, 'Rule'), ...resourcesOf(graph, 'Schedule')].flatMap((clock) =>
      trainsByClock(graph, clock) ? proposalFor(clock, ['ScheduleExpression']) : [],
    ),
    ...[...resourcesOf(graph, 'Function'), ...resourcesOf(graph, 'StateMachine')].flatMap((code) =>
      trains(code) ? ownSchedules(code).flatMap((path) => proposalFor(code, path)) : [],
    ),
  ],
};

/** Where a function or state machine of SAM says when it runs, among its own events. */
function ownSchedules(code: Resource): Path[] {
  const events = property(code, 'Events');
  if (events.kind !== 'object') return [];
  return [...events.entries].flatMap(([name, { value }]): Path[] => {
    const type = known(asString(valueAt(value, ['Type'])));
    const isOff =
      valueAt(value, ['Properties', 'Enabled']).kind !== 'absent' ||
      valueAt(value, ['Properties', 'State']).kind !== 'absent';
    if (isOff || (type !== 'Schedule' && type !== 'ScheduleV2')) return [];
    return [['Events', name, 'Properties', type === 'Schedule' ? 'Schedule' : 'ScheduleExpression']];
  });
}

function proposalFor(clock: Resource, path: Path): Proposal[] {
  const when = valueAt(clock.properties, path);
  if (when.kind === 'absent' || when.kind === 'oneOf') return [];
  const text = when.kind === 'scalar' ? String(when.value) : null;
  // Once is no schedule.
  if (text !== null && /^(?:at\(|@once$|$)/.test(text)) return [];
  const shown = text === null || text.length > 24 ? 'by the clock' : text;
  return [
    reportOnly({
      practice: retrainOnDrift.id,
      deployment: null,
      resource: clock.id,
      path,
      grade: 'likely',
      effort: 'code',
      subject: `trains ${shown} → when drift or a figure says so`,
      title: 'Start the training by an alarm',
      why: 'how long a training takes, and how often it would be due, is not in the code',
      recipe: byAlarm(),
      notes: [
        'What starts it now: the schedule. What would start it on need: an alarm on drift (SageMaker Model Monitor, or a metric of your own) or on a business figure.',
        'Keep a rare schedule as a fallback, for a drift that no metric shows.',
        'A model whose truth comes in every day, and which gets better each time, may be right to train by the clock.',
      ],
    }),
  ];
}

/** What a schedule starts, as it says itself; a pipeline or DAG of a program, as the program's steps say. */
function trainsByClock(graph: Graph, clock: Resource): boolean {
  const state = property(clock, 'State');
  if (state.kind !== 'absent' && known(asString(state)) !== 'ENABLED') return false;
  const target = property(clock, clock.type === 'Rule' ? 'Targets' : 'Target');
  if (target.kind !== 'absent') return startsTraining(graph, target);
  const isProgram = graph.unitKind !== 'template' && clock.type === 'Schedule';
  return isProgram && graph.observations.some((each) => each.kind === 'trainingJob');
}

function byAlarm(): Recipe {
  return {
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
}
