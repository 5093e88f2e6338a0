import { formatCarbon, formatUsd } from '../estimate';
import type { DeploymentEntry, FindingEntry, Report } from './json';

export interface TableOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const STYLES = { bold: 1, dim: 2, yellow: 33, cyan: 36, green: 32 } as const;

/** The report for a terminal: coverage first, then file by file, then the totals. */
export function table(report: Report, options: TableOptions): string {
  const style = (name: keyof typeof STYLES, text: string): string =>
    options.colour ? `\u001b[${String(STYLES[name])}m${text}\u001b[0m` : text;
  const lines = [style('bold', coverageLine(report))];
  const files = [...new Set([...report.deployments, ...report.findings].map((each) => each.file))].sort();
  for (const file of files) {
    lines.push('', style('bold', file));
    for (const deployment of report.deployments.filter((each) => each.file === file))
      lines.push(`  ${style('dim', deploymentLine(deployment))}`);
    for (const finding of report.findings.filter((each) => each.file === file && each.rank === 'leading'))
      lines.push(`  ${findingLine(finding, style)}`);
  }
  lines.push('', ...totalLines(report, style));
  for (const notice of report.notices.filter((each) => each.kind !== 'unresolved'))
    lines.push(`${notice.file}:${String(notice.range.start.line)}: ${notice.message}`);
  for (const { file, reason } of report.skipped) lines.push(style('dim', `skipped ${file}: ${reason}`));
  return `${lines.join('\n')}\n`;
}

type Style = (name: keyof typeof STYLES, text: string) => string;

function coverageLine({ coverage, findings, catalogue }: Report): string {
  if (coverage.deployments === 0)
    return findings.length === 0 ? 'No SageMaker inference found.' : 'No SageMaker deployments found.';
  const unread = coverage.unresolved.length === 0 ? '' : `, ${String(coverage.unresolved.length)} without a known cost`;
  return `${String(coverage.priced)} of ${String(coverage.deployments)} deployments priced${unread} (list prices of ${catalogue.priceDate})`;
}

function deploymentLine(deployment: DeploymentEntry): string {
  const { name, mode, environment, instanceType, instanceCount, estimate } = deployment;
  const type = instanceType.value ?? instanceType.values?.join(' or ') ?? instanceType.decidedBy ?? null;
  const count = instanceCount.value === null ? '' : `${String(instanceCount.value)} × `;
  const capacity = mode === 'serverless' ? 'serverless' : `${count}${type === null ? 'unknown type' : String(type)}`;
  return [
    place(deployment),
    environment === null ? name : `${name} (${environment})`,
    mode === 'serverless' ? capacity : `${mode} ${capacity}`,
    costOf(deployment),
    estimate.kgCo2ePerMonth === null || deployment.lifetime !== 'standing'
      ? ''
      : `${formatCarbon(estimate.kgCo2ePerMonth.value)}/month`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function costOf({ lifetime, estimate }: DeploymentEntry): string {
  if (lifetime === 'standing')
    return estimate.usdPerMonth === null ? 'cost unknown' : `${formatUsd(estimate.usdPerMonth.value)}/month`;
  return estimate.usdPerHour === null ? 'cost unknown' : `${formatUsd(estimate.usdPerHour)} an hour`;
}

function place({ cell, range }: DeploymentEntry | FindingEntry): string {
  const line = `${String(range.start.line)}:${String(range.start.column)}`;
  return cell === null ? line : `cell ${String(cell)}, ${line}`;
}

const LEVEL_STYLE = { warning: 'yellow', information: 'cyan', hint: 'dim' } as const;

function findingLine(finding: FindingEntry, style: Style): string {
  const level = finding.severity in LEVEL_STYLE ? LEVEL_STYLE[finding.severity as keyof typeof LEVEL_STYLE] : 'dim';
  return `${place(finding)}  ${style(level, finding.severity)}  ${finding.message}  ${style('dim', finding.practice)}`;
}

function totalLines({ totals, deployments }: Report, style: Style): string[] {
  const lines: string[] = [];
  const { standing, session, after } = totals;
  if (standing.usdPerMonth.value > 0)
    lines.push(
      `Standing: ${formatUsd(standing.usdPerMonth.value)} and ${formatCarbon(standing.kgCo2ePerMonth.value)} a month; after the leading advice ${style('green', `${formatUsd(after.standing.usdPerMonth.value)} and ${formatCarbon(after.standing.kgCo2ePerMonth.value)}`)}`,
    );
  if (session.usdPerHour.value > 0)
    lines.push(
      `Sessions: ${formatUsd(session.usdPerHour.value)} an hour while all are up; after the leading advice ${style('green', formatUsd(after.session.usdPerHour.value))}`,
    );
  if (deployments.length > 0)
    lines.push(style('dim', 'On-demand list prices; carbon is modelled, location-based, with a wide range.'));
  return lines;
}
