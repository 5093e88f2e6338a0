import { valuesOf, type WeightTypes } from './weightTypes';

/** What the head of a file says, or how many bytes of it say it. */
export type SafetensorsHead =
  | { readonly kind: 'types'; readonly types: WeightTypes }
  /** The header is longer than what was given: this many bytes hold it. */
  | { readonly kind: 'more'; readonly bytes: number }
  | { readonly kind: 'none' };

const LENGTH_BYTES = 8;
/** The format allows no longer header. */
const LONGEST_HEADER = 100_000_000;
const NONE: SafetensorsHead = { kind: 'none' };

/** Reads the header of a safetensors file: eight bytes of length, then JSON with a type and a shape for each tensor. */
export function readSafetensorsHeader(bytes: Uint8Array): SafetensorsHead {
  if (bytes.length < LENGTH_BYTES) return NONE;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length < 2 || length > LONGEST_HEADER || (bytes.length > LENGTH_BYTES && bytes[LENGTH_BYTES] !== OPENING))
    return NONE;
  if (bytes.length < LENGTH_BYTES + length) return { kind: 'more', bytes: LENGTH_BYTES + length };
  return typesIn(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length)));
}

const OPENING = '{'.charCodeAt(0);

function typesIn(text: string): SafetensorsHead {
  const header = parsed(text);
  if (header === null) return NONE;
  const parameters = new Map<string, number>();
  for (const [name, tensor] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape } = isRecord(tensor) ? tensor : {};
    const values = Array.isArray(shape) ? valuesOf(shape) : null;
    if (typeof dtype !== 'string' || values === null) return NONE;
    parameters.set(dtype, (parameters.get(dtype) ?? 0) + values);
  }
  return { kind: 'types', types: { parameters, complete: true } };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
