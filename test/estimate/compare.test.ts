import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';
import { DEFAULT_ASSUMPTIONS, type Assumptions, type Capacity } from '../../src/estimate/capacity';
import { compare, type Comparison } from '../../src/estimate/compare';
import { estimate } from '../../src/estimate/estimate';

function realtime(instanceType: string, instanceCount = 1): Capacity {
  return { mode: 'realtime', instanceType, instanceCount };
}

function serverless(memoryMb: number): Capacity {
  return { mode: 'serverless', memoryMb, provisionedConcurrency: null };
}

function compared(before: Capacity, after: Capacity, changes: Partial<Assumptions> = {}): Comparison {
  return compare(before, after, { ...DEFAULT_ASSUMPTIONS, ...changes }, catalogue);
}

function close(actual: number | null | undefined, expected: number, tolerance = Math.abs(expected) * 1e-9): void {
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= tolerance,
    `${String(actual)}, not ${expected}`,
  );
}

function input(found: Comparison, name: string): string | number | undefined {
  return found.inputs.find((each) => each.name === name)?.value;
}

describe('another type', () => {
  const found = compared(realtime('ml.c5.xlarge'), realtime('ml.c7g.xlarge'));

  it('has the difference of the prices and of the footprints', () => {
    close(found.usdPerHour, -0.03);
    close(found.usdPerMonth?.value, -21.9);
    close(found.usdShare, -0.03 / 0.204);
    close(found.kgCo2ePerMonth?.value, -3.59, 0.01);
    assert.equal(found.verdict, 'less');
    assert.deepEqual(found.unknown, []);
  });

  it('breaks even at a share of the throughput that needs no unknown', () => {
    close(found.breakEvenThroughput?.usd, 0.174 / 0.204);
    close(found.breakEvenThroughput?.kgCo2e, 0.652, 0.001);
    assert.equal(found.breakEven, null);
    assert.equal(found.breakEvenRequestsPerDay, null);
  });

  it('names what it rests on', () => {
    assert.deepEqual(
      found.inputs.map((each) => [each.name, each.value, each.unit, each.source]),
      [
        ['region', 'us-east-1', '', 'assumed'],
        ['hoursPerMonth', 730, 'h', 'assumed'],
        ['utilisation', 0.5, '', 'assumed'],
        ['usdPerHourBefore', 0.204, 'USD/h', 'price list of 2026-09-22'],
        ['usdPerHourAfter', 0.174, 'USD/h', 'price list of 2026-09-22'],
        ['grid', 418, 'gCO2e/kWh', 'Electricity Maps 2025'],
        ['pue', 1.15, '', 'AWS 2024'],
      ],
    );
  });

  it('compares bounds like with like', () => {
    const before = estimate(realtime('ml.c5.xlarge'), DEFAULT_ASSUMPTIONS, catalogue).footprintPerMonth;
    const after = estimate(realtime('ml.c7g.xlarge'), DEFAULT_ASSUMPTIONS, catalogue).footprintPerMonth;
    assert.ok(before.known && after.known && found.kgCo2ePerMonth !== null);
    assert.equal(found.kgCo2ePerMonth.low, after.footprint.kgCo2e.low - before.footprint.kgCo2e.low);
    assert.equal(found.kgCo2ePerMonth.high, after.footprint.kgCo2e.high - before.footprint.kgCo2e.high);
  });

  it('that costs more has its sign', () => {
    const dearer = compared(realtime('ml.g4dn.xlarge'), realtime('ml.inf2.xlarge'));
    assert.ok((dearer.usdPerMonth?.value ?? 0) > 0);
    assert.equal(dearer.verdict, 'unranked');
    assert.equal(dearer.kgCo2ePerMonth, null);
    assert.equal(dearer.kwhPerMonth, null);
    assert.equal(dearer.kgCo2eShare, null);
    assert.equal(dearer.breakEvenThroughput?.kgCo2e, null);
    assert.ok((dearer.breakEvenThroughput.usd ?? 0) > 1);
  });

  it('without a price has its carbon, and a sentence', () => {
    const found = compared(realtime('ml.m5.xlarge'), realtime('ml.m8g.xlarge'));
    assert.equal(found.usdPerMonth, null);
    assert.equal(found.usdPerHour, null);
    assert.equal(found.usdShare, null);
    assert.deepEqual(found.unknown, ['no price is known for ml.m8g.xlarge in us-east-1']);
    assert.equal(found.verdict, 'less');
    assert.ok(found.kgCo2ePerMonth !== null);
  });

  it('that is not known has neither, and is no zero', () => {
    const found = compared(realtime('ml.m5.xlarge'), realtime('ml.m7g.xlarge'));
    assert.equal(found.usdPerMonth, null);
    assert.equal(found.kgCo2ePerMonth, null);
    assert.equal(found.verdict, 'unknown');
    assert.equal(found.unknown.length, 2);
  });

  it('carries a note where the list price is odd', () => {
    const found = compared(realtime('ml.r6g.large'), realtime('ml.r8g.large'));
    assert.match(String(input(found, 'priceNoteAfter')), /2\.4 times/);
  });
});

