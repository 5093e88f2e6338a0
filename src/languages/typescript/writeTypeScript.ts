import { namedByText } from '../../model/apply';
import { isDeployedByCloudFormation } from '../../model/dialect';
import type { Graph } from '../../model/graph';
import { nameProperty } from '../../model/graph';
import type { Refusal, TextOf, Written } from '../../model/language';
import { refuse } from '../../model/language';
import type { NewResource, Op } from '../../model/operation';
import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import { valueAt } from '../../model/value';
import { Wanted } from '../program/wanted';
import type { TypeScriptReading } from './reading';
import { PropertyChanges } from './writeChange';
import { Plan } from './writePlan';
import { Program } from './writeProgram';
import { namingOf } from './writeReference';
import { addDeletions, addResources, addRetention, removeResource } from './writeResources';

/** The edits that make the ops true in TypeScript or JavaScript, or why they can't be written. */
export function writeTypeScript(reading: TypeScriptReading, graph: Graph, ops: readonly Op[], textOf: TextOf): Written {
  if (graph.generated) return refuse('generated', 'the file is generated: change what it is generated from');
  const followed = withFollowers(graph, ops);
  if (followed === null) return refuse('notExpressible', 'who else knows a name in a program can not be told');
  const program = new Program(reading, graph);
  const plan = new Plan(program.file, program);
  const refusal = planAll(plan, program, withoutUndone(followed), textOf);
  if (refusal !== null) return { kind: 'refusal', refusal };
  const edits = plan.edits();
  return 'reason' in edits ? { kind: 'refusal', refusal: edits } : { kind: 'edits', edits };
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

function planAll(plan: Plan, program: Program, ops: readonly Op[], textOf: TextOf): Refusal | null {
  const nameOf = (id: string, attribute: string): ReturnType<typeof namingOf> => namingOf(plan, program, id, attribute);
  const properties = new PropertyChanges(plan, program, new Wanted(program.graph, ops), nameOf, textOf);
  const added: NewResource[] = [];
  const deleted: Resource[] = [];
  const gone = ops.flatMap((op) => (op.op === 'remove' ? (program.graph.resources.get(op.resource) ?? []) : []));
  for (const op of ops) {
    if (op.op === 'add') {
      added.push(op.resource);
      continue;
    }
    const resource = program.graph.resources.get(op.resource);
    if (resource === undefined) continue;
    if (op.op === 'delete') deleted.push(resource);
    const refusal = planOne(plan, program, properties, op, resource, gone);
    if (refusal !== null) return refusal;
  }
  return properties.finish() ?? addResources(plan, program, added) ?? addDeletions(plan, program, deleted);
}

function planOne(
  plan: Plan,
  program: Program,
  properties: PropertyChanges,
  op: Exclude<Op, { op: 'add' }>,
  resource: Resource,
  gone: readonly Resource[],
): Refusal | null {
  switch (op.op) {
    case 'set': {
      const isRetention = resource.type === 'LogGroup' && op.path[0] === 'RetentionInDays';
      const isNew = valueAt(resource.properties, op.path).kind === 'absent';
      if (isRetention && isNew && resource.dialect === 'sdk-javascript')
        return addRetention(plan, program, resource, op.value);
      return properties.set(resource, op.path, op.value);
    }
    case 'unset':
      return properties.unset(resource, op.path);
    case 'remove':
      return removeResource(plan, program, resource, gone);
    case 'rename':
    case 'delete':
      return null;
  }
}
