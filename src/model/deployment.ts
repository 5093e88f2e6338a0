import type { Graph } from './graph';
import { containersOf, endpointsOf, modelOf, nameProperty, pointedAt, property, regionOf, resourcesOf } from './graph';
import { instanceTypeOf } from './instancePools';
import { lifetimeOf, type Lifetime } from './lifetime';
import { oncePer } from './once';
import type { Origin } from './origin';
import type { Dialect, Resource } from './resource';
import type { ObjectValue, Path, Sourced, Value } from './value';
import { asNumber, asString, isKnown, known, usedAt, valueAt } from './value';

export type Mode = 'realtime' | 'serverless' | 'async' | 'batch';

/** One thing that is billed by capacity: a variant of an endpoint, a transform job, an inference component. */
export interface Deployment {
  /** Stable under edits of other lines: resource, variant, environment. */
  readonly id: string;
  readonly kind: 'endpoint-variant' | 'transform-job' | 'inference-component';
  readonly mode: Mode;
  readonly lifetime: Lifetime;
  readonly dialect: Dialect;
  /** The endpoint's, configuration's or job's name as far as it is written. */
  readonly name: string;
  /** The resource that holds the capacity. */
  readonly resource: Resource;
  /** Where in it: `['ProductionVariants', 0]`. */
  readonly path: Path;
  readonly capacity: ObjectValue;
  readonly variantName: Sourced<string>;
  readonly shadow: boolean;
  readonly endpoint: Resource | null;
  readonly model: Resource | null;
  readonly instanceType: Sourced<string>;
  readonly instanceCount: Sourced<number>;
  readonly region: Sourced<string>;
  /** The variant or the call: what a report points at. */
  readonly at: Origin;
}

const INSTANCE_TYPE = /^ml\.[a-z0-9-]+\.[a-z0-9]+$/;

/** Whether a text has the form of a SageMaker instance type. */
export function isInstanceTypeName(text: string): boolean {
  return INSTANCE_TYPE.test(text);
}

/** All deployments of a graph, in the order of the resources; found once per graph. */
export const deploymentsOf: (graph: Graph) => readonly Deployment[] = oncePer(findDeployments);

function findDeployments(graph: Graph): readonly Deployment[] {
  const found: Deployment[] = [];
  for (const resource of graph.resources.values()) {
    if (resource.type === 'EndpointConfig') {
      found.push(...variantsOf(graph, resource, 'ProductionVariants'));
      found.push(...variantsOf(graph, resource, 'ShadowProductionVariants'));
    } else if (resource.type === 'TransformJob') {
      found.push(transformJob(graph, resource));
    } else if (resource.type === 'InferenceComponent') {
      found.push(inferenceComponent(graph, resource));
    }
  }
  return found.filter((deployment) => !isLocal(deployment));
}

/** Local mode runs on the author's machine and costs nothing at AWS. */
function isLocal(deployment: Deployment): boolean {
  const type = known(deployment.instanceType);
  return type === 'local' || type === 'local_cpu' || type === 'local_gpu';
}

function variantsOf(
  graph: Graph,
  config: Resource,
  list: 'ProductionVariants' | 'ShadowProductionVariants',
): Deployment[] {
  const variants = property(config, list);
  if (variants.kind !== 'list') return [];
  const endpoint = endpointsOf(graph, config)[0] ?? null;
  return variants.items.flatMap((variant, index) =>
    variant.kind === 'object' ? [endpointVariant(graph, config, endpoint, variant, [list, index])] : [],
  );
}

function endpointVariant(
  graph: Graph,
  config: Resource,
  endpoint: Resource | null,
  variant: ObjectValue,
  path: readonly ['ProductionVariants' | 'ShadowProductionVariants', number],
): Deployment {
  const name = nameOf(endpoint) ?? nameOf(config) ?? config.logicalName;
  const variantName = asString(valueAt(variant, ['VariantName']));
  return {
    id: [config.id, `${path[0]}[${path[1]}]`, graph.environment].filter((part) => part !== null).join(':'),
    kind: 'endpoint-variant',
    mode: modeOf(config, variant),
    lifetime: lifetimeOf(graph, endpoint ?? config),
    dialect: config.dialect,
    name,
    resource: config,
    path,
    capacity: variant,
    variantName,
    shadow: path[0] === 'ShadowProductionVariants',
    endpoint,
    model: modelOf(graph, variant),
    instanceType: instanceTypeOf(variant),
    instanceCount: asNumber(valueAt(variant, ['InitialInstanceCount'])),
    region: regionOfServing(graph, config, modelOf(graph, variant)),
    at: config.implied || config.dialect === 'python-sdk' ? config.declaration : variant.origin,
  };
}

const REGISTRY = /^\d{12}\.dkr\.ecr\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?\//;

