import type { Lifetime } from './lifetime';

/** A figure with its range, unrounded. */
export interface Quantity {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Carbon of the proposal against the present: `tie` within the model's error, `unranked` where no honest order exists. */
export type Verdict = 'less' | 'tie' | 'more' | 'unranked' | 'unknown';

/** An assumption or fact that a figure rests on. */
export interface Input {
  readonly name: string;
  readonly value: string | number;
  readonly unit: string;
  /** `assumed`, `profile`, `measured`, `catalogue`, `literal` … */
  readonly source: string;
}

/** The difference between two capacities: after minus before. Null where it can't be known; `why` says so. */
export interface Delta {
  readonly usdPerHour: number | null;
  readonly usdPerMonth: Quantity | null;
  readonly usdPerRun: Quantity | null;
  readonly kgCo2ePerMonth: Quantity | null;
  readonly verdict: Verdict;
  /** Shares of the present figure: -0.15 is 15 % less. */
  readonly usdShare: number | null;
  readonly kgCo2eShare: number | null;
  /** At best, where the outcome is a range from nothing to this: USD and kg CO2e a month, negative where it saves. */
  readonly upTo?: { readonly usdPerMonth: number; readonly kgCo2ePerMonth: number | null };
  /** Of a move of Region: the share of carbon with today's grid at its least and the other one's at its most. */
  readonly kgCo2eShareAtWorst?: number | null;
  /** The share of today's throughput from which on the proposal is cheaper (greener) per request. */
  readonly breakEvenThroughput: { readonly usd: number | null; readonly kgCo2e: number | null } | null;
  /** Requests a day at which a change of mode costs the same; fewer is cheaper. */
  readonly breakEvenRequestsPerDay: number | null;
  readonly inputs: readonly Input[];
  /** Why a figure is missing, in a sentence each. */
  readonly unknown: readonly string[];
}

export type { Lifetime };

/** A difference of which nothing can be said, and why. */
export function unknownDelta(why: string): Delta {
  return {
    usdPerHour: null,
    usdPerMonth: null,
    usdPerRun: null,
    kgCo2ePerMonth: null,
    verdict: 'unknown',
    usdShare: null,
    kgCo2eShare: null,
    breakEvenThroughput: null,
    breakEvenRequestsPerDay: null,
    inputs: [],
    unknown: [why],
  };
}
