/* eslint-disable max-lines -- one scope: the ways in which a name is found */
import type { Definition as ModelDefinition, Meaning, Scope } from '../../model/evaluate';
import { evaluate, unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Site, Span } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Reader, ResourceId, Sourced, Value } from '../../model/value';
import type { ResourceType } from '../../model/resource';
import type { CallExpr, Definition, FunctionBody, Given, LexicalScope, Loop } from './fragment';
import { isConstruction } from './fragment';
import { constantAt } from '../cdk/properties';
import type { App } from './app';
import { Readers } from './readers';
import type { Item, Round } from './rounds';
import { choose, outcomeOf } from './conditions';
import { interpretAttribute } from './attributes';
import { interpretCall } from './interpretation';
import { mutated } from './mutations';
import type { Placed, Resolution, Viewpoint } from './names';
import { argumentFor, classAround, functionOf, isPlacedChunk, Names } from './names';
import type { PlacedChunk, TypeScriptReading } from './reading';

const DEEPEST = 30;

/** An expression with the stretch that it is written in. */
export interface PlacedExpr<E extends Expr = Expr> {
  readonly expr: E;
  readonly chunk: PlacedChunk;
}

/** The resources that a construction makes, by type; `main` is what the object itself stands for. */
export interface Made {
  readonly main: ResourceId;
  readonly byType: Partial<Readonly<Record<ResourceType, ResourceId>>>;
  readonly construction: PlacedExpr<CallExpr>;
}

/** What names, attributes and calls of a file are worth. Made afresh for each linking. */
export class TypeScriptScope implements Scope {
  readonly names: Names;
  /** The resources that constructions make, by the place of the construction. */
  made: Map<string, Made> = new Map<string, Made>();
  /** The policies that calls of the API make, by the place of the call: their answers name them. */
  answers: Map<string, ResourceId> = new Map<string, ResourceId>();
  /** The arguments of the functions that are being looked into. */
  readonly frames = new Map<FunctionBody, readonly (Value | undefined)[]>();
  /** Which of several constructions of a class is meant, by the class. */
  readonly instances = new Map<LexicalScope, PlacedExpr<CallExpr>>();

  /** Whether the class is constructed in other ways too. */
  isVarying = false;
  /** Whether it is found out who else reads a value: only a change has to know. */
  looksForReaders = true;

  private readonly nested = new Map<string, Meaning>();
  private worth = new Map<Definition, Value | null>();
  private items: ReadonlyMap<Loop, Item> = new Map();
  private readonly labels = new Map<string, Definition>();
  private readonly readers: Readers;
  private depth = 0;

  constructor(
    readonly reading: TypeScriptReading,
    readonly region: Sourced<string>,
    /** The files around, where they can be seen. */
    readonly app: App | null = null,
  ) {
    this.names = new Names(reading, (specifier, from) => app?.load(specifier, from) ?? null);
    this.readers = new Readers(this);
  }

  value({ expr, chunk }: PlacedExpr): Value {
    return evaluate(expr, chunk, this, 0);
  }

  /** Looks at something as it is in a round of the loops around it. */
  within<T>(round: Round | null, look: () => T): T {
    if (round === null) return look();
    const { made, answers, worth, items } = this;
    this.made = round.made;
    this.answers = round.answers;
    this.worth = round.worth;
    this.items = round.items;
    const seen = look();
    this.made = made;
    this.answers = answers;
    this.worth = worth;
    this.items = items;
    return seen;
  }

  /** From now on, everything is looked at with loops that stand at some of their items. */
  stayAt(items: ReadonlyMap<Loop, Item>): void {
    this.items = new Map([...this.items, ...items]);
  }

  /** What loops stand at in the round that is looked at. */
  get standing(): ReadonlyMap<Loop, Item> {
    return this.items;
  }

  decide(): undefined {
    return undefined;
  }

