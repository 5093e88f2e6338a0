import assert from 'node:assert/strict';
import { typeOf } from './reading';

const HEAD = `import { SageMakerClient, CreateEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
const client = new SageMakerClient({});
`;

/** A program whose one variant has a type that is written like this. */
function program(expression: string, before = ''): string {
  return `${HEAD}${before}
await client.send(new CreateEndpointConfigCommand({
  EndpointConfigName: 'c',
  ProductionVariants: [{ VariantName: 'a', ModelName: 'm', InstanceType: ${expression}, InitialInstanceCount: 1 }],
}));`;
}

const M5 = 'ml.m5.xlarge';

describe('values in TypeScript and JavaScript', () => {
  const cases: Readonly<Record<string, readonly [wanted: unknown, expression: string, before?: string]>> = {
    'a literal': [{ literal: M5 }, `"ml.m5.xlarge"`],
    'a template without replacements': [{ literal: M5 }, '`ml.m5.xlarge`'],
    'a literal that is cast': [{ literal: M5 }, `'ml.m5.xlarge' as const`],
    'a constant': [{ constant: M5 }, 'TYPE', `const TYPE = 'ml.m5.xlarge';`],
    'a constant of a constant': [{ constant: M5 }, 'B', `const A = 'ml.m5.xlarge';\nconst B = A;`],
    'a constant of the SDK': [
      { literal: M5 },
      'ProductionVariantInstanceType.ml_m5_xlarge',
      `import { ProductionVariantInstanceType } from '@aws-sdk/client-sagemaker';`,
    ],
    'a template with replacements': [{ constant: M5 }, '`ml.${family}.xlarge`', `const family = 'm5';`],
    'a text that is put together': [{ constant: M5 }, `'ml.' + family + '.xlarge'`, `const family = 'm5';`],
    'an entry of an object': [{ constant: M5 }, `types.small`, `const types = { small: 'ml.m5.xlarge' };`],
    'an entry by its key': [{ constant: M5 }, `types['small']`, `const types = { small: 'ml.m5.xlarge' } as const;`],
    'an item of an array': [{ constant: M5 }, `types[1]`, `const types = ['x', 'ml.m5.xlarge'];`],
    'an entry of what is spread': [
      { constant: M5 },
      `all.small`,
      `const a = { small: 'ml.m5.xlarge' };\nconst all = { ...a };`,
    ],
    'an enum': [{ constant: M5 }, `Size.Small`, `enum Size { Small = 'ml.m5.xlarge' }`],
    'a static field': [{ constant: M5 }, `Sizes.SMALL`, `class Sizes { static readonly SMALL = 'ml.m5.xlarge'; }`],
    'a name from an object': [{ constant: M5 }, `type`, `const { type } = { type: 'ml.m5.xlarge' };`],
    'a name from an object under another name': [
      { constant: M5 },
      `t`,
      `const { type: t } = { type: 'ml.m5.xlarge' };`,
    ],
    'the default of a name from an object': [{ default: M5 }, `type`, `const { type = 'ml.m5.xlarge' } = load();`],
    'a name from an array': [{ constant: M5 }, `type`, `const [type] = ['ml.m5.xlarge'];`],
    'the default of the environment': [{ default: M5 }, `process.env.TYPE ?? 'ml.m5.xlarge'`],
    'the default of the environment by ||': [{ default: M5 }, `process.env['TYPE'] || 'ml.m5.xlarge'`],
    'a condition': [{ oneOf: ['ml.m5.large', M5] }, `isProd ? 'ml.m5.large' : 'ml.m5.xlarge'`],
    'what a function answers': [
      { constant: M5 },
      `pick('m5')`,
      'const pick = (family: string) => `ml.${family}.xlarge`;',
    ],
    'what a declared function answers': [
      { default: M5 },
      `pick()`,
      `function pick(type = 'ml.m5.xlarge') { return type; }`,
    ],
    'one of a list that is mapped': [
      { constant: M5 },
      `types[0]`,
      "const types = ['m5'].map((each) => `ml.${each}.xlarge`);",
    ],
    'a variable with one later value': [{ constant: M5 }, `type`, `let type;\ntype = 'ml.m5.xlarge';`],
    'the nearest value before': [{ constant: M5 }, `type`, `let type = 'x';\ntype = 'ml.m5.xlarge';`],
    'a value of either way': [
      { oneOf: [M5, 'ml.m5.large'] },
      `type`,
      `let type;\nif (isProd) { type = 'ml.m5.xlarge'; } else { type = 'ml.m5.large'; }`,
    ],
    'a value that a way changes': [
      { oneOf: [M5, 'ml.m5.large'] },
      `type`,
      `let type = 'ml.m5.large';\nif (isProd) type = 'ml.m5.xlarge';`,
    ],
    'an entry that is set later': [
      { constant: M5 },
      `request.type`,
      `const request: any = {};\nrequest.type = 'ml.m5.xlarge';`,
    ],
  };
  for (const [name, [wanted, expression, before]] of Object.entries(cases))
    it(`knows ${name}`, () => {
      assert.deepEqual(typeOf(program(expression, before)), wanted);
    });

  const unknown: Readonly<Record<string, readonly [decidedBy: unknown, expression: string, before?: string]>> = {
    'the environment': ['process.env.TYPE', `process.env.TYPE`],
    'what a module brings': ['./config', `TYPE`, `import { TYPE } from './config';`],
    'what only running knows': ['known only when load() has run', `load()`],
    'what changes in a loop': ['type', `type`, `let type = 'a';\nfor (const each of all) { type = each; }`],
    'what several functions set': [
      'type',
      `type`,
      `let type = 'ml.m5.xlarge';\nfunction change() { type = 'ml.m5.large'; }`,
    ],
    'what is defined by itself': ['b', `a`, `const a = b;\nconst b = a;`],
    'an entry that a function may have changed': [
      'changed by a function',
      `types.small`,
      `const types = { small: 'ml.m5.xlarge' };\nfunction change() { types.small = 'ml.m5.large'; }`,
    ],
  };
  for (const [name, [decidedBy, expression, before]] of Object.entries(unknown))
    it(`does not claim to know ${name}`, () => {
      assert.deepEqual(typeOf(program(expression, before)), { unresolved: decidedBy });
    });
});
