import type { Edit } from '../model/language';
import type { Finding, Fix } from './advice';
import { lineAt, lineStarts } from './lines';
import { textIn, type Unit } from './unit';

/** The edit that asks not to hear a practice again at the place of a finding; null where nothing can be written. */
export function suppressionFix(unit: Unit, finding: Finding): Fix | null {
  const edit = unit.language.suppress?.(unit.reading(), finding.resource, finding.practice) ?? inComment(unit, finding);
  if (edit === null) return null;
  return {
    title: `Do not advise ${finding.practice} here`,
    practice: finding.practice,
    preferred: false,
    landing: 'nextDeploy',
    edits: [edit],
    refusal: null,
  };
}

/** A comment on a line of its own, above the line where the finding starts and as far in. */
function inComment(unit: Unit, finding: Finding): Edit | null {
  const { file, cell, start } = finding.at;
  const text = textIn(unit, file, cell);
  // JSON has no comments.
  if (text === undefined || file.endsWith('.json')) return null;
  const starts = lineStarts(text);
  const lineStart = starts[lineAt(starts, start)] ?? 0;
  const indentation = /^[ \t\uFEFF]*/.exec(text.slice(lineStart, start))?.[0].replace('\uFEFF', '') ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const at = lineStart === 0 && text.startsWith('\uFEFF') ? 1 : lineStart;
  return {
    file,
    cell,
    start: at,
    end: at,
    newText: `${indentation}# sagegreen: ignore[${finding.practice}]${newline}`,
  };
}
