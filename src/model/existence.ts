import type { Origin } from './origin';
import type { Value } from './value';

/** What decides whether something is there: one outcome of a condition that nothing decides, or several such together. */
export type Existence =
  | { readonly condition: string; readonly branch: number }
  | { readonly all: readonly Existence[] }
  | { readonly any: readonly Existence[] };

/** Whether it is there where the conditions come out like this; undefined where they don't say. */
export function existsIn(world: ReadonlyMap<string, number>, existence: Existence): boolean | undefined {
  if ('all' in existence) return every(existence.all.map((each) => existsIn(world, each)));
  if ('any' in existence) return not(every(existence.any.map((each) => not(existsIn(world, each)))));
  const branch = world.get(existence.condition);
  return branch === undefined ? undefined : branch === existence.branch;
}

function every(truths: readonly (boolean | undefined)[]): boolean | undefined {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

function not(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** The conditions that it depends on. */
export function conditionsIn(existence: Existence): readonly string[] {
  if ('all' in existence) return existence.all.flatMap(conditionsIn);
  if ('any' in existence) return existence.any.flatMap(conditionsIn);
  return [existence.condition];
}

/** There where all of these are; null stands for what always is. */
export function together(existences: readonly (Existence | null)[]): Existence | null {
  const all = existences.flatMap((each) => each ?? []);
  const [only, ...others] = all;
  return others.length === 0 ? (only ?? null) : { all };
}

/** The one value where it is there, the other one where it isn't. */
export function chosenBy(existence: Existence, there: Value, otherwise: Value, usedAt: Origin): Value {
  if ('condition' in existence) {
    const { condition, branch } = existence;
    const [then, other] = [inOutcome(there, condition, branch), inOutcome(otherwise, condition, 1 - branch)];
    return { kind: 'oneOf', condition, branches: branch === 0 ? [then, other] : [other, then], usedAt };
  }
  if ('all' in existence)
    return existence.all.reduceRight((value, each) => chosenBy(each, value, otherwise, usedAt), there);
  return existence.any.reduceRight((value, each) => chosenBy(each, there, value, usedAt), otherwise);
}

/** What is left of a value where a condition has come out. */
function inOutcome(value: Value, condition: string, branch: number): Value {
  if (value.kind !== 'oneOf') return value;
  const taken = value.condition === condition ? value.branches[branch] : undefined;
  if (taken !== undefined) return inOutcome(taken, condition, branch);
  return { ...value, branches: value.branches.map((each) => inOutcome(each, condition, branch)) };
}
