/* eslint-disable max-lines -- one interpreter: what each kind of expression means */
import { evaluate, join, movedTo, pick, unresolved } from '../../model/evaluate';
import type { Expr, Scalar } from '../../model/expression';
import type { Origin } from '../../model/origin';

import type { AllowedValues, ListValue, ResourceId, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { containerImage } from './containerImage';
import { choose, outcomeOf } from './conditions';
import { enumValue } from '../cdk/enums';
import { plainJson } from '../program/plainJson';
import type { CallExpr } from './fragment';
import { isConstruction, isFunction } from './fragment';
import type { Placed } from './names';
import type { FunctionBody } from './fragment';
import { classAround } from './names';
import { durationOf, scheduleExpression } from './schedule';
import { constructionOf, regionOfStack } from './stackRegion';
import { GENERATIVE_AI, SAGEMAKER_L2 } from '../cdk/libraries';
import { eventTarget, taskResource } from '../cdk/targets';
import { stepsOf } from './stateMachines';
import { pathOf } from './paths';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { nameIn } from './scope';
import { OPERATORS } from './walkExpressions';

type AttributeExpr = Extract<Expr, { kind: 'attribute' }>;

const LONGEST_SOURCE = 60;

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
    containerImage(scope, placed) ?? scheduleExpression(scope, placed, here) ?? durationOf(scope, placed, here);
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
  const made = scope.madeBy(placed);
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
      return plain === undefined ? null : known(JSON.stringify(plain), here);
    }
    case 'Object.values': {
      const object = given();
      if (object.kind !== 'object') return null;
      const items = [...object.entries.values()].map((entry) => entry.value);
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
  const glue: Value = {
    kind: 'scalar',
    how: 'literal',
    value: separator,
    origin: here,
    usedAt: here,
    readers: [],
    decidedBy: null,
    allowed: null,
  };
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
    const at: Value = {
      kind: 'scalar',
      how: 'constant',
      value: index,
      origin: here,
      usedAt: here,
      readers: [],
      decidedBy: null,
      allowed: null,
    };
    return called(scope, body, [item, at], here, 1);
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

/* Operators */

const CONDITIONAL: ReadonlySet<string> = new Set('?: && ! === !== == != < <= > >='.split(' '));

/** What depends on a condition, or is one. */
function conditional(
  scope: TypeScriptScope,
  placed: PlacedExpr<CallExpr>,
  value: (expr: Expr) => Value,
  here: Origin,
): Value {
  const { expr, chunk } = placed;
  const [first, then, otherwise] = expr.args;
  if (first === undefined) return unresolved('nothing is written yet', null, here);
  if (otherwise !== undefined || isAnd(expr)) {
    const outcome = outcomeOf(scope, { expr: first.value, chunk });
    const of = (given: typeof then): Value => (given === undefined ? ABSENT : value(given.value));
    return choose(
      outcome,
      () => of(then),
      () => of(otherwise),
      here,
    );
  }
  return choose(
    outcomeOf(scope, placed),
    () => known(true, here),
    () => known(false, here),
    here,
  );
}

function isAnd({ callee }: CallExpr): boolean {
  return callee.kind === 'name' && callee.name === '&&';
}

function operation(name: string, { args }: CallExpr, value: (expr: Expr) => Value, here: Origin): Value {
  const [left, right] = args;
  if (left === undefined) return unresolved('nothing is written yet', null, here);
  if (right === undefined) return arithmetic(name, [value(left.value)], here);
  if (name === '??' || name === '||') return withDefault(name, value(left.value), () => value(right.value), here);
  const operands = [value(left.value), value(right.value)];
  if (name === '+' && operands.some((each) => isText(each))) return join(operands, here);
  return arithmetic(name, operands, here);
}

/** The value on the left, or the one on the right where there is none, or where JavaScript takes it for false. */
function withDefault(operator: '??' | '||', left: Value, right: () => Value, here: Origin): Value {
  switch (left.kind) {
    case 'absent':
      return movedTo(right(), here);
    case 'unresolved': {
      const fallback = right();
      if (fallback.kind !== 'scalar') return { ...left, usedAt: here };
      return { ...fallback, how: 'default', usedAt: here, decidedBy: left.decidedBy ?? fallback.decidedBy };
    }
    case 'oneOf':
      return {
        ...left,
        branches: left.branches.map((branch) => withDefault(operator, branch, right, here)),
        usedAt: here,
      };
    case 'scalar':
      return movedTo(operator === '||' && !left.value ? right() : left, here);
    case 'reference':
    case 'interpolation':
    case 'list':
    case 'object':
      return movedTo(left, here);
  }
}

function isText(value: Value): boolean {
  if (value.kind === 'scalar') return typeof value.value === 'string';
  return value.kind === 'interpolation' || value.kind === 'reference';
}

function arithmetic(name: string, operands: readonly Value[], here: Origin): Value {
  const numbers: number[] = [];
  for (const operand of operands) {
    if (operand.kind === 'unresolved') return { ...operand, usedAt: here };
    if (operand.kind !== 'scalar' || typeof operand.value !== 'number')
      return unresolved('the value of an expression', null, here);
    numbers.push(operand.value);
  }
  const [a = 0, b = 0] = numbers;
  const result: Record<string, number> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b, negative: -a };
  const number = result[name];
  if (number === undefined || !Number.isFinite(number)) return unresolved('the value of an expression', null, here);
  return known(number, here);
}

