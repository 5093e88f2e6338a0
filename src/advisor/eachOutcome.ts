import { apply } from '../model/apply';
import { canonical } from '../model/canonical';
import type { Graph } from '../model/graph';
import type { Op } from '../model/operation';
import { sameOrigin, type Origin } from '../model/origin';
import type { Resource } from '../model/resource';
import { ABSENT, valueAt, type Path, type Value } from '../model/value';
import { graphIn, worldsOf } from '../model/worlds';
import type { Change } from './writeChanges';

/**
 * Whether a change that touches what conditions decide is, once it is written and read again, true in the outcome that it
 * speaks of, and in the others only where they say the same in the same place.
 */
export function holdsInEachOutcome(before: Graph, now: Graph, change: Change): boolean {
  const worlds = worldsOf(change.ops.flatMap((op) => touched(before, op) ?? [])) ?? [change.world];
  return worlds.every((world) => {
    const graph = graphIn(world, before);
    const found = canonical(graphIn(world, now));
    const isOwn = [...world].every(([condition, branch]) => change.world.get(condition) === branch);
    const ops = isOwn ? change.ops : alike(graph, change);
    return (ops !== null && found === canonical(apply(graph, ops))) || (!isOwn && found === canonical(graph));
  });
}

function touched(graph: Graph, op: Op): Resource | undefined {
  return graph.resources.get(op.op === 'add' ? op.resource.beside : op.resource);
}

/** The ops in another outcome, where lists may have other items; null where something else stands where one would change it. */
function alike(graph: Graph, { graph: own, ops }: Change): readonly Op[] | null {
  const found: Op[] = [];
  for (const op of ops) {
    if (op.op !== 'set' && op.op !== 'unset') {
      found.push(op);
      continue;
    }
    const there = graph.resources.get(op.resource)?.properties ?? ABSENT;
    const here = own.resources.get(op.resource)?.properties ?? ABSENT;
    const path = pathIn(there, here, op.path);
    if (path === null || !isSame(valueAt(there, path), valueAt(here, op.path))) return null;
    found.push({ ...op, path });
  }
  return found;
}

function isSame(a: Value, b: Value): boolean {
  const [one, other] = [placeOf(a), placeOf(b)];
  return one === null || other === null ? one === other : sameOrigin(one, other);
}

/** The way to the same item; null where it isn't there. */
function pathIn(there: Value, here: Value, path: Path): Path | null {
  const found: (string | number)[] = [];
  for (const [at, step] of path.entries()) {
    const position =
      typeof step === 'string' ? step : indexOf(valueAt(there, found), valueAt(here, path.slice(0, at)), step);
    if (position === null) return null;
    found.push(position);
  }
  return found;
}

function indexOf(there: Value, here: Value, index: number): number | null {
  if (here.kind !== 'list') return index;
  if (there.kind !== 'list') return null;
  const item = here.items[index];
  // What is behind the end is appended.
  if (item === undefined) return there.items.length;
  const found = there.items.findIndex((each) => isSame(each, item));
  return found === -1 ? null : found;
}

function placeOf(value: Value): Origin | null {
  if (value.kind === 'absent') return null;
  return 'origin' in value ? value.origin : value.usedAt;
}
