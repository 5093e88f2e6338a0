import { ABSENT, asString, known } from '../../model/value';
import type { App } from './app';
import { scopeAround } from './around';
import type { Block, LocalScope } from './fragment';
import { CANDIDATE_CALLS } from './fragment';
import type { Item } from './loopItems';
import { itemsOf, MOST_ROUNDS } from './loopItems';
import { placeOf } from './made';
import type { CallExpr, PlacedExpr } from './meaning';
import { keywordOf, positionalOf } from './meaning';
import { statementsCalling } from './naming';
import type { PythonReading } from './reading';
import type { Loop } from './rounds';
import { Round } from './rounds';
import type { PythonScope } from './scope';

/** A construction of a class. */
export interface Construction {
  readonly body: LocalScope;
  /** The file of the class. */
  readonly reading: PythonReading;
  readonly construction: PlacedExpr<CallExpr>;
  /** The round of the loop that it is made in, where the loop's items are known. */
  readonly turn: Turn | null;
}

/** A construction of a class that declares something: a stage of its own, where there are several. */
export interface Instance extends Made {
  readonly body: LocalScope;
  readonly name: string;
}

interface Made extends Construction {
  /** The constructions of the classes that it is made in, the outermost first: of a stage, of a stack. */
  readonly around: readonly Construction[];
}

export interface Turn {
  readonly loop: Loop;
  readonly item: Item;
}

/** The constructions of the classes that hold hosting calls, in their file and in what the program makes that the app starts with. */
export interface Instances {
  /** Of classes that are constructed once, elsewhere. */
  readonly single: readonly Instance[];
  /** Of classes that are constructed several times. */
  readonly several: readonly Instance[];
}

/** More than classes that make each other: a stage, a stack, a construct in it. */
const DEEPEST = 3;

export function instancesOf(reading: PythonReading, app: App | null): Instances {
  const single: Instance[] = [];
  const several: Instance[] = [];
  const scopeOf = (): PythonScope => scopeAround(reading, { how: 'absent' }, app);
  const scope = scopeOf();
  const { file } = reading.source;
  const classes = classesWithCalls(scope);
  const below = new Descent(scope, scopeOf, classes).made;
  for (const body of classes) {
    const here = constructionsHere(scope, body);
    const chains = below.filter((each) => each.body === body);
    const places = new Set(chains.map(({ construction }) => placeOf(construction)));
    const others = [...here, ...constructionsElsewhere(scope, body)];
    const all = [...others.filter(({ construction }) => !places.has(placeOf(construction))), ...chains];
    // What one place of the file itself gives is found by who calls what.
    const isOwn = all.every(({ around }) => around.every(({ construction }) => construction.statement.file === file));
    if (all.length < 2 && here.length > 0 && isOwn) continue;
    const found = all.length < 2 ? single : several;
    for (const made of all) found.push({ ...made, name: uniqueName(made, scopeOf, several) });
  }
  return { single, several };
}

