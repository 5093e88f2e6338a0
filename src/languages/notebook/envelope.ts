import type { Edit, Source, SourceCell } from '../../model/language';
import { decoded, encoded, JsonScanner, NotJson, rawLength, type JsonString } from './json';

/** A notebook's file as a source, or why it can't be read. */
export type NotebookOutcome =
  { readonly kind: 'notebook'; readonly source: Source } | { readonly kind: 'skipped'; readonly reason: string };

/** Reads the cells of a notebook's file (nbformat 3 and 4); outputs are passed over. Never throws. */
export function readNotebook(file: string, text: string): NotebookOutcome {
  const envelope = openNotebook(text);
  if (envelope.kind === 'skipped') return envelope;
  const cells = envelope.cells.map(({ index, text: own, code }): SourceCell => ({ index, text: own, code }));
  return { kind: 'notebook', source: { file, cells } };
}

/** The strings that hold a cell's text: one, or a list of lines. */
interface CellStrings {
  /** The list with its brackets, or null where the text is one string. */
  readonly list: JsonString | null;
  readonly strings: readonly JsonString[];
}

interface EnvelopeCell extends SourceCell {
  readonly index: number;
  readonly written: CellStrings;
  /** Where each string's text starts in the cell's text. */
  readonly starts: readonly number[];
}

export interface Envelope {
  readonly kind: 'notebook';
  readonly text: string;
  readonly cells: readonly EnvelopeCell[];
}

/** Finds the cells in a notebook's file, with their places. */
export function openNotebook(text: string): Envelope | Extract<NotebookOutcome, { kind: 'skipped' }> {
  try {
    const reader = new EnvelopeReader(text);
    reader.read();
    if (!reader.isNotebook) return { kind: 'skipped', reason: 'it holds no notebook cells' };
    return { kind: 'notebook', text, cells: reader.cells() };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    if (/^(?:<{7}|>{7}) /m.test(text)) return { kind: 'skipped', reason: 'it holds an unresolved git conflict' };
    return { kind: 'skipped', reason: `it is not valid JSON at ${placeOf(text, error.at)}` };
  }
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
}

interface ReadCell {
  type: string;
  language: string | null;
  written: CellStrings | null;
}

class EnvelopeReader {
  isNotebook = false;
  private language: string | null = null;
  private readonly found: ReadCell[] = [];
  private readonly scanner: JsonScanner;

  constructor(private readonly text: string) {
    this.scanner = new JsonScanner(text);
  }

  read(): void {
    const { scanner } = this;
    if (scanner.peek() !== '{') {
      scanner.skip();
      return;
    }
    scanner.object((key) => {
      if (key === 'cells') this.cellList();
      else if (key === 'worksheets' && scanner.peek() === '[')
        scanner.list(() => {
          scanner.object((inner) => {
            if (inner === 'cells') this.cellList();
            else scanner.skip();
          });
        });
      else if (key === 'metadata' && scanner.peek() === '{') this.metadata();
      else scanner.skip();
    });
    if (scanner.peek() !== '') throw new NotJson(scanner.at);
  }

  private cellList(): void {
    const { scanner } = this;
    if (scanner.peek() !== '[') {
      scanner.skip();
      return;
    }
    this.isNotebook = true;
    scanner.list(() => {
      if (scanner.peek() === '{') this.cell();
      else scanner.skip();
    });
  }

  private cell(): void {
    const { scanner } = this;
    const cell: ReadCell = { type: '', language: null, written: null };
    scanner.object((key) => {
      if (key === 'cell_type' && scanner.peek() === '"') cell.type = this.textOf(scanner.string());
      else if (key === 'language' && scanner.peek() === '"') cell.language = this.textOf(scanner.string());
      else if (key === 'source' || key === 'input') cell.written = this.strings() ?? cell.written;
      else if (key === 'metadata' && scanner.peek() === '{') cell.language = this.cellLanguage() ?? cell.language;
      else scanner.skip();
    });
    this.found.push(cell);
  }

  private strings(): CellStrings | null {
    const { scanner } = this;
    const first = scanner.peek();
    if (first === '"') return { list: null, strings: [scanner.string()] };
    if (first !== '[') {
      scanner.skip();
      return null;
    }
    const start = scanner.at;
    const strings: JsonString[] = [];
    scanner.list(() => {
      if (scanner.peek() === '"') strings.push(scanner.string());
      else scanner.skip();
    });
    return { list: { start, end: scanner.at }, strings };
  }

