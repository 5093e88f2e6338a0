import type { Refusal } from '../../model/language';

export { CONSTRUCT_SAYS_NOT, NAMELESS, OTHER_OUTCOME, setOutside, SHARED_VALUE, UNSEEN } from '../program/writeRefusal';

/** Why a change can't be written in TypeScript or JavaScript. */

export const NO_PLACE: Refusal = {
  reason: 'notExpressible',
  why: 'there is no object here in which this could be written',
};
export const SHARED_OBJECT: Refusal = {
  reason: 'sharedValue',
  why: 'the object that would change is read by more than this deployment',
};
export const USED: Refusal = {
  reason: 'notExpressible',
  why: 'the call is part of a larger statement, or its result is used',
};
export const NO_STATEMENT: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the call where new code could stand',
};
