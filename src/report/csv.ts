import type { FindingEntry, Report } from './json';

type Cell = string | number | null | undefined;

const COLUMNS: Readonly<Record<string, (finding: FindingEntry) => Cell>> = {
  practice: ({ practice }) => practice,
  severity: ({ severity }) => severity,
  grade: ({ grade }) => grade,
  rank: ({ rank }) => rank,
  file: ({ file }) => file,
  cell: ({ cell }) => cell,
  line: ({ range }) => range.start.line,
  column: ({ range }) => range.start.column,
  environment: ({ environment }) => environment,
  deployment: ({ deployment }) => deployment,
  message: ({ message }) => message,
  landing: ({ landing }) => landing,
  effort: ({ effort }) => effort,
  usdPerHour: ({ delta }) => delta.usdPerHour,
  usdPerMonth: ({ delta }) => delta.usdPerMonth?.value,
  usdPerRun: ({ delta }) => delta.usdPerRun?.value,
  kgCo2ePerMonth: ({ delta }) => delta.kgCo2ePerMonth?.value,
  kgCo2ePerMonthLow: ({ delta }) => delta.kgCo2ePerMonth?.low,
  kgCo2ePerMonthHigh: ({ delta }) => delta.kgCo2ePerMonth?.high,
  verdict: ({ delta }) => delta.verdict,
  fingerprint: ({ fingerprint }) => fingerprint,
};

/** The findings as comma-separated values (RFC 4180), a line each below a line of names. */
export function csv({ findings }: Report): string {
  const columns = Object.values(COLUMNS);
  const rows = findings.map((finding) => columns.map((cell) => written(cell(finding))));
  return [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function written(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  // A spreadsheet takes what begins so for a formula, and names come from code.
  const text = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
