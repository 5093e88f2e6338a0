import assert from 'node:assert/strict';
import { parser } from '@lezer/python';
import fc from 'fast-check';
import { editElements } from '../../../src/languages/program/elements';
import type { ParsedCell } from '../../../src/languages/python/writeSyntax';
import { allOf, bracketed } from '../../../src/languages/python/writeSyntax';
import { applyEdits } from '../../law';

function parsed(text: string): ParsedCell {
  return { file: 'a.py', cell: null, text, tree: parser.parse(text.replace(/\r\n/g, ' \n')) };
}

function firstBrackets(text: string) {
  const cell = parsed(text);
  const node = allOf(cell.tree, ['ArgList', 'DictionaryExpression', 'ArrayExpression'])[0];
  assert.ok(node);
  const brackets = bracketed(cell, node);
  assert.ok(brackets);
  return { cell, brackets };
}

function change(text: string, removed: readonly number[], inserted: readonly string[] = []): string {
  const { cell, brackets } = firstBrackets(text);
  const edits = editElements({ text: cell.text, unit: '    ' }, brackets, {
    removed: new Set(removed),
    inserted: inserted.map((each) => () => each),
  });
  return applyEdits(
    text,
    edits.map((edit) => ({ ...edit, file: 'a.py', cell: null })),
  );
}

