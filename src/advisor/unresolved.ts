import type { EstimatedDeployment, Notice } from './advice';

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
