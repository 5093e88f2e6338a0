import type { LocalScope, Reference } from './fragment';
import { logicalNameOf, type HostingCall } from './hosting';
import { sourceOf } from './interpretation';
import { itemsOf, MOST_ROUNDS } from './loopItems';
import { placeOf } from './made';

import { functionAround, type InPlace } from './names';
import type { PlacedStatement } from './reading';
import { loopsAround, roundsOf, type Round } from './rounds';
import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';

/** More than functions that make constructs call each other. */
const DEEPEST = 3;

/**
 * The calls that make constructs, in the order in which they are made: those in a function or method that is called several
 * times, or in a loop over what is known, once for each time, with what that time gives.
 */
export function inCalls(scope: PythonScope, calls: readonly HostingCall[]): HostingCall[] {
  const found: HostingCall[] = [];
  for (let at = 0; at < calls.length;) {
    const first = calls[at];
    if (first === undefined) break;
    const around = functionAround(first.scope);
    const { statement } = first.placed;
    let end = at + 1;
    while (isIn(calls[end], around, statement)) end += 1;
    const inside = calls.slice(at, end);
    const loops = inside.map(loopsAround);
    const rounds = around === null ? null : timesOf(scope, around, statement, 0);
    const times = rounds === null || isNamedTwice(scope, inside, rounds) ? [null] : rounds;
    for (const round of times) found.push(...roundsOf(scope, inside, loops, round, 0));
    at = end;
  }
  return found;
}

function isIn(call: HostingCall | undefined, around: LocalScope | null, statement: PlacedStatement): boolean {
  return call !== undefined && call.placed.statement === statement && functionAround(call.scope) === around;
}

/** Whether two times give a construct the same name in its scope: no app does both, and so it is one construct. */
function isNamedTwice(scope: PythonScope, calls: readonly HostingCall[], rounds: readonly Round[]): boolean {
  return calls.some(({ of, placed }) => {
    if (of.kind !== 'construct') return false;
    const names = rounds.map((round) => scope.within(round, () => logicalNameOf(scope, placed, of)));
    const known = names.filter((name) => name !== sourceOf(placed.expr.callee));
    return new Set(known).size < known.length;
  });
}

/** Each time that a function is called; null where that is once, or where not all of its calls are known. */
function timesOf(scope: PythonScope, body: LocalScope, statement: PlacedStatement, depth: number): Round[] | null {
  if (depth >= DEEPEST || body.name === '__init__') return null;
  const uses = callsOf(scope, body, statement);
  if (uses === null) return null;
  const times: Round[] = [];
  let isOnce = scope.names.callsOf(body, statement).length === 1;
  for (const use of uses) {
    const caller = functionAround(use.scope);
    const outer = caller === null ? null : timesOf(scope, caller, use.placed.statement, depth + 1);
    isOnce &&= outer === null;
    for (const round of outer ?? [null]) {
      const rounds = turnsOf(scope, use, round ?? scope.standing);
      if (rounds === null || times.length + rounds.length > MOST_ROUNDS) return null;
      isOnce &&= rounds.length === 1 && rounds[0] === (round ?? scope.standing);
      times.push(
        ...rounds.map((each) =>
          scope.rounds.called(each, { body, statement, call: use.placed, place: placeOf(use.placed) }),
        ),
      );
    }
  }
  return isOnce ? null : times;
}

type Use = Pick<HostingCall, 'placed' | 'scope' | 'block'>;

/** The calls of a function; null where something else may call it. */
function callsOf(scope: PythonScope, body: LocalScope, statement: PlacedStatement): readonly Use[] | null {
  // Who is handed it may call it.
  for (const { references } of scope.names.table(`self.${body.name}`).values())
    if (references.some(({ written }) => written.called === null)) return null;
  const uses: Use[] = [];
  for (const { statement: where, written } of scope.names.callsOf(body, statement)) {
    const use = useOf(where, written);
    if (use === null || isInside(use.scope, body)) return null;
    const [thing, ...others] = scope.meanings.of({ expr: use.placed.expr.callee, statement: where });
    if (thing?.kind !== 'function' || others.length > 0) return null;
    // A method of another class may have the same name.
    if (thing.body === body) uses.push(use);
  }
  return uses.length === 0 ? null : uses;
}

function useOf(statement: PlacedStatement, written: InPlace<Reference>['written']): Use | null {
  const expr = written.called?.expr;
  if (expr?.kind !== 'call') return null;
  const placed: PlacedExpr<CallExpr> = { expr, statement };
  return { placed, scope: written.scope, block: written.block };
}

function isInside(scope: LocalScope, around: LocalScope): boolean {
  for (let each: LocalScope | null = scope; each !== null; each = each.parent) if (each === around) return true;
  return false;
}

/** The rounds of the loops around a call; null where what they go over isn't known, or where not each of them makes it. */
function turnsOf(scope: PythonScope, use: Use, outer: Round | null): readonly (Round | null)[] | null {
  if (isLeftEarly(use)) return null;
  const { loops } = loopsAround({ ...use, of: { kind: 'construct' } });
  let rounds: readonly (Round | null)[] = [outer];
  for (const loop of loops) {
    const next: Round[] = [];
    for (const round of rounds) {
      const items = scope.within(round, () => itemsOf(scope, { expr: loop.over.expr, statement: loop.statement }));
      if (items === null || items.length > MOST_ROUNDS) return null;
      next.push(...items.map((item, index) => scope.rounds.of(round, loop, item, index)));
    }
    rounds = next;
  }
  return rounds;
}

/** Whether a loop around a call ends before its time, or has no items, or a comprehension takes some of them. */
function isLeftEarly({ block, scope }: Use): boolean {
  for (let each: LocalScope | null = scope; each?.kind === 'comprehension'; each = each.parent)
    if (each.over === null || each.over === undefined || each.takesSome === true) return true;
  for (let each = block; each !== null; each = each.branching.block)
    if (each.branching.kind === 'loop' && (each.branching.over === null || each.branching.breaks)) return true;
  return false;
}
