import { pick, unresolved } from '../../model/evaluate';
import { withOutcomes } from '../../model/given';
import type { Origin } from '../../model/origin';
import type { GivenValue, ObjectValue, ScalarValue, Value } from '../../model/value';

/**
 * An entry of a map by the key that a variable gives, and what it is where a condition on that variable has an outcome: where
 * `var.stage == "prod"` holds, the entry of `prod` is meant, whatever the default is.
 */
export function pickedBy(base: Value, key: Value, here: Origin): Value {
  const found = pick(base, key, here);
  if (base.kind !== 'object' || base.open !== null || key.kind !== 'scalar' || key.decidedBy === null) return found;
  if (key.how === 'binding') return withOutcomes(found, []);
  return key.how === 'default' ? withOutcomes(found, outcomesOf(base, key, key.decidedBy, here)) : found;
}

function outcomesOf(base: ObjectValue, key: ScalarValue, variable: string, here: Origin): GivenValue[] {
  const picked = (name: string): Value => pick(base, { ...key, how: 'constant', decidedBy: null, value: name }, here);
  const condition = (name: string): string => `${variable} == ${JSON.stringify(name)}`;
  const present = String(key.value);
  const others = [...base.entries.keys()].filter((name) => name !== present);
  const allowed = key.allowed?.values.map(String).filter((name) => name !== present) ?? others;
  const [other, ...more] = allowed;
  const unknown = unresolved('the variable has another value than its default', variable, here);
  return [
    ...others.map((name) => ({ condition: condition(name), branch: 0, value: picked(name) })),
    // Not the default: the only other value that there is, or nobody knows which.
    {
      condition: condition(present),
      branch: 1,
      value: other === undefined || more.length > 0 ? unknown : picked(other),
    },
  ];
}
