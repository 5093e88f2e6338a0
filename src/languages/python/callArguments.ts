import type { Argument, Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Entry, ObjectValue, OneOfValue, Value } from '../../model/value';
import { ABSENT, withPartsChanged } from '../../model/value';

import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';

/** An argument as a call gives it. */
export interface GivenArgument {
  readonly name: string;
  readonly value: Value;
  readonly expr: Expr | null;
  readonly origin: Origin;
  readonly keyOrigin: Origin;
}

export interface CallArguments {
  readonly given: ReadonlyMap<string, GivenArgument>;
  /** Why further arguments may be given that can't be seen, or null. */
  readonly open: string | null;
}

/** The arguments of a call by name; positional ones have the names of their positions, `**bag` is unpacked. */
export function argumentsOf(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  positions: readonly string[] = [],
): CallArguments {
  const given = new Map<string, GivenArgument>();
  let open: string | null = null;
  let position = 0;
  for (const argument of expr.args) {
    const value = scope.value({ expr: argument.value, statement });
    if (argument.keyword === '*') open ??= 'arguments unpacked from a list';
    else if (argument.keyword === '**') open ??= unpack(given, value);
    else {
      const name = argument.keyword ?? positions[position++];
      if (name !== undefined) given.set(name, givenArgument(name, argument, value, statement));
    }
  }
  return { given, open };
}

function unpack(given: Map<string, GivenArgument>, value: Value): string | null {
  if (value.kind === 'absent') return null;
  if (value.kind === 'oneOf') return unpackOneOf(given, value);
  if (value.kind !== 'object')
    return value.kind === 'unresolved' ? value.why : 'arguments unpacked from a value that is not known';
  for (const { key, value: each, origin, keyOrigin } of value.entries.values())
    given.set(key, { name: key, value: each, expr: null, origin, keyOrigin });
  return value.open;
}

/** One of several dictionaries: each argument is one of several values, or not given. */
function unpackOneOf(given: Map<string, GivenArgument>, value: OneOfValue): string | null {
  const found = value.branches.map((branch) => {
    const own = new Map<string, GivenArgument>();
    return { own, open: unpack(own, branch) };
  });
  for (const name of new Set(found.flatMap(({ own }) => [...own.keys()]))) {
    const first = found.find(({ own }) => own.has(name))?.own.get(name);
    const branches = found.map(({ own, open }) => own.get(name)?.value ?? unseen(open, value.usedAt));
    if (first !== undefined) given.set(name, { ...first, expr: null, value: { ...value, branches } });
  }
  return found.find(({ open }) => open !== null)?.open ?? null;
}

function unseen(open: string | null, usedAt: Origin): Value {
  return open === null ? ABSENT : { kind: 'unresolved', why: open, decidedBy: null, usedAt };
}

function givenArgument(
  name: string,
  argument: Argument,
  value: Value,
  statement: PlacedExpr['statement'],
): GivenArgument {
  const { span, keyword } = argument;
  const keyEnd = keyword === null ? span.end : span.start + keyword.length;
  return {
    name,
    value,
    expr: argument.value,
    origin: originAt(statement, span),
    keyOrigin: originAt(statement, { start: span.start, end: keyEnd }),
  };
}

/** A property that an argument gives. */
export function entryOf(key: string, { value, origin, keyOrigin }: GivenArgument): Entry {
  return { key, value, origin, keyOrigin };
}

/** An object made of properties. */
export function objectOf(entries: Iterable<Entry>, at: Origin, open: string | null = null): ObjectValue {
  const found = new Map<string, Entry>();
  for (const entry of entries) found.set(entry.key, entry);
  return { kind: 'object', entries: found, open, origin: at, usedAt: at };
}

/** Puts a property at a path of an object; the objects on the way are made. */
export function withEntryAt(object: ObjectValue, path: readonly (string | number)[], entry: Entry): ObjectValue {
  const [step, ...rest] = path;
  if (step === undefined) return object;
  const key = String(step);
  const entries = new Map(object.entries);
  if (rest.length === 0) {
    entries.set(key, { ...entry, key });
    return { ...object, entries };
  }
  const before = entries.get(key);
  const inner = before?.value.kind === 'object' ? before.value : objectOf([], entry.origin);
  entries.set(key, { ...entry, ...before, key, value: withEntryAt(inner, rest, entry) });
  return { ...object, entries };
}

const CAPITALS: Readonly<Record<string, string>> = { gb: 'GB', mb: 'MB' };

/** `initial_instance_count` → `InitialInstanceCount`, as the API writes it. */
export function apiName(name: string): string {
  return name
    .split('_')
    .map((word) => CAPITALS[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** A value whose dictionaries have the API's names. */
export function withApiNames(value: Value): Value {
  if (value.kind !== 'object') return withPartsChanged(value, withApiNames);
  const entries = [...value.entries.values()].map((entry) => ({
    ...entry,
    key: /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(entry.key) ? apiName(entry.key) : entry.key,
    value: withApiNames(entry.value),
  }));
  return { ...value, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}
