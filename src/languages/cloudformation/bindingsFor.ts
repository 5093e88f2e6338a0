import type { Binding } from '../../model/language';
import { folderOf, isBeside, isWithin } from './nearTemplate';
import type { CloudFormationReading } from './reading';

/**
 * The bindings that belong to a template: each gives values to parameters of the template and to nothing else, and stands
 * in the template's folder or below it; failing that, in the folder above or in a folder for parameters beside it.
 */
export function bindingsFor(reading: CloudFormationReading, candidates: readonly Binding[]): Binding[] {
  const home = folderOf(reading.file);
  const fitting = candidates.filter((candidate) => fits(reading, candidate));
  const within = fitting.filter((candidate) => isWithin(folderOf(candidate.file), home));
  const near = within.length > 0 ? within : fitting.filter((candidate) => isBeside(folderOf(candidate.file), home));
  return withOwnNames([...near].sort((a, b) => compare(a.name, b.name) || compare(a.file, b.file)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fits(reading: CloudFormationReading, candidate: Binding): boolean {
  for (const key of candidate.values.keys()) if (!reading.parameters.has(key)) return false;
  if (candidate.values.size > 0) return true;
  // A SAM environment that overrides nothing still says in which Region its template is deployed.
  return candidate.region.how !== 'absent' && folderOf(candidate.file) === folderOf(reading.file);
}

/** Two files for one environment are two bindings: the second is told by its file. */
function withOwnNames(bindings: readonly Binding[]): Binding[] {
  const taken = new Set<string>();
  return bindings.map((binding) => {
    const name = taken.has(binding.name) ? `${binding.name} (${binding.file})` : binding.name;
    taken.add(name);
    return { ...binding, name };
  });
}
