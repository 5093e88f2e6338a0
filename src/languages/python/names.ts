import { append } from '../../model/append';
import { originAt, type Origin } from '../../model/origin';
import type { Block, Branching, LocalScope, Mutation, NameUses, Reference, WrittenDefinition } from './fragment';
import { ANY } from './fragment';
import { isApart, isInside, isWithin, outermostForeign } from './blocks';
import { statementsNaming, statementsWithWord, statementsWriting } from './naming';
import { hasErrors } from './parse';
import { NameTable, type Definition, type InPlace, type Owner } from './nameTable';
import type { PlacedStatement, PythonReading } from './reading';

export type { Definition, InPlace, NameTable, Owner } from './nameTable';

/** What gives a name of one scope its meaning. */
type Defined = Pick<NameTable, 'name'> & { readonly definitions: readonly Definition[] };

/** Which definition a name has at a use. */
export type Resolution =
  | { readonly kind: 'definition'; readonly definition: Definition }
  /** One of several ways was taken; every arm of the statement has its resolution. */
  | {
      readonly kind: 'branches';
      readonly branching: Branching;
      readonly statement: PlacedStatement;
      readonly arms: readonly Resolution[];
      /** The number of each way in the statement; -1 where none is taken. */
      readonly ways: readonly number[];
    }
  | { readonly kind: 'none'; readonly why: string };

/** A place in the code from where a name is looked up. */
export interface Viewpoint {
  readonly statement: PlacedStatement;
  readonly scope: LocalScope;
  readonly block: Block | null;
  /** In the statement. */
  readonly start: number;
}

const MOST_NESTED = 5;
const DEEPEST_CALLS = 4;
const UNDEFINED = 'not defined above';

/** The names of a unit. Made afresh for each linking; everything is worked out when it is asked for. */
export class Names {
  private readonly tables = new Map<string, Map<Owner, NameTable>>();
  private readonly read = new Map<string, ReadonlyMap<Owner, readonly InPlace<Reference>[]>>();
  private readonly classes = new Map<PlacedStatement, LocalScope | null>();
  constructor(private readonly reading: PythonReading) {}

  /** What is written about a name, by scope. */
  table(name: string): ReadonlyMap<Owner, NameTable> {
    const tables = this.tablesOf(name);
    for (const owner of this.readBy(name).keys()) this.tableIn(tables, name, owner);
    return tables;
  }

  /** The same for the scopes that give the name a meaning or change what it stands for. */
  written(name: string): ReadonlyMap<Owner, NameTable> {
    return this.tablesOf(name);
  }

  private tablesOf(name: string): Map<Owner, NameTable> {
    const known = this.tables.get(name);
    if (known !== undefined) return known;
    const tables = new Map<Owner, NameTable>();
    this.tables.set(name, tables);
    for (const statement of statementsWriting(this.reading, name)) {
      const uses = statement.read.fragment.names.get(name);
      if (uses !== undefined) this.add(tables, name, statement, uses);
    }
    for (const each of tables.values()) each.definitions.sort((a, b) => a.position - b.position);
    return tables;
  }

  private add(tables: Map<Owner, NameTable>, name: string, statement: PlacedStatement, uses: NameUses): void {
    const of = (scope: LocalScope): NameTable => this.tableIn(tables, name, this.owner(name, statement, scope));
    for (const written of uses.definitions)
      of(written.scope).definitions.push({ statement, written, position: statement.order + written.from });
    for (const written of uses.mutations)
      of(written.scope).mutations.push({ statement, written, position: statement.order + written.from });
  }

  private tableIn(tables: Map<Owner, NameTable>, name: string, owner: Owner): NameTable {
    let found = tables.get(owner);
    if (found === undefined) tables.set(owner, (found = new NameTable(this, name, owner)));
    return found;
  }

  /** Statements with a name's word in which the parser has found something that is no Python. */
  brokenOnes(name: string): readonly PlacedStatement[] {
    return statementsWithWord(this.reading, name).filter(({ read: { tree } }) => tree === null || hasErrors(tree.tree));
  }

  /** The uses of a name of one scope that only read it. */
  references(name: string, owner: Owner): readonly InPlace<Reference>[] {
    return this.readBy(name).get(owner) ?? [];
  }

