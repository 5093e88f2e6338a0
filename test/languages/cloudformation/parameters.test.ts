import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cloudFormation } from '../../../src/languages/cloudformation';
import { isBindingFile } from '../../../src/languages/cloudformation/bindingFile';
import { bindingsFor, readBinding, readBindings } from '../../../src/languages/cloudformation/parameters';
import type { Binding } from '../../../src/model/language';
import { sourceOf } from '../../law';
import { PROJECT } from './templates';

function valuesOf(text: string, file = 'prod-config.json'): Record<string, string> | null {
  const binding = readBinding(file, text);
  if (binding === null) return null;
  return Object.fromEntries([...binding.values].map(([key, { value }]) => [key, value]));
}

describe('A parameters file', () => {
  it('of a pipeline, with where each value is written', () => {
    const text = `\uFEFF{\r\n  "Parameters": {\r\n    "🌱": "x", "Type": "ml.m5.large",\r\n    "Count": 2,\r\n    "Zones": ["a", "b"]\r\n  },\r\n  "Tags": {"a": "b"}\r\n}`;
    const binding = readBinding('infra/prod-config.json', text)!;
    assert.deepEqual(valuesOf(text), { '🌱': 'x', Type: 'ml.m5.large', Count: '2', Zones: 'a,b' });
    const { origin } = binding.values.get('Type')!;
    assert.equal(origin.file, 'infra/prod-config.json');
    assert.equal(text.slice(origin.start, origin.end), 'ml.m5.large');
    const count = binding.values.get('Count')!.origin;
    assert.equal(text.slice(count.start, count.end), '2');
    assert.deepEqual(binding.region, { how: 'absent' });
  });

  const list =
    '[{"ParameterKey": "Type", "ParameterValue": "ml.m5.large"}, {"ParameterKey": "B", "UsePreviousValue": true}]';

  it('of the command line', () => {
    assert.deepEqual(valuesOf(list), { Type: 'ml.m5.large' });
    const { origin } = readBinding('p.json', list)!.values.get('Type')!;
    assert.equal(list.slice(origin.start, origin.end), 'ml.m5.large');
    assert.deepEqual(valuesOf(`{"StackName": "s", "Parameters": ${list}}`), { Type: 'ml.m5.large' });
  });

  it('of overrides', () => {
    const text = '["Type=ml.m5.large", "Url=a=b", "Empty="]';
    assert.deepEqual(valuesOf(text), { Type: 'ml.m5.large', Url: 'a=b', Empty: '' });
    const { origin } = readBinding('p.json', text)!.values.get('Type')!;
    assert.equal(text.slice(origin.start, origin.end), 'ml.m5.large');
  });

  for (const [name, text] of [
    ['a template', '{"Parameters": {"A": {"Type": "String"}}, "Resources": {}}'],
    ['a template without resources', '{"Parameters": {"A": {"Type": "String"}}}'],
    ['other JSON', '{"name": "x"}'],
    ['a list', '[1, 2]'],
    ['a list of other things', '[{"a": 1}]'],
    ['a list of words', '["a", "b"]'],
    ['an empty file', ''],
    ['no values', '{"Parameters": {}}'],
    ['no object', '"Parameters"'],
    ['deep nesting', '['.repeat(100_000)],
  ] as const)
    it(`is not ${name}`, () => {
      assert.equal(readBinding('prod-config.json', text), null);
    });

  it('that is being typed gives what it has', () => {
    assert.deepEqual(valuesOf('{"Parameters": {"A": "x", "B": '), { A: 'x' });
    assert.deepEqual(valuesOf('{"Parameters": {"A": "x", "B"'), { A: 'x' });
  });

  const names: readonly (readonly [string, string])[] = [
    ['prod-config.json', 'prod'],
    ['a/staging-config.json', 'staging'],
    ['params/dev.json', 'dev'],
    ['parameters-prod.json', 'prod'],
    ['prod.parameters.json', 'prod'],
    ['prod/parameters.json', 'prod'],
    ['params/eu-west-1-prod.json', 'eu-west-1-prod'],
    ['parameters.json', 'parameters'],
    ['config/params.json', 'params'],
    ['endpoint_params_test.json', 'endpoint_test'],
  ];
  for (const [file, name] of names)
    it(`${file} stands for ${name}`, () => {
      assert.equal(readBinding(file, list)?.name, name);
    });

  it('is recognised by path and text', () => {
    assert.equal(isBindingFile('prod-config.json', '{"Parameters": {"A": "b"}}'), true);
    assert.equal(isBindingFile('x.json', list), true);
    assert.equal(isBindingFile('samconfig.toml', ''), true);
    assert.equal(isBindingFile('x.json', '{"Parameters": {}, "Resources": {}}'), false);
    assert.equal(isBindingFile('x.json', '{}'), false);
    assert.equal(isBindingFile('x.toml', 'parameter_overrides'), false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          readBindings('a.json', text);
          readBindings('a.json', `{"Parameters": ${text}`);
          readBindings('samconfig.toml', text);
        },
      ),
    );
  });
});

describe('The bindings of a template', () => {
  const binding = (file: string, ...keys: string[]): Binding => ({
    name: readBinding(file, '{"Parameters": {"A": "b"}}')?.name ?? file,
    file,
    values: new Map(keys.map((key) => [key, { value: 'x', origin: { file, cell: null, start: 0, end: 0 } }])),
    region: { how: 'absent' },
  });
  const files = (template: string, candidates: readonly Binding[]): string[] =>
    bindingsFor(cloudFormation.read(sourceOf(template, PROJECT), null), candidates).map((each) => each.file);

  it('give values to its parameters and to nothing else', () => {
    const candidates = [
      binding('infra/a-config.json', 'StageName', 'EndpointInstanceType'),
      binding('infra/b-config.json', 'StageName', 'Other'),
      binding('infra/c-config.json'),
    ];
    assert.deepEqual(files('infra/endpoint.yaml', candidates), ['infra/a-config.json']);
  });

  it('stand in its folder or below it', () => {
    const candidates = ['infra/prod-config.json', 'infra/params/dev.json', 'params/x.json', 'other/prod-config.json'];
    assert.deepEqual(
      files(
        'infra/endpoint.yaml',
        candidates.map((file) => binding(file, 'StageName')),
      ),
      ['infra/params/dev.json', 'infra/prod-config.json'],
    );
  });

  it('else in the folder above, or in one for parameters beside it', () => {
    const candidates = ['prod-config.json', 'params/x.json', 'other/y.json', 'a/b/params/z.json'];
    const found = files(
      'templates/endpoint.yaml',
      candidates.map((file) => binding(file, 'StageName')),
    );
    assert.deepEqual(found, ['prod-config.json', 'params/x.json']);
    const deep = files('svc/templates/endpoint.yaml', [
      binding('svc/config/dev.json', 'StageName'),
      binding('x/dev.json', 'StageName'),
    ]);
    assert.deepEqual(deep, ['svc/config/dev.json']);
    assert.deepEqual(files('a/endpoint.yaml', [binding('b/prod-config.json', 'StageName')]), []);
  });

  it('have a name of their own', () => {
    const reading = cloudFormation.read(sourceOf('endpoint.yaml', PROJECT), null);
    const bindings = bindingsFor(reading, [
      binding('prod-config.json', 'StageName'),
      binding('params/prod.json', 'StageName'),
    ]);
    assert.deepEqual(
      bindings.map((each) => each.name),
      ['prod', 'prod (prod-config.json)'],
    );
  });
});
