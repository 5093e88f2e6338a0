import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import type { Settings } from '../../src/advisor/settings';
import { sourceOf } from '../law';
import { complaints, differences, fixed, synthesised } from './cdk';

/** A stack with an endpoint of an own image, and what else a case needs. */
function stack(body: string, { imports = '', fields = '', props = '' } = {}): string {
  return `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
${imports}
interface Props extends cdk.StackProps {
  readonly instanceType?: string;
}
${fields}
export class Under extends cdk.Stack {
  constructor(scope: Construct, id: string, props: Props = {}) {
    super(scope, id, props);
    const model = new sagemaker.CfnModel(this, 'Model', {
      executionRoleArn: 'arn:aws:iam::123456789012:role/hosting',
      primaryContainer: { image: \`\${this.account}.dkr.ecr.us-east-1.amazonaws.com/own:1\` },
    });
${props}${body}  }
}
`;
}

function configured(instanceType: string, count = '1', name = ''): string {
  return `    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        {
          variantName: 'AllTraffic',
          modelName: model.attrModelName,
          instanceType: ${instanceType},
          initialInstanceCount: ${count},
          initialVariantWeight: 1,
        },
      ],
    });
    new sagemaker.CfnEndpoint(this, 'Endpoint', { ${name}endpointConfigName: config.attrEndpointConfigName });
`;
}

const ALPHA = `import * as alpha from '@aws-cdk/aws-sagemaker-alpha';\nimport { Repository } from 'aws-cdk-lib/aws-ecr';\n`;

function alpha(variant: string): string {
  return `    const image = alpha.ContainerImage.fromEcrRepository(Repository.fromRepositoryName(this, 'Images', 'own'), 'v1');
    const own = new alpha.Model(this, 'Own', { containers: [{ image }] });
    new alpha.Endpoint(this, 'Served', {
      endpointConfig: new alpha.EndpointConfig(this, 'Serving', {
        instanceProductionVariants: [{ model: own, variantName: 'AllTraffic', ${variant} }],
      }),
    });
`;
}

interface Case {
  readonly practice: string;
  readonly program: string;
  readonly settings?: Partial<Settings>;
  /** What the fixed template says at each path that differs; undefined where nothing is left. */
  readonly after: Readonly<Record<string, unknown>>;
}

const SERVING = 'Resources.ServingEndpointConfigC19DDA42.Properties.ProductionVariants.0';
const VARIANT = 'Resources.Config.Properties.ProductionVariants.0';

const IMAGE_POLICY =
  '{"rules":[{"rulePriority":1,"description":"Expire untagged images older than 14 days","selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countNumber":14,"countUnit":"days"},"action":{"type":"expire"}}]}';

const SCALING = {
  'Resources.EndpointScalingTarget': {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: {
      MaxCapacity: 4,
      MinCapacity: 2,
      ResourceId: {
        'Fn::Join': ['', ['endpoint/', { 'Fn::GetAtt': ['Endpoint', 'EndpointName'] }, '/variant/AllTraffic']],
      },
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      ServiceNamespace: 'sagemaker',
    },
  },
  'Resources.EndpointScalingPolicy': {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'InvocationsPerInstance',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'EndpointScalingTarget' },
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
        TargetValue: 70,
      },
    },
  },
};

