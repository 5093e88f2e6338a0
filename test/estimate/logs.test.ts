import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import { logStorageDelta, logStorageRate } from '../../src/estimate/logs';

describe('the rate of stored logs', () => {
  it('is the one observed price, and says where it is from', () => {
    assert.deepEqual(logStorageRate('us-east-1', catalogue), {
      usdPerGbMonth: 0.03,
      priceRegion: 'us-east-1',
      ofThisRegion: true,
    });
    assert.deepEqual(logStorageRate('eu-west-1', catalogue), {
      usdPerGbMonth: 0.03,
      priceRegion: 'us-east-1',
      ofThisRegion: false,
    });
  });

  it('is no difference: how much is stored is not known', () => {
    for (const region of ['us-east-1', 'eu-west-1', null]) {
      const delta = logStorageDelta(region, catalogue);
      assert.equal(delta.usdPerMonth, null);
      assert.equal(delta.kgCo2ePerMonth, null);
      assert.equal(delta.verdict, 'unknown');
      assert.equal(delta.unknown.length, 1);
      assert.equal(delta.inputs[0]?.value, 0.03);
      assert.equal(delta.inputs[0].source.includes('stands in'), region !== 'us-east-1');
    }
  });
});
