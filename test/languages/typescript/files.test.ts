import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { known } from '../../../src/model/value';
import { applyEdits, sourceOf } from '../../law';

const STACK = `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { COUNT } from './config';
import * as sizes from './sizes.js';
interface Props extends cdk.StackProps { readonly type: string }
export class S extends cdk.Stack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    new sagemaker.CfnEndpointConfig(this, 'Given', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: props.type, initialInstanceCount: COUNT }] });
    new sagemaker.CfnEndpointConfig(this, 'Imported', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: sizes.SMALL, initialInstanceCount: 1 }] });
    new sagemaker.CfnEndpointConfig(this, 'Context', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: this.node.tryGetContext('type'), initialInstanceCount: 1 }] });
  }
}
`;
const APP = `import * as cdk from 'aws-cdk-lib';
import { S } from '../lib/stack';
const app = new cdk.App();
`;
const FILES: Readonly<Record<string, string>> = {
  'infra/lib/stack.ts': STACK,
  'infra/lib/config.ts': 'export const COUNT = 3;\n',
  'infra/lib/sizes.ts': `export const SMALL = 'ml.m5.large';\n`,
  'infra/cdk.json': `{ "app": "npx ts-node --prefer-ts-exts bin/app.ts", "context": { "type": "ml.c5.xlarge" } }`,
  'infra/bin/app.ts': `${APP}new S(app, 'One', { type: 'ml.m5.4xlarge', env: { region: 'eu-west-1' } });\n`,
};

function advisorWith(files: Readonly<Record<string, string>>): Advisor {
  const advisor = new Advisor();
  for (const [file, text] of Object.entries(files)) advisor.update(sourceOf(file, text));
  return advisor;
}

function found(advisor: Advisor): unknown[] {
  return advisor
    .advise('infra/lib/stack.ts')
    .deployments.map(({ deployment }) => [
      known(deployment.instanceType),
      known(deployment.instanceCount),
      known(deployment.region),
    ]);
}

