import { performance } from 'node:perf_hooks';

/** The time of a call in milliseconds. */
export function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The value below which a share of the sorted times lies. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export function median(times: readonly number[]): number {
  return percentile(times, 0.5);
}

/**
 * Two things in turn, A B A B …: the median of the ratios of the pairs, so that what slows the machine down for a while
 * meets both; and the medians of their times.
 */
export function pairedRatio(
  a: () => void,
  b: () => void,
  rounds: number,
): { readonly ratio: number; readonly a: number; readonly b: number } {
  const pairs = Array.from({ length: rounds }, () => [timed(a), timed(b)] as const);
  const of = (choose: (pair: readonly [number, number]) => number): number => median(pairs.map(choose));
  return { ratio: of(([first, second]) => first / second), a: of(([first]) => first), b: of(([, second]) => second) };
}

export function row(name: string, value: string, budget = ''): void {
  process.stdout.write(`${name.padEnd(58)} ${value.padStart(24)}   ${budget}\n`);
}

export function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 0)} ms`;
}
