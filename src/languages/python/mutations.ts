import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Entry, ListValue, ObjectValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { chosen, type Outcome } from '../program/outcome';
import { takenWhen } from './constructing';
import type { Mutation } from './fragment';
import type { InPlace, Viewpoint } from './names';
import type { Round } from './rounds';
import { skipsSome } from './rounds';
import type { PythonScope } from './scope';

const NOT_FOLLOWED = 'changed in a way that is not followed';

/** What a list or dictionary has become by the changes between its definition and a use. */
export function mutated(
  scope: PythonScope,
  before: Value,
  changes: readonly InPlace<Mutation>[],
  at: Viewpoint,
): Value {
  return changes.reduce((value, change) => {
    const { block } = change.written;
    const taken = block === null || !scope.usesCdk ? null : takenWhen(scope, change.statement, block);
    if (taken === false) return value;
    const isSure = block === null || taken === true || isOnTheWay(block, at);
    const rounds = isSure ? null : roundsOf(scope, change);
    return rounds === null
      ? changedBy(scope, value, change, isSure)
      : rounds.reduce((list, round) => scope.within(round, () => changedBy(scope, list, change, true)), value);
  }, before);
}

/** The rounds of the one loop that a list grows in, where it does in each. */
function roundsOf(scope: PythonScope, { statement, written }: InPlace<Mutation>): readonly Round[] | null {
  const { block, action } = written;
  if (action !== 'append' || block === null || block.branching.block !== null) return null;
  const { kind, over, start, breaks } = block.branching;
  if (kind !== 'loop' || over === null || breaks || skipsSome(statement, block)) return null;
  return scope.roundsOf({ over, statement, start, end: block.end });
}

function changedBy(scope: PythonScope, value: Value, change: InPlace<Mutation>, certain: boolean): Value {
  const { written, statement } = change;
  const keys: string[] = [];
  for (const { expr } of written.keys) {
    if (expr.kind !== 'literal')
      return changedAt(value, keys, (target) => overwritten(target, 'an entry with a computed key is set'), false);
    keys.push(String(expr.value));
  }
  const added = written.value === null ? null : scope.value({ expr: written.value.expr, statement });
  const apply = (target: Value, last: string | null): Value => {
    if (written.action === 'add') return opened(target, 'further entries are added');
    if (added === null && written.action === 'set' && last !== null && target.kind === 'object') {
      const lost: Value = {
        kind: 'unresolved',
        why: NOT_FOLLOWED,
        decidedBy: null,
        usedAt: originAt(statement, written),
      };
      return withEntry(scope, target, last, { value: lost, ...entryPlace(change, last) }, change, certain);
    }
    if (added === null || written.action === 'other') return overwritten(target, NOT_FOLLOWED);
    switch (written.action) {
      case 'set':
        return last !== null && target.kind === 'object'
          ? withEntry(scope, target, last, { value: added, ...entryPlace(change, last) }, change, certain)
          : target;
      case 'append':
        return target.kind === 'list'
          ? { ...target, items: [...target.items, added], open: target.open || !certain }
          : target;
      case 'extend':
        return extended(target, added, certain);
      case 'update':
        return updated(scope, target, added, change, certain);
      case 'remove':
        return removed(target, added, certain);
    }
  };
  return changedAt(value, keys, apply, written.action === 'set');
}

function entryPlace({ statement, written }: InPlace<Mutation>, key: string): Omit<Entry, 'value'> {
  const origin = originAt(statement, written);
  return { key, keyOrigin: origin, origin };
}

function isOnTheWay(block: NonNullable<Mutation['block']>, at: Viewpoint): boolean {
  for (let each = at.block; each !== null; each = each.branching.block) if (each === block) return true;
  return false;
}

type Change = (target: Value, last: string | null) => Value;

/** Goes down a path of keys; a `set` changes the entry of the last key itself. */
function changedAt(value: Value, keys: readonly string[], change: Change, atLast: boolean): Value {
  const [key, ...rest] = keys;
  if (value.kind === 'oneOf')
    return { ...value, branches: value.branches.map((branch) => changedAt(branch, keys, change, atLast)) };
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
  entry: Entry,
  { statement, written }: InPlace<Mutation>,
  certain: boolean,
): ObjectValue {
  const entries = new Map<string, Entry>(target.entries);
  const { block } = written;
  const depends = block === null || !scope.usesCdk ? null : takenWhen(scope, statement, block);
  const isOne = depends !== null && typeof depends !== 'boolean' && 'condition' in depends;
  const exists: Outcome = isOne
    ? depends
    : { condition: block === null ? key : scope.conditionOf(block.branching), branch: 0 };
  const before = entries.get(key)?.value ?? ABSENT;
  const after = chosen(certain || exists, entry.value, before, originAt(statement, written));
  entries.set(key, { ...entry, value: after });
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

function updated(scope: PythonScope, target: Value, added: Value, change: InPlace<Mutation>, certain: boolean): Value {
  if (target.kind !== 'object') return target;
  if (added.kind !== 'object' || added.open !== null)
    return overwritten(target, 'updated with entries that are not known');
  let result = target;
  for (const [key, entry] of added.entries) result = withEntry(scope, result, key, entry, change, certain);
  return result;
}

/** `d.pop("key")` takes one entry out; which item of a list stays where is not followed. */
function removed(target: Value, key: Value, certain: boolean): Value {
  if (target.kind !== 'object' || key.kind !== 'scalar' || !certain) return overwritten(target, NOT_FOLLOWED);
  const entries = new Map(target.entries);
  entries.delete(String(key.value));
  return { ...target, entries };
}

/** What was there may have given way to something else. */
function overwritten(value: Value, why: string): Value {
  const lost = (usedAt: Origin): Value => ({ kind: 'unresolved', why, decidedBy: null, usedAt });
  switch (value.kind) {
    case 'object': {
      const entries = [...value.entries].map(([key, entry]) => [key, { ...entry, value: lost(entry.origin) }] as const);
      return { ...value, entries: new Map(entries), open: value.open ?? why };
    }
    case 'list':
      return { ...value, items: value.items.map(() => lost(value.usedAt)), open: true };
    case 'scalar':
    case 'oneOf':
    case 'absent':
    case 'unresolved':
    case 'reference':
    case 'interpolation':
      return value;
  }
}

function opened(value: Value, why: string): Value {
  if (value.kind === 'object') return { ...value, open: value.open ?? why };
  if (value.kind === 'list') return { ...value, open: true } satisfies ListValue;
  return value;
}
