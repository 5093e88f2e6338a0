import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { known } from '../../../src/model/value';
import { sourceOf } from '../../law';
import { deployments } from './reading';

const IMPORTS = `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
`;

/** A stack whose constructor says this. */
function stack(body: string, before = ''): string {
  return `${IMPORTS}${before}
export class S extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: { names: string[] }) {
    super(scope, id);
${body}  }
}
`;
}

const config = (id: string, type: string, count = '1'): string =>
  `new sagemaker.CfnEndpointConfig(this, ${id}, { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: ${type}, initialInstanceCount: ${count} }] });\n`;

const SERVED = `const SERVED = [
  { name: 'small', type: 'ml.m5.large', live: true },
  { name: 'large', type: 'ml.m5.4xlarge', live: false },
];
`;

function found(text: string): unknown[] {
  return deployments(text).map((each) => [each.name, known(each.instanceType), known(each.instanceCount)]);
}

const BOTH = [
  ['small', 'ml.m5.large', 1],
  ['large', 'ml.m5.4xlarge', 1],
];

describe('CDK constructs in loops', () => {
  const each = (body: string): string => stack(body, SERVED);

  it('makes one in each round over a known list', () => {
    assert.deepEqual(found(each(`for (const one of SERVED) ${config('one.name', 'one.type')}`)), BOTH);
    assert.deepEqual(found(each(`for (const { name, type } of SERVED) { ${config('name', 'type')} }\n`)), BOTH);
    assert.deepEqual(found(each(`SERVED.forEach((one) => { ${config('one.name', 'one.type')} });\n`)), BOTH);
    assert.deepEqual(found(each(`SERVED.forEach(({ name, type }) => { ${config('name', 'type')} });\n`)), BOTH);
    assert.deepEqual(
      found(
        each(`const all = SERVED.map((one) => { const made = ${config('one.name', 'one.type')}; return made; });\n`),
      ),
      BOTH,
    );
  });

  it('goes over the entries and the keys of an object, and knows the place in a list', () => {
    const TYPES = `const TYPES: Record<string, string> = { small: 'ml.m5.large', large: 'ml.m5.4xlarge' };\n`;
    const over = (body: string): unknown[] => found(stack(body, TYPES));
    assert.deepEqual(over(`for (const [name, type] of Object.entries(TYPES)) { ${config('name', 'type')} }\n`), BOTH);
    assert.deepEqual(over(`for (const name in TYPES) { ${config('name', 'TYPES[name]')} }\n`), BOTH);
    assert.deepEqual(over(`Object.keys(TYPES).forEach((name) => { ${config('name', 'TYPES[name]')} });\n`), BOTH);
    assert.deepEqual(
      found(stack(`['ml.m5.large', 'ml.m5.4xlarge'].forEach((type, at) => { ${config('`c${at}`', 'type')} });\n`)),
      [
        ['c0', 'ml.m5.large', 1],
        ['c1', 'ml.m5.4xlarge', 1],
      ],
    );
  });

  it('follows loops in loops, and conditions in them', () => {
    assert.deepEqual(
      found(
        stack(
          `for (const stage of ['dev', 'prod']) for (const type of ['ml.m5.large', 'ml.c5.large']) ${config('`${stage}-${type}`', 'type', "stage === 'prod' ? 2 : 1")}`,
        ),
      ),
      [
        ['dev-ml.m5.large', 'ml.m5.large', 1],
        ['dev-ml.c5.large', 'ml.c5.large', 1],
        ['prod-ml.m5.large', 'ml.m5.large', 2],
        ['prod-ml.c5.large', 'ml.c5.large', 2],
      ],
    );
    const live = each(`for (const one of SERVED) { if (!one.live) continue; ${config('one.name', 'one.type')} }\n`);
    assert.deepEqual(found(live), BOTH.slice(0, 1));
  });

  it('changes what a round has made', () => {
    const text = each(
      `for (const one of SERVED) { const made = ${config('one.name', "'ml.t2.medium'")} made.addPropertyOverride('ProductionVariants.0.InstanceType', one.type); }\n`,
    );
    assert.deepEqual(found(text), BOTH);
  });

  it('is one of which the type is not known where the list is not', () => {
    const unknown = [['sagemaker.CfnEndpointConfig', undefined, 1]];
    assert.deepEqual(found(stack(`for (const type of props.names) { ${config('type', 'type')} }\n`)), unknown);
    assert.deepEqual(
      found(
        stack(
          `const list = ['ml.m5.large', ...props.names];\nfor (const type of list) { ${config('type', 'type')} }\n`,
        ),
      ),
      unknown,
    );
    assert.deepEqual(found(stack(`while (more()) { const type = next(); ${config('type', 'type')} }\n`)), unknown);
  });

  it('is one of which the type is not known where the loop may end before its last round', () => {
    const unknown = [['sagemaker.CfnEndpointConfig', undefined, 1]];
    const own = config('one.name', 'one.type');
    for (const ending of ['if (one.live) break;', 'if (one.live) return;', 'if (one.live) { more(); break; }'])
      assert.deepEqual(found(each(`for (const one of SERVED) { ${own} ${ending} }\n`)), unknown, ending);
    for (const inner of [
      'for (const each of other) break;',
      'switch (one.name) { case "a": break; }',
      'call(() => { return 1; });',
    ])
      assert.deepEqual(found(each(`for (const one of SERVED) { ${inner} ${own} }\n`)), BOTH, inner);
  });

  it('leaves a model alone that a loop hands on', () => {
    const model = 'new sagemaker.CfnModel(this, `m-${one.name}`, { executionRoleArn: "r" })';
    const unused = (body: string): string[] => {
      const advisor = new Advisor();
      advisor.update(sourceOf('stack.ts', each(body)));
      return advisor
        .advise('stack.ts')
        .findings.flatMap(({ practice }) => (practice === 'delete-unused-model' ? practice : []));
    };
    assert.deepEqual(
      unused(`const all = [];\nfor (const one of SERVED) { const model = ${model}; all.push(model); }\n`),
      [],
    );
    assert.deepEqual(unused(`const all = {};\nfor (const one of SERVED) { all[one.name] = ${model}; }\n`), []);
    assert.deepEqual(unused(`const all = SERVED.map((one) => ${model});\n`), []);
    assert.equal(unused(`for (const one of SERVED) { ${model}; }\n`).length, 2);
  });

  it('changes the entry of the list, and nothing that the loop says for all', () => {
    const text = each(`for (const one of SERVED) { ${config('one.name', 'one.type')} }\n`).replace(
      "type: 'ml.m5.4xlarge'",
      "type: 'ml.m4.4xlarge'",
    );
    const advisor = new Advisor();
    advisor.update(sourceOf('stack.ts', text));
    const changed = advisor
      .advise('stack.ts')
      .findings.filter(({ practice }) => practice === 'newer-generation' || practice === 'use-serverless')
      .map((finding) => {
        const [fix] = advisor.fixes('stack.ts', finding);
        return [
          finding.practice,
          fix?.refusal?.reason ?? fix?.edits.map((edit) => [text.slice(edit.start, edit.end), edit.newText]),
        ];
      });
    assert.deepEqual(changed, [
      ['newer-generation', [["'ml.m4.4xlarge'", "'ml.m5.4xlarge'"]]],
      ['use-serverless', 'sharedValue'],
    ]);
  });
});

