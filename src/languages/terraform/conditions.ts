import type { Expr } from '../../model/expression';
import type { Value } from '../../model/value';

/** What a condition comes to: decided, or the name of what is open and whether it is asked the other way round. */
export interface Truth {
  readonly truth: boolean | undefined;
  readonly name: string;
  readonly negated: boolean;
}

/**
 * What a condition comes to. Only what is written or given for an environment decides it: one that rests on a default stays
 * open, so that both its outcomes are looked at.
 */
export function truthOf(expr: Expr, evaluated: (expr: Expr) => Value): Truth {
  const open = (truth: boolean | undefined): Truth => ({ truth, name: textOf(expr), negated: false });
  if (expr.kind !== 'call' || expr.callee.kind !== 'name') return open(decided(evaluated(expr)));
  const [first, second] = expr.args.map((arg) => arg.value);
  if (first === undefined) return open(undefined);
  switch (expr.callee.name) {
    case '!':
      return flipped(truthOf(first, evaluated));
    case '&&':
    case '||': {
      if (second === undefined) return open(undefined);
      const isAnd = expr.callee.name === '&&';
      const both = [truthOf(first, evaluated), truthOf(second, evaluated)];
      if (both.some((each) => each.truth === !isAnd)) return open(!isAnd);
      // What is decided already doesn't count: the other one is the condition.
      const [only, ...others] = both.filter((each) => each.truth === undefined);
      if (only === undefined) return open(isAnd);
      return others.length === 0 ? only : open(undefined);
    }
    case '!=':
    case '==':
      if (second === undefined) return open(undefined);
      return equality(expr.callee.name === '!=', first, second, evaluated);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return second === undefined
        ? open(undefined)
        : open(compared(expr.callee.name, evaluated(first), evaluated(second)));
    default:
      return open(decided(evaluated(expr)));
  }
}

function flipped({ truth, name, negated }: Truth): Truth {
  return { truth: truth === undefined ? undefined : !truth, name, negated: !negated };
}

function equality(isNot: boolean, first: Expr, second: Expr, evaluated: (expr: Expr) => Value): Truth {
  const asked = second.kind === 'literal' && typeof second.value === 'boolean' ? second.value : null;
  // `var.enabled == true` is `var.enabled`.
  if (asked !== null) {
    const truth = truthOf(first, evaluated);
    return asked === isNot ? flipped(truth) : truth;
  }
  const truth = equal(evaluated(first), evaluated(second));
  const name = `${textOf(first)} == ${textOf(second)}`;
  const result: Truth = { truth, name, negated: false };
  return isNot ? flipped(result) : result;
}

function decided(value: Value): boolean | undefined {
  if (!isDecisive(value)) return undefined;
  const text = String(value.value);
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function equal(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'absent' || b.kind === 'absent') {
    const other = a.kind === 'absent' ? b : a;
    if (other.kind === 'absent') return true;
    return other.kind === 'unresolved' || other.kind === 'oneOf' || isOpen(other) ? undefined : false;
  }
  if (!isDecisive(a) || !isDecisive(b)) return undefined;
  return String(a.value) === String(b.value);
}

function compared(operator: string, a: Value, b: Value): boolean | undefined {
  if (!isDecisive(a) || !isDecisive(b)) return undefined;
  const [left, right] = [Number(a.value), Number(b.value)];
  if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function isOpen(value: Value): boolean {
  return value.kind === 'scalar' && !isDecisive(value);
}

function isDecisive(value: Value): value is Extract<Value, { kind: 'scalar' }> {
  return value.kind === 'scalar' && value.how !== 'default' && value.how !== 'assumed';
}

/** An expression as text, the same for all ways to space it. */
export function textOf(expr: Expr): string {
  switch (expr.kind) {
    case 'literal':
      return JSON.stringify(expr.value);
    case 'nothing':
      return 'null';
    case 'name':
      return expr.name;
    case 'attribute':
      return `${textOf(expr.base)}.${expr.name}`;
    case 'index':
      return `${textOf(expr.base)}[${textOf(expr.key)}]`;
    case 'list':
      return `[${expr.items.map(textOf).join(', ')}]`;
    case 'object':
      return `{${expr.members.map((member) => (member.kind === 'entry' ? `${member.key} = ${textOf(member.value)}` : textOf(member.value))).join(', ')}}`;
    case 'concat':
      return expr.parts.map((part) => (part.kind === 'literal' ? String(part.value) : `\${${textOf(part)}}`)).join('');
    case 'call':
      return textOfCall(expr);
    case 'choice':
      return expr.condition;
    case 'opaque':
      return expr.why;
  }
}

function textOfCall({ callee, args }: Extract<Expr, { kind: 'call' }>): string {
  const name = textOf(callee);
  const [first = '', second = '', ...others] = args.map((arg) => textOf(arg.value));
  if (name === '!' || name === '-') return args.length === 1 ? `${name}${first}` : `${first} ${name} ${second}`;
  if (name === '[]') return `${first}[${second}]`;
  if (name === '[*]') return `${first}[*]`;
  if (name === '?:') return `${first} ? ${second} : ${others.join('')}`;
  if (/^\w/.test(name)) return `${name}(${args.map((arg) => textOf(arg.value)).join(', ')})`;
  return `${first} ${name} ${second}`;
}
