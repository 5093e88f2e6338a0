import { afterLine, type Line, lineAt, NEWLINE, RETURN, SPACE, TAB } from './lines';

/** How far behind a string it is looked at what stands there. */
export const LONGEST_BEHIND_STRING = 8;

const STARTS = /(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|class[ \t]+\w+[ \t]*[(:]|@[A-Za-z_])/y;
/** The last line of what a function or class starts with. */
const HEADER = /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(.*|class[ \t]+\w+.*|\).*):[ \t]*$/;
const WORD_BEHIND = /(?![rbuft]{1,2}["'])(?!(?:if|else|for|in|is|and|or|not|as|from|async)(?!\w))[A-Za-z_]/iy;

/**
 * A docstring that is being written has no end yet, and takes the first marks of the next one for it: what stood between
 * would be lost, and the rest of the text be read inside out. Answers the line of the first function or class in a string
 * of three marks that can't end where it seems to, at the column of the statement around it or before; null for any other.
 * `isAlone`: the string is a line of its own, further in than the statement around it.
 */
export function swallowedStatement(
  text: string,
  string: { readonly start: number; readonly end: number; readonly isAlone: boolean },
  column: number,
): Line | null {
  if (!hasWordBehind(text, string.end) && !(string.isAlone && endsWhereOneBegins(text, string.end - 3))) return null;
  for (let at = afterLine(text, string.start); at < string.end - 3; at = afterLine(text, at)) {
    const line = lineAt(text, at);
    STARTS.lastIndex = line.text;
    if (line.column <= column && STARTS.test(text)) return line;
  }
  return null;
}

/** A word that nothing joins to a string that ends here: it is the first word of a docstring. */
function hasWordBehind(text: string, end: number): boolean {
  WORD_BEHIND.lastIndex = end;
  return WORD_BEHIND.test(text);
}

/** Whether marks are the first of their line, and the line above starts a function or class: there a docstring begins. */
function endsWhereOneBegins(text: string, marks: number): boolean {
  let at = marks - 1;
  while (isBlank(text.charCodeAt(at))) at--;
  if (!isBreak(text.charCodeAt(at))) return false;
  while (isBlank(text.charCodeAt(at)) || isBreak(text.charCodeAt(at))) at--;
  const start = Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1;
  return HEADER.test(text.slice(start, at + 1));
}

function isBlank(char: number): boolean {
  return char === SPACE || char === TAB;
}

function isBreak(char: number): boolean {
  return char === NEWLINE || char === RETURN;
}
