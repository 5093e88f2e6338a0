import type { HclBlock, Mention, ParsedHcl } from './hcl';
import { parseHcl } from './parseHcl';

/** A block at the top of a file. Spans count from the start of its text. */
export interface Chunk {
  readonly text: string;
  /** `resource`, `variable` … */
  readonly keyword: string;
  /** Type and name, as far as there are labels. */
  readonly labels: readonly string[];
  /** Null where no block could be made out. */
  readonly block: HclBlock | null;
  readonly mentions: readonly Mention[];
  /** What is wrong with the text, or null. */
  readonly broken: string | null;
}

/** A block that is parsed when it is asked for, and kept while other text changes. */
export class TextChunk implements Chunk {
  readonly keyword: string;
  readonly labels: readonly string[];
  private parsed: ParsedHcl | null = null;

  constructor(
    readonly text: string,
    /** What the block was before it was broken by what is being typed. */
    private readonly retained: Retained | null = null,
  ) {
    const header = HEADER.exec(text);
    this.keyword = header?.[1] ?? '';
    this.labels = [header?.[2], header?.[3]].flatMap((label) =>
      label === undefined ? [] : [label.replaceAll('"', '')],
    );
  }

  get block(): HclBlock | null {
    return this.retained?.block ?? this.parse().body.blocks[0] ?? null;
  }

  get mentions(): readonly Mention[] {
    return this.retained?.mentions ?? this.parse().mentions;
  }

  get broken(): string | null {
    return this.parse().body.broken;
  }

  private parse(): ParsedHcl {
    this.parsed ??= parseHcl(this.text);
    return this.parsed;
  }
}

/** The last good block, with places as they are in the text now. */
export interface Retained {
  readonly block: HclBlock;
  readonly mentions: readonly Mention[];
}

const HEADER = /^([a-z]+)[ \t]*("[^"\n]*"|[\w-]+)?[ \t]*("[^"\n]*"|[\w-]+)?/;

/** A chunk in its file. */
export interface PlacedChunk {
  readonly chunk: Chunk;
  readonly file: string;
  /** Offset of the chunk's start in the file. */
  readonly base: number;
}
