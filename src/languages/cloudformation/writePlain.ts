import type { Plain } from '../../model/operation';
import type { Path, ResourceId } from '../../model/value';
import type { Style } from './writeStyle';
import { scalarText } from './writeStyle';

/** A placeholder's note, with the path of its value. */
export interface Note {
  readonly path: Path;
  readonly text: string;
}

/** The notes of the placeholders in a value. */
export function notesIn(plain: Plain, path: Path = []): Note[] {
  if (typeof plain !== 'object' || 'reference' in plain) return [];
  if ('placeholder' in plain) return [{ path, text: plain.note.replace(/\s+/g, ' ') }];
  if ('parts' in plain) return plain.parts.flatMap((part) => notesIn(part, path));
  if ('items' in plain) return plain.items.flatMap((item, index) => notesIn(item, [...path, index]));
  return Object.entries(plain.properties).flatMap(([key, value]) => notesIn(value, [...path, key]));
}

/** What rendering needs to know beside the value. */
export interface Rendering {
  readonly style: Style;
  /** The logical name of a resource, old or new. */
  nameOf(id: ResourceId): string;
}

type Reference = Extract<Plain, { readonly reference: ResourceId }>;
type Parts = Extract<Plain, { readonly parts: readonly Plain[] }>;

/** What an intrinsic function is called, with its argument. */
interface Intrinsic {
  readonly short: string;
  readonly long: string;
  /** A text, or the list of a resource's name and attribute. */
  readonly argument: string | readonly string[];
}

function reference(plain: Reference, rendering: Rendering): Intrinsic {
  const name = rendering.nameOf(plain.reference);
  if (plain.attribute === 'Ref') return { short: '!Ref', long: 'Ref', argument: name };
  return { short: '!GetAtt', long: 'Fn::GetAtt', argument: [name, plain.attribute] };
}

/** Text with references as an `Fn::Sub`; plain text where it holds none. */
function interpolation(plain: Parts, rendering: Rendering): Intrinsic | string {
  const add = (part: Plain): string => {
    if (typeof part !== 'object') return String(part).replaceAll('${', '${!');
    if ('reference' in part) {
      const name = rendering.nameOf(part.reference);
      return part.attribute === 'Ref' ? `\${${name}}` : `\${${name}.${part.attribute}}`;
    }
    if ('parts' in part) return part.parts.map(add).join('');
    if ('placeholder' in part) return String(part.placeholder);
    throw new TypeError('a list or an object can not be part of a text');
  };
  const text = plain.parts.map(add).join('');
  return plain.parts.some(holdsReference)
    ? { short: '!Sub', long: 'Fn::Sub', argument: text }
    : text.replaceAll('${!', '${');
}

function holdsReference(plain: Plain): boolean {
  return typeof plain === 'object' && ('reference' in plain || ('parts' in plain && plain.parts.some(holdsReference)));
}

/** A value on one line, as it stands in a flow collection or behind a key. */
export function inlineText(plain: Plain, rendering: Rendering, place: 'block' | 'flow'): string {
  const { style } = rendering;
  if (typeof plain !== 'object') return scalarText(plain, style, place);
  if ('placeholder' in plain) return scalarText(plain.placeholder, style, place);
  if ('reference' in plain) return intrinsicText(reference(plain, rendering), style, place);
  if ('parts' in plain) {
    const found = interpolation(plain, rendering);
    return typeof found === 'string' ? scalarText(found, style, place) : intrinsicText(found, style, place);
  }
  const comma = style.tight ? ',' : ', ';
  if ('items' in plain) return `[${plain.items.map((item) => inlineText(item, rendering, 'flow')).join(comma)}]`;
  const members = Object.entries(plain.properties).map(([key, value]) => inlinePair(key, value, rendering));
  return `{${members.join(comma)}}`;
}

/** `key: value` in a flow mapping on one line. */
export function inlinePair(key: string, plain: Plain, rendering: Rendering): string {
  const { style } = rendering;
  return `${keyText(key, style)}${style.tight ? ':' : ': '}${inlineText(plain, rendering, 'flow')}`;
}

