import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';
import { DEFAULT_ASSUMPTIONS, type Assumptions, type Capacity, type TrafficProfile } from '../../src/estimate/capacity';
import { estimate, type CapacityEstimate } from '../../src/estimate/estimate';
import type { Estimated, Quantity } from '../../src/estimate/quantity';

function realtime(instanceType: string, instanceCount = 1): Capacity {
  return { mode: 'realtime', instanceType, instanceCount };
}

function with_(traffic: TrafficProfile): Assumptions {
  return { ...DEFAULT_ASSUMPTIONS, traffic };
}

function value(estimated: Estimated | null): Quantity {
  assert.ok(estimated?.known === true, JSON.stringify(estimated));
  return estimated.quantity;
}

function carbon(found: CapacityEstimate): Quantity {
  assert.ok(found.footprintPerMonth.known, JSON.stringify(found.footprintPerMonth));
  return found.footprintPerMonth.footprint.kgCo2e;
}

function why(estimated: Estimated | CapacityEstimate['footprintPerMonth'] | null): string {
  assert.ok(estimated?.known === false, JSON.stringify(estimated));
  return estimated.why;
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= Math.abs(expected) * 1e-9, `${actual}, not ${expected}`);
}

describe('what stands all month', () => {
  it('costs its list price for 730 hours', () => {
    const found = estimate(realtime('ml.m5.xlarge', 2), DEFAULT_ASSUMPTIONS, catalogue);
    assert.equal(found.hours, 730);
    assert.deepEqual(value(found.usdPerHour), { value: 0.46, low: 0.46, high: 0.46 });
    close(value(found.usdPerMonth).value, 335.8);
    close(carbon(found).value, 2 * 10.84193664);
    assert.equal(found.usdPerRun, null);
    assert.equal(found.sci, null);
  });

  it('costs the same when asynchronous', () => {
    const found = estimate(
      { mode: 'async', instanceType: 'ml.g5.xlarge', instanceCount: 1 },
      DEFAULT_ASSUMPTIONS,
      catalogue,
    );
    close(value(found.usdPerMonth).value, 1.408 * 730);
  });

  it('has a cost without a carbon figure, and the other way round, with the sentence why', () => {
    const noPrice = estimate(realtime('ml.m8g.xlarge'), DEFAULT_ASSUMPTIONS, catalogue);
    assert.equal(why(noPrice.usdPerMonth), 'no price is known for ml.m8g.xlarge in us-east-1');
    assert.equal(why(noPrice.usdPerHour), why(noPrice.usdPerMonth));
    assert.ok(carbon(noPrice).value > 0);
    const [{ name: inAtlanta } = { name: '' }] = catalogue.offeredTypes('us-east-1-atl-1');
    const noGrid = estimate(realtime(inAtlanta), { ...DEFAULT_ASSUMPTIONS, region: 'us-east-1-atl-1' }, catalogue);
    assert.equal(why(noGrid.footprintPerMonth), 'no grid figure is known for us-east-1-atl-1');
    assert.ok(value(noGrid.usdPerMonth).value > 0);
    const noType = estimate(realtime('ml.m7g.xlarge'), DEFAULT_ASSUMPTIONS, catalogue);
    assert.match(why(noType.usdPerMonth), /no price/);
    assert.match(why(noType.footprintPerMonth), /power of ml\.m7g\.xlarge is not known/);
  });

  it('grows with the count, and in proportion', () => {
    const types = fc.constantFrom('ml.m5.xlarge', 'ml.c7g.xlarge', 'ml.g4dn.xlarge');
    fc.assert(
      fc.property(
        types,
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (type, count, utilisation) => {
          const assumptions = { ...DEFAULT_ASSUMPTIONS, utilisation };
          const one = estimate(realtime(type), assumptions, catalogue);
          const many = estimate(realtime(type, count), assumptions, catalogue);
          close(value(many.usdPerMonth).value, count * value(one.usdPerMonth).value);
          for (const bound of ['value', 'low', 'high'] as const) close(carbon(many)[bound], count * carbon(one)[bound]);
        },
      ),
    );
  });
});

