import type { Entry, ObjectValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';

/** One variant of several that a condition decides between: each property is one of several. */
export function mergedVariant(
  branches: readonly (Value | undefined)[],
  { condition, usedAt }: Extract<Value, { kind: 'oneOf' }>,
): Value {
  const objects = branches.filter((branch): branch is ObjectValue => branch?.kind === 'object');
  const [first] = objects;
  if (first === undefined) return ABSENT;
  const entries = new Map<string, Entry>();
  for (const key of new Set(objects.flatMap((object) => [...object.entries.keys()]))) {
    const found = objects.find((object) => object.entries.has(key))?.entries.get(key);
    if (found === undefined) continue;
    const values = branches.map((branch) =>
      branch?.kind === 'object' ? (branch.entries.get(key)?.value ?? ABSENT) : ABSENT,
    );
    entries.set(key, { ...found, value: { kind: 'oneOf', condition, branches: values, usedAt } });
  }
  const open = objects.map((object) => object.open).find((each) => each !== null) ?? null;
  return { ...first, entries, open };
}
