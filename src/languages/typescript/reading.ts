import type { Reading, Source } from '../../model/language';
import type { Site, Span } from '../../model/origin';
import { reasonToSkip } from '../../model/leftAlone';
import { NameIndex } from '../program/nameIndex';
import type { Fragment } from './fragment';
import type { EarlierChunk, ParsedChunk } from './parse';
import { parseChunk } from './parse';
import { splitStatements } from './split';
import { walkChunk } from './walk';

/** A stretch of code as it was read: kept for as long as its text stays the same, wherever it moves to. */
export interface ReadChunk {
  readonly text: string;
  readonly parsed: ParsedChunk | null;
  readonly fragment: Fragment;
}

/** A stretch in its place. As a site, it places the spans of its fragment. */
export interface PlacedChunk extends Site {
  readonly read: ReadChunk;
}

export interface TypeScriptReading extends Reading {
  readonly chunks: readonly PlacedChunk[];
  /** Where names stand in `chunks`. */
  readonly index: NameIndex<ReadChunk>;
  /** The modules that are imported. */
  readonly imports: readonly string[];
}

/** Reads a document; unchanged stretches of `previous` are kept. */
export function readTypeScript(source: Source, previous: TypeScriptReading | null): TypeScriptReading {
  const earlier = previous?.source.file === source.file ? previous : null;
  const text = source.cells[0]?.text ?? '';
  const known = new Map(earlier?.chunks.map(({ read }) => [read.text, read]));
  const skipped = reasonToSkip(text);
  const spans = skipped === null ? splitStatements(text) : [];
  const changed = earlier === null ? null : changedStretch(earlier.source.cells[0]?.text ?? '', text);
  const chunks = spans.map((span): PlacedChunk => {
    const own = text.slice(span.start, span.end);
    // Each is taken once: what is written twice is told apart by identity.
    const read = known.get(own) ?? readChunk(source.file, own, earlierChunk(span, earlier, changed));
    known.delete(own);
    return { file: source.file, cell: null, base: span.start, read };
  });
  const index = NameIndex.of(
    chunks.map(({ read }) => read),
    earlier?.index ?? null,
    ({ fragment }) => fragment.names.keys(),
  );
  return { source, skipped, chunks, index, imports: chunks.flatMap(({ read }) => read.fragment.imports) };
}

function readChunk(file: string, text: string, earlier: EarlierChunk | null): ReadChunk {
  const parsed = parseChunk(file, text, earlier);
  return { text, parsed, fragment: walkChunk(parsed, text) };
}

/** What two texts begin and end with alike. */
interface Change {
  readonly prefix: number;
  readonly suffix: number;
  readonly lengthBefore: number;
  readonly length: number;
}

function changedStretch(before: string, after: string): Change {
  const prefix = commonPrefix(before, after);
  return { prefix, suffix: commonSuffix(before, after, prefix), lengthBefore: before.length, length: after.length };
}

/** The stretch that stood where a changed one stands now. */
function earlierChunk(span: Span, earlier: TypeScriptReading | null, change: Change | null): EarlierChunk | null {
  if (earlier === null || change === null) return null;
  const { prefix, suffix, length, lengthBefore } = change;
  if (span.start > prefix || span.end < length - suffix) return null;
  const before = earlier.chunks.find((each) => each.base === span.start);
  const chunk = before?.read.parsed;
  if (before === undefined || chunk === null || chunk === undefined) return null;
  const suffixBefore = before.base + chunk.text.length - (lengthBefore - suffix);
  const suffixNow = span.end - (length - suffix);
  if (suffixBefore !== suffixNow || suffixNow < 0) return null;
  return { chunk, prefix: prefix - span.start, suffix: suffixNow };
}

/** How many characters two texts begin with alike. Compares in halves, because comparing long slices is quick. */
function commonPrefix(a: string, b: string): number {
  let low = 0;
  let high = Math.min(a.length, b.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.slice(low, middle) === b.slice(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many characters two texts end with alike, behind a common prefix. */
function commonSuffix(a: string, b: string, prefix: number): number {
  let low = 0;
  let high = Math.min(a.length, b.length) - prefix;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a.slice(a.length - middle, a.length - low) === b.slice(b.length - middle, b.length - low)) low = middle;
    else high = middle - 1;
  }
  return low;
}
