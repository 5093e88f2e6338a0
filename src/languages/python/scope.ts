/* eslint-disable max-lines -- one scope: the ways in which a name is found */
import type { Definition as ModelDefinition, Meaning, Scope } from '../../model/evaluate';
import { evaluate, unresolved } from '../../model/evaluate';
import type { Existence } from '../../model/existence';
import type { Expr } from '../../model/expression';
import type { Origin, Site, Span } from '../../model/origin';
import { contains, originAt } from '../../model/origin';
import type { ResourceId, Sourced, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import type { Outcome } from '../program/outcome';
import { Aliases, changedThrough } from './aliases';
import type { App } from './app';
import type { Around } from './around';
import { expressionBehind, nameBehind } from './behind';
import { CDK_PACKAGE } from './cdkPaths';
import { ConditionNames } from './conditionNames';
import { meaningOfWays, outcomeOf } from './constructing';
import type { Branching, Given, LocalScope } from './fragment';
import { interpretAttribute, interpretCall } from './interpretation';
import { broughtTo, MODULE_END } from './broughtTo';
import { KnownRounds } from './knownRounds';
import { labelAt, labelOf } from './labels';
import { itemsOf, MOST_ROUNDS, partOf } from './loopItems';
import { placeOf, type MadeConstruct, type MadeResources } from './made';
import { Meanings } from './meaning';
import { mutated } from './mutations';
import { NameReaders } from './nameReaders';
import type { Definition, Resolution, Viewpoint } from './names';
import { definitionsIn, Names, placeAt } from './names';
import { Overwritings } from './overwriting';
import { meaningOfParameter } from './parameters';
import type { PlacedStatement, PythonReading } from './reading';
import type { Loop } from './rounds';
import { Round } from './rounds';
import { SeenDefinition } from './seenDefinition';
import { type CallExpr, type PlacedExpr, isPlaced, viewpoint } from './placed';
import { argumentOf, isMethod } from './calls';

const DEEPEST = 30;

/** What names, attributes and calls of a unit are worth. Made afresh for each linking; each file around has one of its own. */
export class PythonScope implements Scope {
  readonly names: Names;
  readonly meanings: Meanings;
  private readonly aliases: Aliases;
  /** The resources that calls make, by the place of the call: attributes of an object refer to them. */
  made = new Map<string, MadeResources>();
  /** The same for calls that stand in no loop that is followed. */
  readonly madeOutside = this.made;
  /** What constructs of the CDK make, by the place of the call. */
  constructs = new Map<string, MadeConstruct>();
  readonly constructsOutside = this.constructs;
  private readonly constructMakings = new Map<ResourceId, MadeConstruct>();
  /** Which construction of a class is meant, where it is one of several or stands in another file. */
  readonly instances = new Map<LocalScope, PlacedExpr<CallExpr>>();
  /** Whether the class is constructed in other ways too. */
  isVarying = false;
  readonly usesCdk: boolean;

  readonly readers: NameReaders;
  private readonly conditions: ConditionNames;
  private readonly nested = new Map<string, Meaning>();
  private worth = new Map<Definition, Value | null>();
  /** The calls that are being followed into functions of the unit. */
  private following = new Map<LocalScope, PlacedExpr<CallExpr>>();
  readonly rounds = new KnownRounds(this);
  private answers = new Map<string, Value>();
  private round: Round | null = null;
  private readonly overwritings: Overwritings;
  private depth = 0;

  /** `region`: where the code names none. `around`: the files that it is linked with, where they can be seen. */
  constructor(
    readonly reading: PythonReading,
    readonly region: Sourced<string> = { how: 'absent' },
    private readonly around: Around | null = null,
  ) {
    const { file } = reading.source;
    this.usesCdk = reading.imports.some((path) => CDK_PACKAGE.test(path));
    this.names = new Names(reading);
    this.readers = new NameReaders(this.names);
    this.overwritings = new Overwritings(reading, this.names);
    this.conditions = new ConditionNames(reading, this.names);
    this.aliases = new Aliases(this.names);
    this.conditionNames = around?.conditionNames ?? new Map<string, string>();
    this.meanings = new Meanings(this.names, around?.elsewhereFrom(this, file) ?? null);
    around?.take(this);
  }

  /* The files around */

  get app(): App | null {
    return this.around?.app ?? null;
  }

  /** The scope of the file that something is written in. */
  at(site: Site): PythonScope {
    return this.around?.at(site) ?? this;
  }

  /** The scope of another file, taken in. */
  scopeOf(reading: PythonReading): PythonScope {
    return this.around?.scopeOf(reading) ?? this;
  }

  /** The same, where what the file imports matters as well. */
  scopeFollowed(reading: PythonReading): PythonScope {
    this.around?.followed.add(reading.source.file);
    return this.scopeOf(reading);
  }

  /** The construction that decides what a class is given; null where none is known. */
  instanceOf(of: LocalScope, statement: PlacedStatement): PlacedExpr<CallExpr> | null {
    if (this.instances.size === 0 || of.name !== '__init__' || of.parent === null) return null;
    const around = this.names.classAround(statement, of.parent);
    return around === null ? null : (this.instances.get(around) ?? null);
  }

  /** What the construction of a class gives for the parameter that a name is; null for any other name. */
  givenToName({ expr, statement }: PlacedExpr): PlacedExpr | null {
    const name = this.instances.size === 0 ? null : nameBehind(expr);
    const resolution = name === null ? null : this.names.resolve(name, viewpoint(name, statement, expr.span));
    if (resolution?.kind !== 'definition') return null;
    const { written, statement: where } = resolution.definition;
    if (written.given.kind !== 'parameter') return null;
    const { of, index } = written.given;
    const instance = this.instanceOf(of, where);
    const given = instance === null ? null : argumentOf(instance.expr, of, index, true);
    return instance === null || given === null ? null : { expr: given, statement: instance.statement };
  }

  /** Whether a name stands for what one of several constructions gives. */
  isGivenByInstance(placed: PlacedExpr): boolean {
    return this.isVarying && this.givenToName(expressionBehind(this, placed)) !== null;
  }

  /** The name of another file that an import brings, and its scope; null where that is not to be seen. */
  imported(path: string): { readonly name: string; readonly scope: PythonScope } | null {
    return this.around?.imported(path, this.reading.source.file) ?? null;
  }

  /** The value that an import brings from another file; null where that is not to be seen. */
  importedValue(path: string, here: Origin): Value | null {
    const found = this.around?.imported(path, here.file) ?? null;
    return found === null ? null : broughtTo(found.scope.valueInModule(found.name), here);
  }

  /** What the module gives a name in the end. */
  private valueInModule(name: string): Value {
    const resolution = this.names.inModule(name);
    const [first] = definitionsIn(resolution);
    if (first === undefined || this.depth >= DEEPEST) return ABSENT;
    const { statement, written } = first;
    const at: Viewpoint = { statement, scope: written.scope, block: null, start: MODULE_END };
    this.depth++;
    const value = evaluate(this.nameFor(this.meaning(name, at, resolution), written), statement, this, 0);
    this.depth--;
    return value;
  }

  /** Looks at something one step deeper; null where that would go too deep. */
  deeper<T>(look: () => T): T | null {
    if (this.depth >= DEEPEST) return null;
    this.depth++;
    const seen = look();
    this.depth--;
    return seen;
  }

  /** The call as which a function is looked at, if any. */
  callFollowed(body: LocalScope): PlacedExpr<CallExpr> | undefined {
    return this.following.get(body);
  }

  /** A name for a meaning that has none in the code. */
  nameFor(meaning: Meaning, { start, end }: Span): Expr {
    const name = `#${this.reading.source.file}:${this.nested.size}`;
    this.nested.set(name, meaning);
    return { kind: 'name', name, span: { start, end } };
  }

  /* What things are worth */

  value({ expr, statement }: PlacedExpr): Value {
    return evaluate(expr, statement, this, 0);
  }

  /** What a function answers to a call: its parameters are what this call gives. */
  answerOf(body: LocalScope, call: PlacedExpr<CallExpr>, returned: PlacedExpr, depth: number): Value {
    const key = placeOf(call);
    const known = this.following.size === 0 ? this.answers.get(key) : undefined;
    if (known !== undefined) return known;
    if (this.following.has(body))
      return unresolved(`${body.name} calls itself`, null, originAt(call.statement, call.expr.span));
    const look = (): Value => evaluate(returned.expr, returned.statement, this, depth + 1);
    const time = this.rounds.at(this.round, key);
    const value = time === undefined ? this.inCall(body, call, look) : this.within(time, look);
    if (this.following.size === 0) this.answers.set(key, value);
    return value;
  }

  /** Looks at something as it is in a call of a function; null where that is being looked at already. */
  whileCalled<T>(body: LocalScope, call: PlacedExpr<CallExpr>, look: () => T): T | null {
    return this.following.has(body) ? null : this.inCall(body, call, look);
  }

  /** What something is worth while a function is called in a certain way. */
  private inCall<T>(body: LocalScope, call: PlacedExpr<CallExpr>, run: () => T): T {
    const { worth } = this;
    this.worth = new Map();
    this.following.set(body, call);
    const value = run();
    this.following.delete(body);
    this.worth = worth;
    return value;
  }

  /** Looks at something as it is in a round of the loops around it. */
  within<T>(round: Round | null, look: () => T): T {
    if (round === null || round === this.round) return look();
    const { made, constructs, worth, answers, following, round: before } = this;
    this.enter(round, round);
    this.following = new Map([...following, ...round.following]);
    const seen = look();
    this.enter({ made, constructs, worth, answers }, before);
    this.following = following;
    return seen;
  }

  /** The rounds of a loop, inside of the one that is looked at; null where its items are not known. */
  roundsOf(loop: Loop): readonly Round[] | null {
    const items = itemsOf(this, { expr: loop.over.expr, statement: loop.statement });
    if (items === null || items.length > MOST_ROUNDS) return null;
    return items.map((item) => new Round(this.round, this, loop, item));
  }

  /** From now on, everything is looked at in one round of a loop. */
  stayIn(round: Round): void {
    this.enter(round, round);
  }

  private readonly numbers = new Map<Round, number>();

  /** A number that only this round has. */
  numberOf(round: Round): number {
    const known = this.numbers.get(round) ?? this.numbers.size;
    this.numbers.set(round, known);
    return known;
  }

  /** The round that everything is looked at in. */
  get standing(): Round | null {
    return this.round;
  }

  /** Whether a loop is looked at round by round. */
  isInRoundOf({ over }: Pick<Branching, 'over'>): boolean {
    return over !== null && this.round?.items.has(over) === true;
  }

  /**
   * What a name of a loop stands for in the round that is looked at, or a parameter of a function in the call that is, where
   * that is written somewhere; null for any other name.
   */
  itemOfRound({ expr, statement }: PlacedExpr): PlacedExpr | null {
    if (this.round === null || expr.kind !== 'name') return null;
    const resolution = this.names.resolve(expr.name, viewpoint(expr.name, statement, expr.span));
    const given = resolution.kind === 'definition' ? resolution.definition.written.given : null;
    if (given?.kind === 'parameter' && resolution.kind === 'definition') {
      const call = this.following.get(given.of);
      const method = isMethod(given.of, resolution.definition.statement);
      const argument = argumentOf(call?.expr, given.of, given.index, method);
      return call === undefined || argument === null ? null : { expr: argument, statement: call.statement };
    }
    if (given?.kind !== 'loop' || given.over === null) return null;
    const item = this.round.items.get(given.over);
    const part = item === undefined ? null : partOf(this, item, given.path);
    return part?.kind === 'written' ? part.placed : null;
  }

  private enter(
    { made, constructs, worth, answers }: Pick<Round, 'made' | 'constructs' | 'worth' | 'answers'>,
    round: Round | null,
  ): void {
    this.made = made;
    this.constructs = constructs;
    this.worth = worth;
    this.answers = answers;
    this.round = round;
  }

  decide(
    _condition: string,
    test: { readonly expr: Expr; readonly site: Site } | null,
  ): boolean | Existence | undefined {
    if (!this.usesCdk || test === null || !isPlaced(test.site)) return undefined;
    return this.outcomeOf({ expr: test.expr, statement: test.site });
  }

  /** Whether a condition holds; undefined where the code leaves it open. */
  truthOf(placed: PlacedExpr): boolean | undefined {
    const outcome = this.usesCdk ? this.outcomeOf(placed) : undefined;
    return typeof outcome === 'boolean' ? outcome : undefined;
  }

  /** Whether a condition of a CDK app holds, else what that depends on. */
  outcomeOf(placed: PlacedExpr): Outcome {
    return outcomeOf(this.at(placed.statement), placed);
  }

  private readonly beingDecided = new Set<Expr>();

  /** What is found about a condition; null where it depends on itself. */
  once<T>(test: Expr, find: () => T): T | null {
    if (this.beingDecided.has(test)) return null;
    this.beingDecided.add(test);
    const found = this.deeper(find);
    this.beingDecided.delete(test);
    return found;
  }

  private readonly conditionNames: Map<string, string>;

  /** What a condition is called: by the text in which it is come upon first; others with the same text are told apart. */
  conditionName(key: string, text: string): string {
    const known = this.conditionNames.get(key);
    if (known !== undefined) return known;
    const taken = new Set(this.conditionNames.values());
    let name = text;
    for (let count = 2; taken.has(name); count++) name = `${text} (${count})`;
    this.conditionNames.set(key, name);
    return name;
  }

  interpret(expr: Extract<Expr, { kind: 'attribute' | 'call' }>, site: Site, depth: number): Value {
    const here = originAt(site, expr.span);
    if (!isPlaced(site) || this.depth >= DEEPEST) return unresolved('defined by itself', null, here);
    const own = this.at(site);
    this.depth++;
    const value =
      own !== this
        ? own.interpret(expr, site, depth)
        : expr.kind === 'call'
          ? interpretCall(this, { expr, statement: site }, here, depth)
          : interpretAttribute(this, { expr, statement: site }, here, depth);
    this.depth--;
    return value;
  }

  lookup(name: string, site: Site, span: Span): Meaning {
    const nested = this.nested.get(name);
    if (nested !== undefined) return nested;
    if (!isPlaced(site)) return { kind: 'unbound', why: 'not part of the code', decidedBy: null };
    const own = this.at(site);
    if (own !== this) return own.lookup(name, site, span);
    const at = viewpoint(name, site, span);
    const resolution = this.resolve(name, at);
    const by = this.overwritings.of(name, at, resolution);
    if (by !== null)
      return { kind: 'unbound', why: `${name} may be set again by ${by}`, decidedBy: labelAt(this.names, name, at) };
    return this.meaning(name, at, resolution);
  }

  viewpointOf(name: string, statement: PlacedStatement, span: Span): Viewpoint {
    return viewpoint(name, statement, span);
  }

  /** Notes what a construct makes, before anything is read. */
  noteConstruct(call: PlacedExpr, made: MadeConstruct): void {
    this.constructs.set(placeOf(call), made);
    for (const id of Object.values(made.byType)) this.constructMakings.set(id, made);
  }

  /** What the construct that makes a resource makes besides; null where it is none of a construct. */
  constructMaking(id: ResourceId): MadeConstruct | null {
    return this.constructMakings.get(id) ?? null;
  }

  /** What a call makes. */
  madeAt(call: PlacedExpr): MadeResources | undefined {
    return this.made.get(placeOf(call));
  }

  /** The value that a class of this file gives an attribute, or null. */
  memberValue(
    body: LocalScope,
    name: string,
    at: { readonly statement: PlacedStatement; readonly span: Span },
  ): Value | null {
    const resolution = this.names.member(body, name);
    if (resolution === null || this.depth >= DEEPEST) return null;
    const from: Viewpoint = viewpoint(`.${name}`, at.statement, at.span);
    return evaluate(this.nameFor(this.meaning(name, from, resolution), at.span), at.statement, this, 0);
  }

  /** The value that an object has under a name, after the `__init__` that a construction has called. */
  memberValueOf(
    made: PlacedExpr<CallExpr>,
    init: LocalScope,
    ...member: Parameters<PythonScope['memberValue']>
  ): Value | null {
    if (this.following.has(init)) return this.memberValue(...member);
    return this.inCall(init, made, () => this.memberValue(...member));
  }

  private resolve(name: string, at: Viewpoint): Resolution {
    const found = this.names.resolve(name, at);
    if (found.kind !== 'none' || !name.startsWith('self.')) return found;
    const body = this.names.classAround(at.statement, at.scope);
    return (body === null ? null : this.names.member(body, name.slice('self.'.length))) ?? found;
  }

  meaning(name: string, at: Viewpoint, resolution: Resolution): Meaning {
    switch (resolution.kind) {
      case 'none':
        return { kind: 'unbound', why: `${name} is ${resolution.why}`, decidedBy: labelAt(this.names, name, at) };
      case 'definition':
        return this.withMutations(name, at, resolution.definition);
      case 'branches': {
        if (this.usesCdk && resolution.branching.tests.length > 0) return meaningOfWays(this, name, at, resolution);
        return {
          kind: 'branches',
          condition: this.conditionOf(resolution.branching),
          definitions: resolution.arms.map((arm) => this.arm(name, at, arm)),
        };
      }
    }
  }

  /** The meaning of one way: a name of its own, so that ways may branch again. */
  arm(name: string, at: Viewpoint, resolution: Resolution): ModelDefinition {
    const meaning = this.meaning(name, at, resolution);
    if (meaning.kind === 'definition') return meaning.definition;
    return {
      expr: this.nameFor(meaning, { start: at.start, end: at.start + name.length }),
      site: at.statement,
      how: 'constant',
      readers: [],
      decidedBy: null,
      allowed: null,
    };
  }

  private withMutations(name: string, at: Viewpoint, definition: Definition): Meaning {
    const { given } = definition.written;
    if (given.kind !== 'value' && given.kind !== 'parameter') return this.defined(name, at, definition);
    const changes = this.names.mutationsBetween(name, definition, at);
    const others = this.aliases.changes(definition, at);
    if (changes.length === 0 && others.length === 0) return this.defined(name, at, definition);
    if (this.depth >= DEEPEST) return { kind: 'unbound', why: `${name} is defined by itself`, decidedBy: null };
    this.depth++;
    const span = { start: at.start, end: at.start + name.length };
    const before = evaluate(this.nameFor(this.defined(name, at, definition), span), at.statement, this, 0);
    const value = others.reduce(changedThrough, mutated(this, before, changes, at));
    this.depth--;
    return { kind: 'value', value };
  }

  private defined(name: string, at: Viewpoint, definition: Definition): Meaning {
    const { given } = definition.written;
    switch (given.kind) {
      case 'value':
        return this.assigned(name, at, definition, given.value.expr);
      case 'parameter':
        return meaningOfParameter(this, at, definition, given);
      case 'loop':
        return (
          this.inRound(name, at, definition, given) ?? {
            kind: 'unbound',
            why: `${name} takes one value after the other in a loop`,
            decidedBy: labelAt(this.names, name, at),
          }
        );
      case 'import': {
        const value = this.importedValue(given.path, placeAt(name, at));
        return value === null
          ? { kind: 'unbound', why: `${name} is imported from ${given.path}`, decidedBy: given.path }
          : { kind: 'value', value };
      }
      case 'function':
      case 'class':
        return { kind: 'unbound', why: `${name} is a ${given.kind}`, decidedBy: null };
      case 'context':
        return {
          kind: 'unbound',
          why: `${name} is opened by a with statement`,
          decidedBy: labelAt(this.names, name, at),
        };
      case 'unfollowed':
        return { kind: 'unbound', why: `${name} is ${given.why}`, decidedBy: labelAt(this.names, name, at) };
    }
  }

  /** What a name of a loop stands for in the round that is looked at; null where none is. */
  private inRound(
    name: string,
    at: Viewpoint,
    definition: Definition,
    { over, path }: Extract<Given, { kind: 'loop' }>,
  ): Meaning | null {
    const item = over === null ? undefined : this.round?.items.get(over);
    const part = item === undefined ? null : partOf(this, item, path);
    if (over === null || part === null || part.kind === 'several') return null;
    if (part.kind === 'value') return { kind: 'value', value: part.value };
    const { expr, statement } = part.placed;
    const own = new SeenDefinition(this, definition, at, expr, statement, 'constant', name);
    const { site, how, decidedBy, allowed } = own;
    // The loop reads its list as a whole: what reads an item is what reads the name.
    const around = originAt(definition.statement, over.expr.span);
    const others = this.readers.ofName({ expr: over.expr, statement: definition.statement });
    const elsewhere = others.filter(({ origin }) => !contains(around, origin));
    return {
      kind: 'definition',
      definition:
        elsewhere.length === 0 ? own : { expr, site, how, decidedBy, allowed, readers: [...own.readers, ...elsewhere] },
    };
  }

  private assigned(name: string, at: Viewpoint, definition: Definition, expr: Expr): Meaning {
    const meant = (decidedBy: string | null): Meaning => ({
      kind: 'definition',
      definition: new SeenDefinition(this, definition, at, expr, definition.statement, 'constant', decidedBy),
    });
    if (expr.kind === 'literal' || expr.kind === 'object' || expr.kind === 'list') return meant(name);
    const label = labelOf(this.names, definition);
    const value = this.worthOf(definition, expr);
    // What decides the value in the end is worth more to know than the name it has on the way.
    if (value?.kind === 'scalar') return meant(value.decidedBy === null ? name : null);
    if (value?.kind !== 'interpolation') return meant(label);
    // Parts that only running decides are this variable's, whoever uses it.
    const parts = value.parts.map((part, index) => owned(part, index === 0 ? label : `${label}, part ${index + 1}`));
    return { kind: 'value', value: { ...value, parts } };
  }

  /** The value that a definition gives, wherever it is used; null while it is being worked out. */
  private worthOf(definition: Definition, expr: Expr): Value | null {
    const known = this.worth.get(definition);
    if (known !== undefined || this.depth >= DEEPEST) return known ?? null;
    this.worth.set(definition, null);
    this.depth++;
    const value = evaluate(expr, definition.statement, this, 0);
    this.depth--;
    this.worth.set(definition, value);
    return value;
  }

  /** A name for a condition: equal names are equal choices. */
  conditionOf(branching: Branching): string {
    return this.conditions.of(branching);
  }
}

/** An undecided part that nobody else names is the variable's. */
function owned(part: Value, label: string): Value {
  if (part.kind === 'unresolved' && part.decidedBy === null) return { ...part, decidedBy: label };
  if (part.kind === 'interpolation') return { ...part, parts: part.parts.map((each) => owned(each, label)) };
  return part;
}
