import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue, type InstanceType } from '../../src/catalogue';
import { exact, type Quantity } from '../../src/estimate/quantity';
import { judge, type Side } from '../../src/estimate/verdict';

function side(name: string | null, kgCo2e: number | Quantity): Side {
  const type: InstanceType | null | undefined = name === null ? null : catalogue.instanceType(name);
  assert.ok(type !== undefined, name ?? '');
  return { type, kgCo2e: typeof kgCo2e === 'number' ? exact(kgCo2e) : kgCo2e };
}

describe('the verdict on carbon', () => {
  it('between different processors is a tie below 30 %', () => {
    assert.equal(judge(side('ml.m5.xlarge', 10), side('ml.m6g.xlarge', 7.01)).verdict, 'tie');
    assert.equal(judge(side('ml.m5.xlarge', 10), side('ml.m6g.xlarge', 7)).verdict, 'less');
    assert.equal(judge(side('ml.m6g.xlarge', 7.01), side('ml.m5.xlarge', 10)).verdict, 'tie');
    assert.equal(judge(side('ml.m6g.xlarge', 7), side('ml.m5.xlarge', 10)).verdict, 'more');
  });

  it('stands between sizes, counts and Regions of one processor, however small', () => {
    assert.equal(judge(side('ml.m5.xlarge', 10), side('ml.m5.large', 9.9)).verdict, 'less');
    assert.equal(judge(side('ml.c6i.large', 10), side('ml.m6i.large', 10.1)).verdict, 'more');
    assert.equal(judge(side('ml.m5.xlarge', 10), side('ml.m5.xlarge', 10)).verdict, 'tie');
  });

  it('holds r5 and r5d apart, whose processors differ', () => {
    assert.equal(judge(side('ml.r5.xlarge', 10), side('ml.r5d.xlarge', 9)).verdict, 'tie');
  });

  it('is never given for Inferentia and Trainium, not even against themselves', () => {
    assert.equal(judge(side('ml.g4dn.xlarge', 30), side('ml.inf2.xlarge', 1)).verdict, 'unranked');
    assert.equal(judge(side('ml.inf1.xlarge', 30), side('ml.g5.xlarge', 1)).verdict, 'unranked');
    assert.equal(judge(side('ml.inf2.xlarge', 2), side('ml.inf2.xlarge', 1)).verdict, 'unranked');
    assert.equal(judge(side('ml.m5.xlarge', 2), side('ml.trn1.2xlarge', 1)).verdict, 'unranked');
  });

  it('between two accelerators needs ranges apart', () => {
    const t4 = side('ml.g4dn.xlarge', { value: 30, low: 13, high: 40 });
    assert.equal(judge(t4, side('ml.g5.xlarge', { value: 80, low: 39, high: 110 })).verdict, 'unranked');
    assert.equal(judge(t4, side('ml.g5.xlarge', { value: 80, low: 41, high: 110 })).verdict, 'more');
    assert.equal(judge(t4, side('ml.g4dn.2xlarge', { value: 35, low: 15, high: 47 })).verdict, 'more');
  });

  it('counts serverless, whose processor is not published, as a different one', () => {
    assert.equal(judge(side('ml.m5.xlarge', 10), side(null, 8)).verdict, 'tie');
    assert.equal(judge(side('ml.m5.xlarge', 10), side(null, 1)).verdict, 'less');
    assert.equal(judge(side(null, 10), side(null, 9)).verdict, 'less');
  });

  it('turns round when the sides do', () => {
    const names = fc.constantFrom(
      'ml.m5.xlarge',
      'ml.m5.large',
      'ml.m6g.xlarge',
      'ml.g5.xlarge',
      'ml.g4dn.xlarge',
      'ml.inf2.xlarge',
      null,
    );
    const kg = fc.double({ min: 0.001, max: 1e6, noNaN: true });
    const turned = { less: 'more', more: 'less', tie: 'tie', unranked: 'unranked', unknown: 'unknown' } as const;
    fc.assert(
      fc.property(names, names, kg, kg, (a, b, x, y) => {
        const there = judge(side(a, x), side(b, y)).verdict;
        assert.equal(judge(side(b, y), side(a, x)).verdict, turned[there]);
      }),
    );
  });
});
