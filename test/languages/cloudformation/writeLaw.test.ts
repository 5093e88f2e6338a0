import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloudFormation as language } from '../../../src/languages/cloudformation';
import { link } from '../../../src/languages/cloudformation/link';
import { read } from '../../../src/languages/cloudformation/read';
import { writeCloudFormation } from '../../../src/languages/cloudformation/write';
import type { Op, Plain } from '../../../src/model/operation';
import { applyEdits, assertLaw, sourceOf, US_EAST_1 } from '../../law';
import { call, list, map, scalar, written, writings, type Node } from './generated';

const FILE = 'infra/endpoint.yaml';
const id = (name: string): string => `${FILE}#${name}`;
const VARIANT = ['ProductionVariants', 0];

/** A choice of how one value is given. */
const countNode = fc.constantFrom<Node>(scalar(2), scalar('2'), call('Ref', 'Count'), {
  kind: 'if',
  condition: 'IsProd',
  then: scalar(4),
  otherwise: scalar(1),
});
const typeNode = fc.constantFrom<Node>(scalar('ml.m5.large'), call('Ref', 'Type'), call('Ref', 'Unknown'), {
  kind: 'map',
  entries: [['Fn::FindInMap', list(scalar('Sizes'), scalar('dev'), scalar('Type'))]],
});
const nameNode = fc.constantFrom<Node | null>(null, scalar('fraud-config'), call('Sub', '${Stage}-config'));

interface Shape {
  readonly count: Node;
  readonly type: Node;
  readonly name: Node | null;
  readonly second: boolean;
  readonly scaled: boolean;
  readonly capture: boolean;
  readonly bareLogs: boolean;
  readonly order: readonly number[];
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  count: countNode,
  type: typeNode,
  name: nameNode,
  second: fc.boolean(),
  scaled: fc.boolean(),
  capture: fc.boolean(),
  bareLogs: fc.boolean(),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8, maxLength: 8 }),
});

function resource(
  type: string,
  properties: Readonly<Record<string, Node>> | null,
  more: Readonly<Record<string, Node>> = {},
): Node {
  return map({ Type: scalar(type), ...more, ...(properties === null ? {} : { Properties: map(properties) }) });
}

function templateOf(shape: Shape): Node {
  const variant = map({
    VariantName: scalar('AllTraffic'),
    ModelName: call('GetAtt', 'Model.ModelName'),
    InstanceType: shape.type,
    InitialInstanceCount: shape.count,
    InitialVariantWeight: scalar(1),
  });
  const resources: [string, Node][] = [
    [
      'Model',
      resource('AWS::SageMaker::Model', {
        PrimaryContainer: map({ Image: scalar('763.dkr/x:1'), Mode: scalar('SingleModel') }),
      }),
    ],
    [
      'Config',
      resource('AWS::SageMaker::EndpointConfig', {
        ...(shape.name === null ? {} : { EndpointConfigName: shape.name }),
        ProductionVariants: list(variant),
        ...(shape.capture
          ? {
              DataCaptureConfig: map({
                InitialSamplingPercentage: scalar(100),
                CaptureOptions: list(map({ CaptureMode: scalar('Input') })),
              }),
            }
          : {}),
        Tags: list(map({ Key: scalar('team'), Value: scalar('fraud') })),
      }),
    ],
    [
      'Endpoint',
      resource('AWS::SageMaker::Endpoint', {
        EndpointName: scalar('fraud'),
        EndpointConfigName: call('GetAtt', 'Config.EndpointConfigName'),
      }),
    ],
    ['Logs', resource('AWS::Logs::LogGroup', shape.bareLogs ? null : { LogGroupName: scalar('/aws/sagemaker/fraud') })],
    [
      'Topic',
      resource(
        'AWS::SNS::Topic',
        { DisplayName: scalar('a b') },
        { DependsOn: shape.scaled ? list(scalar('Model'), scalar('Policy')) : scalar('Model') },
      ),
    ],
  ];
  // Another configuration that reads the same parameters.
  if (shape.second)
    resources.push(['Second', resource('AWS::SageMaker::EndpointConfig', { ProductionVariants: list(variant) })]);
  if (shape.scaled)
    resources.push(
      [
        'Target',
        resource('AWS::ApplicationAutoScaling::ScalableTarget', {
          ServiceNamespace: scalar('sagemaker'),
          ResourceId: call('Sub', 'endpoint/${Endpoint.EndpointName}/variant/AllTraffic'),
          ScalableDimension: scalar('sagemaker:variant:DesiredInstanceCount'),
          MinCapacity: scalar(1),
          MaxCapacity: scalar(4),
        }),
      ],
      [
        'Policy',
        resource('AWS::ApplicationAutoScaling::ScalingPolicy', {
          PolicyName: scalar('p'),
          PolicyType: scalar('TargetTrackingScaling'),
          ScalingTargetId: call('Ref', 'Target'),
        }),
      ],
    );
  return map({
    Parameters: map({
      Type: map({
        Type: scalar('String'),
        Default: scalar('ml.m5.xlarge'),
        AllowedValues: list(scalar('ml.m5.xlarge'), scalar('ml.m5.large')),
      }),
      Count: map({ Type: scalar('Number'), Default: scalar(3) }),
      Stage: map({ Type: scalar('String'), Default: scalar('dev') }),
      Unknown: map({ Type: scalar('String') }),
    }),
    Mappings: map({
      Sizes: map({ dev: map({ Type: scalar('ml.t2.medium') }), prod: map({ Type: scalar('ml.m5.xlarge') }) }),
    }),
    Conditions: map({ IsProd: map({ 'Fn::Equals': list(call('Ref', 'Stage'), scalar('prod')) }) }),
    Resources: {
      kind: 'map',
      entries: shape.order.flatMap((at) => (resources[at] === undefined ? [] : [resources[at]])),
    },
  });
}

