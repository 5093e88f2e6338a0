import { originAt } from '../../model/origin';
import type { Site, Span } from '../../model/origin';
import type { Reader } from '../../model/value';
import type { Chunk } from './chunk';
import type { CloudFormationReading } from './reading';

/** Who reads what is written elsewhere in a template. */
export interface Readers {
  ofParameter(name: string): readonly Reader[];
  /** Readers of one entry of a mapping: those that name it, and those whose keys aren't written. */
  ofMapping(mapping: string, first: string, second: string): readonly Reader[];
  /** Readers of an anchor's value, its own place included. */
  ofAnchor(name: string): readonly Reader[];
}

/** A description or an output that nothing imports only shows the value. */
function roleIn(chunk: Chunk): Reader['role'] {
  const { section } = chunk.piece;
  if (section === 'Outputs') return chunk.text.includes('Export') ? 'value' : 'display';
  return section === 'Metadata' || section === 'Description' ? 'display' : 'value';
}

export function readersOf(reading: CloudFormationReading): Readers {
  let mentions: ReadonlyMap<string, readonly Reader[]> | null = null;
  return {
    ofParameter(name) {
      mentions ??= mentionsOf(reading);
      return mentions.get(name) ?? [];
    },
    ofMapping(mapping, first, second) {
      return each(reading, (chunk) =>
        chunk.mappingReads
          .filter((read) => read.mapping === mapping)
          .filter((read) => (read.first ?? first) === first && (read.second ?? second) === second),
      );
    },
    ofAnchor(name) {
      return each(reading, (chunk) => [
        ...chunk.anchors.filter((anchor) => anchor.name === name).map((anchor) => ({ span: anchor.expr.span })),
        ...chunk.aliases.filter((alias) => alias.name === name),
      ]);
    },
  };
}

function mentionsOf(reading: CloudFormationReading): Map<string, Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const { chunk, base } of reading.chunks) {
    if (chunk.mentions.length === 0) continue;
    const site: Site = { file: reading.file, cell: null, base };
    const role = roleIn(chunk);
    for (const { name, span } of chunk.mentions) {
      if (!reading.parameters.has(name)) continue;
      const reader: Reader = { origin: originAt(site, span), role };
      const list = found.get(name);
      if (list === undefined) found.set(name, [reader]);
      else list.push(reader);
    }
  }
  return found;
}

function each(reading: CloudFormationReading, of: (chunk: Chunk) => readonly { readonly span: Span }[]): Reader[] {
  return reading.chunks.flatMap(({ chunk, base }) =>
    of(chunk).map(({ span }): Reader => {
      const origin = originAt({ file: reading.file, cell: null, base }, span);
      return { origin, role: roleIn(chunk) };
    }),
  );
}
