import { join, movedTo, unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { literalAt } from '../cdk/properties';
import { choose, outcomeOf } from './conditions';
import type { CallExpr } from './fragment';
import type { PlacedExpr, TypeScriptScope } from './scope';

export const CONDITIONAL: ReadonlySet<string> = new Set('?: && ! === !== == != < <= > >='.split(' '));

/** What depends on a condition, or is one. */
export function conditional(
  scope: TypeScriptScope,
  placed: PlacedExpr<CallExpr>,
  value: (expr: Expr) => Value,
  here: Origin,
): Value {
  const { expr, chunk } = placed;
  const [first, then, otherwise] = expr.args;
  if (first === undefined) return unresolved('nothing is written yet', null, here);
  if (otherwise !== undefined || isAnd(expr)) {
    const outcome = outcomeOf(scope, { expr: first.value, chunk });
    const of = (given: typeof then): Value => (given === undefined ? ABSENT : value(given.value));
    return choose(
      outcome,
      () => of(then),
      () => of(otherwise),
      here,
    );
  }
  return choose(
    outcomeOf(scope, placed),
    () => literalAt(true, here),
    () => literalAt(false, here),
    here,
  );
}

function isAnd({ callee }: CallExpr): boolean {
  return callee.kind === 'name' && callee.name === '&&';
}

export function operation(name: string, { args }: CallExpr, value: (expr: Expr) => Value, here: Origin): Value {
  const [left, right] = args;
  if (left === undefined) return unresolved('nothing is written yet', null, here);
  if (right === undefined) return arithmetic(name, [value(left.value)], here);
  if (name === '??' || name === '||') return withDefault(name, value(left.value), () => value(right.value), here);
  const operands = [value(left.value), value(right.value)];
  if (name === '+' && operands.some((each) => isText(each))) return join(operands, here);
  return arithmetic(name, operands, here);
}

/** The value on the left, or the one on the right where there is none, or where JavaScript takes it for false. */
function withDefault(operator: '??' | '||', left: Value, right: () => Value, here: Origin): Value {
  switch (left.kind) {
    case 'absent':
      return movedTo(right(), here);
    case 'unresolved': {
      const fallback = right();
      if (fallback.kind !== 'scalar') return { ...left, usedAt: here };
      return { ...fallback, how: 'default', usedAt: here, decidedBy: left.decidedBy ?? fallback.decidedBy };
    }
    case 'oneOf':
      return {
        ...left,
        branches: left.branches.map((branch) => withDefault(operator, branch, right, here)),
        usedAt: here,
      };
    case 'scalar':
      return movedTo(operator === '||' && !left.value ? right() : left, here);
    case 'reference':
    case 'interpolation':
    case 'list':
    case 'object':
      return movedTo(left, here);
  }
}

function isText(value: Value): boolean {
  if (value.kind === 'scalar') return typeof value.value === 'string';
  return value.kind === 'interpolation' || value.kind === 'reference';
}

function arithmetic(name: string, operands: readonly Value[], here: Origin): Value {
  const numbers: number[] = [];
  for (const operand of operands) {
    if (operand.kind === 'unresolved') return { ...operand, usedAt: here };
    if (operand.kind !== 'scalar' || typeof operand.value !== 'number')
      return unresolved('the value of an expression', null, here);
    numbers.push(operand.value);
  }
  const [a = 0, b = 0] = numbers;
  const result: Record<string, number> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b, negative: -a };
  const number = result[name];
  if (number === undefined || !Number.isFinite(number)) return unresolved('the value of an expression', null, here);
  return literalAt(number, here);
}
