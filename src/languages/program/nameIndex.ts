/** A part of a program as it was read: told apart by identity. */
export interface ReadPart {
  readonly fragment: { readonly names: ReadonlyMap<string, unknown> };
}

/** Some statements that follow each other, and in which of them each name stands. */
interface Block {
  readonly statements: readonly ReadPart[];
  readonly names: ReadonlyMap<string, readonly number[]>;
}

/** What is known of blocks that haven't changed. */
const tested = new WeakMap<Block, Map<RegExp, boolean>>();

const LARGEST_BLOCK = 128;

/** Where names stand in a unit. It is kept in blocks, so that a change of one statement costs one block. */
export class NameIndex {
  private constructor(private readonly blocks: readonly Block[]) {}

  static of(statements: readonly ReadPart[], previous: NameIndex | null): NameIndex {
    const known = new Map(previous?.blocks.map((block) => [block.statements[0], block]));
    const blocks: Block[] = [];
    for (let at = 0; at < statements.length;) {
      const first = known.get(statements[at]);
      const block =
        first !== undefined && continuesWith(statements, at, first) ? first : newBlock(statements, at, known);
      blocks.push(block);
      at += block.statements.length;
    }
    return new NameIndex(blocks);
  }

  /** Whether a name of a form stands anywhere. */
  has(form: RegExp): boolean {
    return this.blocks.some((block) => {
      const known = tested.get(block)?.get(form);
      if (known !== undefined) return known;
      const found = [...block.names.keys()].some((name) => form.test(name));
      tested.set(block, (tested.get(block) ?? new Map<RegExp, boolean>()).set(form, found));
      return found;
    });
  }

  /** The places, in the order of the unit, of the statements that a name stands in. */
  placesOf(name: string): number[] {
    const places: number[] = [];
    let start = 0;
    for (const { names, statements } of this.blocks) {
      const found = names.get(name);
      if (found !== undefined) for (const at of found) places.push(start + at);
      start += statements.length;
    }
    return places;
  }
}

function continuesWith(statements: readonly ReadPart[], start: number, block: Block): boolean {
  return block.statements.every((statement, index) => statements[start + index] === statement);
}

/** A block of what is new, up to where an old one begins. */
function newBlock(
  statements: readonly ReadPart[],
  start: number,
  known: ReadonlyMap<ReadPart | undefined, Block>,
): Block {
  let end = start + 1;
  while (end < statements.length && end - start < LARGEST_BLOCK && !known.has(statements[end])) end++;
  const own = statements.slice(start, end);
  const names = new Map<string, number[]>();
  own.forEach(({ fragment }, index) => {
    for (const name of fragment.names.keys()) {
      const places = names.get(name);
      if (places === undefined) names.set(name, [index]);
      else places.push(index);
    }
  });
  return { statements: own, names };
}
