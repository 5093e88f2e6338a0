import { reasonText } from '../advisor/unresolved';
import type { DeploymentEntry, FindingEntry, Report } from './json';
import {
  assumptionLine,
  BASIS,
  capacityText,
  carbonText,
  costText,
  coverageLine,
  nameText,
  noticesApart,
  placeText,
  sessionTotal,
  standingTotal,
} from './wording';

export interface TableOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const STYLES = { bold: 1, dim: 2, yellow: 33, cyan: 36, green: 32 } as const;

type Style = (name: keyof typeof STYLES, text: string) => string;

/** The report for a terminal: coverage first, then file by file, then the totals. */
export function table(report: Report, options: TableOptions): string {
  const style: Style = (name, text) => (options.colour ? `\u001b[${String(STYLES[name])}m${text}\u001b[0m` : text);
  const lines = [style('bold', coverageLine(report))];
  const assumptions = assumptionLine(report);
  if (assumptions !== null) lines.push(style('dim', assumptions));
  const files = [...new Set([...report.deployments, ...report.findings].map((each) => each.file))].sort();
  for (const file of files) {
    lines.push('', style('bold', file));
    for (const deployment of report.deployments.filter((each) => each.file === file))
      lines.push(`  ${style('dim', deploymentLine(deployment, report))}`);
    for (const finding of report.findings.filter((each) => each.file === file && each.rank === 'leading'))
      lines.push(`  ${findingLine(finding, style)}`);
  }
  lines.push('', ...totalLines(report, style));
  for (const notice of noticesApart(report))
    lines.push(`${notice.file}:${String(notice.range.start.line)}: ${notice.message}`);
  for (const { file, reason } of report.skipped) lines.push(style('dim', `skipped ${file}: ${reason}`));
  return `${lines.join('\n')}\n`;
}

function deploymentLine(deployment: DeploymentEntry, { coverage }: Report): string {
  const open = coverage.unresolved.find(({ id }) => id === deployment.id);
  const texts = [placeText, nameText, capacityText, costText, carbonText].map((text) => text(deployment));
  if (open !== undefined) texts.push(`(${reasonText(open)})`);
  return texts.filter((part) => part !== '').join('  ');
}

const LEVEL_STYLE = { warning: 'yellow', information: 'cyan', hint: 'dim' } as const;

function findingLine(finding: FindingEntry, style: Style): string {
  const { severity, message, practice } = finding;
  return `${placeText(finding)}  ${style(LEVEL_STYLE[severity], severity)}  ${message}  ${style('dim', practice)}`;
}

function totalLines(report: Report, style: Style): string[] {
  const lines: string[] = [];
  const standing = standingTotal(report);
  if (standing !== null)
    lines.push(`Standing: ${standing.now} a month; after the leading advice ${style('green', standing.after)}`);
  const session = sessionTotal(report);
  if (session !== null)
    lines.push(
      `Sessions: ${session.now} an hour while all are up; after the leading advice ${style('green', session.after)}`,
    );
  if (report.deployments.length > 0) lines.push(style('dim', BASIS));
  return lines;
}
