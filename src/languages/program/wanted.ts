import type { Graph } from '../../model/graph';
import type { Op, Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import { sameOrigin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { ObjectValue, Path, ResourceId, Value } from '../../model/value';

/** Which place of a value counts. */
type Where = 'origin' | 'usedAt' | 'entry' | 'container';

/** What the ops want, to ask whether others who share a place want the same. */
export class Wanted {
  private readonly changes = new Map<string, string>();

  constructor(
    private readonly inGraph: Graph,
    ops: readonly Op[],
  ) {
    for (const op of ops) {
      if (op.op === 'set') this.changes.set(keyOf(op.resource, op.path), JSON.stringify(op.value));
      if (op.op === 'unset') this.changes.set(keyOf(op.resource, op.path), 'unset');
      if (op.op === 'remove') this.changes.set(keyOf(op.resource, []), 'remove');
    }
  }

  /**
   * All resources for which the same change is wanted at what is written in a place; null where another resource of the
   * graph has a value from there and is to keep it.
   */
  sharersOf(place: Origin, change: string, where: Where): Resource[] | null {
    const found: Resource[] = [];
    for (const resource of this.inGraph.resources.values()) {
      for (const path of pathsTo(resource.properties, place, where)) {
        const wanted = this.changes.get(keyOf(resource.id, path));
        const isGone = this.changes.has(keyOf(resource.id, []));
        if (wanted !== change && !isGone) return null;
        found.push(resource);
      }
    }
    return found;
  }

  /** The resources that hold a container, if all are to get the same under a key of it. */
  sharersOfNew(container: Origin, below: Path, change: string): Resource[] | null {
    const found: Resource[] = [];
    for (const resource of this.inGraph.resources.values()) {
      for (const path of pathsTo(resource.properties, container, 'container')) {
        if (this.changes.get(keyOf(resource.id, [...path, ...below])) !== change) return null;
        found.push(resource);
      }
    }
    return found;
  }
}

export function changeText(value: Plain | null): string {
  return value === null ? 'unset' : JSON.stringify(value);
}

function keyOf(resource: ResourceId, path: Path): string {
  return JSON.stringify([resource, ...path]);
}

/** The paths at which something from a place stands. */
function pathsTo(root: ObjectValue, place: Origin, where: Where): Path[] {
  const found: Path[] = [];
  const visit = (value: Value, path: Path): void => {
    switch (value.kind) {
      case 'object':
        if (where === 'container' && sameOrigin(value.origin, place)) found.push(path);
        for (const [key, entry] of value.entries) {
          if (where === 'entry' && sameOrigin(entry.origin, place)) found.push([...path, key]);
          visit(entry.value, [...path, key]);
        }
        return;
      case 'list':
        if (where === 'container' && sameOrigin(value.origin, place)) found.push(path);
        value.items.forEach((item, index) => {
          visit(item, [...path, index]);
        });
        return;
      case 'oneOf':
        value.branches.forEach((branch) => {
          visit(branch, path);
        });
        return;
      case 'scalar':
        if (
          (where === 'origin' && sameOrigin(value.origin, place)) ||
          (where === 'usedAt' && sameOrigin(value.usedAt, place))
        )
          found.push(path);
        return;
      case 'absent':
      case 'unresolved':
      case 'reference':
      case 'interpolation':
        return;
    }
  };
  visit(root, []);
  return found;
}
