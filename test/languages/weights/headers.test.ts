import assert from 'node:assert/strict';
import fc from 'fast-check';
import { headerOf, readAtOnce, readLater } from '../../../src/languages/weights/header';
import type { Header, Stretch } from '../../../src/languages/weights/stretch';
import { bytesOf, mainType, textOf, together, typesIn } from '../../../src/languages/weights/weightTypes';
import { onnx, onnxOfMany, safetensors } from './modelFiles';

interface Read {
  readonly header: Header;
  /** How many bytes were asked for. */
  readonly asked: number;
}

/** Reads the header of a file that has a size of its own: what lies behind the given bytes is never asked for. */
function read(file: string, bytes: Uint8Array, size = bytes.length): Read {
  let asked = 0;
  const header = readAtOnce(headerOf(file, size), ({ start, length }: Stretch) => {
    asked += length;
    return bytes.slice(start, start + length);
  });
  return { header, asked };
}

/** The numbers of parameters by type, or why there are none. */
function said(file: string, bytes: Uint8Array, size?: number): unknown {
  const { header } = read(file, bytes, size);
  return header.kind === 'types' ? Object.fromEntries(header.types.parameters) : header.why;
}

const HEADER = JSON.stringify({
  __metadata__: { format: 'pt' },
  'embed.weight': { dtype: 'BF16', shape: [32000, 4096], data_offsets: [0, 262144000] },
  'norm.weight': { dtype: 'F32', shape: [4096], data_offsets: [262144000, 262160384] },
});
const POINTER = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:1\n');

describe('the header of safetensors', () => {
  it('says types and numbers of parameters', () => {
    assert.deepEqual(said('m.safetensors', safetensors(HEADER)), { BF16: 131072000, F32: 4096 });
  });

  it('is read without a weight, however large the file is', () => {
    const { header, asked } = read('m.safetensors', safetensors(HEADER), 20_000_000_000);
    assert.equal(header.kind, 'types');
    assert.ok(asked <= HEADER.length + 24, String(asked));
  });

  it('is refused where it is said to be huge, and not asked for', () => {
    const huge = read('m.safetensors', safetensors(HEADER, 16, 98_000_000), 20_000_000_000);
    assert.deepEqual(huge.header, {
      kind: 'refused',
      why: 'its header is said to have 98 MB, more than the 10 MB that are read',
    });
    assert.equal(huge.asked, 24);
    assert.equal(
      said('m.safetensors', safetensors(HEADER, 16, 2 ** 50)),
      'its header is said to be longer than the file',
    );
  });

  it('is none in other files, and broken where its JSON or its shapes are', () => {
    const NONE = 'it has no header of safetensors';
    const BROKEN = 'its header is broken';
    for (const [bytes, why] of [
      [new Uint8Array(0), NONE],
      [new Uint8Array(8), NONE],
      [POINTER, 'it is a pointer of Git LFS, not the model'],
      [safetensors('{"a": {"dtype": "F32", "shape": [-1]}}'), BROKEN],
      [safetensors('{"a": {"dtype": "F32", "shape": [1e300, 9]}}'), BROKEN],
      [safetensors('{"a": 1}'), BROKEN],
      [safetensors('{"a'), BROKEN],
      [safetensors('[1, 2]'), NONE],
    ] as const)
      assert.equal(said('m.safetensors', bytes), why);
  });

  it('never throws, in files that have shrunk meanwhile too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(1000), (bytes, more) => {
        for (const file of ['m.safetensors', 'm.onnx'])
          assert.ok(['types', 'refused'].includes(read(file, bytes, bytes.length + more).header.kind));
      }),
    );
  });
});

describe('the types of ONNX', () => {
  const FILE = onnx([
    { type: 1, shape: [300, 40], raw: 9000 },
    { type: 16, shape: [10], packed: true, raw: 20 },
    { type: 1, shape: [], raw: 4 },
  ]);
  /** What stands behind the graph. */
  const OPSET = 4;
  const ALL = { F32: 12001, BF16: 10 };

  it('are those of the initialisers, whichever way their shapes are written', () => {
    assert.deepEqual(said('m.onnx', FILE), ALL);
  });

  it('are read past the values of the weights', async () => {
    const large = onnx([
      { type: 1, shape: [300, 40], raw: 90_000 },
      { type: 3, shape: [7], raw: 90_000 },
    ]);
    assert.deepEqual(said('m.onnx', large), { F32: 12000, I8: 7 });
    assert.ok(read('m.onnx', large).asked < 20_000);
    const later = await readLater(headerOf('m.onnx', large.length), ({ start, length }) =>
      Promise.resolve(large.slice(start, start + length)),
    );
    assert.deepEqual(later, read('m.onnx', large).header);
  });

  it('are not told where more than a few megabytes would have to be read', () => {
    const tensor = { type: 1, shape: [2], raw: 5000 };
    assert.deepEqual(said('m.onnx', onnxOfMany(2000, tensor)), { F32: 4000 });
    assert.equal(said('m.onnx', onnxOfMany(4000, tensor)), 'its header goes on behind the 16 MB that are read');
  });

  it('are none in other files, and broken in half a file', () => {
    assert.equal(said('m.onnx', new Uint8Array(0)), 'it has no header of ONNX');
    assert.equal(said('m.onnx', POINTER), 'it is a pointer of Git LFS, not the model');
    assert.equal(said('m.onnx', safetensors(HEADER)), 'it has no header of ONNX');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: FILE.length - OPSET - 1 }), (length) => {
        assert.equal(typeof said('m.onnx', FILE.subarray(0, length)), 'string');
        assert.equal(typeof said('m.onnx', FILE.subarray(0, length), FILE.length), 'string');
      }),
    );
  });
});

describe('the types of weights', () => {
  const of = (...parameters: readonly (readonly [string, number])[]) => ({ parameters: new Map(parameters) });

  it('have a main one where nine parameters in ten have it', () => {
    assert.equal(mainType(of(['F32', 95], ['I64', 5])), 'F32');
    assert.equal(mainType(of(['F32', 60], ['BF16', 40])), null);
    assert.equal(mainType(of()), null);
  });

  it('say how much memory they take', () => {
    assert.equal(bytesOf(of(['F32', 10], ['BF16', 10], ['I4', 10])), 65);
    assert.equal(bytesOf(of(['F32', 10], ['OTHER', 1])), null);
  });

  it('are handed on as text, and added up', () => {
    const all = together([of(['F32', 10], ['I8', 1]), of(['F32', 5])]);
    assert.deepEqual(Object.fromEntries(all.parameters), { F32: 15, I8: 1 });
    assert.deepEqual(typesIn(textOf(all)), all);
    for (const text of ['', 'no', '[]', '{"F32": "1"}']) assert.equal(typesIn(text), null);
  });
});
