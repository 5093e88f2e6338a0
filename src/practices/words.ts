import type { Deployment } from '../model/deployment';
import { nameProperty, property, type Graph } from '../model/graph';
import { oncePer, oncePerText } from '../model/once';
import type { Resource } from '../model/resource';
import { ABSENT, valueAt, type ScalarValue, type Value } from '../model/value';

// The names of a few deployments are looked at by one practice after the other.
const MOST_TEXTS = 500;

/** The whole words of a name or path, in lower case: `fraudDev_endpoint-2` is fraud, dev, endpoint, 2. */
export const wordsOf: (text: string) => readonly string[] = oncePerText(MOST_TEXTS, (text) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase()),
);

/** The text of a value as far as it is known; what isn't known stands as a digit, so that no word ends at it by chance. */
export function knownText(value: Value, isTaken: (scalar: ScalarValue) => boolean = () => true): string {
  switch (value.kind) {
    case 'scalar':
      return isTaken(value) ? String(value.value) : '0';
    case 'interpolation':
      return value.parts.map((part) => knownText(part, isTaken)).join('');
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

/** Keys and values of a resource's tags, and of those that it gets without saying so. */
export function tagTexts(resource: Resource): string[] {
  return [...ownTagTexts(resource), ...defaultTagTexts(resource)];
}

type IsTaken = (scalar: ScalarValue) => boolean;

function ownTagTexts(resource: Resource, isTaken?: IsTaken): string[] {
  return textsOf(tagsIn(property(resource, 'Tags')), isTaken);
}

/** Those that its own tags surely don't replace are left. */
function defaultTagTexts(resource: Resource, isTaken?: IsTaken): string[] {
  const own = new Set(tagsIn(property(resource, 'Tags')).map(({ key }) => key));
  return textsOf(
    tagsIn(resource.defaultTags ?? ABSENT).filter(({ key }) => !own.has(key)),
    isTaken,
  );
}

/** Whether all of a resource's own tags are known by their keys: none of those it gets is replaced by one that isn't seen. */
function areKnown(resource: Resource): boolean {
  const tags = property(resource, 'Tags');
  return tags.kind === 'absent' || (tags.kind === 'object' && tags.open === null);
}

interface Tag {
  readonly key: string;
  readonly value: Value;
}

/** Tags in the list form of the API or the mapping form of Terraform and the Python SDK. */
function tagsIn(tags: Value): Tag[] {
  if (tags.kind === 'object') return [...tags.entries.values()];
  if (tags.kind !== 'list') return [];
  return tags.items.map((tag) => ({ key: knownText(valueAt(tag, ['Key'])), value: valueAt(tag, ['Value']) }));
}

function textsOf(tags: readonly Tag[], isTaken?: IsTaken): string[] {
  return tags.flatMap(({ key, value }) => [key, knownText(value, isTaken)]);
}

/** What a resource is called: its API name and its name in the code. */
export function nameTexts(resource: Resource, isTaken?: (scalar: ScalarValue) => boolean): string[] {
  return [knownText(property(resource, nameProperty(resource.type)), isTaken), resource.logicalName];
}

const DEVELOPMENT: ReadonlySet<string> = new Set(['dev', 'test', 'sandbox', 'demo', 'staging']);
const PRODUCTION: ReadonlySet<string> = new Set(['prod', 'production', 'prd', 'live']);

/** Whether a text holds a word for production as a whole word. */
export function saysProduction(texts: readonly string[]): boolean {
  return texts.flatMap(wordsOf).some((word) => PRODUCTION.has(word));
}

const RESIDENCY = /\b(?:residen(?:cy|t)|sovereign\w*|jurisdiction|gdpr|hipaa|must (?:stay|remain)|pinned)\b/i;

/** Whether a text has a word for a Region that is no free choice. */
export function saysResidency(text: string): boolean {
  return RESIDENCY.test(text);
}

/** The words that say what a deployment is for, and where they come from. */
interface Told {
  readonly words: readonly string[];
  /** Another environment of the same code may say something else here. */
  readonly varies: boolean;
  /** Something that isn't seen may say something else instead: it takes back, and tells nothing. */
  readonly isReplaceable?: true;
}

/** The whole words that say what a deployment is for. */
interface Purpose {
  readonly development: string | null;
  readonly developmentOfAll: string | null;
  readonly production: string | null;
}

/**
 * The whole word in names, tags, parameters, binding or path that says that a deployment isn't for production, or null.
 * A word for production anywhere in them takes it back.
 */
export function developmentWord(graph: Graph, deployment: Deployment): string | null {
  return purposesIn(graph)(deployment).development;
}

/** The whole word that says that a deployment is for production, or null. A word for development takes it back. */
export function productionWord(graph: Graph, deployment: Deployment): string | null {
  return purposesIn(graph)(deployment).production;
}

/**
 * The same, where every environment of this code would say it: a name, tag or path as it is written, not what a binding
 * or a parameter's default makes of it.
 */
export function developmentWordOfAll(graph: Graph, deployment: Deployment): string | null {
  return purposesIn(graph)(deployment).developmentOfAll;
}

const purposesIn = oncePer((graph: Graph) => oncePer((deployment: Deployment) => purposeOf(graph, deployment)));

function purposeOf(graph: Graph, deployment: Deployment): Purpose {
  const texts = findTexts(graph, deployment);
  const development = wordIn(texts, DEVELOPMENT, PRODUCTION);
  return {
    development,
    developmentOfAll: development === null ? null : wordIn(settledIn(texts), DEVELOPMENT, PRODUCTION),
    production: wordIn(texts, PRODUCTION, DEVELOPMENT),
  };
}

/** The first word of a set, unless a word of the other set takes it back. */
function wordIn(texts: readonly Told[], set: ReadonlySet<string>, other: ReadonlySet<string>): string | null {
  let found: string | null = null;
  for (const { words, isReplaceable } of texts)
    for (const word of words) {
      if (other.has(word)) return null;
      if (found === null && isReplaceable !== true && set.has(word)) found = word;
    }
  return found;
}

function settledIn(texts: readonly Told[]): readonly Told[] {
  return texts.filter((each) => !each.varies);
}

function findTexts(graph: Graph, deployment: Deployment): readonly Told[] {
  const told = (text: string, varies: boolean): Told => ({ words: wordsOf(text), varies });
  const resources = [deployment.endpoint, deployment.resource, deployment.model].filter((each) => each !== null);
  const environment = graph.environment === null ? [] : [told(graph.environment, true)];
  const named = resources.flatMap((resource) => [
    ...[...nameTexts(resource), ...ownTagTexts(resource)].map((text) => told(text, true)),
    ...[...nameTexts(resource, isSettled), ...ownTagTexts(resource, isSettled)].map((text) => told(text, false)),
    ...byDefault(resource, told),
  ]);
  const parameters = [deployment.instanceCount, deployment.instanceType].flatMap((each) =>
    'decidedBy' in each && each.decidedBy !== null ? [told(each.decidedBy, false)] : [],
  );
  return [...environment, told(deployment.name, true), ...named, ...parameters, told(graph.unit, false)];
}

function byDefault(resource: Resource, told: (text: string, varies: boolean) => Told): Told[] {
  const all = [
    ...defaultTagTexts(resource).map((text) => told(text, true)),
    ...defaultTagTexts(resource, isSettled).map((text) => told(text, false)),
  ];
  return areKnown(resource) ? all : all.map((each) => ({ ...each, isReplaceable: true }));
}

/** Whether a value is the same whatever the environment. */
function isSettled(value: ScalarValue): boolean {
  return value.how === 'literal' || value.how === 'constant';
}