function known(value: Scalar, here: Origin): Value {
  return {
    kind: 'scalar',
    how: 'literal',
    value,
    origin: here,
    usedAt: here,
    readers: [],
    decidedBy: null,
    allowed: null,
  };
}

/* Attributes */

/** What an attribute is worth. */
export function interpretAttribute(
  scope: TypeScriptScope,
  placed: PlacedExpr<AttributeExpr>,
  here: Origin,
  depth: number,
): Value {
  const { expr, chunk } = placed;
  const variable = environmentVariable(expr);
  if (variable !== null) return unresolved('set in the environment', variable, here);
  const policy = expr.name === 'PolicyARN' ? scope.answeredBy({ expr: expr.base, chunk }) : null;
  if (policy !== null) return { kind: 'reference', resource: policy, attribute: 'Ref', usedAt: here };
  const static_ = ofClass(scope, placed, depth) ?? ofNamespace(scope, placed, depth);
  if (static_ !== null) return static_;
  const constant = pathValue(scope, placed, here);
  if (constant !== null) return constant;
  if (expr.base.kind === 'name' && expr.base.name === 'this') return ofThis(scope, placed, here, depth);
  const made = ofMade(scope, placed, here);
  if (made !== null) return made;
  return ofValue(evaluate(expr.base, chunk, scope, depth + 1), expr, here);
}

function environmentVariable({ base, name }: AttributeExpr): string | null {
  const isEnvironment =
    base.kind === 'attribute' && base.name === 'env' && base.base.kind === 'name' && base.base.name === 'process';
  return isEnvironment ? `process.env.${name}` : null;
}

/** A constant of a library, or one of the values that only a deployment knows. */
function pathValue(scope: TypeScriptScope, placed: PlacedExpr<AttributeExpr>, here: Origin): Value | null {
  const path = pathOf(scope, placed);
  if (path === null) return null;
  const value = enumValue(path);
  if (value === null) return ABSENT;
  if (value !== undefined) return known(value, here);
  if (/^(?:Aws|AWS)\.REGION$/.test(path.name)) return region(scope, here);
  if (/^Aws\.[A-Z_]+$/.test(path.name)) return deployTime(path.name.slice('Aws.'.length), here);
  return path.module === '' ? null : unresolved(`a constant of ${path.module}`, `${path.module}.${path.name}`, here);
}

function region(scope: TypeScriptScope, here: Origin): Value {
  const { region: known } = scope;
  if (!('value' in known)) return deployTime('Region', here);
  return { kind: 'scalar', ...known, usedAt: here, allowed: null };
}

function deployTime(name: string, here: Origin): Value {
  return unresolved('known only when it is deployed', `AWS::${name}`, here);
}

