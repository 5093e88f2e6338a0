/* eslint-disable max-lines -- one table of what names mean */
import type { Expr } from '../../model/expression';
import type { Site, Span } from '../../model/origin';
import type { LocalScope, Given } from './fragment';
import type { Definition, Names, Resolution, Viewpoint } from './names';
import { definitionsIn } from './names';
import type { PlacedStatement } from './reading';
import type { SdkRole } from './sdkClasses';
import { isSdkClassName, MAKES, roleOfClass } from './sdkClasses';

export type CallExpr = Extract<Expr, { kind: 'call' }>;

/** An expression in its place. */
export interface PlacedExpr<E extends Expr = Expr> {
  readonly expr: E;
  readonly statement: PlacedStatement;
}

/** An object of the SageMaker Python SDK. */
export interface SdkObject {
  readonly kind: 'object';
  readonly role: SdkRole;
  readonly className: string;
  /** The call that made it, where it is in sight. */
  readonly made: PlacedExpr<CallExpr> | null;
  /** What it was made from: an estimator's model, a model's predictor. */
  readonly source: SdkObject | null;
  readonly method: string | null;
}

/** A class as it is written: in this unit, or in a file beside it. */
interface WrittenClass {
  readonly body: LocalScope;
  readonly statement: PlacedStatement;
}

/** What an expression stands for, as far as imports and assignments show. */
export type Thing =
  /** A module, class or function from outside, by its full path. */
  | { readonly kind: 'imported'; readonly path: string }
  | SdkObject
  | { readonly kind: 'client'; readonly service: string | null; readonly region: PlacedExpr | null }
  | { readonly kind: 'session'; readonly region: PlacedExpr | null }
  | { readonly kind: 'function'; readonly body: LocalScope; readonly statement: PlacedStatement }
  | ({ readonly kind: 'class'; readonly bases: readonly PlacedExpr[] } & WrittenClass)
  /** An object of a class of this unit. */
  | ({ readonly kind: 'instance'; readonly made: PlacedExpr<CallExpr> } & WrittenClass)
  /** Surely something else. */
  | { readonly kind: 'foreign' };

const DEEPEST = 24;
const FOREIGN: Thing = { kind: 'foreign' };
const OUTSIDE: LocalScope = {
  kind: 'module',
  name: '',
  parent: null,
  parameters: [],
  returns: [],
  bound: new Set(),
  handedOn: new Set(),
};

/** From where a name in an expression is looked up. */
export function viewpoint(name: string, statement: PlacedStatement, span: Span): Viewpoint {
  const uses = statement.read.fragment.names.get(name);
  const reference = uses?.references.find((each) => each.start === span.start);
  const { scope, block } = reference ?? { scope: OUTSIDE, block: null };
  return { statement, scope, block, start: span.start };
}

export function isPlaced(site: Site): site is PlacedStatement {
  return 'read' in site;
}

/** What a list or dictionary holds under a key. */
interface Item {
  readonly key: string;
  readonly item: PlacedExpr;
}

/** What is known of the files around, where they can be seen. */
export interface Elsewhere {
  /** What names mean in the file of a statement. */
  meaningsAt(statement: PlacedStatement): Meanings;
  /** A name of another file that an import brings, and who knows about it; null where that is not to be seen. */
  imported(path: string): { readonly name: string; readonly meanings: Meanings } | null;
  /** The construction that decides what an argument of a class is; null where none is known. */
  instanceOf(of: LocalScope, statement: PlacedStatement): PlacedExpr<CallExpr> | null;
}

/** What the names, calls and attributes of a unit stand for. An empty answer means that nothing shows it. */
export class Meanings {
  private readonly known = new Map<Expr, readonly Thing[]>();
  private depth = 0;

  constructor(
    private readonly names: Names,
    private readonly elsewhere: Elsewhere | null = null,
  ) {}

  private at(statement: PlacedStatement): Meanings {
    return this.elsewhere?.meaningsAt(statement) ?? this;
  }

  /** What an expression may stand for: several things where the code takes one of several ways. */
  of({ expr, statement }: PlacedExpr): readonly Thing[] {
    const own = this.at(statement);
    if (own !== this) return own.of({ expr, statement });
    const known = this.known.get(expr);
    if (known !== undefined) return known;
    if (this.depth >= DEEPEST) return [];
    this.depth++;
    const things = this.read(expr, statement);
    this.depth--;
    this.known.set(expr, things);
    return things;
  }

