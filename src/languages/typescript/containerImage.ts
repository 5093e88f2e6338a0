import { originAt } from '../../model/origin';
import type { Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { join } from '../../model/evaluate';
import type { CallExpr } from './fragment';
import { pathOf } from './paths';
import { literalAt } from '../cdk/properties';
import type { PlacedChunk } from './reading';
import type { TypeScriptScope } from './scope';

/** Where AWS keeps its deep-learning containers in most Regions. */
export const CONTAINERS_ACCOUNT = '763104351884';

/** What `ContainerImage.fromEcrRepository(…)`, `fromDlc(…)` or `fromAsset(…)` makes. */
export function containerImage(
  scope: TypeScriptScope,
  { expr, chunk }: { readonly expr: CallExpr; readonly chunk: PlacedChunk },
): Value | null {
  const path = pathOf(scope, { expr: expr.callee, chunk });
  const method = /(?:^|\.)(?:ContainerImage|DeepLearningContainerImage)\.(from\w+)$/.exec(path?.name ?? '')?.[1];
  if (path === null || method === undefined) return null;
  const here = originAt(chunk, expr.span);
  const argument = (index: number): Value => {
    const given = expr.args[index];
    return given === undefined ? ABSENT : scope.value({ expr: given.value, chunk });
  };
  const text = (value: string): Value => literalAt(value, here);
  const account = (known: Value | null): Value =>
    known ?? { kind: 'unresolved', why: 'known only when it is deployed', decidedBy: 'AWS::AccountId', usedAt: here };
  const region: Value =
    'value' in scope.region ? { kind: 'scalar', ...scope.region, usedAt: here, allowed: null } : account(null);
  const address = (owner: Value, repository: Value, tag: Value): Value =>
    join([owner, text('.dkr.ecr.'), region, text('.amazonaws.com/'), repository, text(':'), tag], here);
  if (method === 'fromDlc') {
    const owner = argument(2);
    return address(owner.kind === 'absent' ? text(CONTAINERS_ACCOUNT) : owner, argument(0), argument(1));
  }
  const unknown: Value = { kind: 'unresolved', why: 'a repository of the account', decidedBy: null, usedAt: here };
  const tag = argument(1);
  return address(account(null), unknown, tag.kind === 'absent' ? text('latest') : tag);
}
