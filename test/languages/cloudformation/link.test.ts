import assert from 'node:assert/strict';
import { cloudFormation } from '../../../src/languages/cloudformation';
import { deploymentsOf } from '../../../src/model/deployment';
import type { Graph } from '../../../src/model/graph';
import {
  modelOf,
  plainContent,
  policiesOf,
  property,
  scalableTargetsOf,
  scaledVariant,
} from '../../../src/model/graph';
import type { Binding, LinkContext } from '../../../src/model/language';
import type { Origin } from '../../../src/model/origin';
import type { ScalarValue, Value } from '../../../src/model/value';
import { known, valueAt } from '../../../src/model/value';
import { graphIn, worldsOf } from '../../../src/model/worlds';
import { US_EAST_1, sourceOf } from '../../law';
import { ANCHORED, FLOW, PROJECT, PROJECT_JSON } from './templates';

const FILE = 'infra/endpoint.yaml';

function graphOf(text: string, context: LinkContext = US_EAST_1): Graph {
  const graphs = cloudFormation.link(cloudFormation.read(sourceOf(FILE, text), null), context);
  assert.equal(graphs.length, 1);
  return graphs[0]!;
}

function valueOf(graph: Graph, name: string, ...path: (string | number)[]): Value {
  const resource = graph.resources.get(`${FILE}#${name}`);
  assert.ok(resource, `no resource ${name}`);
  return property(resource, ...path);
}

function scalarOf(value: Value): ScalarValue {
  assert.equal(value.kind, 'scalar');
  return value;
}

function at(text: string, origin: Origin): string {
  assert.equal(origin.file, FILE);
  return text.slice(origin.start, origin.end);
}

function bound(values: Record<string, string>, name = 'prod'): LinkContext {
  const origin = { file: 'infra/prod-config.json', cell: null, start: 10, end: 20 };
  const binding: Binding = {
    name,
    file: origin.file,
    values: new Map(Object.entries(values).map(([key, value]) => [key, { value, origin }])),
    region: { how: 'absent' },
  };
  return { ...US_EAST_1, bindings: [binding] };
}

/** A configuration with one variant; `lines` stand in the variant, `more` behind all resources. */
function template(lines: string, more = ''): string {
  const variant = lines
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')
    .replace('          ', '        - ');
  return `${more.includes('Resources:') ? '' : ''}Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
${variant}${more}`;
}

function variantOf(text: string, name: string, context: LinkContext = US_EAST_1): Value {
  return valueOf(graphOf(text, context), 'Config', 'ProductionVariants', 0, name);
}

