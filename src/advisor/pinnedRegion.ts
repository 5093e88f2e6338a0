import type { TextOf } from '../model/language';
import type { Origin } from '../model/origin';

/** A comment's words for a Region that is no free choice. */
const PINNED =
  /(?:#|\/\/|\/\*|--).*\b(?:residen(?:cy|t)|sovereign\w*|jurisdiction|gdpr|hipaa|must (?:stay|remain)|pinned)\b/i;

/** Whether a comment on the line of a Region, or on the line above it, says that it has to stay. */
export function isPinned(textOf: TextOf, at: Origin): boolean {
  const text = textOf(at.file, at.cell) ?? '';
  const start = text.lastIndexOf('\n', text.lastIndexOf('\n', at.start - 1) - 1) + 1;
  const end = text.indexOf('\n', at.end);
  return text
    .slice(start, end === -1 ? text.length : end)
    .split('\n')
    .some((line) => PINNED.test(line));
}
