/** Python string literals. */

const LITERAL = /^([a-zA-Z]*)("""|'''|"|')/;
const ESCAPE = /\\(\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[\s\S])/g;
const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\r': '',
  '\r\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export interface StringForm {
  /** Prefix letters in lower case. */
  readonly prefix: string;
  readonly quote: string;
  /** Where the content starts and ends in the literal. */
  readonly start: number;
  readonly end: number;
}

/** How a literal is written; null where it isn't one. */
export function stringForm(literal: string): StringForm | null {
  const match = LITERAL.exec(literal);
  const [opening, prefix, quote] = match ?? [];
  if (opening === undefined || prefix === undefined || quote === undefined) return null;
  const closed = literal.length >= opening.length + quote.length && literal.endsWith(quote);
  return {
    prefix: prefix.toLowerCase(),
    quote,
    start: opening.length,
    end: closed ? literal.length - quote.length : literal.length,
  };
}

/** The text that a literal stands for; null where it isn't a whole string literal. */
export function stringValue(literal: string): string | null {
  const form = stringForm(literal);
  return form === null ? null : unescaped(literal.slice(form.start, form.end), form.prefix);
}

/** A stretch of a literal's content with its escapes read; in a raw string there are none. */
export function unescaped(content: string, prefix: string): string {
  const unix = content.includes('\r') ? content.replace(/\r\n?/g, '\n') : content;
  if (prefix.includes('r') || !unix.includes('\\')) return unix;
  return unix.replace(ESCAPE, (whole, escape: string) => {
    const simple = SIMPLE[escape];
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
    if (/^[xuU]./.test(escape)) {
      const code = parseInt(escape.slice(1), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    return whole;
  });
}
