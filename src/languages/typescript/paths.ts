import type { Path } from '../cdk/libraries';
import { withoutNamespace } from '../cdk/libraries';
import type { PlacedExpr, TypeScriptScope } from './scope';

const DEEPEST = 8;

/** The imported thing that an expression stands for, or null. */
export function pathOf(scope: TypeScriptScope, placed: PlacedExpr, depth = 0): Path | null {
  const { expr, chunk } = placed;
  if (depth > DEEPEST) return null;
  if (expr.kind === 'attribute') {
    const base = pathOf(scope, { expr: expr.base, chunk }, depth + 1);
    return base === null ? null : normalised({ module: base.module, name: joined(base.name, expr.name) });
  }
  if (expr.kind !== 'name' || expr.name === 'this') return null;
  const resolution = scope.names.resolve(expr.name, scope.names.viewpoint(chunk, expr.span.start));
  if (resolution.kind === 'none') return resolution.why === 'not defined here' ? { module: '', name: expr.name } : null;
  if (resolution.kind !== 'definition') return null;
  const { given } = resolution.definition.written;
  if (given.kind === 'import') return normalised({ module: given.module, name: given.name });
  if (given.kind !== 'value') return null;
  return pathOf(scope, { expr: given.expr, chunk: resolution.definition.chunk }, depth + 1);
}

function joined(base: string, name: string): string {
  return base === '*' || base === 'default' ? name : `${base}.${name}`;
}

/** `aws_sagemaker.CfnModel` of `aws-cdk-lib`, or CDK's first version: the module has the name of today. */
function normalised({ module, name }: Path): Path {
  const inner = /^(aws_\w+)(?:\.(.*))?$/.exec(name);
  if ((module === 'aws-cdk-lib' || module === 'monocdk') && inner !== null)
    return { module: `aws-cdk-lib/${(inner[1] ?? '').replaceAll('_', '-')}`, name: inner[2] ?? '*' };
  const old = /^(?:@aws-cdk|monocdk)\/(aws-[a-z0-9]+)$/.exec(module);
  return old === null ? withoutNamespace({ module, name }) : { module: `aws-cdk-lib/${old[1] ?? ''}`, name };
}
