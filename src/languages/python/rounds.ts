import type { Value } from '../../model/value';
import { inCalls } from './constructing';
import type { WrittenExpression } from './expressions';
import type { Block, LocalScope } from './fragment';
import { logicalNameOf, type HostingCall } from './hosting';
import { itemsOf, MOST_ROUNDS, type Item } from './loopItems';
import type { Definition } from './names';
import type { MadeConstruct, MadeResources } from './made';
import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';
import { keywordOf } from './calls';

/** One round of loops whose items are known, or one time that a function is called: what its names stand for, and what its calls have made. */
export class Round {
  readonly made: Map<string, MadeResources>;
  readonly constructs: Map<string, MadeConstruct>;
  readonly worth = new Map<Definition, Value | null>();
  readonly answers = new Map<string, Value>();
  readonly items: ReadonlyMap<WrittenExpression, Item>;
  /** The calls as which functions are looked at. */
  readonly following: ReadonlyMap<LocalScope, PlacedExpr<CallExpr>>;

  constructor(
    readonly outer: Round | null,
    outside: Outside,
    readonly loop: Loop | null,
    item: Item | null,
    readonly index = 0,
    readonly time: Time | null = null,
  ) {
    this.items = new Map([
      ...(outer?.items ?? []),
      ...(loop === null || item === null ? [] : [[loop.over, item] as const]),
    ]);
    this.following = new Map([
      ...(outer?.following ?? []),
      ...(time === null ? [] : [[time.body, time.call] as const]),
    ]);
    this.made = new MadeInRound(outer?.made ?? outside.madeOutside);
    this.constructs = new MadeInRound(outer?.constructs ?? outside.constructsOutside);
  }

  /** Whether something is made anew in each round. */
  makes({ expr, statement }: PlacedExpr): boolean {
    const { loop } = this;
    return statement === loop?.statement && loop.start <= expr.span.start && expr.span.end <= loop.end;
  }
}

/** What calls outside of all loops make. */
type Outside = Pick<PythonScope, 'madeOutside' | 'constructsOutside'>;

/** What a round has made stands before what is made outside of the loop. */
class MadeInRound<T> extends Map<string, T> {
  constructor(private readonly outside: ReadonlyMap<string, T>) {
    super();
  }

  override get(place: string): T | undefined {
    return super.get(place) ?? this.outside.get(place);
  }
}

/** One call of a function that is called several times. */
export interface Time {
  readonly body: LocalScope;
  readonly statement: PlacedExpr['statement'];
  readonly call: PlacedExpr<CallExpr>;
  /** Where the call stands, as a key. */
  readonly place: string;
}

/** A loop around a call. */
export interface Loop {
  readonly over: WrittenExpression;
  readonly statement: PlacedExpr['statement'];
  /** The stretch that is done again in each round. */
  readonly start: number;
  readonly end: number;
}

/** Calls that make something, or end it: a loop around one of them is followed round by round. */
const COUNTS = /^(?:create(?:_.+)?|delete(?:_.+)?|deploy|register_.+|transformer|endpoint_from_.+)$/;
/** What makes capacity that is billed. */
const DEPLOYS = /^(?:deploy|create_endpoint_config|endpoint_from_.+)$/;

/**
 * The calls of a unit in the order in which they are made: those in loops over what is known once for each round. Where a
 * deployment stands in a loop of which the number of rounds isn't known, the call says over what the loop goes.
 */
export function inRounds(scope: PythonScope, calls: readonly HostingCall[]): readonly HostingCall[] {
  // What a round has made must be there for all calls of the loop: nothing stands between them.
  if (scope.usesCdk)
    return [...inCalls(scope, calls.filter(isOfConstruct)), ...calls.filter((call) => !isOfConstruct(call))];
  if (calls.every(({ inLoop }) => !inLoop)) return calls;
  return roundsOf(scope, calls, calls.map(loopsAround), null, 0);
}

/** In a CDK app the loops around constructs are followed, whatever conditions are in them. */
function isOfConstruct({ of }: { readonly of: Pick<HostingCall['of'], 'kind'> }): boolean {
  return of.kind === 'construct' || of.kind === 'constructMethod';
}

interface Around {
  /** The outermost first. */
  readonly loops: readonly Loop[];
  /** Whether the call is made in each round of all of them. */
  readonly isCertain: boolean;
}

const NONE: Around = { loops: [], isCertain: true };

