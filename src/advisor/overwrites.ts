import type { Graph } from '../model/graph';
import type { Edit } from '../model/language';
import { sameOrigin, type Origin } from '../model/origin';
import type { Path, Value } from '../model/value';
import type { Change } from './writeChanges';

/**
 * Whether edits write over the place where something else takes a value from elsewhere: another environment, another
 * round of a loop. It may have the new value already, so that nothing changes today, and loses what is given to it all
 * the same.
 */
export function overwriteAnother(
  graphs: readonly Graph[],
  changes: readonly Change[],
  edits: readonly Edit[],
): boolean {
  const replaced = edits.filter(({ start, end }) => start < end);
  return graphs.some((graph) =>
    [...graph.resources.values()].some(({ id, properties }) => {
      const ops = changes.flatMap((change) => (change.graph.environment === graph.environment ? change.ops : []));
      const own = ops.filter((op) => op.op !== 'add' && op.resource === id);
      const isOwn = (path: Path): boolean => own.some((op) => !('path' in op) || nameOf(op.path) === nameOf(path));
      return isOverwritten(properties, [], replaced, isOwn);
    }),
  );
}

function isOverwritten(value: Value, path: Path, edits: readonly Edit[], isOwn: (path: Path) => boolean): boolean {
  const part = (each: Value, step?: string | number): boolean =>
    isOverwritten(each, step === undefined ? path : [...path, step], edits, isOwn);
  switch (value.kind) {
    case 'scalar':
      return (
        !sameOrigin(value.origin, value.usedAt) &&
        edits.some((edit) => holds(edit, value.usedAt) && !holds(edit, value.origin)) &&
        !isOwn(path)
      );
    case 'list':
      return value.items.some((item, index) => part(item, index));
    case 'object':
      return [...value.entries].some(([key, entry]) => part(entry.value, key));
    case 'oneOf':
      return value.branches.some((branch) => part(branch));
    case 'interpolation':
      return value.parts.some((each) => part(each));
    case 'absent':
    case 'unresolved':
    case 'reference':
      return false;
  }
}

/** Positions in lists differ from one outcome of conditions to the next; names don't. */
function nameOf(path: Path): string | number | undefined {
  return path.findLast((step) => typeof step === 'string');
}

function holds(edit: Edit, place: Origin): boolean {
  return edit.file === place.file && edit.cell === place.cell && edit.start <= place.start && place.end <= edit.end;
}
