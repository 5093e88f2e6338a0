import { unresolved } from '../../model/evaluate';
import type { Existence } from '../../model/existence';
import type { Expr } from '../../model/expression';
import { originAt } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { instanceVariant, serverlessVariant, withOverride } from '../cdk/constructs';
import { beyond, isAlwaysWith } from '../program/outcome';
import type { HostingCall } from './hosting';
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
import type { Way } from './fragment';
import type { Round } from './rounds';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { placeOf } from './scope';
import { expressionBehind, madeBy } from './behind';

type NewId = (suffix: string) => ResourceId;

/** What a method of a construct changes or adds; `exists` is what the call depends on, or null. */
export function applyMethod(
  scope: TypeScriptScope,
  resources: ReadonlyMap<ResourceId, Resource>,
  call: HostingCall,
  exists: Existence | null,
  newId: NewId,
): Resource[] {
  if (call.of.kind !== 'method') return [];
  const own = exists === null ? {} : { existsIf: exists };
  const { method } = call.candidate;
  if (method === 'autoScaleInstanceCount')
    return variantTarget(scope, call, call.of.base, newId).map((each) => ({ ...each, ...own }));
  const made = madeBy(scope, call.of.base);
  const resource = made === null ? undefined : resources.get(made.main);
  if (resource === undefined) return [];
  const isSure = isAlwaysWith(exists ?? true, resource.existsIf ?? null) && !isRepeated(call);
  switch (method) {
    case 'addPropertyOverride':
    case 'addPropertyDeletionOverride':
    case 'addOverride':
      return [{ ...resource, properties: overridden(scope, call, resource, exists) }];
    case 'addInstanceProductionVariant':
    case 'addServerlessProductionVariant':
      return resource.type === 'EndpointConfig' ? [withVariant(scope, call, resource, isSure)] : [];
    case 'addTarget':
      return resource.type === 'Rule' ? [withTarget(scope, call, resource, isSure)] : [];
    case 'addLifecycleRule':
      return resource.type === 'Repository' ? [withRules(resource, call)] : [];
    case 'scaleOnInvocations':
    case 'scaleOnMetric':
    case 'scaleOnSchedule':
    case 'scaleToTrackMetric':
      return resource.type === 'ScalableTarget' ? [{ ...policy(scope, call, resource, newId), ...own }] : [];
    default:
      return [];
  }
}

function argument(scope: TypeScriptScope, { placed }: HostingCall, index: number): Value {
  const given = placed.expr.args[index];
  return given === undefined ? ABSENT : scope.value({ expr: given.value, chunk: placed.chunk });
}

function overridden(
  scope: TypeScriptScope,
  call: HostingCall,
  { properties, existsIf }: Resource,
  exists: Existence | null,
): ObjectValue {
  const given = call.placed.expr.args[1];
  const at = given === undefined ? call.declaration : originAt(call.placed.chunk, given.span);
  const { method } = call.candidate;
  const isOpen = isRepeated(call);
  const value: Value = isOpen
    ? unresolved('overridden under a condition', null, at)
    : method === 'addPropertyDeletionOverride'
      ? ABSENT
      : argument(scope, call, 1);
  const when = isOpen || exists === null ? null : beyond(exists, existsIf ?? null);
  return withOverride(properties, method, argument(scope, call, 0), entryAt('', value, at), when);
}

/** Whether a loop is looked at round by round. */
function isFollowed(round: Round | null, { loop }: Way): boolean {
  return loop !== undefined && loop !== null && round?.items.has(loop) === true;
}

/** In a loop, or where an error may come before it. */
function isRepeated({ candidate, round }: HostingCall): boolean {
  for (let each: typeof candidate.scope | null = candidate.scope; each !== null; each = each.parent) {
    if (each.way !== null && each.way.when === null && !isFollowed(round, each.way)) return true;
    if (each.kind === 'function') return false;
  }
  return false;
}

function withVariant(scope: TypeScriptScope, call: HostingCall, config: Resource, isSure: boolean): Resource {
  const given = argument(scope, call, 0);
  const isServerless = call.candidate.method === 'addServerlessProductionVariant';
  const variant = isServerless ? serverlessVariant(given) : instanceVariant(given, call.header);
  const { properties } = config;
  if (!isSure)
    return { ...config, properties: { ...properties, open: properties.open ?? 'variants are added under conditions' } };
  if (!properties.entries.has('ProductionVariants')) {
    const at = call.declaration;
    return { ...config, properties: withEntry(properties, entryAt('ProductionVariants', listAt([variant], at), at)) };
  }
  const append = (value: Value): Value =>
    value.kind === 'list' ? { ...value, items: [...value.items, variant] } : value;
  return { ...config, properties: changed(properties, 'ProductionVariants', append) };
}

