import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../model/origin';
import { stringForm, unescaped } from './strings';
import type { ParsedCell, TextEdit } from './writeSyntax';
import { children } from './writeSyntax';

interface Part {
  /** Empty for what only running puts in. */
  readonly text: string;
  /** Where a written part stands; null for what is put in. */
  readonly start: number | null;
}

/**
 * The one stretch that makes a text another one where it is put together: `f"…{region}…/name:tag"`, two literals one after
 * the other, a sum, `"…{}…".format(region)`. Null where the text is written in another way, or changes in several places.
 */
export function stretchOf(cell: ParsedCell, node: SyntaxNode, before: string, after: string): TextEdit | null {
  const written = partsOf(cell, node);
  if (written === null || written.every(({ start }) => start !== null)) return null;
  const parts = filledIn(written, before);
  if (parts === null) return null;
  const most = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < most && before[prefix] === after[prefix]) prefix++;
  let suffix = 0;
  while (suffix < most - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++;
  const [from, to] = [prefix, before.length - suffix];
  let at = 0;
  for (const { text, start } of parts) {
    const end = at + text.length;
    if (start !== null && at <= from && to <= end) {
      const newText = after.slice(from, after.length - suffix);
      return /["'\\{}\n]/.test(newText) ? null : { start: start + from - at, end: start + to - at, newText };
    }
    at = end;
  }
  return null;
}

/** The parts of a text in their order; null where they can't be told. */
function partsOf(cell: ParsedCell, node: SyntaxNode): readonly Part[] | null {
  switch (node.name) {
    case 'String':
      return literalParts(cell, node, null);
    case 'FormatString':
      return formatted(cell, node);
    case 'ParenthesizedExpression': {
      const inner = children(node).filter((child) => !/^[()]$/.test(child.name) && child.name !== 'Comment');
      return inner.length === 1 && inner[0] !== undefined ? partsOf(cell, inner[0]) : null;
    }
    case 'ContinuedString':
      return all(children(node).map((child) => partsOf(cell, child)));
    case 'BinaryExpression': {
      const [left, operator, right] = children(node);
      if (left === undefined || right === undefined || textOf(cell, operator) !== '+') return null;
      return all([left, right].map((side) => partsOf(cell, side) ?? [PUT_IN]));
    }
    case 'CallExpression': {
      const [callee] = children(node);
      const [pattern, , method] = callee?.name === 'MemberExpression' ? children(callee) : [];
      return pattern?.name === 'String' && textOf(cell, method) === 'format'
        ? literalParts(cell, pattern, /\{\w*\}/g)
        : null;
    }
    default:
      return null;
  }
}

const PUT_IN: Part = { text: '', start: null };

function all(parts: readonly (readonly Part[] | null)[]): readonly Part[] | null {
  const known = parts.flatMap((each) => each ?? []);
  return parts.includes(null) ? null : known;
}

function textOf(cell: ParsedCell, node: SyntaxNode | undefined): string {
  return node === undefined ? '' : cell.text.slice(node.from, node.to);
}

/** A literal without escapes, parted where something is put in. */
function literalParts(cell: ParsedCell, node: SyntaxNode, placeholder: RegExp | null): readonly Part[] | null {
  const literal = textOf(cell, node);
  const form = stringForm(literal);
  if (form === null || form.prefix.includes('b')) return null;
  const content = literal.slice(form.start, form.end);
  if (unescaped(content, form.prefix) !== content) return null;
  const gaps = placeholder === null ? [] : [...content.matchAll(placeholder)];
  if (placeholder !== null && /[{}]/.test(content.replace(placeholder, ''))) return null;
  return between(
    node.from + form.start,
    content,
    gaps.map(({ index, 0: gap }) => ({ start: index, end: index + gap.length })),
  );
}

function formatted(cell: ParsedCell, node: SyntaxNode): readonly Part[] | null {
  const literal = textOf(cell, node);
  const form = stringForm(literal);
  if (form === null) return null;
  const start = node.from + form.start;
  const gaps = children(node)
    .filter((child) => child.name === 'FormatReplacement')
    .map((child) => ({ start: child.from - start, end: child.to - start }));
  const parts = between(start, literal.slice(form.start, form.end), gaps);
  const isPlain = parts.every(({ text }) => unescaped(text, form.prefix) === text && !/[{}]/.test(text));
  return isPlain ? parts : null;
}

function between(start: number, content: string, gaps: readonly Span[]): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const gap of gaps) {
    parts.push({ text: content.slice(at, gap.start), start: start + at }, PUT_IN);
    at = gap.end;
  }
  parts.push({ text: content.slice(at), start: start + at });
  return parts;
}

/** The parts with what has been put in between them, where that can be told from the whole. */
function filledIn(parts: readonly Part[], whole: string): readonly Part[] | null {
  const pattern = parts
    .map(({ text, start }) => (start === null ? '([^/]*?)' : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(whole);
  if (match === null) return null;
  let gap = 0;
  return parts.map((part) => (part.start === null ? { text: match[++gap] ?? '', start: null } : part));
}
