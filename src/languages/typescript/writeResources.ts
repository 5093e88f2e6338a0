import type { Refusal } from '../../model/language';
import type { NewResource } from '../../model/operation';
import { contains, type Origin } from '../../model/origin';
import type { Resource, ResourceType } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { cdkName } from '../cdk/properties';
import { addCalls } from './writeCalls';
import { importModule } from './writeImport';
import type { Entry, Layout, Words } from './writeLiteral';
import { keyText, onLines, quoted } from './writeLiteral';
import { placeBehind, putBehind, type Place } from './writePlace';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { freeName, namingOf, variableName } from './writeReference';
import { NAMELESS, NO_STATEMENT, USED } from './writeRefusal';
import { removeStatement } from './writeStatement';
import type { Located } from './writeSyntax';
import { bracketsOf, childAt, spanAt, statementOf, unwrappedParent } from './writeSyntax';

/** Adds resources behind the statements that make the ones they stand beside. */
export function addResources(plan: Plan, program: Program, added: readonly NewResource[]): Refusal | null {
  const byId = new Map(added.map((each) => [each.id, each]));
  const groups = new Map<ResourceId, NewResource[]>();
  for (const each of added) {
    let { beside } = each;
    for (let outer = byId.get(beside); outer !== undefined; outer = byId.get(beside)) ({ beside } = outer);
    groups.set(beside, [...(groups.get(beside) ?? []), each]);
  }
  for (const [beside, group] of groups) {
    const resource = program.graph.resources.get(beside);
    const place = resource === undefined ? null : placeBehind(program, resource);
    if (resource === undefined || place === null) return NO_STATEMENT;
    const refusal =
      resource.dialect === 'cdk-typescript'
        ? addConstructs(plan, program, place, group)
        : addCalls(plan, program, place, group);
    if (refusal !== null) return refusal;
  }
  return null;
}

/* Constructs of the first level */

const CONSTRUCTS: Partial<Readonly<Record<ResourceType, readonly [service: string, className: string]>>> = {
  Alarm: ['cloudwatch', 'CfnAlarm'],
  LogGroup: ['logs', 'CfnLogGroup'],
  ScalableTarget: ['applicationautoscaling', 'CfnScalableTarget'],
  ScalingPolicy: ['applicationautoscaling', 'CfnScalingPolicy'],
};

function addConstructs(plan: Plan, program: Program, place: Place, group: readonly NewResource[]): Refusal | null {
  const { layout, call } = place;
  const list = childAt(call, 'ArgList');
  const scopeElement = list === null ? undefined : bracketsOf(program.text, list)?.elements[0];
  if (scopeElement === undefined) return NO_STATEMENT;
  const scopeText = program.text.slice(scopeElement.start, scopeElement.end);
  const names = new Map(
    group
      .filter((each) => group.some((other) => JSON.stringify(other.properties).includes(JSON.stringify(each.id))))
      .map((each) => [each.id, freeName(program, variableName(each.nameHint))]),
  );
  const words: Words = {
    layout,
    key: cdkName,
    nameOf: (id, attribute) => {
      const own = names.get(id);
      if (own !== undefined) return { code: attribute === 'Ref' ? `${own}.ref` : `${own}.attr${attribute}` };
      return namingOf(plan, program, id, attribute);
    },
  };
  const lines: string[] = [];
  for (const each of group) {
    const found = CONSTRUCTS[each.type];
    if (found === undefined) return { reason: 'notExpressible', why: `a new ${each.type} can't be written here` };
    const body = onLines(['{', '}'], entriesOf(each, layout), words, '');
    if (body === null) return NAMELESS;
    const [service, className] = found;
    const local = importModule(plan, program, moduleOf(program, service), service);
    const name = names.get(each.id);
    const head = name === undefined ? '' : `const ${name} = `;
    const id = quoted(each.nameHint, layout.quote);
    const text = `${head}new ${local}.${className}(${scopeText}, ${id}, ${body})${layout.semicolon}`;
    lines.push(...text.split(layout.lineBreak));
  }
  return putBehind(plan, program, place.statement, lines);
}

