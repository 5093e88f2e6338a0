import type { Block, Branching } from './fragment';

/** The outermost block around a definition that a place is not in; null where the definition is on the place's way. */
export function outermostForeign(block: Block | null, place: Block | null): Block | null {
  let foreign: Block | null = null;
  for (let each = block; each !== null; each = each.branching.block) if (!isWithin(place, each)) foreign = each;
  return foreign;
}

export function isWithin(block: Block | null, outer: Block): boolean {
  for (let each = block; each !== null; each = each.branching.block) if (each === outer) return true;
  return false;
}

export function isInside(block: Block | null, branching: Branching): boolean {
  for (let each = block; each !== null; each = each.branching.block) if (each.branching === branching) return true;
  return false;
}

/** Whether two places lie on different ways of the same statement. */
export function isApart(a: Block | null, b: Block | null): boolean {
  const foreign = outermostForeign(a, b);
  return foreign !== null && isInside(b, foreign.branching);
}
