import { namedByText } from '../../model/apply';
import type { Graph } from '../../model/graph';
import { nameProperty } from '../../model/graph';
import type { RefusalReason } from '../../model/language';
import type { NewResource, Op, Plain } from '../../model/operation';
import type { ListValue, ObjectValue, Path, ResourceId, Value } from '../../model/value';
import { ABSENT } from '../../model/value';

/** Stops the writing of a change that can't be written. */
export class Obstacle extends Error {
  constructor(
    readonly reason: RefusalReason,
    readonly why: string,
  ) {
    super(why);
  }
}

/** What becomes of a value once all ops are done. */
export type Draft =
  | { readonly kind: 'kept' }
  | { readonly kind: 'removed' }
  /** `renames`: a name that may have to change inside a text with references. */
  | { readonly kind: 'new'; readonly plain: Plain; readonly renames: boolean }
  /** `changes` holds the entries that don't stay as they are. */
  | { readonly kind: 'entries'; readonly of: ObjectValue; readonly changes: ReadonlyMap<string, Draft> }
  | { readonly kind: 'items'; readonly of: ListValue; readonly items: readonly ItemDraft[] };

export interface ItemDraft {
  /** The index that the item has now; null for a new one. */
  readonly from: number | null;
  readonly draft: Draft;
}

/** What becomes of a graph once all ops are done. */
export interface Drafts {
  readonly changed: ReadonlyMap<ResourceId, Draft>;
  readonly added: ReadonlyMap<ResourceId, NewResource>;
  readonly removed: ReadonlySet<ResourceId>;
}

const KEPT: Draft = { kind: 'kept' };

/** All ops as one change, so that each text is edited once. Throws an `Obstacle` where an op leads through the unknown. */
export function draftsOf(graph: Graph, ops: readonly Op[]): Drafts {
  const changed = new Map<ResourceId, Draft>();
  const added = new Map<ResourceId, NewResource>();
  const removed = new Set<ResourceId>();
  const change = (id: ResourceId, path: Path, plain: Plain | null, renames = false): void => {
    const fresh = added.get(id);
    if (fresh !== undefined) {
      const whole = plainWith({ properties: fresh.properties }, path, plain);
      const properties = typeof whole === 'object' && whole !== null && 'properties' in whole ? whole.properties : {};
      added.set(id, { ...fresh, properties });
      return;
    }
    const resource = graph.resources.get(id);
    if (resource === undefined || removed.has(id)) return;
    changed.set(id, changedDraft(changed.get(id) ?? KEPT, resource.properties, path, plain, renames));
  };
  for (const op of ops) {
    switch (op.op) {
      case 'set':
        change(op.resource, op.path, op.value);
        break;
      case 'unset':
        change(op.resource, op.path, null);
        break;
      case 'add':
        added.set(op.resource.id, op.resource);
        break;
      case 'remove':
        if (!added.delete(op.resource) && graph.resources.has(op.resource)) removed.add(op.resource);
        changed.delete(op.resource);
        break;
      case 'rename': {
        const resource = graph.resources.get(op.resource);
        if (resource === undefined) break;
        change(op.resource, [nameProperty(resource.type)], op.name, true);
        for (const each of namedByText(graph, resource, op.name)) change(each.resource, each.path, each.text, true);
        break;
      }
      case 'delete':
        throw new Obstacle('notExpressible', 'a template keeps up what it declares, and has no call that deletes it');
    }
  }
  return { changed, added, removed };
}

function changedDraft(draft: Draft, value: Value, path: Path, plain: Plain | null, renames: boolean): Draft {
  const [step, ...rest] = path;
  if (step === undefined) return plain === null ? { kind: 'removed' } : { kind: 'new', plain, renames };
  switch (draft.kind) {
    case 'new':
      return { ...draft, plain: plainWith(draft.plain, path, plain) ?? draft.plain };
    case 'removed':
      return plain === null ? draft : { kind: 'new', plain: plainWith(null, path, plain) ?? plain, renames };
    case 'items':
    case 'entries':
    case 'kept':
      return typeof step === 'string'
        ? changedEntry(draft, value, step, rest, plain, renames)
        : changedItem(draft, value, step, rest, plain, renames);
  }
}

function changedEntry(
  draft: Draft,
  value: Value,
  step: string,
  rest: Path,
  plain: Plain | null,
  renames: boolean,
): Draft {
  if (value.kind !== 'object') return throughNothing(value, [step, ...rest], plain, renames);
  const before = draft.kind === 'entries' ? draft.changes : new Map<string, Draft>();
  const present = value.entries.get(step)?.value ?? ABSENT;
  const entry = before.get(step) ?? KEPT;
  if (plain === null && entry.kind === 'kept' && present.kind === 'absent') return draft;
  const after = changedDraft(entry, present, rest, plain, renames);
  return { kind: 'entries', of: value, changes: new Map([...before, [step, after]]) };
}

function changedItem(
  draft: Draft,
  value: Value,
  step: number,
  rest: Path,
  plain: Plain | null,
  renames: boolean,
): Draft {
  if (value.kind !== 'list') return throughNothing(value, [step, ...rest], plain, renames);
  const before: readonly ItemDraft[] =
    draft.kind === 'items' ? draft.items : value.items.map((_, index) => ({ from: index, draft: KEPT }));
  const item = before[step] ?? { from: null, draft: { kind: 'removed' } as const };
  const present = (item.from === null ? undefined : value.items[item.from]) ?? ABSENT;
  const after = changedDraft(item.draft, present, rest, plain, renames);
  const items = before.slice();
  if (after.kind === 'removed') items.splice(step, 1);
  else items[Math.min(step, items.length)] = { ...item, draft: after };
  return { kind: 'items', of: value, items };
}

/** A path that leads on from a value that holds nothing: it is made, unless something unknown stands there. */
function throughNothing(value: Value, path: Path, plain: Plain | null, renames: boolean): Draft {
  if (value.kind !== 'absent') throw obstacleOf(value, String(path[0]));
  return plain === null ? KEPT : { kind: 'new', plain: plainWith(null, path, plain) ?? plain, renames };
}

/** Why a value can't be changed part by part. */
export function obstacleOf(value: Value, name: string): Obstacle {
  switch (value.kind) {
    case 'unresolved':
      return new Obstacle('unresolved', `${value.decidedBy ?? value.why} decides ${name}, and it is not known here`);
    case 'oneOf':
      return new Obstacle('notExpressible', `the condition ${value.condition} decides ${name}`);
    case 'scalar':
    case 'absent':
    case 'reference':
    case 'interpolation':
    case 'list':
    case 'object':
      return new Obstacle('notExpressible', `${name} can't be changed here`);
  }
}

/** A plain value in which the value at a path is another one; null takes it out. */
function plainWith(root: Plain | null, path: Path, plain: Plain | null): Plain | null {
  const [step, ...rest] = path;
  if (step === undefined || (root === null && plain === null)) return plain;
  if (typeof step === 'string') {
    const properties = typeof root === 'object' && root !== null && 'properties' in root ? { ...root.properties } : {};
    const after = plainWith(properties[step] ?? null, rest, plain);
    return { properties: Object.fromEntries(Object.entries({ ...properties, [step]: after }).flatMap(present)) };
  }
  const items = typeof root === 'object' && root !== null && 'items' in root ? [...root.items] : [];
  const after = plainWith(items[step] ?? null, rest, plain);
  if (after === null) items.splice(step, 1);
  else items[step] = after;
  return { items };
}

function present([key, plain]: [string, Plain | null]): [string, Plain][] {
  return plain === null ? [] : [[key, plain]];
}
