import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloudFormation } from '../../../src/languages/cloudformation';
import type { CloudFormationReading } from '../../../src/languages/cloudformation';
import { deploymentsOf } from '../../../src/model/deployment';
import type { Graph } from '../../../src/model/graph';
import { plainContent, property } from '../../../src/model/graph';
import type { Origin } from '../../../src/model/origin';
import type { Value } from '../../../src/model/value';

import { US_EAST_1, sourceOf } from '../../law';
import { isMap } from '../../plainly';
import { ANCHORED, FLOW, PROJECT, PROJECT_JSON } from './templates';

const FILE = 'endpoint.yaml';

function readingOf(text: string, file = FILE): CloudFormationReading {
  return cloudFormation.read(sourceOf(file, text), null);
}

function graphOf(text: string, file = FILE): Graph {
  return cloudFormation.link(readingOf(text, file), US_EAST_1)[0]!;
}

describe('What is no template of ours', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'a Kubernetes manifest',
      'k8s.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  Resources: AWS::SageMaker::Endpoint\n',
    ],
    [
      'a workflow that holds a template as text',
      '.github/workflows/ci.yml',
      `on: push\njobs:\n  a:\n    steps:\n      - run: |\n${FLOW}`.replace('{Resources', '          {Resources'),
    ],
    [
      'a compose file',
      'docker-compose.yml',
      'services:\n  a:\n    image: x\n    deploy: {Resources: AWS::SageMaker::Model}\n',
    ],
    [
      'a resource schema',
      'aws-sagemaker-endpointconfig.json',
      JSON.stringify({
        typeName: 'AWS::SageMaker::EndpointConfig',
        properties: { ProductionVariants: {} },
        Resources: 1,
      }),
    ],
    ['a package', 'package.json', JSON.stringify({ name: 'x', keywords: ['AWS::SageMaker::Endpoint', 'Resources'] })],
    [
      "the tree of a CDK app's output",
      'cdk.out/tree.json',
      JSON.stringify({ version: '1', tree: { children: { Resources: { Type: 'AWS::SageMaker::Endpoint' } } } }),
    ],
    [
      'another service',
      'sns.yaml',
      'Resources:\n  T: {Type: AWS::SNS::Topic, Properties: {Name: AWS::SageMaker::Endpoint}}\n',
    ],
    ['a type that is not finished', 'a.yaml', 'Resources:\n  T:\n    Type: AWS::SageMaker::End\n'],
    ['a type that only begins like ours', 'a.yaml', 'Resources:\n  T:\n    Type: AWS::SageMaker::ModelPackageGroup\n'],
    ['a list', 'a.json', '["Resources", "AWS::SageMaker::Endpoint"]'],
    ['text', 'a.yaml', 'Resources of AWS::SageMaker::Endpoint'],
    ['nothing', 'a.yaml', ''],
    ['a comment', 'a.yaml', '# Resources: AWS::SageMaker::Endpoint'],
  ];
  for (const [name, file, text] of cases)
    it(name, () => {
      const graph = graphOf(text, file);
      assert.equal(graph.resources.size, 0);
      assert.deepEqual(graph.observations, []);
    });

  it('is told by path and text alone where possible', () => {
    assert.equal(cloudFormation.concerns('a.yaml', PROJECT), true);
    assert.equal(cloudFormation.concerns('a.template', PROJECT), true);
    assert.equal(cloudFormation.concerns('a.JSON', PROJECT_JSON), true);
    assert.equal(cloudFormation.concerns('a.py', PROJECT), false);
    assert.equal(cloudFormation.concerns('a.yaml', 'Resources:\n  T: {Type: AWS::SNS::Topic}\n'), false);
    assert.equal(cloudFormation.concerns('a.yaml', 'Type: AWS::SageMaker::Endpoint'), false);
    assert.equal(cloudFormation.concerns('a.yaml', 'Resources:\n  T: {Type: AWS::Logs::LogGroup}\n'), true);
  });
});

