import { evaluate, seenFrom, unresolved, type Meaning, type Scope } from '../../model/evaluate';
import type { Expr, Scalar } from '../../model/expression';
import type { Binding, OtherFiles } from '../../model/language';
import { originAt, type Origin, type Site, type Span } from '../../model/origin';
import type { Entry, How, ResourceId, ScalarValue, Sourced, Value } from '../../model/value';
import { ABSENT, asString, valueAt } from '../../model/value';
import { allowedValues, readersOf } from './readers';
import type { PlacedChunk } from './chunk';
import { textOf } from './conditions';
import { unitOfFolder } from './files';
import { NULL_BY_DEFAULT } from './functions';
import { attributeOf, type HclBody } from './hcl';
import { instancesOf, NO_ENV, notReadBy, type Env, type Instance } from './instances';
import { interpret } from './interpret';
import { siteOf, type TerraformReading } from './reading';
import { pathFrom } from '../../model/folder';

/** Modules call modules; nobody does so more deeply. */
const DEEPEST = 8;

/** What all modules of one linking have in common. */
export interface Linking {
  readonly files: OtherFiles;
  readonly binding: Binding | null;
  /** The Region where no provider names one. */
  readonly region: Sourced<string>;
  /** The units whose modules are called. */
  readonly includes: Set<string>;
}

/** An argument of a call, and what its names mean there. */
interface Given {
  readonly expr: Expr;
  readonly site: Site;
  readonly env: Env;
}

/** Who calls a module. */
interface Caller {
  readonly module: Module;
  readonly given: ReadonlyMap<string, Given>;
  /** Folders on the way here: a module can't call itself. */
  readonly folders: readonly string[];
  readonly instance: Instance;
}

/** A module as it is deployed: by itself, or by a call with its arguments. */
export class Module {
  private readonly scopes = new Map<Env, Scope>();
  private readonly kept = new Map<string, Value>();
  private readonly made = new Map<string, readonly Instance[]>();
  private readonly called = new Map<string, readonly Module[]>();

  constructor(
    readonly linking: Linking,
    readonly reading: TerraformReading,
    readonly folder: string,
    /** `module.name`, empty for the root. */
    readonly address: string,
    readonly caller: Caller | null = null,
  ) {}

  /** The id of a resource by its address in this module. */
  idOf(address: string): ResourceId {
    return `${this.root().folder || '.'}#${this.nameOf(address)}`;
  }

  /** The whole address of a resource. */
  nameOf(address: string): string {
    return this.address === '' ? address : `${this.address}.${address}`;
  }

  root(): Module {
    return this.caller === null ? this : this.caller.module.root();
  }

  scope(env: Env = NO_ENV): Scope {
    let scope = this.scopes.get(env);
    if (scope === undefined) {
      const made: Scope = {
        lookup: (name, site, span) => this.lookup(name, site, span, env),
        decide: () => undefined,
        interpret: (expr, site, depth) => interpret(expr, site, depth, this, env),
      };
      scope = made;
      this.scopes.set(env, scope);
    }
    return scope;
  }

  evaluate(expr: Expr, site: Site, env: Env = NO_ENV): Value {
    return evaluate(expr, site, this.scope(env));
  }

  /** A name as conditions are called by: what an undecided condition of a called module rests on is its own. */
  conditionName(name: string, env: Env): string {
    const own = [...env.values()].find((value) => value.kind === 'scalar' && name.includes('each.'));
    const suffix = own?.kind === 'scalar' ? ` (${String(own.value)})` : '';
    return this.address === '' ? `${name}${suffix}` : `${this.address}: ${name}${suffix}`;
  }

  /** What a resource's or a call's block makes. */
  instances(placed: PlacedChunk, key: string, body: HclBody): readonly Instance[] {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    // What counts itself by itself makes one.
    this.made.set(key, [{ suffix: '', env: NO_ENV, exists: null }]);
    const site = siteOf(placed);
    const made = instancesOf(
      body,
      (expr) => notReadBy(this.evaluate(expr, site), originAt(site, expr.span)),
      (expr) => this.conditionName(textOf(expr), NO_ENV),
    );
    this.made.set(key, made);
    return made;
  }

