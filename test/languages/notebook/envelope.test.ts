import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readNotebook, writeNotebookEdits } from '../../../src/languages/notebook/envelope';

const RAW = `{
 "cells": [
  {"cell_type": "markdown", "metadata": {}, "source": ["# Titel \\u00fc"]},
  {
   "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [{"data": {"image/png": "aGVsbG8="}}],
   "source": [
    "name = \\"caf\\u00e9\\"\\n",
    "print(name)"
   ]
  },
  {"cell_type": "code", "metadata": {}, "outputs": [], "source": "one = 1\\ntwo = 2"}
 ],
 "metadata": {"kernelspec": {"language": "python"}},
 "nbformat": 4
}
`;

describe('a notebook on disk', () => {
  it('is read cell by cell', () => {
    const notebook = readNotebook('a.ipynb', RAW);
    assert.ok(notebook.kind === 'notebook');
    assert.deepEqual(notebook.source.cells, [
      { index: 0, text: '# Titel ü', code: false },
      { index: 1, text: 'name = "café"\nprint(name)', code: true },
      { index: 2, text: 'one = 1\ntwo = 2', code: true },
    ]);
  });

  it('keeps everything but the changed lines to the letter', () => {
    const after = writeNotebookEdits('a.ipynb', RAW, [
      { file: 'a.ipynb', cell: 1, start: 14, end: 14, newText: 'import boto3\n' },
      { file: 'a.ipynb', cell: 2, start: 6, end: 7, newText: '"é"' },
    ]);
    assert.equal(
      after,
      RAW.replace('    "print(name)"', '    "import boto3\\n",\n    "print(name)"').replace(
        '"one = 1\\ntwo = 2"',
        '"one = \\"\\u00e9\\"\\ntwo = 2"',
      ),
    );
  });

  it('of another language holds no code of ours', () => {
    const notebook = readNotebook('a.ipynb', RAW.replace('"python"', '"R"'));
    assert.ok(notebook.kind === 'notebook');
    assert.deepEqual(
      notebook.source.cells.map((cell) => cell.code),
      [false, false, false],
    );
  });

  it('of format 3 has its cells in worksheets', () => {
    const notebook = readNotebook(
      'a.ipynb',
      '{"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"], "outputs": []}]}], "nbformat": 3}',
    );
    assert.ok(notebook.kind === 'notebook');
    assert.deepEqual(notebook.source.cells, [{ index: 0, text: 'x = 1', code: true }]);
  });

  it('that is broken is named with the place', () => {
    assert.deepEqual(readNotebook('a.ipynb', '{"cells": [\n  {"source": }\n]}'), {
      kind: 'skipped',
      reason: 'it is not valid JSON at line 2, column 14',
    });
    assert.deepEqual(readNotebook('a.ipynb', '[]'), { kind: 'skipped', reason: 'it holds no notebook cells' });
  });

  it('survives any text, and writing nothing changes nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(RAW.length), (text, at) => {
        const mutated = RAW.slice(0, at) + text + RAW.slice(at);
        const notebook = readNotebook('a.ipynb', mutated);
        if (notebook.kind === 'notebook') assert.equal(writeNotebookEdits('a.ipynb', mutated, []), mutated);
      }),
    );
  });
});
