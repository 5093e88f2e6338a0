import { references } from '../model/components';
import { endpointsNamedBy, pointedAt, property, resourcesOf, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import type { CallerKind, WorkspaceFacts } from './workspace';
import { asString, known, valueAt, type ResourceId, type Value } from '../model/value';

/** Who calls an endpoint. */
export type Callers =
  /** Nobody that is in sight. */
  | { readonly kind: 'none' }
  /** Only what a queue, a schedule or a new object in S3 starts: nobody waits for the answer. */
  | {
      readonly kind: 'deferred';
      readonly by: string;
      /** Other files of the workspace say so, not the endpoint's own. */
      readonly elsewhere: boolean;
    }
  /** Something that waits for an answer, an API above all. */
  | { readonly kind: 'waiting' }
  /** Something of which that can't be told. */
  | { readonly kind: 'unknown' };

type Trigger = 'a queue' | 'a schedule' | 'new objects in S3' | 'an API' | 'something else';

const DEFERRED: ReadonlySet<Trigger> = new Set(['a queue', 'a schedule', 'new objects in S3']);

const ELSEWHERE: Readonly<Record<CallerKind, Trigger>> = {
  queue: 'a queue',
  schedule: 'a schedule',
  storage: 'new objects in S3',
  edge: 'something else',
  code: 'something else',
};

/** Who calls an endpoint, as far as the workspace shows. */
export function callersOf(graph: Graph, endpoint: Resource, workspace: WorkspaceFacts): Callers {
  const here = callersHere(graph, endpoint);
  const others = workspace.callersOf === undefined ? [] : workspace.callersOf(endpoint);
  if (here.kind === 'waiting' || here.kind === 'unknown' || (others !== null && others.length === 0)) return here;
  const triggers = others?.map((each) => ELSEWHERE[each.kind]) ?? [];
  if (others === null || !triggers.every((each) => DEFERRED.has(each))) return { kind: 'unknown' };
  if (here.kind === 'none' && mayBeCalledOtherwise(graph, [endpoint])) return { kind: 'unknown' };
  const all = here.kind === 'none' ? triggers : [...here.by.split(AND), ...triggers];
  return { kind: 'deferred', by: [...new Set(all)].sort().join(AND), elsewhere: here.kind === 'none' };
}

const AND = ' and ';

/** Who calls it, as far as its own unit shows. */
function callersHere(graph: Graph, endpoint: Resource): Callers {
  const functions = functionsThatCall(graph, endpoint);
  if (functions.length === 0) return { kind: 'none' };
  const triggers = functions.map((each) => triggersOf(graph, each));
  if (triggers.flat().includes('an API')) return { kind: 'waiting' };
  const isSeen = triggers.every((each) => each.length > 0) && !mayBeCalledOtherwise(graph, [endpoint, ...functions]);
  if (!isSeen || !triggers.flat().every((each) => DEFERRED.has(each))) return { kind: 'unknown' };
  return { kind: 'deferred', by: [...new Set(triggers.flat())].sort().join(AND), elsewhere: false };
}

/** The functions of the unit that name the endpoint. */
export function functionsThatCall(graph: Graph, endpoint: Resource): readonly Resource[] {
  return resourcesOf(graph, 'Function').filter((each) => calls(graph, each, endpoint));
}

/** Whether a function's environment or policies name the endpoint. */
function calls(graph: Graph, lambda: Resource, endpoint: Resource): boolean {
  return (
    refersTo(lambda.properties, endpoint.id) || endpointsNamedBy(graph, lambda).some((each) => each.id === endpoint.id)
  );
}

/** Whether something refers to a resource, however deep inside. */
export function refersTo(value: Value, id: ResourceId): boolean {
  const found: ResourceId[] = [];
  references(value, found);
  return found.includes(id);
}

/** Others that name the endpoint or one of the functions, and of which nothing is known. */
function mayBeCalledOtherwise(graph: Graph, callable: readonly Resource[]): boolean {
  const isUnfollowed = graph.observations.some(
    (each) => each.kind === 'unfollowed' && (each.type === 'Endpoint' || each.type === 'Function'),
  );
  const machines = resourcesOf(graph, 'StateMachine');
  return isUnfollowed || machines.some((each) => callable.some(({ id }) => refersTo(each.properties, id)));
}

/** What starts a function: its own events, and what names it from elsewhere in the template. */
function triggersOf(graph: Graph, lambda: Resource): Trigger[] {
  const is = (value: Value): boolean => pointedAt(graph, 'Function', value)?.id === lambda.id;
  const found = ownEvents(lambda);
  for (const mapping of resourcesOf(graph, 'EventSourceMapping'))
    if (is(property(mapping, 'FunctionName'))) found.push('a queue');
  for (const schedule of resourcesOf(graph, 'Schedule'))
    if (is(property(schedule, 'Target', 'Arn'))) found.push('a schedule');
  for (const rule of resourcesOf(graph, 'Rule')) {
    const targets = property(rule, 'Targets');
    if (targets.kind === 'list' && targets.items.some((each) => is(valueAt(each, ['Arn']))))
      found.push(startedBy(rule));
  }
  for (const bucket of resourcesOf(graph, 'Bucket')) {
    const configurations = property(bucket, 'NotificationConfiguration', 'LambdaConfigurations');
    if (configurations.kind === 'list' && configurations.items.some((each) => is(valueAt(each, ['Function']))))
      found.push('new objects in S3');
  }
  return found;
}

function startedBy(rule: Resource): Trigger {
  if (property(rule, 'ScheduleExpression').kind !== 'absent') return 'a schedule';
  const sources = property(rule, 'EventPattern', 'source');
  const isOfS3 = sources.kind === 'list' && sources.items.every((each) => known(asString(each)) === 'aws.s3');
  return isOfS3 ? 'new objects in S3' : 'something else';
}

// The events of AWS SAM.
const EVENTS: Readonly<Record<string, Trigger>> = {
  SQS: 'a queue',
  S3: 'new objects in S3',
  Schedule: 'a schedule',
  ScheduleV2: 'a schedule',
  Api: 'an API',
  HttpApi: 'an API',
};

function ownEvents(lambda: Resource): Trigger[] {
  const found: Trigger[] = property(lambda, 'FunctionUrlConfig').kind === 'absent' ? [] : ['an API'];
  const events = property(lambda, 'Events');
  if (events.kind === 'absent') return found;
  if (events.kind !== 'object' || events.open !== null) return [...found, 'something else'];
  for (const { value } of events.entries.values()) {
    const type = known(asString(valueAt(value, ['Type']))) ?? '';
    found.push((Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined) ?? 'something else');
  }
  return found;
}
