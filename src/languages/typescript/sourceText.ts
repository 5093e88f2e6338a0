import type { Expr } from '../../model/expression';

const LONGEST_SOURCE = 60;

/** A callee as it is written, shortened. */
export function sourceOf(expr: Expr): string {
  const text = dotted(expr);
  return text.length > LONGEST_SOURCE ? text.slice(0, LONGEST_SOURCE) : text;
}

function dotted(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'attribute') return `${dotted(expr.base)}.${expr.name}`;
  if (expr.kind === 'call') return `${dotted(expr.callee)}()`;
  return expr.kind === 'index' ? `${dotted(expr.base)}[]` : '…';
}
