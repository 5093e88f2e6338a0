import type { Expr, Scalar } from '../../model/expression';
import type { PlacedMember } from './reading';
import type { Canonical } from './sameConditions';

/** What an outcome of a condition says about a parameter: it has the literal where the condition takes the branch. */
export interface ParameterTest {
  readonly condition: string;
  readonly branch: 0 | 1;
  readonly literal: Scalar;
}

/** What decides a parameter. */
export interface ParameterChoices {
  readonly tests: readonly ParameterTest[];
  /** The values that it may have; empty where any may be given. */
  readonly allowed: readonly Scalar[];
}

/** The conditions that compare a parameter with a literal, by the parameter: `!Equals [!Ref Stage, prod]`, or its opposite. */
export function parameterTests(
  conditions: ReadonlyMap<string, PlacedMember>,
  canonical: (name: string) => Canonical,
): ReadonlyMap<string, readonly ParameterTest[]> {
  const found = new Map<string, ParameterTest[]>();
  for (const [name, { member }] of conditions) {
    const test = member.expr === null ? null : comparison(member.expr);
    const { name: condition, negated } = canonical(name);
    // Others that say the same have been met under their first name.
    if (test === null || condition !== name) continue;
    const branch = test.negated === negated ? 0 : 1;
    const tests = found.get(test.parameter) ?? [];
    found.set(test.parameter, [...tests, { condition, branch, literal: test.literal }]);
  }
  return found;
}

interface Comparison {
  readonly parameter: string;
  readonly literal: Scalar;
  readonly negated: boolean;
}

function comparison(expr: Expr): Comparison | null {
  if (expr.kind !== 'call' || expr.callee.kind !== 'name') return null;
  const [first, second] = expr.args.map((arg) => arg.value);
  if (expr.callee.name === 'Fn::Not' && first !== undefined) {
    const inner = comparison(first);
    return inner === null ? null : { ...inner, negated: !inner.negated };
  }
  if (expr.callee.name !== 'Fn::Equals') return null;
  const name = [first, second].find((each) => each?.kind === 'name');
  const literal = [first, second].find((each) => each?.kind === 'literal');
  if (name?.kind !== 'name' || literal?.kind !== 'literal') return null;
  return { parameter: name.name, literal: literal.value, negated: false };
}
