import type { Lifetime } from '../model/lifetime';
import type { Crossing } from './breakEven';
import { HOURS_PER_MONTH } from './capacity';
import type { Comparison, Delta } from './compare';
import type { CapacityEstimate } from './estimate';
import type { LogStorageRate } from './logs';
import { span, type Quantity } from './quantity';

export type { Lifetime };

const HOURS_PER_DAY = 24;

/** The minus sign of typesetting, U+2212, as wide as a plus. */
const MINUS = '\u2212';

/**
 * An amount of dollars without its sign: whole from $10, cents from $1, two significant digits below. `$1,106`, `$1.41`,
 * `$0.023`.
 */
export function formatUsd(usd: number): string {
  const amount = Math.abs(usd);
  if (amount === 0) return '$0';
  if (amount >= 9.995) return `$${grouped(amount.toFixed(0))}`;
  if (amount >= 0.995) return `$${amount.toFixed(2)}`;
  const digits = significant(amount).replace(/(\.\d\d\d*?)0+$/, '$1');
  // Money has cents: 0.2 is $0.20.
  return `$${/\.\d$/.test(digits) ? `${digits}0` : digits}`;
}

/** Carbon without its sign, two significant digits, in the unit that needs no more: `3.6 kg CO2e`, `480 g CO2e`. */
export function formatCarbon(kgCo2e: number): string {
  const kg = Math.abs(kgCo2e);
  // What rounds to 1.0 kg is written in kg.
  return kg >= 0.995 || kg === 0 ? `${grouped(significant(kg))} kg CO2e` : `${significant(kg * 1000)} g CO2e`;
}

/** A share with its sign: `−15 %`; one decimal below 1 %. */
export function formatShare(share: number): string {
  const percent = Math.abs(share) * 100;
  const digits = percent >= 0.95 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1);
  return Number(digits) === 0 ? '0 %' : `${sign(share)}${grouped(digits)} %`;
}

/** `+`, `−` or nothing. */
function sign(value: number): string {
  if (value === 0) return '';
  return value < 0 ? MINUS : '+';
}

function signedUsd(usd: number): string {
  return `${sign(usd)}${formatUsd(usd)}`;
}

function signedCarbon(kgCo2e: number): string {
  return `${sign(kgCo2e)}${formatCarbon(kgCo2e)}`;
}

/** Two significant digits, written out: `3.6`, `120`, `0.048`, `1200`. */
function significant(value: number): string {
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(2));
  const magnitude = Math.floor(Math.log10(rounded));
  return rounded.toFixed(Math.max(1 - magnitude, 0));
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}

/** The range of a quantity of carbon, its unit once where both ends have it: `4.5 to 14 kg CO2e`. */
export function formatCarbonRange(kgCo2e: Quantity): string {
  const [from, to] = span(kgCo2e).map((end) => `${end < 0 ? MINUS : ''}${formatCarbon(end)}`);
  const unit = / k?g CO2e$/.exec(to ?? '')?.[0] ?? '';
  return `${from?.endsWith(unit) === true ? from.slice(0, -unit.length) : from} to ${to}`;
}

/** A difference; without the parts that only a comparison of capacities has, it is told without them. */
export type Told = Delta & Partial<Pick<Comparison, 'breakEven' | 'kgCo2ePerRun'>>;

/** The end of a message about a range from nothing to this. */
export function formatUpTo({ usdPerMonth, kgCo2ePerMonth }: NonNullable<Delta['upTo']>): string {
  const carbon = kgCo2ePerMonth === null ? 'CO2e unknown' : `${signedCarbon(kgCo2ePerMonth)}/month`;
  return `at best ${signedUsd(usdPerMonth)}/month, ${carbon}`;
}

/** The end of a message: what the change does to cost and carbon, in the unit that the lifetime asks for. */
export function formatDelta(delta: Told, lifetime: Lifetime): string {
  const cost = formatCost(delta, lifetime);
  if (cost === null) {
    const crossing = delta.breakEven?.usd ?? null;
    if (crossing !== null) return formatCrossing(crossing);
  }
  return `${cost ?? 'cost unknown'}, ${formatVerdict(delta, lifetime)}`;
}

function formatCost(delta: Told, lifetime: Lifetime): string | null {
  const { usdPerHour, usdPerMonth, usdPerRun } = delta;
  const percent = delta.usdShare === null ? '' : ` (${formatShare(delta.usdShare)})`;
  if (usdPerMonth === null && usdPerHour === null) return null;
  if (usdPerMonth?.value === 0 || (usdPerMonth === null && usdPerHour === 0)) return 'cost the same';
  if (lifetime === 'job' && usdPerRun !== null) return `${signedUsd(usdPerRun.value)} a run${percent}`;
  if (lifetime === 'standing' || usdPerHour === null) {
    return usdPerMonth === null ? null : `${signedUsd(usdPerMonth.value)}/month${percent}`;
  }
  const perHour = `${signedUsd(usdPerHour)} an hour${percent}`;
  if (lifetime === 'unknown' && usdPerMonth !== null)
    return `${perHour}, ${signedUsd(usdPerMonth.value)} if left up a month`;
  return perHour;
}