  private readBy(name: string): ReadonlyMap<Owner, readonly InPlace<Reference>[]> {
    const known = this.read.get(name);
    if (known !== undefined) return known;
    const found = new Map<Owner, InPlace<Reference>[]>();
    this.read.set(name, found);
    for (const statement of statementsNaming(this.reading, name))
      for (const written of statement.read.fragment.names.get(name)?.references ?? []) {
        const owner = this.owner(name, statement, written.scope);
        append(found, owner, { statement, written, position: statement.order + written.start });
      }
    return found;
  }

  /** The scope that a name belongs to where it is used. */
  owner(name: string, statement: PlacedStatement, scope: LocalScope): Owner {
    if (name.startsWith('self.')) return this.classAround(statement, scope) ?? 'module';
    if (name.startsWith('.')) return 'module';
    let inner = true;
    for (let each: LocalScope | null = scope; each !== null && each.kind !== 'module'; each = each.parent) {
      // The names of a class are not seen from its methods.
      const seen: boolean = each.kind !== 'class' || inner;
      inner &&= each.kind === 'comprehension';
      if (seen && each.bound.has(name) && !each.handedOn.has(name)) return each;
    }
    const level = inner || scope.kind === 'module' ? this.classOf(statement) : null;
    return level !== null && this.classBinds(statement, name) ? level : 'module';
  }

  private classBinds(statement: PlacedStatement, name: string): boolean {
    return statementsWriting(this.reading, name).some(
      (each) =>
        each.memberOf === statement.memberOf &&
        each.read.fragment.names.get(name)?.definitions.some((definition) => definition.scope.kind === 'module') ===
          true,
    );
  }

  /** The class that a place is in. */
  classAround(statement: PlacedStatement, scope: LocalScope): LocalScope | null {
    for (let each: LocalScope | null = scope; each !== null; each = each.parent) if (each.kind === 'class') return each;
    return this.classOf(statement);
  }

  /** The class whose member a statement is. */
  private classOf(statement: PlacedStatement): LocalScope | null {
    const { memberOf } = statement;
    if (memberOf === null) return null;
    const known = this.classes.get(memberOf);
    if (known !== undefined) return known;
    let found: LocalScope | null = null;
    for (const uses of memberOf.read.fragment.names.values())
      for (const { given } of uses.definitions) if (given.kind === 'class') found ??= given.body;
    this.classes.set(memberOf, found);
    return found;
  }

  /** What a class defines under a name: an attribute of `self`, else a name in its body. Null where it doesn't. */
  member(body: LocalScope, name: string): Resolution | null {
    for (const each of [`self.${name}`, name]) {
      const table = this.written(each).get(body);
      if (table === undefined || table.definitions.length === 0) continue;
      return each === name
        ? (sole(table.definitions) ?? this.reach(table, Infinity, null))
        : this.attribute(table, null);
    }
    return null;
  }

  /** The table that holds a definition. */
  tableOf({ statement, written }: Definition): NameTable {
    const owner = this.owner(written.name, statement, written.scope);
    return this.tableIn(this.tablesOf(written.name), written.name, owner);
  }

  /** The changes of a list or dictionary after its definition and before a use; all of them where a function uses it. */
  mutationsBetween(name: string, definition: Definition, at: Viewpoint): readonly InPlace<Mutation>[] {
    const table = this.tableOf(definition);
    if (table.mutations.length === 0) return [];
    const inFlow = this.runsIn(at, table.owner) && !name.startsWith('self.');
    const position = inFlow ? at.statement.order + at.start : Infinity;
    return table.mutations
      .filter((each) => each.position > definition.position && each.position <= position)
      .filter((each) => !isApart(each.written.block, at.block));
  }

  tableAt(name: string, at: Viewpoint): NameTable | undefined {
    return this.written(name).get(this.owner(name, at.statement, at.scope));
  }

  /** Which definition a name has at a place. */
  resolve(name: string, at: Viewpoint): Resolution {
    const table = this.tableAt(name, at);
    if (table === undefined || table.definitions.length === 0) return { kind: 'none', why: this.whyUndefined() };
    if (name.startsWith('self.')) return this.attribute(table, at);
    const owner = this.owner(name, at.statement, at.scope);
    if (this.runsIn(at, owner)) return this.inFlow(table, at);
    return this.fromInner(table, at, 0);
  }

