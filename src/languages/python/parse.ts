import type { Tree } from '@lezer/common';
import { TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';
import type { StatementSpan } from './statements';

/** Where an earlier version of a statement can lend its tree: the texts are equal but for the middle. */
export interface EarlierTree {
  readonly tree: ParsedStatement;
  readonly prefix: number;
  readonly suffix: number;
}

/** A statement's tree. Positions in the tree count from `shift` before the statement's text. */
export interface ParsedStatement {
  readonly tree: Tree;
  readonly shift: number;
  /** The text of the statement as it is written. */
  readonly text: string;
  readonly parsedText: string;
}

/** An indented statement is parsed as the body of something; the wrapping is in front of it, on a line of its own. */
const WRAPPING = 'if 1:\n';
/** A class without its members still needs a body. */
const BODY = '\n pass';
/** From this length on, the unchanged parts of an earlier tree are used again. */
const LONG = 4_000;
/**
 * A longer broken text isn't parsed again from scratch for the sake of an exact recovery, and nothing in it is believed: a
 * quote that is being typed makes texts of the code behind it, and code of the texts.
 */
const LONGEST_BROKEN = 60_000;

/**
 * The tree of one statement; null where the parser gives up (nesting deeper than its stack). A tree that was built on an
 * earlier one is the one that parsing afresh would give: where errors leave the parser a choice, it is parsed afresh.
 */
export function parseStatement(
  text: string,
  span: Pick<StatementSpan, 'kind' | 'indented'>,
  earlier: EarlierTree | null,
): ParsedStatement | null {
  const shift = span.indented ? WRAPPING.length : 0;
  const unixText = withUnixBreaks(text);
  const parsedText = (shift > 0 ? WRAPPING : '') + unixText + (span.kind === 'header' ? BODY : '');
  try {
    return { tree: treeOf(parsedText, shift, text, earlier), shift, text, parsedText };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function treeOf(parsedText: string, shift: number, text: string, earlier: EarlierTree | null): Tree {
  if (text.length < LONG || earlier?.tree.shift !== shift) return parser.parse(parsedText);
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(earlier.tree.tree), [
    {
      fromA: shift + earlier.prefix,
      toA: shift + earlier.tree.text.length - earlier.suffix,
      fromB: shift + earlier.prefix,
      toB: shift + text.length - earlier.suffix,
    },
  ]);
  const tree = parser.parse(parsedText, fragments);
  return text.length <= LONGEST_BROKEN && hasErrors(tree) ? parser.parse(parsedText) : tree;
}

/** Whether a statement is so long and broken that what it says can't be told. */
export function isBeyondReading({ text, tree }: ParsedStatement): boolean {
  return text.length > LONGEST_BROKEN && hasErrors(tree);
}

/** Whether the parser had to guess. */
export function hasErrors(tree: Tree): boolean {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return true;
  } while (cursor.next());
  return false;
}

/** The parser knows `\n` alone after a backslash or in a string; every offset stays as it is. */
function withUnixBreaks(text: string): string {
  if (!text.includes('\r')) return text;
  return text
    .replace(/\\\r\n/g, ' \\\n')
    .replace(/\r\n/g, ' \n')
    .replace(/\r/g, '\n');
}
