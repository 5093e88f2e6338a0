import type { Refusal } from '../../model/language';
import type { ScalarValue } from '../../model/value';

/** Why a change can't be written in TypeScript or JavaScript. */

export const UNSEEN: Refusal = { reason: 'unresolved', why: 'what is written there now can not be told from the code' };
export const NO_PLACE: Refusal = {
  reason: 'notExpressible',
  why: 'there is no object here in which this could be written',
};
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
export const SHARED_OBJECT: Refusal = {
  reason: 'sharedValue',
  why: 'the object that would change is read by more than this deployment',
};
export const SHARED_VALUE: Refusal = {
  reason: 'sharedValue',
  why: "the value is read by more than this deployment, and can't be changed for it alone",
};
export const USED: Refusal = {
  reason: 'notExpressible',
  why: 'the call is part of a larger statement, or its result is used',
};
export const NO_STATEMENT: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the call where new code could stand',
};

/** A literal in its place would take the choice from who sets it now. */
export function setOutside({ decidedBy, origin }: ScalarValue): Refusal {
  return { reason: 'sharedValue', why: `${decidedBy ?? 'the value'} is set in ${origin.file}, for all who read it` };
}
