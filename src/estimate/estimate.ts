import type { Catalogue, InstanceType } from '../catalogue';
import type { Assumptions, Capacity } from './capacity';
import {
  instanceFootprint,
  multiple,
  serverlessFootprint,
  supplyOf,
  together,
  type Footprint,
  type Supply,
} from './footprint';
import { exact, known, times, unknown, whenKnown, type Estimated } from './quantity';
import { demandOf, loadOf, type Load, type Reference } from './traffic';
import { oncePer } from '../model/once';

/** A footprint, or a sentence that says what is missing. */
export type EstimatedFootprint =
  { readonly known: true; readonly footprint: Footprint } | { readonly known: false; readonly why: string };

/** What a capacity costs and emits. */
export interface CapacityEstimate {
  /** Hours a month that the figures of a month rest on; null where seconds of inference decide. */
  readonly hours: number | null;
  /** While it is up, all instances together. */
  readonly usdPerHour: Estimated;
  /** Of a job: if it ran all month. */
  readonly usdPerMonth: Estimated;
  /** Null: not a job. */
  readonly usdPerRun: Estimated | null;
  readonly kgCo2ePerRun: Estimated | null;
  readonly footprintPerMonth: EstimatedFootprint;
  /** gCO2e per 1,000 requests, location-based (SCI); null where no traffic is stated. */
  readonly sci: Estimated | null;
  /** 0 to 1 in the hours with traffic; null for serverless. */
  readonly utilisation: number | null;
  readonly utilisationHow: Assumptions['utilisationHow'];
  /** Whether the traffic is more than the capacity can serve. */
  readonly overloaded: boolean;
  /** Null: serverless, or a type that isn't known. */
  readonly type: InstanceType | null;
}

/**
 * What a capacity costs and emits under some assumptions. `reference` says what the traffic was stated or measured for,
 * where that isn't this capacity.
 */
export function estimate(
  capacity: Capacity,
  assumptions: Assumptions,
  catalogue: Catalogue,
  region: string = assumptions.region,
  reference?: Reference,
): CapacityEstimate {
  return capacity.mode === 'serverless'
    ? serverlessEstimate(capacity, assumptions, catalogue, region)
    : instancesEstimate(capacity, assumptions, catalogue, region, reference);
}

/** The same for a capacity as it is today: everything that is proposed for it is compared with one estimate. */
export function estimateToday(capacity: Capacity, assumptions: Assumptions, catalogue: Catalogue): CapacityEstimate {
  return remembered(catalogue)(assumptions)(capacity);
}

const remembered = oncePer((catalogue: Catalogue) =>
  oncePer((assumptions: Assumptions) => oncePer((capacity: Capacity) => estimate(capacity, assumptions, catalogue))),
);

function instancesEstimate(
  capacity: Exclude<Capacity, { mode: 'serverless' }>,
  assumptions: Assumptions,
  catalogue: Catalogue,
  region: string,
  reference: Reference = { instanceCount: capacity.instanceCount, ratio: 1 },
): CapacityEstimate {
  const { instanceType: name, instanceCount } = capacity;
  const type = catalogue.instanceType(name);
  const price = hourlyPrice(capacity, catalogue, region);
  const load = loadOf(capacity, assumptions, reference);
  const supply = supplyOf(region, assumptions, catalogue);
  const footprintPerMonth = monthlyFootprint(capacity, type, load, supply, region);
  const hoursPerRun = capacity.mode === 'batch' ? capacity.hoursPerRun : undefined;
  return {
    hours: assumptions.hoursPerMonth,
    usdPerHour: whenKnown(price, (usd) => times(usd, instanceCount)),
    usdPerMonth: 'why' in load ? unknown(load.why) : whenKnown(price, (usd) => times(instanceHours(load), usd.value)),
    usdPerRun:
      hoursPerRun === undefined
        ? null
        : perRun(
            whenKnown(price, (usd) => times(usd, instanceCount)),
            hoursPerRun,
          ),
    kgCo2ePerRun:
      hoursPerRun === undefined
        ? null
        : perRun(carbonPerHour(footprintPerMonth, assumptions.hoursPerMonth), hoursPerRun),
    footprintPerMonth,
    sci: sciOf(footprintPerMonth, assumptions),
    utilisation: 'why' in load ? null : load.utilisation,
    utilisationHow: 'why' in load ? assumptions.utilisationHow : load.how,
    overloaded: 'why' in load ? false : load.overloaded,
    type: type ?? null,
  };
}

/** USD of one instance-hour. Batch Transform costs what hosting costs, wherever both prices were observed. */
function hourlyPrice(
  capacity: Exclude<Capacity, { mode: 'serverless' }>,
  catalogue: Catalogue,
  region: string,
): Estimated {
  const { instanceType: name } = capacity;
  if (
    capacity.mode === 'batch' &&
    catalogue.instanceType(name) !== undefined &&
    !catalogue.accepts(name, 'transform')
  ) {
    return unknown(`Batch Transform does not take ${name}`);
  }
  const usd = catalogue.usdPerHour(name, region);
  return usd === undefined ? unknown(`no price is known for ${name} in ${region}`) : known(exact(usd));
}

function instanceHours(load: Load) {
  let value = 0;
  let low = 0;
  let high = 0;
  for (const { instanceHours: hours } of load.phases) {
    value += hours.value;
    low += hours.low;
    high += hours.high;
  }
  return { value, low, high };
}

