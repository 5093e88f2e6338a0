const KNOWN = Symbol('known');

/** What is known of an object, in the object itself. */
interface Known {
  /** A copy of the object has these properties too, and must not take them for its own. */
  readonly owner: object;
  readonly outcomes: Map<object, unknown>;
}

/**
 * What is known of an object lives in it: in a `WeakMap` the collector of young objects keeps every value alive, and with
 * it the key that the value speaks of, so that each graph of each keystroke would grow old.
 */
function outcomesOf(object: object): Map<object, unknown> {
  const holder = object as { [KNOWN]?: Known };
  const known = holder[KNOWN] ?? ofFrozen.get(object);
  if (known?.owner === object) return known.outcomes;
  const fresh: Known = { owner: object, outcomes: new Map() };
  if (Object.isExtensible(object)) holder[KNOWN] = fresh;
  else ofFrozen.set(object, fresh);
  return fresh.outcomes;
}

const ofFrozen = new WeakMap<object, Known>();

/** Does a piece of work once for each object that it is asked about, and remembers the outcome while the object lives. */
export function oncePer<Key extends object, T>(work: (key: Key) => T): (key: Key) => T {
  return (key) => {
    const outcomes = outcomesOf(key);
    const known = outcomes.get(work) as { readonly outcome: T } | undefined;
    if (known !== undefined) return known.outcome;
    const outcome = work(key);
    outcomes.set(work, { outcome });
    return outcome;
  };
}

/** The same for texts; beyond `most` of them it starts anew. */
export function oncePerText<T>(most: number, work: (key: string) => T): (key: string) => T {
  const known = new Map<string, { readonly outcome: T }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= most) known.clear();
      known.set(key, (found = { outcome: work(key) }));
    }
    return found.outcome;
  };
}

/** Does a piece of work once for each object and text that it is asked about; beyond `most` texts of one object it starts anew. */
export function oncePerIn<T>(most: number): (holder: object, key: string, work: () => T) => T {
  const ofHolder = oncePer((_holder: object) => new Map<string, { readonly outcome: T }>());
  return (holder, key, work) => {
    const known = ofHolder(holder);
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= most) known.clear();
      known.set(key, (found = { outcome: work() }));
    }
    return found.outcome;
  };
}
