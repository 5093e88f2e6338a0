import assert from 'node:assert/strict';
import { cloudFormation } from '../../../src/languages/cloudformation';
import type { Graph } from '../../../src/model/graph';
import { US_EAST_1, sourceOf } from '../../law';

const MANY = 100_000;

function graphOf(text: string): Graph {
  return cloudFormation.link(cloudFormation.read(sourceOf('a.yaml', text), null), US_EAST_1)[0]!;
}

function config(properties: string): string {
  return `Resources:\n  C:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n      X: ${properties}\n`;
}

/** Each of them takes far longer than the runner waits as soon as something is done for every pair, or doubles. */
describe('Text that is made to take long is read all the same', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['variables that never end', config(`!Sub '${'${'.repeat(90)}' # ${'$'.repeat(MANY)}`)],
    ['dynamic references that never end', config(`'${'{{resolve:'.repeat(40)}${'resolve:'.repeat(MANY)}'`)],
    ['lines without a colon', `${config('1')}${'  a\n'.repeat(MANY)}`],
    ['quotes that never close', `${config('1')}${'  "a\n'.repeat(MANY / 10)}`],
    ['one name again and again', `${config('1')}${'  D: {Type: A}\n'.repeat(MANY / 2)}`],
    [
      'spaces behind a function',
      `${config('1')}  R:\n    X: FindInMap${' '.repeat(MANY)}\n    Y: !Ref${' '.repeat(MANY)}\n`,
    ],
    [
      'conditions one on the other',
      `Conditions:\n${Array.from({ length: 20_000 }, (_, index) => `  A${index}: !Not [!Condition A${index + 1}]\n`).join('')}${config('!If [A0, 1, 2]')}`,
    ],
    [
      'conditions that double',
      `Conditions:\n${Array.from({ length: 60 }, (_, index) => `  A${index}: !And [!Condition A${index + 1}, !Condition A${index + 1}]\n`).join('')}${config('!If [A0, 1, 2]')}`,
    ],
    ['anchors of one name inside of each other', config(`&a !Join ['', ${'&a ['.repeat(40)}&a ${']'.repeat(40)}]`)],
    ['an anchor inside of its own empty value', config('&a !Join [&a , &a ]')],
    [
      'aliases of nothing',
      `${config(`[${Array.from({ length: 3000 }, (_, index) => `*a${index}`).join(', ')}]`)}${'  R: {Type: A}\n'.repeat(3000)}`,
    ],
    [
      'one parameter read again and again',
      `Parameters:\n  P: {Type: String, Default: x}\n${config(`[${'!Ref P, '.repeat(5000)}1]`)}`,
    ],
    [
      'a large mapping read again and again',
      `Mappings:\n  M:\n${Array.from({ length: 2000 }, (_, index) => `    k${index}: {v: ${index}}\n`).join('')}${config(`[${'!FindInMap [M, k1, v], '.repeat(2000)}1]`)}`,
    ],
  ];
  for (const [name, text] of cases)
    it(name, () => {
      assert.ok(graphOf(text).resources.has('a.yaml#C'));
    });

  const deep: readonly (readonly [string, string])[] = [
    ['brackets that never close', `["a", ${'['.repeat(MANY)}`],
    ['braces', '{a: '.repeat(MANY)],
    ['brackets that close', `${'['.repeat(MANY)}${']'.repeat(MANY)}`],
    ['dashes', `\n        ${'- '.repeat(MANY)}a`],
    ['question marks', `\n        ${'? '.repeat(MANY)}a`],
    ['indentation', `\n${Array.from({ length: 1500 }, (_, index) => `${' '.repeat(index + 8)}a:\n`).join('')}`],
    ['functions', '!If [C, '.repeat(5000)],
  ];
  for (const [name, value] of deep)
    it(`nested too deeply by ${name}, which costs the resource alone`, () => {
      const text = `${config(value)}\n  D:\n    Type: AWS::Logs::LogGroup\n`;
      assert.deepEqual(
        [...graphOf(text).resources.keys()].filter((id) => id.endsWith('D')),
        ['a.yaml#D'],
      );
    });

  it('brackets that never close, in JSON', () => {
    const type = '"Type": "AWS::SageMaker::Endpoint"';
    assert.equal(graphOf(`{"Resources": {"A": {${type}${', "a": ['.repeat(MANY)}`).resources.size, 0);
    assert.equal(graphOf(`{"Resources": {${`"A": {${type},\n`.repeat(MANY / 10)}`).resources.size, 0);
    assert.equal(graphOf(`{a: ${'{a: '.repeat(MANY)}`).resources.size, 0);
  });
});