describe('accelerators that do not work', () => {
  const gpus = (instanceType: string, acceleratorsInUse: number): Capacity => ({
    mode: 'realtime',
    instanceType,
    instanceCount: 1,
    acceleratorsInUse,
  });

  it('save less carbon than ones that do, and the whole of their price', () => {
    const all = compared(realtime('ml.g5.12xlarge'), realtime('ml.g5.2xlarge'));
    const one = compared(gpus('ml.g5.12xlarge', 1), gpus('ml.g5.2xlarge', 1));
    assert.equal(one.usdPerHour, all.usdPerHour);
    assert.equal(one.verdict, 'less');
    assert.ok((one.kgCo2ePerMonth?.value ?? 0) > (all.kgCo2ePerMonth?.value ?? 0) * 0.6);
  });

  it('are no work that the smaller type would have to do', () => {
    const traffic = { requestsPerDay: 86_400, secondsPerRequest: 0.5, concurrencyPerInstance: 1 };
    const one = compared(gpus('ml.g5.12xlarge', 1), gpus('ml.g5.2xlarge', 1), { traffic });
    assert.equal(one.overloaded, false);
    close(one.after.utilisation, one.before.utilisation ?? NaN);
  });
});

describe('another Region', () => {
  it('stands for one type, and is priced and supplied there', () => {
    const found = compared(realtime('ml.m5.xlarge'), realtime('ml.m5.xlarge'), { regionAfter: 'eu-north-1' });
    assert.equal(found.verdict, 'less');
    close(found.kgCo2ePerMonth?.value, 1.409 - 10.842, 0.002);
    close(found.usdPerHour, (catalogue.usdPerHour('ml.m5.xlarge', 'eu-north-1') ?? 0) - 0.23);
    assert.equal(input(found, 'gridAfter'), 21);
  });
});

describe('the same requests', () => {
  it('keep half the instances twice as busy, where the use is measured', () => {
    const measured = { utilisation: 0.2, utilisationHow: 'measured' } as const;
    const found = compared(realtime('ml.m5.xlarge', 4), realtime('ml.m5.xlarge', 2), measured);
    close(found.after.utilisation, 0.4);
    assert.equal(input(found, 'utilisationBefore'), 0.2);
    close(Number(input(found, 'utilisationAfter')), 0.4);
    // The busier half emits more than half: idle power alone is saved.
    assert.ok((found.kgCo2eShare ?? -1) > -0.5 && (found.kgCo2eShare ?? 0) < 0);
  });

  it('keep both sides at the same use where it is only assumed', () => {
    const found = compared(realtime('ml.m5.xlarge', 4), realtime('ml.m5.xlarge', 2));
    assert.equal(found.after.utilisation, 0.5);
    close(found.kgCo2eShare, -0.5);
  });

  it('are counted by vCPU between sizes, and by accelerator between those of one model', () => {
    const measured = { utilisation: 0.4, utilisationHow: 'measured' } as const;
    close(compared(realtime('ml.m5.2xlarge'), realtime('ml.m5.xlarge'), measured).after.utilisation, 0.8);
    close(compared(realtime('ml.m5.xlarge'), realtime('ml.m6g.xlarge'), measured).after.utilisation, 0.4);
    close(compared(realtime('ml.g4dn.12xlarge'), realtime('ml.g4dn.xlarge', 2), measured).after.utilisation, 0.8);
    close(compared(realtime('ml.g4dn.xlarge'), realtime('ml.g5.xlarge'), measured).after.utilisation, 0.4);
  });

  it('can be too many for the proposal, which is said', () => {
    const measured = { utilisation: 0.6, utilisationHow: 'measured' } as const;
    assert.equal(compared(realtime('ml.m5.xlarge', 2), realtime('ml.m5.xlarge', 1), measured).overloaded, true);
    assert.equal(compared(realtime('ml.m5.xlarge', 2), realtime('ml.m5.xlarge', 2), measured).overloaded, false);
  });

  it('follow from a stated profile on both sides', () => {
    const traffic = { requestsPerDay: 86_400, secondsPerRequest: 1, concurrencyPerInstance: 4 };
    const found = compared(realtime('ml.m5.xlarge'), realtime('ml.m5.2xlarge'), { traffic });
    close(found.before.utilisation, 0.25);
    close(found.after.utilisation, 0.125);
    assert.equal(found.before.utilisationHow, 'profile');
    assert.equal(input(found, 'requestsPerDay'), 86_400);
  });
});

