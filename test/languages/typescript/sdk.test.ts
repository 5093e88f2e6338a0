import assert from 'node:assert/strict';
import { known } from '../../../src/model/value';
import { contents, deployments, graphOf } from './reading';

const V3 = `import { SageMakerClient, CreateModelCommand, CreateEndpointConfigCommand, CreateEndpointCommand, CreateTransformJobCommand, CreateInferenceComponentCommand, DeleteEndpointCommand } from '@aws-sdk/client-sagemaker';
const client = new SageMakerClient({ region: 'eu-west-1' });
`;
const variant = (more: string): string =>
  `{ EndpointConfigName: 'c', ProductionVariants: [{ VariantName: 'a', ModelName: 'm', ${more} }] }`;
const M5 = `InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 1`;

describe('the AWS SDK for JavaScript', () => {
  it('reads a configuration that is sent in place', () => {
    const [deployment, ...others] = deployments(
      `${V3}await client.send(new CreateEndpointConfigCommand(${variant(M5)}));`,
    );
    assert.equal(others.length, 0);
    assert.equal(deployment?.dialect, 'sdk-javascript');
    assert.equal(known(deployment.instanceType), 'ml.m5.xlarge');
    assert.equal(known(deployment.instanceCount), 1);
    assert.equal(known(deployment.region), 'eu-west-1');
    assert.equal(deployment.lifetime, 'unknown');
  });

  const forms: Readonly<Record<string, string>> = {
    'with its input in a variable': `const input = ${variant(M5)};\nconst command = new CreateEndpointConfigCommand(input);\nawait client.send(command);`,
    'as an argument of a function': `async function deploy(input) { await client.send(new CreateEndpointConfigCommand(input)); }\nawait deploy(${variant(M5)});`,
    'with what is added later': `const input: any = { EndpointConfigName: 'c' };\ninput.ProductionVariants = [{ VariantName: 'a', ModelName: 'm', ${M5} }];\nawait client.send(new CreateEndpointConfigCommand(input));`,
    'pushed into a list': `const variants = [];\nvariants.push({ VariantName: 'a', ModelName: 'm', ${M5} });\nawait client.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants: variants }));`,
    'of the whole module': `import * as sm from '@aws-sdk/client-sagemaker';\nawait client.send(new sm.CreateEndpointConfigCommand(${variant(M5)}));`,
  };
  for (const [name, text] of Object.entries(forms))
    it(`reads a configuration ${name}`, () => {
      const [deployment] = deployments(V3 + text);
      assert.ok(deployment);
      assert.equal(known(deployment.instanceType), 'ml.m5.xlarge');
    });

  it('reads the aggregated client and the second version', () => {
    const aggregated = `import { SageMaker } from '@aws-sdk/client-sagemaker';
const sagemaker = new SageMaker({ region: 'us-west-2' });
await sagemaker.createEndpointConfig(${variant(M5)});`;
    const second = `const AWS = require('aws-sdk');
const sagemaker = new AWS.SageMaker({ region: 'us-west-2' });
sagemaker.createEndpointConfig(${variant(M5)}).promise();`;
    const module = `import SageMaker from 'aws-sdk/clients/sagemaker';
const sagemaker = new SageMaker({ region: 'us-west-2' });
await sagemaker.createEndpointConfig(${variant(M5)}).promise();`;
    for (const text of [aggregated, second, module]) {
      const [deployment] = deployments(text, 'deploy.js');
      assert.ok(deployment, text);
      assert.equal(known(deployment.region), 'us-west-2');
    }
  });

  it('reads a client that is handed over by what the input says', () => {
    const text = `export async function deploy(sagemaker) { await sagemaker.createEndpointConfig(${variant(M5)}); }`;
    assert.equal(deployments(text).length, 1);
    assert.equal(deployments(`export const f = (x) => x.createModel({ name: 'a' });`).length, 0);
  });

  it('reads transforms, components, scaling, log groups and what is done with an endpoint', () => {
    const graph =
      graphOf(`${V3}import { ApplicationAutoScalingClient, RegisterScalableTargetCommand, PutScalingPolicyCommand } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { SageMakerRuntimeClient, InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
const scaling = new ApplicationAutoScalingClient({});
const logs = new CloudWatchLogsClient({});
const runtime = new SageMakerRuntimeClient({});
await client.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
await client.send(new CreateTransformJobCommand({ TransformJobName: 'j', ModelName: 'm', TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 2 } }));
await client.send(new CreateInferenceComponentCommand({ InferenceComponentName: 'i', EndpointName: 'e', RuntimeConfig: { CopyCount: 1 } }));
await scaling.send(new RegisterScalableTargetCommand({ ServiceNamespace: 'sagemaker', ResourceId: 'endpoint/e/variant/a', ScalableDimension: 'sagemaker:variant:DesiredInstanceCount', MinCapacity: 1, MaxCapacity: 2 }));
await scaling.send(new PutScalingPolicyCommand({ PolicyName: 'p', ServiceNamespace: 'sagemaker', ResourceId: 'endpoint/e/variant/a', ScalableDimension: 'sagemaker:variant:DesiredInstanceCount', PolicyType: 'TargetTrackingScaling' }));
await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'g', retentionInDays: 14 }));
for (const row of rows) await runtime.send(new InvokeEndpointCommand({ EndpointName: 'e', Body: row }));
await client.send(new DeleteEndpointCommand({ EndpointName: 'e' }));`);
    assert.deepEqual(contents(graph, 'ScalingPolicy'), [
      {
        PolicyName: 'p',
        PolicyType: 'TargetTrackingScaling',
        ScalingTarget: { reference: 'deploy.ts#RegisterScalableTargetCommand' },
      },
    ]);
    assert.deepEqual(contents(graph, 'ScalableTarget'), [
      {
        MaxCapacity: 2,
        MinCapacity: 1,
        ResourceId: { parts: ['endpoint/', { reference: 'deploy.ts#CreateEndpointCommand' }, '/variant/a'] },
        ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      },
    ]);
    assert.deepEqual(contents(graph, 'LogGroup'), [{ LogGroupName: 'g', RetentionInDays: 14 }]);
    assert.deepEqual(
      graph.observations.map((each) => each.kind),
      ['retentionSet', 'invocation', 'deletion'],
    );
    assert.deepEqual(
      graph.observations.flatMap((each) => (each.kind === 'invocation' ? [each.inLoop, each.resource] : [])),
      [true, 'deploy.ts#CreateEndpointCommand'],
    );
  });

  it('ties what only running names by the variable', () => {
    const graph = graphOf(`${V3}const name = \`orders-\${Date.now()}\`;
await client.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [{ VariantName: 'a', ModelName: 'm', ${M5} }] }));
await client.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: name }));`);
    const [deployment] = deployments(`${V3}const name = \`orders-\${Date.now()}\`;
await client.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [{ VariantName: 'a', ModelName: 'm', ${M5} }] }));
await client.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: name }));`);
    assert.equal(graph.resources.size, 2);
    assert.equal(deployment?.endpoint?.type, 'Endpoint');
  });

  describe('leaves alone', () => {
    const config = `new CreateEndpointConfigCommand(${variant(M5)})`;
    const texts: Readonly<Record<string, readonly [file: string, text: string]>> = {
      'tests by their name': ['deploy.test.ts', `${V3}client.send(${config});`],
      'tests by what they import': ['a.ts', `import { it } from 'vitest';\n${V3}client.send(${config});`],
      mocks: ['a.ts', `${V3}sagemakerMock.on(CreateEndpointConfigCommand, ${variant(M5)}).resolves({});`],
      'comments and strings': [
        'a.ts',
        `${V3}// client.send(${config})\nconst text = "client.send(${config})";`.replaceAll(`'ml`, 'ml'),
      ],
      'the class of another module': [
        'a.ts',
        `import { CreateEndpointConfigCommand } from './own';\nnew CreateEndpointConfigCommand(${variant(M5)});`,
      ],
      'a class of its own': [
        'a.ts',
        `class CreateEndpointConfigCommand {}\nnew CreateEndpointConfigCommand(${variant(M5)});`,
      ],
    };
    for (const [name, [file, text]] of Object.entries(texts))
      it(name, () => {
        assert.deepEqual(deployments(text, file), []);
      });
  });
});
