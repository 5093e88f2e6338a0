import type { Catalogue } from '../catalogue';
import { isManagedScaling, type Deployment } from '../model/deployment';
import { asNumber, isKnown, known, valueAt, type Sourced } from '../model/value';
import type { Assumptions, Capacity, Scaling } from '../estimate/capacity';
import { property, scalableTargetsOf, type Graph } from '../model/graph';
import { oncePer, oncePerIn } from '../model/once';
import { acceleratorsInUse } from '../practices/gpuUse';

/** What is billed, or what keeps it from being known. */
export type CapacityOutcome =
  | { readonly kind: 'known'; readonly capacity: Capacity }
  | { readonly kind: 'unknown'; readonly why: string; readonly decidedBy: string | null };

/**
 * The billed capacity of a deployment: with scaling that counts, else with what a target in the unit always keeps up; with
 * as many GPUs at work as its container uses.
 */
export function capacityIn(
  graph: Graph,
  deployment: Deployment,
  scaling: Scaling | null,
  catalogue: Catalogue,
): CapacityOutcome {
  const outcome = capacityOf(deployment, scaling);
  if (outcome.kind === 'unknown') return outcome;
  return { kind: 'known', capacity: atWork(heldByScaling(outcome.capacity, graph, deployment), deployment, catalogue) };
}

/** What a deployment holds today; the traffic that is stated decides whether its scaling counts. */
export function heldToday(
  graph: Graph,
  deployment: Deployment,
  assumptions: Assumptions | null,
  catalogue: Catalogue,
): CapacityOutcome {
  const scaling = statedScaling(graph, deployment, assumptions);
  const key = scaling === null ? '' : `${scaling.minInstances}-${scaling.maxInstances}`;
  return remembered(catalogue)(graph)(deployment, key, () => capacityIn(graph, deployment, scaling, catalogue));
}

// Every proposal for a deployment is compared with it.
const remembered = oncePer((_catalogue: Catalogue) => oncePer((_graph: Graph) => oncePerIn<CapacityOutcome>(2)));

/** GPUs that the container leaves alone are idle, wherever the capacity is estimated or compared. */
function atWork(capacity: Capacity, { model }: Deployment, catalogue: Catalogue): Capacity {
  if (capacity.mode === 'serverless') return capacity;
  if (catalogue.instanceType(capacity.instanceType)?.accelerator?.kind !== 'nvidia') return capacity;
  const inUse = acceleratorsInUse(model, catalogue);
  return inUse === null ? capacity : { ...capacity, acceleratorsInUse: inUse };
}

function capacityOf(deployment: Deployment, scaling: Scaling | null): CapacityOutcome {
  if (deployment.kind === 'inference-component')
    return { kind: 'unknown', why: 'runs on the instances of its endpoint', decidedBy: null };
  if (deployment.mode === 'serverless') return serverlessCapacity(deployment);
  const type = deployment.instanceType;
  if (!isKnown(type)) return { kind: 'unknown', ...whyUnknown(type, 'the instance type', deployment) };
  const count = deployment.instanceCount;
  const instanceCount = isKnown(count) ? count.value : count.how === 'absent' ? defaultCount(deployment) : null;
  if (instanceCount === null) return { kind: 'unknown', ...whyUnknown(count, 'the number of instances', deployment) };
  if (deployment.mode === 'batch')
    return { kind: 'known', capacity: { mode: 'batch', instanceType: type.value, instanceCount, hoursPerRun: null } };
  return {
    kind: 'known',
    capacity: {
      mode: deployment.mode,
      instanceType: type.value,
      instanceCount,
      ...(scaling === null ? {} : { scaling }),
    },
  };
}

/** The least and most instances that a scaling target in the unit gives a deployment, or null. */
export function scalingOf(graph: Graph, deployment: Deployment): Scaling | null {
  const managed = managedScaling(deployment);
  if (managed !== null || deployment.endpoint === null) return managed;
  const [target] = scalableTargetsOf(graph, deployment.endpoint, known(deployment.variantName) ?? null);
  if (target === undefined) return null;
  const minInstances = known(asNumber(property(target, 'MinCapacity')));
  const maxInstances = known(asNumber(property(target, 'MaxCapacity')));
  return minInstances === undefined || maxInstances === undefined ? null : { minInstances, maxInstances };
}

/** The instances between which SageMaker itself scales a variant of inference components. */
function managedScaling(deployment: Deployment): Scaling | null {
  if (!isManagedScaling(deployment)) return null;
  const managed = valueAt(deployment.capacity, ['ManagedInstanceScaling']);
  const minInstances = known(asNumber(valueAt(managed, ['MinInstanceCount'])));
  const maxInstances = known(asNumber(valueAt(managed, ['MaxInstanceCount'])));
  return minInstances === undefined || maxInstances === undefined ? null : { minInstances, maxInstances };
}

/** Scaling counts where the traffic is stated; without it the endpoint is priced at the count that surely stands. */
export function statedScaling(graph: Graph, deployment: Deployment, assumptions: Assumptions | null): Scaling | null {
  const { requestsPerDay, secondsPerRequest } = assumptions?.traffic ?? {};
  return requestsPerDay === undefined || secondsPerRequest === undefined ? null : scalingOf(graph, deployment);
}

/** What a scaling target in the unit holds up, whatever the traffic: at least its minimum, at most its maximum. */
function heldByScaling(capacity: Capacity, graph: Graph, deployment: Deployment): Capacity {
  if (capacity.mode === 'serverless' || capacity.mode === 'batch' || capacity.scaling !== undefined) return capacity;
  const scaling = scalingOf(graph, deployment);
  if (scaling === null) return capacity;
  const { minInstances, maxInstances } = scaling;
  return { ...capacity, instanceCount: Math.min(Math.max(capacity.instanceCount, minInstances), maxInstances) };
}

/** The SDK starts one instance where a call names no number; templates and the API ask for one. */
function defaultCount(deployment: Deployment): number | null {
  return deployment.dialect === 'python-sdk' ? 1 : null;
}

function serverlessCapacity(deployment: Deployment): CapacityOutcome {
  const config = valueAt(deployment.capacity, ['ServerlessConfig']);
  const memory = asNumber(valueAt(config, ['MemorySizeInMB']));
  if (!isKnown(memory)) return { kind: 'unknown', ...whyUnknown(memory, 'the memory size', deployment) };
  const provisioned = asNumber(valueAt(config, ['ProvisionedConcurrency']));
  const most = asNumber(valueAt(config, ['MaxConcurrency']));
  return {
    kind: 'known',
    capacity: {
      mode: 'serverless',
      memoryMb: memory.value,
      provisionedConcurrency: isKnown(provisioned) ? provisioned.value : null,
      ...(isKnown(most) ? { maxConcurrency: most.value } : {}),
    },
  };
}

function whyUnknown(
  value: Sourced<string | number>,
  what: string,
  deployment: Deployment,
): { readonly why: string; readonly decidedBy: string | null } {
  switch (value.how) {
    case 'unresolved':
      return { why: `${what}: ${value.why}`, decidedBy: value.decidedBy };
    case 'oneOf':
      return { why: `${what} depends on ${value.condition}`, decidedBy: value.condition };
    case 'absent':
      return {
        why: deployment.dialect === 'python-sdk' ? `${what} is the model's default` : `${what} is not written`,
        decidedBy: null,
      };
    case 'literal':
    case 'constant':
    case 'default':
    case 'binding':
    case 'setting':
    case 'assumed':
      return { why: what, decidedBy: value.decidedBy };
  }
}
