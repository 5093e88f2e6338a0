import type { Refusal } from '../../model/language';
import type { NewResource, Plain } from '../../model/operation';
import { nameProperty, property } from '../../model/graph';
import type { Resource, ResourceType } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { asString, known } from '../../model/value';
import { clientFor, sendingOf, type Sending } from './writeClient';
import { importName } from './writeImport';
import type { Entry, Layout, Naming, Words } from './writeLiteral';
import { onLines, quoted, scalarLiteral } from './writeLiteral';
import { placeBehind, putBehind, type Place } from './writePlace';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { freeName, namingOf } from './writeReference';
import { NAMELESS, NO_STATEMENT } from './writeRefusal';
import { siblingsOf } from './writeStatement';
import type { Located } from './writeSyntax';
import { spanAt } from './writeSyntax';

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

/** What adds which resources: the service, and the operation. */
const MAKERS: Partial<Readonly<Record<ResourceType, readonly [service: string, operation: string]>>> = {
  ScalableTarget: [AUTOSCALING, 'RegisterScalableTarget'],
  ScalingPolicy: [AUTOSCALING, 'PutScalingPolicy'],
  Alarm: ['cloudwatch', 'PutMetricAlarm'],
};

/** Adds calls that register something for scaling, give it policies, and alarms that call those. */
export function addCalls(plan: Plan, program: Program, place: Place, group: readonly NewResource[]): Refusal | null {
  const sending = sendingOf(program, place);
  if (sending === null) return NO_STATEMENT;
  const clients = new Map<string, string>();
  const lines: string[] = [];
  const add = (text: string): void => void lines.push(...(text + place.layout.semicolon).split(place.layout.lineBreak));
  for (const each of group) {
    const [service] = MAKERS[each.type] ?? [];
    if (service === undefined) return { reason: 'notExpressible', why: `a new ${each.type} can't be written here` };
    if (clients.has(service)) continue;
    const client = clientFor(plan, program, sending, place, service);
    if (client === null) return NO_STATEMENT;
    clients.set(service, client.name);
    if (client.line !== null) add(client.line);
  }
  const answers = namesOfAnswers(program, group);
  const words: Words = {
    layout: place.layout,
    key: (name) => name,
    nameOf: (id, attribute): Naming | null => {
      const answer = answers.get(id);
      if (answer === undefined) return namingOf(plan, program, id, attribute);
      return { code: `${answer}.PolicyARN${mayBeMissing(program, sending) ? '!' : ''}` };
    },
  };
  for (const each of group) {
    const [service = '', operation = ''] = MAKERS[each.type] ?? [];
    const entries = entriesOf(program, each, group);
    const input = entries === null ? null : onLines(['{', '}'], entries, words, '');
    const own = { ...sending, client: clients.get(service) ?? '' };
    const text = input === null ? null : callText(plan, program, own, service, operation, input);
    if (text === null) return NAMELESS;
    const answer = answers.get(each.id);
    add(answer === undefined ? text : `const ${answer} = ${text}`);
  }
  return putBehind(plan, program, waitBehind(program, place), lines);
}

/** An alarm calls a policy by the ARN that the call which makes the policy answers. */
function namesOfAnswers(program: Program, group: readonly NewResource[]): ReadonlyMap<ResourceId, string> {
  const names = new Map<ResourceId, string>();
  for (const { type, id } of group) {
    const isCalled = group.some(
      (each) => each.type === 'Alarm' && JSON.stringify(each.properties).includes(JSON.stringify(id)),
    );
    if (type !== 'ScalingPolicy' || !isCalled) continue;
    let name = freeName(program, 'wakeUp');
    while ([...names.values()].includes(name)) name += '_';
    names.set(id, name);
  }
  return names;
}

/** The types of the third version say that any part of an answer may be missing. */
function mayBeMissing({ file }: Program, { style }: Sending): boolean {
  return /\.[cm]?tsx?$/.test(file) && style !== 'promise';
}

