import assert from 'node:assert/strict';
import {
  deploymentsOf,
  isInstanceTypeName,
  servesInferenceComponents,
  soleContainer,
  squiggleFor,
  type Deployment,
} from '../../src/model/deployment';
import type { Graph } from '../../src/model/graph';
import { componentsOf } from '../../src/model/components';
import { known } from '../../src/model/value';
import { graphOf, open, parts, referenceTo, unknown, type Written, type WrittenGraph } from '../practices/graphBuilder';

function endpoint(
  variant: Written,
  config: { readonly [key: string]: Written } = {},
  more: Partial<WrittenGraph> = {},
): Graph {
  return graphOf({
    ...more,
    resources: {
      Model: { type: 'Model', properties: { ModelName: 'm', PrimaryContainer: { Image: 'i' } } },
      Config: { type: 'EndpointConfig', properties: { ProductionVariants: [variant], ...config } },
      Endpoint: { type: 'Endpoint', properties: { EndpointName: 'fraud', EndpointConfigName: referenceTo('Config') } },
      ...more.resources,
    },
  });
}

function only(graph: Graph): Deployment {
  const [deployment, ...others] = deploymentsOf(graph);
  assert.ok(deployment);
  assert.equal(others.length, 0);
  return deployment;
}

const VARIANT = { VariantName: 'A', ModelName: 'm', InstanceType: 'ml.m5.large', InitialInstanceCount: 2 };

describe('Deployments', () => {
  describe('with instance pools', () => {
    const typeOf = (...pools: readonly Written[]): Deployment['instanceType'] =>
      only(endpoint({ VariantName: 'A', ModelName: 'm', InstancePools: pools, InitialInstanceCount: 1 })).instanceType;
    const pool = (type: Written, priority: Written): Written => ({ InstanceType: type, Priority: priority });

    it('may run on any of their types, the first to be tried first', () => {
      const type = typeOf(pool('ml.g5.24xlarge', 2), pool('ml.g6.24xlarge', 1), pool('ml.g4dn.12xlarge', 3));
      assert.ok(type.how === 'oneOf');
      assert.deepEqual(type.values, ['ml.g6.24xlarge', 'ml.g5.24xlarge', 'ml.g4dn.12xlarge']);
      assert.equal(type.condition, 'which of its InstancePools has capacity');
    });

    it('run on the type that is in all of them', () => {
      assert.equal(known(typeOf(pool('ml.g6.24xlarge', 1))), 'ml.g6.24xlarge');
      assert.equal(known(typeOf(pool('ml.g6.24xlarge', 1), pool('ml.g6.24xlarge', 2))), 'ml.g6.24xlarge');
    });

    it('run on what is not known where one of them is not, or there may be more', () => {
      assert.equal(typeOf(pool('ml.g6.24xlarge', 1), pool(unknown('TYPE'), 2)).how, 'unresolved');
      const variant = { VariantName: 'A', ModelName: 'm', InstancePools: unknown('POOLS') };
      assert.equal(only(endpoint(variant)).instanceType.how, 'unresolved');
      assert.equal(typeOf().how, 'absent');
    });

    it('run on their own type where they have one', () => {
      const variant = { ...VARIANT, InstancePools: [pool('ml.g6.24xlarge', 1)] };
      assert.equal(known(only(endpoint(variant)).instanceType), 'ml.m5.large');
    });
  });

  it('a variant of an endpoint', () => {
    const found = only(endpoint(VARIANT));
    assert.deepEqual(
      [
        found.kind,
        found.mode,
        found.lifetime,
        found.name,
        found.path,
        found.endpoint?.id,
        found.model?.id,
        found.shadow,
      ],
      ['endpoint-variant', 'realtime', 'standing', 'fraud', ['ProductionVariants', 0], 'Endpoint', 'Model', false],
    );
    assert.deepEqual(
      [known(found.instanceType), known(found.instanceCount), known(found.variantName), known(found.region)],
      ['ml.m5.large', 2, 'A', 'us-east-1'],
    );
    assert.deepEqual(soleContainer(found)?.path, ['PrimaryContainer']);
  });

  it('ids tell variants and environments apart, and nothing else', () => {
    const ids = (graph: Graph): string[] => deploymentsOf(graph).map((each) => each.id);
    const two = { ShadowProductionVariants: [VARIANT] };
    assert.deepEqual(ids(endpoint(VARIANT, two)), [
      'Config:ProductionVariants[0]',
      'Config:ShadowProductionVariants[0]',
    ]);
    assert.deepEqual(ids(endpoint(VARIANT, {}, { environment: 'prod' })), ['Config:ProductionVariants[0]:prod']);
  });

  for (const [name, variant, config, mode] of [
    ['serverless', { ServerlessConfig: { MemorySizeInMB: 2048 } }, {}, 'serverless'],
    ['serverless by a parameter', { ServerlessConfig: unknown('Config') }, {}, 'serverless'],
    ['what can not be told is not serverless', { ServerlessConfig: unknown() }, {}, 'realtime'],
    ['asynchronous', {}, { AsyncInferenceConfig: { OutputConfig: {} } }, 'async'],
    ['serverless before asynchronous', { ServerlessConfig: {} }, { AsyncInferenceConfig: {} }, 'serverless'],
  ] as const)
    it(`mode: ${name}`, () => {
      assert.equal(only(endpoint({ ...VARIANT, ...variant }, config)).mode, mode);
    });

  it('is named by its endpoint, else its configuration, else the declaration', () => {
    const config = (properties: { readonly [key: string]: Written }): Graph =>
      graphOf({
        resources: {
          Config: {
            type: 'EndpointConfig',
            logicalName: 'declared',
            properties: { ProductionVariants: [VARIANT], ...properties },
          },
        },
      });
    assert.equal(only(config({ EndpointConfigName: 'named' })).name, 'named');
    assert.equal(only(config({ EndpointConfigName: parts('a', unknown('Stage')) })).name, 'declared');
    assert.equal(only(config({})).endpoint, null);
  });

  it('transform jobs and inference components are deployments too', () => {
    const graph = graphOf({
      unitKind: 'script',
      resources: {
        Job: {
          type: 'TransformJob',
          dialect: 'boto3',
          properties: {
            TransformJobName: 'nightly',
            TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 3 },
          },
        },
        Component: { type: 'InferenceComponent', properties: { VariantName: 'A', RuntimeConfig: { CopyCount: 2 } } },
      },
    });
    const [job, component] = deploymentsOf(graph);
    assert.deepEqual(
      [job?.kind, job?.mode, job?.lifetime, job?.name, job && known(job.instanceCount)],
      ['transform-job', 'batch', 'job', 'nightly', 3],
    );
    assert.deepEqual(
      [component?.kind, component?.lifetime, component?.instanceType.how, component && known(component.instanceCount)],
      ['inference-component', 'unknown', 'absent', 2],
    );
  });

  it('local mode is none', () => {
    for (const type of ['local', 'local_gpu'])
      assert.deepEqual(deploymentsOf(endpoint({ ...VARIANT, InstanceType: type })), []);
  });

  it('variants that can not be listed are none', () => {
    for (const variants of [unknown('Variants'), [unknown()], null])
      assert.deepEqual(
        deploymentsOf(
          graphOf({ resources: { C: { type: 'EndpointConfig', properties: { ProductionVariants: variants } } } }),
        ),
        [],
      );
  });

  it('serves inference components where it names no model, or a component says so', () => {
    const serves = (graph: Graph): boolean => servesInferenceComponents(graph, deploymentsOf(graph)[0] as Deployment);
    const modelless = { VariantName: 'A', InstanceType: 'ml.m5.large', InitialInstanceCount: 2 };
    assert.equal(serves(endpoint(VARIANT)), false);
    assert.equal(serves(endpoint(modelless)), true);
    const component = {
      Component: { type: 'InferenceComponent' as const, properties: { EndpointName: referenceTo('Endpoint') } },
    };
    assert.equal(serves(endpoint(VARIANT, {}, { resources: component })), true);
  });

  it('the squiggle stands at the value, else at the header', () => {
    const found = only(endpoint(VARIANT));
    const header = { file: 'h', cell: null, start: 5, end: 6 };
    const elsewhere = { ...found, resource: { ...found.resource, header } };
    assert.notDeepEqual(squiggleFor(elsewhere, 'InstanceType'), header);
    assert.deepEqual(squiggleFor(elsewhere, 'ServerlessConfig'), header);
    const opened = only(endpoint(open(VARIANT)));
    assert.notDeepEqual(
      squiggleFor({ ...opened, resource: { ...opened.resource, header } }, 'ServerlessConfig'),
      header,
    );
  });

  it('instance types have a form', () => {
    for (const type of ['ml.m5.large', 'ml.p4d.24xlarge', 'ml.g6e.12xlarge', 'ml.p6e-gb200.36xlarge'])
      assert.ok(isInstanceTypeName(type), type);
    for (const text of ['m5.large', 'ml.m5', 'ml.m5.large ', 'ML.m5.large', 'ml.eia2'])
      assert.ok(!isInstanceTypeName(text), text);
  });
});

