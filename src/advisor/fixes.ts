import { canonical } from '../model/canonical';
import { apply } from '../model/apply';
import type { Graph } from '../model/graph';
import type { Binding, Edit, Source, TextOf, Written } from '../model/language';
import { refuse } from '../model/language';
import type { Op } from '../model/operation';
import { sameOrigin } from '../model/origin';
import { valueAt } from '../model/value';
import { graphIn } from '../model/worlds';
import type { Finding, Fix } from './advice';
import type { Candidate } from './ranking';
import type { Unit } from './unit';

/** The quick fixes of a finding, the leading candidate's first. A candidate without changes of text has none. */
export function fixesOf(unit: Unit, finding: Finding, others: readonly Finding[], textOf: TextOf): Fix[] {
  const graph = unit.graphs.find((each) => each.environment === finding.environment);
  if (graph === undefined) return [];
  return finding.candidates.flatMap((candidate, index) => {
    if (candidate.proposal.ops.length === 0) return [];
    const written = writeCandidate(unit, graphIn(finding.world, graph), finding, candidate, others, textOf);
    const { title, preferred } = candidate.proposal;
    return [
      {
        title,
        practice: finding.practice,
        preferred: preferred && index === 0 && finding.rank === 'leading' && written.kind === 'edits',
        landing: candidate.landing,
        edits: written.kind === 'edits' ? written.edits : [],
        refusal: written.kind === 'edits' ? null : written.refusal,
      },
    ];
  });
}

function writeCandidate(
  unit: Unit,
  graph: Graph,
  finding: Finding,
  candidate: Candidate,
  others: readonly Finding[],
  textOf: TextOf,
): Written {
  const own = candidate.proposal.ops;
  const shared = opsOfAllReaders(finding, candidate, others);
  const written = shared === null ? null : writeOps(unit, graph, shared, textOf);
  return written?.kind === 'edits' ? written : writeOps(unit, graph, own, textOf);
}

/**
 * Where several deployments read one written value and every one of them is advised the same, the value is changed for
 * all of them at once. Null where it is read once, or where not all gain.
 */
function opsOfAllReaders(finding: Finding, candidate: Candidate, others: readonly Finding[]): readonly Op[] | null {
  if (finding.writtenAt === null) return null;
  const { writtenAt } = finding;
  const alike = others.filter((other) => {
    if (other.practice !== finding.practice || other.environment !== finding.environment) return false;
    return other.writtenAt !== null && sameOrigin(other.writtenAt, writtenAt);
  });
  if (alike.length < 2) return null;
  const changes = JSON.stringify(candidate.proposal.changes);
  const chosen = alike.map((other) =>
    other.candidates.find((each) => JSON.stringify(each.proposal.changes) === changes),
  );
  const ops = new Map<string, Op>();
  for (const each of chosen) {
    if (each === undefined) return null;
    for (const op of each.proposal.ops) ops.set(JSON.stringify(op), op);
  }
  return [...ops.values()];
}

/** Writes ops, and reads the result again: a fix that would not do what it says is refused. */
export function writeOps(unit: Unit, graph: Graph, ops: readonly Op[], textOf: TextOf): Written {
  if (graph.generated) return refuse('generated', 'this file is generated: change what it is generated from');
  const written = unit.language.write(unit.reading, graph, ops, textOf);
  if (written.kind === 'refusal') return written;
  return doesWhatItSays(unit, graph, ops, written.edits, textOf)
    ? written
    : refuse('notExpressible', 'the change can not be written here without changing something else');
}

function doesWhatItSays(unit: Unit, graph: Graph, ops: readonly Op[], edits: readonly Edit[], textOf: TextOf): boolean {
  const source = edited(unit.source, edits);
  if (source === null) return false;
  const bindings = editedBindings(unit, edits, textOf);
  if (bindings === null) return false;
  const reading = unit.language.read(source, unit.reading);
  const relinked = unit.language.link(reading, { ...unit.context, bindings });
  const after = relinked.find((each) => each.environment === graph.environment);
  const before = unit.graphs.find((each) => each.environment === graph.environment);
  if (after === undefined || before === undefined) return false;
  const wanted = apply(before, ops);
  return canonical(after) === canonical(wanted) || touchesConditions(before, ops);
}

/** Inside an undecided condition, list positions differ from world to world, so whole graphs can't be compared. */
function touchesConditions(graph: Graph, ops: readonly Op[]): boolean {
  return ops.some((op) => {
    if (op.op !== 'set' && op.op !== 'unset') return false;
    const resource = graph.resources.get(op.resource);
    if (resource === undefined) return false;
    return op.path.some((_, index) => valueAt(resource.properties, op.path.slice(0, index + 1)).kind === 'oneOf');
  });
}

/** The source after edits of it; null where edits overlap or lie outside the text. */
export function edited(source: Source, edits: readonly Edit[]): Source | null {
  const cells = source.cells.map((cell) => {
    const text = editedText(
      cell.text,
      edits.filter((edit) => edit.file === source.file && edit.cell === cell.index),
    );
    return text === null ? null : { ...cell, text };
  });
  const whole = cells.flatMap((cell) => (cell === null ? [] : [cell]));
  return whole.length === cells.length ? { ...source, cells: whole } : null;
}

/** The text after the edits; null where edits overlap or lie outside of it. */
export function editedText(text: string, edits: readonly Edit[]): string | null {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return null;
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

function editedBindings(unit: Unit, edits: readonly Edit[], textOf: TextOf): readonly Binding[] | null {
  const outside = new Set(edits.filter((edit) => edit.file !== unit.source.file).map((edit) => edit.file));
  if (outside.size === 0) return unit.context.bindings;
  const bindings: Binding[] = [];
  for (const binding of unit.context.bindings) {
    if (!outside.has(binding.file)) {
      bindings.push(binding);
      continue;
    }
    const text = textOf(binding.file, null);
    const after =
      text === undefined
        ? null
        : editedText(
            text,
            edits.filter((edit) => edit.file === binding.file),
          );
    const again =
      after === null
        ? undefined
        : unit.language.bindings?.read(binding.file, after).find((each) => each.name === binding.name);
    if (again === undefined) return null;
    bindings.push(again);
  }
  return bindings;
}
