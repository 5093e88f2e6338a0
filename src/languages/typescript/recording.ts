import type { SyntaxNode } from '@lezer/common';
import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';
import { append } from '../../model/append';
import { isCandidate } from './candidates';
import type {
  CallExpr,
  CandidateCall,
  Definition,
  FunctionBody,
  Given,
  LexicalScope,
  Mutation,
  Reference,
  Way,
  When,
} from './fragment';
import { spanOf } from './syntax';

const MUTATORS: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'sort', 'reverse', 'fill']);

/** What a walk over the code has come upon: names in their scopes, what reads and changes them, and calls. */
export abstract class Recording {
  protected readonly references = new Map<string, Reference[]>();
  protected readonly assignments = new Map<string, Definition[]>();
  protected readonly mutations = new Map<string, Mutation[]>();
  protected readonly calls: CandidateCall[] = [];
  protected readonly imports: string[] = [];
  protected readonly root: LexicalScope;
  protected scope: LexicalScope;
  protected loops = 0;
  protected guards: readonly When[] = [];
  private displays = 0;
  /** The expression that the statement which is being read consists of. */
  protected statementSpan: Span | null = null;
  protected depth = 0;
  protected hidden = 0;

  constructor(protected readonly text: string) {
    this.root = newScope('module', { start: 0, end: text.length }, null, {});
    this.scope = this.root;
  }

  protected source(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  protected opaque(node: SyntaxNode, why: string): Expr {
    return { kind: 'opaque', why, decidedBy: null, span: spanOf(node) };
  }

  protected within(scope: LexicalScope, read: () => void): void {
    const around = this.scope;
    this.scope = scope;
    read();
    this.scope = around;
  }

  protected define(
    name: string,
    at: { readonly from: number; readonly to: number },
    given: Given,
    hoisted = false,
  ): void {
    let { scope } = this;
    if (hoisted) while (scope.kind === 'block' && scope.parent !== null) scope = scope.parent;
    this.defineIn(scope, name, { start: at.from, end: at.to }, given, at.to);
  }

  protected defineIn(scope: LexicalScope, name: string, span: Span, given: Given, from: number): void {
    const definition: Definition = { name, scope: this.scope, start: span.start, end: span.end, from, given };
    append(scope.definitions, name, definition);
  }

  protected refer(name: string, span: Span, key: string | null, called: CallExpr | null = null): void {
    const role = this.displays > 0 ? 'display' : 'value';
    append(this.references, name, { scope: this.scope, start: span.start, end: span.end, role, key, called });
  }

  /** What is read runs only so. */
  protected guarded<T>(when: When, read: () => T): T {
    const around = this.guards;
    this.guards = [...around, when];
    const found = read();
    this.guards = around;
    return found;
  }

  protected displayed(read: () => void): void {
    this.displays++;
    read();
    this.displays--;
  }

  /** The use of the called name is a call, not a reading of the name. */
  protected markCalled(callee: Expr, call: CallExpr): void {
    const name =
      callee.kind === 'name'
        ? callee.name
        : callee.kind === 'attribute'
          ? callee.base.kind === 'name' && callee.base.name === 'this'
            ? `this.${callee.name}`
            : `.${callee.name}`
          : null;
    const uses = name === null ? undefined : this.references.get(name);
    const at = uses?.findLastIndex((use) => use.start === callee.span.start && use.end === callee.span.end) ?? -1;
    const use = uses?.[at];
    if (uses !== undefined && use !== undefined) uses[at] = { ...use, called: call };
  }

  protected candidate(call: CallExpr, callee: Expr, sentBy: Expr | null): void {
    const method = callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : null;
    if (method === null || !isCandidate(method, 'constructs' in call)) return;
    const header = callee.kind === 'attribute' ? callee.nameSpan : callee.span;
    const { scope, guards } = this;
    const isStatement = this.statementSpan?.start === call.span.start && this.statementSpan.end === call.span.end;
    const inLoop = this.loops > 0;
    this.calls.push({ ...call.span, method, call, header, scope, inLoop, guards, sentBy, isStatement });
  }

  protected later(name: string, span: Span, given: Given, from: number): void {
    append(this.assignments, name, { name, scope: this.scope, ...span, from, given });
  }

  /** `x.push(…)`, `Object.assign(x, …)` and the like. */
  protected mutation(callee: Expr, call: CallExpr): void {
    if (callee.kind !== 'attribute') return;
    const { scope } = this;
    if (MUTATORS.has(callee.name)) {
      const path = pathOfExpr(callee.base);
      if (path === null) return;
      const single = callee.name === 'push' && call.args.length === 1 && call.args[0]?.keyword === null;
      const value = single ? (call.args[0]?.value ?? null) : null;
      const action = single ? 'push' : 'other';
      append(this.mutations, path.name, { ...call.span, scope, from: call.span.end, keys: path.keys, action, value });
    } else if (callee.name === 'assign' && callee.base.kind === 'name' && callee.base.name === 'Object') {
      const first = call.args[0]?.value;
      const path = first === undefined ? null : pathOfExpr(first);
      if (path === null) return;
      append(this.mutations, path.name, {
        ...call.span,
        scope,
        from: call.span.end,
        keys: path.keys,
        action: 'other',
        value: null,
      });
    }
  }
}

function pathOfExpr(expr: Expr): { name: string; keys: (string | null)[] } | null {
  if (expr.kind === 'name') return expr.name === 'this' ? null : { name: expr.name, keys: [] };
  if (expr.kind === 'attribute' && expr.base.kind === 'name' && expr.base.name === 'this')
    return { name: `this.${expr.name}`, keys: [] };
  if (expr.kind !== 'attribute' && expr.kind !== 'index') return null;
  const inner = pathOfExpr(expr.base);
  if (inner === null) return null;
  const key = expr.kind === 'attribute' ? expr.name : expr.key.kind === 'literal' ? String(expr.key.value) : null;
  return { name: inner.name, keys: [...inner.keys, key] };
}

interface ScopeParts {
  readonly way?: Way | null;
  readonly body?: FunctionBody;
  readonly classBody?: LexicalScope['classBody'];
}

export function newScope(
  kind: LexicalScope['kind'],
  span: Span,
  parent: LexicalScope | null,
  { way = null, body, classBody = null }: ScopeParts,
): LexicalScope {
  const scope: LexicalScope = {
    kind,
    ...span,
    parent,
    children: [],
    definitions: new Map(),
    way,
    exits: [],
    body: body ?? null,
    classBody,
  };
  parent?.children.push(scope);
  return scope;
}
