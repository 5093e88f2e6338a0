import assert from 'node:assert/strict';
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import fc from 'fast-check';
import { readPython } from '../../../src/languages/python/reading';
import { treeOfCell } from '../../../src/languages/python/writeTree';
import { sourceOf } from '../../law';
import { boto3Program, sdkProgram } from './writtenPrograms';

/** Whether a comment stands behind or between the statements of a cell: a statement is read without what is behind it. */
function isBetweenStatements(comment: SyntaxNode): boolean {
  let last = comment;
  while (last.nextSibling === null && last.parent !== null && last.parent.name !== 'Script') last = last.parent;
  return last.parent?.name === 'Script';
}

/** Nodes with their places, without comments between statements and without packing. */
function nodesOf(tree: Tree): string[] {
  const found: string[] = [];
  tree.iterate({
    enter(node) {
      if (node.name === 'Comment' && isBetweenStatements(node.node)) return;
      // A compound statement that is read by itself ends with its text, and not with the line.
      const isOpenEnded = /^(?:Body|Script|StatementGroup|\w+(?:Statement|Definition))$/.test(node.name);
      found.push(`${node.name} ${node.from}${isOpenEnded ? '' : `-${node.to}`}`);
    },
  });
  return found;
}

function treeOf(text: string, isOfInterest: (start: number, end: number) => boolean = () => true): Tree {
  const { statements } = readPython(sourceOf('a.py', text), null);
  return treeOfCell(text, statements, isOfInterest);
}

const CLASS = 'class A(B):\n    """doc"""\n\n    x = 1\n\n    def f(self):\n        return g(self.x)\n';

describe('the tree of a whole cell', () => {
  it('is the one that parsing the whole text gives', () => {
    for (const text of ['', 'x = 1\n', `import a\n${CLASS}\ny = A()\nif y:\n    z = f(a=1)\n`, `${CLASS}${CLASS}`])
      assert.deepEqual(nodesOf(treeOf(text)), nodesOf(parser.parse(text)), text);
  });

  it('is so for programs in any style', () => {
    const unix = (text: string): string => text.replaceAll('\r\n', '\n');
    fc.assert(
      fc.property(fc.oneof(boto3Program(), sdkProgram()), ({ text }) => {
        assert.deepEqual(nodesOf(treeOf(unix(text))), nodesOf(parser.parse(unix(text))));
      }),
      { numRuns: 50 },
    );
  });

  it('is not spoiled by what is broken', () => {
    const tree = treeOf('x = foo(\ny = bar(a=1)\n');
    const call = tree.resolveInner(14, 1);
    assert.equal(call.name, 'VariableName');
    assert.equal(call.parent?.name, 'CallExpression');
    assert.equal(call.parent.parent?.name, 'AssignStatement');
    assert.equal(call.parent.parent.parent?.name, 'Script');
  });

  it('blanks a broken member of a class, but not one of interest', () => {
    const text = 'class A:\n    def f(self):\n        x = (\n\n    def g(self):\n        return h(1)\n';
    const at = text.indexOf('h(1)');
    const spared = treeOf(text, (start, end) => start <= at && at < end);
    assert.equal(spared.resolveInner(at, 1).parent?.name, 'CallExpression');
  });

  it('leaves a class of no interest out', () => {
    const names = nodesOf(treeOf(`${CLASS}y = 1\n`, () => false));
    assert.ok(!names.some((name) => name.startsWith('ClassDefinition')));
    assert.ok(names.some((name) => name.startsWith('AssignStatement')));
  });

  it('reads code that is indented as a whole', () => {
    const text = '    p = f(a=1)\n    if p:\n        g(p)\n';
    const tree = treeOf(text);
    assert.equal(tree.resolveInner(text.indexOf('f('), 1).parent?.name, 'CallExpression');
    assert.equal(tree.resolveInner(text.indexOf('g('), 1).parent?.parent?.parent?.name, 'Body');
  });
});
