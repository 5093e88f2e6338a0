import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import { isPinned } from '../../src/advisor/pinnedRegion';
import { cleanerRegion } from '../../src/practices/cleanerRegion';
import { jurisdiction, regionGroup } from '../../src/practices/regionGroups';
import { contextOf, endpointWith, graphOf, type Written } from './graphBuilder';

function subjects(
  region: string,
  allowed: readonly string[] | null = null,
  more: Record<string, Written> = {},
): string[] {
  const graph = graphOf(endpointWith({ region, variant: { InstanceType: 'ml.m5.xlarge', ...more } }));
  // The builder's Region is a literal of the unit.
  const written = { ...graph, region: { ...graph.region, how: 'literal' as const } } as typeof graph;
  const context = contextOf(written);
  return cleanerRegion
    .detect({ ...context, options: { ...context.options, allowedRegions: allowed } })
    .map((each) => each.subject);
}

describe('cleaner-region', () => {
  it('proposes at most three Regions, the cleanest first, all of the same group, where the type is sold', () => {
    for (const code of catalogue.regionCodes) {
      const found = subjects(code).map((subject) => subject.split(' → ')[1] ?? '');
      assert.ok(found.length <= 3, code);
      const grams = found.map((each) => {
        const region = catalogue.region(each);
        assert.ok(region);
        return region.grid.value * region.pue;
      });
      assert.deepEqual(
        grams,
        [...grams].sort((a, b) => a - b),
      );
      for (const each of found) {
        assert.equal(regionGroup(each), regionGroup(code));
        assert.ok(catalogue.offered('ml.m5.xlarge', each));
      }
    }
  });

  it('stays among the Regions that the team allows', () => {
    assert.deepEqual(subjects('eu-central-1', ['eu-central-1', 'eu-west-3']), ['eu-central-1 → eu-west-3']);
    assert.deepEqual(subjects('eu-central-1', []), []);
  });

  it('leaves reserved capacity where it is', () => {
    const reserved = {
      CapacityReservationConfig: {
        MlReservationArn: 'arn',
        CapacityReservationPreference: 'capacity-reservations-only',
      },
    };
    assert.notDeepEqual(subjects('ap-south-1'), []);
    assert.deepEqual(subjects('ap-south-1', null, reserved), []);
  });

  it('keeps GovCloud, China, sovereign and local zones apart', () => {
    for (const code of ['us-gov-west-1', 'cn-north-1', 'eusc-de-east-1', 'us-east-1-atl-1', 'us-iso-east-1'])
      assert.equal(regionGroup(code), null, code);
    assert.deepEqual(['us-east-1', 'mx-central-1'].map(regionGroup), ['North America', 'North America']);
    assert.deepEqual(['ap-south-1', 'ap-southeast-7', 'ap-southeast-6', 'ap-east-2'].map(regionGroup), [
      'South and Southeast Asia',
      'South and Southeast Asia',
      'Oceania',
      'East Asia',
    ]);
  });

  it('names the law', () => {
    assert.equal(jurisdiction('Sweden'), 'the EU (Sweden)');
    assert.equal(jurisdiction('United Kingdom'), 'United Kingdom');
    assert.equal(jurisdiction('Switzerland'), 'Switzerland');
  });

  it('takes a comment about residency for a decision', () => {
    const pinned = (text: string): boolean => {
      const start = text.indexOf('eu-central-1');
      return isPinned(() => text, { file: 'a.py', cell: null, start, end: start + 12 });
    };
    assert.ok(pinned('region = "eu-central-1"  # data residency'));
    assert.ok(pinned('// GDPR\nconst region = "eu-central-1";'));
    assert.ok(!pinned('# data residency\n\nregion = "eu-central-1"'));
    assert.ok(!pinned('president = "eu-central-1"'));
    assert.ok(!pinned('region = "eu-central-1"  # close to the president'));
  });
});
