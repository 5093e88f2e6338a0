import type { Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Entry, Path, Value } from '../../model/value';
import { usedAt } from '../../model/value';
import { toCloudFormation } from './vocabulary';
import type { Addition } from './writeContainer';
import { changeItems } from './writeContainer';
import type { Draft } from './writeDraft';
import { Obstacle } from './writeDraft';
import type { Container, Item } from './writeItems';
import { containerAt } from './writeItems';
import { notesIn } from './writePlain';
import { placeholders } from './writeResources';
import { isEmpty, itemAround, itemNamed } from './writeTemplate';
import type { Holder, ValueWriter } from './writeValues';
import { cantChange, NOTHING } from './writeValues';

/** Writes what becomes of the properties of resources, as changes of the template and of files beside it. */
export class PropertyWriter {
  constructor(private readonly values: ValueWriter) {}

  resource(resource: Resource, draft: Draft): void {
    const { template } = this.values;
    const block = template.inside(template.entryOf(resource));
    if (block.kind !== 'mapping' || draft.kind !== 'entries') throw cantChange(resource.logicalName);
    const properties = itemNamed(block, 'Properties');
    this.values.notes = [];
    if (properties === null) this.#properties(resource, draft, block);
    else if (isEmpty(properties))
      throw new Obstacle('unresolved', `the properties of ${resource.logicalName} are not written yet`);
    else this.#entries(draft, { item: properties, container: block, path: [], inBranch: false }, resource);
    if (this.values.notes.length > 0) this.#describe(block);
  }