  /** What a resource makes, by `type.name`; null where there is no such resource. */
  instancesOfResource(key: string): readonly Instance[] | null {
    const placed = this.reading.resources.get(key);
    const body = placed?.chunk.block?.body;
    return placed === undefined || body === undefined ? null : this.instances(placed, key, body);
  }

  /** The modules that a call makes; none where its source isn't in the workspace. */
  calls(name: string): readonly Module[] {
    const known = this.called.get(name);
    if (known !== undefined) return known;
    this.called.set(name, []);
    const placed = this.reading.calls.get(name);
    const body = placed?.chunk.block?.body;
    const made = placed === undefined || body === undefined ? [] : this.callsOf(name, placed, body);
    this.called.set(name, made);
    return made;
  }

  /** Whether the source of a call isn't in the workspace. */
  isUnseen(name: string): boolean {
    const body = this.reading.calls.get(name)?.chunk.block?.body;
    const source = body === undefined ? undefined : attributeOf(body, 'source')?.value;
    const path = source?.kind === 'literal' ? String(source.value) : '';
    const folder = /^\.\.?(?:\/|$)/.test(path) ? pathFrom(this.folder, path) : null;
    return folder === null || this.linking.files.reading(unitOfFolder(folder)) === null;
  }

  private callsOf(name: string, placed: PlacedChunk, body: HclBody): readonly Module[] {
    const source = attributeOf(body, 'source')?.value;
    const path = source?.kind === 'literal' ? String(source.value) : '';
    const folder = /^\.\.?(?:\/|$)/.test(path) ? pathFrom(this.folder, path) : null;
    const folders = [...(this.caller?.folders ?? []), this.folder];
    if (folder === null || folders.includes(folder) || folders.length > DEEPEST) return [];
    const unit = unitOfFolder(folder);
    const reading = this.linking.files.reading(unit) as TerraformReading | null;
    if (reading === null) return [];
    this.linking.includes.add(unit);
    const site = siteOf(placed);
    return this.instances(placed, `module.${name}`, body).map((instance) => {
      const given = new Map<string, Given>();
      for (const attribute of body.attributes)
        given.set(attribute.name, { expr: attribute.value, site, env: instance.env });
      const address = this.nameOf(`module.${name}${instance.suffix}`);
      return new Module(this.linking, reading, folder, address, { module: this, given, folders, instance });
    });
  }

  private lookup(name: string, site: Site, span: Span, env: Env): Meaning {
    const bound = env.get(name);
    if (bound !== undefined) return { kind: 'value', value: bound };
    const here = originAt(site, span);
    const dot = name.indexOf('.');
    const rest = name.slice(dot + 1);
    switch (name.slice(0, Math.max(0, dot))) {
      case 'var':
        return this.variable(rest, here);
      case 'local':
        return this.local(rest, here);
      case 'each':
      case 'count':
      case 'path':
      case 'terraform':
      case 'self':
      case 'module':
      case 'data':
        return unbound('known only when it is deployed', name);
    }
    if (this.instancesOfResource(name) === null)
      return unbound(dot === -1 ? `nothing is called "${name}"` : 'known only when it is deployed', name);
    const value: Value = { kind: 'reference', resource: this.idOf(this.sole(name)), attribute: 'Ref', usedAt: here };
    return { kind: 'value', value };
  }

  /** The address of a resource that is named without an index. */
  private sole(key: string): string {
    const [first] = this.instancesOfResource(key) ?? [];
    return `${key}${first?.suffix ?? ''}`;
  }

  private local(name: string, here: Origin): Meaning {
    const placed = this.reading.locals.get(name);
    if (placed === undefined) return unbound(`no local value "${name}"`, `local.${name}`);
    const { attribute, site } = placed;
    const value = this.keep(`local.${name}`, () => this.evaluate(attribute.value, site));
    return this.seen(value, here, `local.${name}`, 'constant', null, null);
  }

