import type { Expr } from '../../model/expression';
import { evaluate } from '../../model/evaluate';
import type { Scope } from '../../model/evaluate';
import type { Site } from '../../model/origin';
import type { Value } from '../../model/value';
import type { PlacedMember } from './reading';

/** Conditions of a template under one binding. */
export interface Conditions {
  /**
   * Whether a condition holds. Only what is written in the template or given by the binding decides it: one that rests on
   * a default, or on a Region that is merely assumed, stays open, so that both its outcomes are looked at.
   */
  decide(name: string): boolean | undefined;
  /** The condition that decides the same: `IsDev` may be `IsProd` negated. */
  canonical(name: string): { readonly name: string; readonly negated: boolean };
}

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
  const decide = (name: string): boolean | undefined => {
    if (decided.has(name)) return decided.get(name);
    // A condition that is defined by itself is decided by nothing.
    decided.set(name, undefined);
    const written = conditions.get(name);
    const result = written?.member.expr ? test(written.member.expr, written.site) : undefined;
    decided.set(name, result);
    return result;
  };
  let same: ReadonlyMap<string, { readonly name: string; readonly negated: boolean }> | null = null;
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

type Canonical = { readonly name: string; readonly negated: boolean };

/** Finds the conditions that say the same as an earlier one, or its opposite. */
function sameConditions(conditions: ReadonlyMap<string, PlacedMember>): ReadonlyMap<string, Canonical> {
  const firstOf = new Map<string, Canonical>();
  const found = new Map<string, Canonical>();
  for (const name of conditions.keys()) {
    const meaning = meaningOf(name, conditions, []);
    const first = firstOf.get(meaning.text);
    if (first === undefined) {
      firstOf.set(meaning.text, { name, negated: meaning.negated });
      continue;
    }
    found.set(name, { name: first.name, negated: meaning.negated !== first.negated });
  }
  return found;
}

interface Meaning {
  readonly text: string;
  readonly negated: boolean;
}

/** A text that is equal for conditions that say the same, up to negation. */
function meaningOf(name: string, conditions: ReadonlyMap<string, PlacedMember>, within: readonly string[]): Meaning {
  const expr = conditions.get(name)?.member.expr;
  if (!expr || within.includes(name)) return { text: `?${name}`, negated: false };
  return meaningOfTest(expr, conditions, [...within, name]);
}

function meaningOfTest(expr: Expr, conditions: ReadonlyMap<string, PlacedMember>, within: readonly string[]): Meaning {
  if (expr.kind !== 'call' || expr.callee.kind !== 'name') return { text: shape(expr), negated: false };
  const operands = expr.args.map((arg) => arg.value);
  const [first] = operands;
  switch (expr.callee.name) {
    case 'Condition':
      if (first?.kind === 'literal') return meaningOf(String(first.value), conditions, within);
      break;
    case 'Fn::Not':
      if (first !== undefined) {
        const inner = meaningOfTest(first, conditions, within);
        return { text: inner.text, negated: !inner.negated };
      }
      break;
    case 'Fn::And':
    case 'Fn::Or': {
      const parts = operands.map((operand) => meaningOfTest(operand, conditions, within));
      const texts = parts.map((part) => `${part.negated ? '!' : ''}${part.text}`).sort();
      return { text: `${expr.callee.name}(${texts.join(',')})`, negated: false };
    }
    case 'Fn::Equals':
      return { text: `=(${operands.map(shape).sort().join(',')})`, negated: false };
  }
  return { text: shape(expr), negated: false };
}

/** An expression without its places. */
function shape(expr: Expr): string {
  return JSON.stringify(expr, (key, value: unknown) => (/[sS]pan$/.test(key) ? undefined : value));
}
