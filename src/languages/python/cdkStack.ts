import type { Value } from '../../model/value';
import type { LocalScope } from './fragment';
import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';
import { callBehind } from './behind';
import type { CallExpr, PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

const DEEPEST = 6;

/** `env=Environment(region=…)` of the stack that a construct is in, or of what is around it; null where none is named. */
export function regionOfStack(scope: PythonScope, construct: PlacedExpr<CallExpr> | null): Value | null {
  let at = construct;
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    const env = keywordOf(at.expr, 'env');
    const value = env === null ? null : scope.value({ expr: env, statement: at.statement });
    const region = value?.kind === 'object' ? value.entries.get('region')?.value : undefined;
    if (region !== undefined) return region;
    at = parentOf(scope, at);
  }
  return null;
}

/** The construction of what a construct is made in. */
function parentOf(scope: PythonScope, { expr, statement }: PlacedExpr<CallExpr>): PlacedExpr<CallExpr> | null {
  const parent = keywordOf(expr, 'scope') ?? positionalOf(expr, 0);
  if (parent === null) return null;
  const own = scope.at(statement);
  if (parent.kind !== 'name' || parent.name !== 'self') return callBehind(own, { expr: parent, statement });
  return stackAround(own, statement, scope.viewpointOf('self', statement, parent.span).scope);
}

/** The one construction of the class around a place; where it names an environment itself, the call of its base. */
export function stackAround(
  scope: PythonScope,
  statement: PlacedStatement,
  inner: LocalScope,
): PlacedExpr<CallExpr> | null {
  const around = scope.names.classAround(statement, inner);
  if (around === null) return null;
  const made = callsOf(scope, around.name);
  const own = callsOf(scope, '.__init__').find(
    (each) =>
      keywordOf(each.call.expr, 'env') !== null && scope.names.classAround(each.call.statement, each.scope) === around,
  );
  if (own !== undefined) return own.call;
  const instance = scope.instances.get(around);
  if (instance !== undefined) return instance;
  const [only, ...others] = made;
  return only === undefined || others.length > 0 ? null : only.call;
}

interface Called {
  readonly call: PlacedExpr<CallExpr>;
  readonly scope: LocalScope;
}

/** The calls of a name of the module. */
function callsOf(scope: PythonScope, name: string): Called[] {
  return (scope.names.table(name).get('module')?.references ?? []).flatMap(({ statement, written }): Called[] => {
    const expr = written.called?.expr;
    return expr?.kind === 'call' ? [{ call: { expr, statement }, scope: written.scope }] : [];
  });
}
