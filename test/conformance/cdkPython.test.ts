import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { applyEdits, sourceOf } from '../law';
import { differences, synthesised } from './cdk';
import { synthesisedPython } from './cdkPython';
import { judge } from './python';

/** The same stack in two languages. */
interface Pair {
  readonly python: string;
  readonly typescript: string;
  /** The practices that have to have a fix for it. */
  readonly practices: readonly string[];
}

function pair(
  python: { readonly imports?: string; readonly body: string },
  typescript: { readonly imports?: string; readonly body: string },
  ...practices: readonly string[]
): Pair {
  return {
    practices,
    python: `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
${python.imports ?? ''}

class Under(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn="arn:aws:iam::123456789012:role/hosting",
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image=f"{self.account}.dkr.ecr.us-east-1.amazonaws.com/own:1"
            ),
        )
${python.body.replace(/^(?=.)/gm, '        ')}


app = cdk.App()
Under(app, "Under")
app.synth()
`,
    typescript: `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
${typescript.imports ?? ''}
export class Under extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps = {}) {
    super(scope, id, props);
    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: 'arn:aws:iam::123456789012:role/hosting',
      primaryContainer: { image: \`\${this.account}.dkr.ecr.us-east-1.amazonaws.com/own:1\` },
    });
${typescript.body.replace(/^(?=.)/gm, '    ')}
  }
}
`,
  };
}

interface Variant {
  readonly type?: string;
  readonly count?: string;
  /** More properties of the variant. */
  readonly python?: string;
  readonly typescript?: string;
}

/** A configuration of the first level with one variant, and what else it and its endpoint are given. */
function pythonConfig({ type = '"ml.c5.xlarge"', count = '1', python = '' }: Variant, more = '', name = ''): string {
  return `config = sagemaker.CfnEndpointConfig(
    self,
    "Config",
    production_variants=[
        sagemaker.CfnEndpointConfig.ProductionVariantProperty(
            variant_name="AllTraffic",
            model_name=model.attr_model_name,
            instance_type=${type},
            initial_instance_count=${count},
            initial_variant_weight=1,
${python}        )
    ],
${more})
sagemaker.CfnEndpoint(self, "Endpoint", ${name}endpoint_config_name=config.attr_endpoint_config_name)
`;
}

function typescriptConfig(
  { type = `'ml.c5.xlarge'`, count = '1', typescript = '' }: Variant,
  more = '',
  name = '',
): string {
  return `const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
  productionVariants: [
    {
      variantName: 'AllTraffic',
      modelName: model.attrModelName,
      instanceType: ${type},
      initialInstanceCount: ${count},
      initialVariantWeight: 1,
${typescript}    },
  ],
${more}});
new sagemaker.CfnEndpoint(this, 'Endpoint', { ${name}endpointConfigName: config.attrEndpointConfigName });
`;
}

const CAPTURE = {
  python: `    data_capture_config=sagemaker.CfnEndpointConfig.DataCaptureConfigProperty(
        enable_capture=True,
        initial_sampling_percentage=100,
        destination_s3_uri="s3://captured/all",
        capture_options=[sagemaker.CfnEndpointConfig.CaptureOptionProperty(capture_mode="Input")],
    ),
`,
  typescript: `  dataCaptureConfig: {
    enableCapture: true,
    initialSamplingPercentage: 100,
    destinationS3Uri: 's3://captured/all',
    captureOptions: [{ captureMode: 'Input' }],
  },
`,
};

/** The same where nothing that the stack is given leaves it out. */
const UNPACKED = {
  python: `    **({"data_capture_config": ${CAPTURE.python
    .trim()
    .replace(/^data_capture_config=/, '')
    .replace(/,$/, '')}}
       if kwargs.get("description") is None else {}),
`,
  typescript: `  ...(props.description === undefined ? { ${CAPTURE.typescript.trim()} } : {}),
`,
};

const ALPHA = {
  python: 'import aws_cdk.aws_sagemaker_alpha as alpha\nfrom aws_cdk import aws_ecr as ecr\n',
  typescript: `import * as alpha from '@aws-cdk/aws-sagemaker-alpha';\nimport * as ecr from 'aws-cdk-lib/aws-ecr';\n`,
};

