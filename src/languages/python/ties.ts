import type { Graph } from '../../model/graph';
import { pointedAt } from '../../model/graph';
import type { Entry, Value } from '../../model/value';
import { argumentsOf, entryOf } from './callArguments';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';

/**
 * `endpoint/NAME/variant/VARIANT` with a reference in the place of the name, where the unit makes an endpoint of that
 * name. Null where it doesn't.
 */
export function withEndpointReference(graph: Graph, id: Value): Value | null {
  if (id.kind === 'unresolved' || id.kind === 'reference') return null;
  if (id.kind === 'scalar') return literalId(graph, id);
  if (id.kind !== 'interpolation') return null;
  const [first, ...rest] = id.parts;
  if (first?.kind !== 'scalar' || first.value !== 'endpoint/') return null;
  const end = rest.findIndex((part) => part.kind === 'scalar' && String(part.value).startsWith('/'));
  const name = end < 0 ? rest : rest.slice(0, end);
  const [only] = name;
  const whole: Value =
    name.length === 1 && only !== undefined ? only : { kind: 'interpolation', parts: name, usedAt: id.usedAt };
  const endpoint = pointedAt(graph, 'Endpoint', whole);
  if (endpoint === null || only === undefined) return null;
  const reference: Value = { kind: 'reference', resource: endpoint.id, attribute: 'EndpointName', usedAt: id.usedAt };
  return { ...id, parts: [first, reference, ...(end < 0 ? [] : rest.slice(end))] };
}

function literalId(graph: Graph, id: Extract<Value, { kind: 'scalar' }>): Value | null {
  const match = /^(endpoint\/)([^/]+)(\/.*)?$/.exec(String(id.value));
  const [, prefix, name, rest] = match ?? [];
  if (prefix === undefined || name === undefined) return null;
  const endpoint = pointedAt(graph, 'Endpoint', { ...id, value: name });
  if (endpoint === null) return null;
  const reference: Value = { kind: 'reference', resource: endpoint.id, attribute: 'EndpointName', usedAt: id.usedAt };
  const parts: Value[] = [{ ...id, value: prefix }, reference];
  if (rest !== undefined) parts.push({ ...id, value: rest });
  return { kind: 'interpolation', parts, usedAt: id.usedAt };
}

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