  interpret(expr: Extract<Expr, { kind: 'attribute' | 'call' }>, site: Site, depth: number): Value {
    const here = originAt(site, expr.span);
    if (!isPlacedChunk(site) || this.depth >= DEEPEST) return unresolved('defined by itself', null, here);
    this.depth++;
    const value =
      expr.kind === 'call'
        ? interpretCall(this, { expr, chunk: site }, here, depth)
        : interpretAttribute(this, { expr, chunk: site }, here, depth);
    this.depth--;
    return value;
  }

  lookup(name: string, site: Site, span: Span): Meaning {
    const nested = this.nested.get(name);
    if (nested !== undefined) return nested;
    if (!isPlacedChunk(site)) return { kind: 'unbound', why: 'not part of the code', decidedBy: null };
    const at = this.names.viewpoint(site, span.start);
    return this.meaning(name, at, this.names.resolve(name, at));
  }

  /** Looks at something one step deeper; null where that would go too deep. */
  deeper<T>(look: () => T): T | null {
    if (this.depth >= DEEPEST) return null;
    this.depth++;
    const seen = look();
    this.depth--;
    return seen;
  }

  /** A name for a meaning that has none in the code. */
  nameFor(meaning: Meaning): string {
    const key = `#m${this.nested.size}`;
    this.nested.set(key, meaning);
    return key;
  }

  meaning(name: string, at: Viewpoint, resolution: Resolution): Meaning {
    switch (resolution.kind) {
      case 'none':
        return {
          kind: 'unbound',
          why: `${name} is ${resolution.why}`,
          decidedBy: this.label(name, at.scope, at.chunk),
        };
      case 'definition':
        return this.withMutations(name, at, resolution.definition);
      case 'branches':
        return { kind: 'value', value: this.ofEitherWay(name, at, resolution) };
    }
  }

  private ofEitherWay(name: string, at: Viewpoint, resolution: Extract<Resolution, { kind: 'branches' }>): Value {
    const span = { start: at.start, end: at.start + name.length };
    const here = originAt(at.chunk, span);
    const { test } = resolution.branching;
    if (test === null) return unresolved('assigned under conditions', null, here);
    const of = (arm: Resolution): Value => {
      const way = this.nameFor({ kind: 'definition', definition: this.arm(name, at, arm) });
      return evaluate({ kind: 'name', name: way, span }, at.chunk, this, 1);
    };
    const outcome = outcomeOf(this, { expr: test, chunk: resolution.chunk });
    return choose(
      outcome,
      () => of(resolution.then),
      () => of(resolution.otherwise),
      here,
    );
  }

  private readonly beingDecided = new Set<Expr>();

  /** What is found about a condition; null where it depends on itself. */
  once<T>(test: Expr, find: () => T): T | null {
    if (this.beingDecided.has(test)) return null;
    this.beingDecided.add(test);
    const found = find();
    this.beingDecided.delete(test);
    return found;
  }

  private readonly conditions = new Map<string, string>();

  /** A condition has the text in which it is come upon first; others with the same text are told apart. */
  conditionName(key: string, text: string): string {
    const known = this.conditions.get(key);
    if (known !== undefined) return known;
    const taken = new Set(this.conditions.values());
    let name = text;
    for (let count = 2; taken.has(name); count++) name = `${text} (${count})`;
    this.conditions.set(key, name);
    return name;
  }

  /** The meaning of one way: a name of its own, so that ways may branch again. */
  private arm(name: string, at: Viewpoint, resolution: Resolution): ModelDefinition {
    const span = { start: at.start, end: at.start + name.length };
    const plain = { site: at.chunk, how: 'constant' as const, readers: [], decidedBy: null, allowed: null };
    if (resolution.kind === 'none' && resolution.why === 'not defined here')
      return { ...plain, expr: { kind: 'nothing', span } };
    const meaning = this.meaning(name, at, resolution);
    if (meaning.kind === 'definition') return meaning.definition;
    return { ...plain, expr: { kind: 'name', name: this.nameFor(meaning), span } };
  }

