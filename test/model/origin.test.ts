import assert from 'node:assert/strict';
import { compareOrigins, contains, originAt, sameDocument, sameOrigin, type Origin } from '../../src/model/origin';

const at = (start: number, end: number, cell: number | null = null, file = 'a'): Origin => ({ file, cell, start, end });

describe('Places', () => {
  it('a part counts from its base', () => {
    assert.deepEqual(originAt({ file: 'a', cell: 3, base: 10 }, { start: 2, end: 5 }), at(12, 15, 3));
  });

  it('are the same in the same document only', () => {
    assert.ok(sameOrigin(at(1, 2), at(1, 2)));
    assert.ok(!sameOrigin(at(1, 2), at(1, 3)));
    for (const other of [at(1, 2, 0), at(1, 2, null, 'b')]) {
      assert.ok(!sameDocument(at(1, 2), other));
      assert.ok(!sameOrigin(at(1, 2), other));
      assert.ok(!contains(at(0, 9), other));
    }
  });

  it('contain what lies within, their own bounds included', () => {
    for (const inner of [at(2, 5), at(2, 3), at(5, 5)]) assert.ok(contains(at(2, 5), inner));
    for (const outer of [at(1, 5), at(2, 6), at(6, 7)]) assert.ok(!contains(at(2, 5), outer));
  });

  it('are read in order', () => {
    const ordered = [
      at(9, 9, null, 'a'),
      at(0, 1, 0, 'a'),
      at(0, 2, 0, 'a'),
      at(1, 1, 0, 'a'),
      at(0, 0, 2, 'a'),
      at(0, 0, null, 'b'),
    ];
    assert.deepEqual([...ordered].reverse().sort(compareOrigins), ordered);
  });
});
