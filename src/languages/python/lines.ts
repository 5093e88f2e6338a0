/** Lines and strings of Python text, by offsets. `\n`, `\r\n` and `\r` break lines. */

export const TAB = 9;
export const NEWLINE = 10;
export const FORM_FEED = 12;
export const RETURN = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const AT = 64;
export const BACKSLASH = 92;
export const BOM = 0xfeff;

export interface Line {
  /** Start of the line, and of what is written in it. */
  readonly start: number;
  readonly text: number;
  readonly column: number;
}

/** The line that starts at a place. */
export function lineAt(text: string, start: number): Line {
  let at = start;
  let column = 0;
  for (; ; at++) {
    const char = text.charCodeAt(at);
    if (char === SPACE) column++;
    else if (char === TAB) column += 8 - (column % 8);
    else if (char === FORM_FEED) column = 0;
    else break;
  }
  return { start, text: at, column };
}

export function afterString(text: string, at: number, quote: number): { at: number; open: boolean } {
  if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
    const mark = text.slice(at, at + 3);
    for (let found = text.indexOf(mark, at + 3); found >= 0; found = text.indexOf(mark, found + 1)) {
      let escapes = 0;
      while (text.charCodeAt(found - 1 - escapes) === BACKSLASH && found - 1 - escapes >= at + 3) escapes++;
      if (escapes % 2 === 0) return { at: found + 3, open: false };
    }
    return { at: lineEnd(text, at), open: true };
  }
  let end = at + 1;
  for (; end < text.length; end++) {
    const char = text.charCodeAt(end);
    if (char === quote) return { at: end + 1, open: false };
    if (char === NEWLINE || char === RETURN) break;
    if (char === BACKSLASH) {
      const following = text.charCodeAt(end + 1);
      end = following === NEWLINE || following === RETURN ? afterBreak(text, end + 1) - 1 : end + 1;
    }
  }
  return { at: Math.min(end, text.length), open: false };
}

export function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === NEWLINE ? at + 2 : at + 1;
}

export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === NEWLINE || char === RETURN) break;
    at++;
  }
  return at;
}

export function afterLine(text: string, from: number): number {
  const end = lineEnd(text, from);
  return end < text.length ? afterBreak(text, end) : end;
}

/**
 * The start of the line after the one that starts at a place; lines that a bracket, a string or a backslash joins are one.
 */
export function afterLogicalLine(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === NEWLINE || char === RETURN) {
      at = afterBreak(text, at);
      // No line of Python starts with `!`: the bracket before it has been left open.
      if (depth === 0 || /[ \t]*!/y.test(text.slice(at, at + 80))) return at;
    } else if (char === HASH) at = lineEnd(text, at);
    else if (char === SINGLE_QUOTE || char === DOUBLE_QUOTE) at = afterString(text, at, char).at;
    else if (char === BACKSLASH) {
      const next = text.charCodeAt(at + 1);
      at = next === NEWLINE || next === RETURN ? afterBreak(text, at + 1) : at + 1;
    } else {
      if (OPENING.has(char)) depth++;
      else if (CLOSING.has(char) && depth > 0) depth--;
      at++;
    }
  }
  return at;
}

const OPENING: ReadonlySet<number> = new Set([40, 91, 123]);
const CLOSING: ReadonlySet<number> = new Set([41, 93, 125]);
