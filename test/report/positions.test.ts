import assert from 'node:assert/strict';
import { Positions } from '../../src/report/positions';

describe('positions', () => {
  it('count lines and UTF-16 columns from 1', () => {
    const positions = new Positions('a🙂b\r\nsecond');
    assert.deepEqual(positions.at(3), { line: 1, column: 4 });
    assert.deepEqual(positions.at(6), { line: 2, column: 1 });
    assert.deepEqual(positions.range({ start: 6, end: 12 }).end, { line: 2, column: 7 });
  });

  it('do not count a byte order mark', () => {
    const positions = new Positions('\uFEFFkey: 1\nnext');
    assert.deepEqual(positions.at(1), { line: 1, column: 1 });
    assert.deepEqual(positions.at(8), { line: 2, column: 1 });
  });
});
