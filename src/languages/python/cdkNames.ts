import type { ObjectValue, Value } from '../../model/value';
import { withPartsChanged } from '../../model/value';

/** Maps whose keys are the user's own. */
const OWN_KEYS: ReadonlySet<string> = new Set(['environment', 'tags']);

/** `initial_instance_count` → `initialInstanceCount`, as TypeScript writes it. */
export function camelName(name: string): string {
  return name.replace(/_$/, '').replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `MemorySizeInMB`, `memorySizeInMb` → `memory_size_in_mb`, as Python writes it. */
export function snakeName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** `InstanceType.C5_D_2_XLARGE` → `InstanceType.C5D_2XLARGE`: in Python a letter behind a digit begins a word. */
export function typeConstantInTypeScript(name: string): string {
  return name.replace(/(InstanceType\.(?:ML_)?)([A-Z0-9_]+)$/, (_, owner: string, constant: string) => {
    const words = constant.split('_');
    const size = words.splice(/^\d+$/.test(words.at(-2) ?? '') ? -2 : -1).join('');
    return `${owner}${words.join('')}_${size}`;
  });
}

/** `InstanceType.C5D_2XLARGE` → `InstanceType.C5_D_2_XLARGE` */
export function typeConstantInPython(text: string): string {
  return text.replace(/[A-Z0-9_]+$/, (constant) => constant.replace(/(\d)([A-Z])/g, '$1_$2'));
}

/** Properties with the names that they have in TypeScript; dictionaries may have them already. */
export function withCamelNames(properties: ObjectValue): ObjectValue {
  const entries = [...properties.entries.values()].map((entry) => {
    const key = /^[a-z]\w*$/.test(entry.key) ? camelName(entry.key) : entry.key;
    return { ...entry, key, value: OWN_KEYS.has(key) ? entry.value : inside(entry.value) };
  });
  return { ...properties, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}

function inside(value: Value): Value {
  if (value.kind !== 'object') return withPartsChanged(value, inside);
  return withCamelNames(value);
}
