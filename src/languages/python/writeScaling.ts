import type { SyntaxNode } from '@lezer/common';
import type { Refusal } from '../../model/language';
import type { NewResource, Plain } from '../../model/operation';
import { nameProperty, property } from '../../model/graph';
import type { Resource, ResourceType } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { asString, known } from '../../model/value';
import { stringValue } from './strings';
import type { Entry, Layout, NameOf } from './writeLiteral';
import { onLines, quoted } from './writeLiteral';
import { addImport, importedNames, isVisible } from './writeImport';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { namesIn, namingOf, statementThatMakes } from './writeReference';
import { eitherWay, inService } from './writeInService';
import { calledName } from './writeSharing';
import { appendLines, insertAfter, isTopLevel } from './writeStatement';
import { indentUnit, lineBreakOf, quoteOf } from './writeStyle';
import type { ParsedCell } from './writeSyntax';
import { allOf, argumentsOf, bracketed, functionOf, hasErrors, isWithin } from './writeSyntax';

/** What adds which resources: the service, the names for its client, and the operation. */
interface Maker {
  readonly service: string;
  readonly clientNames: readonly [string, ...string[]];
  readonly operation: string;
}

const AUTOSCALING = {
  service: 'application-autoscaling',
  clientNames: ['autoscaling', 'autoscaling_client', 'application_autoscaling'],
} as const;

const MAKERS: Partial<Readonly<Record<ResourceType, Maker>>> = {
  ScalableTarget: { ...AUTOSCALING, operation: 'register_scalable_target' },
  ScalingPolicy: { ...AUTOSCALING, operation: 'put_scaling_policy' },
  Alarm: {
    service: 'cloudwatch',
    clientNames: ['cloudwatch', 'cloudwatch_client', 'alarms_client'],
    operation: 'put_metric_alarm',
  },
};

/** Where new statements go. */
export interface Place {
  readonly cell: ParsedCell;
  /** They follow this statement, or stand at the end of the cell. */
  readonly after: SyntaxNode | null;
}

const NO_NAME: Refusal = {
  reason: 'notExpressible',
  why: 'the result of the call has no name and the endpoint is given none, so the new calls could not say which endpoint they are for',
};
const NO_PLACE: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the call where the new calls could stand',
};

/** Adds calls that register something for scaling, give it policies, and alarms that call those. */
export function addScaling(plan: Plan, program: Program, added: readonly NewResource[]): Refusal | null {
  const all = new Map(added.map((each) => [each.id, each]));
  for (const resource of added)
    if (MAKERS[resource.type] === undefined)
      return { reason: 'notExpressible', why: `a new ${resource.type} can't be written in Python` };
  const groups = new Map<ResourceId, NewResource[]>();
  for (const each of added) {
    let { beside } = each;
    for (let other = all.get(beside); other !== undefined; other = all.get(beside)) beside = other.beside;
    groups.set(beside, [...(groups.get(beside) ?? []), each]);
  }
  const responses = namesOfResponses(program, added);
  for (const [beside, group] of groups) {
    const resource = program.graph.resources.get(beside);
    if (resource === undefined) return NO_PLACE;
    const refusal = addBeside(plan, program, resource, group, { all, responses });
    if (refusal !== null) return refusal;
  }
  return null;
}

/** All that is added together, and the names of the answers that others of it need. */
interface Added {
  readonly all: ReadonlyMap<ResourceId, NewResource>;
  readonly responses: ReadonlyMap<ResourceId, string>;
}

/** An alarm calls a policy by the ARN that the call which makes the policy answers. */
function namesOfResponses(program: Program, added: readonly NewResource[]): ReadonlyMap<ResourceId, string> {
  const names = new Map<ResourceId, string>();
  const isFree = (name: string): boolean => program.names.table(name).size === 0 && ![...names.values()].includes(name);
  for (const alarm of added.filter((each) => each.type === 'Alarm'))
    for (const policy of added) {
      if (policy.type !== 'ScalingPolicy' || !JSON.stringify(alarm.properties).includes(JSON.stringify(policy.id)))
        continue;
      let name = 'wake_up';
      for (let count = 2; !isFree(name); count += 1) name = `wake_up_${count}`;
      names.set(policy.id, name);
    }
  return names;
}

