import type { Item } from './loopItems';
import { Round, type Loop, type Time } from './rounds';
import type { PythonScope } from './scope';

/** The rounds of loops that make constructs, and the times that functions are called: the same for all that each makes. */
export class KnownRounds {
  private readonly rounds: Round[] = [];

  constructor(private readonly scope: PythonScope) {}

  /** A round of a loop. */
  of(outer: Round | null, loop: Loop, item: Item, index: number): Round {
    const known = this.rounds.find(
      (each) => each.loop?.over === loop.over && each.outer === outer && each.index === index,
    );
    return known ?? this.noted(new Round(outer, this.scope, loop, item, index));
  }

  /** A time that a function is called, in a round of the loops around the call. */
  called(outer: Round | null, time: Time): Round {
    return this.at(outer, time.place) ?? this.noted(new Round(outer, this.scope, null, null, 0, time));
  }

  /** The time of a call that stands at a place; undefined where it is none of those that make constructs. */
  at(outer: Round | null, place: string): Round | undefined {
    return this.rounds.find((each) => each.outer === outer && each.time?.place === place);
  }

  private noted(round: Round): Round {
    this.rounds.push(round);
    return round;
  }
}
