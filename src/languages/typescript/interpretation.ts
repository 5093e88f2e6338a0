import { evaluate, join, movedTo, unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { ListValue, Value } from '../../model/value';
import { ABSENT, scalarAt } from '../../model/value';
import { isAssetOfCode, isAssetOfModel, uploaded } from '../cdk/assets';
import { containerImage } from './containerImage';
import { constantAt, literalAt } from '../cdk/properties';
import { plainJson } from '../program/plainJson';
import type { CallExpr } from './fragment';
import { isConstruction, isFunction } from './fragment';
import type { Placed } from './names';
import type { FunctionBody } from './fragment';
import { durationOf, scheduleExpression } from './schedule';
import { GENERATIVE_AI, SAGEMAKER_L2 } from '../cdk/libraries';
import { eventTarget, taskResource } from '../cdk/targets';
import { stepsOf } from './stateMachines';
import { localPath } from './localPath';
import { pathOf } from './paths';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { sourceOf } from './sourceText';
import { CONDITIONAL, conditional, operation } from './operators';
import { OPERATORS } from './walkExpressions';
import { madeBy } from './behind';

/** What a call is worth, as far as it can be told without running it. */
export function interpretCall(
  scope: TypeScriptScope,
  placed: PlacedExpr<CallExpr>,
  here: Origin,
  depth: number,
): Value {
  const { expr, chunk } = placed;
  const value = (each: Expr): Value => evaluate(each, chunk, scope, depth + 1);
  const { callee } = expr;
  if (callee.kind === 'name' && CONDITIONAL.has(callee.name)) return conditional(scope, placed, value, here);
  if (callee.kind === 'name' && OPERATORS.has(callee.name)) return operation(callee.name, expr, value, here);
  if (callee.kind === 'name' && callee.name === 'default') return operation('??', expr, value, here);
  if (callee.kind === 'name' && callee.name === 'spread') return first(expr, value) ?? ABSENT;
  if (isConstruction(expr)) return constructed(scope, placed, here);
  const typed = instanceTypeOf(scope, placed, here, value);
  if (typed !== null) return typed;
  const ofLibrary =
    containerImage(scope, placed) ??
    ofAsset(scope, placed, here) ??
    scheduleExpression(scope, placed, here) ??
    durationOf(scope, placed, here);
  if (ofLibrary !== null) return ofLibrary;
  const builtin = ofBuiltin(expr, here, value) ?? ofMethod(scope, placed, here, value) ?? stepsOf(scope, placed, here);
  if (builtin !== null) return builtin;
  const body = scope.bodyOf({ expr: callee, chunk }, false);
  if (body !== null)
    return called(
      scope,
      body,
      expr.args.map((each) => value(each.value)),
      here,
      depth,
    );
  return unresolved(`known only when ${sourceOf(callee)}() has run`, null, here);
}

function first(expr: CallExpr, value: (expr: Expr) => Value): Value | undefined {
  const [argument] = expr.args;
  return argument === undefined ? undefined : value(argument.value);
}

/** An object that makes a resource stands for it. */
function constructed(scope: TypeScriptScope, placed: PlacedExpr<CallExpr>, here: Origin): Value {
  const made = madeBy(scope, placed);
  if (made !== null) return { kind: 'reference', resource: made.main, attribute: 'Ref', usedAt: here };
  const given = (): Value[] => placed.expr.args.map(({ value }) => scope.value({ expr: value, chunk: placed.chunk }));
  const path = pathOf(scope, { expr: placed.expr.callee, chunk: placed.chunk });
  const started = path === null ? null : (eventTarget(path, given, here) ?? taskResource(path, given, here));
  return started ?? unresolved(`an object of class ${sourceOf(placed.expr.callee)}`, null, here);
}

/** `InstanceType.of('ml.m5.xlarge')`: written as a whole where the type is a literal. */
function instanceTypeOf(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  here: Origin,
  value: (expr: Expr) => Value,
): Value | null {
  if (expr.callee.kind !== 'attribute' || expr.callee.name !== 'of') return null;
  const path = pathOf(scope, { expr: expr.callee, chunk });
  const isTyped =
    (path?.module === SAGEMAKER_L2 && /^(?:InstanceType|AcceleratorType)\.of$/.test(path.name)) ||
    (path?.module.startsWith(GENERATIVE_AI) === true && path.name === 'SageMakerInstanceType.of');
  const given = isTyped ? first(expr, value) : undefined;
  if (given === undefined) return null;
  return given.kind === 'scalar' && given.how === 'literal' ? { ...given, origin: here, usedAt: here } : given;
}

/** `ModelData.fromAsset(path.join(__dirname, '../model/model.tar.gz'))`, `Code.fromAsset('src')` */
function ofAsset(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<CallExpr>, here: Origin): Value | null {
  if (expr.callee.kind !== 'attribute' || expr.callee.name !== 'fromAsset') return null;
  const [argument] = expr.args;
  const path = pathOf(scope, { expr: expr.callee, chunk });
  if (argument === undefined || path === null || !(isAssetOfModel(path) || isAssetOfCode(path))) return null;
  const file = localPath(scope, { expr: argument.value, chunk });
  return file === null ? null : uploaded(file, here);
}

const CONVERSIONS: ReadonlySet<string> = new Set(['String', 'Number', 'parseInt', 'parseFloat', 'Boolean']);

function ofBuiltin({ callee, args }: CallExpr, here: Origin, value: (expr: Expr) => Value): Value | null {
  const [argument] = args;
  if (callee.kind === 'name' && CONVERSIONS.has(callee.name) && argument !== undefined)
    return converted(callee.name, movedTo(value(argument.value), here), here);
  if (callee.kind !== 'attribute' || callee.base.kind !== 'name' || argument === undefined) return null;
  const given = (): Value => movedTo(value(argument.value), here);
  switch (`${callee.base.name}.${callee.name}`) {
    case 'Object.freeze':
    case 'Token.asString':
    case 'Token.asNumber':
    case 'Token.asList':
    case 'Array.from':
      return given();
    case 'JSON.stringify': {
      const plain = plainJson(given());
      return plain === undefined ? null : literalAt(JSON.stringify(plain), here);
    }
    case 'Object.values': {
      const object = given();
      if (object.kind !== 'object') return null;
      const items = [...object.entries.values()].map((entry) => entry.value);
      return { kind: 'list', items, open: object.open !== null, origin: object.origin, usedAt: here };
    }
    case 'Object.keys':
    case 'Object.entries': {
      const object = given();
      if (object.kind !== 'object') return null;
      const items = [...object.entries.values()].map(({ key, keyOrigin, value: each }): Value => {
        const name = constantAt(key, keyOrigin);
        if (callee.name === 'keys') return name;
        return { kind: 'list', items: [name, each], open: false, origin: keyOrigin, usedAt: here };
      });
      return { kind: 'list', items, open: object.open !== null, origin: object.origin, usedAt: here };
    }
    case 'Fn.join': {
      const separator = given();
      const list = args[1] === undefined ? ABSENT : value(args[1].value);
      if (separator.kind !== 'scalar' || list.kind !== 'list') return null;
      return joined(list, String(separator.value), here);
    }
    default:
      return null;
  }
}

function converted(name: string, given: Value, here: Origin): Value {
  if (given.kind !== 'scalar') return given;
  if (name === 'String') return { ...given, value: String(given.value) };
  if (name === 'Boolean') return given;
  const number = name === 'parseInt' ? parseInt(String(given.value), 10) : Number(given.value);
  return Number.isFinite(number) ? { ...given, value: number } : unresolved('not a number', given.decidedBy, here);
}

function joined(list: ListValue, separator: string, here: Origin): Value {
  const glue: Value = scalarAt(separator, here, 'literal');
  return join(
    list.items.flatMap((item, index) => (index === 0 || separator === '' ? [item] : [glue, item])),
    here,
  );
}

/** A method of a value, as far as it is known what it does. */
function ofMethod(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  here: Origin,
  value: (expr: Expr) => Value,
): Value | null {
  const { callee, args } = expr;
  if (callee.kind !== 'attribute') return null;
  const [argument] = args;
  switch (callee.name) {
    case 'toString':
    case 'promise':
      return movedTo(value(callee.base), here);
    case 'tryGetContext':
    case 'getContext': {
      const key = argument === undefined ? null : value(argument.value);
      const name = key?.kind === 'scalar' ? String(key.value) : null;
      const known = name === null ? null : scope.app?.context(name, here);
      return known ?? unresolved("set in the app's context", name === null ? null : `context ${name}`, here);
    }
    case 'map':
      return argument === undefined ? null : mapped(scope, value(callee.base), { expr: argument.value, chunk }, here);
    case 'filter': {
      const list = value(callee.base);
      const isTruth = argument?.value.kind === 'name' && argument.value.name === 'Boolean';
      return list.kind === 'list' && isTruth ? list : null;
    }
    case 'concat':
    case 'join':
      return ofList(callee.name, value(callee.base), argument === undefined ? ABSENT : value(argument.value), here);
    case 'toLowerCase':
    case 'toUpperCase':
    case 'trim': {
      const text = value(callee.base);
      if (text.kind !== 'scalar' || typeof text.value !== 'string') return null;
      const changed = {
        toLowerCase: text.value.toLowerCase(),
        toUpperCase: text.value.toUpperCase(),
        trim: text.value.trim(),
      };
      const after = changed[callee.name];
      // Text that the code itself changes is not written anywhere as it is used.
      return { ...text, value: after, usedAt: here, origin: after === text.value ? text.origin : here };
    }
    default:
      return null;
  }
}

function ofList(method: 'concat' | 'join', list: Value, given: Value, here: Origin): Value | null {
  if (list.kind !== 'list') return null;
  if (method === 'join') return list.open || given.kind !== 'scalar' ? null : joined(list, String(given.value), here);
  if (given.kind !== 'list') return null;
  return { ...list, items: [...list.items, ...given.items], open: list.open || given.open, usedAt: here };
}

/** One item after the other, as the function makes it. */
function mapped(scope: TypeScriptScope, list: Value, given: PlacedExpr, here: Origin): Value | null {
  if (list.kind === 'unresolved') return { ...list, usedAt: here };
  if (list.kind !== 'list') return null;
  const body: Placed<FunctionBody> | null = isFunction(given.expr)
    ? { chunk: given.chunk, written: given.expr.body }
    : scope.bodyOf(given, false);
  if (body === null) return null;
  const items = list.items.map((item, index) => {
    return called(scope, body, [item, constantAt(index, here)], here, 1);
  });
  return { kind: 'list', items, open: list.open, origin: here, usedAt: here };
}

/** What a function of this file answers for these arguments. */
function called(
  scope: TypeScriptScope,
  { chunk, written }: Placed<FunctionBody>,
  args: readonly Value[],
  here: Origin,
  depth: number,
): Value {
  const [only, ...others] = written.returns;
  if (only === undefined || others.length > 0 || scope.frames.has(written))
    return unresolved(`known only when ${written.name ?? 'the function'}() has run`, null, here);
  scope.frames.set(
    written,
    args.map((each) => (each.kind === 'absent' ? undefined : each)),
  );
  const value = evaluate(only, chunk, scope, depth + 1);
  scope.frames.delete(written);
  return movedTo(value, value.kind === 'scalar' ? here : usedAtOf(value, here));
}

function usedAtOf(value: Value, here: Origin): Origin {
  return value.kind === 'object' || value.kind === 'list' ? value.usedAt : here;
}
