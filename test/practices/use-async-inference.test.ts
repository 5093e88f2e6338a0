import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import { apply } from '../../src/model/apply';
import { landingOf } from '../../src/model/landing';
import type { Observation } from '../../src/model/resource';
import { violationsOf } from '../../src/model/validity';
import { useAsyncInference } from '../../src/practices/useAsyncInference';
import {
  detect,
  endpointWith,
  graphOf,
  HERE,
  parts,
  referenceTo,
  type Parts,
  type Surroundings,
  type WrittenGraph,
} from './graphBuilder';

const onGpu = (changes: Parts & Omit<WrittenGraph, 'resources'> = {}): WrittenGraph =>
  endpointWith({ ...changes, variant: { InstanceType: 'ml.g5.xlarge', ...changes.variant } });

const streamed = (resource: string | null): Observation => ({
  kind: 'invocation',
  resource,
  inLoop: false,
  streaming: true,
  at: HERE,
});

const target = (least: number) => ({
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

describe('use-async-inference', () => {
  it('changes the mode and scales to zero whatever the language, and AWS accepts it', () => {
    for (const dialect of ['terraform', 'cdk-typescript', 'sdk-javascript', 'boto3', 'python-sdk'] as const) {
      const graph = onGpu({ dialect });
      const [proposal] = detect(useAsyncInference, graph);
      assert.deepEqual(
        proposal?.ops.map((op) => (op.op === 'add' ? op.resource.type : op.op)),
        ['set', 'ScalableTarget', 'ScalingPolicy', 'ScalingPolicy', 'Alarm'],
      );
      const after = apply(graphOf(graph), proposal.ops);
      assert.deepEqual(
        violationsOf(after, (type, use) => catalogue.accepts(type, use)),
        [],
      );
    }
  });

  it('lets a target that is there go to zero', () => {
    const ops = detect(useAsyncInference, onGpu({ resources: target(1) }))[0]?.ops ?? [];
    assert.deepEqual(ops[1], { op: 'set', resource: 'Target', path: ['MinCapacity'], value: 0 });
  });

  it('is still told where scaling stands elsewhere, which it leaves alone', () => {
    const [proposal] = detect(useAsyncInference, onGpu(), { workspace: { scalingOf: () => 'certain' } });
    assert.deepEqual(
      proposal?.ops.map((op) => op.op),
      ['set'],
    );
    assert.match(proposal.notes.join(' '), /saves only once it scales to zero/);
  });

  it('needs another endpoint where one runs already, and none where it is only made', () => {
    const landing = (graph: WrittenGraph): string =>
      landingOf(graphOf(graph), detect(useAsyncInference, graph)[0]?.ops ?? []);
    assert.equal(landing(onGpu()), 'newEndpoint');
    assert.equal(landing(onGpu({ dialect: 'boto3', unitKind: 'script' })), 'nextDeploy');
  });

  it('says what callers and the role have to do', () => {
    const notes = detect(useAsyncInference, onGpu())[0]?.notes.join(' ') ?? '';
    for (const each of [/InvokeEndpointAsync/, /may have to be replaced/, /role has to be allowed/, /can wait/])
      assert.match(notes, each);
  });

  it('is not silenced by a stream from another endpoint', () => {
    assert.equal(detect(useAsyncInference, onGpu({ observations: [streamed('Another')] })).length, 1);
  });

  describe('is silent', () => {
    const cases: readonly (readonly [string, WrittenGraph, Surroundings?])[] = [
      ['on a CPU type', endpointWith()],
      ["where the type isn't known", onGpu({ variant: { InstanceType: null } })],
      ['where its answers are streamed', onGpu({ observations: [streamed('Endpoint')] })],
      ['where answers of any endpoint are streamed', onGpu({ observations: [streamed(null)] })],
      ['where it is asynchronous', onGpu({ config: { AsyncInferenceConfig: {} } })],
      ['with a shadow variant', onGpu({ config: { ShadowProductionVariants: [] } })],
      ['with an explainer', onGpu({ config: { ExplainerConfig: {} } })],
      ['with captured data', onGpu({ config: { DataCaptureConfig: { InitialSamplingPercentage: 5 } } })],
      [
        'of a serverless variant',
        onGpu({ variant: { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } } }),
      ],
      ['of inference components', onGpu({ variant: { ModelName: null } })],
      ['with managed scaling', onGpu({ variant: { ManagedInstanceScaling: { Status: 'ENABLED' } } })],
      ['with a reservation', onGpu({ variant: { CapacityReservationConfig: {} } })],
      [
        'of a model package',
        onGpu({ container: { ModelPackageName: 'arn:aws:sagemaker:us-east-1:1:model-package/m' } }),
      ],
      ['of many models', onGpu({ container: { Mode: 'MultiModel' } })],
      ['of a chatbot', onGpu({ endpoint: { EndpointName: 'support-chatbot' } })],
      ['where callers wait', onGpu(), { profile: { latency: 'interactive' } }],
      ['where requests are too large', onGpu(), { profile: { latency: 'minutes', payloadKb: 2_000_000 } }],
      ['where requests take too long', onGpu(), { profile: { latency: 'minutes', secondsPerRequest: 7200 } }],
      [
        'in a script that deletes it',
        onGpu({
          unitKind: 'script',
          observations: [{ kind: 'deletion', of: 'Endpoint', resource: 'Endpoint', at: HERE }],
        }),
      ],
    ];
    for (const [title, graph, around] of cases)
      it(title, () => {
        assert.deepEqual(
          detect(useAsyncInference, graph, around).map((each) => each.subject),
          [],
        );
      });
  });
});
