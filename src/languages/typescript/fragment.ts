import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';

/**
 * What a stretch of code says that matters here, by itself. All offsets count from the start of the stretch, so that it
 * can be kept when it moves.
 */
export interface Fragment {
  readonly root: LexicalScope;
  /** Every name that is written in the stretch. */
  readonly names: ReadonlyMap<string, true>;
  /** Every use of a name, by name. An attribute is a use of a name like `.attribute` too, whatever it is one of. */
  readonly references: ReadonlyMap<string, readonly Reference[]>;
  /** Later values of names: `x = …`, `this.x = …`. */
  readonly assignments: ReadonlyMap<string, readonly Definition[]>;
  /** Changes of what a name stands for: `x.a.b = …`, `x.push(…)`. */
  readonly mutations: ReadonlyMap<string, readonly Mutation[]>;
  readonly calls: readonly CandidateCall[];
  /** The modules that are imported. */
  readonly imports: readonly string[];
}

/** A stretch of code with names of its own. */
export interface LexicalScope extends Span {
  readonly kind: 'module' | 'function' | 'block' | 'class';
  readonly parent: LexicalScope | null;
  readonly children: LexicalScope[];
  readonly definitions: Map<string, Definition[]>;
  /** Which way of which statement the block is, else null. */
  readonly way: Way | null;
  /** Statements that may leave the function before what follows them in the block. */
  readonly exits: Exit[];
  readonly body: FunctionBody | null;
  readonly classBody: ClassBody | null;
}

/** One of several ways of a statement. */
export interface Way {
  readonly kind: 'if' | 'loop' | 'try' | 'switch';
  /** The statement that takes the ways. */
  readonly branching: Branching;
  readonly arm: 'then' | 'otherwise' | 'other';
  /** When it is taken; null where that isn't a matter of one condition. */
  readonly when: When | null;
  /** The loop that it is done again in for each item, if it is one. */
  readonly loop?: Loop | null;
}

/** What is done once for each item of a list. Told apart by identity. */
export interface Loop {
  readonly over: Expr;
  /** What a round takes: an item of a list, or a key of an object (`for … in`). */
  readonly takes: 'items' | 'keys';
}

/** Told apart by identity. */
export interface Branching {
  /** The condition of an `if`. */
  readonly test: Expr | null;
}

/** A condition that holds, or doesn't. */
export interface When {
  readonly test: Expr;
  readonly negated: boolean;
}

/** From here on the code goes on only so. */
export interface Exit {
  readonly after: number;
  readonly when: When;
}

export interface FunctionBody {
  /** A function that is a value has the name that it is given to. */
  name: string | null;
  readonly kind: 'function' | 'method' | 'constructor';
  readonly parameters: readonly Parameter[];
  readonly returns: Expr[];
  readonly span: Span;
  /** The loop that it is the body of: `items.forEach(function)`. */
  loop: Loop | null;
}

export interface Parameter {
  readonly name: string;
  readonly default: Expr | null;
  readonly rest: boolean;
}

export interface ClassBody {
  readonly name: string | null;
  readonly base: Expr | null;
}

/** What gives a name its meaning. */
export type Given =
  | { readonly kind: 'value'; readonly expr: Expr; readonly annotation: string | null }
  /** `name`: the exported name, `*` for the whole module, `default`. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string }
  | { readonly kind: 'function'; readonly body: FunctionBody }
  | { readonly kind: 'class'; readonly scope: LexicalScope }
  | { readonly kind: 'parameter'; readonly of: FunctionBody; readonly index: number }
  | { readonly kind: 'loop'; readonly of: Loop | null }
  /** Declared, and given nothing yet. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unfollowed'; readonly why: string };

/** Attributes of `this` are names like `this.name`, in the scope of the class; static ones are `static.name`. */
export interface Definition extends Span {
  readonly name: string;
  readonly scope: LexicalScope;
  /** The name has the meaning from here on. */
  readonly from: number;
  readonly given: Given;
}

export interface Reference extends Span {
  readonly scope: LexicalScope;
  /** `display`: printed or logged only. */
  readonly role: 'value' | 'display';
  /** The entry that is read, where its name is constant: `name.key`, `name['key']`. */
  readonly key: string | null;
  /** The call, where the name is called or constructed. */
  readonly called: CallExpr | null;
}

export interface Mutation extends Span {
  readonly scope: LexicalScope;
  readonly from: number;
  readonly keys: readonly (string | null)[];
  readonly action: 'set' | 'push' | 'other';
  readonly value: Expr | null;
}

export type CallExpr = Extract<Expr, { kind: 'call' }>;

/** `new X(…)`, which `Expr` has no kind for. */
export interface Construction extends CallExpr {
  readonly constructs: true;
}

export function isConstruction(expr: Expr): expr is Construction {
  return expr.kind === 'call' && 'constructs' in expr;
}

/** A function as a value, which `Expr` has no kind for. */
export interface FunctionExpr {
  readonly kind: 'opaque';
  readonly why: string;
  readonly decidedBy: null;
  readonly span: Span;
  readonly body: FunctionBody;
}

export function isFunction(expr: Expr): expr is FunctionExpr {
  return expr.kind === 'opaque' && 'body' in expr;
}

/** A call or construction whose name may be hosting. */
export interface CandidateCall extends Span {
  /** The last name of what is called. */
  readonly method: string;
  readonly call: CallExpr;
  /** The called name alone. */
  readonly header: Span;
  readonly scope: LexicalScope;
  readonly inLoop: boolean;
  /** What has to hold within its statement: `isProd && new X(…)`. */
  readonly guards: readonly When[];
  /** What `send` is called on, where a command is made for it in place. */
  readonly sentBy: Expr | null;
  /** Nobody takes what it gives. */
  readonly isStatement: boolean;
}