const alphaStack = (type: string, more = ''): { readonly imports: string; readonly body: string } => ({
  imports: ALPHA.python,
  body: `image = alpha.ContainerImage.from_ecr_repository(ecr.Repository.from_repository_name(self, "Images", "own"), "v1")
own = alpha.Model(self, "Own", containers=[alpha.ContainerDefinition(image=image)])
serving = alpha.EndpointConfig(
    self,
    "Serving",
    instance_production_variants=[
        alpha.InstanceProductionVariantProps(
            model=own,
            variant_name="AllTraffic",
            ${type}${more}
        )
    ],
)
alpha.Endpoint(self, "Served", endpoint_name="orders-dev", endpoint_config=serving)
`,
});

const alphaClass = (type: string, more = ''): { readonly imports: string; readonly body: string } => ({
  imports: ALPHA.typescript,
  body: `const image = alpha.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(this, 'Images', 'own'), 'v1');
const own = new alpha.Model(this, 'Own', { containers: [{ image }] });
const serving = new alpha.EndpointConfig(this, 'Serving', {
  instanceProductionVariants: [{ model: own, variantName: 'AllTraffic', ${type}${more} }],
});
new alpha.Endpoint(this, 'Served', { endpointName: 'orders-dev', endpointConfig: serving });
`,
});

const LOGS = {
  python: 'from aws_cdk import aws_logs as logs\n',
  typescript: `import * as logs from 'aws-cdk-lib/aws-logs';\n`,
};

const SCALING = {
  python: `scaling.CfnScalableTarget(
    self,
    "Target",
    service_namespace="sagemaker",
    resource_id="endpoint/orders/variant/AllTraffic",
    scalable_dimension="sagemaker:variant:DesiredInstanceCount",
    min_capacity=1,
    max_capacity=4,
)
`,
  typescript: `new scaling.CfnScalableTarget(this, 'Target', {
  serviceNamespace: 'sagemaker',
  resourceId: 'endpoint/orders/variant/AllTraffic',
  scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
  minCapacity: 1,
  maxCapacity: 4,
});
`,
};

const QUEUE = {
  python: `    async_inference_config=sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty(
        output_config=sagemaker.CfnEndpointConfig.AsyncInferenceOutputConfigProperty(s3_output_path="s3://answers/")
    ),
`,
  typescript: `  asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://answers/' } },
`,
};

