import { evaluate, movedTo, pick, unresolved, type Scope } from '../../model/evaluate';
import type { Expr, Scalar } from '../../model/expression';
import { nameProperty } from '../../model/graph';
import { originAt, type Origin, type Site } from '../../model/origin';
import type { Entry, Value } from '../../model/value';
import { ABSENT, asNumber, isKnown, known } from '../../model/value';
import { textOf, truthOf } from './conditions';
import { derived, howOf, listOf, NULL_BY_DEFAULT, scalar, valueOfFunction } from './functions';
import { attributeOf } from './hcl';
import { pairsOf, notReadBy, type Env } from './instances';
import type { Module } from './module';
import { pickedBy } from './outcomes';
import { siteOf } from './reading';
import { objectOf } from './properties';
import { registryPath } from './prebuiltImage';
import { pascal, WORDS } from './vocabulary';

type Attribute = Extract<Expr, { kind: 'attribute' }>;
type Call = Extract<Expr, { kind: 'call' }>;

/** The value of an attribute, an operator, a loop or a function. */
export function interpret(expr: Attribute | Call, site: Site, depth: number, module: Module, env: Env): Value {
  const here = originAt(site, expr.span);
  return expr.kind === 'attribute'
    ? new Interpreter(module, env, site, depth).attribute(expr, here)
    : new Interpreter(module, env, site, depth).call(expr, here);
}

class Interpreter {
  private readonly scope: Scope;

  constructor(
    private readonly module: Module,
    private readonly env: Env,
    private readonly site: Site,
    private readonly depth: number,
  ) {
    this.scope = module.scope(env);
  }

  private value(expr: Expr): Value {
    return evaluate(expr, this.site, this.scope, this.depth);
  }

  attribute(expr: Attribute, here: Origin): Value {
    const { base, name } = expr;
    const called = this.calledModules(base);
    if (called !== null) {
      const [first] = called;
      return first === undefined
        ? unresolved('the module is not in the workspace', `${textOfName(base)}.${name}`, here)
        : movedTo(first.output(name, here), here);
    }
    if (base.kind === 'name' && base.name.startsWith('data.')) return this.ofData(base.name, name, here);
    const value = this.value(base);
    const splat = isSplat(base);
    return this.ofValue(value, name, here, splat);
  }

  private ofValue(value: Value, name: string, here: Origin, splat: boolean): Value {
    switch (value.kind) {
      case 'oneOf':
        return {
          ...value,
          usedAt: here,
          branches: value.branches.map((each) => this.ofValue(each, name, here, splat)),
        };
      case 'list':
        if (splat)
          return listOf(
            value.items.map((item) => this.ofValue(item, name, here, false)),
            here,
            value.open,
          );
        return unresolved('a list has no such attribute', null, here);
      case 'reference':
        return value.attribute === 'Ref'
          ? this.ofResource(value.resource, name, here)
          : unresolved('known only when it is deployed', null, here);
      case 'object': {
        const written = value.entries.has(name) || !value.entries.has(pascal(name)) ? name : pascal(name);
        return pick(value, scalar(written, 'literal', here), here);
      }
      case 'unresolved':
        return unresolved(value.why, value.decidedBy === null ? null : `${value.decidedBy}.${name}`, here);
      case 'absent':
      case 'scalar':
      case 'interpolation':
        return unresolved('not an object', null, here);
    }
  }

  /** Modules that `module.name` or `module.name[0]` stands for; null where it is no module. */
  private calledModules(base: Expr): readonly Module[] | null {
    if (base.kind === 'name') return base.name.startsWith('module.') ? this.module.calls(base.name.slice(7)) : null;
    if (base.kind !== 'call' || base.callee.kind !== 'name' || base.callee.name !== '[]') return null;
    const [named, key] = base.args.map((arg) => arg.value);
    if (named?.kind !== 'name' || !named.name.startsWith('module.') || key === undefined) return null;
    const suffix = suffixOf(this.value(key));
    const all = this.module.calls(named.name.slice(7));
    return all.filter((each) => each.address.endsWith(suffix));
  }

