import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import type { CallExpr } from './fragment';
import { pathOf } from './paths';
import { durationInDays } from '../cdk/lifecycleRules';
import { literalAt } from '../cdk/properties';
import { cronText, rateText } from '../cdk/schedule';
import type { PlacedExpr, TypeScriptScope } from './scope';

/** `Schedule.rate(Duration.hours(1))`, `Schedule.cron({…})`, `Schedule.expression('…')` … as EventBridge writes it. */
export function scheduleExpression(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  here: Origin,
): Value | null {
  const path = pathOf(scope, { expr: expr.callee, chunk });
  const method = path === null ? undefined : /(?:^|\.)Schedule(?:Expression)?\.(\w+)$/.exec(path.name)?.[1];
  const given = expr.args[0]?.value;
  if (method === undefined || given === undefined) return null;
  switch (method) {
    case 'expression':
      return scope.value({ expr: given, chunk });
    case 'rate': {
      const rate = rateOf(given);
      return rate === null ? null : literalAt(`rate(${rate})`, here);
    }
    case 'cron': {
      const fields = scope.value({ expr: given, chunk });
      return fields.kind === 'object' ? literalAt(cronText(fields), here) : null;
    }
    case 'at':
      // Once, whenever that is.
      return literalAt('at()', here);
    default:
      return null;
  }
}

/** `Duration.hours(6)` → `6 hours` */
function rateOf(expr: Expr): string | null {
  if (expr.kind !== 'call' || expr.callee.kind !== 'attribute') return null;
  const count = expr.args[0]?.value;
  return count?.kind === 'literal' ? rateText(expr.callee.name, count.value) : null;
}

/** `Duration.days(14)` */
export function durationOf(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<CallExpr>, here: Origin): Value | null {
  if (expr.callee.kind !== 'attribute' || expr.callee.name !== 'days') return null;
  const path = pathOf(scope, { expr: expr.callee, chunk });
  const given = expr.args[0]?.value;
  if (path?.name !== 'Duration.days' || !/^(?:aws-cdk-lib$|@aws-cdk\/core$|monocdk$)/.test(path.module)) return null;
  if (given === undefined) return null;
  return durationInDays(scope.value({ expr: given, chunk }), here);
}