const PSEUDO: Readonly<Record<string, string>> = {
  account: 'AccountId',
  partition: 'Partition',
  stackName: 'StackName',
  urlSuffix: 'URLSuffix',
};

/** A field of the class that the code stands in; of a stack also what every stack has. */
function ofThis(scope: TypeScriptScope, placed: PlacedExpr<AttributeExpr>, here: Origin, depth: number): Value {
  const { expr, chunk } = placed;
  const name = `this.${expr.name}`;
  const at = scope.names.viewpoint(chunk, expr.span.start);
  const owner = scope.names.owner(name, at.scope, chunk);
  const isDefined = owner !== null && scope.names.definitions(name, owner, chunk).length > 0;
  if (isDefined) return evaluate({ kind: 'name', name, span: expr.span }, chunk, scope, depth + 1);
  if (expr.name === 'region') {
    const own = regionOfStack(scope, constructionOf(scope, chunk, classAround(at.scope)));
    return own === null ? region(scope, here) : movedTo(own, here);
  }
  const pseudo = PSEUDO[expr.name];
  return pseudo === undefined
    ? unresolved(`${name} is set by a class that is extended`, name, here)
    : deployTime(pseudo, here);
}

/** `Sizes.SMALL` of a class of this file. */
function ofClass(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<AttributeExpr>, depth: number): Value | null {
  if (expr.base.kind !== 'name') return null;
  const resolution = scope.names.resolve(expr.base.name, scope.names.viewpoint(chunk, expr.base.span.start));
  if (resolution.kind !== 'definition' || resolution.definition.written.given.kind !== 'class') return null;
  const { scope: body } = resolution.definition.written.given;
  const written = body.definitions.get(`static.${expr.name}`)?.[0];
  if (written?.given.kind !== 'value') return null;
  const definition = { chunk: resolution.definition.chunk, written };
  const at = scope.names.viewpoint(chunk, expr.span.start);
  const name = scope.nameFor(scope.meaning(written.name, at, { kind: 'definition', definition }));
  return evaluate({ kind: 'name', name, span: expr.span }, chunk, scope, depth + 1);
}

/** `config.TYPE`, where all of a file beside this one is imported as `config`. */
function ofNamespace(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<AttributeExpr>, depth: number): Value | null {
  if (expr.base.kind !== 'name') return null;
  const resolution = scope.names.resolve(expr.base.name, scope.names.viewpoint(chunk, expr.base.span.start));
  const given = resolution.kind === 'definition' ? resolution.definition.written.given : null;
  if (given?.kind !== 'import' || given.name !== '*') return null;
  const definition = scope.names.imported(given.module, expr.name);
  if (definition === null) return null;
  const at = scope.names.viewpoint(chunk, expr.span.start);
  const name = scope.nameFor(scope.meaning(expr.name, at, { kind: 'definition', definition }));
  return evaluate({ kind: 'name', name, span: expr.span }, chunk, scope, depth + 1);
}

const MEMBERS: Readonly<Record<string, 'Endpoint' | 'EndpointConfig' | 'Model'>> = {
  cfnEndpoint: 'Endpoint',
  cfnEndpointConfig: 'EndpointConfig',
  cfnModel: 'Model',
  sagemakerEndpoint: 'Endpoint',
  sagemakerEndpointConfig: 'EndpointConfig',
  sagemakerModel: 'Model',
};

/** An attribute of an object that makes a resource: a reference to the resource. */
function ofMade(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<AttributeExpr>, here: Origin): Value | null {
  const base = { expr: expr.base, chunk };
  const made = scope.madeBy(base);
  if (made !== null) {
    const own = memberOfMade(scope, { expr, chunk });
    const attribute = own === null ? attributeName(expr.name) : 'Ref';
    return { kind: 'reference', resource: own ?? made.main, attribute, usedAt: here };
  }
  const member = memberOfMade(scope, base);
  if (member !== null)
    return { kind: 'reference', resource: member, attribute: attributeName(expr.name), usedAt: here };
  const construction = scope.constructionBehind(base);
  if (construction === null) return null;
  return ofParameter(scope, construction, expr.name, here);
}

