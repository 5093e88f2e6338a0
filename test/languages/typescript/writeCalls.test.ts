import assert from 'node:assert/strict';
import { typescript } from '../../../src/languages/typescript';
import type { Graph } from '../../../src/model/graph';
import { resourcesOf } from '../../../src/model/graph';
import type { NewResource, Op } from '../../../src/model/operation';
import type { ResourceType } from '../../../src/model/resource';
import { assertLaw, sourceOf } from '../../law';

function written(text: string, opsOf: (graph: Graph) => readonly Op[], file = 'deploy.mjs'): string {
  const outcome = assertLaw(typescript, sourceOf(file, text), opsOf);
  return outcome.kind === 'refused' ? `refused: ${outcome.refusal.reason}` : (outcome.source.cells[0]?.text ?? '');
}

function idOf(graph: Graph, type: ResourceType): string {
  const [resource] = resourcesOf(graph, type);
  assert.ok(resource);
  return resource.id;
}

/** A step policy and the alarm that calls it, beside a target that is new, or there already. */
function wakeUp(beside: string, target: string, endpoint: string): NewResource[] {
  const policy: NewResource = {
    id: 'policy',
    type: 'ScalingPolicy',
    nameHint: 'WakeUp',
    beside,
    properties: {
      PolicyName: 'WakeUpFromZero',
      PolicyType: 'StepScaling',
      ScalingTarget: { reference: target, attribute: 'Ref' },
    },
  };
  const alarm: NewResource = {
    id: 'alarm',
    type: 'Alarm',
    nameHint: 'Alarm',
    beside: policy.id,
    properties: {
      AlarmName: { parts: [{ reference: endpoint, attribute: 'EndpointName' }, '-wake-up'] },
      AlarmActions: { items: [{ reference: policy.id, attribute: 'Ref' }] },
    },
  };
  return [policy, alarm];
}

function addAll(graph: Graph): Op[] {
  const endpoint = idOf(graph, 'Endpoint');
  const target: NewResource = {
    id: 'target',
    type: 'ScalableTarget',
    nameHint: 'Target',
    beside: endpoint,
    properties: {
      ResourceId: { parts: ['endpoint/', { reference: endpoint, attribute: 'EndpointName' }, '/variant/a'] },
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      MinCapacity: 0,
      MaxCapacity: 2,
    },
  };
  return [target, ...wakeUp(target.id, target.id, endpoint)].map((resource) => ({ op: 'add', resource }));
}

/** The calls that follow, of a client and of the cloud's watch, sent as the program sends its own. */
function calls(send: (client: string, operation: string, input: string) => string, policy: string): string {
  const id = '  ServiceNamespace: "sagemaker",\n  ResourceId: "endpoint/orders/variant/a",';
  const dimension = '  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",';
  return [
    send('autoscaling', 'RegisterScalableTarget', `{\n${id}\n${dimension}\n  MinCapacity: 0,\n  MaxCapacity: 2,\n}`),
    `const wakeUp = ${send('autoscaling', 'PutScalingPolicy', `{\n  PolicyName: "WakeUpFromZero",\n${id}\n${dimension}\n  PolicyType: "StepScaling",\n}`)}`,
    send('cloudwatch', 'PutMetricAlarm', `{\n  AlarmName: "orders-wake-up",\n  AlarmActions: [${policy}],\n}`),
    '',
  ].join('\n');
}

