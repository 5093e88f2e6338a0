import type { SyntaxNode } from '@lezer/common';
import type { Edit, Refusal } from '../../model/language';
import type { Span } from '../../model/origin';
import type { Insertion } from '../program/elements';
import { editElements } from '../program/elements';
import { indentUnit } from './writeStyle';
import type { Bracketed, ParsedCell, TextEdit } from './writeSyntax';
import { bracketed } from './writeSyntax';

/** What happens between one pair of brackets. */
interface BracketChange {
  readonly cell: ParsedCell;
  readonly brackets: Bracketed;
  readonly removed: Set<number>;
  /** By the name or key that is put in, so that two who ask for the same get it once. */
  readonly inserted: Map<string, Insertion>;
}

/**
 * The changes of text that the ops ask for, gathered before any is written: changes between the same brackets are laid out
 * together, and none overlap.
 */
export class Plan {
  private readonly brackets = new Map<string, BracketChange>();
  private readonly replaced = new Map<string, { readonly cell: ParsedCell; readonly edit: TextEdit }>();
  private readonly lines: { readonly cell: ParsedCell; readonly edit: TextEdit }[] = [];
  private readonly elsewhere: Edit[] = [];
  /** Import lines that are on their way in, with the name that each brings. */
  readonly imports = new Map<string, string>();

  /** Another text in place of an expression. False where it is to become something else already. */
  replace(cell: ParsedCell, span: Span, newText: string): boolean {
    const key = `${String(cell.cell)}:${span.start}`;
    const present = this.replaced.get(key);
    if (present !== undefined) return present.edit.end === span.end && present.edit.newText === newText;
    this.replaced.set(key, { cell, edit: { start: span.start, end: span.end, newText } });
    return true;
  }

  /** A change in another file. */
  changeElsewhere(edit: Edit): void {
    const isKnown = this.elsewhere.some((each) => each.file === edit.file && each.start === edit.start);
    if (!isKnown) this.elsewhere.push(edit);
  }

  /** Whole lines that come or go. */
  change(cell: ParsedCell, edit: TextEdit): void {
    this.lines.push({ cell, edit });
  }

  /** False where the brackets can't be changed. */
  remove(cell: ParsedCell, node: SyntaxNode, index: number): boolean {
    const change = this.changeOf(cell, node);
    change?.removed.add(index);
    return change !== null;
  }

  insert(cell: ParsedCell, node: SyntaxNode, key: string, insertion: Insertion): boolean {
    const change = this.changeOf(cell, node);
    change?.inserted.set(key, insertion);
    return change !== null;
  }

  private changeOf(cell: ParsedCell, node: SyntaxNode): BracketChange | null {
    const key = `${String(cell.cell)}:${node.from}`;
    const present = this.brackets.get(key);
    if (present !== undefined) return present;
    const brackets = bracketed(cell, node);
    if (brackets === null) return null;
    const change = { cell, brackets, removed: new Set<number>(), inserted: new Map<string, Insertion>() };
    this.brackets.set(key, change);
    return change;
  }

  /** All edits, or why they don't go together. */
  edits(): readonly Edit[] | Refusal {
    const all: { cell: ParsedCell; edit: TextEdit }[] = [...this.lines];
    const gone: { readonly cell: ParsedCell; readonly span: Span }[] = this.lines
      .filter(({ edit }) => edit.end > edit.start)
      .map(({ cell, edit }) => ({ cell, span: edit }));
    for (const change of this.brackets.values()) {
      const { cell, brackets } = change;
      const { removed, emptied } = positionsKept(change);
      for (const index of [...removed, ...emptied]) {
        const span = brackets.elements[index];
        if (span !== undefined) gone.push({ cell, span });
      }
      for (const index of emptied) {
        const element = brackets.elements[index];
        if (element !== undefined)
          all.push({ cell, edit: { start: element.start, end: element.end, newText: 'None' } });
      }
      for (const edit of editElements({ text: cell.text, unit: indentUnit(cell.text) }, brackets, {
        removed,
        inserted: [...change.inserted.values()],
      }))
        all.push({ cell, edit });
    }
    for (const { cell, edit } of this.replaced.values())
      if (!gone.some((each) => each.cell === cell && each.span.start <= edit.start && edit.end <= each.span.end))
        all.push({ cell, edit });
    const own = inOrder(all);
    return 'reason' in own ? own : [...own, ...this.elsewhere];
  }
}

/** A positional argument that others follow is emptied and not removed, so that those keep their places. */
function positionsKept({ brackets, removed }: BracketChange): { removed: Set<number>; emptied: number[] } {
  if (brackets.kind !== 'arguments') return { removed, emptied: [] };
  const lastPositional = brackets.elements.findLastIndex(
    (element, index) => element.key === null && element.star !== '**' && !removed.has(index),
  );
  const emptied = [...removed].filter((index) => {
    const element = brackets.elements[index];
    return index < lastPositional && element?.key === null && element.star === '';
  });
  return { removed: new Set([...removed].filter((index) => !emptied.includes(index))), emptied };
}

function inOrder(all: readonly { readonly cell: ParsedCell; readonly edit: TextEdit }[]): readonly Edit[] | Refusal {
  const edits = all
    .map(({ cell, edit }): Edit => ({ file: cell.file, cell: cell.cell, ...edit }))
    .filter((edit) => edit.start !== edit.end || edit.newText !== '')
    .sort((a, b) => (a.cell ?? -1) - (b.cell ?? -1) || a.start - b.start || a.end - b.end);
  const overlap = edits.some((edit, index) => {
    const before = edits[index - 1];
    return before !== undefined && before.cell === edit.cell && before.end > edit.start;
  });
  return overlap ? { reason: 'notExpressible', why: 'the changes can not be written side by side' } : merged(edits);
}

/** Two insertions at one place are one edit, in the order they were asked for. */
function merged(edits: readonly Edit[]): readonly Edit[] {
  const result: Edit[] = [];
  for (const edit of edits) {
    const before = result.at(-1);
    if (
      before?.cell === edit.cell &&
      before.start === before.end &&
      edit.start === before.start &&
      edit.end === edit.start
    )
      result[result.length - 1] = { ...before, newText: before.newText + edit.newText };
    else result.push(edit);
  }
  return result;
}