function withTarget(scope: TypeScriptScope, call: HostingCall, rule: Resource, isSure: boolean): Resource {
  const target = argument(scope, call, 0);
  const { properties } = rule;
  if (!isSure)
    return { ...rule, properties: { ...properties, open: properties.open ?? 'targets are added under conditions' } };
  const at = call.declaration;
  const before = properties.entries.get('Targets')?.value;
  const items = before?.kind === 'list' ? [...before.items, target] : [target];
  return { ...rule, properties: withEntry(properties, entryAt('Targets', listAt(items, at), at)) };
}

function withRules(repository: Resource, { declaration }: HostingCall): Resource {
  const rules = objectOf([], declaration, 'rules of the construct');
  const properties = withEntry(repository.properties, entryAt('LifecyclePolicy', rules, declaration));
  return { ...repository, properties };
}

/** `endpoint.findInstanceProductionVariant('x').autoScaleInstanceCount({…})` */
function variantTarget(scope: TypeScriptScope, call: HostingCall, base: PlacedExpr, newId: NewId): Resource[] {
  const variant = variantOf(scope, base);
  if (variant === null) return [];
  const at = call.header;
  const id = newId('');
  scope.made.set(placeOf(call.placed), { main: id, byType: { ScalableTarget: id }, construction: call.placed });
  const parts = [
    literalAt('endpoint/', at),
    referenceAt(variant.endpoint, 'EndpointName', at),
    literalAt('/variant/', at),
  ];
  const resourceId: Value = { kind: 'interpolation', parts: [...parts, variant.name], usedAt: at };
  const props = argument(scope, call, 0);
  const given = props.kind === 'object' ? props : objectOf([], call.declaration, 'capacities that are not known');
  const entries: Entry[] = [
    entryAt('ResourceId', resourceId, at),
    entryAt('ScalableDimension', literalAt('sagemaker:variant:DesiredInstanceCount', at), at),
    ...renamedEntry('MinCapacity', given.entries.get('minCapacity')),
    ...renamedEntry('MaxCapacity', given.entries.get('maxCapacity')),
  ];
  if (given.open === null && !given.entries.has('minCapacity'))
    entries.push(entryAt('MinCapacity', literalAt(1, at), at));
  return [newResource(call, id, 'ScalableTarget', objectOf(entries, given.origin, given.open))];
}

/** The endpoint and the variant that an expression stands for. */
function variantOf(
  scope: TypeScriptScope,
  base: PlacedExpr,
): { readonly endpoint: ResourceId; readonly name: Value } | null {
  const { expr, chunk } = expressionBehind(scope, base);
  const endpointOf = (of: Expr): ResourceId | null => madeBy(scope, { expr: of, chunk })?.byType.Endpoint ?? null;
  if (
    expr.kind === 'call' &&
    expr.callee.kind === 'attribute' &&
    expr.callee.name === 'findInstanceProductionVariant'
  ) {
    const endpoint = endpointOf(expr.callee.base);
    const name = expr.args[0] === undefined ? ABSENT : scope.value({ expr: expr.args[0].value, chunk });
    return endpoint === null ? null : { endpoint, name };
  }
  if (expr.kind !== 'index' || expr.base.kind !== 'attribute' || expr.base.name !== 'instanceProductionVariants')
    return null;
  const endpoint = endpointOf(expr.base.base);
  const at = originAt(chunk, expr.span);
  // Which variant it is follows from the configuration; with one, there is no other.
  const name: Value = { kind: 'unresolved', why: 'the variant of the configuration', decidedBy: null, usedAt: at };
  return endpoint === null ? null : { endpoint, name };
}

function policy(scope: TypeScriptScope, call: HostingCall, target: Resource, newId: NewId): Resource {
  const { declaration: at, candidate } = call;
  const given = withApiNames(argument(scope, call, 1));
  const entries: Entry[] = [entryAt('ScalingTarget', referenceAt(target.id, 'Ref', at), at)];
  const isTracking = candidate.method === 'scaleOnInvocations' || candidate.method === 'scaleToTrackMetric';
  const type = isTracking ? 'TargetTrackingScaling' : 'StepScaling';
  entries.push(entryAt('PolicyType', literalAt(type, at), at));
  if (isTracking) entries.push(entryAt('TargetTrackingScalingPolicyConfiguration', given, at));
  return newResource(call, newId(''), 'ScalingPolicy', objectOf(entries, at, 'what the construct fills in'));
}

function newResource(
  { logicalName, declaration, header }: HostingCall,
  id: ResourceId,
  type: Resource['type'],
  properties: ObjectValue,
): Resource {
  return {
    id,
    type,
    dialect: 'cdk-typescript',
    logicalName,
    properties,
    declaration,
    header,
    region: { how: 'absent' },
    implied: true,
  };
}
