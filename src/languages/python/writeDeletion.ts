import type { SyntaxNode } from '@lezer/common';
import type { Refusal } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import { known } from '../../model/value';
import { nameText, quoted } from './writeLiteral';
import type { Naming } from './writeLiteral';
import { addModelDeletions } from './writeModelDeletion';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { answersNothing, namesIn, namingOf, statementThatMakes } from './writeReference';
import type { Place } from './writeScaling';
import { existingClient, importModule, isOpenCell } from './writeScaling';
import { sdkClassOf } from './writeSdk';
import { calledName } from './writeSharing';
import { appendLines, boundName, insertAfter, isTopLevel } from './writeStatement';
import type { ParsedCell } from './writeSyntax';
import { allOf, children, functionOf, isWithin, statementOf } from './writeSyntax';

type Made = { readonly cell: ParsedCell; readonly call: SyntaxNode; readonly statement: SyntaxNode };

const ALONE: Refusal = { reason: 'notExpressible', why: 'a model is deleted through the endpoint that serves it' };
const NO_NAME: Refusal = {
  reason: 'notExpressible',
  why: 'the result of the call has no name and the endpoint is given none, so nothing could say what is to be deleted',
};
const NO_PLACE: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the last use of the endpoint where it could be deleted',
};
const WHICH_SDK: Refusal = {
  reason: 'unresolved',
  why: 'the code does not show which major version of the SDK it is for, and each deletes in a way of its own',
};

/** Deletes endpoints, with their models where the SDK does that, behind their last use; and models by themselves. */
export function addDeletions(plan: Plan, program: Program, deleted: readonly Resource[]): Refusal | null {
  const endpoints = deleted.filter((each) => each.type === 'Endpoint');
  if (deleted.some((each) => each.type !== 'Endpoint' && each.type !== 'Model')) return ALONE;
  if (endpoints.length === 0) return addModelDeletions(plan, program, deleted);
  const withModel = deleted.some((each) => each.type === 'Model');
  for (const endpoint of endpoints) {
    const refusal = addDeletion(plan, program, endpoint, withModel);
    if (refusal !== null) return refusal;
  }
  return null;
}

function addDeletion(plan: Plan, program: Program, endpoint: Resource, withModel: boolean): Refusal | null {
  const made = statementThatMakes(program, endpoint);
  if ('reason' in made) return made;
  const result = boundName(made.cell, made.statement, made.call);
  const naming = namingOf(program, endpoint.id, 'EndpointName');
  const names = [...(result === null ? [] : [result]), ...(naming === null ? [] : namesIn(naming))];
  const place = placeFor(program, endpoint, made, names);
  if (place === null) return NO_PLACE;
  const lines = linesFor(plan, program, { endpoint, made, result, naming, place, withModel });
  if ('reason' in lines) return lines;
  const edit = place.after === null ? appendLines(place.cell, lines) : insertAfter(place.cell, place.after, lines);
  if (edit === null) return NO_PLACE;
  plan.change(place.cell, edit);
  return null;
}

interface Ending {
  readonly endpoint: Resource;
  readonly made: Made;
  /** The name of what the call answers. */
  readonly result: string | null;
  readonly naming: Naming | null;
  readonly place: Place;
  readonly withModel: boolean;
}

function linesFor(plan: Plan, program: Program, ending: Ending): readonly string[] | Refusal {
  const { endpoint, made, result, withModel } = ending;
  const method = calledName(made.cell, made.call);
  const isObject = endpoint.dialect === 'python-sdk' && result !== null && !answersNothing(program, endpoint);
  if (isObject && (method === 'deploy' || method === 'create')) {
    const sdkClass = sdkClassOf(program, endpoint);
    if (method === 'create') return [`${result}.delete()`];
    if (sdkClass === 'ModelBuilder' && program.reading.sdkMajor === null) return WHICH_SDK;
    if (program.sdkVersion(sdkClass) === 3) return withModel ? ALONE : [`${result}.delete()`];
    return [...(withModel ? [`${result}.delete_model()`] : []), `${result}.delete_endpoint()`];
  }
  if (withModel) return NO_NAME;
  return throughClient(plan, program, ending, method);
}

/** Through the client or session of the call, else through a client that is there, else through a new one. */
function throughClient(
  plan: Plan,
  program: Program,
  { endpoint, made, naming, place }: Ending,
  method: string | null,
): readonly string[] | Refusal {
  if (naming === null) return NO_NAME;
  const { quote } = program.layoutAt(made.cell, made.statement);
  const name = nameText(naming, quote);
  const base = made.call.firstChild?.name === 'MemberExpression' ? made.call.firstChild.firstChild : null;
  const owner = base === null ? '' : made.cell.text.slice(base.from, base.to);
  if (method === 'create_endpoint' || method === 'endpoint_from_production_variants') {
    if (owner === '' || owner.includes('\n')) return NO_NAME;
    const keyword = endpoint.dialect === 'boto3' ? 'EndpointName=' : '';
    return [`${owner}.delete_endpoint(${keyword}${name})`];
  }
  const present = existingClient(program, place, 'sagemaker');
  if (present !== null) return [`${present}.delete_endpoint(EndpointName=${name})`];
  importModule(plan, program, 'boto3', { cell: place.cell, node: place.after ?? place.cell.tree.topNode });
  const region = known(endpoint.region);
  const args = [quoted('sagemaker', quote), ...(region === undefined ? [] : [`region_name=${quoted(region, quote)}`])];
  return [`boto3.client(${args.join(', ')}).delete_endpoint(EndpointName=${name})`];
}

