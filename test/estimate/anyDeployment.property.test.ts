import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';
import { compare, upkeepDelta } from '../../src/estimate';
import { DEFAULT_ASSUMPTIONS, type Assumptions, type Capacity } from '../../src/estimate/capacity';
import { estimate, type CapacityEstimate } from '../../src/estimate/estimate';
import type { Estimated, Quantity } from '../../src/estimate/quantity';

const regions = fc.constantFrom(...catalogue.regionCodes);
const types = fc.constantFrom(
  ...new Set(catalogue.regionCodes.flatMap((region) => catalogue.offeredTypes(region).map(({ name }) => name))),
  'ml.m8g.xlarge',
  'ml.unheard-of.xlarge',
);
const counts = fc.integer({ min: 1, max: 40 });

const capacities: fc.Arbitrary<Capacity> = fc.oneof(
  fc.record({
    mode: fc.constantFrom('realtime' as const, 'async' as const),
    instanceType: types,
    instanceCount: counts,
  }),
  fc.record({
    mode: fc.constant('batch' as const),
    instanceType: types,
    instanceCount: counts,
    hoursPerRun: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
  }),
  fc.record({
    mode: fc.constant('serverless' as const),
    memoryMb: fc.constantFrom(1024, 2048, 3072, 4096, 5120, 6144),
    provisionedConcurrency: fc.option(fc.integer({ min: 1, max: 20 })),
  }),
);

const assumed: fc.Arbitrary<Assumptions> = fc
  .record({
    region: regions,
    utilisation: fc.double({ min: 0, max: 1, noNaN: true }),
    // Hours that no clock tells apart from none are none.
    hoursPerMonth: fc.double({ min: 0, max: 744, noNaN: true }).map((hours) => (hours < 1e-9 ? 0 : hours)),
    traffic: fc.option(
      fc.record(
        {
          requestsPerDay: fc.integer({ min: 0, max: 10_000_000 }),
          secondsPerRequest: fc.double({ min: 0.001, max: 60, noNaN: true }),
          concurrencyPerInstance: fc.integer({ min: 1, max: 64 }),
          peakToMean: fc.double({ min: 1, max: 10, noNaN: true }),
          activeHours: fc.record({ days: fc.integer({ min: 1, max: 7 }), hours: fc.integer({ min: 1, max: 24 }) }),
        },
        { requiredKeys: [] },
      ),
    ),
  })
  .map((each) => ({ ...DEFAULT_ASSUMPTIONS, ...each }));

/** Everything in an estimate that is known, by name. */
function quantitiesOf(found: CapacityEstimate): [string, Quantity][] {
  const money = (name: string, each: Estimated | null): [string, Quantity][] =>
    each?.known === true ? [[name, each.quantity]] : [];
  const { footprintPerMonth: footprint } = found;
  return [
    ...money('usdPerHour', found.usdPerHour),
    ...money('usdPerMonth', found.usdPerMonth),
    ...money('usdPerRun', found.usdPerRun),
    ...(footprint.known
      ? ([
          ['kwh', footprint.footprint.kwh],
          ['kgCo2e', footprint.footprint.kgCo2e],
        ] satisfies [string, Quantity][])
      : []),
  ];
}

function isAtMost(less: CapacityEstimate, more: CapacityEstimate, what: string): void {
  const high = new Map(quantitiesOf(more));
  for (const [name, quantity] of quantitiesOf(less)) {
    const other = high.get(name);
    assert.ok(other !== undefined, `${name} is known with fewer ${what} only`);
    for (const bound of ['value', 'low', 'high'] as const)
      assert.ok(quantity[bound] <= other[bound] * (1 + 1e-9), `${name}.${bound} falls with ${what}`);
  }
}

describe('estimates of any deployment', () => {
  it('are finite, not negative, and lie in their range', () => {
    let known = 0;
    fc.assert(
      fc.property(capacities, assumed, (capacity, assumptions) => {
        for (const [name, { value, low, high }] of quantitiesOf(estimate(capacity, assumptions, catalogue))) {
          known += 1;
          for (const each of [value, low, high]) assert.ok(Number.isFinite(each) && each >= 0, `${name}: ${each}`);
          assert.ok(low <= value * (1 + 1e-9) && value <= high * (1 + 1e-9), name);
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(known > 500, 'hardly anything was priced');
  });

  it('do not fall where there are more instances', () => {
    fc.assert(
      fc.property(capacities, assumed, fc.integer({ min: 1, max: 10 }), (capacity, assumptions, more) => {
        fc.pre('instanceCount' in capacity && assumptions.traffic === null);
        const larger = { ...capacity, instanceCount: capacity.instanceCount + more };
        isAtMost(estimate(capacity, assumptions, catalogue), estimate(larger, assumptions, catalogue), 'instances');
      }),
    );
  });

  it('do not fall where it is up for longer', () => {
    fc.assert(
      fc.property(capacities, assumed, fc.double({ min: 0, max: 200, noNaN: true }), (capacity, assumptions, more) => {
        const longer = { ...assumptions, hoursPerMonth: assumptions.hoursPerMonth + more };
        isAtMost(estimate(capacity, assumptions, catalogue), estimate(capacity, longer, catalogue), 'hours');
      }),
    );
  });

  it('differ by nothing from themselves', () => {
    let known = 0;
    fc.assert(
      fc.property(capacities, assumed, (capacity, assumptions) => {
        const delta = compare(capacity, capacity, assumptions, catalogue);
        for (const each of [delta.usdPerHour, delta.usdPerMonth, delta.kgCo2ePerMonth]) {
          if (each === null) continue;
          known += 1;
          const bounds = typeof each === 'number' ? [each] : [each.value, each.low, each.high];
          assert.deepEqual(
            bounds.map((bound) => Math.abs(bound)),
            bounds.map(() => 0),
          );
        }
        assert.notEqual(delta.verdict, 'less');
        assert.notEqual(delta.verdict, 'more');
      }),
    );
    assert.ok(known > 50, 'hardly anything was priced');
  });

  it('save no more than what is spent, whatever is changed', () => {
    fc.assert(
      fc.property(capacities, capacities, assumed, (before, after, assumptions) => {
        const delta = compare(before, after, assumptions, catalogue);
        const spent = new Map(quantitiesOf(estimate(before, assumptions, catalogue)));
        const saves = (saved: number | undefined, of: number | undefined): void => {
          if (saved !== undefined && of !== undefined)
            assert.ok(-saved <= of * (1 + 1e-9) + 1e-12, `${saved} of ${of}`);
        };
        for (const bound of ['value', 'low', 'high'] as const) {
          saves(delta.usdPerMonth?.[bound], spent.get('usdPerMonth')?.[bound]);
          saves(delta.kgCo2ePerMonth?.[bound], spent.get('kgCo2e')?.[bound]);
        }
        for (const share of [delta.usdShare, delta.kgCo2eShare]) assert.ok(share === null || share >= -1 - 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('save all that is spent where it is deleted', () => {
    fc.assert(
      fc.property(capacities, assumed, (capacity, assumptions) => {
        const delta = upkeepDelta(capacity, assumptions, catalogue);
        const spent = new Map(quantitiesOf(estimate(capacity, assumptions, catalogue)));
        const month = spent.get('usdPerMonth');
        if (delta.usdPerMonth !== null && month !== undefined)
          assert.deepEqual(delta.usdPerMonth.value + month.value, 0);
      }),
    );
  });
});
