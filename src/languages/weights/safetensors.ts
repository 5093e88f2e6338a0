import { noHeader, refused, type Header, type HeaderReading } from './stretch';
import { isRecord, recordIn, valuesOf } from './weightTypes';

const FORMAT = 'safetensors';
const LENGTH_BYTES = 8;
/** The format allows ten times as much; the headers of the largest models have a few hundred kB. */
const LONGEST_HEADER = 10_000_000;
const OPENING = '{'.charCodeAt(0);

/** Reads the header of a safetensors file: eight bytes of length, then JSON with a type and a shape for each tensor. */
export function* safetensorsTypes(size: number): HeaderReading {
  const head = yield { start: 0, length: Math.min(size, LENGTH_BYTES + 16) };
  if (head.length <= LENGTH_BYTES || head[LENGTH_BYTES] !== OPENING) return noHeader(FORMAT, head);
  const length = Number(new DataView(head.buffer, head.byteOffset, LENGTH_BYTES).getBigUint64(0, true));
  if (length > size - LENGTH_BYTES) return refused('its header is said to be longer than the file');
  if (length > LONGEST_HEADER)
    return refused(
      `its header is said to have ${String(Math.round(length / 1e6))} MB, more than the ${String(LONGEST_HEADER / 1e6)} MB that are read`,
    );
  const bytes = yield { start: LENGTH_BYTES, length };
  return typesOf(new TextDecoder().decode(bytes));
}

function typesOf(text: string): Header {
  const header = recordIn(text);
  if (header === null) return refused('its header is broken');
  const parameters = new Map<string, number>();
  for (const [name, tensor] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape } = isRecord(tensor) ? tensor : {};
    const values = Array.isArray(shape) ? valuesOf(shape) : null;
    if (typeof dtype !== 'string' || values === null) return refused('its header is broken');
    parameters.set(dtype, (parameters.get(dtype) ?? 0) + values);
  }
  return { kind: 'types', types: { parameters } };
}
