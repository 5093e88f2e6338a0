import type { Span } from '../../model/origin';

/**
 * The stretches of a text that are read by themselves: each begins at the margin, where a statement begins. Where brackets
 * don't match, a word at the margin that only begins a statement ends the stretch before it, so that what is broken spoils
 * no other. Which stretches there are decides how much is read again, never what is read in code that is whole.
 */
export function splitStatements(text: string, earlier: EarlierSplit | null = null): Split {
  const whole = new Splitter(text, false);
  const spans = whole.split(earlier?.split.balanced === true ? earlier : null);
  return whole.balanced ? { spans, balanced: true } : { spans: new Splitter(text, true).split(null), balanced: false };
}

export interface Split {
  readonly spans: readonly Span[];
  /** Whether all brackets, quotes and comments are closed. */
  readonly balanced: boolean;
}

/** The split of an earlier text, and how the texts differ: everything before `prefix` and the last `suffix` characters are the same. */
export interface EarlierSplit {
  readonly split: Split;
  readonly length: number;
  readonly prefix: number;
  readonly suffix: number;
}

/** How far behind the beginning of a word it shows whether a statement begins there. */
const LONGEST_LOOK = 100;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const DOLLAR = 36;
const APOSTROPHE = 39;
const STAR = 42;
const SLASH = 47;
const BACKSLASH = 92;
const BACKTICK = 96;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const BOM = 0xfeff;

/** Words at the margin that go on with the statement before them. */
const CONTINUES =
  /(?:else|catch|finally|while|from|as|in|of|instanceof|extends|implements|satisfies|class|export|abstract)\b/y;
/** The words of those that follow a decorator only. */
const DECORATED = /(?:class|export|abstract)\b/y;
/** Words that begin a statement at the margin and nothing else. */
const BEGINS =
  /(?:export|import(?!\s*[(.])|const|let|var|class|interface|enum|type\s+\w+|abstract\s+class|declare|function|async\s+function)\b/y;
/** Before a slash: what it follows makes it a division. */
const VALUE_END = /[\w$)\]}'"`]/;
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;
/** After one of these at the end of a line, the statement goes on. */
const OPEN_END = '=+-*/%&|^<>?:,.!~([{';

class Splitter {
  balanced = true;
  private at = 0;
  private depth = 0;
  /** The depths at which a template's replacement began. */
  private readonly replacements: number[] = [];
  /** The last character that isn't white space or comment; -1 before the first. */
  private last = -1;
  private start = -1;
  private readonly spans: Span[] = [];

  constructor(
    private readonly text: string,
    private readonly broken: boolean,
  ) {}

