import { sameNameKey } from '../../model/graph';
import type { Resource } from '../../model/resource';
import type { Entry, ObjectValue, ResourceId, Value } from '../../model/value';
import { ABSENT, usedAt } from '../../model/value';

/**
 * Scaling as the model names it: a target without the name of the service, a policy with a `ScalingTarget` in place of the
 * target's resource, dimension and service. Targets and policies of other services are left out.
 */
export function canonicalForm(resources: ReadonlyMap<ResourceId, Resource>): ReadonlyMap<ResourceId, Resource> {
  const targets = new Map<string, Resource>();
  let scaled = false;
  for (const resource of resources.values()) {
    scaled ||= isScaling(resource);
    if (resource.type !== 'ScalableTarget') continue;
    const key = sameNameKey(valueOf(resource.properties, 'ResourceId'));
    if (key !== null) targets.set(key, resource);
  }
  if (!scaled) return resources;
  const kept = new Map<ResourceId, Resource>();
  for (const [id, resource] of resources) {
    if (!isScaling(resource)) {
      kept.set(id, resource);
      continue;
    }
    const target = resource.type === 'ScalingPolicy' ? targetOf(resource, resources, targets) : undefined;
    if (isOfAnotherService(resource) || (target !== undefined && isOfAnotherService(target))) continue;
    const { properties } = resource;
    kept.set(id, {
      ...resource,
      properties: resource.type === 'ScalableTarget' ? without(properties, SERVICE, null) : policy(properties, target),
    });
  }
  return kept;
}

const SERVICE = ['ServiceNamespace'];
const PARTS = ['ResourceId', 'ScalableDimension', 'ServiceNamespace'];

function isScaling(resource: Resource): boolean {
  return resource.type === 'ScalableTarget' || resource.type === 'ScalingPolicy';
}

function valueOf(properties: ObjectValue, name: string): Value {
  return properties.entries.get(name)?.value ?? ABSENT;
}

/** Whether a target or a policy surely belongs to another service than SageMaker. */
function isOfAnotherService({ properties }: Resource): boolean {
  const service = valueOf(properties, 'ServiceNamespace');
  if (service.kind === 'scalar') return service.value !== 'sagemaker';
  const dimension = valueOf(properties, 'ScalableDimension');
  return dimension.kind === 'scalar' && !String(dimension.value).startsWith('sagemaker:');
}

/** The target whose resource a policy names, by reference or by the same text. */
function targetOf(
  { properties }: Resource,
  resources: ReadonlyMap<ResourceId, Resource>,
  targets: ReadonlyMap<string, Resource>,
): Resource | undefined {
  const named = valueOf(properties, 'ResourceId');
  if (named.kind === 'reference') {
    const target = resources.get(named.resource);
    return target?.type === 'ScalableTarget' ? target : undefined;
  }
  const key = sameNameKey(named);
  return key === null ? undefined : targets.get(key);
}

function policy(properties: ObjectValue, target: Resource | undefined): ObjectValue {
  const named = properties.entries.get('ResourceId');
  const at = named === undefined ? null : usedAt(named.value);
  if (named === undefined || target === undefined || at === null) return without(properties, SERVICE, null);
  const value: Value = { kind: 'reference', resource: target.id, attribute: 'Ref', usedAt: at };
  return without(properties, PARTS, { ...named, key: 'ScalingTarget', value });
}

function without(properties: ObjectValue, names: readonly string[], added: Entry | null): ObjectValue {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of properties.entries) if (!names.includes(key)) entries.set(key, entry);
  if (added !== null) entries.set(added.key, added);
  return { ...properties, entries };
}
