import type { Catalogue } from '../catalogue';
import { containersOf } from '../model/graph';
import type { Resource } from '../model/resource';
import { asNumber, asString, known, valueAt, type ObjectValue, type Path } from '../model/value';

/** What a model makes of the GPUs of its instance. */
export type GpuUse =
  /** None: its image can't. */
  | {
      readonly kind: 'none';
      /** `framework`: it runs on CPUs only. `image`: this build of it. `doubtful`: AWS says that it may run on GPUs too. */
      readonly because: 'framework' | 'image' | 'doubtful';
      readonly name: string;
    }
  /** So many of them for a copy of the model, as its container is told. */
  | {
      readonly kind: 'some';
      readonly server: Server;
      readonly gpus: number;
      /** The setting that says it. */
      readonly setting: string;
    };

/** The servers of large models whose settings are known. */
export type Server = 'tgi' | 'lmi' | 'vllm';

/**
 * Frameworks that AWS has CPU images of only, or of which its documentation says that they use no GPU: its lists of the
 * built-in algorithms don't say for what their images are.
 */
const CPU_ONLY: ReadonlySet<string> = new Set(['sklearn', 'sparkml-serving', 'lda', 'randomcutforest']);

/** Null where it isn't known, which is no statement that all are used. */
export function gpuUseOf(model: Resource | null, catalogue: Catalogue): GpuUse | null {
  if (model === null) return null;
  const containers = containersOf(model);
  const idle = containers.flatMap(({ container }) => withoutGpu(container, catalogue) ?? []);
  const [first] = idle;
  if (first !== undefined && idle.length === containers.length)
    return idle.find((each) => each.because === 'doubtful') ?? first;
  const [only] = containers;
  return only !== undefined && containers.length === 1 ? toldGpus(only.container, catalogue) : null;
}

/** How many GPUs of an instance work; null: all of them, or it isn't known. */
export function acceleratorsInUse(model: Resource | null, catalogue: Catalogue): number | null {
  const use = gpuUseOf(model, catalogue);
  if (use === null) return null;
  if (use.kind === 'none') return 0;
  // LMI fills the others with further copies.
  return use.server === 'lmi' ? null : use.gpus;
}

function withoutGpu(container: ObjectValue, catalogue: Catalogue): Extract<GpuUse, { kind: 'none' }> | null {
  const { name, version, processor } = imageOf(container, catalogue);
  if (name === null) return null;
  if (CPU_ONLY.has(name)) return { kind: 'none', because: 'framework', name };
  const answer = catalogue.images.processors(name, version);
  if (answer.known && answer.processors.every((each) => each === 'cpu' || each === 'arm64'))
    return { kind: 'none', because: 'framework', name };
  if (processor === 'cpu') return { kind: 'none', because: 'image', name };
  return name === 'xgboost' ? { kind: 'none', because: 'doubtful', name } : null;
}

interface NamedImage {
  readonly name: string | null;
  readonly version: string | undefined;
  readonly processor: string | undefined;
  readonly repository: string | undefined;
}

/** The framework of a container's image, by its URI, its look-up or the class of the Python SDK. */
function imageOf(container: ObjectValue, catalogue: Catalogue): NamedImage {
  const text = (...path: Path): string | undefined => known(asString(valueAt(container, path)));
  const uri = text('Image');
  const image = uri === undefined ? undefined : catalogue.images.parse(uri);
  if (image !== undefined) {
    const { framework, version, processor, repository, origin } = image;
    return { name: framework ?? null, version, processor, repository: origin === 'aws' ? repository : undefined };
  }
  if (valueAt(container, ['Image']).kind !== 'absent')
    return { name: null, version: undefined, processor: undefined, repository: undefined };
  const name = text('ImageRetrieve', 'framework') ?? text('Framework') ?? null;
  const version = text('ImageRetrieve', 'version') ?? text('FrameworkVersion');
  return { name: name === 'scikit-learn' ? 'sklearn' : name, version, processor: undefined, repository: undefined };
}

/** Settings that make a server use further GPUs, or that make it hard to say how many. */
const USE_FURTHER: Readonly<Record<Server, readonly string[]>> = {
  tgi: ['CUDA_VISIBLE_DEVICES'],
  lmi: [
    'SERVING_MIN_WORKERS',
    'SERVING_MAX_WORKERS',
    'OPTION_MIN_WORKERS',
    'OPTION_MAX_WORKERS',
    'OPTION_PIPELINE_PARALLEL_DEGREE',
    'PIPELINE_PARALLEL_DEGREE',
    'OPTION_DATA_PARALLEL_SIZE',
    'SERVING_LOAD_MODELS',
    'CUDA_VISIBLE_DEVICES',
  ],
  vllm: ['SM_VLLM_DATA_PARALLEL_SIZE', 'SM_VLLM_PIPELINE_PARALLEL_SIZE', 'CUDA_VISIBLE_DEVICES'],
};

/** The settings that say how many GPUs hold a copy of the model; of several the first counts. */
const SETTINGS: Readonly<Record<Server, readonly string[]>> = {
  tgi: ['SM_NUM_GPUS', 'NUM_SHARD'],
  lmi: ['OPTION_TENSOR_PARALLEL_DEGREE', 'TENSOR_PARALLEL_DEGREE'],
  vllm: ['SM_VLLM_TENSOR_PARALLEL_SIZE'],
};

function toldGpus(container: ObjectValue, catalogue: Catalogue): GpuUse | null {
  const server = serverOf(imageOf(container, catalogue));
  if (server === null || valueAt(container, ['Mode']).kind !== 'absent') return null;
  const environment = valueAt(container, ['Environment']);
  const isThere = (name: string): boolean => valueAt(environment, [name]).kind !== 'absent';
  if (USE_FURTHER[server].some(isThere)) return null;
  const argument = valueAt(container, ['TensorParallelDegree']);
  const told = server === 'lmi' && argument.kind !== 'absent' ? argument : null;
  const setting = told === null ? SETTINGS[server].find(isThere) : 'tensor_parallel_degree';
  if (setting === undefined) return null;
  const gpus = known(asNumber(told ?? valueAt(environment, [setting])));
  return gpus !== undefined && Number.isInteger(gpus) && gpus >= 1 ? { kind: 'some', server, gpus, setting } : null;
}

function serverOf({ name, repository, processor }: NamedImage): Server | null {
  if (processor === 'neuronx') return null;
  if (name === 'huggingface-llm') return 'tgi';
  if (name !== null && /^djl-(?!neuronx)/.test(name)) return 'lmi';
  return name === 'huggingface-vllm' || repository === 'vllm' ? 'vllm' : null;
}
