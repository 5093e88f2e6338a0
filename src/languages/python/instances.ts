import { asString, known } from '../../model/value';
import type { App } from './app';
import type { LocalScope } from './fragment';
import { CANDIDATE_CALLS } from './fragment';
import type { CallExpr, PlacedExpr } from './meaning';
import { keywordOf, positionalOf } from './meaning';
import { statementsCalling } from './naming';
import type { PlacedStatement, PythonReading } from './reading';
import { PythonScope } from './scope';

/** A construction of a class that declares something: a stage of its own, where there are several. */
export interface Instance {
  readonly body: LocalScope;
  readonly construction: PlacedExpr<CallExpr>;
  readonly name: string;
}

/** The constructions of the classes that hold hosting calls, in their file and in the program that the app starts with. */
export interface Instances {
  /** Of classes that are constructed once, elsewhere. */
  readonly single: readonly Instance[];
  /** Of classes that are constructed several times. */
  readonly several: readonly Instance[];
}

export function instancesOf(reading: PythonReading, app: App | null): Instances {
  const single: Instance[] = [];
  const several: Instance[] = [];
  const scope = new PythonScope(reading, { how: 'absent' }, app);
  if (!scope.usesCdk) return { single, several };
  for (const body of classesWithCalls(scope)) {
    const here = constructionsHere(scope, body);
    const elsewhere = constructionsElsewhere(scope, body);
    const all = [...here, ...elsewhere];
    if (all.length < 2 && here.length > 0) continue;
    const found = all.length < 2 ? single : several;
    for (const construction of all)
      found.push({ body, construction, name: uniqueName(scope, construction, body.name, several) });
  }
  return { single, several };
}

/** The class around a place, of those at the top of a file. */
export function classAround(scope: PythonScope, statement: PlacedStatement, inner: LocalScope): LocalScope | null {
  return statement.memberOf === null && inner.kind === 'module' ? null : scope.names.classAround(statement, inner);
}

function classesWithCalls(scope: PythonScope): Set<LocalScope> {
  const found = new Set<LocalScope>();
  for (const statement of statementsCalling(scope.reading, CANDIDATE_CALLS))
    for (const call of statement.read.fragment.calls) {
      const around = classAround(scope, statement, call.scope);
      if (around !== null) found.add(around);
    }
  return found;
}

/** Where the module constructs a class of its own. */
function constructionsHere({ names }: PythonScope, { name }: LocalScope): PlacedExpr<CallExpr>[] {
  return (names.table(name).get('module')?.references ?? []).flatMap(({ statement, written }) => {
    const expr = written.called?.expr;
    return expr?.kind === 'call' ? [{ expr, statement }] : [];
  });
}

/** Where the program that the app starts with constructs a class that it imports, under whatever name. */
function constructionsElsewhere(scope: PythonScope, body: LocalScope): PlacedExpr<CallExpr>[] {
  const entry = scope.app?.entry() ?? null;
  if (entry === null) return [];
  const { meanings } = scope.scopeOf(entry);
  const found = new Map<CallExpr, PlacedExpr<CallExpr>>();
  for (const statement of entry.statements)
    for (const [name, { references }] of statement.read.fragment.names)
      for (const { called } of /^\.?[A-Z]/.test(name) ? references : []) {
        const expr = called?.expr;
        if (expr?.kind !== 'call') continue;
        const things = meanings.of({ expr: expr.callee, statement });
        if (things.some((thing) => thing.kind === 'class' && thing.body === body)) found.set(expr, { expr, statement });
      }
  return [...found.values()];
}

function uniqueName(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  className: string,
  others: readonly Instance[],
): string {
  const id = positionalOf(expr, 1) ?? keywordOf(expr, 'id') ?? keywordOf(expr, 'construct_id');
  const base = (id === null ? undefined : known(asString(scope.value({ expr: id, statement })))) ?? className;
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}
