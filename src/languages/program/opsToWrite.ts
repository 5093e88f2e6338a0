import { namedByText } from '../../model/apply';
import { isDeployedByCloudFormation } from '../../model/dialect';
import type { Graph } from '../../model/graph';
import { nameProperty } from '../../model/graph';
import type { Op } from '../../model/operation';
import type { Path } from '../../model/value';

/** The changes that are to be written, in order; null where a new name may be known to others. */
export function opsToWrite(graph: Graph, ops: readonly Op[]): readonly Op[] | null {
  const followed = withFollowers(graph, ops);
  return followed === null ? null : withoutUndone(followed);
}

/** A new name with what names the resource by its text; null where others may know the name. */
function withFollowers(graph: Graph, ops: readonly Op[]): Op[] | null {
  const found: Op[] = [];
  for (const op of ops) {
    if (op.op !== 'rename') {
      found.push(op);
      continue;
    }
    const resource = graph.resources.get(op.resource);
    if (resource === undefined) continue;
    if (!isDeployedByCloudFormation(resource.dialect)) return null;
    found.push({ op: 'set', resource: resource.id, path: [nameProperty(resource.type)], value: op.name });
    for (const follower of namedByText(graph, resource, op.name))
      found.push({ op: 'set', resource: follower.resource, path: follower.path, value: follower.text });
  }
  return found;
}

/** The last of several changes of one property counts; what is removed needs no change. */
function withoutUndone(ops: readonly Op[]): Op[] {
  const removed = new Set(ops.flatMap((op) => (op.op === 'remove' ? [op.resource] : [])));
  return ops.filter((op, index) => {
    if (op.op !== 'set' && op.op !== 'unset') return true;
    if (removed.has(op.resource)) return false;
    return !ops
      .slice(index + 1)
      .some(
        (later) =>
          (later.op === 'set' || later.op === 'unset') &&
          later.resource === op.resource &&
          startsWith(op.path, later.path),
      );
  });
}

/** Whether a path is another one, or below it. */
function startsWith(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}
