import { Message, MessageBytes, type Steps } from './protocolBuffer';
import { noHeader, refused, type HeaderReading } from './stretch';
import { valuesOf } from './weightTypes';

/** Fields of ONNX's protocol buffers: `ModelProto.graph`, `GraphProto.initializer`, `TensorProto.dims` and `.data_type`. */
const GRAPH = 7;
const INITIALIZER = 5;
const DIMS = 1;
const DATA_TYPE = 2;

/** `TensorProto.DataType`, by the names of safetensors. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'F32'],
  [2, 'U8'],
  [3, 'I8'],
  [4, 'U16'],
  [5, 'I16'],
  [6, 'I32'],
  [7, 'I64'],
  [9, 'BOOL'],
  [10, 'F16'],
  [11, 'F64'],
  [16, 'BF16'],
  [17, 'F8_E4M3'],
  [19, 'F8_E5M2'],
  [21, 'U4'],
  [22, 'I4'],
]);

/** The most that is read of a file: types and shapes are few bytes, the values between them are passed over. */
const MOST_BYTES = 16_000_000;

/** Reads the types of the weights that an ONNX file holds; a tensor's type and shape stand before its values. */
export function* onnxTypes(size: number): HeaderReading {
  const head = yield { start: 0, length: Math.min(size, 64) };
  const bytes = new MessageBytes(size, MOST_BYTES);
  const parameters = new Map<string, number>();
  const model = new Message(bytes, 0, size);
  let hasGraph = false;
  for (let field = yield* model.next(); field !== null; field = yield* model.next()) {
    if (field.number !== GRAPH || field.body === null) continue;
    hasGraph = true;
    const graph = field.body;
    for (let part = yield* graph.next(); part !== null; part = yield* graph.next())
      if (part.number === INITIALIZER && part.body !== null) yield* count(part.body, parameters);
  }
  if (bytes.isSpent) return refused(`its header goes on behind the ${String(MOST_BYTES / 1e6)} MB that are read`);
  if (!hasGraph) return noHeader('ONNX', head);
  return bytes.isBroken ? refused('its header is broken') : { kind: 'types', types: { parameters } };
}

function* count(tensor: Message, parameters: Map<string, number>): Steps<void> {
  const shape: number[] = [];
  let type: string | undefined;
  for (let field = yield* tensor.next(); field !== null; field = yield* tensor.next()) {
    if (field.number === DIMS && field.value !== null) shape.push(field.value);
    else if (field.number === DIMS && field.body !== null) shape.push(...(yield* field.body.packed()));
    else if (field.number === DATA_TYPE && field.value !== null) type = TYPES.get(field.value) ?? 'OTHER';
  }
  const values = valuesOf(shape);
  if (type !== undefined && values !== null) parameters.set(type, (parameters.get(type) ?? 0) + values);
}
