import { and, or, type Outcome } from '../program/outcome';
import { outcomeOfWhen } from './conditions';
import type { FunctionBody, LexicalScope, When } from './fragment';
import type { HostingCall } from './hosting';
import type { PlacedChunk } from './reading';
import type { TypeScriptScope } from './scope';
import { constructionOf } from './stackRegion';

const DEEPEST = 6;

/** Whether a construct is made, as far as the code decides it, else what it depends on. */
export function existenceOf(scope: TypeScriptScope, { candidate, placed: { chunk } }: HostingCall): Outcome {
  const own = candidate.guards.map((when) => outcomeOfWhen(scope, when, chunk));
  return and([...own, reached(scope, chunk, candidate.scope, candidate.start, 0)]);
}

/** Whether the code comes to a place of a scope. */
function reached(
  scope: TypeScriptScope,
  chunk: PlacedChunk,
  place: LexicalScope,
  start: number,
  depth: number,
): Outcome {
  const outcomes: Outcome[] = [];
  for (let each: LexicalScope | null = place; each !== null; each = each.parent) {
    for (const when of whensOf(each, start)) outcomes.push(outcomeOfWhen(scope, when, chunk));
    if (each.body === null || depth >= DEEPEST) continue;
    const called = calledFrom(scope, chunk, each, each.body, depth);
    if (called !== null) return and([...outcomes, called]);
  }
  return and(outcomes);
}

function whensOf({ way, exits }: LexicalScope, start: number): When[] {
  const after = exits.flatMap((exit) => (exit.after <= start ? [exit.when] : []));
  return way === null || way.when === null ? after : [way.when, ...after];
}

/** Whether any call of a function is come to; null where it is called by nobody in sight, or in its place. */
function calledFrom(
  scope: TypeScriptScope,
  chunk: PlacedChunk,
  { parent }: LexicalScope,
  body: FunctionBody,
  depth: number,
): Outcome | null {
  if (body.kind === 'constructor') {
    const construction = constructionOf(scope, chunk, parent);
    if (construction === null) return true;
    const { start } = construction.expr.span;
    const at = scope.names.viewpoint(construction.chunk, start);
    return reached(scope, construction.chunk, at.scope, start, depth + 1);
  }
  if (body.name === null) return null;
  const uses = scope.names.callsOf(body, chunk);
  if (uses.length === 0 || uses.some(({ written }) => written.called === null)) return true;
  return or(
    uses.map((use) =>
      isWithin(use.written.scope, body)
        ? false
        : reached(scope, use.chunk, use.written.scope, use.written.start, depth + 1),
    ),
  );
}

function isWithin(place: LexicalScope, body: FunctionBody): boolean {
  for (let each: LexicalScope | null = place; each !== null; each = each.parent) if (each.body === body) return true;
  return false;
}
