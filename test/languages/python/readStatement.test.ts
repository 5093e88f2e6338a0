import assert from 'node:assert/strict';
import fc from 'fast-check';
import { importPaths } from '../../../src/languages/python/importPaths';
import { linkPython } from '../../../src/languages/python/link';
import { readPython } from '../../../src/languages/python/reading';
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
    assert.deepEqual(parsedIn(`import os\nfrom sagemaker.model import Model\n${others}\n${deploys}\n`), [
      'from sagemaker.model import Model',
      ...deploys.split('\n'),
    ]);
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

  it('lists every name that it says something about among its words', () => {
    fc.assert(
      fc.property(fc.oneof(boto3Program(), sdkProgram()), ({ text }) => {
        for (const { read } of readPython(sourceOf('a.py', text), null).statements)
          for (const name of read.fragment.names.keys())
            assert.ok(read.words.includes(name.slice(name.lastIndexOf('.') + 1)), `${name} in ${read.text}`);
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
