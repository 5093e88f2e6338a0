import { unresolved } from '../../model/evaluate';
import { nameProperty, sameNameKey } from '../../model/graph';
import { originAt } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import type { PlacedChunk } from './chunk';
import { inCloudFormationForm } from './expiryRules';
import { attributeOf, type HclBlock } from './hcl';
import type { Instance } from './instances';
import type { Module } from './module';
import { objectOf } from './properties';
import { siteOf } from './reading';
import { terraformType, toApi, type PartWords } from './vocabulary';

/** What a resource of Terraform says of another one. */
export interface Part {
  readonly words: PartWords;
  /** What names the resource that it belongs to. */
  readonly of: Value;
  /** The resources that its block speaks of, by their ids without an index; empty where it speaks of none. */
  readonly spokenOf: readonly ResourceId[];
  readonly entry: Entry;
}

export function partOf(
  module: Module,
  placed: PlacedChunk,
  block: HclBlock,
  { env }: Instance,
  words: PartWords,
): Part {
  const site = siteOf(placed);
  const said = objectOf(block.body, words, site, module, env, block.span);
  const entries = new Map(said.entries);
  entries.delete(toApi(words, words.by));
  const whole = inCloudFormationForm({ ...said, entries });
  const by = attributeOf(block.body, words.by)?.value;
  const of = by === undefined ? ABSENT : module.evaluate(by, site, env);
  const at = originAt(site, block.span);
  const value: Value = words.many ? { kind: 'list', items: [whole], open: false, origin: at, usedAt: at } : whole;
  const type = terraformType(words.of) ?? '';
  const spokenOf = placed.chunk.mentions.flatMap(({ name }) =>
    name.startsWith(`${type}.`) ? [module.idOf(name)] : [],
  );
  return {
    words,
    of,
    spokenOf,
    entry: { key: words.name, keyOrigin: originAt(site, block.typeSpan), origin: at, value },
  };
}

/** Each part becomes a property of the resource that it names; what it may belong to has a property that is not known. */
export function withParts(
  resources: ReadonlyMap<ResourceId, Resource>,
  parts: readonly Part[],
): ReadonlyMap<ResourceId, Resource> {
  if (parts.length === 0) return resources;
  const whole = new Map(resources);
  const loose: Part[] = [];
  for (const part of parts) {
    const resource = namedBy(whole, part);
    if (resource === undefined) loose.push(part);
    else whole.set(resource.id, withEntry(resource, joined(resource, part.entry)));
  }
  for (const part of loose)
    for (const resource of whole.values())
      if (!resource.properties.entries.has(part.entry.key) && mayBelongTo(part, resource))
        whole.set(resource.id, withEntry(resource, unknownEntry(part)));
  return whole;
}

function namedBy(resources: ReadonlyMap<ResourceId, Resource>, { words, of }: Part): Resource | undefined {
  if (of.kind === 'reference') return resources.get(of.resource);
  const key = sameNameKey(of);
  if (key === null) return undefined;
  const alike = [...resources.values()].filter(
    (resource) => resource.type === words.of && sameNameKey(nameOf(resource)) === key,
  );
  // What stands for all items of a list isn't one of them.
  return alike.length === 1 ? alike[0] : undefined;
}

function mayBelongTo({ words, of, spokenOf }: Part, resource: Resource): boolean {
  if (resource.type !== words.of) return false;
  if (spokenOf.length > 0) return spokenOf.some((id) => resource.id === id || resource.id.startsWith(`${id}[`));
  const name = nameOf(resource);
  return of.kind !== 'scalar' || name.kind !== 'scalar' || name.value === of.value;
}

function nameOf(resource: Resource): Value {
  return resource.properties.entries.get(nameProperty(resource.type))?.value ?? ABSENT;
}

function joined(resource: Resource, entry: Entry): Entry {
  const before = resource.properties.entries.get(entry.key)?.value;
  const both = before?.kind === 'list' && entry.value.kind === 'list';
  return both ? { ...entry, value: { ...before, items: [...before.items, ...listed(entry.value)] } } : entry;
}

function listed(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [];
}

function unknownEntry({ words, entry }: Part): Entry {
  return { ...entry, value: unresolved('it is not known whose part it is', words.by, entry.origin) };
}

function withEntry(resource: Resource, entry: Entry): Resource {
  const properties: ObjectValue = {
    ...resource.properties,
    entries: new Map([...resource.properties.entries, [entry.key, entry]]),
  };
  return { ...resource, properties };
}
