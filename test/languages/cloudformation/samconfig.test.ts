import assert from 'node:assert/strict';
import { cloudFormation } from '../../../src/languages/cloudformation';
import { bindingsFor } from '../../../src/languages/cloudformation/parameters';
import { readSamconfig } from '../../../src/languages/cloudformation/samconfig';
import { known } from '../../../src/model/value';
import { sourceOf } from '../../law';
import { PROJECT } from './templates';

const TEXT = `version = 0.1

[default.build.parameters]
parameter_overrides = "Never=x"

[default.deploy.parameters]
stack_name = "churn" # 🌱
region = "eu-north-1"
parameter_overrides = "StageName=staging EndpointInstanceType=\\"ml.m5.large\\" Note=\\"two words\\" Quoted='a b'"
capabilities = ["CAPABILITY_IAM"]

[prod.global.parameters]
region = 'us-west-2'

[prod.deploy.parameters]
parameter_overrides = [
  "StageName=prod", # which
  'EndpointInstanceType="ml.c5.xlarge"',
  "ParameterKey=EndpointInstanceCount,ParameterValue=3",
]

[test]
[test.deploy.parameters]
parameter_overrides = """
StageName=staging
EndpointInstanceCount=1"""
confirm_changeset = true
`;

function written(name: string, key: string, text = TEXT): [string, string] {
  const binding = readSamconfig('samconfig.toml', text).find((each) => each.name === name);
  const bound = binding?.values.get(key);
  assert.ok(bound, `${name}.${key}`);
  return [bound.value, text.slice(bound.origin.start, bound.origin.end)];
}

describe("SAM's configuration", () => {
  it('has a binding for each environment', () => {
    const bindings = readSamconfig('samconfig.toml', TEXT);
    assert.deepEqual(
      bindings.map((each) => [each.name, known(each.region), [...each.values.keys()]]),
      [
        ['default', 'eu-north-1', ['StageName', 'EndpointInstanceType', 'Note', 'Quoted']],
        ['prod', 'us-west-2', ['StageName', 'EndpointInstanceType', 'EndpointInstanceCount']],
        ['test', undefined, ['StageName', 'EndpointInstanceCount']],
      ],
    );
  });

  it('says where each value is written, without its quotes', () => {
    for (const text of [TEXT, TEXT.replaceAll('\n', '\r\n'), `\uFEFF${TEXT}`]) {
      assert.deepEqual(written('default', 'StageName', text), ['staging', 'staging']);
      assert.deepEqual(written('default', 'EndpointInstanceType', text), ['ml.m5.large', 'ml.m5.large']);
      assert.deepEqual(written('default', 'Note', text), ['two words', 'two words']);
      assert.deepEqual(written('default', 'Quoted', text), ['a b', 'a b']);
      assert.deepEqual(written('prod', 'EndpointInstanceType', text), ['ml.c5.xlarge', 'ml.c5.xlarge']);
      assert.deepEqual(written('prod', 'EndpointInstanceCount', text), ['3', '3']);
      assert.deepEqual(written('test', 'EndpointInstanceCount', text), ['1', '1']);
      const region = readSamconfig('samconfig.toml', text)[0]!.region;
      assert.ok('origin' in region);
      assert.equal(text.slice(region.origin.start, region.origin.end), 'eu-north-1');
    }
  });

  it("prefers the deployment's Region to the one for all commands, in whatever order", () => {
    const deploy = '[e.deploy.parameters]\nregion = "a"\n';
    const all = '[e.global.parameters]\nregion = "b"\n';
    for (const text of [deploy + all, all + deploy]) assert.equal(known(readSamconfig('f', text)[0]!.region), 'a');
  });

  it('reads dotted keys and escapes', () => {
    const text = '[e]\ndeploy.parameters.parameter_overrides = "A=\\u0062c D=\\"\\\\\\"x\\""\n';
    assert.deepEqual(written('e', 'A', text), ['bc', '\\u0062c']);
    assert.equal(readSamconfig('f', text)[0]!.values.has('D'), true);
  });

  it('survives what is not finished', () => {
    for (const text of [
      '[a.deploy.parameters',
      '[a.deploy.parameters]\nparameter_overrides = "A=b',
      '[[',
      'x =',
      '= 1',
      '"""',
    ])
      assert.ok(Array.isArray(readSamconfig('f', text)));
    const text = '[a.deploy.parameters]\nparameter_overrides = "A=b\nregion = "x"\n';
    assert.deepEqual([...readSamconfig('f', text)[0]!.values.keys()], ['A']);
    assert.equal(known(readSamconfig('f', text)[0]!.region), 'x');
  });

  it('gives the Region alone to the template beside it', () => {
    const reading = cloudFormation.read(sourceOf('app/template.yaml', PROJECT), null);
    const only = (file: string): number =>
      bindingsFor(reading, readSamconfig(file, '[default.deploy.parameters]\nregion = "eu-north-1"\n')).length;
    assert.equal(only('app/samconfig.toml'), 1);
    assert.equal(only('app/other/samconfig.toml'), 0);
    assert.equal(bindingsFor(reading, readSamconfig('app/samconfig.toml', '[default.deploy.parameters]\n')).length, 0);
  });
});
