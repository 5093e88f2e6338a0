import { property, resourcesOf, sameNameKey, scaledVariant, type Graph } from '../model/graph';
import { asString, known } from '../model/value';
import type { WorkspaceFacts } from '../practices/practice';

/** What one unit contributes to what the others are judged by. */
export interface UnitFacts {
  readonly usesSageMaker: boolean;
  /** The names of endpoints that its scaling targets speak of and that are not in the unit; null for a name not known. */
  readonly scaledElsewhere: readonly (string | null)[];
}

const NO_FACTS: UnitFacts = { usesSageMaker: false, scaledElsewhere: [] };

export function factsOf(graphs: readonly Graph[]): UnitFacts {
  const scaledElsewhere: (string | null)[] = [];
  let usesSageMaker = false;
  for (const graph of graphs) {
    usesSageMaker ||= [...graph.resources.values()].some((each) => SAGEMAKER.has(each.type));
    for (const target of resourcesOf(graph, 'ScalableTarget')) {
      const scaled = scaledVariant(graph, target);
      if (scaled !== null && scaled.endpoint === null) scaledElsewhere.push(scaled.endpointName);
    }
    for (const observation of graph.observations)
      if (observation.kind === 'unfollowed' && observation.type === 'ScalableTarget') scaledElsewhere.push(null);
  }
  return usesSageMaker || scaledElsewhere.length > 0 ? { usesSageMaker, scaledElsewhere } : NO_FACTS;
}

const SAGEMAKER: ReadonlySet<string> = new Set([
  'EndpointConfig',
  'Endpoint',
  'Model',
  'InferenceComponent',
  'TransformJob',
]);

export function sameFacts(a: UnitFacts, b: UnitFacts): boolean {
  return a.usesSageMaker === b.usesSageMaker && a.scaledElsewhere.join('\n') === b.scaledElsewhere.join('\n');
}

/** What all units together say. */
export function workspaceFacts(units: Iterable<UnitFacts>): WorkspaceFacts {
  let usesSageMaker = false;
  const scaled: (string | null)[] = [];
  for (const facts of units) {
    usesSageMaker ||= facts.usesSageMaker;
    scaled.push(...facts.scaledElsewhere);
  }
  return {
    usesSageMaker,
    scalingOf: (endpoint) => {
      const name = endpoint === null ? undefined : known(asString(property(endpoint, 'EndpointName')));
      if (name !== undefined && scaled.includes(name)) return 'certain';
      // A target whose endpoint can't be told may be this one's; so may any target for an endpoint whose name isn't known.
      const unnamed =
        endpoint === null || sameNameKey(property(endpoint, 'EndpointName')) === null || name === undefined;
      return scaled.includes(null) || (unnamed && scaled.length > 0) ? 'possible' : 'none';
    },
  };
}
