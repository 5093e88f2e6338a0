import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';
import { argumentOf, isMethod } from './calls';
import type { LocalScope, Given } from './fragment';
import type { Definition, Names, Resolution, Viewpoint } from './names';
import { definitionsIn } from './names';
import { viewpoint, type CallExpr, type PlacedExpr } from './placed';
import type { PlacedStatement } from './reading';
import type { SdkRole } from './sdkClasses';
import { isSdkClassName, roleOfClass } from './sdkClasses';
import { attributeOf, calledThings } from './sdkObjects';

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

export const DEEPEST = 24;
export const FOREIGN: Thing = { kind: 'foreign' };
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

  at(statement: PlacedStatement): Meanings {
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
        return calledThings(this, expr, statement);
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
  importedFrom(path: string): readonly Thing[] {
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
    return this.of({ expr: base, statement }).flatMap((thing): readonly Thing[] => attributeOf(this, thing, name));
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
  memberOf(body: LocalScope, name: string): readonly Thing[] {
    const found = this.names.member(body, name);
    return found === null ? [] : this.ofResolution(found);
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

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