  /** What the module gives a name in the end, for those who import it. */
  inModule(name: string): Resolution {
    const table = this.written(name).get('module');
    if (table === undefined || table.definitions.length === 0) return { kind: 'none', why: UNDEFINED };
    return sole(table.definitions) ?? this.reach(table, Infinity, null);
  }

  /** Whether an attribute of that name is set through anything but `self`. */
  isSetFromOutside(attribute: string): boolean {
    return [attribute, ANY].some((name) => (this.written(`.${name}`).get('module')?.definitions.length ?? 0) > 0);
  }

  /** An attribute of `self`: methods may be called in any order, so several that set it decide nothing. */
  private attribute(table: NameTable, at: Viewpoint | null): Resolution {
    if (this.isSetFromOutside(table.name.slice('self.'.length)))
      return { kind: 'none', why: 'set from outside of its class' };
    if ((this.written(`self.${ANY}`).get(table.owner)?.definitions.length ?? 0) > 0)
      return { kind: 'none', why: 'set under a name that only running decides' };
    const given = table.definitions.filter(({ written }) => !isPlaceholder(written));
    const definitions = given.length > 0 ? given : table.definitions;
    const [first] = definitions;
    if (first !== undefined && definitions.every((each) => isSameFunction(each, first)))
      return sole(definitions) ?? this.reach({ name: table.name, definitions }, Infinity, null);
    const own = definitions.filter((each) => each.statement === at?.statement && each.written.scope === at.scope);
    const found =
      at === null ? null : this.reach({ name: table.name, definitions: own }, at.statement.order + at.start, at.block);
    return found !== null && found.kind !== 'none' ? found : { kind: 'none', why: 'set by several methods' };
  }

  private whyUndefined(): string {
    return this.written('*').size > 0
      ? 'not defined here; it may come from an import of everything'
      : 'not defined here';
  }

  /** Whether a place runs in the flow of the scope itself, not of a function in it. */
  private runsIn(at: Viewpoint, owner: Owner): boolean {
    for (let scope: LocalScope | null = at.scope; scope !== null; scope = scope.parent) {
      if (scope === owner) return true;
      if (scope.kind === 'module')
        return owner === 'module' ? at.statement.memberOf === null || scope === at.scope : true;
      if (scope.kind === 'function') return false;
    }
    return true;
  }

  /** The nearest definition before a place in the same scope. */
  private inFlow(table: NameTable, at: Viewpoint): Resolution {
    const position = at.statement.order + at.start;
    const found = this.reach(table, position, at.block);
    if (this.changesInLoop(table, position, at.block, found))
      return { kind: 'none', why: 'changes from one round of the loop to the next' };
    return found;
  }

  /** A function reads names of the scopes around it when it is called. */
  private fromInner(table: NameTable, at: Viewpoint, depth: number): Resolution {
    const only = sole(table.definitions);
    if (only !== null) return only;
    const call = this.soleCall(at, depth);
    if (call !== null) {
      if (this.runsIn(call, table.owner)) return this.inFlow(table, call);
      return this.fromInner(table, call, depth + 1);
    }
    return {
      kind: 'none',
      why: `assigned ${table.definitions.length} times; which one holds depends on when the function is called`,
    };
  }

  /** Where the function around a place is called, if that is one place. */
  private soleCall(at: Viewpoint, depth: number): Viewpoint | null {
    if (depth >= DEEPEST_CALLS) return null;
    const around = functionAround(at.scope);
    const [call, ...others] = around === null ? [] : this.callsOf(around, at.statement);
    if (call === undefined || others.length > 0) return null;
    return viewpointOf(call);
  }

  /** The uses of a function or method that call it; a use that doesn't is one that can't be followed. */
  callsOf(body: LocalScope, statement: PlacedStatement): readonly InPlace<Reference>[] {
    const outer = body.parent ?? body;
    if (outer.kind === 'class' || (outer.kind === 'module' && statement.memberOf !== null)) {
      if (body.name !== '__init__') return this.table(`.${body.name}`).get('module')?.references ?? [];
      const around = this.classAround(statement, outer);
      return around === null ? [] : (this.table(around.name).get('module')?.references ?? []);
    }
    return this.table(body.name).get(this.owner(body.name, statement, outer))?.references ?? [];
  }

