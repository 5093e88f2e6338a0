import type { Graph } from '../model/graph';
import { sameOrigin } from '../model/origin';
import type { EstimatedDeployment, Notice } from './advice';

/** What makes deployments that can't be followed is said: silence would look like nothing to say. */
export function unfollowedNotices(graphs: readonly Graph[]): Notice[] {
  const found = graphs.flatMap(({ observations }) =>
    observations.flatMap((each): Notice[] =>
      each.kind === 'unfollowed' && each.type === 'EndpointConfig'
        ? [{ kind: 'unresolved', at: each.at, message: `What is deployed here is not counted: ${each.why}` }]
        : [],
    ),
  );
  return found.filter(
    (each, index) =>
      found.findIndex((other) => other.message === each.message && sameOrigin(other.at, each.at)) === index,
  );
}

/** One notice for each deployment that could not be priced, saying what would decide it. */
export function unresolvedNotices(deployments: readonly EstimatedDeployment[]): Notice[] {
  return deployments.flatMap(({ deployment, unresolved, environment }) => {
    if (unresolved === null) return [];
    const where = environment === null ? '' : ` in ${environment}`;
    const decided = unresolved.decidedBy === null ? '' : `, decided by ${unresolved.decidedBy}`;
    const message = `${deployment.name}${where} has no price: ${unresolved.why}${decided}`;
    return [{ kind: 'unresolved' as const, at: deployment.at, message }];
  });
}
