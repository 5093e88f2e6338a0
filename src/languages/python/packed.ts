import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import { asString, known } from '../../model/value';
import { sourceOf } from './interpretation';
import type { PythonReading } from './reading';
import type { PythonScope } from './scope';
import type { CallExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

/** A file or folder that code names as a model's, as it is written. */
export interface NamedFiles {
  readonly path: string;
  /** Whether they are brought to where they are served from; else they are only loaded or saved here. */
  readonly packs: boolean;
  readonly at: Origin;
}

interface Site {
  readonly argument: string;
  readonly position: number;
  readonly packs: boolean;
  /** What the call looks like, where others have methods of that name. */
  readonly called?: RegExp;
}

/** Calls that name files of a model, and the argument that does. */
const SITES: Readonly<Record<string, Site>> = {
  '.from_pretrained': { argument: 'pretrained_model_name_or_path', position: 0, packs: false },
  '.save_pretrained': { argument: 'save_directory', position: 0, packs: false },
  load_file: { argument: 'filename', position: 0, packs: false },
  save_file: { argument: 'filename', position: 1, packs: false },
  '.InferenceSession': { argument: 'path_or_bytes', position: 0, packs: false },
  '.load': { argument: 'f', position: 0, packs: false, called: /^onnx\.load$/ },
  '.export': { argument: 'f', position: 2, packs: false, called: /^torch\.onnx\.export$/ },
  '.add': { argument: 'name', position: 0, packs: true, called: /^\w*(?:tar|archive)\w*\.add$/i },
  '.make_archive': { argument: 'root_dir', position: 2, packs: true },
  '.upload_data': { argument: 'path', position: 0, packs: true },
  '.upload': { argument: 'local_path', position: 0, packs: true, called: /\bS3Uploader\.upload$/ },
  '.upload_file': { argument: 'Filename', position: 0, packs: true },
  ModelBuilder: { argument: 'model_path', position: Infinity, packs: true },
};

/** The files and folders of models that a unit names, as far as they can be told. */
export function namedFiles(scope: PythonScope): NamedFiles[] {
  const found = Object.entries(SITES).flatMap(([name, site]) => namedBy(scope, name, site));
  return [...found, ...scope.reading.cells.flatMap((cell) => packedByShell(cell, scope.reading.source.file))];
}

function namedBy(scope: PythonScope, name: string, { argument, position, packs, called }: Site): NamedFiles[] {
  const references = [...scope.names.table(name).values()].flatMap((table) => table.references);
  return references.flatMap(({ statement, written }): NamedFiles[] => {
    const call = written.called?.expr;
    if (call?.kind !== 'call' || called?.test(sourceOf(call.callee)) === false) return [];
    const given = givenTo(call, argument, position);
    const path = given === null ? undefined : known(asString(scope.value({ expr: given, statement })));
    return given === null || path === undefined ? [] : [{ path, packs, at: originAt(statement, given.span) }];
  });
}

function givenTo(call: CallExpr, argument: string, position: number): CallExpr['callee'] | null {
  return keywordOf(call, argument) ?? positionalOf(call, position);
}

type CellReading = PythonReading['cells'][number];

/** What an unchanged cell says doesn't change. */
const packedBefore = new WeakMap<CellReading, readonly NamedFiles[]>();

/** `!tar -czf model.tar.gz -C model .`, `!cd model && tar -czf ../model.tar.gz *` */
function packedByShell(cell: CellReading, file: string): readonly NamedFiles[] {
  if (cell.cell.index === null) return [];
  const before = packedBefore.get(cell);
  if (before !== undefined) return before;
  const { text, index } = cell.cell;
  const found = [...text.matchAll(cell.code === null ? SCRIPT_LINE : SHELL_LINE)].flatMap((match): NamedFiles[] => {
    const start = match.index;
    const at = { file, cell: index, start, end: start + match[0].trimEnd().length };
    const folder = match[1] === undefined ? '' : `${match[1]}/`;
    return operandsOf(match[2] ?? '').map((path) => ({ path: folder + path, packs: true, at }));
  });
  packedBefore.set(cell, found);
  return found;
}

const SHELL_LINE = /^[ \t]*!(?:cd +([\w./-]+) *&& *)?tar[ \t]+([^\n|;&]*)/gm;
const SCRIPT_LINE = /^[ \t]*(?:cd +([\w./-]+) *&& *)?tar[ \t]+([^\n|;&]*)/gm;

/** The folders and files that `tar` is told to pack; none where it unpacks. */
function operandsOf(text: string): string[] {
  const words = text.trim().split(/\s+/);
  const [flags = ''] = words;
  if (!/^-{0,2}\w*c\w*$/.test(flags) || /\$|\{/.test(text)) return [];
  const from = words.indexOf('-C');
  if (from > 0) return words[from + 1] === undefined ? [] : [words[from + 1] ?? ''];
  const operands = words.slice(1).filter((word) => !word.startsWith('-') && !/\.t?gz$|\.tar$/.test(word));
  return operands.map((word) => (word === '*' ? '.' : word));
}
