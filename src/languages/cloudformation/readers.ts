import { originAt } from '../../model/origin';
import type { Site } from '../../model/origin';
import type { Reader } from '../../model/value';
import type { Chunk, MappingRead, PlacedChunk } from './chunk';
import type { CloudFormationReading } from './reading';
import { append } from '../../model/append';

/** Who reads what is written elsewhere in a template. */
export interface Readers {
  ofParameter(name: string): readonly Reader[];
  /** Readers of one entry of a mapping: those that name it, and those whose keys aren't written. */
  ofMapping(mapping: string, first: string, second: string): readonly Reader[];
  /** Readers of an anchor's value, its own place included. */
  ofAnchor(name: string): readonly Reader[];
}

/** Each index is made when it is asked for first. */
export function readersOf(reading: CloudFormationReading): Readers {
  const parameters = once(() => mentionsOf(reading));
  const mappings = once(() => mappingReadsOf(reading));
  const anchors = once(() => anchorsOf(reading));
  const entries = new Map<string, readonly Reader[]>();
  return {
    ofParameter: (name) => parameters().get(name) ?? [],
    ofAnchor: (name) => anchors().get(name) ?? [],
    ofMapping(mapping, first, second) {
      const key = `${mapping}\n${first}\n${second}`;
      const known = entries.get(key);
      if (known !== undefined) return known;
      const found = (mappings().get(mapping) ?? []).filter(
        ({ read }) => (read.first ?? first) === first && (read.second ?? second) === second,
      );
      const readers = found.map(({ reader }) => reader);
      entries.set(key, readers);
      return readers;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** A description or an output that nothing imports only shows the value. */
function roleIn(chunk: Chunk): Reader['role'] {
  const { section } = chunk.piece;
  if (section === 'Outputs') return chunk.text.includes('Export') ? 'value' : 'display';
  return section === 'Metadata' || section === 'Description' ? 'display' : 'value';
}

function siteOf(reading: CloudFormationReading, { base }: PlacedChunk): Site {
  return { file: reading.file, cell: null, base };
}

function mentionsOf(reading: CloudFormationReading): ReadonlyMap<string, readonly Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const placed of reading.chunks) {
    const { chunk } = placed;
    if (chunk.mentions.length === 0) continue;
    const site = siteOf(reading, placed);
    const role = roleIn(chunk);
    for (const { name, span } of chunk.mentions)
      if (reading.parameters.has(name)) append(found, name, { origin: originAt(site, span), role });
  }
  return found;
}

interface PlacedRead {
  readonly read: MappingRead;
  readonly reader: Reader;
}

function mappingReadsOf(reading: CloudFormationReading): ReadonlyMap<string, readonly PlacedRead[]> {
  const found = new Map<string, PlacedRead[]>();
  for (const placed of reading.chunks)
    for (const read of placed.chunk.mappingReads) {
      const reader: Reader = { origin: originAt(siteOf(reading, placed), read.span), role: roleIn(placed.chunk) };
      append(found, read.mapping, { read, reader });
    }
  return found;
}

function anchorsOf(reading: CloudFormationReading): ReadonlyMap<string, readonly Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const placed of reading.chunks) {
    const site = siteOf(reading, placed);
    const role = roleIn(placed.chunk);
    for (const { name, expr } of placed.chunk.anchors) append(found, name, { origin: originAt(site, expr.span), role });
    for (const { name, span } of placed.chunk.aliases) append(found, name, { origin: originAt(site, span), role });
  }
  return found;
}
