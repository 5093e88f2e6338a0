import type { Diagnostic, DiagnosticRelatedInformation, DocumentUri } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Finding, Notice, Severity, UnitAdvice } from '../advisor/advice';
import { practices } from '../practices';
import type { DiagnosticData } from './protocol';
import { rangeIn, type Workspace } from './workspace';

export const SOURCE = 'Sage Green';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What these advise depends on what other files do not say: until all are read, it is not said. */
const NEED_ALL_FILES: ReadonlySet<string> = new Set(
  practices.filter((practice) => practice.waitsForWorkspace === true).map((practice) => practice.id),
);

export function isTimely(finding: Finding, indexed: boolean): boolean {
  if (indexed) return true;
  return !NEED_ALL_FILES.has(finding.practice) && finding.candidates[0].proposal.waitsForWorkspace !== true;
}

/** Whether a finding has a squiggle of its own. Others are in the hover, the menu and the report. */
export function isShown(finding: Finding, indexed: boolean): boolean {
  return finding.rank === 'leading' && finding.visibility === 'squiggle' && isTimely(finding, indexed);
}

/** The squiggles of a unit by document: one for a file, one for each cell of a notebook. */
export function diagnosticsOf(
  workspace: Workspace,
  advice: UnitAdvice,
  indexed: boolean,
): Map<DocumentUri, Diagnostic[]> {
  const byDocument = new Map<DocumentUri, Diagnostic[]>();
  const add = (at: Finding['at'], make: (range: Diagnostic['range']) => Diagnostic): void => {
    const spot = at.file === advice.file ? workspace.spotOf(at.file, at.cell) : null;
    // Without a version it isn't open, and nobody sees its squiggles.
    if (spot === null || spot.version === null || spot.cell !== null) return;
    const list = byDocument.get(spot.uri) ?? [];
    list.push(make(rangeIn(spot, at)));
    byDocument.set(spot.uri, list);
  };
  for (const finding of advice.findings)
    if (isShown(finding, indexed)) add(finding.at, (range) => diagnosticOf(workspace, finding, range));
  for (const notice of advice.notices)
    if (isTold(notice, indexed)) add(notice.at, (range) => noticeDiagnostic(notice, range));
  return byDocument;
}

/** What can't be resolved is counted in the status bar; which suppressions are unused is known when all files are. */
function isTold({ kind }: Notice, indexed: boolean): boolean {
  return kind !== 'unresolved' && (indexed || kind !== 'unusedSuppression');
}

function diagnosticOf(workspace: Workspace, finding: Finding, range: Diagnostic['range']): Diagnostic {
  const { file } = finding.at;
  const relatedInformation = related(workspace, finding);
  const data: DiagnosticData = { file, fingerprint: finding.fingerprint };
  return {
    range,
    severity: SEVERITIES[finding.severity],
    source: SOURCE,
    code: finding.practice,
    message: finding.message,
    data,
    ...(finding.candidates[0].proposal.retired ? { tags: [DiagnosticTag.Deprecated] } : {}),
    ...(relatedInformation.length === 0 ? {} : { relatedInformation }),
  };
}

function related(workspace: Workspace, { writtenAt }: Finding): DiagnosticRelatedInformation[] {
  const spot = writtenAt === null ? null : workspace.spotOf(writtenAt.file, writtenAt.cell);
  if (writtenAt === null || spot === null) return [];
  return [{ location: { uri: spot.uri, range: rangeIn(spot, writtenAt) }, message: 'The value is written here.' }];
}

function noticeDiagnostic({ kind, message }: Notice, range: Diagnostic['range']): Diagnostic {
  const unused = kind === 'unusedSuppression';
  return {
    range,
    severity: unused ? DiagnosticSeverity.Hint : DiagnosticSeverity.Information,
    source: SOURCE,
    code: kind,
    message,
    ...(unused ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}
