import { unresolved } from '../../model/evaluate';
import { together, type Existence } from '../../model/existence';
import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import { contains } from '../../model/origin';
import type { Entry, Value } from '../../model/value';
import type { HclBody } from './hcl';
import { attributeOf } from './hcl';
import { keysOf, scalar } from './functions';

/** What names mean inside of a loop: `each.value`, `production_variants.value`, the names of a `for`. */
export type Env = ReadonlyMap<string, Value>;

export const NO_ENV: Env = new Map();

/** One of what a block with `count` or `for_each` makes; a block without them makes one. */
export interface Instance {
  /** `[0]`, `["blue"]`, or nothing. */
  readonly suffix: string;
  readonly env: Env;
  /** The condition that nothing decides and that says whether it is there. */
  readonly exists: Existence | null;
}

/** More than anybody declares by one block. */
const MOST = 50;

const SOLE: readonly Instance[] = [{ suffix: '', env: NO_ENV, exists: null }];

/** What a block makes; `evaluated` gives the value of an expression that stands in it. */
export function instancesOf(
  body: HclBody,
  evaluated: (expr: Expr) => Value,
  textOf: (expr: Expr) => string,
): readonly Instance[] {
  const count = attributeOf(body, 'count')?.value;
  if (count !== undefined) return counted(evaluated(count), textOf(count));
  const forEach = attributeOf(body, 'for_each')?.value;
  return forEach === undefined ? SOLE : eachOf(evaluated(forEach), 'each', null);
}

function counted(value: Value, text: string): readonly Instance[] {
  switch (value.kind) {
    case 'scalar': {
      const count = Math.min(Number(value.value), MOST);
      return Number.isNaN(count) ? SOLE : numbered(count, value.usedAt, null);
    }
    case 'oneOf': {
      const branches = value.branches.map((branch) => counted(branch, text));
      return branches
        .flatMap((instances, branch) =>
          instances.length === branches[1 - branch]?.length && branch > 0
            ? []
            : instances.map((each): Instance => {
                const everywhere = branches.every((others) => others.some(({ suffix }) => suffix === each.suffix));
                const own = { condition: value.condition, branch };
                return everywhere ? each : { ...each, exists: together([own, each.exists]) };
              }),
        )
        .filter((each, index, all) => all.findIndex(({ suffix }) => suffix === each.suffix) === index);
    }
    case 'unresolved':
    case 'absent':
    case 'reference':
    case 'interpolation':
    case 'list':
    case 'object':
      return numbered(1, null, { condition: `${text} > 0`, branch: 0 });
  }
}

function numbered(count: number, at: Origin | null, exists: Existence | null): Instance[] {
  return Array.from({ length: Math.max(0, Math.trunc(count)) }, (_, index): Instance => {
    const env = at === null ? NO_ENV : new Map([['count.index', scalar(index, 'constant', at)]]);
    return { suffix: `[${String(index)}]`, env, exists };
  });
}

/** What a loop over a collection makes; `iterator` is what its items are called. */
export function eachOf(collection: Value, iterator: string, exists: Existence | null): readonly Instance[] {
  switch (collection.kind) {
    case 'object':
    case 'list': {
      const found = pairsOf(collection).slice(0, MOST);
      const open = collection.kind === 'list' ? collection.open : collection.open !== null;
      const instances = found.map(([key, value]): Instance => {
        const written = key.kind === 'scalar' ? JSON.stringify(String(key.value)) : '?';
        return {
          suffix: `[${written}]`,
          env: new Map([
            [`${iterator}.key`, key],
            [`${iterator}.value`, value],
          ]),
          exists,
        };
      });
      const more = open
        ? [unknown('there may be more than is written', null, collection.usedAt, iterator, exists)]
        : [];
      return [...instances, ...more];
    }
    case 'oneOf':
      return collection.branches.flatMap((branch, index) =>
        eachOf(branch, iterator, together([exists, { condition: collection.condition, branch: index }])),
      );
    case 'unresolved':
      return [unknown(collection.why, collection.decidedBy, collection.usedAt, iterator, exists)];
    case 'absent':
      return [];
    case 'scalar':
    case 'reference':
    case 'interpolation':
      return [unknown('known only when it is deployed', null, collection.usedAt, iterator, exists)];
  }
}

/** Stands for all that a collection makes whose items can't be listed. */
function unknown(
  why: string,
  decidedBy: string | null,
  at: Origin,
  iterator: string,
  exists: Existence | null,
): Instance {
  const value = unresolved(why, decidedBy, at);
  return {
    suffix: '[*]',
    env: new Map([
      [`${iterator}.key`, value],
      [`${iterator}.value`, value],
    ]),
    exists,
  };
}

/** Keys and values; a set's items are both. */
export function pairsOf(collection: Extract<Value, { kind: 'object' | 'list' }>): (readonly [Value, Value])[] {
  if (collection.kind === 'list') return collection.items.map((item) => [item, item] as const);
  const values = [...collection.entries.values()].map((entry) => entry.value);
  return keysOf(collection).map((key, index) => [key, values[index] ?? key] as const);
}

/** A loop reads its collection as a whole; what is read of an item is what its uses read. */
export function notReadBy(value: Value, loop: Origin): Value {
  switch (value.kind) {
    case 'scalar':
      return { ...value, readers: value.readers.filter((reader) => !contains(loop, reader.origin)) };
    case 'list':
      return { ...value, items: value.items.map((item) => notReadBy(item, loop)) };
    case 'object': {
      const entries = new Map<string, Entry>();
      for (const [key, entry] of value.entries) entries.set(key, { ...entry, value: notReadBy(entry.value, loop) });
      return { ...value, entries };
    }
    case 'oneOf':
      return { ...value, branches: value.branches.map((branch) => notReadBy(branch, loop)) };
    case 'absent':
    case 'unresolved':
    case 'reference':
    case 'interpolation':
      return value;
  }
}
