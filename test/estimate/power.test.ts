import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';
import { interpolate, watts } from '../../src/estimate/power';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('power at a utilisation', () => {
  it('goes through the four points, and straight between them', () => {
    const points = [10, 20, 40, 50] as const;
    for (const [u, expected] of [
      [0, 10],
      [0.05, 15],
      [0.1, 20],
      [0.3, 30],
      [0.5, 40],
      [0.75, 45],
      [1, 50],
    ] as const) {
      assert.ok(Math.abs(interpolate(points, u) - expected) < 1e-9, `${u}`);
    }
  });

  it('stays at the ends outside of 0 and 1', () => {
    assert.equal(interpolate([10, 20, 40, 50], -1), 10);
    assert.equal(interpolate([10, 20, 40, 50], 7), 50);
  });

  it('never falls with the utilisation, and stays within its bounds', () => {
    const names = fc.constantFrom('ml.m5.xlarge', 'ml.c7g.2xlarge', 'ml.g4dn.xlarge', 'ml.inf1.xlarge');
    fc.assert(
      fc.property(names, share, share, (name, a, b) => {
        const type = catalogue.instanceType(name);
        assert.ok(type !== undefined);
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(watts(type, less, less).value <= watts(type, more, more).value + 1e-9);
        const { value, low, high } = watts(type, a, b);
        assert.ok(low <= value && value <= high);
      }),
    );
  });

  it('takes host and accelerators each at their own utilisation', () => {
    const type = catalogue.instanceType('ml.g4dn.xlarge');
    assert.ok(type !== undefined);
    const host = type.watts[2] - type.acceleratorWatts[2];
    assert.ok(Math.abs(host - 23.66) < 0.005);
    assert.ok(Math.abs(watts(type, 0.5, 1).value - (host + type.acceleratorWatts[3])) < 1e-9);
    assert.ok(Math.abs(watts(type, 0.5, 0.5).value - 76.32) < 1e-9);
  });

  it('takes accelerators that do not work as idle', () => {
    const type = catalogue.instanceType('ml.g5.12xlarge');
    assert.ok(type !== undefined);
    const [idle, , half] = type.acceleratorWatts;
    const host = type.watts[2] - half;
    assert.ok(Math.abs(watts(type, 0.5, 0.5, 1).value - (host + half / 4 + (idle * 3) / 4)) < 1e-9);
    assert.ok(Math.abs(watts(type, 0.5, 0.5, 0).value - (host + idle)) < 1e-9);
    for (const all of [4, 9]) assert.equal(watts(type, 0.5, 0.5, all).value, watts(type, 0.5, 0.5).value);
  });
});
