import { isWordSign } from '../program/words';
import { MUTATIONS } from './walkBindings';

/** Methods by which a list or dictionary is changed. */
const CHANGES = new RegExp(`\\.\\s*(?:${[...MUTATIONS.keys()].join('|')})\\b`, 'y');
/** What is before one of these is read; an operator that ends in `=` gives it another meaning. */
const READ =
  /(?:==|!|\(|\}|[<>]=|(?:\*\*|\/\/|<<|>>)(?!=)|[-+*/%@&|^<>](?![=*/<>])|(?:is|and|or|not|if|else|for|as|async)\b)/y;
/** What stands before a name that is given a meaning all the same, in its line. */
const GIVES = /(?:\b(?:def|class)[ \t]+|^[ \t]*case\b.*|\bimport[ \t]+[\w., \t]*)$/;
/** What stands before a name at the end of a line that is read there. */
const ASKS = /(?:[^=!<>:]=|\b(?:return|yield|in|not|and|or|is|raise|assert|await))[ \t]*$/;
/** A line break behind which something is said of what stands before it. */
const GOES_ON = /(?:#[^\r\n]*)?\\?[\r\n](?:\s|#[^\r\n]*[\r\n])*(?:[.[)\]}]|:=|=(?!=))/y;
/** The longest subscript and line that are looked through. */
const LONGEST_SUBSCRIPT = 500;
const LONGEST_LINE = 1_000;

/**
 * Whether a statement may give a name its meaning or change what it stands for, as far as its text shows. Where it can't,
 * the statement only reads the name, and needn't be parsed to tell what the name is worth elsewhere.
 */
export function mayWrite(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (isWordAt(text, at - 1) || isWordAt(text, end) || text.charAt(at - 1) === '.') continue;
    if (!isReadAt(text, at, end)) return true;
  }
  return false;
}

function isReadAt(text: string, start: number, end: number): boolean {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  if (start - line > LONGEST_LINE || text.charAt(text.charAt(line - 2) === '\r' ? line - 3 : line - 2) === '\\')
    return false;
  const before = text.slice(line, start);
  if (GIVES.test(before)) return false;
  let next = afterBlanks(text, end);
  const hasSubscript = text.charAt(next) === '[';
  while (text.charAt(next) === '[') {
    next = afterSubscript(text, next);
    if (next < 0) return false;
    next = afterBlanks(text, next);
  }
  if (text.charAt(next) === '.') return !matches(CHANGES, text, next);
  if (matches(READ, text, next)) return true;
  if (text.charAt(next) === ':' || matches(GOES_ON, text, next)) return false;
  if (isArgument(before)) return true;
  const isLast = next >= text.length || /[\n\r#;]/.test(text.charAt(next));
  return isLast && (hasSubscript ? !/\bdel\b/.test(before) : ASKS.test(before));
}

function matches(form: RegExp, text: string, at: number): boolean {
  form.lastIndex = at;
  return form.test(text);
}

function afterBlanks(text: string, at: number): number {
  let next = at;
  while (text.charAt(next) === ' ' || text.charAt(next) === '\t') next++;
  return next;
}

/** Behind `[…]`, or -1 where its end isn't plain to see. */
function afterSubscript(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length && at < start + LONGEST_SUBSCRIPT; at++) {
    const char = text.charAt(at);
    if (char === '[') depth++;
    else if (char === '"' || char === "'") {
      at = text.indexOf(char, at + 1);
      if (at < 0) return -1;
    } else if (char === ']' && --depth === 0) return at + 1;
  }
  return -1;
}

const CALLED = /[\w\])]\($/;
/** Words in front of a bracket that is no call's, and what takes parameters in one. */
const DECLARES =
  /\b(?:def|class|case|import|in|and|or|not|if|else|for|with|as|return|yield|await|lambda|assert|del|is)[ \t]*\(|\b(?:def|class|case)[ \t]/;

/** Whether a line, up to a place in it, has opened the bracket of a call that is given what stands there. */
function isArgument(line: string): boolean {
  let depth = 0;
  for (let at = line.length - 1; at >= 0; at--) {
    const char = line.charAt(at);
    // Brackets in texts are none.
    if (char === '"' || char === "'") return false;
    if (char === ')' || char === ']' || char === '}') depth++;
    else if (char === '(' || char === '[' || char === '{') {
      if (depth > 0) depth--;
      else
        return (
          CALLED.test(line.slice(0, at + 1)) &&
          !DECLARES.test(line.slice(0, at + 1)) &&
          !/\b(?:lambda|for)\b/.test(line.slice(at))
        );
    }
  }
  return false;
}

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && isWordSign(text.charCodeAt(at));
}
