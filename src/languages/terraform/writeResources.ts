import { nameProperty, type Graph } from '../../model/graph';
import type { NewResource, Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { Obstacle, type Drafts } from '../cloudformation/writeDraft';
import { lineStart, nextLine, type Change } from '../cloudformation/writeLines';
import { inTerraformForm } from './expiryRules';
import { attributeOf } from './hcl';
import type { TerraformReading } from './reading';
import { siteOf } from './reading';
import { fromApi, partType, snake, terraformType, toApi, WORDS, type Words } from './vocabulary';
import { alignedLines, bodyLines, type Rendering } from './writeHcl';
import type { FileTexts, PlacedBody } from './writeText';

/** The block of a resource that stands in the text, and how it is called there. */
interface Declared {
  readonly place: PlacedBody;
  readonly type: string;
  readonly label: string;
  /** `[0]` where the block counts itself. */
  readonly suffix: string;
  readonly counted: Counted | null;
}

/** By what a block makes several of itself, and how one of them is named from a block that does the same. */
interface Counted {
  readonly by: 'count' | 'for_each';
  readonly text: string;
  readonly index: string;
}

/** A change, and the file that it is of. */
export interface PlacedChange {
  readonly file: string;
  readonly change: Change;
}

/** Names, adds and removes whole resources. */
export class ResourceWriter {
  private readonly labels = new Map<ResourceId, string>();

  constructor(
    private readonly reading: TerraformReading,
    private readonly graph: Graph,
    private readonly drafts: Drafts,
    private readonly texts: FileTexts,
  ) {
    const taken = new Set(reading.resources.keys());
    const chosen = new Map<string, string>();
    for (const added of drafts.added.values()) {
      const beside = this.besideOf(added);
      const type = terraformType(added.type);
      if (beside === undefined || type === null)
        throw new Obstacle('notExpressible', `Terraform has no resource for a ${added.type}`);
      const { label, place } = this.declared(beside);
      // What is declared once and instantiated several times is added once.
      const key = `${place.file.file}|${String(place.base)}|${type}|${added.nameHint}`;
      const known = chosen.get(key) ?? free(taken, type, this.isOnlyOne(added) ? label : snake(added.nameHint));
      chosen.set(key, known);
      taken.add(`${type}.${known}`);
      this.labels.set(added.id, known);
    }
  }

  private isOnlyOne(added: NewResource): boolean {
    const beside = this.besideOf(added);
    const alike = [...this.drafts.added.values()].filter(
      (each) => each.type === added.type && this.besideOf(each) === beside,
    );
    return alike.length === 1;
  }

  /** The written resource that a new one stands next to, though it be next to another new one. */
  private besideOf(added: NewResource): Resource | undefined {
    let beside = added.beside;
    for (let left = this.drafts.added.size; left > 0; left--) beside = this.drafts.added.get(beside)?.beside ?? beside;
    return this.graph.resources.get(beside);
  }

  private declared(resource: Resource): Declared {
    const file = this.texts.get(resource.declaration.file);
    const place = file.blockAt(resource.declaration.start);
    const [type, label] = place.block.labels.map((each) => each.text);
    if (type === undefined || label === undefined) throw new Obstacle('notExpressible', 'the resource has no name');
    const suffix = /\[[^\]]*\]$/.exec(resource.logicalName)?.[0] ?? '';
    return { place, type, label, suffix, counted: countedBy(place) };
  }

  /** `within` is what a block is made as often as. */
  rendering(newline: string, within: Declared | null = null): Rendering {
    return {
      newline,
      referenceTo: (id, attribute) => `${this.address(id, within)}.${this.attribute(id, attribute)}`,
    };
  }

  private address(id: ResourceId, within: Declared | null): string {
    const added = this.drafts.added.get(id);
    if (added !== undefined) {
      const beside = this.besideOf(added);
      const suffix = beside === undefined ? '' : indexIn(this.declared(beside), within);
      return `${terraformType(added.type) ?? ''}.${this.labels.get(id) ?? ''}${suffix}`;
    }
    const resource = this.graph.resources.get(id);
    if (resource === undefined) throw new Obstacle('notExpressible', 'what it refers to is not in sight');
    const declared = this.declared(resource);
    return `${declared.type}.${declared.label}${indexIn(declared, within)}`;
  }

  private attribute(id: ResourceId, attribute: string): string {
    const type = this.drafts.added.get(id)?.type ?? this.graph.resources.get(id)?.type;
    if (type === undefined || attribute === 'Ref' || attribute === 'Arn') return 'arn';
    const words = WORDS[terraformType(type) ?? ''] ?? {};
    return fromApi(words, attribute === 'Name' ? nameProperty(type) : attribute);
  }

  /** New blocks, each behind the one that it stands next to. */
  added(): PlacedChange[] {
    const found = new Map<string, PlacedChange>();
    for (const added of this.drafts.added.values()) {
      const beside = this.besideOf(added);
      if (beside === undefined) continue;
      const type = terraformType(added.type) ?? '';
      const { suffix } = this.declared(beside);
      if (suffix !== '' && suffix !== '[0]')
        throw new Obstacle('notExpressible', 'the resource beside it is declared several times by a loop');
      const written = this.blockBehind(
        beside,
        type,
        this.labels.get(added.id) ?? '',
        this.properties(added),
        WORDS[type] ?? {},
      );
      found.set(`${written.file}\n${String(written.change.start)}\n${written.change.text}`, written);
    }
    return [...found.values()];
  }

  /** A property that a resource of its own says, behind the one that it belongs to. */
  part(resource: Resource, property: string, plain: Plain): PlacedChange {
    const [type, words] = partType(resource.type, property) ?? [];
    if (type === undefined || words === undefined || typeof plain !== 'object' || !('properties' in plain))
      throw new Obstacle('notExpressible', `${property} is a resource of its own in Terraform`);
    const by = toApi(words, words.by);
    const properties = {
      [by]: { reference: resource.id, attribute: nameProperty(resource.type) },
      ...inTerraformForm(plain.properties),
    };
    const label = free(new Set(this.reading.resources.keys()), type, this.declared(resource).label);
    const written = this.blockBehind(resource, type, label, properties, words);
    this.refusePartly(resource, property);
    return written;
  }

  /** Throws where others that the same block makes would get what they are not to have. */
  private refusePartly({ declaredAs }: Resource, property: string): void {
    if (declaredAs === undefined) return;
    for (const [id, other] of this.graph.resources) {
      const draft = other.declaredAs === declaredAs ? this.drafts.changed.get(id) : undefined;
      const changes = draft?.kind === 'entries' ? draft.changes : null;
      if (other.declaredAs === declaredAs && changes?.has(property) !== true)
        throw new Obstacle('sharedValue', `${other.logicalName} is made by the same block`);
    }
  }

  private blockBehind(
    beside: Resource,
    type: string,
    label: string,
    properties: { readonly [name: string]: Plain },
    words: Words,
  ): PlacedChange {
    const declared = this.declared(beside);
    const { place, counted } = declared;
    const { file, base, block } = place;
    if (counted?.text.includes('\n') === true)
      throw new Obstacle('notExpressible', 'what the resource beside it is made for would stand there twice');
    const head = headOf(place);
    const lines = [
      `resource "${type}" "${label}" {`,
      ...(head.length === 0 ? [] : [...head, '']),
      ...bodyLines(properties, words, '  ', this.rendering(file.newline, declared)),
      '}',
    ];
    const at = base + block.span.end;
    const text = `${file.newline}${file.newline}${lines.join(file.newline)}`;
    return { file: file.file, change: { start: at, end: at, text } };
  }

  /** The properties of a new resource in the form that Terraform has for them. */
  private properties(added: NewResource): { readonly [name: string]: Plain } {
    const properties: Record<string, Plain> = {};
    for (const [key, plain] of Object.entries(added.properties)) {
      if (key === 'ScalingTarget' && typeof plain === 'object' && 'reference' in plain)
        for (const part of ['ResourceId', 'ScalableDimension', 'ServiceNamespace'])
          properties[part] = { reference: plain.reference, attribute: part };
      else properties[key] = key === 'Dimensions' && added.type === 'Alarm' ? dimensionMap(plain) : plain;
    }
    const fixed = WORDS[terraformType(added.type) ?? '']?.fixed ?? {};
    return {
      ...properties,
      ...Object.fromEntries(Object.entries(fixed).map(([name, value]) => [apiName(name), value])),
    };
  }

  /** Blocks that go, with the blank line before them. */
  removed(): PlacedChange[] {
    const gone = [...this.drafts.removed].flatMap((id) => this.graph.resources.get(id) ?? []);
    return gone.map((resource) => {
      const { place, type, label, suffix } = this.declared(resource);
      const { file, base, block } = place;
      if (!this.texts.isOwn(file.file) || (suffix !== '' && suffix !== '[0]'))
        throw new Obstacle('notExpressible', `${resource.logicalName} is declared several times`);
      this.refuseNamed(`${type}.${label}`, gone);
      const start = lineStart(file.text, base + block.span.start);
      const end = nextLine(file.text, base + block.span.end);
      const before = lineStart(file.text, Math.max(0, start - 1));
      const blank = start > 0 && file.text.slice(before, start).trim() === '';
      // With the first block of a file the blank line goes that follows it.
      const after = nextLine(file.text, end);
      const isFollowed = start === 0 && end < file.text.length && file.text.slice(end, after).trim() === '';
      return { file: file.file, change: { start: blank ? before : start, end: isFollowed ? after : end, text: '' } };
    });
  }

  /** Throws where something that stays names a resource that goes. */
  private refuseNamed(name: string, gone: readonly Resource[]): void {
    for (const placed of this.reading.parts.flatMap((part) => part.chunks)) {
      const { base, file } = siteOf(placed);
      const goes = gone.some(({ declaration }) => declaration.file === file && declaration.start === base);
      if (!goes && placed.chunk.mentions.some((mention) => mention.name === name))
        throw new Obstacle(
          'notExpressible',
          `${placed.chunk.keyword} ${placed.chunk.labels.join('.')} names ${name}, which would go`,
        );
    }
  }
}

