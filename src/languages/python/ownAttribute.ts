import { unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { broughtTo, MODULE_END } from './broughtTo';
import { argumentsOf } from './callArguments';
import { sourceOf } from './interpretation';
import type { LocalScope, WrittenDefinition } from './fragment';
import type { Thing } from './meaning';

import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';
import { expressionBehind } from './behind';
import type { CallExpr, PlacedExpr } from './placed';
import { keywordOf } from './calls';

type AttributeExpr = Extract<Expr, { kind: 'attribute' }>;
type OwnThing = Extract<Thing, { kind: 'class' | 'instance' }>;

interface Behind {
  readonly things: readonly Thing[];
  /** What chooses them by a default that may be another one when the code runs; null where nothing does. */
  readonly decidedBy: string | null;
}

/** What an expression stands for, as far as the code decides which of several things it is. */
export function thingsBehind(scope: PythonScope, placed: PlacedExpr, depth = 0): Behind {
  const { expr, statement } = expressionBehind(scope.at(placed.statement), placed);
  const whole = (): Behind => ({ things: scope.meanings.of(placed), decidedBy: null });
  if (depth >= DEEPEST) return whole();
  const given =
    scope.at(statement).givenToName({ expr, statement }) ?? scope.at(statement).itemOfRound({ expr, statement });
  if (given !== null) return thingsBehind(scope, given, depth + 1);
  if (expr.kind === 'choice' && expr.test !== undefined) {
    const truth = scope.truthOf({ expr: expr.test, statement });
    if (truth !== undefined)
      return thingsBehind(scope, { expr: truth ? expr.then : expr.otherwise, statement }, depth + 1);
  }
  if (expr.kind === 'call') return answeredBy(scope, { expr, statement }, depth) ?? whole();
  if (expr.kind !== 'index') return whole();
  const key = scope.value({ expr: expr.key, statement });
  if (key.kind !== 'scalar') return whole();
  const things = scope.meanings.itemsUnder({ expr: expr.base, statement }, String(key.value));
  const isDefault = key.how === 'default' || key.how === 'assumed';
  return { things, decidedBy: isDefault ? (key.decidedBy ?? 'a default') : null };
}

/** What a function of the code answers to a call, where it always answers one expression: `CONFIGS[name]`. */
function answeredBy(scope: PythonScope, call: PlacedExpr<CallExpr>, depth: number): Behind | null {
  const [thing, ...others] = scope.meanings.of({ expr: call.expr.callee, statement: call.statement });
  if (thing?.kind !== 'function' || others.length > 0) return null;
  const { body, statement } = thing;
  const [returned, ...further] = body.returns;
  if (returned === undefined || further.length > 0) return null;
  const owner = scope.at(statement);
  return owner.whileCalled(body, call, () => thingsBehind(owner, { expr: returned.expr, statement }, depth + 1));
}

const DEEPEST = 8;

/** What an attribute of one of several things is worth; null where none of them has it. */
export function attributeOfThings(
  scope: PythonScope,
  things: readonly Thing[],
  placed: PlacedExpr<AttributeExpr>,
  here: Origin,
): Value | null {
  const { expr } = placed;
  const [first, ...others] = things.flatMap((thing): Value[] => {
    if (thing.kind === 'class' || thing.kind === 'instance') {
      const value = ownAttribute(scope, thing, placed, here);
      return value === null ? [] : [value];
    }
    const value = thing.kind === 'imported' ? scope.importedValue(`${thing.path}.${expr.name}`, here) : null;
    return value === null ? [] : [value];
  });
  if (first === undefined || others.every((other) => isSame(first, other))) return first ?? null;
  return unresolved(`${sourceOf(expr.base)} is one of several`, sourceOf(expr), here);
}

function isSame(a: Value, b: Value): boolean {
  return a.kind === 'scalar' && b.kind === 'scalar' ? a.value === b.value : a === b;
}

/** What an attribute of a class of the code, or of an object of one, is worth; null where the class doesn't say. */
function ownAttribute(
  scope: PythonScope,
  thing: OwnThing,
  { expr, statement }: PlacedExpr<AttributeExpr>,
  here: Origin,
): Value | null {
  const { name, base } = expr;
  const owner = scope.at(thing.statement);
  const makers = thing.kind === 'instance' ? [scope.at(thing.made.statement)] : [];
  if ([scope, owner, ...makers].some((each) => each.names.isSetFromOutside(name)))
    return unresolved(`${name} is set from outside of its class`, sourceOf(expr), here);
  const at =
    owner === scope
      ? { statement, span: expr.span }
      : { statement: thing.statement, span: { start: MODULE_END, end: MODULE_END } };
  const init = thing.kind === 'instance' ? initOf(owner, thing.body) : null;
  const value =
    thing.kind === 'instance' && init !== null
      ? owner.memberValueOf(thing.made, init, thing.body, name, at)
      : ((thing.kind === 'instance' ? givenField(scope, owner, thing, name, here) : null) ??
        owner.memberValue(thing.body, name, at));
  if (value === null) return null;
  return broughtTo(value, here, scope.isGivenByInstance({ expr: base, statement }));
}

function initOf({ names }: PythonScope, body: LocalScope): LocalScope | null {
  const [only, ...others] = names.written('__init__').get(body)?.definitions ?? [];
  return only?.written.given.kind === 'function' && others.length === 0 ? only.written.given.body : null;
}

/** What the construction of a dataclass gives a field; null where it gives none. */
function givenField(
  scope: PythonScope,
  owner: PythonScope,
  { made, body, statement }: Extract<OwnThing, { kind: 'instance' }>,
  name: string,
  here: Origin,
): Value | null {
  const named = keywordOf(made.expr, name);
  if (named !== null) return scope.value({ expr: named, statement: made.statement });
  if (!hasUnnamed(made.expr)) return null;
  const fields = fieldsOf(owner, statement, body);
  const { given, open } = argumentsOf(scope, made, fields ?? []);
  const found = given.get(name);
  if (found !== undefined) return found.value;
  const why = open ?? (fields === null ? 'given by position to a class that has others above it' : null);
  return why === null ? null : unresolved(why, null, here);
}

function hasUnnamed({ args }: CallExpr): boolean {
  return args.some(({ keyword }) => keyword === null || keyword.startsWith('*'));
}

/** The fields of a dataclass or a named tuple in their order; null where those of other classes come before them. */
function fieldsOf({ reading }: PythonScope, head: PlacedStatement, body: LocalScope): readonly string[] | null {
  const found: { readonly name: string; readonly position: number }[] = [];
  for (const statement of reading.statements) {
    if (statement !== head && statement.memberOf !== head) continue;
    for (const [name, { definitions }] of statement.read.fragment.names)
      for (const definition of definitions) {
        const { given, scope } = definition;
        if (given.kind === 'class' && given.body === body && given.bases.some(({ expr }) => !isNamedTuple(expr)))
          return null;
        const isOwn = scope === body || (statement.memberOf === head && scope.kind === 'module');
        if (isOwn && isField(definition)) found.push({ name, position: statement.order + definition.from });
      }
  }
  return found.sort((a, b) => a.position - b.position).map(({ name }) => name);
}

function isNamedTuple(base: Expr): boolean {
  return (base.kind === 'name' || base.kind === 'attribute') && base.name === 'NamedTuple';
}

/** `name: type` or `name: type = value` */
function isField({ given }: WrittenDefinition): boolean {
  return given.kind === 'value' ? given.annotation !== null : given.kind === 'unfollowed' && given.isDeclared === true;
}
