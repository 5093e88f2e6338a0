import type { Span } from '../../model/origin';
import {
  column,
  flowEnd,
  lineEnd,
  lineStart,
  nextLine,
  quotedEnd,
  restOfLine,
  skipSpaces,
  skipTrivia,
} from './writeLines';
import { beginsComment } from './writeLines';

/** One entry of a mapping or one item of a list, as it stands in the text. */
export interface Item extends Span {
  /** The key without quotes; null in a list. */
  readonly key: string | null;
  /** Behind the colon of a pair, or behind the dash of a block list's item. */
  readonly opened: number;
  /** The value, tag and quotes included. Empty where nothing is written. */
  readonly value: Span;
  /** The end with the comments that are indented deeper and so belong to it; `end` in flow style. */
  readonly extent: number;
}

/** A mapping or list in block style, or in flow style (JSON is flow style). */
export interface Container {
  readonly style: 'block' | 'flow';
  readonly kind: 'mapping' | 'list';
  readonly items: readonly Item[];
  /** Flow style: the brackets included. Block style: from the first item to the end of the last one. */
  readonly span: Span;
}

/** The collection that begins at `at`: at its bracket, its first key or its first dash. */
export function containerAt(text: string, at: number): Container {
  const start = skipProperties(text, at);
  const bracket = text[start];
  if (bracket === '{' || bracket === '[') return flowContainer(text, start, bracket === '{' ? 'mapping' : 'list');
  return blockContainer(text, start);
}

/** Past a tag and an anchor before a value: `!If`, `&name`. */
export function skipProperties(text: string, at: number): number {
  let index = at;
  for (;;) {
    const property = /[!&][^\s,[\]{}]*[ \t]*/y;
    property.lastIndex = index;
    const found = property.exec(text);
    if (found === null) return index;
    index = property.lastIndex;
    // A tag may stand on the line above a block collection.
    if (restOfLine(text, index) !== 'content') index = skipTrivia(text, index);
  }
}

function flowContainer(text: string, open: number, kind: Container['kind']): Container {
  const close = flowEnd(text, open);
  const inside = text[close - 1] === '}' || text[close - 1] === ']' ? close - 1 : close;
  const items: Item[] = [];
  let at = skipTrivia(text, open + 1);
  while (at < inside) {
    const end = flowItemEnd(text, at, inside);
    items.push(flowItem(text, at, end, kind));
    at = skipTrivia(text, end);
    if (text[at] === ',') at = skipTrivia(text, at + 1);
  }
  return { style: 'flow', kind, items, span: { start: open, end: close } };
}

/** The end of the text up to a comma of this collection, without white space and comments before the comma. */
function flowItemEnd(text: string, at: number, inside: number): number {
  let end = at;
  let index = at;
  let fresh = true;
  while (index < inside) {
    const char = text[index] ?? '';
    if (char === ',') return Math.max(end, at + 1);
    const begins = (char === '"' || char === "'") && fresh;
    if (begins || char === '{' || char === '[') {
      index = begins ? quotedEnd(text, index) : flowEnd(text, index);
      end = index;
      fresh = false;
    } else if (/\s/.test(char)) index += 1;
    else if (beginsComment(text, index)) index = lineEnd(text, index);
    else {
      fresh = char === ':' || (fresh && /[!&]/.test(char));
      index += 1;
      end = index;
      if (/[!&]/.test(char)) {
        index = Math.min(skipProperties(text, index - 1), inside);
        fresh = true;
        end = Math.max(end, index);
      }
    }
  }
  return Math.max(text.slice(at, end).trimEnd().length + at, at + 1);
}

function flowItem(text: string, start: number, end: number, kind: Container['kind']): Item {
  if (kind === 'list') return { key: null, start, end, opened: start, value: { start, end }, extent: end };
  const { key, opened } = keyAt(text, start, end) ?? { key: text.slice(start, end), opened: end };
  const value = Math.min(skipTrivia(text, opened), end);
  return { key, start, end, opened, value: { start: value, end }, extent: end };
}

/** The key that begins at `at`, and the place behind its colon. */
function keyAt(text: string, at: number, end: number): { readonly key: string; readonly opened: number } | null {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const closed = quotedEnd(text, at);
    const colon = skipTrivia(text, closed);
    return text[colon] === ':' && colon < end ? { key: text.slice(at + 1, closed - 1), opened: colon + 1 } : null;
  }
  for (let index = at; index < end && text[index] !== '\n'; index += 1) {
    if (beginsComment(text, index)) return null;
    if (text[index] === ':' && (index + 1 >= text.length || /[\s,[\]{}]/.test(text[index + 1] ?? '')))
      return { key: text.slice(at, index).trimEnd(), opened: index + 1 };
  }
  return null;
}

function isDash(text: string, at: number): boolean {
  return text[at] === '-' && (at + 1 >= text.length || /\s/.test(text[at + 1] ?? ''));
}

