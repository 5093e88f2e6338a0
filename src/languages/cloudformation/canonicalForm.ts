import { sameNameKey } from '../../model/graph';
import type { Resource } from '../../model/resource';
import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import { ABSENT, asString, known, usedAt } from '../../model/value';

/**
 * Scaling as the model names it: a target without the name of the service, a policy with a `ScalingTarget` in place of
 * `ScalingTargetId` or of the target's resource, dimension and service. Targets and policies of other services are left out.
 */
export function canonicalForm(resources: ReadonlyMap<ResourceId, Resource>): ReadonlyMap<ResourceId, Resource> {
  let scaled = false;
  for (const resource of resources.values()) scaled ||= isScaling(resource);
  if (!scaled) return resources;
  let targets: ReadonlyMap<string, Resource> | null = null;
  const targetBy = (key: string): Resource | undefined => (targets ??= targetsByParts(resources)).get(key);
  const kept = new Map<ResourceId, Resource>();
  for (const [id, resource] of resources) {
    if (!isScaling(resource)) kept.set(id, resource);
    else if (scalesAnotherService(resource) || followsAnotherService(resource, resources)) continue;
    else if (resource.type === 'ScalableTarget') kept.set(id, mapped(resource, withoutService));
    else
      kept.set(
        id,
        mapped(resource, (properties) => policyProperties(properties, targetBy)),
      );
  }
  return kept;
}

function targetsByParts(resources: ReadonlyMap<ResourceId, Resource>): ReadonlyMap<string, Resource> {
  const targets = new Map<string, Resource>();
  for (const resource of resources.values()) {
    if (resource.type !== 'ScalableTarget' || scalesAnotherService(resource)) continue;
    const key = targetKey(resource.properties);
    if (key !== null) targets.set(key, resource);
  }
  return targets;
}

function isScaling(resource: Resource): boolean {
  return resource.type === 'ScalableTarget' || resource.type === 'ScalingPolicy';
}

function valueOf(properties: ObjectValue, name: string): Value {
  return properties.entries.get(name)?.value ?? ABSENT;
}

/** Whether a target or a policy surely belongs to another service than SageMaker. */
function scalesAnotherService({ properties }: Resource): boolean {
  const service = valueOf(properties, 'ServiceNamespace');
  if (service.kind === 'scalar') return service.value !== 'sagemaker';
  const dimension = valueOf(properties, 'ScalableDimension');
  return dimension.kind === 'scalar' && !String(dimension.value).startsWith('sagemaker:');
}

function followsAnotherService(policy: Resource, resources: ReadonlyMap<ResourceId, Resource>): boolean {
  const target = valueOf(policy.properties, 'ScalingTargetId');
  const resource = target.kind === 'reference' ? resources.get(target.resource) : undefined;
  return resource?.type === 'ScalableTarget' && scalesAnotherService(resource);
}

/** The properties and each outcome of a condition around all of them. */
function mapped(resource: Resource, change: (properties: ObjectValue) => ObjectValue): Resource {
  const properties = change(resource.properties);
  if (resource.choice === undefined) return { ...resource, properties };
  const inside = (value: Value): Value => {
    if (value.kind === 'oneOf') return { ...value, branches: value.branches.map(inside) };
    return value.kind === 'object' ? change(value) : value;
  };
  return { ...resource, properties, choice: { ...resource.choice, branches: resource.choice.branches.map(inside) } };
}

function withoutService(properties: ObjectValue): ObjectValue {
  return withEntries(properties, ['ServiceNamespace'], null);
}

function withEntries(properties: ObjectValue, without: readonly string[], added: Entry | null): ObjectValue {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of properties.entries) if (!without.includes(key)) entries.set(key, entry);
  if (added !== null) entries.set(added.key, added);
  return { ...properties, entries };
}

/** A text that is equal for a target and for a policy that names the target by its parts; null where that can't be told. */
function targetKey(properties: ObjectValue): string | null {
  const resource = sameNameKey(valueOf(properties, 'ResourceId'));
  const dimension = known(asString(valueOf(properties, 'ScalableDimension')));
  return resource === null ? null : `${resource}\n${dimension ?? ''}`;
}

function policyProperties(properties: ObjectValue, targetBy: (key: string) => Resource | undefined): ObjectValue {
  const byId = properties.entries.get('ScalingTargetId');
  if (byId !== undefined) return withEntries(properties, ['ScalingTargetId'], { ...byId, key: 'ScalingTarget' });
  const byParts = properties.entries.get('ResourceId');
  const key = targetKey(properties);
  const target = key === null ? undefined : targetBy(key);
  const at = byParts === undefined ? null : usedAt(byParts.value);
  if (byParts === undefined || target === undefined || at === null) return withoutService(properties);
  const value: Value = { kind: 'reference', resource: target.id, attribute: 'Ref', usedAt: at };
  const parts = ['ResourceId', 'ScalableDimension', 'ServiceNamespace'];
  return withEntries(properties, parts, { ...byParts, key: 'ScalingTarget', value });
}
