import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Edit, Source, SourceCell } from '../../model/language';

/** A line of a cell's source as the file holds it: a JSON string. */
interface RawLine {
  readonly text: string;
  /** Offsets of the string in the raw file, quotes included. */
  readonly start: number;
  readonly end: number;
}

/** Where a cell's source stands in the raw file. */
interface RawCell {
  /** The list or string of the source. */
  readonly start: number;
  readonly end: number;
  readonly style: 'list' | 'text';
  readonly lines: readonly RawLine[];
}

/** A notebook on disk, or one sentence on why it can't be read. */
export type Notebook =
  | { readonly kind: 'notebook'; readonly source: Source; readonly raw: readonly RawCell[] }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Reads the JSON of an `.ipynb` file of format 3 or 4. Outputs are passed over. Never throws. */
export function readNotebook(file: string, text: string): Notebook {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors);
  const [error] = errors;
  if (error !== undefined)
    return {
      kind: 'skipped',
      reason: `it is not valid JSON: ${printParseErrorCode(error.error)} at ${placeOf(text, error.offset)}`,
    };
  const cells = root === undefined ? undefined : cellsOf(root);
  if (root === undefined || cells === undefined) return { kind: 'skipped', reason: 'it holds no notebook cells' };
  const python = isPython(root);
  const read = cells.map((cell, index) => readCell(cell, index, python));
  return {
    kind: 'notebook',
    source: { file, cells: read.map((each) => each.cell) },
    raw: read.map((each) => each.raw),
  };
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
}

/** Format 4 has one list of cells, format 3 one in each worksheet. */
function cellsOf(root: Node): readonly Node[] | undefined {
  const cells = findNodeAtLocation(root, ['cells'])?.children;
  if (cells !== undefined) return cells;
  const worksheets = findNodeAtLocation(root, ['worksheets'])?.children;
  return worksheets?.flatMap((worksheet) => findNodeAtLocation(worksheet, ['cells'])?.children ?? []);
}

/** A notebook that names no language is Python's, as it was before kernels. */
function isPython(root: Node): boolean {
  const named = [
    findNodeAtLocation(root, ['metadata', 'language_info', 'name']),
    findNodeAtLocation(root, ['metadata', 'kernelspec', 'language']),
  ].flatMap((node) => (typeof node?.value === 'string' ? [node.value] : []));
  return named.length === 0 || named.some((name) => /^(?:i?python|pyspark)/i.test(name));
}

function readCell(cell: Node, index: number, python: boolean): { readonly cell: SourceCell; readonly raw: RawCell } {
  const value = (name: string): unknown => findNodeAtLocation(cell, [name])?.value;
  const ownLanguage: unknown = findNodeAtLocation(cell, ['metadata', 'vscode', 'languageId'])?.value;
  const code = value('cell_type') === 'code' && python && (ownLanguage === undefined || ownLanguage === 'python');
  const source = findNodeAtLocation(cell, ['source']) ?? findNodeAtLocation(cell, ['input']);
  const raw = rawCell(source, cell.offset);
  const text = raw.lines.map((line) => line.text).join('');
  return { cell: { index, text, code }, raw };
}

function rawCell(source: Node | undefined, fallback: number): RawCell {
  if (source === undefined) return { start: fallback, end: fallback, style: 'text', lines: [] };
  const strings = source.type === 'array' ? (source.children ?? []) : [source];
  const lines = strings.flatMap((node) =>
    typeof node.value === 'string' ? [{ text: node.value, start: node.offset, end: node.offset + node.length }] : [],
  );
  const style = source.type === 'array' ? 'list' : 'text';
  return { start: source.offset, end: source.offset + source.length, style, lines };
}

/**
 * The raw file after edits of its cells. Lines that stay as they are keep their JSON to the letter. Null where the file
 * can't be read or an edit lies outside of its cell.
 */
export function writeNotebookEdits(file: string, text: string, edits: readonly Edit[]): string | null {
  const notebook = readNotebook(file, text);
  if (notebook.kind === 'skipped') return null;
  let result = text;
  // From the last cell to the first, so that offsets of those before stay true.
  for (let index = notebook.raw.length - 1; index >= 0; index -= 1) {
    const raw = notebook.raw[index];
    const cell = notebook.source.cells[index];
    const own = edits.filter((edit) => edit.cell === index);
    if (raw === undefined || cell === undefined || own.length === 0) continue;
    const after = editedCell(cell.text, own);
    if (after === null) return null;
    result = result.slice(0, raw.start) + writtenCell(raw, after, text) + result.slice(raw.end);
  }
  return result;
}

function editedCell(text: string, edits: readonly Edit[]): string | null {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end > text.length) return null;
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

function writtenCell(raw: RawCell, after: string, file: string): string {
  if (raw.style === 'text') return JSON.stringify(after);
  const kept = new Map(raw.lines.map((line) => [line.text, file.slice(line.start, line.end)]));
  const lines = after.split(/(?<=\n)/);
  const [first, second] = raw.lines;
  const opening = first === undefined ? '' : file.slice(raw.start + 1, first.start);
  const between =
    first !== undefined && second !== undefined ? file.slice(first.end, second.start) : `,${opening || ' '}`;
  const last = raw.lines.at(-1);
  const closing = last === undefined ? '' : file.slice(last.end, raw.end - 1);
  return `[${opening}${lines.map((line) => kept.get(line) ?? JSON.stringify(line)).join(between)}${closing}]`;
}
