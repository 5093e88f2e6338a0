import { property, type Graph } from '../../model/graph';
import { refuse, type Edit, type TextOf, type Written } from '../../model/language';
import type { Op } from '../../model/operation';
import { draftsOf, Obstacle } from '../cloudformation/writeDraft';
import { merged, type Change } from '../cloudformation/writeLines';
import { Uses } from '../cloudformation/writeShared';
import type { TerraformReading } from './reading';
import { terraformType, WORDS } from './vocabulary';
import { ResourceWriter, type PlacedChange } from './writeResources';
import { FileTexts } from './writeText';
import { ValueWriter } from './writeValues';

/** The edits of a module, of its files of values, and of the modules that it calls; or why they can't be written. */
export function writeTerraform(reading: TerraformReading, graph: Graph, ops: readonly Op[], textOf: TextOf): Written {
  if (graph.generated) return refuse('generated', 'a program writes this module: change what it is written from');
  try {
    return { kind: 'edits', edits: editsOf(reading, graph, ops, textOf) };
  } catch (error) {
    if (error instanceof Obstacle) return refuse(error.reason, error.why);
    throw error;
  }
}

function editsOf(reading: TerraformReading, graph: Graph, ops: readonly Op[], textOf: TextOf): Edit[] {
  const drafts = draftsOf(graph, ops);
  const texts = new FileTexts(reading, textOf);
  const resources = new ResourceWriter(reading, graph, drafts, texts);
  const newline = reading.parts.some((part) => part.text.includes('\r\n')) ? '\r\n' : '\n';
  const values = new ValueWriter(reading, graph, new Uses(graph, drafts), texts, resources.rendering(newline));
  const parts = new Map<string, PlacedChange>();
  for (const [id, draft] of drafts.changed) {
    const resource = graph.resources.get(id);
    if (resource === undefined) continue;
    const own = new Map(draft.kind === 'entries' ? draft.changes : []);
    for (const [key, change] of own) {
      if (IN_OTHER_RESOURCES[resource.type]?.includes(key) !== true) continue;
      if (change.kind !== 'new' || property(resource, key).kind !== 'absent')
        throw new Obstacle('notExpressible', `${key} is a resource of its own in Terraform`);
      const part = resources.part(resource, key, change.plain);
      // What is declared once and made several times gets it once.
      parts.set(JSON.stringify(part), part);
      own.delete(key);
    }
    const rest = draft.kind === 'entries' ? { ...draft, changes: own } : draft;
    values.resource(resource, rest, WORDS[terraformType(resource.type) ?? ''] ?? {});
  }
  return byFile([...values.changes(), ...resources.added(), ...parts.values(), ...resources.removed()]);
}

/** What a resource of its own says in Terraform. */
const IN_OTHER_RESOURCES: Readonly<Record<string, readonly string[]>> = {
  Repository: ['LifecyclePolicy'],
  Bucket: ['LifecycleConfiguration', 'NotificationConfiguration'],
  Rule: ['Targets'],
  LaunchTemplate: ['LaunchTemplateData'],
  ScalingPolicy: ['ScalingTarget'],
};

function byFile(all: readonly PlacedChange[]): Edit[] {
  const files = new Map<string, Change[]>();
  for (const { file, change } of all) files.set(file, [...(files.get(file) ?? []), change]);
  return [...files].flatMap(([file, changes]) => {
    const whole = merged(changes);
    if (whole === null) throw new Obstacle('notExpressible', 'the changes would fall on the same place');
    return whole.map(({ start, end, text }) => ({ file, cell: null, start, end, newText: text }));
  });
}
