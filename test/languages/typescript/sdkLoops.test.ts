import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { known } from '../../../src/model/value';
import { applyEdits, sourceOf } from '../../law';

const FILE = 'deploy.mjs';
const HEAD = `import { SageMakerClient, CreateEndpointConfigCommand, CreateEndpointCommand } from '@aws-sdk/client-sagemaker';
const client = new SageMakerClient({ region: 'eu-west-1' });
`;

/** A call that makes a configuration. */
const config = (name: string, type: string, count = '1', by = 'client'): string =>
  `await ${by}.send(new CreateEndpointConfigCommand({ EndpointConfigName: ${name}, ProductionVariants: [{ VariantName: 'a', ModelName: 'm', InstanceType: ${type}, InitialInstanceCount: ${count} }] }));`;
const endpoint = (name: string, of: string): string =>
  `await client.send(new CreateEndpointCommand({ EndpointName: ${name}, EndpointConfigName: ${of} }));`;

function advisorOn(text: string): Advisor {
  const advisor = new Advisor();
  advisor.update(sourceOf(FILE, text));
  return advisor;
}

/** Name, type, number and Region of each deployment. */
function found(body: string): string[] {
  return advisorOn(HEAD + body)
    .advise(FILE)
    .deployments.map(({ deployment: { name, instanceType, instanceCount, region } }) =>
      [name, known(instanceType) ?? 'unknown', known(instanceCount) ?? '?', known(region)].join(' '),
    );
}

const ITEMS = `const SERVED = [{ name: 'orders', type: 'ml.m4.xlarge', count: 1 }, { name: 'claims', type: 'ml.m4.4xlarge', count: 2 }];\n`;
const BOTH = ['orders ml.m4.xlarge 1 eu-west-1', 'claims ml.m4.4xlarge 2 eu-west-1'];

describe('calls of the SDK for JavaScript in loops', () => {
  const loops: Readonly<Record<string, readonly [body: string, wanted: readonly string[]]>> = {
    'over a known list': [
      `${ITEMS}for (const one of SERVED) {\n${config('one.name', 'one.type', 'one.count')}\n${endpoint('one.name', 'one.name')}\n}`,
      BOTH,
    ],
    'with an item that is taken apart': [
      `${ITEMS}for (const { name, type, count } of SERVED) {\n${config('`${name}-config`', 'type', 'count')}\n${endpoint('name', '`${name}-config`')}\n}`,
      BOTH,
    ],
    'by a function for each item': [
      `${ITEMS}await Promise.all(SERVED.map(async ({ name, type, count }) => {\n${config('name', 'type', 'count')}\n${endpoint('name', 'name')}\n}));`,
      BOTH,
    ],
    'with a client for each Region': [
      `for (const region of ['us-east-1', 'eu-north-1']) {\nconst own = new SageMakerClient({ region });\n${config(`'c'`, `'ml.m5.large'`, '1', 'own')}\n}`,
      ['c ml.m5.large 1 us-east-1', 'c ml.m5.large 1 eu-north-1'],
    ],
    'that some rounds leave': [
      `${ITEMS}for (const one of SERVED) {\nif (await exists(one.name)) continue;\n${config(`'c'`, 'one.type')}\n}`,
      ['c unknown 1 eu-west-1'],
    ],
    'where a condition decides': [
      `${ITEMS}for (const one of SERVED) {\nif (one.count > 1) {\n${config(`'c'`, 'one.type')}\n}\n}`,
      ['c unknown 1 eu-west-1'],
    ],
    'that end at the first success': [
      `for (const type of ['ml.m5.large', 'ml.m5.xlarge']) {\ntry {\n${config(`'c'`, 'type')}\nbreak;\n} catch (error) {\nlog(error);\n}\n}`,
      ['c unknown 1 eu-west-1'],
    ],
    'over what is not known': [
      `for (const one of await read()) {\n${config(`'c'`, 'one.type')}\n}`,
      ['c unknown 1 eu-west-1'],
    ],
  };
  for (const [name, [body, wanted]] of Object.entries(loops))
    it(`are counted ${name}`, () => {
      assert.deepEqual(found(body), wanted);
    });

  /** The text after each fix of `newer-generation`, or why there is none. */
  function fixes(text: string): string[] {
    const advisor = advisorOn(text);
    return advisor
      .advise(FILE)
      .findings.filter((each) => each.practice === 'newer-generation')
      .map((finding) => {
        const [fix] = advisor.fixes(FILE, finding);
        assert.ok(fix);
        return fix.refusal?.reason ?? applyEdits(text, fix.edits);
      });
  }

  it('are changed in the item of the list', () => {
    const [, [body] = ['']] = Object.entries(loops)[1] ?? [];
    const text = HEAD + body;
    assert.deepEqual(fixes(text), [
      text.replace('ml.m4.4xlarge', 'ml.m5.4xlarge'),
      text.replace(`'ml.m4.xlarge'`, `'ml.m5.xlarge'`),
    ]);
  });

  it('are not changed where another part of the program reads the item', () => {
    const [, [body] = ['']] = Object.entries(loops)[1] ?? [];
    assert.deepEqual(fixes(`${HEAD}${body}\nsave(SERVED);`), ['sharedValue', 'sharedValue']);
    assert.deepEqual(fixes(HEAD + body.replace('await client', 'use(type);\nawait client')), [
      'sharedValue',
      'sharedValue',
    ]);
  });

  it('are changed for all where the call says it for all', () => {
    const text = `${HEAD}for (const name of ['a', 'b']) {\n${config('name', `'ml.m4.xlarge'`)}\n${endpoint('name', 'name')}\n}`;
    assert.deepEqual(fixes(text), Array(2).fill(text.replace('ml.m4.xlarge', 'ml.m5.xlarge')));
  });
});
