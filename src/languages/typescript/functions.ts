import { originAt, type Origin } from '../../model/origin';
import type { Observation, Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { CALLABLE, unfollowedCallers, withEventSources, type Callable, type Use } from '../cdk/functions';
import type { Definition } from './fragment';
import type { HostingCall } from './hosting';
import { placeOf, type TypeScriptScope } from './scope';
import { madeBy } from './behind';

/** Endpoints and functions of a file that code may call or hand on which is not followed; functions get the sources that they are given later. */
export function unfollowedIn(
  scope: TypeScriptScope,
  resources: Map<ResourceId, Resource>,
  calls: readonly HostingCall[],
): Observation[] {
  const callable = calls.flatMap((call): Callable<HostingCall>[] => {
    const made = call.of.kind === 'construct' ? scope.within(call.round, () => madeBy(scope, call.placed)) : null;
    const resource = made === null ? undefined : resources.get(made.main);
    return resource !== undefined && CALLABLE.has(resource.type) ? [{ call, resource, uses: usesOf(scope, call) }] : [];
  });
  for (const each of callable) resources.set(each.resource.id, withEventSources(each));
  const texts = scope.reading.chunks.map((chunk) => ({ text: chunk.read.text, site: chunk }));
  const madeByName = (name: string, { start, end }: Origin): ResourceId | undefined => {
    const chunk = scope.reading.chunks.findLast(({ base }) => base <= start);
    if (chunk === undefined) return undefined;
    const span = { start: start - chunk.base, end: end - chunk.base };
    return madeBy(scope, { expr: { kind: 'name', name, span }, chunk })?.main;
  };
  return unfollowedCallers(callable, { calls, texts, madeBy: madeByName });
}

/** The uses of what a construct is called; null where other code may come by it. */
function usesOf({ names }: TypeScriptScope, { candidate, placed }: HostingCall): readonly Use[] | null {
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
      if (owner === null || typeof owner === 'string' || owner.kind === 'class' || definitions.length > 1) return null;
      return names.references(name, owner, chunk).map((use) => ({
        place: originAt(use.chunk, use.written),
        before: use.chunk.read.text.slice(0, use.written.start),
        after: use.chunk.read.text.slice(use.written.start),
      }));
    }
  return null;
}