describe('a change of mode', () => {
  it('without traffic has no difference, but a break-even in seconds of inference', () => {
    const found = compared(realtime('ml.m5.large'), serverless(6144));
    assert.equal(found.usdPerMonth, null);
    assert.equal(found.usdPerHour, null);
    assert.equal(found.kgCo2ePerMonth, null);
    assert.equal(found.verdict, 'unknown');
    assert.equal(found.breakEvenThroughput, null);
    assert.equal(found.breakEvenRequestsPerDay, null);
    assert.ok(found.breakEven?.usd?.kind === 'crossing');
    close(found.breakEven.usd.busySecondsPerDay, (0.115 * 24) / 0.00012);
    assert.equal(found.breakEven.usd.below, 'after');
    assert.equal(found.unknown.length, 1);
  });

  it('with a duration alone has its break-even in requests', () => {
    const found = compared(realtime('ml.m5.large'), serverless(6144), { traffic: { secondsPerRequest: 0.2 } });
    assert.equal(found.usdPerMonth, null);
    close(found.breakEvenRequestsPerDay, (0.115 * 24) / 0.00012 / 0.2);
  });

  it('with traffic has a difference that turns its sign at the break-even', () => {
    const at = (requestsPerDay: number): number => {
      const traffic = { requestsPerDay, secondsPerRequest: 0.2 };
      return compared(realtime('ml.m5.large'), serverless(6144), { traffic }).usdPerMonth?.value ?? NaN;
    };
    const even = (0.115 * 24) / 0.00012 / 0.2;
    assert.ok(at(even * 0.99) < 0);
    assert.ok(at(even * 1.01) > 0);
    assert.ok(Math.abs(at(even)) < 1e-9);
  });

  it('is the other way round from serverless to real time', () => {
    const found = compared(serverless(6144), realtime('ml.m5.large'));
    assert.ok(found.breakEven?.usd?.kind === 'crossing');
    assert.equal(found.breakEven.usd.below, 'before');
    close(found.breakEven.usd.busySecondsPerDay, (0.115 * 24) / 0.00012);
  });

  it('to asynchronous that scales to zero saves what stands idle', () => {
    const async_: Capacity = {
      mode: 'async',
      instanceType: 'ml.g5.xlarge',
      instanceCount: 1,
      scaling: { minInstances: 0, maxInstances: 1 },
    };
    const none = compared(realtime('ml.g5.xlarge'), async_);
    assert.equal(none.usdPerMonth, null);
    assert.ok(none.breakEven?.usd?.kind === 'crossing');
    close(none.breakEven.usd.busySecondsPerDay, 86_400);
    assert.equal(input(none, 'concurrencyPerInstance'), 1);
    const stated = compared(realtime('ml.g5.xlarge'), async_, {
      traffic: { requestsPerDay: 360, secondsPerRequest: 10 },
    });
    close(stated.usdPerMonth?.value, (-1.408 * 730 * 23) / 24);
    assert.equal(stated.usdPerHour, null);
    assert.equal(stated.verdict, 'less');
  });
});

describe('jobs', () => {
  it('differ by the run and by the hour', () => {
    const job = (instanceType: string, hoursPerRun: number | null): Capacity => ({
      mode: 'batch',
      instanceType,
      instanceCount: 1,
      hoursPerRun,
    });
    const found = compared(job('ml.m5.2xlarge', 2), job('ml.m5.xlarge', 2));
    close(found.usdPerRun?.value, 2 * (0.23 - 0.461));
    close(found.usdPerHour, 0.23 - 0.461);
    assert.ok((found.kgCo2ePerRun?.value ?? 0) < 0);
    assert.equal(found.breakEven, null);
    const unsaid = compared(job('ml.m5.2xlarge', null), job('ml.m5.xlarge', null));
    assert.equal(unsaid.usdPerRun, null);
    close(unsaid.usdPerHour, 0.23 - 0.461);
    assert.deepEqual(unsaid.unknown, ['how long a run takes is not known']);
  });
});

