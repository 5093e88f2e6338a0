/** A value as plain lists and objects: a map, of whatever kind, is the list of its entries. */
export function plainly(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isMap(value)) return [...value].map(plainly);
  if (Array.isArray(value)) return value.map(plainly);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainly(each)]));
}

/** Maps of the model needn't be JavaScript's own. */
export function isMap(value: object): value is ReadonlyMap<unknown, unknown> {
  return !Array.isArray(value) && Symbol.iterator in value && 'get' in value;
}
