import type { Catalogue } from '../catalogue';
import type { Delta } from '../model/delta';
import type { Assumptions, Capacity } from './capacity';
import { compare } from './compare';
import type { Quantity } from './quantity';

/** What is no longer spent once a capacity is gone: all that it costs for as long as it would stay up. */
export function upkeepDelta(capacity: Capacity, assumptions: Assumptions, catalogue: Catalogue): Delta {
  const { before, inputs } = compare(capacity, capacity, assumptions, catalogue);
  const { usdPerHour, usdPerMonth, footprintPerMonth } = before;
  const carbon = footprintPerMonth.known ? footprintPerMonth.footprint.kgCo2e : null;
  const unknown = [
    ...(usdPerHour.known ? [] : [usdPerHour.why]),
    ...(footprintPerMonth.known ? [] : [footprintPerMonth.why]),
  ];
  return {
    usdPerHour: usdPerHour.known ? -usdPerHour.quantity.value : null,
    usdPerMonth: usdPerMonth.known ? gone(usdPerMonth.quantity) : null,
    usdPerRun: null,
    kgCo2ePerMonth: carbon === null ? null : gone(carbon),
    verdict: carbon === null ? 'unknown' : 'less',
    usdShare: usdPerHour.known ? -1 : null,
    kgCo2eShare: carbon === null ? null : -1,
    breakEvenThroughput: null,
    breakEvenRequestsPerDay: null,
    inputs,
    unknown,
  };
}

/** Low and high stay bounds of the same side, as in every difference. */
function gone({ value, low, high }: Quantity): Quantity {
  return { value: -value, low: -low, high: -high };
}
