import type { Piece } from './chunk';

/** Sections whose entries are read one by one. */
const SECTIONS_OF_ENTRIES = new Set(['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs']);

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
const COLON = 58;
const BOM = 0xfeff;

/** Signs that can't begin a plain key. */
const NOT_A_KEY = new Set('-?,[]{}#&*!|>%@`'.split('').map((sign) => sign.charCodeAt(0)));

interface Key {
  readonly name: string;
  readonly nameStart: number;
  /** Just after the colon. */
  readonly after: number;
}

/** The key that a line begins with, or null. */
function keyAt(text: string, start: number, end: number): Key | null {
  const first = text.charCodeAt(start);
  if (first === 34 || first === 39) {
    let close = start + 1;
    while (close < end && text.charCodeAt(close) !== first) close++;
    let colon = close + 1;
    while (colon < end && isBlank(text.charCodeAt(colon))) colon++;
    if (colon >= end || text.charCodeAt(colon) !== COLON) return null;
    return { name: text.slice(start + 1, close), nameStart: start + 1, after: colon + 1 };
  }
  if (NOT_A_KEY.has(first)) return null;
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== COLON) continue;
    if (at + 1 < end && !isBlank(text.charCodeAt(at + 1)) && text.charCodeAt(at + 1) !== RETURN) continue;
    return { name: text.slice(start, at).trimEnd(), nameStart: start, after: at + 1 };
  }
  return null;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Whether anything but a comment stands between two offsets of a line. */
function holdsValue(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === RETURN) continue;
    return code !== HASH;
  }
  return false;
}

/** What is known while the lines of a template go by. */
class Splitter {
  readonly pieces: Piece[] = [];
  #open: Omit<Piece, 'end'> | null = null;
  #section: string | null;
  /** Indentation of the entries of the section; null until the first one. */
  #indent: number | null;
  #whole = false;

  constructor(
    private readonly text: string,
    state: Pick<Piece, 'section' | 'indent'> | null,
  ) {
    this.#section = state?.section ?? null;
    this.#indent = state?.indent ?? null;
  }

  get begun(): boolean {
    return this.#section !== null;
  }

  #close(at: number): void {
    if (this.#open !== null) this.pieces.push({ ...this.#open, end: at });
    this.#open = null;
  }

  #begin(at: number, extent: 'entry' | 'section', key: Key | null): void {
    this.#close(at);
    this.#open = {
      section: this.#section ?? '',
      extent,
      style: 'block',
      start: at,
      name: extent === 'entry' ? (key?.name ?? null) : null,
      nameStart: key?.nameStart ?? at,
      valueStart: key?.after ?? at,
      indent: this.#indent,
    };
  }

  /** A line at column 0: a new section, or something that belongs nowhere. */
  topLine(lineStart: number, lineEnd: number): void {
    const key = keyAt(this.text, lineStart, lineEnd);
    if (key === null) {
      // `- x` and closing brackets may lie at column 0 inside a section; a half-typed word cuts the entry before it off.
      if (this.#whole || /[-\]}]/.test(this.text.charAt(lineStart))) return;
      this.#begin(lineStart, 'entry', null);
      return;
    }
    this.#section = key.name;
    this.#indent = null;
    this.#whole = !SECTIONS_OF_ENTRIES.has(key.name) || holdsValue(this.text, key.after, lineEnd);
    if (this.#whole) this.#begin(lineStart, 'section', key);
    else this.#close(lineStart);
  }

  /** A line with indentation. */
  innerLine(lineStart: number, first: number, lineEnd: number): void {
    if (this.#whole || this.#section === null) return;
    const indent = first - lineStart;
    if (this.#indent !== null && indent > this.#indent) return;
    const key = keyAt(this.text, first, lineEnd);
    if (key !== null) this.#indent ??= indent;
    else if (/[-\]}]/.test(this.text.charAt(first))) return;
    this.#begin(lineStart, 'entry', key);
  }

  finish(at: number): Piece[] {
    this.#close(at);
    return this.pieces;
  }
}

/**
 * Splits a template in block style at its sections and their entries. Linear, and looks into no value. `state` is that of
 * the piece which the text is, where it is not a whole template.
 */
export function splitBlock(text: string, state: Pick<Piece, 'section' | 'indent'> | null = null): Piece[] {
  const splitter = new Splitter(text, state);
  let lineStart = state === null && text.charCodeAt(0) === BOM ? 1 : 0;
  while (lineStart < text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    let first = lineStart;
    while (first < lineEnd && text.charCodeAt(first) === SPACE) first++;
    const code = first < lineEnd ? text.charCodeAt(first) : NEWLINE;
    const blank = code === NEWLINE || code === RETURN || code === HASH;
    if (!blank && first === lineStart && code !== TAB) {
      if (isMarker(text, lineStart)) {
        // Another document of the stream is no part of this template.
        if (splitter.begun) return splitter.finish(lineStart);
      } else {
        splitter.topLine(lineStart, lineEnd);
      }
    } else if (!blank && code !== TAB) {
      splitter.innerLine(lineStart, first, lineEnd);
    }
    lineStart = lineEnd + 1;
  }
  return splitter.finish(text.length);
}

function isMarker(text: string, at: number): boolean {
  return text.startsWith('---', at) || text.startsWith('...', at) || text.startsWith('%', at);
}
