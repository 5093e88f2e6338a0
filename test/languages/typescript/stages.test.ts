import assert from 'node:assert/strict';
import { known } from '../../../src/model/value';
import { advisorOn, type Files } from '../../askedFor';

const IMPORTS = `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
`;

/** A class whose construct has an endpoint configuration of the type that it is given. */
const serving = (name: string, base: string): string => `class ${name} extends ${base} {
  constructor(scope: Construct, id: string, props: { readonly type: string; readonly env?: cdk.Environment }) {
    super(scope, id);
    const model = new sagemaker.CfnModel(this, 'M', { primaryContainer: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1' } });
    new sagemaker.CfnEndpointConfig(this, 'Config', { productionVariants: [{ variantName: 'a', modelName: model.attrModelName, instanceType: props.type, initialInstanceCount: 1 }] });
  }
}
`;

/** A class that makes others of what it is given. */
const making = (name: string, base: string, made: string): string => `class ${name} extends ${base} {
  constructor(scope: Construct, id: string, props: { readonly type: string; readonly env?: cdk.Environment }) {
    super(scope, id, props);
    ${made}
  }
}
`;

const CDK_JSON = `{ "app": "npx ts-node bin/app.ts" }`;

/** The path of each construct with an endpoint, its type and Region. */
function found(files: Files, file: string): unknown[] {
  return advisorOn(files, file)
    .advise(file)
    .deployments.map(({ deployment, environment }) => [
      environment,
      known(deployment.instanceType),
      known(deployment.region),
    ]);
}

