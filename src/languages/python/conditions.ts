import type { Scalar } from '../../model/expression';
import type { ScalarValue, Value } from '../../model/value';
import { and, not, or, type Outcome } from '../program/outcome';
import { wordsOf } from '../program/words';
import { conditionText } from './expressions';
import type { Branching } from './fragment';

import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';
import { expressionBehind, listBehind } from './behind';
import type { CallExpr, PlacedExpr } from './placed';

/**
 * Whether a condition holds, as far as the code of a CDK app decides it, else what it depends on. Only what is written
 * decides: a condition that rests on a default stays open.
 */
export function outcomeOf(scope: PythonScope, placed: PlacedExpr): Outcome {
  return scope.once(placed.expr, () => outcome(scope, placed)) ?? openAs(scope, ownKey(scope, placed), textOf(placed));
}

function outcome(scope: PythonScope, placed: PlacedExpr): Outcome {
  const behind = expressionBehind(scope, placed);
  const { expr } = behind;
  if (expr.kind !== 'call' || expr.callee.kind !== 'name') return outcomeOfThing(scope, behind);
  return outcomeOfTest(scope, expr, expr.callee.name, behind);
}

function outcomeOfTest(scope: PythonScope, { args }: CallExpr, name: string, placed: PlacedExpr): Outcome {
  const [first, second] = args.map(({ value }): PlacedExpr => ({ expr: value, statement: placed.statement }));
  if (first === undefined) return outcomeOfThing(scope, placed);
  if (name === 'not') return not(scope.outcomeOf(first));
  if (name === 'bool') return scope.outcomeOf(first);
  if (second === undefined) return outcomeOfThing(scope, placed);
  switch (name) {
    case 'and':
      return and([scope.outcomeOf(first), scope.outcomeOf(second)]);
    case 'or':
      return or([scope.outcomeOf(first), scope.outcomeOf(second)]);
    case '==':
      return equality(scope, first, second);
    case '!=':
      return not(equality(scope, first, second));
    case 'is':
      return same(scope, first, second);
    case 'is not':
      return not(same(scope, first, second));
    case 'in':
      return holds(scope, second, first);
    case 'not in':
      return not(holds(scope, second, first));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (
        compared(name, scope.value(first), scope.value(second)) ?? openAs(scope, ownKey(scope, placed), textOf(placed))
      );
    default:
      return outcomeOfThing(scope, placed);
  }
}

/** Whether Python takes a value for true. */
function outcomeOfThing(scope: PythonScope, placed: PlacedExpr): Outcome {
  return truth(scope, scope.value(placed), placed);
}

function truth(scope: PythonScope, value: Value, placed: PlacedExpr): Outcome {
  switch (value.kind) {
    case 'absent':
      return isLeftToCallers(scope, placed) ? open(scope, placed) : false;
    case 'scalar':
      return isDecisive(value) ? Boolean(value.value) : open(scope, placed);
    case 'list':
      return value.items.length > 0 ? true : value.open ? open(scope, placed) : false;
    case 'object':
      return value.entries.size > 0 ? true : value.open === null ? false : open(scope, placed);
    case 'reference':
    case 'interpolation':
      return true;
    case 'unresolved':
      return isObject(scope, placed) ? true : open(scope, placed);
    case 'oneOf':
      return overBranches(value, (branch) => truth(scope, branch, placed)) ?? open(scope, placed);
  }
}

/** Where a value is one of two; null where it is one of more. */
function overBranches(value: Extract<Value, { kind: 'oneOf' }>, test: (branch: Value) => Outcome): Outcome | null {
  const { condition, branches } = value;
  if (branches.length !== 2) return null;
  return or(branches.map((each, branch) => and([{ condition, branch }, test(each)])));
}

/** Whether a name is a parameter of something that nobody in sight calls: its default says what it may be. */
function isLeftToCallers(scope: PythonScope, { expr, statement }: PlacedExpr): boolean {
  if (expr.kind !== 'name') return false;
  const resolution = scope.names.resolve(expr.name, scope.viewpointOf(expr.name, statement, expr.span));
  if (resolution.kind !== 'definition' || resolution.definition.written.given.kind !== 'parameter') return false;
  const { of } = resolution.definition.written.given;
  const where = resolution.definition.statement;
  if (scope.callFollowed(of) !== undefined || scope.instanceOf(of, where) !== null) return false;
  return scope.names.callsOf(of, where).every(({ written }) => written.called === null);
}