export function roundsOf(
  scope: PythonScope,
  calls: readonly HostingCall[],
  around: readonly Around[],
  outer: Round | null,
  depth: number,
): HostingCall[] {
  const found: HostingCall[] = [];
  for (let at = 0; at < calls.length;) {
    const loop = around[at]?.loops[depth];
    let end = at + 1;
    if (loop !== undefined) while (around[end]?.loops[depth]?.over === loop.over) end += 1;
    const inside = calls.slice(at, end);
    const arounds = around.slice(at, end);
    at = end;
    if (loop === undefined) {
      found.push(...inside.map((call) => madeIn(scope, call, outer)));
      continue;
    }
    const items = followed(scope, inside, arounds, loop, outer);
    if (items === null)
      found.push(...inside.map((call) => ({ ...call, round: outer, ...countedBy(scope, call, inside, loop, outer) })));
    else
      items.forEach((item, index) => {
        const round = scope.rounds.of(outer ?? scope.standing, loop, item, index);
        found.push(...roundsOf(scope, inside, arounds, round, depth + 1));
      });
  }
  return found;
}

/** A call in a round: a construct may have a name of its own there. */
function madeIn(scope: PythonScope, call: HostingCall, round: Round | null): HostingCall {
  const { of, placed } = call;
  if (round === null || of.kind !== 'construct') return { ...call, round };
  return { ...call, round, logicalName: scope.within(round, () => logicalNameOf(scope, placed, of)) };
}

/** The items of a loop whose calls are followed round by round; null where they are looked at once. */
function followed(
  scope: PythonScope,
  calls: readonly HostingCall[],
  around: readonly Around[],
  loop: Loop,
  outer: Round | null,
): readonly Item[] | null {
  const counted = calls.flatMap(({ method, of }, index) =>
    COUNTS.test(method) || of.kind === 'construct' ? [around[index]?.isCertain === true] : [],
  );
  if (counted.length === 0 || counted.includes(false)) return null;
  const items = scope.within(outer, () => itemsOf(scope, { expr: loop.over.expr, statement: loop.statement }));
  if (items === null || items.length === 0 || items.length > MOST_ROUNDS) return null;
  return calls.some((call) => isNamedAlways(scope, call, outer)) ? null : items;
}

/** What names that which a call makes. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  create_endpoint: ['EndpointName'],
  create_endpoint_config: ['EndpointConfigName', 'name'],
  deploy: ['endpoint_name'],
};

/** Whether something has the same name in each round of a loop: that is another try, not another endpoint. */
function isNamedAlways(scope: PythonScope, { method, placed }: HostingCall, round: Round | null): boolean {
  const names = Object.hasOwn(NAMED_BY, method) ? (NAMED_BY[method] ?? []) : [];
  return names.some((keyword) => {
    const name = keywordOf(placed.expr, keyword);
    if (name === null) return false;
    return scope.within(round, () => scope.value({ expr: name, statement: placed.statement })).kind === 'scalar';
  });
}

/** For a deployment that is made any number of times: what its number depends on. */
function countedBy(
  scope: PythonScope,
  call: HostingCall,
  calls: readonly HostingCall[],
  { over, statement }: Loop,
  round: Round | null,
): Pick<HostingCall, 'countedBy'> {
  // What each round ends stands once at a time.
  const isEnded = calls.some(({ method }) => /^delete(?:_endpoint|_predictor)?$/.test(method));
  if (isEnded || !DEPLOYS.test(call.method) || isNamedAlways(scope, call, round)) return {};
  return { countedBy: { expr: over.expr, statement } };
}

/** The loops around a call, as far as its function goes. */
export function loopsAround(
  call: Pick<HostingCall, 'placed' | 'scope' | 'block'> & Parameters<typeof isOfConstruct>[0],
): Around {
  const { statement, expr } = call.placed;
  const loops: Loop[] = [];
  let isConditional = false;
  /** A condition, met on the way out, that counts for the loops around it. */
  let isChosen = false;
  for (let scope = call.scope; scope.kind === 'comprehension' && scope.parent !== null; scope = scope.parent) {
    if (scope.over === null || scope.over === undefined) return NONE;
    isConditional ||= scope.takesSome === true;
    loops.unshift({ over: scope.over, statement, ...expr.span });
  }
  for (let block = call.block; block !== null; block = block.branching.block) {
    const { branching } = block;
    if (branching.kind !== 'loop') {
      isChosen ||= branching.kind !== 'try' || branching.arms[0] !== block;
      continue;
    }
    // A loop that ends before its time tries again until something works; one without items waits for something.
    if (branching.over === null || branching.breaks) continue;
    isConditional ||= !isOfConstruct(call) && (isChosen || skipsSome(statement, block));
    loops.unshift({ over: branching.over, statement, start: branching.start, end: block.end });
  }
  return { loops, isCertain: !isConditional };
}

/** Whether a condition in the body of a loop goes on to the next round before its end; a handler of errors does only then. */
export function skipsSome({ read }: PlacedExpr['statement'], body: Block): boolean {
  return read.fragment.branchings.some(
    ({ block, kind, arms }) =>
      block === body && kind !== 'loop' && (kind === 'try' ? arms.slice(0, 1) : arms).some((arm) => arm.leaves),
  );
}
