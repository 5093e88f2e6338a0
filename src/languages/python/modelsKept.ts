import { property } from '../../model/graph';
import type { Observation, Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import type { HostingCall } from './hosting';
import { statementsNaming } from './naming';
import { placeOf } from './made';
import type { PythonScope } from './scope';
import { nodeIn, textOf } from './statementTree';

/** Ways to come by a construct that no name stands for. */
const LOOKED_UP = ['.find_all', '.find_child', '.try_find_child', '.children', '.default_child'];
/** Identifiers under which a construct is the default child of the one that makes it. */
const DEFAULT_CHILD = /^(?:Default|Resource)$/;

/** Models of constructs without a name of their own that other code may use: all but those that nobody can name. */
export function modelsHandedOn(
  scope: PythonScope,
  resources: ReadonlyMap<ResourceId, Resource>,
  calls: readonly HostingCall[],
): Observation[] {
  let lookedUp: boolean | null = null;
  return calls.flatMap((call): Observation[] => {
    const id =
      call.of.kind === 'construct'
        ? scope.within(call.round, () => scope.constructs.get(placeOf(call.placed))?.main)
        : undefined;
    const model = id === undefined ? undefined : resources.get(id);
    if (model?.type !== 'Model' || property(model, 'ModelName').kind !== 'absent') return [];
    lookedUp ??= LOOKED_UP.some((name) => statementsNaming(scope.reading, name).length > 0);
    if (!lookedUp && !DEFAULT_CHILD.test(model.logicalName) && isOutOfReach(scope, call)) return [];
    return [{ kind: 'handedOn', resource: model.id, why: 'other code may use it', at: call.declaration }];
  });
}

/** The construct is a statement by itself, or what it is called within a function is never read. */
function isOutOfReach({ names }: PythonScope, { placed: { statement, expr }, scope }: HostingCall): boolean {
  const parent = nodeIn(statement, expr.span)?.parent ?? null;
  if (parent?.name === 'ExpressionStatement') return true;
  const target = parent?.firstChild ?? null;
  if (parent?.name !== 'AssignStatement' || target?.name !== 'VariableName' || scope.kind !== 'function') return false;
  if (target.nextSibling?.name !== 'AssignOp') return false;
  const table = names.table(textOf(statement, target)).get(scope);
  return table !== undefined && table.references.length === 0 && table.mutations.length === 0;
}
