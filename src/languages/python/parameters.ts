import type { Meaning } from '../../model/evaluate';
import type { Expr, Member } from '../../model/expression';
import { givenByInstance } from './constructing';
import type { Given, LocalScope } from './fragment';
import type { Definition, Names, Viewpoint } from './names';
import type { PythonScope } from './scope';
import { SeenDefinition } from './seenDefinition';
import type { CallExpr, PlacedExpr } from './placed';
import { argumentOf, isMethod } from './calls';

/** What a parameter is, by the calls of its function: what the one caller gives, or its default. */
export function meaningOfParameter(
  scope: PythonScope,
  at: Viewpoint,
  definition: Definition,
  { of, index }: Extract<Given, { kind: 'parameter' }>,
): Meaning {
  const parameter = of.parameters[index];
  const { statement } = definition;
  const decidedBy = `argument ${parameter?.name ?? ''} of ${of.name}`;
  const gathers: Meaning = { kind: 'unbound', why: 'gathers arguments that are not known', decidedBy };
  if (parameter === undefined || parameter.star === '*') return gathers;
  const method = isMethod(of, statement);
  const followed = scope.callFollowed(of);
  const instance = followed === undefined ? scope.instanceOf(of, statement) : null;
  if (instance !== null) return givenByInstance(scope, instance, at, definition, { of, index });
  const uses =
    followed === undefined ? scope.names.callsOf(of, statement).filter((use) => !isInside(use.written.scope, of)) : [];
  const by = followed ?? onlyCall(uses);
  if (parameter.star === '**') return by === null ? gathers : gatheredBy(scope, by, at, definition, of);
  if (by !== null) return givenBy(scope, by, at, definition, { of, index }, method);
  // Where several call it, one by one or through something else, the default holds for those who give nothing.
  const given = uses.some(
    ({ written: { called } }) => called === null || argumentOf(called.expr, of, index, method) !== null,
  );
  if (parameter.default === null || given)
    return {
      kind: 'unbound',
      why: uses.length > 1 ? `given by ${uses.length} callers` : 'given by the caller',
      decidedBy,
    };
  return defaultOf(scope, at, definition, parameter.default.expr, decidedBy);
}

function onlyCall([only, ...others]: ReturnType<Names['callsOf']>): PlacedExpr<CallExpr> | null {
  const call = only?.written.called?.expr;
  return only === undefined || others.length > 0 || call?.kind !== 'call'
    ? null
    : { expr: call, statement: only.statement };
}

/** What a call gives for `**kwargs`. */
export function gatheredBy(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  at: Viewpoint,
  definition: Definition,
  of: LocalScope,
): Meaning {
  const found = gathered(expr, of);
  return {
    kind: 'definition',
    definition: new SeenDefinition(scope, definition, at, found, statement, 'constant', null),
  };
}

/** What one call gives for a parameter. */
export function givenBy(
  scope: PythonScope,
  { expr: call, statement: where }: PlacedExpr<CallExpr>,
  at: Viewpoint,
  definition: Definition,
  { of, index }: Pick<Extract<Given, { kind: 'parameter' }>, 'of' | 'index'>,
  method: boolean,
): Meaning {
  const parameter = of.parameters[index];
  const decidedBy = `argument ${parameter?.name ?? ''} of ${of.name}`;
  const given = argumentOf(call, of, index, method);
  if (given !== null)
    return {
      kind: 'definition',
      definition: new SeenDefinition(scope, definition, at, given, where, 'constant', decidedBy),
    };
  if (call.args.some((argument) => argument.keyword === '*' || argument.keyword === '**'))
    return { kind: 'unbound', why: `unpacked into ${of.name}()`, decidedBy };
  const fallback = parameter?.default ?? null;
  return fallback === null
    ? { kind: 'unbound', why: 'given by the caller', decidedBy }
    : defaultOf(scope, at, definition, fallback.expr, decidedBy);
}

export function defaultOf(
  scope: PythonScope,
  at: Viewpoint,
  definition: Definition,
  expr: Expr,
  decidedBy: string,
): Meaning {
  const { statement } = definition;
  return {
    kind: 'definition',
    definition: new SeenDefinition(scope, definition, at, expr, statement, 'default', decidedBy),
  };
}

function isInside(scope: Viewpoint['scope'], around: Viewpoint['scope']): boolean {
  for (let each: Viewpoint['scope'] | null = scope; each !== null; each = each.parent) if (each === around) return true;
  return false;
}

/** What `**kwargs` holds in a call: the keyword arguments that no other parameter takes. */
function gathered(call: CallExpr, of: LocalScope): Expr {
  const named = new Set(of.parameters.filter(({ star }) => star === '').map(({ name }) => name));
  const members = call.args.flatMap(({ keyword, value, span }): Member[] => {
    if (keyword === '**') return [{ kind: 'spread', value, span }];
    if (keyword === null || keyword === '*' || named.has(keyword)) return [];
    const keySpan = { start: span.start, end: span.start + keyword.length };
    return [{ kind: 'entry', key: keyword, keySpan, value, span }];
  });
  return { kind: 'object', members, span: call.span };
}
