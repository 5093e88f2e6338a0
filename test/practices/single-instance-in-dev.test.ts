import assert from 'node:assert/strict';
import { singleInstanceInDev } from '../../src/practices/singleInstanceInDev';
import {
  detect,
  endpointWith,
  parts,
  referenceTo,
  type Parts,
  type Surroundings,
  type WrittenGraph,
} from './graphBuilder';

const named = (changes: Parts & Omit<WrittenGraph, 'resources'> = {}): WrittenGraph =>
  endpointWith({
    endpoint: { EndpointName: 'ranking-dev' },
    ...changes,
    variant: { InitialInstanceCount: 2, ...changes.variant },
  });

const opsOf = (graph: WrittenGraph, around: Surroundings = {}): unknown =>
  detect(singleInstanceInDev, graph, around).map((each) => each.ops);

describe('single-instance-in-dev', () => {
  it('speaks whatever the language', () => {
    for (const dialect of ['terraform', 'cdk-typescript', 'sdk-javascript', 'cloudformation', 'boto3'] as const)
      assert.deepEqual(opsOf(named({ dialect })), [
        [{ op: 'set', resource: 'Config', path: ['ProductionVariants', 0, 'InitialInstanceCount'], value: 1 }],
      ]);
  });

  it('takes the word of a tag', () => {
    const graph = endpointWith({
      variant: { InitialInstanceCount: 2 },
      config: { Tags: [{ Key: 'env', Value: 'Sandbox' }] },
    });
    assert.equal(detect(singleInstanceInDev, graph)[0]?.subject, 'sandbox: 2 instances → 1');
  });

  it('renames a configuration that has a name, and is then still the preferred fix', () => {
    const graph = named({
      config: { EndpointConfigName: 'ranking-config' },
      endpoint: { EndpointName: 'ranking-dev', EndpointConfigName: 'ranking-config' },
    });
    const [proposal] = detect(singleInstanceInDev, graph);
    assert.deepEqual(proposal?.ops.at(-1), { op: 'rename', resource: 'Config', name: 'ranking-config-v2' });
    assert.equal(proposal.preferred, true);
  });

  it('counts asynchronous endpoints too', () => {
    const config = { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://acme-out/' } } };
    assert.equal(detect(singleInstanceInDev, named({ config })).length, 1);
  });

  describe('is silent', () => {
    const cases: readonly (readonly [string, WrittenGraph, Surroundings?])[] = [
      ['with one instance', named({ variant: { InitialInstanceCount: 1 } })],
      [
        'of a serverless variant',
        named({ variant: { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 5 } } }),
      ],
      ['of inference components on a fixed number of instances', named({ variant: { ModelName: null } })],
      ['with instance pools', named({ variant: { InstancePools: [] } })],
      ['where the stated traffic needs two', named(), { profile: { minInstances: 2 } }],
      ['where production is named in the tags', named({ config: { Tags: [{ Key: 'tier', Value: 'production' }] } })],
      [
        'in an environment whose number is written for all',
        endpointWith({ environment: 'dev', variant: { InitialInstanceCount: 2 } }),
      ],
      ['in production', named({ environment: 'prod' })],
      [
        'where scaling keeps one',
        named({
          variant: { InitialInstanceCount: 1 },
          resources: {
            Target: {
              type: 'ScalableTarget',
              properties: {
                ResourceId: parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/AllTraffic'),
                MinCapacity: 1,
                MaxCapacity: 4,
              },
            },
          },
        }),
      ],
    ];
    for (const [title, graph, around] of cases)
      it(title, () => {
        assert.deepEqual(opsOf(graph, around), []);
      });
  });
});
