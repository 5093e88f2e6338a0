import type { Scalar } from '../../model/expression';
import type { Plain } from '../../model/operation';
import type { ResourceId } from '../../model/value';
import { hasPlaceholder } from '../../model/operation';

/** How new code is laid out. */
export interface Layout {
  readonly quote: '"' | "'";
  readonly lineBreak: string;
  readonly unit: string;
  /** `;` or nothing. */
  readonly semicolon: string;
}

/** What a reference to a resource's attribute is called in the code: an expression, a text, or a template's content. */
export type Naming = { readonly code: string } | { readonly text: string } | { readonly template: string };

/** How values are written in a place. */
export interface Words {
  readonly layout: Layout;
  readonly nameOf: (resource: ResourceId, attribute: string) => Naming | null;
  /** A property's name as it is written here. */
  readonly key: (name: string) => string;
}

const LONGEST_LINE = 100;

export function scalarLiteral(value: Scalar, quote: Layout['quote']): string {
  return typeof value === 'string' ? quoted(value, quote) : String(value);
}

/** A string literal. */
export function quoted(text: string, quote: Layout['quote']): string {
  const other = quote === '"' ? "'" : '"';
  // As formatters do: JSON stays as it is.
  const own = text.includes(quote) && !text.includes(other) ? other : quote;
  return own + escaped(text, own) + own;
}

function escaped(text: string, quote: string): string {
  return text.replace(/[\\"'`\p{Cc}\u2028\u2029]|\$\{/gu, (character) => {
    switch (character) {
      case '"':
      case "'":
      case '`':
        return character === quote ? `\\${character}` : character;
      case '${':
        return quote === '`' ? '\\${' : character;
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
 * A value as an expression for a line that is indented so far, or null where a reference has no name in the code. `used`
 * is the width that stands before it on its line. Long values and those with a placeholder go over several lines.
 */
export function plainLiteral(plain: Plain, words: Words, indent: string, used = 0): string | null {
  const { layout } = words;
  if (typeof plain !== 'object') return scalarLiteral(plain, layout.quote);
  if ('placeholder' in plain) return scalarLiteral(plain.placeholder, layout.quote);
  if ('reference' in plain) {
    const naming = words.nameOf(plain.reference, plain.attribute);
    if (naming === null) return null;
    if ('code' in naming) return naming.code;
    return 'text' in naming ? quoted(naming.text, layout.quote) : `\`${naming.template}\``;
  }
  if ('parts' in plain) return joined(plain.parts, words);
  const isList = 'items' in plain;
  const entries: readonly Entry[] = isList
    ? plain.items.map((value) => ({ prefix: '', value }))
    : Object.entries(plain.properties).map(([key, value]) => ({
        prefix: `${keyText(words.key(key), layout)}: `,
        value,
      }));
  return inBrackets(isList ? ['[', ']'] : ['{', '}'], entries, words, indent, used);
}

/** What stands before a value, with the value. */
export interface Entry {
  readonly prefix: string;
  readonly value: Plain;
}

export function keyText(key: string, layout: Layout): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key, layout.quote);
}

function inBrackets(
  [open, close]: readonly [string, string],
  entries: readonly Entry[],
  words: Words,
  indent: string,
  used: number,
): string | null {
  if (entries.length === 0) return open + close;
  if (!entries.some((entry) => hasPlaceholder(entry.value))) {
    const inline = entries.map(({ prefix, value }) => {
      const text = plainLiteral(value, words, indent);
      return text === null ? null : prefix + text;
    });
    if (inline.includes(null)) return null;
    const space = open === '{' ? ' ' : '';
    const text = open + space + inline.join(', ') + space + close;
    if (!text.includes('\n') && indent.length + used + text.length <= LONGEST_LINE) return text;
  }
  return onLines([open, close], entries, words, indent);
}

/** Entries between brackets, one per line, each placeholder with its note behind it. */
export function onLines(
  [open, close]: readonly [string, string],
  entries: readonly Entry[],
  words: Words,
  indent: string,
): string | null {
  const { lineBreak, unit } = words.layout;
  const inner = indent + unit;
  let text = open + lineBreak;
  for (const { prefix, value } of entries) {
    const literal = plainLiteral(value, words, inner, prefix.length + 1);
    if (literal === null) return null;
    const note = typeof value === 'object' && 'placeholder' in value ? ` // ${value.note}` : '';
    text += `${inner}${prefix}${literal},${note}${lineBreak}`;
  }
  return text + indent + close;
}

/** Text with references in it: a template, or a plain string where all of it is known. */
function joined(parts: readonly Plain[], words: Words): string | null {
  let body = '';
  let text = '';
  let isTemplate = false;
  for (const part of parts) {
    const piece = pieceOf(part, words);
    if (piece === null) return null;
    if ('code' in piece) {
      isTemplate = true;
      body += `\${${piece.code}}`;
    } else if ('template' in piece) {
      isTemplate = true;
      body += piece.template;
    } else {
      text += piece.text;
      body += escaped(piece.text, '`');
    }
  }
  return isTemplate ? `\`${body}\`` : quoted(text, words.layout.quote);
}

function pieceOf(part: Plain, words: Words): Naming | null {
  if (typeof part !== 'object') return { text: String(part) };
  if ('placeholder' in part) return { text: String(part.placeholder) };
  return 'reference' in part ? words.nameOf(part.reference, part.attribute) : null;
}
