import assert from 'node:assert/strict';
import fc from 'fast-check';
import { importPaths } from '../../../src/languages/python/importPaths';
import { linkPython } from '../../../src/languages/python/link';
import { parseStatement } from '../../../src/languages/python/parse';
import { plainFragment } from '../../../src/languages/python/plainFragment';
import { walkStatement } from '../../../src/languages/python/walk';
import { mayWrite } from '../../../src/languages/python/mayWrite';
import { readPython, type PlacedStatement } from '../../../src/languages/python/reading';
import { NO_OTHER_FILES } from '../../../src/model/language';
import { wordsOf } from '../../../src/languages/program/words';
import { sourceOf } from '../../law';
import { boto3Program, sdkProgram } from './writtenPrograms';

const CONTEXT = { bindings: [], region: { how: 'absent' }, files: NO_OTHER_FILES } as const;

/** The texts of the statements that were parsed while a program was linked. */
function parsedIn(text: string): string[] {
  const reading = readPython(sourceOf('a.py', text), null);
  linkPython(reading, CONTEXT);
  return reading.statements.flatMap(({ read }) => (read.treeAtHand === null ? [] : [read.text]));
}

describe('a statement of Python', () => {
  it('is parsed only where one of its words matters', () => {
    const deploys =
      'model = Model(image_uri=image)\nkind = "ml.m5.xlarge"\nmodel.deploy(instance_type=kind, initial_instance_count=1)';
    const others =
      'def plot(frame):\n    frame.hist()\n    return frame\n\nrows = [1, 2, 3]\nrows.sort()\nprint("rows", rows)\ntrain = rows[:2]\ntrain.create = train[1]';
    const parsed = parsedIn(`import os\nfrom sagemaker.model import Model\n${others}\n${deploys}\n`);
    assert.deepEqual(parsed, deploys.split('\n'));
  });

  it('is parsed where a name of the kind that matters stands in a text in it', () => {
    const changes = 'globals()["kind"] = f"{kind}"';
    assert.ok(
      parsedIn(
        `from sagemaker.model import Model\nkind = "ml.m5.xlarge"\n${changes}\nModel().deploy(1, kind)\n`,
      ).includes(changes),
    );
  });

  it('says nothing where a text that is not closed makes it very long', () => {
    const functions = Array.from(
      { length: 1500 },
      (_, index) => `def f_${index}(a):\n    """Text."""\n    return deploy(a)\n`,
    );
    const read = (text: string): number =>
      readPython(sourceOf('a.py', text), null).statements.flatMap((each) => each.read.fragment.calls).length;
    assert.equal(read(functions.join('\n')), 1500);
    const open = (count: number): string =>
      `a = """\n  b${functions.slice(0, count).join('\n').replaceAll('def', ' def')}`;
    assert.ok(read(open(20)) > 0);
    assert.equal(read(open(1500)), 0);
  });

  const WRITES = [
    ...['x = 1', 'x=1', 'x: int = 1', 'x: int', 'a = x = 1', 'a, x = b', 'x, a = b', '(a, x) = b', '[a, x] = b'],
    ...[
      '*x, a = b',
      'x += 1',
      'x -= 1',
      'x *= 2',
      'x /= 2',
      'x //= 2',
      'x **= 2',
      'x %= 2',
      'x @= 2',
      'x &= 2',
      'x |= 2',
    ],
    ...['x ^= 2', 'x <<= 2', 'x >>= 2', 'x \\\n = 2', 'if (x := f()): pass', 'import x', 'import x.y', 'import a, x.y'],
    ...[
      'import a as x',
      'from a import x',
      'from a import b as x',
      'from a import b, x',
      'from a import (\n  b,\n  x\n)',
    ],
    ...[
      'def x(): pass',
      'def  x (a): pass',
      'class x: pass',
      'class x(A): pass',
      'def f(x): pass',
      'def f(a, x): pass',
    ],
    ...['def f(x=1): pass', 'def f(*x): pass', 'def f(**x): pass', 'def f(x: int): pass', 'f = lambda x: 1'],
    ...[
      'for x in a: pass',
      'for a, x in b: pass',
      'for (a, x) in b: pass',
      'a = [1 for x in b]',
      'a = {x for a, x in b}',
    ],
    ...['with a as x: pass', 'with a as (b, x): pass', 'try:\n  pass\nexcept E as x:\n  pass', 'async def x(): pass'],
    ...['x["a"] = 1', 'x [0] = 1', 'x["a"]["b"] = 1', 'del x["a"]', 'x.append(1)', 'x.update(a=1)', 'x["a"].append(1)'],
    ...['x . pop("a")', 'x["a"] += 1', 'print(x); x = 2', 'global x', 'def f():\n  nonlocal x\n  x = 1'],
    ...[
      'match a:\n  case x:\n    pass',
      'match a:\n  case x if x > 1:\n    pass',
      'match a:\n  case {"b": x}:\n    pass',
    ],
    ...[
      'match a:\n  case [b, *x]:\n    pass',
      'match a:\n  case A(b=x):\n    pass',
      'match a:\n  case A() as x:\n    pass',
    ],
  ];
  const OVER_LINES = [
    ...['import a,x.y', 'import a, \\\n  x.y', 'f(x\n  .append(1))', 'y = (\n a or x\n .pop("k")\n)', 'f(x\n := 1)'],
    ...['(\n x["a"]\n .append(1)\n)', 'f(b, x[0]\n .append(1))', 'del a["k"], \\\n  x["k"]', '[\n x["a"]\n] = f()'],
    ...['x["a]-b"] = 1', 'f(x  # why\n  .append(1))'],
  ];
  for (const text of [...WRITES, ...OVER_LINES])
    it(`may write a name: ${JSON.stringify(text)}`, () => {
      const [{ read }] = readPython(sourceOf('a.py', text), null).statements as [PlacedStatement];
      assert.ok(mayWrite(read.text, 'x'));
    });

  const READS = ['x()', 'x.y', 'x.y = 1', 'a = x == 1', 'a = x != 1', 'a = x <= 1', 'a = x < 1', 'a = x + 1'];
  const FURTHER = [
    'a = x ** 2',
    'a = x // 2',
    'a = x if b else c',
    'a = f"{x}"',
    'a = f"{x!r}"',
    'a = x and b',
    'x.fit(a)',
    'ax = 1',
  ];
  for (const text of [...READS, ...FURTHER])
    it(`only reads a name: ${text}`, () => {
      assert.ok(!mayWrite(text, 'x'));
    });

  const PLAIN = [
    ...['import a', 'import a.b.c', 'import a as b', 'import a.b as c', 'from a import b', 'from a.b import c as d, e'],
    ...['from . import a', 'from .a import b', 'from .. import a as b , c', 'from  a\timport  b as  c'],
    ...['"text"', "'text'", '"""Text\nof "two" lines."""', '""', '"a\\"b"', "'''a'''"],
  ];
  const NOT_PLAIN = [
    ...[
      'import .a',
      'from 1 import a',
      'import 1a',
      'import a.1',
      'from a import None',
      'import None',
      'from if import a',
    ],
    ...['from a import in, b', 'from a import 1'],
    ...[
      'import  a . b',
      'from a import *',
      'from a import (b, c)',
      'import a, b',
      'import a; x = 1',
      'from a import b,',
    ],
    ...[
      '"a" "b"',
      '"a".b',
      '"open',
      '"""open',
      "'''a''' if b else c",
      'f"{a}"',
      'import a  # why',
      'imports',
      'from a',
    ],
  ];
  for (const text of PLAIN)
    it(`says without its tree what that would say: ${JSON.stringify(text)}`, () => {
      const tree = parseStatement(text, { kind: 'statement', indented: false }, null);
      assert.deepEqual(plainFragment(text), walkStatement(tree!));
    });
  for (const text of NOT_PLAIN)
    it(`needs its tree to be told: ${JSON.stringify(text)}`, () => {
      assert.equal(plainFragment(text), null);
    });

  it('lists every name that it says something about among its words', () => {
    fc.assert(
      fc.property(fc.oneof(boto3Program(), sdkProgram()), ({ text }) => {
        for (const { read } of readPython(sourceOf('a.py', text), null).statements)
          for (const [name, { definitions, mutations }] of read.fragment.names) {
            assert.ok(read.words.includes(name.slice(name.lastIndexOf('.') + 1)), `${name} in ${read.text}`);
            if (/^\w+$/.test(name) && definitions.length + mutations.length > 0)
              assert.ok(mayWrite(read.text, name), `${name} in ${read.text}`);
          }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the paths of an import', () => {
  const name = fc.constantFrom('sagemaker', 'a', 'b_2', 'Model', 'aws_cdk');
  const as = fc.option(name, { nil: null });
  const gap = fc.constantFrom(' ', '  ', '\t');
  const dotted = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'));
  const named = fc
    .tuple(name, as, gap)
    .map(([each, alias, space]) => (alias === null ? each : `${each} as${space}${alias}`));
  const imported = fc.oneof(
    fc.tuple(dotted, as).map(([path, alias]) => `import ${path}${alias === null ? '' : ` as ${alias}`}`),
    fc
      .tuple(fc.constantFrom('', '.', '..'), fc.option(dotted, { nil: '' }), fc.array(named, { minLength: 1 }), gap)
      .filter(([dots, path]) => dots + path !== '')
      .map(([dots, path, names, space]) => `from${space}${dots}${path} import ${names.join(`,${space}`)}`),
  );

  it('are told without a tree as the tree tells them', () => {
    fc.assert(
      fc.property(imported, (text) => {
        const [statement] = readPython(sourceOf('a.py', text), null).statements;
        assert.ok(statement);
        assert.equal(statement.read.treeAtHand, null);
        assert.deepEqual(statement.read.imports, statement.read.fragment.imports, text);
      }),
    );
  });

  it('take the tree where more is written', () => {
    for (const text of [
      'from a import *',
      'from a import (b, c)',
      'import a, b',
      'import a; x = 1',
      'from a import b,',
    ])
      assert.equal(importPaths(text), null, text);
  });
});

describe('words', () => {
  it('are letters, digits and what goes with them', () => {
    assert.deepEqual(wordsOf('größe_2 = f"{a.b}" + x1#über'), ['größe_2', 'f', 'a', 'b', 'x1', 'über']);
    assert.deepEqual(wordsOf('x = 10 + 1e5 - 2_000'), ['x']);
    assert.deepEqual(wordsOf(''), []);
    assert.deepEqual(wordsOf('  '), []);
    assert.deepEqual(wordsOf('名前'), ['名前']);
  });
});
