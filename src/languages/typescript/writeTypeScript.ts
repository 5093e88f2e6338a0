import type { Graph } from '../../model/graph';
import type { Refusal, TextOf, Written } from '../../model/language';
import { refuse } from '../../model/language';
import type { NewResource, Op } from '../../model/operation';
import type { Resource, ResourceType } from '../../model/resource';
import { valueAt } from '../../model/value';
import { Wanted } from '../program/wanted';
import type { TypeScriptReading } from './reading';
import { PropertyChanges } from './writeChange';
import { Plan } from './writePlan';
import { Program } from './writeProgram';
import { namingOf } from './writeReference';
import { addDeletions, addLater } from './writeCalls';
import { addResources, removeResource } from './writeResources';
import { dropUnusedImports } from './writeUnusedImports';
import { opsToWrite } from '../program/opsToWrite';
import { isForSomeRounds } from '../program/writeRounds';

/** The edits that make the ops true in TypeScript or JavaScript, or why they can't be written. */
export function writeTypeScript(reading: TypeScriptReading, graph: Graph, ops: readonly Op[], textOf: TextOf): Written {
  if (graph.generated) return refuse('generated', 'the file is generated: change what it is generated from');
  const changes = opsToWrite(graph, ops);
  if (changes === null) return refuse('notExpressible', 'who else knows a name in a program can not be told');
  if (isForSomeRounds(graph, changes)) return refuse('sharedValue', 'the loop says the same for all that it makes');
  const program = new Program(reading, graph);
  const plan = new Plan(program.file, program);
  const refusal = planAll(plan, program, changes, textOf);
  if (refusal !== null) return { kind: 'refusal', refusal };
  const first = plan.edits();
  if (!('reason' in first)) dropUnusedImports(plan, program, first);
  const edits = plan.edits();
  return 'reason' in edits ? { kind: 'refusal', refusal: edits } : { kind: 'edits', edits };
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

/** What the API doesn't take where a resource is made. */
const LATER_PROPERTIES: Readonly<Partial<Record<ResourceType, string>>> = {
  LogGroup: 'RetentionInDays',
  Repository: 'LifecyclePolicyText',
};

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
      const isLater = LATER_PROPERTIES[resource.type] === op.path.at(-1);
      const isNew = valueAt(resource.properties, op.path).kind === 'absent';
      if (isLater && isNew && resource.dialect === 'sdk-javascript') return addLater(plan, program, resource, op.value);
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
