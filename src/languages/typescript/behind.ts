import type { Expr } from '../../model/expression';
import type { ResourceId } from '../../model/value';
import type { CallExpr } from './fragment';
import { isConstruction } from './fragment';
import type { Made, PlacedExpr, TypeScriptScope } from './scope';
import { nameIn, placeOf } from './scope';

/** The longest way through names that is followed. */
const LONGEST = 30;

/** What an expression stands for behind names that have one definition. */
export function expressionBehind(scope: TypeScriptScope, placed: PlacedExpr): PlacedExpr {
  let at = placed;
  for (let steps = 0; steps < LONGEST; steps++) {
    const next = memberBehind(scope, at) ?? definitionBehind(scope, at);
    if (next === null) break;
    at = next;
  }
  return at;
}

/** What the one definition of a name gives it. */
function definitionBehind(scope: TypeScriptScope, { expr, chunk: from }: PlacedExpr): PlacedExpr | null {
  const name = nameIn(expr);
  if (name === null) return null;
  const resolution = scope.names.resolve(name, scope.names.viewpoint(from, expr.span.start));
  if (resolution.kind !== 'definition') return null;
  const { chunk, written } = resolution.definition;
  if (written.given.kind === 'value') return { expr: written.given.expr, chunk };
  return written.given.kind === 'parameter' ? scope.argumentOf(written.given, chunk) : null;
}

/** `stack.model`: what the class of this file that `stack` is of gives its field. */
function memberBehind(scope: TypeScriptScope, { expr, chunk }: PlacedExpr): PlacedExpr | null {
  if (expr.kind !== 'attribute' || nameIn(expr) !== null) return null;
  const construction = scope.deeper(() => constructionBehind(scope, { expr: expr.base, chunk }));
  if (construction === null) return null;
  const { callee } = construction.expr;
  if (callee.kind !== 'name') return null;
  const { names } = scope;
  const resolution = names.resolve(callee.name, names.viewpoint(construction.chunk, construction.expr.span.start));
  if (resolution.kind !== 'definition' || resolution.definition.written.given.kind !== 'class') return null;
  const { definition } = resolution;
  const { given } = resolution.definition.written;
  const [only, ...others] = names.definitions(`this.${expr.name}`, given.scope, definition.chunk);
  if (only?.written.given.kind !== 'value' || others.length > 0) return null;
  return { expr: only.written.given.expr, chunk: only.chunk };
}

/** The expression that `defaultChild` is asked of, where one is. */
function parentOfDefaultChild(expr: Expr): Expr | null {
  return expr.kind === 'attribute' && expr.name === 'defaultChild' && expr.base.kind === 'attribute'
    ? expr.base.base
    : null;
}

/** The construction that an expression stands for. */
export function constructionBehind(scope: TypeScriptScope, placed: PlacedExpr): PlacedExpr<CallExpr> | null {
  const { expr, chunk } = expressionBehind(scope, placed);
  const parent = parentOfDefaultChild(expr);
  if (parent !== null) return constructionBehind(scope, { expr: parent, chunk });
  return isConstruction(expr) ? { expr, chunk } : null;
}

/** The resources that the call makes which an expression stands for. */
export function madeBy(scope: TypeScriptScope, placed: PlacedExpr): Made | null {
  const { expr, chunk } = expressionBehind(scope, placed);
  const parent = parentOfDefaultChild(expr);
  if (parent !== null) return madeBy(scope, { expr: parent, chunk });
  return expr.kind === 'call' ? (scope.made.get(placeOf({ expr, chunk })) ?? null) : null;
}

/** The resource that the answer of a call names, which an expression stands for: `await client.send(new X(…))`. */
export function answeredBy(scope: TypeScriptScope, placed: PlacedExpr): ResourceId | null {
  const { expr, chunk } = expressionBehind(scope, placed);
  if (expr.kind !== 'call') return null;
  const { callee, args } = expr;
  if (callee.kind === 'attribute' && callee.name === 'promise') return answeredBy(scope, { expr: callee.base, chunk });
  const sent = callee.kind === 'attribute' && callee.name === 'send' ? args[0]?.value : undefined;
  const call = sent === undefined ? { expr, chunk } : expressionBehind(scope, { expr: sent, chunk });
  return scope.answers.get(placeOf(call)) ?? null;
}
