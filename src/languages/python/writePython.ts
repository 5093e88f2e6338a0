import type { Graph } from '../../model/graph';
import type { Refusal, TextOf, Written } from '../../model/language';
import { refuse } from '../../model/language';
import type { NewResource, Op, Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import type { Reference } from './fragment';
import type { InPlace } from './names';
import type { PythonReading } from './reading';
import { addConstructs, constructNaming } from './writeConstructs';
import { PropertyChanges } from './writeChange';
import { Plan } from './writePlan';
import { Program } from './writeProgram';
import { namingOf } from './writeReference';
import { addDeletions } from './writeDeletion';
import { addLaterCall, laterCallFor } from './writeLaterCall';
import { addScaling } from './writeScaling';
import { boundName, removeStatement } from './writeStatement';
import { statementOf } from './writeSyntax';
import { Wanted } from './writeValue';
import { opsToWrite } from '../program/opsToWrite';
import { isForSomeRounds } from '../program/writeRounds';

/** The edits that make the ops true in Python, or why they can't be written. */
export function writePython(reading: PythonReading, graph: Graph, ops: readonly Op[], textOf: TextOf): Written {
  if (graph.generated) return refuse('generated', 'the file is generated: change what it is generated from');
  const changes = opsToWrite(graph, ops);
  if (changes === null) return refuse('notExpressible', 'who else knows a name in a program can not be told');
  if (isForSomeRounds(graph, changes)) return refuse('sharedValue', 'the loop says the same for all that it makes');
  const writer = new PythonWriter(new Program(reading, graph), changes, textOf);
  const refusal = writer.plan();
  if (refusal !== null) return { kind: 'refusal', refusal };
  const edits = writer.edits();
  return 'reason' in edits ? { kind: 'refusal', refusal: edits } : { kind: 'edits', edits };
}

class PythonWriter {
  private readonly changes: Plan = new Plan();
  private readonly properties: PropertyChanges;

  constructor(
    private readonly program: Program,
    private readonly ops: readonly Op[],
    textOf: TextOf,
  ) {
    const nameOf = (id: string, attribute: string) =>
      program.graph.resources.get(id)?.dialect === 'cdk-python'
        ? constructNaming(this.changes, program, id, attribute)
        : namingOf(program, id, attribute);
    this.properties = new PropertyChanges(this.changes, new Wanted(program, ops, textOf), nameOf);
  }

  plan(): Refusal | null {
    const added: NewResource[] = [];
    const deleted: Resource[] = [];
    for (const op of this.ops) {
      if (op.op === 'add') {
        added.push(op.resource);
        continue;
      }
      const resource = this.program.graph.resources.get(op.resource);
      if (resource === undefined) continue;
      if (op.op === 'delete') {
        deleted.push(resource);
        continue;
      }
      const refusal = this.planOne(op, resource);
      if (refusal !== null) return refusal;
    }
    return this.properties.finish() ?? this.add(added) ?? addDeletions(this.changes, this.program, deleted);
  }

  private add(added: readonly NewResource[]): Refusal | null {
    const isDeclared = added.some(({ beside }) => this.program.graph.resources.get(beside)?.dialect === 'cdk-python');
    return (isDeclared ? addConstructs : addScaling)(this.changes, this.program, added);
  }

  edits(): ReturnType<Plan['edits']> {
    return this.changes.edits();
  }

  private planOne(op: Exclude<Op, { op: 'add' | 'delete' }>, resource: Resource): Refusal | null {
    switch (op.op) {
      case 'set':
        return this.set(resource, op.path, op.value);
      case 'unset':
        return this.properties.unset(resource, op.path);
      case 'remove':
        return this.remove(resource);
      case 'rename':
        return null;
    }
  }

  private set(resource: Resource, path: Path, value: Plain): Refusal | null {
    const later = laterCallFor(resource, path);
    return later === null
      ? this.properties.set(resource, path, value)
      : addLaterCall(this.changes, this.program, resource, later, value);
  }

  /** The whole statement goes, if nobody uses what it gives. */
  private remove(resource: Resource): Refusal | null {
    const found = this.program.callOf(resource);
    const statement = found === null ? null : statementOf(found.node);
    if (found === null || statement === null || resource.implied) return USED;
    const { cell, node } = found;
    const inner = statement.firstChild;
    const isWhole =
      statement.name === 'ExpressionStatement' && inner !== null && inner.from === node.from && inner.to === node.to;
    if (!isWhole) {
      const name = boundName(cell, statement, node);
      const target = statement.firstChild;
      if (name === null || target === null) return USED;
      const bound = this.program.definitionAt(name, this.program.placeOf(cell, target));
      const isRead =
        bound === null || bound.table.mutations.length > 0 || bound.table.references.some((each) => !this.goes(each));
      if (isRead) return USED;
    }
    this.changes.change(cell, removeStatement(cell, statement));
    return null;
  }

  /** Whether what reads a name goes too. */
  private goes({ statement, written }: InPlace<Reference>): boolean {
    return this.ops.some((op) => {
      const gone = op.op === 'remove' ? this.program.graph.resources.get(op.resource)?.declaration : undefined;
      if (gone === undefined || gone.cell !== statement.cell) return false;
      return gone.start <= statement.base + written.start && statement.base + written.end <= gone.end;
    });
  }
}

const USED: Refusal = {
  reason: 'notExpressible',
  why: 'the call is part of a larger statement, or its result is used',
};
