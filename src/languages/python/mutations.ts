import { originAt } from '../../model/origin';
import type { Entry, ListValue, ObjectValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import type { Mutation } from './fragment';
import type { InPlace, Viewpoint } from './names';
import type { PythonScope } from './scope';

/** What a list or dictionary has become by the changes between its definition and a use. */
export function mutated(
  scope: PythonScope,
  before: Value,
  changes: readonly InPlace<Mutation>[],
  at: Viewpoint,
): Value {
  return changes.reduce((value, change) => changedBy(scope, value, change, at), before);
}

function changedBy(scope: PythonScope, value: Value, change: InPlace<Mutation>, at: Viewpoint): Value {
  const { written, statement } = change;
  const keys = written.keys.map(({ expr }) => (expr.kind === 'literal' ? String(expr.value) : null));
  if (keys.includes(null)) return opened(value, 'an entry with a computed key is set');
  const added = written.value === null ? null : scope.value({ expr: written.value.expr, statement });
  if (added === null || written.action === 'other') return opened(value, 'changed in a way that is not followed');
  const certain = written.block === null || isOnTheWay(written.block, at);
  return changedAt(
    value,
    keys.filter((key) => key !== null),
    (target, last) => {
      switch (written.action) {
        case 'set':
          return last !== null && target.kind === 'object'
            ? withEntry(scope, target, last, added, change, certain)
            : target;
        case 'append':
          return target.kind === 'list'
            ? { ...target, items: [...target.items, added], open: target.open || !certain }
            : target;
        case 'extend':
          return extended(target, added, certain);
        case 'update':
          return updated(target, added, certain);
        case 'other':
          return target;
      }
    },
    written.action === 'set',
  );
}

function isOnTheWay(block: NonNullable<Mutation['block']>, at: Viewpoint): boolean {
  for (let each = at.block; each !== null; each = each.branching.block) if (each === block) return true;
  return false;
}

type Change = (target: Value, last: string | null) => Value;

/** Goes down a path of keys; a `set` changes the entry of the last key itself. */
function changedAt(value: Value, keys: readonly string[], change: Change, atLast: boolean): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return change(value, null);
  if (rest.length === 0 && atLast) return change(value, key);
  if (value.kind === 'object') {
    const entry = value.entries.get(key);
    if (entry === undefined) return value;
    const entries = new Map(value.entries);
    entries.set(key, { ...entry, value: changedAt(entry.value, rest, change, atLast) });
    return { ...value, entries };
  }
  if (value.kind === 'list') {
    const index = Number(key);
    const item = value.items[index];
    return item === undefined
      ? value
      : { ...value, items: value.items.with(index, changedAt(item, rest, change, atLast)) };
  }
  return value;
}

function withEntry(
  scope: PythonScope,
  target: ObjectValue,
  key: string,
  value: Value,
  { statement, written }: InPlace<Mutation>,
  certain: boolean,
): ObjectValue {
  const origin = originAt(statement, written);
  const entries = new Map<string, Entry>(target.entries);
  const before = entries.get(key);
  const after: Value = certain
    ? value
    : {
        kind: 'oneOf',
        condition: written.block === null ? key : scope.conditionOf(written.block.branching),
        branches: [value, before?.value ?? ABSENT],
        usedAt: origin,
      };
  entries.set(key, { key, keyOrigin: origin, origin, value: after });
  return { ...target, entries };
}

function extended(target: Value, added: Value, certain: boolean): Value {
  if (target.kind === 'list' && added.kind === 'list')
    return { ...target, items: [...target.items, ...added.items], open: target.open || added.open || !certain };
  if (target.kind === 'list') return { ...target, open: true };
  if (target.kind === 'scalar' || target.kind === 'interpolation') {
    if (certain && target.kind === 'scalar' && added.kind === 'scalar') return sum(target.value, added.value, target);
    return { kind: 'unresolved', why: 'changed by +=', decidedBy: null, usedAt: target.usedAt };
  }
  return target;
}

function sum(
  a: string | number | boolean,
  b: string | number | boolean,
  target: Extract<Value, { kind: 'scalar' }>,
): Value {
  const origin = target.usedAt;
  if (typeof a === 'number' && typeof b === 'number') return { ...target, value: a + b, how: 'constant', origin };
  if (typeof a === 'string' && typeof b === 'string') return { ...target, value: a + b, how: 'constant', origin };
  return { kind: 'unresolved', why: 'changed by +=', decidedBy: null, usedAt: target.usedAt };
}

function updated(target: Value, added: Value, certain: boolean): Value {
  if (target.kind !== 'object') return target;
  if (added.kind !== 'object' || !certain)
    return { ...target, open: target.open ?? 'updated with entries that are not known' };
  return {
    ...target,
    entries: new Map<string, Entry>([...target.entries, ...added.entries]),
    open: target.open ?? added.open,
  };
}

function opened(value: Value, why: string): Value {
  if (value.kind === 'object') return { ...value, open: value.open ?? why };
  if (value.kind === 'list') return { ...value, open: true } satisfies ListValue;
  return value;
}
