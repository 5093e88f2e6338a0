import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { typescript } from '../../../src/languages/typescript';
import { deploymentsOf } from '../../../src/model/deployment';
import { resourcesOf } from '../../../src/model/graph';
import { known } from '../../../src/model/value';
import { assertLaw, sourceOf } from '../../law';
import { existences, retypedAndScaled } from '../scaledInside';
import { graphOf, graphsOf, typeOf } from './reading';

const HEAD = `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import { aws_applicationautoscaling as scaling } from 'aws-cdk-lib';
interface Props extends cdk.StackProps { readonly stage?: string; readonly extra?: boolean; readonly size?: number }
`;

/** A stack that takes what is written for the body of its constructor. */
function stack(body: string, after = '', methods = ''): string {
  return `${HEAD}export class S extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: Props) {
    super(scope, id, props);
    ${body}
  }
  ${methods}
}
${after}`;
}

const CONFIG = `new sagemaker.CfnEndpointConfig(this, 'Config', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: 'ml.c5.xlarge', initialInstanceCount: 1 }] });`;
const PROD = { condition: `props.stage === 'prod'`, branch: 0 };
const NOT_PROD = { ...PROD, branch: 1 };
const EXTRA = { condition: 'props.extra', branch: 0 };

/** What the configuration in a text depends on; `never` where there is none. */
function existence(text: string): unknown {
  const [config] = resourcesOf(graphOf(text, 'stack.ts'), 'EndpointConfig');
  return config === undefined ? 'never' : (config.existsIf ?? 'always');
}

