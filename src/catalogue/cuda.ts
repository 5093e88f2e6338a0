/**
 * The least CUDA whose programs run on a GPU, by the compatibility guides of NVIDIA: programs of CUDA 11.0 for compute
 * capability 8.0 run on 8.6 (A10G) and 8.9 (L4, L40S) too.
 * https://docs.nvidia.com/cuda/ada-compatibility-guide, https://docs.nvidia.com/cuda/hopper-compatibility-guide,
 * https://docs.nvidia.com/cuda/blackwell-compatibility-guide, https://docs.nvidia.com/cuda/turing-compatibility-guide
 */
const LEAST_CUDA: Readonly<Record<string, number>> = {
  t4: 10,
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