describe('What is left alone', () => {
  it('a merge conflict, and says so', () => {
    const text = PROJECT.replace('  LogGroup:\n', '<<<<<<< HEAD\n  LogGroup:\n=======\n  Logs:\n>>>>>>> main\n');
    const reading = readingOf(text);
    assert.equal(reading.skipped, 'merge conflict markers');
    assert.equal(graphOf(text).resources.size, 0);
    assert.equal(readingOf(text.replaceAll('\n', '\r\n')).skipped, 'merge conflict markers');
  });

  it('what is not text', () => {
    assert.equal(readingOf('Resources:\u0000\u0001').skipped, 'binary file');
  });

  it('nothing else: arrows in a text are no conflict', () => {
    assert.equal(readingOf(PROJECT).skipped, null);
    assert.equal(readingOf(PROJECT.replace('Endpoint of the', 'a <<<<<<< b >>>>>>> c')).skipped, null);
  });
});

describe('Entries that can hold nothing of ours', () => {
  it('are not parsed', () => {
    const reading = readingOf(PROJECT);
    const parsed = [...reading.resources.values()].filter(({ member }) => member.expr !== null);
    assert.deepEqual(
      [...reading.resources.values()].filter((each) => !parsed.includes(each)).map(({ member }) => member.name),
      ['ExecutionRole'],
    );
    const broken = PROJECT.replace('Type: AWS::IAM::Role', 'Type: AWS::IAM::Role\n    {[');
    assert.deepEqual([...graphOf(broken).resources.keys()], [...graphOf(PROJECT).resources.keys()]);
  });

  it('are parsed for an anchor that an entry of ours uses', () => {
    const tags = property(graphOf(ANCHORED).resources.get(`${FILE}#A`)!, 'Tags');
    assert.deepEqual(plainContent(tags), [{ Key: 'team', Value: 'ml' }]);
  });
});

describe('Broken text costs only its entry', () => {
  const others = ['Model', 'Endpoint', 'ScalingTarget', 'ScalingPolicy', 'LogGroup'];
  const type = (graph: Graph): Value =>
    property(graph.resources.get(`${FILE}#EndpointConfig`)!, 'ProductionVariants', 0, 'InstanceType');
  const text = PROJECT.replace('!Ref EndpointInstanceType\n          Init', 'ml.m5.xlarge\n          Init');

  const cases: readonly (readonly [string, string, string, 'known' | 'open'])[] = [
    ['a key half typed', '          InitialInstanceCount: !', '          Initial', 'known'],
    ['a quote that is not closed', 'VariantName: AllTraffic', 'VariantName: "AllTraffic', 'known'],
    ['a bracket that is not closed', 'VariantName: AllTraffic', 'VariantName: [AllTraffic', 'known'],
    [
      'a brace that is not closed',
      'CaptureOptions: [{CaptureMode: Input}]',
      'CaptureOptions: [{CaptureMode: Input',
      'known',
    ],
    [
      'a bracket too many',
      'CaptureOptions: [{CaptureMode: Input}]',
      'CaptureOptions: [{CaptureMode: Input}]]',
      'known',
    ],
    ['a key in a value', 'VariantName: AllTraffic', 'VariantName: All: Traffic', 'known'],
    ['a reserved sign', 'VariantName: AllTraffic', 'VariantName: @All', 'known'],
    ['a tab', '          ModelName:', '\t  ModelName:', 'known'],
    ['the value itself', 'InstanceType: ml.m5.xlarge', 'InstanceType: "ml.m5.xlarge', 'open'],
    ['a value that is missing', 'InstanceType: ml.m5.xlarge', 'InstanceType:', 'open'],
    ['a function that is not finished', 'InstanceType: ml.m5.xlarge', 'InstanceType: !Ref', 'open'],
  ];
  for (const [name, before, after, outcome] of cases)
    it(name, () => {
      const changed = text.replace(before, after);
      assert.notEqual(changed, text);
      const graph = graphOf(changed);
      for (const other of others)
        assert.deepEqual(
          plainContent(graph.resources.get(`${FILE}#${other}`)!.properties),
          plainContent(graphOf(text).resources.get(`${FILE}#${other}`)!.properties),
        );
      const value = type(graph);
      if (outcome === 'open') assert.equal(value.kind, 'unresolved');
      else {
        assert.ok(value.kind === 'scalar');
        assert.equal(changed.slice(value.origin.start, value.origin.end), 'ml.m5.xlarge');
      }
    });

  it('a line that had to be left out may have said anything: nothing is taken to be absent', () => {
    const graph = graphOf(text.replace('VariantName: AllTraffic', 'VariantName: "AllTraffic'));
    const config = graph.resources.get(`${FILE}#EndpointConfig`)!;
    assert.equal(property(config, 'ProductionVariants', 0, 'ServerlessConfig').kind, 'unresolved');
    assert.equal(property(config, 'AsyncInferenceConfig').kind, 'unresolved');
    const sound = graphOf(text).resources.get(`${FILE}#EndpointConfig`)!;
    assert.equal(property(sound, 'AsyncInferenceConfig').kind, 'absent');
  });

  it('a logical name half typed', () => {
    const graph = graphOf(text.replace('  Endpoint:\n', '  NewOne\n\n  Endpoint:\n'));
    assert.deepEqual([...graph.resources.keys()], [...graphOf(text).resources.keys()]);
    assert.deepEqual(plainContent(type(graph)), 'ml.m5.xlarge');
  });

  it('a section half typed', () => {
    const graph = graphOf(text.replace('  Endpoint:\n', 'Outp\n  Endpoint:\n'));
    assert.deepEqual([...graph.resources.keys()], [...graphOf(text).resources.keys()]);
  });

  it('a parameter', () => {
    const graph = graphOf(PROJECT.replace('Default: 1 #', 'Default: "1 #'));
    assert.equal(graph.resources.size, 6);
    assert.equal(plainContent(graphOf(text).resources.get(`${FILE}#Model`)!.properties) !== undefined, true);
  });

  for (const [name, before, after] of [
    ['a quote', '"VariantName": "v"', '"VariantName": "v'],
    ['a bracket', '"ProductionVariants": [', '"ProductionVariants": [['],
    ['a brace', '"Metadata": {', '"Metadata": {{'],
    ['a bracket too many', '"InitialInstanceCount": "2"', '"InitialInstanceCount": "2"]'],
    ['a key', '"VariantName": "v"', '"Vari'],
  ] as const)
    it(`in JSON, ${name}`, () => {
      const changed = PROJECT_JSON.replace(before, after);
      assert.notEqual(changed, PROJECT_JSON);
      const graph = graphOf(changed);
      const sound = graphOf(PROJECT_JSON);
      for (const other of ['Model', 'Endpoint'])
        assert.deepEqual(
          plainContent(graph.resources.get(`${FILE}#${other}`)!.properties),
          plainContent(sound.resources.get(`${FILE}#${other}`)!.properties),
        );
    });
});

