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

/** Two things in turn, A B A B …, so that a drift of the machine's speed meets both; the ratio of their medians. */
export function pairedRatio(
  a: () => void,
  b: () => void,
  rounds: number,
): { readonly ratio: number; readonly a: number; readonly b: number } {
  const timesA: number[] = [];
  const timesB: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    timesA.push(timed(a));
    timesB.push(timed(b));
  }
  const [first, second] = [median(timesA), median(timesB)];
  return { ratio: first / second, a: first, b: second };
}

export function row(name: string, value: string, budget = ''): void {
  process.stdout.write(`${name.padEnd(58)} ${value.padStart(24)}   ${budget}\n`);
}

export function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 0)} ms`;
}
