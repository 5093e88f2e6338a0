import type { Graph } from './graph';
import { plainContent } from './graph';
import type { ResourceId } from './value';

/**
 * A graph as text in which places, identifiers and the way values were found play no part: two graphs that mean the same
 * have the same text. References are replaced by what they point at, so that identifiers don't matter.
 */
export function canonical(graph: Graph): string {
  const texts = [...graph.resources.keys()].map((id) => canonicalResource(graph, id, []));
  return texts.sort().join('\n');
}

function canonicalResource(graph: Graph, id: ResourceId, path: readonly ResourceId[]): string {
  const resource = graph.resources.get(id);
  if (resource === undefined) return '(outside)';
  if (path.includes(id)) return '(itself)';
  const content = expand(plainContent(resource.properties), (target) => canonicalResource(graph, target, [...path, id]));
  return `${resource.type} ${JSON.stringify(content)}`;
}

function expand(content: unknown, reference: (id: ResourceId) => string): unknown {
  if (Array.isArray(content)) return content.map((item) => expand(item, reference));
  if (typeof content === 'number' || typeof content === 'boolean') return String(content);
  if (typeof content !== 'object' || content === null) return content;
  const entries = Object.entries(content);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'reference') return reference(String(first[1]));
  if (entries.length === 1 && first?.[0] === 'parts' && Array.isArray(first[1]))
    return { parts: mergeTexts(first[1].map((part) => expand(part, reference))) };
  return Object.fromEntries(entries.map(([key, value]) => [key, expand(value, reference)]));
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
