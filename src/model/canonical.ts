import type { Graph } from './graph';
import { nameProperty, plainContent, property } from './graph';
import type { ResourceId } from './value';

/**
 * A graph as text in which places, identifiers and the way values were found play no part: two graphs that mean the same
 * have the same text. References are replaced by what they point at, so that identifiers don't matter.
 */
export function canonical(graph: Graph): string {
  const texts = [...graph.resources.keys()].map((id) => canonicalResource(graph, id, []));
  for (const each of graph.observations)
    if (each.kind === 'deletion')
      texts.push(`delete ${each.of} ${each.resource === null ? '' : canonicalResource(graph, each.resource, [])}`);
  return texts.sort().join('\n');
}

function canonicalResource(graph: Graph, id: ResourceId, path: readonly ResourceId[]): string {
  const resource = graph.resources.get(id);
  if (resource === undefined) return '(outside)';
  if (path.includes(id)) return '(itself)';
  const content = expand(plainContent(resource.properties), {
    content: (target) => canonicalResource(graph, target, [...path, id]),
    name: (target) => nameOf(graph, target),
  });
  return `${resource.type} ${JSON.stringify(content)}`;
}

/** What a reference is replaced by: what it points at, or inside of a text its name. */
interface References {
  content(id: ResourceId): string;
  name(id: ResourceId): unknown;
}

/** The name of a resource as it is written, or undefined. */
function nameOf(graph: Graph, id: ResourceId): unknown {
  const resource = graph.resources.get(id);
  return resource === undefined ? undefined : plainContent(property(resource, nameProperty(resource.type)));
}

function expand(content: unknown, references: References): unknown {
  if (Array.isArray(content)) return content.map((item) => expand(item, references));
  if (typeof content === 'number' || typeof content === 'boolean') return String(content);
  if (typeof content !== 'object' || content === null) return content;
  const target = only(content, 'reference');
  if (typeof target === 'string') return references.content(target);
  const parts = only(content, 'parts');
  if (Array.isArray(parts)) return expandText(parts, references);
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, expand(value, references)]));
}

/** `endpoint/${Endpoint.EndpointName}` is the same text as `endpoint/orders` where that is the endpoint's name. */
function expandText(parts: readonly unknown[], references: References): unknown {
  const merged = mergeTexts(parts.flatMap((part) => expandPart(part, references)));
  return merged.length === 1 && typeof merged[0] === 'string' ? merged[0] : { parts: merged };
}

function expandPart(part: unknown, references: References): unknown[] {
  const target = typeof part === 'object' && part !== null ? only(part, 'reference') : undefined;
  const name = typeof target === 'string' ? references.name(target) : undefined;
  // One step only: a name may be made of other names, and of itself by mistake.
  const content =
    name === undefined ? expand(part, references) : expand(name, { ...references, name: () => undefined });
  const inner = typeof content === 'object' && content !== null ? only(content, 'parts') : undefined;
  return Array.isArray(inner) ? inner : [content];
}

/** The value of an object that has this one property. */
function only(content: object, key: string): unknown {
  const entries: [string, unknown][] = Object.entries(content);
  return entries.length === 1 && entries[0]?.[0] === key ? entries[0][1] : undefined;
}

/** `['a', 'b']` and `['ab']` are the same text. */
function mergeTexts(parts: readonly unknown[]): unknown[] {
  const merged: unknown[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  return merged;
}
