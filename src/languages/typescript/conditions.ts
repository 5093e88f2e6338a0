import { chosenBy, type Existence } from '../../model/existence';
import type { Expr, Scalar } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { How, ScalarValue, Value } from '../../model/value';
import { and, not, or, type Outcome } from '../program/outcome';
import type { When } from './fragment';
import type { PlacedChunk } from './reading';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { conditionText } from './syntax';
import { constructionBehind } from './behind';

/** What a condition comes to. Only what is written decides it: one that rests on a default stays open. */
export function outcomeOf(scope: TypeScriptScope, placed: PlacedExpr): Outcome {
  return scope.once(placed.expr, () => outcome(scope, placed)) ?? open(scope, textOf(placed), textOf(placed));
}

export function outcomeOfWhen(scope: TypeScriptScope, { test, negated }: When, chunk: PlacedChunk): Outcome {
  const found = outcomeOf(scope, { expr: test, chunk });
  return negated ? not(found) : found;
}

/** The value that an outcome chooses. Both are looked at only where nothing decides. */
export function choose(outcome: Outcome, then: () => Value, otherwise: () => Value, here: Origin): Value {
  if (typeof outcome === 'boolean') return outcome ? then() : otherwise();
  return chosenBy(outcome, then(), otherwise(), here);
}

function outcome(scope: TypeScriptScope, placed: PlacedExpr): Outcome {
  const { expr, chunk } = placed;
  if (expr.kind !== 'call') return truthOf(scope, placed);
  const [first, second] = expr.args.map(({ value }): PlacedExpr => ({ expr: value, chunk }));
  const name = expr.callee.kind === 'name' ? expr.callee.name : '';
  if (first === undefined) return truthOf(scope, placed);
  if (name === '!') return not(outcomeOf(scope, first));
  if (name === 'Boolean') return outcomeOf(scope, first);
  if (second === undefined) return isOneOf(scope, expr, first) ?? truthOf(scope, placed);
  switch (name) {
    case '&&':
      return and([outcomeOf(scope, first), outcomeOf(scope, second)]);
    case '||':
      return or([outcomeOf(scope, first), outcomeOf(scope, second)]);
    case '===':
    case '==':
      return equality(scope, first, second);
    case '!==':
    case '!=':
      return not(equality(scope, first, second));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(scope, placed, name, scope.value(first), scope.value(second));
    default:
      return truthOf(scope, placed);
  }
}

/** Whether JavaScript takes a value for true. */
function truthOf(scope: TypeScriptScope, placed: PlacedExpr): Outcome {
  if (constructionBehind(scope, placed) !== null) return true;
  return truth(scope, scope.value(placed), textOf(placed));
}

function truth(scope: TypeScriptScope, value: Value, text: string): Outcome {
  switch (value.kind) {
    case 'absent':
      return false;
    case 'scalar':
      return isDecisive(value) ? Boolean(value.value) : open(scope, keyOf(value, text), text);
    case 'unresolved':
      return open(scope, keyOf(value, text), text);
    case 'oneOf':
      return overBranches(value, (branch) => truth(scope, branch, text));
    case 'list':
    case 'object':
    case 'reference':
    case 'interpolation':
      return true;
  }
}

function overBranches(value: Extract<Value, { kind: 'oneOf' }>, test: (branch: Value) => Outcome): Outcome {
  return or(value.branches.map((each, branch) => and([{ condition: value.condition, branch }, test(each)])));
}

function equality(scope: TypeScriptScope, left: PlacedExpr, right: PlacedExpr): Outcome {
  // The value that is asked for stands on the right, wherever it is written.
  if (left.expr.kind === 'literal' && right.expr.kind !== 'literal') return equality(scope, right, left);
  if (right.expr.kind === 'literal' && typeof right.expr.value === 'boolean') {
    const found = outcomeOf(scope, left);
    return right.expr.value ? found : not(found);
  }
  return equal(scope, scope.value(left), scope.value(right), textOf(left), textOf(right));
}

function equal(scope: TypeScriptScope, a: Value, b: Value, textA: string, textB: string): Outcome {
  if (a.kind === 'oneOf') return overBranches(a, (branch) => equal(scope, branch, b, textA, textB));
  if (b.kind === 'oneOf') return overBranches(b, (branch) => equal(scope, a, branch, textA, textB));
  if (a.kind === 'absent' || b.kind === 'absent') {
    const other = a.kind === 'absent' ? b : a;
    if (other.kind === 'absent') return true;
    if (other.kind !== 'unresolved' && (other.kind !== 'scalar' || isDecisive(other))) return false;
  }
  if (isDecisive(a) && isDecisive(b)) return a.value === b.value;
  return open(scope, `${keyOf(a, textA)} === ${keyOf(b, textB)}`, `${textA} === ${textB}`);
}

function comparison(
  scope: TypeScriptScope,
  placed: PlacedExpr,
  operator: '<' | '<=' | '>' | '>=',
  a: Value,
  b: Value,
): Outcome {
  if (a.kind === 'oneOf') return overBranches(a, (branch) => comparison(scope, placed, operator, branch, b));
  if (b.kind === 'oneOf') return overBranches(b, (branch) => comparison(scope, placed, operator, a, branch));
  const text = textOf(placed);
  if (!isDecisive(a) || !isDecisive(b)) return open(scope, text, text);
  const [left, right] = [Number(a.value), Number(b.value)];
  if (Number.isNaN(left) || Number.isNaN(right)) return open(scope, text, text);
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

const OF_TEXT: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  includes: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};

/** `['prod', 'staging'].includes(stage)`, `stage.startsWith('prod')`; null for any other call. */
function isOneOf(
  scope: TypeScriptScope,
  { callee }: Extract<Expr, { kind: 'call' }>,
  wanted: PlacedExpr,
): Outcome | null {
  if (callee.kind !== 'attribute' || !Object.hasOwn(OF_TEXT, callee.name)) return null;
  const base = scope.value({ expr: callee.base, chunk: wanted.chunk });
  const value = scope.value(wanted);
  if (base.kind === 'list' && !base.open && callee.name === 'includes')
    return or(base.items.map((item) => equal(scope, value, item, textOf(wanted), itemText(item))));
  const holds = OF_TEXT[callee.name];
  if (holds === undefined || !isDecisive(base) || !isDecisive(value)) return null;
  return holds(String(base.value), String(value.value));
}

function itemText(item: Value): string {
  return item.kind === 'scalar' ? literalText(item.value) : '…';
}

type Decisive = ScalarValue & { readonly how: Exclude<How, 'default' | 'assumed'> };

function isDecisive(value: Value): value is Decisive {
  return value.kind === 'scalar' && value.how !== 'default' && value.how !== 'assumed';
}

/* What stays open */

function open(scope: TypeScriptScope, key: string, text: string): Existence {
  return { condition: scope.conditionName(key, text), branch: 0 };
}

/** The same for all ways to write what one thing decides. */
function keyOf(value: Value, text: string): string {
  if (isDecisive(value)) return literalText(value.value);
  return ('decidedBy' in value ? value.decidedBy : null) ?? text;
}

function textOf({ expr, chunk }: PlacedExpr): string {
  if (expr.kind === 'literal') return literalText(expr.value);
  return conditionText(chunk.read.text.slice(expr.span.start, expr.span.end));
}

function literalText(value: Scalar): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