  /** `{"vscode": {"languageId": "sql"}}` */
  private cellLanguage(): string | null {
    const { scanner } = this;
    let found: string | null = null;
    scanner.object((key) => {
      if (key !== 'vscode' || scanner.peek() !== '{') {
        scanner.skip();
        return;
      }
      scanner.object((inner) => {
        if (inner === 'languageId' && scanner.peek() === '"') found = this.textOf(scanner.string());
        else scanner.skip();
      });
    });
    return found;
  }

  /** The language of the kernel: `language_info.name`, else `kernelspec.language`. */
  private metadata(): void {
    const { scanner } = this;
    scanner.object((key) => {
      if ((key !== 'language_info' && key !== 'kernelspec') || scanner.peek() !== '{') {
        scanner.skip();
        return;
      }
      const wanted = key === 'language_info' ? 'name' : 'language';
      scanner.object((inner) => {
        if (inner !== wanted || scanner.peek() !== '"') scanner.skip();
        else {
          const language = this.textOf(scanner.string());
          this.language = key === 'language_info' ? language : (this.language ?? language);
        }
      });
    });
  }

  private textOf({ start, end }: JsonString): string {
    return decoded(this.text.slice(start, end)) ?? '';
  }

  cells(): EnvelopeCell[] {
    return this.found.map((cell, index) => {
      const starts: number[] = [];
      let text = '';
      for (const string of cell.written?.strings ?? []) {
        starts.push(text.length);
        text += this.textOf(string);
      }
      const code = cell.type === 'code' && isPython(cell.language) && isPython(this.language);
      return { index, text, code, written: cell.written ?? { list: null, strings: [] }, starts };
    });
  }
}

function isPython(language: string | null): boolean {
  return language === null || language === '' || /python|pyspark/i.test(language);
}

/**
 * Where a place in a cell's text is written in the file, as an offset in the file's text; null where the cell holds no
 * text. A place between two lines of a list is the start of the second one.
 */
export function rawOffset(envelope: Envelope, cell: number, offset: number): number | null {
  const own = envelope.cells[cell];
  if (own === undefined) return null;
  const at = stringAt(own, offset);
  const string = own.written.strings[at];
  const start = own.starts[at];
  if (string === undefined || start === undefined) return null;
  return string.start + rawLength(envelope.text.slice(string.start, string.end), offset - start);
}

function stringAt(cell: EnvelopeCell, offset: number): number {
  const at = cell.starts.findLastIndex((start) => start <= offset);
  return Math.max(0, at);
}

/**
 * The file's text after edits of its cells: everything else stays as it is, to the character. Null where the file isn't
 * a notebook or an edit lies in no cell of it.
 */
export function writeNotebookEdits(file: string, text: string, edits: readonly Edit[]): string | null {
  const envelope = openNotebook(text);
  if (envelope.kind === 'skipped') return null;
  const raw = rawNotebookEdits(envelope, file, edits);
  return raw === null ? null : applied(text, raw);
}

