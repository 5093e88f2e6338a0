import { evaluate, movedTo, unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import { pathFrom } from '../../model/folder';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Reader, Value } from '../../model/value';
import { ABSENT, asString, known } from '../../model/value';
import { enumValue } from '../cdk/enums';
import { deepLearningImage, ownImage } from '../cdk/image';
import { uploaded } from '../cdk/assets';
import { GENERATIVE_AI, LAMBDA, SAGEMAKER_L2, type Path } from '../cdk/libraries';
import { durationInDays } from '../cdk/lifecycleRules';
import { literalAt, objectOf } from '../cdk/properties';
import { cronText, rateText } from '../cdk/schedule';
import { argumentsOf, entryOf } from './callArguments';
import { camelName, typeConstantInTypeScript } from './cdkNames';
import { cdkPathOf } from './cdkPaths';
import { regionOfStack, stackAround } from './cdkStack';
import { jsonText, startedBy, stepsOf } from './cdkTargets';
import { asDefault } from './defaults';
import { placeOf } from './made';
import type { PythonScope } from './scope';
import { callBehind } from './behind';
import type { CallExpr, PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

type AttributeExpr = Extract<Expr, { kind: 'attribute' }>;

/** What a call of the CDK is worth: a construct stands for what it makes. Null for any other call. */
export function cdkCall(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value | null {
  const { expr, statement } = placed;
  const made = scope.constructs.get(placeOf(placed));
  if (made !== undefined) return { kind: 'reference', resource: made.main, attribute: 'Ref', usedAt: here };
  if (expr.callee.kind === 'attribute' && /^(?:try_)?get_context$/.test(expr.callee.name)) {
    const key = positionalOf(expr, 0) ?? keywordOf(expr, 'key');
    const name = key === null ? undefined : known(asString(scope.value({ expr: key, statement })));
    const set = name === undefined ? null : (scope.app?.context(name, here) ?? null);
    return set ?? unresolved("set in the app's context", name === undefined ? null : `context ${name}`, here);
  }
  const path = cdkPathOf(scope, { expr: expr.callee, statement });
  return (
    (path === null ? null : ofLibrary(scope, path, placed, here)) ??
    stepsOf(scope, placed, here) ??
    jsonText(scope, placed, here)
  );
}

/** Classes of the CDK that hold values: property classes, what L2 constructs are given, an environment. */
const VALUE_CLASS = /(?:Property|Props|Options)$|(?:^|\.)(?:ContainerDefinition|Environment|LifecycleRule|VpcConfig)$/;

function ofLibrary(scope: PythonScope, path: Path, placed: PlacedExpr<CallExpr>, here: Origin): Value | null {
  const { expr, statement } = placed;
  const argument = (index: number, keyword: string): Value => {
    const given = keywordOf(expr, keyword) ?? positionalOf(expr, index);
    return given === null ? ABSENT : scope.value({ expr: given, statement });
  };
  if (VALUE_CLASS.test(path.name)) return valueObject(scope, placed, here);
  if (path.module === LAMBDA && path.name === 'Code.from_asset') {
    const folder = scope.app?.folder() ?? null;
    const written = known(asString(argument(0, 'path')));
    const file = folder === null || written === undefined || /^[/~]/.test(written) ? null : pathFrom(folder, written);
    return file === null ? null : uploaded(file, here);
  }
  const image = /(?:^|\.)(?:ContainerImage|DeepLearningContainerImage)\.(from_\w+)$/.exec(path.name)?.[1];
  if (image === 'from_dlc')
    return deepLearningImage(
      scope.region,
      { repository: argument(0, 'repository_name'), tag: argument(1, 'tag'), account: argument(2, 'account_id') },
      here,
    );
  if (image !== undefined)
    return ownImage(scope.region, image === 'from_ecr_repository' ? argument(1, 'tag') : ABSENT, here);
  if (isTypeClass(path)) {
    const given = argument(0, 'instance_type');
    return given.kind === 'scalar' && given.how === 'literal' ? { ...given, origin: here, usedAt: here } : given;
  }
  if (path.name === 'Duration.days') return durationInDays(argument(0, 'amount'), here);
  const schedule = /(?:^|\.)Schedule(?:Expression)?\.(\w+)$/.exec(path.name)?.[1];
  if (schedule !== undefined) return scheduleText(scope, schedule, placed, here);
  const started = startedBy(scope, path, placed, here);
  if (started !== null) return started;
  return /^Token\.as_(?:string|number|list)$/.test(path.name) ? movedTo(argument(0, 'value'), here) : null;
}

/** `InstanceType.of("ml.m5.xlarge")`: written as a whole where the type is a literal. */
function isTypeClass({ module, name }: Path): boolean {
  if (module === SAGEMAKER_L2) return /^(?:InstanceType|AcceleratorType)\.of$/.test(name);
  return module === GENERATIVE_AI && name === 'SageMakerInstanceType.of';
}

function valueObject(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value {
  const { given, open } = argumentsOf(scope, placed);
  return objectOf(
    [...given.values()].map((argument) => entryOf(argument.name, argument)),
    here,
    open,
  );
}

/** `Schedule.rate(Duration.hours(1))`, `Schedule.cron(hour="2")`, `Schedule.expression("…")` as EventBridge writes it. */
function scheduleText(
  scope: PythonScope,
  method: string,
  { expr, statement }: PlacedExpr<CallExpr>,
  here: Origin,
): Value | null {
  const first = positionalOf(expr, 0);
  if (method === 'expression') return first === null ? null : scope.value({ expr: first, statement });
  if (method === 'rate') {
    if (first?.kind !== 'call' || first.callee.kind !== 'attribute') return null;
    const count = positionalOf(first, 0);
    const rate = count?.kind === 'literal' ? rateText(first.callee.name, count.value) : null;
    return rate === null ? null : literalAt(`rate(${rate})`, here);
  }
  // Once, whenever that is.
  if (method === 'at') return literalAt('at()', here);
  if (method !== 'cron') return null;
  const { given } = argumentsOf(scope, { expr, statement });
  const entries = [...given.values()].map((argument) => entryOf(camelName(argument.name), argument));
  return literalAt(cronText(objectOf(entries, here)), here);
}

/** What an attribute of something of the CDK is worth; null for any other. */
export function cdkAttribute(
  scope: PythonScope,
  placed: PlacedExpr<AttributeExpr>,
  here: Origin,
  depth: number,
): Value | null {
  const { expr, statement } = placed;
  const path = cdkPathOf(scope, placed);
  if (path !== null) return constant(scope, path, here);
  if (expr.base.kind === 'name' && expr.base.name === 'self') {
    const name = `self.${expr.name}`;
    const table = scope.names.tableAt(name, scope.viewpointOf(name, statement, expr.span));
    if (table !== undefined && table.definitions.length > 0) return null;
    return ofStack(scope, placed, here);
  }
  const parameter = ofParameter(scope, placed, here, depth);
  if (parameter !== null) return parameter;
  const base = evaluate(expr.base, statement, scope, depth + 1);
  if (base.kind !== 'reference') return null;
  const made = scope.constructMaking(base.resource);
  if (made === null) return null;
  const member = MEMBERS[expr.name];
  const resource = (member === undefined ? undefined : made.byType[member]) ?? base.resource;
  return { kind: 'reference', resource, attribute: attributeName(expr.name), usedAt: here };
}

const MEMBERS: Readonly<Record<string, 'Endpoint' | 'EndpointConfig' | 'Model'>> = {
  cfn_endpoint: 'Endpoint',
  cfn_endpoint_config: 'EndpointConfig',
  cfn_model: 'Model',
  sagemaker_endpoint: 'Endpoint',
  sagemaker_endpoint_config: 'EndpointConfig',
  sagemaker_model: 'Model',
};

/** `attr_endpoint_name` → `EndpointName` */
function attributeName(name: string): string {
  const camel = camelName(name.replace(/^attr_/, ''));
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** A constant of a library, or one of the values that only a deployment knows. */
function constant(scope: PythonScope, path: Path, here: Origin): Value | null {
  const value = enumValue({ ...path, name: typeConstantInTypeScript(path.name) });
  if (value === null) return ABSENT;
  if (value !== undefined) return literalAt(value, here);
  const pseudo = /^(?:Aws|AWS)\.([A-Z_]+)$/.exec(path.name)?.[1];
  if (pseudo === 'REGION') return region(scope, here);
  if (pseudo !== undefined) return unresolved('known only when it is deployed', `AWS::${pseudo}`, here);
  return unresolved(`a constant of ${path.module}`, path.name, here);
}

function region(scope: PythonScope, here: Origin): Value {
  if ('value' in scope.region) return { kind: 'scalar', ...scope.region, usedAt: here, allowed: null };
  return unresolved('known only when it is deployed', 'AWS::Region', here);
}

const PSEUDO: Readonly<Record<string, string>> = {
  account: 'AccountId',
  partition: 'Partition',
  stack_name: 'StackName',
  url_suffix: 'URLSuffix',
};

/** What every stack has. */
function ofStack(scope: PythonScope, { expr, statement }: PlacedExpr<AttributeExpr>, here: Origin): Value | null {
  if (expr.name === 'region') {
    const at = scope.viewpointOf('self', statement, expr.base.span);
    const own = regionOfStack(scope, stackAround(scope, statement, at.scope));
    return own === null ? region(scope, here) : movedTo(own, here);
  }
  const pseudo = PSEUDO[expr.name];
  return pseudo === undefined ? null : unresolved('known only when it is deployed', `AWS::${pseudo}`, here);
}

/** A parameter of the template: its default, as the code writes it. */
function ofParameter(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<AttributeExpr>,
  here: Origin,
  depth: number,
): Value | null {
  if (!/^value(?:_as_(?:string|number))?$/.test(expr.name)) return null;
  const call = callBehind(scope, { expr: expr.base, statement });
  if (call === null || cdkPathOf(scope, { expr: call.expr.callee, statement: call.statement })?.name !== 'CfnParameter')
    return null;
  const id = keywordOf(call.expr, 'id') ?? positionalOf(call.expr, 1);
  const name = id?.kind === 'literal' ? String(id.value) : 'a parameter of the stack';
  const given = keywordOf(call.expr, 'default');
  if (given === null) return unresolved('parameter without default', name, here);
  const value = asDefault(evaluate(given, call.statement, scope, depth + 1), name, here);
  if (value.kind !== 'scalar') return value;
  const number = expr.name === 'value_as_number' ? Number(value.value) : NaN;
  const readers: Reader[] = [...value.readers, ...scope.readers.ofName({ expr: expr.base, statement })];
  // A list of allowed values would have to change with the default.
  const allowed = keywordOf(call.expr, 'allowed_values');
  if (allowed !== null) readers.push({ origin: originAt(call.statement, allowed.span), role: 'value' });
  return { ...value, value: Number.isFinite(number) ? number : value.value, readers };
}
