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
 * Applies the preferred fixes, file by file. What one file asks for is written in all files that it concerns or in none,
 * and each of them whole or not at all. Never a new endpoint, never a generated file, never what tests read unless it is named.
 *
 * @returns how many files have changed
 */
export function applyFixes(advisor: Advisor, found: ReadonlyMap<string, Found>): number {
  const changed = new Set<string>();
  for (const unit of advisor.files()) {
    const texts = editedTexts(advisor.fixAll(unit), found);
    for (const [target, text] of texts ?? []) {
      writeWhole(target.absolute, text);
      changed.add(target.name);
      const outcome = concerns(target.name, text) ? sourceOf(target.name, text) : null;
      if (outcome?.kind === 'source') advisor.update(outcome.source);
    }
  }
  return changed.size;
}

/** The texts after the edits; null where one of them can't be made. */
function editedTexts(edits: readonly Edit[], found: ReadonlyMap<string, Found>): Map<Found, string> | null {
  const texts = new Map<Found, string>();
  for (const [file, own] of byFile(edits)) {
    const target = found.get(file);
    const text = target === undefined || target.isTestData ? null : editFile(target, own);
    if (target === undefined || text === null) return null;
    texts.set(target, text);
  }
  return texts;
}

function byFile(edits: readonly Edit[]): Map<string, Edit[]> {
  const files = new Map<string, Edit[]>();
  for (const edit of edits) files.set(edit.file, [...(files.get(edit.file) ?? []), edit]);
  return files;
}

function editFile(target: Found, edits: readonly Edit[]): string | null {
  const read = readTextFile(target.absolute);
  if (read.kind === 'skipped') return null;
  return isNotebook(target.name) ? writeNotebookEdits(target.name, read.text, edits) : editedText(read.text, edits);
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
