import type { Source } from '../../model/language';
import type { ResourceId } from '../../model/value';
import { detached } from '../program/detached';
import type { Chunk, Piece, PlacedChunk } from './chunk';
import { reasonToSkip } from '../../model/leftAlone';
import { isGenerated } from './concerns';
import { isOfInterest, readChunk } from './readChunk';
import type { CloudFormationReading, PlacedMember } from './reading';
import { resourceId } from './reading';
import { retype } from './retype';
import { reasonForNothing } from './unreadable';
import { splitBlock } from './splitBlock';
import { isJson, outerBrace, splitJson } from './splitJson';
import { metadataSuppressions } from './suppression';

/**
 * Reads a template. It is split at its entries, and only an entry whose own text is new is parsed; an entry that can hold
 * nothing of ours never is. Never throws.
 */
export function read(source: Source, previous: CloudFormationReading | null): CloudFormationReading {
  const text = source.cells[0]?.text ?? '';
  if (previous !== null && previous.text === text && previous.file === source.file) return { ...previous, source };
  const leftAlone = reasonToSkip(text);
  const { format, chunks } = leftAlone === null ? chunksOf(text, previous) : NOTHING;
  const members = membersOf(source.file, chunks);
  const skipped = leftAlone ?? (isReadable(members) ? null : reasonForNothing(text));
  return {
    source,
    file: source.file,
    text,
    format,
    skipped,
    generated: skipped === null && isGenerated(source.file, text),
    chunks,
    ...members,
    metadataSuppressions: metadataSuppressions(members.resources),
  };
}

type Chunks = Pick<CloudFormationReading, 'format' | 'chunks'>;

const NOTHING: Chunks = { format: 'yaml', chunks: [] };

function chunksOf(text: string, previous: CloudFormationReading | null): Chunks {
  const retyped = previous === null ? null : retype(previous, text);
  if (previous !== null && retyped !== null) return { format: previous.format, chunks: retyped };
  const { format, pieces } = split(text);
  return { format, chunks: withAnchors(text, pieces, chunksOfPieces(text, pieces, previous)) };
}

function split(text: string): { readonly format: 'yaml' | 'json'; readonly pieces: readonly Piece[] } {
  const open = outerBrace(text);
  if (open === null) return { format: 'yaml', pieces: splitBlock(text) };
  if (isJson(text, open)) return { format: 'json', pieces: splitJson(text, open) };
  const whole: Piece = {
    section: '',
    extent: 'document',
    style: 'block',
    start: open,
    end: text.length,
    name: null,
    nameStart: open,
    valueStart: open,
    indent: null,
  };
  return { format: 'yaml', pieces: [whole] };
}

function chunksOfPieces(
  text: string,
  pieces: readonly Piece[],
  previous: CloudFormationReading | null,
): readonly PlacedChunk[] {
  const shift = text.length - (previous?.text.length ?? 0);
  const byBase = new Map(previous?.chunks.map((placed) => [placed.base, placed.chunk]));
  let byText: ReadonlyMap<string, Chunk> | null = null;
  return pieces.map((piece) => {
    const inPlace = byBase.get(piece.start);
    if (inPlace !== undefined && isSame(inPlace, piece, text)) return { chunk: inPlace, base: piece.start };
    const moved = byBase.get(piece.start - shift);
    if (moved !== undefined && isSame(moved, piece, text)) return { chunk: moved, base: piece.start };
    const stretch = text.slice(piece.start, piece.end);
    byText ??= new Map(previous?.chunks.map(({ chunk }) => [chunk.text, chunk]));
    const known = byText.get(stretch);
    if (known !== undefined && isSame(known, piece, text)) return { chunk: known, base: piece.start };
    const own = previous === null ? stretch : detached(stretch);
    return { chunk: readChunk(piece, own, isOfInterest(piece, own)), base: piece.start };
  });
}

/** Whether the chunk is what reading the piece would give. What was parsed for its anchors alone is read anew. */
function isSame(chunk: Chunk, piece: Piece, text: string): boolean {
  const before = chunk.piece;
  return (
    before.end - before.start === piece.end - piece.start &&
    before.section === piece.section &&
    before.extent === piece.extent &&
    before.style === piece.style &&
    before.indent === piece.indent &&
    !chunk.forAnchors &&
    text.startsWith(chunk.text, piece.start)
  );
}

/** An alias in an entry of ours may stand for something that is written in an entry that wasn't parsed. */
function withAnchors(text: string, pieces: readonly Piece[], chunks: readonly PlacedChunk[]): readonly PlacedChunk[] {
  const missing = new Set<string>();
  for (const { chunk } of chunks) for (const alias of chunk.aliases) missing.add(alias.name);
  if (missing.size === 0) return chunks;
  for (const { chunk } of chunks) for (const anchor of chunk.anchors) missing.delete(anchor.name);
  if (missing.size === 0) return chunks;
  return pieces.flatMap((piece, index) => {
    const stretch = text.slice(piece.start, piece.end);
    const wanted = [...stretch.matchAll(/&([^\s,[\]{}]+)/g)].some(([, name]) => missing.has(name ?? ''));
    if (wanted && !isOfInterest(piece, stretch))
      return [{ chunk: { ...readChunk(piece, stretch, true), forAnchors: true }, base: piece.start }];
    return chunks[index] ?? [];
  });
}

/** Whether there is a resource with a type, or what makes some. */
function isReadable({ resources }: Members): boolean {
  for (const { member } of resources.values()) {
    const { expr } = member;
    if (
      expr?.kind === 'list' ||
      (expr?.kind === 'object' && expr.members.some((each) => each.kind === 'entry' && each.key === 'Type'))
    )
      return true;
  }
  return false;
}

type Members = Pick<CloudFormationReading, 'globals' | 'parameters' | 'mappings' | 'conditions' | 'resources'>;

function membersOf(file: string, chunks: readonly PlacedChunk[]): Members {
  const parameters = new Map<string, PlacedMember>();
  const mappings = new Map<string, PlacedMember>();
  const conditions = new Map<string, PlacedMember>();
  const resources = new Map<ResourceId, PlacedMember>();
  const globals = new Map<string, PlacedMember>();
  const again = new Map<string, number>();
  for (const { chunk, base } of chunks) {
    const site = { file, cell: null, base };
    for (const member of chunk.members) {
      const placed = { member, chunk, site };
      if (member.section === 'Resources') resources.set(freeId(resources, again, file, member.name), placed);
      else if (member.section === 'Parameters') parameters.set(member.name, placed);
      else if (member.section === 'Mappings') mappings.set(member.name, placed);
      else if (member.section === 'Conditions') conditions.set(member.name, placed);
      else if (member.section === 'Globals') globals.set(member.name, placed);
    }
  }
  return { globals, parameters, mappings, conditions, resources };
}

/** A name that is taken (a block just copied) gets an id of its own; references go to the first. */
function freeId(
  taken: ReadonlyMap<ResourceId, unknown>,
  again: Map<string, number>,
  file: string,
  name: string,
): ResourceId {
  const id = resourceId(file, name);
  if (!taken.has(id)) return id;
  for (;;) {
    const count = (again.get(name) ?? 1) + 1;
    again.set(name, count);
    const candidate = `${id}(${count})`;
    if (!taken.has(candidate)) return candidate;
  }
}
