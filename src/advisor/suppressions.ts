import { fileOf, type MetadataSuppression, type Source, type SourceCell } from '../model/language';
import type { Origin } from '../model/origin';

/** A wish not to hear some advice, as it is written in a file. */
export interface Suppression {
  /** The practices, or null for all. */
  readonly practices: readonly string[] | null;
  readonly scope: 'line' | 'file';
  /** Nothing else is on its line, so it speaks for the line below it too. */
  readonly alone: boolean;
  /** ISO date up to which it holds, that day included. */
  readonly until: string | null;
  readonly reason: string | null;
  readonly at: Origin;
  /** 0-based line of the comment in its document; -1 for a template's `Metadata`. */
  readonly line: number;
  /** The resource that a template's `Metadata` speaks of. */
  readonly resource: string | null;
}

const COMMENT = /(?:#|\/\/)[ \t]*sagegreen:[ \t]*ignore(-file)?(?:\[([^\]\r\n]*)\])?([^\r\n]*)/g;
const UNTIL = /^[ \t]*until=(\d{4}-\d{2}-\d{2})(?=[ \t]|$)/;

/** Finds the suppression comments of a document. */
export function suppressionsIn(source: Source): Suppression[] {
  return source.cells.flatMap((cell) =>
    cell.text.includes('sagegreen:') ? suppressionsInCell(fileOf(source, cell), cell) : [],
  );
}

function suppressionsInCell(file: string, cell: SourceCell): Suppression[] {
  const found: Suppression[] = [];
  let line = 0;
  let counted = 0;
  for (const match of cell.text.matchAll(COMMENT)) {
    for (
      let next = cell.text.indexOf('\n', counted);
      next !== -1 && next < match.index;
      next = cell.text.indexOf('\n', counted)
    ) {
      line += 1;
      counted = next + 1;
    }
    const [text, wholeFile, ids, rest = ''] = match;
    const until = UNTIL.exec(rest)?.[1] ?? null;
    const reason = rest.replace(UNTIL, '').trim();
    found.push({
      practices:
        ids === undefined
          ? null
          : ids
              .split(',')
              .map((id) => id.trim())
              .filter((id) => id !== ''),
      scope: wholeFile === undefined ? 'line' : 'file',
      alone: cell.text.slice(cell.text.lastIndexOf('\n', match.index) + 1, match.index).trim() === '',
      until,
      reason: reason === '' ? null : reason,
      at: { file, cell: cell.index, start: match.index, end: match.index + text.trimEnd().length },
      line,
      resource: null,
    });
  }
  return found;
}

/** Whether a suppression's date is over. */
export function isExpired(suppression: Suppression, today: string): boolean {
  return suppression.until !== null && suppression.until < today;
}

/** Whether a suppression speaks of a practice; `names` are the practice's id and its aliases. */
export function names(suppression: Suppression, ids: readonly string[]): boolean {
  return suppression.practices === null || suppression.practices.some((id) => ids.includes(id));
}

/** The suppressions in the `Metadata` of a template's resources. */
export function metadataSuppressions(found: readonly MetadataSuppression[]): Suppression[] {
  return found.map(({ resource, ignore, reason, until, at }) => ({
    practices: ignore === 'all' ? null : ignore,
    scope: 'line',
    alone: false,
    until,
    reason,
    at,
    line: -1,
    resource,
  }));
}
