import type { Entry, ObjectValue, OneOfValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import type { Conditions } from './conditions';

/**
 * The value with conditions that decide the same under one name, so that no outcome is looked at in which `IsProd` and
 * `IsNotProd` both hold.
 */
export function withCanonicalConditions<T extends Value>(value: T, conditions: Conditions): T;
export function withCanonicalConditions(value: Value, conditions: Conditions): Value {
  switch (value.kind) {
    case 'oneOf': {
      const branches = value.branches.map((branch) => withCanonicalConditions(branch, conditions));
      const { name, negated } = conditions.canonical(value.condition);
      return { ...value, condition: name, branches: negated ? branches.reverse() : branches };
    }
    case 'list':
      return holdsChoice(value)
        ? { ...value, items: value.items.map((item) => withCanonicalConditions(item, conditions)) }
        : value;
    case 'object': {
      if (!holdsChoice(value)) return value;
      const entries = new Map<string, Entry>();
      for (const [key, entry] of value.entries)
        entries.set(key, { ...entry, value: withCanonicalConditions(entry.value, conditions) });
      return { ...value, entries };
    }
    case 'interpolation':
    case 'scalar':
    case 'absent':
    case 'unresolved':
    case 'reference':
      return value;
  }
}

function holdsChoice(value: Value): boolean {
  if (value.kind === 'oneOf') return true;
  if (value.kind === 'list') return value.items.some(holdsChoice);
  if (value.kind !== 'object') return false;
  for (const entry of value.entries.values()) if (holdsChoice(entry.value)) return true;
  return false;
}

/** The properties of both outcomes, name by name: a name that only one outcome has may be absent. */
export function merged(choice: OneOfValue): ObjectValue {
  const branches = choice.branches.map((branch) => (branch.kind === 'oneOf' ? merged(branch) : branch));
  const entries = new Map<string, Entry>();
  let open: string | null = null;
  for (const branch of branches) {
    if (branch.kind === 'object') open ??= branch.open;
    else if (branch.kind !== 'absent') open ??= branch.kind === 'unresolved' ? branch.why : 'not properties';
    if (branch.kind !== 'object') continue;
    for (const [key, entry] of branch.entries) {
      if (entries.has(key)) continue;
      const values = branches.map((each) =>
        each.kind === 'object' ? (each.entries.get(key)?.value ?? ABSENT) : ABSENT,
      );
      const value: Value = { kind: 'oneOf', condition: choice.condition, branches: values, usedAt: choice.usedAt };
      entries.set(key, { ...entry, value });
    }
  }
  return { kind: 'object', entries, open, origin: choice.usedAt, usedAt: choice.usedAt };
}