  objects(placed: PlacedExpr): SdkObject[] {
    return this.of(placed).filter((thing): thing is SdkObject => thing.kind === 'object');
  }

  private read(expr: Expr, statement: PlacedStatement): readonly Thing[] {
    switch (expr.kind) {
      case 'name':
        return this.named(expr.name, viewpoint(expr.name, statement, expr.span));
      case 'attribute':
        return this.attribute(expr, statement);
      case 'call':
        return this.called(expr, statement);
      case 'choice':
        return [...this.of({ expr: expr.then, statement }), ...this.of({ expr: expr.otherwise, statement })];
      case 'index':
        return this.items({ expr: expr.base, statement }, expr.key);
      case 'literal':
      case 'concat':
      case 'list':
      case 'object':
        return [FOREIGN];
      case 'nothing':
      case 'opaque':
        return [];
    }
  }

  private named(name: string, at: Viewpoint): readonly Thing[] {
    const resolution = this.names.resolve(name, at);
    if (resolution.kind === 'none') return this.undefinedName(name);
    return this.ofResolution(resolution);
  }

  /** What the module gives a name in the end. */
  private ofModule(name: string): readonly Thing[] {
    return this.ofResolution(this.names.inModule(name));
  }

  /** What an import brings: something of a file beside this one, or of a package. */
  private importedFrom(path: string): readonly Thing[] {
    const found = this.depth < DEEPEST ? (this.elsewhere?.imported(path) ?? null) : null;
    if (found === null) return [{ kind: 'imported', path }];
    // Packages may hand a name to each other in a circle.
    this.depth++;
    const things = found.meanings.ofModule(found.name);
    this.depth--;
    return things;
  }

  private ofResolution(resolution: Resolution): readonly Thing[] {
    const found = definitionsIn(resolution).flatMap((definition) => this.defined(definition));
    return found.length > 1 ? [...new Set(found)] : found;
  }

  /** What a list or dictionary holds: the item of a constant key, else any of them. */
  private items(placed: PlacedExpr, key: Expr | null): readonly Thing[] {
    return this.itemsUnder(placed, key?.kind === 'literal' ? String(key.value) : null);
  }

  /** What a list or dictionary holds under a key; any of its items where the key isn't known. */
  itemsUnder({ expr, statement }: PlacedExpr, key: string | null): readonly Thing[] {
    const own = this.at(statement);
    if (own !== this) return own.itemsUnder({ expr, statement }, key);
    const all = this.itemsOf({ expr, statement });
    const wanted = key === null ? all : all.filter((each) => each.key === key);
    return (wanted.length > 0 ? wanted : all).flatMap((each) => this.of(each.item));
  }

  private itemsOf({ expr, statement }: PlacedExpr): readonly Item[] {
    if (expr.kind === 'list')
      return expr.items.map((item, index) => ({ key: String(index), item: { expr: item, statement } }));
    if (expr.kind === 'object')
      return expr.members.flatMap((member) =>
        member.kind === 'entry' ? [{ key: member.key, item: { expr: member.value, statement } }] : [],
      );
    // `models.items()`, `models.values()`
    if (expr.kind === 'call' && expr.callee.kind === 'attribute' && /^(?:items|values)$/.test(expr.callee.name))
      return this.itemsOf({ expr: expr.callee.base, statement });
    if (expr.kind !== 'name') return [];
    return this.itemsOfName(this.names.resolve(expr.name, viewpoint(expr.name, statement, expr.span)));
  }

  private itemsOfName(resolution: Resolution): readonly Item[] {
    if (this.depth >= DEEPEST) return [];
    this.depth++;
    const found = definitionsIn(resolution).flatMap((definition) => {
      const { given } = definition.written;
      if (given.kind === 'import') {
        const other = this.elsewhere?.imported(given.path) ?? null;
        return other === null ? [] : other.meanings.itemsOfName(other.meanings.names.inModule(other.name));
      }
      const own =
        given.kind === 'value' ? this.itemsOf({ expr: given.value.expr, statement: definition.statement }) : [];
      return [...own, ...this.itemsPut(definition)];
    });
    this.depth--;
    return found;
  }

  /** `models["name"] = model`, `models.append(model)` */
  private itemsPut(definition: Definition): readonly Item[] {
    return this.names.tableOf(definition).mutations.flatMap(({ statement, written: { action, keys, value } }) => {
      const [key] = keys;
      if (value === null || keys.length > 1 || (action !== 'set' && action !== 'append')) return [];
      const named = key?.expr.kind === 'literal' ? String(key.expr.value) : '';
      return [{ key: named, item: { expr: value.expr, statement } }];
    });
  }

