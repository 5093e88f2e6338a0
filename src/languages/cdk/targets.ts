import type { Origin } from '../../model/origin';
import type { Entry, Value } from '../../model/value';
import { asString, known, valueAt } from '../../model/value';
import type { Path } from './libraries';
import { entryAt, literalAt, objectOf } from './properties';

/** Modules of targets of rules and schedules, those of EventBridge Scheduler as they were before they were stable too. */
const TARGETS = /(?:^|\/)aws-(?:events|scheduler)-targets(?:-alpha)?(?:\/|$)/;

/** Targets that start what they are given first. */
const STARTS_FIRST: ReadonlySet<string> = new Set([
  'LambdaFunction',
  'LambdaInvoke',
  'SageMakerPipeline',
  'SageMakerStartPipelineExecution',
  'SfnStateMachine',
  'StepFunctionsStartExecution',
]);

/** What a target of a rule or schedule starts, as EventBridge has it; null for what is none that is known. */
export function eventTarget(
  { module, name: className }: Path,
  given: () => readonly Value[],
  at: Origin,
): Value | null {
  if (!TARGETS.test(module)) return null;
  const [first] = given();
  if (first === undefined) return null;
  if (STARTS_FIRST.has(className)) return objectOf([entryAt('Arn', first, at)], at);
  return className === 'AwsApi' || className === 'Universal' ? apiTarget(first, at) : null;
}

/** `AwsApi` takes names of either version of the SDK: `SageMaker`, `createTrainingJob` or `CreateTrainingJobCommand`. */
function apiTarget(given: Value, at: Origin): Value | null {
  const service = known(asString(valueAt(given, ['service'])));
  const action = known(asString(valueAt(given, ['action'])));
  if (service === undefined || action === undefined) return null;
  const named = service.replace(/^@aws-sdk\/client-/, '').toLowerCase();
  const arn = `arn:aws:scheduler:::aws-sdk:${named}:${action.replace(/Command$/, '')}`;
  const input = [valueAt(given, ['parameters']), valueAt(given, ['input'])].find((each) => each.kind !== 'absent');
  const entries: Entry[] = [entryAt('Arn', literalAt(arn, at), at)];
  if (input !== undefined) entries.push(entryAt('Input', input, at));
  return objectOf(entries, at);
}

const TASKS = /(?:^|\/)aws-stepfunctions-tasks(?:\/|$)/;

/** What a task of a state machine calls, as a definition names it; null for what calls nothing of SageMaker. */
export function taskResource({ module, name }: Path, given: () => readonly Value[], at: Origin): Value | null {
  if (!TASKS.test(module)) return null;
  const own = /^SageMaker(\w+)$/.exec(name)?.[1];
  if (own !== undefined) return taskArn('states:::', own, at);
  const props = name === 'CallAwsService' ? given()[2] : undefined;
  const service = props === undefined ? undefined : known(asString(valueAt(props, ['service'])));
  const action = props === undefined ? undefined : known(asString(valueAt(props, ['action'])));
  return service !== 'sagemaker' || action === undefined ? null : taskArn('states:::aws-sdk:', action, at);
}

function taskArn(prefix: string, action: string, at: Origin): Value {
  return literalAt(`arn:aws:${prefix}sagemaker:${action.charAt(0).toLowerCase()}${action.slice(1)}`, at);
}