const cases: Readonly<Record<string, Case>> = {
  'another type in place': {
    practice: 'use-graviton',
    program: stack(configured(`'ml.c5.xlarge'`)),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another type in a constant': {
    practice: 'use-graviton',
    program: stack(configured('TYPE'), { fields: `const TYPE = "ml.c5.xlarge";` }),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another default of a property': {
    practice: 'use-graviton',
    program: stack(configured('instanceType'), { props: `    const { instanceType = 'ml.c5.xlarge' } = props;\n` }),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another default behind ??': {
    practice: 'use-graviton',
    program: stack(configured(`props.instanceType ?? 'ml.c5.xlarge'`)),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another value of an enum': {
    practice: 'use-graviton',
    program: stack(configured('Size.Small'), {
      fields: `enum Size {\n  Small = 'ml.c5.xlarge',\n  Large = 'ml.c5.9xlarge',\n}`,
    }),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another value of an override': {
    practice: 'use-graviton',
    program: stack(
      `${configured(`'ml.t2.medium'`)}    config.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.xlarge');\n`,
    ),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another value of a parameter': {
    practice: 'use-graviton',
    program: stack(configured('type'), {
      props: `    const type = new cdk.CfnParameter(this, 'Type', { default: 'ml.c5.xlarge' }).valueAsString;\n`,
    }),
    after: { 'Parameters.Type.Default': 'ml.c7g.xlarge' },
  },
  'another value of a parameter with a closed list': {
    practice: 'use-graviton',
    program: stack(configured('type.valueAsString'), {
      props: `    const type = new cdk.CfnParameter(this, 'Type', { default: 'ml.c5.xlarge', allowedValues: ['ml.c5.xlarge', 'ml.m5.xlarge'] });\n`,
    }),
    after: { 'Parameters.Type.Default': 'ml.c7g.xlarge', 'Parameters.Type.AllowedValues.2': 'ml.c7g.xlarge' },
  },
  'another type in a list that is mapped': {
    practice: 'use-graviton',
    program: stack(
      `    new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: ['ml.c5.xlarge'].map((instanceType, index) => ({
        variantName: \`v\${index}\`,
        modelName: model.attrModelName,
        instanceType,
        initialInstanceCount: 1,
        initialVariantWeight: 1,
      })),
    });
`,
    ),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another type under a condition': {
    practice: 'use-graviton',
    program: stack(`    if (props.instanceType === undefined) {\n${configured(`'ml.c5.xlarge'`)}    }\n`),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'scaling under a condition': {
    practice: 'add-autoscaling',
    program: stack(`    if (props.instanceType === undefined) {\n${configured(`'ml.c5.xlarge'`, '2')}    }\n`),
    after: SCALING,
  },
  'no servers': {
    practice: 'use-serverless',
    program: stack(configured(`'ml.c5.xlarge'`)),
    after: {
      [`${VARIANT}.InstanceType`]: undefined,
      [`${VARIANT}.InitialInstanceCount`]: undefined,
      [`${VARIANT}.ServerlessConfig`]: { MaxConcurrency: 5, MemorySizeInMB: 6144 },
    },
  },
  'scaling of an endpoint that had no name in the code': {
    practice: 'add-autoscaling',
    program: stack(configured(`'ml.c5.xlarge'`, '2')),
    after: SCALING,
  },
  'one instance where nobody depends on it': {
    practice: 'single-instance-in-dev',
    program: stack(configured(`'ml.c5.xlarge'`, '3', `endpointName: 'orders-dev', `)),
    after: { [`${VARIANT}.InitialInstanceCount`]: 1 },
  },
  'a retention in place of the default of two years': {
    practice: 'log-retention',
    program: stack(`    new LogGroup(this, 'Logs', { logGroupName: '/orders' });\n`, {
      imports: `import { LogGroup } from 'aws-cdk-lib/aws-logs';\n`,
    }),
    after: { 'Resources.Logs6819BB44.Properties.RetentionInDays': 30 },
  },
  'a retention of a group without properties': {
    practice: 'log-retention',
    program: stack(`    new logs.LogGroup(this, 'Logs');\n`, {
      imports: `import * as logs from 'aws-cdk-lib/aws-logs';\n`,
    }),
    after: { 'Resources.Logs6819BB44.Properties.RetentionInDays': 30 },
  },
  'a retention in place of none': {
    practice: 'log-retention',
    program: stack(`    new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.INFINITE });\n`, {
      imports: `import { aws_logs as logs } from 'aws-cdk-lib';\n`,
    }),
    after: { 'Resources.Logs6819BB44.Properties': { RetentionInDays: 30 } },
  },
  'a retention of the first level': {
    practice: 'log-retention',
    program: stack(`    new logs.CfnLogGroup(this, 'Logs', { logGroupName: '/orders' });\n`, {
      imports: `import * as logs from 'aws-cdk-lib/aws-logs';\n`,
    }),
    after: { 'Resources.Logs.Properties.RetentionInDays': 30 },
  },
  'rules of a repository without properties': {
    practice: 'image-lifecycle',
    program: stack(`    new ecr.Repository(this, 'Images');\n`, {
      imports: `import * as ecr from 'aws-cdk-lib/aws-ecr';\n`,
    }),
    after: { 'Resources.Images2D38C313.Properties': { LifecyclePolicy: { LifecyclePolicyText: IMAGE_POLICY } } },
  },
  'rules of a repository, imported by name': {
    practice: 'image-lifecycle',
    program: stack(`    new Repository(this, 'Images', { repositoryName: 'own', lifecycleRules: [] });\n`, {
      imports: `import { Repository } from 'aws-cdk-lib/aws-ecr';\n`,
    }),
    after: { 'Resources.Images2D38C313.Properties.LifecyclePolicy': { LifecyclePolicyText: IMAGE_POLICY } },
  },
  'another constant of the alpha module': {
    practice: 'newer-generation',
    program: stack(alpha('instanceType: alpha.InstanceType.M4_XLARGE'), { imports: ALPHA }),
    after: { [`${SERVING}.InstanceType`]: 'ml.m5.xlarge' },
  },
  'a type that the alpha module has no constant for': {
    practice: 'use-graviton',
    program: stack(alpha(`instanceType: alpha.InstanceType.of('ml.c5.xlarge')`), { imports: ALPHA }),
    after: { [`${SERVING}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'a type where the alpha module has a default, imported': {
    practice: 'use-graviton',
    program: stack(alpha('').replaceAll('alpha.', ''), {
      imports: `import { ContainerImage, Endpoint, EndpointConfig, Model } from '@aws-cdk/aws-sagemaker-alpha';\nimport { Repository } from 'aws-cdk-lib/aws-ecr';\n`,
    }),
    after: { [`${SERVING}.InstanceType`]: 'ml.c8g.large' },
  },
  'a number of instances of the alpha module': {
    practice: 'single-instance-in-dev',
    program: stack(
      alpha('initialInstanceCount: 2, instanceType: alpha.InstanceType.C5_XLARGE').replace(
        `'Served', {`,
        `'Served', {\n      endpointName: 'orders-dev',`,
      ),
      {
        imports: ALPHA,
      },
    ),
    after: { [`${SERVING}.InitialInstanceCount`]: 1 },
  },
};

describe('CDK: every kind of fix changes what it says in the template, and nothing else', () => {
  for (const [name, each] of Object.entries(cases))
    it(name, () => {
      const before = synthesised(each.program);
      const { text } = fixed(each.program, each.practice, each.settings);
      const changes = differences(before, synthesised(text));
      assert.deepEqual(Object.fromEntries(Object.entries(changes).map(([key, [, after]]) => [key, after])), each.after);
    });

  it('compiles', () => {
    const programs = new Map(
      Object.values(cases).map(({ program, practice, settings }, index) => [
        `fixed-${index}.ts`,
        fixed(program, practice, settings).text,
      ]),
    );
    assert.ok(programs.size > 0);
    assert.deepEqual(complaints(programs), []);
  }).timeout(120_000);

  it('rewrites that are shown compile', () => {
    const IMPORTS = `import * as logs from 'aws-cdk-lib/aws-logs';\nimport * as scheduler from 'aws-cdk-lib/aws-scheduler';\n`;
    const advisor = new Advisor({});
    const file = 'stack.ts';
    const program = stack(configured(`'ml.c5.xlarge'`, '1', `endpointName: 'orders', `));
    advisor.update(sourceOf(file, program));
    advisor.update(
      sourceOf(
        'jobs.yaml',
        `Resources:
  Scores:
    Type: AWS::Serverless::Function
    Properties:
      Handler: scores.handler
      CodeUri: src/
      Policies: [{ Statement: [{ Effect: Allow, Action: 'sagemaker:InvokeEndpoint', Resource: '*' }] }]
      Events: { Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } } }
`,
      ),
    );
    advisor.update(
      sourceOf(
        'src/scores.py',
        'import boto3\nboto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="orders", Body=b"1")\n',
      ),
    );
    const shown = advisor
      .adviseAll()
      .flatMap((each) => each.findings)
      .filter((each) => each.practice === 'use-batch-transform' || each.practice === 'log-retention')
      .map((each) => advisor.recipe(file, each)?.text ?? '');
    assert.equal(shown.length, 2);
    const programs = new Map(
      shown.map((text, index) => [
        `shown-${String(index)}.ts`,
        stack(`    const endpoint = this;\n${text}`, { imports: IMPORTS }),
      ]),
    );
    assert.deepEqual(complaints(programs), []);
  }).timeout(120_000);
});