function addBeside(
  plan: Plan,
  program: Program,
  resource: Resource,
  group: readonly NewResource[],
  added: Added,
): Refusal | null {
  const made = statementThatMakes(program, resource);
  if ('reason' in made) return made;
  const place = placeFor(program, resource, made);
  if (place === null) return NO_PLACE;
  const { text } = place.cell;
  const layout: Layout = {
    quote: quoteOf(
      text,
      place.after === null ? { start: 0, end: text.length } : { start: made.statement.from, end: made.statement.to },
    ),
    lineBreak: lineBreakOf(text),
    unit: indentUnit(text),
  };
  const clients = new Map<string, Client>();
  const lines: string[] = [];
  for (const each of group) {
    const maker = MAKERS[each.type];
    if (maker === undefined) return NO_PLACE;
    let client = clients.get(maker.service);
    if (client === undefined) {
      client = clientFor(program, resource, place, made, layout, maker);
      clients.set(maker.service, client);
      if (client.line !== null) lines.push(client.line);
    }
    const call = callText(program, each, `${client.name}.${maker.operation}`, layout, added);
    if (call === null) return NO_NAME;
    lines.push(...call.split(layout.lineBreak));
  }
  const edit = place.after === null ? appendLines(place.cell, lines) : insertAfter(place.cell, place.after, lines);
  if (edit === null) return NO_PLACE;
  plan.change(place.cell, edit);
  for (const { needs } of clients.values())
    if (needs !== null)
      importModule(plan, program, needs, { cell: place.cell, node: place.after ?? place.cell.tree.topNode });
  return null;
}

type Made = { readonly cell: ParsedCell; readonly call: SyntaxNode; readonly statement: SyntaxNode };

/**
 * Behind the statement in a script and in a function; in a notebook at the end of its last cell of Python without a cell
 * magic, as long as the names mean the same there. Null where there is no such place.
 */
function placeFor(program: Program, resource: Resource, { cell, statement: made }: Made): Place | null {
  const statement = inService(cell, eitherWay(cell, made));
  const behind: Place = { cell, after: statement };
  if (!program.isNotebook || !isTopLevel(statement)) return behind;
  const naming = namingOf(program, resource.id, nameProperty(resource.type));
  if (naming === null) return behind;
  const start = program.cells.indexOf(cell);
  const last = program.cells.slice(start).findLast((each) => isOpenCell(each));
  if (last === undefined) return null;
  const from = program.reading.statements
    .filter((each) => each.cell === cell.cell && each.base <= statement.from)
    .at(-1);
  const isChanged = namesIn(naming).some((name) => {
    const table = program.names.table(name).get('module');
    return (
      table?.definitions.some(
        (each) => from !== undefined && each.position > from.order + statement.to - statement.from,
      ) === true
    );
  });
  return isChanged ? behind : { cell: last, after: null };
}

/** Python without a cell magic and without errors. */
export function isOpenCell(cell: ParsedCell): boolean {
  if (/^\s*%%/.test(cell.text)) return false;
  return !hasErrors(cell.tree.topNode);
}

interface Client {
  readonly name: string;
  /** The line that makes the client, where none is there yet. */
  readonly line: string | null;
  /** The module that the line needs. */
  readonly needs: string | null;
}

