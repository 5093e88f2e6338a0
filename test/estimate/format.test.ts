import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';
import { DEFAULT_ASSUMPTIONS, type Assumptions, type Capacity } from '../../src/estimate/capacity';
import { compare, type Comparison } from '../../src/estimate/compare';
import { estimate } from '../../src/estimate/estimate';
import {
  formatCapacity,
  formatCarbon,
  formatCarbonRange,
  formatCrossing,
  formatDelta,
  formatLogStorage,
  formatShare,
  formatUsd,
} from '../../src/estimate/format';
import { logStorageRate } from '../../src/estimate/logs';

function realtime(instanceType: string, instanceCount = 1): Capacity {
  return { mode: 'realtime', instanceType, instanceCount };
}

function compared(before: Capacity, after: Capacity, changes: Partial<Assumptions> = {}): Comparison {
  return compare(before, after, { ...DEFAULT_ASSUMPTIONS, ...changes }, catalogue);
}

describe('dollars', () => {
  for (const [usd, text] of [
    [0, '$0'],
    [1106.03, '$1,106'],
    [1_234_567.8, '$1,234,568'],
    [167.9, '$168'],
    [9.996, '$10'],
    [9.99, '$9.99'],
    [1.408, '$1.41'],
    [0.996, '$1.00'],
    [0.46, '$0.46'],
    [0.2, '$0.20'],
    [0.03, '$0.03'],
    [0.115, '$0.12'],
    [0.0234, '$0.023'],
    [0.00012, '$0.00012'],
    [0.0000001, '$0.0000001'],
    [-21.9, '$22'],
  ] as const) {
    it(`${usd} are ${text}`, () => {
      assert.equal(formatUsd(usd), text);
    });
  }

  it('are never written with an exponent, or without a figure', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (usd) => {
        assert.match(formatUsd(usd), /^\$\d{1,3}(,\d{3})*(\.\d\d+)?$|^\$0\.\d+$/);
        assert.match(formatUsd(usd), /[1-9]/);
      }),
    );
  });
});

describe('carbon', () => {
  for (const [kg, text] of [
    [0, '0 kg CO2e'],
    [3.59, '3.6 kg CO2e'],
    [3, '3.0 kg CO2e'],
    [21.7, '22 kg CO2e'],
    [123, '120 kg CO2e'],
    [1234, '1,200 kg CO2e'],
    [0.9996, '1.0 kg CO2e'],
    [0.994, '990 g CO2e'],
    [0.48, '480 g CO2e'],
    [0.0049, '4.9 g CO2e'],
    [0.0000012, '0.0012 g CO2e'],
    [-8.6, '8.6 kg CO2e'],
  ] as const) {
    it(`${kg} kg is ${text}`, () => {
      assert.equal(formatCarbon(kg), text);
    });
  }

  it('has a range from the least to the most', () => {
    assert.equal(formatCarbonRange({ value: 10.8, low: 4.45, high: 13.8 }), '4.5 to 14 kg CO2e');
    assert.equal(formatCarbonRange({ value: 0.2, low: 0.05, high: 1.2 }), '50 g CO2e to 1.2 kg CO2e');
    assert.equal(formatCarbonRange({ value: -4.3, low: -2.6, high: -5.3 }), '\u22125.3 to \u22122.6 kg CO2e');
  });
});

describe('a share', () => {
  for (const [share, text] of [
    [-0.147, '\u221215 %'],
    [0.91, '+91 %'],
    [-0.004, '\u22120.4 %'],
    [-0.0001, '0 %'],
    [0, '0 %'],
    [12.5, '+1,250 %'],
  ] as const) {
    it(`${share} is ${text}`, () => {
      assert.equal(formatShare(share), text);
    });
  }
});

