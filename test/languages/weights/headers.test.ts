import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readOnnxTypes } from '../../../src/languages/weights/onnx';
import { readSafetensorsHeader } from '../../../src/languages/weights/safetensors';
import { mainType, type WeightTypes } from '../../../src/languages/weights/weightTypes';

function safetensors(header: string, data = 16): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const HEADER = JSON.stringify({
  __metadata__: { format: 'pt' },
  'embed.weight': { dtype: 'BF16', shape: [32000, 4096], data_offsets: [0, 262144000] },
  'norm.weight': { dtype: 'F32', shape: [4096], data_offsets: [262144000, 262160384] },
});

describe('the header of safetensors', () => {
  it('says types and numbers of parameters', () => {
    const head = readSafetensorsHeader(safetensors(HEADER));
    assert.equal(head.kind, 'types');
    assert.deepEqual(
      [...head.types.parameters],
      [
        ['BF16', 131072000],
        ['F32', 4096],
      ],
    );
    assert.equal(mainType(head.types), 'BF16');
  });

  it('says how many bytes it needs', () => {
    const bytes = safetensors(HEADER);
    assert.deepEqual(readSafetensorsHeader(bytes.subarray(0, 40)), { kind: 'more', bytes: 8 + HEADER.length });
    assert.deepEqual(readSafetensorsHeader(bytes.subarray(0, 8)), { kind: 'more', bytes: 8 + HEADER.length });
  });

  it('is none in other files, broken ones and those whose shapes are no shapes', () => {
    for (const bytes of [
      new Uint8Array(0),
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:1\n'),
      safetensors('{"a": {"dtype": "F32", "shape": [-1]}}'),
      safetensors('{"a": {"dtype": "F32", "shape": [1e300, 9]}}'),
      safetensors('{"a": 1}'),
      safetensors('{"a'),
      safetensors('[1, 2]'),
    ])
      assert.deepEqual(readSafetensorsHeader(bytes), { kind: 'none' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.ok(['types', 'more', 'none'].includes(readSafetensorsHeader(bytes).kind));
      }),
    );
  });
});

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

interface Tensor {
  readonly type: number;
  readonly shape: readonly number[];
  readonly packed?: boolean;
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

function onnx(tensors: readonly Tensor[]): Uint8Array {
  const node = bodyField(1, bodyField(4, [...new TextEncoder().encode('MatMul')]));
  const graph = [...node, ...tensors.flatMap((tensor) => bodyField(5, tensorProto(tensor)))];
  return new Uint8Array([
    ...numberField(1, 9),
    ...bodyField(2, [...new TextEncoder().encode('pytorch')]),
    ...bodyField(7, graph),
    ...bodyField(8, numberField(2, 17)),
  ]);
}

const plain = (types: WeightTypes | null): unknown =>
  types === null ? null : { parameters: [...types.parameters], complete: types.complete };

describe('the types of ONNX', () => {
  const FILE = onnx([
    { type: 1, shape: [300, 40], raw: 900 },
    { type: 16, shape: [10], packed: true, raw: 20 },
  ]);

  it('are those of the initialisers, whichever way their shapes are written', () => {
    assert.deepEqual(plain(readOnnxTypes(FILE)), {
      parameters: [
        ['F32', 12000],
        ['BF16', 10],
      ],
      complete: true,
    });
  });

  it('are those in sight where only the head of the file is given', () => {
    assert.deepEqual(plain(readOnnxTypes(FILE.subarray(0, 200), FILE.length)), {
      parameters: [['F32', 12000]],
      complete: false,
    });
  });

  it('are none in other files', () => {
    assert.equal(readOnnxTypes(new Uint8Array(0)), null);
    assert.equal(readOnnxTypes(new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n')), null);
    assert.equal(readOnnxTypes(safetensors(HEADER)), null);
  });

  it('never throw, and never count more than the whole file has', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readOnnxTypes(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: FILE.length }), (length) => {
        const types = readOnnxTypes(FILE.subarray(0, length), FILE.length);
        assert.ok((types?.parameters.get('F32') ?? 0) <= 12000);
        if (types?.complete === true) assert.deepEqual(plain(types), plain(readOnnxTypes(FILE)));
      }),
    );
  });
});

describe('the main type of weights', () => {
  it('is the one of nine parameters in ten', () => {
    const of = (...parameters: readonly (readonly [string, number])[]): string | null =>
      mainType({ parameters: new Map(parameters), complete: true });
    assert.equal(of(['F32', 95], ['I64', 5]), 'F32');
    assert.equal(of(['F32', 60], ['BF16', 40]), null);
    assert.equal(of(), null);
  });
});
