/* eslint-disable max-lines -- one interpreter: what each kind of expression means */
import { evaluate, join, movedTo, pick, readAlsoBy, unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Entry, How, ObjectValue, Value } from '../../model/value';
import { ABSENT, scalarAt } from '../../model/value';
import { chosen } from '../program/outcome';
import { broughtTo } from './broughtTo';
import { asDefault } from './defaults';
import { cdkAttribute, cdkCall } from './constructing';
import { commandLineDefault } from './commandLine';
import { OPERATORS, TESTS } from './operators';

import { lastOf } from './meaning';
import { attributeOfThings, thingsBehind } from './ownAttribute';
import type { PythonScope } from './scope';
import { sdkValue } from './sdkValues';
import type { CallExpr, PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';
import { attributeOfMade } from './made';

/** What a call is worth, as far as it can be told without running it. */
export function interpretCall(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin, depth: number): Value {
  const { expr, statement } = placed;
  const value = (each: Expr): Value => evaluate(each, statement, scope, depth + 1);
  const { callee } = expr;
  if (callee.kind === 'name' && OPERATORS.has(callee.name))
    return operation(
      callee.name,
      expr.args.map((each) => value(each.value)),
      here,
    );
  if (callee.kind === 'name' && TESTS.has(callee.name)) return tested(scope, placed, here);
  if (callee.kind === 'name') {
    const builtin = ofBuiltin(scope, callee.name, placed, here, value);
    if (builtin !== null) return builtin;
  }
  const cdk = scope.usesCdk ? cdkCall(scope, placed, here) : null;
  if (cdk !== null) return cdk;
  const environment = environmentVariable(scope, placed, here, value);
  if (environment !== null) return environment;
  if (callee.kind === 'attribute') {
    const method = ofMethod(callee, placed, here, value);
    if (method !== null) return method;
  }
  const sdk = sdkValue(scope, placed, here) ?? answer(scope, placed, here);
  if (sdk !== null) return sdk;
  return (
    ofOwnFunction(scope, placed, here, depth) ?? unresolved(`known only when ${nameOf(callee)}() has run`, null, here)
  );
}

/** What a comparison comes to, where the code decides it. */
function tested(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value {
  if (!scope.usesCdk) return unresolved('the value of an expression', null, here);
  const truth = (value: boolean): Value => scalarAt(value, here, 'constant');
  return chosen(scope.outcomeOf(placed), truth(true), truth(false), here);
}

/** What a call that makes a resource answers: the endpoint's name, the ARN by which an alarm calls a scaling policy. */
function answer(scope: PythonScope, placed: PlacedExpr, here: Origin): Value | null {
  const made = scope.madeAt(placed);
  if (made?.EndpointName !== undefined)
    return { kind: 'reference', resource: made.EndpointName, attribute: 'EndpointName', usedAt: here };
  const policy = made?.ScalingPolicy;
  if (policy === undefined) return null;
  const value: Value = { kind: 'reference', resource: policy, attribute: 'Arn', usedAt: here };
  const entry: Entry = { key: 'PolicyARN', keyOrigin: here, origin: here, value };
  const entries = new Map([['PolicyARN', entry]]);
  return { kind: 'object', entries, open: 'an answer of AWS', origin: here, usedAt: here };
}

/** What an attribute is worth. */
export function interpretAttribute(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<Extract<Expr, { kind: 'attribute' }>>,
  here: Origin,
  depth: number,
): Value {
  const { base, name } = expr;
  const cdk = scope.usesCdk ? cdkAttribute(scope, { expr, statement }, here, depth) : null;
  if (cdk !== null) return cdk;
  if (base.kind === 'name' && (base.name === 'self' || base.name === 'cls')) {
    const own = evaluate({ kind: 'name', name: `self.${name}`, span: expr.span }, statement, scope, depth + 1);
    const set = scope.names.tableAt(`self.${name}`, scope.viewpointOf(`self.${name}`, statement, expr.span));
    if (own.kind !== 'unresolved' || (set !== undefined && set.definitions.length > 0)) return own;
  }
  const { things, decidedBy } = thingsBehind(scope, { expr: base, statement });
  for (const thing of things) {
    const reference = thing.kind === 'object' ? attributeOfMade(scope.made, thing, name, here) : null;
    if (reference !== null) return reference;
  }
  const own = attributeOfThings(scope, things, { expr, statement }, here);
  if (own !== null) return decidedBy === null ? own : asDefault(own, decidedBy, here);
  if ((name === 'value' && base.kind === 'attribute') || name === 'default_value') {
    // A member of an enumeration, a parameter of a pipeline.
    const member = evaluate(base, statement, scope, depth + 1);
    if (member.kind === 'scalar') return movedTo(member, here);
  }
  if (scope.names.isSetFromOutside(name))
    return unresolved(`${sourceOf(expr)} is not defined here`, sourceOf(expr), here);
  const option = commandLineDefault(scope, { expr: base, statement }, name, here);
  if (option !== null) return option;
  return unresolved(`${sourceOf(expr)} is not defined here`, sourceOf(expr), here);
}

function ofBuiltin(
  scope: PythonScope,
  name: string,
  { expr, statement }: PlacedExpr<CallExpr>,
  here: Origin,
  value: (expr: Expr) => Value,
): Value | null {
  const first = positionalOf(expr, 0);
  switch (name) {
    case 'int':
    case 'float':
      return first === null ? null : converted(value(first), (each) => Number(each), here);
    case 'str':
      return first === null ? null : converted(value(first), (each) => String(each), here);
    case 'dict':
      return scope.names.tableAt(name, scope.viewpointOf(name, statement, expr.callee.span))?.definitions.length
        ? null
        : dictionary(expr, statement, here, value);
    case 'list':
    case 'tuple':
      return first === null
        ? { kind: 'list', items: [], open: false, origin: here, usedAt: here }
        : movedTo(value(first), here);
    default:
      return null;
  }
}

function dictionary(
  expr: CallExpr,
  statement: PlacedExpr['statement'],
  here: Origin,
  value: (expr: Expr) => Value,
): ObjectValue {
  const entries = new Map<string, Entry>();
  let open: string | null = null;
  for (const { keyword, value: given, span } of expr.args) {
    if (keyword !== null && !keyword.startsWith('*')) {
      const keyOrigin = originAt(statement, { start: span.start, end: span.start + keyword.length });
      entries.set(keyword, { key: keyword, keyOrigin, origin: originAt(statement, span), value: value(given) });
      continue;
    }
    const spread = value(given);
    if (spread.kind === 'object') {
      for (const [key, entry] of spread.entries) entries.set(key, entry);
      open ??= spread.open;
    } else open ??= 'entries unpacked from a value that is not known';
  }
  return { kind: 'object', entries, open, origin: here, usedAt: here };
}

function converted(value: Value, convert: (scalar: string | number | boolean) => string | number, here: Origin): Value {
  if (value.kind === 'oneOf')
    return { ...value, usedAt: here, branches: value.branches.map((branch) => converted(branch, convert, here)) };
  if (value.kind !== 'scalar') return movedTo(value, here);
  const result = convert(value.value);
  return Number.isNaN(result)
    ? unresolved('not a number', value.decidedBy, here)
    : { ...value, value: result, usedAt: here };
}

/** `os.environ.get("NAME", default)`, `os.getenv("NAME", default)`, `os.environ["NAME"]` */
function environmentVariable(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  here: Origin,
  value: (expr: Expr) => Value,
): Value | null {
  const name = nameOf(expr.callee);
  if (name !== 'get' && name !== 'getenv') return null;
  const source = sourceOf(expr.callee);
  const imported = scope.meanings.of({ expr: expr.callee, statement });
  const ofSystem =
    source === 'os.environ.get' ||
    source === 'os.getenv' ||
    source === 'environ.get' ||
    imported.some((thing) => thing.kind === 'imported' && /^os\.(?:environ\.get|getenv)$/.test(thing.path));
  if (!ofSystem) return null;
  const variable = positionalOf(expr, 0) ?? keywordOf(expr, 'key');
  const written = variable === null ? null : value(variable);
  const decidedBy = written?.kind === 'scalar' ? String(written.value) : 'an environment variable';
  const fallback = positionalOf(expr, 1) ?? keywordOf(expr, 'default');
  if (fallback === null) return unresolved(`environment variable ${decidedBy} has no default`, decidedBy, here);
  return asDefault(value(fallback), decidedBy, here);
}

function ofMethod(
  callee: Extract<Expr, { kind: 'attribute' }>,
  { expr }: PlacedExpr<CallExpr>,
  here: Origin,
  value: (expr: Expr) => Value,
): Value | null {
  const first = positionalOf(expr, 0);
  switch (callee.name) {
    case 'get':
      return first === null
        ? null
        : got(value(callee.base), value(first), positionalOf(expr, 1), sourceOf(callee.base), here, value);
    case 'format':
      return formatted(value(callee.base), expr, here, value);
    case 'join':
      return sourceOf(callee) === 'os.path.join' || sourceOf(callee) === 'path.join'
        ? joined(
            '/',
            expr.args.map((argument) => value(argument.value)),
            here,
          )
        : joinedList(value(callee.base), first === null ? null : value(first), here);
    case 'lower':
      return textual(value(callee.base), (text) => text.toLowerCase(), here);
    case 'upper':
      return textual(value(callee.base), (text) => text.toUpperCase(), here);
    case 'strip':
      return expr.args.length > 0 ? null : textual(value(callee.base), (text) => text.trim(), here);
    case 'copy':
    case 'deepcopy':
      return first === null ? ofCollection(value(callee.base), here) : ofCollection(value(first), here);
    default:
      return null;
  }
}

function ofCollection(value: Value, here: Origin): Value | null {
  return value.kind === 'object' || value.kind === 'list' ? movedTo(value, here) : null;
}

function textual(value: Value, change: (text: string) => string, here: Origin): Value | null {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return null;
  const changed = change(value.value);
  return changed === value.value
    ? movedTo(value, here)
    : { ...value, value: changed, how: 'constant', origin: here, usedAt: here };
}

/** `d.get(key, default)` */
function got(
  base: Value,
  key: Value,
  fallback: Expr | null,
  source: string,
  here: Origin,
  value: (expr: Expr) => Value,
): Value | null {
  const entry = key.kind === 'scalar' ? `${source}["${String(key.value)}"]` : source;
  if (base.kind === 'object' && key.kind === 'scalar') {
    if (base.entries.has(String(key.value)) || base.open !== null) {
      const found = pick(base, key, here);
      return found.kind === 'unresolved' && fallback !== null ? asDefault(value(fallback), entry, here) : found;
    }
    return fallback === null ? ABSENT : movedTo(value(fallback), here);
  }
  if (base.kind === 'oneOf') return pick(base, key, here);
  if (base.kind !== 'unresolved') return null;
  return fallback === null
    ? unresolved(base.why, base.decidedBy ?? entry, here)
    : asDefault(value(fallback), entry, here);
}

function joined(separator: string, parts: readonly Value[], here: Origin): Value {
  const text = (value: string): Value => scalarAt(value, here, 'literal');
  return join(
    parts.flatMap((part, index) => (index === 0 ? [part] : [text(separator), part])),
    here,
  );
}

function joinedList(separator: Value, list: Value | null, here: Origin): Value | null {
  if (separator.kind !== 'scalar' || list?.kind !== 'list' || list.open) return null;
  return joined(String(separator.value), list.items, here);
}

const PLACEHOLDER = /\{\{|\}\}|\{(\w*)\}/g;

/** `"…{}…{name}…".format(…)` without format specifications. */
function formatted(pattern: Value, call: CallExpr, here: Origin, value: (expr: Expr) => Value): Value | null {
  if (pattern.kind !== 'scalar' || typeof pattern.value !== 'string') return null;
  const text = pattern.value;
  const parts: Value[] = [];
  let at = 0;
  let position = 0;
  const add = (part: string): void => {
    if (part !== '') parts.push({ ...pattern, value: part });
  };
  for (const match of text.matchAll(PLACEHOLDER)) {
    add(text.slice(at, match.index));
    at = match.index + match[0].length;
    const name = match[1];
    if (name === undefined) {
      add(match[0].slice(1));
      continue;
    }
    const given =
      name === ''
        ? positionalOf(call, position++)
        : /^\d+$/.test(name)
          ? positionalOf(call, Number(name))
          : keywordOf(call, name);
    parts.push(given === null ? unresolved('formatted when the code runs', null, here) : value(given));
  }
  add(text.slice(at));
  return /\{[^{}\w]|\{\w+[^\w}]/.test(text.replaceAll('{{', '').replaceAll('}}', ''))
    ? unresolved('formatted when the code runs', null, here)
    : join(parts, here);
}

function operation(name: string, operands: readonly Value[], here: Origin): Value {
  const [left, right] = operands;
  if (left === undefined) return unresolved('not complete', null, here);
  if (name === 'or') return right === undefined ? left : either(left, right, here);
  if (left.kind === 'oneOf')
    return {
      ...left,
      usedAt: here,
      branches: left.branches.map((branch) => operation(name, [branch, ...operands.slice(1)], here)),
    };
  if (right?.kind === 'oneOf')
    return { ...right, usedAt: here, branches: right.branches.map((branch) => operation(name, [left, branch], here)) };
  if (name === '+' && right !== undefined) return sum(left, right, here);
  if (name === '%' && left.kind === 'scalar' && typeof left.value === 'string') return percent(left, right, here);
  const a = numberOf(left);
  const b = right === undefined ? undefined : numberOf(right);
  const result = a === undefined ? undefined : calculated(name, a, b);
  if (result === undefined || !Number.isFinite(result)) {
    const undecided = [left, right].find((each) => each?.kind === 'unresolved');
    return undecided?.kind === 'unresolved'
      ? { ...undecided, usedAt: here }
      : unresolved('calculated when the code runs', null, here);
  }
  return {
    kind: 'scalar',
    how: howOf(operands),
    value: result,
    origin: here,
    usedAt: here,
    readers: [],
    decidedBy: null,
    allowed: null,
  };
}

function numberOf(value: Value): number | undefined {
  return value.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}

function calculated(name: string, a: number, b: number | undefined): number | undefined {
  if (name === 'negative') return -a;
  if (b === undefined) return undefined;
  switch (name) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return Math.floor(a / b);
    case '%':
      return a - b * Math.floor(a / b);
    default:
      return undefined;
  }
}

function howOf(operands: readonly Value[]): How {
  return operands.some((each) => each.kind === 'scalar' && each.how === 'default') ? 'default' : 'constant';
}

function sum(left: Value, right: Value, here: Origin): Value {
  if (left.kind === 'list' && right.kind === 'list')
    return {
      kind: 'list',
      items: [...left.items, ...right.items],
      open: left.open || right.open,
      origin: here,
      usedAt: here,
    };
  const a = numberOf(left);
  const b = numberOf(right);
  if (a !== undefined && b !== undefined)
    return {
      kind: 'scalar',
      how: howOf([left, right]),
      value: a + b,
      origin: here,
      usedAt: here,
      readers: [],
      decidedBy: null,
      allowed: null,
    };
  if (a !== undefined || b !== undefined) return unresolved('calculated when the code runs', null, here);
  if (left.kind === 'unresolved' && right.kind === 'unresolved') return { ...left, usedAt: here };
  return join([left, right], here);
}

/** `a or b`: the second where the first is nothing. */
function either(left: Value, right: Value, here: Origin): Value {
  switch (left.kind) {
    case 'scalar':
      return left.value === '' || left.value === 0 || left.value === false ? movedTo(right, here) : movedTo(left, here);
    case 'absent':
      return movedTo(right, here);
    case 'unresolved':
      return asDefault(right, left.decidedBy ?? 'the value before `or`', here);
    case 'oneOf':
    case 'reference':
    case 'interpolation':
    case 'list':
    case 'object':
      return movedTo(left, here);
  }
}

/** `"…%s…" % value` */
function percent(pattern: Extract<Value, { kind: 'scalar' }>, given: Value | undefined, here: Origin): Value {
  const texts = String(pattern.value).split(/%[sd]/);
  const values = given?.kind === 'list' ? given.items : given === undefined ? [] : [given];
  if (texts.length !== values.length + 1 || texts.some((text) => text.includes('%')))
    return unresolved('formatted when the code runs', null, here);
  return join(
    texts.flatMap((text, index): Value[] => {
      const value = values[index];
      return [{ ...pattern, value: text }, ...(value === undefined ? [] : [value])];
    }),
    here,
  );
}

/** A function of this unit that always gives the same. */
function ofOwnFunction(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  here: Origin,
  depth: number,
): Value | null {
  const things = scope.meanings.of({ expr: expr.callee, statement });
  const [thing] = things;
  if (things.length !== 1 || thing?.kind !== 'function') return null;
  const [only, ...others] = thing.body.returns;
  if (only === undefined || others.length > 0) return null;
  const returned = { expr: only.expr, statement: thing.statement };
  const value = scope.at(thing.statement).answerOf(thing.body, { expr, statement }, returned, depth);
  const isConstruct = value.kind === 'reference' && scope.constructMaking(value.resource) !== null;
  if (!isConstruct && value.kind !== 'scalar' && value.kind !== 'object' && value.kind !== 'list') return null;
  return readAlsoBy(broughtTo(value, here), scope.at(thing.statement).readers.ofCalls(thing.body, thing.statement));
}

/** The last name of a callee. */
export function nameOf(expr: Expr): string {
  return expr.kind === 'name' || expr.kind === 'attribute' ? expr.name : 'it';
}

/** Names and attributes as they are written. */
export function sourceOf(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'attribute') return `${sourceOf(expr.base)}.${expr.name}`;
  if (expr.kind === 'call') return `${sourceOf(expr.callee)}()`;
  if (expr.kind === 'index') return `${sourceOf(expr.base)}[…]`;
  return '…';
}

export { lastOf };