function clientFor(
  program: Program,
  resource: Resource,
  place: Place,
  made: Made,
  layout: Layout,
  { service: serviceName, clientNames }: Maker,
): Client {
  const present = existingClient(program, place, serviceName);
  if (present !== null) return { name: present, line: null, needs: null };
  const name = clientNames.find((each) => program.names.table(each).size === 0);
  const service = quoted(serviceName, layout.quote);
  const alike = clientOfCall(program, made);
  const free = name ?? `new_${clientNames[0]}_client`;
  if (alike !== null)
    return { name: free, line: `${free} = ${alike.callee}(${[service, ...alike.rest].join(', ')})`, needs: null };
  const boto3 = importedNames(program.cells).findLast((each) => each.module === 'boto3' && each.name === null);
  const local = boto3?.local ?? 'boto3';
  const args = [service, ...regionArgument(resource, made, layout)];
  return { name: free, line: `${free} = ${local}.client(${args.join(', ')})`, needs: local };
}

/** The name of a client of the service that is there at the place. */
export function existingClient(program: Program, place: Place, service: string): string | null {
  for (const cell of program.cells) {
    if (program.cells.indexOf(cell) > program.cells.indexOf(place.cell)) break;
    if (!cell.text.includes(service)) continue;
    for (const statement of allOf(cell.tree, ['AssignStatement'])) {
      const [target, , value] = [statement.firstChild, statement.firstChild?.nextSibling, statement.lastChild];
      if (target?.name !== 'VariableName' || value?.name !== 'CallExpression' || calledName(cell, value) !== 'client')
        continue;
      if (serviceOf(cell, value) !== service) continue;
      const around = functionOf(statement);
      const isSeen =
        around === null
          ? cell !== place.cell || comesBefore(statement, place)
          : place.after !== null && cell === place.cell && isWithin(place.after, around);
      if (isSeen) return cell.text.slice(target.from, target.to);
    }
  }
  return null;
}

function comesBefore(statement: SyntaxNode, place: Place): boolean {
  return place.after === null || statement.from < place.after.from || functionOf(place.after) !== null;
}

function serviceOf(cell: ParsedCell, call: SyntaxNode): string | null {
  const list = argumentsOf(call);
  const brackets = list === null ? null : bracketed(cell, list);
  const service = brackets?.elements.find(
    (each) => (each.key === null && each.star === '') || each.key === 'service_name',
  )?.value;
  return service?.name === 'String' ? cell.text.slice(service.from + 1, service.to - 1) : null;
}