describe('Metadata of a resource', () => {
  const said = (metadata: string): unknown => {
    const text = `Resources:\n  Log:\n    Type: AWS::Logs::LogGroup\n    Metadata:\n      ${metadata}\n`;
    return readingOf(text).metadataSuppressions.map(({ ignore, reason, until }) => ({ ignore, reason, until }));
  };
  const none = { reason: null, until: null };
  const cases: readonly (readonly [string, unknown])[] = [
    ['sagegreen: ignore', [{ ignore: 'all', ...none }]],
    ['sagegreen: {ignore}', [{ ignore: 'all', ...none }]],
    ['sagegreen: {ignore: true}', [{ ignore: 'all', ...none }]],
    ['sagegreen: {ignore: all}', [{ ignore: 'all', ...none }]],
    ['sagegreen: {ignore: log-retention}', [{ ignore: ['log-retention'], ...none }]],
    [
      'sagegreen: {ignore: [log-retention, use-serverless]}',
      [{ ignore: ['log-retention', 'use-serverless'], ...none }],
    ],
    [
      'sagegreen: {ignore: [log-retention], reason: audit, until: 2027-03-31}',
      [{ ignore: ['log-retention'], reason: 'audit', until: '2027-03-31' }],
    ],
    ['sagegreen: {ignore: false}', []],
    ['sagegreen: {reason: none}', []],
    ['sagegreen: on', []],
    ['other: ignore', []],
  ];
  for (const [metadata, expected] of cases)
    it(metadata, () => {
      assert.deepEqual(said(metadata), expected);
    });

  it('says where it stands', () => {
    const [suppression] = readingOf(PROJECT_JSON).metadataSuppressions;
    assert.equal(suppression!.resource, `${FILE}#Config`);
    assert.deepEqual(suppression!.ignore, ['use-serverless']);
    assert.match(PROJECT_JSON.slice(suppression!.at.start, suppression!.at.end), /^"sagegreen": \{[^]*\}$/);
  });
});

