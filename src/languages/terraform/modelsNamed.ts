import { property } from '../../model/graph';
import type { Observation } from '../../model/resource';
import type { PlacedChunk } from './chunk';
import type { Module } from './module';
import type { Declared } from './unfollowedCallers';

/**
 * Models without a name of their own that another block of their module names: whatever that is, and an output above all,
 * it may use the model, or tell others of it.
 */
export function modelsNamedElsewhere({ reading }: Module, declared: readonly Declared[]): Observation[] {
  const nameless = declared.filter(
    ({ resource }) => resource.type === 'Model' && property(resource, 'ModelName').kind === 'absent',
  );
  if (nameless.length === 0) return [];
  const named = namedElsewhere(reading, new Map(nameless.map(({ placed }) => [addressOf(placed), placed])));
  return nameless.flatMap(({ resource, placed }): Observation[] => {
    const address = addressOf(placed);
    if (named !== 'any' && !named.has(address)) return [];
    return [{ kind: 'handedOn', resource: resource.id, why: `another block names ${address}`, at: resource.header }];
  });
}

/** Those of the addresses that blocks other than their own name: any of them, where a block can't be parsed. */
function namedElsewhere(
  { parts }: Module['reading'],
  own: ReadonlyMap<string, PlacedChunk>,
): ReadonlySet<string> | 'any' {
  const named = new Set<string>();
  for (const { chunks } of parts)
    for (const { chunk } of chunks) {
      if (chunk.broken !== null) return 'any';
      for (const { name } of chunk.mentions) {
        const declaring = own.get(name);
        if (declaring !== undefined && declaring.chunk !== chunk) named.add(name);
      }
    }
  return named;
}

function addressOf({ chunk }: PlacedChunk): string {
  return chunk.labels.join('.');
}