/** Title and edits of the first fixes of `use-graviton`, or why there are none. */
function fixes(files: Files, file: string): unknown[] {
  const advisor = advisorOn(files, file);
  return advisor
    .advise(file)
    .findings.filter((each) => each.practice === 'use-graviton')
    .map((finding) => {
      const [fix] = advisor.fixes(file, finding);
      assert.ok(fix);
      if (fix.refusal !== null) return fix.refusal.reason;
      const edits = fix.edits.map((edit) => [(files[edit.file] ?? '').slice(edit.start, edit.end), edit.newText]);
      return [fix.title.replace(/ \(figures of .*/, ''), ...edits];
    });
}

const APART: Files = {
  'infra/cdk.json': CDK_JSON,
  'infra/bin/app.ts': `import * as cdk from 'aws-cdk-lib';
import { OrdersStage } from '../lib/stage';
import { LARGE } from './sizes';
const app = new cdk.App();
new OrdersStage(app, 'Dev', { type: 'ml.c5.large', env: { region: 'eu-west-1' } });
new OrdersStage(app, 'Prod', { type: LARGE, env: { region: 'eu-north-1' } });
`,
  'infra/bin/sizes.ts': `export const LARGE = 'ml.c5.xlarge';\n`,
  'infra/lib/stage.ts': `${IMPORTS}import { EndpointStack } from './endpoint';
export ${making('OrdersStage', 'cdk.Stage', `new EndpointStack(this, 'Endpoint', { type: props.type, env: props.env });`)}`,
  'infra/lib/endpoint.ts': `${IMPORTS}export ${serving('EndpointStack', 'cdk.Stack')}`,
};

describe('stages of the CDK that make stacks, and stacks that make constructs', () => {
  it('are followed through their files from the program that cdk.json starts', () => {
    assert.deepEqual(found(APART, 'infra/lib/endpoint.ts'), [
      ['Dev/Endpoint', 'ml.c5.large', 'eu-west-1'],
      ['Prod/Endpoint', 'ml.c5.xlarge', 'eu-north-1'],
    ]);
  });

  it('are followed where there is one of them', () => {
    const app = (APART['infra/bin/app.ts'] ?? '').replace(/new OrdersStage\(app, 'Dev'.*\n/, '');
    assert.deepEqual(found({ ...APART, 'infra/bin/app.ts': app }, 'infra/lib/endpoint.ts'), [
      [null, 'ml.c5.xlarge', 'eu-north-1'],
    ]);
  });

  it('are followed round by round where a stage goes over a list', () => {
    const made = `for (const name of ['A', 'B']) new EndpointStack(this, name, { type: props.type });`;
    const stage = `${IMPORTS}import { EndpointStack } from './endpoint';\nexport ${making('OrdersStage', 'cdk.Stage', made)}`;
    assert.deepEqual(
      found({ ...APART, 'infra/lib/stage.ts': stage }, 'infra/lib/endpoint.ts').map((each) => String(each)),
      [
        'Dev/A,ml.c5.large,eu-west-1',
        'Dev/B,ml.c5.large,eu-west-1',
        'Prod/A,ml.c5.xlarge,eu-north-1',
        'Prod/B,ml.c5.xlarge,eu-north-1',
      ],
    );
  });

  it('leave a stack alone that they do not make', () => {
    const stage = `${IMPORTS}import { EndpointStack } from './other';\nexport ${making('OrdersStage', 'cdk.Stage', `new EndpointStack(this, 'E', props);`)}`;
    assert.deepEqual(found({ ...APART, 'infra/lib/stage.ts': stage }, 'infra/lib/endpoint.ts'), [
      [null, undefined, 'us-east-1'],
    ]);
  });

  it('are no way without an end where classes make each other', () => {
    const text = `${IMPORTS}${making('A', 'Construct', `new B(this, 'B', props);`)}${making('B', 'Construct', `new A(this, 'A', props); new Served(this, 'S', props);`)}${serving('Served', 'Construct')}new A(new cdk.App(), 'X', { type: 'ml.c5.large' });\nnew A(new cdk.App(), 'Y', { type: 'ml.c5.xlarge' });\n`;
    assert.deepEqual(
      found({ 'app.ts': text }, 'app.ts').map((each) => String(each)),
      ['X/B/S,ml.c5.large,us-east-1', 'Y/B/S,ml.c5.xlarge,us-east-1'],
    );
  });

  /** An app of so many stacks, each of which imports the construct of `lib/served.ts`. */
  const many = (count: number): Files => {
    const numbers = Array.from({ length: count }, (_, number) => number);
    const stacks = numbers.map((number): [string, string] => [
      `lib/s${number}.ts`,
      `${IMPORTS}import { Served } from './served';\nexport ${making(`S${number}`, 'cdk.Stack', `new Served(this, 'Served', props);`)}`,
    ]);
    const imports = numbers.map((number) => `import { S${number} } from '../lib/s${number}';\n`).join('');
    const made = numbers.map((number) => `new S${number}(app, 'S${number}', { type: 'ml.c5.large' });\n`).join('');
    return {
      'cdk.json': CDK_JSON,
      'bin/app.ts': `import * as cdk from 'aws-cdk-lib';\n${imports}import { Alone } from '../lib/alone';\nconst app = new cdk.App();\n${made}new Alone(app, 'Alone', { type: 'ml.c5.xlarge' });\n`,
      'lib/alone.ts': `${IMPORTS}export ${serving('Alone', 'cdk.Stack')}`,
      'lib/served.ts': `${IMPORTS}export ${serving('Served', 'Construct')}`,
      ...Object.fromEntries(stacks),
    };
  };

  it('are followed from a few files; what many make is left to its own file', () => {
    assert.equal(found(many(5), 'lib/served.ts').length, 5);
    assert.deepEqual(found(many(12), 'lib/served.ts'), [[null, undefined, 'us-east-1']]);
  });

  it('ask for no other stack where the program makes the stack itself', () => {
    const files = many(12);
    assert.deepEqual(found(files, 'lib/alone.ts'), [[null, 'ml.c5.xlarge', 'us-east-1']]);
    const asked = advisorOn(files, 'lib/alone.ts').files();
    assert.deepEqual(
      asked.filter((file) => /^lib\/s/.test(file)),
      [],
    );
  });

  const ONE_FILE = {
    'app.ts': `${IMPORTS}${serving('Served', 'Construct')}${making('S', 'cdk.Stack', `new Served(this, 'One', { type: 'ml.c5.large' });\n    new Served(this, 'Two', { type: props.type });`)}const app = new cdk.App();
new S(app, 'Dev', { type: 'ml.c5.xlarge' });
new S(app, 'Prod', { type: 'ml.c5.2xlarge' });
`,
  };

  it('are followed within a file', () => {
    assert.deepEqual(
      found(ONE_FILE, 'app.ts').map((each) => String(each)),
      [
        'Dev/One,ml.c5.large,us-east-1',
        'Dev/Two,ml.c5.xlarge,us-east-1',
        'Prod/One,ml.c5.large,us-east-1',
        'Prod/Two,ml.c5.2xlarge,us-east-1',
      ],
    );
  });

  it('are changed where the value is written, for all that read it and no other', () => {
    const shared = ['Change to ml.c7g.large, in all environments that read it', [`'ml.c5.large'`, `'ml.c7g.large'`]];
    assert.deepEqual(fixes(ONE_FILE, 'app.ts'), [
      ['Change to ml.c7g.2xlarge, in Prod/Two', [`'ml.c5.2xlarge'`, `'ml.c7g.2xlarge'`]],
      ['Change to ml.c7g.xlarge, in Dev/Two', [`'ml.c5.xlarge'`, `'ml.c7g.xlarge'`]],
      shared,
      shared,
    ]);
  });

  it('are not overwritten for all from the last of several files', () => {
    assert.deepEqual(fixes(APART, 'infra/lib/endpoint.ts'), ['sharedValue', 'sharedValue']);
  });
});