/** What can be scaled has to be up: the calls come behind the code that waits for it. */
function waitBehind(program: Program, { statement }: Place): Located {
  const { start } = spanAt(statement);
  const waits = siblingsOf(program, statement).findLast(
    (each) =>
      spanAt(each).start > start &&
      /\bwaitUntilEndpointInService\s*\(|\.waitFor\(\s*['"]endpointInService/.test(program.textOf(each)),
  );
  return waits ?? statement;
}

function prefixed(properties: Readonly<Record<string, Plain>>): Entry[] {
  return Object.entries(properties).map(([key, value]) => ({ prefix: `${key}: `, value }));
}

function entriesOf(program: Program, added: NewResource, group: readonly NewResource[]): Entry[] | null {
  if (added.type === 'ScalingPolicy') return policyEntries(program, added, group);
  const service = added.type === 'ScalableTarget' ? [{ prefix: 'ServiceNamespace: ', value: 'sagemaker' }] : [];
  return [...service, ...prefixed(added.properties)];
}

/** A policy names its target by what the target itself says. */
function policyEntries(program: Program, { properties }: NewResource, group: readonly NewResource[]): Entry[] | null {
  const { ScalingTarget: reference, PolicyName: name, ...rest } = properties;
  if (reference === undefined || typeof reference !== 'object' || !('reference' in reference)) return null;
  const target = group.find((each) => each.id === reference.reference);
  const { ResourceId: id, ScalableDimension: dimension } =
    target?.properties ?? writtenTarget(program, reference.reference);
  if (id === undefined || dimension === undefined) return null;
  return [
    ...(name === undefined ? [] : [{ prefix: 'PolicyName: ', value: name }]),
    { prefix: 'ServiceNamespace: ', value: 'sagemaker' },
    { prefix: 'ResourceId: ', value: id },
    { prefix: 'ScalableDimension: ', value: dimension },
    ...prefixed(rest),
  ];
}

/** What a target that is there already says of itself. */
function writtenTarget(program: Program, id: ResourceId): Partial<Readonly<Record<string, Plain>>> {
  const target = program.graph.resources.get(id);
  const dimension = target === undefined ? undefined : known(asString(property(target, 'ScalableDimension')));
  if (target?.type !== 'ScalableTarget' || dimension === undefined) return {};
  return { ResourceId: { reference: id, attribute: 'ResourceId' }, ScalableDimension: dimension };
}

/** What a call behind the one that makes a resource gives it. */
interface LaterCall {
  readonly service: string;
  readonly operation: string;
  readonly named: string;
  readonly given: string;
}

const LATER: Readonly<Partial<Record<ResourceType, LaterCall>>> = {
  LogGroup: {
    service: 'cloudwatch-logs',
    operation: 'PutRetentionPolicy',
    named: 'logGroupName',
    given: 'retentionInDays',
  },
  Repository: {
    service: 'ecr',
    operation: 'PutLifecyclePolicy',
    named: 'repositoryName',
    given: 'lifecyclePolicyText',
  },
};

/** Gives a log group its retention, a repository its policy, by a call behind the one that creates it, through the same client. */
export function addLater(plan: Plan, program: Program, resource: Resource, value: Plain): Refusal | null {
  const later = LATER[resource.type];
  const place = placeBehind(program, resource);
  const sending = place === null ? null : sendingOf(program, place);
  if (later === undefined || place === null || sending === null || typeof value === 'object') return NO_STATEMENT;
  const naming = namingOf(plan, program, resource.id, nameProperty(resource.type));
  if (naming === null) return NAMELESS;
  const name = nameText(naming, place.layout);
  const named = name === later.named ? name : `${later.named}: ${name}`;
  const input = `{ ${named}, ${later.given}: ${scalarLiteral(value, place.layout.quote)} }`;
  const text = callText(plan, program, sending, later.service, later.operation, input);
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

/** The last statement of the block or file that a statement is in; null where the code may leave it before. */
function lastIn(program: Program, statement: Located): Located | null {
  const siblings = siblingsOf(program, statement);
  const leaves = siblings.some(
    (each) => each.node.name === 'ReturnStatement' || /^process\.exit\s*\(/.test(program.textOf(each)),
  );
  return leaves ? null : (siblings.at(-1) ?? null);
}
