import type { Origin } from '../model/origin';
import { asString, valueAt, type ObjectValue, type Sourced } from '../model/value';
import type { Server } from './servingContainer';

/** One setting of a server: the environment variable that says it, or would. */
export interface Setting {
  readonly key: string;
  /** Absent where it is surely not set; unresolved where something that isn't seen may set it. */
  readonly value: Sourced<string>;
}

/** How a server of models is set by its environment; null for what the server has no variable for. */
export interface ServingSettings {
  /** On how many GPUs one copy of the model lies: a number, `max` or `all`. */
  readonly tensorParallelDegree: Setting | null;
  /** How many copies of the model it is told to run. */
  readonly copies: Setting | null;
  readonly quantisation: Setting | null;
  readonly dtype: Setting | null;
  readonly rollingBatch: Setting | null;
  readonly modelId: Setting | null;
}

type Keys = Readonly<Record<keyof ServingSettings, readonly string[]>>;

/** The variables of each server; the first is the one to write, those behind it say the same. */
const KEYS: Readonly<Partial<Record<Server, Keys>>> = {
  lmi: {
    tensorParallelDegree: ['TENSOR_PARALLEL_DEGREE', 'OPTION_TENSOR_PARALLEL_DEGREE'],
    copies: ['SERVING_MIN_WORKERS', 'SERVING_MAX_WORKERS', 'OPTION_DATA_PARALLEL_SIZE'],
    quantisation: ['OPTION_QUANTIZE', 'OPTION_QUANTIZATION'],
    dtype: ['OPTION_DTYPE'],
    rollingBatch: ['OPTION_ROLLING_BATCH'],
    modelId: ['HF_MODEL_ID', 'OPTION_MODEL_ID'],
  },
  tgi: {
    tensorParallelDegree: ['SM_NUM_GPUS', 'NUM_SHARD'],
    copies: [],
    quantisation: ['HF_MODEL_QUANTIZE', 'QUANTIZE'],
    dtype: ['DTYPE'],
    rollingBatch: [],
    modelId: ['HF_MODEL_ID', 'MODEL_ID'],
  },
  vllm: {
    tensorParallelDegree: ['SM_VLLM_TENSOR_PARALLEL_SIZE'],
    copies: ['SM_VLLM_DATA_PARALLEL_SIZE'],
    quantisation: ['SM_VLLM_QUANTIZATION'],
    dtype: ['SM_VLLM_DTYPE'],
    rollingBatch: [],
    modelId: ['SM_VLLM_MODEL', 'HF_MODEL_ID'],
  },
  sglang: {
    tensorParallelDegree: ['SM_SGLANG_TP', 'SM_SGLANG_TP_SIZE', 'SM_SGLANG_TENSOR_PARALLEL_SIZE'],
    copies: ['SM_SGLANG_DP', 'SM_SGLANG_DP_SIZE', 'SM_SGLANG_DATA_PARALLEL_SIZE'],
    quantisation: ['SM_SGLANG_QUANTIZATION'],
    dtype: ['SM_SGLANG_DTYPE'],
    rollingBatch: [],
    modelId: ['SM_SGLANG_MODEL_PATH', 'SM_SGLANG_MODEL'],
  },
  huggingface: {
    tensorParallelDegree: [],
    copies: ['SAGEMAKER_MODEL_SERVER_WORKERS'],
    quantisation: [],
    dtype: [],
    rollingBatch: [],
    modelId: ['HF_MODEL_ID'],
  },
};

const NONE: Keys = {
  tensorParallelDegree: [],
  copies: [],
  quantisation: [],
  dtype: [],
  rollingBatch: [],
  modelId: [],
};

/** Reads how a server is set from its container's environment. */
export function settingsOf(server: Server, container: ObjectValue): ServingSettings {
  const keys = KEYS[server] ?? NONE;
  const unseen = unseenSettings(server, container);
  const setting = (name: keyof ServingSettings): Setting | null => settingOf(container, keys[name], unseen);
  return eachSetting(setting);
}

function settingOf(container: ObjectValue, keys: readonly string[], unseen: string | null): Setting | null {
  const [first] = keys;
  if (first === undefined) return null;
  const found = keys.map((key) => ({ key, value: asString(valueAt(container, ['Environment', key])) }));
  const written = found.find(({ value }) => value.how !== 'absent');
  if (written !== undefined) return written;
  return {
    key: first,
    value:
      unseen === null
        ? { how: 'absent' }
        : { how: 'unresolved', why: unseen, decidedBy: null, usedAt: container.usedAt },
  };
}

/** What may set the server beside the environment that is seen, or null. */
function unseenSettings(server: Server, container: ObjectValue): string | null {
  if (server !== 'lmi') return null;
  const sdkClass = valueAt(container, ['SdkClass']);
  if (
    sdkClass.kind === 'scalar' &&
    /^(?:DJL|DeepSpeed|FasterTransformer|HuggingFaceAccelerate)/.test(String(sdkClass.value))
  )
    return 'the arguments of the model class may say it';
  const holdsFiles = ['ModelDataUrl', 'ModelDataSource'].some((name) => valueAt(container, [name]).kind !== 'absent');
  return holdsFiles ? 'serving.properties among the model files may say it' : null;
}

const PROPERTIES: Readonly<Partial<Record<keyof ServingSettings, readonly string[]>>> = {
  tensorParallelDegree: ['option.tensor_parallel_degree'],
  quantisation: ['option.quantize', 'option.quantization'],
  dtype: ['option.dtype'],
  rollingBatch: ['option.rolling_batch'],
  modelId: ['option.model_id'],
};

/** How LMI is set where its `serving.properties` is in sight: the file beats the environment. */
export function withProperties(
  settings: ServingSettings,
  values: Readonly<Record<string, string>>,
  at: Origin,
): ServingSettings {
  const setting = (name: keyof ServingSettings): Setting | null => {
    const [first, ...others] = PROPERTIES[name] ?? [];
    if (first === undefined) return settings[name];
    const key = [first, ...others].find((each) => Object.hasOwn(values, each));
    const text = key === undefined ? undefined : values[key];
    if (key !== undefined && text !== undefined)
      return { key, value: { how: 'literal', value: text, origin: at, usedAt: at, readers: [], decidedBy: null } };
    const inEnvironment = settings[name];
    return inEnvironment !== null && inEnvironment.value.how !== 'unresolved'
      ? inEnvironment.value.how === 'absent'
        ? { key: first, value: inEnvironment.value }
        : inEnvironment
      : { key: first, value: { how: 'absent' } };
  };
  return eachSetting(setting);
}

function eachSetting(setting: (name: keyof ServingSettings) => Setting | null): ServingSettings {
  return {
    tensorParallelDegree: setting('tensorParallelDegree'),
    copies: setting('copies'),
    quantisation: setting('quantisation'),
    dtype: setting('dtype'),
    rollingBatch: setting('rollingBatch'),
    modelId: setting('modelId'),
  };
}
