import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { listAt } from '../cdk/properties';
import type { CallExpr } from './fragment';
import { pathOf } from './paths';
import type { PlacedExpr, TypeScriptScope } from './scope';

/** What the steps of a state machine call: `DefinitionBody.fromChainable(…)`, `Chain.start(…)`, `first.next(second)`. */
export function stepsOf(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<CallExpr>, here: Origin): Value | null {
  const { callee, args } = expr;
  const [first] = args;
  if (callee.kind !== 'attribute' || first === undefined) return null;
  const path = pathOf(scope, { expr: callee, chunk });
  const given = (): Value => scope.value({ expr: first.value, chunk });
  if (/^(?:DefinitionBody\.from(?:Chainable|String)|Chain\.start)$/.test(path?.name ?? '')) return given();
  if (callee.name !== 'next') return null;
  const steps = [scope.value({ expr: callee.base, chunk }), given()].filter((each) => each.kind !== 'unresolved');
  return steps.length === 0 ? null : { ...listAt(steps, here), open: true };
}
