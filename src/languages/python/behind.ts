import type { Expr } from '../../model/expression';
import type { PythonScope } from './scope';
import { type CallExpr, type PlacedExpr, viewpoint } from './placed';

/** The longest way through names that is followed. */
const LONGEST = 30;

/** What stands behind names that have one definition. */
export function expressionBehind(scope: PythonScope, placed: PlacedExpr): PlacedExpr {
  let at = placed;
  for (let steps = 0; steps < LONGEST; steps++) {
    const name = nameBehind(at.expr);
    if (name === null) break;
    const resolution = scope.names.resolve(name, viewpoint(name, at.statement, at.expr.span));
    if (resolution.kind !== 'definition') break;
    const { given } = resolution.definition.written;
    if (given.kind === 'import') return behindImport(scope, given.path) ?? at;
    if (given.kind !== 'value') break;
    at = { expr: given.value.expr, statement: resolution.definition.statement };
  }
  return at;
}

/** What stands behind a name of another file. */
function behindImport(scope: PythonScope, path: string): PlacedExpr | null {
  const found = scope.imported(path);
  const resolution = found?.scope.names.inModule(found.name);
  if (found === null || resolution?.kind !== 'definition') return null;
  const { statement, written } = resolution.definition;
  if (written.given.kind !== 'value') return null;
  const { expr } = written.given.value;
  return scope.deeper(() => expressionBehind(found.scope, { expr, statement }));
}

/** The call that an expression stands for. */
export function callBehind(scope: PythonScope, placed: PlacedExpr): PlacedExpr<CallExpr> | null {
  const { expr, statement } = expressionBehind(scope, placed);
  return expr.kind === 'call' ? { expr, statement } : null;
}

/** The items of the list that an expression stands for, as they are written. */
export function listBehind(
  scope: PythonScope,
  placed: PlacedExpr,
): { readonly items: readonly PlacedExpr[]; readonly open: boolean } | null {
  const { expr, statement } = expressionBehind(scope, placed);
  if (expr.kind !== 'list') return null;
  return { items: expr.items.map((item) => ({ expr: item, statement })), open: expr.open };
}

/** A name, or an attribute of `self`. */
export function nameBehind(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.name;
  const isOwn = expr.kind === 'attribute' && expr.base.kind === 'name' && expr.base.name === 'self';
  return isOwn ? `self.${expr.name}` : null;
}
