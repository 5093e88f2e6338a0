import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Advisor } from '../advisor/advisor';
import { editedText } from '../advisor/writeChanges';
import { isNotebook, sourceOf } from '../advisor/sources';
import { concerns } from '../advisor/languages';
import { writeNotebookEdits } from '../languages/notebook/envelope';
import type { Edit } from '../model/language';
import { readTextFile } from './textFiles';
import type { Found } from './walk';

/**
 * Applies the preferred fixes of every file, one file at a time, each written whole or not at all. Never a new endpoint,
 * never a generated file.
 */
export function applyFixes(
  advisor: Advisor,
  found: ReadonlyMap<string, Found>,
): { readonly fixed: number; readonly files: number } {
  let fixed = 0;
  const touched = new Set<string>();
  for (const unit of advisor.files()) {
    const edits = advisor.fixAll(unit);
    for (const [file, own] of byFile(edits)) {
      const target = found.get(file);
      if (target === undefined) continue;
      const text = editFile(target, own);
      if (text === null) continue;
      touched.add(file);
      const outcome = concerns(file, text) ? sourceOf(file, text) : null;
      if (outcome?.kind === 'source') advisor.update(outcome.source);
    }
    if (edits.length > 0) fixed += 1;
  }
  return { fixed, files: touched.size };
}

function byFile(edits: readonly Edit[]): Map<string, Edit[]> {
  const files = new Map<string, Edit[]>();
  for (const edit of edits) files.set(edit.file, [...(files.get(edit.file) ?? []), edit]);
  return files;
}

function editFile(target: Found, edits: readonly Edit[]): string | null {
  const read = readTextFile(target.absolute);
  if (read.kind === 'skipped') return null;
  const text = isNotebook(target.name)
    ? writeNotebookEdits(target.name, read.text, edits)
    : editedText(read.text, edits);
  if (text === null) return null;
  writeWhole(target.absolute, text);
  return text;
}

/** Writes beside the file and puts it in place, so that a crash leaves the old text. */
function writeWhole(absolute: string, text: string): void {
  const beside = `${absolute}.sagegreen-new`;
  try {
    writeFileSync(beside, text, { mode: statSync(absolute).mode });
    renameSync(beside, absolute);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