  /** `earlier`: of a text in which everything was closed, so that nothing is carried over from one statement to the next. */
  split(earlier: EarlierSplit | null): Span[] {
    const { text } = this;
    let atMargin = true;
    if (text.charCodeAt(0) === BOM) this.at = 1;
    if (earlier !== null) this.resume(earlier);
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (code === NEWLINE || code === RETURN) {
        this.at++;
        atMargin = true;
      } else if (code <= 32 || code === 0xa0 || code === BOM) {
        this.at++;
        atMargin = false;
      } else if (code === SLASH && this.isComment()) {
        this.skipComment();
      } else {
        if (this.start < 0 || (atMargin && this.begins(code))) {
          this.begin();
          if (earlier !== null && this.rejoins(earlier)) return this.spans;
        }
        atMargin = false;
        this.token(code);
      }
    }
    this.end();
    if (this.depth !== 0 || this.replacements.length > 0) this.balanced = false;
    return this.spans;
  }

  /** Keeps the statements before the difference, and goes on with the last that it can't reach. */
  private resume({ split: { spans }, prefix }: EarlierSplit): void {
    const reached = spans.findIndex(({ start }) => start + LONGEST_LOOK > prefix);
    // The one before a statement that may be reached ends where that one begins.
    const kept = (reached < 0 ? spans.length : reached) - 1;
    const next = spans[kept];
    const last = spans[kept - 1];
    if (next === undefined || last === undefined) return;
    for (const span of spans.slice(0, kept)) this.spans.push(span);
    this.at = next.start;
    this.last = last.end - 1;
  }

  /** Whether the rest is as it was; then it is taken over, moved. */
  private rejoins({ split: { spans }, length, suffix }: EarlierSplit): boolean {
    const { start, text } = this;
    if (!this.balanced || this.depth !== 0 || this.replacements.length > 0 || start < text.length - suffix)
      return false;
    const moved = text.length - length;
    const at = firstFrom(spans, start - moved);
    if (spans[at]?.start !== start - moved) return false;
    for (const span of spans.slice(at)) this.spans.push({ start: span.start + moved, end: span.end + moved });
    return true;
  }

  private begin(): void {
    this.end();
    this.start = this.at;
    if (this.broken) {
      this.depth = 0;
      this.replacements.length = 0;
    }
  }

  private end(): void {
    if (this.start >= 0) this.spans.push({ start: this.start, end: this.last + 1 });
    this.start = -1;
  }

  private begins(code: number): boolean {
    if (this.depth > 0 || this.replacements.length > 0) return this.broken && this.matches(BEGINS);
    const before = this.text[this.last] ?? '';
    const isWord = isWordStart(code);
    if (!isWord && code !== 64) return before === ';' && code !== CLOSE_BRACE && code !== OPEN_BRACE;
    if (before !== '' && OPEN_END.includes(before)) return this.broken && this.matches(BEGINS);
    if (!this.matches(CONTINUES)) return true;
    return this.matches(DECORATED) && this.text.charCodeAt(this.start) !== 64;
  }

  private matches(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private isComment(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    return next === SLASH || next === STAR;
  }

  private skipComment(): void {
    const { text } = this;
    if (text.charCodeAt(this.at + 1) === SLASH) this.at = lineEnd(text, this.at);
    else {
      const end = text.indexOf('*/', this.at + 2);
      if (end < 0) this.balanced = false;
      this.at = end < 0 ? (this.broken ? lineEnd(text, this.at) : text.length) : end + 2;
    }
  }

  private token(code: number): void {
    const { text } = this;
    switch (code) {
      case QUOTE:
      case APOSTROPHE:
        this.at = afterString(text, this.at, code);
        break;
      case BACKTICK:
        this.template(this.at + 1);
        break;
      case SLASH:
        this.at = this.isRegex() ? afterRegex(text, this.at) : this.at + 1;
        break;
      case 40:
      case 91:
      case OPEN_BRACE:
        this.depth++;
        this.at++;
        break;
      case CLOSE_BRACE:
        if (this.replacements.at(-1) === this.depth) {
          this.replacements.pop();
          this.template(this.at + 1);
          break;
        }
        this.close();
        break;
      case 41:
      case 93:
        this.close();
        break;
      default:
        this.at = isWordStart(code) ? afterWord(text, this.at) : this.at + 1;
    }
    this.last = this.at - 1;
  }

  private close(): void {
    if (this.depth > 0) this.depth--;
    else this.balanced = false;
    this.at++;
  }

  /** The text of a template up to its end or to the code of a replacement. */
  private template(from: number): void {
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) at++;
      else if (code === BACKTICK) {
        this.at = at + 1;
        return;
      } else if (code === DOLLAR && text.charCodeAt(at + 1) === OPEN_BRACE) {
        this.replacements.push(this.depth);
        this.at = at + 2;
        return;
      }
    }
    this.balanced = false;
    this.at = this.broken ? lineEnd(text, from) : text.length;
  }

  private isRegex(): boolean {
    const before = this.text[this.last];
    if (before === undefined) return true;
    if (!VALUE_END.test(before)) return true;
    return BEFORE_REGEX.test(this.text.slice(Math.max(0, this.last - 10), this.last + 1));
  }
}

/** The first of the spans that starts at a place or behind it. */
function firstFrom(spans: readonly Span[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === DOLLAR || code > 127;
}

function afterWord(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isWordStart(code) && !(code >= 48 && code <= 57)) break;
  }
  return at;
}

function afterString(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === NEWLINE || code === RETURN) return at;
    if (code === BACKSLASH) at += text.charCodeAt(at + 1) === RETURN && text.charCodeAt(at + 2) === NEWLINE ? 2 : 1;
  }
  return text.length;
}

function afterRegex(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || code === RETURN) break;
    if (code === BACKSLASH) at++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === SLASH && !inClass) return at + 1;
  }
  // No end on its line: it was a division after all.
  return from + 1;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== NEWLINE && text.charCodeAt(at) !== RETURN) at++;
  return at;
}
