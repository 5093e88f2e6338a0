import type { Refusal } from '../../model/language';
import type { ScalarValue } from '../../model/value';

/** Why a change can't be written in a program. */

export const UNSEEN: Refusal = { reason: 'unresolved', why: 'what is written there now can not be told from the code' };
export const CONSTRUCT_SAYS_NOT: Refusal = {
  reason: 'notExpressible',
  why: 'the construct has no property that says this',
};
export const NAMELESS: Refusal = {
  reason: 'notExpressible',
  why: 'the code has no name for the resource that the value refers to',
};
export const OTHER_OUTCOME: Refusal = {
  reason: 'notExpressible',
  why: 'what is written there depends on a condition, and the change is for one outcome alone',
};
export const SHARED_VALUE: Refusal = {
  reason: 'sharedValue',
  why: "the value is read by more than this deployment, and can't be changed for it alone",
};

/** A literal in its place would take the choice from who sets it now. */
export function setOutside({ decidedBy, origin }: ScalarValue): Refusal {
  return { reason: 'sharedValue', why: `${decidedBy ?? 'the value'} is set in ${origin.file}, for all who read it` };
}