  /** A name that comes from an import of everything, or from code that isn't here: the packages are called what they are. */
  private undefinedName(name: string): readonly Thing[] {
    if (name === 'sagemaker' || name === 'boto3') return [{ kind: 'imported', path: name }];
    const imports = this.names.written('*').get('module')?.definitions ?? [];
    for (const { written } of imports)
      if (written.given.kind === 'import' && written.given.path.startsWith('sagemaker') && isSdkClassName(name))
        return [{ kind: 'imported', path: `${written.given.path}.${name}` }];
    return [];
  }

  private defined({ statement, written }: Definition): readonly Thing[] {
    const { given } = written;
    switch (given.kind) {
      case 'value': {
        const things = this.of({ expr: given.value.expr, statement });
        return things.length > 0 || given.annotation === null
          ? things
          : this.annotated(given.annotation.expr, statement);
      }
      case 'context':
        return this.of({ expr: given.value.expr, statement });
      case 'import':
        return this.importedFrom(given.path);
      case 'function':
        return [{ kind: 'function', body: given.body, statement }];
      case 'class':
        return [
          { kind: 'class', body: given.body, statement, bases: given.bases.map(({ expr }) => ({ expr, statement })) },
        ];
      case 'parameter':
        return this.parameter(given, statement);
      case 'loop':
        return given.over === null ? [] : this.items({ expr: given.over.expr, statement }, null);
      case 'unfollowed':
        return [];
    }
  }

  private parameter(
    { of, index }: Extract<Given, { kind: 'parameter' }>,
    statement: PlacedStatement,
  ): readonly Thing[] {
    const parameter = of.parameters[index];
    if (parameter === undefined) return [];
    const instance = this.elsewhere?.instanceOf(of, statement) ?? null;
    const given = instance === null ? null : argumentOf(instance.expr, of, index, true);
    if (instance !== null && given !== null) return this.of({ expr: given, statement: instance.statement });
    if (parameter.annotation !== null) {
      const annotated = this.annotated(parameter.annotation.expr, statement);
      if (annotated.length > 0) return annotated;
    }
    const passed = this.names.callsOf(of, statement).flatMap((call) => {
      const value = argumentOf(call.written.called?.expr, of, index, isMethod(of, statement));
      return value === null ? [] : this.of({ expr: value, statement: call.statement });
    });
    if (passed.length > 0) return passed;
    return parameter.default === null
      ? []
      : this.of({ expr: parameter.default.expr, statement }).filter((thing) => thing.kind !== 'foreign');
  }

  /** An object of the type that an annotation names: `Model`, `Optional[Model]`, `Model | None`, `"Model"`. */
  private annotated(expr: Expr, statement: PlacedStatement): readonly Thing[] {
    if (expr.kind === 'index') return this.annotated(expr.key, statement);
    if (expr.kind === 'list') return expr.items.flatMap((item) => this.annotated(item, statement));
    return this.of({ expr, statement }).flatMap((thing): readonly Thing[] => {
      if (thing.kind !== 'imported') return [];
      const role = roleOfClass(thing.path);
      if (role !== null)
        return [{ kind: 'object', role, className: lastOf(thing.path), made: null, source: null, method: null }];
      if (/^boto(?:core|3)\b/.test(thing.path)) return [];
      return /^(?:typing|builtins)\b/.test(thing.path) ? [] : [FOREIGN];
    });
  }

  private attribute(expr: Extract<Expr, { kind: 'attribute' }>, statement: PlacedStatement): readonly Thing[] {
    const { base, name } = expr;
    if (base.kind === 'name' && (base.name === 'self' || base.name === 'cls')) {
      const own = this.selfAttribute(name, statement, expr.span);
      if (own.length > 0) return own;
    }
    return this.of({ expr: base, statement }).flatMap((thing): readonly Thing[] => this.attributeOf(thing, name));
  }

  private selfAttribute(name: string, statement: PlacedStatement, span: Span): readonly Thing[] {
    const at = viewpoint(`self.${name}`, statement, span);
    const resolution = this.names.resolve(`self.${name}`, at);
    if (resolution.kind !== 'none') return this.ofResolution(resolution);
    // Where nothing tells which of several definitions holds, it may be what any of them gives.
    const definitions = this.names.tableAt(`self.${name}`, at)?.definitions ?? [];
    if (definitions.length > 0) return [...new Set(definitions.flatMap((each) => this.defined(each)))];
    const body = this.names.classAround(statement, at.scope);
    return body === null ? [] : this.memberOf(body, name);
  }

