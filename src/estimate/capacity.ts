/** Least and most instances of a scaling target. */
export interface Scaling {
  /** 0 only where the endpoint can scale to zero: asynchronous, or made of inference components. */
  readonly minInstances: number;
  readonly maxInstances: number;
}

/** What is billed. */
export type Capacity =
  | {
      readonly mode: 'realtime' | 'async';
      /** `ml.m5.xlarge`. */
      readonly instanceType: string;
      readonly instanceCount: number;
      /** Absent: the count stands all month. */
      readonly scaling?: Scaling;
      /** How many accelerators of an instance work; the others are idle. Absent: all of them. */
      readonly acceleratorsInUse?: number;
    }
  | {
      readonly mode: 'batch';
      readonly instanceType: string;
      readonly instanceCount: number;
      /** Null: not known, so only the hour has a price. */
      readonly hoursPerRun: number | null;
      readonly acceleratorsInUse?: number;
    }
  | {
      readonly mode: 'serverless';
      readonly memoryMb: number;
      /** Warm slots that are billed whether used or not; null: none. */
      readonly provisionedConcurrency: number | null;
      /** Requests that are served at a time; more are refused. Absent: not known. */
      readonly maxConcurrency?: number;
    };

/** What a person says about the traffic of an endpoint. What is absent is not known. */
export interface TrafficProfile {
  /** On a day with traffic. */
  readonly requestsPerDay?: number;
  /** From the start of one inference to its end. */
  readonly secondsPerRequest?: number;
  /** Requests at a time that keep one of today's instances fully busy. */
  readonly concurrencyPerInstance?: number;
  /** Traffic in the busiest minutes over the mean of the active hours. */
  readonly peakToMean?: number;
  /** Days a week and hours a day with traffic; all of them where absent. */
  readonly activeHours?: { readonly days: number; readonly hours: number };
  readonly payloadKb?: number;
  readonly latency?: 'interactive' | 'seconds' | 'minutes';
  readonly minInstances?: number;
}

/** Everything that an estimate rests on beside the catalogue. */
export interface Assumptions {
  readonly region: string;
  /** How the Region was found: `literal`, `setting`, `assumed` … */
  readonly regionHow: string;
  /** Of the deployment after the change, where that moves it to another Region. */
  readonly regionAfter?: string;
  /** 0 to 1, of the present capacity. */
  readonly utilisation: number;
  readonly utilisationHow: 'assumed' | 'profile' | 'measured';
  /** Of the accelerators, where it is measured apart from the CPU; else `utilisation` holds for both. */
  readonly acceleratorUtilisation?: number;
  readonly hoursPerMonth: number;
  /** Null: nothing is known of the traffic. */
  readonly traffic: TrafficProfile | null;
  /** gCO2e per kWh by Region, in place of the catalogue's. */
  readonly gridOverrides: Readonly<Record<string, number>>;
}

/** 365 days of 24 hours over twelve months, the month of AWS's price examples. */
export const HOURS_PER_MONTH = 730;

/** The assumptions where nobody has said anything: us-east-1, half used, up all month. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  region: 'us-east-1',
  regionHow: 'assumed',
  utilisation: 0.5,
  utilisationHow: 'assumed',
  hoursPerMonth: HOURS_PER_MONTH,
  traffic: null,
  gridOverrides: {},
};
