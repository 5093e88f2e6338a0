import type { Graph } from '../../model/graph';
import { pointedAt } from '../../model/graph';
import type { Value } from '../../model/value';

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
