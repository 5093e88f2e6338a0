import type { Value } from '../../model/value';

/** A value of which all is known, as JSON has it; else undefined. */
export function plainJson(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.how === 'default' ? undefined : value.value;
    case 'list': {
      const items = value.items.map(plainJson);
      return value.open || items.includes(undefined) ? undefined : items;
    }
    case 'object': {
      const entries = [...value.entries.values()].map((entry) => [entry.key, plainJson(entry.value)] as const);
      const isKnown = value.open === null && entries.every(([, each]) => each !== undefined);
      return isKnown ? Object.fromEntries(entries) : undefined;
    }
    case 'absent':
    case 'unresolved':
    case 'reference':
    case 'interpolation':
    case 'oneOf':
      return undefined;
  }
}
