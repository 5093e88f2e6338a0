import { formatCarbon, formatUsd } from '../estimate';
import type { DeploymentEntry, Place, Report } from './json';

/** The first line of every report: a clean result over what could not be read must not look like one. */
export function coverageLine({ coverage, findings, catalogue }: Report): string {
  if (coverage.deployments === 0)
    return findings.length === 0 ? 'No SageMaker inference found.' : 'No SageMaker deployments found.';
  const unread = coverage.unresolved.length === 0 ? '' : `, ${String(coverage.unresolved.length)} without a known cost`;
  return `${String(coverage.priced)} of ${String(coverage.deployments)} deployments priced${unread} (list prices of ${catalogue.priceDate})`;
}

const MOST_REGIONS = 3;

/**
 * What the figures below rest on: `Region assumed: us-east-1 where the code names none; 730 hours a month; utilisation
 * 50 % (assumed)`. Null where there are none.
 */
export function assumptionLine({ deployments, findings }: Report): string | null {
  const [first] = deployments;
  if (first === undefined) return null;
  const named = regionsOf(deployments.filter(({ region }) => region.how !== 'assumed'));
  const assumed = regionsOf(deployments.filter(({ region }) => region.how === 'assumed'));
  const utilisation = findings
    .flatMap(({ delta }) => delta.inputs)
    .find(({ name, source }) => name === 'utilisation' && source === 'assumed');
  return [
    ...(named === '' ? [] : [`Region: ${named}`]),
    ...(assumed === '' ? [] : [`Region assumed: ${assumed} where the code names none`]),
    `${String(first.estimate.hours)} hours a month`,
    ...(utilisation === undefined ? [] : [`utilisation ${String(Number(utilisation.value) * 100)} % (assumed)`]),
  ].join('; ');
}

function regionsOf(deployments: readonly DeploymentEntry[]): string {
  const all = [...new Set(deployments.flatMap(({ region }) => region.value ?? []))].sort();
  const more = all.length - MOST_REGIONS;
  return `${all.slice(0, MOST_REGIONS).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

/** `12:7`, or `cell 3, 12:7` in a notebook. */
export function placeText({ cell, range }: Place): string {
  const line = `${String(range.start.line)}:${String(range.start.column)}`;
  return cell === null ? line : `cell ${String(cell)}, ${line}`;
}

/** `fraud (prod)` */
export function nameText({ name, environment }: DeploymentEntry): string {
  return environment === null ? name : `${name} (${environment})`;
}

/** What is said beside the deployments: why one of them has no price stands with it. */
export function noticesApart({ notices, deployments }: Report): Report['notices'] {
  const places = new Set(deployments.map(placeKey));
  return notices.filter((each) => each.kind !== 'unresolved' || !places.has(placeKey(each)));
}

function placeKey(place: Place): string {
  return `${place.file} ${placeText(place)}`;
}

/** `realtime 2 × ml.m5.xlarge` */
export function capacityText({ mode, instanceType, instanceCount }: DeploymentEntry): string {
  if (mode === 'serverless') return mode;
  const type = instanceType.value ?? instanceType.values?.join(' or ') ?? 'unknown type';
  const count = instanceCount.value === null ? '' : `${String(instanceCount.value)} × `;
  return `${mode} ${count}${String(type)}`;
}

/** By the month where it stands, else by the hour. */
export function costText({ lifetime, estimate }: DeploymentEntry): string {
  if (lifetime === 'standing')
    return estimate.usdPerMonth === null ? 'cost unknown' : `${formatUsd(estimate.usdPerMonth.value)}/month`;
  return estimate.usdPerHour === null ? 'cost unknown' : `${formatUsd(estimate.usdPerHour)} an hour`;
}

/** By the month where it stands, else nothing. */
export function carbonText({ lifetime, estimate }: DeploymentEntry): string {
  if (estimate.kgCo2ePerMonth === null || lifetime !== 'standing') return '';
  return `${formatCarbon(estimate.kgCo2ePerMonth.value)}/month`;
}

/** What it comes to now, and after the leading advice. */
export interface TotalText {
  readonly now: string;
  readonly after: string;
}

export function standingTotal({ totals: { standing, after } }: Report): TotalText | null {
  if (standing.usdPerMonth.value === 0) return null;
  const text = ({ usdPerMonth, kgCo2ePerMonth }: typeof standing): string =>
    `${formatUsd(usdPerMonth.value)} and ${formatCarbon(kgCo2ePerMonth.value)}`;
  return { now: text(standing), after: text(after.standing) };
}

export function sessionTotal({ totals: { session, after } }: Report): TotalText | null {
  if (session.usdPerHour.value === 0) return null;
  return { now: formatUsd(session.usdPerHour.value), after: formatUsd(after.session.usdPerHour.value) };
}

/** What every figure rests on. */
export const BASIS = 'On-demand list prices; carbon is modelled, location-based, with a wide range.';
