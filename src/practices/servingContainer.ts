import type { Catalogue, ImageProcessor } from '../catalogue';
import { soleContainer, type Deployment } from '../model/deployment';
import { oncePer } from '../model/once';
import { asString, known, valueAt, type ObjectValue, type Path, type Value } from '../model/value';
import { isSurelyOwn } from './imageSupport';
import { settingsOf, type ServingSettings } from './servingSettings';

/**
 * The program in a container that answers the requests. `algorithm`: one of SageMaker's built-in algorithms. `neo`: an
 * image for models that SageMaker Neo has compiled. `other`: another image that AWS publishes. `own`: the user's image.
 * `unknown`: it can't be told; nothing may be concluded from it.
 */
export type Server =
  | 'lmi'
  | 'tgi'
  | 'vllm'
  | 'sglang'
  | 'triton'
  | 'huggingface'
  | 'pytorch'
  | 'tensorflow'
  | 'mxnet'
  | 'xgboost'
  | 'sklearn'
  | 'sparkml'
  | 'algorithm'
  | 'neo'
  | 'other'
  | 'own'
  | 'unknown';

/** What a container is built of, as far as its image, its lookup or its SDK class tells. */
export interface Image {
  readonly server: Server;
  /** As the Python SDK's image lists call it: `djl-lmi`, `huggingface-llm`, `pytorch`. */
  readonly framework: string | null;
  /** As it is written: `0.36.0`, `2.4`. */
  readonly version: string | null;
  /** What the image is built for: `inf` and `neuronx` are Neuron images. */
  readonly processor: ImageProcessor | null;
}

/** The container of a deployment's model, and how its server is set. */
export interface ServingContainer extends Image {
  readonly path: Path;
  readonly container: ObjectValue;
  readonly settings: ServingSettings;
}

/** Servers of large language models, which spread one model over the GPUs that they are told to use. */
const OF_LANGUAGE_MODELS: ReadonlySet<Server> = new Set(['lmi', 'tgi', 'vllm', 'sglang']);

export function servesLanguageModels(server: Server): boolean {
  return OF_LANGUAGE_MODELS.has(server);
}

/** The only container of the deployment's model; null where the model isn't in sight, or has several. */
export function servingContainer(deployment: Deployment, catalogue: Catalogue): ServingContainer | null {
  return containersFor(catalogue)(deployment);
}

const containersFor = oncePer((catalogue: Catalogue) =>
  oncePer((deployment: Deployment) => findServingContainer(deployment, catalogue)),
);

function findServingContainer(deployment: Deployment, catalogue: Catalogue): ServingContainer | null {
  const sole = soleContainer(deployment);
  if (sole === null) return null;
  const image = imageOf(sole.container, catalogue);
  return { ...image, ...sole, settings: settingsOf(image.server, sole.container) };
}

const UNKNOWN: Image = { server: 'unknown', framework: null, version: null, processor: null };

/** What a container is built of. */
export function imageOf(container: ObjectValue, catalogue: Catalogue): Image {
  const image = valueAt(container, ['Image']);
  if (image.kind !== 'absent') return namedImage(image, catalogue);
  const retrieve = valueAt(container, ['ImageRetrieve']);
  if (retrieve.kind !== 'absent') return retrievedImage(retrieve, catalogue);
  if (['ModelPackageName', 'AlgorithmArn'].some((name) => valueAt(container, [name]).kind !== 'absent')) return UNKNOWN;
  const framework = known(asString(valueAt(container, ['Framework'])));
  if (framework === undefined) return UNKNOWN;
  return built(framework, known(asString(valueAt(container, ['FrameworkVersion']))) ?? null, null, catalogue);
}

const OPEN = '\u0000';

function namedImage(image: Value, catalogue: Catalogue): Image {
  if (isSurelyOwn(image, catalogue)) return { ...UNKNOWN, server: 'own' };
  // The Region may be open: the rest of the name says what it is.
  const uri = textOf(image).replace(`.ecr.${OPEN}.`, '.ecr.us-east-1.');
  const parsed = uri.includes(OPEN) ? undefined : catalogue.images.parse(uri);
  if (parsed === undefined) return UNKNOWN;
  if (parsed.origin === 'own') return { ...UNKNOWN, server: 'own' };
  const { repository, tag, version = null, processor = null } = parsed;
  const framework =
    repository === 'djl-inference' ? deepJava(tag ?? '') : (SERVED_BY_NAME.get(repository) ?? parsed.framework);
  if (framework === undefined) return { ...UNKNOWN, server: 'other', version, processor };
  // Their tags begin with the server's own version, and name that of transformers behind it.
  const own = /vllm|sglang/.test(framework) ? (/^\d+(?:\.\d+)+/.exec(tag ?? '')?.[0] ?? null) : version;
  return built(framework, own, processor, catalogue);
}

