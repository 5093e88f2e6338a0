import type { Refusal } from '../../model/language';

export { CONSTRUCT_SAYS_NOT, NAMELESS, OTHER_OUTCOME, setOutside, SHARED_VALUE, UNSEEN } from '../program/writeRefusal';

/** Why a change can't be written in Python. */

export const NOT_A_LIST: Refusal = {
  reason: 'notExpressible',
  why: 'the place to change is not a list of arguments or entries',
};
export const SDK_SAYS_NOT: Refusal = { reason: 'notExpressible', why: 'the call has no argument that says this' };
export const SHARED_ENTRY: Refusal = {
  reason: 'sharedValue',
  why: 'the dictionary or object that would change is read by more than this deployment',
};
