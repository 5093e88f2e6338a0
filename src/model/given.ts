import type { Entry, GivenValue, Value } from './value';
import { valueAt } from './value';

/** A value that is one of several, in all of its parts, with what each part is instead where a condition has an outcome. */
export function withOutcomes(value: Value, outcomes: readonly GivenValue[]): Value {
  if (value.kind === 'scalar')
    return { ...value, isPicked: true, ...(outcomes.length === 0 ? {} : { given: outcomes }) };
  if (value.kind !== 'object') return value;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of value.entries) {
    const inside = outcomes.map((each) => ({ ...each, value: valueAt(each.value, [key]) }));
    entries.set(key, { ...entry, value: withOutcomes(entry.value, inside) });
  }
  return { ...value, entries };
}
