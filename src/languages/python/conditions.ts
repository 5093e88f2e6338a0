import type { Expr, Scalar } from '../../model/expression';
import type { ScalarValue, Value } from '../../model/value';
import type { Branching } from './fragment';
import type { CallExpr, PlacedExpr } from './meaning';
import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';

/**
 * Whether a condition holds, as far as the code of a CDK app decides it. Only what is written does: one that rests on a
 * default stays open, and so does every condition of a script or a notebook, which is run again with another value.
 */
export function truthOf(scope: PythonScope, placed: PlacedExpr): boolean | undefined {
  if (!scope.usesCdk) return undefined;
  const { expr } = placed;
  if (expr.kind !== 'call' || expr.callee.kind !== 'name') return truthOfThing(scope, placed);
  return truthOfTest(scope, expr, expr.callee.name, placed);
}

function truthOfTest(scope: PythonScope, { args }: CallExpr, name: string, placed: PlacedExpr): boolean | undefined {
  const [first, second] = args.map(({ value }): PlacedExpr => ({ expr: value, statement: placed.statement }));
  if (first === undefined) return truthOfThing(scope, placed);
  if (name === 'not') return not(truthOf(scope, first));
  if (second === undefined) return truthOfThing(scope, placed);
  switch (name) {
    case 'and':
      return both(truthOf(scope, first), truthOf(scope, second));
    case 'or':
      return not(both(not(truthOf(scope, first)), not(truthOf(scope, second))));
    case '==':
      return equal(scope.value(first), scope.value(second));
    case '!=':
      return not(equal(scope.value(first), scope.value(second)));
    case 'is':
      return same(scope, first, second.expr);
    case 'is not':
      return not(same(scope, first, second.expr));
    case 'in':
      return holds(scope.value(second), scope.value(first));
    case 'not in':
      return not(holds(scope.value(second), scope.value(first)));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compared(name, scope.value(first), scope.value(second));
    default:
      return truthOfThing(scope, placed);
  }
}

/** Whether Python takes a value for true. */
function truthOfThing(scope: PythonScope, placed: PlacedExpr): boolean | undefined {
  const value = scope.value(placed);
  switch (value.kind) {
    case 'absent':
      return false;
    case 'scalar':
      return isDecisive(value) ? Boolean(value.value) : undefined;
    case 'list':
      return value.items.length > 0 ? true : value.open ? undefined : false;
    case 'object':
      return value.entries.size > 0 ? true : value.open === null ? false : undefined;
    case 'reference':
    case 'interpolation':
      return true;
    case 'unresolved':
      return isObject(scope, placed) ? true : undefined;
    case 'oneOf':
      return undefined;
  }
}

/** An object of a class of the code. */
function isObject(scope: PythonScope, placed: PlacedExpr): boolean {
  const things = scope.meanings.of(placed);
  return things.length > 0 && things.every((thing) => thing.kind === 'instance');
}

/** `x is None`, `x is True` */
function same(scope: PythonScope, placed: PlacedExpr, other: Expr): boolean | undefined {
  const value = scope.value(placed);
  if (other.kind === 'literal' && typeof other.value === 'boolean')
    return equal(value, scope.value({ ...placed, expr: other }));
  if (other.kind !== 'nothing') return undefined;
  if (value.kind === 'absent') return true;
  if (value.kind === 'unresolved') return isObject(scope, placed) ? false : undefined;
  return value.kind === 'oneOf' || (value.kind === 'scalar' && !isDecisive(value)) ? undefined : false;
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

function holds(collection: Value, wanted: Value): boolean | undefined {
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

function not(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : undefined;
}

/** Which way an `if` takes: the number of the way as it is written, -1 where it takes none; undefined where that is open. */
export function wayOf(scope: PythonScope, { tests, arms }: Branching, statement: PlacedStatement): number | undefined {
  if (tests.length === 0) return undefined;
  for (const [index, test] of tests.entries()) {
    const truth = truthOf(scope, { expr: test.expr, statement });
    if (truth === undefined) return undefined;
    if (truth) return index;
  }
  return arms.length > tests.length ? tests.length : -1;
}
