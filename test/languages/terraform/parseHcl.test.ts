import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textOf } from '../../../src/languages/terraform/conditions';
import type { HclBody } from '../../../src/languages/terraform/hcl';
import { parseHcl } from '../../../src/languages/terraform/parseHcl';
import { split } from '../../../src/languages/terraform/split';

/** The attributes of a text as they are understood. */
function values(text: string): Record<string, string> {
  const { body } = parseHcl(text);
  assert.equal(body.broken, null);
  return Object.fromEntries(body.attributes.map(({ name, value }) => [name, textOf(value)]));
}

const shape = (body: HclBody): unknown => [
  ...body.attributes.map(({ name }) => name),
  ...body.blocks.map((block) => [block.type, ...block.labels.map((label) => label.text), shape(block.body)]),
];

describe('parseHcl', () => {
  it('reads literals, lists and objects', () => {
    assert.deepEqual(values('a = 1\nb = -2.5\nc = true\nd = null\ne = "x\\n\\"y\\"\\u00e9"\nf = [1, "b", ]\n'), {
      a: '1',
      b: '-2.5',
      c: 'true',
      d: 'null',
      e: JSON.stringify('x\n"y"é'),
      f: '[1, "b"]',
    });
    assert.deepEqual(values('a = {\n  b = 1\n  "c" : 2, d = [\n    3\n  ]\n  (var.e) = 4\n}'), {
      a: '{b = 1, c = 2, d = [3], var.e {} 4}',
    });
  });

  it('reads operators by their precedence, and a condition last', () => {
    assert.deepEqual(
      values('a = var.b.c == "x" && !local.d[0] || (1 < -var.n)\nb = var.x ? 1 + 2 * 3 : var.y != null ? 4 : 5'),
      {
        a: 'var.b.c == "x" && !local.d[0] || 1 < -var.n',
        b: 'var.x ? 1 + 2 * 3 : var.y != null ? 4 : 5',
      },
    );
    const { body } = parseHcl('a = 1 - 2 - 3');
    const value = body.attributes[0]?.value;
    assert.equal(value?.kind === 'call' && value.args[0] !== undefined ? textOf(value.args[0].value) : '', '1 - 2');
  });

  it('reads functions, loops, splats and references', () => {
    assert.deepEqual(
      values(
        'a = lookup(var.m, "k", 1)\nb = [for k, v in var.m : v.x if v.on]\nc = { for s in var.l : s => 1 }\nd = aws_x.y[0].name\ne = aws_x.y[*].id\nf = merge(var.a...)\ng = data.aws_region.current.name\nh = provider::x::y(1)',
      ),
      {
        a: 'lookup(var.m, "k", 1)',
        b: 'for[]("k,v", var.m, v.x, v.on)',
        c: 'for{}("s", var.l, s, 1)',
        d: 'aws_x.y[0].name',
        e: 'aws_x.y[*].id',
        f: 'merge(var.a)',
        g: 'data.aws_region.current.name',
        h: 'provider::x::y(1)',
      },
    );
  });

  it('reads templates: texts, values, escapes and directives', () => {
    const { body } = parseHcl(
      'a = "x-${var.a}-$${b}"\nb = "${var.a}"\nc = "%{ if var.a }1%{ endif }"\nd = "a ${~ var.b ~} c"',
    );
    const [a, b, c, d] = body.attributes.map(({ value }) => value);
    assert.equal(a === undefined ? '' : textOf(a), 'x-${var.a}-${b}');
    assert.equal(b?.kind, 'name');
    assert.equal(c?.kind, 'opaque');
    assert.equal(d === undefined ? '' : textOf(d), 'a${var.b}c');
  });

  it('reads heredocs, with and without their margin', () => {
    const { body } = parseHcl('a = <<EOT\n  x\n y\nEOT\nb = <<-EOT\n    p ${var.q}\n      r\n  EOT\nc = 1\n');
    const [a, b] = body.attributes.map(({ value }) => value);
    assert.equal(a?.kind === 'literal' ? a.value : null, '  x\n y\n');
    assert.equal(b === undefined ? '' : textOf(b), 'p ${var.q}\n  r\n');
    assert.deepEqual(shape(body), ['a', 'b', 'c']);
  });

  it('knows comments of all kinds, and where everything stands', () => {
    const text = '# a\n// b = 1\n/* c\n = 2 */\nd = 3 # e\nf { // g\n  h = 4 /* i */\n}\n';
    const { body } = parseHcl(text);
    assert.deepEqual(shape(body), ['d', ['f', ['h']]]);
    const block = body.blocks[0];
    assert.equal(text.slice(block?.span.start, block?.span.end), 'f { // g\n  h = 4 /* i */\n}');
    const inner = block?.body.attributes[0]?.span;
    assert.equal(text.slice(inner?.start, inner?.end), 'h = 4');
  });

  it('loses a broken line, and no other', () => {
    const body = (middle: string): HclBody =>
      parseHcl(`r "a" "b" {\n  x = 1\n${middle}\n  y = 2\n  z {\n    q = 3\n  }\n}\n`).body;
    for (const middle of [
      '  inst',
      '  inst =',
      '  inst = "ml.m',
      '  inst = var.',
      '  = 3',
      '  a = 1 b = 2',
      '  é = (',
      '  x.y = 1',
    ]) {
      const read = body(middle);
      assert.notEqual(read.broken, null, middle);
      const [block] = read.blocks;
      const names = block?.body.attributes.map(({ name }) => name).filter((name) => name === 'x' || name === 'y');
      assert.deepEqual(names, ['x', 'y'], middle);
      assert.deepEqual(
        block?.body.blocks.map(({ type }) => type),
        ['z'],
        middle,
      );
    }
  });

  it('an attribute that is not finished is known by its name, and has no value', () => {
    const { body } = parseHcl('a = 1\nb = \nc = 2\n');
    assert.deepEqual(
      body.attributes.map(({ name, value }) => [name, value.kind]),
      [
        ['a', 'literal'],
        ['b', 'opaque'],
        ['c', 'literal'],
      ],
    );
  });

  it('never throws, and gives places within the text', () => {
    const sign = fc.constantFrom(
      'a',
      ' = ',
      '"',
      '${',
      '}',
      '{',
      '[',
      ']',
      '(',
      ')',
      '\n',
      '#',
      '/*',
      '*/',
      '<<E',
      '.',
      ',',
      '?',
      ':',
      '!',
      '1',
      '😀',
      '\\',
      '%{',
      'for ',
      ' in ',
      '\r\n',
      '=>',
      '...',
    );
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 40 }).map((signs) => signs.join('')),
        (text) => {
          const { body } = parseHcl(text);
          for (const { span } of [...body.attributes, ...body.blocks])
            assert.ok(span.start <= span.end && span.end <= text.length);
        },
      ),
      { numRuns: 2000 },
    );
    for (const deep of ['(', '[', '{', 'a {', '!', '-', '"${', 'a?']) parseHcl(`x = ${deep.repeat(50_000)}`);
    parseHcl('a {\n'.repeat(50_000));
  });
});

