import { chosenBy, together, type Existence } from '../../model/existence';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';

/** Whether something holds as far as the code decides it, else what it depends on. */
export type Outcome = boolean | Existence;

export function not(outcome: Outcome): Outcome {
  if (typeof outcome === 'boolean') return !outcome;
  if ('all' in outcome) return or(outcome.all.map(not));
  if ('any' in outcome) return and(outcome.any.map(not));
  return { ...outcome, branch: 1 - outcome.branch };
}

export function and(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes(false)) return false;
  const all = different(undecided(outcomes).flatMap((each) => ('all' in each ? each.all : [each])));
  if (contradicts(all)) return false;
  const [only, ...others] = all;
  return only === undefined ? true : others.length === 0 ? only : { all };
}

export function or(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes(true)) return true;
  const any = different(undecided(outcomes).flatMap((each) => ('any' in each ? each.any : [each])));
  if (contradicts(any)) return true;
  const [only, ...others] = any;
  return only === undefined ? false : others.length === 0 ? only : { any };
}

function undecided(outcomes: readonly Outcome[]): Existence[] {
  return outcomes.filter((each) => typeof each !== 'boolean');
}

function different(existences: readonly Existence[]): Existence[] {
  return [...new Map(existences.map((each) => [JSON.stringify(each), each])).values()];
}

/** Whether one condition is asked for both ways. */
function contradicts(existences: readonly Existence[]): boolean {
  return existences.some(
    (each) =>
      'condition' in each &&
      existences.some(
        (other) => 'condition' in other && other.condition === each.condition && other.branch !== each.branch,
      ),
  );
}

/** The value that an outcome chooses. */
export function chosen(outcome: Outcome, then: Value, otherwise: Value, here: Origin): Value {
  if (typeof outcome === 'boolean') return outcome ? then : otherwise;
  return chosenBy(outcome, then, otherwise, here);
}

/** Whether something that is there for one reason is there whenever something else is. */
export function isAlwaysWith(exists: Outcome, other: Existence | null): boolean {
  return typeof exists === 'boolean' ? exists : beyond(exists, other) === null;
}

/** What something depends on, where something else is there; null where on nothing more. */
export function beyond(exists: Existence, other: Existence | null): Existence | null {
  const known = conjuncts(other).map((each) => JSON.stringify(each));
  return together(conjuncts(exists).filter((each) => !known.includes(JSON.stringify(each))));
}

function conjuncts(existence: Existence | null): readonly Existence[] {
  if (existence === null) return [];
  return 'all' in existence ? existence.all : [existence];
}