const pairs: Readonly<Record<string, Pair>> = {
  'a capture that is unpacked under a condition': pair(
    { body: pythonConfig({}, UNPACKED.python) },
    { body: typescriptConfig({}, UNPACKED.typescript) },
    'data-capture-sampling',
  ),
  'a type in place': pair(
    { body: pythonConfig({}) },
    { body: typescriptConfig({}) },
    'use-graviton',
    'use-serverless',
    'add-autoscaling',
  ),
  'a type in a constant, and two instances': pair(
    { imports: 'TYPE = "ml.c5.2xlarge"\n', body: pythonConfig({ type: 'TYPE', count: '2' }) },
    { imports: `const TYPE = 'ml.c5.2xlarge';\n`, body: typescriptConfig({ type: 'TYPE', count: '2' }) },
    'use-graviton',
    'add-autoscaling',
  ),
  'a configuration with a name': pair(
    { body: pythonConfig({}, '    endpoint_config_name="orders",\n') },
    { body: typescriptConfig({}, `  endpointConfigName: 'orders',\n`) },
    'use-graviton',
    'use-serverless',
  ),
  'the default of a parameter': pair(
    {
      body: `size = cdk.CfnParameter(self, "Size", default="ml.m4.xlarge")\n${pythonConfig({ type: 'size.value_as_string' })}`,
    },
    {
      body: `const size = new cdk.CfnParameter(this, 'Size', { default: 'ml.m4.xlarge' });\n${typescriptConfig({ type: 'size.valueAsString' })}`,
    },
    'newer-generation',
  ),
  'an override': pair(
    {
      body: `${pythonConfig({ type: '"ml.t2.medium"' })}config.add_property_override("ProductionVariants.0.InstanceType", "ml.c5.xlarge")\n`,
    },
    {
      body: `${typescriptConfig({ type: `'ml.t2.medium'` })}config.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.xlarge');\n`,
    },
    'use-graviton',
  ),
  'more instances than development needs': pair(
    { body: pythonConfig({ count: '3' }, '', 'endpoint_name="orders-dev", ') },
    { body: typescriptConfig({ count: '3' }, '', `endpointName: 'orders-dev', `) },
    'single-instance-in-dev',
  ),
  'everything captured': pair(
    { body: pythonConfig({}, CAPTURE.python) },
    { body: typescriptConfig({}, CAPTURE.typescript) },
    'data-capture-sampling',
  ),
  'an accelerator that is retired': pair(
    { body: pythonConfig({ python: '            accelerator_type="ml.eia2.medium",\n' }) },
    { body: typescriptConfig({ typescript: `      acceleratorType: 'ml.eia2.medium',\n` }) },
    'retired-elastic-inference',
  ),
  'a scaling target without a policy': pair(
    {
      imports: 'from aws_cdk import aws_applicationautoscaling as scaling\n',
      body: `${pythonConfig({}, '', 'endpoint_name="orders", ')}${SCALING.python}`,
    },
    {
      imports: `import { aws_applicationautoscaling as scaling } from 'aws-cdk-lib';\n`,
      body: `${typescriptConfig({}, '', `endpointName: 'orders', `)}${SCALING.typescript}`,
    },
    'use-serverless',
  ),
  'a scaling target with its policy': pair(
    {
      imports: 'from aws_cdk import aws_applicationautoscaling as scaling\n',
      body: `${pythonConfig({}, '', 'endpoint_name="orders", ')}target = ${SCALING.python}scaling.CfnScalingPolicy(
    self,
    "Policy",
    policy_name="invocations",
    policy_type="TargetTrackingScaling",
    scaling_target_id=target.ref,
    target_tracking_scaling_policy_configuration=scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty(
        target_value=70,
        predefined_metric_specification=scaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty(
            predefined_metric_type="SageMakerVariantInvocationsPerInstance"
        ),
    ),
)
`,
    },
    {
      imports: `import { aws_applicationautoscaling as scaling } from 'aws-cdk-lib';\n`,
      body: `${typescriptConfig({}, '', `endpointName: 'orders', `)}const target = ${SCALING.typescript}new scaling.CfnScalingPolicy(this, 'Policy', {
  policyName: 'invocations',
  policyType: 'TargetTrackingScaling',
  scalingTargetId: target.ref,
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 70,
    predefinedMetricSpecification: { predefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
  },
});
`,
    },
    'use-serverless',
  ),
  'a queue that keeps an instance awake': pair(
    { body: pythonConfig({}, QUEUE.python) },
    { body: typescriptConfig({}, QUEUE.typescript) },
    'scale-to-zero',
  ),
  'a GPU that waits for requests': pair(
    {
      imports: '',
      body: pythonConfig({ type: '"ml.g5.xlarge"' }, '', 'endpoint_name="orders", '),
    },
    {
      imports: '',
      body: typescriptConfig({ type: `'ml.g5.xlarge'` }, '', `endpointName: 'orders', `),
    },
    'use-async-inference',
  ),
  'log groups of both levels': pair(
    {
      imports: LOGS.python,
      body: `logs.LogGroup(self, "Default", log_group_name="/orders")
logs.LogGroup(self, "Plain")
logs.LogGroup(self, "Kept", retention=logs.RetentionDays.INFINITE)
logs.CfnLogGroup(self, "First", log_group_name="/first")
`,
    },
    {
      imports: LOGS.typescript,
      body: `new logs.LogGroup(this, 'Default', { logGroupName: '/orders' });
new logs.LogGroup(this, 'Plain');
new logs.LogGroup(this, 'Kept', { retention: logs.RetentionDays.INFINITE });
new logs.CfnLogGroup(this, 'First', { logGroupName: '/first' });
`,
    },
    'log-retention',
  ),
  'a repository that keeps every image': pair(
    {
      imports: 'from aws_cdk import aws_ecr as ecr\n',
      body: 'ecr.Repository(self, "Images", repository_name="orders")\n',
    },
    {
      imports: `import * as ecr from 'aws-cdk-lib/aws-ecr';\n`,
      body: `new ecr.Repository(this, 'Images', { repositoryName: 'orders' });\n`,
    },
    'image-lifecycle',
  ),
  'a repository of the first level': pair(
    {
      imports: 'from aws_cdk import aws_ecr as ecr\n',
      body: 'ecr.CfnRepository(self, "Images", repository_name="orders")\n',
    },
    {
      imports: `import * as ecr from 'aws-cdk-lib/aws-ecr';\n`,
      body: `new ecr.CfnRepository(this, 'Images', { repositoryName: 'orders' });\n`,
    },
    'image-lifecycle',
  ),
  'a constant of the alpha module': pair(
    alphaStack('instance_type=alpha.InstanceType.M4_XLARGE, initial_instance_count=2'),
    alphaClass('instanceType: alpha.InstanceType.M4_XLARGE, initialInstanceCount: 2'),
    'newer-generation',
    'single-instance-in-dev',
  ),
  'a type without a constant in the alpha module': pair(
    alphaStack('instance_type=alpha.InstanceType.of("ml.c5.xlarge")'),
    alphaClass(`instanceType: alpha.InstanceType.of('ml.c5.xlarge')`),
    'use-graviton',
  ),
  'the default type of the alpha module': pair(alphaStack(''), alphaClass(''), 'use-graviton'),
};

