import type { Deployment } from '../model/deployment';
import { nameProperty, property, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { valueAt, type Value } from '../model/value';

/** The whole words of a name or path, in lower case: `fraudDev_endpoint-2` is fraud, dev, endpoint, 2. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** The text of a value as far as it is known; what isn't known stands as a digit, so that no word ends at it by chance. */
export function knownText(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return String(value.value);
    case 'interpolation':
      return value.parts.map(knownText).join('');
    case 'reference':
    case 'unresolved':
    case 'oneOf':
      return '0';
    case 'absent':
    case 'list':
    case 'object':
      return '';
  }
}

/** Keys and values of a resource's tags, in the list form of the API or the mapping form of the Python SDK. */
export function tagTexts(resource: Resource): string[] {
  const tags = property(resource, 'Tags');
  if (tags.kind === 'object') return [...tags.entries.values()].flatMap((entry) => [entry.key, knownText(entry.value)]);
  if (tags.kind !== 'list') return [];
  return tags.items.flatMap((tag) => [knownText(valueAt(tag, ['Key'])), knownText(valueAt(tag, ['Value']))]);
}

/** What a resource is called: its API name and its name in the code. */
export function nameTexts(resource: Resource): string[] {
  return [knownText(property(resource, nameProperty(resource.type))), resource.logicalName];
}

const DEVELOPMENT: ReadonlySet<string> = new Set(['dev', 'test', 'sandbox', 'demo', 'staging']);
const PRODUCTION: ReadonlySet<string> = new Set(['prod', 'production', 'prd', 'live']);

/**
 * The whole word in names, tags, binding or path that says that a deployment isn't for production, or null. A word for
 * production anywhere in them takes it back.
 */
export function developmentWord(graph: Graph, deployment: Deployment): string | null {
  const resources = [deployment.endpoint, deployment.resource, deployment.model].filter((each) => each !== null);
  const texts = [
    graph.environment ?? '',
    deployment.name,
    ...resources.flatMap(nameTexts),
    ...resources.flatMap(tagTexts),
    graph.unit,
  ];
  const words = texts.flatMap(wordsOf);
  if (words.some((word) => PRODUCTION.has(word))) return null;
  return words.find((word) => DEVELOPMENT.has(word)) ?? null;
}
