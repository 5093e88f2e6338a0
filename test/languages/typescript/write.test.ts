import assert from 'node:assert/strict';
import fc from 'fast-check';
import { typescript } from '../../../src/languages/typescript';
import { deploymentsOf } from '../../../src/model/deployment';
import type { Graph } from '../../../src/model/graph';
import { resourcesOf } from '../../../src/model/graph';
import type { Op } from '../../../src/model/operation';
import type { ResourceType } from '../../../src/model/resource';
import { assertLaw, sourceOf } from '../../law';

function written(text: string, opsOf: (graph: Graph) => readonly Op[], file = 'deploy.ts'): string {
  const outcome = assertLaw(typescript, sourceOf(file, text), opsOf);
  return outcome.kind === 'refused' ? `refused: ${outcome.refusal.reason}` : (outcome.source.cells[0]?.text ?? '');
}

function idOf(graph: Graph, type: ResourceType, index = 0): string {
  const resource = resourcesOf(graph, type)[index];
  assert.ok(resource);
  return resource.id;
}

const setType =
  (index = 0, variant = 0) =>
  (graph: Graph): Op[] => [
    {
      op: 'set',
      resource: idOf(graph, 'EndpointConfig', index),
      path: ['ProductionVariants', variant, 'InstanceType'],
      value: 'ml.c7g.large',
    },
  ];

const serverless = (graph: Graph): Op[] => {
  const resource = idOf(graph, 'EndpointConfig');
  const at = (name: string): (string | number)[] => ['ProductionVariants', 0, name];
  return [
    { op: 'unset', resource, path: at('InstanceType') },
    { op: 'unset', resource, path: at('InitialInstanceCount') },
    { op: 'set', resource, path: [...at('ServerlessConfig'), 'MemorySizeInMB'], value: 4096 },
    { op: 'set', resource, path: [...at('ServerlessConfig'), 'MaxConcurrency'], value: 5 },
  ];
};

const SDK = `import { SageMakerClient, CreateEndpointConfigCommand } from "@aws-sdk/client-sagemaker";
const client = new SageMakerClient({});
`;

