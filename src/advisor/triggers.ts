import { pointedAt, property, resourcesOf, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { asString, known, valueAt, type ResourceId, type Value } from '../model/value';
import { oncePerContent } from '../model/sameContent';
import type { CallerKind } from '../practices/practice';
import { hoursBetweenRuns, schedulesOf } from '../practices/schedules';

/** Code of another file that a template runs, and what starts it. */
export interface Trigger {
  /** The function. */
  readonly id: ResourceId;
  /** The template. */
  readonly file: string;
  /** The folder of the code as the template names it, relative to the template; null where it isn't known. */
  readonly codeUri: string | null;
  /** The module of the handler: `app` of `app.handler`. */
  readonly module: string | null;
  /** What starts it; `code` where anybody may, through an API or by hand. */
  readonly kinds: readonly CallerKind[];
  /** The least hours between two runs of its only schedule; null where that can't be told. */
  readonly hours: number | null;
}

const EVENTS: Readonly<Record<string, CallerKind>> = {
  Schedule: 'schedule',
  ScheduleV2: 'schedule',
  SQS: 'queue',
  Kinesis: 'queue',
  MSK: 'queue',
  S3: 'storage',
};

/** What starts the functions of a template. */
export function triggersOf(graph: Graph): Trigger[] {
  return resourcesOf(graph, 'Function').map((code) => ({
    id: code.id,
    file: graph.unit,
    ...codeOf(code),
    kinds: startedBy(graph, code),
    hours: hoursOf(graph, code),
  }));
}

const codeOf = oncePerContent((code) => ({
  codeUri: known(asString(property(code, 'CodeUri'))) ?? null,
  module: moduleOf(property(code, 'Handler')),
}));

function hoursOf(graph: Graph, code: Resource): number | null {
  const [only, ...others] = schedulesOf(graph, code);
  return only === undefined || others.length > 0 ? null : hoursBetweenRuns(only);
}

function moduleOf(handler: Value): string | null {
  const text = known(asString(handler));
  return text === undefined ? null : text.slice(0, Math.max(0, text.lastIndexOf('.'))) || null;
}

/** What starts a function: its own events, and the rules, schedules, mappings and buckets that name it. */
export function startedBy(graph: Graph, code: Resource): CallerKind[] {
  const kinds = new Set(startedByItself(code));
  if (isNamedByOthers(graph, code)) kinds.add('code');
  for (const rule of resourcesOf(graph, 'Rule'))
    if (mentions(property(rule, 'Targets'), code))
      kinds.add(property(rule, 'ScheduleExpression').kind === 'absent' ? eventKind(rule) : 'schedule');
  for (const schedule of resourcesOf(graph, 'Schedule'))
    if (mentions(property(schedule, 'Target'), code)) kinds.add('schedule');
  for (const mapping of resourcesOf(graph, 'EventSourceMapping'))
    if (pointedAt(graph, 'Function', property(mapping, 'FunctionName')) === code) kinds.add('queue');
  for (const bucket of resourcesOf(graph, 'Bucket'))
    if (mentions(property(bucket, 'NotificationConfiguration'), code)) kinds.add('storage');
  return [...kinds].sort();
}

/** What a function's own properties say that starts it. */
const startedByItself = oncePerContent((code): readonly CallerKind[] => {
  const kinds: CallerKind[] = property(code, 'FunctionUrlConfig').kind === 'absent' ? [] : ['code'];
  const events = property(code, 'Events');
  if (events.kind === 'absent') return kinds;
  if (events.kind !== 'object') return [...kinds, 'code'];
  const types = [...events.entries.values()].map(({ value }) => known(asString(valueAt(value, ['Type']))) ?? '');
  return [...kinds, ...types.map((type) => EVENTS[type] ?? 'code')];
});

/** An API, a state machine or another stack that may run it, as far as the template shows. */
function isNamedByOthers(graph: Graph, code: Resource): boolean {
  return (
    graph.observations.some((each) => each.kind === 'unfollowed' && each.type === 'Function') ||
    resourcesOf(graph, 'StateMachine').some((machine) => mentions(machine.properties, code))
  );
}

/** A rule on S3's events is an upload; on others it may be anything. */
function eventKind(rule: Resource): CallerKind {
  const source = property(rule, 'EventPattern', 'source');
  const sources = source.kind === 'list' ? source.items.map((item) => known(asString(item))) : [];
  return sources.length > 0 && sources.every((each) => each === 'aws.s3') ? 'storage' : 'code';
}

function mentions(value: Value, resource: Resource): boolean {
  switch (value.kind) {
    case 'reference':
      return value.resource === resource.id;
    case 'list':
      return value.items.some((item) => mentions(item, resource));
    case 'object':
      return [...value.entries.values()].some((entry) => mentions(entry.value, resource));
    case 'oneOf':
      return value.branches.some((branch) => mentions(branch, resource));
    case 'interpolation':
      return value.parts.some((part) => mentions(part, resource));
    case 'scalar':
    case 'absent':
    case 'unresolved':
      return false;
  }
}
