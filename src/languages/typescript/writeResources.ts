import type { Refusal } from '../../model/language';
import type { NewResource, Plain } from '../../model/operation';
import type { Resource, ResourceType } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { nameProperty } from '../../model/graph';
import { cdkName } from '../cdk/properties';
import { importModule, importName } from './writeImport';
import type { Entry, Layout, Naming, Words } from './writeLiteral';
import { keyText, onLines, quoted, scalarLiteral } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { freeName, namingOf, variableName } from './writeReference';
import { NAMELESS, NO_STATEMENT, USED } from './writeRefusal';
import { insertAfter, removeStatement, siblingsOf } from './writeStatement';
import type { Located } from './writeSyntax';
import { bracketsOf, childAt, parentOf, spanAt, statementOf, unwrappedParent } from './writeSyntax';

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

interface Place {
  readonly call: Located;
  readonly statement: Located;
  readonly layout: Layout;
}

/** The statement that makes a resource, where lines can follow it. */
function placeBehind(program: Program, resource: Resource): Place | null {
  const call = program.callOf(resource);
  const statement = call === null ? null : statementOf(call);
  if (call === null || statement === null) return null;
  if (!/^(?:ExpressionStatement|VariableDeclaration)$/.test(statement.node.name)) return null;
  const outer = parentOf(statement);
  const whole = outer?.node.name === 'ExportDeclaration' ? outer : statement;
  return { call, statement: whole, layout: program.layoutAt(spanAt(statement)) };
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

function putBehind(plan: Plan, program: Program, statement: Located, lines: readonly string[]): Refusal | null {
  const edit = insertAfter(program, statement, lines);
  if (edit === null) return NO_STATEMENT;
  plan.change(edit);
  return null;
}

/* Calls of the API */

/** How a client of the SDK is called. */
interface Sending {
  readonly client: string;
  /** The second version, or the aggregated client of the third: methods, not commands. */
  readonly style: 'command' | 'method' | 'promise';
}

/** How the statement that makes a resource sends its call, waiting for the answer; null where it is done otherwise. */
function sendingOf(program: Program, { call, statement }: Place): Sending | null {
  if (!/\bawait\b/.test(program.textOf(statement))) return null;
  const text = (located: Located): string => program.textOf(located);
  if (call.node.name === 'NewExpression') {
    const sent = parentOf(call);
    const send = sent === null ? null : parentOf(sent);
    const callee = send?.node.firstChild;
    if (sent?.node.name !== 'ArgList' || send === null || callee?.name !== 'MemberExpression') return null;
    const base = callee.firstChild;
    if (base === null || text({ ...send, node: callee.lastChild ?? callee }) !== 'send') return null;
    return { client: text({ ...send, node: base }), style: 'command' };
  }
  const callee = call.node.firstChild;
  if (callee?.name !== 'MemberExpression' || callee.firstChild === null) return null;
  const client = text({ ...call, node: callee.firstChild });
  const next = parentOf(call);
  const isPromise = next?.node.name === 'MemberExpression' && text(next).endsWith('.promise');
  return { client, style: isPromise ? 'promise' : 'method' };
}

function callText(
  plan: Plan,
  program: Program,
  { client, style }: Sending,
  service: string,
  operation: string,
  input: string,
): string | null {
  if (style === 'command') {
    const command = importName(plan, program, `@aws-sdk/client-${service}`, `${operation}Command`);
    return command === null ? null : `await ${client}.send(new ${command}(${input}))`;
  }
  const method = operation.charAt(0).toLowerCase() + operation.slice(1);
  return `await ${client}.${method}(${input})${style === 'promise' ? '.promise()' : ''}`;
}

const AUTOSCALING = 'application-auto-scaling';

function addCalls(plan: Plan, program: Program, place: Place, group: readonly NewResource[]): Refusal | null {
  const sending = sendingOf(program, place);
  if (sending === null) return NO_STATEMENT;
  if (group.some((each) => each.type !== 'ScalableTarget' && each.type !== 'ScalingPolicy'))
    return { reason: 'notExpressible', why: "an alarm on the new policy would need the policy's ARN" };
  const client = scalingClient(plan, program, sending, place);
  if (client === null) return NO_STATEMENT;
  const lines = client.line === null ? [] : [client.line + place.layout.semicolon];
  const words: Words = {
    layout: place.layout,
    key: (name) => name,
    nameOf: (id, attribute): Naming | null => namingOf(plan, program, id, attribute),
  };
  const targets = new Map(group.map((each) => [each.id, each]));
  for (const each of group) {
    const entries = each.type === 'ScalableTarget' ? targetEntries(each) : policyEntries(each, targets);
    const input = entries === null ? null : onLines(['{', '}'], entries, words, '');
    const operation = each.type === 'ScalableTarget' ? 'RegisterScalableTarget' : 'PutScalingPolicy';
    const text =
      input === null
        ? null
        : callText(plan, program, { ...sending, client: client.name }, AUTOSCALING, operation, input);
    if (text === null) return NAMELESS;
    lines.push(...(text + place.layout.semicolon).split(place.layout.lineBreak));
  }
  return putBehind(plan, program, place.statement, lines);
}

function prefixed(properties: Readonly<Record<string, Plain>>): Entry[] {
  return Object.entries(properties).map(([key, value]) => ({ prefix: `${key}: `, value }));
}

function targetEntries({ properties }: NewResource): Entry[] {
  return [{ prefix: 'ServiceNamespace: ', value: 'sagemaker' }, ...prefixed(properties)];
}

/** A policy names its target by what the target itself says. */
function policyEntries({ properties }: NewResource, targets: ReadonlyMap<ResourceId, NewResource>): Entry[] | null {
  const { ScalingTarget: reference, PolicyName: name, ...rest } = properties;
  if (reference === undefined || typeof reference !== 'object' || !('reference' in reference)) return null;
  const target = targets.get(reference.reference);
  const { ResourceId: id, ScalableDimension: dimension } = target?.properties ?? {};
  if (id === undefined || dimension === undefined) return null;
  return [
    ...(name === undefined ? [] : [{ prefix: 'PolicyName: ', value: name }]),
    { prefix: 'ServiceNamespace: ', value: 'sagemaker' },
    { prefix: 'ResourceId: ', value: id },
    { prefix: 'ScalableDimension: ', value: dimension },
    ...prefixed(rest),
  ];
}

/** A client of the scaling service, made like the one of the endpoint's own call. */
function scalingClient(
  plan: Plan,
  program: Program,
  { client, style }: Sending,
  { statement }: Place,
): { readonly name: string; readonly line: string | null } | null {
  const found = program.covering({ start: spanAt(statement).start, end: spanAt(statement).start + 1 });
  const chunk = found === null ? null : program.chunkAt(spanAt(statement).start);
  if (chunk === null || !/^[\w$]+$/.test(client)) return null;
  const expr = {
    kind: 'name' as const,
    name: client,
    span: { start: spanAt(statement).start - chunk.base, end: spanAt(statement).start - chunk.base },
  };
  const construction = program.scope.constructionBehind({ expr, chunk });
  if (construction === null) return null;
  const [first] = construction.expr.args;
  const base = construction.chunk.base;
  const given = first === undefined ? '' : program.text.slice(base + first.span.start, base + first.span.end);
  if (/[\n]/.test(given)) return null;
  const callee = program.text.slice(
    base + construction.expr.callee.span.start,
    base + construction.expr.callee.span.end,
  );
  const className =
    style === 'promise'
      ? callee.replace(/SageMaker$/, 'ApplicationAutoScaling')
      : importName(
          plan,
          program,
          `@aws-sdk/client-${AUTOSCALING}`,
          style === 'command' ? 'ApplicationAutoScalingClient' : 'ApplicationAutoScaling',
        );
  if (className === null || className === callee) return null;
  const name = freeName(program, 'autoscaling');
  return { name, line: `const ${name} = new ${className}(${given})` };
}

/** Gives a log group a retention by a call behind the one that creates it, through the same client. */
export function addRetention(plan: Plan, program: Program, group: Resource, days: Plain): Refusal | null {
  const place = placeBehind(program, group);
  const sending = place === null ? null : sendingOf(program, place);
  if (place === null || sending === null || typeof days === 'object') return NO_STATEMENT;
  const naming = namingOf(plan, program, group.id, nameProperty('LogGroup'));
  if (naming === null) return NAMELESS;
  const name = nameText(naming, place.layout);
  const named = name === 'logGroupName' ? name : `logGroupName: ${name}`;
  const input = `{ ${named}, retentionInDays: ${scalarLiteral(days, place.layout.quote)} }`;
  const text = callText(plan, program, sending, 'cloudwatch-logs', 'PutRetentionPolicy', input);
  return text === null ? NAMELESS : putBehind(plan, program, place.statement, [text + place.layout.semicolon]);
}

function nameText(naming: Naming, layout: Layout): string {
  if ('code' in naming) return naming.code;
  return 'text' in naming ? quoted(naming.text, layout.quote) : `\`${naming.template}\``;
}

/** Deletes what a program has made at the end of the block that makes it. */
export function addDeletions(plan: Plan, program: Program, deleted: readonly Resource[]): Refusal | null {
  for (const resource of [...deleted].sort((a, b) => (a.type === b.type ? 0 : a.type === 'Endpoint' ? -1 : 1))) {
    const place = resource.dialect === 'sdk-javascript' ? placeBehind(program, resource) : null;
    const sending = place === null ? null : sendingOf(program, place);
    if (place === null || sending === null) return NO_STATEMENT;
    const naming = namingOf(plan, program, resource.id, nameProperty(resource.type));
    if (naming === null) return NAMELESS;
    const last = lastIn(program, place.statement);
    if (last === null) return NO_STATEMENT;
    const input = `{ ${nameProperty(resource.type)}: ${nameText(naming, place.layout)} }`;
    const text = callText(plan, program, sending, 'sagemaker', `Delete${resource.type}`, input);
    if (text === null) return NAMELESS;
    const refusal = putBehind(plan, program, last, [text + place.layout.semicolon]);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The last statement of the block or file that a statement is in; null where the code leaves the block before. */
function lastIn(program: Program, statement: Located): Located | null {
  const siblings = siblingsOf(statement);
  const isTop = statement.node.parent?.name === 'Script';
  if (!isTop) return siblings.some((each) => each.node.name === 'ReturnStatement') ? null : (siblings.at(-1) ?? null);
  const chunk = program.reading.chunks.at(-1);
  const nodes = chunk?.read.parsed?.tree.topNode;
  const last = nodes?.lastChild;
  return chunk === undefined || last === null || last === undefined ? null : { node: last, base: chunk.base };
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
  if (!isWhole(program, call, statement) && !isBoundAlone(program, resource, call, statement, gone)) return USED;
  const edit = removeStatement(program, statement);
  if (edit === null) return USED;
  plan.change(edit);
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

/** `const x = new X(…)`, where only what goes too reads `x`. */
function isBoundAlone(
  program: Program,
  { header }: Resource,
  call: Located,
  statement: Located,
  gone: readonly Resource[],
): boolean {
  if (statement.node.name !== 'VariableDeclaration' || unwrappedParent(call)?.node !== statement.node) return false;
  const definition = program.definitionAt(header);
  if (definition === null) return false;
  const readers = program.scope.readersOf(definition, null);
  return readers.every(({ origin }) =>
    gone.some(({ declaration }) => declaration.start <= origin.start && origin.end <= declaration.end),
  );
}
