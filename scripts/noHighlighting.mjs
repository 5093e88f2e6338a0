/**
 * In place of `@lezer/highlight`, which the parsers name to colour code: nothing here does, so nothing is attached to
 * their trees.
 */
export const styleTags = () => () => undefined;

/** Any tag, alone or as a function of another. */
export const tags = new Proxy(() => tags, { get: () => tags });
