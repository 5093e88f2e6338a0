import type { Site } from '../../model/origin';
import type { Branching, CallExpr, Definition, FunctionBody, LexicalScope, Mutation, Reference } from './fragment';
import { isFunction } from './fragment';
import type { PlacedChunk, TypeScriptReading } from './reading';

/** Something that is written in a stretch, with the stretch in its place. */
export interface Placed<T> {
  readonly chunk: PlacedChunk;
  readonly written: T;
}

/** The scope that a name belongs to; all stretches of a file share the module's, which has the file's name. */
export type Owner = LexicalScope | string;

/** Finds what a file imports from a file beside it; null where that isn't to be seen. */
export type Load = (specifier: string, from: string) => TypeScriptReading | null;

/** A place from where a name is looked up. */
export interface Viewpoint {
  readonly chunk: PlacedChunk;
  readonly scope: LexicalScope;
  /** In the stretch. */
  readonly start: number;
}

/** Which definition a name has at a use. */
export type Resolution =
  | { readonly kind: 'definition'; readonly definition: Placed<Definition> }
  /** One of two ways was taken; null where that way gives it no value. */
  | {
      readonly kind: 'branches';
      readonly branching: Branching;
      readonly chunk: PlacedChunk;
      readonly then: Resolution;
      readonly otherwise: Resolution;
    }
  | { readonly kind: 'none'; readonly why: string };

const UNDEFINED = 'not defined here';

export function isPlacedChunk(site: Site): site is PlacedChunk {
  return 'read' in site;
}

/** The names of a file, and of those that it imports from. Made afresh for each linking; all is worked out when asked for. */
export class Names {
  private readonly module = new Map<string, readonly Placed<Definition>[]>();
  private readonly tables = new Map<Owner, Map<string, readonly Placed<Definition>[]>>();
  private readonly uses = new Map<Owner, Map<string, readonly Placed<Reference>[]>>();
  private readonly mentions = new Map<string, readonly PlacedChunk[]>();
  private readonly readings = new Map<string, TypeScriptReading>();
  private readonly followed = new Set<string>();

  constructor(
    private readonly reading: TypeScriptReading,
    private readonly load: Load = () => null,
  ) {
    this.add(reading);
  }

  /** Takes in another file. */
  add(reading: TypeScriptReading): void {
    this.readings.set(reading.source.file, reading);
  }

  /** Takes in another file that what it imports matters of too. */
  follow(reading: TypeScriptReading): void {
    this.add(reading);
    this.followed.add(reading.source.file);
  }

  /** What the module of a file gives a name. */
  private inModule(name: string, file: string): readonly Placed<Definition>[] {
    const key = `${file}\n${name}`;
    const known = this.module.get(key);
    if (known !== undefined) return known;
    const found = this.mentioning(name, file).flatMap((chunk) =>
      (chunk.read.fragment.root.definitions.get(name) ?? []).map((written) => ({ chunk, written })),
    );
    this.module.set(key, found);
    return found;
  }

  /** What a name that a file imports stands for in the file that it is imported from. */
  imported(module: string, name: string, from = this.reading.source.file): Placed<Definition> | null {
    if (!module.startsWith('.')) return null;
    const reading = this.load(module, from);
    if (reading === null) return null;
    this.add(reading);
    const [only, ...others] = this.definitions(name, reading.source.file, reading.chunks[0] ?? null);
    return only === undefined || others.length > 0 || only.written.given.kind === 'import' ? null : only;
  }

  /** The innermost scope around a place. */
  viewpoint(chunk: PlacedChunk, start: number): Viewpoint {
    let scope = chunk.read.fragment.root;
    for (;;) {
      const inner = innerAt(scope.children, start);
      if (inner === undefined) return { chunk, scope, start };
      scope = inner;
    }
  }

  /** The scope that a name belongs to where it is used, or null where nothing defines it. */
  owner(name: string, scope: LexicalScope, { file }: PlacedChunk): Owner | null {
    const isMember = name.startsWith('this.') || name.startsWith('static.');
    for (let each: LexicalScope | null = scope; each !== null && each.kind !== 'module'; each = each.parent) {
      if (isMember ? each.kind === 'class' : each.definitions.has(name)) return each;
    }
    return this.inModule(name, file).length > 0 ? file : null;
  }

  /** Whether anything in the file has a name. */
  isDefined(name: string): boolean {
    const isIn = (scope: LexicalScope): boolean => scope.definitions.has(name) || scope.children.some(isIn);
    return this.reading.chunks.some((chunk) => isIn(chunk.read.fragment.root));
  }

