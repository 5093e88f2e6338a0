/** Which units speak of which names (files, other units), to be asked from either side. */
export class Dependencies {
  private readonly named = new Map<string, ReadonlySet<string>>();
  private readonly namers = new Map<string, Set<string>>();

  /** Says what a unit names now, in place of what it named before. */
  set(unit: string, names: ReadonlySet<string>): void {
    for (const name of this.named.get(unit) ?? []) {
      const namers = this.namers.get(name);
      namers?.delete(unit);
      if (namers?.size === 0) this.namers.delete(name);
    }
    if (names.size === 0) this.named.delete(unit);
    else this.named.set(unit, names);
    for (const name of names) {
      const namers = this.namers.get(name);
      if (namers === undefined) this.namers.set(name, new Set([unit]));
      else namers.add(unit);
    }
  }

  /** What a unit names. */
  of(unit: string): ReadonlySet<string> {
    return this.named.get(unit) ?? NOTHING;
  }

  /** All names that units speak of. */
  names(): readonly string[] {
    return [...this.namers.keys()];
  }

  /** The units that name something. */
  on(name: string): ReadonlySet<string> {
    return this.namers.get(name) ?? NOTHING;
  }
}

const NOTHING: ReadonlySet<string> = new Set();
