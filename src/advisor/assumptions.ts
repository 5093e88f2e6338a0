import type { Assumptions } from '../estimate/capacity';
import type { Deployment } from '../model/deployment';
import { isKnown } from '../model/value';
import { profileFor } from './profile';
import { oncePer, oncePerIn } from '../model/once';
import type { Settings } from './settings';

/** What the figures of a deployment rest on; null where its Region can't be known. */
export function assumptionsFor(
  deployment: Deployment,
  environment: string | null,
  settings: Settings,
): Assumptions | null {
  const find = (): Assumptions | null => findAssumptions(deployment, environment, settings);
  return remembered(settings)(deployment, environment ?? '', find);
}

// A deployment is of one environment.
const remembered = oncePer((_settings: Settings) => oncePerIn<Assumptions | null>(1));

function findAssumptions(deployment: Deployment, environment: string | null, settings: Settings): Assumptions | null {
  const { region } = deployment;
  if (!isKnown(region)) return null;
  return {
    region: region.value,
    regionHow: region.how,
    utilisation: settings.utilisation,
    utilisationHow: 'assumed',
    hoursPerMonth: 730,
    traffic: profileFor(deployment, environment, settings),
    gridOverrides: settings.gridOverrides,
  };
}
