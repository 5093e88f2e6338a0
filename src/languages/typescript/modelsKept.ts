import { property } from '../../model/graph';
import type { Observation, Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import type { HostingCall } from './hosting';
import { placeOf, type TypeScriptScope } from './scope';

/** Ways to come by a construct that no name stands for. */
const LOOKED_UP = ['.findAll', '.findChild', '.tryFindChild', '.children', '.defaultChild'];
/** Identifiers under which a construct is the default child of the one that makes it. */
const DEFAULT_CHILD = /^(?:Default|Resource)$/;

/** Models without a name of their own that other code may use: all but those that nobody can name. */
export function modelsHandedOn(
  scope: TypeScriptScope,
  resources: ReadonlyMap<ResourceId, Resource>,
  calls: readonly HostingCall[],
): Observation[] {
  let lookedUp: boolean | null = null;
  return calls.flatMap((call): Observation[] => {
    const made = scope.within(call.round, () => scope.madeBy(call.placed));
    const id = call.of.kind === 'construct' ? made?.main : undefined;
    const model = id === undefined ? undefined : resources.get(id);
    if (model?.type !== 'Model' || property(model, 'ModelName').kind !== 'absent') return [];
    lookedUp ??= isLookedUp(scope);
    if (!lookedUp && !DEFAULT_CHILD.test(model.logicalName) && isOutOfReach(scope, call)) return [];
    return [{ kind: 'handedOn', resource: model.id, why: 'other code may use it', at: call.declaration }];
  });
}

function isLookedUp({ reading }: TypeScriptScope): boolean {
  return LOOKED_UP.some((name) => reading.index.placesOf(name).length > 0);
}

/** The construct is a statement by itself, or what it is called within a function is never read. */
function isOutOfReach(scope: TypeScriptScope, { candidate, placed }: HostingCall): boolean {
  if (candidate.isStatement) return true;
  if (!isWithinFunction(candidate.scope)) return false;
  for (const definitions of candidate.scope.definitions.values())
    for (const written of definitions) {
      if (written.given.kind !== 'value' || placeOf({ ...placed, expr: written.given.expr }) !== placeOf(placed))
        continue;
      return scope.readersOf({ chunk: placed.chunk, written }, null).length === 0;
    }
  return false;
}

function isWithinFunction(from: HostingCall['candidate']['scope']): boolean {
  for (let each: typeof from | null = from; each !== null; each = each.parent)
    if (each.kind === 'function') return true;
  return false;
}