describe('calls that are added to JavaScript', () => {
  const V3 = `import { CreateEndpointCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
`;
  const ADDED = `import { ApplicationAutoScalingClient, PutScalingPolicyCommand, RegisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
`;
  const BODY = `const client = new SageMakerClient({ region: "eu-west-1" });
await client.send(new CreateEndpointCommand({ EndpointName: "orders", EndpointConfigName: "c" }));
`;
  const CLIENTS = `const autoscaling = new ApplicationAutoScalingClient({ region: "eu-west-1" });
const cloudwatch = new CloudWatchClient({ region: "eu-west-1" });
`;
  const sent = (client: string, operation: string, input: string): string =>
    `await ${client}.send(new ${operation}Command(${input}));`;

  it('are commands of the third version, with an alarm that calls the policy', () => {
    assert.equal(written(V3 + BODY, addAll), V3 + ADDED + BODY + CLIENTS + calls(sent, 'wakeUp.PolicyARN'));
  });

  it('say in TypeScript that the answer is there', () => {
    assert.equal(
      written(V3 + BODY, addAll, 'deploy.ts'),
      V3 + ADDED + BODY + CLIENTS + calls(sent, 'wakeUp.PolicyARN!'),
    );
  });

  it('are methods of the aggregated client', () => {
    const head = `import { SageMaker } from "@aws-sdk/client-sagemaker";\n`;
    const body = `const sm = new SageMaker({});\nawait sm.createEndpoint({ EndpointName: "orders", EndpointConfigName: "c" });\n`;
    const method = (client: string, operation: string, input: string): string =>
      `await ${client}.${operation.charAt(0).toLowerCase()}${operation.slice(1)}(${input});`;
    assert.equal(
      written(head + body, addAll),
      `${head}import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
${body}const autoscaling = new ApplicationAutoScaling({});
const cloudwatch = new CloudWatch({});
${calls(method, 'wakeUp.PolicyARN')}`,
    );
  });

  const promised = (client: string, operation: string, input: string): string =>
    `await ${client}.${operation.charAt(0).toLowerCase()}${operation.slice(1)}(${input}).promise();`;

  it('are promises of the second version, by the name that the SDK has', () => {
    const head = `const AWS = require("aws-sdk");
async function deploy() {
  const sagemaker = new AWS.SageMaker({ region: "eu-west-1" });
  await sagemaker.createEndpoint({ EndpointName: "orders", EndpointConfigName: "c" }).promise();
`;
    const lines = `const autoscaling = new AWS.ApplicationAutoScaling({ region: "eu-west-1" });
const cloudwatch = new AWS.CloudWatch({ region: "eu-west-1" });
${calls(promised, 'wakeUp.PolicyARN')}`;
    assert.equal(written(`${head}}\n`, addAll, 'deploy.js'), `${head}${lines.replace(/^(?=.)/gm, '  ')}}\n`);
  });

  it('import their classes where the second version is imported by name', () => {
    const head = `import { SageMaker } from "aws-sdk";\n`;
    const body = `const sm = new SageMaker();\nawait sm.createEndpoint({ EndpointName: "orders", EndpointConfigName: "c" }).promise();\n`;
    assert.equal(
      written(head + body, addAll),
      `import { SageMaker, ApplicationAutoScaling, CloudWatch } from "aws-sdk";\n${body}const autoscaling = new ApplicationAutoScaling();
const cloudwatch = new CloudWatch();
${calls(promised, 'wakeUp.PolicyARN')}`,
    );
  });

  it('are refused where no class can be named, and where nobody waits for an answer', () => {
    const single = `import SageMaker from "aws-sdk/clients/sagemaker";\nconst sm = new SageMaker();\nawait sm.createEndpoint({ EndpointName: "orders", EndpointConfigName: "c" }).promise();\n`;
    assert.equal(written(single, addAll), 'refused: notExpressible');
    const callback = `const AWS = require("aws-sdk");\nconst sm = new AWS.SageMaker();\nsm.createEndpoint({ EndpointName: "orders", EndpointConfigName: "c" }, done);\n`;
    assert.equal(written(callback, addAll), 'refused: notExpressible');
  });

  it('use the clients that are there, and come behind what waits for the endpoint', () => {
    const imports = `import { CreateEndpointCommand, SageMakerClient, waitUntilEndpointInService } from "@aws-sdk/client-sagemaker";
import { ApplicationAutoScalingClient, RegisterScalableTargetCommand, PutScalingPolicyCommand } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
const scaling = new ApplicationAutoScalingClient({});
const watch = new CloudWatchClient({});
`;
    const wait = `await waitUntilEndpointInService({ client, maxWaitTime: 1800 }, { EndpointName: "orders" });\n`;
    const done = `console.log("done");\n`;
    const own = (client: string, operation: string, input: string): string =>
      sent(client === 'autoscaling' ? 'scaling' : 'watch', operation, input);
    assert.equal(
      written(imports + BODY + wait + done, addAll),
      imports + BODY + wait + calls(own, 'wakeUp.PolicyARN') + done,
    );
  });

  it('name a target that is there already as it names itself', () => {
    const text = `import { CreateEndpointCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { ApplicationAutoScalingClient, RegisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
const client = new SageMakerClient({});
const scaling = new ApplicationAutoScalingClient({});
const name = "orders";
await client.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: "c" }));
await scaling.send(new RegisterScalableTargetCommand({
  ServiceNamespace: "sagemaker",
  ResourceId: \`endpoint/\${name}/variant/a\`,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  MinCapacity: 0,
  MaxCapacity: 2,
}));
`;
    const add = (graph: Graph): Op[] => {
      const target = idOf(graph, 'ScalableTarget');
      return wakeUp(target, target, idOf(graph, 'Endpoint')).map((resource) => ({ op: 'add', resource }));
    };
    const after = written(text, add);
    const literal = text.replace('`endpoint/${name}/variant/a`', '"endpoint/orders/variant/a"');
    assert.match(written(literal, add), /PutScalingPolicyCommand\([^]*ResourceId: "endpoint\/orders\/variant\/a"/);
    assert.ok(
      after.endsWith(`const cloudwatch = new CloudWatchClient({});
const wakeUp = await scaling.send(new PutScalingPolicyCommand({
  PolicyName: "WakeUpFromZero",
  ServiceNamespace: "sagemaker",
  ResourceId: \`endpoint/\${name}/variant/a\`,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  PolicyType: "StepScaling",
}));
await cloudwatch.send(new PutMetricAlarmCommand({
  AlarmName: \`\${name}-wake-up\`,
  AlarmActions: [wakeUp.PolicyARN],
}));
`),
      after,
    );
  });

  describe('delete what was made', () => {
    const remove =
      (...types: ResourceType[]) =>
      (graph: Graph): Op[] =>
        types.map((type) => ({ op: 'delete', resource: idOf(graph, type) }));

    it('by commands, at the end of the program', () => {
      const use = `await use("orders");\n`;
      assert.equal(
        written(V3 + BODY + use, remove('Endpoint')),
        `import { CreateEndpointCommand, SageMakerClient, DeleteEndpointCommand } from "@aws-sdk/client-sagemaker";\n${BODY}${use}await client.send(new DeleteEndpointCommand({ EndpointName: "orders" }));\n`,
      );
    });

    it('by promises, the endpoint before what it is made of', () => {
      const text = `const AWS = require("aws-sdk");
async function demo() {
  const sm = new AWS.SageMaker();
  await sm.createEndpointConfig({ EndpointConfigName: "c", ProductionVariants: [] }).promise();
  await sm.createEndpoint({ EndpointName: "orders", EndpointConfigName: "c" }).promise();
  await use("orders");
`;
      assert.equal(
        written(`${text}}\n`, remove('EndpointConfig', 'Endpoint'), 'demo.js'),
        `${text}  await sm.deleteEndpoint({ EndpointName: "orders" }).promise();
  await sm.deleteEndpointConfig({ EndpointConfigName: "c" }).promise();
}
`,
      );
    });

    it('not where the code may have left before', () => {
      const text = `import { CreateEndpointCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
const client = new SageMakerClient({});
export async function demo() {
  await client.send(new CreateEndpointCommand({ EndpointName: "orders", EndpointConfigName: "c" }));
  return use("orders");
}
`;
      assert.equal(written(text, remove('Endpoint')), 'refused: notExpressible');
      assert.equal(written(`${V3}${BODY}process.exit(0);\n`, remove('Endpoint')), 'refused: notExpressible');
    });
  });
});
