import type { Scalar } from '../../model/expression';
import type { Plain } from '../../model/operation';
import type { ResourceId } from '../../model/value';
import { hasPlaceholder } from '../../model/operation';

/** How new code is laid out. */
export interface Layout {
  readonly quote: '"' | "'";
  readonly lineBreak: string;
  readonly unit: string;
}

/** What a reference to a resource's attribute is called in the code: an expression, a text, or an f-string's content. */
export type Naming =
  | { readonly code: string }
  | { readonly text: string }
  | { readonly formatted: string; readonly quote: Layout['quote'] };
export type NameOf = (resource: ResourceId, attribute: string) => Naming | null;

const LONGEST_LINE = 100;

/** A name as an expression. */
export function nameText(naming: Naming, quote: Layout['quote']): string {
  if ('code' in naming) return naming.code;
  return 'text' in naming ? quoted(naming.text, quote) : `f${naming.quote}${naming.formatted}${naming.quote}`;
}

export function scalarLiteral(value: Scalar, quote: Layout['quote']): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  return quoted(value, quote);
}

/** A Python string literal. */
export function quoted(text: string, quote: Layout['quote']): string {
  const other = quote === '"' ? "'" : '"';
  // As formatters do: JSON stays as it is.
  const own = text.includes(quote) && !text.includes(other) ? other : quote;
  return own + escaped(text, own) + own;
}

function escaped(text: string, quote: Layout['quote']): string {
  // Everything that can't stand in a one-line literal as it is.
  return text.replace(/[\\"'\p{Cc}\u2028\u2029]/gu, (character) => {
    if (character === '"' || character === "'") return character === quote ? `\\${character}` : character;
    switch (character) {
      case '\\':
        return '\\\\';
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      case '\t':
        return '\\t';
      default:
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    }
  });
}

/**
 * A value as a Python expression for a line that is indented so far, or null where a reference has no name in the code.
 * `used` is the width that stands before it on its line. Long values and those with a placeholder go over several lines.
 */
export function plainLiteral(plain: Plain, layout: Layout, nameOf: NameOf, indent: string, used = 0): string | null {
  if (typeof plain !== 'object') return scalarLiteral(plain, layout.quote);
  if ('placeholder' in plain) return scalarLiteral(plain.placeholder, layout.quote);
  if ('reference' in plain) return referenceLiteral(nameOf(plain.reference, plain.attribute), layout);
  if ('parts' in plain) return joined(plain.parts, layout, nameOf);
  const entries: readonly Entry[] =
    'items' in plain
      ? plain.items.map((value) => ({ prefix: '', value }))
      : Object.entries(plain.properties).map(([key, value]) => ({ prefix: `${quoted(key, layout.quote)}: `, value }));
  return inBrackets('items' in plain ? ['[', ']'] : ['{', '}'], entries, layout, nameOf, indent, used);
}

/** What stands before a value, with the value. */
export interface Entry {
  readonly prefix: string;
  readonly value: Plain;
}

/** Entries between brackets: on one line if they fit, else one per line. Null where a reference has no name in the code. */
export function inBrackets(
  [open, close]: readonly [string, string],
  entries: readonly Entry[],
  layout: Layout,
  nameOf: NameOf,
  indent: string,
  used: number,
): string | null {
  if (!entries.some((entry) => hasPlaceholder(entry.value))) {
    const inline = entries.map(({ prefix, value }) => {
      const text = plainLiteral(value, layout, nameOf, indent);
      return text === null ? null : prefix + text;
    });
    if (inline.includes(null)) return null;
    const text = open + inline.join(', ') + close;
    if (!text.includes('\n') && indent.length + used + text.length <= LONGEST_LINE) return text;
  }
  return onLines([open, close], entries, layout, nameOf, indent);
}

/** Entries between brackets, one per line, each placeholder with its note behind it. */
export function onLines(
  [open, close]: readonly [string, string],
  entries: readonly Entry[],
  layout: Layout,
  nameOf: NameOf,
  indent: string,
): string | null {
  const inner = indent + layout.unit;
  let text = open + layout.lineBreak;
  for (const { prefix, value } of entries) {
    const literal = plainLiteral(value, layout, nameOf, inner, prefix.length + 1);
    if (literal === null) return null;
    const note = typeof value === 'object' && 'placeholder' in value ? `  # ${value.note}` : '';
    text += `${inner}${prefix}${literal},${note}${layout.lineBreak}`;
  }
  return text + indent + close;
}

function referenceLiteral(naming: Naming | null, layout: Layout): string | null {
  if (naming === null) return null;
  if ('code' in naming) return naming.code;
  return 'text' in naming ? quoted(naming.text, layout.quote) : `f${naming.quote}${naming.formatted}${naming.quote}`;
}

/** Text with references in it: an f-string, or a plain one where all of it is known. */
function joined(parts: readonly Plain[], layout: Layout, nameOf: NameOf): string | null {
  let body = '';
  let text = '';
  let formatted = false;
  for (const part of parts) {
    const piece = pieceOf(part, nameOf);
    if (piece === null) return null;
    if ('code' in piece) {
      // A quote of the same kind or a backslash inside of the braces is an error before Python 3.12.
      if (piece.code.includes(layout.quote) || /[\\\n#]/.test(piece.code)) return null;
      formatted = true;
      body += `{${piece.code}}`;
    } else if ('formatted' in piece) {
      if (piece.quote !== layout.quote && piece.formatted.includes(layout.quote)) return null;
      formatted = true;
      body += piece.formatted;
    } else {
      text += piece.text;
      body += escaped(piece.text, layout.quote).replace(/[{}]/g, '$&$&');
    }
  }
  return formatted ? `f${layout.quote}${body}${layout.quote}` : quoted(text, layout.quote);
}

function pieceOf(part: Plain, nameOf: NameOf): Naming | null {
  if (typeof part !== 'object') return { text: String(part) };
  if ('placeholder' in part) return { text: String(part.placeholder) };
  return 'reference' in part ? nameOf(part.reference, part.attribute) : null;
}
