import { join, movedTo, unresolved } from '../../model/evaluate';
import type { Origin } from '../../model/origin';
import type { Entry, How, ListValue, ObjectValue, ScalarValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { pickedBy } from './outcomes';

/** Why a variable is not known that has no value unless somebody gives it one. */
export const NULL_BY_DEFAULT = 'variable that is null by default';

/** The value of a function of Terraform's own, as far as its arguments are known. */
export function valueOfFunction(name: string, args: readonly Value[], here: Origin): Value {
  const choice = name === 'coalesce' || name === 'try' ? -1 : args.findIndex((arg) => arg.kind === 'oneOf');
  const chosen = args[choice];
  if (chosen?.kind === 'oneOf') {
    const branches = chosen.branches.map((branch) => valueOfFunction(name, args.with(choice, branch), here));
    return { kind: 'oneOf', condition: chosen.condition, branches, usedAt: here };
  }
  const plainName = name.replace(/^core::/, '');
  const known = Object.hasOwn(FUNCTIONS, plainName) ? FUNCTIONS[plainName] : undefined;
  const result = known?.(args, here) ?? null;
  if (result !== null) return movedTo(result, here);
  const open = args.find((arg) => arg.kind === 'unresolved');
  if (open?.kind === 'unresolved') return unresolved(open.why, open.decidedBy, here);
  return unresolved(`${name}() is known only when it is deployed`, null, here);
}

/** Null: nothing can be said. */
type Known = (args: readonly Value[], here: Origin) => Value | null;

const FUNCTIONS: Readonly<Record<string, Known>> = {
  lookup: ([map, key, fallback], here) => {
    if (map === undefined || key === undefined) return null;
    const found = pickedBy(map, key, here);
    if (found.kind !== 'unresolved' || fallback === undefined) return found;
    return map.kind === 'object' && map.open === null && key.kind === 'scalar' ? fallback : found;
  },
  coalesce: coalesced,
  try: (args) => args.find((arg) => arg.kind !== 'unresolved' || arg.decidedBy !== null) ?? null,
  merge: merged,
  format: formatted,
  join: ([separator, list], here) => {
    if (separator?.kind !== 'scalar' || list?.kind !== 'list' || list.open) return null;
    const parts = list.items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : join(parts, here);
  },
  concat: (lists, here) => {
    const all = lists.flatMap((list) => (list.kind === 'list' ? [list] : []));
    if (all.length < lists.length) return null;
    return listOf(
      all.flatMap((list) => list.items),
      here,
      all.some((list) => list.open),
    );
  },
  element: ([list, index]) => {
    if (list?.kind !== 'list' || index?.kind !== 'scalar' || list.items.length === 0 || list.open) return null;
    return list.items[Number(index.value) % list.items.length] ?? null;
  },
  one: ([list]) => (list?.kind === 'list' && !list.open ? (list.items[0] ?? ABSENT) : null),
  length: ([list], here) => {
    if (list?.kind === 'list' && !list.open) return number(list.items.length, here, list.items);
    return list?.kind === 'object' && list.open === null ? number(list.entries.size, here, []) : null;
  },
  compact: ([list], here) => {
    if (list?.kind !== 'list') return null;
    return listOf(
      list.items.filter((item) => item.kind !== 'scalar' || item.value !== ''),
      here,
      list.open,
    );
  },
  keys: ([map], here) => (map?.kind === 'object' && map.open === null ? listOf(keysOf(map), here) : null),
  values: ([map], here) =>
    map?.kind === 'object' && map.open === null
      ? listOf(
          [...map.entries.values()].map((each) => each.value),
          here,
        )
      : null,
  toset: ([list]) => (list?.kind === 'list' ? list : null),
  tolist: ([list]) => (list?.kind === 'list' ? list : null),
  tomap: ([map]) => (map?.kind === 'object' ? map : null),
  flatten: ([list], here) => {
    if (list?.kind !== 'list') return null;
    const inner = list.items.flatMap((item): readonly Value[] => (item.kind === 'list' ? item.items : [item]));
    return listOf(inner, here, list.open || list.items.some((item) => item.kind === 'list' && item.open));
  },
  tostring: same,
  tonumber: same,
  tobool: same,
  sensitive: same,
  nonsensitive: same,
  lower: text((value) => value.toLowerCase()),
  upper: text((value) => value.toUpperCase()),
  trimspace: text((value) => value.trim()),
  jsonencode: ([value], here) => {
    const plain = value === undefined ? undefined : plainOf(value);
    return plain === undefined ? null : scalar(JSON.stringify(plain), 'constant', here);
  },
  min: numeric((values) => Math.min(...values)),
  max: numeric((values) => Math.max(...values)),
  replace: ([value, from, to], here) => {
    if (value?.kind !== 'scalar' || from?.kind !== 'scalar' || to?.kind !== 'scalar') return null;
    // A text between slashes is a pattern.
    if (/^\/.*\/$/.test(String(from.value))) return null;
    return derived(value, String(value.value).replaceAll(String(from.value), String(to.value)), here);
  },
};

function same([value]: readonly Value[]): Value | null {
  return value ?? null;
}

function text(change: (value: string) => string): Known {
  return ([value], here) => (value?.kind === 'scalar' ? derived(value, change(String(value.value)), here) : null);
}

function numeric(of: (values: readonly number[]) => number): Known {
  return (args, here) => {
    const scalars = args.flatMap((arg) => (arg.kind === 'scalar' ? [arg] : []));
    const [first] = scalars;
    if (first === undefined || scalars.length < args.length) return null;
    const result = of(scalars.map((each) => Number(each.value)));
    return Number.isNaN(result) ? null : derived(howOf(scalars, first), result, here);
  };
}

/** The first one that is neither null nor empty; a variable without a value counts as null while nobody gives it one. */
function coalesced(args: readonly Value[]): Value | null {
  let waived: string | null = null;
  for (const arg of args) {
    if (arg.kind === 'absent' || (arg.kind === 'scalar' && arg.value === '')) {
      if (arg.kind === 'scalar' && arg.how === 'default') waived ??= arg.decidedBy;
      continue;
    }
    if (arg.kind === 'unresolved' && arg.why === NULL_BY_DEFAULT) {
      waived ??= arg.decidedBy;
      continue;
    }
    if (arg.kind === 'scalar' && waived !== null) return { ...arg, how: 'default', decidedBy: waived };
    return arg;
  }
  return null;
}

function merged(args: readonly Value[], here: Origin): Value | null {
  const entries = new Map<string, Entry>();
  let open: string | null = null;
  for (const arg of args) {
    if (arg.kind === 'absent') continue;
    if (arg.kind === 'object') {
      for (const [key, entry] of arg.entries) entries.set(key, entry);
      open ??= arg.open;
    } else open ??= arg.kind === 'unresolved' ? arg.why : 'merged from a value that is not known';
  }
  return { kind: 'object', entries, open, origin: here, usedAt: here };
}

/** `%s`, `%d`, `%v`, `%%` and padded numbers. */
function formatted([pattern, ...args]: readonly Value[], here: Origin): Value | null {
  if (pattern?.kind !== 'scalar') return null;
  const parts: Value[] = [];
  const pieces = String(pattern.value).split(/(%%|%0?\d*[sdvq])/);
  let next = 0;
  for (const piece of pieces) {
    if (piece === '') continue;
    const arg = /^%0?\d*[sdv]$/.test(piece) ? args[next++] : undefined;
    if (arg === undefined) {
      if (piece.startsWith('%') && piece !== '%%') return null;
      parts.push({ ...pattern, value: piece === '%%' ? '%' : piece });
    } else {
      const width = Number(/\d+/.exec(piece)?.[0] ?? 0);
      parts.push(arg.kind === 'scalar' ? { ...arg, value: String(arg.value).padStart(width, '0') } : arg);
    }
  }
  return join(parts, here);
}

export function listOf(items: readonly Value[], here: Origin, open = false): ListValue {
  return { kind: 'list', items, open, origin: here, usedAt: here };
}

export function keysOf(map: ObjectValue): Value[] {
  return [...map.entries.values()].map(({ key, keyOrigin }) => scalar(key, 'constant', keyOrigin));
}

export function scalar(value: string | number | boolean, how: How, at: Origin): ScalarValue {
  return { kind: 'scalar', how, value, origin: at, usedAt: at, readers: [], decidedBy: null, allowed: null };
}

/** A value that is worked out from another: it is written nowhere by itself. */
export function derived(from: ScalarValue, value: string | number | boolean, here: Origin): ScalarValue {
  const how = from.how === 'literal' ? 'constant' : from.how;
  return { ...scalar(value, how, here), decidedBy: from.decidedBy };
}

/** How sure a value is that is worked out from several. */
export function howOf(values: readonly ScalarValue[], otherwise: ScalarValue): ScalarValue {
  return (
    values.find(({ how }) => how === 'default' || how === 'assumed') ??
    values.find(({ how }) => how === 'binding') ??
    otherwise
  );
}

function number(value: number, here: Origin, from: readonly Value[]): ScalarValue {
  const scalars = from.flatMap((each) => (each.kind === 'scalar' ? [each] : []));
  const base = scalar(value, 'constant', here);
  const least = howOf(scalars, base);
  return { ...base, how: least.how === 'literal' ? 'constant' : least.how, decidedBy: least.decidedBy };
}

/** A value as JSON; undefined where a part is not known. */
function plainOf(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'absent':
      return null;
    case 'list': {
      const items = value.items.map(plainOf);
      return value.open || items.includes(undefined) ? undefined : items;
    }
    case 'object': {
      const entries = [...value.entries.values()].map((entry) => [entry.key, plainOf(entry.value)] as const);
      const known = value.open === null && entries.every(([, each]) => each !== undefined);
      return known ? Object.fromEntries(entries) : undefined;
    }
    case 'oneOf':
    case 'unresolved':
    case 'reference':
    case 'interpolation':
      return undefined;
  }
}
