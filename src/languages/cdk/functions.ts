import { nameProperty, property } from '../../model/graph';
import { contains, originAt, type Origin, type Site } from '../../model/origin';
import type { Observation, Resource, ResourceType } from '../../model/resource';
import { asString, known, type Entry, type ObjectValue } from '../../model/value';
import { uploadedFolder } from './assets';
import { entryAt, literalAt, objectOf, renamedEntry } from './properties';

/** What a function is given that says which code runs and what that may call, beside what is known of it already. */
export function functionSeen(
  named: ObjectValue,
  { origin, open, entries: props }: ObjectValue,
  file: string,
): ObjectValue {
  const entries: Entry[] = [...named.entries.values()];
  entries.push(...renamedEntry('Handler', props.get('handler')));
  entries.push(...renamedEntry('Environment', props.get('environment')));
  const code = props.get('code');
  const folder = code === undefined ? null : uploadedFolder(code.value, file);
  if (code !== undefined && folder !== null)
    entries.push(entryAt('CodeUri', literalAt(folder, code.origin), code.origin));
  return objectOf(entries, origin, open ?? (props.has('events') ? 'events of the construct' : null));
}

/** Types of what may be called: who calls it is asked where there is a function. */
export const CALLABLE: ReadonlySet<ResourceType> = new Set(['Endpoint', 'Function']);

/** A use of the name of a construct. */
export interface Use {
  readonly place: Origin;
  readonly before: string;
  /** From the use on. */
  readonly after: string;
}

/** A construct of the code. */
interface Call {
  readonly declaration: Origin;
  readonly header: Origin;
  readonly logicalName: string;
}

/** An endpoint or a function with the uses of its name; null where other code may come by it. */
export interface Callable<C extends Call> {
  readonly call: C;
  readonly resource: Resource;
  readonly uses: readonly Use[] | null;
}

/** What a language knows of a file. */
export interface Around<C extends Call> {
  /** All calls that are followed. */
  readonly calls: readonly C[];
  readonly texts: Iterable<{ readonly text: string; readonly site: Site }>;
  /** The resource that a name stands for at a place, or undefined. */
  readonly madeBy: (name: string, place: Origin) => string | undefined;
}

/**
 * Endpoints and functions that code may call or hand on which is not followed. Said only where there is a function: who calls
 * an endpoint isn't asked of a file without one.
 */
export function unfollowedCallers<C extends Call>(callable: readonly Callable<C>[], around: Around<C>): Observation[] {
  const functions = new Map(
    callable.flatMap(({ call, resource }) => (resource.type === 'Function' ? [[call, resource.id]] : [])),
  );
  if (functions.size === 0) return [];
  return callable.flatMap(({ call, resource, uses }): Observation[] => {
    const isSeen = uses?.every((use) => isFollowed(use, call, functions, around)) === true;
    if (isSeen && !isNamedBeside(resource, around)) return [];
    return [{ kind: 'unfollowed', type: resource.type, why: `${call.logicalName} is handed on`, at: call.header }];
  });
}

const SOURCE = /^[\w$]+\.add_?[eE]vent_?[sS]ource\(\s*(?:new\s+)?(?:[\w$]+\.)?(Sqs|S3)EventSource\(/;
/** Sources of events under the names that SAM has for them. */
const EVENT_TYPES: Readonly<Record<string, string>> = { Sqs: 'SQS', S3: 'S3' };

/** A function with the sources that it is given later: `score.addEventSource(new SqsEventSource(queue))`. */
export function withEventSources<C extends Call>({ resource, uses, call }: Callable<C>): Resource {
  const types = (uses ?? []).flatMap((use) => EVENT_TYPES[SOURCE.exec(use.after)?.[1] ?? ''] ?? []);
  // Beside sources that aren't known, these say nothing.
  if (resource.type !== 'Function' || types.length === 0 || resource.properties.open !== null) return resource;
  const at = call.header;
  const events = types.map((type, index) =>
    entryAt(`Source${index}`, objectOf([entryAt('Type', literalAt(type, at), at)], at), at),
  );
  const before = resource.properties;
  return {
    ...resource,
    properties: objectOf(
      [...before.entries.values(), entryAt('Events', objectOf(events, at), at)],
      before.origin,
      before.open,
    ),
  };
}

/** What is said of a function, or of its role, and doesn't start it. */
const OF_ITSELF =
  /^(?:addToRolePolicy|add_to_role_policy|connections|grantPrincipal|grant_principal|logGroup|log_group|node|role)$/;
const WAITS = /\.(?:addDependency|addDependsOn|add_dependency|add_depends_on)$/;

/** Whether a use is read as a part of something else, or neither calls nor hands on. */
function isFollowed<C extends Call>(
  use: Use,
  call: C,
  functions: ReadonlyMap<C, string>,
  { calls, madeBy }: Around<C>,
): boolean {
  const isFunction = functions.has(call);
  const [, attribute] = /^[\w$]+\??\.([\w$]+)/.exec(use.after) ?? [];
  if (isFunction && attribute !== undefined && OF_ITSELF.test(attribute)) return true;
  if (isFunction && SOURCE.test(use.after)) return true;
  const [, method] = /([\w$.]+)\(\s*$/.exec(use.before) ?? [];
  // To be waited for is no use; to be granted something is none of a function.
  if (WAITS.test(method ?? '') || WAITS.test(`.${attribute ?? ''}`)) return true;
  if (isFunction && /\.grant\w*$/.test(method ?? '') && attribute === undefined) return true;
  // `endpoint.grantInvoke(score)`: that function is told of the endpoint as well.
  const grant = /^([\w$]+\.grant_?[iI]nvoke\(\s*)([\w$]+)\s*\)/.exec(use.after);
  if (!isFunction && grant !== null) {
    const [, head = '', name = ''] = grant;
    const start = use.place.start + head.length;
    const made = madeBy(name, { ...use.place, start, end: start + name.length });
    return made !== undefined && [...functions.values()].includes(made);
  }
  // A function that is told of another one may call it; one that is told of an endpoint is seen to.
  return calls.some(
    (each) => each !== call && !(isFunction && functions.has(each)) && contains(each.declaration, use.place),
  );
}

/** Whether the name of an endpoint or a function stands anywhere but in what is followed. */
function isNamedBeside<C extends Call>(resource: Resource, { calls, texts }: Around<C>): boolean {
  const name = known(asString(property(resource, nameProperty(resource.type))));
  if (name === undefined) return false;
  for (const { text, site } of texts)
    for (const { index, 2: written } of text.matchAll(/(['"`])([^'"`\n]*)\1/g)) {
      const place = originAt(site, { start: index, end: index + 1 });
      if (written === name && !calls.some(({ declaration }) => contains(declaration, place))) return true;
    }
  return false;
}