const set = (name: string, path: readonly (string | number)[], value: Plain): Op => ({
  op: 'set',
  resource: id(name),
  path,
  value,
});
const unset = (name: string, path: readonly (string | number)[]): Op => ({ op: 'unset', resource: id(name), path });

const TARGET: Op = {
  op: 'add',
  resource: {
    id: 'new-target',
    type: 'ScalableTarget',
    nameHint: 'endpoint scaling target',
    beside: id('Endpoint'),
    properties: {
      ResourceId: {
        parts: ['endpoint/', { reference: id('Endpoint'), attribute: 'EndpointName' }, '/variant/AllTraffic'],
      },
      ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
      MinCapacity: 1,
      MaxCapacity: 2,
    },
  },
};
const POLICY: Op = {
  op: 'add',
  resource: {
    id: 'new-policy',
    type: 'ScalingPolicy',
    nameHint: 'Policy',
    beside: 'new-target',
    properties: {
      PolicyName: 'track: invocations',
      PolicyType: 'TargetTrackingScaling',
      ScalingTarget: { reference: 'new-target', attribute: 'Ref' },
      TargetTrackingScalingPolicyConfiguration: {
        properties: {
          TargetValue: { placeholder: 100, note: 'set from your load test: per instance' },
          DisableScaleIn: false,
        },
      },
    },
  },
};

/** Changes of the kinds that fixes are made of; each may be done in any order with the others. */
const CHANGES: readonly (readonly Op[])[] = [
  [set('Config', [...VARIANT, 'InstanceType'], 'ml.c7g.large')],
  [set('Config', [...VARIANT, 'InitialInstanceCount'], 1)],
  [set('Second', [...VARIANT, 'InstanceType'], 'ml.c7g.large'), set('Second', [...VARIANT, 'InitialInstanceCount'], 1)],
  [unset('Config', [...VARIANT, 'InitialInstanceCount'])],
  [unset('Config', [...VARIANT, 'VariantName'])],
  [
    unset('Config', [...VARIANT, 'InstanceType']),
    set('Config', [...VARIANT, 'ServerlessConfig'], { properties: { MemorySizeInMB: 2048, MaxConcurrency: 20 } }),
  ],
  [set('Config', [...VARIANT, 'VolumeSizeInGB'], 30)],
  [
    set('Config', [...VARIANT, 'ServerlessConfig', 'MaxConcurrency'], {
      placeholder: 5,
      note: 'as many as ever come at once',
    }),
  ],
  [unset('Config', ['DataCaptureConfig'])],
  [
    set('Config', ['DataCaptureConfig', 'InitialSamplingPercentage'], 10),
    set('Config', ['DataCaptureConfig', 'CaptureOptions', 0, 'CaptureMode'], 'Output'),
  ],
  [
    unset('Config', ['DataCaptureConfig', 'InitialSamplingPercentage']),
    unset('Config', ['DataCaptureConfig', 'CaptureOptions']),
  ],
  [set('Config', ['Tags', 1], { properties: { Key: 'owner', Value: 'ops: on call' } })],
  [unset('Config', ['Tags', 0])],
  [
    set('Config', ['AsyncInferenceConfig'], {
      properties: { OutputConfig: { properties: { S3OutputPath: 's3://bucket/out' } } },
    }),
  ],
  [set('Model', ['PrimaryContainer', 'Image'], '763.dkr/x-arm64:2')],
  [
    set('Model', ['PrimaryContainer', 'Environment'], {
      properties: { A: '1', B: 'yes', C: "it's", D: 'a #b', E: '', F: true },
    }),
  ],
  [set('Logs', ['RetentionInDays'], 30)],
  [{ op: 'remove', resource: id('Logs') }],
  [TARGET, POLICY],
  [
    { op: 'remove', resource: id('Policy') },
    { op: 'remove', resource: id('Target') },
  ],
  [{ op: 'rename', resource: id('Config'), name: 'fraud-config-v2' }],
  [{ op: 'rename', resource: id('Config'), name: 'dev-config-v2' }],
  [{ op: 'rename', resource: id('Endpoint'), name: 'fraud-v2' }],
];

