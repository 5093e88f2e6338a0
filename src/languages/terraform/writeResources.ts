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
import { bodyLines, type Rendering } from './writeHcl';
import type { FileTexts, PlacedBody } from './writeText';

/** The block of a resource that stands in the text, and how it is called there. */
interface Declared {
  readonly place: PlacedBody;
  readonly type: string;
  readonly label: string;
  /** `[0]` where the block counts itself. */
  readonly suffix: string;
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
    return { place, type, label, suffix };
  }

  rendering(newline: string): Rendering {
    return { newline, referenceTo: (id, attribute) => `${this.address(id)}.${this.attribute(id, attribute)}` };
  }

  private address(id: ResourceId): string {
    const added = this.drafts.added.get(id);
    if (added !== undefined) {
      const beside = this.besideOf(added);
      const suffix = beside === undefined ? '' : this.declared(beside).suffix;
      return `${terraformType(added.type) ?? ''}.${this.labels.get(id) ?? ''}${suffix}`;
    }
    const resource = this.graph.resources.get(id);
    if (resource === undefined) throw new Obstacle('notExpressible', 'what it refers to is not in sight');
    const { type, label, suffix } = this.declared(resource);
    return `${type}.${label}${suffix}`;
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
    return this.blockBehind(resource, type, label, properties, words);
  }

  private blockBehind(
    beside: Resource,
    type: string,
    label: string,
    properties: { readonly [name: string]: Plain },
    words: Words,
  ): PlacedChange {
    const { place, suffix } = this.declared(beside);
    const { file, base, block } = place;
    const count = attributeOf(block.body, 'count')?.value;
    if (attributeOf(block.body, 'for_each') !== undefined || (suffix !== '' && suffix !== '[0]'))
      throw new Obstacle('notExpressible', 'the resource beside it is declared several times by a loop');
    const head =
      count === undefined ? [] : [`  count = ${file.text.slice(base + count.span.start, base + count.span.end)}`, ''];
    const lines = [
      `resource "${type}" "${label}" {`,
      ...head,
      ...bodyLines(properties, words, '  ', this.rendering(file.newline)),
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
