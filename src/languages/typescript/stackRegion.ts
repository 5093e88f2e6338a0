import type { Value } from '../../model/value';
import type { CallExpr, LexicalScope } from './fragment';
import { constructionsOf } from './constructions';
import { classAround } from './names';
import type { PlacedChunk } from './reading';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { constructionBehind } from './behind';

const DEEPEST = 6;

/** `env: { region }` of the stack that a construct is in, or of a stack around it; null where the code names none. */
export function regionOfStack(scope: TypeScriptScope, construct: PlacedExpr<CallExpr> | null): Value | null {
  let at = construct;
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    const region = propertyOf(scope, at, 2, ['env', 'region']);
    if (region !== null) return region;
    at = parentOf(scope, at);
  }
  return null;
}

/** The construction of what a construct is made in. */
function parentOf(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<CallExpr>): PlacedExpr<CallExpr> | null {
  const parent = expr.args[0]?.value;
  if (parent === undefined) return null;
  if (parent.kind !== 'name' || parent.name !== 'this') return constructionBehind(scope, { expr: parent, chunk });
  return constructionOf(scope, chunk, classAround(scope.names.viewpoint(chunk, expr.span.start).scope));
}

/** Where a class is constructed, if that is one place. */
export function constructionOf(
  scope: TypeScriptScope,
  chunk: PlacedChunk,
  around: LexicalScope | null,
): PlacedExpr<CallExpr> | null {
  const name = around?.classBody?.name;
  if (around === null || name === undefined || name === null) return null;
  const instance = scope.instances.get(around);
  if (instance !== undefined) return instance;
  const [only, ...others] = constructionsOf(scope.names, chunk, name);
  return only === undefined || others.length > 0 ? null : only;
}

/** A property at a path of the object that a call is given. */
export function propertyOf(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  index: number,
  path: readonly string[],
): Value | null {
  const argument = expr.args[index];
  if (argument === undefined) return null;
  // What the other properties are worth isn't asked.
  let written = argument.value;
  const rest = [...path];
  while (rest.length > 0 && written.kind === 'object' && written.members.every((each) => each.kind === 'entry')) {
    const step = rest.shift();
    const member = written.members.findLast(({ key }) => key === step);
    if (member === undefined) return null;
    written = member.value;
  }
  let value = scope.value({ expr: written, chunk });
  for (const step of rest) {
    const next = value.kind === 'object' ? value.entries.get(step)?.value : undefined;
    if (next === undefined) return null;
    value = next;
  }
  return value;
}
