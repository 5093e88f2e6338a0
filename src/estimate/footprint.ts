import type { Catalogue, InstanceType } from '../catalogue';
import type { Assumptions } from './capacity';
import { watts } from './power';
import { exact, plus, product, times, type Quantity } from './quantity';

/** Energy and carbon of some hours of work. */
export interface Footprint {
  /** At the meter of the data centre, PUE included. */
  readonly kwh: Quantity;
  /** Location-based: energy times the grid's average. */
  readonly operationalKgCo2e: Quantity;
  /** Of making the hardware, by the hour of its life. */
  readonly embodiedKgCo2e: Quantity;
  readonly kgCo2e: Quantity;
}

/** The electricity of a Region. */
export interface Supply {
  readonly pue: number;
  /** gCO2e per kWh. */
  readonly grid: Quantity;
  readonly gridSource: 'catalogue' | 'override';
}

/** Undefined: no grid figure for the Region. */
export function supplyOf(region: string, assumptions: Assumptions, catalogue: Catalogue): Supply | undefined {
  const found = catalogue.region(region);
  if (found === undefined) return undefined;
  const override = Object.hasOwn(assumptions.gridOverrides, region) ? assumptions.gridOverrides[region] : undefined;
  return override === undefined
    ? { pue: found.pue, grid: found.grid, gridSource: 'catalogue' }
    : { pue: found.pue, grid: exact(override), gridSource: 'override' };
}

/** One instance for some hours at one utilisation. */
export function instanceFootprint(
  type: InstanceType,
  supply: Supply,
  hours: number,
  utilisation: number,
  acceleratorUtilisation: number,
  acceleratorsInUse?: number,
): Footprint {
  const power = watts(type, utilisation, acceleratorUtilisation, acceleratorsInUse);
  const kwh = times(power, (hours / 1000) * supply.pue);
  const embodied: Quantity = {
    value: (type.embodiedGramsPerHour * hours) / 1000,
    low: (type.embodiedGramsPerHourLow * hours) / 1000,
    high: (type.embodiedGramsPerHourHigh * hours) / 1000,
  };
  return footprint(kwh, supply, embodied);
}

/** Serverless inference of some GB-seconds: memory in GB times seconds of inference. */
export function serverlessFootprint(gbSeconds: number, supply: Supply, catalogue: Catalogue): Footprint {
  const { kwhPerGbSecond, embodiedGramsPerGbSecond } = catalogue.serverless;
  return footprint(
    times(kwhPerGbSecond, gbSeconds * supply.pue),
    supply,
    times(embodiedGramsPerGbSecond, gbSeconds / 1000),
  );
}

function footprint(kwh: Quantity, supply: Supply, embodiedKgCo2e: Quantity): Footprint {
  const operationalKgCo2e = times(product(kwh, supply.grid), 1 / 1000);
  return { kwh, operationalKgCo2e, embodiedKgCo2e, kgCo2e: plus(operationalKgCo2e, embodiedKgCo2e) };
}

/** Sum of two, part by part. */
export function together(a: Footprint, b: Footprint): Footprint {
  return {
    kwh: plus(a.kwh, b.kwh),
    operationalKgCo2e: plus(a.operationalKgCo2e, b.operationalKgCo2e),
    embodiedKgCo2e: plus(a.embodiedKgCo2e, b.embodiedKgCo2e),
    kgCo2e: plus(a.kgCo2e, b.kgCo2e),
  };
}

/** As many times the same as the quantity says, bound by bound. */
export function multiple(a: Footprint, times: Quantity): Footprint {
  return {
    kwh: product(a.kwh, times),
    operationalKgCo2e: product(a.operationalKgCo2e, times),
    embodiedKgCo2e: product(a.embodiedKgCo2e, times),
    kgCo2e: product(a.kgCo2e, times),
  };
}