/** How the client of the endpoint's own call is made: the new one is made the same way, in the same Region. */
function clientOfCall(program: Program, made: Made): MadeLike | null {
  const base = made.call.firstChild?.name === 'MemberExpression' ? made.call.firstChild.firstChild : null;
  if (base === null) return null;
  const found = base.name === 'CallExpression' ? { cell: made.cell, node: base } : program.valueOfName(made.cell, base);
  if (found?.node.name !== 'CallExpression' || calledName(found.cell, found.node) !== 'client') return null;
  const callee = found.node.firstChild;
  const list = argumentsOf(found.node);
  const brackets = list === null ? null : bracketed(found.cell, list);
  if (callee === null || brackets === null) return null;
  const rest = brackets.elements.filter(
    (each, index) => !(index === 0 && each.key === null) && !LEFT_OUT.has(each.key ?? ''),
  );
  const texts = rest.map((each) => found.cell.text.slice(each.start, each.end));
  if (texts.some((each) => /[\n#]/.test(each))) return null;
  // What a function of its own uses has no meaning here, but for what is written in place.
  const around = functionOf(found.node);
  const isSeen = around === null || (found.cell === made.cell && isWithin(made.statement, around));
  const calleeText = found.cell.text.slice(callee.from, callee.to);
  if (
    !isSeen &&
    (calleeText !== 'boto3.client' || rest.some((each) => each.key === null || each.value?.name !== 'String'))
  )
    return null;
  return { callee: calleeText, rest: texts };
}

/** Arguments of a client that belong to the other service. */
const LEFT_OUT: ReadonlySet<string> = new Set(['service_name', 'endpoint_url', 'config']);

interface MadeLike {
  readonly callee: string;
  readonly rest: readonly string[];
}

/** The Region of a new client where nothing shows how the other one is made. */
function regionArgument(resource: Resource, { cell, call }: Made, layout: Layout): string[] {
  const base = call.firstChild?.name === 'MemberExpression' ? call.firstChild.firstChild : null;
  const text = base === null ? '' : cell.text.slice(base.from, base.to);
  if (resource.dialect === 'boto3' && /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text))
    return [`region_name=${text}.meta.region_name`];
  const region = known(resource.region);
  return resource.dialect === 'python-sdk' && region !== undefined
    ? [`region_name=${quoted(region, layout.quote)}`]
    : [];
}

/** One call over several lines; null where a reference has no name in the code. */
function callText(
  program: Program,
  resource: NewResource,
  operation: string,
  layout: Layout,
  { all, responses }: Added,
): string | null {
  const nameOf: NameOf = (id, attribute) => {
    const response = responses.get(id);
    return response === undefined
      ? namingOf(program, id, attribute)
      : { code: `${response}[${quoted('PolicyARN', layout.quote)}]` };
  };
  const entries = entriesFor(program, resource, all);
  if (entries === null) return null;
  const response = responses.get(resource.id);
  return onLines([`${response === undefined ? '' : `${response} = `}${operation}(`, ')'], entries, layout, nameOf, '');
}

function entriesFor(
  program: Program,
  resource: NewResource,
  all: ReadonlyMap<ResourceId, NewResource>,
): Entry[] | null {
  const { type, properties } = resource;
  if (type === 'ScalingPolicy') return policyEntries(program, resource, all);
  const service = type === 'ScalableTarget' ? [{ prefix: 'ServiceNamespace=', value: 'sagemaker' }] : [];
  return [...service, ...entriesOf(properties)];
}

function entriesOf(properties: Readonly<Record<string, Plain>>): Entry[] {
  return Object.entries(properties).map(([key, value]) => ({ prefix: `${key}=`, value }));
}

/** A policy names its target by what the target itself says. */
function policyEntries(
  program: Program,
  { properties }: NewResource,
  all: ReadonlyMap<ResourceId, NewResource>,
): Entry[] | null {
  const { ScalingTarget: reference, PolicyName: name, ...rest } = properties;
  if (reference === undefined || typeof reference !== 'object' || !('reference' in reference)) return null;
  const { ResourceId: id, ScalableDimension: dimension } =
    all.get(reference.reference)?.properties ?? writtenTarget(program, reference.reference);
  if (id === undefined || dimension === undefined) return null;
  return [
    ...(name === undefined ? [] : [{ prefix: 'PolicyName=', value: name }]),
    { prefix: 'ServiceNamespace=', value: 'sagemaker' },
    { prefix: 'ResourceId=', value: id },
    { prefix: 'ScalableDimension=', value: dimension },
    ...entriesOf(rest),
  ];
}

/** What a target that is there already says of itself, as it is written. */
function writtenTarget(program: Program, id: ResourceId): Partial<Readonly<Record<string, Plain>>> {
  const target = program.graph.resources.get(id);
  const dimension = target && known(asString(property(target, 'ScalableDimension')));
  if (target?.type !== 'ScalableTarget' || dimension === undefined) return {};
  const written = property(target, 'ResourceId');
  const found = written.kind === 'absent' ? null : program.nodeAt(written.usedAt);
  const text =
    found?.node.name === 'String' ? stringValue(found.cell.text.slice(found.node.from, found.node.to)) : null;
  if (text !== null) return { ResourceId: text, ScalableDimension: dimension };
  return { ResourceId: { reference: id, attribute: 'ResourceId' }, ScalableDimension: dimension };
}

export function importModule(
  plan: Plan,
  program: Program,
  module: string,
  use: { cell: ParsedCell; node: SyntaxNode },
): void {
  const present = importedNames(program.cells).some(
    (each) => each.local === module && isVisible(each, use, program.cells),
  );
  const line = `import ${module}`;
  if (present || plan.imports.has(line)) return;
  plan.imports.set(line, module);
  const added = addImport(line, 'boto3', use, program.cells);
  plan.change(added.cell, added.edit);
}
