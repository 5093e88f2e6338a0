import { property, resourcesOf } from '../model/graph';
import type { Proposal } from '../model/proposal';
import type { Observation, Resource } from '../model/resource';
import { asBoolean, asString, known, valueAt, type Path } from '../model/value';
import { BY_ALARM } from './alarmRecipe';
import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';
import { runsTraining, saysTraining, startsTraining, trains, type Seen } from './training';

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
  waitsForWorkspace: true,
  detect: ({ graph, workspace }) => [
    ...[...resourcesOf(graph, 'Rule'), ...resourcesOf(graph, 'Schedule')].flatMap((clock) =>
      trainsByClock({ graph, workspace }, clock) ? proposalFor(clock, ['ScheduleExpression']) : [],
    ),
    ...[...resourcesOf(graph, 'Function'), ...resourcesOf(graph, 'StateMachine')].flatMap((code) =>
      trains(code) || runsTraining(workspace, code)
        ? ownSchedules(code).flatMap((path) => proposalFor(code, path))
        : [],
    ),
  ],
};

/** Where a function or state machine of SAM says when it runs, among its own events. */
function ownSchedules(code: Resource): Path[] {
  const events = property(code, 'Events');
  if (events.kind !== 'object') return [];
  return [...events.entries].flatMap(([name, { value }]): Path[] => {
    const type = known(asString(valueAt(value, ['Type'])));
    const enabled = valueAt(value, ['Properties', 'Enabled']);
    const state = valueAt(value, ['Properties', 'State']);
    const isOn =
      (enabled.kind === 'absent' || known(asBoolean(enabled)) === true) &&
      (state.kind === 'absent' || known(asString(state)) === 'ENABLED');
    if (!isOn || (type !== 'Schedule' && type !== 'ScheduleV2')) return [];
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
      recipe: BY_ALARM,
      notes: [
        'What starts it now: the schedule. What would start it on need: an alarm on drift (SageMaker Model Monitor, or a metric of your own) or on a business figure.',
        'Keep a rare schedule as a fallback, for a drift that no metric shows.',
        'A model whose truth comes in every day, and which gets better each time, may be right to train by the clock.',
      ],
    }),
  ];
}

/** What a schedule starts, as it says itself; a pipeline or DAG of a program, as the program's steps say. */
function trainsByClock(seen: Seen, clock: Resource): boolean {
  const { graph } = seen;
  const state = property(clock, 'State');
  if (state.kind !== 'absent' && known(asString(state)) !== 'ENABLED') return false;
  // As Terraform called it before it had `state`.
  const enabled = property(clock, 'IsEnabled');
  if (enabled.kind !== 'absent' && known(asBoolean(enabled)) !== true) return false;
  const target = property(clock, clock.type === 'Rule' ? 'Targets' : 'Target');
  if (target.kind !== 'absent') return startsTraining(seen, target);
  const isProgram = graph.unitKind !== 'template' && clock.type === 'Schedule';
  return isProgram && graph.observations.some((each) => isTraining(seen, each));
}

/** A training job, or the start of a pipeline that trains. */
function isTraining({ workspace }: Seen, observation: Observation): boolean {
  if (observation.kind === 'trainingJob') return true;
  if (observation.kind !== 'pipelineStart') return false;
  return workspace.trainingPipelines?.has(observation.name) === true || saysTraining(observation.name);
}
