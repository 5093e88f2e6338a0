import type { Graph } from '../../model/graph';
import type { Edit, TextOf, Written } from '../../model/language';
import { refuse } from '../../model/language';
import type { Op } from '../../model/operation';
import type { CloudFormationReading } from './reading';
import type { Drafts } from './writeDraft';
import { draftsOf, Obstacle } from './writeDraft';
import type { Change } from './writeLines';
import { merged } from './writeLines';
import type { Rendering } from './writePlain';
import { PropertyWriter } from './writeProperties';
import { addResources, namesOfAdded, removeResources } from './writeResources';
import { Uses } from './writeShared';
import { TemplateText } from './writeTemplate';
import { ValueWriter } from './writeValues';

const outlines = new WeakMap<CloudFormationReading, TemplateText>();

function outlineOf(reading: CloudFormationReading): TemplateText {
  const known = outlines.get(reading);
  if (known !== undefined) return known;
  const outline = new TemplateText(reading.text, reading.format === 'json');
  outlines.set(reading, outline);
  return outline;
}

/** The edits of a template, and of the parameter files beside it, that make the ops true; or why they can't be written. */
export function writeCloudFormation(
  reading: CloudFormationReading,
  graph: Graph,
  ops: readonly Op[],
  textOf: TextOf,
): Written {
  if (graph.generated) return refuse('generated', 'a program writes this template: change what it is written from');
  try {
    return { kind: 'edits', edits: editsOf(reading, graph, ops, textOf) };
  } catch (error) {
    if (error instanceof Obstacle) return refuse(error.reason, error.why);
    throw error;
  }
}

function editsOf(reading: CloudFormationReading, graph: Graph, ops: readonly Op[], textOf: TextOf): Edit[] {
  const template = outlineOf(reading);
  const drafts = draftsOf(graph, ops);
  refuseBroken(reading, drafts);
  const names = namesOfAdded(reading, template, drafts);
  const rendering: Rendering = {
    style: template.style,
    nameOf: (id) => names.get(id) ?? graph.resources.get(id)?.logicalName ?? id.slice(id.indexOf('#') + 1),
  };
  const values = new ValueWriter(reading.file, template, graph, new Uses(graph, drafts), rendering, textOf);
  const properties = new PropertyWriter(values);
  for (const [id, draft] of drafts.changed) {
    const resource = graph.resources.get(id);
    if (resource !== undefined && draft.kind !== 'kept') properties.resource(resource, draft);
  }
  const blocks = [
    ...addResources(reading, template, graph, drafts, rendering),
    ...removeResources(template, graph, drafts, rendering),
  ];
  if (values.inBranch && (values.forAll || blocks.length > 0))
    throw new Obstacle(
      'notExpressible',
      'a condition decides a part of it, and the rest would change for both outcomes',
    );
  refuseShared(reading, [...values.changes, ...blocks]);
  const changes = merged([...values.changes, ...values.shared, ...blocks]);
  if (changes === null) throw new Obstacle('notExpressible', 'the changes would fall on the same place');
  return [
    ...changes.map(({ start, end, text }) => ({ file: reading.file, cell: null, start, end, newText: text })),
    ...values.outside,
  ];
}

/** Throws where a resource that would change is not valid as it stands: where its parts end can't be told. */
function refuseBroken(reading: CloudFormationReading, drafts: Drafts): void {
  const beside = [...drafts.added.values()].map((added) => added.beside);
  for (const id of [...drafts.changed.keys(), ...drafts.removed, ...beside]) {
    const placed = reading.resources.get(id);
    if (placed !== undefined && placed.chunk.broken !== null)
      throw new Obstacle('notExpressible', `${placed.member.name} has an error in its text: put that right first`);
  }
  if (reading.format === 'json' && !isJson(reading.text))
    throw new Obstacle('notExpressible', 'the template is not valid JSON: put that right first');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Throws where a change touches a node that an alias repeats elsewhere. */
function refuseShared(reading: CloudFormationReading, changes: readonly Change[]): void {
  const aliased = new Set(reading.chunks.flatMap(({ chunk }) => chunk.aliases.map((alias) => alias.name)));
  if (aliased.size === 0) return;
  for (const { chunk, base } of reading.chunks)
    for (const anchor of chunk.anchors) {
      const { start, end } = anchor.expr.span;
      const touches = (change: Change): boolean => base + start <= change.end && change.start <= base + end;
      if (aliased.has(anchor.name) && changes.some(touches))
        throw new Obstacle('sharedValue', `what would change is repeated by *${anchor.name}`);
    }
}
