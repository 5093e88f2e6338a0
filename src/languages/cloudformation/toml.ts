/**
 * As much of TOML as parameter files use: tables, and keys whose values are texts or lists of texts. Numbers, dates and
 * inline tables are passed over. Every text knows where each of its characters is written.
 */
export interface TomlText {
  readonly value: string;
  /** Offset in the file of each UTF-16 unit of `value`, and of the end. */
  readonly offsets: readonly number[];
}

export interface TomlEntry {
  /** The table's name by its parts: `['prod', 'deploy', 'parameters']`. */
  readonly table: readonly string[];
  readonly key: string;
  readonly texts: readonly TomlText[];
}

/** The entries of a file. Never throws; what it doesn't understand costs its line. */
export function readToml(text: string): TomlEntry[] {
  const entries: TomlEntry[] = [];
  let table: readonly string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    at = skip(text, at, /[ \t\r\n]*/y);
    const header = match(text, at, /\[\[?([^\]\n]*)\]\]?/y);
    if (header !== null) {
      table = partsOf(header[1] ?? '');
      at += header[0].length;
      continue;
    }
    const assignment = match(text, at, /([\w.-]+|"[^"\n]*"|'[^'\n]*')[ \t]*=[ \t]*/y);
    if (assignment !== null) {
      const value = valueAt(text, at + assignment[0].length);
      const parts = partsOf(assignment[1] ?? '');
      entries.push({ table: [...table, ...parts.slice(0, -1)], key: parts.at(-1) ?? '', texts: value.texts });
      at = value.end;
    }
    at = skip(text, at, /[^\n]*\n?/y);
  }
  return entries;
}

function match(text: string, at: number, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skip(text: string, at: number, pattern: RegExp): number {
  return at + (match(text, at, pattern)?.[0].length ?? 0);
}

function partsOf(name: string): string[] {
  return [...name.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map((part) => part[1] ?? part[2] ?? part[3] ?? '');
}

function valueAt(text: string, at: number): { readonly texts: readonly TomlText[]; readonly end: number } {
  if (text.charAt(at) !== '[') {
    const one = textAt(text, at);
    return one === null ? { texts: [], end: at } : { texts: [one.text], end: one.end };
  }
  const texts: TomlText[] = [];
  let next = at + 1;
  for (;;) {
    next = skip(text, next, /(?:[ \t\r\n,]|#[^\n]*)*/y);
    const one = textAt(text, next);
    if (one === null) return { texts, end: next };
    texts.push(one.text);
    next = one.end;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\' };

function textAt(text: string, at: number): { readonly text: TomlText; readonly end: number } | null {
  const quote = match(text, at, /"""|'''|"|'/y)?.[0];
  if (quote === undefined) return null;
  let value = '';
  const offsets: number[] = [];
  let next = at + quote.length;
  if (quote.length === 3) next = skip(text, next, /\r?\n?/y);
  while (next < text.length && !text.startsWith(quote, next)) {
    const sign = text.charAt(next);
    if (sign === '\n' && quote.length === 1) break;
    const escape = sign === '\\' && quote.startsWith('"') ? match(text, next, ESCAPE) : null;
    const written = escape?.[0] ?? sign;
    const meant = escape === null ? sign : escaped(escape);
    for (let unit = 0; unit < meant.length; unit++) offsets.push(next);
    value += meant;
    next += written.length;
  }
  offsets.push(next);
  return { text: { value, offsets }, end: text.startsWith(quote, next) ? next + quote.length : next };
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\r?\n\s*|([\s\S]))/y;

function escaped(escape: RegExpExecArray): string {
  const code = escape[1] ?? escape[2];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  }
  // A backslash at the end of a line joins the lines.
  return escape[3] === undefined ? '' : (ESCAPES[escape[3]] ?? escape[3]);
}
