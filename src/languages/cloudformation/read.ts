import type { Source } from '../../model/language';
import type { ResourceId } from '../../model/value';
import type { Chunk, Piece, PlacedChunk } from './chunk';
import { isGenerated, reasonToSkip } from './concerns';
import { isOfInterest, readChunk } from './readChunk';
import type { CloudFormationReading, PlacedMember } from './reading';
import { resourceId } from './reading';
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
  const skipped = reasonToSkip(text);
  const { format, pieces } = skipped === null ? split(text) : { format: 'yaml' as const, pieces: [] };
  const { chunks, cache } = chunksOf(text, pieces, previous);
  const members = membersOf(source.file, chunks);
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
    cache,
  };
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
  };
  return { format: 'yaml', pieces: [whole] };
}

interface Cached {
  readonly chunks: readonly PlacedChunk[];
  readonly cache: ReadonlyMap<string, Chunk>;
}

function chunksOf(text: string, pieces: readonly Piece[], previous: CloudFormationReading | null): Cached {
  const cache = new Map<string, Chunk>();
  const unmoved = previous === null ? null : new Unmoved(previous, text);
  const take = (piece: Piece, parsedAnyway: boolean): PlacedChunk => {
    const same = parsedAnyway ? undefined : unmoved?.chunkOf(piece);
    if (same !== undefined) return { chunk: same, base: piece.start };
    const stretch = text.slice(piece.start, piece.end);
    const key = `${parsedAnyway ? '&' : ''}${piece.style}:${piece.extent}:${piece.section}:${stretch}`;
    const before = cache.get(key) ?? previous?.cache.get(key);
    const chunk = before ?? readChunk(piece, stretch, parsedAnyway || isOfInterest(piece, stretch));
    cache.set(key, chunk);
    return { chunk, base: piece.start };
  };
  const chunks = pieces.map((piece) => take(piece, false));
  const missing = missingAnchors(chunks);
  if (missing.size === 0) return { chunks, cache };
  // An alias in an entry of ours may stand for something that is written in an entry that wasn't parsed.
  const withAnchors = pieces.map((piece, index) => {
    const placed = chunks[index];
    const wanted = [...missing].some((name) => text.slice(piece.start, piece.end).includes(`&${name}`));
    return placed !== undefined && !wanted ? placed : take(piece, true);
  });
  return { chunks: withAnchors, cache };
}

/** Finds the chunks that lie wholly before or wholly after what has changed, without looking at their text. */
class Unmoved {
  private readonly byBase: ReadonlyMap<number, PlacedChunk>;
  private readonly before: number;
  private readonly after: number;
  private readonly shift: number;

  constructor(previous: CloudFormationReading, text: string) {
    this.byBase = new Map(previous.chunks.map((placed) => [placed.base, placed]));
    const shorter = Math.min(text.length, previous.text.length);
    let before = 0;
    while (before < shorter && text.charCodeAt(before) === previous.text.charCodeAt(before)) before++;
    let behind = 0;
    const most = shorter - before;
    this.shift = text.length - previous.text.length;
    while (
      behind < most &&
      text.charCodeAt(text.length - 1 - behind) === previous.text.charCodeAt(previous.text.length - 1 - behind)
    )
      behind++;
    this.before = before;
    this.after = text.length - behind;
  }

  chunkOf(piece: Piece): Chunk | undefined {
    if (piece.extent !== 'entry') return undefined;
    const base = piece.end <= this.before ? piece.start : piece.start >= this.after ? piece.start - this.shift : null;
    const chunk = base === null ? undefined : this.byBase.get(base)?.chunk;
    const same =
      chunk?.section === piece.section && chunk.text.length === piece.end - piece.start && chunk.anchors.length === 0;
    return same ? chunk : undefined;
  }
}

function missingAnchors(chunks: readonly PlacedChunk[]): ReadonlySet<string> {
  const missing = new Set<string>();
  for (const { chunk } of chunks) for (const alias of chunk.aliases) missing.add(alias.name);
  if (missing.size > 0) for (const { chunk } of chunks) for (const anchor of chunk.anchors) missing.delete(anchor.name);
  return missing;
}

type Members = Pick<CloudFormationReading, 'parameters' | 'mappings' | 'conditions' | 'resources'>;

function membersOf(file: string, chunks: readonly PlacedChunk[]): Members {
  const parameters = new Map<string, PlacedMember>();
  const mappings = new Map<string, PlacedMember>();
  const conditions = new Map<string, PlacedMember>();
  const resources = new Map<ResourceId, PlacedMember>();
  for (const { chunk, base } of chunks) {
    const site = { file, cell: null, base };
    for (const member of chunk.members) {
      const placed = { member, chunk, site };
      if (member.section === 'Parameters') parameters.set(member.name, placed);
      else if (member.section === 'Mappings') mappings.set(member.name, placed);
      else if (member.section === 'Conditions') conditions.set(member.name, placed);
      else if (member.section === 'Resources') resources.set(freeId(resources, file, member.name), placed);
    }
  }
  return { parameters, mappings, conditions, resources };
}

/** A name that is taken (a block just copied) gets an id of its own; references go to the first. */
function freeId(taken: ReadonlyMap<ResourceId, unknown>, file: string, name: string): ResourceId {
  const id = resourceId(file, name);
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? id : `${id}(${count})`;
    if (!taken.has(candidate)) return candidate;
  }
}
