import { addAutoscaling } from '../../src/practices/addAutoscaling';
import { dataCaptureSampling } from '../../src/practices/dataCaptureSampling';
import { deleteEndpointAfterUse } from '../../src/practices/deleteEndpointAfterUse';
import { logRetention } from '../../src/practices/logRetention';
import { newerGeneration } from '../../src/practices/newerGeneration';
import { retiredElasticInference } from '../../src/practices/retiredElasticInference';
import { rightSizeGpu } from '../../src/practices/rightSizeGpu';
import { scaleToZero } from '../../src/practices/scaleToZero';
import { singleInstanceInDev } from '../../src/practices/singleInstanceInDev';
import { trimServerless } from '../../src/practices/trimServerless';
import { useAsyncInference } from '../../src/practices/useAsyncInference';
import { useGraviton } from '../../src/practices/useGraviton';
import { useServerless } from '../../src/practices/useServerless';
import type { Practice } from '../../src/practices/practice';
import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { applyEdits, sourceOf } from '../law';
import { silent } from './practiceCase';

/** Logs are spoken of where SageMaker is. */
const WITH_SAGEMAKER = { 'model.yaml': 'Resources:\n  Model:\n    Type: AWS::SageMaker::Model\n' };
const OWN_IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1';

/** A stack of an endpoint; `variant` has the lines of its one variant. */
function stack(variant: string, { config = '', endpoint = '', more = '', image = OWN_IMAGE } = {}): string {
  return `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnLogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

interface Props extends cdk.StackProps {
  readonly type?: string;
  readonly scaled?: boolean;
}

export class Ranking extends cdk.Stack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const model = new sagemaker.CfnModel(this, 'Model', { primaryContainer: { image: '${image}' } });
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [
        {
          variantName: 'AllTraffic',
          modelName: model.attrModelName,
${variant}        },
      ],
${config}    });
    const endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', { ${endpoint}endpointConfigName: config.attrEndpointConfigName });
${more}  }
}
`;
}

/** The type and the number of a variant in a stack. */
const of = (type: string, count = '1'): string =>
  `          instanceType: ${type},\n          initialInstanceCount: ${count},\n`;

const SCALED = `    const target = new CfnScalableTarget(this, 'Target', { serviceNamespace: 'sagemaker', resourceId: \`endpoint/\${endpoint.attrEndpointName}/variant/AllTraffic\`, scalableDimension: 'sagemaker:variant:DesiredInstanceCount', minCapacity: 1, maxCapacity: 4 });
    new CfnScalingPolicy(this, 'Policy', { policyName: 'p', policyType: 'TargetTrackingScaling', scalingTargetId: target.ref, targetTrackingScalingPolicyConfiguration: { targetValue: 50, predefinedMetricSpecification: { predefinedMetricType: 'SageMakerVariantInvocationsPerInstance' } } });
`;

/** A program of the third version that makes an endpoint. */
function program(
  variant: string,
  { config = '', after = '', image = OWN_IMAGE, endpointName = 'ranking' } = {},
): string {
  return `import { SageMakerClient, CreateModelCommand, CreateEndpointConfigCommand, CreateEndpointCommand, DeleteEndpointCommand } from '@aws-sdk/client-sagemaker';
import { ApplicationAutoScalingClient, RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { SageMakerRuntimeClient, InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';

const runtime = new SageMakerRuntimeClient({ region: 'us-east-1' });
const client = new SageMakerClient({ region: 'us-east-1' });
await client.send(new CreateModelCommand({ ModelName: 'm', PrimaryContainer: { Image: '${image}' } }));
await client.send(
  new CreateEndpointConfigCommand({
    EndpointConfigName: 'c',
    ProductionVariants: [
      {
        VariantName: 'AllTraffic',
        ModelName: 'm',
${variant}      },
    ],
${config}  }),
);
await client.send(new CreateEndpointCommand({ EndpointName: '${endpointName}', EndpointConfigName: 'c' }));
${after}`;
}

const called = (type: string, count = '1'): string =>
  `        InstanceType: ${type},\n        InitialInstanceCount: ${count},\n`;

const REGISTERED = `const scaling = new ApplicationAutoScalingClient({ region: 'us-east-1' });
await scaling.send(new RegisterScalableTargetCommand({ ServiceNamespace: 'sagemaker', ResourceId: 'endpoint/ranking/variant/AllTraffic', ScalableDimension: 'sagemaker:variant:DesiredInstanceCount', MinCapacity: 1, MaxCapacity: 4 }));
`;

