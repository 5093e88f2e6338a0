import type { Graph } from '../../model/graph';
import { pointedAt, property, sameNameKey } from '../../model/graph';
import type { Resource } from '../../model/resource';
import type { Entry, Value } from '../../model/value';
import { argumentsOf, entryOf } from './callArguments';
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

/** What `put_retention_policy(logGroupName=…, retentionInDays=…)` gives to which group. */
export function retentionOf(
  scope: PythonScope,
  call: HostingCall,
): { readonly group: Value | undefined; readonly days: Entry | undefined } {
  const { given } = argumentsOf(scope, call.placed);
  const days = given.get('retentionInDays');
  return {
    group: given.get('logGroupName')?.value,
    days: days === undefined ? undefined : entryOf('RetentionInDays', days),
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
