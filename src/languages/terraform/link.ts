import type { Graph } from '../../model/graph';
import { NO_OTHER_FILES, type Binding, type LinkContext } from '../../model/language';
import type { Expr } from '../../model/expression';
import { originAt, sameOrigin } from '../../model/origin';
import type { Observation, Resource } from '../../model/resource';
import type { ObjectValue, ResourceId, Sourced, Value } from '../../model/value';
import { asString } from '../../model/value';
import { ofAlarm } from './alarmMetrics';
import { canonicalForm } from './canonicalForm';
import type { PlacedChunk } from './chunk';
import { folderOf } from './files';
import { NULL_BY_DEFAULT, scalar } from './functions';
import { attributeOf, type HclBlock } from './hcl';
import { together, type Existence } from '../../model/existence';
import type { Instance } from './instances';
import { aliasOf, Module, type Linking } from './module';
import { modelsNamedElsewhere } from './modelsNamed';
import { partOf, withParts, type Part } from './parts';
import { objectOf } from './properties';
import { siteOf, type TerraformReading } from './reading';
import { codeFolder, uploadedModels } from './uploads';
import { unfollowedCallers, type Declared } from './unfollowedCallers';
import { PART_WORDS, WORDS, type ResourceWords } from './vocabulary';

/**
 * The resources of a module under each file of values, those of the local modules that it calls included.
 *
 * A resource whose `count` nothing decides says so in `existsIf`, so that both outcomes are judged.
 */
export function link(reading: TerraformReading, context: LinkContext): Graph[] {
  const bindings: readonly (Binding | null)[] = context.bindings.length > 0 ? context.bindings : [null];
  return bindings.map((binding) => graphOf(reading, binding, context));
}

function graphOf(reading: TerraformReading, binding: Binding | null, context: LinkContext): Graph {
  const includes = new Set<string>();
  const linking: Linking = { files: context.files ?? NO_OTHER_FILES, binding, region: context.region, includes };
  const unit = reading.source.file;
  const root = new Module(linking, reading, folderOf(unit), '');
  const gathered: Gathered = { resources: new Map(), parts: [], observations: [], generated: false };
  gather(root, gathered);
  return {
    unit,
    unitKind: 'template',
    environment: binding?.name ?? null,
    resources: canonicalForm(withParts(gathered.resources, gathered.parts)),
    observations: gathered.observations,
    region: root.providerRegion(null),
    generated: gathered.generated,
    includes: [...includes],
  };
}

interface Gathered {
  readonly resources: Map<ResourceId, Resource>;
  readonly parts: Part[];
  readonly observations: Observation[];
  generated: boolean;
}

function gather(module: Module, into: Gathered): void {
  into.observations.push(...unseenCalls(module));
  const declared: Declared[] = [];
  for (const part of module.reading.parts)
    if (part.generated && part.chunks.some(({ chunk }) => isOurs(chunk.labels[0] ?? ''))) into.generated = true;
  for (const [key, placed] of module.reading.resources) {
    const type = placed.chunk.labels[0] ?? '';
    if (!isOurs(type)) continue;
    const { block } = placed.chunk;
    if (block === null) continue;
    for (const instance of module.instances(placed, key, block.body)) {
      const words = WORDS[type];
      const part = PART_WORDS[type];
      if (words !== undefined) {
        const resource = resourceOf(module, placed, block, key, instance, words);
        take(resource, into);
        declared.push({ resource, placed });
      } else if (part !== undefined) into.parts.push(partOf(module, placed, block, instance, part));
    }
  }
  into.observations.push(
    ...modelsNamedElsewhere(module, declared),
    ...unfollowedCallers(module, declared, isOurs),
    ...uploadedModels(module, declared),
  );
  for (const name of module.reading.calls.keys()) for (const called of module.calls(name)) gather(called, into);
}

function isOurs(type: string): boolean {
  return Object.hasOwn(WORDS, type) || Object.hasOwn(PART_WORDS, type);
}

function take(resource: Resource, { resources }: Gathered): void {
  const before = resources.get(resource.id);
  // The same instance in both outcomes of a condition: it always is there.
  if (before === undefined) resources.set(resource.id, resource);
}

