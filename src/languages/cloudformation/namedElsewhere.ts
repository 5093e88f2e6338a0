import { property } from '../../model/graph';
import { originAt } from '../../model/origin';
import type { Observation, Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import type { Chunk, ChunkMember, PlacedChunk } from './chunk';
import type { CloudFormationReading, PlacedMember } from './reading';
import { append } from '../../model/append';

/**
 * Models without a name of their own that another part of the template names: whatever that is, and an output above all,
 * it may use the model, or tell others of it.
 */
export function modelsNamedElsewhere(
  reading: CloudFormationReading,
  resources: ReadonlyMap<ResourceId, Resource>,
): Observation[] {
  const models = [...reading.resources].flatMap(([id, placed]) => {
    const model = resources.get(id);
    const isNameless = model?.type === 'Model' && property(model, 'ModelName').kind === 'absent';
    return isNameless ? [{ id, placed, name: model.logicalName }] : [];
  });
  if (models.length === 0) return [];
  const naming = chunksNaming(new Set(models.map(({ name }) => name)), reading);
  return models
    .filter(({ placed, name }) => naming.get(name)?.some((each) => isNamedIn(each, placed, name)))
    .map(({ id, placed: { site, member }, name }) => {
      const why = `another part of the template names ${name}`;
      return { kind: 'handedOn', resource: id, why, at: originAt(site, member.keySpan) };
    });
}

// While somebody types, nearly all parts are asked for the same names again.
const named = new WeakMap<Chunk, { readonly asked: string; readonly found: readonly string[] }>();

/** Where each name is written: every word of a part is looked at once, however many names there are. */
function chunksNaming(names: ReadonlySet<string>, reading: CloudFormationReading): ReadonlyMap<string, PlacedChunk[]> {
  const naming = new Map<string, PlacedChunk[]>();
  const asked = asOneText([...names].join(' '));
  for (const placed of reading.chunks) {
    let known = named.get(placed.chunk);
    if (known?.asked !== asked) {
      known = { asked, found: namedIn(placed.chunk, names) };
      named.set(placed.chunk, known);
    }
    for (const word of known.found) append(naming, word, placed);
  }
  return naming;
}

/** The same text as before, where it is equal: the same one is told apart from others without looking into it. */
function asOneText(text: string): string {
  return text === lastAsked ? lastAsked : (lastAsked = text);
}

let lastAsked = '';

/** To look for a few names is quicker than to find all words. */
const FEW = 8;

function namedIn(chunk: Chunk, names: ReadonlySet<string>): readonly string[] {
  const likely = names.size > FEW ? null : [...names].filter((name) => chunk.text.includes(name));
  if (likely?.length === 0) return likely;
  const words = wordsOfChunk(chunk);
  return likely === null ? [...words].filter((word) => names.has(word)) : likely.filter((name) => words.has(name));
}

/** Parts are told apart by their places: equal ones may be the same object. */
function isNamedIn({ chunk, base }: PlacedChunk, { member, site }: PlacedMember, name: string): boolean {
  return base !== site.base || chunk.members.some((each) => each !== member && wordsOfMember(chunk, each).has(name));
}

// A part of a template is kept for as long as its text is: its words are found once.
const ofChunks = new WeakMap<Chunk, ReadonlySet<string>>();
const ofMembers = new WeakMap<ChunkMember, ReadonlySet<string>>();

function wordsOfChunk(chunk: Chunk): ReadonlySet<string> {
  const { extent, section } = chunk.piece;
  const isResource = extent === 'entry' && section === 'Resources';
  const known = ofChunks.get(chunk) ?? wordsIn(isResource ? withoutOrder(chunk.text) : chunk.text);
  ofChunks.set(chunk, known);
  return known;
}

function wordsOfMember(chunk: Chunk, member: ChunkMember): ReadonlySet<string> {
  const text = chunk.text.slice(member.span.start, member.span.end);
  const known = ofMembers.get(member) ?? wordsIn(member.section === 'Resources' ? withoutOrder(text) : text);
  ofMembers.set(member, known);
  return known;
}

const ORDER =
  /(?<=^|[\n{,])[ \t]*["']?DependsOn["']?\s*:[ \t]*(?:\[[^\]{}]*\]|(?:\r?\n[ \t]*-[ \t]*["']?\w+["']?[ \t]*(?=\r?\n|$))+|["']?\w+["']?)(?=\s*(?:[,}\r\n]|$))/g;
/** A resource of AWS itself does what its properties say: one that is made by code may look up what it waits for. */
const OWN_TYPE = /["']?\bType["']?\s*:\s*["']?AWS::(?!CloudFormation::)\w/;

/** A resource without what it waits for: that is made before it, and not used by that. */
function withoutOrder(text: string): string {
  return text.includes('DependsOn') && OWN_TYPE.test(text) && !/Custom::|AWS::CloudFormation::/.test(text)
    ? text.replace(ORDER, '')
    : text;
}

/** Whole words; the names of types are none. */
function wordsIn(text: string): Set<string> {
  return new Set(text.replace(/AWS::\w+::\w+/g, '').match(/\w+/g));
}
