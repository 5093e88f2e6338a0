import type { Node, Pair, Scalar } from 'yaml';
import { isCollection, isMap, isNode, isScalar } from 'yaml';
import type { Span } from '../../model/origin';

/**
 * Where nodes stand, as offsets in the parsed text.
 *
 * - A quoted scalar's text is what stands between its quotes: an edit there keeps the quoting.
 * - A block scalar (`|`, `>`) has no such text; its stretch is the whole of it, indicator included, without the last
 *   line break.
 * - A block mapping or sequence reaches from its first key or dash to the end of its last value, without the comment and
 *   the line break behind it.
 */

function isBlock(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

function isQuoted(node: Scalar): boolean {
  return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
}

/** The end of what is written for a node. */
export function endOf(text: string, node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    const end = isMap(node) ? pairEnd(text, last as Pair) : isNode(last) ? endOf(text, last) : null;
    if (end !== null) return end;
  }
  const end = node.range?.[1] ?? 0;
  if (isScalar(node) && isBlock(node)) return endWithoutSpace(text, node.range?.[0] ?? 0, end);
  return end;
}

function pairEnd(text: string, pair: Pair): number | null {
  // An empty value has its place behind the colon.
  if (isNode(pair.value)) return endOf(text, pair.value);
  return isNode(pair.key) ? endOf(text, pair.key) : null;
}

function endWithoutSpace(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

/** The node as an expression: with its tag (`!Ref X`) and its quotes, without its anchor. */
export function spanOf(text: string, node: Node): Span {
  const first = node.range?.[0] ?? 0;
  return { start: tagStart(text, node, first), end: endOf(text, node) };
}

/** How far before its value a tag may stand. */
const TAG_REACH = 200;

function tagStart(text: string, node: Node, first: number): number {
  if (node.tag?.startsWith('!') !== true) return first;
  const from = Math.max(0, first - TAG_REACH);
  const found = text.slice(from, first).lastIndexOf(node.tag);
  return found < 0 ? first : from + found;
}

/** The scalar's text: without tag and quotes. */
export function textSpanOf(text: string, node: Scalar): Span {
  const start = node.range?.[0] ?? 0;
  const end = endOf(text, node);
  return isQuoted(node) && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
}

/** Name and value of an entry: from the first sign of the key, quote included, to the end of the value. */
export function entrySpanOf(text: string, pair: Pair): Span {
  const key = isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
  return { start: key, end: pairEnd(text, pair) ?? key };
}

/** A key as text. */
export function keyOf(pair: Pair): string | null {
  return isScalar(pair.key) ? String(pair.key.value) : null;
}

export function isPlain(node: Scalar): boolean {
  return !isBlock(node) && !isQuoted(node);
}
