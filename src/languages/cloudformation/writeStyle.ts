import type { Scalar } from '../../model/expression';
import { lineEnding } from './writeLines';

/** How a template is written, so that what a change adds looks like the rest. */
export interface Style {
  readonly lineEnding: '\n' | '\r\n';
  /** One step of indentation. */
  readonly step: string;
  /** What a list's dash stands deeper than the list's key, in block style. */
  readonly dash: string;
  /** The whole text is JSON: no comments, no tags, everything in quotes. */
  readonly json: boolean;
  /** JSON without white space. */
  readonly tight: boolean;
  /** `!Ref X` rather than `Ref: X`. */
  readonly shortForm: boolean;
}

/** `json`: whether the text is JSON; by its first sign where that isn't known. */
export function styleOf(text: string, json = /^\uFEFF?\s*[{[]/.test(text)): Style {
  return {
    lineEnding: lineEnding(text),
    step: stepOf(text),
    dash: dashOf(text),
    json,
    tight: json && !text.trimEnd().includes('\n') && !/": /.test(text),
    shortForm: !json && (/!(?:Ref|Sub|GetAtt|If|Join|FindInMap)\b/.test(text) || !/\bFn::|\bRef["']?:/.test(text)),
  };
}

/** The indentation of the first line that is deeper than the line above it. */
function stepOf(text: string): string {
  let above = 0;
  for (const [, indent = '', first = ''] of text.matchAll(/^([ \t]*)([^\s#].*)$/gm)) {
    if (indent.startsWith('\t')) return '\t';
    if (indent.length > above && !first.startsWith('- ')) return ' '.repeat(Math.min(indent.length - above, 8));
    above = indent.length;
  }
  return '  ';
}

/** Whether lists are indented below their key, as the first block list shows. */
function dashOf(text: string): string {
  const found = /^( *)(?:- +)*[\w"':]+[^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /m.exec(text);
  if (found === null) return stepOf(text);
  const [line = '', key = '', dash = ''] = found;
  // The key may stand behind a dash of its own.
  const keyColumn = /^( *(?:- +)*)/.exec(line)?.[1]?.length ?? key.length;
  return dash.length > keyColumn ? ' '.repeat(dash.length - keyColumn) : '';
}

/** Plain text that YAML 1.1 and 1.2 readers take for something else than text: truths, nothing, numbers, dates. */
const OTHER_TYPE =
  /^(?:true|false|yes|no|on|off|y|n|null|~|[-+]?\.(?:inf|nan)|[-+]?[\d.][\d._,:+\-a-fxo]*|e[-+]?\d+|\d{4}-\d\d?-\d\d?[T\s].*)$/i;
const SAFE = /^[A-Za-z0-9_./$(](?:[\w./:@%+=$();<>~^!&*'"|?{}[\], -]*[\w./@%+=$();<>~^!&*'"|?{}[\]-])?$/;

/** A scalar as it is written where nothing stands yet. */
export function scalarText(value: Scalar, style: Style, place: 'block' | 'flow'): string {
  if (typeof value !== 'string' || style.json) return JSON.stringify(value);
  if (canBePlain(value, place)) return value;
  return /[^\P{C}]/u.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

/** Whether a text means itself when it stands without quotes. */
export function canBePlain(value: string, place: 'block' | 'flow'): boolean {
  if (!SAFE.test(value) || OTHER_TYPE.test(value)) return false;
  if (value.includes(': ') || value.includes(' #') || value.endsWith(':')) return false;
  return place === 'block' || !/[{}[\],]/.test(value);
}

/** A scalar that takes the place of another one, in that one's quotes. */
export function scalarInPlaceOf(before: string, value: Scalar, style: Style, place: 'block' | 'flow'): string {
  const quote = before[0];
  const text = String(value);
  if (quote === '"') return JSON.stringify(text);
  if (quote === "'" && !/[^\P{C}]/u.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return scalarText(value, style, place);
}
