import type { Refusal } from '../../model/language';

/** Why a change can't be written in Python. */

export const UNSEEN: Refusal = { reason: 'unresolved', why: 'what is written there now can not be told from the code' };
export const NOT_A_LIST: Refusal = {
  reason: 'notExpressible',
  why: 'the place to change is not a list of arguments or entries',
};
export const SDK_SAYS_NOT: Refusal = { reason: 'notExpressible', why: 'the call has no argument that says this' };
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
export const SHARED_ENTRY: Refusal = {
  reason: 'sharedValue',
  why: 'the dictionary or object that would change is read by more than this deployment',
};
export const SHARED_VALUE: Refusal = {
  reason: 'sharedValue',
  why: "the value is read by more than this deployment, and can't be changed for it alone",
};
