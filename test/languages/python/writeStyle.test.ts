import assert from 'node:assert/strict';
import {
  indentAt,
  indentUnit,
  isFirstOnLine,
  isLastOnLine,
  lineBreakOf,
  lineEnd,
  lineStart,
  nextLine,
  quoteOf,
} from '../../../src/languages/python/writeStyle';

describe('the style of a text', () => {
  it('knows its line breaks', () => {
    assert.equal(lineBreakOf('a\r\nb\n'), '\r\n');
    assert.equal(lineBreakOf('a\nb\r\n'), '\n');
    assert.equal(lineBreakOf('a'), '\n');
    assert.equal(lineBreakOf('\na'), '\n');
  });

  it('knows its lines', () => {
    const text = 'ab\r\n  cd # x\r\ne';
    assert.equal(lineStart(text, 6), 4);
    assert.equal(lineEnd(text, 0), 2);
    assert.equal(nextLine(text, 0), 4);
    assert.equal(nextLine(text, 15), text.length);
    assert.equal(indentAt(text, 7), '  ');
    assert.ok(isFirstOnLine(text, 6) && !isFirstOnLine(text, 7));
    assert.ok(isLastOnLine(text, 2) && !isLastOnLine(text, 8));
  });

  it('knows its indentation', () => {
    assert.equal(indentUnit('if a:\n\tb\n'), '\t');
    assert.equal(indentUnit('if a:  # c\n  b\n'), '  ');
    assert.equal(indentUnit('def f():\n    if a:\n        b\n'), '    ');
    assert.equal(indentUnit('a = 1\n'), '    ');
    assert.equal(indentUnit('f(a,\n                  b)\n'), '    ');
  });

  it('knows its quotes, those nearby first', () => {
    const text = 'a = "x"\nb = "y"\nf(\'z\')';
    assert.equal(quoteOf(text, { start: 16, end: text.length }), "'");
    assert.equal(quoteOf(text, { start: 0, end: 1 }), '"');
    assert.equal(quoteOf('a = 1', { start: 0, end: 1 }), '"');
    assert.equal(quoteOf('\'a\' + "b"', { start: 0, end: 9 }), '"');
  });
});
