import { and, not, or, type Outcome } from '../program/outcome';
import { outcomesOfWays } from './conditions';
import type { Block, LocalScope } from './fragment';
import type { HostingCall } from './hosting';
import { functionAround } from './names';
import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';

const DEEPEST = 6;

/** Whether the code of a CDK app comes to a call in the stage that is looked at, else what that depends on. */
export function existenceOf(scope: PythonScope, { placed, scope: inner, block, header }: HostingCall): Outcome {
  return reached(scope, { statement: placed.statement, scope: inner, block }, header.start, 0);
}

interface Place {
  readonly statement: PlacedStatement;
  readonly scope: LocalScope;
  readonly block: Block | null;
}

function reached(scope: PythonScope, place: Place, start: number, depth: number): Outcome {
  const own = scope.at(place.statement);
  const outcomes = [...waysTo(own, place).filter((each) => each !== null), ...exitsBefore(own, place, start)];
  const around = functionAround(place.scope);
  if (around !== null && depth < DEEPEST) outcomes.push(called(own, place.statement, around, depth));
  return and(outcomes);
}

/** What the ways that a block is on depend on; null where a loop, a `try` or a pattern decides, of which only running knows. */
export function takenWhen(scope: PythonScope, statement: PlacedStatement, block: Block): Outcome | null {
  const ways = waysTo(scope, { statement, block });
  const outcome = and(ways.filter((each) => each !== null));
  return outcome !== false && ways.includes(null) ? null : outcome;
}

/** Whether something is done again, or perhaps not at all, for another reason than a condition. */
export function isRepeated(scope: PythonScope, { placed: { statement }, block, scope: inner }: HostingCall): boolean {
  const isOver = inner.kind === 'comprehension' && !scope.isInRoundOf({ over: inner.over ?? null });
  return isOver || waysTo(scope, { statement, block }).includes(null);
}

/** For each way that a place is on, what it depends on. */
function waysTo(scope: PythonScope, { statement, block }: Omit<Place, 'scope'>): (Outcome | null)[] {
  const found: (Outcome | null)[] = [];
  for (let each = block; each !== null; each = each.branching.block) {
    const { branching } = each;
    if (scope.isInRoundOf(branching)) continue;
    const ways = branching.tests.length > 0 ? outcomesOfWays(scope, branching, statement) : [];
    found.push(ways[branching.arms.indexOf(each)] ?? null);
  }
  return found;
}

/** Whether each `if …: return` before a place in its function lets the code go on. */
function exitsBefore(scope: PythonScope, { statement, scope: inner, block }: Place, start: number): Outcome[] {
  const around = functionAround(inner);
  const outer = [null, ...blocksAround(block)];
  return statement.read.fragment.branchings.flatMap((branching) => {
    const isBefore = statement.base + branching.start < start && outer.includes(branching.block);
    if (functionAround(branching.scope) !== around) return [];
    if (!isBefore || branching.tests.length === 0 || blocksAround(block).some((each) => each.branching === branching))
      return [];
    if (!branching.arms.some((arm) => arm.leaves)) return [];
    const ways = outcomesOfWays(scope, branching, statement);
    // Where an error may end the program there would be nothing at all.
    const isExit = (arm: Block, index: number): boolean => arm.leaves && (!arm.raises || ways[index] === true);
    return branching.arms.flatMap((arm, index) => (isExit(arm, index) ? [not(ways[index] ?? false)] : []));
  });
}

function blocksAround(block: Block | null): Block[] {
  const found: Block[] = [];
  for (let each = block; each !== null; each = each.branching.block) found.push(each);
  return found;
}

/** Whether any call of a function is come to; a function that nobody in sight calls is called by somebody else. */
function called(scope: PythonScope, statement: PlacedStatement, body: LocalScope, depth: number): Outcome {
  const instance = scope.instanceOf(body, statement);
  if (instance !== null) {
    const { callee } = instance.expr;
    const name = callee.kind === 'attribute' ? `.${callee.name}` : callee.kind === 'name' ? callee.name : '';
    const span = callee.kind === 'attribute' ? callee.nameSpan : callee.span;
    const { scope: inner, block } = scope.viewpointOf(name, instance.statement, span);
    return reached(
      scope,
      { statement: instance.statement, scope: inner, block },
      instance.statement.base + span.start,
      depth + 1,
    );
  }
  const followed = scope.callFollowed(body);
  const all = scope.names.callsOf(body, statement);
  const calls = followed === undefined ? all : all.filter(({ written }) => written.called?.expr === followed.expr);
  if (calls.length === 0 || calls.some(({ written }) => written.called === null)) return true;
  return or(
    calls.map((use) =>
      reached(scope, { ...use.written, statement: use.statement }, use.statement.base + use.written.start, depth + 1),
    ),
  );
}
