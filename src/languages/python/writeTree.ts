import type { TreeBuffer } from '@lezer/common';
import { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { ParsedStatement } from './parse';
import { parseStatement } from './parse';
import type { PlacedStatement } from './reading';
import { hasErrors } from './writeSyntax';

const SCRIPT = parser.parse('').type;
/** Gives every node a tree of its own, where small ones are packed together otherwise. */
const UNPACKED = parser.configure({ bufferLength: 0 });

/**
 * The tree of a whole cell, put together of the trees of its statements as they were read: one that is broken spoils no
 * other. A class, whose members were read one by one, is parsed as a whole where something of interest is in it.
 */
export function treeOfCell(
  code: string,
  statements: readonly PlacedStatement[],
  isOfInterest: (start: number, end: number) => boolean,
): Tree {
  const parts: (Tree | TreeBuffer)[] = [];
  const positions: number[] = [];
  const add = ({ children, positions: starts }: Tree, base: number): void => {
    children.forEach((child, index) => {
      parts.push(child);
      positions.push(base + (starts[index] ?? 0));
    });
  };
  statements.forEach((statement, index) => {
    const { tree } = statement.read;
    if (statement.kind === 'header') {
      const members = membersOf(statements, index);
      const end = Math.max(...[statement, ...members].map(endOf));
      if (!isOfInterest(statement.base, end)) return;
      const parsed = parseClass(code.slice(statement.base, end), statement.base, members, isOfInterest);
      if (parsed !== null) add(parsed.tree, statement.base);
    } else if (statement.kind === 'statement' && tree !== null) {
      if (tree.shift === 0) add(tree.tree, statement.base);
      // Code that is indented as a whole is read inside of a wrapping.
      else add(unwrapped(tree), statement.base);
    }
  });
  return new Tree(SCRIPT, parts, positions, code.length);
}

/** What stands in the body that indented code is read in; nothing where it can't be told from the wrapping. */
function unwrapped({ parsedText, shift, text }: ParsedStatement): Tree {
  let tree = UNPACKED.parse(parsedText);
  let start = -shift;
  for (const name of ['IfStatement', 'Body']) {
    const at = tree.children.findIndex((child) => child instanceof Tree && child.type.name === name);
    const child = tree.children[at];
    if (!(child instanceof Tree)) return new Tree(SCRIPT, [], [], text.length);
    start += tree.positions[at] ?? 0;
    tree = child;
  }
  const [, ...children] = tree.children;
  return new Tree(
    SCRIPT,
    children,
    tree.positions.slice(1).map((position) => position + start),
    text.length,
  );
}

function endOf({ base, read }: PlacedStatement): number {
  return base + read.text.length;
}

function membersOf(statements: readonly PlacedStatement[], header: number): readonly PlacedStatement[] {
  const rest = statements.slice(header + 1);
  const next = rest.findIndex((each) => each.kind !== 'member');
  return next < 0 ? rest : rest.slice(0, next);
}

/** A class with its members; those that are broken and hold nothing of interest are blanked out. */
function parseClass(
  code: string,
  base: number,
  members: readonly PlacedStatement[],
  isOfInterest: (start: number, end: number) => boolean,
): ParsedStatement | null {
  let text = code;
  for (const member of members) {
    const { tree } = member.read;
    const isBroken = tree === null || hasErrors(tree.tree.topNode);
    if (!isBroken || isOfInterest(member.base, endOf(member))) continue;
    const [start, end] = [member.base - base, endOf(member) - base];
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
  }
  return parseStatement(text, { kind: 'statement', indented: false }, null);
}