function monthlyFootprint(
  { instanceType: name, acceleratorsInUse }: Exclude<Capacity, { mode: 'serverless' }>,
  type: InstanceType | undefined,
  load: Load | { readonly why: string },
  supply: Supply | undefined,
  region: string,
): EstimatedFootprint {
  if (type === undefined) return { known: false, why: `the power of ${name} is not known` };
  if (supply === undefined) return { known: false, why: `no grid figure is known for ${region}` };
  if ('why' in load) return { known: false, why: load.why };
  let sum: Footprint | undefined;
  for (const { instanceHours: hours, utilisation, acceleratorUtilisation } of load.phases) {
    const one = instanceFootprint(type, supply, 1, utilisation, acceleratorUtilisation, acceleratorsInUse);
    const part = multiple(one, hours);
    sum = sum === undefined ? part : together(sum, part);
  }
  return sum === undefined ? { known: false, why: 'it is never up' } : { known: true, footprint: sum };
}

function perRun(perHour: Estimated, hoursPerRun: number | null): Estimated {
  return hoursPerRun === null
    ? unknown('how long a run takes is not known')
    : whenKnown(perHour, (quantity) => times(quantity, hoursPerRun));
}

function carbonPerHour(footprint: EstimatedFootprint, hours: number): Estimated {
  return footprint.known ? known(times(footprint.footprint.kgCo2e, 1 / hours)) : unknown(footprint.why);
}

function sciOf(footprint: EstimatedFootprint, assumptions: Assumptions): Estimated | null {
  const demand = demandOf(assumptions);
  if (demand === null || demand.requestsPerMonth <= 0) return null;
  if (!footprint.known) return unknown(footprint.why);
  // kg per request is g per 1,000 requests, a million times over.
  return known(times(footprint.footprint.kgCo2e, 1_000_000 / demand.requestsPerMonth));
}

function serverlessEstimate(
  capacity: Extract<Capacity, { mode: 'serverless' }>,
  assumptions: Assumptions,
  catalogue: Catalogue,
  region: string,
): CapacityEstimate {
  const footprintPerMonth = serverlessCarbon(capacity, assumptions, catalogue, region);
  return {
    hours: null,
    usdPerHour: unknown('serverless inference is billed by the second of inference'),
    usdPerMonth: serverlessCost(capacity, assumptions, catalogue, region),
    usdPerRun: null,
    kgCo2ePerRun: null,
    footprintPerMonth,
    sci: sciOf(footprintPerMonth, assumptions),
    utilisation: null,
    utilisationHow: assumptions.utilisationHow,
    overloaded: false,
    type: null,
  };
}

const NO_TRAFFIC = 'what serverless inference uses depends on requests per day and seconds per request';

function serverlessCost(
  capacity: Extract<Capacity, { mode: 'serverless' }>,
  assumptions: Assumptions,
  catalogue: Catalogue,
  region: string,
): Estimated {
  const rate = serverlessRate(capacity, assumptions.hoursPerMonth, catalogue, region);
  if ('why' in rate) return unknown(rate.why);
  const demand = demandOf(assumptions);
  if (demand === null) return unknown(NO_TRAFFIC);
  return known(exact(rate.standbyUsdPerMonth + rate.usdPerSecond * demand.requestsPerMonth * demand.secondsPerRequest));
}

/** What a second of inference costs, and what stands by all month, or why that isn't known. */
export function serverlessRate(
  capacity: Extract<Capacity, { mode: 'serverless' }>,
  hoursPerMonth: number,
  catalogue: Catalogue,
  region: string,
): { readonly usdPerSecond: number; readonly standbyUsdPerMonth: number } | { readonly why: string } {
  const { memoryMb, provisionedConcurrency } = capacity;
  const usdPerSecond = catalogue.serverlessUsdPerSecond(memoryMb, region);
  if (usdPerSecond === undefined) return { why: `no serverless price is known for ${memoryMb} MB in ${region}` };
  if (provisionedConcurrency === null || provisionedConcurrency === 0) return { usdPerSecond, standbyUsdPerMonth: 0 };
  const provisioned = catalogue.provisionedConcurrencyUsdPerSecond(memoryMb, region);
  if (provisioned === undefined) return { why: `no price of provisioned concurrency is known in ${region}` };
  return {
    usdPerSecond: provisioned.inference,
    standbyUsdPerMonth: provisioned.standby * provisionedConcurrency * hoursPerMonth * 3600,
  };
}

function serverlessCarbon(
  capacity: Extract<Capacity, { mode: 'serverless' }>,
  assumptions: Assumptions,
  catalogue: Catalogue,
  region: string,
): EstimatedFootprint {
  if (capacity.provisionedConcurrency !== null && capacity.provisionedConcurrency > 0) {
    return { known: false, why: 'nothing is published about the power of provisioned concurrency' };
  }
  const supply = supplyOf(region, assumptions, catalogue);
  if (supply === undefined) return { known: false, why: `no grid figure is known for ${region}` };
  const demand = demandOf(assumptions);
  if (demand === null) return { known: false, why: NO_TRAFFIC };
  const gbSeconds = (capacity.memoryMb / 1024) * demand.requestsPerMonth * demand.secondsPerRequest;
  return { known: true, footprint: serverlessFootprint(gbSeconds, supply, catalogue) };
}
