import type { Reading, Source } from '../../model/language';
import type { Site, Span } from '../../model/origin';
import { reasonToSkip } from '../../model/leftAlone';
import { commonPrefix, commonSuffix } from '../program/commonEnds';
import { detached } from '../program/detached';
import { NameIndex } from '../program/nameIndex';
import type { Fragment } from './fragment';
import type { EarlierChunk, ParsedChunk } from './parse';
import { parseChunk } from './parse';
import type { EarlierSplit, Split } from './split';
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
  readonly split: Split;
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
  const skipped = reasonToSkip(text);
  const changed = earlier === null ? null : changedStretch(earlier.source.cells[0]?.text ?? '', text);
  const split = skipped === null ? splitStatements(text, earlierSplit(earlier, changed)) : NOTHING;
  const chunks = chunksOf(source.file, text, split.spans, earlier, changed);
  const index = NameIndex.of(
    chunks.map(({ read }) => read),
    earlier?.index ?? null,
    ({ fragment }) => fragment.names.keys(),
  );
  return { source, skipped, split, chunks, index, imports: chunks.flatMap(({ read }) => read.fragment.imports) };
}

const NOTHING: Split = { spans: [], balanced: false };

function earlierSplit(earlier: TypeScriptReading | null, changed: Change | null): EarlierSplit | null {
  if (earlier === null || changed === null) return null;
  return { split: earlier.split, length: changed.lengthBefore, prefix: changed.prefix, suffix: changed.suffix };
}

/** What has moved with the text around it is found by its place, and what was moved by its text. */
function chunksOf(
  file: string,
  text: string,
  spans: readonly Span[],
  earlier: TypeScriptReading | null,
  changed: Change | null,
): PlacedChunk[] {
  const before = earlier?.chunks ?? [];
  // Each is taken once: what is written twice is told apart by identity.
  const taken = new Uint8Array(before.length);
  let at = 0;
  const found = spans.map(({ start, end }) => {
    if (changed === null) return null;
    const { prefix, suffix, length, lengthBefore } = changed;
    const moved = end <= prefix ? 0 : start >= length - suffix ? length - lengthBefore : null;
    if (moved === null) return null;
    while ((before[at]?.base ?? Infinity) < start - moved) at++;
    const read = before[at]?.base === start - moved ? before[at]?.read : undefined;
    if (read?.text.length !== end - start) return null;
    taken[at] = 1;
    return read;
  });
  const byText = new Map<string, ReadChunk>();
  for (const [index, { read }] of before.entries()) if (taken[index] === 0) byText.set(read.text, read);
  return spans.map((span, index): PlacedChunk => {
    const own = found[index] ?? readAgain(file, text.slice(span.start, span.end), byText, span, earlier, changed);
    return { file, cell: null, base: span.start, read: own };
  });
}

function readAgain(
  file: string,
  text: string,
  byText: Map<string, ReadChunk>,
  span: Span,
  earlier: TypeScriptReading | null,
  changed: Change | null,
): ReadChunk {
  const known = byText.get(text);
  byText.delete(text);
  return known ?? readChunk(file, earlier === null ? text : detached(text), earlierChunk(span, earlier, changed));
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
