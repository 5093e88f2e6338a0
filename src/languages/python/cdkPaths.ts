import type { ConstructClass } from '../cdk/constructs';
import type { Path } from '../cdk/libraries';
import { GENERATIVE_AI, libraryOf, SOLUTIONS, withoutNamespace } from '../cdk/libraries';

import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';

/** Packages of the CDK and of libraries for it. */
export const CDK_PACKAGE = /^(?:aws_cdk|monocdk|cdklabs|aws_solutions_constructs)\b/;

/** What is imported, under the names that it has in TypeScript; null for what is not of the CDK. */
export function cdkPath(path: string): Path | null {
  if (!CDK_PACKAGE.test(path)) return null;
  const library = /^cdklabs\.generative_ai_cdk_constructs(?:\.(.*))?$/.exec(path);
  if (library !== null) return withoutNamespace({ module: GENERATIVE_AI, name: library[1] ?? '*' });
  const solution = /^aws_solutions_constructs\.aws_lambda_sagemakerendpoint(?:\.(.*))?$/.exec(path);
  if (solution !== null) return { module: SOLUTIONS, name: solution[1] ?? '*' };
  const service = /^(?:aws_cdk|monocdk)\.(aws_\w+)(?:\.(.*))?$/.exec(path);
  if (service !== null) {
    const [, name = '', inner = '*'] = service;
    const inTypeScript = name.replaceAll('_', '-');
    const module = inTypeScript.endsWith('-alpha') ? `@aws-cdk/${inTypeScript}` : `aws-cdk-lib/${inTypeScript}`;
    return { module, name: inner };
  }
  return { module: 'aws-cdk-lib', name: path.replace(/^(?:aws_cdk|monocdk)\.(?:core\.)?/, '') };
}

/** The imported thing of the CDK that an expression names, or null. */
export function cdkPathOf(scope: PythonScope, placed: PlacedExpr): Path | null {
  for (const thing of scope.meanings.of(placed)) {
    const path = thing.kind === 'imported' ? cdkPath(thing.path) : null;
    if (path !== null) return path;
  }
  return null;
}

/** The class of constructs that a call makes one of; null where it is none that matters here. */
export function constructClass(scope: PythonScope, { expr, statement }: PlacedExpr<CallExpr>): ConstructClass | null {
  if (!scope.usesCdk) return null;
  const path = cdkPathOf(scope, { expr: expr.callee, statement });
  const library = path === null || path.module === '' ? null : libraryOf(path);
  return path === null || library === null ? null : { className: path.name, library };
}
