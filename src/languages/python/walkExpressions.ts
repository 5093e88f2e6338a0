import type { SyntaxNode, TreeCursor } from '@lezer/common';
import { childrenOf, commaSeparated } from './expressions';
import type { Given, Reference } from './fragment';
import { CANDIDATE_CALLS, CLOCK_DECORATORS } from './fragment';
import type { OpenScope } from './recording';
import { keyOf, scope } from './recording';
import { BindingWalker } from './walkBindings';

const DISPLAYS: ReadonlySet<string> = new Set(['print', 'display', 'pprint', 'printmd']);
const LOGGERS = /^(?:logger|logging|log|LOG|LOGGER|_logger|self\.logger|self\.log|self\._logger|console|st)$/;
const LOG_METHODS: ReadonlySet<string> = new Set([
  'critical',
  'debug',
  'error',
  'exception',
  'fatal',
  'info',
  'log',
  'print',
  'warn',
  'warning',
  'write',
]);
/** Calls that only give a text for display when they stand in one. */
const FORMATTERS: ReadonlySet<string> = new Set([
  'format',
  'join',
  'str',
  'repr',
  'len',
  'type',
  'dumps',
  'pformat',
  'upper',
  'lower',
]);

/** Calls that run a function for each item of their object. */
const APPLIES: ReadonlySet<string> = new Set(['apply', 'applymap', 'map', 'progress_apply']);

export const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'ArrayComprehensionExpression',
  'ComprehensionExpression',
  'DictionaryComprehensionExpression',
  'SetComprehensionExpression',
]);

/** What is read and called in expressions. */
export abstract class ExpressionWalker extends BindingWalker {
  protected abstract children(cursor: TreeCursor): void;

  protected member(node: SyntaxNode): void {
    const [base, mark, property, close] = childrenOf(node);
    if (base?.name === 'VariableName' && mark?.name === '.' && property?.name === 'PropertyName') {
      const name = this.source(base);
      this.refer(base, name);
      if (name === 'self' || name === 'cls') this.refer(node, `self.${this.source(property)}`);
      else this.refer(node, `.${this.source(property)}`);
      return;
    }
    if (mark?.name === '[' && property !== undefined && close !== undefined) {
      const key = property.name === 'String' || property.name === 'Number' ? keyOf(this.written(property)) : null;
      if (base?.name === 'VariableName') this.refer(base, this.source(base), key);
      else if (base !== undefined && !this.selfEntry(base, key)) this.visitNode(base);
      this.visitNode(property);
      return;
    }
    if (property?.name === 'PropertyName') this.refer(node, `.${this.source(property)}`);
    if (base !== undefined && mark?.name === '.') this.visitNode(base);
    else this.children(node.cursor());
  }

  /** `self.config["key"]` */
  private selfEntry(base: SyntaxNode, key: string | null): boolean {
    const name = this.selfName(base);
    if (name === null) return false;
    this.refer(base, name, key);
    return true;
  }

  protected call(node: SyntaxNode): void {
    const callee = node.firstChild;
    const list = node.lastChild;
    if (callee === null || list === null || list.name !== 'ArgList') {
      this.children(node.cursor());
      return;
    }
    const name = callee.name === 'MemberExpression' ? callee.lastChild : callee;
    const method = name?.name === 'PropertyName' || name?.name === 'VariableName' ? this.source(name) : '';
    if (name !== null && CANDIDATE_CALLS.has(method)) this.candidate(node, name, method);
    if (method === 'setattr' && callee.name === 'VariableName') this.setAttribute(node, list);
    const mutated = this.mutation(node, callee, list, method);
    if (!mutated) this.callee(callee, node);
    const { appliedTo } = this;
    const applied = APPLIES.has(method) && callee.name === 'MemberExpression' ? callee.firstChild : null;
    this.appliedTo = applied === null ? null : this.written(applied);
    this.within({ role: this.roleOfArguments(callee, method) }, () => this.arguments(list));
    this.appliedTo = appliedTo;
  }

  protected decorator(node: SyntaxNode): void {
    const list = node.getChild('ArgList');
    if (list === null) return;
    const name = node.getChildren('VariableName').at(-1);
    const method = name === undefined ? '' : this.source(name);
    if (name !== undefined && CLOCK_DECORATORS.has(method)) this.candidate(node, name, method);
    this.arguments(list);
  }

  private candidate(node: SyntaxNode, name: SyntaxNode, method: string): void {
    this.calls.push({
      ...this.place(node),
      method,
      call: this.written(node),
      header: { start: name.from - this.shift, end: name.to - this.shift },
      inLoop: this.inLoop(),
    });
  }

  private callee(callee: SyntaxNode, call: SyntaxNode): void {
    if (callee.name === 'VariableName') {
      this.refer(callee, this.source(callee), null, this.written(call));
      return;
    }
    const method = callee.name === 'MemberExpression' ? callee.lastChild : null;
    if (method?.name !== 'PropertyName') {
      this.visitNode(callee);
      return;
    }
    const name = this.source(method);
    const base = callee.firstChild;
    if (name === 'get') this.getter(callee);
    else if (base !== null) this.visitNode(base);
    this.refer(method, `.${name}`, null, this.written(call));
    if (this.selfName(callee) !== null) this.refer(callee, `self.${name}`, null, this.written(call));
  }

