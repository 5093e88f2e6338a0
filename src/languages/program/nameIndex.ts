/** Some parts of a program that follow each other, and in which of them each name stands. */
interface Block<Part> {
  readonly parts: readonly Part[];
  readonly names: ReadonlyMap<string, readonly number[]>;
}

/** What a unit is asked about its names, told apart by identity: what is known of a block that hasn't changed stays known. */
export interface NameQuestion<Part> {
  /** The form of the names. */
  readonly form: RegExp;
  /** Whether a part that a name of the form may stand in has it indeed. */
  readonly holds: (part: Part, name: string) => boolean;
}

const LARGEST_BLOCK = 128;

/**
 * Where names stand in a unit, or may stand: a part counts for every name that is listed for it. It is kept in blocks, so
 * that a change of one part costs one block. Parts are told apart by identity.
 */
export class NameIndex<Part extends object> {
  private constructor(private readonly blocks: readonly Block<Part>[]) {}

  /** `namesIn`: the names that may stand in a part; one may be listed twice. */
  static of<Part extends object>(
    parts: readonly Part[],
    previous: NameIndex<Part> | null,
    namesIn: (part: Part) => Iterable<string>,
  ): NameIndex<Part> {
    const known = new Map(previous?.blocks.map((block) => [block.parts[0], block]));
    const blocks: Block<Part>[] = [];
    for (let at = 0; at < parts.length;) {
      const first = known.get(parts[at]);
      const block =
        first !== undefined && continuesWith(parts, at, first) ? first : newBlock(parts, at, known, namesIn);
      blocks.push(block);
      at += block.parts.length;
    }
    return new NameIndex(blocks);
  }

  /** Whether the answer to a question is yes anywhere. */
  has(question: NameQuestion<Part>): boolean {
    return this.blocks.some((block) =>
      remembered(answers, block, question, () =>
        [...block.names].some(
          ([name, places]) =>
            question.form.test(name) &&
            places.some((at) => block.parts[at] !== undefined && question.holds(block.parts[at], name)),
        ),
      ),
    );
  }

  /** The places, in the order of the unit, of the parts that a name may stand in. */
  placesOf(name: string): number[] {
    const places: number[] = [];
    let start = 0;
    for (const { names, parts } of this.blocks) {
      const found = names.get(name);
      if (found !== undefined) for (const at of found) places.push(start + at);
      start += parts.length;
    }
    return places;
  }

  /** The places, in the order of the unit, of the parts that a name of a form may stand in. */
  placesLike(form: RegExp): number[] {
    return this.places(form, (name) => form.test(name));
  }

  /** The places, in the order of the unit, of the parts that one of the names may stand in. */
  placesOfAny(wanted: ReadonlySet<string>): number[] {
    return this.places(wanted, (name) => wanted.has(name));
  }

  private places(asked: object, isWanted: (name: string) => boolean): number[] {
    const places: number[] = [];
    let start = 0;
    for (const block of this.blocks) {
      for (const at of remembered(choices, block, asked, () => placesIn(block, isWanted))) places.push(start + at);
      start += block.parts.length;
    }
    return places;
  }
}

// Blocks that haven't changed are asked the same again and again.
const answers = new WeakMap<object, Map<object, boolean>>();
const choices = new WeakMap<object, Map<object, readonly number[]>>();

function remembered<T>(known: WeakMap<object, Map<object, T>>, block: object, asked: object, work: () => T): T {
  let own = known.get(block);
  if (own === undefined) known.set(block, (own = new Map<object, T>()));
  let answer = own.get(asked);
  if (answer === undefined) own.set(asked, (answer = work()));
  return answer;
}

function placesIn({ names }: Block<unknown>, isWanted: (name: string) => boolean): readonly number[] {
  const places = new Set<number>();
  for (const [name, found] of names) if (isWanted(name)) for (const at of found) places.add(at);
  return [...places].sort((a, b) => a - b);
}

function continuesWith<Part>(parts: readonly Part[], start: number, block: Block<Part>): boolean {
  return block.parts.every((part, index) => parts[start + index] === part);
}

/** A block of what is new, up to where an old one begins. */
function newBlock<Part>(
  parts: readonly Part[],
  start: number,
  known: ReadonlyMap<Part | undefined, Block<Part>>,
  namesIn: (part: Part) => Iterable<string>,
): Block<Part> {
  let end = start + 1;
  while (end < parts.length && end - start < LARGEST_BLOCK && !known.has(parts[end])) end++;
  const own = parts.slice(start, end);
  const names = new Map<string, number[]>();
  own.forEach((part, index) => {
    for (const name of namesIn(part)) {
      const places = names.get(name);
      if (places === undefined) names.set(name, [index]);
      else if (places[places.length - 1] !== index) places.push(index);
    }
  });
  return { parts: own, names };
}
