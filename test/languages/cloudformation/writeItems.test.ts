import assert from 'node:assert/strict';
import { containerAt } from '../../../src/languages/cloudformation/writeItems';

/** The items of the collection that a text begins with: `key=value` each. */
function items(text: string, at = 0): string[] {
  return containerAt(text, at).items.map(
    (item) => `${item.key ?? '-'}=${text.slice(item.value.start, item.value.end)}`,
  );
}

describe('Items of a collection', () => {
  for (const [name, text, expected] of [
    ['a mapping', 'a: 1\nb: 2', ['a=1', 'b=2']],
    ['comments and blank lines', 'a: 1 # x: 2\n\n# c: 3\nb: "2 # no" # so', ['a=1', 'b="2 # no"']],
    ['nested values', 'a:\n  x: 1\n  y:\n    - 1\nb: 2', ['a=x: 1\n  y:\n    - 1', 'b=2']],
    ['a list as deep as its key', 'a:\n- 1\n- x: 2\n  y: 3\nb: 2', ['a=- 1\n- x: 2\n  y: 3', 'b=2']],
    [
      'tags and anchors',
      'a: !If\n  - c\n  - 1\n  - 2\nb: &x 5\nc: *x',
      ['a=!If\n  - c\n  - 1\n  - 2', 'b=&x 5', 'c=*x'],
    ],
    ['quoted keys', '"a b": 1\n\'c\': 2', ['a b=1', 'c=2']],
    ['empty values', 'a:\nb: # later\nc: 1', ['a=', 'b=', 'c=1']],
    [
      'literal blocks hold what looks like keys and comments',
      'a: |\n  b: 1\n  # no comment\n\n  c\nd: 2',
      ['a=|\n  b: 1\n  # no comment\n\n  c', 'd=2'],
    ],
    [
      'brackets over several lines',
      'a: {x: 1,\n  y: "}" # }\n}\nb: [\n1]\nc: 3',
      ['a={x: 1,\n  y: "}" # }\n}', 'b=[\n1]', 'c=3'],
    ],
    ['quotes over several lines', 'a: "x\n  b: 1"\nc: 2', ['a="x\n  b: 1"', 'c=2']],
    ['brackets and quotes in plain text', "a: don't [x\nb: 5 {y\nc: 1", ["a=don't [x", 'b=5 {y', 'c=1']],
    ['another document', 'a: 1\n---\nb: 2', ['a=1']],
    ['CRLF', 'a: 1\r\nb:\r\n  c: 2\r\nd: 3\r\n', ['a=1', 'b=c: 2', 'd=3']],
    ['a list', '- 1 # one\n- a: 2\n  b: 3\n# end\n- - 4\n  - 5', ['-=1', '-=a: 2\n  b: 3', '-=- 4\n  - 5']],
    ['a list ends where its key column begins', '  - 1\n  - 2\nb: 3', ['-=1', '-=2']],
    [
      'flow',
      '{a: 1, "b": [1, {c: 2}], c: !Sub "${x},y", d: , e}',
      ['a=1', 'b=[1, {c: 2}]', 'c=!Sub "${x},y"', 'd=', 'e='],
    ],
    ['flow with comments', '{ # {\n a: 1, # b: 2,\n c: 3 # }\n}', ['a=1', 'c=3']],
    ['a flow list', "[1, 'a, b', !Ref C, [d], {e: 1}]", ['-=1', "-='a, b'", '-=!Ref C', '-=[d]', '-={e: 1}']],
    ['apostrophes in plain flow text', "{a: it's, b: 2}", ["a=it's", 'b=2']],
    ['nothing', '{}', []],
  ] as const)
    it(name, () => {
      assert.deepEqual(items(text, /^ *- /.test(text) ? text.indexOf('-') : 0), expected);
    });

  it('what is deeper than its key goes with an item, comments included', () => {
    const text = 'a:\n  x: 1\n  # still a\n# of b\nb: 2';
    const [a] = containerAt(text, 0).items;
    assert.equal(a && text.slice(a.start, a.extent), 'a:\n  x: 1\n  # still a');
    assert.equal(a && text.slice(a.start, a.end), 'a:\n  x: 1');
  });
});
