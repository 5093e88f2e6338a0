import type { Graph } from '../../model/graph';
import type { Op } from '../../model/operation';
import { contains, sameOrigin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import { valueAt } from '../../model/value';

/** Whether a change is one of a loop's body, and so of all rounds, while not all are to have it. */
export function isForSomeRounds(graph: Graph, ops: readonly Op[]): boolean {
  return ops.some((op) => {
    const resource = op.op === 'add' ? undefined : graph.resources.get(op.resource);
    if (resource?.declaredAs === undefined) return false;
    const others = [...graph.resources.values()].filter(
      (each) => each.declaredAs === resource.declaredAs && each.id !== resource.id,
    );
    if (isOfItsRound(op, resource, others)) return false;
    return !others.every(({ id }) => ops.some((other) => isSame(other, op, id)));
  });
}

/** What is written in the list that the loop goes over, or in one of several calls, is written for one round. */
function isOfItsRound(op: Op, { properties, declaration }: Resource, others: readonly Resource[]): boolean {
  if (op.op !== 'set') return false;
  const value = valueAt(properties, op.path);
  if (value.kind !== 'scalar' || contains(declaration, value.origin)) return false;
  return others.every((other) => {
    const its = valueAt(other.properties, op.path);
    return its.kind !== 'scalar' || !sameOrigin(its.origin, value.origin);
  });
}

function isSame(other: Op, op: Op, resource: string): boolean {
  return other.op !== 'add' && other.resource === resource && JSON.stringify({ ...other, resource: '' }) === textOf(op);
}

function textOf(op: Op): string {
  return JSON.stringify({ ...op, resource: '' });
}
