import type { Span } from '../../model/origin';
import { indentAt, isFirstOnLine, isLastOnLine, lineBreakOf, lineEnd, lineStart, nextLine } from './layout';

/** A change of a text. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/** One element between brackets, with the comma behind it. */
export interface Element extends Span {
  readonly comma: Span | null;
}

/** Brackets with elements between them. */
export interface Bracketed {
  readonly open: Span;
  readonly close: Span;
  readonly elements: readonly Element[];
  readonly comments: readonly Span[];
}

/** A text with one step of its indentation. */
export interface LaidOut {
  readonly text: string;
  readonly unit: string;
}

/** An element to be put in: its text for a line that is indented so far. */
export type Insertion = (indent: string) => string;

/** What happens to the elements between one pair of brackets. */
export interface ElementChange {
  /** Indices of the elements that go. */
  readonly removed: ReadonlySet<number>;
  readonly inserted: readonly Insertion[];
}

/**
 * The edits that take elements out of brackets and put others in, laid out like their neighbours. An element goes with
 * its comma, and with its line and the comment behind it where nothing else stands on that line. What is put in takes the
 * place of the first element that goes, else it stands last.
 */
export function editElements(cell: LaidOut, brackets: Bracketed, change: ElementChange): TextEdit[] {
  const removed = new Set(change.removed);
  if (change.inserted.length === 0) return removeElements(cell, brackets, removed);
  const slot = [...removed].sort((a, b) => a - b)[0];
  if (slot === undefined) return appendElements(cell, brackets, change.inserted);
  removed.delete(slot);
  return [...replaceElement(cell, brackets, slot, change.inserted), ...removeElements(cell, brackets, removed)];
}

function replaceElement(
  cell: LaidOut,
  { elements, comments }: Bracketed,
  slot: number,
  inserted: readonly Insertion[],
): TextEdit[] {
  const element = elements[slot];
  if (element === undefined) return [];
  const { text } = cell;
  const indent = indentAt(text, element.start);
  const separator = isFirstOnLine(text, element.start) ? `,${lineBreakOf(text)}${indent}` : ', ';
  const newText = inserted.map((each) => each(indent)).join(separator);
  const edits: TextEdit[] = [{ start: element.start, end: element.end, newText }];
  const comment = trailingComment(cell, comments, element);
  if (comment !== null && comment.start >= endOf(element) && isFirstOnLine(text, element.start))
    edits.push(cut(endOf(element), comment.end));
  return edits;
}

function appendElements(cell: LaidOut, brackets: Bracketed, inserted: readonly Insertion[]): TextEdit[] {
  const { text } = cell;
  const { elements, comments, open, close } = brackets;
  const lineBreak = lineBreakOf(text);
  const last = elements.at(-1);
  if (last === undefined) {
    if (comments.length === 0) {
      const newText = inserted.map((each) => each(indentAt(text, open.start))).join(', ');
      return [{ start: open.end, end: close.start, newText }];
    }
    // A comment stands between the brackets, so the closing one stands on a line of its own.
    const indent = indentAt(text, close.start) + cell.unit;
    const start = lineStart(text, close.start);
    return [{ start, end: start, newText: inserted.map((each) => `${indent}${each(indent)},${lineBreak}`).join('') }];
  }
  const indent = indentAt(text, last.start);
  const ownLine = isFirstOnLine(text, last.start);
  const separator = ownLine ? `${lineBreak}${indent}` : ' ';
  const newText = inserted.map((each) => each(indent)).join(`,${separator}`);
  const comment = ownLine ? trailingComment(cell, comments, last) : null;
  const after = comment?.end ?? endOf(last);
  if (last.comma !== null) return [{ start: after, end: after, newText: `${separator}${newText},` }];
  if (after === last.end) return [{ start: after, end: after, newText: `,${separator}${newText}` }];
  return [
    { start: last.end, end: last.end, newText: ',' },
    { start: after, end: after, newText: `${separator}${newText}` },
  ];
}

/** Takes elements out. */
export function removeElements(cell: LaidOut, brackets: Bracketed, removed: ReadonlySet<number>): TextEdit[] {
  const { elements, comments, open, close } = brackets;
  if (removed.size === 0) return [];
  const trailing = comments.filter((comment) =>
    elements.some((element, index) => removed.has(index) && trailingComment(cell, comments, element) === comment),
  );
  if (removed.size === elements.length && trailing.length === comments.length)
    return [{ start: open.end, end: close.start, newText: '' }];
  const edits = runsOf(cell, brackets, removed).flatMap((run) => removeRun(cell, brackets, removed, run));
  // Two runs at the end may both take the comma before them along.
  return edits.filter((edit, index) => edits.findIndex((other) => other.start === edit.start) === index);
}

