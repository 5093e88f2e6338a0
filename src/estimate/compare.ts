import type { Catalogue, InstanceType } from '../catalogue';
import type { Delta, Input } from '../model/delta';
import { breakEven, type BreakEven } from './breakEven';
import type { Assumptions, Capacity } from './capacity';
import { estimate, estimateToday, type CapacityEstimate } from './estimate';
import { inputsOf } from './inputs';
import { minus, type Estimated, type Quantity } from './quantity';
import { demandOf, workRatio, type Reference } from './traffic';
import { judge, type Judgement } from './verdict';

export type { Delta, Input };

/**
 * After minus before, with what it was worked out from. Bounds compare like with like: `low` is both sides at their low
 * bound. A change of mode without traffic has no difference, only a break-even.
 */
export interface Comparison extends Delta {
  readonly kgCo2ePerRun: Quantity | null;
  readonly kwhPerMonth: Quantity | null;
  /** What the verdict rests on, in a sentence. */
  readonly verdictWhy: string;
  /** The traffic that decides, where at least one side is billed by use. */
  readonly breakEven: BreakEven | null;
  /** Whether the proposal can't serve the traffic that is stated or measured. */
  readonly overloaded: boolean;
  readonly before: CapacityEstimate;
  readonly after: CapacityEstimate;
}

const CHANGE_OF_MODE = 'a change of mode saves or costs by the traffic, of which nothing is stated';
/** Without traffic nothing but the break-even is known of a change of mode. */
const UNDECIDED: Judgement = { verdict: 'unknown', why: CHANGE_OF_MODE };

/** Compares two capacities that serve the same requests. */
export function compare(before: Capacity, after: Capacity, assumptions: Assumptions, catalogue: Catalogue): Comparison {
  const left = estimateToday(before, assumptions, catalogue);
  const reference = referenceOf(before, after, catalogue);
  const right = estimate(after, assumptions, catalogue, assumptions.regionAfter, reference);
  const decided = before.mode === after.mode || demandOf(assumptions) !== null;
  const unknown: string[] = decided ? [] : [CHANGE_OF_MODE];
  const kgCo2e = decided ? footprintChange(left, right, unknown) : null;
  const judgement = decided ? judgementOf(left, right) : UNDECIDED;
  const usdPerHour = sameHours(before, after) ? difference(left.usdPerHour, right.usdPerHour, unknown) : null;
  const usdPerMonth = decided ? difference(left.usdPerMonth, right.usdPerMonth, unknown) : null;
  // Unranked is not a smaller or larger number: none is given.
  const told = judgement.verdict !== 'unranked' && decided;
  const crossing = breakEven(
    { capacity: before, estimated: left },
    { capacity: after, estimated: right },
    assumptions,
    catalogue,
  );
  return {
    usdPerHour: usdPerHour?.value ?? null,
    usdPerMonth,
    usdPerRun: runs(left.usdPerRun, right.usdPerRun, unknown),
    kgCo2ePerMonth: told ? kgCo2e : null,
    kgCo2ePerRun: told ? runs(left.kgCo2ePerRun, right.kgCo2ePerRun, unknown) : null,
    kwhPerMonth: told ? energyChange(left, right) : null,
    verdict: judgement.verdict,
    verdictWhy: judgement.why,
    usdShare: share(left.usdPerMonth, usdPerMonth),
    kgCo2eShare: told ? carbonShare(left, kgCo2e) : null,
    breakEvenThroughput: sameHours(before, after) ? throughput(left, right, judgement) : null,
    breakEven: crossing,
    breakEvenRequestsPerDay: crossing?.usd?.kind === 'crossing' ? crossing.usd.requestsPerDay : null,
    overloaded: right.overloaded,
    inputs: inputsOf(left, right, assumptions, catalogue, countsOneAtATime(before, after, assumptions)),
    unknown,
    before: left,
    after: right,
  };
}

/** Whether both are billed for the same hours, so that one hour can be compared with the other. */
function sameHours(before: Capacity, after: Capacity): boolean {
  return before.mode === after.mode && !comesAndGoes(before) && !comesAndGoes(after);
}

function comesAndGoes(capacity: Capacity): boolean {
  return capacity.mode === 'serverless' || (capacity.mode !== 'batch' && capacity.scaling !== undefined);
}

