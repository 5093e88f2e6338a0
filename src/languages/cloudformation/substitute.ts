import type { Scalar } from 'yaml';
import { isScalar } from 'yaml';
import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';
import type { Expressions } from './express';
import type { Intrinsic } from './intrinsics';
import { isTagged, itemsOf, variablesOf } from './intrinsics';
import { textSpanOf } from './spans';

/** `Fn::Sub`, with and without its own variables. */
export function substitute(into: Expressions, fn: Intrinsic): Expr {
  const items = itemsOf(fn);
  const template = items === null ? fn.argument : items[0];
  const variables = variablesOf(into, items?.[1], fn.span, fn.depth);
  if (!isScalar(template) || (isTagged(template) && template !== fn.argument))
    return { kind: 'opaque', why: 'a text that is not finished', decidedBy: null, span: fn.span };
  const parts = partsOf(into, template, variables, fn.span);
  const [only] = parts;
  if (parts.length === 0) return { kind: 'literal', value: '', span: into.placed(textSpanOf(into.text, template)) };
  return parts.length === 1 && only !== undefined ? only : { kind: 'concat', parts, span: fn.span };
}

function partsOf(into: Expressions, template: Scalar, variables: ReadonlyMap<string, Expr>, whole: Span): Expr[] {
  const text = String(template.value);
  const pieces = piecesOf(text);
  const stretch = textSpanOf(into.text, template);
  const alone = pieces.length === 1;
  const written = into.text.slice(stretch.start, stretch.end);
  let cursor = 0;
  return pieces.map((piece): Expr => {
    if (piece.kind === 'text')
      return { kind: 'literal', value: piece.text, span: alone ? into.placed(stretch) : whole };
    // A text with escapes or line breaks isn't written as it reads; its variables are.
    const at = cursor < 0 ? -1 : written.indexOf(piece.written, cursor);
    cursor = at < 0 ? -1 : at + piece.written.length;
    const found = { start: stretch.start + at, end: stretch.start + cursor };
    const span = alone || at < 0 ? whole : into.placed(found);
    return variables.get(piece.name) ?? variable(into, piece.name, span);
  });
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly written: string };

/** Texts and variables in order; `${!x}` is the text `${x}`. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  let at = 0;
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    plain += text.slice(at, match.index);
    at = match.index + match[0].length;
    const name = (match[1] ?? '').trim();
    if (name.startsWith('!')) {
      plain += `\${${name.slice(1)}}`;
      continue;
    }
    if (plain !== '') pieces.push({ kind: 'text', text: plain });
    plain = '';
    pieces.push({ kind: 'variable', name, written: match[0] });
  }
  plain += text.slice(at);
  if (plain !== '') pieces.push({ kind: 'text', text: plain });
  return pieces;
}

function variable(into: Expressions, name: string, span: Span): Expr {
  const dot = name.indexOf('.');
  if (dot < 0) return into.name(name, span);
  const base = into.name(name.slice(0, dot), span);
  return { kind: 'attribute', base, name: name.slice(dot + 1), nameSpan: span, span };
}