describe('what a construct of the CDK in TypeScript depends on', () => {
  const open: Readonly<Record<string, readonly [wanted: unknown, body: string, methods?: string]>> = {
    nothing: ['always', CONFIG],
    'an if': [PROD, `if (props.stage === 'prod') { ${CONFIG} }`],
    'an if without a block': [PROD, `if (props.stage === "prod") ${CONFIG}`],
    'a value on the left': [PROD, `if ('prod' == props.stage) ${CONFIG}`],
    'the other way': [NOT_PROD, `if (props.stage === 'prod') { log(); } else { ${CONFIG} }`],
    'the second of three ways': [
      { all: [{ condition: `props.stage === 'dev'`, branch: 0 }, NOT_PROD] },
      `if (props.stage === 'prod') { log(); } else if (props.stage === 'dev') { ${CONFIG} } else { log(); }`,
    ],
    'a difference': [NOT_PROD, `if (props.stage !== 'prod') ${CONFIG}`],
    'a negation': [{ ...EXTRA, branch: 1 }, `if (!props.extra) ${CONFIG}`],
    'a comparison with true or false': [{ ...EXTRA, branch: 1 }, `if (props.extra === false) ${CONFIG}`],
    'a name for it': [PROD, `const isProd = props.stage === 'prod'; if (isProd) { ${CONFIG} }`],
    'a name for its value': [
      { condition: `stage === 'prod'`, branch: 0 },
      `const { stage } = props; if (stage === 'prod') { ${CONFIG} }`,
    ],
    'two at once': [{ all: [PROD, EXTRA] }, `if (props.stage === 'prod' && props.extra) ${CONFIG}`],
    'one of two': [{ any: [PROD, EXTRA] }, `if (props.stage === 'prod' || props.extra) ${CONFIG}`],
    'neither of two': [
      { all: [NOT_PROD, { ...EXTRA, branch: 1 }] },
      `if (!(props.stage === 'prod' || props.extra)) ${CONFIG}`,
    ],
    'one in another': [{ all: [EXTRA, PROD] }, `if (props.stage === 'prod') { if (props.extra) { ${CONFIG} } }`],
    'the same twice': [PROD, `if (props.stage === 'prod') { if (props.stage === 'prod') { ${CONFIG} } }`],
    'what can never be': ['never', `if (props.stage === 'prod') { if (props.stage !== 'prod') { ${CONFIG} } }`],
    'a list of values': [
      { any: [PROD, { condition: `props.stage === 'live'`, branch: 0 }] },
      `if (['prod', 'live'].includes(props.stage)) ${CONFIG}`,
    ],
    'an && of expressions': [PROD, `props.stage === 'prod' && ${CONFIG}`],
    'a || of expressions': [NOT_PROD, `props.stage === 'prod' || ${CONFIG}`],
    'a conditional expression': [NOT_PROD, `const c = props.stage === 'prod' ? undefined : ${CONFIG}`],
    'a return before it': [PROD, `if (props.stage !== 'prod') { log(); return; }\n    ${CONFIG}`],
    'a throw before it: without it, there is no stack': [
      'always',
      `if (!props.extra) throw new Error();\n    ${CONFIG}`,
    ],
    'a return behind it': ['always', `${CONFIG}\n    if (props.extra) return;`],
    'a return of another function': ['always', `const f = () => { if (props.extra) return; };\n    ${CONFIG}`],
    'a case': [PROD, `switch (props.stage) { case 'dev': log(); break; case 'prod': { ${CONFIG} break; } }`],
    'two labels of a case': [
      { any: [{ condition: `props.stage === 'dev'`, branch: 0 }, PROD] },
      `switch (props.stage) { case 'dev': case 'prod': ${CONFIG} break; default: log(); }`,
    ],
    'a case that another one goes on to': [
      { any: [{ condition: `props.stage === 'dev'`, branch: 0 }, PROD] },
      `switch (props.stage) { case 'dev': log(); case 'prod': ${CONFIG} }`,
    ],
    'no case': [NOT_PROD, `switch (props.stage) { case 'prod': break; default: ${CONFIG} }`],
    'the call of its method': [PROD, `if (props.stage === 'prod') this.add();`, `private add() { ${CONFIG} }`],
    'two calls of its method': [
      { any: [PROD, EXTRA] },
      `if (props.stage === 'prod') this.add(); if (props.extra) this.add();`,
      `private add() { ${CONFIG} }`,
    ],
    'a method that somebody else may call': ['always', `log();`, `add() { ${CONFIG} }`],
    'a function in its place': [PROD, `if (props.stage === 'prod') ['a'].forEach(() => { ${CONFIG} });`],
    'a default that somebody may change': [
      { condition: `stage === 'prod'`, branch: 0 },
      `const { stage = 'prod' } = props; if (stage === 'prod') { ${CONFIG} }`,
    ],
    'a constant that decides': ['never', `const EXTRA = false; if (EXTRA) { ${CONFIG} }`],
    'an object': ['always', `const bucket = new cdk.Resource(this, 'R'); if (bucket) { ${CONFIG} }`],
    itself: [{ condition: 'more', branch: 0 }, `let more = log(); if (more) { more = false; ${CONFIG} }`],
  };
  for (const [name, [wanted, body, methods = '']] of Object.entries(open))
    it(name, () => {
      assert.deepEqual(existence(stack(body, '', methods)), wanted);
    });

  it('the construction of the class that makes it', () => {
    assert.deepEqual(
      existence(stack(CONFIG, `const app = new cdk.App();\nif (process.env.DEPLOY) {\n  new S(app, 'One', {});\n}`)),
      { condition: 'process.env.DEPLOY', branch: 0 },
    );
  });

  it('two conditions of the same text in two classes are two', () => {
    const text = stack(`if (props.extra) { ${CONFIG} }`) + stack(`if (props.extra) { ${CONFIG} }`).replace(HEAD, '');
    const found = resourcesOf(graphOf(text.replace('class S ', 'class T '), 'stack.ts'), 'EndpointConfig');
    assert.deepEqual(
      found.map((each) => each.existsIf),
      [EXTRA, { condition: 'props.extra (2)', branch: 0 }],
    );
  });

  it('each stage decides for itself, values as well', () => {
    const graphs = graphsOf(
      stack(
        `if (props.stage === 'prod') { ${CONFIG} }
    const big = (props.size ?? 0) > 3 || props.stage === 'prod';
    new sagemaker.CfnEndpointConfig(this, 'Sized', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: big ? 'ml.m5.4xlarge' : 'ml.m5.large', initialInstanceCount: 1 }] });`,
        `const app = new cdk.App();
new S(app, 'S-dev', { stage: 'dev', size: 1 });
new S(app, 'S-prod', { stage: 'prod' });
new S(app, 'S-unknown', { stage: process.env.STAGE, size: 1 });`,
      ),
      'stack.ts',
    );
    assert.deepEqual(
      graphs.slice(1).map((graph) => [
        graph.environment,
        ...resourcesOf(graph, 'EndpointConfig').map((each) => [each.logicalName, each.existsIf ?? 'always']),
        ...deploymentsOf(graph)
          .filter((each) => each.resource.logicalName === 'Sized')
          .map(({ instanceType }) => known(instanceType) ?? instanceType.how),
      ]),
      [
        ['S-dev', ['Sized', 'always'], 'ml.m5.large'],
        ['S-prod', ['Config', 'always'], ['Sized', 'always'], 'ml.m5.4xlarge'],
        ['S-unknown', ['Config', PROD], ['Sized', 'always'], 'oneOf'],
      ],
    );
  });

  it('a name that a decided way gives a value', () => {
    const text = stack(
      `let type = 'ml.m5.large';
    if (props.stage === 'prod') type = 'ml.m5.4xlarge';
    ${CONFIG.replace(`'ml.c5.xlarge'`, 'type')}`,
    );
    assert.deepEqual(typeOf(text, 'stack.ts'), { oneOf: ['ml.m5.4xlarge', 'ml.m5.large'] });
    assert.deepEqual(typeOf(`${text}new S(new cdk.App(), 'S', { stage: 'prod' });`, 'stack.ts'), {
      constant: 'ml.m5.4xlarge',
    });
    assert.deepEqual(typeOf(`${text}new S(new cdk.App(), 'S', { stage: 'dev' });`, 'stack.ts'), {
      constant: 'ml.m5.large',
    });
  });

  it('what is unpacked under a condition leaves the rest as it is', () => {
    const unpacking = (text: string): unknown =>
      typeOf(stack(CONFIG.replace('initialInstanceCount: 1', `initialInstanceCount: 1, ${text}`)), 'stack.ts');
    assert.deepEqual(unpacking('...(props.extra && { variantName: "b" })'), { literal: 'ml.c5.xlarge' });
    assert.deepEqual(unpacking('...(props.extra ? { variantName: "b" } : {})'), { literal: 'ml.c5.xlarge' });
    assert.deepEqual(unpacking(`...(props.extra && { instanceType: 'ml.m5.large' })`), {
      oneOf: ['ml.m5.large', 'ml.c5.xlarge'],
    });
    assert.deepEqual(unpacking('...(props.extra && props.more)'), {
      unresolved: 'entries unpacked from a value that is not known',
    });
  });

  it('an override counts where its condition holds wherever the construct is there', () => {
    const overridden = `const c = ${CONFIG}\nc.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.c5.large');`;
    assert.deepEqual(typeOf(stack(`if (props.extra) {\n${overridden}\n}`), 'stack.ts'), { literal: 'ml.c5.large' });
    assert.deepEqual(
      typeOf(stack(`const c = ${CONFIG}\nif (false) c.addPropertyOverride('ProductionVariants.0.InstanceType', 'x');`)),
      { literal: 'ml.c5.xlarge' },
    );
    assert.deepEqual(
      typeOf(
        stack(
          `const c = ${CONFIG}\nfor (const each of all) c.addPropertyOverride('ProductionVariants.0.InstanceType', each);`,
        ),
      ),
      { unresolved: 'overridden under a condition' },
    );
  });

  const SCALED = stack(
    `const config = ${CONFIG.replace('initialInstanceCount: 1', `initialInstanceCount: props.stage === 'prod' ? 2 : 1`)}
    const endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.ref });
    if (props.stage === 'prod') {
      new scaling.CfnScalableTarget(this, 'T', { serviceNamespace: 'sagemaker', minCapacity: 2, maxCapacity: 4, resourceId: \`endpoint/\${endpoint.attrEndpointName}/variant/a\`, scalableDimension: 'sagemaker:variant:DesiredInstanceCount' });
    }`,
  );

  it('advice is of one outcome at a time: what prod scales is not told to scale', () => {
    const messages = (text: string): string[] => {
      const advisor = new Advisor();
      advisor.update(sourceOf('stack.ts', text));
      return advisor
        .advise('stack.ts')
        .findings.flatMap((each) => (each.practice === 'add-autoscaling' ? [each.message] : []));
    };
    assert.deepEqual(messages(SCALED), ['1 instance at all times → 1 to 2 with the traffic']);
    // The same number stands in the outcome that is scaled.
    assert.deepEqual(messages(SCALED.replace(`if (props.stage === 'prod')`, `if (props.extra)`)), []);
  });

  describe('a fix inside', () => {
    it('changes what stands there, and adds beside it', () => {
      const text = stack(`if (props.stage === 'prod') {
      const config = ${CONFIG}
      const endpoint = new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.ref });
    }`);
      const outcome = assertLaw(typescript, sourceOf('stack.ts', text), retypedAndScaled);
      const after = outcome.kind === 'written' ? (outcome.source.cells[0]?.text ?? '') : outcome.refusal.why;
      assert.match(after, /instanceType: 'ml\.c7g\.xlarge'/);
      assert.deepEqual(existences(graphOf(after, 'stack.ts')), [PROD, PROD, PROD]);
    });
  });
});
