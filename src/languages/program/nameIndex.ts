/** Some parts of a program that follow each other, and in which of them each name stands. */
interface Block<Part> {
  readonly parts: readonly Part[];
  readonly names: ReadonlyMap<string, readonly number[]>;
  // A block that hasn't changed is asked the same again and again.
  readonly answers: Map<object, boolean>;
  readonly choices: Map<object, readonly number[]>;
}

/** What a unit is asked about its names, told apart by identity: what is known of a block that hasn't changed stays known. */
export interface NameQuestion<Part> {
  /** The form of the names. */
  readonly form: RegExp;
  /** Whether a part that a name of the form may stand in has it indeed. */
  readonly holds: (part: Part, name: string) => boolean;
}

const LARGEST_BLOCK = 32;

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
    return this.blocks.some((block) => remembered(block.answers, question, () => holdsIn(block, question)));
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
      for (const at of remembered(block.choices, asked, () => placesIn(block, isWanted))) places.push(start + at);
      start += block.parts.length;
    }
    return places;
  }
}

function remembered<T>(known: Map<object, T>, asked: object, work: () => T): T {
  let answer = known.get(asked);
  if (answer === undefined) known.set(asked, (answer = work()));
  return answer;
}

function holdsIn<Part>({ names, parts }: Block<Part>, { form, holds }: NameQuestion<Part>): boolean {
  for (const [name, places] of names)
    if (form.test(name) && places.some((at) => parts[at] !== undefined && holds(parts[at], name))) return true;
  return false;
}

function placesIn({ names }: Block<unknown>, isWanted: (name: string) => boolean): readonly number[] {
  const places: number[] = [];
  for (const [name, found] of names) if (isWanted(name)) places.push(...found);
  return places.length < 2 ? places : [...new Set(places)].sort((a, b) => a - b);
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
  return { parts: own, names, answers: new Map(), choices: new Map() };
}
