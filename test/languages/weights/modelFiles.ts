/** Files of models with real headers and next to no weights, made by hand. */

/** A safetensors file; `length` is what it says of its header, where that isn't the truth. */
export function safetensors(header: string, data = 16, length?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** A safetensors file with one tensor. */
export function safetensorsOf(dtype: string, ...shape: readonly number[]): Uint8Array {
  return safetensors(JSON.stringify({ 'embed.weight': { dtype, shape, data_offsets: [0, 16] } }));
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}
const numberField = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bodyField = (field: number, body: readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(body.length),
  ...body,
];

export interface Tensor {
  readonly type: number;
  readonly shape: readonly number[];
  readonly packed?: boolean;
  /** How many bytes of values it holds. */
  readonly raw: number;
}

function tensorProto({ type, shape, packed, raw }: Tensor): number[] {
  const dims = packed === true ? bodyField(1, shape.flatMap(varint)) : shape.flatMap((size) => numberField(1, size));
  return [
    ...dims,
    ...numberField(2, type),
    ...bodyField(8, [...new TextEncoder().encode('w')]),
    ...bodyField(9, new Array<number>(raw).fill(7)),
  ];
}

/** An ONNX model of many alike tensors, made quickly. */
export function onnxOfMany(count: number, tensor: Tensor): Uint8Array {
  const field = new Uint8Array(bodyField(5, tensorProto(tensor)));
  const head = [...varint(7 * 8 + 2), ...varint(count * field.length)];
  const bytes = new Uint8Array(head.length + count * field.length);
  bytes.set(head);
  for (let at = 0; at < count; at += 1) bytes.set(field, head.length + at * field.length);
  return bytes;
}

/** An ONNX model of one node with these initialisers. */
export function onnx(tensors: readonly Tensor[]): Uint8Array {
  const node = bodyField(1, bodyField(4, [...new TextEncoder().encode('MatMul')]));
  const graph = [...node, ...tensors.flatMap((tensor) => bodyField(5, tensorProto(tensor)))];
  return new Uint8Array([
    ...numberField(1, 9),
    ...bodyField(2, [...new TextEncoder().encode('pytorch')]),
    ...bodyField(7, graph),
    ...bodyField(8, numberField(2, 17)),
  ]);
}
