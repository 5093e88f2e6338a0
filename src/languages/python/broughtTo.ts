import type { Origin } from '../../model/origin';
import type { How, Value } from '../../model/value';

/** Behind everything that a module says. */
export const MODULE_END = Number.MAX_SAFE_INTEGER;

/** A value that is given elsewhere as it is seen from here: used here, with all that another file writes into it. */
export function broughtTo(value: Value, here: Origin, isBound = false): Value {
  const inner = (part: Value): Value => broughtTo(part, isFrom(part, here) ? usedAtOf(part, here) : here, isBound);
  switch (value.kind) {
    case 'absent':
      return value;
    case 'scalar':
      return { ...value, usedAt: here, how: isBound ? bound(value.how) : value.how };
    case 'unresolved':
    case 'reference':
      return { ...value, usedAt: here };
    case 'oneOf':
      return { ...value, usedAt: here, branches: value.branches.map(inner) };
    case 'interpolation':
      return { ...value, usedAt: here, parts: value.parts.map(inner) };
    case 'list':
      return { ...value, usedAt: here, items: value.items.map(inner) };
    case 'object': {
      const entries = [...value.entries.values()].map((entry) => ({ ...entry, value: inner(entry.value) }));
      return { ...value, usedAt: here, entries: new Map(entries.map((entry) => [entry.key, entry])) };
    }
  }
}

/** What one of several constructions gives is its own. */
function bound(how: How): How {
  return how === 'literal' || how === 'constant' ? 'binding' : how;
}

function isFrom(value: Value, { file }: Origin): boolean {
  return value.kind === 'absent' || value.usedAt.file === file;
}

function usedAtOf(value: Value, here: Origin): Origin {
  return value.kind === 'absent' ? here : value.usedAt;
}
