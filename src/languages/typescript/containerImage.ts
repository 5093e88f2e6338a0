import { originAt } from '../../model/origin';
import type { Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import type { CallExpr } from './fragment';
import { pathOf } from './paths';
import { deepLearningImage, ownImage } from '../cdk/image';
import type { PlacedChunk } from './reading';
import type { TypeScriptScope } from './scope';

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
  if (method !== 'fromDlc') return ownImage(scope.region, argument(1), here);
  return deepLearningImage(scope.region, { repository: argument(0), tag: argument(1), account: argument(2) }, here);
}