describe('writing TypeScript and JavaScript', () => {
  describe('keeps the style of what is there', () => {
    const cases: Readonly<
      Record<string, readonly [before: string, ops: (graph: Graph) => readonly Op[], after: string]>
    > = {
      'double quotes': [
        `await client.send(new CreateEndpointConfigCommand({ ProductionVariants: [{ InstanceType: "ml.c5.large" }] }));`,
        setType(),
        `await client.send(new CreateEndpointConfigCommand({ ProductionVariants: [{ InstanceType: "ml.c7g.large" }] }));`,
      ],
      'no commas at the end': [
        `const input = {\n\tProductionVariants: [\n\t\t{\n\t\t\tVariantName: 'a',\n\t\t\tInstanceType: 'ml.c5.large',\n\t\t\tInitialInstanceCount: 1\n\t\t}\n\t]\n}\nawait client.send(new CreateEndpointConfigCommand(input))`,
        serverless,
        `const input = {\n\tProductionVariants: [\n\t\t{\n\t\t\tVariantName: 'a',\n\t\t\tServerlessConfig: { MemorySizeInMB: 4096, MaxConcurrency: 5 }\n\t\t}\n\t]\n}\nawait client.send(new CreateEndpointConfigCommand(input))`,
      ],
      'comments beside': [
        `await client.send(new CreateEndpointConfigCommand({\n  ProductionVariants: [\n    {\n      // the one variant\n      VariantName: 'a', // its name\n      InstanceType: 'ml.c5.large', // its type\n      InitialInstanceCount: 1,\n    },\n  ],\n}));`,
        serverless,
        `await client.send(new CreateEndpointConfigCommand({\n  ProductionVariants: [\n    {\n      // the one variant\n      VariantName: 'a', // its name\n      ServerlessConfig: { MemorySizeInMB: 4096, MaxConcurrency: 5 },\n    },\n  ],\n}));`,
      ],
      'a shorthand property': [
        `const InstanceType = process.env.TYPE ?? 'ml.c5.large';\nconst other = InstanceType;\nawait client.send(new CreateEndpointConfigCommand({ ProductionVariants: [{ InstanceType }] }));\nawait other.use();`,
        setType(),
        `const InstanceType = process.env.TYPE ?? 'ml.c5.large';\nconst other = InstanceType;\nawait client.send(new CreateEndpointConfigCommand({ ProductionVariants: [{ InstanceType: "ml.c7g.large" }] }));\nawait other.use();`,
      ],
    };
    for (const [name, [before, ops, after]] of Object.entries(cases))
      it(name, () => {
        assert.equal(written(SDK + before, ops), SDK + after);
      });
  });

  describe('changes a shared value where it is used, or not at all', () => {
    it('prints of it do not count', () => {
      const text = `${SDK}const TYPE = 'ml.c5.large';\nconsole.log(TYPE);\nawait client.send(new CreateEndpointConfigCommand({ ProductionVariants: [{ InstanceType: TYPE }] }));`;
      assert.equal(written(text, setType()), text.replace('ml.c5.large', 'ml.c7g.large'));
    });

    it('another reader keeps its value', () => {
      const text = `${SDK}const TYPE = 'ml.c5.large';\nawait train(TYPE);\nawait client.send(new CreateEndpointConfigCommand({ ProductionVariants: [{ InstanceType: TYPE }] }));`;
      assert.equal(written(text, setType()), text.replace('InstanceType: TYPE', `InstanceType: "ml.c7g.large"`));
    });

    it('an object that two configurations are made of', () => {
      const text = `${SDK}const variant = { VariantName: 'a', InstanceType: 'ml.c5.large', InitialInstanceCount: 1 };
await client.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'a', ProductionVariants: [variant] }));
await client.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'b', ProductionVariants: [variant] }));`;
      assert.equal(written(text, setType()), 'refused: sharedValue');
      assert.equal(
        written(text, (graph) => [...setType(0)(graph), ...setType(1)(graph)]),
        text.replace('ml.c5.large', 'ml.c7g.large'),
      );
    });

    it('one object that a list is mapped to', () => {
      const text = `${SDK}await client.send(new CreateEndpointConfigCommand({ ProductionVariants: ['a', 'b'].map((VariantName) => ({ VariantName, InstanceType: 'ml.c5.large' })) }));`;
      assert.equal(written(text, setType()), 'refused: sharedValue');
      assert.equal(
        written(text, (graph) => [...setType(0, 0)(graph), ...setType(0, 1)(graph)]),
        text.replace('ml.c5.large', 'ml.c7g.large'),
      );
    });
  });

  it('takes statements out whose results nobody needs', () => {
    const text = `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
export class S extends cdk.Stack {
  constructor(scope: cdk.App) {
    super(scope, 'S');
    const endpoint = new sagemaker.CfnEndpoint(this, 'E', { endpointConfigName: 'c' });
    const target = new scaling.CfnScalableTarget(this, 'T', {
      minCapacity: 1,
      maxCapacity: 2,
      resourceId: \`endpoint/\${endpoint.attrEndpointName}/variant/a\`,
      scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      serviceNamespace: 'sagemaker',
    });
    new scaling.CfnScalingPolicy(this, 'P', {
      policyName: 'p',
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
    });
  }
}
`;
    const remove =
      (...types: ResourceType[]) =>
      (graph: Graph): Op[] =>
        types.map((type) => ({ op: 'remove', resource: idOf(graph, type) }));
    const bare = text
      .replace(/ {4}const target[^]*?\n {4}\}\);\n/, '')
      .replace(/ {4}new scaling[^]*?\n {4}\}\);\n/, '')
      .replace(/import \* as scaling.*\n/, '');
    assert.equal(written(text, remove('ScalableTarget', 'ScalingPolicy'), 'stack.ts'), bare);
    assert.equal(written(text, remove('ScalableTarget'), 'stack.ts'), 'refused: notExpressible');
  });

  it('keeps a name that is written as text in one', () => {
    const text = `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
export class S extends cdk.Stack {
  constructor(scope: cdk.App) {
    super(scope, 'S');
    new sagemaker.CfnEndpointConfig(this, 'C', { endpointConfigName: 'orders', productionVariants: [] });
    new sagemaker.CfnEndpoint(this, 'E', { endpointConfigName: 'orders' });
  }
}
`;
    const rename = (graph: Graph): Op[] => [
      { op: 'rename', resource: idOf(graph, 'EndpointConfig'), name: 'orders-v2' },
    ];
    assert.equal(written(text, rename, 'stack.ts'), text.replaceAll(`'orders'`, `'orders-v2'`));
  });

  it('leaves generated files alone', () => {
    const text = `// @generated by a tool\n${SDK}await client.send(new CreateEndpointConfigCommand({ ProductionVariants: [{ InstanceType: 'ml.c5.large' }] }));`;
    assert.equal(written(text, setType()), 'refused: generated');
  });

  it('obeys the law over programs of many forms', () => {
    const form = fc.record({
      quote: fc.constantFrom(`'`, '"', '`'),
      where: fc.constantFrom('inline', 'constant', 'object', 'default', 'function', 'spread', 'mapped', 'later'),
      comma: fc.boolean(),
      lines: fc.boolean(),
      breaks: fc.constantFrom('\n', '\r\n'),
      dialect: fc.constantFrom('sdk', 'cdk'),
      op: fc.constantFrom('type', 'serverless', 'count'),
    });
    fc.assert(
      fc.property(form, ({ quote, where, comma, lines, breaks, dialect, op }) => {
        const isCdk = dialect === 'cdk';
        const key = (name: string): string => (isCdk ? name.charAt(0).toLowerCase() + name.slice(1) : name);
        const type = `${quote}ml.c5.large${quote}`;
        const [before, value] = {
          inline: ['', type],
          constant: [`const TYPE = ${type};`, 'TYPE'],
          object: [`const TYPES = { small: ${type} };`, 'TYPES.small'],
          default: [`const given: { type?: string } = JSON.parse(text);`, `given.type ?? ${type}`],
          function: [`const pick = (size: string) => size;`, `pick(${type})`],
          spread: ['', type],
          mapped: ['', type],
          later: ['let TYPE;', 'TYPE'],
        }[where];
        const assigned = where === 'later' ? `TYPE = ${type};` : '';
        const parts = [
          `${key('VariantName')}: ${quote}a${quote}`,
          `${key('ModelName')}: ${quote}m${quote}`,
          `${key('InstanceType')}: ${value}`,
          `${key('InitialInstanceCount')}: 1`,
        ];
        const inside = lines
          ? `{\n      ${parts.join(',\n      ')}${comma ? ',' : ''}\n    }`
          : `{ ${parts.join(', ')}${comma ? ',' : ''} }`;
        const item = where === 'spread' ? `{ ...${inside} }` : inside;
        const list = where === 'mapped' ? `[1].map(() => (${item}))` : `[${item}]`;
        const call = isCdk
          ? `new CfnEndpointConfig(stack, 'C', { productionVariants: ${list} });`
          : `await client.send(new CreateEndpointConfigCommand({ ProductionVariants: ${list} }));`;
        const head = isCdk ? `import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';` : SDK;
        const text = [head, before, assigned, call, ''].join('\n').replaceAll('\n', breaks);
        const ops = (graph: Graph): readonly Op[] => {
          assert.equal(deploymentsOf(graph).length, 1);
          if (op === 'type') return setType()(graph);
          if (op === 'serverless') return serverless(graph);
          return [
            {
              op: 'set',
              resource: idOf(graph, 'EndpointConfig'),
              path: ['ProductionVariants', 0, 'InitialInstanceCount'],
              value: 3,
            },
          ];
        };
        const outcome = written(text, ops);
        assert.ok(!outcome.startsWith('refused'), `${outcome}\n${text}`);
        if (breaks === '\r\n') assert.ok(!/[^\r]\n/.test(outcome), 'a line break of another kind');
      }),
    );
  });
});