describe('split', () => {
  const starts = (text: string): string[] =>
    split(text).map(({ start, end }) => text.slice(start, end).split('\n')[0] ?? '');

  it('begins a block at each keyword at the beginning of a line', () => {
    const text = '# head\nvariable "a" {}\n\nresource "x" "y" {\n  resource = 1\n}\n# tail\nlocals {\n}\n';
    assert.deepEqual(starts(text), ['variable "a" {}', 'resource "x" "y" {', 'locals {']);
    assert.equal(split(text).at(-1)?.end, text.length);
  });

  it('finds the next block behind one that is not closed', () => {
    assert.deepEqual(starts('resource "a" "b" {\n  x = "${\nresource "c" "d" {}\n'), [
      'resource "a" "b" {',
      'resource "c" "d" {}',
    ]);
  });

  it('is not taken in by comments and heredocs, nor by what only looks like them', () => {
    assert.deepEqual(starts('locals {\n  a = <<EOT\nresource "a" "b" {\nEOT\n}\nmodule "m" {}\n'), [
      'locals {',
      'module "m" {}',
    ]);
    assert.deepEqual(starts('/*\nresource "a" "b" {}\n*/\nmodule "m" {}\n'), ['module "m" {}']);
    assert.deepEqual(starts('# /* not closed\nmodule "m" {}\n'), ['module "m" {}']);
    assert.deepEqual(starts('locals {\n  a = "s3://x/*"\n}\nmodule "m" {\n  b = "*/"\n}\n'), [
      'locals {',
      'module "m" {',
    ]);
    assert.deepEqual(starts('locals {\n  a = <<EOT\n}\nmodule "m" {}\n'), ['locals {', 'module "m" {}']);
  });

  it('knows the byte order mark and other line endings', () => {
    assert.deepEqual(starts('\uFEFFmodule "a" {}\r\nmodule "b" {}\r\n'), ['module "a" {}\r', 'module "b" {}\r']);
  });
});