  /** Every value that a name is given in its scope, in the order of the text. */
  definitions(name: string, owner: Owner, chunk: PlacedChunk | null): readonly Placed<Definition>[] {
    const table = this.tables.get(owner) ?? new Map<string, readonly Placed<Definition>[]>();
    this.tables.set(owner, table);
    const known = table.get(name);
    if (known !== undefined) return known;
    const declared =
      typeof owner === 'string'
        ? this.inModule(name, owner)
        : (owner.definitions.get(name) ?? []).flatMap((written) => (chunk === null ? [] : [{ chunk, written }]));
    const chunks = typeof owner === 'string' ? this.mentioning(name, owner) : chunk === null ? [] : [chunk];
    const later = chunks.flatMap((each) =>
      (each.read.fragment.assignments.get(name) ?? [])
        .filter((written) => this.owner(name, written.scope, each) === owner)
        .map((written) => ({ chunk: each, written })),
    );
    const all = [...declared, ...later].sort((a, b) => positionOf(a) - positionOf(b));
    const valued = all.filter((each) => each.written.given.kind !== 'nothing');
    const found = valued.length > 0 ? valued : all;
    table.set(name, found);
    return found;
  }

  resolve(name: string, at: Viewpoint): Resolution {
    const owner = this.owner(name, at.scope, at.chunk);
    if (owner === null) return { kind: 'none', why: UNDEFINED };
    const found = this.definitions(name, owner, at.chunk);
    const [only, ...others] = found;
    if (only === undefined) return { kind: 'none', why: UNDEFINED };
    const isMember = name.startsWith('this.') || name.startsWith('static.');
    if (others.length === 0) {
      const { way } = only.written.scope;
      // A field that is set under a condition may have no value at all.
      if (isMember && way !== null && only.written.given.kind === 'value')
        return { kind: 'none', why: 'set under a condition' };
      const { given } = only.written;
      // One step: what that file imports itself is not looked for.
      const { file } = only.chunk;
      const isFollowed = file === this.reading.source.file || this.followed.has(file);
      const imported = given.kind === 'import' && isFollowed ? this.imported(given.module, given.name, file) : null;
      return { kind: 'definition', definition: imported ?? only };
    }
    if (isMember) return inFlow(found, Infinity, null);
    const own = functionOf(at.scope);
    if (!found.every((each) => functionOf(each.written.scope) === own))
      return { kind: 'none', why: `assigned ${found.length} times, in several functions` };
    const position = at.chunk.base + at.start;
    if (changesInLoop(found, position, at.scope))
      return { kind: 'none', why: 'changes from one round of the loop to the next' };
    return inFlow(found, position, at.scope);
  }

  /** All uses of a name with the meaning that it has in a scope. */
  references(name: string, owner: Owner, chunk: PlacedChunk): readonly Placed<Reference>[] {
    const table = this.uses.get(owner) ?? new Map<string, readonly Placed<Reference>[]>();
    this.uses.set(owner, table);
    const known = table.get(name);
    if (known !== undefined) return known;
    const found = (typeof owner === 'string' ? this.mentioning(name, owner) : [chunk]).flatMap((each) =>
      (each.read.fragment.references.get(name) ?? [])
        .filter((written) => this.owner(name, written.scope, each) === owner)
        .map((written) => ({ chunk: each, written })),
    );
    table.set(name, found);
    return found;
  }

  mutations(name: string, owner: Owner, chunk: PlacedChunk): Placed<Mutation>[] {
    const chunks = typeof owner === 'string' ? this.mentioning(name, owner) : [chunk];
    return chunks.flatMap((each) =>
      (each.read.fragment.mutations.get(name) ?? [])
        .filter((written) => this.owner(name, written.scope, each) === owner)
        .map((written) => ({ chunk: each, written })),
    );
  }

  /** Every use of a name as an attribute of anything but `this`. */
  attributes(name: string, { file }: PlacedChunk): readonly Placed<Reference>[] {
    return this.mentioning(`.${name}`, file).flatMap((chunk) =>
      (chunk.read.fragment.references.get(`.${name}`) ?? []).map((written) => ({ chunk, written })),
    );
  }

  /** The stretches in which a name is used. */
  private mentioning(name: string, file: string): readonly PlacedChunk[] {
    const key = `${file}\n${name}`;
    const known = this.mentions.get(key);
    if (known !== undefined) return known;
    const reading = this.readings.get(file);
    const found = reading?.index.placesOf(name).flatMap((at) => reading.chunks[at] ?? []) ?? [];
    this.mentions.set(key, found);
    return found;
  }

  /** The uses of a function, a method or a class that may call it. */
  callsOf(body: FunctionBody, chunk: PlacedChunk): readonly Placed<Reference>[] {
    const scope = scopeOfBody(chunk, body);
    const around = scope?.parent ?? null;
    if (body.kind === 'constructor') {
      const classScope = around?.kind === 'class' ? around : null;
      const name = classScope?.classBody?.name;
      const parent = classScope?.parent;
      if (name === undefined || name === null || parent === undefined || parent === null) return [];
      const owner = this.owner(name, parent, chunk);
      return owner === null ? [] : this.references(name, owner, chunk).filter((each) => each.written.called !== null);
    }
    if (body.name === null || around === null) return [];
    if (around.kind === 'class')
      return [...this.references(`this.${body.name}`, around, chunk), ...this.attributes(body.name, chunk)];
    const owner = this.owner(body.name, around, chunk);
    return owner === null ? [] : this.references(body.name, owner, chunk);
  }

