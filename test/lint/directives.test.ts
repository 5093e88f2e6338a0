import assert from 'node:assert/strict';
import { Linter } from 'eslint';
import { directives } from '../../lint/directives.mjs';

const found = (text: string) =>
  new Linter()
    .verify(text, {
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      plugins: { directives },
      rules: { 'directives/reasoned': 'error' },
    })
    .map(({ ruleId, line }) => `${ruleId}:${line}`)
    .filter((message) => message.startsWith('directives/'));

describe('a disabled lint rule', () => {
  const bare = [
    '/* eslint-disable */',
    '/* eslint-disable no-undef */',
    '// eslint-disable-next-line no-undef',
    'let x; // eslint-disable-line no-undef',
    '// eslint-disable-next-line -- because',
    '// eslint-disable-next-line no-undef --',
  ];
  for (const text of bare) {
    it(`is refused without its name and reason: ${text}`, () => {
      assert.deepEqual(found(text), ['directives/reasoned:1']);
    });
  }

  const reasoned = [
    '/* eslint-disable max-lines -- one table */',
    '// eslint-disable-next-line no-undef, no-alert -- a global of the host',
    '// a comment about eslint-disable',
  ];
  for (const text of reasoned) {
    it(`is accepted with both: ${text}`, () => assert.deepEqual(found(text), []));
  }
});
