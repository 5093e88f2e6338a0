/**
 * The least CUDA whose programs run on a GPU, by the compatibility guides of NVIDIA: programs of CUDA 9 for compute
 * capability 7.0 (V100) run on 7.5 (T4), those of CUDA 11.0 for 8.0 (A100) on 8.6 (A10G) and 8.9 (L4, L40S).
 * https://docs.nvidia.com/cuda/ada-compatibility-guide, https://docs.nvidia.com/cuda/hopper-compatibility-guide,
 * https://docs.nvidia.com/cuda/blackwell-compatibility-guide, https://docs.nvidia.com/cuda/turing-compatibility-guide
 */
const LEAST_CUDA: Readonly<Record<string, number>> = {
  t4: 9,
  a10g: 11,
  a100: 11,
  l4: 11,
  l40s: 11,
  h100: 11.8,
  h200: 11.8,
  b200: 12.8,
  b300: 12.8,
  'rtx-pro-4500': 12.8,
  'rtx-pro-server-6000': 12.8,
};

/** Undefined: not known for this GPU. */
export function leastCuda(accelerator: string): number | undefined {
  return Object.hasOwn(LEAST_CUDA, accelerator) ? LEAST_CUDA[accelerator] : undefined;
}

/**
 * The first version whose GPU images have CUDA 11.0: mxnet-inference:1.7.0, pytorch-inference:1.6.0 and
 * tensorflow-inference:2.3.0 have 10.1 or 10.2 by their tags, the next ones `cu110`.
 */
const FIRST_WITH_CUDA_11: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  mxnet: [1, 8],
  pytorch: [1, 7],
  tensorflow: [2, 4],
};

/** The CUDA that AWS's GPU image of a framework has at least; undefined where it isn't known. */
export function cudaOfFramework(framework: string, version: string | undefined): number | undefined {
  // The first Hugging Face image, 4.6.1, has `cu110`.
  if (framework.startsWith('huggingface')) return 11;
  const first = Object.hasOwn(FIRST_WITH_CUDA_11, framework) ? FIRST_WITH_CUDA_11[framework] : undefined;
  const [major = NaN, minor = NaN] = (version ?? '').split('.').map(Number);
  if (first === undefined || Number.isNaN(major) || Number.isNaN(minor)) return undefined;
  const isLater = major > first[0] || (major === first[0] && minor >= first[1]);
  // TensorFlow 1.4 and before is built with CUDA 8.
  return isLater ? 11 : framework === 'tensorflow' && major === 1 && minor < 5 ? 8 : 9;
}
