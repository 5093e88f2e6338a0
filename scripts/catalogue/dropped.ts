/** What a build leaves out, and why: printed, so that nothing disappears in silence. */
export class Dropped {
  readonly #lists: { readonly why: string; readonly names: readonly string[] }[] = [];

  add(why: string, names: readonly string[]): void {
    this.#lists.push({ why, names: [...names].sort() });
  }

  /** One line per reason, with the count and the names. */
  toString(): string {
    return this.#lists
      .map(({ why, names }) => `${why}: ${names.length}${names.length > 0 ? '\n  ' : ''}${names.join(' ')}`)
      .join('\n');
  }
}
