import { unresolved } from '../../model/evaluate';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';

/** A value that holds where nothing else decides. */
export function asDefault(value: Value, decidedBy: string, here: Origin): Value {
  switch (value.kind) {
    case 'scalar':
      return {
        ...value,
        how: 'default',
        usedAt: here,
        readers: value.readers.length > 0 ? value.readers : [{ origin: here, role: 'value' }],
        decidedBy,
      };
    case 'oneOf':
      return { ...value, usedAt: here, branches: value.branches.map((branch) => asDefault(branch, decidedBy, here)) };
    case 'absent':
      return unresolved(`${decidedBy} has no default`, decidedBy, here);
    case 'unresolved':
      return { ...value, decidedBy, usedAt: here };
    case 'list':
      return { ...value, open: true, usedAt: here };
    case 'object':
      return { ...value, open: value.open ?? `${decidedBy} may hold further entries`, usedAt: here };
    case 'reference':
    case 'interpolation':
      return { ...value, usedAt: here };
  }
}