/** The module of a service's constructs, of the version of the CDK in use. */
function moduleOf({ reading }: Program, service: string): string {
  const isOld = reading.imports.some((each) => /^@aws-cdk\/(?:core|aws-(?!sagemaker-alpha)[a-z0-9]+)$/.test(each));
  return isOld ? `@aws-cdk/aws-${service}` : `aws-cdk-lib/aws-${service}`;
}

function entriesOf({ type, properties }: NewResource, layout: Layout): Entry[] {
  const entries = Object.entries(properties).map(([key, value]): Entry => {
    const name = type === 'ScalingPolicy' && key === 'ScalingTarget' ? 'ScalingTargetId' : key;
    return { prefix: `${keyText(cdkName(name), layout)}: `, value };
  });
  return type === 'ScalableTarget' ? [{ prefix: 'serviceNamespace: ', value: 'sagemaker' }, ...entries] : entries;
}

/* Removal */

/** The whole statement goes, if nobody uses what it gives. */
export function removeResource(
  plan: Plan,
  program: Program,
  resource: Resource,
  gone: readonly Resource[],
): Refusal | null {
  const call = program.callOf(resource);
  const statement = call === null ? null : statementOf(call);
  if (call === null || statement === null) return USED;
  const orders = isWhole(program, call, statement) ? [] : ordersOf(program, resource, call, statement, gone);
  if (orders === null) return USED;
  const edits = [statement, ...orders].map((each) => removeStatement(program, each));
  if (edits.includes(null)) return USED;
  for (const edit of edits) if (edit !== null) plan.change(edit);
  return null;
}

/** `new X(…);`, `await client.send(new X(…));`, `await client.x(…).promise();` */
function isWhole(program: Program, call: Located, statement: Located): boolean {
  if (statement.node.name !== 'ExpressionStatement') return false;
  let at = unwrappedParent(call);
  while (at !== null && at.node !== statement.node) {
    const isSending = at.node.name === 'ArgList' || /^(?:Call|Member)Expression$/.test(at.node.name);
    if (!isSending) return false;
    at = unwrappedParent(at);
  }
  if (at === null) return false;
  const text = program.textOf(statement);
  const rest =
    text.slice(0, spanAt(call).start - spanAt(statement).start) +
    text.slice(spanAt(call).end - spanAt(statement).start);
  return /^(?:await\s+)?(?:[\w$.]+\.send\(\s*)?,?\s*\)?(?:\.promise\(\))?;?$/.test(rest.trim());
}

/** Of `const x = new X(…)` the statements that wait for `x`, where nothing else that stays reads it; else null. */
function ordersOf(
  program: Program,
  { header }: Resource,
  call: Located,
  statement: Located,
  gone: readonly Resource[],
): readonly Located[] | null {
  if (statement.node.name !== 'VariableDeclaration' || unwrappedParent(call)?.node !== statement.node) return null;
  const definition = program.definitionAt(header);
  if (definition === null) return null;
  const staying = program.scope
    .readersOf(definition, null)
    .filter(({ origin }) => !gone.some(({ declaration }) => contains(declaration, origin)));
  const orders = staying.map(({ origin }) => orderAt(program, origin)).filter((each) => each !== null);
  return orders.length === staying.length ? orders : null;
}

/** The statement `y.node.addDependency(x);` around `x`. */
function orderAt(program: Program, origin: Origin): Located | null {
  const node = program.nodeAt(origin);
  const statement = node === null ? null : statementOf(node);
  // Behind an `if` without braces it can't be left out.
  if (statement?.node.name !== 'ExpressionStatement' || !/^(?:Block|Script)$/.test(statement.node.parent?.name ?? ''))
    return null;
  return /^[\w$.]+\.add(?:Dependency|DependsOn)\(\s*[\w$]+\s*,?\s*\);?$/.test(program.textOf(statement))
    ? statement
    : null;
}
