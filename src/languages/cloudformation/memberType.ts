import type { ResourceType } from '../../model/resource';
import type { PlacedMember } from './reading';
import { typeOf } from './vocabulary';

/** The type that stands in a resource's own block, or null where it is none of ours. */
export function typeOfMember({ member: { expr } }: PlacedMember): ResourceType | null {
  if (expr?.kind !== 'object') return null;
  for (const each of expr.members)
    if (each.kind === 'entry' && each.key === 'Type' && each.value.kind === 'literal')
      return typeOf(String(each.value.value));
  return null;
}
