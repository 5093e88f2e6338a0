import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import {
  DEFAULT_ASSUMPTIONS,
  formatUpkeep,
  imageStorageRate,
  objectStorageRate,
  upkeepDelta,
} from '../../src/estimate';

describe('upkeep', () => {
  const assumptions = { ...DEFAULT_ASSUMPTIONS, region: 'us-east-1' };

  it('is all that a capacity costs, with its sign turned', () => {
    const delta = upkeepDelta(
      { mode: 'realtime', instanceType: 'ml.m5.xlarge', instanceCount: 2 },
      assumptions,
      catalogue,
    );
    assert.equal(delta.usdPerHour, -0.46);
    assert.equal(delta.usdShare, -1);
    assert.equal(delta.verdict, 'less');
    assert.ok((delta.kgCo2ePerMonth?.value ?? 0) < 0);
    assert.match(formatUpkeep(delta) ?? '', /^−\$11 and −\d.* CO2e for each day it would stay up$/);
  });

  it('is not told where there is no price', () => {
    const delta = upkeepDelta(
      { mode: 'realtime', instanceType: 'ml.none.xlarge', instanceCount: 1 },
      assumptions,
      catalogue,
    );
    assert.equal(delta.usdPerHour, null);
    assert.equal(formatUpkeep(delta), null);
    assert.ok(delta.unknown.length > 0);
  });
});

describe('storage of objects', () => {
  it('has a price of its own in each Region, or none', () => {
    assert.deepEqual(objectStorageRate('sa-east-1', catalogue), {
      usdPerGbMonth: 0.0405,
      priceRegion: 'sa-east-1',
      ofThisRegion: true,
    });
    assert.equal(objectStorageRate('nowhere-1', catalogue), null);
  });
});

describe('storage of images', () => {
  it('has a price of its own in each Region, or none', () => {
    assert.equal(imageStorageRate('eu-north-1', catalogue)?.usdPerGbMonth, 0.1);
    assert.equal(imageStorageRate('nowhere-1', catalogue), null);
  });
});
