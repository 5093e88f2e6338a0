import assert from 'node:assert/strict';
import { apply } from '../../src/model/apply';
import type { Delta } from '../../src/model/delta';
import { deploymentsOf } from '../../src/model/deployment';
import { violationsOf } from '../../src/model/validity';
import { catalogue } from '../../src/catalogue';
import { useServerless } from '../../src/practices/useServerless';
import {
  detect,
  endpointWith,
  graphOf,
  open,
  parts,
  referenceTo,
  unknown,
  type Parts,
  type Surroundings,
  type WrittenGraph,
  type WrittenResource,
} from './graphBuilder';

type Changes = Parts & Omit<WrittenGraph, 'resources'>;

const small = (changes: Changes = {}): WrittenGraph =>
  endpointWith({ ...changes, variant: { InstanceType: 'ml.m5.large', ...changes.variant } });

const one = (changes: Changes = {}, around: Surroundings = {}) => {
  const [proposal, ...others] = detect(useServerless, small(changes), around);
  assert.deepEqual(others, []);
  return proposal;
};

const target = (properties: WrittenResource['properties']): Record<string, WrittenResource> => ({
  Target: { type: 'ScalableTarget', properties },
});

const scaled = {
  ResourceId: parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/AllTraffic'),
  ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
  MinCapacity: 1,
  MaxCapacity: 4,
};

