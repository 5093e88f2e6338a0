import assert from 'node:assert/strict';
import { known } from '../../../src/model/value';
import { advisorOn, type Files } from '../../askedFor';

const IMPORTS = `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct
`;

const serving = (name: string, base: string): string => `
class ${name}(${base}):
    def __init__(self, scope, construct_id, *, kind, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        sagemaker.CfnEndpointConfig(self, "Config", production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", instance_type=kind, initial_instance_count=1)])
`;

const making = (name: string, made: string): string => `
class ${name}(cdk.Stack):
    def __init__(self, scope, construct_id, *, kind, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        ${made}
`;

/** An app of so many stacks, each of which imports the construct of `stacks/served.py`, and of one that stands alone. */
function many(count: number, imported = 'from stacks.served import Served'): Files {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const imports = numbers.map((number) => `from stacks.s${number} import S${number}\n`).join('');
  const made = numbers.map((number) => `S${number}(app, "S${number}", kind="ml.c5.large")\n`).join('');
  return {
    'cdk.json': '{ "app": "python3 app.py" }',
    'app.py': `import aws_cdk as cdk\n${imports}from stacks.alone import Alone\napp = cdk.App()\n${made}Alone(app, "Alone", kind="ml.c5.xlarge")\n`,
    'stacks/alone.py': `${IMPORTS}${serving('Alone', 'cdk.Stack')}`,
    'stacks/served.py': `${IMPORTS}${serving('Served', 'Construct')}`,
    ...Object.fromEntries(
      numbers.map((number) => [
        `stacks/s${number}.py`,
        `${IMPORTS}${imported}\n${making(`S${number}`, 'Served(self, "Served", kind=kind)')}`,
      ]),
    ),
  };
}

function found(files: Files, file: string): string[] {
  return advisorOn(files, file)
    .advise(file)
    .deployments.map(({ deployment, environment }) => `${environment ?? ''} ${known(deployment.instanceType) ?? '?'}`);
}

describe('what the stacks of a CDK app in Python make', () => {
  for (const imported of [
    'from stacks.served import Served',
    'from .served import Served',
    'from stacks.served import (\n    Other,\n    Served,\n)',
    'from stacks.served import Other, Served  # the construct',
  ])
    it(`is followed from a few of them: ${imported.replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(found(many(2, imported), 'stacks/served.py'), [
        'S0/Served ml.c5.large',
        'S1/Served ml.c5.large',
      ]);
    });

  it('is left to its own file where many make it', () => {
    assert.deepEqual(found(many(12), 'stacks/served.py'), [' ?']);
  });

  it('asks for no other stack where the program makes the stack itself', () => {
    const files = many(12);
    assert.deepEqual(found(files, 'stacks/alone.py'), [' ml.c5.xlarge']);
    assert.deepEqual(
      advisorOn(files, 'stacks/alone.py')
        .files()
        .filter((file) => file.startsWith('stacks/s')),
      [],
    );
  });
});
