import type { Graph } from '../../model/graph';
import type { NewResource, Plain } from '../../model/operation';
import type { ResourceId } from '../../model/value';
import type { CloudFormationReading } from './reading';
import { toCloudFormation, wordsFor } from './vocabulary';
import type { Addition } from './writeContainer';
import { conditionFor } from './writeConditions';
import { changeItems, insertion, removals } from './writeContainer';
import type { Drafts } from './writeDraft';
import { Obstacle } from './writeDraft';
import type { Container, Item } from './writeItems';
import type { Change } from './writeLines';
import { lineStart, restOfLine } from './writeLines';
import type { Note, Rendering } from './writePlain';
import { notesIn } from './writePlain';
import type { TemplateText } from './writeTemplate';
import { itemNamed } from './writeTemplate';

/** Logical names for resources that a change adds: of letters and digits, and not taken by anything in the template. */
export function namesOfAdded(
  reading: CloudFormationReading,
  template: TemplateText,
  drafts: Drafts,
): Map<ResourceId, string> {
  const taken = new Set<string>([
    ...(template.resources?.items.flatMap((item) => (item.key === null ? [] : [item.key])) ?? []),
    ...reading.parameters.keys(),
    ...reading.conditions.keys(),
    ...reading.mappings.keys(),
  ]);
  const names = new Map<ResourceId, string>();
  for (const added of drafts.added.values()) {
    const base = logicalName(added.nameHint) || added.type;
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}${count}`;
    taken.add(name);
    names.set(added.id, name);
  }
  return names;
}

function logicalName(hint: string): string {
  const words = hint.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The changes that put resources into the template, each behind the one that it stands beside. */
export function addResources(
  reading: CloudFormationReading,
  template: TemplateText,
  graph: Graph,
  drafts: Drafts,
  rendering: Rendering,
): Change[] {
  const { text, resources } = template;
  if (drafts.added.size === 0) return [];
  if (resources === null)
    throw new Obstacle('notExpressible', 'the template has no resource to put another one beside');
  const removed = removedItems(template, graph, drafts);
  const behind = new Map<Item, Addition[]>();
  for (const added of drafts.added.values()) {
    const beside = besideOf(template, graph, drafts, added);
    const place = staying(resources, beside, removed);
    const condition = conditionOfAdded(reading, template, graph, drafts, added, beside);
    const asBlock = resources.style === 'block';
    const plain = plainOf(added, condition, asBlock);
    behind.set(place, [...(behind.get(place) ?? []), { key: rendering.nameOf(added.id), plain }]);
  }
  const apart = standApart(text, resources);
  return [...behind].map(([place, additions]) => insertion(text, resources, place, additions, rendering, apart));
}

/** Whether blank lines stand between the resources. */
function standApart(text: string, resources: Container): boolean {
  const { items } = resources;
  if (items.length < 2) return resources.style === 'block';
  return items.some((item, index) => {
    const next = items[index + 1];
    return next !== undefined && /\n[ \t]*\r?\n/.test(text.slice(item.end, next.start));
  });
}

function besideOf(template: TemplateText, graph: Graph, drafts: Drafts, added: NewResource): Item | null {
  let id = added.beside;
  const passed = new Set<ResourceId>();
  for (let other = drafts.added.get(id); other !== undefined && !passed.has(id); other = drafts.added.get(id)) {
    passed.add(id);
    id = other.beside;
  }
  const resource = graph.resources.get(id);
  return resource === undefined ? null : template.entryOf(resource);
}

/** The item itself, or the nearest one that stays where it goes. */
function staying(resources: Container, item: Item | null, removed: ReadonlySet<Item>): Item {
  const { items } = resources;
  const at = item === null ? items.length - 1 : items.indexOf(item);
  const found =
    items.findLast((each, index) => index <= at && !removed.has(each)) ?? items.find((each) => !removed.has(each));
  if (found === undefined) throw new Obstacle('notExpressible', 'no resource of the template would stay');
  return found;
}

/** What is added for a resource is made under the same condition, or under the one that decides what it is for. */
function conditionOfAdded(
  reading: CloudFormationReading,
  template: TemplateText,
  graph: Graph,
  drafts: Drafts,
  added: NewResource,
  beside: Item | null,
): string | null {
  const own = beside === null ? null : conditionOf(template, beside);
  const needed = conditionFor(reading, template, graph, drafts, added);
  if (own !== null && needed !== null && own !== needed)
    throw new Obstacle('notExpressible', `both ${own} and ${needed} would have to hold`);
  return needed ?? own;
}

/** The condition that a resource is made under. */
function conditionOf(template: TemplateText, item: Item): string | null {
  const condition = itemNamed(template.inside(item), 'Condition');
  if (condition === null) return null;
  return template.text.slice(condition.value.start, condition.value.end).replace(/^(["'])(.*)\1$/, '$2');
}

function plainOf(added: NewResource, condition: string | null, asBlock: boolean): Plain {
  const words = wordsFor(added.type);
  if (words === null) throw new Obstacle('notExpressible', 'CloudFormation has no resource for a transform job');
  const named = Object.entries(added.properties).map(([key, plain]) => [toCloudFormation(added.type, key), plain]);
  const properties = { ...words.fixed, ...(Object.fromEntries(named) as Record<string, Plain>) };
  // Only a block's line can carry a comment of its own.
  const notes = asBlock ? [] : notesIn({ properties });
  return {
    properties: {
      Type: words.type,
      ...(condition === null ? {} : { Condition: condition }),
      ...(notes.length === 0 ? {} : { Metadata: { properties: { sagegreen: placeholders(notes) } } }),
      ...(Object.keys(properties).length === 0 ? {} : { Properties: { properties } }),
    },
  };
}

/** Where a text can't carry comments, the notes of its placeholders stand in the resource's metadata, by path. */
export function placeholders(notes: readonly Note[]): Plain {
  return {
    properties: {
      placeholders: { properties: Object.fromEntries(notes.map((note) => [note.path.join('.'), note.text])) },
    },
  };
}

export function removedItems(template: TemplateText, graph: Graph, drafts: Drafts): Set<Item> {
  const items = new Set<Item>();
  for (const id of drafts.removed) {
    const resource = graph.resources.get(id);
    if (resource !== undefined) items.add(template.entryOf(resource));
  }
  return items;
}

/** The changes that take resources out, with the orders of creation (`DependsOn`) that name them. */
export function removeResources(template: TemplateText, graph: Graph, drafts: Drafts, rendering: Rendering): Change[] {
  const { text, resources } = template;
  const removed = removedItems(template, graph, drafts);
  if (resources === null || removed.size === 0) return [];
  if (removed.size === resources.items.length)
    throw new Obstacle('notExpressible', 'a template needs at least one resource');
  const changes = removals(text, resources, removed).map((change) =>
    resources.style === 'block' ? withBlankLines(text, change) : change,
  );
  for (const gone of removed) {
    const name = gone.key ?? '';
    const orders = resources.items
      .filter((item) => !removed.has(item) && text.slice(item.start, item.end).includes(name))
      .flatMap((item) => dependsOn(template, item, new Set([...removed].map((each) => each.key ?? '')), rendering));
    // Several of the removed resources may stand in one list: it is changed once.
    for (const order of orders) if (!changes.some((change) => change.start === order.start)) changes.push(order);
    refuseReferences(text, name, [...removed], orders);
  }
  return changes;
}

/** A block that goes takes the blank lines before it along, where blank lines or nothing follow. */
function withBlankLines(text: string, change: Change): Change {
  if (change.end < text.length && restOfLine(text, change.end) !== 'blank') return change;
  let { start } = change;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (restOfLine(text, above) !== 'blank') break;
    start = above;
  }
  return { ...change, start };
}

function dependsOn(template: TemplateText, item: Item, gone: ReadonlySet<string>, rendering: Rendering): Change[] {
  const { text } = template;
  const block = template.inside(item);
  const order = block.kind === 'mapping' ? itemNamed(block, 'DependsOn') : null;
  if (order === null) return [];
  const isGone = (each: Item): boolean =>
    gone.has(text.slice(each.value.start, each.value.end).replace(/^(["'])(.*)\1$/, '$2'));
  const value = template.inside(order);
  const going = value.kind === 'list' ? value.items.filter(isGone) : isGone(order) ? [order] : [];
  if (going.length === 0) return [];
  const all = value.kind !== 'list' || going.length === value.items.length;
  const [from, what] = all ? [block, [order]] : [value, going];
  return changeItems(text, from, { removed: new Set(what), additions: [] }, rendering);
}

/** Throws where something that stays still refers to a resource by its logical name. */
function refuseReferences(text: string, name: string, removed: readonly Item[], orders: readonly Change[]): void {
  const gone = [...removed.map((item) => ({ start: item.start, end: item.extent })), ...orders];
  const reference = new RegExp(
    [
      `!Ref\\s+["']?${name}(?![\\w:.-])`,
      `\\bRef["']?\\s*:\\s*["']?${name}(?![\\w:.-])`,
      `!GetAtt\\s+["']?${name}\\.`,
      `!GetAtt\\s*(?:\\[|-)\\s*["']?${name}["']?\\s*[,\\r\\n]`,
      `Fn::GetAtt["']?\\s*:\\s*(?:\\[\\s*|-\\s*)?["']?${name}(?:\\.|["']?\\s*[,\\r\\n])`,
      `\\$\\{${name}(?:\\.[\\w.]+)?\\}`,
    ].join('|'),
    'g',
  );
  for (const match of text.matchAll(reference)) {
    const at = match.index;
    const inComment = /(?:^|\s)#/.test(text.slice(lineStart(text, at), at));
    if (inComment || gone.some((span) => span.start <= at && at < span.end)) continue;
    throw new Obstacle('notExpressible', `${name} is still referred to elsewhere in the template`);
  }
}
