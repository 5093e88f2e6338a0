import type { Tree } from '@lezer/common';
import { TreeFragment } from '@lezer/common';
import { parser } from '@lezer/javascript';

/** The tree of one stretch of code. Positions in the tree count from the start of the stretch. */
export interface ParsedChunk {
  readonly tree: Tree;
  readonly text: string;
}

/** Where an earlier version of a stretch can lend its tree: the texts are equal but for the middle. */
export interface EarlierChunk {
  readonly chunk: ParsedChunk;
  readonly prefix: number;
  readonly suffix: number;
}

const TYPESCRIPT = parser.configure({ dialect: 'ts' });
const TYPESCRIPT_JSX = parser.configure({ dialect: 'ts jsx' });
const JAVASCRIPT = parser.configure({ dialect: 'jsx' });

/** From this length on, the unchanged parts of an earlier tree are used again. */
const LONG = 4_000;
/** A longer broken text isn't parsed again from scratch for the sake of an exact recovery. */
const LONGEST_AGAIN = 60_000;

/** The parser for a file, by its extension. */
export function parserFor(file: string): typeof parser {
  if (/\.[cm]?ts$/.test(file)) return TYPESCRIPT;
  return file.endsWith('.tsx') ? TYPESCRIPT_JSX : JAVASCRIPT;
}

/**
 * The tree of a stretch; null where the parser gives up. A tree that was built on an earlier one is the one that parsing
 * afresh would give: where errors leave the parser a choice, it is parsed afresh.
 */
export function parseChunk(file: string, text: string, earlier: EarlierChunk | null): ParsedChunk | null {
  try {
    return { tree: treeOf(parserFor(file), text, earlier), text };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function treeOf(own: typeof parser, text: string, earlier: EarlierChunk | null): Tree {
  if (text.length < LONG || earlier === null) return own.parse(text);
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(earlier.chunk.tree), [
    {
      fromA: earlier.prefix,
      toA: earlier.chunk.text.length - earlier.suffix,
      fromB: earlier.prefix,
      toB: text.length - earlier.suffix,
    },
  ]);
  const tree = own.parse(text, fragments);
  return text.length <= LONGEST_AGAIN && hasErrors(tree) ? own.parse(text) : tree;
}

export function hasErrors(tree: Tree): boolean {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return true;
  } while (cursor.next());
  return false;
}
