/** A value that is built when it is first asked for, and only once. */
export function lazily<T extends object>(build: () => T): () => T {
  let built: T | undefined;
  return () => (built ??= build());
}

/** An entry that the generated data must have: a gap stops the program, because it would turn into a zero. */
export function entry<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`the catalogue's data has no entry ${index}`);
  return found;
}