function countedBy({ file, base, block }: PlacedBody): Counted | null {
  for (const [by, index] of [
    ['for_each', '[each.key]'],
    ['count', '[count.index]'],
  ] as const) {
    const written = attributeOf(block.body, by)?.value;
    if (written === undefined) continue;
    const text = file.text.slice(base + written.span.start, base + written.span.end);
    return { by, text, index: AT_MOST_ONE.test(text) ? '[0]' : index };
  }
  return null;
}

/** What a block takes over from the one that it belongs to: how often it is made, and in which account and Region. */
function headOf({ file, base, block }: PlacedBody): string[] {
  const lines = ['for_each', 'count', 'provider', 'region'].flatMap((name) => {
    const span = attributeOf(block.body, name)?.value.span;
    return span === undefined ? [] : [{ name, value: file.text.slice(base + span.start, base + span.end), note: '' }];
  });
  return alignedLines(lines, '  ');
}

/** A `count` that makes one or none. */
const AT_MOST_ONE = /^(?:1|[^?]*\? *(?:1 *: *0|0 *: *1))$/;

/** The index of a resource in a block that is made as often as another resource. */
function indexIn(declared: Declared, within: Declared | null): string {
  const { place, suffix, counted } = declared;
  const isAlike = within?.place.file.file === place.file.file && within.place.base === place.base;
  if (isAlike && counted !== null) return counted.index;
  if (suffix === '[*]') throw new Obstacle('notExpressible', `which ${declared.label} it is can't be told here`);
  return suffix;
}

function apiName(name: string): string {
  return name === 'service_namespace' ? 'ServiceNamespace' : name;
}

function free(taken: ReadonlySet<string>, type: string, label: string): string {
  if (!taken.has(`${type}.${label}`)) return label;
  for (let count = 2; ; count += 1)
    if (!taken.has(`${type}.${label}_${String(count)}`)) return `${label}_${String(count)}`;
}

/** `[{Name, Value}]` is a map in Terraform. */
function dimensionMap(plain: Plain): Plain {
  if (typeof plain !== 'object' || !('items' in plain)) return plain;
  const properties: Record<string, Plain> = {};
  for (const item of plain.items) {
    const dimension = typeof item === 'object' && 'properties' in item ? item.properties : {};
    const { Name: name, Value: value } = dimension;
    if (typeof name === 'string' && value !== undefined) properties[name] = value;
  }
  return { properties };
}
