import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { canBePlain, scalarInPlaceOf, scalarText, styleOf } from '../../../src/languages/cloudformation/writeStyle';

describe('The style of a template', () => {
  for (const [name, text, style] of [
    [
      'block style',
      'A:\n    B:\n        - C\n',
      { step: '    ', dash: '    ', json: false, shortForm: true, lineEnding: '\n' },
    ],
    [
      'lists as deep as their key',
      'A:\n  B:\n  - C: !Ref D\r\n',
      { step: '  ', dash: '', json: false, shortForm: true, lineEnding: '\n' },
    ],
    ['long forms', 'A:\n  B: {"Fn::Sub": x}\r\n', { shortForm: false, json: false, lineEnding: '\n' }],
    ['CRLF', 'A:\r\n  B: 1\r\n', { lineEnding: '\r\n' }],
    ['JSON', '{\n\t"A": {\n\t\t"B": 1\n\t}\n}', { step: '\t', json: true, tight: false, shortForm: false }],
    ['JSON on one line', '{"A": 1}', { json: true, tight: false }],
    ['JSON without white space', '{"A":{"B":1}}', { json: true, tight: true }],
    ['a byte order mark', '\uFEFF{"A":1}', { json: true }],
  ] as const)
    it(name, () => {
      const found: Record<string, unknown> = { ...styleOf(text) };
      for (const [key, value] of Object.entries(style)) assert.equal(found[key], value, key);
    });
});

describe('Scalars as they are written', () => {
  const yaml = styleOf('A:\n  B: 1\n');

  it('are read as they were meant, alone and in a flow collection', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({
        unit: fc.constantFrom(
          'a',
          'b',
          '0',
          ' ',
          '-',
          ':',
          '#',
          '{',
          '}',
          '[',
          ']',
          ',',
          '&',
          '*',
          '!',
          '|',
          '>',
          '%',
          '@',
          '`',
          "'",
          '"',
          '$',
          '.',
          '\n',
          '~',
          '?',
          '=',
        ),
      }),
      fc.constantFrom('yes', 'NO', 'null', '~', '1e3', '0x1f', '.inf', '2024-01-01', '1:30', '<<', '---'),
    );
    fc.assert(
      fc.property(text, (value) => {
        assert.equal(
          (parse(`a: ${scalarText(value, yaml, 'block')}\n`, { version: '1.1' }) as { a: unknown }).a,
          value,
        );
        const items = parse(`a: [${scalarText(value, yaml, 'flow')}, 1]\n`, { version: '1.1' }) as { a: unknown[] };
        assert.deepEqual(items.a, [value, 1]);
      }),
      { numRuns: 500 },
    );
  });

  it('keep the quotes of what they replace', () => {
    assert.equal(scalarInPlaceOf('"a"', 'it"s', yaml, 'block'), '"it\\"s"');
    assert.equal(scalarInPlaceOf("'a'", "it's", yaml, 'block'), "'it''s'");
    assert.equal(scalarInPlaceOf('"2"', 1, yaml, 'block'), '"1"');
    assert.equal(scalarInPlaceOf('2', 1, yaml, 'block'), '1');
    assert.equal(scalarInPlaceOf('a', 'b c', yaml, 'block'), 'b c');
  });

  it('of templates need no quotes where they are plain', () => {
    for (const value of [
      'ml.m5.large',
      '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.3.0-cpu',
      'AWS::Logs::LogGroup',
      's3://bucket/key',
      'endpoint/${A.B}/variant/C',
      'a b',
      '/aws/x',
    ])
      assert.ok(canBePlain(value, 'block'), value);
    assert.ok(!canBePlain('${A}', 'flow'));
  });
});
