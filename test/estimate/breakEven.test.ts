import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';
import { breakEven, type BreakEven } from '../../src/estimate/breakEven';
import { DEFAULT_ASSUMPTIONS, type Assumptions, type Capacity } from '../../src/estimate/capacity';
import { estimate } from '../../src/estimate/estimate';

function realtime(instanceType: string, instanceCount = 1): Capacity {
  return { mode: 'realtime', instanceType, instanceCount };
}

function serverless(memoryMb: number, provisionedConcurrency: number | null = null): Capacity {
  return { mode: 'serverless', memoryMb, provisionedConcurrency };
}

function limitedTo(maxConcurrency: number): Capacity {
  return { mode: 'serverless', memoryMb: 1024, provisionedConcurrency: null, maxConcurrency };
}

function between(before: Capacity, after: Capacity, changes: Partial<Assumptions> = {}): BreakEven | null {
  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...changes };
  const priced = (capacity: Capacity, region?: string) => ({
    capacity,
    estimated: estimate(capacity, assumptions, catalogue, region),
  });
  return breakEven(priced(before), priced(after, assumptions.regionAfter), assumptions, catalogue);
}

describe('the break-even of two modes', () => {
  it('is nothing between two capacities that stand', () => {
    assert.equal(between(realtime('ml.m5.large'), realtime('ml.m5.xlarge')), null);
  });

  it('is an hour without requests where the same instances come and go', () => {
    const async = (instanceCount: number): Capacity => ({
      mode: 'async',
      instanceType: 'ml.g5.xlarge',
      instanceCount,
      scaling: { minInstances: 0, maxInstances: instanceCount },
    });
    const found = between(realtime('ml.g5.xlarge', 2), async(2))?.usd;
    assert.ok(found?.kind === 'crossing');
    assert.equal(found.idleUsdPerHour, 2 * (catalogue.usdPerHour('ml.g5.xlarge', 'us-east-1') ?? NaN));
    const fewer = between(realtime('ml.g5.xlarge', 2), async(1))?.usd;
    assert.ok(fewer?.kind === 'crossing');
    assert.equal(fewer.idleUsdPerHour, undefined);
  });

  it('in carbon sets the standing instance against the GB-seconds', () => {
    const found = between(realtime('ml.m5.large'), serverless(1024))?.kgCo2e;
    assert.ok(found?.kind === 'crossing');
    const estimated = estimate(realtime('ml.m5.large'), DEFAULT_ASSUMPTIONS, catalogue).footprintPerMonth;
    assert.ok(estimated.known);
    const kgPerSecond = (9.08658e-7 * 1.15 * 418 + 5.13335e-5) / 1000;
    const expected = ((estimated.footprint.kgCo2e.value / 730) * 24) / kgPerSecond;
    assert.ok(Math.abs(found.busySecondsPerDay - expected) < expected * 1e-9);
    assert.equal(found.below, 'after');
  });

  it('is none beyond what serverless inference is told to take at a time', () => {
    const limited = (atATime: number): BreakEven | null => between(realtime('ml.c5.2xlarge'), limitedTo(atATime));
    const found = limited(200)?.usd;
    assert.ok(found?.kind === 'crossing');
    const atATime = found.busySecondsPerDay / 86_400;
    assert.ok(atATime > 5 && atATime < 20, String(atATime));
    assert.deepEqual(limited(5)?.usd, { kind: 'always', less: 'after', atATime: 5 });
    const back = between(limitedTo(5), realtime('ml.c5.2xlarge'));
    assert.deepEqual(back?.usd, { kind: 'always', less: 'before', atATime: 5 });
    assert.equal(limited(20)?.usd?.kind, 'crossing');
  });

  it('has no side where one is always cheaper', () => {
    const less = between(serverless(6144), serverless(2048));
    assert.deepEqual(less?.usd, { kind: 'always', less: 'after' });
    assert.deepEqual(between(serverless(2048), serverless(6144))?.usd, { kind: 'always', less: 'before' });
    assert.equal(between(serverless(2048), serverless(2048))?.usd, null);
  });

  it('counts warm slots as standing', () => {
    const found = between(serverless(2048, 1), serverless(2048))?.usd;
    // The warm slot has the lower price of a second: with enough of them it is the cheaper one.
    assert.ok(found?.kind === 'crossing');
    assert.equal(found.below, 'after');
    assert.ok(Math.abs(found.busySecondsPerDay - (0.00001 * 86_400) / (0.00004 - 0.0000233)) < 1e-6);
    assert.equal(between(serverless(2048, 1), serverless(2048))?.kgCo2e, null);
  });

  it('is unknown where a side has no price', () => {
    assert.equal(between(realtime('ml.m8g.large'), serverless(2048))?.usd, null);
    assert.equal(between(realtime('ml.m5.large'), serverless(2048), { region: 'eu-central-2' })?.usd, null);
  });

  it('is where the two costs of a month are equal', () => {
    const types = fc.constantFrom('ml.m5.large', 'ml.c7g.xlarge', 'ml.g4dn.xlarge');
    const duration = fc.double({ min: 0.01, max: 60, noNaN: true });
    fc.assert(
      fc.property(
        types,
        fc.constantFrom(1024, 3072, 6144),
        fc.integer({ min: 1, max: 4 }),
        duration,
        (type, memory, count, secondsPerRequest) => {
          const found = between(realtime(type, count), serverless(memory), { traffic: { secondsPerRequest } })?.usd;
          assert.ok(found?.kind === 'crossing' && found.requestsPerDay !== null);
          const traffic = { requestsPerDay: found.requestsPerDay, secondsPerRequest };
          const [a, b] = [realtime(type, count), serverless(memory)].map(
            (capacity) => estimate(capacity, { ...DEFAULT_ASSUMPTIONS, traffic }, catalogue).usdPerMonth,
          );
          assert.ok(a?.known === true && b?.known === true);
          assert.ok(Math.abs(a.quantity.value - b.quantity.value) < a.quantity.value * 1e-9);
        },
      ),
    );
  });
});
