import type { Expr } from '../../model/expression';
import { unresolved } from '../../model/evaluate';
import { originAt } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import { ABSENT, asString, isKnown } from '../../model/value';
import type { ConstructClass } from '../cdk/constructs';
import { functionSeen } from '../cdk/functions';
import {
  constructProperties,
  instanceVariant,
  madeByConstruct,
  scalesAnotherService,
  withOverride,
} from '../cdk/constructs';
import {
  changed,
  entryAt,
  listAt,
  literalAt,
  objectOf,
  referenceAt,
  renamedEntry,
  withApiNames,
  withEntry,
} from '../cdk/properties';
import { argumentsOf, entryOf } from './callArguments';
import { withCamelNames } from './cdkNames';
import { regionOfStack } from './cdkStack';
import { beyond, isAlwaysWith, type Outcome } from '../program/outcome';
import { isRepeated } from './existence';
import { declaredAs, type HostingCall } from './hosting';
import { placeOf } from './made';
import type { PythonScope } from './scope';
import { expressionBehind } from './behind';
import type { PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

type NewId = (suffix: string) => ResourceId;

/** What a construct is given, under the names that TypeScript has for it. */
function constructProps(scope: PythonScope, { placed, declaration }: HostingCall): ObjectValue {
  const { given, open } = argumentsOf(scope, placed, ['scope', 'id']);
  const entries = [...given.values()]
    .filter(({ name }) => name !== 'scope' && name !== 'id')
    .map((argument) => entryOf(argument.name, argument));
  return withCamelNames(objectOf(entries, declaration, open));
}

/** Names the resources of a construct before anything is read, so that values can refer to them. */
export function reserveConstruct(
  scope: PythonScope,
  { placed }: HostingCall,
  construct: ConstructClass,
  newId: NewId,
): ResourceId[] {
  const byType: Partial<Record<Resource['type'], ResourceId>> = {};
  const ids = madeByConstruct(construct).map((type, index) => (byType[type] = newId(index === 0 ? '' : `:${type}`)));
  const [main] = ids;
  if (main !== undefined) scope.noteConstruct(placed, { main, byType });
  return ids;
}

/** The resources that a construct makes. */
export function madeOf(scope: PythonScope, call: HostingCall, construct: ConstructClass, exists: Outcome): Resource[] {
  const { placed } = call;
  const props = constructProps(scope, call);
  const ids = scope.constructs.get(placeOf(placed))?.byType ?? {};
  const made = constructProperties(construct, props, call, ids);
  const types = madeByConstruct(construct);
  const named = asString(regionOfStack(scope, placed) ?? ABSENT);
  const region: Resource['region'] = isKnown(named) || named.how === 'oneOf' ? named : { how: 'absent' };
  return types.flatMap((type): Resource[] => {
    const id = ids[type];
    const given = made[type];
    if (id === undefined || given === undefined || scalesAnotherService(construct, given, props)) return [];
    const properties = type === 'Function' ? functionSeen(given, props, placed.statement.file) : given;
    return [{ ...added(call, id, type, properties), region, implied: types.length > 1, ...existing(exists) }];
  });
}

function existing(exists: Outcome): Pick<Resource, 'existsIf'> {
  return typeof exists === 'boolean' ? {} : { existsIf: exists };
}

/** What a method of a construct changes or adds; `exists` is what the call depends on. */
export function applyMethod(
  scope: PythonScope,
  resources: ReadonlyMap<ResourceId, Resource>,
  call: HostingCall,
  exists: Outcome,
  newId: NewId,
): Resource[] {
  if (call.of.kind !== 'constructMethod') return [];
  const { method } = call;
  const own = existing(exists);
  if (method === 'auto_scale_instance_count')
    return variantTarget(scope, call, call.of.base, newId).map((each) => ({ ...each, ...own }));
  const base = scope.value(call.of.base);
  const resource = base.kind === 'reference' ? resources.get(base.resource) : undefined;
  if (resource?.dialect !== 'cdk-python') return [];
  const isSure = isAlwaysWith(exists, resource.existsIf ?? null) && !isRepeated(scope, call);
  switch (method) {
    case 'add_property_override':
    case 'add_property_deletion_override':
    case 'add_override':
      return [{ ...resource, properties: overridden(scope, call, resource, exists) }];
    case 'add_instance_production_variant':
      return resource.type === 'EndpointConfig' ? [withVariant(scope, call, resource, isSure)] : [];
    case 'add_target':
      return resource.type === 'Rule' ? [withTarget(scope, call, resource, isSure)] : [];
    case 'add_lifecycle_rule':
      return resource.type === 'Repository' ? [withRules(resource, call)] : [];
    default:
      return resource.type === 'ScalableTarget' ? [{ ...policy(scope, call, resource, newId), ...own }] : [];
  }
}

function argument(scope: PythonScope, { placed: { expr, statement } }: HostingCall, index: number): Value {
  const given = positionalOf(expr, index);
  return given === null ? ABSENT : scope.value({ expr: given, statement });
}

/** The keyword arguments of a method, under TypeScript's names. */
function keywords(scope: PythonScope, { placed, declaration }: HostingCall): ObjectValue {
  const { given, open } = argumentsOf(scope, placed);
  const entries = [...given.values()].map((each) => entryOf(each.name, each));
  return withCamelNames(objectOf(entries, declaration, open));
}

const OVERRIDES: Readonly<Record<string, string>> = {
  add_property_override: 'addPropertyOverride',
  add_property_deletion_override: 'addPropertyDeletionOverride',
  add_override: 'addOverride',
};

function overridden(
  scope: PythonScope,
  call: HostingCall,
  { properties, existsIf }: Resource,
  exists: Outcome,
): ObjectValue {
  const given = positionalOf(call.placed.expr, 1);
  const at = given === null ? call.declaration : originAt(call.placed.statement, given.span);
  const isOpen = isRepeated(scope, call);
  const value: Value = isOpen
    ? unresolved('overridden under a condition', null, at)
    : call.method === 'add_property_deletion_override'
      ? ABSENT
      : argument(scope, call, 1);
  const when = isOpen || typeof exists === 'boolean' ? null : beyond(exists, existsIf ?? null);
  return withOverride(properties, OVERRIDES[call.method] ?? '', argument(scope, call, 0), entryAt('', value, at), when);
}

function withVariant(scope: PythonScope, call: HostingCall, config: Resource, isSure: boolean): Resource {
  const given = positionalOf(call.placed.expr, 0);
  const value = given === null ? keywords(scope, call) : argument(scope, call, 0);
  const variant = instanceVariant(value.kind === 'object' ? withCamelNames(value) : value, call.header);
  const { properties } = config;
  if (!isSure)
    return { ...config, properties: { ...properties, open: properties.open ?? 'variants are added under conditions' } };
  if (!properties.entries.has('ProductionVariants')) {
    const at = call.declaration;
    return { ...config, properties: withEntry(properties, entryAt('ProductionVariants', listAt([variant], at), at)) };
  }
  const append = (list: Value): Value => (list.kind === 'list' ? { ...list, items: [...list.items, variant] } : list);
  return { ...config, properties: changed(properties, 'ProductionVariants', append) };
}

function withTarget(scope: PythonScope, call: HostingCall, rule: Resource, isSure: boolean): Resource {
  const { properties } = rule;
  if (!isSure)
    return { ...rule, properties: { ...properties, open: properties.open ?? 'targets are added under conditions' } };
  const at = call.declaration;
  const before = properties.entries.get('Targets')?.value;
  const target = argument(scope, call, 0);
  const items = before?.kind === 'list' ? [...before.items, target] : [target];
  return { ...rule, properties: withEntry(properties, entryAt('Targets', listAt(items, at), at)) };
}

function withRules(repository: Resource, { declaration }: HostingCall): Resource {
  const rules = objectOf([], declaration, 'rules of the construct');
  const properties = withEntry(repository.properties, entryAt('LifecyclePolicy', rules, declaration));
  return { ...repository, properties };
}

/** `endpoint.find_instance_production_variant("x").auto_scale_instance_count(max_capacity=4)` */
function variantTarget(scope: PythonScope, call: HostingCall, base: PlacedExpr, newId: NewId): Resource[] {
  const variant = variantOf(scope, base);
  if (variant === null) return [];
  const at = call.header;
  const id = newId('');
  scope.noteConstruct(call.placed, { main: id, byType: { ScalableTarget: id } });
  const parts = [
    literalAt('endpoint/', at),
    referenceAt(variant.endpoint, 'EndpointName', at),
    literalAt('/variant/', at),
  ];
  const resourceId: Value = { kind: 'interpolation', parts: [...parts, variant.name], usedAt: at };
  const given = keywords(scope, call);
  const entries: Entry[] = [
    entryAt('ResourceId', resourceId, at),
    entryAt('ScalableDimension', literalAt('sagemaker:variant:DesiredInstanceCount', at), at),
    ...renamedEntry('MinCapacity', given.entries.get('minCapacity')),
    ...renamedEntry('MaxCapacity', given.entries.get('maxCapacity')),
  ];
  if (given.open === null && !given.entries.has('minCapacity'))
    entries.push(entryAt('MinCapacity', literalAt(1, at), at));
  return [added(call, id, 'ScalableTarget', objectOf(entries, given.origin, given.open))];
}

/** The endpoint and the variant that an expression stands for. */
function variantOf(
  scope: PythonScope,
  base: PlacedExpr,
): { readonly endpoint: ResourceId; readonly name: Value } | null {
  const { expr, statement } = expressionBehind(scope, base);
  const endpointOf = (of: Expr): ResourceId | null => {
    const value = scope.value({ expr: of, statement });
    return value.kind === 'reference' ? value.resource : null;
  };
  if (
    expr.kind === 'call' &&
    expr.callee.kind === 'attribute' &&
    expr.callee.name === 'find_instance_production_variant'
  ) {
    const endpoint = endpointOf(expr.callee.base);
    const given = positionalOf(expr, 0) ?? keywordOf(expr, 'name');
    const name = given === null ? ABSENT : scope.value({ expr: given, statement });
    return endpoint === null ? null : { endpoint, name };
  }
  if (expr.kind !== 'index' || expr.base.kind !== 'attribute' || expr.base.name !== 'instance_production_variants')
    return null;
  const endpoint = endpointOf(expr.base.base);
  // Which variant it is follows from the configuration; with one, there is no other.
  const name: Value = {
    kind: 'unresolved',
    why: 'the variant of the configuration',
    decidedBy: null,
    usedAt: originAt(statement, expr.span),
  };
  return endpoint === null ? null : { endpoint, name };
}

function policy(scope: PythonScope, call: HostingCall, target: Resource, newId: NewId): Resource {
  const { declaration: at, method } = call;
  const isTracking = method === 'scale_on_invocations' || method === 'scale_to_track_metric';
  const entries: Entry[] = [
    entryAt('ScalingTarget', referenceAt(target.id, 'Ref', at), at),
    entryAt('PolicyType', literalAt(isTracking ? 'TargetTrackingScaling' : 'StepScaling', at), at),
  ];
  if (isTracking)
    entries.push(entryAt('TargetTrackingScalingPolicyConfiguration', withApiNames(keywords(scope, call)), at));
  return added(call, newId(''), 'ScalingPolicy', objectOf(entries, at, 'what the construct fills in'));
}

/** A resource that a call makes besides, or with others. */
function added(call: HostingCall, id: ResourceId, type: Resource['type'], properties: ObjectValue): Resource {
  const { logicalName, declaration, header } = call;
  return {
    id,
    type,
    dialect: 'cdk-python',
    logicalName,
    properties,
    declaration,
    header,
    region: { how: 'absent' },
    implied: true,
    ...declaredAs(call, type),
  };
}
