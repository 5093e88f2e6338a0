import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import type { Delta } from '../../src/model/delta';
import type { Observation } from '../../src/model/resource';
import { newerGeneration } from '../../src/practices/newerGeneration';
import { endOf, successorsOf } from '../../src/practices/successors';
import { detect, endpointWith, referenceTo, unknown, type Parts } from './graphBuilder';

type Where = { readonly region?: string | null; readonly observations?: readonly Observation[] };

const ON_GPU = {
  Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/detector:7',
};

/** On a type; on a GPU with an image that says nothing of its CUDA. */
const on = (type: string, changes: Parts = {}): Parts => ({
  ...changes,
  variant: { InstanceType: type, ...changes.variant },
  ...(/^ml\.[gp]\d/.test(type) ? { container: { ...ON_GPU, ...changes.container } } : {}),
});

const types = (changes: Parts, where: Where = {}): string[] =>
  detect(newerGeneration, endpointWith({ ...changes, ...where })).map((each) => String(each.changes.instanceType));

const image = (repository: string): Parts => ({
  container: { Image: `763104351884.dkr.ecr.us-east-1.amazonaws.com/${repository}` },
});

const CUDA_12_1 = image('pytorch-inference:2.1.0-gpu-py310-cu121-ubuntu20.04-sagemaker');

