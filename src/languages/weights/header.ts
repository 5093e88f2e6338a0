import { onnxTypes } from './onnx';
import { safetensorsTypes } from './safetensors';
import type { Header, HeaderReading, Stretch } from './stretch';

/** Whether a file holds weights behind a header that says their types, by its name. */
export function isModelFile(file: string): boolean {
  return /\.(?:safetensors|onnx)$/i.test(file);
}

/** Whether a file holds weights, or says which files do: read only where code names the model. */
export function isPartOfModel(file: string): boolean {
  return isModelFile(file) || file.endsWith('.safetensors.index.json');
}

/** Reads the header of a file of weights of a size in bytes. */
export function headerOf(file: string, size: number): HeaderReading {
  return /\.onnx$/i.test(file) ? onnxTypes(size) : safetensorsTypes(size);
}

/** Carries a reading out where stretches are read at once. */
export function readAtOnce(reading: HeaderReading, read: (stretch: Stretch) => Uint8Array): Header {
  let step = reading.next();
  while (step.done !== true) step = reading.next(read(step.value));
  return step.value;
}

/** Carries a reading out where stretches come later. */
export async function readLater(
  reading: HeaderReading,
  read: (stretch: Stretch) => Promise<Uint8Array>,
): Promise<Header> {
  let step = reading.next();
  while (step.done !== true) step = reading.next(await read(step.value));
  return step.value;
}
