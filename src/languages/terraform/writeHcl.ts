import type { Scalar } from '../../model/expression';
import type { Plain } from '../../model/operation';
import type { ResourceId } from '../../model/value';
import { blockFromApi, fromApi, type Words } from './vocabulary';

/** How the names of resources are written. */
export interface Rendering {
  readonly newline: string;
  /** `aws_sagemaker_endpoint.ranking.name`. */
  referenceTo(id: ResourceId, attribute: string): string;
}

/** A text in quotes. */
export function quotedText(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('${', '$${')
    .replaceAll('%{', '%%{');
  return `"${escaped}"`;
}

export function scalarText(value: Scalar): string {
  return typeof value === 'string' ? quotedText(value) : String(value);
}

/** Whether a written value is nothing but a literal on one line. */
export function isLiteralText(text: string): boolean {
  return /^(?:"(?:[^"\\$%\n]|\\.|[$%](?!\{))*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/.test(text);
}

/** A new literal in the place of another: a number that stood in quotes stays in quotes. */
export function scalarInPlaceOf(before: string, value: Scalar, json: boolean): string {
  const quoted = before.startsWith('"') && (typeof value !== 'string' || json);
  if (quoted) return JSON.stringify(String(value));
  return json && typeof value === 'string' ? JSON.stringify(value) : scalarText(value);
}

/** A value on the right of `=`. `indent` is that of its line. */
export function valueText(plain: Plain, indent: string, rendering: Rendering): string {
  if (typeof plain !== 'object') return scalarText(plain);
  if ('placeholder' in plain) return scalarText(plain.placeholder);
  if ('reference' in plain) return rendering.referenceTo(plain.reference, plain.attribute);
  if ('parts' in plain) return `"${plain.parts.map((part) => templatePart(part, rendering)).join('')}"`;
  if ('items' in plain) return `[${plain.items.map((item) => valueText(item, indent, rendering)).join(', ')}]`;
  const inner = `${indent}  `;
  const entries = Object.entries(plain.properties).map(([key, value]) => ({
    name: /^[\w-]+$/.test(key) ? key : quotedText(key),
    value: valueText(value, inner, rendering),
    note: noteOf(value),
  }));
  const { newline } = rendering;
  return `{${newline}${alignedLines(entries, inner).join(newline)}${newline}${indent}}`;
}

function templatePart(plain: Plain, rendering: Rendering): string {
  if (typeof plain !== 'object') return quotedText(String(plain)).slice(1, -1);
  if ('parts' in plain) return plain.parts.map((part) => templatePart(part, rendering)).join('');
  if ('placeholder' in plain) return String(plain.placeholder);
  return `\${${valueText(plain, '', rendering)}}`;
}

export interface Line {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** A placeholder's note, as a comment behind it. */
export function noteOf(plain: Plain): string {
  return typeof plain === 'object' && 'placeholder' in plain ? ` # ${plain.note.replace(/\s+/g, ' ')}` : '';
}

/** Arguments below each other, their signs in one column; one of several lines stands for itself. */
export function alignedLines(lines: readonly Line[], indent: string): string[] {
  const isLong = ({ value }: Line): boolean => value.includes('\n');
  return lines.map((line, index) => {
    const { name, value, note } = line;
    if (isLong(line)) return `${indent}${name} = ${value}${note}`;
    const before = lines.findLastIndex((each, at) => at < index && isLong(each));
    const after = lines.findIndex((each, at) => at > index && isLong(each));
    const group = lines.slice(before + 1, after === -1 ? undefined : after);
    const width = Math.max(...group.map((each) => each.name.length));
    return `${indent}${name.padEnd(width)} = ${value}${note}`;
  });
}

/** The lines of a block's body: arguments first, then a blank line before each nested block. */
export function bodyLines(
  properties: { readonly [name: string]: Plain },
  words: Words,
  indent: string,
  rendering: Rendering,
): string[] {
  const lines: Line[] = [];
  const blocks: string[][] = [];
  for (const [key, plain] of Object.entries(properties)) {
    const block = blockFromApi(words, key);
    if (block === null) {
      const name = fromApi(words, key);
      const json = words.json?.includes(name) === true ? jsonText(plain, indent, rendering) : null;
      lines.push({ name, value: json ?? valueText(plain, indent, rendering), note: noteOf(plain) });
      continue;
    }
    for (const each of itemsOf(plain)) blocks.push(blockLines(block.type, each, block.words, indent, rendering));
  }
  const body = alignedLines(lines, indent);
  for (const block of blocks) body.push(...(body.length === 0 ? [] : ['']), ...block);
  return body;
}

/** `jsonencode({ … })` for a text that holds JSON; null for what doesn't. */
function jsonText(plain: Plain, indent: string, rendering: Rendering): string | null {
  if (typeof plain !== 'string') return null;
  return `jsonencode(${valueText(plainOf(JSON.parse(plain)), indent, rendering)})`;
}

function plainOf(json: unknown): Plain {
  if (Array.isArray(json)) return { items: json.map(plainOf) };
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return json;
  const entries = Object.entries(json ?? {}).map(([key, value]) => [key, plainOf(value)] as const);
  return { properties: Object.fromEntries(entries) };
}

export function itemsOf(plain: Plain): readonly Plain[] {
  return typeof plain === 'object' && 'items' in plain ? plain.items : [plain];
}

/** A nested block with its braces. */
export function blockLines(type: string, plain: Plain, words: Words, indent: string, rendering: Rendering): string[] {
  const properties = typeof plain === 'object' && 'properties' in plain ? plain.properties : {};
  const inner = bodyLines(properties, words, `${indent}  `, rendering);
  return [`${indent}${type} {`, ...inner, `${indent}}`];
}
