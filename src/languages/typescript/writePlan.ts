import type { Edit, Refusal } from '../../model/language';
import type { Span } from '../../model/origin';
import type { Insertion, LaidOut, TextEdit } from '../program/elements';
import { editElements } from '../program/elements';
import type { Brackets, Located } from './writeSyntax';
import { bracketsOf, spanAt } from './writeSyntax';

/** What happens between one pair of brackets. */
interface BracketChange {
  readonly brackets: Brackets;
  readonly removed: Set<number>;
  /** By the name or key that is put in, so that two who ask for the same get it once. */
  readonly inserted: Map<string, Insertion>;
}

/**
 * The changes of text that the ops ask for, gathered before any is written: changes between the same brackets are laid out
 * together, and none overlap.
 */
export class Plan {
  private readonly brackets = new Map<number, BracketChange>();
  private readonly replaced = new Map<number, TextEdit>();
  private readonly lines: TextEdit[] = [];

  private readonly elsewhere: Edit[] = [];
  private readonly asked = new Set<string>();
  private readonly gathered = new Map<
    string,
    { readonly names: string[]; readonly write: (names: string[]) => void }
  >();

  constructor(
    private readonly file: string,
    private readonly laidOut: LaidOut,
  ) {}

  /** Whether something is asked for the first time. */
  asksFirst(key: string): boolean {
    const isFirst = !this.asked.has(key);
    this.asked.add(key);
    return isFirst;
  }

  /** Names that are written together once all are known. */
  gather(key: string, name: string, write: (names: string[]) => void): void {
    const present = this.gathered.get(key);
    if (present === undefined) this.gathered.set(key, { names: [name], write });
    else present.names.push(name);
  }

  /** Another text in place of an expression. False where it is to become something else already. */
  replace(span: Span, newText: string): boolean {
    const present = this.replaced.get(span.start);
    if (present !== undefined) return present.end === span.end && present.newText === newText;
    this.replaced.set(span.start, { start: span.start, end: span.end, newText });
    return true;
  }

  /** A change in another file. */
  changeElsewhere(edit: Edit): void {
    const isKnown = this.elsewhere.some((each) => each.file === edit.file && each.start === edit.start);
    if (!isKnown) this.elsewhere.push(edit);
  }

  /** Whole lines that come or go; what comes in one place comes in the order of the calls. */
  change(edit: TextEdit): void {
    const at = this.lines.findIndex(
      (each) => each.start === edit.start && each.end === edit.end && edit.start === edit.end,
    );
    const present = this.lines[at];
    if (present === undefined) this.lines.push(edit);
    else this.lines[at] = { ...present, newText: present.newText + edit.newText };
  }

  /** Whole lines that go, with what was to come behind them in their place. */
  takeOut(edit: TextEdit): void {
    const at = this.lines.findIndex(
      (each) => each.start === each.end && edit.start < each.start && each.start < edit.end,
    );
    const inner = this.lines[at];
    if (inner === undefined) this.change(edit);
    else this.lines[at] = { start: edit.start, end: inner.end, newText: inner.newText.replace(/^\r?\n/, '') };
  }

  insertsInto(located: Located): boolean {
    return (this.brackets.get(spanAt(located).start)?.inserted.size ?? 0) > 0;
  }

  /** False where the brackets can't be changed. */
  remove(located: Located, index: number): boolean {
    const change = this.changeOf(located);
    change?.removed.add(index);
    return change !== null;
  }

  insert(located: Located, key: string, insertion: Insertion): boolean {
    const change = this.changeOf(located);
    change?.inserted.set(key, insertion);
    return change !== null;
  }

  private changeOf(located: Located): BracketChange | null {
    const key = spanAt(located).start;
    const present = this.brackets.get(key);
    if (present !== undefined) return present;
    const brackets = bracketsOf(this.laidOut.text, located);
    if (brackets === null) return null;
    const change = { brackets, removed: new Set<number>(), inserted: new Map<string, Insertion>() };
    this.brackets.set(key, change);
    return change;
  }

  /** All edits, or why they don't go together. */
  edits(): readonly Edit[] | Refusal {
    for (const { names, write } of this.gathered.values()) write(names);
    this.gathered.clear();
    const all: TextEdit[] = [...this.lines];
    const gone: Span[] = this.lines.filter((edit) => edit.end > edit.start);
    const isGone = (span: Span): boolean => gone.some((each) => each.start <= span.start && span.end <= each.end);
    for (const { brackets, removed } of this.brackets.values())
      for (const index of removed) {
        const element = brackets.elements[index];
        if (element !== undefined) gone.push(element);
      }
    for (const { brackets, removed, inserted } of this.brackets.values()) {
      if (isGone({ start: brackets.open.start, end: brackets.close.end })) continue;
      all.push(
        ...spaced(
          this.laidOut,
          brackets,
          editElements(this.laidOut, brackets, { removed, inserted: [...inserted.values()] }),
        ),
      );
    }
    for (const edit of this.replaced.values()) if (!isGone(edit)) all.push(edit);
    const own = inOrder(this.file, all);
    return 'reason' in own ? own : [...own, ...this.elsewhere];
  }
}

/** An object that was empty gets its spaces: `{}` → `{ a: 1 }`; one that is emptied loses them. */
function spaced({ text }: LaidOut, { open, close }: Brackets, edits: readonly TextEdit[]): TextEdit[] {
  return edits.map((edit) => {
    const isInner = edit.start === open.end && edit.end === close.start && text[open.start] === '{';
    return isInner && edit.newText !== '' && !edit.newText.startsWith(' ')
      ? { ...edit, newText: ` ${edit.newText} ` }
      : edit;
  });
}

function inOrder(file: string, all: readonly TextEdit[]): readonly Edit[] | Refusal {
  const edits = all
    .map((edit): Edit => ({ file, cell: null, start: edit.start, end: edit.end, newText: edit.newText }))
    .filter((edit) => edit.start !== edit.end || edit.newText !== '')
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const overlap = edits.some((edit, index) => (edits[index - 1]?.end ?? -1) > edit.start);
  return overlap ? { reason: 'notExpressible', why: 'the changes can not be written side by side' } : merged(edits);
}

/** Edits that touch are one. */
function merged(edits: readonly Edit[]): Edit[] {
  const found: Edit[] = [];
  for (const edit of edits) {
    const last = found.at(-1);
    if (last?.end === edit.start && (last.start !== last.end || edit.start !== edit.end))
      found[found.length - 1] = { ...last, end: edit.end, newText: last.newText + edit.newText };
    else found.push(edit);
  }
  return found;
}
