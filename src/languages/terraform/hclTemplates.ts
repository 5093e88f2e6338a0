import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';
import { opaque } from './hcl';
import { HclError, type HclExpressions } from './hclExpressions';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Texts and values of a template as they come. */
class Parts {
  readonly parts: Expr[] = [];
  directives = false;
  private text = '';
  private textStart: number;
  private trims = false;

  constructor(private readonly start: number) {
    this.textStart = start;
  }

  add(text: string): void {
    const shown = this.trims && this.text === '' ? text.trimStart() : text;
    this.text += shown;
  }

  interpolated(value: Expr, span: Span, trims: { readonly before: boolean; readonly after: boolean }): void {
    this.flush(span.start, trims.before);
    this.parts.push(value);
    this.textStart = span.end;
    this.trims = trims.after;
  }

  flush(end: number, trimmed = false): void {
    const value = trimmed ? this.text.trimEnd() : this.text;
    if (value !== '') this.parts.push({ kind: 'literal', value, span: { start: this.textStart, end } });
    this.text = '';
    this.trims = false;
  }

  /** The whole template; one that is a single value is that value, seen at the place of the template. */
  whole(end: number): Expr {
    const span = { start: this.start, end };
    if (this.directives) return opaque('a template with directives', span);
    const [only, ...others] = this.parts;
    if (only === undefined) return { kind: 'literal', value: '', span };
    if (others.length === 0) return { ...only, span };
    return { kind: 'concat', parts: this.parts, span };
  }
}

/** A text in quotes, which stands on one line but for what its interpolations hold. */
export function quoted(into: HclExpressions): Expr {
  const { scanner } = into;
  const parts = new Parts(scanner.at);
  scanner.at += 1;
  for (;;) {
    const { char } = scanner;
    if (char === '' || char === '\n') throw new HclError('a text is not closed');
    if (char === '"') break;
    if (char === '\\') parts.add(escaped(into));
    else if (!sequence(into, parts)) {
      parts.add(char);
      scanner.at += 1;
    }
  }
  parts.flush(scanner.at);
  scanner.at += 1;
  return parts.whole(scanner.at);
}

function escaped({ scanner }: HclExpressions): string {
  const sign = scanner.text.charAt(scanner.at + 1);
  const code = /^[uU]([0-9a-fA-F]{8}|[0-9a-fA-F]{4})/.exec(scanner.text.slice(scanner.at + 1, scanner.at + 10))?.[1];
  if (code !== undefined) {
    scanner.at += 2 + code.length;
    const point = parseInt(code, 16);
    return point > 0x10ffff ? '\uFFFD' : String.fromCodePoint(point);
  }
  const text = ESCAPES[sign];
  if (text === undefined) throw new HclError('an escape that is none');
  scanner.at += 2;
  return text;
}

/** `${…}`, `%{…}` and their escapes, where one stands here. */
function sequence(into: HclExpressions, parts: Parts): boolean {
  const { scanner } = into;
  const { text, at } = scanner;
  const sign = text.charAt(at);
  if (sign !== '$' && sign !== '%') return false;
  if (text.startsWith(`${sign}${sign}{`, at)) {
    parts.add(`${sign}{`);
    scanner.at += 3;
    return true;
  }
  if (text.charAt(at + 1) !== '{') return false;
  scanner.at += 2;
  const before = scanner.take('~');
  if (sign === '%') {
    parts.directives = true;
    directive(into);
    return true;
  }
  let after = false;
  const value = into.inBrackets(() => {
    const inside = into.expression();
    scanner.skip();
    after = scanner.take('~');
    into.expect('}');
    return inside;
  });
  parts.interpolated(value, { start: at, end: scanner.at }, { before, after });
  return true;
}

/** What a directive reads counts, though nobody can say what it gives. */
function directive(into: HclExpressions): void {
  const { scanner } = into;
  into.inBrackets(() => {
    scanner.skip();
    const keyword = scanner.identifier()?.name;
    if (keyword === 'if') into.expression();
    else if (keyword === 'for') {
      const end = scanner.text.indexOf(' in ', scanner.at);
      if (end === -1) throw new HclError('"in" is missing');
      scanner.at = end + 4;
      into.expression();
    } else if (keyword !== 'else' && keyword !== 'endif' && keyword !== 'endfor') throw new HclError('no directive');
    scanner.skip();
    scanner.take('~');
    into.expect('}');
  });
}

/** `<<EOT` or `<<-EOT` with its lines, up to a line that holds nothing but the word. */
export function heredoc(into: HclExpressions): Expr {
  const { scanner } = into;
  const start = scanner.at;
  const indented = scanner.text.startsWith('<<-', start);
  const word = scanner.heredoc();
  if (word === null) throw new HclError('a value is missing');
  const from = scanner.at;
  const end = heredocEnd(scanner.text, from, word);
  if (end === null) throw new HclError(`the text up to ${word} is not closed`);
  const parts = new Parts(start);
  const margin = indented ? marginOf(scanner.text.slice(from, end.text)) : 0;
  while (scanner.at < end.text) {
    const lineStart = scanner.at === from || scanner.text.charAt(scanner.at - 1) === '\n';
    if (lineStart && margin > 0) scanner.at += leading(scanner.text, scanner.at, margin);
    if (scanner.at >= end.text) break;
    if (sequence(into, parts)) continue;
    const { char } = scanner;
    if (char !== '\r') parts.add(char);
    scanner.at += 1;
  }
  parts.flush(end.text);
  scanner.at = end.word;
  return parts.whole(end.word);
}

function leading(text: string, at: number, most: number): number {
  let count = 0;
  while (count < most && /[ \t]/.test(text.charAt(at + count))) count += 1;
  return count;
}

/** The blanks that all lines begin with. */
function marginOf(text: string): number {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? 0 : Math.min(...lines.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
}

/** Where the text of a heredoc ends, and where the word behind it does. */
export function heredocEnd(text: string, from: number, word: string): { text: number; word: number } | null {
  for (let at = from; at <= text.length;) {
    const next = text.indexOf('\n', at);
    const lineEnd = next === -1 ? text.length : next;
    const line = text.slice(at, lineEnd);
    if (line.trim() === word) return { text: at, word: at + line.trimEnd().length };
    if (next === -1) return null;
    at = next + 1;
  }
  return null;
}
