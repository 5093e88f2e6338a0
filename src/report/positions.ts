import { lineAt, lineStarts } from '../advisor/lines';
import type { Span } from '../model/origin';

/** 1-based line and column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets of one text into lines and columns. A byte order mark is not counted. */
export class Positions {
  private readonly starts: readonly number[];
  private readonly mark: number;

  constructor(text: string) {
    this.starts = lineStarts(text);
    this.mark = text.startsWith('\uFEFF') ? 1 : 0;
  }

  at(offset: number): Position {
    const line = lineAt(this.starts, offset);
    const column = offset - (this.starts[line] ?? 0) - (line === 0 ? this.mark : 0);
    return { line: line + 1, column: Math.max(column, 0) + 1 };
  }

  range(span: Span): Range {
    return { start: this.at(span.start), end: this.at(span.end) };
  }
}