/** What the traffic was stated for is the capacity before: the other one shares the same work among its own instances. */
function referenceOf(before: Capacity, after: Capacity, catalogue: Catalogue): Reference | undefined {
  if (before.mode === 'serverless' || after.mode === 'serverless') return undefined;
  const from = catalogue.instanceType(before.instanceType);
  const to = catalogue.instanceType(after.instanceType);
  const ratio =
    from === undefined || to === undefined || workAlike(before.acceleratorsInUse, after.acceleratorsInUse, from, to)
      ? 1
      : workRatio(to, from);
  return { instanceCount: before.instanceCount, ratio };
}

/** What doesn't work on both sides is no less work on the smaller one. */
function workAlike(
  before: number | undefined,
  after: number | undefined,
  from: InstanceType,
  to: InstanceType,
): boolean {
  if (before === undefined) return false;
  return before === 0 || (before === after && from.accelerator?.name === to.accelerator?.name);
}

function countsOneAtATime(before: Capacity, after: Capacity, assumptions: Assumptions): boolean {
  if (assumptions.traffic?.concurrencyPerInstance !== undefined) return false;
  const changesMode = before.mode !== after.mode;
  return [before, after].some((each) =>
    each.mode === 'batch' ? changesMode : each.mode !== 'serverless' && each.scaling !== undefined,
  );
}

function difference(before: Estimated, after: Estimated, unknown: string[]): Quantity | null {
  if (before.known && after.known) return minus(after.quantity, before.quantity);
  for (const side of [before, after]) if (!side.known) note(unknown, side.why);
  return null;
}

function runs(before: Estimated | null, after: Estimated | null, unknown: string[]): Quantity | null {
  return before === null || after === null ? null : difference(before, after, unknown);
}

function note(unknown: string[], why: string): void {
  if (!unknown.includes(why)) unknown.push(why);
}

function footprintChange(before: CapacityEstimate, after: CapacityEstimate, unknown: string[]): Quantity | null {
  const a = before.footprintPerMonth;
  const b = after.footprintPerMonth;
  if (a.known && b.known) return minus(b.footprint.kgCo2e, a.footprint.kgCo2e);
  if (!a.known) note(unknown, a.why);
  if (!b.known) note(unknown, b.why);
  return null;
}

function energyChange(before: CapacityEstimate, after: CapacityEstimate): Quantity | null {
  const a = before.footprintPerMonth;
  const b = after.footprintPerMonth;
  return a.known && b.known ? minus(b.footprint.kwh, a.footprint.kwh) : null;
}

function judgementOf(before: CapacityEstimate, after: CapacityEstimate): Judgement {
  const a = before.footprintPerMonth;
  const b = after.footprintPerMonth;
  if (!a.known) return { verdict: 'unknown', why: a.why };
  if (!b.known) return { verdict: 'unknown', why: b.why };
  return judge({ kgCo2e: a.footprint.kgCo2e, type: before.type }, { kgCo2e: b.footprint.kgCo2e, type: after.type });
}

function share(before: Estimated, change: Quantity | null): number | null {
  if (change === null || !before.known || before.quantity.value === 0) return null;
  return change.value / before.quantity.value;
}

function carbonShare(before: CapacityEstimate, change: Quantity | null): number | null {
  if (change === null || !before.footprintPerMonth.known) return null;
  const { value } = before.footprintPerMonth.footprint.kgCo2e;
  return value === 0 ? null : change.value / value;
}

/** Of instances against instances: the share of today's throughput at which a request costs (emits) the same. */
function throughput(
  before: CapacityEstimate,
  after: CapacityEstimate,
  judgement: Judgement,
): Comparison['breakEvenThroughput'] {
  const ranked = judgement.verdict === 'less' || judgement.verdict === 'more';
  const a = before.footprintPerMonth;
  const b = after.footprintPerMonth;
  return {
    usd: quotient(before.usdPerHour, after.usdPerHour),
    kgCo2e: ranked && a.known && b.known ? b.footprint.kgCo2e.value / a.footprint.kgCo2e.value : null,
  };
}

function quotient(before: Estimated, after: Estimated): number | null {
  if (!before.known || !after.known || before.quantity.value === 0) return null;
  return after.quantity.value / before.quantity.value;
}
