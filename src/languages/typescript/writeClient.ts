import type { CallExpr } from './fragment';
import { CLIENTS, isClient } from './hosting';
import { pathOf } from './paths';
import type { PlacedExpr } from './scope';
import { importName } from './writeImport';
import type { Place } from './writePlace';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { freeName } from './writeReference';
import type { Located } from './writeSyntax';
import { parentOf, spanAt } from './writeSyntax';
import { constructionBehind } from './behind';

/** How a client of the SDK is called. */
export interface Sending {
  readonly client: string;
  /** The second version, or the aggregated client of the third: methods, not commands. */
  readonly style: 'command' | 'method' | 'promise';
}

/** How the statement that makes a resource sends its call, waiting for the answer; null where it is done otherwise. */
export function sendingOf(program: Program, { call, statement }: Place): Sending | null {
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

/** A client that is there already, or the line that makes one. */
export interface Client {
  readonly name: string;
  readonly line: string | null;
}

const NAMES: Readonly<Record<string, string>> = { 'application-auto-scaling': 'autoscaling', cloudwatch: 'cloudwatch' };

/** A client of a service: the one of the call itself, one that the file has, or one made like that of the call. */
export function clientFor(
  plan: Plan,
  program: Program,
  { client, style }: Sending,
  { statement }: Place,
  service: string,
): Client | null {
  const { start } = spanAt(statement);
  const chunk = program.chunkAt(start);
  if (chunk === null || !/^[\w$]+$/.test(client)) return null;
  const span = { start: start - chunk.base, end: start - chunk.base };
  const own = constructionBehind(program.scope, { expr: { kind: 'name', name: client, span }, chunk });
  if (own === null) return null;
  if (isOf(program, own, service)) return { name: client, line: null };
  const present = presentClient(program, own, start, service);
  if (present !== null) return { name: present, line: null };
  const given = argumentText(program, own);
  const className = given === null ? null : classOf(plan, program, own, style, service);
  if (given === null || className === null) return null;
  const name = freeName(program, NAMES[service] ?? 'client');
  return { name, line: `const ${name} = new ${className}(${given})` };
}

function isOf(program: Program, construction: PlacedExpr<CallExpr>, service: string): boolean {
  const path = moduleOf(program, construction);
  return path !== null && isClient(path, service);
}

function moduleOf(program: Program, { expr, chunk }: PlacedExpr<CallExpr>): ReturnType<typeof pathOf> {
  return pathOf(program.scope, { expr: expr.callee, chunk });
}

/** A client of the same version of the SDK that the module has before the place. */
function presentClient(program: Program, own: PlacedExpr<CallExpr>, before: number, service: string): string | null {
  const version = versionOf(moduleOf(program, own));
  for (const chunk of program.reading.chunks)
    for (const [name, [definition]] of chunk.read.fragment.root.definitions) {
      if (definition?.given.kind !== 'value' || chunk.base + definition.from > before) continue;
      const found = constructionBehind(program.scope, { expr: definition.given.expr, chunk });
      if (found === null || !isOf(program, found, service)) continue;
      if (versionOf(moduleOf(program, found)) === version) return name;
    }
  return null;
}

/** The aggregated client has methods, and the other one takes commands. */
function versionOf(path: ReturnType<typeof pathOf>): string {
  if (path?.module.startsWith('@aws-sdk/') !== true) return 'second';
  return path.name.endsWith('Client') ? 'commands' : 'aggregated';
}

/** What the call's own client is given, on one line. */
function argumentText(program: Program, { expr, chunk }: PlacedExpr<CallExpr>): string | null {
  const [first] = expr.args;
  const text =
    first === undefined ? '' : program.text.slice(chunk.base + first.span.start, chunk.base + first.span.end);
  return text.includes('\n') ? null : text;
}

function classOf(
  plan: Plan,
  program: Program,
  own: PlacedExpr<CallExpr>,
  style: Sending['style'],
  service: string,
): string | null {
  const [withCommands = '', withMethods = ''] = CLIENTS[service] ?? [];
  if (style !== 'promise')
    return importName(plan, program, `@aws-sdk/client-${service}`, style === 'command' ? withCommands : withMethods);
  const { expr, chunk } = own;
  const callee = program.text.slice(chunk.base + expr.callee.span.start, chunk.base + expr.callee.span.end);
  if (/\.SageMaker$/.test(callee)) return callee.replace(/SageMaker$/, withMethods);
  // `aws-sdk/clients/sagemaker` holds no other class.
  const path = moduleOf(program, own);
  return path?.module === 'aws-sdk' ? importName(plan, program, 'aws-sdk', withMethods) : null;
}
