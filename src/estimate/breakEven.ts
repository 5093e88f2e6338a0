import type { Catalogue } from '../catalogue';
import type { Assumptions, Capacity } from './capacity';
import { serverlessRate, type CapacityEstimate } from './estimate';
import { serverlessFootprint, supplyOf } from './footprint';

/** Where two ways of paying cost the same. */
export type Crossing =
  | {
      readonly kind: 'crossing';
      /** Seconds of inference a day, all requests together. */
      readonly busySecondsPerDay: number;
      /** Null where no duration of a request is stated. */
      readonly requestsPerDay: number | null;
      /** The side that is less with less traffic than this; with more it is the other. */
      readonly below: 'before' | 'after';
      /** USD of an hour without requests, where the instances stay the same and only stop standing there. */
      readonly idleUsdPerHour?: number;
    }
  /** `atATime`: as long as no more requests are served at a time, which is all that one side takes. */
  | { readonly kind: 'always'; readonly less: 'before' | 'after'; readonly atATime?: number };

/** The traffic that decides between two modes. Null where a side can't be priced, or where traffic decides nothing. */
export interface BreakEven {
  readonly usd: Crossing | null;
  readonly kgCo2e: Crossing | null;
}

/** What a day costs: so much standing still, and so much more for a second of inference. */
interface Line {
  readonly fixed: number;
  readonly perSecond: number;
}

interface Lines {
  readonly usd: Line | null;
  readonly kgCo2e: Line | null;
}

/** One side, and what it costs. */
export interface Priced {
  readonly capacity: Capacity;
  readonly estimated: CapacityEstimate;
}

/** Of two capacities of which at least one is billed by use. */
export function breakEven(
  before: Priced,
  after: Priced,
  assumptions: Assumptions,
  catalogue: Catalogue,
): BreakEven | null {
  if (!billedByUse(before.capacity) && !billedByUse(after.capacity)) return null;
  // Two jobs differ by the hour alone.
  if (before.capacity.mode === 'batch' && after.capacity.mode === 'batch') return null;
  const a = linesOf(before, assumptions, catalogue, assumptions.region);
  const b = linesOf(after, assumptions, catalogue, assumptions.regionAfter ?? assumptions.region);
  const seconds = assumptions.traffic?.secondsPerRequest;
  const usd = withinConcurrency(crossing(a.usd, b.usd, seconds), before.capacity, after.capacity);
  const idle = idleUsdPerHour(before, after);
  return {
    usd: usd?.kind === 'crossing' && idle !== null ? { ...usd, idleUsdPerHour: idle } : usd,
    kgCo2e: crossing(a.kgCo2e, b.kgCo2e, seconds),
  };
}

/** A break-even that lies beyond what a serverless side takes is none: what is cheaper below it is cheaper always. */
function withinConcurrency(found: Crossing | null, before: Capacity, after: Capacity): Crossing | null {
  const limits = [before, after].flatMap((side) =>
    side.mode === 'serverless' ? [side.maxConcurrency ?? Infinity] : [],
  );
  const atATime = Math.min(Infinity, ...limits);
  return found?.kind === 'crossing' && found.busySecondsPerDay >= atATime * SECONDS_PER_DAY
    ? { kind: 'always', less: found.below, atATime }
    : found;
}

const SECONDS_PER_DAY = 24 * 3600;

/** What standing still costs, where the same instances come and go instead: any hour without requests is saved. */
function idleUsdPerHour(before: Priced, after: Priced): number | null {
  const [from, to] = [before.capacity, after.capacity];
  if (from.mode === 'serverless' || to.mode === 'serverless') return null;
  if (billedByUse(from) || from.instanceType !== to.instanceType || from.instanceCount !== to.instanceCount)
    return null;
  return before.estimated.usdPerHour.known ? before.estimated.usdPerHour.quantity.value : null;
}

function billedByUse(capacity: Capacity): boolean {
  switch (capacity.mode) {
    case 'serverless':
    case 'batch':
      return true;
    case 'realtime':
    case 'async':
      return capacity.scaling?.minInstances === 0;
  }
}

function crossing(a: Line | null, b: Line | null, secondsPerRequest: number | undefined): Crossing | null {
  if (a === null || b === null) return null;
  const fixed = b.fixed - a.fixed;
  const perSecond = b.perSecond - a.perSecond;
  if (fixed === 0 && perSecond === 0) return null;
  const busySecondsPerDay = perSecond === 0 ? -1 : -fixed / perSecond;
  if (busySecondsPerDay <= 0)
    return { kind: 'always', less: fixed < 0 || (fixed === 0 && perSecond < 0) ? 'after' : 'before' };
  return {
    kind: 'crossing',
    busySecondsPerDay,
    requestsPerDay:
      secondsPerRequest === undefined || secondsPerRequest <= 0 ? null : busySecondsPerDay / secondsPerRequest,
    below: fixed < 0 ? 'after' : 'before',
  };
}

function linesOf(
  { capacity, estimated }: Priced,
  assumptions: Assumptions,
  catalogue: Catalogue,
  region: string,
): Lines {
  if (capacity.mode === 'serverless') return serverlessLines(capacity, assumptions, catalogue, region);
  const usdPerHour = estimated.usdPerHour.known ? estimated.usdPerHour.quantity.value : null;
  const kgPerHour = kgPerHourOf(capacity, assumptions, estimated);
  if (!billedByUse(capacity)) return { usd: standing(usdPerHour), kgCo2e: standing(kgPerHour) };
  // A job, or an endpoint that scales to zero, is up while it has work: one request at a time unless said otherwise.
  const atATime = (assumptions.traffic?.concurrencyPerInstance ?? 1) * capacity.instanceCount;
  return { usd: whileBusy(usdPerHour, atATime), kgCo2e: whileBusy(kgPerHour, atATime) };
}

function standing(perHour: number | null): Line | null {
  return perHour === null ? null : { fixed: perHour * 24, perSecond: 0 };
}

function whileBusy(perHour: number | null, atATime: number): Line | null {
  return perHour === null || atATime <= 0 ? null : { fixed: 0, perSecond: perHour / 3600 / atATime };
}

/** Of the capacity while it is up. Scaled to zero, a month's footprint says nothing of the hour, and the line stays open. */
function kgPerHourOf(capacity: Capacity, assumptions: Assumptions, estimated: CapacityEstimate): number | null {
  if (capacity.mode !== 'batch' && billedByUse(capacity)) return null;
  if (!estimated.footprintPerMonth.known) return null;
  return estimated.footprintPerMonth.footprint.kgCo2e.value / assumptions.hoursPerMonth;
}

function serverlessLines(
  capacity: Extract<Capacity, { mode: 'serverless' }>,
  assumptions: Assumptions,
  catalogue: Catalogue,
  region: string,
): Lines {
  const rate = serverlessRate(capacity, assumptions.hoursPerMonth, catalogue, region);
  const supply = supplyOf(region, assumptions, catalogue);
  const warm = capacity.provisionedConcurrency ?? 0;
  return {
    usd:
      'why' in rate
        ? null
        : { fixed: (rate.standbyUsdPerMonth / assumptions.hoursPerMonth) * 24, perSecond: rate.usdPerSecond },
    kgCo2e:
      supply === undefined || warm > 0
        ? null
        : { fixed: 0, perSecond: serverlessFootprint(capacity.memoryMb / 1024, supply, catalogue).kgCo2e.value },
  };
}
