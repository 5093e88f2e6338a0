import { lineEnd, lineStart, nextLine, type Change } from '../cloudformation/writeLines';
import type { HclAttribute, HclBlock } from './hcl';
import type { Line } from './writeHcl';
import { alignedLines } from './writeHcl';
import type { PlacedBody } from './writeText';

/** What changes in a body: gathered first, so that the signs of what stands together can be brought into one column. */
export class BodyChange {
  private readonly removed = new Set<HclAttribute>();
  private readonly removedBlocks = new Set<HclBlock>();
  private readonly lines: Line[] = [];
  private readonly blocks: (readonly string[])[] = [];

  constructor(readonly place: PlacedBody) {}

  remove(attribute: HclAttribute): void {
    this.removed.add(attribute);
  }

  removeBlock(block: HclBlock): void {
    this.removedBlocks.add(block);
  }

  add(line: Line): void {
    if (!this.lines.some((each) => each.name === line.name)) this.lines.push(line);
  }

  addBlock(lines: readonly string[]): void {
    const text = lines.join('\n');
    if (!this.blocks.some((each) => each.join('\n') === text)) this.blocks.push(lines);
  }

  /** The indentation of what stands in the body. */
  get indent(): string {
    const { file, base, body, block } = this.place;
    const [first] = [...body.attributes, ...body.blocks];
    const own = file.indentAt(base + block.span.start);
    if (first === undefined || this.isOnOneLine()) return `${own}${own.includes('\t') ? '\t' : '  '}`;
    return file.indentAt(base + first.span.start);
  }

  private isOnOneLine(): boolean {
    const { file, base, body } = this.place;
    return !file.text.slice(base + body.span.start, base + body.span.end).includes('\n');
  }

  changes(): Change[] {
    if (this.isOnOneLine()) return this.spread();
    const changes: Change[] = [];
    for (const attribute of this.removed) changes.push(this.withoutLines(attribute.span.start, attribute.span.end));
    for (const block of this.removedBlocks) changes.push(this.withoutBlock(block));
    changes.push(...this.alignedChanges());
    if (this.blocks.length > 0) changes.push(this.blocksAtEnd());
    return changes;
  }

  /** `capture_options { capture_mode = "Input" }` is spread over lines. */
  private spread(): Change[] {
    const { file, base, body, block } = this.place;
    const { text, newline } = file;
    const written = (from: number, to: number): string => text.slice(base + from, base + to);
    const kept = body.attributes.filter((attribute) => !this.removed.has(attribute));
    const isPlain = kept.every(({ nameSpan, value }) => written(nameSpan.end, value.span.start).trim() === '=');
    const own = kept.map(({ name, value }) => ({ name, value: written(value.span.start, value.span.end), note: '' }));
    const lines = [
      ...(isPlain ? [] : kept.map(({ span }) => `${this.indent}${written(span.start, span.end)}`)),
      ...alignedLines([...(isPlain ? own : []), ...this.lines], this.indent),
      ...body.blocks
        .filter((each) => !this.removedBlocks.has(each))
        .map(({ span }) => `${this.indent}${written(span.start, span.end)}`),
      ...this.blocks.flatMap((each) => ['', ...each]),
    ];
    const end = file.indentAt(base + block.span.start);
    const inside = lines.length === 0 ? '' : `${newline}${lines.join(newline)}${newline}${end}`;
    return [{ start: base + body.span.start, end: base + body.span.end, text: inside }];
  }

  private withoutLines(from: number, to: number): Change {
    const { file, base } = this.place;
    return { start: lineStart(file.text, base + from), end: nextLine(file.text, base + to), text: '' };
  }

  /** With a block the blank line goes that set it off from what stands before it. */
  private withoutBlock({ span }: HclBlock): Change {
    const { text } = this.place.file;
    const change = this.withoutLines(span.start, span.end);
    const before = lineStart(text, Math.max(0, change.start - 1));
    const isBlank = text.slice(before, change.start).trim() === '' && before < change.start;
    const following = text.slice(change.end, lineEnd(text, change.end)).trim();
    return isBlank && (following === '' || following === '}') ? { ...change, start: before } : change;
  }

