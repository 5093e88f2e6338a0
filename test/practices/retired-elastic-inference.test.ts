import assert from 'node:assert/strict';
import type { Proposal } from '../../src/model/proposal';
import { retiredElasticInference } from '../../src/practices/retiredElasticInference';
import { detect, endpointWith, open, parts, unknown, type Parts, type WrittenResource } from './graphBuilder';

const ACCELERATOR: Parts = { variant: { AcceleratorType: 'ml.eia2.medium' } };
const REGISTRY = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

const all = (changes: Parts, region: string | null = 'us-east-1'): readonly Proposal[] =>
  detect(retiredElasticInference, endpointWith({ ...changes, region }));

const image = (name: string): Parts => ({ container: { Image: `${REGISTRY}/${name}` } });

const alone = (resource: WrittenResource): readonly Proposal[] =>
  detect(retiredElasticInference, { resources: { Alone: resource } });

function only(found: readonly Proposal[]): Proposal {
  const [first, ...others] = found;
  assert.ok(first);
  assert.deepEqual(others, []);
  return first;
}

describe('retired-elastic-inference', () => {
  it('takes the accelerator off a variant: certain, retired, without a price', () => {
    const found = only(all(ACCELERATOR));
    assert.deepEqual(
      [found.grade, found.retired, found.preferred, found.pricing.kind],
      ['certain', true, true, 'none'],
    );
    assert.deepEqual(found.ops, [
      { op: 'unset', resource: 'Config', path: ['ProductionVariants', 0, 'AcceleratorType'] },
    ]);
    assert.deepEqual(found.changes, { acceleratorType: null });
  });

  it('names what may take its place, with the prices that are known', () => {
    const { notes } = only(all(ACCELERATOR));
    assert.ok(notes.some((note) => note.includes('`ml.g4dn.xlarge`, $0.736 an hour')));
    assert.ok(notes.some((note) => note.includes('`ml.inf2.xlarge`, $0.99 an hour')));
    assert.ok(notes.some((note) => note.includes('serverless inference ($0.29 for an hour of work with 4 GB)')));
    assert.ok(notes.some((note) => note.includes('one endpoint that they share')));
    assert.ok(only(all(ACCELERATOR, null)).notes.every((note) => !note.includes('$')));
  });

  it('changes an image that is built for it, where AWS lists the twin', () => {
    const { ops, preferred } = only(all({ ...ACCELERATOR, ...image('pytorch-inference-eia:1.3.1-cpu-py3') }));
    assert.deepEqual(ops[1], {
      op: 'set',
      resource: 'Model',
      path: ['PrimaryContainer', 'Image'],
      value: `${REGISTRY}/pytorch-inference:1.3.1-cpu-py3`,
    });
    assert.equal(preferred, true);
  });

  it('leaves an image without a known twin to its owner, and says so', () => {
    for (const name of [
      'pytorch-inference-eia:1.5.1-cpu-py3',
      'mxnet-inference-eia:1.5.1-cpu-py3',
      'sagemaker-tensorflow-serving-eia:1.12.0-cpu',
      'tensorflow-inference-eia:2.3-cpu',
      `tensorflow-inference-eia:2.3.0-cpu@sha256:${'0'.repeat(64)}`,
    ]) {
      const found = only(all({ ...ACCELERATOR, ...image(name) }));
      assert.equal(found.ops.length, 1, name);
      assert.equal(found.preferred, false);
      assert.ok(found.notes.at(-1)?.includes('name another version'));
    }
  });

  it('speaks of a model whose image asks for it, where no variant does', () => {
    const named = only(all(image('mxnet-inference-eia:1.7.0-cpu-py3')));
    assert.equal(named.subject, 'The Elastic Inference image is retired → mxnet-inference:1.7.0-cpu-py3');
    assert.deepEqual([named.resource, named.deployment, named.preferred], ['Model', null, true]);
    const regional = parts(
      '763104351884.dkr.ecr.',
      unknown('region'),
      '.amazonaws.com/tensorflow-inference-eia:2.3.0-cpu',
    );
    const open = only(all({ container: { Image: regional } }));
    assert.deepEqual([open.ops, open.preferred], [[], false]);
    const retrieved = only(
      all({
        container: {
          Image: null,
          ImageRetrieve: { framework: 'pytorch', version: '1.3.1', accelerator_type: 'ml.eia2.medium' },
        },
      }),
    );
    assert.deepEqual(retrieved.path, ['PrimaryContainer', 'ImageRetrieve', 'accelerator_type']);
    assert.equal(retrieved.ops.length, 1);
  });

  it('offers a small GPU where the image for it is found by the type', () => {
    const retrieve = { framework: 'pytorch', version: '1.3.1', accelerator_type: 'ml.eia2.medium' };
    const cases: readonly (readonly [Parts, number])[] = [
      [
        { container: { Image: null, SdkClass: 'TensorFlowModel', Framework: 'tensorflow', FrameworkVersion: '2.3.0' } },
        2,
      ],
      [{ container: { Image: null, ImageRetrieve: retrieve } }, 4],
    ];
    for (const [changes, ops] of cases) {
      const [removal, gpu] = all({ ...ACCELERATOR, ...changes });
      assert.equal(removal?.preferred, true);
      assert.equal(gpu?.subject, 'ml.c5.xlarge with Elastic Inference → ml.g4dn.xlarge');
      assert.deepEqual([gpu.grade, gpu.preferred, gpu.pricing.kind], ['consider', false, 'capacity']);
      assert.equal(gpu.ops.length, ops);
    }
    const unlisted = { Image: null, SdkClass: 'TensorFlowModel', Framework: 'tensorflow', FrameworkVersion: '9.9' };
    assert.equal(all({ ...ACCELERATOR, container: unlisted }).length, 1);
  });

  it('counts up the fixed names of what AWS replaces', () => {
    const found = only(
      all({
        ...image('pytorch-inference-eia:1.3.1-cpu-py3'),
        ...ACCELERATOR,
        model: { ModelName: 'vision' },
        config: { EndpointConfigName: 'vision' },
        endpoint: { EndpointConfigName: 'vision' },
      }),
    );
    const renamed = found.ops.flatMap((op) => (op.op === 'rename' ? [op.name] : []));
    assert.deepEqual(renamed, ['vision-v2', 'vision-v2']);
  });

  describe('outside of SageMaker', () => {
    const accelerators = [{ DeviceName: 'device1', DeviceType: 'eia1.medium' }];

    it('takes it out of a task and of the containers that ask for it', () => {
      const asks = { Type: 'InferenceAccelerator', Value: 'device1' };
      const { ops, preferred } = only(
        alone({
          type: 'TaskDefinition',
          properties: {
            InferenceAccelerators: accelerators,
            ContainerDefinitions: [
              { Name: 'a', ResourceRequirements: [asks] },
              { Name: 'b', ResourceRequirements: [asks, { Type: 'GPU', Value: '1' }, asks] },
              { Name: 'c' },
            ],
          },
        }),
      );
      assert.deepEqual(
        ops.map((op) => ('path' in op ? op.path.join('.') : '')),
        [
          'InferenceAccelerators',
          'ContainerDefinitions.0.ResourceRequirements',
          'ContainerDefinitions.1.ResourceRequirements.2',
          'ContainerDefinitions.1.ResourceRequirements.0',
        ],
      );
      assert.equal(preferred, true);
    });

    it('says what it cannot see of a task, and what becomes of an instance', () => {
      const task = only(
        alone({
          type: 'TaskDefinition',
          properties: { InferenceAccelerators: accelerators, ContainerDefinitions: unknown('Containers') },
        }),
      );
      assert.equal(task.preferred, false);
      const instance = only(
        alone({ type: 'Instance', properties: { ElasticInferenceAccelerators: [{ Type: 'eia2.medium' }] } }),
      );
      assert.ok(instance.notes[0]?.includes('replaced'));
      assert.equal(instance.preferred, false);
    });

    it('takes it out of a launch template', () => {
      const { path, preferred } = only(
        alone({
          type: 'LaunchTemplate',
          properties: { LaunchTemplateData: { ElasticInferenceAccelerators: [{ Type: 'eia2.medium' }] } },
        }),
      );
      assert.deepEqual(path, ['LaunchTemplateData', 'ElasticInferenceAccelerators']);
      assert.equal(preferred, true);
    });
  });

  describe('is silent', () => {
    const silent: Readonly<Record<string, Parts>> = {
      'where there is none': {},
      'where it is not known': { variant: { AcceleratorType: unknown('Accelerator') } },
      'where the variant may hold more than is seen': {
        config: { ProductionVariants: [open({ VariantName: 'a', InstanceType: 'ml.m5.large' })] },
      },
      "where the image is the user's own": {
        container: { Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/tensorflow-inference-eia:2.3.0-cpu' },
      },
      'where the image is one for Inferentia': image('pytorch-inference-neuron:1.9.1-neuron-py38'),
      'where the look-up is for no accelerator': {
        container: { Image: null, ImageRetrieve: { framework: 'pytorch', version: '1.3.1' } },
      },
    };
    for (const [when, changes] of Object.entries(silent))
      it(when, () => {
        assert.deepEqual(all(changes), []);
      });

    it('about tasks, instances and templates without any', () => {
      for (const type of ['TaskDefinition', 'Instance', 'LaunchTemplate'] as const)
        assert.deepEqual(alone({ type, properties: { LaunchTemplateData: { InstanceType: 'c5.large' } } }), []);
    });
  });
});
