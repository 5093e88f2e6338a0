import assert from 'node:assert/strict';
import { violationsOf } from '../../src/model/validity';
import {
  graphOf,
  open,
  referenceTo,
  unknown,
  valueOf,
  type Written,
  type WrittenResource,
} from '../practices/graphBuilder';

type Properties = { readonly [key: string]: Written };

const accepts = (type: string, use: 'hosting' | 'transform'): boolean =>
  type === 'ml.m5.large' || type === `ml.${use}.large` || type === 'ml.t2.medium';

/** What AWS would refuse in these resources: `resource.path: sentence`. */
function violations(resources: { readonly [id: string]: WrittenResource }): string[] {
  return violationsOf(graphOf({ resources }), accepts).map(
    (each) => `${[each.resource, ...each.path].join('.')}: ${each.sentence}`,
  );
}

const VARIANT: Properties = { VariantName: 'A', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 };
const SERVERLESS: Properties = {
  VariantName: 'A',
  ModelName: 'm',
  ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 20 },
};

function config(
  variant: Written,
  more: Properties = {},
  other: { readonly [id: string]: WrittenResource } = {},
): string[] {
  return violations({
    C: { type: 'EndpointConfig', properties: { ProductionVariants: [variant], ...more } },
    ...other,
  });
}

function oneOf(condition: string, ...branches: Written[]): Written {
  return {
    value: {
      kind: 'oneOf',
      condition,
      branches: branches.map(valueOf),
      usedAt: { file: '', cell: null, start: 0, end: 0 },
    },
  };
}

const V = 'C.ProductionVariants.0';

describe('Validity: what AWS takes', () => {
  it('an endpoint on instances, a serverless one, an asynchronous one', () => {
    assert.deepEqual(config(VARIANT), []);
    assert.deepEqual(config(SERVERLESS), []);
    assert.deepEqual(
      config(VARIANT, {
        AsyncInferenceConfig: { OutputConfig: {} },
        DataCaptureConfig: {
          InitialSamplingPercentage: 0,
          DestinationS3Uri: 's3://b',
          CaptureOptions: [{ CaptureMode: 'Input' }],
        },
      }),
      [],
    );
  });

  it('what is not known is never refused', () => {
    const p = unknown('P');
    assert.deepEqual(
      config(
        { VariantName: p, InstanceType: p, InitialInstanceCount: p, VolumeSizeInGB: p },
        { EndpointConfigName: p, DataCaptureConfig: p },
      ),
      [],
    );
    assert.deepEqual(config(open({})), []);
    assert.deepEqual(config(open({ InitialInstanceCount: 0 })), []);
    assert.deepEqual(config({ VariantName: 'A', ServerlessConfig: p }), []);
    assert.deepEqual(config({ ...VARIANT, ServerlessConfig: p }), []);
    assert.deepEqual(config(SERVERLESS, { DataCaptureConfig: p }), []);
    assert.deepEqual(violations({ C: { type: 'EndpointConfig', properties: open({}) } }), []);
  });

  it('what an SDK fills in is not missing', () => {
    assert.deepEqual(
      violations({
        C: { type: 'EndpointConfig', implied: true, dialect: 'python-sdk', properties: { ProductionVariants: [{}] } },
      }),
      [],
    );
  });

  it('properties of different outcomes do not exclude each other', () => {
    const variant: Properties = {
      VariantName: 'A',
      InstanceType: oneOf('c', 'ml.m5.large', null),
      InitialInstanceCount: oneOf('c', 1, null),
      ServerlessConfig: oneOf('c', null, { MemorySizeInMB: 2048, MaxConcurrency: 20 }),
    };
    assert.deepEqual(config(variant), []);
    assert.deepEqual(config({ ...variant, InstanceType: oneOf('d', 'ml.m5.large', null) }), [
      `${V}.InstanceType: InstanceType and ServerlessConfig exclude each other.`,
      `${V}: InstanceType or ServerlessConfig is missing.`,
    ]);
  });

  it('a target of another service is no business of ours', () => {
    assert.deepEqual(
      violations({
        T: {
          type: 'ScalableTarget',
          properties: { ScalableDimension: 'dynamodb:table:ReadCapacityUnits', MinCapacity: 9, MaxCapacity: 3 },
        },
      }),
      [],
    );
  });
});

