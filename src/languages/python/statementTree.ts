import type { SyntaxNode } from '@lezer/common';
import type { PlacedStatement } from './reading';

/** The node of a statement's tree that spans a stretch of it. */
export function nodeIn(
  statement: PlacedStatement,
  span: { readonly start: number; readonly end: number },
): SyntaxNode | null {
  const { tree } = statement.read;
  if (tree === null) return null;
  const [start, end] = [span.start + tree.shift, span.end + tree.shift];
  let node: SyntaxNode | null = tree.tree.resolveInner(start, 1);
  while (node !== null && (node.to < end || node.from > start)) node = node.parent;
  return node !== null && node.from === start && node.to === end ? node : null;
}

/** The text of a node of a statement's tree. */
export function textOf({ read: { tree } }: PlacedStatement, node: SyntaxNode | null): string {
  return tree === null || node === null ? '' : tree.text.slice(node.from - tree.shift, node.to - tree.shift);
}