describe('CDK stacks in loops', () => {
  it('are environments of their own, here and in the program that cdk.json starts', () => {
    const own = `${IMPORTS}
class S extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: { stage: string; type: string }) {
    super(scope, id);
    ${config("'C'", 'props.type')}  }
}
`;
    const loop = `const app = new cdk.App();
const STAGES = [{ stage: 'dev', type: 'ml.m5.large' }, { stage: 'prod', type: 'ml.m5.4xlarge' }];
for (const each of STAGES) new S(app, \`scoring-\${each.stage}\`, { ...each });
`;
    const stages = (files: Readonly<Record<string, string>>, file: string): unknown[] => {
      const advisor = new Advisor();
      for (const [name, text] of Object.entries(files)) advisor.update(sourceOf(name, text));
      return advisor
        .advise(file)
        .deployments.map(({ deployment }) => [deployment.id.split(':').at(-1), known(deployment.instanceType)]);
    };
    const expected = [
      ['scoring-dev', 'ml.m5.large'],
      ['scoring-prod', 'ml.m5.4xlarge'],
    ];
    assert.deepEqual(stages({ 'app.ts': own + loop }, 'app.ts'), expected);
    const apart = {
      'infra/lib/s.ts': own.replace('class S', 'export class S'),
      'infra/cdk.json': '{ "app": "npx ts-node bin/app.ts" }',
      'infra/bin/app.ts': `import * as cdk from 'aws-cdk-lib';\nimport { S } from '../lib/s';\n${loop}`,
    };
    assert.deepEqual(stages(apart, 'infra/lib/s.ts'), expected);
  });

  it('are not overwritten where the class uses what each of them is given', () => {
    const lib = `${IMPORTS}
export class S extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: { type: string }) {
    super(scope, id);
    const model = new sagemaker.CfnModel(this, 'M', { primaryContainer: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1' } });
    new sagemaker.CfnEndpointConfig(this, 'C', { productionVariants: [{ variantName: 'a', modelName: model.attrModelName, instanceType: props.type, initialInstanceCount: 1 }] });
  }
}
`;
    // The other stage has the new value already: nothing but the place tells that it would be lost.
    const types = ['ml.m5.4xlarge', 'ml.m6g.4xlarge'];
    const app = `import * as cdk from 'aws-cdk-lib';
import { S } from '../lib/s';
for (const type of ${JSON.stringify(types)}) { new S(new cdk.App(), type, { type }); log(type); }
`;
    const advisor = new Advisor();
    advisor.update(sourceOf('infra/lib/s.ts', lib));
    advisor.update(sourceOf('infra/cdk.json', '{ "app": "npx ts-node bin/app.ts" }'));
    advisor.update(sourceOf('infra/bin/app.ts', app));
    const [finding] = advisor.advise('infra/lib/s.ts').findings.filter(({ practice }) => practice === 'use-graviton');
    assert.ok(finding);
    assert.equal(advisor.fixes('infra/lib/s.ts', finding)[0]?.refusal?.reason, 'sharedValue');
  });
});