describe('writing between brackets', () => {
  describe('takes out', () => {
    const cases: readonly [string, string, readonly number[], string][] = [
      ['the first of a line', 'f(a=1, b=2)', [0], 'f(b=2)'],
      ['the last of a line', 'f(a=1, b=2)', [1], 'f(a=1)'],
      ['one in the middle', 'f(a=1, b=2, c=3)', [1], 'f(a=1, c=3)'],
      ['all', 'f(a=1, b=2)', [0, 1], 'f()'],
      ['all of several lines', 'f(\n    a=1,\n    b=2,  # two\n)', [0, 1], 'f()'],
      ['the last before a final comma', 'f(a=1, b=2,)', [1], 'f(a=1,)'],
      ['a line', 'f(\n    a=1,\n    b=2,\n    c=3,\n)', [1], 'f(\n    a=1,\n    c=3,\n)'],
      ['a line with its comment', 'f(\n    a=1,\n    b=2,  # two\n    c=3,\n)', [1], 'f(\n    a=1,\n    c=3,\n)'],
      ['the last line and the comma before it', 'f(\n    a=1,\n    b=2\n)', [1], 'f(\n    a=1\n)'],
      [
        'a line, but not the comment line above',
        'f(\n    a=1,\n    # why\n    b=2,\n)',
        [1],
        'f(\n    a=1,\n    # why\n)',
      ],
      ['the first of hanging lines', 'f(a=1,\n  b=2)', [0], 'f(b=2)'],
      ['the last of hanging lines', 'f(a=1,\n  b=2)', [1], 'f(a=1)'],
      ['the middle of hanging lines', 'f(a=1,\n  b=2,\n  c=3)', [1], 'f(a=1,\n  c=3)'],
      ['the last of a shared line', 'f(a=1, b=2,\n  c=3)', [1], 'f(a=1,\n  c=3)'],
      ['of a shared line, sparing its comment', 'f(a=1, b=2,  # both\n  c=3)', [1], 'f(a=1,  # both\n  c=3)'],
      ['the first with its comment', 'f(a=1,  # one\n  b=2)', [0], 'f(b=2)'],
      ['two that are apart', 'f(a=1, b=2, c=3, d=4)', [0, 2], 'f(b=2, d=4)'],
      ['entries', "{'a': 1, 'b': [1, 2], }", [1], "{'a': 1, }"],
      ['items', '[1, 2, 3]', [2], '[1, 2]'],
      ['lines that end in CRLF', 'f(\r\n\ta=1,\r\n\tb=2,\r\n)', [0], 'f(\r\n\tb=2,\r\n)'],
      ['all but the comments', 'f(\n    # kept\n    a=1,\n)', [0], 'f(\n    # kept\n)'],
      ['before an unpacked one', 'f(a=1, **rest)', [0], 'f(**rest)'],
      [
        'two last lines around a comment',
        'f(\n  a=1,\n  # x\n  b=2,\n  # y\n  c=3\n)',
        [1, 2],
        'f(\n  a=1\n  # x\n  # y\n)',
      ],
    ];
    for (const [what, before, removed, after] of cases) it(what, () => assert.equal(change(before, removed), after));
  });

  describe('puts in', () => {
    const cases: readonly [string, string, readonly number[], string][] = [
      ['into empty brackets', 'f()', [], 'f(new=0)'],
      ['at the end of a line', 'f(a=1)', [], 'f(a=1, new=0)'],
      ['before a final comma', 'f(a=1,)', [], 'f(a=1, new=0,)'],
      ['a line', 'f(\n    a=1,\n)', [], 'f(\n    a=1,\n    new=0,\n)'],
      ['a line without a final comma', 'f(\n    a=1\n)', [], 'f(\n    a=1,\n    new=0\n)'],
      ['behind a comment', 'f(\n    a=1  # one\n)', [], 'f(\n    a=1,  # one\n    new=0\n)'],
      ['behind a comment after a comma', 'f(\n\ta=1,  # one\n)', [], 'f(\n\ta=1,  # one\n\tnew=0,\n)'],
      ['in a hanging line', 'f(a=1,\n  b=2)', [], 'f(a=1,\n  b=2,\n  new=0)'],
      ['with CRLF', 'f(\r\n  a=1,\r\n)', [], 'f(\r\n  a=1,\r\n  new=0,\r\n)'],
      ['after an unpacked one', 'f(**rest)', [], 'f(**rest, new=0)'],
      ['beside a comment alone', 'f(\n    # nothing yet\n)', [], 'f(\n    # nothing yet\n    new=0,\n)'],
      ['in place of another', 'f(a=1, b=2)', [0], 'f(new=0, b=2)'],
      ['in place of two', 'f(a=1, b=2, c=3)', [1, 2], 'f(a=1, new=0)'],
      ['in place of a line', 'f(\n    a=1,  # old\n    b=2,\n)', [0], 'f(\n    new=0,\n    b=2,\n)'],
      ['in place of two lines', 'f(\n    a=1,\n    b=2,  # old\n    c=3,\n)', [0, 1], 'f(\n    new=0,\n    c=3,\n)'],
    ];
    for (const [what, before, removed, after] of cases)
      it(what, () => assert.equal(change(before, removed, ['new=0']), after));
  });

  it('leaves a comprehension and what is not complete alone', () => {
    for (const text of ['f(a for a in b)', '[a for a in b]', 'f(a=1,,b=2)', 'f(a=1']) {
      const cell = parsed(text);
      const node = allOf(cell.tree, ['ArgList', 'ArrayComprehensionExpression'])[0];
      assert.equal(node === undefined ? null : bracketed(cell, node), null, text);
    }
  });

  it('changes nothing but the elements it is told to, in whatever style', () => {
    fc.assert(
      fc.property(
        styledCall(),
        fc.array(fc.boolean(), { maxLength: 6 }),
        fc.nat(2),
        ({ text, elements }, mask, count) => {
          const removed = elements.flatMap((_, index) => (mask[index] === true ? [index] : []));
          const inserted = ['new=0', 'other="x, # y"'].slice(0, count);
          const after = change(text, removed, inserted);
          const { cell, brackets } = firstBrackets(after);
          const found = brackets.elements.map((each) => cell.text.slice(each.start, each.end));
          const kept = elements.filter((_, index) => !removed.includes(index));
          const slot = removed[0] ?? elements.length;
          const expected = [...kept.slice(0, slot), ...inserted, ...kept.slice(slot)];
          assert.deepEqual(found, expected, `${text}\n→\n${after}`);
          assert.ok(after.startsWith('# before\nx = ') && after.endsWith('\ny = 1  # after\n'), after);
          // Only a comment behind an element that went may go.
          const comments = (all: string): string[] => [...(all.match(/#(?: own| behind) \d+/g) ?? [])];
          const gone = comments(text).filter((comment) => !comments(after).includes(comment));
          for (const comment of gone) {
            assert.match(comment, /^# behind/);
            assert.ok(removed.includes(Number(comment.slice('# behind '.length))), `${text}\n→\n${after}`);
          }
          if (removed.length === 0 && count === 0) assert.equal(after, text);
          if (!/[ \t]\r?\n/.test(text))
            assert.doesNotMatch(after, /[ \t]\r?\n/, `trailing space in ${JSON.stringify(after)}`);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** A call in any style that people write: its text, and its elements as they are written. */
function styledCall(): fc.Arbitrary<{ text: string; elements: string[] }> {
  const value = fc.constantFrom(
    '1',
    '"a, b"',
    "'#'",
    '[1, 2]',
    '{"k": (1,)}',
    'g(x=1)',
    'name',
    'f"{x}, {y}"',
    '{\n  "k": 1,\n }',
  );
  const element = fc.oneof(
    { weight: 6, arbitrary: value.map((each) => ({ named: true, value: each })) },
    { weight: 1, arbitrary: fc.constant({ named: false, value: '**rest' }) },
  );
  const gap = fc.constantFrom('inline', 'line', 'line', 'comment', 'own');
  return fc
    .record({
      elements: fc.array(fc.record({ element, gap }), { maxLength: 6 }),
      first: fc.constantFrom('', '\n'),
      last: fc.constantFrom('', ',', ',\n', '\n'),
      indent: fc.constantFrom('  ', '    ', '\t'),
      lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
      lastComment: fc.boolean(),
    })
    .map(({ elements, first, last, indent, lineBreak, lastComment }) => {
      const texts = elements.map(({ element: each }, index) =>
        each.named ? `a${index}=${each.value.replace(/\n/g, lineBreak)}` : each.value,
      );
      let inner = first === '' ? '' : lineBreak + indent;
      texts.forEach((text, index) => {
        inner += text;
        const isLast = index === texts.length - 1;
        if (isLast && !last.startsWith(',')) return;
        inner += ',';
        if (isLast) return;
        const style = elements[index]?.gap;
        if (style === 'inline') inner += ' ';
        else if (style === 'comment') inner += `  # behind ${index}${lineBreak}${indent}`;
        else if (style === 'own') inner += `${lineBreak}${indent}# own ${index}${lineBreak}${indent}`;
        else inner += lineBreak + indent;
      });
      if (last.endsWith('\n'))
        inner += (lastComment && texts.length > 0 ? `  # behind ${texts.length - 1}` : '') + lineBreak;
      return { text: `# before\nx = f(${inner})\ny = 1  # after\n`, elements: texts };
    });
}
