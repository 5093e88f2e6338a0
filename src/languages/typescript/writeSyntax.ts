import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../model/origin';
import type { Element as AnyElement } from '../program/elements';
import { stringValue } from './strings';
import { childrenOf } from './syntax';

/** A node of a stretch's tree, in the text of the file. */
export interface Located {
  readonly node: SyntaxNode;
  /** Where the tree's positions count from. */
  readonly base: number;
}

/** One element of an argument list, an object or an array. */
export interface Element extends AnyElement {
  /** The name of the property as it is written, without quotes; null where there is none. */
  readonly key: string | null;
  readonly value: Located | null;
  readonly isSpread: boolean;
  /** `{ name }` */
  readonly isShorthand: boolean;
}

export interface Brackets {
  readonly open: Span;
  readonly close: Span;
  readonly elements: readonly Element[];
  readonly comments: readonly Span[];
}

export function spanAt({ node, base }: Located): Span {
  return { start: base + node.from, end: base + node.to };
}

export function parentOf({ node, base }: Located): Located | null {
  return node.parent === null ? null : { node: node.parent, base };
}

export function childAt({ node, base }: Located, name: string): Located | null {
  const child = node.getChild(name);
  return child === null ? null : { node: child, base };
}

/** Whether something within a node could not be read. */
export function isBroken({ node }: Located): boolean {
  let found = false;
  node.cursor().iterate((each) => {
    found ||= each.type.isError;
  });
  return found;
}

const BRACKETED: ReadonlySet<string> = new Set([
  'ArgList',
  'ArrayExpression',
  'ImportGroup',
  'ObjectExpression',
  'ObjectPattern',
]);

export function isBracketed({ node }: Located): boolean {
  return BRACKETED.has(node.name);
}

/** What stands in brackets; null for what is not complete, however deep inside. */
export function bracketsOf(text: string, located: Located): Brackets | null {
  const { node, base } = located;
  if (!isBracketed(located) || isBroken(located)) return null;
  const parts = childrenOf(node);
  const [open] = parts;
  const close = parts.at(-1);
  if (open === undefined || close === undefined || open === close) return null;
  const span = (each: SyntaxNode): Span => spanAt({ node: each, base });
  const comments: Span[] = [];
  const elements: Element[] = [];
  let current: SyntaxNode[] = [];
  const finish = (comma: Span | null): void => {
    const element = elementOf(text, current, base, comma);
    if (element !== null) elements.push(element);
    current = [];
  };
  for (const part of parts.slice(1, -1)) {
    if (/Comment$/.test(part.name)) comments.push(span(part));
    else if (part.name === ',') finish(span(part));
    else current.push(part);
  }
  finish(null);
  return { open: span(open), close: span(close), elements, comments };
}

function elementOf(text: string, parts: readonly SyntaxNode[], base: number, comma: Span | null): Element | null {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return null;
  const span = { start: base + first.from, end: base + last.to, comma };
  const inner = first.name === 'Property' ? childrenOf(first).filter((each) => !/Comment$/.test(each.name)) : parts;
  const [head, sign, value] = inner;
  const isSpread = head?.name === 'Spread';
  const none = { ...span, key: null, value: null, isSpread, isShorthand: false };
  if (head === undefined || isSpread) return none;
  if (first.name !== 'Property') return { ...none, value: { node: first, base } };
  const source = text.slice(base + head.from, base + head.to);
  const key = head.name === 'String' ? stringValue(source) : head.name === 'PropertyDefinition' ? source : null;
  if (sign === undefined) return { ...none, key, value: { node: head, base }, isShorthand: true };
  return { ...none, key, value: sign.name === ':' && value !== undefined ? { node: value, base } : null };
}

/** The statement that holds a node, or null. */
export function statementOf(located: Located): Located | null {
  let at: Located | null = located;
  while (at !== null && !/(?:Statement|Declaration)$/.test(at.node.name)) at = parentOf(at);
  return at;
}

/** An expression without what stands around it: `await x`, `(x)`. */
export function unwrappedParent(located: Located): Located | null {
  let at = parentOf(located);
  while (at !== null && /^(?:Await|Parenthesized)Expression$/.test(at.node.name)) at = parentOf(at);
  return at;
}