describe('a difference', () => {
  const graviton = compared(realtime('ml.c5.xlarge'), realtime('ml.c7g.xlarge'));

  it('is told by the month for what stands', () => {
    assert.equal(formatDelta(graviton, 'standing'), '\u2212$22/month (\u221215 %), \u22123.6 kg CO2e/month');
  });

  it('is told by the hour for a session, and never by the month', () => {
    assert.equal(formatDelta(graviton, 'session'), '\u2212$0.03 an hour (\u221215 %), \u22124.9 g CO2e an hour');
  });

  it('is told by the hour and "if left up" where the lifetime is not known', () => {
    assert.equal(
      formatDelta(graviton, 'unknown'),
      '\u2212$0.03 an hour (\u221215 %), \u2212$22 if left up a month, \u22124.9 g CO2e an hour',
    );
  });

  it('is told by the run for a job', () => {
    const job = (instanceType: string): Capacity => ({ mode: 'batch', instanceType, instanceCount: 1, hoursPerRun: 2 });
    const found = compared(job('ml.m5.2xlarge'), job('ml.m5.xlarge'));
    assert.equal(formatDelta(found, 'job'), '\u2212$0.46 a run (\u221250 %), \u221230 g CO2e a run');
  });

  it('has no number for carbon on a tie, and none where nothing is ranked', () => {
    const tie = compared(realtime('ml.m5.xlarge'), realtime('ml.m6i.xlarge'), { region: 'eu-west-1' });
    assert.equal(tie.verdict, 'tie');
    assert.match(formatDelta(tie, 'standing'), /, CO2e about the same$/);
    const unranked = compared(realtime('ml.g4dn.xlarge'), realtime('ml.inf2.xlarge'));
    assert.equal(formatDelta(unranked, 'standing'), '+$185/month (+35 %), CO2e not ranked');
  });

  it('says what is unknown', () => {
    const noPrice = compared(realtime('ml.m5.xlarge'), realtime('ml.m8g.xlarge'));
    assert.equal(formatDelta(noPrice, 'standing'), 'cost unknown, \u22123.8 kg CO2e/month');
    const nothing = compared(realtime('ml.m5.xlarge'), realtime('ml.m7g.xlarge'));
    assert.equal(formatDelta(nothing, 'standing'), 'cost unknown, CO2e unknown');
  });

  it('of a mode without traffic is its break-even', () => {
    const serverless: Capacity = { mode: 'serverless', memoryMb: 6144, provisionedConcurrency: null };
    const found = compared(realtime('ml.m5.large'), serverless);
    assert.equal(formatDelta(found, 'standing'), 'cheaper below 6.4 hours of inference a day');
    const timed = compared(realtime('ml.m5.large'), serverless, { traffic: { secondsPerRequest: 0.2 } });
    assert.equal(formatDelta(timed, 'standing'), 'cheaper below 120,000 requests a day');
    const known = compared(realtime('ml.m5.large'), serverless, {
      traffic: { requestsPerDay: 1000, secondsPerRequest: 0.2 },
    });
    assert.equal(formatDelta(known, 'unknown'), '\u2212$83/month (\u221299 %), \u22125.4 kg CO2e/month');
  });

  it('of nothing says so', () => {
    const same = compared(realtime('ml.m5.xlarge'), realtime('ml.m5.xlarge'));
    assert.equal(formatDelta(same, 'standing'), 'cost the same, CO2e about the same');
  });

  it('leaves a message room: at most 100 characters', () => {
    const counts = fc.integer({ min: 1, max: 500 });
    const types = fc.constantFrom(
      'ml.m5.24xlarge',
      'ml.c7g.16xlarge',
      'ml.p4d.24xlarge',
      'ml.t2.medium',
      'ml.g5.xlarge',
    );
    const lifetimes = fc.constantFrom('standing' as const, 'session' as const, 'job' as const, 'unknown' as const);
    fc.assert(
      fc.property(types, types, counts, counts, lifetimes, (a, b, m, n, lifetime) => {
        const text = formatDelta(compared(realtime(a, m), realtime(b, n)), lifetime);
        assert.ok(text.length <= 100, text);
      }),
    );
  });
});

describe('a break-even', () => {
  it('names the cheaper side', () => {
    assert.equal(
      formatCrossing({ kind: 'crossing', busySecondsPerDay: 90, requestsPerDay: null, below: 'before' }),
      'cheaper above 1.5 minutes of inference a day',
    );
    assert.equal(
      formatCrossing({ kind: 'crossing', busySecondsPerDay: 5, requestsPerDay: 42.4, below: 'after' }),
      'cheaper below 42 requests a day',
    );
    assert.equal(
      formatCrossing({ kind: 'crossing', busySecondsPerDay: 140 * 3600, requestsPerDay: null, below: 'after' }),
      'cheaper below 5.8 requests at a time on average',
    );
    const idle = { busySecondsPerDay: 86_400, below: 'after', idleUsdPerHour: 1.515 } as const;
    assert.equal(
      formatCrossing({ kind: 'crossing', requestsPerDay: null, ...idle }),
      'saves $1.51 every hour without requests',
    );
    assert.equal(
      formatCrossing({ kind: 'crossing', requestsPerDay: 12_000, ...idle }),
      'cheaper below 12,000 requests a day',
    );
    assert.equal(
      formatCrossing({ kind: 'crossing', busySecondsPerDay: 24 * 3600, requestsPerDay: null, below: 'after' }),
      'cheaper below 24 hours of inference a day',
    );
    assert.equal(
      formatCrossing({ kind: 'always', less: 'after', atATime: 5 }),
      'cheaper with up to 5 requests at a time',
    );
    assert.equal(formatCrossing({ kind: 'always', less: 'after' }), 'cheaper at any traffic');
    assert.equal(formatCrossing({ kind: 'always', less: 'before' }), 'dearer at any traffic');
  });
});

describe('what a capacity costs', () => {
  const found = estimate(realtime('ml.g5.xlarge'), DEFAULT_ASSUMPTIONS, catalogue);

  it('depends on how long it lives', () => {
    assert.equal(formatCapacity(found, 'session'), '$1.41 an hour while it stays up');
    assert.equal(formatCapacity(found, 'standing'), '$1,028/month');
    const cpu = estimate(realtime('ml.m5.xlarge'), DEFAULT_ASSUMPTIONS, catalogue);
    assert.equal(formatCapacity(cpu, 'unknown'), '$0.23 an hour, $168 if left up a month');
    const job = estimate(
      { mode: 'batch', instanceType: 'ml.m5.xlarge', instanceCount: 1, hoursPerRun: 0.5 },
      DEFAULT_ASSUMPTIONS,
      catalogue,
    );
    assert.equal(formatCapacity(job, 'job'), '$0.12 a run');
  });

  it('is said to be unknown, with the reason', () => {
    const noPrice = estimate(realtime('ml.m8g.xlarge'), DEFAULT_ASSUMPTIONS, catalogue);
    assert.equal(formatCapacity(noPrice, 'standing'), 'cost unknown: no price is known for ml.m8g.xlarge in us-east-1');
  });
});

describe('stored logs', () => {
  it('have a rate, with its Region where that is another', () => {
    assert.equal(formatLogStorage(logStorageRate('us-east-1', catalogue)), '$0.03 per GB-month');
    assert.equal(formatLogStorage(logStorageRate('eu-west-1', catalogue)), '$0.03 per GB-month (us-east-1 price)');
  });
});
