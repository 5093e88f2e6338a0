import type { Origin } from './origin';
import type { Entry, ObjectValue, Value } from './value';

/** The place that lies so many characters further on. */
export function movedOrigin(origin: Origin, by: number): Origin {
  return { file: origin.file, cell: origin.cell, start: origin.start + by, end: origin.end + by };
}

/**
 * Properties of a text that stands so many characters further on now; nothing in them may be written outside that text.
 * Only what is asked for is moved: while somebody types, most of what stands below isn't asked for at all.
 */
export function movedObject(value: ObjectValue, by: number): ObjectValue {
  return {
    kind: 'object',
    entries: new MovedEntries(value.entries, by),
    open: value.open,
    origin: movedOrigin(value.origin, by),
    usedAt: movedOrigin(value.usedAt, by),
  };
}

function movedValue(value: Value, by: number): Value {
  switch (value.kind) {
    case 'absent':
      return value;
    case 'object':
      return movedObject(value, by);
    case 'scalar':
      return {
        ...value,
        origin: movedOrigin(value.origin, by),
        usedAt: movedOrigin(value.usedAt, by),
        ...(value.readers.length === 0
          ? {}
          : { readers: value.readers.map((each) => ({ ...each, origin: movedOrigin(each.origin, by) })) }),
        ...(value.allowed === null
          ? {}
          : { allowed: { ...value.allowed, origin: movedOrigin(value.allowed.origin, by) } }),
        ...(value.given === undefined
          ? {}
          : { given: value.given.map((each) => ({ ...each, value: movedValue(each.value, by) })) }),
      };
    case 'list':
      return {
        ...value,
        items: value.items.map((item) => movedValue(item, by)),
        origin: movedOrigin(value.origin, by),
        usedAt: movedOrigin(value.usedAt, by),
      };
    case 'oneOf':
      return {
        ...value,
        branches: value.branches.map((branch) => movedValue(branch, by)),
        usedAt: movedOrigin(value.usedAt, by),
      };
    case 'interpolation':
      return {
        ...value,
        parts: value.parts.map((part) => movedValue(part, by)),
        usedAt: movedOrigin(value.usedAt, by),
      };
    case 'unresolved':
    case 'reference':
      return { ...value, usedAt: movedOrigin(value.usedAt, by) };
  }
}

/** Entries that are moved when they are asked for, each once. */
class MovedEntries implements ReadonlyMap<string, Entry> {
  private moved: Map<string, Entry> | null = null;

  constructor(
    private readonly before: ReadonlyMap<string, Entry>,
    private readonly by: number,
  ) {}

  get size(): number {
    return this.before.size;
  }

  get(key: string): Entry | undefined {
    const known = this.moved?.get(key);
    if (known !== undefined) return known;
    const entry = this.before.get(key);
    if (entry === undefined) return undefined;
    const moved: Entry = {
      key: entry.key,
      keyOrigin: movedOrigin(entry.keyOrigin, this.by),
      origin: movedOrigin(entry.origin, this.by),
      value: movedValue(entry.value, this.by),
    };
    (this.moved ??= new Map()).set(key, moved);
    return moved;
  }

  has(key: string): boolean {
    return this.before.has(key);
  }

  keys(): MapIterator<string> {
    return this.before.keys();
  }

  values(): MapIterator<Entry> {
    return this.all().values();
  }

  entries(): MapIterator<[string, Entry]> {
    return this.all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, Entry]> {
    return this.entries();
  }

  forEach(each: (entry: Entry, key: string, map: ReadonlyMap<string, Entry>) => void): void {
    for (const [key, entry] of this) each(entry, key, this);
  }

  /** Everything, in its own order. */
  private all(): Map<string, Entry> {
    const all = new Map<string, Entry>();
    for (const key of this.before.keys()) {
      const entry = this.get(key);
      if (entry !== undefined) all.set(key, entry);
    }
    return all;
  }
}
