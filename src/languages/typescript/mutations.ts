import { originAt } from '../../model/origin';
import type { Entry, ObjectValue, Value } from '../../model/value';
import type { LexicalScope, Mutation } from './fragment';
import type { Placed, Viewpoint } from './names';
import { functionOf } from './names';
import type { TypeScriptScope } from './scope';

/** What a list or object has become by the changes of it that come before a use. */
export function mutated(
  scope: TypeScriptScope,
  before: Value,
  changes: readonly Placed<Mutation>[],
  at: Viewpoint,
): Value {
  const own = functionOf(at.scope);
  const position = at.chunk.base + at.start;
  return changes.reduce((value, change) => {
    const here = functionOf(change.written.scope) === own;
    if (here && change.chunk.base + change.written.from > position) return value;
    if (!here) return opened(value, 'changed by a function');
    return changedBy(scope, value, change, at);
  }, before);
}

function changedBy(scope: TypeScriptScope, value: Value, { chunk, written }: Placed<Mutation>, at: Viewpoint): Value {
  const keys = written.keys.filter((key) => key !== null);
  const certain = isOnTheWay(written.scope, at.scope);
  if (keys.length !== written.keys.length || written.value === null || written.action === 'other' || !certain)
    return opened(value, 'changed in a way that is not followed');
  const added = scope.value({ expr: written.value, chunk });
  if (written.action === 'push')
    return changedAt(value, keys, (target) =>
      target.kind === 'list' ? { ...target, items: [...target.items, added] } : opened(target, 'changed by push()'),
    );
  const last = keys.at(-1);
  if (last === undefined) return value;
  const origin = originAt(chunk, written);
  const entry: Entry = { key: last, keyOrigin: origin, origin, value: added };
  return changedAt(value, keys.slice(0, -1), (target) => withEntry(target, entry));
}

function withEntry(target: Value, entry: Entry): Value {
  if (target.kind === 'list') {
    const index = Number(entry.key);
    if (index in target.items) return { ...target, items: target.items.with(index, entry.value) };
    return { ...target, open: true };
  }
  if (target.kind !== 'object') return target;
  return { ...target, entries: new Map<string, Entry>([...target.entries, [entry.key, entry]]) };
}

function changedAt(value: Value, keys: readonly string[], change: (target: Value) => Value): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return change(value);
  if (value.kind === 'object') {
    const entry = value.entries.get(key);
    if (entry === undefined) return value;
    return withEntry(value, { ...entry, value: changedAt(entry.value, rest, change) });
  }
  if (value.kind === 'list') {
    const item = value.items[Number(key)];
    return item === undefined
      ? value
      : { ...value, items: value.items.with(Number(key), changedAt(item, rest, change)) };
  }
  return value;
}

/** Whether a change is made wherever the place is come to. */
function isOnTheWay(scope: LexicalScope, place: LexicalScope): boolean {
  for (let each: LexicalScope | null = scope; each !== null && each.kind !== 'function'; each = each.parent) {
    if (each.way === null) continue;
    let around: LexicalScope | null = place;
    while (around !== null && around !== each) around = around.parent;
    if (around === null) return false;
  }
  return true;
}

function opened(value: Value, why: string): Value {
  if (value.kind === 'object') {
    // What was there may be something else now.
    const entries = new Map<string, Entry>();
    for (const [key, entry] of value.entries)
      entries.set(key, { ...entry, value: { kind: 'unresolved', why, decidedBy: null, usedAt: entry.origin } });
    return { ...value, entries, open: value.open ?? why } satisfies ObjectValue;
  }
  if (value.kind === 'list') return { kind: 'unresolved', why, decidedBy: null, usedAt: value.usedAt };
  return value;
}