  private withMutations(name: string, at: Viewpoint, definition: Placed<Definition>): Meaning {
    const { given } = definition.written;
    const meaning = this.defined(name, at, definition);
    if (given.kind !== 'value' || !isContainer(given.expr)) return meaning;
    const owner = this.names.owner(name, at.scope, definition.chunk);
    const changes = owner === null ? [] : this.names.mutations(name, owner, definition.chunk);
    if (changes.length === 0) return meaning;
    if (this.depth >= DEEPEST) return { kind: 'unbound', why: `${name} is defined by itself`, decidedBy: null };
    this.depth++;
    const span = { start: at.start, end: at.start + name.length };
    const before = evaluate({ kind: 'name', name: this.nameFor(meaning), span }, at.chunk, this, 0);
    const value = mutated(this, before, changes, at);
    this.depth--;
    return { kind: 'value', value };
  }

  private defined(name: string, at: Viewpoint, definition: Placed<Definition>): Meaning {
    const { given } = definition.written;
    switch (given.kind) {
      case 'value':
        return this.assigned(at, definition, given.expr);
      case 'parameter':
        return this.parameter(at, definition, given);
      case 'loop':
        return (
          this.inRound(at, definition, given.of, 0) ??
          this.unbound(`${name.replace(/^#.*/, 'it')} takes one value after the other in a loop`, name, at)
        );
      case 'import':
        return { kind: 'unbound', why: `${name} is imported from ${given.module}`, decidedBy: given.module };
      case 'function':
      case 'class':
        return { kind: 'unbound', why: `${name} is a ${given.kind}`, decidedBy: null };
      case 'nothing':
        return this.unbound(`${name} is given no value here`, name, at);
      case 'unfollowed':
        return this.unbound(`${name} is ${given.why}`, name, at);
    }
  }

  /** What a name of a loop stands for in the round that is looked at; null where none is. */
  private inRound(at: Viewpoint, definition: Placed<Definition>, loop: Loop | null, index: number): Meaning | null {
    const item = loop === null ? undefined : this.items.get(loop);
    if (loop === null || item === undefined || index > 1) return null;
    const { chunk } = definition;
    const value = index === 0 ? item.value : constantAt(item.index, originAt(chunk, loop.over.span));
    const expr: Expr = { kind: 'name', name: this.nameFor({ kind: 'value', value }), span: loop.over.span };
    return {
      kind: 'definition',
      definition: this.modelDefinition(at, definition, expr, chunk, 'constant', null),
    };
  }

  private unbound(why: string, name: string, at: Viewpoint): Meaning {
    return { kind: 'unbound', why, decidedBy: this.label(name, at.scope, at.chunk) };
  }

  private assigned(at: Viewpoint, definition: Placed<Definition>, expr: Expr): Meaning {
    const meant = (decidedBy: string | null): Meaning => ({
      kind: 'definition',
      definition: this.modelDefinition(at, definition, expr, definition.chunk, 'constant', decidedBy),
    });
    const { name } = definition.written;
    if (expr.kind === 'literal' || expr.kind === 'object' || expr.kind === 'list') return meant(name);
    const label = this.labelOf(definition);
    const value = this.worthOf(definition, expr);
    // What decides the value in the end is worth more to know than the name it has on the way.
    if (value?.kind === 'scalar') return meant(value.decidedBy === null ? name : null);
    if (value?.kind !== 'interpolation') return meant(label);
    // Parts that only running decides are this variable's, whoever uses it.
    const parts = value.parts.map((part, index) => owned(part, index === 0 ? label : `${label}, part ${index + 1}`));
    return { kind: 'value', value: { ...value, parts } };
  }

  /** The value that a definition gives, wherever it is used; null while it is being worked out. */
  private worthOf({ chunk, written }: Placed<Definition>, expr: Expr): Value | null {
    const known = this.worth.get(written);
    if (known !== undefined || this.depth >= DEEPEST) return known ?? null;
    this.worth.set(written, null);
    this.depth++;
    const value = evaluate(expr, chunk, this, 0);
    this.depth--;
    // What depends on the arguments of a call is worth something else in the next one.
    if (this.frames.size > 0) this.worth.delete(written);
    else this.worth.set(written, value);
    return value;
  }

