import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import { apply } from '../../src/model/apply';
import type { ResourceType } from '../../src/model/resource';
import { violationsOf } from '../../src/model/validity';
import { scaleToZero } from '../../src/practices/scaleToZero';
import {
  detect,
  endpointWith,
  graphOf,
  parts,
  referenceTo,
  type Parts,
  type Surroundings,
  type WrittenGraph,
} from './graphBuilder';

const queued = (changes: Parts & Omit<WrittenGraph, 'resources'> = {}): WrittenGraph =>
  endpointWith({
    ...changes,
    variant: { InstanceType: 'ml.g5.xlarge', ...changes.variant },
    config: { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://acme/out' } }, ...changes.config },
  });

const target = (least: number | null) => ({
  Target: {
    type: 'ScalableTarget' as const,
    properties: {
      ResourceId: parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/AllTraffic'),
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      MinCapacity: least,
      MaxCapacity: 4,
    },
  },
});

const hosting = (least: number, changes: Parts & Omit<WrittenGraph, 'resources'> = {}): WrittenGraph =>
  endpointWith({
    dialect: 'boto3',
    unitKind: 'script',
    ...changes,
    variant: {
      ModelName: null,
      ManagedInstanceScaling: { Status: 'ENABLED', MinInstanceCount: least, MaxInstanceCount: 3 },
      ...changes.variant,
    },
    resources: {
      Component: {
        type: 'InferenceComponent',
        dialect: changes.dialect ?? 'boto3',
        properties: {
          InferenceComponentName: 'llama',
          EndpointName: referenceTo('Endpoint', 'EndpointName'),
          RuntimeConfig: { CopyCount: 2 },
        },
      },
      ...changes.resources,
    },
  });

function addedTypes(graph: WrittenGraph): ResourceType[] {
  const ops = detect(scaleToZero, graph)[0]?.ops ?? [];
  return ops.flatMap((op) => (op.op === 'add' ? [op.resource.type] : []));
}

describe('scale-to-zero', () => {
  it('adds a target, two policies and an alarm whatever the language, and AWS accepts them', () => {
    for (const dialect of [
      'terraform',
      'cdk-python',
      'sdk-javascript',
      'cloudformation',
      'boto3',
      'python-sdk',
    ] as const) {
      const graph = queued({ dialect });
      assert.deepEqual(addedTypes(graph), ['ScalableTarget', 'ScalingPolicy', 'ScalingPolicy', 'Alarm']);
      const [proposal] = detect(scaleToZero, graph);
      const after = apply(graphOf(graph), proposal?.ops ?? []);
      assert.deepEqual(
        violationsOf(after, (type, use) => catalogue.accepts(type, use)),
        [],
      );
    }
  });

  it('never takes the first instance away, and promises nothing above today', () => {
    const [proposal] = detect(scaleToZero, queued({ variant: { InitialInstanceCount: 3 } }));
    assert.deepEqual(proposal?.changes, { minCapacity: 0, maxCapacity: 3 });
    assert.ok(proposal.ops.every((op) => op.op === 'add'));
    assert.equal(proposal.preferred, false);
  });

  it('says what happens at zero', () => {
    const waits = detect(scaleToZero, queued())[0]?.notes.join(' ') ?? '';
    assert.match(waits, /waits in the queue until an instance is up/);
    const fails = detect(scaleToZero, hosting(1))[0]?.notes.join(' ') ?? '';
    assert.match(fails, /Requests fail for minutes while the endpoint is at zero/);
  });

  it('gives each component a target at zero copies', () => {
    const ops = detect(scaleToZero, hosting(2))[0]?.ops ?? [];
    assert.deepEqual(ops[0], {
      op: 'set',
      resource: 'Config',
      path: ['ProductionVariants', 0, 'ManagedInstanceScaling', 'MinInstanceCount'],
      value: 0,
    });
    assert.deepEqual(addedTypes(hosting(2)), ['ScalableTarget', 'ScalingPolicy', 'ScalingPolicy', 'Alarm']);
  });

  it('lowers a target that a component has', () => {
    const graph = hosting(1, {
      resources: {
        Copies: {
          type: 'ScalableTarget',
          dialect: 'boto3',
          properties: {
            ResourceId: 'inference-component/llama',
            ScalableDimension: 'sagemaker:inference-component:DesiredCopyCount',
            MinCapacity: 1,
            MaxCapacity: 2,
          },
        },
      },
    });
    const ops = detect(scaleToZero, graph)[0]?.ops ?? [];
    assert.deepEqual(ops[1], { op: 'set', resource: 'Copies', path: ['MinCapacity'], value: 0 });
    assert.deepEqual(addedTypes(graph), ['ScalingPolicy', 'Alarm']);
  });

  it('shows a recipe where CloudFormation would have to name a component', () => {
    const [proposal] = detect(scaleToZero, hosting(1, { dialect: 'cloudformation', unitKind: 'template' }));
    assert.deepEqual(proposal?.ops, []);
    assert.match(proposal.recipe?.snippets.cloudformation ?? '', /NoCapacityInvocationFailures/);
  });

  describe('is silent', () => {
    const cases: readonly (readonly [string, WrittenGraph, Surroundings?])[] = [
      ['of a real-time endpoint', endpointWith({ variant: { InstanceType: 'ml.g5.xlarge' } })],
      ['at zero', queued({ resources: target(0) })],
      ["where the minimum isn't known", queued({ resources: target(null) })],
      ['on a burstable type', queued({ variant: { InstanceType: 'ml.t2.large' } })],
      ["where the type isn't known", queued({ variant: { InstanceType: null } })],
      ["where the count isn't known", queued({ variant: { InitialInstanceCount: null } })],
      ['with instance pools', queued({ variant: { InstancePools: [] } })],
      ['where it is scaled elsewhere', queued(), { workspace: { scalingOf: () => 'certain' } }],
      ['where it may be scaled elsewhere', queued(), { workspace: { scalingOf: () => 'possible' } }],
      ['of components on no instance at times', hosting(0)],
      ['of components whose callers wait', hosting(1), { profile: { latency: 'interactive' } }],
      [
        'where managed scaling is off',
        hosting(1, { variant: { ManagedInstanceScaling: { Status: 'DISABLED', MinInstanceCount: 1 } } }),
      ],
    ];
    for (const [title, graph, around] of cases)
      it(title, () => {
        assert.deepEqual(
          detect(scaleToZero, graph, around).map((each) => each.subject),
          [],
        );
      });
  });
});
