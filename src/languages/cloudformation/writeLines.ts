import type { Span } from '../../model/origin';

/** A change of one text: what stands in a span becomes `text`. Empty spans insert. */
export interface Change extends Span {
  readonly text: string;
}

/** The line ending of a text, as its first line has it. */
export function lineEnding(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The end of the line without its line ending. */
export function lineEnd(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  if (next < 0) return text.length;
  return next > at && text[next - 1] === '\r' ? next - 1 : next;
}

/** The start of the next line, or the end of the text. */
export function nextLine(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}

export function column(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** What a new line needs to begin in the column of `at`: tabs stay, anything else (`- `) becomes spaces. */
export function indentTo(text: string, at: number): string {
  return text.slice(lineStart(text, at), at).replace(/[^\t]/g, ' ');
}

export function skipSpaces(text: string, at: number): number {
  let index = at;
  while (text[index] === ' ' || text[index] === '\t') index += 1;
  return index;
}

/** Whether a line holds nothing, or nothing but a comment, from `at` on. */
export function restOfLine(text: string, at: number): 'blank' | 'comment' | 'content' {
  const first = text[skipSpaces(text, at)];
  if (first === undefined || first === '\n' || first === '\r') return 'blank';
  return first === '#' ? 'comment' : 'content';
}

/** Whether a `#` at `at` begins a comment. */
export function beginsComment(text: string, at: number): boolean {
  const before = text[at - 1];
  return text[at] === '#' && (before === undefined || /\s/.test(before));
}

/** The next character that is neither white space nor part of a comment. */
export function skipTrivia(text: string, at: number): number {
  let index = at;
  for (;;) {
    while (index < text.length && /\s/.test(text[index] ?? '')) index += 1;
    if (!beginsComment(text, index)) return index;
    index = lineEnd(text, index);
  }
}

/** The end of a quoted scalar that begins at `at`. */
export function quotedEnd(text: string, at: number): number {
  const quote = text[at];
  for (let index = at + 1; index < text.length; index += 1) {
    if (quote === '"' && text[index] === '\\') index += 1;
    else if (text[index] === quote) {
      if (quote === "'" && text[index + 1] === "'") index += 1;
      else return index + 1;
    }
  }
  return text.length;
}

/** The end of a flow collection (`{…}`, `[…]`) that begins at `at`; the end of the text where it isn't closed. */
export function flowEnd(text: string, at: number): number {
  let depth = 0;
  let fresh = true;
  for (let index = at; index < text.length; index += 1) {
    const char = text[index] ?? '';
    if ((char === '"' || char === "'") && fresh) {
      index = quotedEnd(text, index) - 1;
      fresh = false;
    } else if (beginsComment(text, index)) index = lineEnd(text, index) - 1;
    else if (char === '{' || char === '[') {
      depth += 1;
      fresh = true;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
      fresh = false;
    } else if (!/\s/.test(char)) fresh = char === ',' || char === ':';
  }
  return text.length;
}

/** Changes in order; those that touch become one. Null where two of them fight over the same text. */
export function merged(changes: readonly Change[]): Change[] | null {
  const ordered = changes
    .map((change, index) => ({ change, index }))
    .sort((a, b) => a.change.start - b.change.start || a.change.end - b.change.end || a.index - b.index);
  const result: Change[] = [];
  for (const { change } of ordered) {
    const before = result.at(-1);
    if (before === undefined || before.end < change.start) result.push(change);
    else if (before.end > change.start) return null;
    else result[result.length - 1] = { start: before.start, end: change.end, text: before.text + change.text };
  }
  return result;
}
