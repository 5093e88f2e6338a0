import type { Expr } from '../../model/expression';
import { evaluate } from '../../model/evaluate';
import type { Scope } from '../../model/evaluate';
import type { Site } from '../../model/origin';
import type { Value } from '../../model/value';
import type { PlacedMember } from './reading';
import type { Canonical } from './sameConditions';
import { sameConditions } from './sameConditions';

/** Conditions of a template under one binding. */
export interface Conditions {
  /**
   * Whether a condition holds. Only what is written in the template or given by the binding decides it: one that rests on
   * a default, or on a Region that is merely assumed, stays open, so that both its outcomes are looked at.
   */
  decide(name: string): boolean | undefined;
  /** The condition that decides the same: `IsDev` may be `IsProd` negated. */
  canonical(name: string): Canonical;
}

/** How many conditions may rest on each other. */
const DEEPEST = 200;

/** The scope comes later: conditions and values are found through each other. */
export function conditionsOf(conditions: ReadonlyMap<string, PlacedMember>, scope: () => Scope): Conditions {
  const decided = new Map<string, boolean | undefined>();
  const test = (expr: Expr, site: Site): boolean | undefined => {
    if (expr.kind !== 'call' || expr.callee.kind !== 'name') return undefined;
    const operands = expr.args.map((arg) => arg.value);
    const [first, second] = operands;
    if (first === undefined) return undefined;
    switch (expr.callee.name) {
      case 'Condition':
        return first.kind === 'literal' ? decide(String(first.value)) : undefined;
      case 'Fn::Not':
        return negated(test(first, site));
      case 'Fn::And':
        return every(operands.map((operand) => test(operand, site)));
      case 'Fn::Or':
        return negated(every(operands.map((operand) => negated(test(operand, site)))));
      case 'Fn::Equals':
        return second === undefined
          ? undefined
          : equal(evaluate(first, site, scope()), evaluate(second, site, scope()));
      default:
        return undefined;
    }
  };
  let depth = 0;
  const decide = (name: string): boolean | undefined => {
    if (decided.has(name) || depth > DEEPEST) return decided.get(name);
    // A condition that is defined by itself is decided by nothing.
    decided.set(name, undefined);
    const written = conditions.get(name);
    depth++;
    const result = written?.member.expr ? test(written.member.expr, written.site) : undefined;
    depth--;
    decided.set(name, result);
    return result;
  };
  let same: ReadonlyMap<string, Canonical> | null = null;
  return {
    decide,
    canonical(name) {
      same ??= sameConditions(conditions);
      return same.get(name) ?? { name, negated: false };
    },
  };
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function every(truths: readonly (boolean | undefined)[]): boolean | undefined {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

function equal(a: Value, b: Value): boolean | undefined {
  if (!isDecisive(a) || !isDecisive(b)) return undefined;
  return String(a.value) === String(b.value);
}

function isDecisive(value: Value): value is Extract<Value, { kind: 'scalar' }> {
  return value.kind === 'scalar' && value.how !== 'default' && value.how !== 'assumed';
}
