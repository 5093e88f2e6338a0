import type { Catalogue, Region } from '../catalogue';
import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { property, regionOf, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isKnown, known, type Value } from '../model/value';
import { LEAST_SHARE } from './cleanerRegion';
import { gpuUseOf } from './gpuUse';
import { regionGroup } from './regionGroups';
import { endOf, successorsOf } from './successors';
import { startsTraining } from './training';
import { knownType, useOf } from './typeChange';

/**
 * Whether no other Region of the group would be surely cleaner for a deployment whose Region the code names, though some
 * offer its type: what the making of the hardware adds is the same everywhere, and only lessens the difference.
 */
export function isInCleanRegion(graph: Graph, deployment: Deployment, catalogue: Catalogue): boolean {
  const written = regionOf(graph, deployment.resource);
  if (!isKnown(written) || written.how === 'setting' || written.how === 'assumed') return false;
  const present = catalogue.region(written.value);
  const type = knownType(catalogue, deployment);
  const group = regionGroup(written.value);
  if (present === undefined || type === null || group === null || servesInferenceComponents(graph, deployment))
    return false;
  const others = catalogue.regionCodes
    .filter((code) => code !== present.code && regionGroup(code) === group && catalogue.offered(type.name, code))
    .flatMap((code) => catalogue.region(code) ?? []);
  const isCleaner = ({ grid, pue }: Region): boolean =>
    grid.high * pue <= present.grid.low * present.pue * (1 - LEAST_SHARE);
  return others.length > 0 && !others.some(isCleaner);
}

/** Whether a type is the latest of its make and size class in its Region, and others come before it there. */
export function isOfLatestGeneration(deployment: Deployment, catalogue: Catalogue): boolean {
  const type = knownType(catalogue, deployment);
  const region = known(deployment.region);
  if (type === null || region === undefined || endOf(type) !== null || !catalogue.offered(type.name, region))
    return false;
  // Whatever CUDA the image has: what only a newer one runs on would be later still.
  const wanted = { region, use: useOf(deployment), cuda: Infinity, catalogue };
  if (successorsOf(type, wanted).length > 0) return false;
  return catalogue.offeredTypes(region).some((earlier) => successorsOf(earlier, wanted).includes(type));
}

/** Whether a server of language models is told to use all GPUs of its instance. */
export function usesAllGpus(deployment: Deployment, catalogue: Catalogue): boolean {
  const accelerator = knownType(catalogue, deployment)?.accelerator;
  const use = gpuUseOf(deployment.model, catalogue);
  return accelerator?.kind === 'nvidia' && use?.kind === 'some' && use.gpus >= accelerator.count;
}

/** Whether an alarm starts a training, and no clock. */
export function trainsOnAlarm(graph: Graph, rule: Resource): boolean {
  return (
    mentions(property(rule, 'EventPattern'), 'CloudWatch Alarm State Change') &&
    startsTraining({ graph, workspace: {} }, property(rule, 'Targets'))
  );
}

function mentions(value: Value, text: string): boolean {
  switch (value.kind) {
    case 'scalar':
      return String(value.value).includes(text);
    case 'interpolation':
      return value.parts.some((part) => mentions(part, text));
    case 'list':
      return value.items.some((item) => mentions(item, text));
    case 'object':
      return [...value.entries.values()].some((entry) => mentions(entry.value, text));
    case 'oneOf':
      return value.branches.every((branch) => mentions(branch, text));
    case 'absent':
    case 'unresolved':
    case 'reference':
      return false;
  }
}
