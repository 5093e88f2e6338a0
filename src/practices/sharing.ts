import type { Catalogue } from '../catalogue';
import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { property, regionOf, type Graph } from '../model/graph';
import { oncePer } from '../model/once';
import { asString, isKnown, known, valueAt } from '../model/value';
import type { AcrossContext, PlacedDeployment } from './practice';
import { servingContainer, type Server } from './servingContainer';
import { instanceCountOf } from './variant';
import { developmentWord, productionWord } from './words';

/** An endpoint of one model of its own, which could share its instances with others. */
export interface Sharer {
  readonly placed: PlacedDeployment;
  readonly server: Server;
  /** Framework and version, where both are known: two of the same are served by one image. */
  readonly image: string | null;
  readonly framework: string | null;
  /** Accelerators of its instance type: 0 or 1. */
  readonly gpus: number;
}

const MOST_TOGETHER = 15;
const HOLDS_FAST = ['CapacityReservationConfig', 'InstancePools', 'ManagedInstanceScaling', 'AcceleratorType'];

/**
 * Endpoints that could share instances, in groups: of one Region, one environment, one purpose (development, production or
 * neither), all on CPUs or all on one GPU, and all with a lifetime of the same kind.
 */
export function sharersOf(context: AcrossContext): Sharer[][] {
  const groups = new Map<string, Sharer[]>();
  const seen = new Set<string>();
  for (const placed of context.deployments) {
    const { deployment, graph } = placed;
    const sharer = sharerOf(placed, context.catalogue);
    if (sharer === null || seen.has(deployment.id)) continue;
    seen.add(deployment.id);
    const region = regionOf(graph, deployment.resource);
    const purpose = productionWord(graph, deployment) ?? developmentWord(graph, deployment) ?? '';
    const key = [
      isKnown(region) ? region.value : '?',
      graph.environment ?? '',
      purpose,
      sharer.gpus,
      deployment.lifetime,
    ].join('|');
    groups.set(key, [...(groups.get(key) ?? []), sharer]);
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.slice(0, MOST_TOGETHER));
}

function sharerOf(placed: PlacedDeployment, catalogue: Catalogue): Sharer | null {
  const { deployment, graph } = placed;
  if (!isAlone(deployment) || servesInferenceComponents(graph, deployment)) return null;
  const type = catalogue.instanceType(known(deployment.instanceType) ?? '');
  const container = servingContainer(deployment, catalogue);
  if (type === undefined || container === null || instanceCountOf(deployment) === null) return null;
  // Whose images they are, and what the server can do, decides: what isn't known shares nothing.
  if (container.server === 'own' || container.server === 'unknown' || container.server === 'other') return null;
  const mode = valueAt(container.container, ['Mode']);
  if (mode.kind !== 'absent' && known(asString(mode)) !== 'SingleModel') return null;
  const { server, framework, version } = container;
  const image = framework === null || version === null ? null : `${framework} ${version}`;
  const sharer = { placed, server, framework, image };
  if (type.accelerator === null) return { ...sharer, gpus: 0 };
  return type.accelerator.kind === 'nvidia' && type.accelerator.count === 1 ? { ...sharer, gpus: 1 } : null;
}

/** One production variant that answers at once, stays up, and is tied to nothing. */
function isAlone(deployment: Deployment): boolean {
  const { kind, mode, shadow, lifetime, endpoint, resource, capacity } = deployment;
  if (kind !== 'endpoint-variant' || mode !== 'realtime' || shadow || endpoint === null) return false;
  if (lifetime !== 'standing' && lifetime !== 'unknown') return false;
  const variants = property(resource, 'ProductionVariants');
  if (variants.kind !== 'list' || variants.open || variants.items.length !== 1) return false;
  if (property(resource, 'ShadowProductionVariants').kind !== 'absent') return false;
  return HOLDS_FAST.every((name) => valueAt(capacity, [name]).kind === 'absent');
}

interface Chain {
  readonly from: PlacedDeployment;
  readonly to: PlacedDeployment;
}

/** Pairs of endpoints of which one carries on the other's answer, in one file of code. */
export const chainsOf = oncePer((context: AcrossContext): readonly Chain[] => {
  const found = new Map<string, Chain>();
  for (const graph of context.graphs)
    for (const observation of graph.observations) {
      if (observation.kind !== 'invocation' || observation.inputFrom === undefined) continue;
      const from = deploymentBehind(context, graph, observation.inputFrom);
      const to = deploymentBehind(context, graph, observation.resource ?? observation.endpointName ?? '');
      if (from !== null && to !== null) found.set(`${from.deployment.id} ${to.deployment.id}`, { from, to });
    }
  return [...found.values()];
});

/** What an endpoint's id means where it is made, or its name anywhere: null where several have that name. */
function deploymentBehind({ deployments }: AcrossContext, graph: Graph, idOrName: string): PlacedDeployment | null {
  const here = deployments.find((each) => each.graph === graph && each.deployment.endpoint?.id === idOrName);
  if (here !== undefined) return here;
  const named = deployments.filter(
    ({ deployment: { endpoint } }) =>
      endpoint !== null && known(asString(property(endpoint, 'EndpointName'))) === idOrName,
  );
  return new Set(named.map(({ deployment }) => deployment.endpoint?.id)).size === 1 ? (named[0] ?? null) : null;
}

/** Whether a deployment is part of a chain: then it belongs into a pipeline, if anywhere. */
export function isChained(context: AcrossContext, { deployment }: PlacedDeployment): boolean {
  return chainsOf(context).some(({ from, to }) => [from.deployment.id, to.deployment.id].includes(deployment.id));
}

/** What endpoints are called, for a sentence. */
export function namesOf(sharers: readonly PlacedDeployment[]): string {
  const names = sharers.map(({ deployment }) => `\`${deployment.name}\``);
  const shown = names.slice(0, 5);
  return names.length > shown.length ? `${shown.join(', ')} and ${names.length - shown.length} more` : shown.join(', ');
}
