import { property } from '../../model/graph';
import { originAt, sameOrigin, type Origin } from '../../model/origin';
import type { Observation, Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import type { CallExpr } from './fragment';
import type { HostingCall } from './hosting';
import type { PlacedChunk } from './reading';
import { placeOf, type TypeScriptScope } from './scope';
import { sourceOf } from './sourceText';
import { constructionBehind, madeBy } from './behind';

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
    const made = scope.within(call.round, () => madeBy(scope, call.placed));
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

const WAITING = ['.addDependency', '.addDependsOn'];
/** What is made by code may look up what it waits for, and a stack may be told of it. */
const MAY_LOOK_UP = /Custom|Stack|Stage|Trigger|Provider/;

/** The places that say of a construct that another one is made after it, and no more. */
function waitedFor(scope: TypeScriptScope): Origin[] {
  const { index, chunks } = scope.reading;
  return WAITING.flatMap((name) =>
    index.placesOf(name).flatMap((place): Origin[] => {
      const chunk = chunks[place];
      return chunk === undefined
        ? []
        : (chunk.read.fragment.references.get(name) ?? []).flatMap(({ called }) => waitedForBy(scope, chunk, called));
    }),
  );
}

function waitedForBy(scope: TypeScriptScope, chunk: PlacedChunk, call: CallExpr | null): Origin[] {
  const [argument, ...others] = call?.args ?? [];
  if (call?.callee.kind !== 'attribute' || argument === undefined || others.length > 0) return [];
  const { base } = call.callee;
  const waiting = base.kind === 'attribute' && base.name === 'node' ? base.base : base;
  const construction = constructionBehind(scope, { expr: waiting, chunk });
  if (construction === null || MAY_LOOK_UP.test(sourceOf(construction.expr.callee))) return [];
  return [originAt(chunk, argument.value.span)];
}

/** The construct is a statement by itself, or what it is called within a function is read at most to be waited for. */
function isOutOfReach(scope: TypeScriptScope, { candidate, placed }: HostingCall): boolean {
  if (candidate.isStatement) return true;
  if (!isWithinFunction(candidate.scope)) return false;
  for (const definitions of candidate.scope.definitions.values())
    for (const written of definitions) {
      if (written.given.kind !== 'value' || placeOf({ ...placed, expr: written.given.expr }) !== placeOf(placed))
        continue;
      const readers = scope.readersOf({ chunk: placed.chunk, written }, null);
      const waited = readers.length === 0 ? [] : waitedFor(scope);
      return readers.every(({ origin }) => waited.some((each) => sameOrigin(each, origin)));
    }
  return false;
}

function isWithinFunction(from: HostingCall['candidate']['scope']): boolean {
  for (let each: typeof from | null = from; each !== null; each = each.parent)
    if (each.kind === 'function') return true;
  return false;
}
