import type { Deployment } from '../model/deployment';
import { known } from '../model/value';

/** How many instances a deployment starts with; null where that isn't known. The Python SDK starts one by itself. */
export function instanceCountOf(deployment: Deployment): number | null {
  const count = known(deployment.instanceCount);
  if (count !== undefined) return count;
  return deployment.instanceCount.how === 'absent' && deployment.dialect === 'python-sdk' ? 1 : null;
}

/** The variant's name; null where it isn't known. The Python SDK calls its only variant AllTraffic. */
export function variantNameOf(deployment: Deployment): string | null {
  const name = known(deployment.variantName);
  if (name !== undefined) return name;
  return deployment.variantName.how === 'absent' && deployment.dialect === 'python-sdk' ? 'AllTraffic' : null;
}
