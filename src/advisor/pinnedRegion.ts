import type { TextOf } from '../model/language';
import type { Origin } from '../model/origin';

/** A comment's words for a Region that is no free choice. */
const PINNED =
  /(?:#|\/\/|\/\*|--).*\b(?:residen(?:cy|t)|sovereign\w*|jurisdiction|gdpr|hipaa|must (?:stay|remain)|pinned)\b/i;

/** How far above a Region the comment on its block may stand. */
const MOST_LINES = 6;

/** Whether a comment on the line of a Region, or above it with no empty line between, says that it has to stay. */
export function isPinned(textOf: TextOf, at: Origin): boolean {
  const text = textOf(at.file, at.cell) ?? '';
  const end = text.indexOf('\n', at.end);
  const lines = text.slice(0, end === -1 ? text.length : end).split('\n');
  for (const line of lines.slice(-1 - MOST_LINES).reverse()) {
    if (line.trim() === '') return false;
    if (PINNED.test(line)) return true;
  }
  return false;
}