/** An object of a class of the code. */
function isObject(scope: PythonScope, placed: PlacedExpr): boolean {
  const things = scope.meanings.of(placed);
  return things.length > 0 && things.every((thing) => thing.kind === 'instance');
}

/** `x is None`, `x is True` */
function same(scope: PythonScope, placed: PlacedExpr, other: PlacedExpr): Outcome {
  if (other.expr.kind === 'literal' && typeof other.expr.value === 'boolean') return equality(scope, placed, other);
  const value = scope.value(placed);
  const [key, text] = [`${keyOf(scope, placed)} is None`, `${textOf(placed)} is None`];
  if (other.expr.kind !== 'nothing')
    return openAs(scope, `${keyOf(scope, placed)} is ${keyOf(scope, other)}`, `${textOf(placed)} is ${textOf(other)}`);
  const isNone = (each: Value): Outcome => {
    if (each.kind === 'absent')
      return isLeftToCallers(scope, expressionBehind(scope, placed)) ? openAs(scope, key, text) : true;
    if (each.kind === 'oneOf') return overBranches(each, isNone) ?? openAs(scope, key, text);
    if (each.kind === 'unresolved' && isObject(scope, placed)) return false;
    return each.kind === 'unresolved' || (each.kind === 'scalar' && !isDecisive(each))
      ? openAs(scope, key, text)
      : false;
  };
  return isNone(value);
}

function equality(scope: PythonScope, left: PlacedExpr, right: PlacedExpr): Outcome {
  // The value that is asked for stands on the right, wherever it is written.
  if (left.expr.kind === 'literal' && right.expr.kind !== 'literal') return equality(scope, right, left);
  const stillOpen = (): Outcome =>
    openAs(scope, `${keyOf(scope, left)} == ${keyOf(scope, right)}`, `${textOf(left)} == ${textOf(right)}`);
  const isLeft = [left, right].some((each) => isLeftToCallers(scope, expressionBehind(scope, each)));
  const compare = (a: Value, b: Value): Outcome => {
    if (isLeft && (a.kind === 'absent' || b.kind === 'absent')) return stillOpen();
    if (a.kind === 'oneOf') return overBranches(a, (branch) => compare(branch, b)) ?? stillOpen();
    if (b.kind === 'oneOf') return overBranches(b, (branch) => compare(a, branch)) ?? stillOpen();
    return equal(a, b) ?? stillOpen();
  };
  return compare(scope.value(left), scope.value(right));
}

function equal(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'absent' && b.kind === 'absent') return true;
  if (a.kind === 'absent') return isDecisive(b) ? false : undefined;
  if (b.kind === 'absent') return isDecisive(a) ? false : undefined;
  return isDecisive(a) && isDecisive(b) ? plain(a.value) === plain(b.value) : undefined;
}

/** In Python `True` is 1. */
function plain(scalar: Scalar): string | number {
  return typeof scalar === 'boolean' ? Number(scalar) : scalar;
}

/** `stage in ("prod", "staging")`, `"prod" in name`, `stage in SETTINGS` */
function holds(scope: PythonScope, collection: PlacedExpr, wanted: PlacedExpr): Outcome {
  const value = scope.value(collection);
  const listed = listBehind(scope, collection);
  if (listed !== null && !listed.open && value.kind === 'list' && !value.open)
    if (listed.items.length === value.items.length)
      return or(listed.items.map((item) => equality(scope, wanted, item)));
  return isIn(value, scope.value(wanted)) ?? membership(scope, collection, wanted);
}

function membership(scope: PythonScope, collection: PlacedExpr, wanted: PlacedExpr): Outcome {
  const key = `${keyOf(scope, wanted)} in ${keyOf(scope, collection)}`;
  return openAs(scope, key, `${textOf(wanted)} in ${textOf(collection)}`);
}

