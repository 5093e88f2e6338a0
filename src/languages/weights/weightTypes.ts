/** The data types of the weights in a file, as its header says them: no weight is read. */
export interface WeightTypes {
  /** How many parameters there are of each type: `F32`, `BF16`, `F8_E4M3`, by the names of safetensors. */
  readonly parameters: ReadonlyMap<string, number>;
}

/** The type that most parameters have, if at least nine in ten have it; null where they are mixed, or none are known. */
export function mainType(types: WeightTypes): string | null {
  const total = parameterCount(types);
  const [most] = [...types.parameters].sort((a, b) => b[1] - a[1]);
  return most !== undefined && total > 0 && most[1] >= total * 0.9 ? most[0] : null;
}

export function parameterCount({ parameters }: WeightTypes): number {
  return [...parameters.values()].reduce((sum, each) => sum + each, 0);
}

/** Bits of a value of each type. */
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['F64', 64],
  ['I64', 64],
  ['U64', 64],
  ['F32', 32],
  ['I32', 32],
  ['U32', 32],
  ['F16', 16],
  ['BF16', 16],
  ['I16', 16],
  ['U16', 16],
  ['F8_E4M3', 8],
  ['F8_E5M2', 8],
  ['F8_E8M0', 8],
  ['I8', 8],
  ['U8', 8],
  ['BOOL', 8],
  ['F4', 4],
  ['I4', 4],
  ['U4', 4],
]);

/** How many bytes the weights take; null where a type's width isn't known. */
export function bytesOf({ parameters }: WeightTypes): number | null {
  let bytes = 0;
  for (const [type, count] of parameters) {
    const width = WIDTHS.get(type);
    if (width === undefined) return null;
    bytes += (count * width) / 8;
  }
  return bytes;
}

/** The types of several files that hold one model. */
export function together(all: readonly WeightTypes[]): WeightTypes {
  const parameters = new Map<string, number>();
  for (const types of all)
    for (const [type, count] of types.parameters) parameters.set(type, (parameters.get(type) ?? 0) + count);
  return { parameters };
}

/** The types as text, by which whoever reads headers hands them to the advisor in place of the file's bytes. */
export function textOf({ parameters }: WeightTypes): string {
  return JSON.stringify(Object.fromEntries(parameters));
}

/** What `textOf` has said; null for any other text. */
export function typesIn(text: string): WeightTypes | null {
  const entries = Object.entries(recordIn(text) ?? { no: null });
  const parameters = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return parameters.length === entries.length ? { parameters: new Map(parameters) } : null;
}

/** The object that a JSON text is; null where it is none. */
export function recordIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
