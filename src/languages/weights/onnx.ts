import { valuesOf, type WeightTypes } from './weightTypes';

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

/**
 * The types of the weights that an ONNX file holds, as far as the given head of the file goes; null where it is none. A
 * tensor's type and shape stand before its values, so that those are passed over.
 */
export function readOnnxTypes(bytes: Uint8Array, fileLength = bytes.length): WeightTypes | null {
  const parameters = new Map<string, number>();
  const model = new Message(bytes, 0, fileLength);
  let seen = false;
  for (let field = model.next(); field !== null; field = model.next()) {
    if (field.number !== GRAPH || field.body === null) continue;
    seen = true;
    const graph = field.body;
    for (let part = graph.next(); part !== null; part = graph.next())
      if (part.number === INITIALIZER && part.body !== null) count(part.body, parameters);
    if (graph.isBroken || graph.isCut) return seenIn(parameters, !graph.isBroken, false);
  }
  return seen ? seenIn(parameters, !model.isBroken, !model.isCut) : null;
}

function seenIn(parameters: ReadonlyMap<string, number>, isSound: boolean, complete: boolean): WeightTypes | null {
  return isSound ? { parameters, complete } : null;
}

function count(tensor: Message, parameters: Map<string, number>): void {
  const shape: number[] = [];
  let type: string | undefined;
  for (let field = tensor.next(); field !== null; field = tensor.next()) {
    if (field.number === DIMS && field.value !== null) shape.push(field.value);
    else if (field.number === DIMS && field.body !== null) shape.push(...field.body.packed());
    else if (field.number === DATA_TYPE && field.value !== null) type = TYPES.get(field.value) ?? 'OTHER';
  }
  const values = valuesOf(shape);
  if (type !== undefined && values !== null) parameters.set(type, (parameters.get(type) ?? 0) + values);
}

interface Field {
  readonly number: number;
  /** Of a number. */
  readonly value: number | null;
  /** Of a message, a text or packed numbers. */
  readonly body: Message | null;
}

/** A stretch of a protocol buffer, read field by field. */
class Message {
  /** It goes on behind the bytes that were given. */
  isCut = false;
  isBroken = false;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
    private readonly end: number,
  ) {}

  next(): Field | null {
    if (this.at >= this.end) return null;
    if (this.at >= this.bytes.length) return this.cut();
    const tag = this.number();
    if (tag === null) return null;
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0: {
        const value = this.number();
        return value === null ? null : { number, value, body: null };
      }
      case 1:
        return this.skip(number, 8);
      case 2: {
        const length = this.number();
        if (length === null) return null;
        const body = new Message(this.bytes, this.at, this.at + length);
        this.at += length;
        if (this.at > this.end) return this.broken();
        return { number, value: null, body };
      }
      case 5:
        return this.skip(number, 4);
      default:
        return this.broken();
    }
  }

  /** The numbers that it is made of. */
  packed(): number[] {
    const numbers: number[] = [];
    while (this.at < Math.min(this.end, this.bytes.length)) {
      const number = this.number();
      if (number === null) break;
      numbers.push(number);
    }
    return numbers;
  }

  private skip(number: number, length: number): Field | null {
    this.at += length;
    return this.at > this.end ? this.broken() : { number, value: null, body: null };
  }

  /** A number of seven bits a byte, the least first. */
  private number(): number | null {
    let value = 0;
    for (let factor = 1; factor < 2 ** 63; factor *= 128) {
      if (this.at >= this.end) return this.broken();
      const byte = this.bytes[this.at];
      if (byte === undefined) return this.cut();
      this.at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    return this.broken();
  }

  private cut(): null {
    this.isCut = true;
    this.at = this.end;
    return null;
  }

  private broken(): null {
    this.isBroken = true;
    this.at = this.end;
    return null;
  }
}