  /** `name.get("key")` reads one entry, as far as the key is constant. */
  private getter(callee: SyntaxNode): void {
    const base = callee.firstChild;
    const first = callee.parent?.lastChild?.firstChild?.nextSibling;
    const key = first?.name === 'String' ? keyOf(this.written(first)) : null;
    if (base?.name === 'VariableName') this.refer(base, this.source(base), key);
    else if (base !== null && !this.selfEntry(base, key)) this.visitNode(base);
  }

  private roleOfArguments(callee: SyntaxNode, method: string): Reference['role'] {
    if (this.role === 'display' && FORMATTERS.has(method)) return 'display';
    if (callee.name === 'VariableName') return DISPLAYS.has(method) ? 'display' : 'value';
    const receiver = callee.firstChild;
    return LOG_METHODS.has(method) && receiver !== null && LOGGERS.test(this.source(receiver)) ? 'display' : 'value';
  }

  protected arguments(list: SyntaxNode): void {
    const comprehends = childrenOf(list).some((child) => child.name === 'for');
    if (comprehends) {
      this.comprehension(list);
      return;
    }
    for (const nodes of commaSeparated(list)) {
      const [name, sign, value] = nodes;
      const keyword = sign?.name === 'AssignOp';
      for (const node of keyword ? nodes.slice(2) : nodes) this.visitNode(node);
      if (keyword && this.source(sign) === ':=' && name?.name === 'VariableName' && value !== undefined)
        this.define(name, { kind: 'value', value: this.written(value), annotation: null }, value.to);
    }
  }

  protected comprehension(node: SyntaxNode): void {
    const inner = scope('comprehension', '', this.scope);
    const children = childrenOf(node);
    const inAt = children.findIndex((child) => child.name === 'in');
    const items = inAt < 0 ? undefined : children[inAt + 1];
    inner.over = items === undefined ? null : this.written(items);
    if (children.filter(({ name }) => name === 'for' || name === 'if').length > 1) inner.takesSome = true;
    this.within({ scope: inner }, () => {
      const targets = new Set<SyntaxNode>();
      children.forEach((child, index) => {
        if (child.name !== 'for') return;
        const found = children.slice(index + 1, index + 1 + distanceToIn(children.slice(index + 1)));
        const bound = found.filter(({ name }) => name !== ',');
        const after = children[index + 1 + found.length + 1];
        const over = after === items ? inner.over : after === undefined ? null : this.written(after);
        bound.forEach((target, at) => {
          targets.add(target);
          this.bindTargets(target, { kind: 'loop', over: over ?? null, path: bound.length > 1 ? [at] : [] }, node.from);
        });
      });
      for (const child of children) if (!targets.has(child)) this.visitNode(child);
    });
  }

  protected namedExpression(node: SyntaxNode): void {
    const [name, , value] = childrenOf(node);
    if (value !== undefined) this.visitNode(value);
    if (name?.name === 'VariableName' && value !== undefined)
      this.define(name, { kind: 'value', value: this.written(value), annotation: null }, node.to);
  }

  protected lambda(node: SyntaxNode): void {
    const inner = scope('function', 'lambda', this.scope);
    inner.over = this.appliedTo;
    const parameters = node.getChild('ParamList');
    if (parameters !== null) this.parameters(parameters, inner);
    this.within({ scope: inner, block: null }, () => {
      const body = node.lastChild;
      if (body !== null && body.name !== 'ParamList') this.visitNode(body);
    });
  }

  protected parameters(list: SyntaxNode, inner: OpenScope): void {
    for (const nodes of groupsOf(list)) {
      const star = nodes[0]?.name === '*' || nodes[0]?.name === '**' ? nodes[0].name : '';
      const [name, ...more] = star === '' ? nodes : nodes.slice(1);
      if (name?.name !== 'VariableName') continue;
      const typeDef = more.find((each) => each.name === 'TypeDef');
      const assigned = more.findIndex((each) => each.name === 'AssignOp');
      const value = assigned < 0 ? undefined : more[assigned + 1];
      if (value !== undefined) this.visitNode(value);
      const index = inner.parameters.push({
        name: this.source(name),
        star,
        default: value === undefined ? null : this.written(value),
        annotation: typeDef === undefined ? null : this.annotation(typeDef),
      });
      const given: Given = { kind: 'parameter', of: inner, index: index - 1 };
      this.within({ scope: inner, block: null }, () => this.define(name, given, name.from));
    }
  }
}

/** Like `commaSeparated`, for a lambda's parameters too, which stand in no brackets. */
function groupsOf(list: SyntaxNode): SyntaxNode[][] {
  return commaSeparated(list).filter((nodes) => nodes.length > 0);
}

function distanceToIn(nodes: readonly SyntaxNode[]): number {
  const at = nodes.findIndex(({ name }) => name === 'in');
  return at < 0 ? nodes.length : at;
}
