import assert from 'node:assert/strict';
import { deploymentsOf } from '../../../src/model/deployment';
import { known } from '../../../src/model/value';
import { contents, deployments, graphOf, graphsOf, typeOf } from './reading';

const HEAD = `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { aws_logs as logs, aws_applicationautoscaling as scaling, aws_ecr as ecr } from 'aws-cdk-lib';
import { Construct } from 'constructs';
interface Props extends cdk.StackProps { readonly type?: string }
`;

function stack(body: string, after = ''): string {
  return `${HEAD}export class S extends cdk.Stack {
  private readonly size = 'ml.m5.2xlarge';
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    ${body}
  }
}
${after}`;
}

function config(type: string, count = '1'): string {
  return `new sagemaker.CfnEndpointConfig(this, 'Config', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: ${type}, initialInstanceCount: ${count} }] });`;
}

describe('the CDK in TypeScript', () => {
  it('reads a model, its configuration and its endpoint as one', () => {
    const [deployment] = deployments(
      stack(`const model = new sagemaker.CfnModel(this, 'Model', { primaryContainer: { image: 'i', environment: { someKey: '1' } } });
    const variant: sagemaker.CfnEndpointConfig.ProductionVariantProperty = { variantName: 'a', modelName: model.attrModelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 2 };
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', { productionVariants: [variant] });
    new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.ref, endpointName: 'e' });`),
    );
    assert.ok(deployment);
    assert.equal(deployment.dialect, 'cdk-typescript');
    assert.equal(deployment.lifetime, 'standing');
    assert.equal(deployment.name, 'e');
    assert.equal(known(deployment.instanceCount), 2);
    assert.equal(deployment.model?.logicalName, 'Model');
    assert.equal(deployment.endpoint?.logicalName, 'Endpoint');
  });

  const types: Readonly<Record<string, readonly [wanted: unknown, text: string]>> = {
    'a field of the class': [{ constant: 'ml.m5.2xlarge' }, stack(config('this.size'))],
    'a property that the caller decides': [{ unresolved: 'argument props.type of S' }, stack(config('props.type'))],
    'a property with a default': [{ default: 'ml.m5.xlarge' }, stack(config(`props.type ?? 'ml.m5.xlarge'`))],
    'a property that the file gives': [
      { constant: 'ml.c5.xlarge' },
      stack(config('props.type'), `new S(new cdk.App(), 'One', { type: 'ml.c5.xlarge' });`),
    ],
    'the default of a template parameter': [
      { default: 'ml.c5.xlarge' },
      stack(
        `const type = new cdk.CfnParameter(this, 'Type', { default: 'ml.c5.xlarge' });\n${config('type.valueAsString')}`,
      ),
    ],
    'a template parameter without default': [
      { unresolved: 'Type' },
      stack(`const type = new cdk.CfnParameter(this, 'Type');\n${config('type.valueAsString')}`),
    ],
    'the context of the app': [{ unresolved: 'context type' }, stack(config(`this.node.tryGetContext('type')`))],
    'an override': [
      { literal: 'ml.c5.2xlarge' },
      stack(
        `const c = ${config(`'ml.c5.xlarge'`)}\nc.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.2xlarge');`,
      ),
    ],
    'an override of the whole resource': [
      { literal: 'ml.c5.2xlarge' },
      stack(
        `const c = ${config(`'ml.c5.xlarge'`)}\nc.addOverride('Properties.ProductionVariants.0.InstanceType', 'ml.c5.2xlarge');`,
      ),
    ],
    'an override under a condition': [
      { oneOf: ['ml.c5.2xlarge', 'ml.c5.xlarge'] },
      stack(
        `const c = ${config(`'ml.c5.xlarge'`)}\nif (props.more) c.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.2xlarge');`,
      ),
    ],
    'an override of what a condition decides': [
      { literal: 'ml.c5.2xlarge' },
      stack(
        `const variants = props.more ? [{ variantName: 'a', modelName: 'm', instanceType: 'ml.c5.xlarge' }] : [{ variantName: 'b', modelName: 'm', instanceType: 'ml.c5.large' }];\nconst c = new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: variants });\nc.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.2xlarge');`,
      ),
    ],
    'an override under a condition by what is not known': [
      { unresolved: 'props.type' },
      stack(
        `const c = ${config(`'ml.c5.xlarge'`)}\nif (props.type) c.addPropertyOverride('ProductionVariants.0.InstanceType', props.type);`,
      ),
    ],
    'variants that are not known': [
      { unresolved: 'argument props.variants of S' },
      stack(`new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: props.variants });`),
    ],
  };
  for (const [name, [wanted, text]] of Object.entries(types))
    it(`knows, or says why it doesn't: ${name}`, () => {
      assert.deepEqual(typeOf(text, 'stack.ts'), wanted);
    });

  it('reads variants that are mapped, one by one', () => {
    const found = deployments(
      stack(`new sagemaker.CfnEndpointConfig(this, 'C', {
      productionVariants: ['ml.m5.xlarge', 'ml.c5.xlarge'].map((instanceType, i) => ({ variantName: \`v\${i}\`, modelName: 'm', instanceType, initialInstanceCount: i + 1 })),
    });`),
    );
    assert.deepEqual(
      found.map((each) => [known(each.variantName), known(each.instanceType), known(each.instanceCount)]),
      [
        ['v0', 'ml.m5.xlarge', 1],
        ['v1', 'ml.c5.xlarge', 2],
      ],
    );
  });

  it('takes the Region of the stack, also for the image', () => {
    const graph = graphOf(
      stack(
        `new sagemaker.CfnModel(this, 'M', { primaryContainer: { image: \`1.dkr.ecr.\${this.region}.amazonaws.com/x:1\` } });\n${config(`'ml.c5.xlarge'`)}`,
        `new S(new cdk.App(), 'One', { env: { region: 'eu-west-1' } });`,
      ),
      'stack.ts',
    );
    const [deployment] = deploymentsOf(graph);
    assert.ok(deployment);
    assert.equal(known(deployment.region), 'eu-west-1');
    assert.deepEqual(contents(graph, 'Model'), [
      { PrimaryContainer: { Image: '1.dkr.ecr.eu-west-1.amazonaws.com/x:1' } },
    ]);
  });

  it('gives each construction of a class a graph of its own', () => {
    const graphs = graphsOf(
      stack(
        config('props.type'),
        `const app = new cdk.App();
new S(app, 'S-dev', { type: 'ml.m5.large' });
new S(app, 'S-prod', { type: 'ml.m5.4xlarge' });`,
      ),
      'stack.ts',
    );
    assert.deepEqual(
      graphs.map((graph) => [graph.environment, deploymentsOf(graph).map((each) => known(each.instanceType))]),
      [
        [null, []],
        ['S-dev', ['ml.m5.large']],
        ['S-prod', ['ml.m5.4xlarge']],
      ],
    );
  });

  it('tells the retention of log groups: for ever, two years, or what is set', () => {
    const graph = graphOf(
      stack(`new sagemaker.CfnModel(this, 'M', {});
    new logs.LogGroup(this, 'A');
    new logs.LogGroup(this, 'B', { retention: logs.RetentionDays.INFINITE });
    new logs.LogGroup(this, 'C', { retention: logs.RetentionDays.ONE_WEEK });
    new logs.CfnLogGroup(this, 'D', { logGroupName: 'd' });
    new logs.LogRetention(this, 'E', { logGroupName: 'e', retention: logs.RetentionDays.ONE_DAY });`),
      'stack.ts',
    );
    assert.deepEqual(contents(graph, 'LogGroup'), [
      { RetentionInDays: 731 },
      {},
      { RetentionInDays: 7 },
      { LogGroupName: 'd' },
      { LogGroupName: 'e', RetentionInDays: 1 },
    ]);
  });

  it('reads scaling, and leaves that of other services alone', () => {
    const graph = graphOf(
      stack(`const endpoint = new sagemaker.CfnEndpoint(this, 'E', { endpointConfigName: 'c' });
    const target = new scaling.ScalableTarget(this, 'T', { serviceNamespace: scaling.ServiceNamespace.SAGEMAKER, minCapacity: 1, maxCapacity: 3, resourceId: \`endpoint/\${endpoint.attrEndpointName}/variant/a\`, scalableDimension: 'sagemaker:variant:DesiredInstanceCount' });
    target.scaleToTrackMetric('Track', { targetValue: 10 });
    new scaling.ScalableTarget(this, 'Table', { serviceNamespace: scaling.ServiceNamespace.DYNAMODB, minCapacity: 1, maxCapacity: 3, resourceId: 'table/x', scalableDimension: 'dynamodb:table:ReadCapacityUnits' });`),
      'stack.ts',
    );
    assert.equal(contents(graph, 'ScalableTarget').length, 1);
    assert.equal(contents(graph, 'ScalingPolicy').length, 1);
  });

  it('reads the alpha module with its defaults and its scaling', () => {
    const graph = graphOf(
      `import * as cdk from 'aws-cdk-lib';
import { Endpoint, EndpointConfig, InstanceType, Model } from '@aws-cdk/aws-sagemaker-alpha';
export class S extends cdk.Stack {
  constructor(scope: cdk.App) {
    super(scope, 'S');
    const model = new Model(this, 'M', { containers: [] });
    const config = new EndpointConfig(this, 'C', { instanceProductionVariants: [{ model, variantName: 'a' }, { model, variantName: 'b', instanceType: InstanceType.C5_2XLARGE, initialInstanceCount: 2 }] });
    config.addInstanceProductionVariant({ model, variantName: 'c', instanceType: InstanceType.of('ml.m6i.large') });
    const endpoint = new Endpoint(this, 'E', { endpointConfig: config });
    const count = endpoint.findInstanceProductionVariant('b').autoScaleInstanceCount({ maxCapacity: 4 });
    count.scaleOnInvocations('Load', { maxRequestsPerSecond: 30 });
  }
}`,
      'stack.ts',
    );
    assert.deepEqual(
      deploymentsOf(graph).map((each) => [
        known(each.variantName),
        known(each.instanceType),
        known(each.instanceCount),
      ]),
      [
        ['a', 'ml.t2.medium', 1],
        ['b', 'ml.c5.2xlarge', 2],
        ['c', 'ml.m6i.large', 1],
      ],
    );
    assert.deepEqual(contents(graph, 'ScalableTarget'), [
      {
        MaxCapacity: 4,
        MinCapacity: 1,
        ResourceId: { parts: ['endpoint/', { reference: 'stack.ts#E' }, '/variant/', 'b'] },
        ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      },
    ]);
    assert.equal(contents(graph, 'ScalingPolicy').length, 1);
  });

  it('reads constructs that make a whole endpoint', () => {
    const text = `import { Stack } from 'aws-cdk-lib';
import * as genai from '@cdklabs/generative-ai-cdk-constructs';
export class S extends Stack {
  constructor() {
    super();
    new genai.JumpStartSageMakerEndpoint(this, 'Jump', { model: genai.JumpStartModel.X, endpointName: 'j', instanceType: genai.SageMakerInstanceType.ML_G5_2XLARGE });
    new genai.HuggingFaceSageMakerEndpoint(this, 'Hub', { modelId: 'x', container, instanceType: genai.SageMakerInstanceType.ML_G5_12XLARGE, instanceCount: 2 });
    new genai.CustomSageMakerEndpoint(this, 'Own', { modelId: 'x', endpointName: 'o', container, modelDataUrl: 's3://x', instanceType: genai.SageMakerInstanceType.of('ml.c5.xlarge'), maxCapacity: 3 });
  }
}`;
    assert.deepEqual(
      deployments(text, 'stack.ts').map((each) => [known(each.instanceType), known(each.instanceCount)]),
      [
        ['ml.g5.2xlarge', 1],
        ['ml.g5.12xlarge', 2],
        ['ml.c5.xlarge', 1],
      ],
    );
    assert.equal(contents(graphOf(text, 'stack.ts'), 'ScalableTarget').length, 1);
  });

  describe('leaves alone', () => {
    const texts: Readonly<Record<string, readonly [file: string, text: string]>> = {
      assertions: [
        'stack-check.ts',
        `import { Template, Match } from 'aws-cdk-lib/assertions';\n${HEAD}Template.fromStack(s).hasResourceProperties('AWS::SageMaker::EndpointConfig', { ProductionVariants: [Match.objectLike({ InstanceType: 'ml.m5.xlarge' })] });\n${config(`'ml.m5.xlarge'`)}`,
      ],
      tests: ['test/stack.test.ts', stack(config(`'ml.m5.xlarge'`))],
      'types of an SDK': [
        'models.ts',
        `export interface ProductionVariant { InstanceType?: 'ml.m5.xlarge' | 'ml.c5.xlarge'; }\nexport declare class CreateEndpointConfigCommand { constructor(input: unknown); }`,
      ],
    };
    for (const [name, [file, text]] of Object.entries(texts))
      it(name, () => {
        assert.deepEqual(deployments(text, file), []);
      });
  });
});
