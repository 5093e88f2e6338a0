import type { Expr } from '../../model/expression';
import type { LocalScope } from './fragment';
import type { CallExpr } from './placed';
import type { PlacedStatement } from './reading';

/** What a call gives for a keyword, as it is written; null where it gives nothing. */
export function keywordOf(call: CallExpr, keyword: string): Expr | null {
  return call.args.find((argument) => argument.keyword === keyword)?.value ?? null;
}

/** The same for a position. */
export function positionalOf(call: CallExpr, position: number): Expr | null {
  const positional = call.args.filter((argument) => argument.keyword === null);
  return positional[position]?.value ?? null;
}

/** Whether a function is a method: its first parameter is the object. */
export function isMethod(body: LocalScope, statement: PlacedStatement): boolean {
  const { parent } = body;
  if (parent === null || parent.kind === 'function') return false;
  return parent.kind === 'class' || statement.memberOf !== null;
}

/** The expression that a call gives for a parameter; null where it gives none or can't be told. */
export function argumentOf(call: Expr | undefined, body: LocalScope, index: number, method: boolean): Expr | null {
  const parameter = body.parameters[index];
  if (call?.kind !== 'call' || parameter === undefined || parameter.star !== '') return null;
  const named = keywordOf(call, parameter.name);
  if (named !== null) return named;
  const position = index - (method ? 1 : 0);
  const before = call.args.slice(0, position + 1);
  if (before.some((argument) => argument.keyword === '*')) return null;
  return positionalOf(call, position);
}
