import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import type { Path } from '../cdk/libraries';
import { listAt, literalAt, objectOf } from '../cdk/properties';
import { eventTarget, taskResource } from '../cdk/targets';
import { plainJson } from '../program/plainJson';
import { argumentsOf, entryOf } from './callArguments';
import { withCamelNames } from './cdkNames';
import { cdkPathOf } from './cdkPaths';
import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';
import { positionalOf } from './calls';

/** What a target of a rule, or a step of a state machine, starts; null for any other call. */
export function startedBy(scope: PythonScope, path: Path, placed: PlacedExpr<CallExpr>, here: Origin): Value | null {
  return (
    eventTarget(path, () => targetArguments(scope, path, placed, here), here) ??
    taskResource(path, () => taskArguments(scope, placed, here), here)
  );
}

/** Targets whose arguments are all properties. */
const ALL_NAMED: ReadonlySet<string> = new Set(['AwsApi', 'Universal']);

function targetArguments(scope: PythonScope, { name }: Path, placed: PlacedExpr<CallExpr>, here: Origin): Value[] {
  if (ALL_NAMED.has(name)) return [named(scope, placed, here)];
  const { expr, statement } = placed;
  // What is started comes first, by position or by its name.
  const first = positionalOf(expr, 0) ?? expr.args.find(({ keyword }) => keyword?.startsWith('*') !== true)?.value;
  return first === undefined ? [] : [scope.value({ expr: first, statement })];
}

/** `tasks.CallAwsService(self, "Fit", service="sagemaker", …)` */
function taskArguments(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value[] {
  const { expr, statement } = placed;
  const [parent, id] = [positionalOf(expr, 0), positionalOf(expr, 1)];
  const given = [parent, id].flatMap((each) => (each === null ? [] : [scope.value({ expr: each, statement })]));
  return given.length < 2 ? given : [...given, named(scope, placed, here)];
}

function named(scope: PythonScope, placed: PlacedExpr<CallExpr>, here: Origin): Value {
  const { given, open } = argumentsOf(scope, placed);
  return withCamelNames(
    objectOf(
      [...given.values()].map((each) => entryOf(each.name, each)),
      here,
      open,
    ),
  );
}

/** `json.dumps({…})` of what is all known, as the definition of a pipeline is written. */
export function jsonText(scope: PythonScope, { expr, statement }: PlacedExpr<CallExpr>, here: Origin): Value | null {
  const first = positionalOf(expr, 0);
  const isJson = scope.meanings
    .of({ expr: expr.callee, statement })
    .some((thing) => thing.kind === 'imported' && thing.path === 'json.dumps');
  const plain = isJson && first !== null ? plainJson(scope.value({ expr: first, statement })) : undefined;
  return typeof plain === 'object' ? literalAt(JSON.stringify(plain), here) : null;
}

/** What the steps of a state machine call: `DefinitionBody.from_chainable(…)`, `Chain.start(…)`, `first.next(second)`. */
export function stepsOf(scope: PythonScope, { expr, statement }: PlacedExpr<CallExpr>, here: Origin): Value | null {
  const { callee } = expr;
  const first = positionalOf(expr, 0);
  if (callee.kind !== 'attribute' || first === null) return null;
  const given = (): Value => scope.value({ expr: first, statement });
  if (/^(?:from_chainable|from_string|start)$/.test(callee.name)) {
    const path = cdkPathOf(scope, { expr: callee, statement });
    return /^(?:DefinitionBody\.from_(?:chainable|string)|Chain\.start)$/.test(path?.name ?? '') ? given() : null;
  }
  if (callee.name !== 'next') return null;
  const steps = [scope.value({ expr: callee.base, statement }), given()].filter((each) => each.kind !== 'unresolved');
  return steps.length === 0 ? null : { ...listAt(steps, here), open: true };
}