/** Edits of a notebook's cells as edits of its file; null where one lies in no cell of it. */
export function rawNotebookEdits(envelope: Envelope, file: string, edits: readonly Edit[]): RawEdit[] | null {
  const { text } = envelope;
  const rawEdits: RawEdit[] = [];
  const byCell = new Map<number, Edit[]>();
  for (const edit of edits) {
    if (edit.file !== file || edit.cell === null) return null;
    byCell.set(edit.cell, [...(byCell.get(edit.cell) ?? []), edit]);
  }
  const asciiOnly = !/[\u0080-\uffff]/.test(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  for (const [index, own] of byCell) {
    const cell = envelope.cells[index];
    const raw = cell === undefined ? null : rawEditsOf(envelope, cell, own, asciiOnly);
    if (raw === null) return null;
    rawEdits.push(...raw);
  }
  return rawEdits;
}

/** An edit of a notebook's file. */
export interface RawEdit extends JsonString {
  readonly newText: string;
}

function rawEditsOf(
  envelope: Envelope,
  cell: EnvelopeCell,
  edits: readonly Edit[],
  asciiOnly: boolean,
): RawEdit[] | null {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  if (ordered.some((edit) => edit.start < 0 || edit.end < edit.start || edit.end > cell.text.length)) return null;
  const { list, strings } = cell.written;
  if (list === null) {
    const [only] = strings;
    if (only === undefined) return null;
    return ordered.map((edit) => inString(envelope, only, 0, edit, asciiOnly));
  }
  if (strings.length === 0) {
    const newText = ordered.map((edit) => edit.newText).join('');
    return [
      {
        ...list,
        newText: `[${linesOf(encoded(newText, asciiOnly))
          .map((line) => `"${line}"`)
          .join(', ')}]`,
      },
    ];
  }
  return groupsOf(cell, ordered).map((group) => inLines(envelope, cell, group, asciiOnly));
}

function inString(envelope: Envelope, string: JsonString, textStart: number, edit: Edit, asciiOnly: boolean): RawEdit {
  const raw = envelope.text.slice(string.start, string.end);
  return {
    start: string.start + rawLength(raw, edit.start - textStart),
    end: string.start + rawLength(raw, edit.end - textStart),
    newText: encoded(edit.newText, asciiOnly),
  };
}

interface Group {
  /** The strings that the edits touch, first and last. */
  readonly first: number;
  readonly last: number;
  readonly edits: readonly Edit[];
}

/** Edits that touch the same lines go together. */
function groupsOf(cell: EnvelopeCell, edits: readonly Edit[]): Group[] {
  const groups: Group[] = [];
  for (const edit of edits) {
    const first = stringAt(cell, edit.start);
    // An edit that takes a line break away joins the next line on.
    const last = Math.max(first, stringAt(cell, edit.end));
    const before = groups.at(-1);
    if (before !== undefined && first <= before.last)
      groups[groups.length - 1] = {
        first: before.first,
        last: Math.max(last, before.last),
        edits: [...before.edits, edit],
      };
    else groups.push({ first, last, edits: [edit] });
  }
  return groups;
}

/** Writes the touched lines of a list anew, one string for each line. */
function inLines(envelope: Envelope, cell: EnvelopeCell, { first, last, edits }: Group, asciiOnly: boolean): RawEdit {
  const { text } = envelope;
  const strings = cell.written.strings.slice(first, last + 1);
  const [opening] = strings;
  const closing = strings.at(-1);
  if (opening === undefined || closing === undefined) return { start: 0, end: 0, newText: '' };
  const raw = strings.map((string, index) => {
    const start = cell.starts[first + index] ?? 0;
    const end = start + (decoded(text.slice(string.start, string.end)) ?? '').length;
    const isLast = index === strings.length - 1;
    const own = edits
      .flatMap((edit) => pieceOf(edit, start, end, isLast))
      .map((edit) => inString(envelope, string, start, edit, asciiOnly));
    return applied(
      text.slice(string.start, string.end),
      own.map((each) => ({ ...each, start: each.start - string.start, end: each.end - string.start })),
    );
  });
  const lines = linesOf(raw.join(''));
  return {
    start: opening.start - 1,
    end: closing.end + 1,
    newText: lines.map((line) => `"${line}"`).join(separatorOf(envelope, cell)),
  };
}

/** The part of an edit that lies in one line; what it puts in belongs to the line where it starts. */
function pieceOf(edit: Edit, start: number, end: number, isLast: boolean): Edit[] {
  const startsHere = edit.start >= start && (edit.start < end || (isLast && edit.start <= end));
  const from = Math.max(edit.start, start);
  const to = Math.min(edit.end, end);
  if (!startsHere && from >= to) return [];
  return [{ ...edit, start: from, end: Math.max(from, to), newText: startsHere ? edit.newText : '' }];
}

/** What stands between two strings of the list. */
function separatorOf({ text }: Envelope, { written }: EnvelopeCell): string {
  const [first, second] = written.strings;
  if (first !== undefined && second !== undefined) return text.slice(first.end + 1, second.start - 1);
  const before =
    first === undefined || written.list === null ? '' : text.slice(written.list.start + 1, first.start - 1);
  return `,${before === '' ? ' ' : before}`;
}

/** Splits raw content behind each escaped line break. Nothing at all stays one empty string. */
function linesOf(raw: string): string[] {
  const lines = raw.match(/(?:[^\\]|\\(?!n)[\s\S])*?\\n|(?:[^\\]|\\(?!n)[\s\S])+$/g);
  return lines ?? [''];
}

function applied(text: string, edits: readonly RawEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}
