import { wayOf } from './conditions';
import type { Block, LocalScope } from './fragment';
import type { HostingCall } from './hosting';
import { functionAround } from './names';
import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';

const DEEPEST = 6;

/** Whether the code of a CDK app comes to a call in the stage that is looked at; undefined where it leaves that open. */
export function isReached(
  scope: PythonScope,
  { placed, scope: inner, block, header }: HostingCall,
): boolean | undefined {
  return reached(scope, { statement: placed.statement, scope: inner, block }, header.start, 0);
}

interface Place {
  readonly statement: PlacedStatement;
  readonly scope: LocalScope;
  readonly block: Block | null;
}

function reached(scope: PythonScope, place: Place, start: number, depth: number): boolean | undefined {
  const own = scope.at(place.statement);
  const truths = [...waysTo(own, place), ...exitsBefore(own, place, start)];
  const around = functionAround(place.scope);
  if (around !== null && depth < DEEPEST) truths.push(called(own, place.statement, around, depth));
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** Whether the code takes the ways that a block is on, as far as it decides; a loop is one that it may not enter. */
export function isTaken(scope: PythonScope, statement: PlacedStatement, block: Block): boolean | undefined {
  const truths = waysTo(scope, { statement, block });
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** Whether each way that a place is on is taken. */
function waysTo(scope: PythonScope, { statement, block }: Omit<Place, 'scope'>): (boolean | undefined)[] {
  const found: (boolean | undefined)[] = [];
  for (let each = block; each !== null; each = each.branching.block) {
    const { branching } = each;
    if (scope.isInRoundOf(branching)) continue;
    const way = branching.kind === 'if' ? wayOf(scope, branching, statement) : undefined;
    found.push(way === undefined ? undefined : branching.arms[way] === each);
  }
  return found;
}

/** Whether each `if …: return` before a place in its function lets the code go on. */
function exitsBefore(
  scope: PythonScope,
  { statement, scope: inner, block }: Place,
  start: number,
): (boolean | undefined)[] {
  // Which function a statement of a nested one is in is not told by its ways.
  if (functionAround(inner)?.parent?.kind === 'function') return [];
  const outer = [null, ...blocksAround(block)];
  return statement.read.fragment.branchings.flatMap((branching) => {
    const isBefore = statement.base + branching.start < start && outer.includes(branching.block);
    if (!isBefore || branching.kind !== 'if' || blocksAround(block).some((each) => each.branching === branching))
      return [];
    if (!branching.arms.some((arm) => arm.leaves)) return [];
    const way = wayOf(scope, branching, statement);
    return [way === undefined ? undefined : branching.arms[way]?.leaves !== true];
  });
}

function blocksAround(block: Block | null): Block[] {
  const found: Block[] = [];
  for (let each = block; each !== null; each = each.branching.block) found.push(each);
  return found;
}

/** Whether any call of a function is come to; a function that nobody in sight calls is called by somebody else. */
function called(scope: PythonScope, statement: PlacedStatement, body: LocalScope, depth: number): boolean | undefined {
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
  if (body.name === '__init__') return true;
  const uses = scope.names.callsOf(body, statement);
  if (uses.length === 0 || uses.some(({ written }) => written.called === null)) return true;
  const all = uses.map((use) =>
    reached(scope, { ...use.written, statement: use.statement }, use.statement.base + use.written.start, depth + 1),
  );
  if (all.includes(true)) return true;
  return all.includes(undefined) ? undefined : false;
}