describe('Validity: ranges, lists and patterns', () => {
  for (const [name, variant, expected] of [
    [
      'memory below',
      { MemorySizeInMB: 512, MaxConcurrency: 1 },
      ['MemorySizeInMB: MemorySizeInMB is 512: 1024, 2048, 3072, 4096, 5120 or 6144.'],
    ],
    [
      'memory between',
      { MemorySizeInMB: '1536', MaxConcurrency: 200 },
      ['MemorySizeInMB: MemorySizeInMB is 1536: 1024, 2048, 3072, 4096, 5120 or 6144.'],
    ],
    [
      'memory above',
      { MemorySizeInMB: 7168, MaxConcurrency: 200 },
      ['MemorySizeInMB: MemorySizeInMB is 7168: 1024, 2048, 3072, 4096, 5120 or 6144.'],
    ],
    [
      'concurrency',
      { MemorySizeInMB: 6144, MaxConcurrency: 201 },
      ['MaxConcurrency: MaxConcurrency is 201: from 1 to 200.'],
    ],
    [
      'no concurrency',
      { MemorySizeInMB: 1024, MaxConcurrency: 0 },
      ['MaxConcurrency: MaxConcurrency is 0: from 1 to 200.'],
    ],
    [
      'provisioned',
      { MemorySizeInMB: 1024, MaxConcurrency: 5, ProvisionedConcurrency: 6 },
      ['ProvisionedConcurrency: ProvisionedConcurrency is 6: at most MaxConcurrency, 5.'],
    ],
    ['missing', { MemorySizeInMB: 1024 }, [': MaxConcurrency is missing.']],
  ] as const)
    it(`serverless: ${name}`, () => {
      const found = config({ ...SERVERLESS, ServerlessConfig: variant as Properties });
      assert.deepEqual(
        found,
        expected.map((each) => `${V}.ServerlessConfig${each.startsWith(':') ? '' : '.'}${each}`),
      );
    });

  it('instance counts: at least 1, 0 only where SageMaker scales', () => {
    assert.deepEqual(config({ ...VARIANT, InitialInstanceCount: 0 }), [
      `${V}.InitialInstanceCount: InitialInstanceCount is 0: at least 1 without ManagedInstanceScaling.`,
    ]);
    assert.deepEqual(
      config({
        ...VARIANT,
        InitialInstanceCount: 0,
        ManagedInstanceScaling: { Status: 'ENABLED', MinInstanceCount: 0, MaxInstanceCount: 2 },
      }),
      [],
    );
    assert.deepEqual(config({ ...VARIANT, InitialInstanceCount: 1.5 }), [
      `${V}.InitialInstanceCount: InitialInstanceCount is 1.5: a whole number from 0 on.`,
    ]);
    assert.deepEqual(
      config({ ...VARIANT, ManagedInstanceScaling: { Status: 'ON', MinInstanceCount: 3, MaxInstanceCount: 2 } }),
      [
        `${V}.ManagedInstanceScaling.Status: Status can't be ON: one of ENABLED, DISABLED.`,
        `${V}.ManagedInstanceScaling.MinInstanceCount: MinInstanceCount is 3: at most MaxInstanceCount, 2.`,
      ],
    );
  });

  it('instance types that the API takes, by use', () => {
    assert.deepEqual(config({ ...VARIANT, InstanceType: 'ml.transform.large' }), [
      `${V}.InstanceType: ml.transform.large is no instance type for hosting.`,
    ]);
    const job = (type: string): string[] =>
      violations({
        J: { type: 'TransformJob', properties: { TransformResources: { InstanceType: type, InstanceCount: 0 } } },
      });
    assert.deepEqual(job('ml.hosting.large'), [
      'J.TransformResources.InstanceCount: InstanceCount is 0: at least 1.',
      'J.TransformResources.InstanceType: ml.hosting.large is no instance type for batch transform.',
    ]);
    assert.deepEqual(config({ ...VARIANT, InstanceType: 'local' }), []);
  });

  it('an instance type or a serverless configuration is needed', () => {
    assert.deepEqual(config({ VariantName: 'A' }), [`${V}: InstanceType or ServerlessConfig is missing.`]);
    assert.deepEqual(config({ VariantName: 'A', InstancePools: [] }), []);
  });

  it('names', () => {
    const named = (name: string): string[] =>
      violations({ E: { type: 'Endpoint', properties: { EndpointName: name, EndpointConfigName: 'c' } } });
    for (const name of ['a', 'fraud-v2', 'A--9', 'x'.repeat(63)]) assert.deepEqual(named(name), [], name);
    for (const name of ['-a', 'a-', 'a_b', 'a b', ''])
      assert.deepEqual(
        named(name),
        [`E.EndpointName: EndpointName can't be "${name}": letters, digits and hyphens between them.`],
        name,
      );
    assert.deepEqual(named('x'.repeat(64)), ['E.EndpointName: EndpointName has 64 characters: at most 63.']);
  });

  it('log groups', () => {
    const group = (properties: Properties): string[] => violations({ L: { type: 'LogGroup', properties } });
    for (const days of [1, '30', 1096, 3653])
      assert.deepEqual(group({ RetentionInDays: days, LogGroupName: '/aws/sagemaker/a.b_c#d' }), []);
    assert.equal(group({ RetentionInDays: 31 }).length, 1);
    assert.equal(group({ RetentionInDays: 0 }).length, 1);
    assert.deepEqual(group({ LogGroupName: 'a b' }), [
      `L.LogGroupName: LogGroupName can't be "a b": letters, digits and any of . - _ / #.`,
    ]);
  });
});

