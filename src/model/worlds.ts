import { conditionsIn, existsIn } from './existence';
import type { Graph } from './graph';
import { oncePer } from './once';
import type { Resource } from './resource';
import type { Entry, ObjectValue, Value } from './value';

/** The branch taken at each undecided condition. */
export type World = ReadonlyMap<string, number>;

const MOST_WORLDS = 16;

function gather(value: Value, found: Map<string, number>): void {
  switch (value.kind) {
    case 'oneOf':
      found.set(value.condition, Math.max(found.get(value.condition) ?? 0, value.branches.length));
      value.branches.forEach((branch) => {
        gather(branch, found);
      });
      return;
    case 'list':
      value.items.forEach((item) => {
        gather(item, found);
      });
      return;
    case 'object':
      value.entries.forEach((entry) => {
        gather(entry.value, found);
      });
      return;
    case 'interpolation':
      value.parts.forEach((part) => {
        gather(part, found);
      });
      return;
    case 'scalar':
    case 'absent':
    case 'unresolved':
    case 'reference':
      return;
  }
}

/**
 * Every way the undecided conditions of some resources can turn out. One empty world where there are none; null where
 * there are too many to judge one by one.
 */
export function worldsOf(resources: Iterable<Resource>): World[] | null {
  const conditions = new Map<string, number>();
  for (const resource of resources) {
    gather(resource.choice ?? resource.properties, conditions);
    if (resource.existsIf === undefined) continue;
    for (const condition of conditionsIn(resource.existsIf))
      conditions.set(condition, Math.max(conditions.get(condition) ?? 0, 2));
  }
  let worlds: World[] = [new Map<string, number>()];
  for (const [condition, branches] of conditions) {
    if (worlds.length * branches > MOST_WORLDS) return null;
    worlds = worlds.flatMap((world) =>
      Array.from({ length: branches }, (_, branch) => new Map([...world, [condition, branch]])),
    );
  }
  return worlds;
}

/** The value with every condition decided as in the world; the same object where no condition is in it. */
export function valueIn(world: World, value: Value): Value {
  switch (value.kind) {
    case 'oneOf': {
      const branch = world.get(value.condition);
      const chosen = branch === undefined ? undefined : value.branches[branch];
      return chosen === undefined ? value : valueIn(world, chosen);
    }
    case 'list': {
      const items = value.items.map((item) => valueIn(world, item));
      if (items.every((item, index) => item === value.items[index] && item.kind !== 'absent')) return value;
      return { ...value, items: items.filter((item) => item.kind !== 'absent') };
    }
    case 'object':
      return objectIn(world, value);
    case 'interpolation': {
      const parts = value.parts.map((part) => valueIn(world, part));
      return parts.every((part, index) => part === value.parts[index]) ? value : { ...value, parts };
    }
    case 'scalar':
      return value.given?.find(({ condition, branch }) => world.get(condition) === branch)?.value ?? value;
    case 'absent':
    case 'unresolved':
    case 'reference':
      return value;
  }
}

function objectIn(world: World, value: ObjectValue): ObjectValue {
  let entries: Map<string, Entry> | null = null;
  for (const [key, entry] of value.entries) {
    const chosen = valueIn(world, entry.value);
    if (chosen === entry.value && chosen.kind !== 'absent') continue;
    entries ??= new Map(value.entries);
    if (chosen.kind === 'absent') entries.delete(key);
    else entries.set(key, { ...entry, value: chosen });
  }
  return entries === null ? value : { ...value, entries };
}

/** The graph with every condition decided as in the world. */
export function graphIn(world: World, graph: Graph): Graph {
  if (world.size === 0) return graph;
  const known = decidedOf(graph);
  let decided = known.get(world);
  if (decided === undefined) known.set(world, (decided = decide(world, graph)));
  return decided;
}

// Kept in the graph, not in the world, which outlives it.
const decidedOf = oncePer((_graph: Graph) => new Map<World, Graph>());

function decide(world: World, graph: Graph): Graph {
  const resources = new Map<string, Resource>();
  for (const [id, resource] of graph.resources) {
    const chosen = resourceIn(world, resource);
    if (chosen !== null) resources.set(id, chosen);
  }
  return { ...graph, resources };
}

/** Null where the resource isn't there in this world. */
function resourceIn(world: World, resource: Resource): Resource | null {
  const { existsIf, choice, ...always } = resource;
  if (existsIf === undefined && choice === undefined) {
    const properties = objectIn(world, resource.properties);
    return properties === resource.properties ? resource : { ...resource, properties };
  }
  const exists = existsIf === undefined ? true : existsIn(world, existsIf);
  if (exists === false) return null;
  const chosen = choice === undefined ? resource.properties : valueIn(world, choice);
  const properties = chosen.kind === 'object' ? chosen : resource.properties;
  const stillOpen = existsIf !== undefined && exists === undefined ? { existsIf } : {};
  return { ...always, ...stillOpen, properties: objectIn(world, properties) };
}
