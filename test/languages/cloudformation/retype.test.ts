import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloudFormation } from '../../../src/languages/cloudformation';
import { US_EAST_1, sourceOf } from '../../law';
import { plainly } from '../../plainly';
import { ANCHORED, FLOW, PROJECT, PROJECT_JSON } from './templates';

const FILE = 'infra/endpoint.yaml';

/** What people type, and what they never would. */
const SNIPPETS = [
  '\n',
  '\r\n',
  ' ',
  '  ',
  '    ',
  '\t',
  ':',
  ': ',
  '-',
  '- ',
  '"',
  "'",
  '#',
  '# c\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  '&a ',
  '*type',
  '*tags',
  '!Ref ',
  '!If',
  '!Sub ',
  '${',
  '|',
  '>\n',
  '---\n',
  '...\n',
  '%',
  '🌱',
  '\u0000',
  '\uFEFF',
  '<<: ',
  '<<<<<<< HEAD\n',
  '>>>>>>> x\n',
  'Resources:\n',
  'Outputs:\n',
  'Parameters:\n',
  '  New:\n    Type: AWS::Logs::LogGroup\n',
  'x',
  '\\',
  '@',
  '`',
  '"Resources": {',
  '? ',
];

const edits = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60), fc.nat(2000)),
    insert: fc.oneof(
      fc.constantFrom(...SNIPPETS),
      fc.string({ maxLength: 4, unit: 'grapheme' }),
      // A piece of the text itself, cut or copied.
      fc.record({ from: fc.nat(1_000_000), length: fc.nat(300) }),
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('Reading a template on top of its last reading', () => {
  const SAM = [
    'Transform: AWS::Serverless-2016-10-31',
    'Globals:',
    '  Function:',
    '    CodeUri: src',
    '    Environment: { Variables: { NAME: a } }',
    'Resources:',
    '  Predict:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Handler: app.handler',
    '  Endpoint:',
    '    Type: AWS::SageMaker::Endpoint',
    '    Properties:',
    '      EndpointConfigName: config',
    '',
  ].join('\n');

  it('looks again at what takes from Globals', () => {
    let reading = cloudFormation.read(sourceOf(FILE, SAM), null);
    for (const text of [
      SAM.replace('CodeUri: src', 'CodeUri: services/predict'),
      SAM.replace('CodeUri: src', 'CodeUri: lib'),
      SAM.replace(/Globals:[^]*(?=Resources:)/, ''),
      SAM,
      SAM.replace('Resources:', '# What asks.\nResources:'),
    ]) {
      cloudFormation.link(reading, US_EAST_1);
      reading = cloudFormation.read(sourceOf(FILE, text), reading);
      const fresh = cloudFormation.read(sourceOf(FILE, text), null);
      const [now, then] = [reading, fresh].map((each) => plainly(cloudFormation.link(each, US_EAST_1)));
      assert.deepEqual(now, then, text);
    }
  });

  const templates = fc
    .constantFrom(
      PROJECT,
      PROJECT,
      PROJECT_JSON,
      PROJECT_JSON,
      ANCHORED,
      FLOW,
      SAM,
      JSON.stringify(JSON.parse(PROJECT_JSON)),
      '',
    )
    .chain((text) => fc.constantFrom(text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`));

  it('gives what reading it from scratch gives, whatever was typed', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(templates, edits, (template, changes) => {
        let text = template;
        let reading = cloudFormation.read(sourceOf(FILE, text), null);
        for (const { at, remove, insert } of changes) {
          const start = text.length === 0 ? 0 : at % (text.length + 1);
          const typed =
            typeof insert === 'string' ? insert : text.slice(insert.from % (text.length + 1)).slice(0, insert.length);
          text = text.slice(0, start) + typed + text.slice(start + remove);
          reading = cloudFormation.read(sourceOf(FILE, text), reading);
          const fresh = cloudFormation.read(sourceOf(FILE, text), null);
          assert.deepEqual(
            plainly(cloudFormation.link(reading, US_EAST_1)),
            plainly(cloudFormation.link(fresh, US_EAST_1)),
          );
          assert.deepEqual([...reading.resources.keys()], [...fresh.resources.keys()]);
          assert.deepEqual(reading.metadataSuppressions, fresh.metadataSuppressions);
          assert.equal(reading.skipped, fresh.skipped);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('parses only the entry that was typed in', () => {
    const before = cloudFormation.read(sourceOf(FILE, PROJECT), null);
    const text = PROJECT.replace('VariantName: AllTraffic', 'VariantName: AllTraffi');
    const after = cloudFormation.read(sourceOf(FILE, text), before);
    const kept = after.chunks.filter(({ chunk }) => before.chunks.some((each) => each.chunk === chunk));
    assert.equal(after.chunks.length, before.chunks.length);
    assert.equal(kept.length, before.chunks.length - 1);
  });

  it('keeps the other entries when one is put in, taken out or moved', () => {
    const before = cloudFormation.read(sourceOf(FILE, PROJECT), null);
    const block = '  Second:\n    Type: AWS::Logs::LogGroup\n\n';
    const added = cloudFormation.read(
      sourceOf(FILE, PROJECT.replace('  Endpoint:\n', `${block}  Endpoint:\n`)),
      before,
    );
    assert.equal(added.chunks.filter(({ chunk }) => !before.chunks.some((each) => each.chunk === chunk)).length, 1);
    const model = /^ {2}Model:\n(?: {4}.*\n)+\n/m.exec(PROJECT)?.[0] ?? '';
    const moved = PROJECT.replace(model, '').replace('  LogGroup:\n', `${model}  LogGroup:\n`);
    const again = cloudFormation.read(sourceOf(FILE, moved), before);
    assert.equal(again.chunks.filter(({ chunk }) => !before.chunks.some((each) => each.chunk === chunk)).length, 0);
  });

  it('keeps nothing of another file', () => {
    const before = cloudFormation.read(sourceOf('a.yaml', PROJECT), null);
    const after = cloudFormation.read(sourceOf('b.yaml', PROJECT), before);
    const graph = cloudFormation.link(after, US_EAST_1)[0]!;
    assert.ok(graph.resources.has('b.yaml#Endpoint'));
    assert.equal(graph.resources.get('b.yaml#Endpoint')!.header.file, 'b.yaml');
  });
});