  /** What a class of this unit defines under a name. */
  private memberOf(body: LocalScope, name: string): readonly Thing[] {
    const found = this.names.member(body, name);
    return found === null ? [] : this.ofResolution(found);
  }

  private attributeOf(thing: Thing, name: string): readonly Thing[] {
    switch (thing.kind) {
      case 'imported':
        return this.importedFrom(`${thing.path}.${name}`);
      case 'object':
        if (thing.role === 'session' && name === 'sagemaker_client') return [this.clientOf(thing, 'sagemaker')];
        if (thing.role === 'session' && name === 'sagemaker_runtime_client')
          return [this.clientOf(thing, 'sagemaker-runtime')];
        if (thing.role === 'session' && name === 'boto_session')
          return [{ kind: 'session', region: this.regionOfObject(thing) }];
        if (name === 'sagemaker_session') return this.sessionOf(thing);
        if (name === 'predictor' || name === 'model') return [thing];
        return [];
      case 'session':
        return [];
      case 'class':
      case 'instance':
        return this.at(thing.statement).memberOf(thing.body, name);
      case 'client':
      case 'function':
      case 'foreign':
        return [];
    }
  }

  private clientOf(session: SdkObject, service: string): Thing {
    return { kind: 'client', service, region: this.regionOfObject(session) };
  }

  private sessionOf(thing: SdkObject): readonly Thing[] {
    const given = thing.made === null ? null : keywordOf(thing.made.expr, 'sagemaker_session');
    if (given !== null && thing.made !== null) return this.of({ expr: given, statement: thing.made.statement });
    return [{ kind: 'object', role: 'session', className: 'Session', made: null, source: null, method: null }];
  }

  /** Where the code names the Region of an object's session. */
  regionOfObject(thing: SdkObject): PlacedExpr | null {
    for (let each: SdkObject | null = thing; each !== null; each = each.source) {
      if (each.made === null) continue;
      const { expr, statement } = each.made;
      const session =
        keywordOf(expr, 'sagemaker_session') ??
        keywordOf(expr, 'boto_session') ??
        keywordOf(expr, 'session') ??
        (each.role === 'session' ? positionalOf(expr, 0) : null);
      const found = session === null ? [] : this.of({ expr: session, statement });
      for (const one of found) {
        if (one.kind === 'session' && one.region !== null) return one.region;
        const region = one.kind === 'object' && one !== each ? this.regionOfObject(one) : null;
        if (region !== null) return region;
      }
      const region = keywordOf(expr, 'region');
      if (region !== null && each.role === 'core') return { expr: region, statement };
    }
    return null;
  }

  private called(call: CallExpr, statement: PlacedStatement): readonly Thing[] {
    const { callee } = call;
    const made: PlacedExpr<CallExpr> = { expr: call, statement };
    if (callee.kind === 'attribute') {
      const bases = this.of({ expr: callee.base, statement });
      const found = bases.flatMap((base): readonly Thing[] => this.methodOf(base, callee.name, made));
      if (found.length > 0) return found;
    }
    return this.of({ expr: callee, statement }).flatMap((thing): readonly Thing[] => this.callOf(thing, made));
  }

  private methodOf(base: Thing, method: string, made: PlacedExpr<CallExpr>): readonly Thing[] {
    if (base.kind === 'session' && (method === 'client' || method === 'resource'))
      return [this.client(made, base.region)];
    if (base.kind === 'object') {
      if (base.role === 'session' && method === 'client') return [this.client(made, this.regionOfObject(base))];
      const makes = Object.hasOwn(MAKES, method) ? MAKES[method] : undefined;
      if (makes?.of.includes(base.role) === true) {
        const className = makes.className ?? base.className;
        return [{ kind: 'object', role: makes.role, className, made, source: base, method }];
      }
      // `estimator.attach` through an object, `builder.configure_for_…().build()`
      return method.startsWith('configure') ? [base] : [];
    }
    if (base.kind === 'imported') {
      const role = roleOfClass(base.path);
      if (role === 'core') return [{ kind: 'object', role, className: lastOf(base.path), made, source: null, method }];
      if (role !== null && /^(?:attach|from_\w+|create|get)$/.test(method))
        return [{ kind: 'object', role, className: lastOf(base.path), made, source: null, method }];
    }
    return [];
  }

