import { known } from '../model/value';
import type { ServingContainer } from './servingContainer';

/** NVIDIA's generations by compute capability, as far as hosting has them: each can what those before it can. */
const CAPABILITY: Readonly<Record<string, number>> = {
  k80: 3.7,
  v100: 7,
  t4: 7.5,
  a100: 8,
  a10g: 8.6,
  l4: 8.9,
  l40s: 8.9,
  h100: 9,
  h200: 9,
};

const AMPERE = 8;
const ADA = 8.9;
const HOPPER = 9;

/** Undefined for a GPU that no table of the servers names: nothing is said of it. */
export function capabilityOf(gpu: string): number | undefined {
  return Object.hasOwn(CAPABILITY, gpu) ? CAPABILITY[gpu] : undefined;
}

/** Quantisation that a server does by itself while it loads weights of 16 bit. */
export interface LoadTimeQuantisation {
  /** The value of the server's setting. */
  readonly method: string;
  readonly notes: readonly string[];
}

const WEIGHT_ONLY =
  'On Ampere (A10G, A100) vLLM keeps the weights in fp8 and computes in 16 bit: memory halves, the speed of fp8 needs Ada or Hopper.';
const OTHER_WEIGHTS =
  'AWQ and GPTQ quarter the memory, but need weights that were quantised beforehand: their model id takes the place of this one, and this setting stays away.';

/** What this server on this GPU can do at load time; null where its documentation doesn't say that it can. */
export function loadTimeQuantisation(serving: ServingContainer, gpu: string): LoadTimeQuantisation | null {
  const capability = capabilityOf(gpu);
  if (capability === undefined || capability < AMPERE) return null;
  const { server } = serving;
  if (server === 'vllm' || (server === 'lmi' && servesWithVllm(serving))) return fp8(capability);
  if (server === 'sglang') return capability >= ADA ? { method: 'fp8', notes: [OTHER_WEIGHTS] } : null;
  return server === 'tgi' ? ofTgi(serving, capability) : null;
}

function fp8(capability: number): LoadTimeQuantisation {
  return { method: 'fp8', notes: [...(capability < ADA ? [WEIGHT_ONLY] : []), OTHER_WEIGHTS] };
}

/** fp8 "on H100 and above"; EETQ, 8 bit, on what is older. */
function ofTgi({ version }: ServingContainer, capability: number): LoadTimeQuantisation | null {
  if (capability >= HOPPER) return isAtLeast(version, 2, 2) ? { method: 'fp8', notes: [OTHER_WEIGHTS] } : null;
  if (!isAtLeast(version, 1, 2)) return null;
  return {
    method: 'eetq',
    notes: [
      'EETQ quantises to 8 bit while it loads; architectures that TGI serves through transformers (AutoModel) refuse it and do not start.',
      OTHER_WEIGHTS,
    ],
  };
}

/** LMI serves with vLLM since 0.33, before where it is told to; what else it may serve with quantises in other ways. */
function servesWithVllm(serving: ServingContainer): boolean {
  const { framework, version, settings } = serving;
  const rollingBatch = settings.rollingBatch?.value ?? { how: 'absent' };
  const told = known(rollingBatch);
  if (framework !== 'djl-lmi' || (told === undefined && rollingBatch.how !== 'absent')) return false;
  if (isAtLeast(version, 0, 33)) return told === undefined || ['vllm', 'auto', 'disable'].includes(told);
  return told === 'vllm' && isAtLeast(version, 0, 30);
}

function isAtLeast(version: string | null, major: number, minor: number): boolean {
  const [first = NaN, second = NaN] = (version ?? '').split('.').map(Number);
  return first > major || (first === major && second >= minor);
}

/** How a setting of the data type writes 32 bit, in any of the servers. */
export function isFullPrecision(dtype: string): boolean {
  return ['fp32', 'float32', 'float', 'f32'].includes(dtype.toLowerCase());
}

/** The 16-bit data type that a GPU is best in, as PyTorch calls it. */
export function halfType(capability: number): 'bfloat16' | 'float16' {
  return capability >= AMPERE ? 'bfloat16' : 'float16';
}

/** The 16-bit data type that a GPU computes in, as a server writes it; null where the server's documentation names none. */
export function halfPrecision({ server }: ServingContainer, gpu: string): string | null {
  const capability = capabilityOf(gpu);
  if (capability === undefined) return null;
  const half = halfType(capability);
  if (server === 'lmi') return half === 'bfloat16' ? 'bf16' : 'fp16';
  return server === 'vllm' || server === 'sglang' ? half : null;
}