describe('use-serverless', () => {
  describe('the change', () => {
    it('takes away what belongs to instances and sets memory and concurrency', () => {
      const proposal = one({
        variant: {
          VolumeSizeInGB: 30,
          ModelDataDownloadTimeoutInSeconds: 600,
          ContainerStartupHealthCheckTimeoutInSeconds: 600,
          RoutingConfig: { RoutingStrategy: 'LEAST_OUTSTANDING_REQUESTS' },
          InferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2',
        },
      });
      const path = (name: string): (string | number)[] => ['ProductionVariants', 0, name];
      assert.deepEqual(
        proposal?.ops.filter((op) => op.op === 'unset').map((op) => op.path),
        [
          'InstanceType',
          'InitialInstanceCount',
          'VolumeSizeInGB',
          'ModelDataDownloadTimeoutInSeconds',
          'ContainerStartupHealthCheckTimeoutInSeconds',
          'RoutingConfig',
          'InferenceAmiVersion',
        ].map(path),
      );
      assert.deepEqual(proposal.ops.at(-1), {
        op: 'set',
        resource: 'Config',
        path: path('ServerlessConfig'),
        value: { properties: { MemorySizeInMB: 6144, MaxConcurrency: 5 } },
      });
      assert.equal(proposal.title, 'Use serverless with 6 GB');
      assert.equal(proposal.subject, 'ml.m5.large → serverless with 6 GB');
      assert.equal(proposal.preferred, false);
    });

    it('is one that AWS accepts, and gives a serverless deployment', () => {
      const written = small({
        variant: { VolumeSizeInGB: 30 },
        config: { DataCaptureConfig: { EnableCapture: false } },
      });
      const [proposal] = detect(useServerless, written);
      const after = apply(graphOf(written), proposal?.ops ?? []);
      assert.deepEqual(
        violationsOf(after, (type, use) => catalogue.accepts(type, use)),
        [],
      );
      assert.deepEqual(
        deploymentsOf(after).map((each) => each.mode),
        ['serverless'],
      );
    });

    it('takes the scaling target, its policies and their alarms away', () => {
      const written = small({
        resources: {
          ...target(scaled),
          Policy: { type: 'ScalingPolicy', properties: { PolicyName: 'p', ScalingTarget: referenceTo('Target') } },
          Alarm: { type: 'Alarm', properties: { AlarmActions: [referenceTo('Policy')] } },
          Unrelated: { type: 'Alarm', properties: { AlarmActions: [referenceTo('Topic')] } },
        },
      });
      const [proposal] = detect(useServerless, written);
      const after = apply(graphOf(written), proposal?.ops ?? []);
      assert.deepEqual([...after.resources.keys()], ['Model', 'Config', 'Endpoint', 'Unrelated']);
      assert.ok(proposal?.notes.some((note) => note.startsWith('Its scaling target')));
    });

    it('counts up the fixed name of a configuration', () => {
      const proposal = one({
        config: { EndpointConfigName: 'demo-config' },
        endpoint: { EndpointConfigName: 'demo-config' },
      });
      assert.deepEqual(proposal?.ops.at(-1), { op: 'rename', resource: 'Config', name: 'demo-config-v2' });
    });

    it("says that a standing endpoint has to become another one, and of whom the model isn't in sight", () => {
      const notes = one({ variant: { ModelName: 'made-elsewhere' } })?.notes.join('\n') ?? '';
      assert.match(notes, /deploy it as a new endpoint/);
      assert.match(notes, /Only if the model needs no VPC/);
      assert.doesNotMatch(one()?.notes.join('\n') ?? '', /Only if the model needs no VPC/);
    });
  });

  describe('how sure it is', () => {
    const grade = (changes: Changes): string | undefined => one(changes)?.grade;

    it("is likely where something says that it isn't production", () => {
      assert.equal(grade({ endpoint: { EndpointName: 'churn-dev' } }), 'likely');
      assert.equal(grade({ environment: 'staging' }), 'likely');
      assert.equal(grade({ unit: 'sandbox/endpoint.yaml' }), 'likely');
      assert.equal(grade({ endpoint: { Tags: [{ Key: 'stage', Value: 'demo' }] } }), 'likely');
      assert.equal(grade({ config: { Tags: [{ Key: 'stage', Value: 'Test' }] } }), 'likely');
      assert.equal(grade({ endpoint: { EndpointName: parts('churn-test-', unknown('Suffix')) } }), 'likely');
    });

    it('is to be considered everywhere else: parts of words count for nothing', () => {
      assert.equal(grade({}), 'consider');
      assert.equal(grade({ endpoint: { EndpointName: 'latest-attestation' } }), 'consider');
      assert.equal(grade({ endpoint: { EndpointName: parts('dev', unknown('Suffix')) } }), 'consider');
      assert.equal(grade({ unit: 'demo/endpoint.yaml', environment: 'prod' }), 'consider');
    });
  });

  describe('is silent', () => {
    const silent: Readonly<Record<string, Changes>> = {
      'on a GPU': { variant: { InstanceType: 'ml.g4dn.xlarge' } },
      'on more than 16 GiB': { variant: { InstanceType: 'ml.m5.2xlarge' } },
      'on Graviton, whose image is an arm64 one': { variant: { InstanceType: 'ml.m6g.large' } },
      'where the type is not known': { variant: { InstanceType: unknown('InstanceType') } },
      'with two instances': { variant: { InitialInstanceCount: 2 } },
      'where the count is not known': { variant: { InitialInstanceCount: unknown('Count') } },
      'where the API names no count': { variant: { InitialInstanceCount: null } },
      'with a VPC of the model': { model: { VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] } } },
      'where a VPC of the model is not known': { model: { VpcConfig: unknown('Vpc') } },
      'where the model may hold more than is seen': { resources: { Model: { type: 'Model', properties: open({}) } } },
      'with a VPC of the configuration': { config: { VpcConfig: { Subnets: ['subnet-1'] } } },
      'with network isolation': { model: { EnableNetworkIsolation: true } },
      'where network isolation is not known': { model: { EnableNetworkIsolation: unknown('Isolated') } },
      'with data capture': { config: { DataCaptureConfig: { InitialSamplingPercentage: 10 } } },
      'with a multi-model container': { container: { Mode: 'MultiModel' } },
      'with several containers': { model: { PrimaryContainer: null, Containers: [{ Image: 'a' }, { Image: 'b' }] } },
      'with a model package': { container: { ModelPackageName: 'arn:aws:sagemaker:pkg' } },
      'with a private registry': { container: { ImageConfig: { RepositoryAccessMode: 'Vpc' } } },
      'of an asynchronous endpoint': {
        config: { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://b/o' } } },
      },
      'with an explainer': { config: { ExplainerConfig: { ClarifyExplainerConfig: {} } } },
      'with a shadow variant': {
        config: { ShadowProductionVariants: [{ VariantName: 'b', InstanceType: 'ml.m5.large' }] },
      },
      'with a capacity reservation': { variant: { CapacityReservationConfig: {} } },
      'with instance pools': { variant: { InstancePools: [] } },
      'with managed instance scaling': { variant: { ManagedInstanceScaling: { Status: 'ENABLED' } } },
      'with an accelerator': { variant: { AcceleratorType: 'ml.eia2.medium' } },
      'with a shell into the instance': { variant: { EnableSSMAccess: true } },
      'with inference components': { variant: { ModelName: null } },
      'of a variant that is serverless': {
        variant: { InstanceType: null, ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
      },
      'where the Region has no serverless inference': { region: 'ap-southeast-3' },
      'where the Region is not known': { region: null },
      'where a scaling target keeps two': { resources: target({ ...scaled, MinCapacity: 2 }) },
      "where it isn't known how many a scaling target keeps": {
        resources: target({ ...scaled, MinCapacity: unknown('Min') }),
      },
      'where something would be left without what it refers to': {
        resources: {
          ...target(scaled),
          Policy: { type: 'ScalingPolicy', properties: { PolicyName: 'p', ScalingTarget: referenceTo('Target') } },
          Alarm: { type: 'Alarm', properties: { OKActions: [referenceTo('Policy')] } },
        },
      },
    };
    for (const [when, changes] of Object.entries(silent))
      it(when, () => {
        assert.equal(one(changes), undefined);
      });

    it('with several variants', () => {
      const variant = {
        VariantName: 'b',
        ModelName: referenceTo('Model'),
        InstanceType: 'ml.m5.large',
        InitialInstanceCount: 1,
      };
      const written = small({ config: { ProductionVariants: [variant, { ...variant, VariantName: 'c' }] } });
      assert.deepEqual(detect(useServerless, written), []);
    });

    it('where a scaling target in another file names the variant', () => {
      assert.equal(one({}, { workspace: { scalingOf: () => 'certain' } }), undefined);
      const notes = one({}, { workspace: { scalingOf: () => 'possible' } })?.notes.join('\n');
      assert.match(notes ?? '', /If a scaling target elsewhere names this variant/);
    });

    it('of an SDK class that serves many models', () => {
      const sdk = (sdkClass: string): Changes => ({
        dialect: 'python-sdk',
        container: { Image: null, SdkClass: sdkClass },
      });
      assert.equal(one(sdk('MultiDataModel')), undefined);
      assert.equal(one(sdk('PipelineModel')), undefined);
      assert.notEqual(one(sdk('SKLearnModel')), undefined);
    });
  });

  describe('where traffic is stated', () => {
    it("is silent about what serverless inference can't take", () => {
      assert.equal(one({}, { profile: { payloadKb: 5000 } }), undefined);
      assert.equal(one({}, { profile: { secondsPerRequest: 90 } }), undefined);
      assert.equal(one({}, { profile: { latency: 'minutes' } }), undefined);
      assert.equal(one({}, { profile: { requestsPerDay: 86_400_000, secondsPerRequest: 1 } }), undefined);
    });

    it('takes the concurrency that the peak needs', () => {
      const profile = { requestsPerDay: 86_400, secondsPerRequest: 2, peakToMean: 10 };
      assert.equal(one({}, { profile })?.changes.maxConcurrency, 20);
      assert.equal(one({}, { profile: { requestsPerDay: 100, secondsPerRequest: 1 } })?.changes.maxConcurrency, 5);
    });

    it('is told only where it saves', () => {
      const keep = (usdShare: number | null): boolean | undefined => one()?.keep({ usdShare } as Delta);
      assert.equal(keep(null), true);
      assert.equal(keep(-0.4), true);
      assert.equal(keep(-0.01), false);
      assert.equal(keep(0.7), false);
    });
  });
});
