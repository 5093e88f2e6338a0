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
  let end = text.indexOf('\n', at.end);
  if (end === -1) end = text.length;
  for (let count = 0; count <= MOST_LINES && end >= 0; count += 1) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end);
    if (line.trim() === '') return false;
    if (PINNED.test(line)) return true;
    end = start - 1;
  }
  return false;
}
