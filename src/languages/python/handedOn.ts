import type { SyntaxNode } from '@lezer/common';
import type { Graph } from '../../model/graph';
import { property, resourcesOf } from '../../model/graph';
import type { Origin } from '../../model/origin';
import type { Observation, Resource } from '../../model/resource';
import type { LocalScope } from './fragment';
import type { HostingCall } from './hosting';
import { argumentsOf } from './callArguments';
import { isProgramForOthers } from './purpose';
import { notReached } from './reached';
import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';
import { nodeIn, textOf } from './statementTree';

type HandedOn = Extract<Observation, { kind: 'handedOn' }>;

/** A request with the call that makes it. */
export interface Asked {
  readonly call: HostingCall;
  readonly invocation: Extract<Observation, { kind: 'invocation' }>;
}

/**
 * Endpoints that this unit may not be done with when it ends: made by a function for whoever calls it, or whose object or
 * name is returned, kept, given to code that isn't here, or used by code that isn't run here.
 */
export function handedOn(
  scope: PythonScope,
  graph: Graph,
  calls: readonly HostingCall[],
  asked: readonly Asked[],
  deleted: readonly (string | null)[],
): HandedOn[] {
  const tried = new Set(asked.map(({ invocation }) => invocation.resource).filter((id) => !deleted.includes(id)));
  const endpoints = resourcesOf(graph, 'Endpoint').filter((endpoint) => tried.has(endpoint.id));
  if (endpoints.length === 0) return [];
  const ofProgram = isProgramForOthers(scope.reading);
  const made = new Map(calls.map((call) => [placeOf(call.declaration), call]));
  return endpoints.flatMap((endpoint): HandedOn[] => {
    const call = made.get(placeOf(endpoint.declaration));
    const why =
      call === undefined
        ? null
        : (ofProgram ?? askedLater(scope, asked, endpoint) ?? new Follower(scope, call, endpoint).why());
    return why === null ? [] : [{ kind: 'handedOn', resource: endpoint.id, why, at: endpoint.declaration }];
  });
}

/** Why a request that may be to an endpoint is made by somebody else; null where the unit makes them all itself. */
function askedLater({ names }: PythonScope, asked: readonly Asked[], { id }: Resource): string | null {
  for (const { call, invocation } of asked) {
    const isOfAnother = invocation.resource !== id && (invocation.resource ?? invocation.endpointName ?? null) !== null;
    if (isOfAnother) continue;
    const { statement, expr } = call.placed;
    const why = notReached(names, statement, call.scope);
    if (why !== null) return why;
    if (isInGenerator(nodeIn(statement, expr.span))) return 'its answers are handed on piece by piece';
  }
  return null;
}

function placeOf({ cell, start, end }: Origin): string {
  return `${String(cell)}:${start}:${end}`;
}

/** Calls that use an object or a name and keep nothing of it. */
const USES =
  /^(?:print|display|pprint|len|str|repr|type|format|join|log|info|debug|warning|error|exception|critical|predict\w*|invoke\w*|describe_\w+|get_waiter|wait\w*|list_\w+|create_endpoint|create_endpoint_config|create_model|deploy|delete\w*|\w*Predictor|name_from_base|isinstance|hasattr|replace|split|lower|upper|strip|startswith|endswith|Markdown|HTML)$/;
/** Functions of the unit whose names say that they keep something. */
const KEEPS = /save|store|write|publish|register|export|update|notify|send|persist|record/i;
/** Attributes that are the endpoint's name. */
const NAMES = /^(?:endpoint|endpoint_name|_endpoint_name|endpoint_arn)$/;
const DEEPEST = 4;

/** Follows what a call has made through the names that it is given. */
class Follower {
  private readonly seen = new Set<string>();

  constructor(
    private readonly scope: PythonScope,
    private readonly call: HostingCall,
    private readonly endpoint: Resource,
  ) {}

  why(): string | null {
    const { placed, inLoop } = this.call;
    if (placed.statement.kind !== 'statement') return 'it is made by a class';
    if (inLoop) return 'it is made in a loop';
    return this.library(this.call.scope) ?? this.ofResult() ?? this.ofName();
  }

  /** A function that nobody here calls, or that a framework does, makes it for somebody else. */
  private library(scope: LocalScope): string | null {
    if (scope.kind === 'module') return null;
    const { statement } = this.call.placed;
    if (scope.kind !== 'function' || scope.name === 'lambda' || (scope.parent?.kind ?? 'module') !== 'module')
      return 'it is made inside of something that is not followed';
    const uses = this.scope.names.callsOf(scope, statement);
    const called = uses.filter((each) => each.written.called !== null && each.written.scope !== scope);
    if (called.length === 0 || called.length < uses.length) return `${scope.name} is not called here`;
    if (called.some((each) => each.written.scope.kind === 'module')) {
      const node = nodeIn(this.call.placed.statement, this.call.placed.expr.span);
      return isDecorated(node) ? `${scope.name} is decorated` : null;
    }
    return 'who calls it is not followed';
  }

