import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Scalar } from '../../model/expression';
import type { Value } from '../../model/value';
import { scalarAt } from '../../model/value';
import type { PythonScope } from './scope';
import { expressionBehind } from './behind';
import type { PlacedExpr } from './placed';
import { positionalOf } from './calls';

/** What a loop goes over in one round: where it is written, what it is worth, or several together (`enumerate`, `zip`). */
export type Item =
  | { readonly kind: 'written'; readonly placed: PlacedExpr }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'several'; readonly items: readonly Item[] };

/** More than anybody declares by one loop. */
export const MOST_ROUNDS = 50;

/** The items of what a loop goes over; null where they are not all known. */
export function itemsOf(scope: PythonScope, placed: PlacedExpr): readonly Item[] | null {
  const { expr, statement } = expressionBehind(scope, placed);
  if (expr.kind === 'call') return ofCall(scope, { expr, statement });
  const value = scope.value(placed);
  if (value.kind === 'list' && !value.open) {
    const written = expr.kind === 'list' && !expr.open ? expr.items : [];
    // A list that is changed later is what it is worth, not what is written.
    return written.length === value.items.length
      ? written.map((item) => ({ kind: 'written', placed: { expr: item, statement } }))
      : value.items.map((item) => ({ kind: 'value', value: item }));
  }
  return value.kind === 'object' && value.open === null
    ? [...value.entries.values()].map(({ key, keyOrigin }) => known(key, keyOrigin))
    : null;
}

function ofCall(scope: PythonScope, { expr, statement }: PlacedExpr): readonly Item[] | null {
  if (expr.kind !== 'call') return null;
  const first = positionalOf(expr, 0);
  const { callee } = expr;
  const here = originAt(statement, expr.span);
  const given = (argument: Expr): readonly Item[] | null => itemsOf(scope, { expr: argument, statement });
  if (callee.kind === 'attribute' && first === null) return ofDictionary(scope, callee, statement);
  if (callee.kind !== 'name' || first === null) return null;
  switch (callee.name) {
    case 'range':
      return ofRange(
        expr.args.map((argument) => numberOf(scope.value({ expr: argument.value, statement }))),
        here,
      );
    case 'enumerate':
      return expr.args.length > 1
        ? null
        : (given(first)?.map((item, index): Item => ({ kind: 'several', items: [known(index, here), item] })) ?? null);
    case 'zip':
      return zipped(expr.args.map((argument) => given(argument.value)));
    case 'list':
    case 'reversed':
    case 'set':
    case 'sorted':
    case 'tqdm':
    case 'tuple':
      return given(first);
    default:
      return null;
  }
}

/** `d.items()`, `d.keys()`, `d.values()` */
function ofDictionary(
  scope: PythonScope,
  { base, name }: Extract<Expr, { kind: 'attribute' }>,
  statement: PlacedExpr['statement'],
): readonly Item[] | null {
  if (!/^(?:items|keys|values)$/.test(name)) return null;
  const value = scope.value({ expr: base, statement });
  if (value.kind !== 'object' || value.open !== null) return null;
  const written = expressionBehind(scope, { expr: base, statement });
  const members = written.expr.kind === 'object' ? written.expr.members : [];
  const entries = [...value.entries.values()].map(({ key, keyOrigin, value: each }) => {
    const member = members.find((one) => one.kind === 'entry' && one.key === key);
    const isAsWritten = members.length === value.entries.size && member !== undefined;
    const item: Item = isAsWritten
      ? { kind: 'written', placed: { expr: member.value, statement: written.statement } }
      : { kind: 'value', value: each };
    return { key: known(key, keyOrigin), item };
  });
  if (name === 'keys') return entries.map(({ key }) => key);
  return entries.map(({ key, item }) => (name === 'values' ? item : { kind: 'several', items: [key, item] }));
}

function ofRange(given: readonly (number | null)[], here: Origin): readonly Item[] | null {
  const numbers = given.filter((each) => each !== null);
  const [first] = numbers;
  if (first === undefined || numbers.length < given.length || !numbers.every(Number.isInteger)) return null;
  const [start, stop = 0, step = 1] = numbers.length === 1 ? [0, first] : numbers;
  const count = step === 0 ? 0 : Math.max(0, Math.ceil((stop - (start ?? 0)) / step));
  return count > MOST_ROUNDS
    ? null
    : Array.from({ length: count }, (_, index) => known((start ?? 0) + index * step, here));
}

function zipped(lists: readonly (readonly Item[] | null)[]): readonly Item[] | null {
  const all = lists.filter((each) => each !== null);
  if (all.length < lists.length) return null;
  const length = Math.min(...all.map((each) => each.length));
  return Array.from({ length }, (_, index) => ({ kind: 'several', items: all.flatMap((each) => each[index] ?? []) }));
}

/** The part of an item that a target takes: `for name, (count, type) in …`; null where that isn't known. */
export function partOf(scope: PythonScope, item: Item, path: readonly number[]): Item | null {
  const [step, ...rest] = path;
  if (step === undefined) return item;
  const part = stepInto(scope, item, step);
  return part === null ? null : partOf(scope, part, rest);
}

function stepInto(scope: PythonScope, item: Item, step: number): Item | null {
  if (item.kind === 'several') return item.items[step] ?? null;
  if (item.kind === 'value') {
    const part = item.value.kind === 'list' && !item.value.open ? item.value.items[step] : undefined;
    return part === undefined ? null : { kind: 'value', value: part };
  }
  const { expr, statement } = expressionBehind(scope, item.placed);
  const part = expr.kind === 'list' && !expr.open ? expr.items[step] : undefined;
  return part === undefined ? null : { kind: 'written', placed: { expr: part, statement } };
}

function known(value: Scalar, at: Origin): Item {
  return {
    kind: 'value',
    value: scalarAt(value, at, 'constant'),
  };
}

function numberOf(value: Value): number | null {
  return value.kind === 'scalar' && typeof value.value === 'number' ? value.value : null;
}
