import { contains, originAt, type Origin } from '../../model/origin';
import { withPartsChanged, type ResourceId, type Value } from '../../model/value';
import type { CandidateCall, Definition, LexicalScope, Loop } from './fragment';
import type { PlacedChunk } from './reading';
import type { Made, TypeScriptScope } from './scope';
import { constantAt } from '../cdk/properties';

/** More than anybody declares by one loop. */
const MOST_ROUNDS = 50;

/** What one round of the loops around a call goes by: what each of them stands at, and what its calls have made. */
export class Round {
  readonly made: Map<string, Made>;
  readonly answers: Map<string, ResourceId>;
  readonly worth = new Map<Definition, Value | null>();

  constructor(
    readonly items: ReadonlyMap<Loop, Item>,
    outside: Pick<TypeScriptScope, 'made' | 'answers'>,
  ) {
    this.made = new OfRound(outside.made);
    this.answers = new OfRound(outside.answers);
  }
}

/** An item with its place in the list. */
export interface Item {
  readonly value: Value;
  readonly index: number;
}

/** What a round has made stands before what is made outside of the loop. */
class OfRound<T> extends Map<string, T> {
  constructor(private readonly outside: ReadonlyMap<string, T>) {
    super();
  }

  override get(place: string): T | undefined {
    return super.get(place) ?? this.outside.get(place);
  }
}

/** The loops around a place as far as its function goes, the outermost first; null where one of them can't be followed. */
export function loopsAround(place: LexicalScope): readonly Loop[] | null {
  const loops: Loop[] = [];
  for (let each: LexicalScope | null = place; each !== null; each = each.parent) {
    if (each.way?.kind === 'loop') {
      if (each.way.loop === undefined || each.way.loop === null) return null;
      loops.unshift(each.way.loop);
    }
    if (each.body === null) continue;
    if (each.body.loop === null) break;
    loops.unshift(each.body.loop);
  }
  return loops;
}

/** Whether each round of the loops around a call comes to it. */
export function isInEachRound({ scope, start, guards }: CandidateCall): boolean {
  let mayBeLeft = guards.length > 0;
  for (let each: LexicalScope | null = scope; each !== null; each = each.parent) {
    mayBeLeft ||= (each.way !== null && each.way.kind !== 'loop') || each.exits.some(({ after }) => after <= start);
    if (mayBeLeft && (each.way?.kind === 'loop' || (each.body !== null && each.body.loop !== null))) return false;
    if (each.body !== null && each.body.loop === null) break;
  }
  return true;
}

/** The items that loops stand at in each of their rounds; null where they aren't all known. */
export function itemsOfRounds(
  scope: TypeScriptScope,
  chunk: PlacedChunk,
  loops: readonly Loop[],
): readonly ReadonlyMap<Loop, Item>[] | null {
  let rounds: readonly ReadonlyMap<Loop, Item>[] = [new Map()];
  for (const loop of loops) {
    const next: ReadonlyMap<Loop, Item>[] = [];
    for (const before of rounds) {
      const items = scope.within(new Round(before, scope), () => itemsOf(scope, chunk, loop));
      if (items === null) return null;
      for (const item of items) next.push(new Map([...before, [loop, item]]));
    }
    if (next.length === 0 || next.length > MOST_ROUNDS) return null;
    rounds = next;
  }
  return rounds;
}

function itemsOf(scope: TypeScriptScope, chunk: PlacedChunk, { over, takes }: Loop): readonly Item[] | null {
  const value = scope.value({ expr: over, chunk });
  if (takes === 'items')
    // What can't be read may be one item, or any number of them.
    return value.kind === 'list' && !value.open && value.items.every((each) => each.kind !== 'unresolved')
      ? value.items.map((each, index) => ({ value: unreadAt(originAt(chunk, over.span), each), index }))
      : null;
  if (value.kind !== 'object' || value.open !== null) return null;
  return [...value.entries.values()].map(({ key, keyOrigin }, index) => ({
    value: constantAt(key, keyOrigin),
    index,
  }));
}

/** The loop reads its list as a whole: who reads an item is who reads the name that it gets. */
function unreadAt(place: Origin, value: Value): Value {
  if (value.kind === 'object') {
    const entries = [...value.entries].map(
      ([key, entry]) => [key, { ...entry, value: unreadAt(place, entry.value) }] as const,
    );
    return { ...value, entries: new Map(entries) };
  }
  if (value.kind !== 'scalar') return withPartsChanged(value, (part) => unreadAt(place, part));
  const readers = value.readers.filter(({ origin }) => !contains(place, origin));
  return readers.length === value.readers.length ? value : { ...value, readers };
}
