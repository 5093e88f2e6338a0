import type { TextOf } from '../../model/language';
import type { Origin } from '../../model/origin';
import { lineEnding } from '../cloudformation/writeLines';
import { Obstacle } from '../cloudformation/writeDraft';
import { TextChunk } from './chunk';
import { isCode, isJson } from './files';
import type { HclBlock, HclBody } from './hcl';
import type { TerraformReading } from './reading';
import { split } from './split';

/** A body of a file, with its places in the file. */
export interface PlacedBody {
  readonly file: FileText;
  readonly body: HclBody;
  /** What is to be added to spans. */
  readonly base: number;
  /** The block it belongs to. */
  readonly block: HclBlock;
}

/** The text of a file that is to be changed. */
export class FileText {
  readonly newline: '\n' | '\r\n';
  private readonly starts: readonly number[];
  private readonly chunks = new Map<number, TextChunk>();

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    this.newline = lineEnding(text);
    this.starts = isJson(file) || !isCode(file) ? [] : split(text).map((piece) => piece.start);
  }

  /** The block at the top that holds a place; throws where it can't be changed. */
  blockAt(offset: number): PlacedBody {
    if (isJson(this.file))
      throw new Obstacle('notExpressible', 'in a .tf.json file only values that are written there can be changed');
    const index = this.starts.findLastIndex((start) => start <= offset);
    const base = this.starts[index];
    if (base === undefined) throw new Obstacle('notExpressible', 'no block is written here');
    let chunk = this.chunks.get(base);
    if (chunk === undefined) {
      chunk = new TextChunk(this.text.slice(base, this.starts[index + 1] ?? this.text.length));
      this.chunks.set(base, chunk);
    }
    const { block } = chunk;
    if (block === null || chunk.broken !== null)
      throw new Obstacle('notExpressible', `${chunk.labels.join('.')} has an error in its text: put that right first`);
    return { file: this, body: block.body, base, block };
  }

  /** Throws where a value can't be changed because its block is not valid as it stands. */
  refuseBroken(offset: number): void {
    if (this.starts.length > 0) this.blockAt(offset);
  }

  /** The block, nested ones too, that stands at an origin. */
  bodyAt(origin: Origin): PlacedBody {
    const top = this.blockAt(origin.start);
    const found = nested(top.block, origin.start - top.base);
    if (found === null) throw new Obstacle('notExpressible', 'it is not a block that could be changed');
    return { ...top, body: found.body, block: found };
  }

  /** The blanks that the line of a place begins with. */
  indentAt(offset: number): string {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(this.text.slice(start, offset))?.[0] ?? '';
  }
}

function nested(block: HclBlock, start: number): HclBlock | null {
  if (block.span.start === start) return block;
  for (const inner of block.body.blocks) {
    const found = nested(inner, start);
    if (found !== null) return found;
  }
  return null;
}

/** The files that a change may touch. */
export class FileTexts {
  private readonly texts = new Map<string, FileText>();

  constructor(
    private readonly reading: TerraformReading,
    private readonly textOf: TextOf,
  ) {}

  get(file: string): FileText {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const text = this.reading.parts.find((part) => part.file === file)?.text ?? this.textOf(file, null);
    if (text === undefined)
      throw new Obstacle('outsideWorkspace', `${file} has to be changed, and is not in the workspace`);
    const made = new FileText(file, text);
    this.texts.set(file, made);
    return made;
  }

  /** Whether a file belongs to the module itself, and not to one that it calls. */
  isOwn(file: string): boolean {
    return this.reading.parts.some((part) => part.file === file);
  }
}
