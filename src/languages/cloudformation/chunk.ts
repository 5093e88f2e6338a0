import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';

/** A place that names a parameter or a resource: `!Ref X`, `${X}`. The span is that of the whole expression. */
export interface Mention {
  readonly name: string;
  readonly span: Span;
}

/** A `Fn::FindInMap`; a key is null where it is not written as text. */
export interface MappingRead {
  readonly mapping: string;
  readonly first: string | null;
  readonly second: string | null;
  readonly span: Span;
}

/** A node with a YAML anchor. */
export interface Anchor {
  readonly name: string;
  readonly expr: Expr;
}

/** An entry of a section: a parameter, a resource, a condition, a mapping, an output. */
export interface ChunkMember {
  readonly section: string;
  readonly name: string;
  /** The name without quotes. */
  readonly keySpan: Span;
  /** Name and value: from the first sign of the key to the end of the value. */
  readonly span: Span;
  /** Null where the entry can hold nothing of ours and was not parsed. */
  readonly expr: Expr | null;
}

/** A stretch of a template that is read by itself. Spans count from its start, so it is kept while other text changes. */
export interface Chunk {
  readonly text: string;
  /** Where the text stood when it was read first. */
  readonly piece: Piece;
  readonly members: readonly ChunkMember[];
  readonly mentions: readonly Mention[];
  readonly mappingReads: readonly MappingRead[];
  readonly anchors: readonly Anchor[];
  /** Names of the YAML aliases used. */
  readonly aliases: readonly Mention[];
  /** It can hold nothing of ours and was parsed for an anchor that others use. */
  readonly forAnchors: boolean;
  /** What is wrong with the text, where it had to be mended to be read, or null. */
  readonly broken: string | null;
}

/** A chunk in its document. */
export interface PlacedChunk {
  readonly chunk: Chunk;
  /** Offset of the chunk's start in the text. */
  readonly base: number;
}

/** A stretch of text before it is read. Offsets are those of the document. */
export interface Piece {
  /** The top-level key it lies under; empty for a whole document that can't be split. */
  readonly section: string;
  /** `entry`: one `Name: value`; `section`: a top-level key with all it holds; `document`: everything. */
  readonly extent: 'entry' | 'section' | 'document';
  readonly style: 'block' | 'json';
  readonly start: number;
  readonly end: number;
  /** The entry's name without quotes; where there is none (`extent` is not `entry`, or a stray line), null. */
  readonly name: string | null;
  /** Where the name stands. */
  readonly nameStart: number;
  /** Where the value starts (JSON only: a value there is parsed without its key). */
  readonly valueStart: number;
  /** Block style: how deep the entries of its section stand, as far as that is known behind its first line. */
  readonly indent: number | null;
}
