import type { Settings } from '../../src/advisor/settings';

/** A stack with an endpoint of an own image, and what else a case needs. */
export function stack(body: string, { imports = '', fields = '', props = '' } = {}): string {
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

export function configured(instanceType: string, count = '1', name = ''): string {
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

const CONTAINER_OF_LLM = '763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:0.36.0-lmi18.0.0-cu128';
const TGI =
  '763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-tgi-inference:2.3.0-tgi2.0.2-gpu-py310-cu121-ubuntu22.04';

/** An endpoint that serves a language model. */
function languageModel(environment: string, instanceType: string, image = CONTAINER_OF_LLM): string {
  return `    const writer = new sagemaker.CfnModel(this, 'Writer', {
      executionRoleArn: 'arn:aws:iam::123456789012:role/hosting',
      primaryContainer: { image: '${image}', environment: { ${environment} } },
    });
${configured(instanceType).replace('model.attr', 'writer.attr')}`;
}

/** An endpoint that captures what it is asked. */
function capturing(condition: string): string {
  const capture = `dataCaptureConfig: {
        enableCapture: true,
        initialSamplingPercentage: 100,
        destinationS3Uri: 's3://captured/orders',
        captureOptions: [{ captureMode: 'Input' }],
      }`;
  const given = condition === '' ? capture : `...(${condition}{ ${capture} })`;
  return configured(`'ml.c5.xlarge'`).replace('productionVariants:', `${given},\n      productionVariants:`);
}

function asynchronous(instanceType: string): string {
  return configured(instanceType).replace(
    'productionVariants:',
    `asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://answers/orders' } },\n      productionVariants:`,
  );
}

function serverless(config: string): string {
  return configured('').replace(/instanceType: ,\s+initialInstanceCount: 1,/, `serverlessConfig: { ${config} },`);
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

export interface Case {
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

const NAMED = { 'Fn::GetAtt': ['Endpoint', 'EndpointName'] };

/** Scaling of an asynchronous endpoint from no instances, with what wakes it up. */
const FROM_ZERO = {
  'Resources.EndpointScalingTarget': {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: {
      MaxCapacity: 1,
      MinCapacity: 0,
      ResourceId: { 'Fn::Join': ['', ['endpoint/', NAMED, '/variant/AllTraffic']] },
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      ServiceNamespace: 'sagemaker',
    },
  },
  'Resources.EndpointScalingPolicy': {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'BacklogPerInstance',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'EndpointScalingTarget' },
      TargetTrackingScalingPolicyConfiguration: {
        CustomizedMetricSpecification: {
          Dimensions: [{ Name: 'EndpointName', Value: NAMED }],
          MetricName: 'ApproximateBacklogSizePerInstance',
          Namespace: 'AWS/SageMaker',
          Statistic: 'Average',
        },
        TargetValue: 5,
      },
    },
  },
  'Resources.EndpointWakeUpPolicy': {
    Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    Properties: {
      PolicyName: 'WakeUpFromZero',
      PolicyType: 'StepScaling',
      ScalingTargetId: { Ref: 'EndpointScalingTarget' },
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        Cooldown: 300,
        MetricAggregationType: 'Average',
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    },
  },
  'Resources.EndpointWakeUpAlarm': {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmActions: [{ Ref: 'EndpointWakeUpPolicy' }],
      AlarmName: { 'Fn::Join': ['', [NAMED, '-wake-up']] },
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Dimensions: [{ Name: 'EndpointName', Value: NAMED }],
      EvaluationPeriods: 2,
      MetricName: 'HasBacklogWithoutCapacity',
      Namespace: 'AWS/SageMaker',
      Period: 60,
      Statistic: 'Average',
      Threshold: 1,
    },
  },
};

/** Programs with what a practice's fix makes of their templates. */
export const cases: Readonly<Record<string, Case>> = {
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
  'another value of an override under a condition': {
    practice: 'use-graviton',
    program: stack(
      `${configured(`'ml.t2.medium'`)}    if (props.instanceType === undefined) config.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.xlarge');\n`,
    ),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'another value of what is unpacked under two conditions': {
    practice: 'use-graviton',
    program: stack(
      configured(
        `'ml.t2.medium',\n          ...(props.instanceType ? {} : props.description ? { volumeSizeInGb: 30 } : { instanceType: 'ml.c5.xlarge' })`,
      ),
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
  'another type in the list that a loop goes over': {
    practice: 'use-graviton',
    program: stack(
      `    for (const { name, type } of SERVED) {
      new sagemaker.CfnEndpointConfig(this, name, {
        productionVariants: [
          {
            variantName: 'AllTraffic',
            modelName: model.attrModelName,
            instanceType: type,
            initialInstanceCount: 1,
            initialVariantWeight: 1,
          },
        ],
      });
    }
`,
      {
        fields: `const SERVED = [\n  { name: 'Small', type: 'ml.m6g.large' },\n  { name: 'Config', type: 'ml.c5.xlarge' },\n];`,
      },
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
  'asynchronous, from no instances': {
    practice: 'use-async-inference',
    program: stack(configured(`'ml.g5.xlarge'`)),
    after: {
      'Resources.Config.Properties.AsyncInferenceConfig': {
        OutputConfig: { S3OutputPath: 's3://REPLACE-WITH-YOUR-BUCKET/async-inference/' },
      },
      ...FROM_ZERO,
    },
  },
  'no instances while nothing waits': {
    practice: 'scale-to-zero',
    program: stack(asynchronous(`'ml.g5.xlarge'`)),
    after: FROM_ZERO,
  },
  'a lower share of captured requests': {
    practice: 'data-capture-sampling',
    program: stack(capturing('')),
    after: { 'Resources.Config.Properties.DataCaptureConfig.InitialSamplingPercentage': 20 },
  },
  'a lower share under a condition': {
    practice: 'data-capture-sampling',
    program: stack(capturing('props.instanceType === undefined && ')),
    after: { 'Resources.Config.Properties.DataCaptureConfig.InitialSamplingPercentage': 20 },
  },
  'another type beside what is spread under a condition': {
    practice: 'use-graviton',
    program: stack(
      configured(`'ml.c5.xlarge',\n          ...(props.instanceType === undefined && { volumeSizeInGb: 30 })`),
    ),
    after: { [`${VARIANT}.InstanceType`]: 'ml.c7g.xlarge' },
  },
  'a quantisation in the environment': {
    practice: 'quantize-model',
    program: stack(languageModel(`HF_MODEL_ID: 'mistralai/Mistral-7B-Instruct-v0.2'`, `'ml.g6.12xlarge'`)),
    after: { 'Resources.Writer.Properties.PrimaryContainer.Environment.OPTION_QUANTIZE': 'fp8' },
  },
  'fewer GPUs': {
    practice: 'right-size-gpu',
    program: stack(languageModel(`HF_MODEL_ID: 'tiiuae/falcon-7b', SM_NUM_GPUS: '1'`, `'ml.g5.12xlarge'`, TGI)),
    after: { [`${VARIANT}.InstanceType`]: 'ml.g5.2xlarge' },
  },
  'no provisioned concurrency': {
    practice: 'trim-serverless',
    program: stack(serverless('memorySizeInMb: 4096, maxConcurrency: 5, provisionedConcurrency: 2')),
    after: { [`${VARIANT}.ServerlessConfig.ProvisionedConcurrency`]: undefined },
  },
  'no accelerator of a variant': {
    practice: 'retired-elastic-inference',
    program: stack(configured(`'ml.c5.xlarge',\n          acceleratorType: 'ml.eia2.medium'`)),
    after: { [`${VARIANT}.AcceleratorType`]: undefined },
  },
  'no accelerator of a task': {
    practice: 'retired-elastic-inference',
    program: stack(
      `    new ecs.CfnTaskDefinition(this, 'Task', {
      family: 'scoring',
      containerDefinitions: [
        { name: 'a', image: 'a', resourceRequirements: [{ type: 'InferenceAccelerator', value: 'device' }] },
      ],
      inferenceAccelerators: [{ deviceName: 'device', deviceType: 'eia2.medium' }],
    });
`,
      { imports: `import * as ecs from 'aws-cdk-lib/aws-ecs';\n` },
    ),
    after: {
      'Resources.Task.Properties.InferenceAccelerators': undefined,
      'Resources.Task.Properties.ContainerDefinitions.0.ResourceRequirements': undefined,
    },
  },
  'no model that nothing uses': {
    practice: 'delete-unused-model',
    program: stack(
      `${configured(`'ml.c5.xlarge'`)}    new sagemaker.CfnModel(this, 'Old', {
      executionRoleArn: 'arn:aws:iam::123456789012:role/hosting',
      primaryContainer: { image: \`\${this.account}.dkr.ecr.us-east-1.amazonaws.com/own:1\` },
    });
`,
    ),
    after: { 'Resources.Old': undefined },
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