/** Behind the last use; in a notebook at the end of its last cell of Python without a cell magic. */
function placeFor(program: Program, endpoint: Resource, made: Made, names: readonly string[]): Place | null {
  const { uses, mentions } = usesOf(program, endpoint, made, names);
  if (program.isNotebook && isTopLevel(made.statement)) return lastCell(program, made, names, uses);
  const { cell, statement } = made;
  const isLocal = functionOf(statement) !== null;
  if (!isLocal && uses.some((each) => each.cell !== cell)) return null;
  if (isLocal && isUsedByModule(program, mentions)) return null;
  return isUsedAround(statement, (node) => mentions(cell, node)) ? null : behindLastUse(made, uses);
}

/** Whether the module's own level uses the endpoint that a function makes. */
function isUsedByModule(program: Program, mentions: Mentions): boolean {
  return program.cells.some((each) => blocksOf(each, null).some((node) => mentions(each, node)));
}

type Mentions = (within: ParsedCell, node: SyntaxNode) => boolean;

/** Whether something behind the block that a statement stands in uses the endpoint too. */
function isUsedAround(statement: SyntaxNode, mentions: (node: SyntaxNode) => boolean): boolean {
  for (let at = statement.parent; at !== null && at.name !== 'Script'; at = at.parent) {
    if (at.name === 'FunctionDefinition') return false;
    for (let next = at.nextSibling; next !== null; next = next.nextSibling) if (mentions(next)) return true;
  }
  return false;
}

/** Methods that wait for the answer of an asynchronous request. */
const AWAITS: ReadonlySet<string> = new Set(['get_result']);

interface Use {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
}

/** Where the endpoint is used, in functions that use it too: those are used where they are called. */
function usesOf(
  program: Program,
  endpoint: Resource,
  { cell, statement }: Made,
  names: readonly string[],
): { readonly uses: readonly Use[]; readonly mentions: Mentions } {
  const requests = program.graph.observations.filter((each) => each.kind === 'invocation');
  const own = requests.filter((each) => each.resource === endpoint.id);
  const invoked = own.map((each) => each.at);
  const wanted = new Set([
    ...names,
    ...own.flatMap((each) => (each.streaming === true ? namesOfAnswer(program, each.at) : [])),
  ]);
  const mentions: Mentions = (within, node) =>
    invoked.some((at) => at.cell === within.cell && node.from <= at.start && at.end <= node.to) ||
    allOf(within.tree, ['VariableName', 'PropertyName'], { start: node.from, end: node.to }).some((each) =>
      (each.name === 'VariableName' ? wanted : AWAITS).has(within.text.slice(each.from, each.to)),
    );
  const functions = program.cells.flatMap((each) =>
    allOf(each.tree, ['FunctionDefinition']).map((node) => ({ cell: each, node })),
  );
  // A function that calls such a function uses it as well.
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    for (const each of functions) {
      const name = each.node.getChild('VariableName');
      if (name !== null && !isWithin(statement, each.node) && mentions(each.cell, each.node))
        wanted.add(each.cell.text.slice(name.from, name.to));
    }
  }
  const start = program.cells.indexOf(cell);
  const uses = program.cells.slice(start).flatMap((each) =>
    blocksOf(each, each === cell ? statement : null)
      .filter((node) => mentions(each, node))
      .map((node) => ({ cell: each, node })),
  );
  return { uses, mentions };
}

/** The names of an answer that comes piece by piece: the endpoint is used until it is read. */
function namesOfAnswer(program: Program, at: Origin): string[] {
  const found = program.nodeAt(at);
  const statement = found === null ? null : statementOf(found.node);
  if (found === null || statement?.name !== 'AssignStatement') return [];
  const end = statement.getChild('AssignOp')?.from ?? statement.from;
  const targets = allOf(found.cell.tree, ['VariableName'], { start: statement.from, end });
  return targets.map((each) => found.cell.text.slice(each.from, each.to));
}

/** The statements that can use something when they are run: of a statement's block from it on, else at the top of the cell. */
function blocksOf(cell: ParsedCell, from: SyntaxNode | null): SyntaxNode[] {
  const parent = from === null ? cell.tree.topNode : from.parent;
  if (parent === null) return [];
  return children(parent).filter(
    (node) => /Statement$/.test(node.name) && node.name !== 'DecoratedStatement' && node.from >= (from?.from ?? 0),
  );
}

function behindLastUse({ cell, statement }: Made, uses: readonly Use[]): Place | null {
  const last = uses.filter((each) => each.cell === cell).at(-1)?.node ?? statement;
  if (last.name === 'ReturnStatement' || endsInReturn(last)) return null;
  return { cell, after: last };
}

/** A statement behind which nothing is reached where it returns. */
function endsInReturn(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate((each) => {
    found ||= each.name === 'ReturnStatement' && functionOf(each.node) === functionOf(node);
  });
  return found;
}

function lastCell(
  program: Program,
  { cell, statement }: Made,
  names: readonly string[],
  uses: readonly Use[],
): Place | null {
  const start = program.cells.indexOf(cell);
  const last = program.cells.slice(start).findLast((each) => isOpenCell(each));
  if (last === undefined) return null;
  const lastUse = Math.max(start, ...uses.map((each) => program.cells.indexOf(each.cell)));
  if (program.cells.indexOf(last) < lastUse) return null;
  const from = program.reading.statements
    .filter((each) => each.cell === cell.cell && each.base <= statement.from)
    .at(-1);
  const isChanged = names.some(
    (name) =>
      program.names
        .table(name)
        .get('module')
        ?.definitions.some(
          (each) => from !== undefined && each.position > from.order + statement.to - statement.from,
        ) === true,
  );
  return isChanged ? null : { cell: last, after: null };
}
