import type { EstimatedDeployment, Finding, UnitAdvice } from '../advisor/advice';
import { reasonText } from '../advisor/unresolved';
import { formatCarbon, formatUsd } from '../estimate';
import type { Delta } from '../model/delta';
import { sameOrigin } from '../model/origin';
import { practices } from '../practices';
import { sum, totalsOf } from '../report/totals';
import { isTimely } from './diagnostics';
import type { FileStatus, SidebarFile, SidebarFinding, SidebarPractice, SidebarReport } from './protocol';
import { rangeIn, type Workspace } from './workspace';

interface Row {
  readonly finding: Finding;
  readonly deployment: EstimatedDeployment | null;
  /** Other ways to change the same value. */
  readonly alternatives: readonly Finding[];
}

/** What the sidebar shows: practices, their files, their findings. */
export function sidebarReport(workspace: Workspace, indexed: boolean, busy: boolean): SidebarReport {
  const units = workspace.advisor.adviseAll();
  const byPractice = new Map<string, Map<string, Row[]>>();
  for (const unit of units)
    for (const row of rowsOf(unit, indexed)) {
      const files = byPractice.get(row.finding.practice) ?? new Map<string, Row[]>();
      files.set(unit.file, [...(files.get(unit.file) ?? []), row]);
      byPractice.set(row.finding.practice, files);
    }
  return {
    summary: summaryOf(units.flatMap((unit) => unit.deployments)),
    practices: [...byPractice]
      .sort(([a], [b]) => placeOf(a) - placeOf(b))
      .map(([id, files]) => practiceOf(workspace, id, files)),
    busy,
  };
}

/** What the status bar says of one file. */
export function fileStatus(workspace: Workspace, file: string, indexed: boolean, busy: boolean): FileStatus {
  const unit = workspace.advisor.advise(file);
  const { deployments } = unit;
  const unresolved = deployments.flatMap(({ deployment, unresolved: reason }) => {
    if (reason === null) return [];
    return [`${deployment.name}: ${reasonText(reason)}`];
  });
  return {
    busy,
    findings: rowsOf(unit, indexed).length,
    deployments: deployments.length,
    priced: deployments.filter((each) => each.unresolved === null).length,
    unresolved,
    total: totalOf(deployments),
    skipped: workspace.skipped().find((each) => each.file === file)?.reason ?? null,
  };
}

/** The findings that are counted: what leads, and the same advice for other environments at the same place. */
export function rowsOf({ findings, deployments }: UnitAdvice, indexed: boolean): Row[] {
  const leading = findings.filter((finding) => finding.rank === 'leading');
  const isTwin = (finding: Finding): boolean =>
    leading.some(
      (leader) =>
        leader.practice === finding.practice &&
        (leader.environment !== finding.environment || leader.resource !== finding.resource) &&
        sameOrigin(leader.at, finding.at),
    );
  const timely = findings.filter((finding) => isTimely(finding, indexed));
  const counted = timely.filter((finding) => finding.rank === 'leading' || isTwin(finding));
  return counted.map((finding) => ({
    finding,
    deployment: deployments.find((each) => each.deployment.id === finding.deployment) ?? null,
    alternatives: timely.filter((each) => !counted.includes(each) && isOtherWay(each, finding)),
  }));
}

/** Whether two findings change the same value of the same deployment. */
function isOtherWay(a: Finding, b: Finding): boolean {
  return a.value === b.value && a.deployment === b.deployment && a.environment === b.environment;
}