  /** What a resource says of itself: its name and ARN are known when it is deployed, the rest as it is written. */
  private ofResource(id: string, name: string, here: Origin): Value {
    const address = id.slice(id.indexOf('#') + 1 + (this.module.address === '' ? 0 : this.module.address.length + 1));
    const key = /^[^[]*/.exec(address)?.[0] ?? address;
    const [type = ''] = key.split('.');
    const words = WORDS[type];
    const reference = (attribute: string): Value => ({ kind: 'reference', resource: id, attribute, usedAt: here });
    if (words !== undefined) {
      if (name === 'arn') return reference('Arn');
      if (
        name === 'id' ||
        words.names?.[name] === nameProperty(words.type) ||
        pascal(name) === nameProperty(words.type)
      )
        return reference(nameProperty(words.type));
    }
    const placed = this.module.reading.resources.get(key);
    const body = placed?.chunk.block?.body;
    if (placed !== undefined && body !== undefined) {
      const instance = this.module.instancesOfResource(key)?.find((each) => address === key + each.suffix);
      const written = attributeOf(body, name);
      const env = instance?.env ?? this.env;
      if (written !== undefined) return movedTo(this.module.evaluate(written.value, siteOf(placed), env), here);
      const blocks = body.blocks.filter(
        (block) => block.type === name || (block.type === 'dynamic' && block.labels[0]?.text === name),
      );
      if (blocks.length > 0) {
        const whole = objectOf(
          { ...body, attributes: [], blocks },
          words ?? {},
          siteOf(placed),
          this.module,
          env,
          body.span,
        );
        const [only] = whole.entries.values();
        if (only !== undefined)
          return only.value.kind === 'object' ? listOf([movedTo(only.value, here)], here) : movedTo(only.value, here);
      }
    }
    return unresolved('known only when it is deployed', `${key}.${name}`, here);
  }

  private ofData(key: string, name: string, here: Origin): Value {
    const placed = this.module.reading.data.get(key);
    const body = placed?.chunk.block?.body;
    const written = body === undefined ? undefined : attributeOf(body, name);
    if (placed !== undefined && written !== undefined)
      return movedTo(this.module.evaluate(written.value, siteOf(placed)), here);
    if (key.startsWith('data.aws_sagemaker_prebuilt_ecr_image.') && name === 'registry_path' && placed !== undefined) {
      const argument = (each: string): Value => {
        const given = body === undefined ? undefined : attributeOf(body, each)?.value;
        return given === undefined ? ABSENT : movedTo(this.module.evaluate(given, siteOf(placed)), here);
      };
      const own = argument('region');
      const region = own.kind === 'absent' ? this.region(here) : own;
      return registryPath({ repository: argument('repository_name'), tag: argument('image_tag'), region }, here);
    }
    if (key.startsWith('data.aws_region.') && (name === 'name' || name === 'id' || name === 'region')) {
      const region = this.region(here);
      if (region.kind === 'scalar') return region;
    }
    return unresolved('known only when it is deployed', `${key}.${name}`, here);
  }

  /** The Region of the provider without a name. */
  private region(here: Origin): Value {
    const region = this.module.providerRegion(null);
    if (!isKnown(region)) return unresolved('the Region is not known', 'data.aws_region', here);
    return { ...scalar(region.value, region.how, here), origin: region.origin, decidedBy: region.decidedBy };
  }

  call(expr: Call, here: Origin): Value {
    const name = expr.callee.kind === 'name' ? expr.callee.name : '';
    const [first, second, third] = expr.args.map((arg) => arg.value);
    switch (name) {
      case '?:':
        return first === undefined || second === undefined || third === undefined
          ? unresolved('it is not finished', null, here)
          : this.conditional(first, second, third, here);
      case '[]':
        return first === undefined || second === undefined
          ? ABSENT
          : named(this.indexed(first, this.value(second), here), expr);
      case '[*]':
        return first === undefined ? ABSENT : this.splat(first, here);
      case '{}':
        return first === undefined || second === undefined ? ABSENT : this.keyed(first, second, expr, here);
      case 'for[]':
      case 'for{}':
        return this.loop(name === 'for{}', expr, here);
    }
    if (/^\W/.test(name)) return this.operator(name, expr, here);
    return named(valueOfFunction(name, this.argumentsOf(expr), here), expr);
  }

  private argumentsOf({ args }: Call): readonly Value[] {
    return args.flatMap((arg): readonly Value[] => {
      const value = this.value(arg.value);
      if (arg.keyword !== '*') return [value];
      return value.kind === 'list' && !value.open ? value.items : [value];
    });
  }

  private conditional(test: Expr, then: Expr, otherwise: Expr, here: Origin): Value {
    const { truth, name, negated } = truthOf(test, (each) => this.value(each));
    if (truth !== undefined) return this.value(truth ? then : otherwise);
    const branches = [then, otherwise].map((branch) => this.value(branch));
    if (negated) branches.reverse();
    const condition = this.module.conditionName(name, this.env);
    return { kind: 'oneOf', condition, branches, usedAt: here };
  }

  private indexed(base: Expr, key: Value, here: Origin): Value {
    const instances = base.kind === 'name' ? this.module.instancesOfResource(base.name) : null;
    if (base.kind !== 'name' || instances === null || this.env.has(base.name))
      return pickedBy(this.value(base), key, here);
    const suffix = suffixOf(key);
    const [only, ...others] = instances;
    const instance =
      instances.find((each) => each.suffix === suffix) ??
      (others.length === 0 && key.kind !== 'scalar' ? only : undefined);
    if (instance === undefined) return unresolved(`there is no ${base.name}${suffix}`, null, here);
    const resource = this.module.idOf(base.name + instance.suffix);
    return { kind: 'reference', resource, attribute: 'Ref', usedAt: here };
  }

  private splat(base: Expr, here: Origin): Value {
    const instances = base.kind === 'name' ? this.module.instancesOfResource(base.name) : null;
    if (base.kind === 'name' && instances !== null)
      return listOf(
        instances.map(({ suffix }): Value => ({
          kind: 'reference',
          resource: this.module.idOf(base.name + suffix),
          attribute: 'Ref',
          usedAt: here,
        })),
        here,
      );
    const value = this.value(base);
    if (value.kind === 'absent') return listOf([], here);
    return value.kind === 'object' || value.kind === 'scalar' ? listOf([value], here) : movedTo(value, here);
  }

  /** `(var.key) = value` in an object. */
  private keyed(key: Expr, value: Expr, expr: Call, here: Origin): Value {
    const name = this.value(key);
    if (name.kind !== 'scalar') return unresolved('a key that is not known', null, here);
    const text = String(name.value);
    const keyOrigin = originAt(this.site, key.span);
    const entry: Entry = { key: text, keyOrigin, origin: originAt(this.site, expr.span), value: this.value(value) };
    return { kind: 'object', entries: new Map([[text, entry]]), open: null, origin: here, usedAt: here };
  }

  private loop(isObject: boolean, { args }: Call, here: Origin): Value {
    const [named, over, ...results] = args.map((arg) => arg.value);
    const test = args.at(-1)?.keyword === 'if' ? results.pop() : undefined;
    const [first, second, grouped] = results;
    if (named?.kind !== 'literal' || over === undefined || first === undefined) return unresolved('a loop', null, here);
    const collection = notReadBy(this.value(over), originAt(this.site, over.span));
    return this.looped(collection, here, (pairs, open, why) => {
      const names = String(named.value).split(',');
      const entries = new Map<string, Entry>();
      const items: Value[] = [];
      let unknown = open;
      for (const [key, value] of pairs) {
        const inside = new Interpreter(this.module, withNames(this.env, names, key, value), this.site, this.depth + 1);
        const wanted = test === undefined ? true : truthOf(test, (each) => inside.value(each)).truth;
        if (wanted === false) continue;
        if (wanted === undefined) unknown = true;
        else if (!isObject) items.push(inside.value(first));
        else if (second !== undefined && grouped === undefined) {
          const entryKey = inside.value(first);
          const result = inside.value(second);
          const at = originAt(this.site, second.span);
          if (entryKey.kind !== 'scalar') unknown = true;
          else
            entries.set(String(entryKey.value), {
              key: String(entryKey.value),
              keyOrigin: originAt(this.site, first.span),
              origin: at,
              value: result,
            });
        } else unknown = true;
      }
      if (!isObject) return listOf(items, here, unknown);
      return { kind: 'object', entries, open: unknown ? why : null, origin: here, usedAt: here };
    });
  }

  private looped(
    collection: Value,
    here: Origin,
    over: (pairs: readonly (readonly [Value, Value])[], open: boolean, why: string) => Value,
  ): Value {
    switch (collection.kind) {
      case 'oneOf':
        return {
          ...collection,
          usedAt: here,
          branches: collection.branches.map((each) => this.looped(each, here, over)),
        };
      case 'list':
        return over(numberedPairs(collection.items), collection.open, 'a list that is not known whole');
      case 'object':
        return over(pairsOf(collection), collection.open !== null, collection.open ?? 'a key that is not known');
      case 'unresolved':
        return unresolved(collection.why, collection.decidedBy, here);
      case 'absent':
      case 'scalar':
      case 'reference':
      case 'interpolation':
        return unresolved('a collection that is known only when it is deployed', null, here);
    }
  }

  private operator(name: string, expr: Call, here: Origin): Value {
    if (['!', '&&', '||', '==', '!=', '<', '<=', '>', '>='].includes(name)) {
      const { truth, name: condition, negated } = truthOf(expr, (each) => this.value(each));
      if (truth !== undefined) return scalar(truth, 'constant', here);
      const branches = [scalar(!negated, 'constant', here), scalar(negated, 'constant', here)];
      return { kind: 'oneOf', condition: this.module.conditionName(condition, this.env), branches, usedAt: here };
    }
    const values = expr.args.map((arg) => this.value(arg.value));
    return arithmetic(name, values, here);
  }
}

function arithmetic(operator: string, values: readonly Value[], here: Origin): Value {
  const choice = values.findIndex((value) => value.kind === 'oneOf');
  const chosen = values[choice];
  if (chosen?.kind === 'oneOf')
    return {
      ...chosen,
      usedAt: here,
      branches: chosen.branches.map((each) => arithmetic(operator, values.with(choice, each), here)),
    };
  const scalars = values.flatMap((value) => (value.kind === 'scalar' ? [value] : []));
  const [first] = scalars;
  const numbers = scalars.map((each) => known(asNumber(each)));
  if (first === undefined || scalars.length < values.length || numbers.includes(undefined)) {
    const open = values.find((value) => value.kind === 'unresolved');
    return open?.kind === 'unresolved'
      ? unresolved(open.why, open.decidedBy, here)
      : unresolved('known only when it is deployed', null, here);
  }
  const [left = 0, right] = numbers;
  const result = calculated(operator, left, right);
  return result === null ? unresolved('no number', null, here) : derived(howOf(scalars, first), result, here);
}

function calculated(operator: string, left: number, right: number | undefined): Scalar | null {
  if (right === undefined) return operator === '-' ? -left : null;
  const result = { '+': left + right, '-': left - right, '*': left * right, '/': left / right, '%': left % right }[
    operator
  ];
  return result === undefined || !Number.isFinite(result) ? null : result;
}

/** What is not known is told apart by all that is written: `lookup(var.types, "a")` is not `lookup(var.types, "b")`. */
function named(value: Value, expr: Expr): Value {
  if (value.kind !== 'unresolved' || value.decidedBy === null || value.why === NULL_BY_DEFAULT) return value;
  return { ...value, decidedBy: textOf(expr) };
}

function isSplat(expr: Expr): boolean {
  if (expr.kind === 'attribute') return isSplat(expr.base);
  return expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === '[*]';
}

function suffixOf(key: Value): string {
  if (key.kind !== 'scalar') return '[*]';
  return typeof key.value === 'number' ? `[${String(key.value)}]` : `[${JSON.stringify(String(key.value))}]`;
}

function textOfName(expr: Expr): string {
  return expr.kind === 'name' ? expr.name : 'module';
}

function withNames(env: Env, names: readonly string[], key: Value, value: Value): Env {
  const [first = '', second] = names;
  const inner = new Map(env);
  if (second === undefined) inner.set(first, value);
  else inner.set(first, key).set(second, value);
  return inner;
}

/** In a loop over a list the key is the position. */
function numberedPairs(items: readonly Value[]): (readonly [Value, Value])[] {
  return items.map((item, index) => {
    const at = item.kind === 'absent' ? { file: '', cell: null, start: 0, end: 0 } : item.usedAt;
    return [scalar(index, 'constant', at), item] as const;
  });
}