describe('values from the files around a CDK stack', () => {
  it('takes them from modules beside it, the context and the program that cdk.json starts', () => {
    assert.deepEqual(found(advisorWith(FILES)), [
      ['ml.m5.4xlarge', 3, 'eu-west-1'],
      ['ml.m5.large', 1, 'eu-west-1'],
      ['ml.c5.xlarge', 1, 'eu-west-1'],
    ]);
  });

  it('asks for what it has not been given, and follows what comes later', () => {
    const advisor = advisorWith({ 'infra/lib/stack.ts': STACK });
    assert.deepEqual(found(advisor), [
      [undefined, undefined, 'us-east-1'],
      [undefined, 1, 'us-east-1'],
      [undefined, 1, 'us-east-1'],
    ]);
    const asked = advisor.takeMissing();
    for (const file of ['infra/lib/config.ts', 'infra/lib/sizes.ts', 'infra/cdk.json'])
      assert.ok(asked.includes(file), file);
    for (const [file, text] of Object.entries(FILES)) advisor.update(sourceOf(file, text));
    assert.equal(
      known(advisor.advise('infra/lib/stack.ts').deployments[0]?.deployment.instanceType ?? { how: 'absent' }),
      'ml.m5.4xlarge',
    );
    advisor.update(sourceOf('infra/lib/config.ts', 'export const COUNT = 5;\n'));
    assert.deepEqual(found(advisor)[0], ['ml.m5.4xlarge', 5, 'eu-west-1']);
    advisor.remove('infra/lib/config.ts');
    assert.deepEqual(found(advisor)[0], ['ml.m5.4xlarge', undefined, 'eu-west-1']);
  });

  it('counts every stage that the program makes', () => {
    const advisor = advisorWith({
      ...FILES,
      'infra/bin/app.ts': `${APP}new S(app, 'S-dev', { type: 'ml.m5.large' });\nnew S(app, 'S-prod', { type: 'ml.m5.4xlarge' });\n`,
    });
    assert.deepEqual(
      advisor
        .advise('infra/lib/stack.ts')
        .deployments.filter(({ deployment }) => deployment.resource.logicalName === 'Given')
        .map(({ deployment }) => [deployment.id, known(deployment.instanceType)]),
      [
        ['infra/lib/stack.ts#Given:ProductionVariants[0]:S-dev', 'ml.m5.large'],
        ['infra/lib/stack.ts#Given:ProductionVariants[0]:S-prod', 'ml.m5.4xlarge'],
      ],
    );
  });

  describe('changes a value where the program gives it', () => {
    const program = (rest: string): Readonly<Record<string, string>> => ({
      'infra/lib/stack.ts': `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
interface Props extends cdk.StackProps { readonly type: string }
export class S extends cdk.Stack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const model = new sagemaker.CfnModel(this, 'M', { primaryContainer: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1' } });
    new sagemaker.CfnEndpointConfig(this, 'Given', { productionVariants: [{ variantName: 'a', modelName: model.attrModelName, instanceType: props.type, initialInstanceCount: 1 }] });
  }
}
`,
      'infra/cdk.json': FILES['infra/cdk.json'] ?? '',
      'infra/bin/app.ts': APP + rest,
    });
    const edits = (files: Readonly<Record<string, string>>): unknown[] => {
      const advisor = advisorWith(files);
      return advisor
        .advise('infra/lib/stack.ts')
        .findings.filter((each) => each.practice === 'use-graviton')
        .map((finding) => {
          const [fix] = advisor.fixes('infra/lib/stack.ts', finding);
          if (fix === undefined || fix.refusal !== null) return fix?.refusal?.reason;
          return fix.edits.map((edit) => {
            const before = files[edit.file] ?? '';
            return [edit.file, before.slice(edit.start, edit.end), edit.newText];
          });
        });
    };

    it('of one stage, or of each', () => {
      assert.deepEqual(edits(program(`new S(app, 'One', { type: "ml.c5.xlarge" });\n`)), [
        [['infra/bin/app.ts', '"ml.c5.xlarge"', '"ml.c7g.xlarge"']],
      ]);
      assert.deepEqual(
        edits(
          program(`new S(app, 'S-dev', { type: 'ml.c5.large' });\nnew S(app, 'S-prod', { type: 'ml.c5.xlarge' });\n`),
        ),
        [
          [['infra/bin/app.ts', `'ml.c5.xlarge'`, `'ml.c7g.xlarge'`]],
          [['infra/bin/app.ts', `'ml.c5.large'`, `'ml.c7g.large'`]],
        ],
      );
    });

    it('in the list of stages that the program goes over, unless others read it too', () => {
      const stages = (more: string): Readonly<Record<string, string>> =>
        program(
          `const STAGES = [\n  { name: 'dev', type: 'ml.c5.large' },\n  { name: 'prod', type: 'ml.c5.xlarge' },\n];\nfor (const stage of STAGES) {\n  new S(app, stage.name, { type: stage.type });\n${more}}\n`,
        );
      assert.deepEqual(edits(stages('')), [
        [['infra/bin/app.ts', `'ml.c5.xlarge'`, `'ml.c7g.xlarge'`]],
        [['infra/bin/app.ts', `'ml.c5.large'`, `'ml.c7g.large'`]],
      ]);
      assert.deepEqual(edits(stages('  new Other(app, { kind: stage.type });\n')), ['sharedValue', 'sharedValue']);
    });

    it('in a constant that it alone is given', () => {
      assert.deepEqual(edits(program(`const TYPE = 'ml.c5.xlarge';\nnew S(app, 'One', { type: TYPE });\n`)), [
        [['infra/bin/app.ts', `'ml.c5.xlarge'`, `'ml.c7g.xlarge'`]],
      ]);
    });

    it('but at its use where the program has a name for it that others read too', () => {
      assert.deepEqual(
        edits(program(`const TYPE = 'ml.c5.xlarge';\nnew S(app, 'One', { type: TYPE });\nuse(TYPE);\n`)),
        [[['infra/lib/stack.ts', 'props.type', `'ml.c7g.xlarge'`]]],
      );
    });

    it("and not at all where the app's context does: a literal would take the choice from who sets it", () => {
      const files = program(`new S(app, 'One', { type: 'ml.m5.large' });\n`);
      const stack = files['infra/lib/stack.ts']?.replace('props.type', `this.node.tryGetContext('type')`) ?? '';
      assert.deepEqual(edits({ ...files, 'infra/lib/stack.ts': stack }), ['sharedValue']);
    });
  });

  describe('a constant of another file is replaced where it is used, and no longer imported', () => {
    const stack = (imports: string, type: string, more = ''): string => `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
${imports}
export class S extends cdk.Stack {
  constructor(scope: cdk.App) {
    super(scope, 'S');
    const model = new sagemaker.CfnModel(this, 'M', { primaryContainer: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1' } });
    new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: [{ variantName: 'a', modelName: model.attrModelName, instanceType: ${type}, initialInstanceCount: 1 }] });
${more}  }
}
`;
    const fixed = (text: string): string => {
      const advisor = advisorWith({
        'lib/stack.ts': text,
        'lib/sizes.ts': `export const SMALL = 'ml.c5.large';\nexport const COUNT = 2;\nexport default SMALL;\n`,
      });
      const finding = advisor.advise('lib/stack.ts').findings.find((each) => each.practice === 'use-graviton');
      assert.ok(finding);
      const [fix] = advisor.fixes('lib/stack.ts', finding);
      assert.ok(fix);
      assert.equal(fix.refusal, null);
      return applyEdits(text, fix.edits);
    };
    const NEW = `'ml.c7g.large'`;
    const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
      'the only name': [
        stack(`import { SMALL } from './sizes';\nimport { other } from './other';`, 'SMALL', '    other();\n'),
        stack(`import { other } from './other';`, NEW, '    other();\n'),
      ],
      'one of several': [
        stack(`import { COUNT, SMALL } from './sizes';`, 'SMALL', '    use(COUNT);\n'),
        stack(`import { COUNT } from './sizes';`, NEW, '    use(COUNT);\n'),
      ],
      'one on a line of its own': [
        stack(`import {\n  SMALL, // its type\n  COUNT,\n} from './sizes';`, 'SMALL', '    use(COUNT);\n'),
        stack(`import {\n  COUNT,\n} from './sizes';`, NEW, '    use(COUNT);\n'),
      ],
      'under another name': [
        stack(`import { SMALL as TYPE, COUNT } from './sizes';`, 'TYPE', '    use(COUNT);\n'),
        stack(`import { COUNT } from './sizes';`, NEW, '    use(COUNT);\n'),
      ],
      'the whole module': [
        stack(`import * as sizes from './sizes';\nimport 'source-map-support/register';`, 'sizes.SMALL'),
        stack(`import 'source-map-support/register';`, NEW),
      ],
      'what is required': [
        stack(`const { SMALL } = require('./sizes');`, 'SMALL'),
        stack('', NEW).replace('\n\n', '\n'),
      ],
      'but not what is used elsewhere': [
        stack(`import { SMALL } from './sizes';`, 'SMALL', '    train(SMALL);\n'),
        stack(`import { SMALL } from './sizes';`, NEW, '    train(SMALL);\n'),
      ],
      'nor what is a type': [
        stack(`import { SMALL } from './sizes';`, 'SMALL', '    let type: typeof SMALL;\n'),
        stack(`import { SMALL } from './sizes';`, NEW, '    let type: typeof SMALL;\n'),
      ],
      'nor what is exported again': [
        `${stack(`import { SMALL } from './sizes';`, 'SMALL')}export { SMALL };\n`,
        `${stack(`import { SMALL } from './sizes';`, NEW)}export { SMALL };\n`,
      ],
      'nor what was not used before': [
        stack(`import { SMALL, COUNT } from './sizes';`, 'SMALL'),
        stack(`import { COUNT } from './sizes';`, NEW),
      ],
    };
    for (const [name, [before, after]] of Object.entries(cases))
      it(name, () => {
        assert.equal(fixed(before), after);
      });
  });

  it('is not led astray by what is broken, missing or another thing', () => {
    for (const json of [
      '',
      '{',
      '[]',
      '{ "app": 3, "context": [] }',
      '{ "app": "python3 app.py" }',
      '{ "app": "node ../../../x.js" }',
    ])
      assert.equal(found(advisorWith({ ...FILES, 'infra/cdk.json': json })).length, 3, json);
    const circular = {
      ...FILES,
      'infra/lib/config.ts': `import { COUNT as OTHER } from './stack';\nexport const COUNT = OTHER;\n`,
    };
    assert.equal(found(advisorWith(circular)).length, 3);
  });
});
