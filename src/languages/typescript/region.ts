import type { Value } from '../../model/value';
import type { CallExpr } from './fragment';
import type { HostingCall } from './hosting';
import { isClient } from './hosting';
import { pathOf } from './paths';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { propertyOf, regionOfStack } from './stackRegion';
import { constructionBehind } from './behind';

/** The Region that a call's client, or a construct's stack, is given; null where the code names none. */
export function regionOfCall(scope: TypeScriptScope, call: HostingCall): Value | null {
  if (call.of.kind === 'operation') return regionOfClient(scope, call.of);
  return call.of.kind === 'construct' ? regionOfStack(scope, call.placed) : null;
}

function regionOfClient(
  scope: TypeScriptScope,
  { client, service }: Extract<HostingCall['of'], { kind: 'operation' }>,
): Value | null {
  const construction = client === null ? null : constructionBehind(scope, client);
  if (construction !== null) return propertyOf(scope, construction, 0, ['region']);
  const [only, ...others] = clientsOf(scope, service);
  return only === undefined || others.length > 0 ? null : propertyOf(scope, only, 0, ['region']);
}

/** The clients of a service that the file makes. */
function clientsOf(scope: TypeScriptScope, service: string): PlacedExpr<CallExpr>[] {
  const found: PlacedExpr<CallExpr>[] = [];
  for (const chunk of scope.reading.chunks)
    for (const [name, uses] of chunk.read.fragment.references) {
      if (!/Client$|SageMaker|AutoScaling|CloudWatch/.test(name)) continue;
      for (const { called } of uses) {
        const path = called === null ? null : pathOf(scope, { expr: called.callee, chunk });
        if (called !== null && path !== null && isClient(path, service)) found.push({ expr: called, chunk });
      }
    }
  return found;
}
