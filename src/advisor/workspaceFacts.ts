import { property, resourcesOf, scaledVariant, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { asString, known } from '../model/value';
import type { Elsewhere, WorkspaceFacts } from '../practices/practice';

/** What one unit contributes to what the others are judged by. */
export interface UnitFacts {
  readonly usesSageMaker: boolean;
  /** The names of endpoints that its scaling targets speak of and that are not in the unit; null for a name not known. */
  readonly scaledElsewhere: readonly (string | null)[];
  /** The names of endpoints whose log groups it declares; null for a group that may be any endpoint's. */
  readonly loggedEndpoints: readonly (string | null)[];
}

export const NO_FACTS: UnitFacts = { usesSageMaker: false, scaledElsewhere: [], loggedEndpoints: [] };

export function factsOf(graphs: readonly Graph[]): UnitFacts {
  const scaledElsewhere: (string | null)[] = [];
  const loggedEndpoints: (string | null)[] = [];
  let usesSageMaker = false;
  for (const graph of graphs) {
    for (const group of resourcesOf(graph, 'LogGroup')) loggedEndpoints.push(...loggedEndpoint(group));
    usesSageMaker ||= [...graph.resources.values()].some((each) => SAGEMAKER.has(each.type));
    for (const target of resourcesOf(graph, 'ScalableTarget')) {
      const scaled = scaledVariant(graph, target);
      if (scaled !== null && scaled.endpoint === null) scaledElsewhere.push(scaled.endpointName);
    }
    for (const observation of graph.observations)
      if (observation.kind === 'unfollowed' && observation.type === 'ScalableTarget') scaledElsewhere.push(null);
  }
  return usesSageMaker || scaledElsewhere.length > 0 || loggedEndpoints.length > 0
    ? { usesSageMaker, scaledElsewhere, loggedEndpoints }
    : NO_FACTS;
}

const ENDPOINT_LOGS = '/aws/sagemaker/Endpoints/';

/** The endpoint whose log group it is, as far as its name tells. */
function loggedEndpoint(group: Resource): (string | null)[] {
  const name = property(group, 'LogGroupName');
  if (name.kind === 'absent') return [];
  const first = name.kind === 'interpolation' ? name.parts[0] : name;
  const text = first?.kind === 'scalar' ? String(first.value) : null;
  if (text !== null && !text.startsWith(ENDPOINT_LOGS) && !ENDPOINT_LOGS.startsWith(text)) return [];
  return [name.kind === 'scalar' && text !== null ? text.slice(ENDPOINT_LOGS.length) : null];
}

const SAGEMAKER: ReadonlySet<string> = new Set([
  'EndpointConfig',
  'Endpoint',
  'Model',
  'InferenceComponent',
  'TransformJob',
]);

export function sameFacts(a: UnitFacts, b: UnitFacts): boolean {
  if (a.usesSageMaker !== b.usesSageMaker || a.loggedEndpoints.join('\n') !== b.loggedEndpoints.join('\n'))
    return false;
  return a.scaledElsewhere.join('\n') === b.scaledElsewhere.join('\n');
}

/** What all units together say. */
export function workspaceFacts(units: Iterable<UnitFacts>): WorkspaceFacts {
  let usesSageMaker = false;
  const scaled: (string | null)[] = [];
  const logged: (string | null)[] = [];
  for (const facts of units) {
    usesSageMaker ||= facts.usesSageMaker;
    scaled.push(...facts.scaledElsewhere);
    logged.push(...facts.loggedEndpoints);
  }
  return {
    usesSageMaker,
    scalingOf: (endpoint) => amongNames(endpoint, scaled),
    logGroupOf: (endpoint) => amongNames(endpoint, logged),
  };
}

/** Whether an endpoint is among names of which some may not be known. */
function amongNames(endpoint: Resource | null, names: readonly (string | null)[]): Elsewhere {
  const name = endpoint === null ? undefined : known(asString(property(endpoint, 'EndpointName')));
  if (name !== undefined && names.includes(name)) return 'certain';
  // A name that can't be told may be this one; so may any name for an endpoint whose own isn't known.
  return names.includes(null) || (name === undefined && names.length > 0) ? 'possible' : 'none';
}
