import type { Meaning } from '../../model/evaluate';
import { evaluate, unresolved } from '../../model/evaluate';
import { conditionsIn } from '../../model/existence';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { chosen, type Outcome } from '../program/outcome';
import { outcomesOfTests } from './conditions';
import type { Resolution, Viewpoint } from './names';
import { placeAt } from './names';
import type { PythonScope } from './scope';

/** With more than that nobody looks at each outcome. */
const MOST_CONDITIONS = 6;

/** What a name means behind an `if`: by the way that the code of a CDK app decides for, else by each way and what it depends on. */
export function meaningOfWays(
  scope: PythonScope,
  name: string,
  at: Viewpoint,
  { branching, statement, arms, ways }: Extract<Resolution, { kind: 'branches' }>,
): Meaning {
  const outcomes = outcomesOfTests(scope, branching, statement);
  const open = arms.flatMap((arm, index) => {
    const outcome = outcomes.at(ways[index] ?? -1) ?? true;
    return outcome === false ? [] : [{ arm, outcome }];
  });
  const [only, ...others] = open;
  if (only !== undefined && others.length === 0) return scope.meaning(name, at, only.arm);
  const asked = open.flatMap(({ outcome }) => (typeof outcome === 'boolean' ? [] : conditionsIn(outcome)));
  if (asked.length > MOST_CONDITIONS)
    return {
      kind: 'branches',
      condition: scope.conditionOf(branching),
      definitions: arms.map((arm) => scope.arm(name, at, arm)),
    };
  const span = { start: at.start, end: at.start + name.length };
  const values = scope.deeper(() =>
    open.map(({ arm, outcome }) => {
      const way = scope.nameFor({ kind: 'definition', definition: scope.arm(name, at, arm) }, span);
      return { outcome, value: evaluate(way, at.statement, scope, 0) };
    }),
  );
  if (values === null) return { kind: 'unbound', why: `${name} is assigned under many conditions`, decidedBy: null };
  return { kind: 'value', value: valueOfWays(values, placeAt(name, at)) };
}

/** Of several ways the one that is taken; where each of the others isn't, the last one is. */
function valueOfWays(ways: readonly { readonly outcome: Outcome; readonly value: Value }[], here: Origin): Value {
  const [first, ...others] = ways;
  if (first === undefined) return unresolved('assigned under conditions', null, here);
  return others.length === 0 ? first.value : chosen(first.outcome, first.value, valueOfWays(others, here), here);
}