function textOf(value: Value): string {
  if (value.kind === 'scalar') return String(value.value);
  return value.kind === 'interpolation' ? value.parts.map(textOf).join('') : OPEN;
}

/** Repositories of the deep learning containers that the Python SDK has no list of. */
const SERVED_BY_NAME: ReadonlyMap<string, string> = new Map([
  ['vllm', 'vllm'],
  ['sglang', 'sglang'],
  ['pytorch-inference-neuronx', 'pytorch'],
]);

/** One repository holds all images of the Deep Java Library: the tag names the engine. */
function deepJava(tag: string): string | undefined {
  const engine = /-(lmi|tensorrtllm|deepspeed|fastertransformer|neuronx)/.exec(tag)?.[1];
  return engine === undefined ? undefined : `djl-${engine}`;
}

function retrievedImage(retrieve: Value, catalogue: Catalogue): Image {
  if (retrieve.kind !== 'object' || retrieve.open !== null) return UNKNOWN;
  const written = known(asString(valueAt(retrieve, ['framework'])));
  if (written === undefined || valueAt(retrieve, ['model_id']).kind !== 'absent') return UNKNOWN;
  const type = known(asString(valueAt(retrieve, ['instance_type'])));
  const version = known(asString(valueAt(retrieve, ['version']))) ?? null;
  return built(written, version, type === undefined ? null : processorFor(type, catalogue), catalogue);
}

function processorFor(type: string, catalogue: Catalogue): ImageProcessor | null {
  const found = catalogue.instanceType(type);
  if (found === undefined) return null;
  switch (found.accelerator?.kind) {
    case undefined:
      return found.architecture === 'arm64' ? 'arm64' : 'cpu';
    case 'nvidia':
      return 'gpu';
    case 'inferentia':
      return found.accelerator.name === 'inferentia' ? 'inf' : 'neuronx';
    case 'trainium':
      return 'neuronx';
    case 'other':
      return null;
  }
}

/** What `get_huggingface_llm_image_uri` is asked for, as the image lists call it. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['huggingface-neuronx-llm', 'huggingface-llm-neuronx'],
  ['lmi-llm', 'djl-lmi'],
  ['scikit-learn', 'sklearn'],
]);

const SERVERS: ReadonlyMap<string, Server> = new Map([
  ['huggingface', 'huggingface'],
  ['huggingface-llm', 'tgi'],
  ['huggingface-llm-neuronx', 'tgi'],
  ['huggingface-neuron', 'huggingface'],
  ['huggingface-neuronx', 'huggingface'],
  ['huggingface-sglang', 'sglang'],
  ['huggingface-vllm', 'vllm'],
  ['huggingface-vllm-neuronx', 'vllm'],
  ['mxnet', 'mxnet'],
  ['pytorch', 'pytorch'],
  ['sagemaker-tritonserver', 'triton'],
  ['sglang', 'sglang'],
  ['sklearn', 'sklearn'],
  ['sparkml-serving', 'sparkml'],
  ['tensorflow', 'tensorflow'],
  ['vllm', 'vllm'],
  ['xgboost', 'xgboost'],
]);

const ALGORITHMS: ReadonlySet<string> = new Set([
  ...['blazingtext', 'factorization-machines', 'forecasting-deepar', 'image-classification', 'ipinsights', 'kmeans'],
  ...['knn', 'lda', 'linear-learner', 'ntm', 'object-detection', 'object2vec', 'pca', 'randomcutforest'],
  ...['semantic-segmentation', 'seq2seq'],
]);

function built(
  written: string,
  version: string | null,
  processor: ImageProcessor | null,
  { images }: Catalogue,
): Image {
  const name = written.toLowerCase();
  const framework = RENAMED.get(name) ?? name;
  const server = serverOf(framework, images.frameworks);
  if (server === null) return UNKNOWN;
  const neuron = framework.endsWith('-neuronx') ? 'neuronx' : framework.endsWith('-neuron') ? 'inf' : processor;
  return { server, framework, version, processor: neuron };
}

function serverOf(framework: string, listed: readonly string[]): Server | null {
  const server = SERVERS.get(framework);
  if (server !== undefined) return server;
  if (framework.startsWith('djl-')) return 'lmi';
  if (ALGORITHMS.has(framework)) return 'algorithm';
  if (/^(?:neo|inferentia)-|-neo$/.test(framework)) return 'neo';
  return listed.includes(framework) ? 'other' : null;
}