/** The Region of a resource. Where the code names none, that of its image's registry: SageMaker takes images of its own Region. */
function regionOfServing(graph: Graph, resource: Resource, model: Resource | null): Sourced<string> {
  const named = regionOf(graph, resource);
  if (model === null || named.how !== 'assumed') return named;
  const regions = containersOf(model).flatMap(({ container }): Extract<Sourced<string>, { value: string }>[] => {
    const image = asString(valueAt(container, ['Image']));
    if (!isKnown(image)) return [];
    const region = REGISTRY.exec(image.value)?.[1];
    return region === undefined ? [] : [{ ...image, how: 'constant', value: region }];
  });
  const [first] = regions;
  return first !== undefined && regions.every((each) => each.value === first.value) ? first : named;
}

function modeOf(config: Resource, variant: ObjectValue): Mode {
  if (isSet(valueAt(variant, ['ServerlessConfig']))) return 'serverless';
  return isSet(property(config, 'AsyncInferenceConfig')) ? 'async' : 'realtime';
}

function isSet(value: Value): boolean {
  if (value.kind === 'oneOf') return value.branches.some(isSet);
  return value.kind !== 'absent' && !(value.kind === 'unresolved' && value.decidedBy === null);
}

function transformJob(graph: Graph, job: Resource): Deployment {
  const resources = property(job, 'TransformResources');
  const capacity = resources.kind === 'object' ? resources : job.properties;
  return {
    id: [job.id, graph.environment].filter((part) => part !== null).join(':'),
    kind: 'transform-job',
    mode: 'batch',
    lifetime: 'job',
    dialect: job.dialect,
    name: nameOf(job) ?? job.logicalName,
    resource: job,
    path: ['TransformResources'],
    capacity,
    variantName: { how: 'absent' },
    shadow: false,
    endpoint: null,
    model: modelOf(graph, job.properties),
    instanceType: asString(property(job, 'TransformResources', 'InstanceType')),
    instanceCount: asNumber(property(job, 'TransformResources', 'InstanceCount')),
    region: regionOfServing(graph, job, modelOf(graph, job.properties)),
    at: job.declaration,
  };
}

function inferenceComponent(graph: Graph, component: Resource): Deployment {
  const endpoint = pointedAt(graph, 'Endpoint', property(component, 'EndpointName'));
  return {
    id: [component.id, graph.environment].filter((part) => part !== null).join(':'),
    kind: 'inference-component',
    mode: 'realtime',
    lifetime: lifetimeOf(graph, endpoint ?? component),
    dialect: component.dialect,
    name: nameOf(component) ?? component.logicalName,
    resource: component,
    path: [],
    capacity: component.properties,
    variantName: asString(property(component, 'VariantName')),
    shadow: false,
    endpoint,
    model: modelOf(graph, property(component, 'Specification')),
    // A component runs on its endpoint's instances, which the endpoint's own variant counts.
    instanceType: { how: 'absent' },
    instanceCount: asNumber(property(component, 'RuntimeConfig', 'CopyCount')),
    region: regionOf(graph, component),
    at: component.declaration,
  };
}

function nameOf(resource: Resource | null): string | null {
  if (resource === null) return null;
  return known(asString(property(resource, nameProperty(resource.type)))) ?? null;
}

/** Whether the variant's capacity is held by inference components, or scaled by SageMaker itself. */
export function servesInferenceComponents(graph: Graph, deployment: Deployment): boolean {
  if (deployment.kind !== 'endpoint-variant') return deployment.kind === 'inference-component';
  if (valueAt(deployment.capacity, ['ModelName']).kind === 'absent' && deployment.dialect !== 'python-sdk') return true;
  return deployment.endpoint !== null && componentsAt(graph, deployment.endpoint).length > 0;
}

/** Whether SageMaker itself scales the variant's instances. The Python SDK turns that on where it is given anything. */
export function isManagedScaling({ capacity, resource }: Deployment): boolean {
  const managed = valueAt(capacity, ['ManagedInstanceScaling']);
  if (managed.kind !== 'object') return false;
  const status = valueAt(managed, ['Status']);
  return status.kind === 'absent' ? resource.implied : known(asString(status)) === 'ENABLED';
}

/** The inference components of this unit that an endpoint hosts. */
export function componentsAt(graph: Graph, endpoint: Resource): Resource[] {
  return resourcesOf(graph, 'InferenceComponent').filter(
    (component) => pointedAt(graph, 'Endpoint', property(component, 'EndpointName'))?.id === endpoint.id,
  );
}

/** The single container of the deployment's model, or null. */
export function soleContainer(deployment: Deployment): { readonly path: Path; readonly container: ObjectValue } | null {
  if (deployment.model === null) return null;
  const containers = containersOf(deployment.model);
  return containers.length === 1 ? (containers[0] ?? null) : null;
}

/** Where a squiggle for a property of the capacity stands: the value, else the nearest thing that is written. */
export function squiggleFor(deployment: Deployment, name: string): Origin {
  const value = valueAt(deployment.capacity, [name]);
  return usedAt(value) ?? deployment.resource.header;
}
