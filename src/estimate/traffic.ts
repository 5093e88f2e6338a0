import type { InstanceType } from '../catalogue';
import type { Assumptions, Capacity } from './capacity';
import { exact, type Quantity } from './quantity';

/** What the stated traffic asks for in a month. */
export interface Demand {
  readonly requestsPerMonth: number;
  readonly secondsPerRequest: number;
  /** Hours a month with traffic. */
  readonly activeHours: number;
  /** Mean requests at a time in the active hours. */
  readonly concurrent: number;
}

/** Null where the profile doesn't say both how many requests and how long they take. */
export function demandOf(assumptions: Assumptions): Demand | null {
  const { requestsPerDay, secondsPerRequest, activeHours } = assumptions.traffic ?? {};
  if (requestsPerDay === undefined || secondsPerRequest === undefined) return null;
  const days = ((assumptions.hoursPerMonth / 24) * (activeHours?.days ?? 7)) / 7;
  const hours = days * (activeHours?.hours ?? 24);
  const requestsPerMonth = requestsPerDay * days;
  const concurrent = hours > 0 ? (requestsPerMonth * secondsPerRequest) / (hours * 3600) : 0;
  return { requestsPerMonth, secondsPerRequest, activeHours: hours, concurrent };
}

/** How an instance of one side compares with those that the traffic was stated or measured for. */
export interface Reference {
  readonly instanceCount: number;
  /** Work that one instance can do, over that of one of the reference. */
  readonly ratio: number;
}

/**
 * Work of one instance over that of another: by vCPU without accelerators, by accelerators of one model, else taken as
 * equal, because nothing published says otherwise.
 */
export function workRatio(after: InstanceType, before: InstanceType): number {
  if (after.accelerator === null && before.accelerator === null) return after.vcpu / before.vcpu;
  if (after.accelerator !== null && after.accelerator.name === before.accelerator?.name) {
    return after.accelerator.count / before.accelerator.count;
  }
  return 1;
}

/** Instance-hours at one utilisation. */
export interface Phase {
  readonly instanceHours: Quantity;
  readonly utilisation: number;
  readonly acceleratorUtilisation: number;
}

/** How instances are used over a month. */
export interface Load {
  readonly phases: readonly Phase[];
  /** In the hours with traffic. */
  readonly utilisation: number;
  readonly how: Assumptions['utilisationHow'];
  /** Whether the stated or measured traffic is more than the capacity can serve. */
  readonly overloaded: boolean;
}

type Instances = Exclude<Capacity, { readonly mode: 'serverless' }>;

/** The load of a capacity, or why it can't be told. */
export function loadOf(
  capacity: Instances,
  assumptions: Assumptions,
  reference: Reference,
): Load | { readonly why: string } {
  const demand = demandOf(assumptions);
  const scaling = capacity.mode === 'batch' ? undefined : capacity.scaling;
  const perInstance = assumptions.traffic?.concurrencyPerInstance;
  if (scaling !== undefined) {
    if (demand === null) return { why: 'what scaling saves depends on requests per day and seconds per request' };
    // One request at a time is the least that an instance serves, so the hours are rather too many than too few.
    return scaledLoad(scaling, assumptions, demand, (perInstance ?? 1) * reference.ratio);
  }
  if (demand !== null && perInstance !== undefined && capacity.mode !== 'batch') {
    return standingLoad(capacity.instanceCount, assumptions, demand, perInstance * reference.ratio);
  }
  const moved =
    assumptions.utilisationHow === 'assumed' ? 1 : reference.instanceCount / (capacity.instanceCount * reference.ratio);
  const utilisation = assumptions.utilisation * moved;
  const accelerator = (assumptions.acceleratorUtilisation ?? assumptions.utilisation) * moved;
  const hours = exact(assumptions.hoursPerMonth * capacity.instanceCount);
  return {
    phases: [
      { instanceHours: hours, utilisation: Math.min(utilisation, 1), acceleratorUtilisation: Math.min(accelerator, 1) },
    ],
    utilisation: Math.min(utilisation, 1),
    how: assumptions.utilisationHow,
    overloaded: Math.max(utilisation, accelerator) > 1,
  };
}

function standingLoad(count: number, assumptions: Assumptions, demand: Demand, perInstance: number): Load {
  const wanted = count > 0 ? demand.concurrent / (perInstance * count) : 0;
  const utilisation = Math.min(wanted, 1);
  return {
    phases: [
      phase(exact(demand.activeHours * count), utilisation),
      phase(exact((assumptions.hoursPerMonth - demand.activeHours) * count), 0),
    ],
    utilisation,
    how: 'profile',
    overloaded: wanted > 1,
  };
}

function scaledLoad(
  scaling: { readonly minInstances: number; readonly maxInstances: number },
  assumptions: Assumptions,
  demand: Demand,
  perInstance: number,
): Load {
  const { minInstances, maxInstances } = scaling;
  const needed = demand.concurrent / perInstance;
  const within = (count: number): number => Math.min(Math.max(Math.ceil(count), minInstances), maxInstances);
  const mean = within(needed);
  const peak = within(needed * (assumptions.traffic?.peakToMean ?? 1));
  const idle = phase(exact((assumptions.hoursPerMonth - demand.activeHours) * minInstances), 0);
  const overloaded = needed > maxInstances;
  if (minInstances > 0 || overloaded) {
    const utilisation = mean > 0 ? Math.min(needed / mean, 1) : 0;
    const hours = { value: mean, low: mean, high: Math.max(peak, mean) };
    return {
      phases: [phase(scaleHours(hours, demand.activeHours), utilisation), idle],
      utilisation,
      how: 'profile',
      overloaded,
    };
  }
  // From zero, work can be gathered and done in one go: at best the busy hours alone, at worst all hours with traffic.
  const hours = { value: needed, low: needed, high: peak };
  return {
    phases: [phase(scaleHours(hours, demand.activeHours), 1), idle],
    utilisation: 1,
    how: 'profile',
    overloaded,
  };
}

function scaleHours(instances: Quantity, hours: number): Quantity {
  return { value: instances.value * hours, low: instances.low * hours, high: instances.high * hours };
}

function phase(instanceHours: Quantity, utilisation: number): Phase {
  return { instanceHours, utilisation, acceleratorUtilisation: utilisation };
}