describe('Lifetimes', () => {
  const deletion = (resource: string | null, of: 'Endpoint' | 'Model' = 'Endpoint'): WrittenGraph['observations'] => [
    { kind: 'deletion', of, resource, at: { file: 'f', cell: null, start: 0, end: 1 } },
  ];

  for (const [name, more, lifetime] of [
    ["a template's stands", {}, 'standing'],
    ["a notebook's is a session", { unitKind: 'notebook' }, 'session'],
    ["a script's is not known", { unitKind: 'script' }, 'unknown'],
    ['a script that deletes it makes a session', { unitKind: 'script', observations: deletion('Endpoint') }, 'session'],
    ['a deletion that may be its own counts', { unitKind: 'script', observations: deletion(null) }, 'session'],
    ["another one's deletion does not", { unitKind: 'script', observations: deletion('Other') }, 'unknown'],
    ["a model's deletion does not", { unitKind: 'script', observations: deletion(null, 'Model') }, 'unknown'],
  ] as const)
    it(name, () => {
      assert.equal(only(endpoint(VARIANT, {}, more as Partial<WrittenGraph>)).lifetime, lifetime);
    });
});

describe('Components of a graph', () => {
  it('what hangs together stays together', () => {
    const graph = graphOf({
      resources: {
        Model: { type: 'Model', properties: { ModelName: 'm' } },
        Config: {
          type: 'EndpointConfig',
          properties: { EndpointConfigName: 'c', ProductionVariants: [{ ModelName: 'm' }] },
        },
        Endpoint: { type: 'Endpoint', properties: { EndpointName: 'fraud', EndpointConfigName: 'c' } },
        Alone: { type: 'LogGroup', properties: {} },
        Target: { type: 'ScalableTarget', properties: { ResourceId: 'endpoint/fraud/variant/A' } },
        Policy: { type: 'ScalingPolicy', properties: { ScalingTarget: referenceTo('Target') } },
        Job: { type: 'TransformJob', properties: { ModelName: 'other' } },
      },
    });
    assert.deepEqual(
      componentsOf(graph).map((each) => [...each.resources.keys()]),
      [['Model', 'Config', 'Endpoint', 'Target', 'Policy'], ['Alone'], ['Job']],
    );
  });
});