describe('the score per request', () => {
  it('is that of the worked example: 5.4 g a thousand at two million a month', () => {
    const requestsPerDay = 2_000_000 / (730 / 24);
    // 50 % busy on average, as the example has it.
    const found = estimate(realtime('ml.m5.xlarge'), with_({ requestsPerDay, secondsPerRequest: 0.01 }), catalogue);
    assert.ok(Math.abs(value(found.sci).value - 5.42) < 0.005);
  });
});

describe('traffic', () => {
  const office = { requestsPerDay: 36_000, secondsPerRequest: 1, activeHours: { days: 7, hours: 10 } };

  it('decides the utilisation where it is stated whole', () => {
    const found = estimate(realtime('ml.m5.xlarge'), with_({ ...office, concurrencyPerInstance: 4 }), catalogue);
    assert.equal(found.utilisationHow, 'profile');
    close(found.utilisation ?? 0, 0.25);
    assert.equal(found.overloaded, false);
  });

  it('uses less than an assumed half: idle hours count, at idle power', () => {
    const stated = estimate(realtime('ml.m5.xlarge'), with_({ ...office, concurrencyPerInstance: 4 }), catalogue);
    const busy = estimate(realtime('ml.m5.xlarge'), { ...DEFAULT_ASSUMPTIONS, utilisation: 0.25 }, catalogue);
    const idle = estimate(realtime('ml.m5.xlarge'), { ...DEFAULT_ASSUMPTIONS, utilisation: 0 }, catalogue);
    close(carbon(stated).value, (carbon(busy).value * 10) / 24 + (carbon(idle).value * 14) / 24);
    close(value(stated.usdPerMonth).value, 0.23 * 730);
  });

  it('leaves the assumption where it says too little', () => {
    const found = estimate(realtime('ml.m5.xlarge'), with_(office), catalogue);
    assert.equal(found.utilisationHow, 'assumed');
    assert.equal(found.utilisation, 0.5);
  });

  it('can be more than the capacity serves, which is said', () => {
    const found = estimate(realtime('ml.m5.xlarge'), with_({ ...office, concurrencyPerInstance: 0.5 }), catalogue);
    assert.equal(found.overloaded, true);
    assert.equal(found.utilisation, 1);
  });

  it('of nothing costs what stands, and emits the idle power', () => {
    const nothing = {
      requestsPerDay: 0,
      secondsPerRequest: 1,
      concurrencyPerInstance: 1,
      activeHours: { days: 0, hours: 0 },
    };
    const found = estimate(realtime('ml.m5.xlarge'), with_(nothing), catalogue);
    const idle = estimate(realtime('ml.m5.xlarge'), { ...DEFAULT_ASSUMPTIONS, utilisation: 0 }, catalogue);
    close(carbon(found).value, carbon(idle).value);
    assert.equal(found.sci, null);
  });
});

describe('scaling', () => {
  const traffic = {
    requestsPerDay: 86_400,
    secondsPerRequest: 2,
    concurrencyPerInstance: 1,
    activeHours: { days: 7, hours: 12 },
  };
  const scaled = (minInstances: number, maxInstances: number): Capacity => ({
    mode: 'realtime',
    instanceType: 'ml.m5.xlarge',
    instanceCount: 4,
    scaling: { minInstances, maxInstances },
  });

  it('follows the traffic between its bounds', () => {
    // 4 at a time over 12 hours, 1 for the rest.
    const found = estimate(scaled(1, 10), with_(traffic), catalogue);
    close(value(found.usdPerMonth).value, 0.23 * (365 * 4 + 365 * 1));
    assert.equal(found.utilisation, 1);
  });

  it('has its most where the peak is', () => {
    const found = estimate(scaled(1, 10), with_({ ...traffic, peakToMean: 2 }), catalogue);
    close(value(found.usdPerMonth).high, 0.23 * (365 * 8 + 365));
    close(value(found.usdPerMonth).low, 0.23 * (365 * 4 + 365));
  });

  it('is never above the greatest count', () => {
    const found = estimate(scaled(1, 3), with_(traffic), catalogue);
    close(value(found.usdPerMonth).value, 0.23 * (365 * 3 + 365));
    assert.equal(found.overloaded, true);
  });

  it('to zero pays the busy hours at best', () => {
    const zero: Capacity = {
      mode: 'async',
      instanceType: 'ml.g5.xlarge',
      instanceCount: 1,
      scaling: { minInstances: 0, maxInstances: 1 },
    };
    const rare = with_({ requestsPerDay: 720, secondsPerRequest: 5, activeHours: { days: 7, hours: 6 } });
    const found = estimate(zero, rare, catalogue);
    const day = 730 / 24;
    close(value(found.usdPerMonth).value, 1.408 * day);
    close(value(found.usdPerMonth).high, 1.408 * day * 6);
    assert.ok(carbon(found).value > 0);
  });

  it('cannot be priced without traffic', () => {
    const found = estimate(scaled(1, 10), DEFAULT_ASSUMPTIONS, catalogue);
    assert.match(why(found.usdPerMonth), /requests per day/);
    assert.match(why(found.footprintPerMonth), /requests per day/);
    assert.equal(value(found.usdPerHour).value, 0.92);
  });
});

