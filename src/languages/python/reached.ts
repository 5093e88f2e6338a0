import type { LocalScope } from './fragment';
import type { Names } from './names';
import type { PlacedStatement } from './reading';

const DEEPEST = 8;

/**
 * Why code may be run by somebody else, after the unit is through: it stands in a class, or in a function that isn't only
 * called, directly or through other functions, from the level of the module. Null where the unit itself runs it.
 */
export function notReached(names: Names, statement: PlacedStatement, scope: LocalScope, depth = 0): string | null {
  let at = scope;
  while (at.kind === 'comprehension' && at.parent !== null) at = at.parent;
  if (at.kind === 'class' || statement.memberOf !== null) return 'a class uses it';
  if (at.kind !== 'function') return null;
  if (at.name === 'lambda' || depth >= DEEPEST) return 'a function that is not followed uses it';
  const uses = names.callsOf(at, statement).filter((each) => each.written.scope !== at);
  if (uses.length === 0) return `${at.name} uses it and is not called here`;
  if (uses.some((each) => each.written.called === null)) return `${at.name} uses it and is handed on`;
  const isRun = uses.some((each) => notReached(names, each.statement, each.written.scope, depth + 1) === null);
  return isRun ? null : `${at.name} uses it and is not called when this is run`;
}
