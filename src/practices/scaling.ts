import type { Deployment } from '../model/deployment';
import { alarmsOf, policiesOf, resourcesOf, scalableTargetsOf, scaledVariant } from '../model/graph';
import type { Resource } from '../model/resource';
import { known } from '../model/value';
import type { PracticeContext } from './practice';

/** Whether, and where, a variant is scaled. */
export type Scaling =
  | { readonly kind: 'none' }
  /** Here: these targets are in the graph. */
  | { readonly kind: 'here'; readonly targets: readonly Resource[] }
  /** In another file of the workspace. */
  | { readonly kind: 'elsewhere' }
  /** Perhaps: something that scales can't be read, or the endpoint isn't in sight. */
  | { readonly kind: 'unknown' };

export function scalingOf(context: PracticeContext, deployment: Deployment): Scaling {
  const { graph, workspace } = context;
  const { endpoint } = deployment;
  if (endpoint !== null) {
    const targets = scalableTargetsOf(graph, endpoint, known(deployment.variantName) ?? null);
    if (targets.length > 0) return { kind: 'here', targets };
  }
  const elsewhere = workspace.scalingOf(endpoint);
  if (elsewhere === 'certain') return { kind: 'elsewhere' };
  if (endpoint === null || elsewhere === 'possible' || hasUnreadTarget(context)) return { kind: 'unknown' };
  return { kind: 'none' };
}

/** A target of this graph that may be anybody's. */
export function hasUnreadTarget({ graph }: PracticeContext): boolean {
  if (graph.observations.some((each) => each.kind === 'unfollowed' && each.type === 'ScalableTarget')) return true;
  return resourcesOf(graph, 'ScalableTarget').some((target) => {
    const scaled = scaledVariant(graph, target);
    return scaled !== null && scaled.endpoint === null && scaled.endpointName === null;
  });
}

/** The targets with everything that exists for their sake: policies, and the alarms that call them. */
export function scalingResources(context: PracticeContext, targets: readonly Resource[]): Resource[] {
  const { graph } = context;
  const policies = targets.flatMap((target) => policiesOf(graph, target));
  const alarms = policies.flatMap((policy) => alarmsOf(graph, policy));
  return [...new Set([...alarms, ...policies, ...targets])];
}
