import type { Stretch } from './stretch';

/** Something that may have to ask for bytes before it has an answer. */
export type Steps<T> = Generator<Stretch, T, Uint8Array>;

export interface Field {
  readonly number: number;
  /** Of a number. */
  readonly value: number | null;
  /** Of a message, a text or packed numbers. */
  readonly body: Message | null;
}

const WINDOW = 4096;
/** A number has seven bits a byte, and at most 64. */
const LONGEST_NUMBER = 10;
const MOST_PACKED = 64;

/** The bytes of a file, a few at a time. */
export class MessageBytes {
  isBroken = false;
  /** More than is to be read was asked for. */
  isSpent = false;
  private window = new Uint8Array(0);
  private start = 0;
  private asked = 0;

  constructor(
    private readonly size: number,
    private readonly most: number,
  ) {}

  /** The number at a place and where it ends; null where there is none. */
  *numberAt(at: number, end: number): Steps<{ readonly value: number; readonly end: number } | null> {
    yield* this.have(at, Math.min(end, at + LONGEST_NUMBER));
    let value = 0;
    let factor = 1;
    for (let place = at; place < Math.min(end, at + LONGEST_NUMBER); place += 1) {
      const byte = this.window[place - this.start];
      if (byte === undefined) break;
      value += (byte & 127) * factor;
      if (byte < 128) return { value, end: place + 1 };
      factor *= 128;
    }
    this.isBroken = true;
    return null;
  }

  private *have(from: number, to: number): Steps<void> {
    if (from >= this.start && to <= this.start + this.window.length) return;
    const length = Math.min(WINDOW, this.size - from);
    this.asked += length;
    this.isSpent ||= this.asked > this.most;
    this.window = this.isSpent || length <= 0 ? new Uint8Array(0) : new Uint8Array(yield { start: from, length });
    this.start = from;
  }
}

/** A stretch of a protocol buffer, read field by field. */
export class Message {
  constructor(
    private readonly bytes: MessageBytes,
    private at: number,
    private readonly end: number,
  ) {}

  *next(): Steps<Field | null> {
    if (this.at >= this.end) return null;
    const tag = yield* this.number();
    if (tag === null) return null;
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0: {
        const value = yield* this.number();
        return value === null ? null : { number, value, body: null };
      }
      case 1:
        return this.skip(number, 8);
      case 2: {
        const length = yield* this.number();
        if (length === null) return null;
        const body = new Message(this.bytes, this.at, this.at + length);
        this.at += length;
        return this.at > this.end ? this.broken() : { number, value: null, body };
      }
      case 5:
        return this.skip(number, 4);
      default:
        return this.broken();
    }
  }

  /** The numbers that it is made of. */
  *packed(): Steps<number[]> {
    const numbers: number[] = [];
    while (this.at < this.end && numbers.length < MOST_PACKED) {
      const number = yield* this.number();
      if (number === null) break;
      numbers.push(number);
    }
    return numbers;
  }

  private skip(number: number, length: number): Field | null {
    this.at += length;
    return this.at > this.end ? this.broken() : { number, value: null, body: null };
  }

  private *number(): Steps<number | null> {
    const found = yield* this.bytes.numberAt(this.at, this.end);
    this.at = found?.end ?? this.end;
    return found?.value ?? null;
  }

  private broken(): null {
    this.bytes.isBroken = true;
    this.at = this.end;
    return null;
  }
}
