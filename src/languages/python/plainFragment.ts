import type { Fragment, LocalScope, NameUses } from './fragment';
import { importedBy } from './importPaths';
import { afterString, DOUBLE_QUOTE, SINGLE_QUOTE } from './lines';

/** What a statement says that says nothing. */
export const NOTHING_SAID: Fragment = { names: new Map(), calls: [], imports: [], branchings: [] };

/**
 * What statements say that every program has and whose form tells it: a text that stands alone, and a plain import of one
 * line. The same as their trees would say; null for all others.
 */
export function plainFragment(statement: string): Fragment | null {
  const first = statement.charCodeAt(0);
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) {
    const { at, open } = afterString(statement, 0, first);
    return at === statement.length && !open && statement.charCodeAt(at - 1) === first ? NOTHING_SAID : null;
  }
  const imported = importedBy(statement);
  if (imported === null) return null;
  const scope = {
    ...{ kind: 'module', name: '', parent: null, parameters: [], returns: [] },
    ...{ bound: new Set(imported.map(({ name }) => name)), handedOn: new Set<string>() },
  } satisfies LocalScope;
  const names = new Map<string, NameUses>();
  for (const { name, start, given } of imported) {
    const end = start + name.length;
    const definition = { start, end, scope, block: null, name, from: statement.length, given };
    const known = names.get(name);
    if (known === undefined) names.set(name, { definitions: [definition], references: [], mutations: [] });
    else known.definitions.push(definition);
  }
  return { names, calls: [], imports: imported.map(({ path }) => path), branchings: [] };
}
