import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import type { Delta } from '../../src/model/delta';
import { deploymentsOf } from '../../src/model/deployment';
import type { Proposal } from '../../src/model/proposal';
import { acceleratorsInUse } from '../../src/practices/gpuUse';
import { rightSizeGpu } from '../../src/practices/rightSizeGpu';
import { detect, endpointWith, graphOf, open, unknown, type Parts, type Written } from './graphBuilder';

const REGISTRY = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const TGI = `${REGISTRY}/huggingface-pytorch-tgi-inference:2.4.0-tgi2.3.1-gpu-py311-cu124-ubuntu22.04`;
const LMI = `${REGISTRY}/djl-inference:0.36.0-lmi25.0.0-cu128`;
const VLLM = `${REGISTRY}/vllm:server-sagemaker-cuda-v1`;

type Environment = { readonly [name: string]: Written } | { readonly value: unknown };

const told = (type: string, Image: Written, Environment: Environment, rest: Parts = {}): Parts => ({
  ...rest,
  container: { Image, Environment: Environment as Written, ...rest.container },
  variant: { InstanceType: type, ...rest.variant },
});

const all = (changes: Parts, region: string | null = 'us-east-1'): readonly Proposal[] =>
  detect(rightSizeGpu, endpointWith({ ...changes, region }));

const types = (changes: Parts, region: string | null = 'us-east-1'): string[] =>
  all(changes, region)
    .map((each) => String(each.changes.instanceType))
    .sort();

const serves = (type: string, container: { readonly [name: string]: Written }): Parts => ({
  container: { Image: null, ...container },
  variant: { InstanceType: type },
});

const SKLEARN = { SdkClass: 'SKLearnModel', Framework: 'sklearn', FrameworkVersion: '1.2-1' };

