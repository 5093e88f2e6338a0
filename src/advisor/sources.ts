import { readNotebook } from '../languages/notebook/envelope';
import type { Source } from '../model/language';

const NOTEBOOK_LIMIT = 50_000_000;
const FILE_LIMIT = 2_000_000;

/** The most bytes of a file that are read. */
export function sizeLimit(file: string): number {
  return isNotebook(file) ? NOTEBOOK_LIMIT : FILE_LIMIT;
}

export function isNotebook(file: string): boolean {
  return file.endsWith('.ipynb');
}

/** A file's text as a source, or one sentence on why it can't be read. */
export type SourceOutcome =
  { readonly kind: 'source'; readonly source: Source } | { readonly kind: 'skipped'; readonly reason: string };

export function sourceOf(file: string, text: string): SourceOutcome {
  if (isNotebook(file)) {
    const notebook = readNotebook(file, text);
    return notebook.kind === 'notebook' ? { kind: 'source', source: notebook.source } : notebook;
  }
  return { kind: 'source', source: { file, cells: [{ index: null, text, code: true }] } };
}