  private modelDefinition(
    at: Viewpoint,
    definition: Placed<Definition>,
    expr: Expr,
    site: Site,
    how: ModelDefinition['how'],
    decidedBy: string | null,
  ): ModelDefinition {
    return new Defined(this, definition, at, expr, site, how, decidedBy);
  }

  private parameter(
    at: Viewpoint,
    definition: Placed<Definition>,
    given: Extract<Given, { kind: 'parameter' }>,
  ): Meaning {
    const { of, index } = given;
    const parameter = of.parameters[index];
    const decidedBy = `argument ${parameter?.name.replace(/^#.*/, '') ?? ''} of ${this.functionName(of, definition)}`;
    if (parameter === undefined || parameter.rest)
      return { kind: 'unbound', why: 'gathers arguments that are not known', decidedBy };
    const frame = this.frames.get(of);
    const bound = frame?.[index];
    if (bound !== undefined) return { kind: 'value', value: constant(bound) };
    if (frame === undefined) {
      const item = this.inRound(at, definition, of.loop, index);
      if (item !== null) return item;
      const argument = this.argumentOf(given, definition.chunk);
      const how = this.isVarying && this.instanceOf(of, definition.chunk) !== null ? 'binding' : 'constant';
      if (argument !== null)
        return {
          kind: 'definition',
          definition: this.modelDefinition(at, definition, argument.expr, argument.chunk, how, decidedBy),
        };
    }
    const uses = this.names.callsOf(of, definition.chunk);
    if (parameter.default === null || (frame === undefined && this.isAlwaysGiven(uses, index)))
      return {
        kind: 'unbound',
        why: uses.length > 1 ? `given by ${uses.length} callers` : 'given by the caller',
        decidedBy,
      };
    const { chunk } = definition;
    return {
      kind: 'definition',
      definition: this.modelDefinition(at, definition, parameter.default, chunk, 'default', decidedBy),
    };
  }

  private isAlwaysGiven(uses: ReturnType<Names['callsOf']>, index: number): boolean {
    return (
      uses.length > 1 &&
      uses.every((use) => use.written.called !== null && argumentFor(use.written.called, index) !== null)
    );
  }

  /** The one argument that a parameter is ever given in this file, or null. */
  argumentOf({ of, index }: Extract<Given, { kind: 'parameter' }>, chunk: PlacedChunk): PlacedExpr | null {
    if (this.frames.has(of)) return null;
    const instance = this.instanceOf(of, chunk);
    if (instance !== null) {
      const argument = argumentFor(instance.expr, index);
      return argument === null ? null : { expr: argument.value, chunk: instance.chunk };
    }
    const [use, ...others] = this.names.callsOf(of, chunk);
    if (use === undefined || others.length > 0 || use.written.called === null) return null;
    // A function that calls itself decides nothing.
    for (let scope: LexicalScope | null = use.written.scope; scope !== null; scope = scope.parent)
      if (scope.body === of) return null;
    const argument = argumentFor(use.written.called, index);
    return argument === null ? null : { expr: argument.value, chunk: use.chunk };
  }

  private instanceOf(of: FunctionBody, chunk: PlacedChunk): PlacedExpr<CallExpr> | null {
    if (of.kind !== 'constructor' || this.instances.size === 0) return null;
    const scope = this.names.viewpoint(chunk, of.span.start).scope;
    const around = classAround(scope);
    return around === null ? null : (this.instances.get(around) ?? null);
  }

  private functionName(body: FunctionBody, { written }: Placed<Definition>): string {
    if (body.kind === 'constructor') return classAround(written.scope)?.classBody?.name ?? 'a class';
    return body.name ?? 'a function';
  }

