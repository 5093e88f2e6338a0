import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import { apply } from '../../src/model/apply';
import { policiesOf, resourcesOf, scalableTargetsOf } from '../../src/model/graph';
import type { Observation } from '../../src/model/resource';
import { violationsOf } from '../../src/model/validity';
import { addAutoscaling } from '../../src/practices/addAutoscaling';
import {
  detect,
  endpointWith,
  graphOf,
  parts,
  referenceTo,
  unknown,
  type Parts,
  type Surroundings,
  type WrittenGraph,
} from './graphBuilder';

type Changes = Parts & Omit<WrittenGraph, 'resources'>;

const one = (changes: Changes = {}, around: Surroundings = {}) => {
  const [proposal, ...others] = detect(addAutoscaling, endpointWith(changes), around);
  assert.deepEqual(others, []);
  return proposal;
};

const fixed = (count: number): Changes => ({ variant: { InitialInstanceCount: count } });
const AT = { file: 'unit', cell: null, start: 0, end: 1 };

describe('add-autoscaling', () => {
  it('adds a target and a policy that AWS accepts and that belong to the variant', () => {
    const written = endpointWith(fixed(2));
    const [proposal] = detect(addAutoscaling, written);
    const after = apply(graphOf(written), proposal?.ops ?? []);
    const endpoint = after.resources.get('Endpoint');
    assert.ok(endpoint);
    const [target] = scalableTargetsOf(after, endpoint, 'AllTraffic');
    assert.ok(target);
    assert.equal(policiesOf(after, target).length, 1);
    assert.deepEqual(
      violationsOf(after, (type, use) => catalogue.accepts(type, use)),
      [],
    );
    assert.deepEqual(detect(addAutoscaling, written).length, 1);
  });

  it('leaves the target value to a load test: a marked placeholder, never the preferred fix', () => {
    const proposal = one(fixed(2));
    const policy = proposal?.ops[1];
    assert.ok(policy?.op === 'add');
    assert.match(
      JSON.stringify(policy.resource.properties['TargetTrackingScalingPolicyConfiguration']),
      /"TargetValue":\{"placeholder":70,"note":"replace by your load test/,
    );
    assert.equal(proposal?.preferred, false);
  });

  it('is likely from two instances on, and to be considered with one', () => {
    assert.equal(one(fixed(1))?.grade, 'consider');
    assert.equal(one(fixed(2))?.grade, 'likely');
    assert.equal(one(fixed(2))?.subject, '2 instances at all times → 2 to 4 with the traffic');
  });

  it("keeps today's count as the least and twice that as the most", () => {
    const range = (count: number, around: Surroundings = {}): unknown => one(fixed(count), around)?.changes;
    assert.deepEqual(range(1), { minCapacity: 1, maxCapacity: 2 });
    assert.deepEqual(range(3), { minCapacity: 3, maxCapacity: 6 });
    assert.deepEqual(range(3, { profile: { minInstances: 2 } }), { minCapacity: 2, maxCapacity: 6 });
    assert.deepEqual(range(3, { profile: { minInstances: 9 } }), { minCapacity: 3, maxCapacity: 6 });
  });

  it('promises a saving only where fewer instances may run', () => {
    assert.match(JSON.stringify(one(fixed(1))?.pricing), /headroom, no saving/);
    assert.match(JSON.stringify(one(fixed(2))?.pricing), /minInstances/);
    assert.deepEqual(one(fixed(2), { profile: { minInstances: 1 } })?.pricing, { kind: 'capacity' });
  });

  it('explains RetainAllVariantProperties', () => {
    assert.match(one(fixed(2))?.notes.join('\n') ?? '', /RetainAllVariantProperties: true/);
    assert.match(
      one({ ...fixed(2), dialect: 'boto3', unitKind: 'script' })?.notes.join('\n') ?? '',
      /RetainAllVariantProperties/,
    );
  });

  it('takes the names that the Python SDK gives where none is written', () => {
    const proposal = one({
      dialect: 'python-sdk',
      unitKind: 'script',
      variant: { VariantName: null, InitialInstanceCount: null },
    });
    const target = proposal?.ops[0];
    assert.ok(target?.op === 'add');
    assert.match(JSON.stringify(target.resource.properties['ResourceId']), /variant\/AllTraffic/);
    assert.equal(proposal?.grade, 'consider');
  });

  describe('is silent', () => {
    const target = (id: Parts['variant']): Changes => ({
      resources: { Target: { type: 'ScalableTarget', properties: { MinCapacity: 1, MaxCapacity: 2, ...id } } },
    });
    const observed = (observation: Observation): Changes => ({ observations: [observation] });
    const silent: Readonly<Record<string, Changes>> = {
      'where a target scales the variant': target({
        ResourceId: parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/AllTraffic'),
      }),
      'where a target names the endpoint and an unknown variant': target({
        ResourceId: parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/', unknown('Variant')),
      }),
      "where a target can't be read": target({ ResourceId: unknown('ResourceId') }),
      "where code on targets can't be followed": observed({
        kind: 'unfollowed',
        type: 'ScalableTarget',
        why: 'in a loop',
        at: AT,
      }),
      'on a burstable type': { variant: { InstanceType: 'ml.t2.medium' } },
      'where the type is not known': { variant: { InstanceType: unknown('InstanceType') } },
      'where the count is not known': { variant: { InitialInstanceCount: unknown('Count') } },
      "where the variant's name is not known": { variant: { VariantName: unknown('Variant') } },
      'of an asynchronous endpoint': { config: { AsyncInferenceConfig: { OutputConfig: {} } } },
      'of a serverless variant': { variant: { InstanceType: null, ServerlessConfig: { MemorySizeInMB: 1024 } } },
      'with inference components': { variant: { ModelName: null } },
      'with managed instance scaling': { variant: { ManagedInstanceScaling: { Status: 'ENABLED' } } },
      'with a capacity reservation': { variant: { CapacityReservationConfig: {} } },
      'in a notebook': { unitKind: 'notebook' },
      'in a script that deletes its endpoint': {
        unitKind: 'script',
        observations: [{ kind: 'deletion', of: 'Endpoint', resource: null, at: AT }],
      },
    };
    for (const [when, changes] of Object.entries(silent))
      it(when, () => {
        assert.equal(one(changes), undefined);
      });

    it('where no endpoint is in sight', () => {
      const { Config, Model } = endpointWith(fixed(2)).resources;
      assert.ok(Config && Model);
      assert.deepEqual(detect(addAutoscaling, { resources: { Config, Model } }), []);
    });

    it('where a target stands elsewhere in the workspace, or may stand there', () => {
      assert.equal(one(fixed(2), { workspace: { scalingOf: () => 'certain' } }), undefined);
      assert.equal(one(fixed(2), { workspace: { scalingOf: () => 'possible' } }), undefined);
    });

    it('about a variant of another name it still speaks', () => {
      const other = target({
        ResourceId: parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/Other'),
      });
      assert.notEqual(one(other), undefined);
      assert.equal(resourcesOf(graphOf(endpointWith(other)), 'ScalableTarget').length, 1);
    });

    it('of a shadow variant', () => {
      const shadow = {
        VariantName: 'b',
        ModelName: referenceTo('Model'),
        InstanceType: 'ml.c5.xlarge',
        InitialInstanceCount: 2,
      };
      assert.deepEqual(one({ config: { ShadowProductionVariants: [shadow] } })?.path[0], 'ProductionVariants');
    });
  });
});
