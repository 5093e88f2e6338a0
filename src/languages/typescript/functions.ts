import { nameProperty, property } from '../../model/graph';
import { contains, originAt, type Origin } from '../../model/origin';
import type { Observation, Resource, ResourceType } from '../../model/resource';
import { asString, known, type Entry, type ObjectValue, type ResourceId } from '../../model/value';
import { uploadedFolder } from '../cdk/assets';
import { entryAt, literalAt, objectOf, renamedEntry } from '../cdk/properties';
import type { Definition, Reference } from './fragment';
import type { HostingCall } from './hosting';
import type { Placed } from './names';
import { placeOf, type TypeScriptScope } from './scope';

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

interface Callable {
  readonly call: HostingCall;
  readonly resource: Resource;
}

const CALLABLE: ReadonlySet<ResourceType> = new Set(['Endpoint', 'Function']);

/**
 * Endpoints and functions that code may call or hand on which is not followed. Said only where there is a function: who calls
 * an endpoint isn't asked of a file without one.
 */
export function unfollowedCallers(
  scope: TypeScriptScope,
  resources: ReadonlyMap<ResourceId, Resource>,
  calls: readonly HostingCall[],
): Observation[] {
  const callable = calls.flatMap((call): Callable[] => {
    const made = call.of.kind === 'construct' ? scope.within(call.round, () => scope.madeBy(call.placed)) : null;
    const resource = made === null ? undefined : resources.get(made.main);
    return resource !== undefined && CALLABLE.has(resource.type) ? [{ call, resource }] : [];
  });
  if (!callable.some(({ resource }) => resource.type === 'Function')) return [];
  return callable.flatMap((each): Observation[] => {
    const { resource, call } = each;
    const uses = usesOf(scope, call);
    const isSeen = uses?.every((use) => isFollowed(scope, use, each, callable, calls)) === true;
    if (isSeen && !isNamedBeside(scope, resource, calls)) return [];
    return [{ kind: 'unfollowed', type: resource.type, why: `${call.logicalName} is handed on`, at: call.header }];
  });
}

/** The uses of what a construct is called; null where other code may come by it. */
function usesOf({ names }: TypeScriptScope, { candidate, placed }: HostingCall): readonly Placed<Reference>[] | null {
  if (candidate.isStatement) return [];
  const { chunk } = placed;
  const isHere = ({ given }: Definition): boolean =>
    given.kind === 'value' && placeOf({ expr: given.expr, chunk }) === placeOf(placed);
  // `const endpoint = (this.endpoint = new …)`
  if ([...chunk.read.fragment.assignments.values()].some((each) => each.some(isHere))) return null;
  for (const [name, definitions] of candidate.scope.definitions)
    for (const definition of definitions) {
      if (!isHere(definition)) continue;
      const owner = names.owner(name, definition.scope, chunk);
      // A field, or a name of the module, may be read by other files.
      if (owner === null || typeof owner === 'string' || owner.kind === 'class') return null;
      return definitions.length > 1 ? null : names.references(name, owner, chunk);
    }
  return null;
}

/** What is said of a function, or of its role, and doesn't start it. */
const OF_ITSELF: ReadonlySet<string> = new Set([
  'addToRolePolicy',
  'connections',
  'grantPrincipal',
  'logGroup',
  'node',
  'role',
]);

/** Whether a use is read as a part of something else, or neither calls nor hands on. */
function isFollowed(
  scope: TypeScriptScope,
  { chunk, written }: Placed<Reference>,
  { resource, call }: Callable,
  callable: readonly Callable[],
  calls: readonly HostingCall[],
): boolean {
  const isFunction = resource.type === 'Function';
  const madeBy = (each: HostingCall): boolean =>
    callable.some((other) => other.call === each && other.resource.type === 'Function');
  if (isFunction && written.key !== null && OF_ITSELF.has(written.key)) return true;
  const { text } = chunk.read;
  const before = text.slice(0, written.start);
  // To be waited for is no use; to be granted something is none of a function.
  if (/\.add(?:Dependency|DependsOn)\(\s*$/.test(before)) return true;
  if (written.key !== null && /^add(?:Dependency|DependsOn)$/.test(written.key)) return true;
  if (isFunction && /\.grant\w*\(\s*$/.test(before)) return true;
  // `endpoint.grantInvoke(score)`: that function is told of the endpoint as well.
  const granted = /^[\w$.]*?\.grantInvoke\(\s*([\w$]+)\s*\)/.exec(text.slice(written.start))?.[1];
  if (!isFunction && granted !== undefined) {
    const span = { start: written.start, end: written.end };
    const made = scope.madeBy({ expr: { kind: 'name', name: granted, span }, chunk });
    return callable.some((other) => other.resource.type === 'Function' && other.resource.id === made?.main);
  }
  // A function that is told of another one may call it; one that is told of an endpoint is seen to.
  const place = originAt(chunk, written);
  return calls.some((each) => each !== call && !(isFunction && madeBy(each)) && isWithin(each, chunk, place));
}

function isWithin({ placed, declaration }: HostingCall, chunk: HostingCall['placed']['chunk'], place: Origin): boolean {
  return placed.chunk === chunk && contains(declaration, place);
}

/** Whether the name of an endpoint or a function stands anywhere but in what is followed. */
function isNamedBeside({ reading }: TypeScriptScope, resource: Resource, calls: readonly HostingCall[]): boolean {
  const name = known(asString(property(resource, nameProperty(resource.type))));
  if (name === undefined) return false;
  return reading.chunks.some((chunk) =>
    [...chunk.read.text.matchAll(/(['"`])([^'"`\n]*)\1/g)].some(({ index, 2: text = '' }) => {
      const place = originAt(chunk, { start: index, end: index + 1 });
      return text === name && !calls.some((each) => isWithin(each, chunk, place));
    }),
  );
}