  private variable(name: string, here: Origin): Meaning {
    const declared = this.reading.variables.get(name);
    const key = `var.${name}`;
    if (declared === undefined) return unbound(`no variable "${name}"`, key);
    const given = this.caller?.given.get(name);
    if (this.caller !== null && given !== undefined) {
      const { module } = this.caller;
      const value = this.keep(key, () => module.evaluate(given.expr, given.site, given.env));
      return this.seen(value, here, key, 'constant', null, declared);
    }
    const outside = this.caller === null ? this.outside(name) : null;
    if (outside !== null) {
      const value = this.keep(key, () => this.evaluate(outside.expr, outside.site));
      return this.seen(value, here, key, 'binding', key, declared);
    }
    const body = declared.chunk.block?.body;
    const standard = body === undefined ? undefined : attributeOf(body, 'default');
    if (standard === undefined) return unbound('variable without default', key);
    const value = this.keep(key, () => this.evaluate(standard.value, siteOf(declared)));
    // A call that gives no value takes the default for good.
    if (this.caller !== null) return this.seen(value, here, key, 'constant', null, declared);
    if (value.kind === 'absent') return unbound(NULL_BY_DEFAULT, key);
    return this.seen(value, here, key, 'default', key, declared);
  }

  /**
   * What a variable of the root module stands for that is null unless somebody gives it a value, where null means one:
   * null where its default isn't.
   */
  nullByDefault(name: string, meant: Scalar, here: Origin): ScalarValue | null {
    const declared = this.reading.variables.get(name);
    const body = declared?.chunk.block?.body;
    const standard = body === undefined ? undefined : attributeOf(body, 'default')?.value;
    if (this.caller !== null || declared === undefined || standard?.kind !== 'nothing') return null;
    const key = `var.${name}`;
    return {
      kind: 'scalar',
      how: 'default',
      value: meant,
      origin: originAt(siteOf(declared), standard.span),
      usedAt: here,
      readers: readersOf(this.reading, key, true),
      decidedBy: key,
      allowed: allowedValues(declared),
    };
  }

  /** What a file of values gives to a variable of the root module. */
  private outside(name: string): { readonly expr: Expr; readonly site: Site } | null {
    const bound = this.linking.binding?.values.get(name);
    if (bound?.expr !== undefined) return { expr: bound.expr, site: { file: bound.origin.file, cell: null, base: 0 } };
    const always = this.reading.values.get(name);
    return always === undefined ? null : { expr: always.attribute.value, site: always.site };
  }

  private seen(
    value: Value,
    here: Origin,
    key: string,
    how: Extract<How, 'constant' | 'default' | 'binding'>,
    decidedBy: string | null,
    declared: PlacedChunk | null,
  ): Meaning {
    const readers = readersOf(this.reading, key, this.caller === null);
    const allowed = declared === null ? null : allowedValues(declared);
    const expr: Expr = { kind: 'nothing', span: { start: 0, end: 0 } };
    const site: Site = { file: here.file, cell: null, base: 0 };
    const definition = { expr, site, how, readers, decidedBy, allowed };
    return { kind: 'value', value: insideOf(seenFrom(value, here, definition), definition.how, decidedBy) };
  }

  /** A value by its name, worked out once; one that needs itself is not known. */
  private keep(key: string, make: () => Value): Value {
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const nowhere = { file: '', cell: null, start: 0, end: 0 };
    this.kept.set(key, unresolved('defined by itself', key, nowhere));
    const value = make();
    this.kept.set(key, value);
    return value;
  }

  /** The Region of the provider of a name (`west`), or of the one without. */
  providerRegion(alias: string | null): Sourced<string> {
    const passed = alias === null ? this.passedProvider() : null;
    if (passed !== null) return passed.module.providerRegion(passed.alias);
    for (const { body, site } of this.providers(alias)) {
      const region = attributeOf(body, 'region')?.value;
      if (region !== undefined) return asString(this.evaluate(region, site));
    }
    if (this.caller !== null && alias === null) return this.caller.module.providerRegion(null);
    return alias === null
      ? this.linking.region
      : { how: 'unresolved', why: `no provider "${alias}"`, decidedBy: `aws.${alias}`, usedAt: null };
  }