describe('Validity: what excludes each other', () => {
  it('a serverless variant has nothing of instances', () => {
    for (const name of [
      'InstanceType',
      'InitialInstanceCount',
      'VolumeSizeInGB',
      'AcceleratorType',
      'ManagedInstanceScaling',
      'InstancePools',
      'CapacityReservationConfig',
    ])
      assert.deepEqual(
        config({
          ...SERVERLESS,
          [name]: { InstanceType: 'ml.m5.large', InitialInstanceCount: 1, VolumeSizeInGB: 30 }[name] ?? {},
        }),
        [`${V}.${name}: ${name} and ServerlessConfig exclude each other.`],
        name,
      );
  });

  it('a serverless endpoint has one variant and no capture, asynchrony, VPC or isolation', () => {
    for (const [name, value] of [
      ['AsyncInferenceConfig', { OutputConfig: {} }],
      ['DataCaptureConfig', { InitialSamplingPercentage: 1, DestinationS3Uri: 's3://b', CaptureOptions: [] }],
      ['VpcConfig', { Subnets: [] }],
    ] as const)
      assert.deepEqual(config(SERVERLESS, { [name]: value }), [`C.${name}: Serverless inference takes no ${name}.`]);
    assert.deepEqual(
      violations({ C: { type: 'EndpointConfig', properties: { ProductionVariants: [SERVERLESS, VARIANT] } } }),
      [`${V}.ServerlessConfig: A serverless endpoint has one variant.`],
    );
    assert.deepEqual(config(SERVERLESS, { EnableNetworkIsolation: true }), [
      `${V}.ServerlessConfig: Serverless inference has no network isolation: EnableNetworkIsolation is true.`,
    ]);
    assert.deepEqual(config(SERVERLESS, { EnableNetworkIsolation: false }), []);
  });

  for (const [name, properties, sentence] of [
    ['a VPC', { VpcConfig: {} }, 'Serverless inference takes no model with a VpcConfig.'],
    ['several containers', { Containers: [{}, {}] }, 'Serverless inference takes no model of several containers.'],
    [
      'many models',
      { PrimaryContainer: { Mode: 'MultiModel' } },
      'Serverless inference takes no multi-model container.',
    ],
    [
      'isolation',
      { EnableNetworkIsolation: 'true' },
      'Serverless inference has no network isolation: EnableNetworkIsolation of the model is true.',
    ],
    ['nothing special', { PrimaryContainer: { Mode: 'SingleModel' } }, null],
  ] as const)
    it(`serverless, with a model of ${name}`, () => {
      const model: WrittenResource = { type: 'Model', properties: { ModelName: 'm', ...(properties as Properties) } };
      assert.deepEqual(
        config(SERVERLESS, {}, { M: model }),
        sentence === null ? [] : [`${V}.ServerlessConfig: ${sentence}`],
      );
    });

  it('a shadow variant goes with one production variant', () => {
    const of = (production: number, shadow: number): string[] =>
      violations({
        C: {
          type: 'EndpointConfig',
          properties: {
            ProductionVariants: Array<Written>(production).fill(VARIANT),
            ShadowProductionVariants: Array<Written>(shadow).fill(VARIANT),
          },
        },
      });
    assert.deepEqual(of(1, 1), []);
    for (const [production, shadow] of [
      [2, 1],
      [1, 2],
    ] as const)
      assert.deepEqual(of(production, shadow), [
        'C.ShadowProductionVariants: With a shadow variant there is one production and one shadow variant.',
      ]);
    assert.deepEqual(of(11, 0), ['C.ProductionVariants: 11 variants: at most 10.']);
  });

  it('a model has one container or a list of at most 15', () => {
    const model = (properties: Properties): string[] => violations({ M: { type: 'Model', properties } });
    assert.deepEqual(model({ PrimaryContainer: {}, Containers: [{}] }), [
      'M.Containers: PrimaryContainer and Containers exclude each other.',
    ]);
    assert.deepEqual(model({ Containers: Array<Written>(16).fill({}) }), ['M.Containers: 16 containers: at most 15.']);
  });
});

