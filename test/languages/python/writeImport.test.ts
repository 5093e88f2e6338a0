import assert from 'node:assert/strict';
import { parser } from '@lezer/python';
import { addImport, importedNames } from '../../../src/languages/python/writeImport';
import type { ParsedCell } from '../../../src/languages/python/writeSyntax';
import { allOf } from '../../../src/languages/python/writeSyntax';
import { applyEdits } from '../../law';

function cellsOf(texts: readonly string[], isNotebook = texts.length > 1): ParsedCell[] {
  return texts.map((text, index) => ({
    file: 'a.py',
    cell: isNotebook ? index : null,
    text,
    tree: parser.parse(text.replace(/^%%.*/, (magic) => ' '.repeat(magic.length)).replace('\ufeff', '\n')),
  }));
}

/** The texts after the import has been added for the call of `deploy` in the last cell. */
function added(texts: readonly string[], isNotebook?: boolean): string[] {
  const cells = cellsOf(texts, isNotebook);
  const cell = cells.at(-1);
  assert.ok(cell);
  const node = allOf(cell.tree, ['CallExpression']).at(-1);
  assert.ok(node);
  const { cell: changed, edit } = addImport('import new', 'sagemaker', { cell, node }, cells);
  return cells.map((each) =>
    each === changed ? applyEdits(each.text, [{ file: 'a.py', cell: null, ...edit }]) : each.text,
  );
}

describe('adding an import', () => {
  const scripts: readonly [string, string, string][] = [
    [
      'behind the last of the package',
      'import sagemaker\nimport os\nm.deploy()',
      'import sagemaker\nimport new\nimport os\nm.deploy()',
    ],
    [
      'behind one over several lines',
      'from sagemaker.x import (\n  a,\n  b,\n)  # both\nm.deploy()',
      'from sagemaker.x import (\n  a,\n  b,\n)  # both\nimport new\nm.deploy()',
    ],
    ['behind other imports', 'import os\n\nm.deploy()', 'import os\nimport new\n\nm.deploy()'],
    ['at the top', 'm.deploy()', 'import new\n\nm.deploy()'],
    ['below the docstring', '"""Up."""\nm.deploy()', '"""Up."""\nimport new\n\nm.deploy()'],
    [
      'below the future',
      'from __future__ import annotations\nm.deploy()',
      'from __future__ import annotations\nimport new\n\nm.deploy()',
    ],
    [
      'below the first comment',
      '#!/usr/bin/env python\n# Licence\nm.deploy()',
      '#!/usr/bin/env python\n# Licence\nimport new\n\nm.deploy()',
    ],
    ['above a comment on the code', '# up it goes\nm.deploy()', 'import new\n\n# up it goes\nm.deploy()'],
    ['with CRLF', 'import sagemaker\r\nm.deploy()', 'import sagemaker\r\nimport new\r\nm.deploy()'],
    ['below a mark of the encoding', '\ufeffm.deploy()', '\ufeffimport new\n\nm.deploy()'],
    [
      'not under a condition',
      'import os\ntry:\n    import sagemaker\nexcept ImportError:\n    pass\nm.deploy()',
      'import os\nimport new\ntry:\n    import sagemaker\nexcept ImportError:\n    pass\nm.deploy()',
    ],
    [
      'in the function that imports the package',
      'import os\ndef f():\n    import sagemaker\n    m.deploy()',
      'import os\ndef f():\n    import sagemaker\n    import new\n    m.deploy()',
    ],
  ];
  for (const [what, before, after] of scripts) it(what, () => assert.deepEqual(added([before], false), [after]));

  it('in the cell that imports the package', () => {
    assert.deepEqual(added(['import sagemaker\nx = 1', 'm.deploy()']), [
      'import sagemaker\nimport new\nx = 1',
      'm.deploy()',
    ]);
  });

  it('at the top of the cell that needs it, below its magic', () => {
    assert.deepEqual(added(['import os', '%%time\n# up\nm.deploy()']), [
      'import os',
      '%%time\nimport new\n# up\nm.deploy()',
    ]);
  });

  it('reads what imports bring in', () => {
    const text = 'import a.b, c as d\nfrom e.f import (g, # no\n  h as i)\nfrom . import j\nfrom k import *\n';
    assert.deepEqual(
      importedNames(cellsOf([text], false)).map(({ module, name, local }) => [module, name, local]),
      [
        ['a.b', null, 'a'],
        ['c', null, 'd'],
        ['e.f', 'g', 'g'],
        ['e.f', 'h', 'i'],
        ['.', 'j', 'j'],
        ['k', '*', '*'],
      ],
    );
  });
});
