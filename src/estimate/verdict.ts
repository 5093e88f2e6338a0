import type { InstanceType } from '../catalogue';
import type { Verdict } from '../model/delta';
import { span, type Quantity } from './quantity';

export type { Verdict };

/** Below this share of the larger figure, two different processors are called a tie. */
export const TIE_SHARE = 0.3;

/** One side of a comparison of carbon. `type` is null for serverless, whose processor isn't published. */
export interface Side {
  readonly kgCo2e: Quantity;
  readonly type: InstanceType | null;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** What the verdict rests on, in a sentence. */
  readonly why: string;
}

const LESS: Judgement = { verdict: 'less', why: 'the difference is larger than the error of the model' };
const MORE: Judgement = { verdict: 'more', why: LESS.why };
const LESS_SAME: Judgement = { verdict: 'less', why: 'both sides are the same processor, so their error cancels' };
const MORE_SAME: Judgement = { verdict: 'more', why: LESS_SAME.why };
const EQUAL: Judgement = { verdict: 'tie', why: 'both sides emit the same' };
const TIE: Judgement = {
  verdict: 'tie',
  why: 'between different processors less than 30 % is within the error of the model',
};
const NO_CHIP_POWER: Judgement = {
  verdict: 'unranked',
  why: 'the power of the accelerator is not published or not confirmed',
};
const OVERLAP: Judgement = { verdict: 'unranked', why: 'the ranges of the two accelerators overlap' };

/** Whether `after` emits less than `before`, as far as that can honestly be said. */
export function judge(before: Side, after: Side): Judgement {
  if (before.type?.confidence === 'D' || after.type?.confidence === 'D') return NO_CHIP_POWER;
  const difference = after.kgCo2e.value - before.kgCo2e.value;
  const larger = Math.max(Math.abs(before.kgCo2e.value), Math.abs(after.kgCo2e.value));
  // Sums in another order differ in the last digits.
  if (Math.abs(difference) <= larger * 1e-9) return EQUAL;
  if (sameModel(before.type, after.type)) return difference < 0 ? LESS_SAME : MORE_SAME;
  if (differentAccelerators(before.type, after.type) && !disjoint(before.kgCo2e, after.kgCo2e)) return OVERLAP;
  if (Math.abs(difference) < larger * TIE_SHARE) return TIE;
  return difference < 0 ? LESS : MORE;
}

/** Equal processor and accelerator: the model errs the same way on both sides. */
function sameModel(a: InstanceType | null, b: InstanceType | null): boolean {
  // Two serverless capacities are one model too, whatever it is.
  if (a === null || b === null) return a === b;
  return a.processor === b.processor && a.accelerator?.name === b.accelerator?.name;
}

function differentAccelerators(a: InstanceType | null, b: InstanceType | null): boolean {
  if (a === null || b === null || a.accelerator === null || b.accelerator === null) return false;
  return a.accelerator.name !== b.accelerator.name;
}

function disjoint(a: Quantity, b: Quantity): boolean {
  const [leastA, mostA] = span(a);
  const [leastB, mostB] = span(b);
  return mostA < leastB || mostB < leastA;
}
