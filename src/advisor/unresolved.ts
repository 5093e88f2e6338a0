import { property, resourcesOf, type Graph } from '../model/graph';
import { sameOrigin, type Origin } from '../model/origin';
import type { Value } from '../model/value';
import type { EstimatedDeployment, Notice, Unresolved } from './advice';

/** What makes deployments that can't be followed is said: silence would look like nothing to say. */
export function unfollowedNotices(graphs: readonly Graph[]): Notice[] {
  const found = graphs.flatMap((graph) => [...unfollowed(graph), ...unreadConfigs(graph)]);
  return found.filter(
    (each, index) =>
      found.findIndex((other) => other.message === each.message && sameOrigin(other.at, each.at)) === index,
  );
}

function unfollowed({ observations }: Graph): Notice[] {
  return observations.flatMap((each) =>
    each.kind === 'unfollowed' && each.type === 'EndpointConfig' ? [notCounted(each.why, each.at)] : [],
  );
}

/** Configurations whose variants are written, and not to be read. */
function unreadConfigs(graph: Graph): Notice[] {
  return resourcesOf(graph, 'EndpointConfig').flatMap((config) => {
    const variants = property(config, 'ProductionVariants');
    const why = reasonForNone(variants);
    return why === null
      ? []
      : [notCounted(`the variants of ${config.logicalName} are not known (${why})`, config.header)];
  });
}

/** Why a list of variants shows none; null where it shows some, or nothing is written. */
function reasonForNone(variants: Value): string | null {
  if (variants.kind === 'absent') return null;
  if (variants.kind === 'list') return variants.open && variants.items.length === 0 ? 'nor how many there are' : null;
  return variants.kind === 'unresolved' ? reasonText(variants) : 'they are no list';
}

function notCounted(why: string, at: Origin): Notice {
  return { kind: 'unresolved', at, message: `What is deployed here is not counted: ${why}` };
}

/** Why something isn't known and what would decide it, where the reason doesn't name that itself. */
export function reasonText({ why, decidedBy }: Unresolved): string {
  return decidedBy === null || why.endsWith(decidedBy) ? why : `${why}, decided by ${decidedBy}`;
}

/** One notice for each deployment that could not be priced, saying what would decide it. */
export function unresolvedNotices(deployments: readonly EstimatedDeployment[]): Notice[] {
  return deployments.flatMap(({ deployment, unresolved, environment }) => {
    if (unresolved === null) return [];
    const where = environment === null ? '' : ` in ${environment}`;
    const message = `${deployment.name}${where} has no price: ${reasonText(unresolved)}`;
    return [{ kind: 'unresolved' as const, at: deployment.at, message }];
  });
}