interface Guarded {
  readonly practice: Practice;
  /** What it speaks of, so that each guard is what keeps it silent; with the text after its fix, or null. */
  readonly speaks: Readonly<Record<string, string | null>>;
  readonly quiet: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

const DEV = { endpoint: `endpointName: 'ranking-dev', ` };
const ASYNC = `      asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://b/k' } },\n`;
const CAPTURE = `      dataCaptureConfig: { enableCapture: true, initialSamplingPercentage: 5, destinationS3Uri: 's3://b/k', captureOptions: [{ captureMode: 'Input' }] },\n`;
const CAPTURED = `    DataCaptureConfig: { EnableCapture: true, InitialSamplingPercentage: 100, DestinationS3Uri: 's3://b/k', CaptureOptions: [{ CaptureMode: 'Input' }] },\n`;
const XGBOOST = '246618743249.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:1.7-1';
const INVOKED = `const { Body } = await runtime.send(new InvokeEndpointCommand({ EndpointName: 'ranking', Body: 'x' }));
console.log(Body);
`;
const DELETED = `await client.send(new DeleteEndpointCommand({ EndpointName: 'ranking' }));\n`;
const LOGS = `import { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
const logs = new CloudWatchLogsClient({});
await logs.send(new CreateLogGroupCommand({ logGroupName: '/aws/sagemaker/Endpoints/a' }));
`;
const POLICY = `await logs.send(new PutRetentionPolicyCommand({ logGroupName: '/aws/sagemaker/Endpoints/a', retentionInDays: 14 }));\n`;

const CPU = 'ml.c5.xlarge';

const cases: Readonly<Record<string, Guarded>> = {
  'use-graviton': {
    practice: useGraviton,
    speaks: {
      [stack(of(`'${CPU}'`))]: stack(of(`'ml.c7g.xlarge'`)),
      [program(called(`'${CPU}'`))]: program(called(`'ml.c7g.xlarge'`)),
    },
    quiet: {
      'a model that is not here': stack(of(`'${CPU}'`)).replace('model.attrModelName', 'props.model'),
      'an image for one processor': stack(of(`'${CPU}'`), {
        image:
          '763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04',
      }),
      'what is on Graviton': program(called(`'ml.c7g.xlarge'`)),
      'a GPU': program(called(`'ml.g5.xlarge'`)),
      'a type that the caller gives': stack(of('props.type')),
      'a type that the environment gives': program(called('process.env.TYPE')),
    },
  },
  'newer-generation': {
    practice: newerGeneration,
    speaks: {
      [stack(of(`'ml.m4.xlarge'`))]: stack(of(`'ml.m5.xlarge'`)),
      [program(called(`'ml.m4.xlarge'`))]: program(called(`'ml.m5.xlarge'`)),
    },
    quiet: {
      'the newest generation': stack(of(`'ml.m7i.xlarge'`)),
      'a type that nobody knows': program(called(`'ml.zz9.xlarge'`)),
      'a type in a comment': stack(of('props.type').replace('props.type,', `props.type, // 'ml.m4.xlarge'`)),
      'a type that runs only know': program(called('pick()')),
    },
  },
  'use-serverless': {
    practice: useServerless,
    speaks: {
      [stack(of(`'ml.m5.large'`))]: null,
      [program(called(`'ml.m5.large'`))]: program(
        `        ServerlessConfig: { MemorySizeInMB: 6144, MaxConcurrency: 5 },\n`,
      ),
    },
    quiet: {
      'a GPU': stack(of(`'ml.g5.xlarge'`)),
      'several instances': stack(of(`'ml.m5.large'`, '4'), { endpoint: `endpointName: 'ranking-prod', ` }),
      'data that are captured': stack(of(`'ml.m5.large'`), {
        config: `      dataCaptureConfig: { enableCapture: true, initialSamplingPercentage: 5, destinationS3Uri: 's3://b/k', captureOptions: [{ captureMode: 'Input' }] },\n`,
      }),
      'a queue': program(called(`'ml.m5.large'`), {
        config: `    AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://b/k' } },\n`,
      }),
      'a model in a VPC': stack(of(`'ml.m5.large'`)).replace(
        '{ primaryContainer:',
        `{ vpcConfig: { subnets: ['s'], securityGroupIds: ['g'] }, primaryContainer:`,
      ),
      'what is serverless': program(`        ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },\n`),
    },
  },
  'add-autoscaling': {
    practice: addAutoscaling,
    speaks: { [stack(of(`'${CPU}'`, '3'))]: null, [program(called(`'${CPU}'`, '3'))]: null },
    quiet: {
      'a stack that scales': stack(of(`'${CPU}'`, '3'), { more: SCALED }),
      'a program that scales': program(called(`'${CPU}'`, '3'), { after: REGISTERED }),
      'a number that nobody knows': stack(of(`'${CPU}'`, 'props.count')),
      'a burstable type': stack(of(`'ml.t2.medium'`, '2')),
      'what is serverless': program(`        ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },\n`),
    },
  },
  'single-instance-in-dev': {
    practice: singleInstanceInDev,
    speaks: {
      [stack(of(`'${CPU}'`, '3'), DEV)]: stack(of(`'${CPU}'`), DEV),
      [program(called(`'${CPU}'`, '3'), { endpointName: 'ranking-dev' })]: program(called(`'${CPU}'`), {
        endpointName: 'ranking-dev',
      }),
    },
    quiet: {
      'one instance': stack(of(`'${CPU}'`), { endpoint: `endpointName: 'ranking-dev', ` }),
      'several in production': stack(of(`'${CPU}'`, '3'), { endpoint: `endpointName: 'ranking-prod', ` }),
      'a name that says nothing': stack(of(`'${CPU}'`, '3'), { endpoint: `endpointName: 'device-router', ` }),
      'a number that is known elsewhere': stack(of(`'${CPU}'`, 'props.count'), {
        endpoint: `endpointName: 'ranking-dev', `,
      }),
    },
  },
  'scale-to-zero': {
    practice: scaleToZero,
    speaks: { [stack(of(`'${CPU}'`), { config: ASYNC, more: SCALED })]: null },
    quiet: {
      'what answers at once': stack(of(`'${CPU}'`), { more: SCALED }),
      'a queue that is left at zero': stack(of(`'${CPU}'`), {
        config: `      asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://b/k' } },\n`,
        more: SCALED.replace('minCapacity: 1', 'minCapacity: 0'),
      }),
      'a target that the caller bounds': stack(of(`'${CPU}'`), {
        config: `      asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://b/k' } },\n`,
        more: SCALED.replace('minCapacity: 1', 'minCapacity: props.least'),
      }),
    },
  },
  'log-retention': {
    practice: logRetention,
    files: WITH_SAGEMAKER,
    speaks: {
      [`import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';\nnew CfnLogGroup(stack, 'L', { logGroupName: 'g' });\n`]: `import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';\nnew CfnLogGroup(stack, 'L', { logGroupName: 'g', retentionInDays: 30 });\n`,
      [`import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';\nnew LogGroup(stack, 'L');\nuse(RetentionDays);\n`]: `import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';\nnew LogGroup(stack, 'L', { retention: RetentionDays.ONE_MONTH });\nuse(RetentionDays);\n`,
      [LOGS]: LOGS + POLICY.replace('14', '30'),
    },
    quiet: {
      'a group that keeps a week': `import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';\nnew CfnLogGroup(stack, 'L', { logGroupName: 'g', retentionInDays: 7 });\n`,
      'a constant of the constructs': `import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';\nnew LogGroup(stack, 'L', { retention: RetentionDays.ONE_WEEK });\n`,
      'a retention that the caller gives': `import { LogGroup } from 'aws-cdk-lib/aws-logs';\nexport const make = (stack, retention) => new LogGroup(stack, 'L', { retention });\n`,
      'a policy that comes later': `import { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
const logs = new CloudWatchLogsClient({});
await logs.send(new CreateLogGroupCommand({ logGroupName: '/aws/sagemaker/Endpoints/a' }));
await logs.send(new PutRetentionPolicyCommand({ logGroupName: '/aws/sagemaker/Endpoints/a', retentionInDays: 14 }));
`,
      'groups of another kind of log': `import { LogGroup } from './own-logs';\nnew LogGroup('g');\n`,
    },
  },
  'data-capture-sampling': {
    practice: dataCaptureSampling,
    speaks: {
      [stack(of(`'${CPU}'`), { config: CAPTURE.replace(': 5', ': 100') })]: null,
      [program(called(`'${CPU}'`), { config: CAPTURED })]: null,
    },
    quiet: {
      'a small share': stack(of(`'${CPU}'`), {
        config: `      dataCaptureConfig: { enableCapture: true, initialSamplingPercentage: 5, destinationS3Uri: 's3://b/k', captureOptions: [{ captureMode: 'Input' }] },\n`,
      }),
      'capture that is off': program(called(`'${CPU}'`), {
        config: `    DataCaptureConfig: { EnableCapture: false, InitialSamplingPercentage: 100, DestinationS3Uri: 's3://b/k', CaptureOptions: [] },\n`,
      }),
      'a share that nobody knows': program(called(`'${CPU}'`), {
        config: `    DataCaptureConfig: { EnableCapture: true, InitialSamplingPercentage: Number(process.env.SHARE), DestinationS3Uri: 's3://b/k', CaptureOptions: [] },\n`,
      }),
    },
  },
  'retired-elastic-inference': {
    practice: retiredElasticInference,
    speaks: { [stack(`${of(`'${CPU}'`)}          acceleratorType: 'ml.eia2.medium',\n`)]: stack(of(`'${CPU}'`)) },
    quiet: {
      'no accelerator': stack(of(`'${CPU}'`)),
      'a word in a comment': program(called(`'${CPU}'`).replace(',', ', // was ml.eia2.medium')),
    },
  },
  'right-size-gpu': {
    practice: rightSizeGpu,
    speaks: { [program(called(`'ml.g5.12xlarge'`), { image: XGBOOST })]: null },
    quiet: {
      'an image of its own': program(called(`'ml.g5.12xlarge'`)),
      'no GPU': program(called(`'${CPU}'`), { image: XGBOOST }),
    },
  },
  'trim-serverless': {
    practice: trimServerless,
    speaks: {
      [stack(`          serverlessConfig: { memorySizeInMb: 2048, maxConcurrency: 5, provisionedConcurrency: 5 },\n`)]:
        null,
    },
    quiet: {
      'no provisioned concurrency': program(`        ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },\n`),
      'a server': stack(of(`'${CPU}'`)),
      'a concurrency that nobody knows': stack(
        `          serverlessConfig: { memorySizeInMb: 2048, maxConcurrency: 5, provisionedConcurrency: props.provisioned },\n`,
      ),
    },
  },
  'use-async-inference': {
    practice: useAsyncInference,
    speaks: { [program(called(`'ml.g5.12xlarge'`), { image: XGBOOST, after: INVOKED })]: null },
    quiet: {
      'a queue already': stack(of(`'ml.g5.xlarge'`), {
        config: `      asyncInferenceConfig: { outputConfig: { s3OutputPath: 's3://b/k' } },\n`,
      }),
      'what is serverless': program(`        ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },\n`),
    },
  },
  'delete-endpoint-after-use': {
    practice: deleteEndpointAfterUse,
    speaks: {
      [program(called(`'${CPU}'`), { after: INVOKED })]: program(called(`'${CPU}'`), { after: `${INVOKED}${DELETED}` }),
    },
    quiet: {
      'a stack, which keeps up what it declares': stack(of(`'${CPU}'`)),
      'a program that deletes it': program(called(`'${CPU}'`), {
        after: `${INVOKED}${DELETED}`,
      }),
      'a program that only makes it, for others': program(called(`'${CPU}'`)),
    },
  },
};

const fileOf = (source: string): string => (source.includes('client-') ? 'ranking.mjs' : 'stack.ts');

/** The text after the leading fix of a practice; undefined where it says nothing, null where it has no fix. */
function fixedBy(
  practice: Practice,
  source: string,
  files: Readonly<Record<string, string>>,
): string | null | undefined {
  const advisor = new Advisor();
  for (const [file, text] of Object.entries({ ...files, [fileOf(source)]: source }))
    advisor.update(sourceOf(file, text));
  const finding = advisor.advise(fileOf(source)).findings.find((each) => each.practice === practice.id);
  if (finding === undefined) return undefined;
  const fix = advisor.fixes(fileOf(source), finding).find((each) => each.practice === practice.id);
  return fix === undefined || fix.refusal !== null ? null : applyEdits(source, fix.edits);
}

describe('practices in TypeScript and JavaScript', () => {
  for (const [id, { practice, speaks, quiet, files = {} }] of Object.entries(cases))
    describe(id, () => {
      it('speaks, and says what it changes', () => {
        for (const [source, fixed] of Object.entries(speaks)) {
          const after = fixedBy(practice, source, files);
          assert.notEqual(after, undefined, source);
          if (fixed !== null) assert.equal(after, fixed);
        }
      });
      for (const [name, source] of Object.entries(quiet))
        it(`is silent about ${name}`, () => {
          silent(practice, { file: fileOf(source), source, files });
        });
    });
});
