import type { Expr } from '../../model/expression';
import type { Observation } from '../../model/resource';
import type { HostingCall } from './hosting';
import type { PythonScope } from './scope';
import { placeOf } from './made';
import { type PlacedExpr, viewpoint } from './placed';

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
  // A request in a loop is to another endpoint each time: what carries on its answer can't be told by its place.
  const byPlace = new Map(
    made.flatMap(({ call, invocation }) => (call.round === null ? [[placeOf(call.placed), askedOf(invocation)]] : [])),
  );
  return made.map(({ call, invocation }) => {
    const asked = askedOf(invocation);
    if (made.length < 2 || asked === null) return invocation;
    const from = new Set<string>();
    const { expr, statement } = call.placed;
    for (const argument of expr.args)
      if (!ADDRESS.has(argument.keyword ?? '')) follow(scope, { expr: argument.value, statement }, byPlace, from, 0);
    from.delete(asked);
    const [only] = from;
    return only === undefined || from.size > 1 ? invocation : { ...invocation, inputFrom: only };
  });
}

/** The endpoint that is asked: its id, or its name where another file makes it. */
function askedOf({ resource, endpointName }: Invocation): string | null {
  return resource ?? endpointName ?? null;
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
  const endpoint = expr.kind === 'call' ? byPlace.get(placeOf(placed)) : undefined;
  if (endpoint !== undefined && endpoint !== null) {
    from.add(endpoint);
    return;
  }
  if (expr.kind !== 'name') {
    for (const part of partsOf(expr)) follow(scope, { expr: part, statement }, byPlace, from, depth + 1);
    return;
  }
  const resolution = scope.names.resolve(expr.name, viewpoint(expr.name, statement, expr.span));
  if (resolution.kind !== 'definition' || resolution.definition.written.given.kind !== 'value') return;
  const { given } = resolution.definition.written;
  follow(scope, { expr: given.value.expr, statement: resolution.definition.statement }, byPlace, from, depth + 1);
}

/** The expressions that an expression is made of. */
function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'call':
      return [expr.callee, ...expr.args.map((argument) => argument.value)];
    case 'attribute':
    case 'index':
      return [expr.base];
    case 'list':
      return expr.items;
    case 'object':
      return expr.members.map((member) => member.value);
    case 'concat':
      return expr.parts;
    case 'choice':
      return [expr.then, expr.otherwise];
    case 'name':
    case 'literal':
    case 'nothing':
    case 'opaque':
      return [];
  }
}
