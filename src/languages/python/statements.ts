/**
 * Where the statements of a Python text begin and end. A text is split at its top-level statements, and a class at its
 * members, so that each can be parsed by itself: an unchanged statement is never parsed again, and a broken one costs
 * only itself. The split is a function of the text alone, however it was arrived at.
 */
import {
  afterBreak,
  afterLine,
  afterString,
  AT,
  BACKSLASH,
  BOM,
  DOUBLE_QUOTE,
  FORM_FEED,
  HASH,
  type Line,
  lineAt,
  lineEnd,
  NEWLINE,
  RETURN,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './lines';
import { LONGEST_BEHIND_STRING, swallowedStatement } from './swallowed';

/** What the splitter carries from one statement to the next. */
interface State {
  /** Column of the statements of the class body that it is in, or null. */
  readonly classColumn: number | null;
  /** Up to here brackets are known not to close: any line at the margin starts a statement. */
  readonly doubtfulUntil: number;
}

export interface StatementSpan {
  /** Start of the statement's first line, its indentation included. */
  readonly start: number;
  readonly end: number;
  /** `header`: a class without its members, which follow as `member`. */
  readonly kind: 'statement' | 'header' | 'member';
  /** Whether the first line is indented. */
  readonly indented: boolean;
  /** The splitter looked at the text up to here to find the end. */
  readonly reach: number;
  readonly state: State;
}

/** The longest stretch that is searched for the end of a bracket whose lines stand at the margin. */
const LONGEST_DOUBT = 32_768;
const LONGEST_KEYWORD = 9;
const OPENING: State = { classColumn: null, doubtfulUntil: 0 };

const CLAUSE = /(?:else|elif|except|finally)(?![\w])/y;
const NEVER_IN_BRACKETS =
  /(?:def|class|import|return|while|with|try|del|raise|assert|pass|global|break|continue)(?![\w=])|from\s+[\w.]+\s+import\b|@/y;
const CLASS = /class(?![\w])/y;

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Splits a text; `previous` is the split of an earlier text that agrees at both ends. */
export function splitStatements(text: string, previous?: Earlier): StatementSpan[] {
  return new Splitter(text).split(previous);
}

/** An earlier split, and how the texts differ: everything before `prefix` and the last `suffix` characters are the same. */
export interface Earlier {
  readonly spans: readonly StatementSpan[];
  readonly length: number;
  readonly prefix: number;
  readonly suffix: number;
}

class Splitter {
  private readonly spans: StatementSpan[] = [];
  private margin = 0;

  constructor(private readonly text: string) {}

  split(previous?: Earlier): StatementSpan[] {
    let line = this.significantLine(this.text.charCodeAt(0) === BOM ? 1 : 0);
    if (line === null) return [];
    this.margin = line.column;
    let state = OPENING;
    if (previous !== undefined) {
      const resumed = this.resume(previous);
      if (resumed !== null) ({ line, state } = resumed);
    }
    while (line !== null) {
      if (previous !== undefined && this.rejoins(previous, line, state)) return this.spans;
      const next = this.statement(line, state);
      line = next.line;
      state = next.state;
    }
    return this.spans;
  }

  /** Keeps the spans before the difference; answers where to go on. */
  private resume(previous: Earlier): { line: Line; state: State } | null {
    const kept = previous.spans.findIndex((span) => span.reach > previous.prefix);
    const first = previous.spans[0];
    if (kept <= 0 || first === undefined || this.columnAt(first.start) !== this.margin) return null;
    const next = previous.spans[kept];
    if (next === undefined) return null;
    const line = this.significantLine(next.start);
    if (line?.start !== next.start) return null;
    this.spans.push(...previous.spans.slice(0, kept));
    return { line, state: next.state };
  }

  /** Whether the rest is as it was; then it is taken over, moved. */
  private rejoins(previous: Earlier, line: Line, state: State): boolean {
    if (line.start < this.text.length - previous.suffix || state.doubtfulUntil > line.start) return false;
    const moved = this.text.length - previous.length;
    const before = line.start - moved;
    const at = firstAtOrAfter(previous.spans, before);
    const same = previous.spans[at];
    if (same?.start !== before || same.state.classColumn !== state.classColumn) return false;
    if (same.state.doubtfulUntil > before) return false;
    // The margin is the first line's; with another margin nothing can be taken over.
    const first = previous.spans[0];
    if (at === 0 || first === undefined || previous.prefix <= first.start + this.margin) return false;
    for (const span of previous.spans.slice(at)) this.spans.push(moved === 0 ? span : movedBy(span, moved));
    return true;
  }

  private columnAt(start: number): number {
    return lineAt(this.text, start).column;
  }

  /** The first line from `start` on that is neither blank nor a comment. */
  private significantLine(start: number): Line | null {
    const { text } = this;
    let at = start;
    while (at < text.length) {
      const line = lineAt(text, at);
      const char = text.charCodeAt(line.text);
      if (line.text >= text.length) return null;
      if (char !== NEWLINE && char !== RETURN && char !== HASH) return line;
      at = afterLine(text, line.text);
    }
    return null;
  }

  private statement(first: Line, state: State): { line: Line | null; state: State } {
    const { text } = this;
    const column = first.column;
    const inClass = state.classColumn !== null && column > this.margin;
    const doubtful = first.start < state.doubtfulUntil;
    let line = first;
    // A string that is open in any of its lines may be closed anywhere.
    let seen = 0;
    for (;;) {
      const logical = this.logicalLine(line, doubtful, column, line.column > column);
      seen = Math.max(seen, logical.reach);
      if (logical.cut !== null) {
        this.add(first, logical.cut.end, inClass ? 'member' : 'statement', seen, state);
        const doubtfulUntil = Math.max(state.doubtfulUntil, logical.cut.doubtfulUntil);
        return { line: logical.cut.next, state: this.stateAt(logical.cut.next, state, doubtfulUntil) };
      }
      const next = this.significantLine(logical.next);
      const reach = next === null ? text.length + 1 : next.text + LONGEST_KEYWORD;
      if (next === null || !this.belongs(next, column, line)) {
        this.add(first, logical.end, inClass ? 'member' : 'statement', Math.max(reach, seen), state);
        return { line: next, state: this.stateAt(next, state, state.doubtfulUntil) };
      }
      if (!inClass && line.column === column && logical.endsWithColon && matches(CLASS, text, line.text)) {
        this.add(first, logical.end, 'header', Math.max(reach, seen), state);
        return { line: next, state: { classColumn: next.column, doubtfulUntil: state.doubtfulUntil } };
      }
      line = next;
    }
  }

  private add(first: Line, end: number, kind: StatementSpan['kind'], reach: number, state: State): void {
    this.spans.push({ start: first.start, end, kind, indented: first.column > 0, reach, state });
  }

  private stateAt(next: Line | null, state: State, doubtfulUntil: number): State {
    const inClass = next !== null && state.classColumn !== null && next.column > this.margin;
    const classColumn = inClass ? state.classColumn : null;
    if (classColumn === state.classColumn && doubtfulUntil === state.doubtfulUntil) return state;
    return { classColumn, doubtfulUntil };
  }

  /** Whether a line goes on with a statement that starts in `column`; `last` is the statement's latest line. */
  private belongs(next: Line, column: number, last: Line): boolean {
    if (next.column > column) return true;
    if (next.column < column) return false;
    if (this.text.charCodeAt(last.text) === AT && last.column === column) return true;
    return matches(CLAUSE, this.text, next.text);
  }

  /** Runs over brackets, strings and continued lines to the end of a line that may be several. */
  // eslint-disable-next-line max-lines-per-function -- one automaton over the signs of a line
  private logicalLine(line: Line, doubtful: boolean, column: number, isInside: boolean): LogicalLine {
    const { text } = this;
    let depth = 0;
    let at = line.text;
    let end = at;
    let colon = false;
    let cut: LogicalLine['cut'] = null;
    let reach = 0;
    while (at < text.length) {
      const char = text.charCodeAt(at);
      switch (char) {
        case NEWLINE:
        case RETURN: {
          at = afterBreak(text, at);
          if (depth === 0) return { end, next: at, endsWithColon: colon, reach, cut: null };
          const next = lineAt(text, at);
          if (next.column > this.margin || next.text >= text.length || !startsStatement(text, next.text)) break;
          cut ??= { end, next, doubtfulUntil: next.start };
          const never = doubtful || matches(NEVER_IN_BRACKETS, text, next.text);
          if (never || at - cut.next.start > LONGEST_DOUBT) {
            const seen = Math.max(reach, lineEnd(text, next.text) + 1);
            return { end, next: at, endsWithColon: false, reach: seen, cut: { ...cut, doubtfulUntil: next.start } };
          }
          break;
        }
        case HASH:
          at = lineEnd(text, at);
          break;
        case SINGLE_QUOTE:
        case DOUBLE_QUOTE: {
          const closed = afterString(text, at, char);
          if (closed.open) reach = text.length + 1;
          else if (closed.at > at + 6 && text.charCodeAt(at + 1) === char) {
            reach = Math.max(reach, closed.at + LONGEST_BEHIND_STRING);
            const isAlone = isInside && depth === 0 && at === line.text;
            const next = swallowedStatement(text, { start: at, end: closed.at, isAlone }, column);
            if (next !== null) {
              const first = cut ?? { end: writtenEnd(text, next.start), next };
              return { end, next: at, endsWithColon: false, reach, cut: { ...first, doubtfulUntil: next.start } };
            }
          }
          at = closed.at;
          end = at;
          colon = false;
          break;
        }
        case BACKSLASH: {
          const following = text.charCodeAt(at + 1);
          at = following === NEWLINE || following === RETURN ? afterBreak(text, at + 1) : at + 1;
          break;
        }
        case 40: // (
        case 91: // [
        case 123: // {
          depth++;
          end = ++at;
          break;
        case 41: // )
        case 93: // ]
        case 125: // }
          if (depth > 0) depth--;
          colon = false;
          end = ++at;
          break;
        case SPACE:
        case TAB:
        case FORM_FEED:
          at++;
          break;
        default:
          colon = char === 58;
          end = ++at;
      }
    }
    if (depth > 0 && cut !== null) {
      const untilEnd = { ...cut, doubtfulUntil: text.length };
      return { end, next: at, endsWithColon: false, reach: text.length + 1, cut: untilEnd };
    }
    return { end, next: at, endsWithColon: colon, reach: text.length + 1, cut: null };
  }
}

interface LogicalLine {
  /** End of what is written, without a comment. */
  readonly end: number;
  readonly next: number;
  readonly endsWithColon: boolean;
  /** How far the text had to be looked at, where that is further than the next line. */
  readonly reach: number;
  /** A bracket stays open: the statement ends here instead. */
  readonly cut: { readonly end: number; readonly next: Line; readonly doubtfulUntil: number } | null;
}

/** Where the text before a place ends, without the blanks. */
function writtenEnd(text: string, before: number): number {
  return text.slice(0, before).trimEnd().length;
}

/** A closing bracket, a comment or a line break at the margin starts no statement. */
function startsStatement(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  return char !== 41 && char !== 93 && char !== 125 && char !== HASH && char !== NEWLINE && char !== RETURN;
}

function firstAtOrAfter(spans: readonly StatementSpan[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span !== undefined && span.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function movedBy(span: StatementSpan, by: number): StatementSpan {
  const doubtfulUntil = Math.max(0, span.state.doubtfulUntil + by);
  const state = span.state.doubtfulUntil === 0 ? span.state : { ...span.state, doubtfulUntil };
  return { ...span, start: span.start + by, end: span.end + by, reach: span.reach + by, state };
}
