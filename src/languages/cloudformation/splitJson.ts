import type { Piece } from './chunk';

const SECTIONS_OF_ENTRIES = new Set(['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs']);

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
/** The closing ones are two further. */
const BRACE = 123;
const BRACKET = 91;

interface JsonMember {
  readonly name: string;
  /** Of the opening quote. */
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Just after the string that begins at `at`. A string never crosses a line, so a forgotten quote costs one line. */
function afterString(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === BACKSLASH) next++;
    else if (code === QUOTE) return next + 1;
    else if (code === NEWLINE) return next;
  }
  return text.length;
}

/** Spaces and tabs between the start of the line and an offset; null where something else stands before it. */
function indentOf(text: string, at: number): number | null {
  let start = at;
  while (start > 0 && (text.charCodeAt(start - 1) === 32 || text.charCodeAt(start - 1) === 9)) start--;
  return start === 0 || text.charCodeAt(start - 1) === NEWLINE ? at - start : null;
}

/** Whether the line at `at` begins with a key that stands no deeper than `indent`: then the value before it isn't closed. */
function nextKeyAt(text: string, lineStart: number, indent: number): boolean {
  let at = lineStart;
  while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  if (at - lineStart > indent || text.charCodeAt(at) !== QUOTE) return false;
  return text.charCodeAt(skipSpace(text, afterString(text, at))) === COLON;
}

interface ValueEnd {
  /** Just after the value. */
  readonly end: number;
  /** Whether every bracket in it is closed. */
  readonly closed: boolean;
}

/** Where the value that begins at `at` ends; `indent` is that of its key. */
function valueEnd(text: string, at: number, indent: number | null): ValueEnd {
  /** The brackets that have to close, the innermost last. */
  const open: number[] = [];
  let next = at;
  while (next < text.length) {
    const code = text.charCodeAt(next);
    if (code === QUOTE) {
      next = afterString(text, next);
      if (open.length === 0) return { end: next, closed: true };
      continue;
    }
    if (code === BRACE || code === BRACKET) open.push(code + 2);
    else if (code === BRACE + 2 || code === BRACKET + 2) {
      if (open.length === 0) return { end: next, closed: true };
      // A bracket that closes nothing is one too many.
      if (open.at(-1) === code) open.pop();
      if (open.length === 0) return { end: next + 1, closed: true };
    } else if (open.length === 0 && (code === COMMA || code === NEWLINE)) return { end: next, closed: true };
    else if (code === NEWLINE && indent !== null && nextKeyAt(text, next + 1, indent))
      return { end: next, closed: false };
    next++;
  }
  return { end: next, closed: open.length === 0 };
}

/** The members of the object whose brace opens at `open`. */
function membersOf(text: string, open: number, limit: number): JsonMember[] {
  const members: JsonMember[] = [];
  let at = open + 1;
  while (at < limit) {
    at = skipSpace(text, at);
    const code = text.charCodeAt(at);
    if (at >= limit || code === 125) break;
    if (code !== QUOTE) {
      at++;
      continue;
    }
    const close = afterString(text, at);
    const colon = skipSpace(text, close);
    if (text.charCodeAt(colon) !== COLON) {
      at = close;
      continue;
    }
    const valueStart = skipSpace(text, colon + 1);
    const end = Math.min(limit, valueEnd(text, valueStart, indentOf(text, at)).end);
    members.push({ name: text.slice(at + 1, close - 1), start: at, valueStart, end });
    at = Math.max(end, at + 1);
  }
  return members;
}

function pieceOf(section: string, extent: 'entry' | 'section', member: JsonMember): Piece {
  return {
    section,
    extent,
    style: 'json',
    start: member.start,
    end: member.end,
    name: extent === 'entry' ? member.name : null,
    nameStart: member.start + 1,
    valueStart: member.valueStart,
    indent: null,
  };
}

/** Splits a JSON template whose outer brace opens at `open`. Linear; finds its way again after a bracket that isn't closed. */
export function splitJson(text: string, open: number): Piece[] {
  return membersOf(text, open, text.length).flatMap((section) => {
    if (!SECTIONS_OF_ENTRIES.has(section.name) || text.charAt(section.valueStart) !== '{')
      return [pieceOf(section.name, 'section', section)];
    return membersOf(text, section.valueStart, section.end).map((entry) => pieceOf(section.name, 'entry', entry));
  });
}

/** Whether the value of an entry ends where `end` says with all its brackets closed, so that nothing behind it depends on it. */
export function isClosedAt(text: string, keyStart: number, valueStart: number, end: number): boolean {
  const found = valueEnd(text, valueStart, indentOf(text, keyStart));
  return found.closed && found.end === end;
}

/** Where the outer brace of a text in JSON (or in YAML's flow style) opens, or null. */
export function outerBrace(text: string): number | null {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    at = skipSpace(text, at);
    if (text.startsWith('---', at)) at += 3;
    else if (text.charAt(at) === '#') {
      const newline = text.indexOf('\n', at);
      if (newline < 0) return null;
      at = newline;
    } else return text.charAt(at) === '{' ? at : null;
  }
}

/** Whether the text from its outer brace is JSON, and not flow-style YAML with bare keys. */
export function isJson(text: string, open: number): boolean {
  const first = text.charAt(skipSpace(text, open + 1));
  return first === '"' || first === '}' || first === '';
}