function intrinsicText(found: Intrinsic, style: Style, place: 'block' | 'flow'): string {
  const { argument } = found;
  if (style.shortForm)
    return `${found.short} ${scalarText(typeof argument === 'string' ? argument : argument.join('.'), style, place)}`;
  const [colon, comma] = style.tight ? [':', ','] : [': ', ', '];
  const text =
    typeof argument === 'string'
      ? scalarText(argument, style, 'flow')
      : `[${argument.map((part) => scalarText(part, style, 'flow')).join(comma)}]`;
  return `{${keyText(found.long, style)}${colon}${text}}`;
}

export function keyText(key: string, style: Style): string {
  return style.json || !/^[\w:]*\w$/.test(key) ? JSON.stringify(key) : key;
}

/** Whether a value is one line in block style. */
function isOneLine(plain: Plain): boolean {
  if (typeof plain !== 'object' || 'placeholder' in plain || 'reference' in plain || 'parts' in plain) return true;
  return 'items' in plain ? plain.items.length === 0 : Object.keys(plain.properties).length === 0;
}

/**
 * `key: value` in block style; further lines are indented from `indent`, the white space before the key. A placeholder's
 * note is a comment on its line.
 */
export function blockPair(key: string, plain: Plain, rendering: Rendering, indent: string): string {
  return `${keyText(key, rendering.style)}:${blockValue(plain, rendering, indent)}`;
}

/** What follows the colon of a block pair. */
export function blockValue(plain: Plain, rendering: Rendering, indent: string): string {
  const { style } = rendering;
  const { lineEnding, step, dash } = style;
  if (isOneLine(plain)) return ` ${blockLine(plain, rendering)}`;
  if (typeof plain === 'object' && 'items' in plain) {
    const deeper = indent + dash;
    return plain.items.map((item) => `${lineEnding}${deeper}-${blockItem(item, rendering, deeper)}`).join('');
  }
  const deeper = indent + step;
  return membersOf(plain)
    .map(([name, value]) => `${lineEnding}${deeper}${blockPair(name, value, rendering, deeper)}`)
    .join('');
}

function membersOf(plain: Plain): [string, Plain][] {
  return typeof plain === 'object' && 'properties' in plain ? Object.entries(plain.properties) : [];
}

/** What follows the dash of a block list's item; `indent` is the white space before the dash. */
export function blockItem(plain: Plain, rendering: Rendering, indent: string): string {
  const { style } = rendering;
  if (isOneLine(plain)) return ` ${blockLine(plain, rendering)}`;
  if (typeof plain === 'object' && 'items' in plain) return ` ${inlineText(plain, rendering, 'flow')}`;
  const deeper = `${indent}  `;
  return ` ${membersOf(plain)
    .map(([name, value]) => blockPair(name, value, rendering, deeper))
    .join(style.lineEnding + deeper)}`;
}

function blockLine(plain: Plain, rendering: Rendering): string {
  if (typeof plain === 'object' && 'placeholder' in plain)
    return `${scalarText(plain.placeholder, rendering.style, 'block')} # ${plain.note.replace(/\s+/g, ' ')}`;
  return inlineText(plain, rendering, 'block');
}

/** A value over several lines in flow style, as JSON is mostly written; `indent` is that of the line it begins on. */
export function flowLines(plain: Plain, rendering: Rendering, indent: string): string {
  const { style } = rendering;
  const { lineEnding } = style;
  const isMap = typeof plain === 'object' && 'properties' in plain;
  if (!isMap && !(typeof plain === 'object' && 'items' in plain)) return flowScalar(plain, rendering);
  const deeper = indent + style.step;
  const lines = isMap
    ? Object.entries(plain.properties).map(
        ([key, value]) => `${keyText(key, style)}: ${flowLines(value, rendering, deeper)}`,
      )
    : plain.items.map((item) => flowLines(item, rendering, deeper));
  const [open, close] = isMap ? '{}' : '[]';
  if (lines.length === 0) return `${String(open)}${String(close)}`;
  return `${String(open)}${lineEnding}${lines.map((line) => deeper + line).join(`,${lineEnding}`)}${lineEnding}${indent}${String(close)}`;
}

function flowScalar(plain: Plain, rendering: Rendering): string {
  const text = inlineText(plain, rendering, 'flow');
  // JSON is mostly written with spaces within the braces of an intrinsic function.
  return rendering.style.json && text.startsWith('{') ? `{ ${text.slice(1, -1)} }` : text;
}
