/** Just enough of JSON to find a notebook's cells in a large file without reading what lies between. */

export class NotJson extends Error {
  constructor(readonly at: number) {
    super('not valid JSON');
  }
}

/** A string in the text, quotes not included. */
export interface JsonString {
  readonly start: number;
  readonly end: number;
}

const QUOTE = 34;
const BACKSLASH = 92;
const BOM = 0xfeff;

/** Moves over a JSON text, value by value. Throws `NotJson` where it isn't one. */
export class JsonScanner {
  at: number;

  constructor(readonly text: string) {
    this.at = text.charCodeAt(0) === BOM ? 1 : 0;
  }

  private skipSpace(): void {
    const { text } = this;
    for (;;) {
      const char = text.charCodeAt(this.at);
      if (char !== 32 && char !== 10 && char !== 13 && char !== 9) return;
      this.at++;
    }
  }

  peek(): string {
    this.skipSpace();
    return this.text.charAt(this.at);
  }

  expect(char: string): void {
    if (this.peek() !== char) throw new NotJson(this.at);
    this.at++;
  }

  string(): JsonString {
    this.expect('"');
    const { text } = this;
    const start = this.at;
    for (let end = text.indexOf('"', start); end >= 0; end = text.indexOf('"', end + 1)) {
      let escapes = 0;
      while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
      if (escapes % 2 !== 0) continue;
      this.at = end + 1;
      return { start, end };
    }
    throw new NotJson(start - 1);
  }

  /** Calls back for every member of an object; the callback moves over the value. */
  object(member: (key: string) => void): void {
    this.expect('{');
    if (this.peek() === '}') {
      this.at++;
      return;
    }
    for (;;) {
      const key = this.string();
      this.expect(':');
      member(this.text.slice(key.start, key.end));
      if (this.peek() === ',') {
        this.at++;
        continue;
      }
      this.expect('}');
      return;
    }
  }

  /** Calls back for every item of a list; the callback moves over the item. */
  list(item: () => void): void {
    this.expect('[');
    if (this.peek() === ']') {
      this.at++;
      return;
    }
    for (;;) {
      item();
      if (this.peek() === ',') {
        this.at++;
        continue;
      }
      this.expect(']');
      return;
    }
  }

  /** Moves over any value; what lies within is only counted, not checked. */
  skip(): void {
    const first = this.peek();
    if (first === '"') {
      this.string();
      return;
    }
    if (first !== '{' && first !== '[') {
      const match = /(?:true|false|null|NaN|-?Infinity|-?\d[\d.eE+-]*)/y;
      match.lastIndex = this.at;
      const found = match.exec(this.text);
      if (found === null) throw new NotJson(this.at);
      this.at += found[0].length;
      return;
    }
    this.skipBrackets();
  }

  private skipBrackets(): void {
    const { text } = this;
    const start = this.at;
    let depth = 0;
    while (this.at < text.length) {
      const char = text.charCodeAt(this.at);
      if (char === QUOTE) {
        this.string();
        continue;
      }
      this.at++;
      if (char === 123 || char === 91) depth++;
      else if ((char === 125 || char === 93) && --depth === 0) return;
    }
    throw new NotJson(start);
  }
}

/** The text that a string's raw content stands for; null where an escape is none. */
export function decoded(raw: string): string | null {
  if (!raw.includes('\\')) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw.replace(/[^ -\uffff]/g, ' ')}"`);
    return typeof value === 'string' ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** How many raw characters the first `count` characters of the decoded text take. */
export function rawLength(raw: string, count: number): number {
  let at = 0;
  for (let done = 0; done < count && at < raw.length; done++)
    at += raw.charCodeAt(at) !== BACKSLASH ? 1 : raw.charAt(at + 1) === 'u' ? 6 : 2;
  return at;
}

/** A text as a string's raw content. */
export function encoded(text: string, asciiOnly: boolean): string {
  const raw = JSON.stringify(text).slice(1, -1);
  if (!asciiOnly) return raw;
  return raw.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