describe('right-size-gpu', () => {
  describe('fewer GPUs than there are', () => {
    it('fit on the smallest type of the family whose host holds what they hold, and on larger ones', () => {
      assert.deepEqual(types(told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: '1' })), [
        'ml.g5.16xlarge',
        'ml.g5.2xlarge',
        'ml.g5.4xlarge',
        'ml.g5.8xlarge',
      ]);
      assert.deepEqual(types(told('ml.g5.48xlarge', TGI, { SM_NUM_GPUS: 4 })), ['ml.g5.12xlarge', 'ml.g5.24xlarge']);
      assert.deepEqual(types(told('ml.g6e.48xlarge', TGI, { SM_NUM_GPUS: 2 })), ['ml.g6e.12xlarge', 'ml.g6e.24xlarge']);
    });

    it('are certain for TGI, and the preferred fix', () => {
      const [first] = all(told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: '1' }));
      assert.deepEqual([first?.grade, first?.preferred], ['certain', true]);
      assert.equal(first?.subject.endsWith('(1 of 4 GPUs)'), true);
      assert.ok(first.notes.some((note) => note.includes('leaves the others idle')));
    });

    it('are idle, and at work where LMI copies the model', () => {
      const working = (changes: Parts): unknown =>
        acceleratorsInUse(deploymentsOf(graphOf(endpointWith(changes)))[0]?.model ?? null, catalogue);
      assert.equal(working(told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: '1' })), 1);
      assert.equal(working(told('ml.g5.12xlarge', LMI, { OPTION_TENSOR_PARALLEL_DEGREE: '1' })), null);
      assert.equal(working(serves('ml.g4dn.xlarge', SKLEARN)), 0);
    });

    it('are what SM_NUM_GPUS says where NUM_SHARD says something else', () => {
      assert.deepEqual(types(told('ml.g5.12xlarge', TGI, { NUM_SHARD: '4', SM_NUM_GPUS: '4' })), []);
      assert.ok(types(told('ml.g5.12xlarge', TGI, { NUM_SHARD: '4', SM_NUM_GPUS: '1' })).length > 0);
      assert.ok(types(told('ml.g5.12xlarge', TGI, { NUM_SHARD: '1' })).length > 0);
    });

    it('are a hint for LMI, which copies the model, and for vLLM', () => {
      for (const [image, name, says] of [
        [LMI, 'OPTION_TENSOR_PARALLEL_DEGREE', 'further copy'],
        [LMI, 'TENSOR_PARALLEL_DEGREE', 'further copy'],
        [VLLM, 'SM_VLLM_TENSOR_PARALLEL_SIZE', 'data parallelism'],
      ] as const) {
        const [first] = all(told('ml.g6.12xlarge', image, { [name]: '1' }));
        assert.deepEqual([first?.grade, first?.preferred], ['consider', false], name);
        assert.ok(first?.notes.some((note) => note.includes(says)) === true);
      }
    });

    it('are told by the look-up of the image and the classes of the Python SDK too', () => {
      const environment = { SM_NUM_GPUS: '1', OPTION_TENSOR_PARALLEL_DEGREE: '1' };
      for (const container of [
        { ImageRetrieve: { framework: 'huggingface-llm', version: '2.2.0' }, Environment: environment },
        { ImageRetrieve: { framework: 'djl-lmi', version: '0.30.0' }, Environment: environment },
        { SdkClass: 'DJLModel', Framework: 'djl-lmi', Environment: environment },
        { SdkClass: 'DJLModel', Framework: 'djl-lmi', TensorParallelDegree: 1 },
      ])
        assert.equal(types(serves('ml.g5.12xlarge', container)).length, 4);
    });

    it('may have an AMI, which serves the whole family', () => {
      const ami = { variant: { InferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2' } };
      assert.equal(types(told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: '1' }, ami)).length, 4);
      assert.deepEqual(
        types({ ...serves('ml.g4dn.xlarge', SKLEARN), variant: { InstanceType: 'ml.g4dn.xlarge', ...ami.variant } }),
        [],
      );
    });
  });

  describe('no GPU', () => {
    it('belongs on a CPU type with the vCPUs and the memory of the host', () => {
      assert.deepEqual(types(serves('ml.g4dn.xlarge', SKLEARN)), ['ml.m5.xlarge', 'ml.m7i.xlarge']);
      assert.deepEqual(types(serves('ml.p2.xlarge', SKLEARN)), ['ml.r5.2xlarge', 'ml.r7i.2xlarge']);
      const [first] = all(serves('ml.g4dn.xlarge', SKLEARN));
      assert.deepEqual([first?.grade, first?.preferred, first?.retired], ['certain', true, false]);
    });

    it('takes Graviton where the image has an arm64 build, with that image', () => {
      const named = all({
        container: { Image: `${REGISTRY}/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker` },
        variant: { InstanceType: 'ml.g5.xlarge' },
      });
      const graviton = named.find((each) => each.changes.instanceType === 'ml.m6g.xlarge');
      assert.equal(graviton?.ops.length, 2);
      assert.ok(graviton.notes.some((note) => note.includes('arm64')));
      assert.ok(types(serves('ml.g4dn.xlarge', { ...SKLEARN, FrameworkVersion: '1.0-1' })).includes('ml.m6g.xlarge'));
    });

    it('is certain of a framework, likely of a CPU build, and a hint of XGBoost that AWS serves on GPUs too', () => {
      const image = (name: string): Parts => ({
        container: { Image: `683313688378.dkr.ecr.us-east-1.amazonaws.com/${name}` },
        variant: { InstanceType: 'ml.g4dn.xlarge' },
      });
      const grade = (changes: Parts): string | undefined => all(changes)[0]?.grade;
      assert.equal(grade(image('sagemaker-scikit-learn:1.2-1-cpu-py3')), 'certain');
      assert.equal(grade(image('sagemaker-xgboost:1.0-1-cpu-py3')), 'certain');
      assert.equal(
        grade(serves('ml.g4dn.xlarge', { Framework: 'randomcutforest', SdkClass: 'RandomCutForest' })),
        'certain',
      );
      assert.equal(
        grade(serves('ml.g4dn.xlarge', { ImageRetrieve: { framework: 'lda', region: 'us-east-1' } })),
        'certain',
      );
      assert.equal(grade(serves('ml.g4dn.xlarge', { Framework: 'xgboost', FrameworkVersion: '1.7-1' })), 'consider');
      // The head of a message has room for 70 characters.
      const subjects = ['ml.g4dn.xlarge', 'ml.g4dn.12xlarge', 'ml.p3.16xlarge'].map(
        (type) => all(serves(type, { Framework: 'xgboost', FrameworkVersion: '1.7-1' }))[0]?.subject ?? '',
      );
      assert.match(subjects[0] ?? '', /\(if it predicts on the CPU\)$/);
      assert.match(subjects[1] ?? '', /\(if it predicts on the CPU\)$/);
      assert.match(subjects[2] ?? '', /is not sold any more → .*\(if CPU-only\)$/);
      assert.ok(subjects.every(({ length }) => length <= 70));
      const build = { container: { Image: `${REGISTRY}/tensorflow-inference:2.14.1-cpu` } };
      assert.equal(grade({ ...build, variant: { InstanceType: 'ml.g4dn.xlarge' } }), 'likely');
    });

    it('changes the type that the image is looked up for', () => {
      const retrieve = { framework: 'sklearn', version: '1.2-1', instance_type: 'ml.g4dn.xlarge' };
      const [first] = all(serves('ml.g4dn.xlarge', { ImageRetrieve: retrieve }));
      assert.deepEqual(first?.ops[1], {
        op: 'set',
        resource: 'Model',
        path: ['PrimaryContainer', 'ImageRetrieve', 'instance_type'],
        value: first?.changes.instanceType,
      });
    });

    it('is what every container of a pipeline has to have', () => {
      const pipeline = (...frameworks: readonly string[]): Parts => ({
        model: {
          PrimaryContainer: null,
          Containers: frameworks.map((Framework) => ({ Framework, FrameworkVersion: '1.2-1', SdkClass: 'Model' })),
        },
        variant: { InstanceType: 'ml.g4dn.xlarge' },
      });
      assert.ok(all(pipeline('sparkml-serving', 'sklearn')).length > 0);
      assert.deepEqual(all(pipeline('sparkml-serving', 'pytorch')), []);
      assert.equal(all(pipeline('sklearn', 'xgboost'))[0]?.grade, 'consider');
    });

    it('leads away from a type that is not sold any more', () => {
      const [first] = all(serves('ml.p3.2xlarge', SKLEARN));
      assert.equal(first?.retired, true);
      assert.equal(first.subject, 'ml.p3.2xlarge is not sold any more → ml.r7i.2xlarge (no GPU used)');
    });
  });

  it('proposes what the API accepts and the Region sells', () => {
    let seen = 0;
    for (const region of catalogue.regionCodes)
      for (const { name } of catalogue.offeredTypes(region).filter((each) => each.accelerator?.kind === 'nvidia'))
        for (const changes of [serves(name, SKLEARN), told(name, TGI, { SM_NUM_GPUS: '1' })])
          for (const type of types(changes, region)) {
            seen += 1;
            assert.ok(catalogue.offered(type, region), `${type} in ${region}`);
          }
    assert.ok(seen > 500);
  });

  it('is worth telling where it costs less', () => {
    const keep = (type: string, usdPerHour: number | null): boolean | undefined =>
      all(serves(type, SKLEARN))[0]?.keep({ usdPerHour } as Delta);
    assert.deepEqual([keep('ml.g4dn.xlarge', -0.5), keep('ml.g4dn.xlarge', 0)], [true, false]);
    assert.deepEqual([keep('ml.g4dn.xlarge', null), keep('ml.p3.2xlarge', null)], [false, true]);
  });

  describe('is silent', () => {
    const one = { SM_NUM_GPUS: '1' };
    const degree = { OPTION_TENSOR_PARALLEL_DEGREE: '1' };
    const silent: Readonly<Record<string, Parts>> = {
      'where all GPUs are used': told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: '4' }),
      'where more are asked for than there are': told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: '8' }),
      'on a single GPU': told('ml.g5.2xlarge', TGI, one),
      'where no smaller type has enough': told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: '2' }),
      'where the family has one size': told('ml.p4d.24xlarge', TGI, one),
      'where nothing is said': told('ml.g5.12xlarge', TGI, { HF_MODEL_ID: 'x' }),
      'where the number is not known': told('ml.g5.12xlarge', TGI, { SM_NUM_GPUS: unknown('gpus') }),
      'where it is no number': told('ml.g5.12xlarge', LMI, { OPTION_TENSOR_PARALLEL_DEGREE: 'max' }),
      'where the environment may hold more than is seen': told('ml.g5.12xlarge', TGI, open(one)),
      'where the GPUs are chosen': told('ml.g5.12xlarge', TGI, { ...one, CUDA_VISIBLE_DEVICES: '0,1' }),
      'where workers are set': told('ml.g5.12xlarge', LMI, { ...degree, SERVING_MIN_WORKERS: '4' }),
      'where models are copied by data parallelism': told('ml.g5.12xlarge', VLLM, {
        SM_VLLM_TENSOR_PARALLEL_SIZE: '1',
        SM_VLLM_DATA_PARALLEL_SIZE: '4',
      }),
      'where the setting is one of another server': told('ml.g5.12xlarge', LMI, one),
      "where the image is the user's own": told(
        'ml.g5.12xlarge',
        '123456789012.dkr.ecr.us-east-1.amazonaws.com/tgi:1',
        one,
      ),
      'where the image is not known': told('ml.g5.12xlarge', unknown('image'), one),
      'of a JumpStart model': serves('ml.g5.12xlarge', { SdkClass: 'JumpStartModel', ModelId: 'x', Environment: one }),
      'of several models in one container': told('ml.g5.12xlarge', LMI, degree, { container: { Mode: 'MultiModel' } }),
      'where inference components run': told('ml.g5.12xlarge', TGI, one, { variant: { ModelName: null } }),
      'where a reservation holds the capacity': told('ml.g5.12xlarge', TGI, one, {
        variant: { CapacityReservationConfig: { CapacityReservationPreference: 'capacity-reservations-only' } },
      }),
      'of a framework that has GPU images': serves('ml.g5.12xlarge', {
        Framework: 'pytorch',
        FrameworkVersion: '2.4.0',
      }),
      'of a built-in algorithm of which it is not said': serves('ml.g5.12xlarge', { Framework: 'linear-learner' }),
      'of a CPU framework on a CPU type': serves('ml.m5.xlarge', SKLEARN),
      'on Inferentia': told('ml.inf2.48xlarge', LMI, degree),
    };
    for (const [when, changes] of Object.entries(silent))
      it(when, () => {
        assert.deepEqual(types(changes), []);
      });

    it('where the Region or the type is not known', () => {
      assert.deepEqual(types(told('ml.g5.12xlarge', TGI, one), null), []);
      assert.deepEqual(types(told('ml.g99.12xlarge', TGI, one)), []);
    });
  });
});