  /** A resource without properties gets all that it needs at once. */
  #properties(resource: Resource, draft: Extract<Draft, { kind: 'entries' }>, block: Container): void {
    const members = [...draft.changes].flatMap(([key, change]): [string, Plain][] =>
      change.kind === 'new' ? [[toCloudFormation(resource.type, key), change.plain]] : [],
    );
    if (members.length === 0) return;
    this.values.forAll = true;
    const plain: Plain = { properties: Object.fromEntries(members) };
    this.#items(block, new Set(), [{ key: 'Properties', plain }], []);
  }

  #entries(draft: Extract<Draft, { kind: 'entries' }>, holder: Holder, resource: Resource | null): void {
    const { container, inner } = this.#inside(draft.of.origin, holder, 'mapping');
    const removed = new Set<Item>();
    const additions: Addition[] = [];
    for (const [key, change] of draft.changes) {
      const name = resource === null ? key : toCloudFormation(resource.type, key);
      const entry = draft.of.entries.get(key);
      const item = entry === undefined ? null : this.#itemOf(container, entry.keyOrigin);
      const at: Holder | null = item === null ? null : { ...inner, item, path: [...inner.path, name] };
      if (at !== null && entry !== undefined) {
        if (this.#changed(change, at, entry.value, name)) removed.add(at.item);
      } else if (change.kind === 'new') additions.push({ key: name, plain: change.plain });
      else if (change.kind !== 'kept' && entry !== undefined) throw sharedEntry(entry);
    }
    this.#finish(holder, container, inner, removed, additions);
  }

  #listItems(draft: Extract<Draft, { kind: 'items' }>, holder: Holder): void {
    const { container, inner } = this.#inside(draft.of.origin, holder, 'list');
    const removed = new Set<Item>();
    const additions: Addition[] = [];
    const kept = new Map(draft.items.flatMap((item) => (item.from === null ? [] : [[item.from, item.draft] as const])));
    draft.of.items.forEach((value, index) => {
      const place = usedAt(value);
      const item = place === null ? null : this.#itemOf(container, place);
      const change = kept.get(index) ?? ({ kind: 'removed' } as const);
      if (change.kind === 'kept') return;
      if (item === null) throw new Obstacle('notExpressible', 'an item of the list is written elsewhere');
      const at: Holder = { ...inner, item, path: [...inner.path, index] };
      if (this.#changed(change, at, value, `item ${index + 1}`)) removed.add(item);
    });
    for (const { from, draft: change } of draft.items)
      if (from === null && change.kind === 'new') additions.push({ key: null, plain: change.plain });
    this.#finish(holder, container, inner, removed, additions);
  }

  /** The collection of a holder as it is written; refuses where it is written elsewhere. */
  #inside(
    origin: Origin,
    holder: Holder,
    kind: Container['kind'],
  ): { readonly container: Container; readonly inner: Holder } {
    const { value } = holder.item;
    if (origin.file !== this.values.file || origin.start < value.start || origin.start >= value.end)
      throw new Obstacle('sharedValue', 'what would have to change is written elsewhere, for others too');
    const container = containerAt(this.values.template.text, origin.start);
    if (container.kind !== kind)
      throw new Obstacle('notExpressible', 'a condition or a transform decides the properties');
    const inBranch = holder.inBranch || !this.values.isWhole(holder.item, origin);
    return { container, inner: { ...holder, container, inBranch } };
  }

  #itemOf(container: Container, origin: Origin): Item | null {
    return origin.file === this.values.file ? itemAround(container, origin.start) : null;
  }

  /** Writes one change; answers whether the item goes. */
  #changed(change: Draft, holder: Holder, value: Value, name: string): boolean {
    switch (change.kind) {
      case 'kept':
        return false;
      case 'removed':
        return this.#removed(holder, value);
      case 'new':
        this.values.value(holder, value, change.plain, change.renames, name);
        return false;
      case 'entries':
        this.#entries(change, holder, null);
        return false;
      case 'items':
        this.#listItems(change, holder);
        return false;
    }
  }

  /** In a branch of a condition nothing stands for what goes, so that the other branch keeps its value. */
  #removed(holder: Holder, value: Value): boolean {
    const place = this.values.placeOf(value);
    if (place === null || this.values.isWhole(holder.item, place)) {
      this.values.count(holder.inBranch);
      return true;
    }
    this.values.branch(holder, place, NOTHING);
    return false;
  }

  #finish(
    holder: Holder,
    container: Container,
    inner: Holder,
    removed: ReadonlySet<Item>,
    additions: readonly Addition[],
  ): void {
    if (removed.size === 0 && additions.length === 0) return;
    if (additions.length > 0) this.values.count(inner.inBranch);
    if (removed.size < container.items.length) {
      this.#items(container, removed, additions, inner.path);
      return;
    }
    const plain = collection(container, additions);
    if (this.values.isWhole(holder.item, container.span)) this.values.whole(holder, plain);
    else this.values.branch(inner, container.span, plain);
  }

  #items(container: Container, removed: ReadonlySet<Item>, additions: readonly Addition[], path: Path): void {
    const rendering = this.values.renderingIn(container);
    this.values.changes.push(...changeItems(this.values.template.text, container, { removed, additions }, rendering));
    const last = container.items.findLast((item) => removed.has(item)) ?? container.items.at(-1);
    const notes = additions.flatMap(({ key, plain }) => notesIn(plain, key === null ? path : [...path, key]));
    if (container.style === 'flow' && last !== undefined) this.values.note(last.end, notes);
    else if (this.values.rendering.style.json) this.values.notes.push(...notes);
  }

  #describe(block: Container): void {
    const notes = this.values.notes.map((note) => ({
      ...note,
      path: note.path.filter((step) => step !== 'Properties'),
    }));
    this.#put(block, 'Metadata', { properties: { sagegreen: placeholders(notes) } });
  }

  /** Puts an object into a mapping; what is there already stays, unless it has the same name. */
  #put(container: Container, key: string, plain: Plain): void {
    const item = itemNamed(container, key);
    const within = item === null || isEmpty(item) ? null : this.values.template.inside(item);
    if (typeof plain === 'object' && 'properties' in plain && within !== null && within.items.length > 0) {
      for (const [name, value] of Object.entries(plain.properties)) this.#put(within, name, value);
      return;
    }
    if (item === null) this.#items(container, new Set(), [{ key, plain }], []);
    else this.values.whole({ item, container, path: [], inBranch: false }, plain);
  }
}

function collection(container: Container, additions: readonly Addition[]): Plain {
  if (container.kind === 'list') return { items: additions.map(({ plain }) => plain) };
  return { properties: Object.fromEntries(additions.map(({ key, plain }) => [key ?? '', plain])) };
}

function sharedEntry(entry: Entry): Obstacle {
  return new Obstacle('sharedValue', `${entry.key} is written elsewhere, for others too`);
}
