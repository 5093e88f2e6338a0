import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringValue } from '../../../src/languages/python/strings';
import type { Layout, NameOf } from '../../../src/languages/python/writeLiteral';
import { plainLiteral, quoted, scalarLiteral } from '../../../src/languages/python/writeLiteral';
import type { Plain } from '../../../src/model/operation';

const LAYOUT: Layout = { quote: '"', lineBreak: '\n', unit: '    ' };
const NAMES: NameOf = (resource) =>
  resource === 'code'
    ? { code: 'p.endpoint_name' }
    : resource === 'text'
      ? { text: 'orders' }
      : resource === 'formatted'
        ? { formatted: 'orders-{stage}', quote: '"' }
        : null;

function literal(plain: Plain, layout: Layout = LAYOUT, indent = ''): string | null {
  return plainLiteral(plain, layout, NAMES, indent);
}

describe('writing values in Python', () => {
  it('writes scalars', () => {
    assert.equal(scalarLiteral(true, '"'), 'True');
    assert.equal(scalarLiteral(false, '"'), 'False');
    assert.equal(scalarLiteral(0.5, '"'), '0.5');
    assert.equal(scalarLiteral('a', "'"), "'a'");
  });

  it('writes any text so that it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('"' as const, "'" as const), (text, quote) => {
        const written = quoted(text, quote);
        assert.equal(stringValue(written), text);
        assert.doesNotMatch(written, /[\r\n]/);
      }),
    );
  });

  it('writes what is short on one line', () => {
    const plain: Plain = { properties: { A: 1, B: { items: ['x', true] } } };
    assert.equal(literal(plain), '{"A": 1, "B": ["x", True]}');
  });

  it('writes what is long on several lines', () => {
    const plain: Plain = { properties: { A: 'x'.repeat(60), B: { items: ['y'.repeat(60)] } } };
    assert.equal(
      literal(plain, LAYOUT, '  '),
      `{\n      "A": "${'x'.repeat(60)}",\n      "B": ["${'y'.repeat(60)}"],\n  }`,
    );
  });

  it('marks a placeholder', () => {
    const plain: Plain = { properties: { TargetValue: { placeholder: 70, note: 'measure it' }, B: 1 } };
    assert.equal(literal(plain), '{\n    "TargetValue": 70,  # measure it\n    "B": 1,\n}');
  });

  it('writes texts with references as f-strings', () => {
    const around = (resource: string): Plain => ({
      parts: ['a{b}/', { reference: resource, attribute: 'Name' }, '/"c"'],
    });
    assert.equal(literal(around('code')), 'f"a{{b}}/{p.endpoint_name}/\\"c\\""');
    assert.equal(literal(around('text')), `'a{b}/orders/"c"'`);
    assert.equal(literal(around('formatted')), 'f"a{{b}}/orders-{stage}/\\"c\\""');
    assert.equal(literal(around('nobody')), null);
  });

  it('writes no quote into a reference that would end the text', () => {
    const nameOf: NameOf = () => ({ code: 'cfg["name"]' });
    const plain: Plain = { parts: ['a/', { reference: 'x', attribute: 'Name' }] };
    assert.equal(plainLiteral(plain, LAYOUT, nameOf, ''), null);
    assert.equal(plainLiteral(plain, { ...LAYOUT, quote: "'" }, nameOf, ''), `f'a/{cfg["name"]}'`);
  });
});