const changes = fc.uniqueArray(fc.nat(CHANGES.length - 1), { minLength: 1, maxLength: 5 });

/** Each resource's own lines, for templates in block style. */
function blockOf(text: string, name: string): string | null {
  const found = new RegExp(`^( +)"?${name}"?:(?:[ \\t].*|)\\r?\\n(?:\\1 .*\\r?\\n|[ \\t]*\\r?\\n)*`, 'm').exec(text);
  return found === null ? null : found[0].trimEnd();
}

const RUNS = Number(process.env['SAGEGREEN_RUNS'] ?? 300);
const tally = new Map<string, number>();

describe('Writing CloudFormation, over generated templates', () => {
  after(function () {
    if (process.env['SAGEGREEN_RUNS'] !== undefined) console.log(Object.fromEntries(tally));
  });

  it('makes the ops true, whatever the template looks like', function () {
    this.timeout(RUNS * 100);
    fc.assert(
      fc.property(shapes, writings, changes, (shape, writing, picked) => {
        const text = written(templateOf(shape), writing);
        const ops = picked.flatMap((index) => CHANGES[index] ?? []);
        const touched = new Set(ops.map((op) => (op.op === 'add' ? op.resource.beside : op.resource)));
        const outcome = assertLaw(language, sourceOf(FILE, text), () => ops);
        const key = outcome.kind === 'refused' ? `refused: ${outcome.refusal.why}` : 'written';
        tally.set(key, (tally.get(key) ?? 0) + 1);
        if (outcome.kind === 'refused') return;
        const after = outcome.source.cells[0]?.text ?? '';
        if (writing.lineEnding === '\r\n') assert.doesNotMatch(after, /[^\r]\n/);
        else assert.doesNotMatch(after, /\r/);
        if (writing.format === 'json' || writing.format === 'tightJson') JSON.parse(after);
        if (writing.format !== 'block') return;
        for (const name of ['Model', 'Endpoint', 'Topic']) {
          const block =
            touched.has(id(name)) || (name === 'Topic' && touched.has(id('Policy'))) ? null : blockOf(text, name);
          if (block !== null) assert.ok(after.includes(block), `${name} changed:\n${block}\n---\n${after}`);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('writes or refuses, and never throws, whatever a text has lost', function () {
    this.timeout(RUNS * 100);
    fc.assert(
      fc.property(
        shapes,
        writings,
        changes,
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        (shape, writing, picked, at, length) => {
          const whole = written(templateOf(shape), writing);
          const start = at % whole.length;
          const text = whole.slice(0, start) + whole.slice(start + length);
          const reading = read(sourceOf(FILE, text), null);
          const ops = picked.flatMap((index) => CHANGES[index] ?? []);
          for (const graph of link(reading, US_EAST_1)) {
            const outcome = writeCloudFormation(reading, graph, ops, () => undefined);
            if (outcome.kind === 'edits') applyEdits(text, outcome.edits);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});