  /** The definition that holds at a position: backwards to the first one on the straight way there. */
  private reach(table: Defined, position: number, block: Block | null, nested = 0): Resolution {
    const { definitions } = table;
    for (let at = lastBefore(definitions, position); at >= 0; at--) {
      const definition = definitions[at];
      if (definition === undefined) break;
      if (definition.written.scope.handedOn.has(table.name)) return { kind: 'none', why: 'set by a function' };
      const foreign = outermostForeign(definition.written.block, block);
      if (foreign === null) return { kind: 'definition', definition };
      if (isInside(block, foreign.branching)) continue;
      if (nested >= MOST_NESTED) return { kind: 'none', why: 'assigned under many conditions' };
      return this.afterBranching(table, foreign.branching, definition.statement, nested + 1);
    }
    return { kind: 'none', why: UNDEFINED };
  }

  private afterBranching(table: Defined, branching: Branching, statement: PlacedStatement, nested: number): Resolution {
    const all = branching.arms.flatMap((arm, way) =>
      arm.leaves ? [] : [{ way, resolution: this.reach(table, statement.order + arm.end, arm, nested) }],
    );
    if (!branching.exhaustive)
      all.push({ way: -1, resolution: this.reach(table, statement.order + branching.start, branching.block, nested) });
    // A name that one way leaves undefined has been given a meaning by another, or the code doesn't run.
    const defined = all.filter(({ resolution }) => resolution.kind !== 'none' || resolution.why !== UNDEFINED);
    const [first] = defined;
    if (first === undefined) return { kind: 'none', why: UNDEFINED };
    if (defined.every(({ resolution }) => sameResolution(resolution, first.resolution))) return first.resolution;
    const [arms, ways] = [defined.map(({ resolution }) => resolution), defined.map(({ way }) => way)];
    return { kind: 'branches', branching, statement, arms, ways };
  }

  /** Whether the name gets another meaning later in a loop that the place is in. */
  private changesInLoop(table: NameTable, position: number, block: Block | null, found: Resolution): boolean {
    for (let loop = block; loop !== null; loop = loop.branching.block) {
      const around = loop;
      if (around.branching.kind !== 'loop') continue;
      const later = table.definitions.some((each) => each.position > position && isWithin(each.written.block, around));
      const setBefore = found.kind === 'definition' && isWithin(found.definition.written.block, around);
      if (later && !setBefore) return true;
    }
    return false;
  }
}

function isSameFunction(a: Definition, b: Definition): boolean {
  return a.statement === b.statement && a.written.scope === b.written.scope;
}

/** `self.model = None`: until it is set. */
function isPlaceholder({ given }: WrittenDefinition): boolean {
  return given.kind === 'value' && given.value.expr.kind === 'nothing';
}

/** The only definition of a name, unless it is one of several in effect. */
function sole([definition, ...others]: readonly Definition[]): Resolution | null {
  return definition !== undefined && others.length === 0 ? { kind: 'definition', definition } : null;
}

export function viewpointOf({ statement, written }: InPlace<Reference | Mutation>): Viewpoint {
  return { statement, scope: written.scope, block: written.block, start: written.start };
}

/** The innermost function that a scope is in. */
export function functionAround(scope: LocalScope): LocalScope | null {
  for (let each: LocalScope | null = scope; each !== null; each = each.parent)
    if (each.kind === 'function') return each;
  return null;
}

/** All definitions that a resolution may mean. */
export function definitionsIn(resolution: Resolution): Definition[] {
  switch (resolution.kind) {
    case 'definition':
      return [resolution.definition];
    case 'branches':
      return [...new Set(resolution.arms.flatMap(definitionsIn))];
    case 'none':
      return [];
  }
}

function sameResolution(a: Resolution, b: Resolution): boolean {
  if (a.kind === 'definition' && b.kind === 'definition') return a.definition === b.definition;
  if (a.kind === 'branches' && b.kind === 'branches')
    return (
      a.branching === b.branching &&
      a.arms.every((arm, at) => b.arms[at] !== undefined && sameResolution(arm, b.arms[at]))
    );
  return a.kind === 'none' && b.kind === 'none';
}

function lastBefore(definitions: readonly Definition[], position: number): number {
  let low = 0;
  let high = definitions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const definition = definitions[middle];
    if (definition !== undefined && definition.position <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where a name stands that is looked up. */
export function placeAt(name: string, { statement, start }: Viewpoint): Origin {
  return originAt(statement, { start, end: start + name.length });
}
