import { property } from '../../model/graph';
import { originAt } from '../../model/origin';
import type { Observation, Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import type { Chunk, ChunkMember } from './chunk';
import type { CloudFormationReading, PlacedMember } from './reading';

/**
 * Models without a name of their own that another part of the template names: whatever that is, and an output above all,
 * it may use the model, or tell others of it.
 */
export function modelsNamedElsewhere(
  reading: CloudFormationReading,
  resources: ReadonlyMap<ResourceId, Resource>,
): Observation[] {
  const found: Observation[] = [];
  for (const [id, placed] of reading.resources) {
    const model = resources.get(id);
    if (model?.type !== 'Model' || property(model, 'ModelName').kind !== 'absent') continue;
    if (!isNamed(reading, placed, model.logicalName)) continue;
    const why = `another part of the template names ${model.logicalName}`;
    found.push({ kind: 'handedOn', resource: id, why, at: originAt(placed.site, placed.member.keySpan) });
  }
  return found;
}

function isNamed(reading: CloudFormationReading, { chunk: own, member }: PlacedMember, name: string): boolean {
  return reading.chunks.some(({ chunk }) =>
    chunk === own
      ? chunk.members.some((each) => each !== member && wordsOfMember(chunk, each).has(name))
      : wordsOfChunk(chunk).has(name),
  );
}

// A part of a template is kept for as long as its text is: its words are found once.
const ofChunks = new WeakMap<Chunk, ReadonlySet<string>>();
const ofMembers = new WeakMap<ChunkMember, ReadonlySet<string>>();

function wordsOfChunk(chunk: Chunk): ReadonlySet<string> {
  const known = ofChunks.get(chunk) ?? wordsIn(chunk.text);
  ofChunks.set(chunk, known);
  return known;
}

function wordsOfMember(chunk: Chunk, member: ChunkMember): ReadonlySet<string> {
  const known = ofMembers.get(member) ?? wordsIn(chunk.text.slice(member.span.start, member.span.end));
  ofMembers.set(member, known);
  return known;
}

/** Whole words; the names of types are none. */
function wordsIn(text: string): Set<string> {
  return new Set(text.replace(/AWS::\w+::\w+/g, '').match(/\w+/g));
}
