import type { Origin } from '../../model/origin';
import type { Entry, Value } from '../../model/value';
import type { HostingCall } from './hosting';
import type { SdkObject } from './meaning';

import type { PythonScope } from './scope';
import { literalEntry } from './sdkModels';
import { expressionBehind } from './behind';
import type { PlacedExpr } from './placed';
import { keywordOf } from './calls';

/** Local mode: the SDK runs the container on the author's machine, and AWS hosts nothing. */

const LOCAL_TYPE = /^local(?:_\w+)?$/;
const LOCAL_SESSION = /^Local\w*Session$/;
/** Modes of a ModelBuilder. */
const LOCAL_BUILD: ReadonlySet<string> = new Set(['IN_PROCESS', 'LOCAL_CONTAINER']);

/** An instance type without the ways on which it is local: where one of those is taken, nothing is deployed. */
export function withoutLocal(value: Value): Value {
  if (value.kind !== 'oneOf') return value;
  const branches = value.branches.map(withoutLocal);
  const hosted = branches.filter((branch) => !isLocal(branch));
  const [only] = hosted;
  if (only === undefined) return branches[0] ?? value;
  return hosted.length === 1 ? only : { ...value, branches: hosted };
}

function isLocal(value: Value): boolean {
  return value.kind === 'scalar' && LOCAL_TYPE.test(String(value.value));
}

/** The type of what a local session or a local mode runs, whatever type the call names; null for all others. */
export function localType(
  scope: PythonScope,
  { placed, header }: Pick<HostingCall, 'placed' | 'header'>,
  objects: readonly SdkObject[],
): Entry | null {
  if (objects.length === 0) return null;
  const mode = keywordOf(placed.expr, 'mode');
  const local =
    mode === null
      ? objects.every((object) => isOfLocalSession(scope, object) || isBuiltLocally(scope, object))
      : isLocalBuild(scope, { expr: mode, statement: placed.statement });
  return local ? localEntry(header) : null;
}

function localEntry(at: Origin): Entry {
  return literalEntry('InstanceType', 'local', at);
}

function isOfLocalSession(scope: PythonScope, object: SdkObject): boolean {
  for (let each: SdkObject | null = object; each !== null; each = each.source) {
    const given = each.made === null ? null : keywordOf(each.made.expr, 'sagemaker_session');
    if (given === null || each.made === null) continue;
    const sessions = scope.meanings.objects({ expr: given, statement: each.made.statement });
    return sessions.length > 0 && sessions.every((session) => LOCAL_SESSION.test(session.className));
  }
  return false;
}

/** The mode that `build` gives counts before that of the constructor. */
function isBuiltLocally(scope: PythonScope, object: SdkObject): boolean {
  for (let each: SdkObject | null = object; each !== null; each = each.source) {
    const mode = each.made === null ? null : keywordOf(each.made.expr, 'mode');
    if (mode !== null && each.made !== null) return isLocalBuild(scope, { expr: mode, statement: each.made.statement });
  }
  return false;
}

function isLocalBuild(scope: PythonScope, placed: PlacedExpr): boolean {
  const { expr } = expressionBehind(scope, placed);
  return expr.kind === 'attribute' && LOCAL_BUILD.has(expr.name);
}
