import type { Graph } from './graph';
import { endpointsOf, property, scalableTargetsOf } from './graph';
import { lifetimeOf } from './lifetime';
import type { NewResource, Op } from './operation';
import type { Resource } from './resource';
import { valueAt, type ResourceId } from './value';

/**
 * What it takes until a change is in force, from the least to the most: nothing runs yet; changed where it stands; a new
 * configuration that the endpoint moves to; the scaling target is taken away first and put back; another endpoint.
 */
export type Landing = 'nextDeploy' | 'inPlace' | 'newConfiguration' | 'deregisterScalingFirst' | 'newEndpoint';

const ORDER: readonly Landing[] = [
  'nextDeploy',
  'inPlace',
  'newConfiguration',
  'deregisterScalingFirst',
  'newEndpoint',
];

/** The easier landing first. */
export function compareLandings(a: Landing, b: Landing): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

/** How a set of changes lands on what the graph declares. */
export function landingOf(graph: Graph, ops: readonly Op[]): Landing {
  return ops
    .map((op) => landingOfOne(graph, op, ops))
    .reduce<Landing>((hardest, each) => (compareLandings(each, hardest) > 0 ? each : hardest), 'nextDeploy');
}

function landingOfOne(graph: Graph, op: Op, ops: readonly Op[]): Landing {
  if (op.op === 'add') {
    const beside = graph.resources.get(placeOf(op.resource, ops));
    return beside !== undefined && !runsAlready(graph, beside) ? 'nextDeploy' : 'inPlace';
  }
  const resource = graph.resources.get(op.resource);
  if (resource === undefined || !runsAlready(graph, resource)) return 'nextDeploy';
  if (resource.type !== 'EndpointConfig') return resource.type === 'Model' ? 'newConfiguration' : 'inPlace';
  if (op.op === 'set' || op.op === 'unset') return landingOfConfiguration(graph, resource, op, ops);
  return 'newConfiguration';
}

/** The resource of the graph that a new one stands beside, through others that are new as well. */
function placeOf(added: NewResource, ops: readonly Op[]): ResourceId {
  const passed = new Set<ResourceId>([added.id]);
  let { beside } = added;
  for (;;) {
    const other = ops.find((each) => each.op === 'add' && each.resource.id === beside);
    if (other?.op !== 'add' || passed.has(beside)) return beside;
    passed.add(beside);
    beside = other.resource.beside;
  }
}

/** Only what a template declares is taken to run already; a notebook's or script's endpoint starts when it is run. */
function runsAlready(graph: Graph, resource: Resource): boolean {
  return lifetimeOf(graph, resource) === 'standing';
}

function landingOfConfiguration(
  graph: Graph,
  config: Resource,
  op: Extract<Op, { op: 'set' | 'unset' }>,
  ops: readonly Op[],
): Landing {
  const changesMode = op.path.at(-1) === 'ServerlessConfig' || op.path[0] === 'AsyncInferenceConfig';
  if (changesMode && (op.op === 'unset' || valueAt(config.properties, op.path).kind === 'absent')) return 'newEndpoint';
  const variant = property(config, ...op.path.slice(0, 2));
  const variantName = valueAt(variant, ['VariantName']);
  const name = variantName.kind === 'scalar' ? String(variantName.value) : null;
  const scaled = endpointsOf(graph, config).flatMap((endpoint) => scalableTargetsOf(graph, endpoint, name));
  const staysScaled = scaled.some((target) => !ops.some((each) => each.op === 'remove' && each.resource === target.id));
  if (op.path.includes('InstanceType') && staysScaled) return 'deregisterScalingFirst';
  return 'newConfiguration';
}
