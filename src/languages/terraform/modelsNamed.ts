import { property } from '../../model/graph';
import type { Observation } from '../../model/resource';
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
  const others = reading.parts.flatMap((part) => part.chunks);
  return nameless.flatMap(({ resource, placed }): Observation[] => {
    const address = placed.chunk.labels.join('.');
    // What can't be parsed may name it too.
    const isNamed = others.some(
      ({ chunk }) =>
        chunk.broken !== null || (chunk !== placed.chunk && chunk.mentions.some((mention) => mention.name === address)),
    );
    const why = `another block names ${address}`;
    return isNamed ? [{ kind: 'handedOn', resource: resource.id, why, at: resource.header }] : [];
  });
}
