import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';

describe('instance types', () => {
  it('has a CPU type with its processor, power and embodied carbon', () => {
    assert.deepEqual(catalogue.instanceType('ml.m5.xlarge'), {
      name: 'ml.m5.xlarge',
      family: 'm5',
      size: 'xlarge',
      generation: 5,
      vcpu: 4,
      memoryGib: 16,
      architecture: 'x86_64',
      processor: 'Xeon Platinum 8175M',
      accelerator: null,
      watts: [8.82, 13.96, 28.24, 39.91],
      acceleratorWatts: [0, 0, 0, 0],
      wattsAt50Low: 12.71,
      wattsAt50High: 35.3,
      embodiedGramsPerHour: 1.277,
      embodiedGramsPerHourLow: 0.548,
      embodiedGramsPerHourHigh: 1.915,
      confidence: 'A',
    });
  });

  it('has a GPU type with the GPU apart from the host', () => {
    const type = catalogue.instanceType('ml.g4dn.12xlarge');
    assert.deepEqual(type?.accelerator, { name: 't4', count: 4, memoryGibTotal: 64, kind: 'nvidia' });
    assert.equal(type.acceleratorWatts[2], 210.64);
    assert.ok(type.watts[2] > type.acceleratorWatts[2]);
  });

  it('knows the memory of GPUs as EC2 describes it, and of those that EC2 describes no more as the SDK lists it', () => {
    const memory = (name: string): number | null | undefined =>
      catalogue.instanceType(name)?.accelerator?.memoryGibTotal;
    assert.equal(memory('ml.g5.xlarge'), 22888 / 1024);
    assert.equal(memory('ml.g5.48xlarge'), (8 * 22888) / 1024);
    assert.equal(memory('ml.g6e.12xlarge'), (4 * 45776) / 1024);
    assert.equal(memory('ml.p3.8xlarge'), 64);
    assert.equal(memory('ml.p2.xlarge'), 12);
  });

  it('says where the memory of an accelerator is not known', () => {
    assert.deepEqual(catalogue.instanceType('ml.inf2.xlarge')?.accelerator, {
      name: 'inferentia2',
      count: 1,
      memoryGibTotal: null,
      kind: 'inferentia',
    });
  });

  it('knows Graviton as arm64', () => {
    const type = catalogue.instanceType('ml.c7g.2xlarge');
    assert.equal(type?.architecture, 'arm64');
    assert.equal(type.processor, 'Graviton3');
    assert.equal(type.generation, 7);
    assert.equal(type.confidence, 'C');
  });

  it('does not know types that hosting lacks, whatever the price list says', () => {
    for (const name of [
      'ml.m7g.xlarge',
      'ml.r7g.large',
      'ml.t4g.medium',
      'ml.t3.medium',
      'ml.eia2.medium',
      'm5.xlarge',
      '',
    ]) {
      assert.equal(catalogue.instanceType(name), undefined, name);
      assert.equal(catalogue.accepts(name, 'hosting'), false, name);
      assert.equal(catalogue.offered(name, 'us-east-1'), false, name);
    }
  });

  it('tells hosting from Batch Transform', () => {
    assert.equal(catalogue.accepts('ml.m5.xlarge', 'transform'), true);
    assert.equal(catalogue.accepts('ml.c7g.xlarge', 'hosting'), true);
    assert.equal(catalogue.accepts('ml.c7g.xlarge', 'transform'), false);
  });

  it('gives Inferentia, Trainium and unconfirmed accelerators the lowest confidence', () => {
    for (const name of ['ml.inf1.xlarge', 'ml.inf2.xlarge', 'ml.trn1.2xlarge', 'ml.dl1.24xlarge']) {
      assert.equal(catalogue.instanceType(name)?.confidence, 'D', name);
    }
  });
});

describe('prices', () => {
  it('are on-demand list prices by Region', () => {
    assert.equal(catalogue.usdPerHour('ml.m5.xlarge', 'us-east-1'), 0.23);
    assert.equal(catalogue.usdPerHour('ml.c5.xlarge', 'af-south-1'), 0.274);
    assert.equal(catalogue.priceDate, '2026-09-22');
    assert.match(catalogue.priceBasis, /on-demand/);
  });

  it('keep an oddity of the list as published, and say so', () => {
    assert.equal(catalogue.usdPerHour('ml.r8g.large', 'us-east-1'), 0.28);
    assert.equal(catalogue.usdPerHour('ml.r8g.large', 'us-east-2'), 0.14);
    assert.match(catalogue.priceNote('ml.r8g.large', 'us-east-1') ?? '', /2\.4 times that of EC2/);
    assert.equal(catalogue.priceNote('ml.r8g.large', 'us-east-2'), null);
    assert.equal(catalogue.priceNote('ml.m5.large', 'us-east-1'), null);
    assert.equal(catalogue.priceNote('ml.nonesuch.large', 'us-east-1'), null);
  });

  it('are unknown, never zero, for a type that is accepted and not sold', () => {
    assert.equal(catalogue.accepts('ml.m8g.xlarge', 'hosting'), true);
    assert.equal(catalogue.usdPerHour('ml.m8g.xlarge', 'us-east-1'), undefined);
    assert.equal(catalogue.offered('ml.m8g.xlarge', 'us-east-1'), false);
    assert.equal(catalogue.usdPerHour('ml.c7g.xlarge', 'af-south-1'), undefined);
  });

  it('are unknown for anything that is not a Region', () => {
    for (const region of ['', 'nowhere', '__proto__', 'constructor', 'toString']) {
      assert.equal(catalogue.usdPerHour('ml.m5.xlarge', region), undefined, region);
      assert.deepEqual(catalogue.offeredTypes(region), [], region);
      assert.equal(catalogue.serverlessUsdPerSecond(1024, region), undefined, region);
      assert.equal(catalogue.provisionedConcurrencyUsdPerSecond(1024, region), undefined, region);
    }
  });

  it('agree with the offer: what is offered is accepted and priced', () => {
    fc.assert(
      fc.property(fc.constantFrom(...catalogue.regionCodes), (region) => {
        for (const type of catalogue.offeredTypes(region)) {
          assert.ok(catalogue.accepts(type.name, 'hosting'));
          assert.ok(catalogue.offered(type.name, region));
          assert.ok((catalogue.usdPerHour(type.name, region) ?? 0) > 0);
        }
      }),
    );
  });

  it('are those of the source, for every Region and type that is accepted', () => {
    const source = JSON.parse(readFileSync(new URL('../../data/hosting_prices.json', import.meta.url), 'utf8')) as {
      readonly usdPerHour: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };
    let compared = 0;
    for (const [region, prices] of Object.entries(source.usdPerHour)) {
      for (const [name, usd] of Object.entries(prices)) {
        if (!catalogue.accepts(name, 'hosting')) continue;
        assert.equal(catalogue.usdPerHour(name, region), usd, `${name} ${region}`);
        compared += 1;
      }
      const offered = Object.keys(prices).filter((name) => catalogue.accepts(name, 'hosting'));
      assert.equal(catalogue.offeredTypes(region).length, offered.length, region);
    }
    assert.equal(compared, 3913);
  });
});

