import type {
  ArtifactLocation,
  Fix as SarifFix,
  Location,
  Log,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import { version } from '../../package.json';
import type { Severity } from '../advisor/advice';
import { practices, type Practice } from '../practices';
import type { EditEntry, FindingEntry, FixEntry, Place, Report } from './json';
import type { Range } from './positions';
import { WholeFiles } from './wholeFiles';

/** The report as SARIF 2.1.0. `textOf` gives the text of a notebook's file: places in SARIF are those of whole files. */
export function sarif(report: Report, textOf: (file: string) => string | null): Log {
  const files = new WholeFiles(textOf);
  const notices = report.notices.map(({ message, ...place }) => notification(message, locationOf(files, place)));
  const skipped = report.skipped.map(({ file, reason }) =>
    notification(`not read: ${reason}`, { physicalLocation: { artifactLocation: artifactOf(file) } }),
  );
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Sage Green', version, semanticVersion: version, rules: practices.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: [...notices, ...skipped] }],
        results: report.findings.map((finding) => resultOf(files, finding)),
        properties: { coverage: report.coverage, totals: report.totals, catalogue: report.catalogue },
      },
    ],
  };
}

function notification(text: string, location: Location): Notification {
  return { level: 'note', message: { text }, locations: [location] };
}

function ruleOf({ id, title, articleName, why, sources }: Practice): ReportingDescriptor {
  const [first] = sources;
  const links = sources.map(({ text, url }) => `- [${text}](${url})`).join('\n');
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. In AWS's list of practices: ${articleName}.` },
    help: {
      text: `${why}\n\n${sources.map(({ text, url }) => `${text}: ${url}`).join('\n')}`,
      markdown: `${why}\n\n${links}`,
    },
    ...(first === undefined ? {} : { helpUri: first.url }),
    properties: { tags: ['cost', 'sustainability', 'sagemaker'] },
  };
}

/** SARIF has no level below a note. */
const LEVELS: Readonly<Record<Severity, Result.level>> = { warning: 'warning', information: 'note', hint: 'note' };

function resultOf(files: WholeFiles, finding: FindingEntry): Result {
  const { practice, fingerprint, severity, message, resource, environment } = finding;
  const fixes = finding.fixes.flatMap((fix) => fixOf(files, fix));
  return {
    ruleId: practice,
    ruleIndex: practices.findIndex(({ id }) => id === practice),
    level: LEVELS[severity],
    message: { text: environment === null ? message : `${environment}: ${message}` },
    locations: [
      { ...locationOf(files, finding), logicalLocations: [{ fullyQualifiedName: resource, kind: 'resource' }] },
    ],
    partialFingerprints: { 'sagegreen/v1': fingerprint },
    ...(fixes.length === 0 ? {} : { fixes }),
    properties: {
      ...{ severity, grade: finding.grade, rank: finding.rank, landing: finding.landing, effort: finding.effort },
      ...{ deployment: finding.deployment, environment, cell: finding.cell, proposal: finding.proposal },
      delta: finding.delta,
    },
  };
}

function fixOf(files: WholeFiles, { title, edits, refused }: FixEntry): SarifFix[] {
  if (refused !== undefined || edits.length === 0) return [];
  const byFile = new Map<string, EditEntry[]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  const changes = [...byFile].map(([file, own]) => ({
    artifactLocation: artifactOf(file),
    replacements: files.replacements(file, own).map(({ range, newText }) => ({
      deletedRegion: regionOf(range),
      insertedContent: { text: newText },
    })),
  }));
  // A change that can't be said for the whole file is not said by half.
  if (changes.some(({ replacements }) => replacements.length === 0)) return [];
  return [{ description: { text: title }, artifactChanges: changes }];
}

function locationOf(files: WholeFiles, place: Place): Location {
  return { physicalLocation: { artifactLocation: artifactOf(place.file), region: regionOf(files.range(place)) } };
}

function artifactOf(file: string): ArtifactLocation {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function regionOf({ start, end }: Range): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
