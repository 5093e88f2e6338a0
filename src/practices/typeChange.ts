import type { Catalogue, InstanceType } from '../catalogue';
import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { containersOf, type Graph } from '../model/graph';
import { asString, known, valueAt } from '../model/value';

const PINS_THE_TYPE = ['CapacityReservationConfig', 'InstancePools', 'AcceleratorType', 'InferenceAmiVersion'];

/**
 * Whether the deployment runs on instances of a type that is its own to change: no shadow variant, no inference
 * components, and nothing beside the type that is bound to it. `besides` may be there.
 */
export function isFreeToChangeType(graph: Graph, deployment: Deployment, besides: readonly string[] = []): boolean {
  if (deployment.shadow || deployment.mode === 'serverless' || servesInferenceComponents(graph, deployment))
    return false;
  return PINS_THE_TYPE.every(
    (name) => besides.includes(name) || valueAt(deployment.capacity, [name]).kind === 'absent',
  );
}

/** The catalogue's facts of the type that the deployment runs on; null where it isn't known. */
export function knownType(catalogue: Catalogue, deployment: Deployment): InstanceType | null {
  const name = known(deployment.instanceType);
  return name === undefined ? null : (catalogue.instanceType(name) ?? null);
}

/** The API's list of types that counts for the deployment. */
export function useOf(deployment: Deployment): 'hosting' | 'transform' {
  return deployment.kind === 'transform-job' ? 'transform' : 'hosting';
}

/** The property that holds the type, below the deployment's resource. */
export function typePath(deployment: Deployment): readonly (string | number)[] {
  return [...deployment.path, 'InstanceType'];
}

/** The least CUDA of the images that are named with one; undefined where any image doesn't say it. */
export function cudaOf(catalogue: Catalogue, { model }: Deployment): number | undefined {
  const found = model === null ? [] : containersOf(model).map(({ container }) => valueAt(container, ['Image']));
  const versions = found.map((image) => {
    const uri = known(asString(image));
    return uri === undefined ? undefined : catalogue.images.parse(uri)?.cuda;
  });
  return versions.reduce(
    (least, each) => (least === undefined || each === undefined ? undefined : Math.min(least, each)),
    versions[0],
  );
}