  /** The function that a name stands for, with the stretch that it is written in. */
  functionOf(resolution: Resolution): Placed<FunctionBody> | null {
    if (resolution.kind !== 'definition') return null;
    const { chunk, written } = resolution.definition;
    if (written.given.kind === 'function') return { chunk, written: written.given.body };
    if (written.given.kind === 'value' && isFunction(written.given.expr))
      return { chunk, written: written.given.expr.body };
    return null;
  }
}

function innerAt(scopes: readonly LexicalScope[], start: number): LexicalScope | undefined {
  let low = 0;
  let high = scopes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const scope = scopes[middle];
    if (scope === undefined) return undefined;
    if (start < scope.start) high = middle - 1;
    else if (start >= scope.end) low = middle + 1;
    else return scope;
  }
  return undefined;
}

export function scopeOfBody(chunk: PlacedChunk, body: FunctionBody): LexicalScope | null {
  let scope: LexicalScope | undefined = chunk.read.fragment.root;
  while (scope !== undefined && scope.body !== body) scope = innerAt(scope.children, body.span.start);
  return scope ?? null;
}

export function positionOf({ chunk, written }: Placed<Definition>): number {
  return chunk.base + written.from;
}

/** The function, or the module, that a scope runs in. */
export function functionOf(scope: LexicalScope): LexicalScope | null {
  for (let each: LexicalScope | null = scope; each !== null; each = each.parent)
    if (each.kind === 'function') return each;
  return null;
}

/** The class around a scope. */
export function classAround(scope: LexicalScope): LexicalScope | null {
  for (let each: LexicalScope | null = scope; each !== null; each = each.parent) if (each.kind === 'class') return each;
  return null;
}

function isWithin(scope: LexicalScope | null, outer: LexicalScope): boolean {
  for (let each = scope; each !== null; each = each.parent) if (each === outer) return true;
  return false;
}

/** The ways around a definition that a place is not in, outermost first. */
function foreignWays(scope: LexicalScope, place: LexicalScope | null): LexicalScope[] {
  const found: LexicalScope[] = [];
  for (let each: LexicalScope | null = scope; each !== null && each.kind !== 'function'; each = each.parent)
    if (each.way !== null && !isWithin(place, each)) found.unshift(each);
  return found;
}

interface OpenBranching {
  readonly branching: Branching;
  readonly before: Resolution;
  readonly arms: { readonly then?: Resolution; readonly otherwise?: Resolution };
}

/** The value that holds at a position: straight-line code, and one level of `if` around it. */
function inFlow(found: readonly Placed<Definition>[], position: number, place: LexicalScope | null): Resolution {
  let state: Resolution = { kind: 'none', why: UNDEFINED };
  const open: { of: OpenBranching | null } = { of: null };
  for (const definition of found) {
    if (positionOf(definition) > position) break;
    const [foreign, ...deeper] = foreignWays(definition.written.scope, place);
    const { way } = foreign ?? { way: null };
    const own: Resolution = { kind: 'definition', definition };
    if (way === null) {
      state = own;
      open.of = null;
      continue;
    }
    // The place is on another way of the same statement: what is given here is not given there.
    if (place !== null && isOnWayOf(place, way.branching)) continue;
    if (way.kind !== 'if' || deeper.length > 0) {
      state = { kind: 'none', why: 'assigned under conditions' };
      open.of = null;
      continue;
    }
    const { branching, arm } = way;
    const ways: OpenBranching = open.of?.branching === branching ? open.of : { branching, before: state, arms: {} };
    open.of = { ...ways, arms: { ...ways.arms, [arm]: own } };
    const { before, arms } = open.of;
    const { chunk } = definition;
    state = { kind: 'branches', branching, chunk, then: arms.then ?? before, otherwise: arms.otherwise ?? before };
  }
  return state;
}

function isOnWayOf(place: LexicalScope, branching: Branching): boolean {
  for (let each: LexicalScope | null = place; each !== null; each = each.parent)
    if (each.way?.branching === branching) return true;
  return false;
}

function changesInLoop(found: readonly Placed<Definition>[], position: number, place: LexicalScope): boolean {
  for (let loop: LexicalScope | null = place; loop !== null && loop.kind !== 'function'; loop = loop.parent) {
    if (loop.way?.kind !== 'loop') continue;
    const around = loop;
    if (found.some((each) => positionOf(each) > position && isWithin(each.written.scope, around))) return true;
  }
  return false;
}

/** The argument that a call gives for a parameter; null where it gives none or can't be told. */
export function argumentFor(call: CallExpr, index: number): CallExpr['args'][number] | null {
  const before = call.args.slice(0, index + 1);
  if (before.some((argument) => argument.keyword === '*')) return null;
  return call.args[index] ?? null;
}
