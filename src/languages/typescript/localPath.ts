import type { Expr } from '../../model/expression';
import { pathFrom } from '../../model/folder';
import { asString, known } from '../../model/value';
import { folderOf } from '../cdk/cdkJson';
import { pathOf } from './paths';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { expressionBehind } from './behind';

const DEEPEST = 8;

/**
 * The place in the workspace that a path of a program means, or null. A relative one counts from where the app is run: the
 * folder of its `cdk.json`.
 */
export function localPath(scope: TypeScriptScope, placed: PlacedExpr): string | null {
  const steps = stepsOf(scope, placed, 0);
  if (steps === null) return null;
  const folder = steps.from ?? scope.app?.folder() ?? '';
  return /^[/~]|^[a-z]+:/i.test(steps.path) && steps.from === null ? null : pathFrom(folder, steps.path);
}

/** A path as it is put together; `from` is the folder of the file where it begins with `__dirname`. */
interface Steps {
  readonly from: string | null;
  readonly path: string;
}

function stepsOf(scope: TypeScriptScope, placed: PlacedExpr, depth: number): Steps | null {
  const { expr, chunk } = expressionBehind(scope, placed);
  if (depth > DEEPEST) return null;
  if (expr.kind === 'name' && expr.name === '__dirname') return { from: folderOf(chunk.file), path: '' };
  const all = (exprs: readonly Expr[], glue: string): Steps | null =>
    together(
      exprs.map((each) => stepsOf(scope, { expr: each, chunk }, depth + 1)),
      glue,
    );
  if (expr.kind === 'concat') return all(expr.parts, '');
  if (expr.kind === 'call') {
    const args = expr.args.map(({ value }) => value);
    if (expr.callee.kind === 'name' && expr.callee.name === '+') return all(args, '');
    const called = pathOf(scope, { expr: expr.callee, chunk });
    const isPath = called !== null && /^(?:node:)?path$/.test(called.module) && /^(?:join|resolve)$/.test(called.name);
    return isPath ? all(args, '/') : null;
  }
  const text = known(asString(scope.value({ expr, chunk })));
  return text === undefined ? null : { from: null, path: text };
}

/** Null where a part isn't known, or begins again at a place of its own. */
function together(parts: readonly (Steps | null)[], glue: string): Steps | null {
  const known = parts.filter((part) => part !== null);
  const [first, ...others] = known;
  if (first === undefined || known.length < parts.length) return null;
  if (others.some(({ from, path }) => from !== null || (glue !== '' && path.startsWith('/')))) return null;
  return { from: first.from, path: known.map(({ path }) => path).join(glue) };
}
