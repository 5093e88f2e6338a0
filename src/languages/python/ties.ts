import type { Graph } from '../../model/graph';
import { pointedAt, property, sameNameKey } from '../../model/graph';
import type { Resource } from '../../model/resource';
import type { Entry, Value } from '../../model/value';
import { argumentsOf, entryOf, objectOf } from './callArguments';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';

/** The names by which a metric's dimensions name resources of ours. */
const DIMENSIONS = { EndpointName: 'Endpoint', InferenceComponentName: 'InferenceComponent' } as const;

/** A structure whose metric dimensions refer to the endpoints and components of the unit that they name. */
export function withNamedDimensions(graph: Graph, value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => withNamedDimensions(graph, item)) };
  if (value.kind !== 'object') return value;
  const entries = new Map(value.entries);
  for (const [key, entry] of value.entries)
    entries.set(key, { ...entry, value: withNamedDimensions(graph, entry.value) });
  const name = value.entries.get('Name')?.value;
  const named = value.entries.get('Value');
  const attribute = name?.kind === 'scalar' ? String(name.value) : '';
  if (named !== undefined && (attribute === 'EndpointName' || attribute === 'InferenceComponentName')) {
    const resource = pointedAt(graph, DIMENSIONS[attribute], named.value);
    if (resource !== null && named.value.kind !== 'absent')
      entries.set('Value', {
        ...named,
        value: { kind: 'reference', resource: resource.id, attribute, usedAt: named.value.usedAt },
      });
  }
  return { ...value, entries };
}

/** Calls that give something to what another call has made: what is named by which argument, what is given, and as what. */
const LATER: Readonly<
  Record<
    string,
    { readonly type: Resource['type']; readonly named: string; readonly given: string; readonly as: string }
  >
> = {
  put_lifecycle_policy: {
    type: 'Repository',
    named: 'repositoryName',
    given: 'lifecyclePolicyText',
    as: 'LifecyclePolicyText',
  },
  put_retention_policy: {
    type: 'LogGroup',
    named: 'logGroupName',
    given: 'retentionInDays',
    as: 'RetentionInDays',
  },
  put_targets: { type: 'Rule', named: 'Rule', given: 'Targets', as: 'Targets' },
};

/** What a later call gives to a resource of the unit; null for every other call. */
export function givenLater(
  scope: PythonScope,
  graph: Graph,
  { method, placed, declaration }: HostingCall,
): { readonly resource: Resource; readonly entry: Entry } | null {
  const later = Object.hasOwn(LATER, method) ? LATER[method] : undefined;
  if (later === undefined) return null;
  const { given } = argumentsOf(scope, placed);
  const name = given.get(later.named);
  const value = given.get(later.given);
  const resource = name === undefined ? null : pointedAt(graph, later.type, name.value);
  if (resource === null || value === undefined) return null;
  const entry = entryOf(later.as, value);
  if (later.type !== 'Repository') return { resource, entry };
  const policy = objectOf([entry], declaration, null);
  return {
    resource,
    entry: { key: 'LifecyclePolicy', keyOrigin: declaration, origin: declaration, value: policy },
  };
}

/** A scaling policy with a reference to the target that has the same id in the same text; null where there is none. */
export function withTarget(
  policy: Resource,
  resources: readonly Resource[],
  writtenId: (target: Resource) => Value,
): Resource | null {
  const key = sameNameKey(property(policy, 'ResourceId'));
  const dimension = sameNameKey(property(policy, 'ScalableDimension'));
  const target = resources.findLast(
    (each) =>
      each.type === 'ScalableTarget' &&
      sameNameKey(writtenId(each)) === key &&
      (dimension === null || sameNameKey(property(each, 'ScalableDimension')) === dimension),
  );
  if (key === null || target === undefined) return null;
  const entries = new Map(policy.properties.entries);
  const written = entries.get('ResourceId');
  entries.delete('ResourceId');
  entries.delete('ScalableDimension');
  const at = written?.origin ?? policy.header;
  const value: Value = { kind: 'reference', resource: target.id, attribute: 'ResourceId', usedAt: at };
  entries.set('ScalingTarget', { key: 'ScalingTarget', keyOrigin: written?.keyOrigin ?? at, origin: at, value });
  return { ...policy, properties: { ...policy.properties, entries } };
}
