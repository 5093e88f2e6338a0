import { evaluate, movedTo, pick, unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { AllowedValues, ResourceId, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import { isAsset, NAMES_UPLOADED, uploaded } from '../cdk/assets';
import { enumValue } from '../cdk/enums';
import { literalAt } from '../cdk/properties';
import type { CallExpr } from './fragment';
import { classAround } from './names';
import { localPath } from './localPath';
import { pathOf } from './paths';
import type { PlacedExpr, TypeScriptScope } from './scope';
import { nameIn } from './scope';
import { sourceOf } from './sourceText';
import { constructionOf, regionOfStack } from './stackRegion';
import { answeredBy, constructionBehind, expressionBehind, madeBy } from './behind';

type AttributeExpr = Extract<Expr, { kind: 'attribute' }>;

/** What an attribute is worth. */
export function interpretAttribute(
  scope: TypeScriptScope,
  placed: PlacedExpr<AttributeExpr>,
  here: Origin,
  depth: number,
): Value {
  const { expr, chunk } = placed;
  const variable = environmentVariable(expr);
  if (variable !== null) return unresolved('set in the environment', variable, here);
  const policy = expr.name === 'PolicyARN' ? answeredBy(scope, { expr: expr.base, chunk }) : null;
  if (policy !== null) return { kind: 'reference', resource: policy, attribute: 'Ref', usedAt: here };
  const static_ = ofClass(scope, placed, depth) ?? ofNamespace(scope, placed, depth);
  if (static_ !== null) return static_;
  const constant = pathValue(scope, placed, here);
  if (constant !== null) return constant;
  if (expr.base.kind === 'name' && expr.base.name === 'this') return ofThis(scope, placed, here, depth);
  const made = ofMade(scope, placed, here);
  if (made !== null) return made;
  return ofValue(evaluate(expr.base, chunk, scope, depth + 1), expr, here);
}

function environmentVariable({ base, name }: AttributeExpr): string | null {
  const isEnvironment =
    base.kind === 'attribute' && base.name === 'env' && base.base.kind === 'name' && base.base.name === 'process';
  return isEnvironment ? `process.env.${name}` : null;
}

/** A constant of a library, or one of the values that only a deployment knows. */
function pathValue(scope: TypeScriptScope, placed: PlacedExpr<AttributeExpr>, here: Origin): Value | null {
  const path = pathOf(scope, placed);
  if (path === null) return null;
  const value = enumValue(path);
  if (value === null) return ABSENT;
  if (value !== undefined) return literalAt(value, here);
  if (/^(?:Aws|AWS)\.REGION$/.test(path.name)) return region(scope, here);
  if (/^Aws\.[A-Z_]+$/.test(path.name)) return deployTime(path.name.slice('Aws.'.length), here);
  return path.module === '' ? null : unresolved(`a constant of ${path.module}`, `${path.module}.${path.name}`, here);
}

function region(scope: TypeScriptScope, here: Origin): Value {
  const { region: known } = scope;
  if (!('value' in known)) return deployTime('Region', here);
  return { kind: 'scalar', ...known, usedAt: here, allowed: null };
}

function deployTime(name: string, here: Origin): Value {
  return unresolved('known only when it is deployed', `AWS::${name}`, here);
}

const PSEUDO: Readonly<Record<string, string>> = {
  account: 'AccountId',
  partition: 'Partition',
  stackName: 'StackName',
  urlSuffix: 'URLSuffix',
};

/** A field of the class that the code stands in; of a stack also what every stack has. */
function ofThis(scope: TypeScriptScope, placed: PlacedExpr<AttributeExpr>, here: Origin, depth: number): Value {
  const { expr, chunk } = placed;
  const name = `this.${expr.name}`;
  const at = scope.names.viewpoint(chunk, expr.span.start);
  const owner = scope.names.owner(name, at.scope, chunk);
  const isDefined = owner !== null && scope.names.definitions(name, owner, chunk).length > 0;
  if (isDefined) return evaluate({ kind: 'name', name, span: expr.span }, chunk, scope, depth + 1);
  if (expr.name === 'region') {
    const own = regionOfStack(scope, constructionOf(scope, chunk, classAround(at.scope)));
    return own === null ? region(scope, here) : movedTo(own, here);
  }
  const pseudo = PSEUDO[expr.name];
  return pseudo === undefined
    ? unresolved(`${name} is set by a class that is extended`, name, here)
    : deployTime(pseudo, here);
}

/** `Sizes.SMALL` of a class of this file. */
function ofClass(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<AttributeExpr>, depth: number): Value | null {
  if (expr.base.kind !== 'name') return null;
  const resolution = scope.names.resolve(expr.base.name, scope.names.viewpoint(chunk, expr.base.span.start));
  if (resolution.kind !== 'definition' || resolution.definition.written.given.kind !== 'class') return null;
  const { scope: body } = resolution.definition.written.given;
  const written = body.definitions.get(`static.${expr.name}`)?.[0];
  if (written?.given.kind !== 'value') return null;
  const definition = { chunk: resolution.definition.chunk, written };
  const at = scope.names.viewpoint(chunk, expr.span.start);
  const name = scope.nameFor(scope.meaning(written.name, at, { kind: 'definition', definition }));
  return evaluate({ kind: 'name', name, span: expr.span }, chunk, scope, depth + 1);
}

/** `config.TYPE`, where all of a file beside this one is imported as `config`. */
function ofNamespace(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<AttributeExpr>, depth: number): Value | null {
  if (expr.base.kind !== 'name') return null;
  const resolution = scope.names.resolve(expr.base.name, scope.names.viewpoint(chunk, expr.base.span.start));
  const given = resolution.kind === 'definition' ? resolution.definition.written.given : null;
  if (given?.kind !== 'import' || given.name !== '*') return null;
  const definition = scope.names.imported(given.module, expr.name);
  if (definition === null) return null;
  const at = scope.names.viewpoint(chunk, expr.span.start);
  const name = scope.nameFor(scope.meaning(expr.name, at, { kind: 'definition', definition }));
  return evaluate({ kind: 'name', name, span: expr.span }, chunk, scope, depth + 1);
}

const MEMBERS: Readonly<Record<string, 'Endpoint' | 'EndpointConfig' | 'Model'>> = {
  cfnEndpoint: 'Endpoint',
  cfnEndpointConfig: 'EndpointConfig',
  cfnModel: 'Model',
  sagemakerEndpoint: 'Endpoint',
  sagemakerEndpointConfig: 'EndpointConfig',
  sagemakerModel: 'Model',
};

/** An attribute of an object that makes a resource: a reference to the resource. */
function ofMade(scope: TypeScriptScope, { expr, chunk }: PlacedExpr<AttributeExpr>, here: Origin): Value | null {
  const base = { expr: expr.base, chunk };
  const made = madeBy(scope, base);
  if (made !== null) {
    const own = memberOfMade(scope, { expr, chunk });
    const attribute = own === null ? attributeName(expr.name) : 'Ref';
    return { kind: 'reference', resource: own ?? made.main, attribute, usedAt: here };
  }
  const member = memberOfMade(scope, base);
  if (member !== null)
    return { kind: 'reference', resource: member, attribute: attributeName(expr.name), usedAt: here };
  const construction = constructionBehind(scope, base);
  if (construction === null) return null;
  return ofAsset(scope, construction, expr.name, here) ?? ofParameter(scope, construction, expr.name, here);
}

/** Where an asset lies once it is uploaded: `new Asset(this, 'Model', { path: … }).s3ObjectUrl`. */
function ofAsset(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  attribute: string,
  here: Origin,
): Value | null {
  const path = NAMES_UPLOADED.has(attribute) ? pathOf(scope, { expr: expr.callee, chunk }) : null;
  const props = expr.args[2] === undefined ? null : expressionBehind(scope, { expr: expr.args[2].value, chunk });
  if (path === null || !isAsset(path) || props?.expr.kind !== 'object') return null;
  const given = props.expr.members.find((each) => each.kind === 'entry' && each.key === 'path');
  // What is unpacked may name another path.
  if (given === undefined || props.expr.members.some((each) => each.kind === 'spread')) return null;
  const file = localPath(scope, { expr: given.value, chunk: props.chunk });
  return file === null ? null : uploaded(file, here);
}

/** `construct.cfnEndpoint`: one of the resources that a construct makes. */
function memberOfMade(scope: TypeScriptScope, { expr, chunk }: PlacedExpr): ResourceId | null {
  if (expr.kind !== 'attribute' || !Object.hasOwn(MEMBERS, expr.name)) return null;
  const type = MEMBERS[expr.name];
  return type === undefined ? null : (madeBy(scope, { expr: expr.base, chunk })?.byType[type] ?? null);
}

/** `attrEndpointName` → `EndpointName` */
function attributeName(name: string): string {
  if (name === 'ref') return 'Ref';
  const bare = name.replace(/^attr(?=[A-Z])/, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** A parameter of the template: its default, as the code writes it. */
function ofParameter(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  attribute: string,
  here: Origin,
): Value | null {
  if (!/^valueAs(?:String|Number)$|^value$/.test(attribute)) return null;
  if (pathOf(scope, { expr: expr.callee, chunk })?.name !== 'CfnParameter') return null;
  const id = expr.args[1]?.value;
  const name = id?.kind === 'literal' ? String(id.value) : null;
  const props = expr.args[2] === undefined ? ABSENT : scope.value({ expr: expr.args[2].value, chunk });
  const given = props.kind === 'object' ? (props.entries.get('default')?.value ?? ABSENT) : ABSENT;
  if (given.kind !== 'scalar') return unresolved('parameter without default', name, here);
  const number = attribute === 'valueAsNumber' ? Number(given.value) : null;
  const value = number === null || !Number.isFinite(number) ? given.value : number;
  // Other stacks and templates see the same parameter.
  return { ...given, value, how: 'default', usedAt: here, decidedBy: name, allowed: allowedValues(props) };
}

/** The closed list of a parameter's values. */
function allowedValues(props: Value): AllowedValues | null {
  const list = props.kind === 'object' ? props.entries.get('allowedValues')?.value : undefined;
  if (list?.kind !== 'list') return null;
  const values = list.items.flatMap((item) => (item.kind === 'scalar' ? [item.value] : []));
  return { values, origin: list.origin };
}

function ofValue(base: Value, expr: AttributeExpr, here: Origin): Value {
  switch (base.kind) {
    case 'object': {
      if (!base.entries.has(expr.name) && base.open === null) return ABSENT;
      return pick(base, literalAt(expr.name, here), here);
    }
    case 'list':
      return expr.name === 'length' && !base.open
        ? literalAt(base.items.length, here)
        : unresolved('the value of an expression', null, here);
    case 'oneOf':
      return {
        kind: 'oneOf',
        condition: base.condition,
        branches: base.branches.map((branch) => ofValue(branch, expr, here)),
        usedAt: here,
      };
    case 'unresolved':
      return { ...base, decidedBy: memberOf(base.decidedBy, expr), usedAt: here };
    case 'absent':
      return ABSENT;
    case 'scalar':
    case 'reference':
    case 'interpolation':
      return unresolved(`known only when ${sourceOf(expr)} is`, null, here);
  }
}

/** `argument props of Stack` → `argument props.size of Stack` */
function memberOf(decidedBy: string | null, { base, name }: AttributeExpr): string | null {
  if (decidedBy === null) return nameIn(base) === null ? null : `${sourceOf(base)}.${name}`;
  const argument = /^argument (\S*) ?of (.*)$/.exec(decidedBy);
  if (argument !== null)
    return `argument ${[argument[1], name].filter((each) => each !== '').join('.')} of ${argument[2] ?? ''}`;
  const place = /^(\S+)( (?:of|in) .*)$/.exec(decidedBy);
  return place === null ? `${decidedBy}.${name}` : `${place[1] ?? ''}.${name}${place[2] ?? ''}`;
}
