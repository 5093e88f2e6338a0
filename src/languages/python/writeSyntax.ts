import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../../model/origin';

/** One cell (or a whole plain file) with its tree. Offsets of the tree are those of the text. */
export interface ParsedCell {
  readonly file: string;
  readonly cell: number | null;
  readonly text: string;
  readonly tree: Tree;
}

/** A change of one cell's text. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/** One element of an argument list, a dictionary or a list. */
export interface Element extends Span {
  /** The name or key as it is written, without quotes; null for a positional, unpacked or computed one. */
  readonly key: string | null;
  readonly star: '' | '*' | '**';
  readonly value: SyntaxNode | null;
  readonly comma: Span | null;
}

/** An argument list, a dictionary or a list: brackets with elements between them. */
export interface Bracketed {
  readonly kind: 'arguments' | 'dictionary' | 'list';
  readonly open: Span;
  readonly close: Span;
  readonly elements: readonly Element[];
  readonly comments: readonly Span[];
}

const BRACKETED: Readonly<Record<string, Bracketed['kind']>> = {
  ArgList: 'arguments',
  DictionaryExpression: 'dictionary',
  ArrayExpression: 'list',
  TupleExpression: 'list',
};

/** The expression, name or argument that spans exactly this stretch, or null. */
export function nodeAt(cell: ParsedCell, span: Span): SyntaxNode | null {
  let node: SyntaxNode | null = cell.tree.resolveInner(span.start, 1);
  while (node !== null && (node.from > span.start || node.to < span.end)) node = node.parent;
  if (node === null || node.from !== span.start || node.to !== span.end) return null;
  for (let up = node.parent; up !== null && up.from === node.from && up.to === node.to; up = up.parent) {
    if (/Statement$|^Script$|^Body$/.test(up.name)) break;
    node = up;
  }
  return node;
}

/** The smallest node that covers a stretch. */
export function covering(cell: ParsedCell, span: Span): SyntaxNode {
  let node = cell.tree.resolveInner(span.start, 1);
  while (node.to < span.end && node.parent !== null) node = node.parent;
  return node;
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

/** The brackets that directly hold an element which covers a stretch, or null. */
export function bracketsAround(cell: ParsedCell, span: Span): SyntaxNode | null {
  let node: SyntaxNode | null = covering(cell, span);
  while (node !== null) {
    const kind = BRACKETED[node.name];
    if (kind !== undefined && node.from < span.start && span.end < node.to) return node;
    if (/Statement$|^Script$|^Body$/.test(node.name)) return null;
    node = node.parent;
  }
  return null;
}

/** The arguments of a call. */
export function argumentsOf(call: SyntaxNode): SyntaxNode | null {
  return call.name === 'CallExpression' ? call.getChild('ArgList') : null;
}

/** What stands in brackets; null for a comprehension and for what is not complete, however deep inside. */
export function bracketed(cell: ParsedCell, node: SyntaxNode): Bracketed | null {
  const kind = BRACKETED[node.name];
  if (hasErrors(node)) return null;
  const parts = children(node);
  const open = parts.at(0);
  const close = parts.at(-1);
  if (kind === undefined || open === undefined || close === undefined) return null;
  if (!'([{'.includes(open.name) || !')]}'.includes(close.name)) return null;
  const inner = parts.slice(1, -1);
  if (inner.some((part) => part.name === 'for')) return null;
  const comments = inner.filter((part) => part.name === 'Comment').map(spanOf);
  const elements: Element[] = [];
  let current: SyntaxNode[] = [];
  for (const part of inner) {
    if (part.name === 'Comment') continue;
    if (part.name !== ',') {
      current.push(part);
      continue;
    }
    const element = elementOf(cell, kind, current, spanOf(part));
    if (element === null) return null;
    elements.push(element);
    current = [];
  }
  const last = elementOf(cell, kind, current, null);
  if (last !== null) elements.push(last);
  return { kind, open: spanOf(open), close: spanOf(close), elements, comments };
}

/** Whether something within a node could not be read. */
export function hasErrors(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate((each) => {
    found ||= each.type.isError;
  });
  return found;
}

function elementOf(
  cell: ParsedCell,
  kind: Bracketed['kind'],
  parts: readonly SyntaxNode[],
  comma: Span | null,
): Element | null {
  const first = parts.at(0);
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return null;
  const span: Span = { start: first.from, end: last.to };
  const star = first.name === '*' || first.name === '**' ? first.name : '';
  const sign = parts[1]?.name;
  const keyed = star === '' && (kind === 'dictionary' ? sign === ':' : kind === 'arguments' && sign === 'AssignOp');
  const key = keyed ? keyText(cell, first) : null;
  const value = keyed || star !== '' ? (parts[keyed ? 2 : 1] ?? null) : first;
  return { ...span, key, star, value, comma };
}

function keyText(cell: ParsedCell, node: SyntaxNode): string | null {
  if (node.name === 'VariableName') return cell.text.slice(node.from, node.to);
  return node.name === 'String' ? plainString(cell.text.slice(node.from, node.to)) : null;
}

/** The content of a string that needs no unescaping, else null. */
export function plainString(literal: string): string | null {
  const match = /^(?:[rRuU]?)(?:"([^"\\]*)"|'([^'\\]*)')$/.exec(literal);
  return match === null ? null : (match[1] ?? match[2] ?? '');
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.from, end: node.to };
}

/** The simple statement that holds a node, or null. */
export function statementOf(node: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  while (at !== null && !/Statement$/.test(at.name)) at = at.parent;
  return at;
}

/** The nearest function that a node stands in, or null at the top. */
export function functionOf(node: SyntaxNode): SyntaxNode | null {
  let at = node.parent;
  while (at !== null && at.name !== 'FunctionDefinition' && at.name !== 'LambdaExpression') at = at.parent;
  return at;
}

/** Whether one node lies within another. */
export function isWithin(node: SyntaxNode, ancestor: SyntaxNode): boolean {
  return ancestor.from <= node.from && node.to <= ancestor.to;
}

/** Every node of some kinds within a stretch, in the order of the text. */
export function allOf(
  tree: Tree,
  names: readonly string[],
  within: Span = { start: 0, end: tree.length },
): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.iterate({
    from: within.start,
    to: within.end,
    enter(node) {
      if (names.includes(node.name) && within.start <= node.from && node.to <= within.end) found.push(node.node);
    },
  });
  return found;
}