/** Coverage and totals of deployments, a line each; the first says how much could be priced. */
export function summaryOf(deployments: readonly EstimatedDeployment[]): string[] {
  if (deployments.length === 0) return [];
  const priced = deployments.filter((each) => each.unresolved === null).length;
  const { standing, session, after } = totalsOf(deployments);
  const lines = [`${String(priced)} of ${counted(deployments.length, 'deployment')} priced`];
  if (standing.usdPerMonth.value > 0) {
    const saved = after.standing.usdPerMonth.value - standing.usdPerMonth.value;
    const change = saved === 0 ? '' : `, ${signedUsd(saved)} with the leading advice`;
    lines.push(
      `${formatUsd(standing.usdPerMonth.value)} and ${formatCarbon(standing.kgCo2ePerMonth.value)} a month${change}`,
    );
  }
  if (session.usdPerHour.value > 0) lines.push(`${formatUsd(session.usdPerHour.value)} an hour in sessions`);
  return lines;
}

function practiceOf(workspace: Workspace, id: string, files: ReadonlyMap<string, readonly Row[]>): SidebarPractice {
  return {
    id,
    title: practices.find((practice) => practice.id === id)?.title ?? id,
    total: deltaTotal([...files.values()].flat()),
    files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, rows]) => fileOf(workspace, file, rows)),
  };
}

function fileOf(workspace: Workspace, file: string, rows: readonly Row[]): SidebarFile {
  return {
    uri: workspace.uriOf(file),
    file,
    total: deltaTotal(rows),
    findings: rows.flatMap((row) => findingOf(workspace, row.finding, row.alternatives)),
  };
}

function findingOf(workspace: Workspace, finding: Finding, alternatives: readonly Finding[] = []): SidebarFinding[] {
  const { at, fingerprint, severity, message, environment, candidates } = finding;
  const spot = workspace.spotOf(at.file, at.cell);
  if (spot === null) return [];
  const { subject } = candidates[0].proposal;
  const delta = message.startsWith(`${subject}: `) ? message.slice(subject.length + 2) : '';
  return [
    {
      fingerprint,
      severity,
      message,
      delta,
      subject: delta === '' ? message : subject,
      environment,
      alternatives: alternatives.flatMap((each) => findingOf(workspace, each)),
      uri: spot.uri,
      cell: spot.cell,
      range: rangeIn(spot, at),
    },
  ];
}

/** What standing deployments save by the month and sessions by the hour; ranges and unknown traffic stay out. */
function deltaTotal(rows: readonly Row[]): string {
  const of = (lifetime: string): readonly Delta[] =>
    rows
      .filter((row) => row.deployment?.deployment.lifetime === lifetime)
      .map(({ finding }) => finding.candidates[0].delta);
  const standing = of('standing');
  const month = sum(standing.map((delta) => delta.usdPerMonth)).value;
  // What is a tie by itself is no saving in a sum.
  const told = standing.filter(({ verdict }) => verdict === 'less' || verdict === 'more');
  const carbon = sum(told.map((delta) => delta.kgCo2ePerMonth)).value;
  const hour = of('session').reduce((total, delta) => total + (delta.usdPerHour ?? 0), 0);
  const parts = [
    month === 0 ? '' : `${signedUsd(month)}/month`,
    carbon === 0 ? '' : `${signOf(carbon)}${formatCarbon(carbon)}/month`,
    hour === 0 ? '' : `${signedUsd(hour)} an hour`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** What deployments cost now, in the units of their lifetimes. */
function totalOf(deployments: readonly EstimatedDeployment[]): string | null {
  const { standing, session } = totalsOf(deployments);
  const parts: string[] = [];
  if (standing.usdPerMonth.value > 0)
    parts.push(`${formatUsd(standing.usdPerMonth.value)}/month, ${formatCarbon(standing.kgCo2ePerMonth.value)}/month`);
  if (session.usdPerHour.value > 0) parts.push(`${formatUsd(session.usdPerHour.value)} an hour while it stays up`);
  return parts.length === 0 ? null : parts.join('; ');
}

function signedUsd(usd: number): string {
  return signOf(usd) + formatUsd(usd);
}

function signOf(value: number): string {
  return value < 0 ? '\u2212' : '+';
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Practices in the order of the documentation; one that is not there comes last. */
function placeOf(id: string): number {
  const index = practices.findIndex((practice) => practice.id === id);
  return index === -1 ? practices.length : index;
}