describe('Validity: scaling', () => {
  const TARGET: Properties = {
    ResourceId: 'endpoint/fraud/variant/A',
    ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    MinCapacity: 1,
    MaxCapacity: 2,
  };
  const scaled = (target: Properties, variant: Properties = VARIANT, more: Properties = {}): string[] =>
    violations({
      Config: {
        type: 'EndpointConfig',
        properties: { EndpointConfigName: 'c', ProductionVariants: [variant], ...more },
      },
      Endpoint: { type: 'Endpoint', properties: { EndpointName: 'fraud', EndpointConfigName: 'c' } },
      T: { type: 'ScalableTarget', properties: { ...TARGET, ...target } },
    });

  it('a target in order is taken', () => {
    assert.deepEqual(scaled({}), []);
    assert.deepEqual(
      scaled({
        ResourceId: 'inference-component/c',
        ScalableDimension: 'sagemaker:inference-component:DesiredCopyCount',
        MinCapacity: 0,
      }),
      [],
    );
    assert.deepEqual(scaled({ MinCapacity: 0 }, VARIANT, { AsyncInferenceConfig: { OutputConfig: {} } }), []);
  });

  for (const [name, target, expected] of [
    ['bounds the wrong way round', { MinCapacity: 3 }, 'MinCapacity: MinCapacity is 3: at most MaxCapacity, 2.'],
    ['nothing at the top', { MinCapacity: unknown('P'), MaxCapacity: 0 }, 'MaxCapacity: MaxCapacity is 0: at least 1.'],
    [
      'no instance of a real-time endpoint',
      { MinCapacity: 0 },
      'MinCapacity: MinCapacity is 0: at least 1, except for an asynchronous endpoint.',
    ],
    [
      'a dimension that does not exist',
      { ScalableDimension: 'sagemaker:variant:Count' },
      "ScalableDimension: ScalableDimension can't be sagemaker:variant:Count: one of sagemaker:variant:DesiredInstanceCount, sagemaker:variant:DesiredProvisionedConcurrency, sagemaker:inference-component:DesiredCopyCount.",
    ],
    [
      'a resource of another form',
      { ResourceId: 'endpoint/fraud' },
      `ResourceId: ResourceId can't be "endpoint/fraud": endpoint/NAME/variant/VARIANT.`,
    ],
    [
      'concurrency of a variant on instances',
      { ScalableDimension: 'sagemaker:variant:DesiredProvisionedConcurrency' },
      'ScalableDimension: Only a serverless variant has provisioned concurrency to scale.',
    ],
    ['no bounds', { MinCapacity: null }, ': MinCapacity is missing.'],
  ] as const)
    it(`a target: ${name}`, () => {
      assert.deepEqual(scaled(target as Properties), [`T${expected.startsWith(':') ? '' : '.'}${expected}`]);
    });

  it('burstable instances are not scaled', () => {
    assert.deepEqual(scaled({}, { ...VARIANT, InstanceType: 'ml.t2.medium' }), [
      `T.ResourceId: ml.t2.medium can't be autoscaled: it is burstable.`,
    ]);
    assert.deepEqual(
      scaled({ ResourceId: 'endpoint/fraud/variant/B' }, { ...VARIANT, InstanceType: 'ml.t2.medium' }),
      [],
    );
  });

  it('a serverless variant scales its provisioned concurrency only', () => {
    const { ModelName: model, ...serverless } = SERVERLESS;
    assert.equal(model, 'm');
    assert.deepEqual(scaled({}, serverless), ['T.ScalableDimension: A serverless variant has no instances to scale.']);
    const concurrency = { ScalableDimension: 'sagemaker:variant:DesiredProvisionedConcurrency' };
    assert.deepEqual(scaled(concurrency, serverless), [
      'T.ScalableDimension: The serverless variant has no provisioned concurrency to scale.',
    ]);
    const provisioned = { MemorySizeInMB: 2048, MaxConcurrency: 20, ProvisionedConcurrency: 2 };
    assert.deepEqual(scaled(concurrency, { ...serverless, ServerlessConfig: provisioned }), []);
  });

  describe('policies', () => {
    const TRACKING: Properties = {
      TargetValue: 70,
      PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
    };
    const policy = (properties: Properties, dimension = 'sagemaker:variant:DesiredInstanceCount'): string[] =>
      violations({
        T: {
          type: 'ScalableTarget',
          properties: { ...TARGET, ResourceId: unknown('P'), ScalableDimension: dimension },
        },
        P: {
          type: 'ScalingPolicy',
          properties: {
            PolicyName: 'p',
            PolicyType: 'TargetTrackingScaling',
            ScalingTarget: referenceTo('T'),
            TargetTrackingScalingPolicyConfiguration: TRACKING,
            ...properties,
          },
        },
      });
    const PATH = 'P.TargetTrackingScalingPolicyConfiguration';

    it('in order are taken', () => {
      assert.deepEqual(policy({}), []);
      assert.deepEqual(
        policy({
          PolicyType: 'StepScaling',
          TargetTrackingScalingPolicyConfiguration: null,
          StepScalingPolicyConfiguration: {},
        }),
        [],
      );
      assert.deepEqual(
        policy({ TargetTrackingScalingPolicyConfiguration: { TargetValue: 0.7, CustomizedMetricSpecification: {} } }),
        [],
      );
    });

    it('have the configuration of their type, and no other', () => {
      assert.deepEqual(policy({ TargetTrackingScalingPolicyConfiguration: null }), [
        `${PATH}: TargetTrackingScalingPolicyConfiguration is missing for TargetTrackingScaling.`,
      ]);
      assert.deepEqual(policy({ StepScalingPolicyConfiguration: {} }), [
        "P.StepScalingPolicyConfiguration: StepScalingPolicyConfiguration doesn't go with TargetTrackingScaling.",
      ]);
      assert.deepEqual(policy({ PolicyType: 'Simple' }), [
        `P.PolicyType: PolicyType can't be Simple: one of TargetTrackingScaling, StepScaling.`,
      ]);
    });

    it('track one metric, which is one of what they scale', () => {
      const one = 'A policy tracks one metric: PredefinedMetricSpecification or CustomizedMetricSpecification.';
      assert.deepEqual(policy({ TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 } }), [`${PATH}: ${one}`]);
      assert.deepEqual(
        policy({ TargetTrackingScalingPolicyConfiguration: { ...TRACKING, CustomizedMetricSpecification: {} } }),
        [`${PATH}: ${one}`],
      );
      assert.deepEqual(
        policy({}, 'sagemaker:inference-component:DesiredCopyCount').filter((each) => each.startsWith('P')),
        [
          `${PATH}.PredefinedMetricSpecification.PredefinedMetricType: SageMakerVariantInvocationsPerInstance is no metric of sagemaker:inference-component:DesiredCopyCount.`,
        ],
      );
      assert.equal(
        policy({
          ScalingTarget: null,
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 1,
            PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocations' },
          },
        }).length,
        1,
      );
      assert.deepEqual(policy({ TargetTrackingScalingPolicyConfiguration: { ...TRACKING, TargetValue: 0 } }), [
        `${PATH}.TargetValue: TargetValue is 0: more than 0.`,
      ]);
    });
  });
});