  private blocksAtEnd(): Change {
    const { file, base, body } = this.place;
    const { text, newline } = file;
    const close = base + body.span.end;
    const at = lineStart(text, close);
    const isEmpty =
      this.lines.length === 0 && body.attributes.every((each) => this.removed.has(each)) && body.blocks.length === 0;
    const blocks = this.blocks.map((lines, index) => {
      const blank = isEmpty && index === 0 ? '' : newline;
      return `${blank}${lines.join(newline)}${newline}`;
    });
    return { start: at, end: at, text: blocks.join('') };
  }

  /** New arguments stand behind the last one before the first block; the column of a group follows. */
  private alignedChanges(): Change[] {
    const { body } = this.place;
    const firstBlock = body.blocks[0]?.span.start ?? Infinity;
    const last = body.attributes.filter(({ span }) => span.start < firstBlock).at(-1) ?? null;
    const changes = this.groups().flatMap((group) => {
      const added = last !== null && group.includes(last) ? this.lines : [];
      return this.groupChanges(group, added, last);
    });
    if (last === null && this.lines.length > 0) changes.push(this.atBeginning());
    return changes;
  }

  private atBeginning(): Change {
    const { file, base, body } = this.place;
    const at = lineEnd(file.text, base + body.span.start);
    const lines = alignedLines(this.lines, this.indent);
    const blank = body.blocks.length > 0 || this.blocks.length > 0 ? file.newline : '';
    // A block that follows is set off; one that is added brings its own blank line.
    const end = body.blocks.length > 0 ? blank : '';
    return { start: at, end: at, text: `${file.newline}${lines.join(file.newline)}${end}` };
  }

  private groupChanges(group: readonly HclAttribute[], added: readonly Line[], last: HclAttribute | null): Change[] {
    const { file, base } = this.place;
    const kept = group.filter((attribute) => !this.removed.has(attribute));
    if (kept.length === group.length && added.length === 0) return [];
    const short = added.filter(({ value }) => !value.includes('\n'));
    const names = [...kept.map(({ name }) => name.length), ...short.map(({ name }) => name.length)];
    const width = Math.max(0, ...names);
    const aligned = this.isAligned(group);
    const changes: Change[] = [];
    if (aligned)
      for (const { name, nameSpan } of kept) {
        const start = base + nameSpan.end;
        const sign = file.text.indexOf('=', start);
        const text = ' '.repeat(width - name.length + 1);
        if (file.text.slice(start, sign) !== text) changes.push({ start, end: sign, text });
      }
    if (added.length === 0 || last === null) return changes;
    const at = lineEnd(file.text, base + last.span.end);
    const lines = added.map((line) => {
      const shown = aligned && short.includes(line) ? line.name.padEnd(width) : line.name;
      return `${this.indent}${shown} = ${line.value}${line.note}`;
    });
    changes.push({ start: at, end: at, text: `${file.newline}${lines.join(file.newline)}` });
    return changes;
  }

  /** Arguments on lines that follow each other; one of several lines stands for itself. */
  private groups(): HclAttribute[][] {
    const { file, base, body } = this.place;
    const groups: HclAttribute[][] = [];
    let end = -1;
    for (const attribute of body.attributes) {
      const start = base + attribute.span.start;
      const isSingle = !file.text.slice(start, base + attribute.span.end).includes('\n');
      const group = groups.at(-1);
      if (isSingle && group !== undefined && end >= 0 && lineStart(file.text, start) === end) group.push(attribute);
      else groups.push([attribute]);
      end = isSingle ? nextLine(file.text, base + attribute.span.end) : -1;
    }
    return groups;
  }

  private isAligned(group: readonly HclAttribute[]): boolean {
    const { file, base } = this.place;
    const width = Math.max(...group.map(({ name }) => name.length));
    return group.every(({ name, nameSpan }) => {
      const between = file.text.slice(base + nameSpan.end, file.text.indexOf('=', base + nameSpan.end));
      return between === ' '.repeat(width - name.length + 1);
    });
  }
}