/** `construct.cfnEndpoint`: one of the resources that a construct makes. */
function memberOfMade(scope: TypeScriptScope, { expr, chunk }: PlacedExpr): ResourceId | null {
  if (expr.kind !== 'attribute' || !Object.hasOwn(MEMBERS, expr.name)) return null;
  const type = MEMBERS[expr.name];
  return type === undefined ? null : (scope.madeBy({ expr: expr.base, chunk })?.byType[type] ?? null);
}

/** `attrEndpointName` → `EndpointName` */
function attributeName(name: string): string {
  if (name === 'ref') return 'Ref';
  const bare = name.replace(/^attr(?=[A-Z])/, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** A parameter of the template: its default, as the code writes it. */
function ofParameter(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  attribute: string,
  here: Origin,
): Value | null {
  if (!/^valueAs(?:String|Number)$|^value$/.test(attribute)) return null;
  if (pathOf(scope, { expr: expr.callee, chunk })?.name !== 'CfnParameter') return null;
  const id = expr.args[1]?.value;
  const name = id?.kind === 'literal' ? String(id.value) : null;
  const props = expr.args[2] === undefined ? ABSENT : scope.value({ expr: expr.args[2].value, chunk });
  const given = props.kind === 'object' ? (props.entries.get('default')?.value ?? ABSENT) : ABSENT;
  if (given.kind !== 'scalar') return unresolved('parameter without default', name, here);
  const number = attribute === 'valueAsNumber' ? Number(given.value) : null;
  const value = number === null || !Number.isFinite(number) ? given.value : number;
  // Other stacks and templates see the same parameter.
  return { ...given, value, how: 'default', usedAt: here, decidedBy: name, allowed: allowedValues(props) };
}

/** The closed list of a parameter's values. */
function allowedValues(props: Value): AllowedValues | null {
  const list = props.kind === 'object' ? props.entries.get('allowedValues')?.value : undefined;
  if (list?.kind !== 'list') return null;
  const values = list.items.flatMap((item) => (item.kind === 'scalar' ? [item.value] : []));
  return { values, origin: list.origin };
}

function ofValue(base: Value, expr: AttributeExpr, here: Origin): Value {
  switch (base.kind) {
    case 'object': {
      if (!base.entries.has(expr.name) && base.open === null) return ABSENT;
      return pick(base, known(expr.name, here), here);
    }
    case 'list':
      return expr.name === 'length' && !base.open
        ? known(base.items.length, here)
        : unresolved('the value of an expression', null, here);
    case 'oneOf':
      return {
        kind: 'oneOf',
        condition: base.condition,
        branches: base.branches.map((branch) => ofValue(branch, expr, here)),
        usedAt: here,
      };
    case 'unresolved':
      return { ...base, decidedBy: memberOf(base.decidedBy, expr), usedAt: here };
    case 'absent':
      return ABSENT;
    case 'scalar':
    case 'reference':
    case 'interpolation':
      return unresolved(`known only when ${sourceOf(expr)} is`, null, here);
  }
}

/** `argument props of Stack` → `argument props.size of Stack` */
function memberOf(decidedBy: string | null, { base, name }: AttributeExpr): string | null {
  if (decidedBy === null) return nameIn(base) === null ? null : `${sourceOf(base)}.${name}`;
  const argument = /^argument (\S*) ?of (.*)$/.exec(decidedBy);
  if (argument !== null)
    return `argument ${[argument[1], name].filter((each) => each !== '').join('.')} of ${argument[2] ?? ''}`;
  const place = /^(\S+)( (?:of|in) .*)$/.exec(decidedBy);
  return place === null ? `${decidedBy}.${name}` : `${place[1] ?? ''}.${name}${place[2] ?? ''}`;
}

/** A callee as it is written, shortened. */
export function sourceOf(expr: Expr): string {
  const text = dotted(expr);
  return text.length > LONGEST_SOURCE ? text.slice(0, LONGEST_SOURCE) : text;
}

function dotted(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'attribute') return `${dotted(expr.base)}.${expr.name}`;
  if (expr.kind === 'call') return `${dotted(expr.callee)}()`;
  return expr.kind === 'index' ? `${dotted(expr.base)}[]` : '…';
}