  /** Everybody who reads a definition; of one entry, or seen from a use of one, those who may read that entry. */
  readersOf(definition: Placed<Definition>, at: Viewpoint | null, wanted: string | null = null): readonly Reader[] {
    return this.readers.of(definition, at, wanted);
  }

  /** The function, or the constructor of the class, that an expression stands for. */
  bodyOf({ expr, chunk }: PlacedExpr, constructs: boolean): Placed<FunctionBody> | null {
    const name = nameIn(expr);
    if (name === null) return null;
    const resolution = this.names.resolve(name, this.names.viewpoint(chunk, expr.span.start));
    if (!constructs) return this.names.functionOf(resolution);
    if (resolution.kind !== 'definition') return null;
    const { given } = resolution.definition.written;
    if (given.kind !== 'class') return null;
    const body = constructorOf(given.scope);
    return body === null ? null : { chunk: resolution.definition.chunk, written: body };
  }

  /** A name that is told apart from the same name elsewhere. */
  private labelOf({ chunk, written }: Placed<Definition>): string {
    const label = this.label(written.name, written.scope, chunk);
    for (let count = 1; ; count++) {
      const each = count === 1 ? label : `${label} (${count})`;
      const taken = this.labels.get(each);
      if (taken === undefined) this.labels.set(each, written);
      if (taken === undefined || taken === written) return each;
    }
  }

  private label(name: string, scope: LexicalScope, chunk: PlacedChunk): string {
    const owner = this.names.owner(name, scope, chunk);
    if (owner === null || typeof owner === 'string') return name;
    if (owner.kind === 'class') return `${name} of ${owner.classBody?.name ?? 'a class'}`;
    const body = functionOf(owner)?.body ?? null;
    if (body === null) return name;
    if (body.kind === 'constructor') return `${name} of ${classAround(owner)?.classBody?.name ?? 'a class'}`;
    return `${name} in ${body.name ?? 'a function'}()`;
  }
}

/** A definition as the model sees it from a place; its readers are looked for when somebody asks. */
class Defined implements ModelDefinition {
  readonly allowed = null;

  constructor(
    private readonly scope: TypeScriptScope,
    private readonly definition: Placed<Definition>,
    private readonly at: Viewpoint,
    readonly expr: Expr,
    readonly site: Site,
    readonly how: ModelDefinition['how'],
    readonly decidedBy: string | null,
  ) {}

  get readers(): readonly Reader[] {
    return this.scope.looksForReaders ? this.scope.readersOf(this.definition, this.at) : [];
  }
}

/** A call's place as a key: the same call is the same, however it was come upon. */
export function placeOf({ expr, chunk }: PlacedExpr): string {
  return `${chunk.file}:${chunk.base + expr.span.start}:${expr.span.end - expr.span.start}`;
}

/** A name, or an attribute of `this`, as names are kept. */
export function nameIn(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.name === 'this' ? null : expr.name;
  if (expr.kind === 'attribute' && expr.base.kind === 'name' && expr.base.name === 'this') return `this.${expr.name}`;
  return null;
}

function constructorOf(scope: LexicalScope): FunctionBody | null {
  return scope.children.find((each) => each.body?.kind === 'constructor')?.body ?? null;
}

/** What can be changed in its place. */
function isContainer(expr: Expr): boolean {
  return expr.kind === 'object' || expr.kind === 'list' || (expr.kind === 'call' && !isConstruction(expr));
}

/** A value that has been handed on is not written where it is used. */
function constant(value: Value): Value {
  if (value.kind !== 'scalar' || value.how !== 'literal') return value;
  return { ...value, how: 'constant', readers: value.readers };
}

/** An undecided part that nobody else names is the variable's. */
function owned(part: Value, label: string): Value {
  if (part.kind === 'unresolved' && part.decidedBy === null) return { ...part, decidedBy: label };
  if (part.kind === 'interpolation') return { ...part, parts: part.parts.map((each) => owned(each, label)) };
  return part;
}
