import { asNumber, asString, isKnown, known, valueAt, type ObjectValue, type Sourced } from './value';

/** What decides which type of several a variant gets: SageMaker takes the first of its pools that has capacity. */
const BY_CAPACITY = 'which of its InstancePools has capacity';

/**
 * The instance type of a variant: its own, else that of its pools. Of several it may get any, also several at a time, so
 * that none of them is taken for granted; the first to be tried stands first.
 */
export function instanceTypeOf(variant: ObjectValue): Sourced<string> {
  const own = valueAt(variant, ['InstanceType']);
  const pools = valueAt(variant, ['InstancePools']);
  if (own.kind !== 'absent' || pools.kind === 'absent') return asString(own);
  if (pools.kind !== 'list' || pools.open)
    return { how: 'unresolved', why: 'its InstancePools are not all known', decidedBy: null, usedAt: pools.usedAt };
  const types = pools.items.map((pool) => ({
    type: asString(valueAt(pool, ['InstanceType'])),
    priority: known(asNumber(valueAt(pool, ['Priority']))) ?? Infinity,
  }));
  const open = types.find(({ type }) => !isKnown(type) && type.how !== 'absent');
  if (open !== undefined) return open.type;
  // The order in which they are written counts where none is said.
  const sorted = types.flatMap(({ type, priority }) => (isKnown(type) ? [{ value: type.value, priority }] : []));
  const values = [...new Set(sorted.sort((a, b) => a.priority - b.priority).map(({ value }) => value))];
  if (values.length > 1) return { how: 'oneOf', values, condition: BY_CAPACITY, usedAt: pools.usedAt };
  return types.find(({ type }) => isKnown(type))?.type ?? { how: 'absent' };
}