function isIn(collection: Value, wanted: Value): boolean | undefined {
  if (!isDecisive(wanted)) return undefined;
  if (collection.kind === 'object')
    return collection.entries.has(String(wanted.value)) ? true : collection.open === null ? false : undefined;
  if (isDecisive(collection)) return String(collection.value).includes(String(wanted.value));
  if (collection.kind !== 'list') return undefined;
  const found = collection.items.map((item) => equal(item, wanted));
  if (found.includes(true)) return true;
  return collection.open || found.includes(undefined) ? undefined : false;
}

function compared(operator: '<' | '<=' | '>' | '>=', a: Value, b: Value): boolean | undefined {
  if (!isDecisive(a) || !isDecisive(b) || typeof a.value === 'string' || typeof b.value === 'string') return undefined;
  const [left, right] = [Number(a.value), Number(b.value)];
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function isDecisive(value: Value): value is ScalarValue {
  return value.kind === 'scalar' && value.how !== 'default' && value.how !== 'assumed';
}

/* What stays open */

function open(scope: PythonScope, placed: PlacedExpr): Outcome {
  return openAs(scope, keyOf(scope, placed), textOf(placed));
}

function openAs(scope: PythonScope, key: string, text: string): Outcome {
  return { condition: scope.conditionName(key, text), branch: 0 };
}

/** The same for all ways to write what one thing decides: a name, a value of the app's context. */
function keyOf(scope: PythonScope, placed: PlacedExpr): string {
  const behind = expressionBehind(scope, placed);
  const { expr } = behind;
  const value = scope.value(behind);
  if (isDecisive(value)) return JSON.stringify(plain(value.value));
  const decidedBy = 'decidedBy' in value ? value.decidedBy : null;
  if (decidedBy !== null && expr.kind === 'call' && /^context /.test(decidedBy)) return decidedBy;
  return ownKey(scope, behind, expr.kind === 'name' ? decidedBy : null);
}

/** What stands in one class is told apart from the same in another one. */
function ownKey(scope: PythonScope, placed: PlacedExpr, decidedBy: string | null = null): string {
  const { file, memberOf } = placed.statement;
  return `${decidedBy ?? textOf(placed)} of ${file} ${memberOf?.order ?? ''}${roundOf(scope, placed)}`;
}

/** What asks for a name of a loop, or of a function that is called several times, is asked anew each time. */
function roundOf(scope: PythonScope, { expr, statement }: PlacedExpr): string {
  const words = wordsOf(statement.read.text.slice(expr.span.start, expr.span.end));
  let found = '';
  for (let round = scope.standing; round !== null; round = round.outer) {
    const { loop, time } = round;
    if (loop === null) {
      const isOwn = words.some((word) => !/^(?:self|cls)$/.test(word) && time?.body.bound.has(word) === true);
      if (isOwn && time?.statement === statement) found += ` in round ${scope.numberOf(round)}`;
      continue;
    }
    const { over, statement: where } = loop;
    const isAsked = words.some((word) =>
      where.read.fragment.names
        .get(word)
        ?.definitions.some(({ given }) => given.kind === 'loop' && given.over === over),
    );
    if (where === statement && isAsked) found += ` in round ${scope.numberOf(round)}`;
  }
  return found;
}

function textOf({ expr, statement }: PlacedExpr): string {
  return conditionText(statement.read.text.slice(expr.span.start, expr.span.end));
}

/* Which way an `if` takes */

/** What the ways of an `if` depend on, in the order in which they are written; the last one is that none is taken, or `else`. */
export function outcomesOfWays(scope: PythonScope, branching: Branching, statement: PlacedStatement): Outcome[] {
  const tests = outcomesOfTests(scope, branching, statement);
  return tests.map((test, index) => and([...tests.slice(0, index).map(not), test]));
}

/** What the tests of an `if` come to, each for itself; the last one stands for `else`. */
export function outcomesOfTests(scope: PythonScope, { tests, arms }: Branching, statement: PlacedStatement): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const [index, { expr }] of tests.entries()) {
    const asked = outcomes.includes(true) ? false : scope.outcomeOf({ expr, statement });
    // Where an error may end the program there would be nothing at all.
    outcomes.push(typeof asked !== 'boolean' && arms[index]?.raises === true ? false : asked);
  }
  return [...outcomes, !outcomes.includes(true)];
}