describe('a job', () => {
  const job = (instanceType: string, hoursPerRun: number | null): Capacity => ({
    mode: 'batch',
    instanceType,
    instanceCount: 2,
    hoursPerRun,
  });

  it('costs by the run', () => {
    const found = estimate(job('ml.m5.xlarge', 3), DEFAULT_ASSUMPTIONS, catalogue);
    close(value(found.usdPerRun).value, 0.23 * 2 * 3);
    close(value(found.kgCo2ePerRun).value, (10.84193664 / 730) * 2 * 3);
  });

  it('has a price by the hour where the run is not known', () => {
    const found = estimate(job('ml.m5.xlarge', null), DEFAULT_ASSUMPTIONS, catalogue);
    assert.equal(why(found.usdPerRun), 'how long a run takes is not known');
    assert.equal(value(found.usdPerHour).value, 0.46);
  });

  it('has no price on a type that Batch Transform does not take', () => {
    const found = estimate(job('ml.c7g.xlarge', 1), DEFAULT_ASSUMPTIONS, catalogue);
    assert.equal(why(found.usdPerHour), 'Batch Transform does not take ml.c7g.xlarge');
  });
});

describe('serverless inference', () => {
  const serverless = (memoryMb: number, provisionedConcurrency: number | null = null): Capacity => ({
    mode: 'serverless',
    memoryMb,
    provisionedConcurrency,
  });
  const traffic = { requestsPerDay: 1000, secondsPerRequest: 0.5 };
  const seconds = 1000 * 0.5 * (730 / 24);

  it('costs by the second of inference', () => {
    const found = estimate(serverless(2048), with_(traffic), catalogue);
    close(value(found.usdPerMonth).value, 0.00004 * seconds);
    assert.equal(found.hours, null);
    assert.equal(found.utilisation, null);
    assert.match(why(found.usdPerHour), /by the second/);
  });

  it('emits by the GB-second, and by the request', () => {
    const found = estimate(serverless(2048), with_(traffic), catalogue);
    const gbSeconds = 2 * seconds;
    close(carbon(found).value, (gbSeconds * (9.08658e-7 * 1.15 * 418 + 5.13335e-5)) / 1000);
    close(value(found.sci).value, 1000 * (9.08658e-7 * 1.15 * 418 + 5.13335e-5));
  });

  it('is unknown without traffic, with memory that is not accepted, and where it is not offered', () => {
    assert.match(why(estimate(serverless(2048), DEFAULT_ASSUMPTIONS, catalogue).usdPerMonth), /requests per day/);
    assert.match(why(estimate(serverless(3000), with_(traffic), catalogue).usdPerMonth), /3000 MB in us-east-1/);
    const zurich = { ...with_(traffic), region: 'eu-central-2' };
    assert.match(why(estimate(serverless(2048), zurich, catalogue).usdPerMonth), /eu-central-2/);
  });

  it('adds warm slots by the hour where their price is known, and says nothing of their power', () => {
    const found = estimate(serverless(2048, 3), with_(traffic), catalogue);
    close(value(found.usdPerMonth).value, 0.00001 * 3 * 730 * 3600 + 0.0000233 * seconds);
    assert.match(why(found.footprintPerMonth), /provisioned concurrency/);
    const ireland = { ...with_(traffic), region: 'eu-west-1' };
    assert.match(
      why(estimate(serverless(2048, 3), ireland, catalogue).usdPerMonth),
      /provisioned concurrency.*eu-west-1/,
    );
  });
});
