import { number } from './csv';
import type { Sources } from './sources';

export interface ServerlessCoefficients {
  readonly memoryMb: readonly number[];
  readonly maxConcurrency: readonly [number, number];
  readonly provisionedConcurrency: readonly [number, number];
  readonly regions: readonly string[];
  /** Before PUE: value, low, high. */
  readonly kwhPerGbSecond: readonly [number, number, number];
  readonly embodiedGramsPerGbSecond: readonly [number, number, number];
}

/**
 * Serverless power and embodied carbon are those of a share of ml.m5.xlarge, so the bounds that the source doesn't give
 * (the high one of power, both of embodied carbon) are as wide as that type's.
 */
export function serverlessCoefficients(sources: Sources): ServerlessCoefficients {
  const { serverless } = sources.coefficients;
  const basis = sources.power.find((row) => row['ml_type'] === 'ml.m5.xlarge');
  if (basis === undefined) throw new Error('no power of ml.m5.xlarge');
  const wattsHigh = number(basis, 'watts_50_high') / number(basis, 'watts_50');
  const embodied = (bound: string): number => number(basis, bound) / number(basis, 'embodied_gco2e_per_hour');
  return {
    memoryMb: sources.enums.serverless.memoryMb,
    maxConcurrency: sources.enums.serverless.maxConcurrency,
    provisionedConcurrency: sources.enums.serverless.provisionedConcurrency,
    regions: sources.enums.serverless.regions,
    kwhPerGbSecond: [
      serverless.kwhPerGbSecond,
      serverless.kwhPerGbSecondLow,
      six(serverless.kwhPerGbSecond * wattsHigh),
    ],
    embodiedGramsPerGbSecond: [
      serverless.embodiedGramsPerGbSecond,
      six(serverless.embodiedGramsPerGbSecond * embodied('embodied_low')),
      six(serverless.embodiedGramsPerGbSecond * embodied('embodied_high')),
    ],
  };
}

function six(value: number): number {
  return Number(value.toPrecision(6));
}
