import { isDeployedByCloudFormation, kindOfDialect } from '../model/dialect';
import { endpointsOf, nameProperty, property, resourcesOf, type Graph } from '../model/graph';
import type { Op } from '../model/operation';
import type { Resource } from '../model/resource';
import type { Value } from '../model/value';

/** What becomes of the name of a resource that AWS makes anew when it is changed. */
export interface Replacement {
  /** The changes of names that belong into the same edit. */
  readonly ops: readonly Op[];
  /** What keeps the change from being deployed as it is written then, or null. */
  readonly note: string | null;
}

const FREE: Replacement = { ops: [], note: null };
const LONGEST_NAME = 63;

/**
 * A configuration or model can't be changed, only replaced, and two of one name can't stand side by side. CloudFormation
 * says so itself for a resource that is given a name; a script's second call fails.
 */
export function replacementOf(graph: Graph, resource: Resource): Replacement {
  const name = property(resource, nameProperty(resource.type));
  if (name.kind === 'absent' || resource.implied) return FREE;
  switch (kindOfDialect(resource.dialect)) {
    case 'declared':
      return inTemplate(graph, resource, name);
    case 'called':
      return inScript(graph, resource, name);
    case 'sdk':
      return FREE;
  }
}

function inTemplate(graph: Graph, resource: Resource, name: Value): Replacement {
  if (name.kind === 'scalar' && name.how === 'literal' && isUsedHere(graph, resource)) {
    const next = nextName(graph, resource, String(name.value));
    if (next !== null) return { ops: [{ op: 'rename', resource: resource.id, name: next }], note: null };
  }
  const property = nameProperty(resource.type);
  return {
    ops: [],
    note: `${isDeployedByCloudFormation(resource.dialect) ? 'CloudFormation' : 'Terraform'} can't replace ${resource.logicalName} while it keeps its \`${property}\`: give it another one in the same change.`,
  };
}

function inScript(graph: Graph, resource: Resource, name: Value): Replacement {
  // A name that is put together when the script runs is taken to be a new one each time.
  if (name.kind !== 'scalar' || deletedByScript(graph, resource)) return FREE;
  return {
    ops: [],
    note: `\`${String(name.value)}\` is a fixed name: if it exists already, the call is refused until it gets another name.`,
  };
}

function deletedByScript(graph: Graph, resource: Resource): boolean {
  return graph.observations.some(
    (each) =>
      each.kind === 'deletion' &&
      each.of === resource.type &&
      (each.resource === null || each.resource === resource.id),
  );
}

/** Whether somebody in this graph uses it: a resource that nobody here uses is named from outside, by its name. */
function isUsedHere(graph: Graph, resource: Resource): boolean {
  return resource.type !== 'EndpointConfig' || endpointsOf(graph, resource).length > 0;
}

/** `fraud-config` becomes `fraud-config-v2`, and that `fraud-config-v3`; null where the name would be too long. */
function nextName(graph: Graph, resource: Resource, name: string): string | null {
  const counted = /^(.*)-v(\d+)$/.exec(name);
  const base = counted?.[1] ?? name;
  const taken = new Set(
    resourcesOf(graph, resource.type).map((each) => {
      const value = property(each, nameProperty(each.type));
      return value.kind === 'scalar' ? String(value.value) : '';
    }),
  );
  let version = Number(counted?.[2] ?? 1) + 1;
  while (taken.has(`${base}-v${version}`)) version += 1;
  const next = `${base}-v${version}`;
  return next.length <= LONGEST_NAME ? next : null;
}
