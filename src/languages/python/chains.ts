import type { Expr } from '../../model/expression';
import type { Observation } from '../../model/resource';
import type { HostingCall } from './hosting';
import type { PlacedExpr } from './meaning';
import { viewpoint } from './meaning';
import type { PythonScope } from './scope';
import { placeOf } from './scope';

type Invocation = Extract<Observation, { kind: 'invocation' }>;

/** How many steps an answer is followed from the endpoint that gave it. */
const DEEPEST = 8;

/** Arguments of a request that say where it goes, not what it holds. */
const ADDRESS: ReadonlySet<string> = new Set([
  'EndpointName',
  'endpoint_name',
  'ContentType',
  'Accept',
  'initial_args',
]);

/** Invocations with the endpoint whose answer they carry on, as far as names and calls lead there. */
export function chained(
  scope: PythonScope,
  made: readonly { readonly call: HostingCall; readonly invocation: Invocation }[],
): Invocation[] {
  const byPlace = new Map(made.map(({ call, invocation }) => [placeOf(call.placed), invocation.resource]));
  return made.map(({ call, invocation }) => {
    if (made.length < 2 || invocation.resource === null) return invocation;
    const from = new Set<string>();
    const { expr, statement } = call.placed;
    for (const argument of expr.args)
      if (!ADDRESS.has(argument.keyword ?? '')) follow(scope, { expr: argument.value, statement }, byPlace, from, 0);
    from.delete(invocation.resource);
    const [only] = from;
    return only === undefined || from.size > 1 ? invocation : { ...invocation, inputFrom: only };
  });
}

function follow(
  scope: PythonScope,
  placed: PlacedExpr,
  byPlace: ReadonlyMap<string, string | null>,
  from: Set<string>,
  depth: number,
): void {
  if (depth > DEEPEST) return;
  const { expr, statement } = placed;
  const into = (each: Expr): void => follow(scope, { expr: each, statement }, byPlace, from, depth + 1);
  switch (expr.kind) {
    case 'call': {
      const endpoint = byPlace.get(placeOf(placed));
      if (endpoint !== undefined && endpoint !== null) {
        from.add(endpoint);
        return;
      }
      into(expr.callee);
      for (const argument of expr.args) into(argument.value);
      return;
    }
    case 'name': {
      const resolution = scope.names.resolve(expr.name, viewpoint(expr.name, statement, expr.span));
      if (resolution.kind !== 'definition' || resolution.definition.written.given.kind !== 'value') return;
      const { given } = resolution.definition.written;
      follow(scope, { expr: given.value.expr, statement: resolution.definition.statement }, byPlace, from, depth + 1);
      return;
    }
    case 'attribute':
    case 'index':
      into(expr.base);
      return;
    case 'list':
      expr.items.forEach(into);
      return;
    case 'object':
      for (const member of expr.members) into(member.value);
      return;
    case 'concat':
      expr.parts.forEach(into);
      return;
    case 'choice':
      into(expr.then);
      into(expr.otherwise);
      return;
    case 'literal':
    case 'nothing':
    case 'opaque':
      return;
  }
}