describe('newer-generation', () => {
  describe('which types', () => {
    it('are those of the same make and line, not dearer beyond the tie band', () => {
      assert.deepEqual(types(on('ml.m4.xlarge')), ['ml.m7i.xlarge', 'ml.m5.xlarge']);
      assert.deepEqual(types(on('ml.c4.xlarge')), ['ml.c7i.xlarge', 'ml.c6i.xlarge', 'ml.c5.xlarge']);
      assert.deepEqual(types(on('ml.m4.xlarge'), { region: 'eu-central-1' }), ['ml.m5.xlarge']);
    });

    it('are of the same size class: a larger one only where it is not dearer', () => {
      assert.deepEqual(types(on('ml.c4.8xlarge')), ['ml.c5.9xlarge']);
      assert.deepEqual(types(on('ml.m4.10xlarge')), []);
    });

    it('have as many GPUs with at least the memory', () => {
      assert.deepEqual(types(on('ml.g5.12xlarge', CUDA_12_1)), ['ml.g6.12xlarge']);
      assert.deepEqual(types(on('ml.g4dn.16xlarge', CUDA_12_1)), ['ml.g6.16xlarge', 'ml.g5.16xlarge']);
      assert.deepEqual(types(on('ml.g4dn.xlarge', CUDA_12_1)), []);
    });

    it('stand for what is not sold any more, whatever they cost', () => {
      assert.deepEqual(types(on('ml.p3.2xlarge')), ['ml.g6.2xlarge', 'ml.g5.2xlarge', 'ml.g4dn.2xlarge']);
      assert.deepEqual(types(on('ml.p3.8xlarge')), ['ml.g6.12xlarge', 'ml.g5.12xlarge', 'ml.g4dn.12xlarge']);
      assert.deepEqual(types(on('ml.p2.16xlarge')), ['ml.g6e.48xlarge']);
    });

    it('take the frozen inf1 to inf2 where the model may be one of PyTorch', () => {
      assert.deepEqual(types(on('ml.inf1.xlarge')), ['ml.inf2.xlarge']);
      assert.deepEqual(types(on('ml.inf1.6xlarge', image('pytorch-inference-neuron:1.9.1'))), ['ml.inf2.24xlarge']);
      assert.deepEqual(types(on('ml.inf1.xlarge', image('tensorflow-inference-neuron:2.5.2'))), []);
      const sdk: Parts = {
        dialect: 'python-sdk',
        container: { Image: null, SdkClass: 'MXNetModel', Framework: 'mxnet', FrameworkVersion: '1.8' },
      };
      assert.deepEqual(types(on('ml.inf1.xlarge', sdk)), []);
    });

    it('are ones whose GPU the CUDA of the image covers', () => {
      const cuda = (version: string): Parts => image(`pytorch-inference:1.5.0-gpu-py36-${version}-ubuntu16.04`);
      assert.deepEqual(types(on('ml.p3.2xlarge', cuda('cu101'))), ['ml.g4dn.2xlarge']);
      assert.deepEqual(types(on('ml.g5.2xlarge', cuda('cu101'))), []);
      assert.deepEqual(types(on('ml.p2.xlarge', cuda('cu92'))), ['ml.g4dn.xlarge']);
      assert.deepEqual(types(on('ml.p2.xlarge', cuda('cu80'))), []);
      assert.deepEqual(types(on('ml.p3.2xlarge', cuda('cu110'))), [
        'ml.g6.2xlarge',
        'ml.g5.2xlarge',
        'ml.g4dn.2xlarge',
      ]);
    });

    it('are ones whose GPU the framework of that version knows, where nothing says the CUDA', () => {
      const sdk = (Framework: string, FrameworkVersion: string): Parts => ({
        dialect: 'python-sdk',
        container: { Image: null, SdkClass: 'Model', Framework, FrameworkVersion },
      });
      const newer = ['ml.g6.2xlarge', 'ml.g5.2xlarge', 'ml.g4dn.2xlarge'];
      const older = ['ml.g4dn.2xlarge'];
      for (const [framework, version, expected] of [
        ['tensorflow', '1.12.0', older],
        ['tensorflow', '2.3.2', older],
        ['tensorflow', '2.4', newer],
        ['tensorflow', '1.4.1', []],
        ['pytorch', '1.6.0', older],
        ['pytorch', '1.10', newer],
        ['mxnet', '1.7.0', older],
        ['huggingface', '4.6', newer],
      ] as const)
        assert.deepEqual(types(on('ml.p3.2xlarge', sdk(framework, version))), expected, `${framework} ${version}`);
      const retrieve = { container: { Image: null, ImageRetrieve: { framework: 'pytorch', version: '1.5.0' } } };
      assert.deepEqual(types(on('ml.p3.2xlarge', retrieve)), older);
      assert.deepEqual(types(on('ml.p3.2xlarge', image('tensorflow-inference:1.15.0-gpu'))), older);
    });

    it('are never of a GPU that needs CUDA 12.8 where the CUDA is not known', () => {
      const present = catalogue.instanceType('ml.p2.16xlarge');
      assert.ok(present);
      const wanted = { region: 'us-east-1', use: 'hosting', catalogue } as const;
      const families = (cuda: number | undefined): string[] =>
        successorsOf(present, { ...wanted, cuda }).map((each) => each.family);
      assert.deepEqual(families(undefined), ['g6e']);
      assert.deepEqual(families(12.8), ['g7', 'g7e', 'g6e']);
    });

    it('are only those that SageMaker names for multi-model endpoints on GPUs', () => {
      assert.deepEqual(types(on('ml.g5.2xlarge', { container: { Mode: 'MultiModel' } })), []);
      assert.deepEqual(types(on('ml.p3.2xlarge', { container: { Mode: 'MultiModel' } })), [
        'ml.g5.2xlarge',
        'ml.g4dn.2xlarge',
      ]);
    });

    it('are none where the image uses no GPU', () => {
      const build = image('pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker');
      assert.deepEqual(types(on('ml.p3.2xlarge', build)), []);
      assert.deepEqual(types(on('ml.g5.2xlarge', build)), []);
    });

    it('are ones that the Python SDK finds an arm64 image for, where it looks for it', () => {
      const sdk: Parts = {
        dialect: 'python-sdk',
        container: { Image: null, SdkClass: 'PyTorchModel', Framework: 'pytorch', FrameworkVersion: '2.4.0' },
      };
      assert.deepEqual(types(on('ml.c6g.xlarge', sdk)), ['ml.c7g.xlarge']);
      assert.deepEqual(types(on('ml.c6g.xlarge', image('pytorch-inference-graviton:2.4.0-cpu-py311'))), [
        'ml.c8g.xlarge',
        'ml.c7g.xlarge',
      ]);
    });

    it('exist for the use, are sold in the Region, and are no smaller', () => {
      let seen = 0;
      for (const region of catalogue.regionCodes)
        for (const use of ['hosting', 'transform'] as const)
          for (const present of catalogue.offeredTypes(region))
            for (const type of successorsOf(present, { region, use, cuda: undefined, catalogue })) {
              seen += 1;
              assert.ok(catalogue.accepts(type.name, use) && catalogue.offered(type.name, region));
              assert.equal(type.architecture, present.architecture);
              assert.equal(type.accelerator?.kind, present.accelerator?.kind);
              assert.ok(type.generation > present.generation && type.memoryGib >= present.memoryGib);
              assert.ok(type.vcpu >= present.vcpu || endOf(present) === 'frozen');
            }
      assert.ok(seen > 1000);
    });

    it('cover every ended type of the API in a Region that sells GPUs', () => {
      for (const name of ['ml.p2.xlarge', 'ml.p2.8xlarge', 'ml.p2.16xlarge', 'ml.p3.2xlarge', 'ml.p3.8xlarge'])
        assert.ok(types(on(name)).length > 0, name);
      assert.ok(types(on('ml.p3.16xlarge')).length > 0);
    });
  });

  describe('what is said', () => {
    const first = (changes: Parts): ReturnType<typeof detect>[number] => {
      const [found] = detect(newerGeneration, endpointWith(changes));
      assert.ok(found);
      return found;
    };

    it('is likely, and the preferred fix, only where a CPU type is not dearer', () => {
      const all = detect(newerGeneration, endpointWith(on('ml.m4.xlarge')));
      assert.deepEqual(
        all.map((each) => [each.changes.instanceType, each.grade, each.preferred]),
        [
          ['ml.m7i.xlarge', 'consider', false],
          ['ml.m5.xlarge', 'likely', true],
        ],
      );
    });

    it('of another GPU is to be considered, and names what decides', () => {
      const { grade, preferred, notes } = first(on('ml.g5.2xlarge', CUDA_12_1));
      assert.deepEqual([grade, preferred], ['consider', false]);
      assert.ok(notes.some((note) => note.includes('1 × L4 of 22 GiB')));
      assert.ok(notes.some((note) => note.includes('300 against 600 GB/s')));
      assert.ok(!notes.some((note) => note.includes("doesn't say its CUDA")));
      assert.ok(first(on('ml.g5.2xlarge')).notes.some((note) => note.includes("doesn't say its CUDA")));
    });

    it('of what is not sold any more is retired, of what is frozen is not', () => {
      const ended = first(on('ml.p3.2xlarge'));
      assert.equal(ended.subject, 'ml.p3.2xlarge is not sold any more → ml.g6.2xlarge');
      assert.equal(ended.retired, true);
      assert.ok(ended.notes[0]?.includes('in no Region'));
      const frozen = first(on('ml.inf1.xlarge'));
      assert.deepEqual([frozen.retired, frozen.effort, frozen.preferred], [false, 'model', false]);
      assert.ok(frozen.notes.some((note) => note.includes('compiled again')));
    });

    it('counts up a fixed name, or says what stands in the way', () => {
      const fixed = first(
        on('ml.c4.xlarge', {
          config: { EndpointConfigName: 'ranking' },
          endpoint: { EndpointConfigName: 'ranking' },
        }),
      );
      assert.ok(fixed.ops.some((op) => op.op === 'rename' && op.name === 'ranking-v2'));
      const open = first(on('ml.c4.xlarge', { config: { EndpointConfigName: unknown('Name') } }));
      assert.equal(open.preferred, false);
    });
  });

  describe('is silent', () => {
    const PACKAGE: Parts = { container: { Image: null, ModelPackageName: 'arn:aws:sagemaker:pkg' } };
    const silent: Readonly<Record<string, Parts & Where>> = {
      'on t2, of which hosting has no successor': on('ml.t2.large'),
      'on a type with a local disk': on('ml.m5d.xlarge'),
      'on the newest of its line': on('ml.m7i.xlarge'),
      'on a type without a price, which is no end': on('ml.m6i.xlarge'),
      'on a type that nobody knows': on('ml.m99.xlarge'),
      'where the type is not known': { variant: { InstanceType: unknown('Kind') } },
      'where the Region is not known': { ...on('ml.c4.xlarge'), region: null },
      'of a serverless variant': {
        variant: { InstanceType: null, ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
      },
      'where inference components run': on('ml.g5.2xlarge', { variant: { ModelName: null } }),
      'where a reservation holds the capacity': on('ml.c4.xlarge', {
        variant: { CapacityReservationConfig: { CapacityReservationPreference: 'capacity-reservations-only' } },
      }),
      'where an accelerator is attached': on('ml.c4.xlarge', { variant: { AcceleratorType: 'ml.eia2.medium' } }),
      'where an AMI is named': on('ml.g5.2xlarge', {
        variant: { InferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2' },
      }),
      'where a package says which types it supports': on('ml.c4.xlarge', PACKAGE),
      'where a JumpStart model does': on('ml.g5.2xlarge', {
        dialect: 'python-sdk',
        container: { Image: null, SdkClass: 'JumpStartModel', ModelId: 'x' },
      }),
      'where the image is one of Neo': on('ml.c4.xlarge', image('sagemaker-neo-pytorch:1.8-cpu-py3')),
      'where a step has replaced the image': on('ml.c4.xlarge', {
        dialect: 'python-sdk',
        container: { Image: null, SdkClass: 'PyTorchModel' },
      }),
      'where something is compiled': {
        ...on('ml.c4.xlarge'),
        observations: [
          {
            kind: 'optimisation',
            how: 'compilation',
            name: 'compile',
            at: { file: 'unit', cell: null, start: 0, end: 1 },
          },
        ],
      },
    };
    for (const [when, { region, observations, ...changes }] of Object.entries(silent))
      it(when, () => {
        assert.deepEqual(
          types(changes, {
            ...(region === undefined ? {} : { region }),
            ...(observations === undefined ? {} : { observations }),
          }),
          [],
        );
      });

    it('of a shadow variant', () => {
      const shadow = {
        VariantName: 'b',
        ModelName: referenceTo('Model'),
        InstanceType: 'ml.c4.xlarge',
        InitialInstanceCount: 1,
      };
      assert.deepEqual(types(on('ml.m7i.xlarge', { config: { ShadowProductionVariants: [shadow] } })), []);
    });

    it('but not of what has ended: there it says what is to be done', () => {
      const [first] = detect(newerGeneration, endpointWith(on('ml.p3.2xlarge', PACKAGE)));
      assert.ok(first?.notes.some((note) => note.includes('which types it supports')));
    });
  });

  describe('a key for the volume', () => {
    const changed = (type: string): unknown =>
      detect(newerGeneration, endpointWith(on(type, { config: { KmsKeyId: 'alias/models' } }))).map(
        ({ title, ops }) => [title, ops.filter((each) => each.op === 'unset').map((each) => each.path)],
      )[0];

    it('goes where the new type has local disks, which AWS refuses beside one', () => {
      const unset = [['KmsKeyId']];
      assert.deepEqual(changed('ml.p3.2xlarge'), ['Change to ml.g6.2xlarge, without the key of its volume', unset]);
    });

    it('stays on CPU types', () => {
      assert.deepEqual(changed('ml.c4.xlarge'), ['Change to ml.c7i.xlarge', []]);
    });
  });

  describe('what is worth telling', () => {
    const delta = (change: Partial<Delta>): Delta => ({
      usdPerHour: -0.01,
      usdPerMonth: { value: -7, low: -7, high: -7 },
      usdPerRun: null,
      kgCo2ePerMonth: null,
      verdict: 'tie',
      usdShare: -0.04,
      kgCo2eShare: null,
      breakEvenThroughput: null,
      breakEvenRequestsPerDay: null,
      inputs: [],
      unknown: [],
      ...change,
    });
    const keep = (type: string, change: Partial<Delta>): boolean | undefined =>
      detect(newerGeneration, endpointWith(on(type)))[0]?.keep(delta(change));

    it('is what is cheaper and not surely worse in carbon', () => {
      assert.equal(keep('ml.c4.xlarge', {}), true);
      assert.equal(keep('ml.c4.xlarge', { verdict: 'unranked' }), true);
      assert.equal(keep('ml.c4.xlarge', { verdict: 'more' }), false);
    });

    it('is what surely emits less and is not dearer beyond the tie band', () => {
      assert.equal(keep('ml.c4.xlarge', { usdShare: 0.05, verdict: 'less' }), true);
      assert.equal(keep('ml.c4.xlarge', { usdShare: 0, verdict: 'less' }), true);
      assert.equal(keep('ml.c4.xlarge', { usdShare: 0.31, verdict: 'less' }), false);
      assert.equal(keep('ml.c4.xlarge', { usdShare: 0, verdict: 'tie' }), false);
    });

    it('is nothing without a price, and everything of what has ended', () => {
      assert.equal(keep('ml.c4.xlarge', { usdShare: null }), false);
      assert.equal(keep('ml.c4.xlarge', { usdShare: null, breakEvenThroughput: { usd: 0.9, kgCo2e: null } }), true);
      assert.equal(keep('ml.p3.2xlarge', { usdShare: null, verdict: 'unknown' }), true);
      assert.equal(keep('ml.inf1.xlarge', { usdShare: 2.3, verdict: 'unranked' }), true);
    });
  });
});
