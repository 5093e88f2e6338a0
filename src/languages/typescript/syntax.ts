import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../model/origin';

const LONGEST_CONDITION = 80;

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

export function spanOf(node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from, end: node.to };
}

const NOISE: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}', ',', ';', ':']);

export function isComment(node: SyntaxNode): boolean {
  return node.name === 'LineComment' || node.name === 'BlockComment';
}

export function isNoise(node: SyntaxNode): boolean {
  return NOISE.has(node.name) || isComment(node);
}

export function isType(name: string): boolean {
  return /Type$|^Type(?:Annotation|ArgList|ParamList|Name|Definition)$/.test(name);
}

/** Keywords and signs that are nodes of their own. */
export function isPlainWord(name: string): boolean {
  return /^[a-z]+$/.test(name)
    ? name !== 'this' && name !== 'super' && name !== 'null'
    : /^(?:Equals|Arrow|LogicOp|Spread|Optional|<|>)$/.test(name);
}

export function isExpressionBody(node: SyntaxNode): boolean {
  return node.name !== 'Arrow' && node.name !== 'async' && !isType(node.name) && !isNoise(node);
}

/** A condition as it is written, on one line. */
export function conditionText(text: string): string {
  const line = /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
  return line.length > LONGEST_CONDITION ? `${line.slice(0, LONGEST_CONDITION - 1)}…` : line;
}
