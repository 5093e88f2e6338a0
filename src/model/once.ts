/** Does a piece of work once for each object that it is asked about, and remembers the outcome while the object lives. */
export function oncePer<Key extends object, T>(work: (key: Key) => T): (key: Key) => T {
  const known = new WeakMap<Key, { readonly outcome: T }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { outcome: work(key) }));
    return found.outcome;
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