/** Neighbours that go together, with no comment between them that stays: first and last index. */
function runsOf(cell: LaidOut, brackets: Bracketed, removed: ReadonlySet<number>): [number, number][] {
  const runs: [number, number][] = [];
  for (const index of [...removed].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    const element = brackets.elements[index];
    const previous = brackets.elements[index - 1];
    if (element === undefined) continue;
    if (run?.[1] === index - 1 && previous !== undefined && !staysBetween(cell, brackets, removed, previous, element))
      run[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

/** Whether a comment between two elements that go stays: on a line of its own, or behind something that stays. */
function staysBetween(
  cell: LaidOut,
  brackets: Bracketed,
  removed: ReadonlySet<number>,
  previous: Element,
  element: Element,
): boolean {
  const start = lineStart(cell.text, previous.end);
  const isAlone = brackets.elements.every(
    (each, index) => removed.has(index) || each.end <= start || each.start >= previous.end,
  );
  const behind = isAlone ? trailingComment(cell, brackets.comments, previous) : null;
  return commentsIn(brackets, previous, element).some((comment) => comment !== behind);
}

function commentsIn(brackets: Bracketed, from: Span, to: Span): readonly Span[] {
  return brackets.comments.filter((comment) => comment.start >= from.end && comment.end <= to.start);
}

function removeRun(
  cell: LaidOut,
  brackets: Bracketed,
  removed: ReadonlySet<number>,
  [first, last]: readonly [number, number],
): TextEdit[] {
  const { text } = cell;
  const { elements, comments } = brackets;
  const from = elements[first];
  const to = elements[last];
  if (from === undefined || to === undefined) return [];
  const next = elements[last + 1];
  const before = removed.has(first - 1) ? undefined : elements[first - 1];
  const comment = trailingComment(cell, comments, to);
  const isLast = elements.slice(last + 1).every((_, index) => removed.has(last + 1 + index));
  const opensLine = isFirstOnLine(text, from.start);
  const closesLine = isLastOnLine(text, comment?.end ?? endOf(to));
  const previousSurvivor = elements.slice(0, first).findLast((_, index) => !removed.has(index));
  const dropsComma = isLast && elements.at(-1)?.comma === null;
  if (opensLine && closesLine) {
    const edits: TextEdit[] = [cut(lineStart(text, from.start), nextLine(text, comment?.end ?? endOf(to)))];
    if (dropsComma && previousSurvivor?.comma)
      edits.push(cut(previousSurvivor.comma.start, previousSurvivor.comma.end));
    return edits;
  }
  if (next !== undefined && !(closesLine && before !== undefined && !opensLine))
    return upTo(brackets, from, to, removed.has(last + 1) ? null : next, closesLine ? comment : null);
  if (before === undefined || commentsIn(brackets, before, from).length > 0)
    return [cut(from.start, closesLine && comment !== null ? comment.end : endOf(to))];
  return [cut(dropsComma ? before.end : endOf(before), endOf(to))];
}

/** Cuts a run and the space up to the next element, sparing comment lines between them. */
function upTo(brackets: Bracketed, from: Element, to: Element, next: Element | null, dropped: Span | null): TextEdit[] {
  if (next !== null && commentsIn(brackets, to, next).every((comment) => comment === dropped))
    return [cut(from.start, next.start)];
  return [cut(from.start, dropped?.end ?? endOf(to))];
}

function cut(start: number, end: number): TextEdit {
  return { start, end, newText: '' };
}

/** Where an element ends with its comma. */
function endOf(element: Element): number {
  return element.comma?.end ?? element.end;
}

/** The comment behind an element on its last line, with nothing but the comma between them. */
function trailingComment(cell: LaidOut, comments: readonly Span[], element: Element): Span | null {
  const end = lineEnd(cell.text, endOf(element));
  const comment = comments.find((each) => each.start >= element.end && each.end <= end);
  if (comment === undefined) return null;
  return /^[\s,]*$/.test(cell.text.slice(element.end, comment.start)) ? comment : null;
}