  private callOf(thing: Thing, made: PlacedExpr<CallExpr>): readonly Thing[] {
    switch (thing.kind) {
      case 'imported':
        return this.madeBy(thing.path, made);
      case 'class': {
        const role = this.roleOfOwnClass(thing.bases, made);
        return [role ?? { kind: 'instance', body: thing.body, statement: thing.statement, made }];
      }
      case 'function':
        return thing.body.returns.flatMap(({ expr }) => this.of({ expr, statement: thing.statement }));
      case 'object':
      case 'client':
      case 'session':
      case 'instance':
      case 'foreign':
        return [];
    }
  }

  private madeBy(path: string, made: PlacedExpr<CallExpr>): readonly Thing[] {
    if (path === 'boto3.client' || path === 'boto3.resource') return [this.client(made, null)];
    if (path === 'boto3.Session' || path === 'boto3.session.Session')
      return [{ kind: 'session', region: regionArgument(made, 3) }];
    // Whatever a mock is asked for is a mock.
    if (/^(?:unittest\.)?mock\b/.test(path)) return [{ kind: 'imported', path }];
    const role = roleOfClass(path);
    if (role !== null) return [{ kind: 'object', role, className: lastOf(path), made, source: null, method: null }];
    // A function of somebody else's module may return anything; a class of it is something else.
    return /^[A-Z]/.test(lastOf(path)) && !/^sagemaker(?:_core)?\b/.test(path) ? [FOREIGN] : [];
  }

  /** An object of a class of this unit that is derived from one of the SDK's. */
  private roleOfOwnClass(bases: readonly PlacedExpr[], made: PlacedExpr<CallExpr>): SdkObject | null {
    for (const base of bases)
      for (const thing of this.of(base)) {
        const role = thing.kind === 'imported' ? roleOfClass(thing.path) : null;
        if (role !== null && thing.kind === 'imported')
          return { kind: 'object', role, className: lastOf(thing.path), made, source: null, method: null };
        const inherited =
          thing.kind === 'class' && this.depth < DEEPEST ? this.roleOfOwnClass(thing.bases, made) : null;
        if (inherited !== null) return inherited;
      }
    return null;
  }

  private client(made: PlacedExpr<CallExpr>, region: PlacedExpr | null): Thing {
    const { expr, statement } = made;
    const service = keywordOf(expr, 'service_name') ?? positionalOf(expr, 0);
    return {
      kind: 'client',
      service: service === null ? null : this.text({ expr: service, statement }),
      region: regionArgument(made, 1) ?? region,
    };
  }

  /** A constant text, through names. */
  text({ expr, statement }: PlacedExpr, depth = 0): string | null {
    if (expr.kind === 'literal') return String(expr.value);
    if (expr.kind !== 'name' || depth > DEEPEST) return null;
    const resolution = this.names.resolve(expr.name, viewpoint(expr.name, statement, expr.span));
    if (resolution.kind !== 'definition') return null;
    const { written, statement: where } = resolution.definition;
    return written.given.kind === 'value'
      ? this.text({ expr: written.given.value.expr, statement: where }, depth + 1)
      : null;
  }
}

function regionArgument({ expr, statement }: PlacedExpr<CallExpr>, position: number): PlacedExpr | null {
  const region = keywordOf(expr, 'region_name') ?? positionalOf(expr, position);
  return region === null ? null : { expr: region, statement };
}

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

export function keywordOf(call: CallExpr, keyword: string): Expr | null {
  return call.args.find((argument) => argument.keyword === keyword)?.value ?? null;
}

export function positionalOf(call: CallExpr, position: number): Expr | null {
  const positional = call.args.filter((argument) => argument.keyword === null);
  return positional[position]?.value ?? null;
}

/** Whether a function is a method: its first parameter is the object. */
export function isMethod(body: LocalScope, statement: PlacedStatement): boolean {
  const { parent } = body;
  if (parent === null || parent.kind === 'function') return false;
  return parent.kind === 'class' || statement.memberOf !== null;
}

/** The expression that a call gives for a parameter; null where it gives none or can't be told. */
export function argumentOf(call: Expr | undefined, body: LocalScope, index: number, method: boolean): Expr | null {
  const parameter = body.parameters[index];
  if (call?.kind !== 'call' || parameter === undefined || parameter.star !== '') return null;
  const named = keywordOf(call, parameter.name);
  if (named !== null) return named;
  const position = index - (method ? 1 : 0);
  const before = call.args.slice(0, position + 1);
  if (before.some((argument) => argument.keyword === '*')) return null;
  return positionalOf(call, position);
}