  /** What the call answers has to have a plain name, or be left alone. */
  private ofResult(): string | null {
    const { statement, expr } = this.call.placed;
    const node = nodeIn(statement, expr.span);
    if (node === null) return 'the call can not be followed';
    if (this.call.method !== 'deploy' && this.call.method !== 'create') return null;
    return this.climb(node, statement, 0);
  }

  /** The variable that names the endpoint is as good as the object. */
  private ofName(): string | null {
    const { given } = argumentsOf(this.scope, this.call.placed);
    const expr = (given.get('EndpointName') ?? given.get('endpoint_name'))?.expr;
    if (expr?.kind === 'name') return this.follow(expr.name, 0);
    if (expr?.kind === 'attribute' || expr?.kind === 'index') return 'its name comes from a configuration';
    const name = property(this.endpoint, 'EndpointName');
    return name.kind === 'unresolved' && expr === undefined ? 'its name comes from outside' : null;
  }

  /** All uses of a name, wherever they stand: one that hands it on is enough. */
  private follow(name: string, depth: number): string | null {
    if (this.seen.has(name)) return null;
    this.seen.add(name);
    if (depth >= DEEPEST) return 'it goes through many names';
    for (const table of this.scope.names.table(name).values()) {
      if (table.owner !== 'module' && table.owner !== this.call.scope) continue;
      for (const { statement, written } of table.references) {
        if (written.role === 'display') continue;
        const later = table.owner === 'module' ? notReached(this.scope.names, statement, written.scope) : null;
        if (later !== null) return later;
        const node = nodeIn(statement, written);
        const why = node === null ? 'a use of it can not be followed' : this.climb(node, statement, depth);
        if (why !== null) return why;
      }
    }
    return null;
  }

  /** What becomes of an expression: null where it is only used. */
  private climb(from: SyntaxNode, statement: PlacedStatement, depth: number): string | null {
    let node = from;
    for (let parent = node.parent; parent !== null; node = parent, parent = node.parent) {
      switch (parent.name) {
        case 'MemberExpression': {
          if (parent.firstChild?.from !== node.from || parent.firstChild.to !== node.to) return null;
          const attribute = parent.lastChild;
          if (attribute?.name !== 'PropertyName' || !NAMES.test(textOf(statement, attribute))) return null;
          break;
        }
        case 'CallExpression':
          // What is called is a method of it.
          return null;
        case 'ArgList':
          return this.given(parent, statement);
        case 'AssignStatement':
          return this.assigned(parent, node, statement, depth);
        case 'ReturnStatement':
        case 'YieldStatement':
        case 'YieldExpression':
          return 'it is returned';
        case 'LambdaExpression':
          return null;
        default:
          if (/Statement$|^Script$|^Body$|Definition$/.test(parent.name)) return null;
      }
    }
    return null;
  }

  /** An argument: of a call that only uses it, or of one that may keep it. */
  private given(list: SyntaxNode, statement: PlacedStatement): string | null {
    const callee = list.parent?.firstChild ?? null;
    const last = callee?.name === 'MemberExpression' ? callee.lastChild : callee;
    const name = last === null ? '' : textOf(statement, last);
    if (USES.test(name)) return null;
    const own = [...this.scope.names.table(name).values()].some((table) =>
      table.definitions.some((each) => each.written.given.kind === 'function'),
    );
    return own && callee?.name === 'VariableName' && !KEEPS.test(name) ? null : `it is given to ${name}`;
  }

  private assigned(
    assignment: SyntaxNode,
    value: SyntaxNode,
    statement: PlacedStatement,
    depth: number,
  ): string | null {
    const target = assignment.firstChild;
    if (target === null || target.from === value.from) return null;
    const isPlain = target.name === 'VariableName' && target.nextSibling?.name === 'AssignOp';
    return isPlain ? this.follow(textOf(statement, target), depth + 1) : 'it is kept in an object';
  }
}

function isInGenerator(node: SyntaxNode | null): boolean {
  for (let at = node; at !== null; at = at.parent)
    if (at.name === 'FunctionDefinition') {
      let yields = false;
      at.cursor().iterate((each) => {
        yields ||= /^Yield/.test(each.name);
      });
      return yields;
    }
  return false;
}

function isDecorated(node: SyntaxNode | null): boolean {
  for (let at = node; at !== null; at = at.parent)
    if (at.name === 'FunctionDefinition') return at.parent?.name === 'DecoratedStatement';
  return false;
}
