import { cudaOfFramework, type Catalogue, type InstanceType } from '../catalogue';
import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { containersOf, type Graph } from '../model/graph';
import { asString, known, valueAt, type ObjectValue, type Path } from '../model/value';

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

/** The CUDA that the images of the model have at least; undefined where that isn't known of any of them. */
export function cudaOf(catalogue: Catalogue, { model }: Deployment): number | undefined {
  const versions = model === null ? [] : containersOf(model).map(({ container }) => cudaIn(catalogue, container));
  return versions.reduce(
    (least, each) => (least === undefined || each === undefined ? undefined : Math.min(least, each)),
    versions[0],
  );
}

function cudaIn(catalogue: Catalogue, container: ObjectValue): number | undefined {
  const text = (...path: Path): string | undefined => known(asString(valueAt(container, path)));
  if (valueAt(container, ['Image']).kind !== 'absent') {
    const image = catalogue.images.parse(text('Image') ?? '');
    if (image?.framework === undefined) return image?.cuda;
    return image.cuda ?? cudaOfFramework(image.framework, image.version);
  }
  const framework = text('ImageRetrieve', 'framework') ?? text('Framework');
  if (framework === undefined) return undefined;
  return cudaOfFramework(framework, text('ImageRetrieve', 'version') ?? text('FrameworkVersion'));
}
