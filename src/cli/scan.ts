import { Advisor } from '../advisor/advisor';
import type { Severity, Skipped } from '../advisor/advice';
import { concerns } from '../advisor/languages';
import { sourceOf } from '../advisor/sources';
import { catalogue } from '../catalogue';
import { isModelFile, isPartOfModel } from '../languages/weights/header';
import { reportOf, type Report } from '../report/json';
import { csv } from '../report/csv';
import { html } from '../report/html';
import { markdown } from '../report/markdown';
import { sarif } from '../report/sarif';
import { table } from '../report/table';
import type { FailOn, Format, ScanArguments } from './arguments';
import { UsageError } from './arguments';
import { applyFixes } from './applyFixes';
import { readTextFile } from './textFiles';
import { readModelHeader } from './modelHeaders';
import { placeInside, walk, type Found, type WalkedFolder } from './walk';

/** What a scan needs from the process around it. */
export interface Surroundings {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Shows how far the scan is; does nothing in a pipe. */
  readonly progress: (done: number, all: number) => void;
  /** ISO date. */
  readonly today: string;
  readonly colour: boolean;
  readonly width: number;
}

const DEFAULT_REGION = 'us-east-1';

/** Scans, prints and returns the exit code: 0 nothing at or above the level, 1 findings. @throws UsageError */
export function scan(args: ScanArguments, surroundings: Surroundings): 0 | 1 {
  const { advisor, skipped, found } = load(args, surroundings);
  if (args.fix) {
    const files = applyFixes(advisor, found);
    surroundings.error(`${String(files)} ${files === 1 ? 'file' : 'files'} fixed\n`);
  }
  const withFixes = args.format === 'json' || args.format === 'sarif';
  const report = reportOf(advisor, args.region ?? DEFAULT_REGION, skipped, withFixes);
  surroundings.out(printed(report, args.format, found, surroundings));
  return report.findings.some((finding) => finding.rank === 'leading' && reaches(finding.severity, args.failOn))
    ? 1
    : 0;
}

function printed(
  report: Report,
  format: Format,
  found: ReadonlyMap<string, Found>,
  surroundings: Surroundings,
): string {
  switch (format) {
    case 'table':
      return table(report, surroundings);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(
        sarif(report, (file) => textOf(found.get(file))),
        null,
        2,
      )}\n`;
    case 'markdown':
      return markdown(report);
    case 'html':
      return html(report);
    case 'csv':
      return csv(report);
  }
}

function textOf(file: Found | undefined): string | null {
  const read = file === undefined ? null : readTextFile(file.absolute);
  return read?.kind === 'text' ? read.text : null;
}

function load(args: ScanArguments, surroundings: Surroundings) {
  if (args.region !== null && !catalogue.regionCodes.includes(args.region))
    throw new UsageError(`--region ${args.region}: no such Region is known`);
  const { files, skipped: notWalked, folders } = walk(args.paths, surroundings.cwd);
  const advisor = new Advisor({ today: surroundings.today, region: args.region });
  const skipped: Skipped[] = [...notWalked];
  const found = new Map<string, Found>();
  if (args.config !== null) useConfig(advisor, args.config);
  const take = (file: Found, isWanted: boolean): void => {
    const read = isModelFile(file.name) ? readModelHeader(file.absolute) : readTextFile(file.absolute);
    const text = read.kind === 'text' ? read.text : '';
    const outcome =
      read.kind === 'skipped' ? read : isWanted || concerns(file.name, text) ? sourceOf(file.name, text) : null;
    if (outcome === null) return;
    if (outcome.kind === 'skipped') {
      skipped.push({ file: file.name, reason: outcome.reason });
      return;
    }
    found.set(file.name, file);
    advisor.update(outcome.source);
  };
  files.forEach((file, index) => {
    surroundings.progress(index, files.length);
    take(file, false);
  });
  takeWhatIsAskedFor(advisor, { files, folders }, (file) => take(file, true));
  surroundings.progress(files.length, files.length);
  return { advisor, skipped, found };
}

/** Values may stand in files that hold nothing of ours: they are read where a deployment asks for them. */
function takeWhatIsAskedFor(
  advisor: Advisor,
  { files, folders }: { readonly files: readonly Found[]; readonly folders: readonly WalkedFolder[] },
  take: (file: Found) => void,
): void {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (let missing = advisor.takeMissing(); missing.length > 0; missing = advisor.takeMissing())
    for (const name of missing) {
      const file = byName.get(name) ?? partOfModel(name, folders);
      if (file !== null) take(file);
    }
}

/** Models are read where version control ignores them, and only where code names them. */
function partOfModel(name: string, folders: readonly WalkedFolder[]): Found | null {
  const absolute = isPartOfModel(name) ? placeInside(folders, name) : null;
  return absolute === null ? null : { absolute, name, isTestData: false };
}

/** A settings file named on the command line stands for every folder. */
function useConfig(advisor: Advisor, config: string): void {
  const read = readTextFile(config);
  if (read.kind === 'skipped') throw new UsageError(`${config}: ${read.reason}`);
  advisor.useTeamFile(config, read.text);
}

const LOUDNESS: Readonly<Record<Severity, number>> = { hint: 0, information: 1, warning: 2 };

function reaches(severity: Severity, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  return LOUDNESS[severity] >= LOUDNESS[failOn];
}