interface Offer {
  readonly practice: string;
  /** The program after the fix, or why there is none. */
  readonly text: string | null;
  readonly refused: string | null;
}

/** Every fix that a program is offered, by practice and title. */
function offersFor(file: string, program: string): Map<string, Offer> {
  const advisor = new Advisor();
  advisor.update(sourceOf(file, program));
  const offers = new Map<string, Offer>();
  for (const finding of advisor.advise(file).findings)
    for (const { practice, title, edits, refusal } of advisor.fixes(file, finding))
      offers.set(`${practice}: ${title} (${finding.resource.split('#').at(-1) ?? ''})`, {
        practice,
        text: refusal === null ? applyEdits(program, edits) : null,
        refused: refusal?.reason ?? null,
      });
  return offers;
}

/** Which fixes are offered, and which are refused for what reason. */
function answersOf(offers: ReadonlyMap<string, Offer>): string[] {
  return [...offers].map(([key, { refused }]) => `${key} ${refused ?? ''}`).sort();
}

describe('the CDK in Python', () => {
  it('is asked what the CDK knows, and for nothing else', () => {
    const { python } = pair({ body: pythonConfig({}) }, { body: '' });
    const wrong: Readonly<Record<string, readonly [text: string, error: RegExp]>> = {
      'a keyword that no structure has': [
        python.replace('instance_type=', 'instance_typ='),
        /unexpected.* instance_typ/,
      ],
      'a keyword that no construct has': [python.replace('production_variants=', 'variants='), /unexpected.* variants/],
      'an attribute': [python.replace('attr_model_name', 'attr_model'), /no attr_model/],
      'a name that nothing imports': [python.replace('config = sagemaker.', 'config = sagemaker_.'), /NameError/],
    };
    for (const [name, [text, error]] of Object.entries(wrong))
      assert.throws(() => synthesisedPython([text]), error, name);
  });

  for (const [name, { python, typescript, practices }] of Object.entries(pairs))
    it(`changes the same as in TypeScript: ${name}`, () => {
      const [own, other] = [offersFor('stack.py', python), offersFor('stack.ts', typescript)];
      assert.deepEqual(answersOf(own), answersOf(other));
      for (const practice of practices)
        assert.ok(
          [...own.values()].some((each) => each.practice === practice && each.text !== null),
          practice,
        );
      const texts = [...own].flatMap(([key, { text }]) => (text === null ? [] : [[key, text] as const]));
      assert.deepEqual(
        judge(texts.map(([, text]) => ({ compile: text }))),
        texts.map(() => ({ ok: true })),
      );
      const [before, ...templates] = synthesisedPython([python, ...texts.map(([, text]) => text)]);
      const otherBefore = synthesised(typescript);
      assert.deepEqual(before, otherBefore);
      texts.forEach(([key], index) => {
        const text = other.get(key)?.text ?? null;
        const now = templates[index];
        assert.notDeepEqual(differences(before, now), {}, key);
        assert.deepEqual(now, text === null ? null : synthesised(text), key);
      });
    });
});
