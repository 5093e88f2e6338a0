import { ABSENT, asString, known } from '../../model/value';
import type { App } from './app';
import { scopeAround } from './around';
import type { Block, LocalScope } from './fragment';
import { CANDIDATE_CALLS } from './fragment';
import type { Item } from './loopItems';
import { itemsOf, MOST_ROUNDS } from './loopItems';
import type { CallExpr, PlacedExpr } from './meaning';
import { keywordOf, positionalOf } from './meaning';
import { statementsCalling } from './naming';
import type { PythonReading } from './reading';
import type { Loop } from './rounds';
import { Round } from './rounds';
import type { PythonScope } from './scope';

/** A construction of a class that declares something: a stage of its own, where there are several. */
export interface Instance extends Made {
  readonly body: LocalScope;
  readonly name: string;
}

interface Made {
  readonly construction: PlacedExpr<CallExpr>;
  /** The round of the loop that it is made in, where the loop's items are known. */
  readonly turn: Turn | null;
}

export interface Turn {
  readonly loop: Loop;
  readonly item: Item;
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
  const scope = scopeAround(reading, { how: 'absent' }, app);
  for (const body of classesWithCalls(scope)) {
    const here = constructionsHere(scope, body);
    const elsewhere = constructionsElsewhere(scope, body);
    const all = [...here, ...elsewhere];
    if (all.length < 2 && here.length > 0) continue;
    const found = all.length < 2 ? single : several;
    for (const made of all) found.push({ ...made, body, name: uniqueName(scope, made, body.name, several) });
  }
  return { single, several };
}

function classesWithCalls(scope: PythonScope): Set<LocalScope> {
  const found = new Set<LocalScope>();
  for (const statement of statementsCalling(scope.reading, CANDIDATE_CALLS))
    for (const call of statement.read.fragment.calls) {
      const around = scope.names.classAround(statement, call.scope);
      if (around !== null) found.add(around);
    }
  return found;
}

/** Where the module constructs a class of its own. */
function constructionsHere(scope: PythonScope, { name }: LocalScope): Made[] {
  const { references = [] } = scope.names.table(name).get('module') ?? {};
  return references.flatMap(({ statement, written }) => {
    const expr = written.called?.expr;
    return expr?.kind === 'call' ? turnsOf(scope, { expr, statement }, written.block) : [];
  });
}

/** Where the program that the app starts with constructs a class that it imports, under whatever name. */
function constructionsElsewhere(scope: PythonScope, body: LocalScope): Made[] {
  const entry = scope.app?.entry() ?? null;
  if (entry === null) return [];
  const own = scope.scopeOf(entry);
  const found = new Map<CallExpr, Made[]>();
  for (const statement of entry.statements)
    for (const [name, { references }] of statement.read.fragment.names)
      for (const { called, block } of /^\.?[A-Z]/.test(name) ? references : []) {
        const expr = called?.expr;
        if (expr?.kind !== 'call') continue;
        const things = own.meanings.of({ expr: expr.callee, statement });
        if (things.some((thing) => thing.kind === 'class' && thing.body === body))
          found.set(expr, turnsOf(own, { expr, statement }, block));
      }
  return [...found.values()].flat();
}

/** A construction in a loop over what is known is one for each round. */
function turnsOf(scope: PythonScope, construction: PlacedExpr<CallExpr>, block: Block | null): Made[] {
  const { statement } = construction;
  const loops: Loop[] = [];
  for (let each = block; each !== null; each = each.branching.block) {
    const { kind, over, start, breaks } = each.branching;
    if (kind !== 'loop') continue;
    if (over === null || breaks) return [{ construction, turn: null }];
    loops.push({ over, statement, start, end: each.end });
  }
  const [loop, ...others] = loops;
  const items = loop === undefined ? null : itemsOf(scope, { expr: loop.over.expr, statement });
  if (loop === undefined || others.length > 0 || items === null || items.length === 0 || items.length > MOST_ROUNDS)
    return [{ construction, turn: null }];
  return items.map((item) => ({ construction, turn: { loop, item } }));
}

function uniqueName(
  scope: PythonScope,
  { construction: { expr, statement }, turn }: Made,
  className: string,
  others: readonly Instance[],
): string {
  const id = positionalOf(expr, 1) ?? keywordOf(expr, 'id') ?? keywordOf(expr, 'construct_id');
  const own = scope.at(statement);
  const round = turn === null ? null : new Round(null, own, turn.loop, turn.item);
  const value = id === null ? ABSENT : own.within(round, () => own.value({ expr: id, statement }));
  const base = known(asString(value)) ?? className;
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}