function formatVerdict(delta: Told, lifetime: Lifetime): string {
  switch (delta.verdict) {
    case 'tie':
      return 'CO2e about the same';
    case 'unranked':
      return 'CO2e not ranked';
    case 'unknown':
      return 'CO2e unknown';
    case 'less':
    case 'more':
      return formatCarbonOver(delta, lifetime);
  }
}

function formatCarbonOver(delta: Told, lifetime: Lifetime): string {
  const { kgCo2ePerMonth, kgCo2ePerRun } = delta;
  if (kgCo2ePerMonth === null) return 'CO2e unknown';
  if (lifetime === 'job' && kgCo2ePerRun) return `${signedCarbon(kgCo2ePerRun.value)} a run`;
  if (lifetime === 'standing' || delta.usdPerHour === null) return `${signedCarbon(kgCo2ePerMonth.value)}/month`;
  return `${signedCarbon(kgCo2ePerMonth.value / HOURS_PER_MONTH)} an hour`;
}

/** `−$5.52 and −310 g CO2e for each day it would stay up`; null where its price isn't known. */
export function formatUpkeep({ usdPerHour, kgCo2ePerMonth }: Delta): string | null {
  if (usdPerHour === null) return null;
  const carbon =
    kgCo2ePerMonth === null ? '' : ` and ${signedCarbon((kgCo2ePerMonth.value / HOURS_PER_MONTH) * HOURS_PER_DAY)}`;
  return `${signedUsd(usdPerHour * HOURS_PER_DAY)}${carbon} for each day it would stay up`;
}

/**
 * `cheaper below 12,000 requests a day`, or how long a day where a request's duration isn't stated. More hours than a day
 * has are those of requests that are served at the same time: so many of them, on average over the day.
 */
export function formatCrossing(crossing: Crossing): string {
  if (crossing.kind === 'always') {
    const than = crossing.less === 'after' ? 'cheaper' : 'dearer';
    return crossing.atATime === undefined
      ? `${than} at any traffic`
      : `${than} with up to ${crossing.atATime} ${crossing.atATime === 1 ? 'request' : 'requests'} at a time`;
  }
  const side = crossing.below === 'after' ? 'below' : 'above';
  if (crossing.requestsPerDay !== null)
    return `cheaper ${side} ${grouped(rounded(crossing.requestsPerDay))} requests a day`;
  if (crossing.idleUsdPerHour !== undefined)
    return `saves ${formatUsd(crossing.idleUsdPerHour)} every hour without requests`;
  const { busySecondsPerDay } = crossing;
  return busySecondsPerDay > SECONDS_PER_DAY
    ? `cheaper ${side} ${grouped(significant(busySecondsPerDay / SECONDS_PER_DAY))} requests at a time on average`
    : `cheaper ${side} ${formatDuration(busySecondsPerDay)} of inference a day`;
}

function rounded(count: number): string {
  return count >= 100 ? String(Number(count.toPrecision(2))) : count.toFixed(0);
}

const SECONDS_PER_DAY = HOURS_PER_DAY * 3600;

function formatDuration(seconds: number): string {
  if (seconds >= 3600) return `${significant(seconds / 3600)} hours`;
  return seconds >= 60 ? `${significant(seconds / 60)} minutes` : `${significant(seconds)} seconds`;
}

/** What a capacity costs, in the unit that its lifetime asks for; the sentence why where it isn't known. */
export function formatCapacity(estimated: CapacityEstimate, lifetime: Lifetime): string {
  const { usdPerHour, usdPerMonth, usdPerRun } = estimated;
  if (lifetime === 'job' && usdPerRun?.known === true) return `${formatUsd(usdPerRun.quantity.value)} a run`;
  if (lifetime === 'standing' || !usdPerHour.known) {
    return usdPerMonth.known ? `${formatUsd(usdPerMonth.quantity.value)}/month` : `cost unknown: ${usdPerMonth.why}`;
  }
  const perHour = `${formatUsd(usdPerHour.quantity.value)} an hour`;
  switch (lifetime) {
    case 'session':
      return `${perHour} while it stays up`;
    case 'unknown':
      return usdPerMonth.known ? `${perHour}, ${formatUsd(usdPerMonth.quantity.value)} if left up a month` : perHour;
    case 'job':
      return `${perHour} of the job`;
  }
}

/** `$0.03 per GB-month`, with the Region of the price where it isn't the one asked for. */
export function formatLogStorage(rate: LogStorageRate): string {
  const text = `${formatUsd(rate.usdPerGbMonth)} per GB-month`;
  return rate.ofThisRegion ? text : `${text} (${rate.priceRegion} price)`;
}

/** To be shown wherever an estimate is. */
export const UNCERTAINTY =
  'Modelled, not metered: AWS publishes no power of its instances. For x86 types the true figure may be 0.45 to 1.35 times ' +
  'this one, for Graviton 0.3 to 1.25, for NVIDIA GPUs about 0.5 to 1.3; the power of Inferentia and Trainium is not published. ' +
  'Embodied carbon is known to about a factor of two, and a yearly grid average hides the hours. Between different processors ' +
  'a difference below about 30 % is a tie.';