describe('serverless', () => {
  it('costs by memory and second', () => {
    assert.equal(catalogue.serverlessUsdPerSecond(2048, 'us-east-1'), 0.00004);
    assert.equal(catalogue.serverlessUsdPerSecond(6144, 'af-south-1'), 6 * 0.0000265);
  });

  it('has no price for memory that is not accepted, or where it is not offered', () => {
    assert.equal(catalogue.serverlessUsdPerSecond(2000, 'us-east-1'), undefined);
    assert.equal(catalogue.serverlessUsdPerSecond(7168, 'us-east-1'), undefined);
    assert.equal(catalogue.serverlessUsdPerSecond(1024, 'eu-central-2'), undefined);
    assert.equal(catalogue.serverless.regions.includes('eu-central-2'), false);
  });

  it('is priced in exactly the Regions that offer it', () => {
    const priced = catalogue.regionCodes.filter(
      (region) => catalogue.serverlessUsdPerSecond(1024, region) !== undefined,
    );
    assert.deepEqual(priced, [...catalogue.serverless.regions].sort());
  });

  it('has one price of provisioned concurrency, of us-east-1', () => {
    assert.deepEqual(catalogue.provisionedConcurrencyUsdPerSecond(2048, 'us-east-1'), {
      standby: 0.00001,
      inference: 0.0000233,
    });
    assert.equal(catalogue.provisionedConcurrencyUsdPerSecond(2048, 'eu-west-1'), undefined);
  });
});

describe('Regions', () => {
  it('have a grid with bounds, a PUE with its origin, and the market-based claim apart', () => {
    const region = catalogue.region('us-east-1');
    assert.deepEqual(region?.grid, { value: 418, low: 379.1, high: 418 });
    assert.equal(region.pue, 1.15);
    assert.equal(region.pueOf, 'region');
    assert.equal(region.gridYear, 2025);
    assert.deepEqual(region.marketBased, { gCo2ePerKwh: 0, year: 2023 });
    assert.equal(catalogue.region('ap-east-1')?.marketBased, null);
    assert.equal(catalogue.region('ap-east-1')?.pueOf, 'global');
  });

  it('are unknown where no grid figure is, though prices are', () => {
    assert.equal(catalogue.region('us-east-1-atl-1'), undefined);
    assert.ok(catalogue.offeredTypes('us-east-1-atl-1').length > 0);
  });

  it('hold their value between the bounds', () => {
    for (const code of catalogue.regionCodes) {
      const region = catalogue.region(code);
      if (region === undefined) continue;
      assert.ok(region.grid.low <= region.grid.value && region.grid.value <= region.grid.high, code);
      assert.ok(region.pue >= 1 && region.pue < 2, code);
    }
  });
});

describe('every instance type', () => {
  it('uses more power the more it is used, and holds its values between the bounds', () => {
    const names = new Set(
      catalogue.regionCodes.flatMap((region) => catalogue.offeredTypes(region).map((type) => type.name)),
    );
    assert.equal(names.size, 248);
    for (const name of names) {
      const type = catalogue.instanceType(name);
      assert.ok(type !== undefined);
      const [idle, at10, at50, at100] = type.watts;
      assert.ok(0 < idle && idle < at10 && at10 < at50 && at50 < at100, name);
      assert.ok(type.wattsAt50Low <= at50 && at50 <= type.wattsAt50High, name);
      assert.ok(type.embodiedGramsPerHourLow <= type.embodiedGramsPerHour, name);
      assert.ok(type.embodiedGramsPerHour <= type.embodiedGramsPerHourHigh, name);
      type.watts.forEach((watts, index) => assert.ok(watts > (type.acceleratorWatts[index] ?? Infinity), name));
      assert.equal(type.accelerator === null, type.acceleratorWatts[2] === 0, name);
    }
  });
});