describe('A template with parameters that have no default', () => {
  const graph = graphOf(PROJECT);

  it('has its resources, and not those of others', () => {
    assert.deepEqual(
      [...graph.resources.values()].map((resource) => `${resource.logicalName}: ${resource.type}`),
      [
        'Model: Model',
        'EndpointConfig: EndpointConfig',
        'Endpoint: Endpoint',
        'ScalingTarget: ScalableTarget',
        'ScalingPolicy: ScalingPolicy',
        'LogGroup: LogGroup',
      ],
    );
    assert.equal(graph.unitKind, 'template');
    assert.equal(graph.environment, null);
    assert.equal(graph.generated, false);
  });

  it('says which parameter decides', () => {
    const type = valueOf(graph, 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType');
    assert.equal(type.kind, 'unresolved');
    assert.deepEqual([type.decidedBy, type.why], ['EndpointInstanceType', 'parameter without default']);
    assert.equal(at(PROJECT, type.usedAt), '!Ref EndpointInstanceType');
  });

  it('takes a default, and says so', () => {
    const count = scalarOf(valueOf(graph, 'EndpointConfig', 'ProductionVariants', 0, 'InitialInstanceCount'));
    assert.deepEqual([count.how, count.value, count.decidedBy], ['default', 1, 'EndpointInstanceCount']);
    assert.equal(at(PROJECT, count.origin), '1');
    assert.equal(at(PROJECT, count.usedAt), '!Ref EndpointInstanceCount');
  });

  it('is linked by its references', () => {
    const [deployment, ...others] = deploymentsOf(graph);
    assert.equal(others.length, 0);
    assert.equal(deployment!.endpoint?.logicalName, 'Endpoint');
    assert.equal(deployment!.model?.logicalName, 'Model');
    const [target] = scalableTargetsOf(graph, deployment!.endpoint, 'AllTraffic');
    assert.equal(target!.logicalName, 'ScalingTarget');
    assert.equal(policiesOf(graph, target!)[0]?.logicalName, 'ScalingPolicy');
  });

  it('reads the image of the Region from a mapping', () => {
    const image = scalarOf(valueOf(graph, 'Model', 'PrimaryContainer', 'Image'));
    assert.equal(image.value, '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.0.1-cpu-py310');
    assert.equal(image.how, 'constant');
    assert.equal(at(PROJECT, image.origin), image.value);
    assert.equal(at(PROJECT, image.usedAt), '!FindInMap [Images, !Ref AWS::Region, Inference]');
    assert.equal(image.readers.length, 1);
  });

  it('is decided by a binding', () => {
    const context = bound({ EndpointInstanceType: 'ml.m5.large', EndpointInstanceCount: '2', StageName: 'prod' });
    const prod = graphOf(PROJECT, context);
    assert.equal(prod.environment, 'prod');
    const type = scalarOf(valueOf(prod, 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType'));
    assert.deepEqual([type.how, type.value, type.decidedBy], ['binding', 'ml.m5.large', 'EndpointInstanceType']);
    assert.deepEqual(type.origin, { file: 'infra/prod-config.json', cell: null, start: 10, end: 20 });
    assert.equal(worldsOf(prod.resources.values())?.length, 1);
    assert.equal(valueOf(prod, 'EndpointConfig', 'DataCaptureConfig').kind, 'object');
    assert.ok(prod.resources.has(`${FILE}#ScalingTarget`));
    const staging = graphOf(PROJECT, bound({ StageName: 'staging' }, 'staging'));
    assert.equal(valueOf(staging, 'EndpointConfig', 'DataCaptureConfig').kind, 'absent');
    assert.ok(!staging.resources.has(`${FILE}#ScalingTarget`));
    assert.equal(valueOf(staging, 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType').kind, 'unresolved');
  });

  it('gives a graph for each binding', () => {
    const reading = cloudFormation.read(sourceOf(FILE, PROJECT), null);
    const [prod] = bound({ StageName: 'prod' }).bindings;
    const [staging] = bound({ StageName: 'staging' }, 'staging').bindings;
    const graphs = cloudFormation.link(reading, { ...US_EAST_1, bindings: [prod!, staging!] });
    assert.deepEqual(
      graphs.map((each) => each.environment),
      ['prod', 'staging'],
    );
  });

  it("is in the binding's Region", () => {
    const origin = { file: 'samconfig.toml', cell: null, start: 0, end: 0 };
    const [binding] = bound({ StageName: 'prod' }).bindings;
    const region = {
      how: 'binding',
      value: 'eu-west-1',
      origin,
      usedAt: origin,
      readers: [],
      decidedBy: 'samconfig.toml',
    } as const;
    const graph = graphOf(PROJECT, { ...US_EAST_1, bindings: [{ ...binding!, region }] });
    assert.equal(known(graph.region), 'eu-west-1');
    assert.match(String(scalarOf(valueOf(graph, 'Model', 'PrimaryContainer', 'Image')).value), /eu-west-1/);
  });

  it('knows who else reads a parameter, and who only shows it', () => {
    const graph = graphOf(PROJECT.replace('Description: The type', 'Default: ml.m5.xlarge\n    Description: The type'));
    const type = scalarOf(valueOf(graph, 'EndpointConfig', 'ProductionVariants', 0, 'InstanceType'));
    const text = PROJECT.replace('Description: The type', 'Default: ml.m5.xlarge\n    Description: The type');
    assert.deepEqual(
      type.readers.map((reader) => [at(text, reader.origin), reader.role]),
      [
        ['${EndpointInstanceType}', 'value'],
        ['!Ref EndpointInstanceType', 'value'],
        ['!Ref EndpointInstanceType', 'display'],
      ],
    );
    assert.deepEqual(type.readers[1]!.origin, type.usedAt);
  });
});

describe('Conditions', () => {
  it('that nothing decides give both outcomes', () => {
    const capture = valueOf(graphOf(PROJECT), 'EndpointConfig', 'DataCaptureConfig');
    assert.equal(capture.kind, 'oneOf');
    assert.equal(capture.condition, 'IsProd');
    assert.deepEqual(
      capture.branches.map((branch) => branch.kind),
      ['object', 'absent'],
    );
  });

  it('that rest on a default stay open; those that rest on a binding do not', () => {
    const text =
      template('InstanceType: !If [Big, ml.m5.4xlarge, ml.m5.large]') +
      'Parameters:\n  Size: {Type: String, Default: big}\nConditions:\n  Big: !Equals [!Ref Size, big]\n';
    assert.equal(variantOf(text, 'InstanceType').kind, 'oneOf');
    const type = scalarOf(variantOf(text, 'InstanceType', bound({ Size: 'small' })));
    assert.equal(type.value, 'ml.m5.large');
    assert.equal(at(text, type.origin), 'ml.m5.large');
    assert.equal(at(text, type.usedAt), 'ml.m5.large');
  });

  const cases: readonly (readonly [string, Record<string, string>, boolean | undefined])[] = [
    ['!Equals [!Ref A, x]', { A: 'x' }, true],
    ['!Equals [x, x]', {}, true],
    ['!Equals [!Ref A, !Ref B]', { A: '1', B: '1' }, true],
    ['{"Fn::Equals": [{"Ref": "A"}, "x"]}', { A: 'y' }, false],
    ['!Not [!Equals [!Ref A, x]]', { A: 'x' }, false],
    ['!And [!Equals [!Ref A, x], !Equals [!Ref B, x]]', { A: 'y' }, false],
    ['!And [!Equals [!Ref A, x], !Equals [!Ref B, x]]', { A: 'x' }, undefined],
    ['!Or [!Equals [!Ref A, x], !Equals [!Ref B, x]]', { A: 'x' }, true],
    ['!Or [!Equals [!Ref A, x], !Equals [!Ref B, x]]', { A: 'y' }, undefined],
    ['!Condition Other', { A: 'x' }, true],
    ['{Condition: Other}', { A: 'x' }, true],
    ['!Not [!Condition C]', {}, undefined],
    ['!Equals [!Ref AWS::Region, us-east-1]', {}, undefined],
    ['!Equals [!FindInMap [M, !Ref A, K], x]', { A: 'k' }, true],
    ['!Equals [!ImportValue x, x]', {}, undefined],
    ['!Equals [!Ref A', { A: 'x' }, undefined],
    ['', { A: 'x' }, undefined],
  ];
  for (const [condition, values, holds] of cases)
    it(`${condition} with ${JSON.stringify(values)} is ${String(holds)}`, () => {
      const text =
        template('InstanceType: !If [C, a, b]') +
        `Parameters:\n  A: {Type: String}\n  B: {Type: String}\nMappings:\n  M: {k: {K: x}}\nConditions:\n  Other: !Equals [!Ref A, x]\n  C: ${condition}\n`;
      const value = variantOf(text, 'InstanceType', bound(values));
      if (holds === undefined) assert.equal(value.kind, 'oneOf');
      else assert.equal(scalarOf(value).value, holds ? 'a' : 'b');
    });

  it('around a list item and around a list', () => {
    const text = `Conditions:
  C: !Equals [!Ref X, y]
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: a
        - !If [C, {VariantName: b}, !Ref AWS::NoValue]
        - Fn::If:
            - C
            - Ref: AWS::NoValue
            - VariantName: c
      ShadowProductionVariants: !If
        - C
        - - VariantName: s
        - !Ref AWS::NoValue
`;
    const names = worldsOf(graphOf(text).resources.values())!.map((world) => {
      const graph = graphIn(world, graphOf(text));
      return deploymentsOf(graph).map((each) => known(each.variantName));
    });
    assert.deepEqual(names, [
      ['a', 'b', 's'],
      ['a', 'c'],
    ]);
  });

  it('make a variant real-time or serverless', () => {
    const text = `Parameters:
  EndpointInstanceType: {Type: String, Default: ml.m5.xlarge}
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - InstanceType: !If [IsProd, !Ref EndpointInstanceType, !Ref "AWS::NoValue"]
          ServerlessConfig: !If [IsProd, !Ref "AWS::NoValue", {MaxConcurrency: 1, MemorySizeInMB: 1024}]
`;
    const graph = graphOf(text);
    const modes = worldsOf(graph.resources.values())!.map((world) => {
      const [deployment] = deploymentsOf(graphIn(world, graph));
      return [deployment!.mode, known(deployment!.instanceType)];
    });
    assert.deepEqual(modes, [
      ['realtime', 'ml.m5.xlarge'],
      ['serverless', undefined],
    ]);
  });

  it('around all properties', () => {
    const text = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties: !If
      - IsShadow
      - ProductionVariants: [{VariantName: a, InstanceType: ml.m5.xlarge}]
        ShadowProductionVariants: [{VariantName: b, InstanceType: ml.c5.xlarge}]
        DataCaptureConfig: {EnableCapture: true}
      - { ProductionVariants: [ {VariantName: a, InstanceType: ml.g5.xlarge} ] }
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
`;
    const graph = graphOf(text);
    assert.equal(valueOf(graph, 'Config', 'DataCaptureConfig').kind, 'oneOf');
    const [shadow, plain] = worldsOf(graph.resources.values())!.map((world) => graphIn(world, graph));
    const types = (each: Graph): unknown[] => deploymentsOf(each).map((one) => known(one.instanceType));
    assert.deepEqual(types(shadow!), ['ml.m5.xlarge', 'ml.c5.xlarge']);
    assert.deepEqual(types(plain!), ['ml.g5.xlarge']);
    assert.equal(deploymentsOf(plain!)[0]!.endpoint?.logicalName, 'Endpoint');
    const properties = plain!.resources.get(`${FILE}#Config`)!.properties;
    assert.equal(
      at(text, properties.origin),
      '{ ProductionVariants: [ {VariantName: a, InstanceType: ml.g5.xlarge} ] }',
    );
    const first = shadow!.resources.get(`${FILE}#Config`)!.properties;
    assert.match(at(text, first.origin), /^ProductionVariants: \[[^]*\{EnableCapture: true\}$/);
  });

  it('decide whether a resource is there', () => {
    const graph = graphOf(PROJECT);
    const target = graph.resources.get(`${FILE}#ScalingTarget`)!;
    assert.deepEqual(target.existsIf, { condition: 'IsProd', branch: 0 });
    const there = worldsOf(graph.resources.values())!.map((world) =>
      graphIn(world, graph).resources.has(`${FILE}#ScalingTarget`),
    );
    assert.deepEqual(there, [true, false]);
  });

  it('that say the same have one name, so that no outcome contradicts itself', () => {
    const conditions = `Conditions:
  Dev: !Not [!Condition Prod]
  Prod: !Equals [!Ref Stage, prod]
  AlsoProd: !Equals [prod, !Ref Stage]
  NotDev: !Not [{Condition: Dev}]
  Other: !Equals [!Ref Stage, other]
`;
    const variant = (name: string): Value =>
      variantOf(conditions + template(`InstanceType: !If [${name}, a, b]`), 'InstanceType');
    const said = ['Dev', 'Prod', 'AlsoProd', 'NotDev', 'Other'].map((name) => plainContent(variant(name)));
    assert.deepEqual(said, [
      { oneOf: 'Dev', branches: ['a', 'b'] },
      { oneOf: 'Dev', branches: ['b', 'a'] },
      { oneOf: 'Dev', branches: ['b', 'a'] },
      { oneOf: 'Dev', branches: ['b', 'a'] },
      { oneOf: 'Other', branches: ['a', 'b'] },
    ]);
    const log = `${conditions}Resources:\n  Log:\n    Type: AWS::Logs::LogGroup\n    Condition: NotDev\n`;
    assert.deepEqual(graphOf(log).resources.get(`${FILE}#Log`)!.existsIf, { condition: 'Dev', branch: 1 });
  });

  it('defined in a circle are decided by nothing', () => {
    const text = `Conditions:\n  A: !Condition B\n  B: !Not [!Condition A]\n${template('InstanceType: !If [A, a, b]')}`;
    assert.equal(variantOf(text, 'InstanceType').kind, 'oneOf');
  });
});

describe('Intrinsic functions', () => {
  const more = `  Role: {Type: AWS::IAM::Role}
  Endpoint: {Type: 'AWS::SageMaker::Endpoint', Properties: {EndpointName: e}}
Parameters:
  P: {Type: String, Default: five}
  Open: {Type: String}
  L: {Type: CommaDelimitedList, Default: 'one, two'}
  S: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /a}
Mappings:
  M:
    us-east-1: {K: east, List: [x, y]}
    five: {K: 5}
`;
  const reference = (name: string): unknown => ({ reference: `${FILE}#${name}` });
  const unresolved = (what: string): unknown => ({ unresolved: what });
  const cases: readonly (readonly [string, unknown])[] = [
    ['!Ref P', 'five'],
    ['{Ref: P}', 'five'],
    ['{"Ref": "P"}', 'five'],
    ['!Ref "P"', 'five'],
    ['!Ref Open', unresolved('Open')],
    ['!Ref S', unresolved('S')],
    ['!Ref Nobody', unresolved('no parameter or resource "Nobody"')],
    ['!Ref AWS::Region', 'us-east-1'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Ref AWS::AccountId', unresolved('AWS::AccountId')],
    ['!Ref AWS::NoValue', undefined],
    ['!Ref Role', reference('Role')],
    ['!Ref L', ['one', 'two']],
    ['!GetAtt Role.Arn', reference('Role')],
    ['!GetAtt [Role, Arn]', reference('Role')],
    ['{"Fn::GetAtt": ["Role", "Arn"]}', reference('Role')],
    ['{"Fn::GetAtt": "Role.Arn"}', reference('Role')],
    ['!GetAtt Nobody.Arn', unresolved('no resource "Nobody"')],
    ['!Sub a-${P}-${AWS::Region}', 'a-five-us-east-1'],
    ["!Sub 'plain'", 'plain'],
    ['!Sub ${P}', 'five'],
    ['!Sub "${!P} ${P}"', '${P} five'],
    ['!Sub ["${X}-${P}", {X: !Ref AWS::Region}]', 'us-east-1-five'],
    ['{"Fn::Sub": ["${X}", {"X": "x"}]}', 'x'],
    ['!Sub e/${Endpoint.EndpointName}/v', { parts: ['e/', reference('Endpoint'), '/v'] }],
    ['!Sub e/${Open}', { parts: ['e/', unresolved('Open')] }],
    ['!Sub "${Open}"', unresolved('Open')],
    ['!Join [/, [a, !Ref P]]', 'a/five'],
    ["!Join ['', [a, b]]", 'ab'],
    ['{"Fn::Join": ["-", ["a", {"Ref": "Open"}]]}', { parts: ['a', '-', unresolved('Open')] }],
    ['!Join ["-", !Ref L]', 'one-two'],
    ["!Join ['-', !Split ['.', a.b]]", 'a-b'],
    ['!Select [1, [a, b]]', 'b'],
    ["!Select ['0', !Ref L]", 'one'],
    ["!Select [1, !Split [',', 'a,b']]", 'b'],
    ["!Select [1, !Split ['/', !Ref Endpoint]]", reference('Endpoint')],
    ["!Select [5, !Split [':', !Ref Endpoint]]", { parts: ['endpoint/', reference('Endpoint')] }],
    ["!Select [1, !Split ['/', !Ref Role]]", unresolved('known only when it is deployed')],
    ['!Select [5, [a]]', unresolved('no item 5')],
    ['!Select [0, !GetAZs x]', unresolved('Fn::GetAZs is known only when it is deployed')],
    ['!FindInMap [M, !Ref AWS::Region, K]', 'east'],
    ['{"Fn::FindInMap": ["M", {"Ref": "P"}, "K"]}', 5],
    ['!FindInMap [M, us-east-1, List]', ['x', 'y']],
    ['!FindInMap [M, !Ref Open, K]', unresolved('Open')],
    ['!FindInMap [M, nowhere, K]', unresolved('no entry "nowhere", "K" in M')],
    ['!FindInMap [M, nowhere, K, {DefaultValue: d}]', 'd'],
    ['!FindInMap [N, a, K]', unresolved('no mapping "N"')],
    ['!ImportValue other-stack', unresolved('other-stack')],
    ['!Base64 x', unresolved('Fn::Base64 is known only when it is deployed')],
    ['!If [C, !Ref P, x]', { oneOf: 'C', branches: ['five', 'x'] }],
    ['!FindInMap [M, !If [C, five, us-east-1], K]', { oneOf: 'C', branches: [5, 'east'] }],
    ['!If [C, a]', unresolved('a condition that is not finished')],
    ['!Ref', unresolved('no name is written yet')],
    ['!GetAtt Role', unresolved('no attribute is written yet')],
    ["'{{resolve:ssm:/type:1}}'", unresolved('ssm:/type:1')],
    ['', unresolved('no value is written yet')],
    ['~', unresolved('no value is written yet')],
    ['yes', true],
    ['"yes"', 'yes'],
    ['1.50', '1.50'],
    ['007', '007'],
    ['1e3', '1e3'],
    ['-2', -2],
  ];
  for (const [written, expected] of cases)
    it(written === '' ? '(nothing)' : written, () => {
      assert.deepEqual(plainContent(variantOf(template(`X: ${written}`, more), 'X')), expected);
    });

  it('say where the whole expression stands, so that it can be replaced', () => {
    for (const written of [
      '!Ref P',
      '{Ref: P}',
      '!Sub "${P}"',
      '!FindInMap [M, five, K]',
      '!Select [1, !Ref L]',
      '!Sub a${P}',
    ]) {
      const text = template(`X: ${written} # c`, more);
      assert.equal(at(text, scalarOf(variantOf(text, 'X')).usedAt), written);
    }
    const long = template('X:\n  Ref: P\nY: 1', more);
    assert.equal(at(long, scalarOf(variantOf(long, 'X')).usedAt), 'Ref: P');
  });

  it('keep the attribute', () => {
    const name = variantOf(template('X: !GetAtt Endpoint.EndpointName', more), 'X');
    assert.deepEqual([name.kind, name.kind === 'reference' && name.attribute], ['reference', 'EndpointName']);
    const ref = variantOf(template('X: !Ref Endpoint', more), 'X');
    assert.equal(ref.kind === 'reference' && ref.attribute, 'Ref');
  });

  it('of one piece of a text point at themselves', () => {
    const written = "!Select [1, !Split [',', 'a,b']]";
    const text = template(`X: ${written}`, more);
    const value = scalarOf(variantOf(text, 'X'));
    assert.equal(at(text, value.origin), written);
    assert.deepEqual(value.readers, []);
  });

  it('on a list parameter point at the item in its default', () => {
    const text = template('X: !Select [1, !Ref L]', more);
    const value = scalarOf(variantOf(text, 'X'));
    assert.deepEqual([value.how, value.decidedBy, at(text, value.origin)], ['default', 'L', 'two']);
  });

  it('on a mapping whose key is a parameter rest on that parameter', () => {
    const text = template('X: !FindInMap [M, !Ref P, K]', more);
    const byDefault = scalarOf(variantOf(text, 'X'));
    assert.deepEqual([byDefault.how, byDefault.decidedBy], ['default', 'P']);
    const given = scalarOf(variantOf(text, 'X', bound({ P: 'us-east-1' })));
    assert.deepEqual([given.how, given.value, given.decidedBy], ['binding', 'east', 'P']);
  });

  it('on a mapping know the other readers of the same entry', () => {
    const reads = (other: string): number => {
      const text = template(`X: !FindInMap [M, five, K]\nY: ${other}`, more);
      return scalarOf(variantOf(text, 'X')).readers.length;
    };
    assert.equal(reads('!FindInMap [M, five, K]'), 2);
    assert.equal(reads('!FindInMap [M, us-east-1, K]'), 1);
    assert.equal(reads('!FindInMap [M, five, List]'), 1);
    assert.equal(reads('!FindInMap [M, !Ref Open, K]'), 2);
  });

  it('in resources of other types are readers too', () => {
    for (const other of ['!Ref P', '{"Ref": "P"}', '!Sub "x-${P}"', '{"Fn::Sub": "${P}"}']) {
      const text = template(
        'X: !Ref P',
        `  Job:\n    Type: AWS::Lambda::Function\n    Properties: {Name: ${other}}\n${more}`,
      );
      assert.equal(scalarOf(variantOf(text, 'X')).readers.length, 2, other);
    }
    const text = template(
      'X: !FindInMap [M, five, K]',
      `  Job:\n    Type: AWS::Lambda::Function\n    Properties:\n      Name: !FindInMap\n        - M\n        - five\n        - K\n${more}`,
    );
    assert.equal(scalarOf(variantOf(text, 'X')).readers.length, 2);
  });
});

describe('Parameters', () => {
  it('with a closed list say where it stands', () => {
    const text = template(
      'InstanceType: !Ref T',
      `Parameters:
  T:
    Type: String
    Default: "ml.m5.xlarge"
    AllowedValues:
      - ml.m5.xlarge
      - ml.c5.xlarge # comment
`,
    );
    const type = scalarOf(variantOf(text, 'InstanceType'));
    assert.deepEqual(type.allowed?.values, ['ml.m5.xlarge', 'ml.c5.xlarge']);
    assert.equal(at(text, type.allowed.origin), '- ml.m5.xlarge\n      - ml.c5.xlarge');
    assert.equal(at(text, type.origin), 'ml.m5.xlarge');
    assert.deepEqual(scalarOf(variantOf(text, 'InstanceType', bound({ T: 'x' }))).allowed, type.allowed);
  });

  it('that are read from Parameter Store are not known, whatever their default is', () => {
    const text = template(
      'InstanceType: !Ref T',
      "Parameters:\n  T: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /t}\n",
    );
    const type = variantOf(text, 'InstanceType', bound({ T: '/other' }));
    assert.deepEqual(plainContent(type), { unresolved: 'T' });
  });

  it('of a resource of the same name come first', () => {
    const text = template('X: !Ref Config', 'Parameters:\n  Config: {Type: String, Default: p}\n');
    assert.equal(scalarOf(variantOf(text, 'X')).value, 'p');
  });
});

describe('Places', () => {
  const text = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: 'c-1' # name
      ProductionVariants:
        - VariantName: "AllTraffic"
          InstanceType: ml.m5.xlarge   # 🐍
          ServerlessConfig: {MaxConcurrency: 1}
        # the end

  Other:
    Type: AWS::Logs::LogGroup
`;
  const graph = graphOf(text);
  const config = graph.resources.get(`${FILE}#Config`)!;
  const variant = valueAt(config.properties, ['ProductionVariants', 0]);

  it('of a resource', () => {
    assert.equal(at(text, config.header), 'Config');
    assert.equal(
      at(text, config.declaration),
      text.slice(text.indexOf('Config:'), text.indexOf('{MaxConcurrency: 1}') + '{MaxConcurrency: 1}'.length),
    );
  });

  it('of mappings and lists', () => {
    assert.equal(variant.kind, 'object');
    assert.match(at(text, variant.origin), /^VariantName: "AllTraffic"[^]*\{MaxConcurrency: 1\}$/);
    const list = property(config, 'ProductionVariants');
    assert.equal(list.kind === 'list' && at(text, list.origin).slice(0, 14), '- VariantName:');
    assert.match(at(text, config.properties.origin), /^EndpointConfigName[^]*\{MaxConcurrency: 1\}$/);
  });

  it('of entries and scalars: the pair is whole, the text is without its quotes', () => {
    const name = variant.kind === 'object' ? variant.entries.get('VariantName')! : null;
    assert.equal(at(text, name!.origin), 'VariantName: "AllTraffic"');
    assert.equal(at(text, name!.keyOrigin), 'VariantName');
    assert.equal(at(text, scalarOf(name!.value).origin), 'AllTraffic');
    const configName = config.properties.entries.get('EndpointConfigName')!;
    assert.equal(at(text, configName.origin), "EndpointConfigName: 'c-1'");
    assert.equal(at(text, scalarOf(configName.value).usedAt), 'c-1');
  });

  it('of a resource without properties: the header', () => {
    const log = graph.resources.get(`${FILE}#Other`)!;
    assert.equal(log.properties.entries.size, 0);
    assert.equal(log.properties.open, null);
    assert.equal(at(text, log.properties.origin), 'Other');
    assert.equal(at(text, log.declaration), 'Other:\n    Type: AWS::Logs::LogGroup');
  });

  for (const [name, change] of [
    ['CRLF', (plain: string): string => plain.replaceAll('\n', '\r\n')],
    ['a byte order mark', (plain: string): string => `\uFEFF${plain}`],
    ['both', (plain: string): string => `\uFEFF${plain.replaceAll('\n', '\r\n')}`],
    ['emoji in front', (plain: string): string => `# 🌱🌱\n${plain.replace('c-1', '🐍')}`],
    ['no final newline', (plain: string): string => plain.trimEnd()],
    ['a document marker', (plain: string): string => `---\n${plain}`],
  ] as const)
    it(`hold with ${name}`, () => {
      const changed = change(text);
      const moved = graphOf(changed);
      const type = scalarOf(valueOf(moved, 'Config', 'ProductionVariants', 0, 'InstanceType'));
      assert.equal(at(changed, type.origin), 'ml.m5.xlarge');
      assert.equal(at(changed, moved.resources.get(`${FILE}#Other`)!.header), 'Other');
      const declaration = at(changed, moved.resources.get(`${FILE}#Config`)!.declaration);
      assert.ok(declaration.startsWith('Config:') && declaration.endsWith('{MaxConcurrency: 1}'), declaration);
    });

  it('in JSON', () => {
    for (const json of [
      PROJECT_JSON,
      PROJECT_JSON.replaceAll('\n', '\r\n'),
      `\uFEFF${PROJECT_JSON.replaceAll('  ', '\t')}`,
    ]) {
      const graph = graphOf(json);
      const config = graph.resources.get(`${FILE}#Config`)!;
      assert.equal(at(json, config.header), 'Config');
      assert.match(at(json, config.declaration), /^"Config": \{[^]*\}$/);
      JSON.parse(`{${at(json, config.declaration)}}`);
      const type = scalarOf(valueOf(graph, 'Config', 'ProductionVariants', 0, 'InstanceType'));
      assert.equal(at(json, type.origin), 'ml.m5.xlarge');
      assert.deepEqual(JSON.parse(at(json, type.usedAt)), { Ref: 'Type' });
      assert.deepEqual(type.allowed?.values, ['ml.m5.xlarge', 'ml.c5.xlarge']);
      const name = config.properties.entries.get('ProductionVariants')!;
      assert.match(at(json, name.origin), /^"ProductionVariants": \[[^]*\]$/);
      assert.equal(at(json, name.keyOrigin), 'ProductionVariants');
    }
  });
});

describe('JSON, flow style and anchors', () => {
  it('reads JSON as YAML', () => {
    const graph = graphOf(PROJECT_JSON);
    const [deployment] = deploymentsOf(graph);
    assert.equal(deployment!.endpoint?.logicalName, 'Endpoint');
    assert.equal(deployment!.model?.logicalName, 'Model');
    assert.equal(known(deployment!.instanceCount), 2);
    assert.equal(known(deployment!.instanceType), 'ml.m5.xlarge');
    const image = scalarOf(valueOf(graph, 'Model', 'PrimaryContainer', 'Image'));
    assert.equal(image.value, '763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1');
    assert.deepEqual(
      graphOf(JSON.stringify(JSON.parse(PROJECT_JSON)))
        .resources.keys()
        .next().value,
      graph.resources.keys().next().value,
    );
  });

  it('reads a template in flow style', () => {
    const [deployment] = deploymentsOf(graphOf(FLOW));
    assert.equal(known(deployment!.instanceType), 'ml.m5.xlarge');
    assert.equal(at(FLOW, deployment!.resource.header), 'Config');
    const section = FLOW.trim().replace('{Resources: ', 'Resources: ').slice(0, -1);
    assert.equal(known(deploymentsOf(graphOf(section))[0]!.instanceType), 'ml.m5.xlarge');
  });

  it('follows aliases and merge keys, and knows who shares a value', () => {
    const graph = graphOf(ANCHORED);
    const shared = scalarOf(valueOf(graph, 'B', 'ProductionVariants', 1, 'InstanceType'));
    assert.deepEqual(
      [shared.how, shared.value, at(ANCHORED, shared.origin)],
      ['constant', 'ml.m5.xlarge', 'ml.m5.xlarge'],
    );
    assert.equal(at(ANCHORED, shared.usedAt), '*type');
    const inPlace = scalarOf(valueOf(graph, 'A', 'ProductionVariants', 0, 'InstanceType'));
    assert.deepEqual(inPlace.origin, inPlace.usedAt);
    assert.ok(inPlace.readers.length > 1);
    const merged = valueOf(graph, 'B', 'ProductionVariants', 0);
    assert.deepEqual(plainContent(merged), { InitialInstanceCount: 1, InstanceType: 'ml.m5.xlarge', VariantName: 'b' });
    assert.deepEqual(plainContent(valueOf(graph, 'A', 'Tags')), [{ Key: 'team', Value: 'ml' }]);
  });

  it('takes an anchor that nothing shares as if it were not there', () => {
    const type = scalarOf(variantOf(template('InstanceType: &t ml.m5.xlarge'), 'InstanceType'));
    assert.deepEqual([type.how, type.readers], ['literal', []]);
  });

  it('takes the nearest anchor before an alias, and says where there is none', () => {
    const text = template('A: &x 1\nB: *x\nC: &x 2\nD: *x\nE: *y');
    assert.deepEqual(
      ['B', 'D', 'E'].map((name) => plainContent(variantOf(text, name))),
      [1, 2, { unresolved: 'no anchor "y"' }],
    );
  });

  it('survives aliases of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const inner =
        level === 0
          ? '1'
          : Array<string>(10)
              .fill(`*l${level - 1}`)
              .join(', ');
      return `L${level}: &l${level} [${inner}]`;
    });
    const text = template([...levels, 'X: *l29'].join('\n'));
    assert.ok(graphOf(text).resources.size === 1);
    const itself = template('A: &a [*a]');
    assert.equal(graphOf(itself).resources.size, 1);
  });
});

describe('Scaling', () => {
  const scaling = (policy: string, target = ''): string => `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointName: e}
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ResourceId: endpoint/e/variant/v
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ServiceNamespace: ${target === '' ? 'sagemaker' : target}
      MinCapacity: 1
      MaxCapacity: '3'
  Policy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyType: TargetTrackingScaling
${policy}  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties: {AlarmActions: [!Ref Policy]}
`;

  it('names the target of a policy by its id', () => {
    const text = scaling('      ScalingTargetId: !Ref Target\n');
    const graph = graphOf(text);
    const policy = graph.resources.get(`${FILE}#Policy`)!;
    assert.deepEqual([...policy.properties.entries.keys()], ['PolicyType', 'ScalingTarget']);
    const target = property(policy, 'ScalingTarget');
    assert.equal(target.kind === 'reference' && target.resource, `${FILE}#Target`);
    assert.equal(at(text, policy.properties.entries.get('ScalingTarget')!.keyOrigin), 'ScalingTargetId');
    assert.deepEqual(
      [...graph.resources.get(`${FILE}#Target`)!.properties.entries.keys()],
      ['ResourceId', 'ScalableDimension', 'MinCapacity', 'MaxCapacity'],
    );
  });

  it('names the target of a policy by its parts', () => {
    const parts =
      '      ResourceId: endpoint/e/variant/v\n      ScalableDimension: sagemaker:variant:DesiredInstanceCount\n      ServiceNamespace: sagemaker\n';
    const policy = graphOf(scaling(parts)).resources.get(`${FILE}#Policy`)!;
    const target = property(policy, 'ScalingTarget');
    assert.equal(target.kind === 'reference' && target.resource, `${FILE}#Target`);
    const elsewhere = graphOf(scaling(parts.replace('endpoint/e', 'endpoint/other'))).resources.get(`${FILE}#Policy`)!;
    assert.equal(property(elsewhere, 'ScalingTarget').kind, 'absent');
  });

  it('of other services is left out', () => {
    const graph = graphOf(scaling('      ScalingTargetId: !Ref Target\n', 'ecs'));
    assert.deepEqual(
      [...graph.resources.values()].map((each) => each.type),
      ['Endpoint', 'Alarm'],
    );
  });

  it("cuts an endpoint's name out of its ARN", () => {
    for (const written of [
      "!Join ['/', [endpoint, !Select [1, !Split ['/', !Ref Endpoint]], variant, v]]",
      "!Sub ['${id}/variant/v', {id: !Select [5, !Split [':', !Ref Endpoint]]}]",
      '!Sub endpoint/${Endpoint.EndpointName}/variant/v',
      "!Join ['', [endpoint/, !GetAtt Endpoint.EndpointName, /variant/v]]",
    ]) {
      const graph = graphOf(scaling('      ScalingTargetId: !Ref Target\n').replace('endpoint/e/variant/v', written));
      const scaled = scaledVariant(graph, graph.resources.get(`${FILE}#Target`)!);
      assert.equal(scaled?.endpoint?.logicalName, 'Endpoint', written);
      assert.equal(scaled.variantName, 'v', written);
    }
  });

  it('recognises an endpoint by a name that only the stack knows', () => {
    const text = scaling('      ScalingTargetId: !Ref Target\n')
      .replace('EndpointName: e', 'EndpointName: !Sub "${AWS::StackName}-e"')
      .replace('endpoint/e/variant/v', '!Sub endpoint/${AWS::StackName}-e/variant/v');
    const graph = graphOf(text);
    assert.equal(scaledVariant(graph, graph.resources.get(`${FILE}#Target`)!)?.endpoint?.logicalName, 'Endpoint');
  });
});

describe('Resources', () => {
  it('made by a loop are said, and not followed', () => {
    const text = `Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Stages:
    - Stage
    - [a, b]
    - 'Config\${Stage}':
        Type: AWS::SageMaker::EndpointConfig
        Properties: {ProductionVariants: []}
`;
    const graph = graphOf(text);
    assert.equal(graph.resources.size, 0);
    assert.deepEqual(
      graph.observations.map((each) => each.kind === 'unfollowed' && [each.type, at(text, each.at)]),
      [['EndpointConfig', 'Fn::ForEach::Stages']],
    );
  });

  it('with properties that come from elsewhere are open', () => {
    for (const properties of ['', ' !Transform {Name: x}', ' text']) {
      const graph = graphOf(`Resources:\n  Log:\n    Type: AWS::Logs::LogGroup\n    Properties:${properties}\n`);
      const log = graph.resources.get(`${FILE}#Log`)!;
      assert.notEqual(log.properties.open, null, properties);
      assert.equal(property(log, 'RetentionInDays').kind, 'unresolved');
    }
    const included = `Resources:
  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: x
      Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: s3://b/k}}
`;
    assert.equal(valueOf(graphOf(included), 'Log', 'RetentionInDays').kind, 'unresolved');
    assert.equal(scalarOf(valueOf(graphOf(included), 'Log', 'LogGroupName')).value, 'x');
  });

  it('with the same name are both read, the first is meant by it', () => {
    const text = `Resources:
  Log: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: a}}
  Log: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: b}}
`;
    assert.deepEqual([...graphOf(text).resources.keys()], [`${FILE}#Log`, `${FILE}#Log(2)`]);
  });

  it('of a model with several containers', () => {
    const text = `Resources:
  M:
    Type: AWS::SageMaker::Model
    Properties:
      Containers:
        - {Image: a}
        - Image: b
  Component:
    Type: AWS::SageMaker::InferenceComponent
    Properties: {EndpointName: e, VariantName: v, RuntimeConfig: {CopyCount: 2}}
${template('ModelName: !GetAtt M.ModelName').replace('Resources:\n', '')}`;
    const graph = graphOf(text);
    assert.equal(modelOf(graph, valueOf(graph, 'Config', 'ProductionVariants', 0))?.logicalName, 'M');
    assert.equal(
      deploymentsOf(graph).find((each) => each.kind === 'inference-component')?.instanceCount.how,
      'literal',
    );
  });

  it('written by a program are marked', () => {
    assert.equal(
      graphOf(template('X: 1').replace('Config:\n', 'Config:\n    Metadata: {aws:cdk:path: a/b}\n')).generated,
      true,
    );
    assert.equal(graphOf(`# Generated by x. DO NOT EDIT.\n${template('X: 1')}`).generated, true);
    const reading = cloudFormation.read(sourceOf('cdk.out/Stack.template.json', PROJECT_JSON), null);
    assert.equal(cloudFormation.link(reading, US_EAST_1)[0]!.generated, true);
  });
});