/** Every place that a graph names. */
function places(found: unknown, into: Origin[] = []): Origin[] {
  if (Array.isArray(found)) for (const each of found) places(each, into);
  else if (typeof found === 'object' && found !== null) {
    if (isMap(found)) for (const each of found.values()) places(each, into);
    else if ('start' in found && 'end' in found && 'file' in found) into.push(found as Origin);
    else for (const each of Object.values(found)) places(each, into);
  }
  return into;
}

describe('Whatever a file holds', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'Resources:',
          '\n',
          '  ',
          'A:',
          ' ',
          'Type: AWS::SageMaker::Endpoint',
          '"',
          '{',
          '}',
          '[',
          ']',
          '- ',
          '&a',
          '*a',
          '!If',
          '!Sub',
          '${',
          '|',
          '\t',
          '\r',
          ':',
          ',',
          '<<',
          '?',
          '#',
        ),
        { maxLength: 80 },
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom(PROJECT, PROJECT_JSON, ANCHORED, FLOW),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 10 }),
      )
      .map(([text, changes]) =>
        changes.reduce((current, [at, length, put]) => {
          const start = at % (current.length + 1);
          return current.slice(0, start) + put + current.slice(start + (length % 200));
        }, text),
      ),
  );

  it('it never throws, and points nowhere outside of it', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(texts, (text) => {
        const graph = graphOf(text);
        deploymentsOf(graph);
        for (const { start, end, file } of places([...graph.resources.values()]))
          if (file === FILE)
            assert.ok(start >= 0 && start <= end && end <= text.length, `${start}..${end} of ${text.length}`);
        for (const resource of graph.resources.values()) {
          assert.ok(resource.header.end > resource.header.start || resource.logicalName === '');
          assert.ok(
            resource.declaration.start <= resource.header.start && resource.header.end <= resource.declaration.end,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a literal is what stands at its place', function () {
    this.timeout(120_000);
    const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.-]{0,12}$/);
    const comments = fc.constantFrom('', ' # c', ' # 🐍🌱', '   ');
    const variant = fc.record({
      name: names,
      quote: fc.constantFrom('', '"', "'"),
      comment: comments,
      before: fc.constantFrom('', '# 🌱\n', '\n', '#\t\n'),
    });
    fc.assert(
      fc.property(
        fc.array(variant, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (variants, lineEnd, bom) => {
          const blocks = variants.map(
            ({ name, quote, comment, before }, index) =>
              `${before}  C${index}:${comment}\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n      EndpointConfigName: ${quote}${name}${quote}${comment}\n`,
          );
          const text = (bom ? '\uFEFF' : '') + `Resources:\n${blocks.join('')}`.replaceAll('\n', lineEnd);
          const graph = graphOf(text);
          variants.forEach(({ name }, index) => {
            const value = property(graph.resources.get(`${FILE}#C${index}`)!, 'EndpointConfigName');
            // A name such as `yes` without quotes is no text.
            assert.ok(value.kind === 'scalar' || value.kind === 'unresolved');
            if (value.kind === 'scalar') assert.equal(text.slice(value.origin.start, value.origin.end), name);
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('deep nesting costs nothing but itself', () => {
    const deep = `Resources:\n  A: {Type: AWS::SageMaker::EndpointConfig, Properties: ${'{a: '.repeat(3000)}1${'}'.repeat(3000)}}\n  B: {Type: AWS::Logs::LogGroup}\n`;
    assert.ok(graphOf(deep).resources.has(`${FILE}#B`));
    assert.equal(graphOf(`{"Resources": ${'{"a": '.repeat(20_000)}`, 'a.json').resources.size, 0);
    const nested = `Resources:\n  A:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties: {X: ${'['.repeat(300)}${']'.repeat(300)}, EndpointConfigName: n}\n`;
    assert.equal(plainContent(property(graphOf(nested).resources.get(`${FILE}#A`)!, 'EndpointConfigName')), 'n');
  });
});