describe('the laws of comparison', () => {
  const names = fc.constantFrom(
    'ml.m5.xlarge',
    'ml.m5.4xlarge',
    'ml.c7g.xlarge',
    'ml.g4dn.xlarge',
    'ml.g5.2xlarge',
    'ml.t2.medium',
    'ml.m8g.xlarge',
  );
  const standing = fc.record({
    mode: fc.constantFrom('realtime' as const, 'async' as const),
    instanceType: names,
    instanceCount: fc.integer({ min: 1, max: 20 }),
  });
  const serverlessCapacity = fc.record({
    mode: fc.constant('serverless' as const),
    memoryMb: fc.constantFrom(1024, 2048, 6144),
    provisionedConcurrency: fc.constantFrom(null, 2),
  });
  const capacity: fc.Arbitrary<Capacity> = fc.oneof(standing, serverlessCapacity);
  const assumptions: fc.Arbitrary<Assumptions> = fc
    .record({
      region: fc.constantFrom('us-east-1', 'eu-north-1', 'ap-south-1'),
      utilisation: fc.double({ min: 0, max: 1, noNaN: true }),
      traffic: fc.option(
        fc.record({
          requestsPerDay: fc.integer({ min: 1, max: 1e7 }),
          secondsPerRequest: fc.double({ min: 0.001, max: 60, noNaN: true }),
        }),
      ),
    })
    .map((each) => ({ ...DEFAULT_ASSUMPTIONS, ...each }));

  it('turned round, all differences turn their sign', () => {
    fc.assert(
      fc.property(capacity, capacity, assumptions, (a, b, given) => {
        const there = compare(a, b, given, catalogue);
        const back = compare(b, a, given, catalogue);
        for (const field of ['usdPerMonth', 'kgCo2ePerMonth', 'kwhPerMonth'] as const) {
          const [x, y] = [there[field], back[field]];
          assert.equal(x === null, y === null, field);
          if (x === null || y === null) continue;
          for (const bound of ['value', 'low', 'high'] as const) assert.equal(x[bound] + y[bound], 0, field);
        }
        assert.equal((there.usdPerHour ?? 0) + (back.usdPerHour ?? 0), 0);
      }),
    );
  });

  it('a capacity against itself is nothing, and a tie', () => {
    fc.assert(
      fc.property(standing, assumptions, (a, given) => {
        const found = compare(a, a, given, catalogue);
        if (found.usdPerMonth !== null) assert.equal(found.usdPerMonth.value, 0);
        assert.equal(found.kgCo2ePerMonth?.value, 0);
        assert.equal(found.verdict, 'tie');
      }),
    );
  });

  it('a detour adds up to the direct way', () => {
    fc.assert(
      fc.property(capacity, capacity, capacity, assumptions, (a, b, c, given) => {
        const parts = [compare(a, b, given, catalogue), compare(b, c, given, catalogue)].map(
          (each) => each.usdPerMonth?.value,
        );
        const direct = compare(a, c, given, catalogue).usdPerMonth?.value;
        const [first, second] = parts;
        if (first === undefined || second === undefined || direct === undefined) return;
        const size = Math.abs(first) + Math.abs(second) + 1;
        assert.ok(Math.abs(first + second - direct) <= size * 1e-9);
      }),
    );
  });

  it('what is missing is null with a sentence, and no figure is NaN or infinite', () => {
    fc.assert(
      fc.property(capacity, capacity, assumptions, (a, b, given) => {
        const found = compare(a, b, given, catalogue);
        if (found.usdPerMonth === null) assert.ok(found.unknown.length > 0);
        const figures = [found.usdPerHour, found.usdShare, found.kgCo2eShare, found.breakEvenRequestsPerDay];
        for (const quantity of [found.usdPerMonth, found.kgCo2ePerMonth, found.kwhPerMonth]) {
          if (quantity !== null) figures.push(quantity.value, quantity.low, quantity.high);
        }
        for (const figure of figures) assert.ok(figure === null || Number.isFinite(figure));
      }),
    );
  });
});
