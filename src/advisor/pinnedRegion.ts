import type { TextOf } from '../model/language';
import type { Origin } from '../model/origin';
import { saysResidency } from '../practices/words';

const COMMENT = /(?:#|\/\/|\/\*|--)(.*)/;

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
    if (saysResidency(COMMENT.exec(line)?.[1] ?? '')) return true;
    end = start - 1;
  }
  return false;
}
