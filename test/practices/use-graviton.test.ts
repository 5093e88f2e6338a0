import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import type { Delta } from '../../src/model/delta';
import type { Op } from '../../src/model/operation';
import { useGraviton } from '../../src/practices/useGraviton';
import { detect, endpointWith, found, open, parts, referenceTo, unknown, type Parts } from './graphBuilder';

const types = (changes: Parts = {}, rest: { region?: string | null } = {}): string[] =>
  detect(useGraviton, endpointWith({ ...changes, ...rest })).map((each) => String(each.changes.instanceType));

const sdk = (framework: string, version: string | null, sdkClass = `${framework}Model`): Parts => ({
  dialect: 'python-sdk',
  container: { Image: null, SdkClass: sdkClass, Framework: framework, FrameworkVersion: version },
});

const retrieved = (retrieve: Record<string, string>): Parts => ({
  container: { Image: null, ImageRetrieve: retrieve },
});

const set = (ops: readonly Op[], resource: string): readonly Op[] =>
  ops.filter((op) => op.op === 'set' && op.resource === resource);

describe('use-graviton', () => {
  describe('which types', () => {
    it('proposes the same size of each compute family, newest first, for an image that is named', () => {
      assert.deepEqual(types(), ['ml.c8g.xlarge', 'ml.c7g.xlarge', 'ml.c6g.xlarge', 'ml.c6gn.xlarge']);
    });

    it('proposes only types that the Python SDK picks an arm64 image for, where it picks the image', () => {
      assert.deepEqual(types(sdk('pytorch', '2.4.0')), ['ml.c7g.xlarge', 'ml.c6g.xlarge', 'ml.c6gn.xlarge']);
    });

    it('proposes only what is sold in the Region', () => {
      assert.deepEqual(types(sdk('pytorch', '2.4.0'), { region: 'eu-north-1' }), ['ml.c6g.xlarge']);
      assert.equal(catalogue.offered('ml.c7g.xlarge', 'eu-north-1'), false);
    });

    it('keeps at least the memory: general purpose for general purpose, memory for memory', () => {
      assert.deepEqual(types({ ...sdk('pytorch', '2.4.0'), variant: { InstanceType: 'ml.m5.xlarge' } }), [
        'ml.m6g.xlarge',
      ]);
      assert.deepEqual(types({ ...sdk('pytorch', '2.4.0'), variant: { InstanceType: 'ml.r5.xlarge' } }), [
        'ml.r6g.xlarge',
      ]);
    });

    it('takes the generations before: m4, c4, t2', () => {
      assert.deepEqual(types({ ...sdk('xgboost', '1.5-1'), variant: { InstanceType: 'ml.m4.xlarge' } }), [
        'ml.m6g.xlarge',
      ]);
      assert.ok(
        types({ ...sdk('xgboost', '1.5-1'), variant: { InstanceType: 'ml.c4.2xlarge' } }).includes('ml.c7g.2xlarge'),
      );
      assert.deepEqual(types({ ...sdk('xgboost', '1.5-1'), variant: { InstanceType: 'ml.t2.2xlarge' } }), [
        'ml.m6g.2xlarge',
      ]);
    });

    it('proposes the next size where there is none with the same name, but no larger class', () => {
      const [first] = detect(
        useGraviton,
        endpointWith({ ...sdk('pytorch', '2.4.0'), variant: { InstanceType: 'ml.c5.9xlarge' } }),
      );
      assert.equal(first?.subject, 'ml.c5.9xlarge → ml.c7g.12xlarge');
      assert.ok(first.notes.some((note) => note.startsWith('It has 48 vCPU and 96 GiB')));
      assert.deepEqual(types({ ...sdk('pytorch', '2.4.0'), variant: { InstanceType: 'ml.c5.18xlarge' } }), []);
    });

    it('keeps local disks for a type that has them, and proposes none where there were none', () => {
      assert.deepEqual(types({ ...sdk('pytorch', '2.4.0'), variant: { InstanceType: 'ml.m5d.xlarge' } }), [
        'ml.m6gd.xlarge',
      ]);
    });

    it('says it where no type with a local disk is sold', () => {
      const written = endpointWith({
        ...sdk('pytorch', '2.4.0'),
        variant: { InstanceType: 'ml.c5d.xlarge' },
        region: 'eu-north-1',
      });
      const [first] = detect(useGraviton, written);
      assert.equal(first?.changes.instanceType, 'ml.c6g.xlarge');
      assert.ok(first.notes.some((note) => note.includes('no local NVMe disk')));
    });

    it('never proposes more than six, nor a type that hosting does not have', () => {
      for (const region of catalogue.regionCodes)
        for (const type of catalogue.offeredTypes(region)) {
          const proposed = types({ variant: { InstanceType: type.name } }, { region });
          assert.ok(proposed.length <= 6);
          for (const name of proposed) {
            const after = catalogue.instanceType(name);
            assert.ok(after !== undefined && catalogue.offered(name, region));
            assert.ok(after.vcpu >= type.vcpu && after.memoryGib >= type.memoryGib && after.architecture === 'arm64');
            assert.ok(type.architecture === 'x86_64' && type.accelerator === null);
          }
        }
    });
  });

  describe('the image', () => {
    it('changes with the type in the same edit where it is named', () => {
      const [first] = detect(useGraviton, endpointWith());
      assert.deepEqual(first?.ops, [
        {
          op: 'set',
          resource: 'Config',
          path: ['ProductionVariants', 0, 'InstanceType'],
          value: 'ml.c8g.xlarge',
        },
        {
          op: 'set',
          resource: 'Model',
          path: ['PrimaryContainer', 'Image'],
          value:
            '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-graviton:2.4.0-cpu-py311-ubuntu22.04-sagemaker',
        },
      ]);
      assert.equal(first.grade, 'likely');
      assert.equal(first.preferred, true);
      assert.equal(first.title, 'Change to ml.c8g.xlarge with its arm64 image');
      assert.ok(first.notes.includes('Needs the quota `ml.c8g.xlarge for endpoint usage`.'));
    });

    it('says until when an arm64 image was patched', () => {
      const image =
        '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker';
      const [first] = detect(useGraviton, endpointWith({ container: { Image: image } }));
      assert.ok(first?.notes.includes('AWS patched that image until 2026-06-30.'));
    });

    it('has to stay named where the Python SDK would not find it', () => {
      const proposals = detect(useGraviton, endpointWith({ dialect: 'python-sdk' }));
      assert.deepEqual(
        proposals
          .filter((each) => each.notes.some((note) => note.includes('has to stay named')))
          .map((each) => each.subject),
        ['ml.c5.xlarge → ml.c8g.xlarge'],
      );
    });

    it('is left to the Python SDK where its class picks it', () => {
      const [first] = detect(useGraviton, endpointWith(sdk('xgboost', '1.5-1')));
      assert.deepEqual(first?.ops.length, 1);
      assert.equal(first.title, 'Change to ml.c7g.xlarge');
      assert.ok(first.notes[0]?.includes('picks the arm64 image of xgboost 1.5-1'));
    });

    it('follows in image_uris.retrieve, also where no type was named there', () => {
      for (const named of [{ instance_type: 'ml.c5.xlarge' }, {}]) {
        const written = endpointWith(retrieved({ framework: 'xgboost', version: '1.5-1', ...named }));
        const [first] = detect(useGraviton, written);
        assert.deepEqual(set(first?.ops ?? [], 'Model'), [
          {
            op: 'set',
            resource: 'Model',
            path: ['PrimaryContainer', 'ImageRetrieve', 'instance_type'],
            value: 'ml.c7g.xlarge',
          },
        ]);
      }
    });

    it("is the user's own: a hint, never the preferred fix", () => {
      const own: readonly Parts[] = [
        { container: { Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/fraud:7' } },
        { container: { Image: parts(unknown('AWS::AccountId'), '.dkr.ecr.us-east-1.amazonaws.com/fraud:7') } },
        { container: { Image: parts(referenceTo('Repository', 'RepositoryUri'), ':7') } },
        { container: { Image: parts('123456789012.dkr.ecr.', unknown('region'), '.amazonaws.com/fraud:7') } },
      ];
      for (const each of own) {
        const [first] = detect(useGraviton, endpointWith(each));
        assert.equal(first?.grade, 'consider');
        assert.equal(first.preferred, false);
        assert.deepEqual(first.ops.length, 1);
        assert.ok(first.notes[0]?.includes('build it for arm64'));
      }
    });

    it('of every container has to exist', () => {
      const image = (tag: string): string => `763104351884.dkr.ecr.us-east-1.amazonaws.com/${tag}`;
      const several = (...images: readonly string[]): Parts => ({
        model: { PrimaryContainer: null, Containers: images.map((each) => ({ Image: image(each) })) },
      });
      const both = detect(
        useGraviton,
        endpointWith(several('pytorch-inference:2.4.0-cpu-py311', 'tensorflow-inference:2.16.1-cpu')),
      );
      assert.deepEqual(set(both[0]?.ops ?? [], 'Model').length, 2);
      assert.deepEqual(types(several('pytorch-inference:2.4.0-cpu-py311', 'mxnet-inference:1.9.0-cpu-py38')), []);
    });
  });

  describe('is silent', () => {
    const silent: Readonly<Record<string, Parts & { region?: string | null }>> = {
      'where the framework has no arm64 image': sdk('huggingface', '4.37.0'),
      'where the version has none': sdk('pytorch', '1.8.1'),
      'where the SDK would quietly take another version': sdk('sklearn', '1.2-1'),
      'where the version is not known': sdk('pytorch', null),
      'where a built-in algorithm serves': {
        container: { Image: '382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1' },
      },
      'where the image is not known': { container: { Image: unknown('ImageUri') } },
      'where the image is put together from what is not known': {
        container: {
          Image: parts(unknown('Account'), '.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311'),
        },
      },
      'where an image of AWS stands in a Region that is not known': {
        container: {
          Image: parts('763104351884.dkr.ecr.', unknown('region'), '.amazonaws.com/pytorch-inference:2.4.0-cpu-py311'),
        },
      },
      'where the image is not in Amazon ECR': { container: { Image: 'docker.io/acme/fraud:7' } },
      'where the model is defined elsewhere': { variant: { ModelName: 'made-by-another-stack' } },
      'where a model package holds the image': {
        container: { Image: null, ModelPackageName: 'arn:aws:sagemaker:pkg' },
      },
      'where a JumpStart model chooses the image': {
        container: { Image: null, ImageRetrieve: { model_id: 'x', framework: 'pytorch', version: '2.4.0' } },
      },
      'where an estimator serves with the image it trains with': {
        container: { Image: null, SdkClass: 'Estimator', ImageRetrieve: { framework: 'xgboost', version: '1.5-1' } },
      },
      'where a framework estimator is given the image it trains with': {
        container: { Image: null, SdkClass: 'PyTorch', ImageRetrieve: { framework: 'pytorch', version: '2.4.0' } },
      },
      'where arguments of the look-up are not known': {
        container: { Image: null, ImageRetrieve: open({ framework: 'xgboost', version: '1.5-1' }) },
      },
      'on Graviton already': { variant: { InstanceType: 'ml.c7g.xlarge' } },
      'on a GPU': { variant: { InstanceType: 'ml.g4dn.xlarge' } },
      'on a type nobody knows': { variant: { InstanceType: 'ml.c99.xlarge' } },
      'where the type is not known': { variant: { InstanceType: unknown('InstanceType') } },
      'where the Region is not known': { region: null },
      'where no Graviton type is sold': { region: 'af-south-1' },
      'of a serverless variant': {
        variant: { InstanceType: null, ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
      },
      'where a reservation holds the capacity': {
        variant: { CapacityReservationConfig: { CapacityReservationPreference: 'capacity-reservations-only' } },
      },
      'where instance pools stand': { variant: { InstancePools: [{ InstanceType: 'ml.c5.xlarge', Priority: 1 }] } },
      'where an accelerator is attached': { variant: { AcceleratorType: 'ml.eia2.medium' } },
      'where the variant may hold more than is seen': {
        config: {
          ProductionVariants: [
            open({ VariantName: 'a', ModelName: referenceTo('Model'), InstanceType: 'ml.c5.xlarge' }),
          ],
        },
      },
      'where inference components run': { variant: { ModelName: null } },
    };
    for (const [when, changes] of Object.entries(silent))
      it(when, () => {
        assert.deepEqual(types(changes, 'region' in changes ? { region: changes.region ?? null } : {}), []);
      });

    it('of a shadow variant', () => {
      const shadow = {
        VariantName: 'b',
        ModelName: 'challenger',
        InstanceType: 'ml.c5.xlarge',
        InitialInstanceCount: 1,
      };
      const all = detect(useGraviton, endpointWith({ config: { ShadowProductionVariants: [shadow] } }));
      assert.ok(all.length > 0 && all.every((each) => each.path[0] === 'ProductionVariants'));
    });

    it('of batch transform, whose API has no Graviton type', () => {
      const written = endpointWith({
        resources: {
          Job: {
            type: 'TransformJob',
            dialect: 'boto3',
            properties: {
              ModelName: referenceTo('Model'),
              TransformResources: { InstanceType: 'ml.c5.xlarge', InstanceCount: 1 },
            },
          },
        },
      });
      assert.ok(detect(useGraviton, written).every((each) => each.resource !== 'Job'));
    });
  });

  describe('what is worth telling', () => {
    const delta = (change: Partial<Delta>): Delta => ({
      usdPerHour: -0.01,
      usdPerMonth: { value: -7, low: -7, high: -7 },
      usdPerRun: null,
      kgCo2ePerMonth: { value: -1, low: -1, high: -1 },
      verdict: 'tie',
      usdShare: -0.1,
      kgCo2eShare: -0.1,
      breakEvenThroughput: null,
      breakEvenRequestsPerDay: null,
      inputs: [],
      unknown: [],
      ...change,
    });
    const keep = (change: Partial<Delta>): boolean | undefined =>
      detect(useGraviton, endpointWith())[0]?.keep(delta(change));

    it('5 % of the cost, or less carbon beyond the error', () => {
      assert.equal(keep({}), true);
      assert.equal(keep({ usdShare: -0.02, verdict: 'less' }), true);
    });

    it('not less than that, and nothing without a price', () => {
      assert.equal(keep({ usdShare: -0.04 }), false);
      assert.equal(keep({ usdShare: 0.01, verdict: 'more' }), false);
      assert.equal(keep({ usdShare: null, verdict: 'less' }), false);
    });
  });

  describe('type and image that are written apart', () => {
    const preferred = (changes: Parts, environment: string | null): boolean | undefined =>
      detect(useGraviton, endpointWith({ ...changes, environment }))[0]?.preferred;
    const image =
      '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';

    it('are changed together where both stand in the template, or both in the environment', () => {
      assert.equal(preferred({}, 'prod'), true);
      assert.equal(preferred({ variant: { InstanceType: found('ml.c5.xlarge', 'default') } }, null), true);
      const both = {
        variant: { InstanceType: found('ml.c5.xlarge', 'binding') },
        container: { Image: found(image, 'binding', { file: 'prod-config.json', cell: null, start: 0, end: 9 }) },
      };
      assert.equal(preferred(both, 'prod'), true);
    });

    it('make the fix not preferred where another environment would get one change without the other', () => {
      assert.equal(preferred({ variant: { InstanceType: found('ml.c5.xlarge', 'binding') } }, 'prod'), false);
      assert.equal(preferred({ variant: { InstanceType: found('ml.c5.xlarge', 'default') } }, 'prod'), false);
      assert.equal(preferred({ container: { Image: found(image, 'binding') } }, 'prod'), false);
    });

    it('make the fix not preferred where a mapping holds an image for each Region', () => {
      const mapping = { file: 'unit', cell: null, start: 40, end: 50 };
      const [first] = detect(useGraviton, endpointWith({ container: { Image: found(image, 'constant', mapping) } }));
      assert.equal(first?.preferred, false);
      assert.ok(first.notes.some((note) => note.includes('stands in a mapping')));
    });

    it('make the fix not preferred where the image is put together from parameters', () => {
      const [first] = detect(useGraviton, endpointWith({ container: { Image: found(image, 'default') } }));
      assert.equal(first?.preferred, false);
      assert.ok(first.notes.some((note) => note.includes('put together from parameters')));
      // The Region of the deployment stays as it is written.
      assert.equal(preferred({ container: { Image: found(image, 'assumed') } }, null), true);
    });

    it("don't matter where nothing is written for the image", () => {
      const sdkPicks = { ...sdk('pytorch', '2.4.0'), variant: { InstanceType: found('ml.c5.xlarge', 'constant') } };
      assert.equal(preferred(sdkPicks, null), true);
    });
  });

  describe('a fixed name', () => {
    const names = (
      changes: Parts,
    ): { readonly preferred: boolean | undefined; readonly renamed: readonly string[] } => {
      const [first] = detect(useGraviton, endpointWith(changes));
      return {
        preferred: first?.preferred,
        renamed: (first?.ops ?? []).flatMap((op) => (op.op === 'rename' ? [`${op.resource}=${op.name}`] : [])),
      };
    };

    it('is counted up in a template, of the configuration and of the model whose image changes', () => {
      assert.deepEqual(
        names({
          config: { EndpointConfigName: 'fraud-config' },
          endpoint: { EndpointConfigName: 'fraud-config' },
          model: { ModelName: 'fraud-v2' },
        }),
        { preferred: true, renamed: ['Config=fraud-config-v2', 'Model=fraud-v3'] },
      );
    });

    it("that comes from a parameter can't be counted up: the fix isn't preferred", () => {
      assert.deepEqual(names({ config: { EndpointConfigName: found('fraud-config', 'default') } }), {
        preferred: false,
        renamed: [],
      });
    });

    it('that somebody outside may use is left alone', () => {
      const written = endpointWith({
        config: { EndpointConfigName: 'fraud-config' },
        endpoint: { EndpointConfigName: 'other' },
      });
      const [first] = detect(useGraviton, written);
      assert.equal(first?.preferred, false);
      assert.ok(first.notes.some((note) => note.includes('EndpointConfigName')));
    });

    it('that would become too long is left alone', () => {
      assert.equal(names({ config: { EndpointConfigName: `a${'b'.repeat(61)}` } }).preferred, false);
    });

    it('in a script makes the fix not preferred, unless the script deletes it', () => {
      const script: Parts = { dialect: 'boto3', config: { EndpointConfigName: 'fraud-config' } };
      assert.deepEqual(names(script), { preferred: false, renamed: [] });
      const deleting = endpointWith({
        ...script,
        unitKind: 'script',
        observations: [
          {
            kind: 'deletion',
            of: 'EndpointConfig',
            resource: null,
            at: { file: 'unit', cell: null, start: 0, end: 1 },
          },
        ],
      });
      assert.equal(detect(useGraviton, deleting)[0]?.preferred, true);
    });
  });
});