function blockContainer(text: string, start: number): Container {
  const at = column(text, start);
  const kind = isDash(text, start) ? 'list' : 'mapping';
  const items: Item[] = [];
  let from = start;
  let line = afterLine(text, start);
  let end = line.contentEnd;
  let extent = line.contentEnd;
  const close = (): void => void items.push(blockItem(text, from, end, Math.max(end, extent), kind));
  while (line.next < text.length) {
    const content = skipSpaces(text, line.next);
    const rest = restOfLine(text, line.next);
    const depth = content - line.next;
    const literal = line.literal !== null && depth > line.literal ? line.literal : null;
    if (rest === 'blank' || (rest === 'comment' && literal === null)) {
      if (rest === 'comment' && depth > at) extent = lineEnd(text, content);
      line = { contentEnd: end, next: nextLine(text, content), literal: line.literal };
      continue;
    }
    const dash = isDash(text, content);
    if (depth < at || isMarker(text, content, depth) || (depth === at && kind === 'list' && !dash)) break;
    if (literal !== null) line = { contentEnd: lineEnd(text, content), next: nextLine(text, content), literal };
    else {
      const begins = depth === at && !/[\]}]/.test(text[content] ?? '') && (kind === 'list' || !dash);
      if (begins) {
        close();
        from = content;
      }
      line = afterLine(text, content);
    }
    end = line.contentEnd;
    extent = end;
  }
  close();
  return { style: 'block', kind, items, span: { start, end } };
}

function isMarker(text: string, content: number, depth: number): boolean {
  return depth === 0 && /^(---|\.\.\.)(\s|$)/.test(text.slice(content, content + 4));
}

interface LineRead {
  /** The end of what the line (or the quoted or flow value that it opens) holds, without a comment. */
  readonly contentEnd: number;
  /** The start of the line after that. */
  readonly next: number;
  /** The indentation of the key that opens a block scalar here, whose deeper lines are all content. */
  readonly literal: number | null;
}

/** Reads a line of block style from its first content on; a value in quotes or brackets is followed to its end. */
function afterLine(text: string, content: number): LineRead {
  let at = content;
  while (isDash(text, at)) at = skipSpaces(text, at + 1);
  const stop = lineEnd(text, at);
  const pair = keyAt(text, at, stop);
  if (pair !== null) at = skipSpaces(text, pair.opened);
  while (/[!&]/.test(text[at] ?? '') && at < stop) {
    while (at < stop && !/\s/.test(text[at] ?? '')) at += 1;
    at = skipSpaces(text, at);
  }
  const first = text[at] ?? '';
  if (at < stop && /["'{[]/.test(first)) {
    const end = first === '"' || first === "'" ? quotedEnd(text, at) : flowEnd(text, at);
    // Brackets in plain text of several words: not a flow collection, the line is its own end.
    const tail = restOfLine(text, end);
    if (tail !== 'content') return { contentEnd: end, next: nextLine(text, end), literal: null };
  }
  const literal = /^[|>][-+0-9]*[ \t]*(#.*)?$/.test(text.slice(at, stop)) ? column(text, keyOf(text, content)) : null;
  return { contentEnd: withoutComment(text, content, stop), next: nextLine(text, content), literal };
}

/** The place that a block scalar's lines must be deeper than: the last key or dash of the line. */
function keyOf(text: string, content: number): number {
  let at = content;
  while (isDash(text, at)) {
    const inner = skipSpaces(text, at + 1);
    if (keyAt(text, inner, lineEnd(text, inner)) === null && !isDash(text, inner)) return at;
    at = inner;
  }
  return at;
}

/** The end of a line's content: a comment and the white space before it are left out. */
export function withoutComment(text: string, start: number, stop: number): number {
  let end = stop;
  let fresh = true;
  for (let index = start; index < stop; index += 1) {
    const char = text[index] ?? '';
    if ((char === '"' || char === "'") && fresh) index = Math.min(quotedEnd(text, index), stop) - 1;
    else if (beginsComment(text, index)) {
      end = index;
      break;
    }
    fresh = /[\s:,[{-]/.test(char);
  }
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function blockItem(text: string, start: number, end: number, extent: number, kind: Container['kind']): Item {
  if (kind === 'list') {
    const opened = start + 1;
    const value = Math.min(skipTrivia(text, opened), end);
    return { key: null, start, end, opened, value: { start: value, end: Math.max(value, end) }, extent };
  }
  const { key, opened } = keyAt(text, start, lineEnd(text, start)) ?? { key: text.slice(start, end), opened: end };
  const value = skipTrivia(text, opened);
  const empty = value >= end;
  return {
    key,
    start,
    end,
    opened,
    value: empty ? { start: opened, end: opened } : { start: value, end },
    extent,
  };
}

/** Whether `span` is the first thing on its line. */
export function beginsLine(text: string, span: Span): boolean {
  return skipSpaces(text, lineStart(text, span.start)) === span.start;
}
