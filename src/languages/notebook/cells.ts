import type { SourceCell } from '../../model/language';
import { afterLine, afterLogicalLine, lineEnd } from '../python/lines';

/**
 * The Python of a notebook's cell, of the same length as the cell: what only IPython knows gives way to Python that does
 * nothing, so that every offset stays true. Null where the cell is no Python.
 */
export function codeOf(cell: SourceCell): string | null {
  return cell.code ? pythonOf(cell.text) : null;
}

/** Cell magics under which the cell is the notebook's Python still. */
const PYTHON_MAGICS: ReadonlySet<string> = new Set(['capture', 'local', 'prun', 'time', 'timeit']);
/** Line magics that run the Python behind them. */
const RUNS = /([ \t]*)(%(?:time|timeit|prun|memit|mprun|lprun)[ \t]+)(?![-\s])/y;

const CELL_MAGIC = /^\s*%%(\w*)/;
/** `%magic`, `!shell`, `?help`, `help?` */
const SPECIAL = /([ \t]*)(?:[%!]|\?{1,2}[\w%]|%{0,2}[A-Za-z_][\w.*]*\?{1,2}[ \t]*(?:[\r\n]|$))/y;
/** `files = !ls`, `rows = %sql …` */
const ASSIGNED = /([ \t]*[A-Za-z_][\w.,[\]'" \t]*=[ \t]*)[!%](?!=)/y;

function pythonOf(text: string): string | null {
  if (!/[%!?]/.test(text)) return text;
  const magic = CELL_MAGIC.exec(text);
  if (magic === null) return withoutMagics(text, 0, '');
  if (!PYTHON_MAGICS.has(magic[1] ?? '')) return null;
  const end = lineEnd(text, magic[0].length);
  return withoutMagics(text, afterLine(text, end), blank(text.slice(0, end)) + text.slice(end, afterLine(text, end)));
}

function withoutMagics(text: string, start: number, before: string): string {
  let result = before;
  let kept = start;
  for (let at = start; at < text.length;) {
    const masked = maskAt(text, at);
    if (masked === null) {
      at = afterLogicalLine(text, at);
      continue;
    }
    result += text.slice(kept, at) + masked;
    at += masked.length;
    kept = at;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

/** What stands for the line at a place, if it is a special one: to its end, or to where Python goes on. */
function maskAt(text: string, at: number): string | null {
  const runs = match(RUNS, text, at);
  if (runs !== null) return `${runs[1] ?? ''}0;${' '.repeat(Math.max(0, (runs[2]?.length ?? 2) - 2))}`;
  const special = match(SPECIAL, text, at);
  if (special !== null) return masked(text, at, at + (special[1]?.length ?? 0), 'pass', '0');
  const assigned = match(ASSIGNED, text, at);
  return assigned === null ? null : masked(text, at, at + (assigned[1]?.length ?? 0), '...', '_');
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A line that is Python up to `from`; what follows, to the end of its last continued line, becomes a filler. */
function masked(text: string, start: number, from: number, filler: string, short: string): string {
  let end = lineEnd(text, from);
  while (text.charAt(end - 1) === '\\' && end < text.length) end = lineEnd(text, afterLine(text, end));
  const hidden = text.slice(from, end);
  const firstLine = lineEnd(text, from) - from;
  const put = firstLine >= filler.length ? filler : short;
  return text.slice(start, from) + put + blank(hidden.slice(put.length));
}

/** Spaces for everything but line breaks. */
function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
