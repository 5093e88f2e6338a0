/** The data types of the weights in a file, as its header says them: no weight is read. */
export interface WeightTypes {
  /** How many parameters there are of each type: `F32`, `BF16`, `F8_E4M3`, by the names of safetensors. */
  readonly parameters: ReadonlyMap<string, number>;
  /** Whether all of them were in sight: the head of a file may end before its last tensor. */
  readonly complete: boolean;
}

/** The type that most parameters have, if at least nine in ten have it; null where they are mixed, or none are known. */
export function mainType({ parameters }: WeightTypes): string | null {
  const total = [...parameters.values()].reduce((sum, each) => sum + each, 0);
  const [most] = [...parameters].sort((a, b) => b[1] - a[1]);
  return most !== undefined && total > 0 && most[1] >= total * 0.9 ? most[0] : null;
}

/** How many values a tensor of a shape holds; null where the shape is none. */
export function valuesOf(shape: readonly unknown[]): number | null {
  let values = 1;
  for (const size of shape) {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return null;
    values *= size;
  }
  return Number.isSafeInteger(values) ? values : null;
}
