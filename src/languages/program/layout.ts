import type { Span } from '../../model/origin';

/** How a text is laid out: what is written anew looks like what stands beside it. */

/** The line break in use: that of the first line. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return at > offset && text[at - 1] === '\r' ? at - 1 : at;
}

/** Where the next line starts, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** The white space that a line begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t\f]*/.exec(text.slice(lineStart(text, offset), lineEnd(text, offset)))?.[0] ?? '';
}

/** Whether nothing but white space stands before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** Whether nothing but white space stands after an offset on its line. */
export function isLastOnLine(text: string, offset: number): boolean {
  return text.slice(offset, lineEnd(text, offset)).trim() === '';
}

/** The quote in use: in the stretch if it has one, else in the whole text. Equal numbers mean double quotes. */
export function quoteOf(text: string, near: Span): '"' | "'" {
  return majority(text.slice(near.start, near.end)) ?? majority(text) ?? '"';
}

function majority(text: string): '"' | "'" | null {
  let double = 0;
  let single = 0;
  for (const [literal] of text.matchAll(/"[^"\n]*"|'[^'\n]*'/g)) {
    if (literal.startsWith('"')) double += 1;
    else single += 1;
  }
  if (double === 0 && single === 0) return null;
  return single > double ? "'" : '"';
}
