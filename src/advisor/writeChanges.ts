import { apply } from '../model/apply';
import { canonical } from '../model/canonical';
import { configOf, property, type Graph } from '../model/graph';
import {
  cellIn,
  fileOf,
  NO_OTHER_FILES,
  refuse,
  type Binding,
  type Edit,
  type OtherFiles,
  type Reading,
  type Source,
  type TextOf,
  type Written,
} from '../model/language';
import type { Op } from '../model/operation';
import { ABSENT, valueAt, type Value } from '../model/value';
import type { World } from '../model/worlds';
import { holdsInEachOutcome } from './eachOutcome';
import { overwriteAnother } from './overwrites';
import type { Unit } from './unit';

/** What is to be true in one environment. `graph` is the environment's, with its conditions decided. */
export interface Change {
  readonly graph: Graph;
  /** How they have come out. */
  readonly world: World;
  readonly ops: readonly Op[];
}

/**
 * Writes changes, at most one for each environment, and reads the result again. A fix that would not do what it says, or
 * would change an environment that it doesn't speak of, is refused.
 */
export function writeChanges(unit: Unit, changes: readonly Change[], textOf: TextOf): Written {
  const edits: Edit[] = [];
  for (const { graph, ops } of changes) {
    if (graph.generated) return refuse('generated', 'this file is generated: change what it is generated from');
    const whole = unit.graphs.find((each) => each.environment === graph.environment);
    if (whole !== undefined && isHalfConditional(whole, ops))
      return refuse('notExpressible', 'a condition decides a part of it, and the rest would change for both outcomes');
    if (whole !== undefined && ops.some((op) => scalesEitherWay(whole, op)))
      return refuse(
        'notExpressible',
        'a condition decides how many instances there are, and what is added would hold for both outcomes',
      );
    const written = unit.language.write(unit.reading(), graph, ops, textOf);
    if (written.kind === 'refusal') return written;
    for (const edit of written.edits) if (!edits.some((other) => isSame(edit, other))) edits.push(edit);
  }
  const after = relinked(unit, edits, textOf);
  if (after === null) return refuse('notExpressible', 'the change can not be written here');
  for (const before of unit.graphs) {
    const now = after.find((each) => each.environment === before.environment);
    const change = changes.find((each) => each.graph.environment === before.environment);
    if (now !== undefined && change !== undefined && touchesConditions(before, change.ops)) {
      if (holdsInEachOutcome(before, now, change)) continue;
      return refuse('notExpressible', 'a condition decides a part of it, and another outcome would change as well');
    }
    const wanted = change === undefined ? before : apply(before, change.ops);
    if (now !== undefined && canonical(now) === canonical(wanted)) continue;
    return change === undefined
      ? refuse('sharedValue', `${before.environment ?? 'another environment'} reads what would be changed`)
      : refuse('notExpressible', 'the change can not be written here without changing something else');
  }
  if (overwriteAnother(unit.graphs, changes, edits))
    return refuse('sharedValue', 'another one is given its own value in the place that would be changed');
  return { kind: 'edits', edits };
}

function isSame(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.cell === b.cell && a.start === b.start && a.end === b.end && a.newText === b.newText;
}

function relinked(unit: Unit, edits: readonly Edit[], textOf: TextOf): readonly Graph[] | null {
  const source = edited(unit.source, edits);
  const bindings = editedBindings(unit, edits, textOf);
  if (source === null || bindings === null) return null;
  const files = editedFiles(unit, edits);
  if (files === null) return null;
  return unit.language.link(unit.language.read(source, unit.reading()), { ...unit.context, bindings, files });
}

/** The rest of the workspace after edits in the units that are included; null where an edit can't be made. */
function editedFiles({ context, language, included, source: own }: Unit, edits: readonly Edit[]): OtherFiles | null {
  const before = context.files ?? NO_OTHER_FILES;
  const readings = new Map<string, Reading>();
  for (const source of included) {
    if (!edits.some((edit) => holds(source, edit))) continue;
    const after = edited(source, edits);
    if (after === null) return null;
    readings.set(source.file, language.read(after, before.reading(source.file)));
  }
  const isBinding = (file: string): boolean => context.bindings.some((binding) => binding.file === file);
  for (const edit of edits) {
    if (holds(own, edit) || isBinding(edit.file) || included.some((source) => holds(source, edit))) continue;
    if (readings.has(edit.file)) continue;
    // What the unit takes values from, without speaking of it.
    const reading = before.reading(edit.file);
    const after = reading === null ? null : edited(reading.source, edits);
    if (reading === null || after === null) return null;
    readings.set(edit.file, language.read(after, reading));
  }
  return { text: (file) => before.text(file), reading: (name) => readings.get(name) ?? before.reading(name) };
}

function holds(source: Source, edit: Edit): boolean {
  return cellIn(source, edit.file, edit.cell) !== undefined;
}

/** Whether a condition decides some of what changes, while the rest would change for its other outcomes too. */
function isHalfConditional(graph: Graph, ops: readonly Op[]): boolean {
  const isConditional = (op: Op): boolean | null => {
    if (op.op === 'add' || op.op === 'remove' || op.op === 'delete') return null;
    const resource = graph.resources.get(op.resource);
    if (resource === undefined || resource.existsIf !== undefined || resource.choice !== undefined) return null;
    if (touchesConditions(graph, [op])) return true;
    // What isn't written yet can be written for one outcome alone.
    return op.op === 'set' && valueAt(resource.properties, op.path).kind === 'absent' ? null : false;
  };
  const all = ops.map(isConditional);
  return all.includes(true) && all.includes(false);
}

/** Whether a new target would keep one outcome's number of instances in the other one too. */
function scalesEitherWay(graph: Graph, op: Op): boolean {
  if (op.op !== 'add' || op.resource.type !== 'ScalableTarget') return false;
  const endpoint = graph.resources.get(op.resource.beside);
  const config = endpoint?.type === 'Endpoint' ? configOf(graph, endpoint) : null;
  const variants = config === null ? ABSENT : property(config, 'ProductionVariants');
  return (
    variants.kind === 'list' && variants.items.some((each) => valueAt(each, ['InitialInstanceCount']).kind === 'oneOf')
  );
}

/** Inside an undecided condition, list positions differ from world to world, so whole graphs can't be compared. */
function touchesConditions(graph: Graph, ops: readonly Op[]): boolean {
  return ops.some((op) => {
    if (op.op !== 'set' && op.op !== 'unset') return false;
    const resource = graph.resources.get(op.resource);
    if (resource === undefined) return false;
    return op.path.some((_, index) => isConditional(valueAt(resource.properties, op.path.slice(0, index + 1))));
  });
}

function isConditional(value: Value): boolean {
  return value.kind === 'oneOf' || (value.kind === 'scalar' && value.given !== undefined);
}

/** The source after edits of it; null where edits overlap or lie outside the text. */
export function edited(source: Source, edits: readonly Edit[]): Source | null {
  const cells = source.cells.map((cell) => {
    const text = editedText(
      cell.text,
      edits.filter((edit) => edit.file === fileOf(source, cell) && edit.cell === cell.index),
    );
    if (text === cell.text) return cell;
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
  const own = [unit.source, ...unit.included];
  const outside = new Set(edits.filter((edit) => !own.some((source) => holds(source, edit))).map((edit) => edit.file));
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
