import type { Plain } from '../../model/operation';
import type { Container, Item } from './writeItems';
import { beginsLine } from './writeItems';
import type { Change } from './writeLines';
import { column, indentTo, lineStart, nextLine, restOfLine, skipSpaces, skipTrivia } from './writeLines';
import type { Rendering } from './writePlain';
import { blockItem, blockPair, flowLines, inlinePair, inlineText, keyText } from './writePlain';
import { wholeEnd } from './writeTemplate';

/** Something that a mapping (`key` given) or a list gets. */
export interface Addition {
  readonly key: string | null;
  readonly plain: Plain;
}

/** What a collection's items become. At least one item must stay or be put in: an empty collection is another value. */
export interface ItemChanges {
  readonly removed: ReadonlySet<Item>;
  readonly additions: readonly Addition[];
}

/**
 * The changes of text that take items out of a collection and put others in. What is put in takes the place of the last
 * item that goes, or stands behind the last one of all.
 */
export function changeItems(text: string, container: Container, changes: ItemChanges, rendering: Rendering): Change[] {
  const { additions } = changes;
  if (additions.length === 0) return removals(text, container, changes.removed);
  const replaced = container.items.findLast((item) => changes.removed.has(item));
  if (replaced === undefined) {
    const last = container.items.at(-1);
    return last === undefined ? [] : [insertion(text, container, last, additions, rendering, false)];
  }
  const others = new Set([...changes.removed].filter((item) => item !== replaced));
  const added = joined(text, container, additions, rendering);
  const change = { start: replaced.start, end: replaced.end, text: added };
  return [
    ...removals(text, container, others),
    container.style === 'block' ? asLines(text, container, change, replaced) : change,
  ];
}

/** In block style the comments of an item go with it: behind it, and above it where it isn't the first. */
function asLines(text: string, container: Container, change: Change, item: Item): Change {
  const end = wholeEnd(text, item);
  if (item === container.items[0] || !beginsLine(text, item)) return { ...change, end };
  return { start: commentsAbove(text, item), end, text: indentTo(text, item.start) + change.text };
}

/** Puts items behind another one; `apart`: with a blank line between. */
export function insertion(
  text: string,
  container: Container,
  after: Item,
  additions: readonly Addition[],
  rendering: Rendering,
  apart: boolean,
): Change {
  const { lineEnding } = rendering.style;
  if (container.style === 'block') {
    const gap = apart ? lineEnding + lineEnding : lineEnding;
    const indent = indentOf(text, container);
    const at = wholeEnd(text, after);
    return { start: at, end: at, text: gap + indent + joined(text, container, additions, rendering, apart) };
  }
  const added = joined(text, container, additions, rendering, apart);
  return { start: after.end, end: after.end, text: flowSeparator(text, container, rendering, apart) + added };
}

/** The white space before the items of a collection whose items stand on lines of their own. */
function indentOf(text: string, container: Container): string {
  const own = container.items.find((item) => beginsLine(text, item)) ?? container.items[0];
  return own === undefined ? '' : indentTo(text, own.start);
}

function isOnOneLine(text: string, container: Container): boolean {
  const first = container.items[0];
  return first === undefined || !text.slice(container.span.start, first.start).includes('\n');
}

function flowSeparator(text: string, container: Container, rendering: Rendering, apart: boolean): string {
  if (isOnOneLine(text, container)) return rendering.style.tight ? ',' : ', ';
  const { lineEnding } = rendering.style;
  return `,${apart ? lineEnding : ''}${lineEnding}${indentOf(text, container)}`;
}

function joined(
  text: string,
  container: Container,
  additions: readonly Addition[],
  rendering: Rendering,
  apart = false,
): string {
  const indent = indentOf(text, container);
  if (container.style === 'block') {
    const gap = apart ? rendering.style.lineEnding : '';
    return additions
      .map(({ key, plain }) =>
        key === null ? `-${blockItem(plain, rendering, indent)}` : blockPair(key, plain, rendering, indent),
      )
      .join(gap + rendering.style.lineEnding + indent);
  }
  const separator = flowSeparator(text, container, rendering, apart);
  return additions.map((addition) => flowText(text, container, addition, rendering, indent)).join(separator);
}

function flowText(
  text: string,
  container: Container,
  addition: Addition,
  rendering: Rendering,
  indent: string,
): string {
  const { key, plain } = addition;
  if (isOnOneLine(text, container))
    return key === null ? inlineText(plain, rendering, 'flow') : inlinePair(key, plain, rendering);
  const value = flowLines(plain, rendering, indent);
  return key === null ? value : `${keyText(key, rendering.style)}: ${value}`;
}

/** The changes that take items out; the others keep their lines. */
export function removals(text: string, container: Container, removed: ReadonlySet<Item>): Change[] {
  const changes: Change[] = [];
  const { items } = container;
  for (let first = 0; first < items.length; first += 1) {
    if (!isIn(removed, items[first])) continue;
    let last = first;
    while (isIn(removed, items[last + 1])) last += 1;
    changes.push(container.style === 'block' ? blockRun(text, items, first, last) : flowRun(text, items, first, last));
    first = last;
  }
  return changes;
}

function isIn(removed: ReadonlySet<Item>, item: Item | undefined): boolean {
  return item !== undefined && removed.has(item);
}

function blockRun(text: string, items: readonly Item[], first: number, last: number): Change {
  const from = at(items, first);
  const to = at(items, last);
  const end = wholeEnd(text, to);
  if (!beginsLine(text, from)) {
    // Behind a dash: the next item moves up to it, unless a comment stands between.
    const next = items[last + 1];
    const start = from.start;
    if (next === undefined || restOfLine(text, nextLine(text, end)) === 'comment') return { start, end, text: '' };
    return { start, end: next.start, text: '' };
  }
  const start = first === 0 ? lineStart(text, from.start) : commentsAbove(text, from);
  const stop = nextLine(text, end);
  // At the end of a text without a last line break, the break before goes instead.
  if (stop === text.length && !text.endsWith('\n') && start > 0) {
    const before = text[start - 2] === '\r' ? start - 2 : start - 1;
    return { start: before, end: stop, text: '' };
  }
  return { start, end: stop, text: '' };
}

function at(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index}`);
  return item;
}

/** The start of the comment lines right above an item in its column; the item's own line where there are none. */
export function commentsAbove(text: string, item: Item): number {
  let start = lineStart(text, item.start);
  const own = column(text, item.start);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (restOfLine(text, above) !== 'comment' || skipSpaces(text, above) - above !== own) break;
    start = above;
  }
  return start;
}

function flowRun(text: string, items: readonly Item[], first: number, last: number): Change {
  const from = at(items, first);
  const to = at(items, last);
  const next = items[last + 1];
  if (next !== undefined) {
    const line = nextLine(text, to.end);
    // Comments on lines of their own stay with what they stand above.
    const commented = line < next.start && text.slice(line, next.start).includes('#');
    return { start: from.start, end: commented ? skipSpaces(text, line) : next.start, text: '' };
  }
  const comma = skipTrivia(text, to.end);
  const end = text[comma] === ',' ? comma + 1 : to.end;
  const before = items[first - 1];
  if (before === undefined) return { start: from.start, end, text: '' };
  if (!text.slice(before.end, from.start).includes('#')) return { start: before.end, end: to.end, text: '' };
  // YAML, so the comma before the comment may stay.
  const ownLines = beginsLine(text, from) && restOfLine(text, end) === 'blank';
  return ownLines
    ? { start: lineStart(text, from.start), end: nextLine(text, end), text: '' }
    : { start: from.start, end, text: '' };
}