function resourceOf(
  module: Module,
  placed: PlacedChunk,
  block: HclBlock,
  key: string,
  { suffix, env, exists }: Instance,
  words: ResourceWords,
): Resource {
  const site = siteOf(placed);
  const last = block.labels.at(-1)?.span ?? block.typeSpan;
  const first = block.labels[0]?.span ?? block.typeSpan;
  const both = existence(module, exists);
  const region = regionOf(module, placed, block);
  const tags = tagsOf(module, block);
  return {
    id: module.idOf(key + suffix),
    type: words.type,
    dialect: 'terraform',
    logicalName: module.nameOf(key + suffix),
    properties: adapted(module, words, placed, block, objectOf(block.body, words, site, module, env, block.span)),
    declaration: originAt(site, block.span),
    header: originAt(site, { start: first.start, end: last.end }),
    region,
    implied: false,
    ...(tags.kind === 'absent' ? {} : { defaultTags: tags }),
    ...(module.address === '' && suffix === '' ? {} : { declaredAs: `${module.reading.source.file}#${key}` }),
    ...(both === null ? {} : { existsIf: both }),
  };
}

/** What a call says that deploys a model, most likely. */
const OF_OURS = /sagemaker|"ml\.\w+\.\d*(?:large|xlarge|medium)"/i;

/** Calls of modules that are not in the workspace, a registry's above all: what they deploy is said to be unknown. */
function unseenCalls(module: Module): Observation[] {
  return [...module.reading.calls].flatMap(([name, placed]): Observation[] => {
    const { block, text } = placed.chunk;
    if (block === null || !OF_OURS.test(text) || !module.isUnseen(name)) return [];
    const source = attributeOf(block.body, 'source')?.value;
    const from = source?.kind === 'literal' ? String(source.value) : 'a source that is not known';
    const why = `module.${name} comes from ${from}, which is not in the workspace`;
    return [{ kind: 'unfollowed', type: 'EndpointConfig', why, at: originAt(siteOf(placed), block.span) }];
  });
}

/** The conditions of a resource and of the calls that declare it. */
function existence(module: Module, own: Existence | null): Existence | null {
  const all = [own];
  for (let { caller } = module; caller !== null; caller = caller.module.caller) all.unshift(caller.instance.exists);
  return together(all);
}

/** Its own argument, or that of its provider. */
function regionOf(module: Module, placed: PlacedChunk, { body }: HclBlock): Sourced<string> {
  const region = attributeOf(body, 'region')?.value;
  if (region !== undefined) return asString(module.evaluate(region, siteOf(placed)));
  const provider = attributeOf(body, 'provider')?.value;
  if (provider?.kind === 'name') return module.providerRegion(aliasOf(provider.name));
  return module.caller === null ? { how: 'absent' } : module.providerRegion(null);
}

/** What its provider gives to all that it makes. */
function tagsOf(module: Module, { body }: HclBlock): Value {
  const provider = attributeOf(body, 'provider')?.value;
  return module.providerTags(provider?.kind === 'name' ? aliasOf(provider.name) : null);
}

/** What Terraform says in another form than the API: days of 0 are no end, dimensions are a map, code is an archive. */
function adapted(
  module: Module,
  { type }: ResourceWords,
  placed: PlacedChunk,
  { body }: HclBlock,
  properties: ObjectValue,
): ObjectValue {
  const entries = new Map(properties.entries);
  const days = entries.get('RetentionInDays');
  if (type === 'LogGroup' && days !== undefined) {
    const value = retention(module, attributeOf(body, 'retention_in_days')?.value, days.value);
    if (value === null) entries.delete('RetentionInDays');
    else entries.set('RetentionInDays', { ...days, value });
  }
  const packed = attributeOf(body, 'filename');
  const code = type === 'Function' && packed !== undefined ? codeFolder(module, body) : null;
  if (packed !== undefined && code !== null) {
    const at = originAt(siteOf(placed), packed.value.span);
    entries.set('CodeUri', { key: 'CodeUri', keyOrigin: at, origin: at, value: scalar(code, 'constant', at) });
  }
  const read = { ...properties, entries };
  return type === 'Alarm' ? ofAlarm(read) : read;
}

/** Null: the days of 0 are written in their place. What stands elsewhere stays, so that it can be changed there. */
function retention(module: Module, written: Expr | undefined, days: Value): Value | null {
  if (days.kind === 'scalar')
    return Number(days.value) === 0 && sameOrigin(days.origin, days.usedAt) && days.readers.length === 0 ? null : days;
  // Of what is made from the variable it isn't known what becomes of null.
  if (days.kind !== 'unresolved' || days.why !== NULL_BY_DEFAULT || written?.kind !== 'name') return days;
  if (written.name !== days.decidedBy || !written.name.startsWith('var.')) return days;
  return module.nullByDefault(written.name.slice('var.'.length), 0, days.usedAt) ?? days;
}