/** The scope of a unit as it is in what classes around it have been given. */
export function standIn(scope: PythonScope, constructions: readonly Construction[]): PythonScope {
  const entry = scope.app?.entry() ?? null;
  if (entry !== null) scope.scopeOf(entry);
  for (const { body, reading, construction, turn } of constructions) {
    scope.scopeFollowed(reading).instances.set(body, construction);
    const own = scope.at(construction.statement);
    if (turn !== null) own.stayIn(new Round(own.standing, own, turn.loop, turn.item));
  }
  return scope;
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
function constructionsHere(scope: PythonScope, body: LocalScope): Made[] {
  const { references = [] } = scope.names.table(body.name).get('module') ?? {};
  return references.flatMap(({ statement, written }) => {
    const expr = written.called?.expr;
    if (expr?.kind !== 'call') return [];
    const { reading } = scope;
    return turnsOf(scope, { expr, statement }, written.block).map((each) => ({ ...each, body, reading, around: [] }));
  });
}

/** Where the program that the app starts with constructs a class that it imports, under whatever name. */
function constructionsElsewhere(scope: PythonScope, body: LocalScope): Made[] {
  const entry = scope.app?.entry() ?? null;
  if (entry === null) return [];
  const own = scope.scopeOf(entry);
  const { reading } = scope;
  return constructionsIn(own)
    .filter((each) => each.body === body)
    .flatMap(({ construction, block }) =>
      turnsOf(own, construction, block).map((each) => ({ ...each, body, reading, around: [] })),
    );
}

/** A construction of a class of the code, as it is written. */
interface Written {
  readonly body: LocalScope;
  readonly reading: PythonReading;
  readonly construction: PlacedExpr<CallExpr>;
  readonly block: Block | null;
  /** The class that makes it. */
  readonly maker: LocalScope | null;
}

/** The constructions of classes of the code in a file. */
function constructionsIn(scope: PythonScope): Written[] {
  const found = new Map<CallExpr, Written>();
  for (const statement of scope.reading.statements)
    for (const [name, { references }] of statement.read.fragment.names)
      for (const { called, block, scope: inner } of /^\.?[A-Z]/.test(name) ? references : []) {
        const expr = called?.expr;
        if (expr?.kind !== 'call') continue;
        const thing = scope.meanings.of({ expr: expr.callee, statement }).find(({ kind }) => kind === 'class');
        if (thing?.kind !== 'class') continue;
        const { reading } = scope.at(thing.statement);
        const maker = scope.names.classAround(statement, inner);
        found.set(expr, { body: thing.body, reading, construction: { expr, statement }, block, maker });
      }
  return [...found.values()];
}

/** From the program that the app starts with, which may be the unit, down to the classes of a unit, through those that make them. */
class Descent {
  readonly made: Made[] = [];
  private readonly known = new Map<PythonReading, readonly Written[]>();

  constructor(
    private readonly scope: PythonScope,
    private readonly scopeOf: () => PythonScope,
    private readonly wanted: ReadonlySet<LocalScope>,
  ) {
    if (wanted.size > 0) this.descend(scope.app?.entry() ?? scope.reading, null, []);
  }

  private descend(reading: PythonReading, maker: LocalScope | null, around: readonly Construction[]): void {
    for (const each of this.constructionsOf(reading)) {
      if (each.maker !== maker || around.some(({ body }) => body === each.body)) continue;
      for (const turn of this.turnsOf(each, around)) {
        if (this.made.length >= MOST_ROUNDS) return;
        const { body, reading: home } = each;
        if (this.wanted.has(body)) this.made.push({ ...turn, body, reading: home, around });
        if (around.length < DEEPEST) this.descend(home, body, [...around, { ...turn, body, reading: home }]);
      }
    }
  }

  private constructionsOf(reading: PythonReading): readonly Written[] {
    const known = this.known.get(reading) ?? constructionsIn(this.scope.scopeFollowed(reading));
    this.known.set(reading, known);
    return known;
  }

  /** A loop may go over what the class around it has been given. */
  private turnsOf({ construction, block }: Written, around: readonly Construction[]): readonly Once[] {
    if (block === null) return [{ construction, turn: null }];
    const scope = standIn(this.scopeOf(), around);
    return turnsOf(scope.at(construction.statement), construction, block);
  }
}

type Once = Pick<Construction, 'construction' | 'turn'>;

/** A construction in a loop over what is known is one for each round. */
function turnsOf(scope: PythonScope, construction: PlacedExpr<CallExpr>, block: Block | null): Once[] {
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

/** The names of a construction and of those around it: `Prod/Endpoint`. */
function uniqueName(made: Made, scopeOf: () => PythonScope, others: readonly Instance[]): string {
  const { around } = made;
  const path = [...around, made].map(
    (each, index) => idOf(standIn(scopeOf(), around.slice(0, index)), each) ?? each.body.name,
  );
  const base = path.join('/');
  let name = base;
  for (let count = 2; others.some((each) => each.name === name); count++) name = `${base} (${count})`;
  return name;
}

function idOf(scope: PythonScope, { construction: { expr, statement }, turn }: Construction): string | null {
  const id = positionalOf(expr, 1) ?? keywordOf(expr, 'id') ?? keywordOf(expr, 'construct_id');
  const own = scope.at(statement);
  const round = turn === null ? null : new Round(own.standing, own, turn.loop, turn.item);
  const value = id === null ? ABSENT : own.within(round, () => own.value({ expr: id, statement }));
  return known(asString(value)) ?? null;
}
