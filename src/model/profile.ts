/** What is stated about the traffic of an endpoint. Every part may be missing; what is missing is not known. */
export interface TrafficProfile {
  /** On a day with traffic. */
  readonly requestsPerDay?: number;
  readonly secondsPerRequest?: number;
  /** Requests at a time that keep one of today's instances fully busy. */
  readonly concurrencyPerInstance?: number;
  /** Traffic in the busiest minutes over the mean of the active hours. */
  readonly peakToMean?: number;
  /** Days a week and hours a day with traffic. */
  readonly activeHours?: { readonly days: number; readonly hours: number };
  readonly payloadKb?: number;
  readonly latency?: 'interactive' | 'seconds' | 'minutes';
  readonly minInstances?: number;
}