  /** The tags that the provider of a name, or the one without, gives to everything. */
  providerTags(alias: string | null): Value {
    const passed = alias === null ? this.passedProvider() : null;
    if (passed !== null) return passed.module.providerTags(passed.alias);
    const [provider] = this.providers(alias);
    if (provider === undefined)
      return alias === null && this.caller !== null ? this.caller.module.providerTags(null) : ABSENT;
    const { body, site } = provider;
    return this.keep(`provider.${alias ?? ''}.tags`, () => {
      const block = body.blocks.find((each) => each.type === 'default_tags')?.body;
      const tags = block === undefined ? undefined : attributeOf(block, 'tags')?.value;
      if (tags !== undefined) return this.evaluate(tags, site);
      const inJson = attributeOf(body, 'default_tags')?.value;
      return inJson === undefined ? ABSENT : valueAt(this.evaluate(inJson, site), ['tags']);
    });
  }

  /** The blocks of the AWS provider of a name, or of the one without. */
  private providers(alias: string | null): { readonly body: HclBody; readonly site: Site }[] {
    return this.reading.providers.flatMap((placed) => {
      const body = placed.chunk.block?.body;
      if (placed.chunk.labels[0] !== 'aws' || body === undefined) return [];
      const named = attributeOf(body, 'alias')?.value;
      const isOfName = (named?.kind === 'literal' ? named.value : null) === alias;
      return isOfName ? [{ body, site: siteOf(placed) }] : [];
    });
  }

  /** `providers = { aws = aws.west }` of the call. */
  private passedProvider(): { readonly module: Module; readonly alias: string | null } | null {
    const providers = this.caller?.given.get('providers')?.expr;
    if (this.caller === null || providers?.kind !== 'object') return null;
    for (const member of providers.members)
      if (member.kind === 'entry' && member.key === 'aws' && member.value.kind === 'name')
        return { module: this.caller.module, alias: aliasOf(member.value.name) };
    return null;
  }

  /** What the module gives to its caller. */
  output(name: string, here: Origin): Value {
    const placed = this.reading.outputs.get(name);
    const body = placed?.chunk.block?.body;
    const value = body === undefined ? undefined : attributeOf(body, 'value')?.value;
    if (placed === undefined || value === undefined) return unresolved(`no output "${name}"`, null, here);
    return this.keep(`output.${name}`, () => this.evaluate(value, siteOf(placed)));
  }
}

/** `aws.west` → `west`; `aws` is the one without a name. */
export function aliasOf(provider: string): string | null {
  const dot = provider.indexOf('.');
  return dot === -1 ? null : provider.slice(dot + 1);
}

function unbound(why: string, decidedBy: string): Meaning {
  return { kind: 'unbound', why, decidedBy };
}

/** What stands inside of a variable's list or object is decided by the variable too. */
function insideOf(value: Value, how: How, decidedBy: string | null): Value {
  if (decidedBy === null) return value;
  switch (value.kind) {
    case 'list':
      return { ...value, items: value.items.map((item) => decided(item, how, decidedBy)) };
    case 'object': {
      const entries = new Map<string, Entry>();
      for (const [key, entry] of value.entries)
        entries.set(key, { ...entry, value: decided(entry.value, how, decidedBy) });
      return { ...value, entries };
    }
    case 'scalar':
    case 'absent':
    case 'oneOf':
    case 'unresolved':
    case 'reference':
    case 'interpolation':
      return value;
  }
}

function decided(value: Value, how: How, decidedBy: string): Value {
  if (value.kind === 'scalar') {
    const sure = value.how === 'literal' || value.how === 'constant';
    return { ...value, how: sure ? how : value.how, decidedBy: value.decidedBy ?? decidedBy };
  }
  return insideOf(value, how, decidedBy);
}
