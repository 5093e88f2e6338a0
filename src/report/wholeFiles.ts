import { lineStarts } from '../advisor/lines';
import { openNotebook, rawNotebookEdits, rawOffset, type Envelope } from '../languages/notebook/envelope';
import type { EditEntry, Place } from './json';
import { Positions, type Position, type Range } from './positions';

/** A stretch of a file's text, and what takes its place. */
export interface Replacement {
  readonly range: Range;
  readonly newText: string;
}

/** Places as the files on disk have them: a notebook's are those of its JSON, not of its cells. */
export class WholeFiles {
  private readonly notebooks = new Map<string, Notebook | null>();

  /** `textOf` gives the text of a notebook's file, null where it is gone. */
  constructor(private readonly textOf: (file: string) => string | null) {}

  /** The stretch in the file's text. */
  range({ file, cell, range }: Place): Range {
    return cell === null ? range : (this.notebook(file)?.range(cell, range) ?? range);
  }

  /** Edits of one file as replacements in its text; none where they can't be written. */
  replacements(file: string, edits: readonly EditEntry[]): Replacement[] {
    if (edits.every(({ cell }) => cell === null)) return edits.map(({ range, newText }) => ({ range, newText }));
    return this.notebook(file)?.replacements(file, edits) ?? [];
  }

  private notebook(file: string): Notebook | null {
    let notebook = this.notebooks.get(file);
    if (notebook === undefined) {
      const envelope = openNotebook(this.textOf(file) ?? '');
      notebook = envelope.kind === 'notebook' ? new Notebook(envelope) : null;
      this.notebooks.set(file, notebook);
    }
    return notebook;
  }
}

class Notebook {
  private readonly positions: Positions;

  constructor(private readonly envelope: Envelope) {
    this.positions = new Positions(envelope.text);
  }

  range(cell: number, range: Range): Range | null {
    const start = rawOffset(this.envelope, cell, this.offset(cell, range.start));
    const end = rawOffset(this.envelope, cell, this.offset(cell, range.end));
    return start === null || end === null ? null : this.positions.range({ start, end });
  }

  replacements(file: string, edits: readonly EditEntry[]): Replacement[] | null {
    const inCells = edits.map(({ cell, range, newText }) => ({
      ...{ file, cell, newText },
      start: this.offset(cell ?? 0, range.start),
      end: this.offset(cell ?? 0, range.end),
    }));
    const raw = rawNotebookEdits(this.envelope, file, inCells);
    return raw?.map((edit) => ({ range: this.positions.range(edit), newText: edit.newText })) ?? null;
  }

  private offset(cell: number, { line, column }: Position): number {
    const starts = lineStarts(this.envelope.cells[cell]?.text ?? '');
    return (starts[line - 1] ?? 0) + column - 1;
  }
}
