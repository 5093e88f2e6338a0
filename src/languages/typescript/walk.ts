/* eslint-disable max-lines -- one walk over the tree: what each kind of statement and expression says */
import type { SyntaxNode } from '@lezer/common';
import type { Argument, Expr, Member } from '../../model/expression';
import type { Span } from '../../model/origin';
import type {
  Branching,
  CallExpr,
  CandidateCall,
  Definition,
  Fragment,
  FunctionBody,
  Given,
  LexicalScope,
  Mutation,
  Parameter,
  Reference,
  Way,
} from './fragment';
import { isCandidate } from './candidates';
import { isFunction } from './fragment';
import type { ParsedChunk } from './parse';
import { stringValue, unescaped } from './strings';
import { append } from '../../model/append';

/** Reads a stretch of code; a stretch that could not be parsed says nothing. */
export function walkChunk(chunk: ParsedChunk | null, text: string): Fragment {
  return new Walker(text).walk(chunk);
}

const DEEPEST = 120;
const LONGEST_CONDITION = 80;

/** Operators that are understood. Each is read as a call of its own name. */
export const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '??', '||', '&&', 'negative']);
/** Nodes around an expression that change nothing of its value. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'ParenthesizedExpression',
  'AwaitExpression',
  'PrefixCast',
  'PostfixExpression',
  'InstantiationExpression',
]);
/** Calls that print or log what they are given. */
const DISPLAYS = /^(?:console|logger|log|this\.logger)\.(?:\w+)$|^print$|^super$/;

class Walker {
  private readonly references = new Map<string, Reference[]>();
  private readonly assignments = new Map<string, Definition[]>();
  private readonly mutations = new Map<string, Mutation[]>();
  private readonly calls: CandidateCall[] = [];
  private readonly imports: string[] = [];
  private readonly root: LexicalScope;
  private scope: LexicalScope;
  private loops = 0;
  private displays = 0;
  private depth = 0;
  private hidden = 0;

  constructor(private readonly text: string) {
    this.root = newScope('module', { start: 0, end: text.length }, null, {});
    this.scope = this.root;
  }

  walk(chunk: ParsedChunk | null): Fragment {
    if (chunk !== null) for (const child of childrenOf(chunk.tree.topNode)) this.statement(child);
    const { root, references, assignments, mutations, calls, imports } = this;
    const names = new Map<string, true>();
    for (const table of [root.definitions, references, assignments, mutations])
      for (const name of table.keys()) names.set(name, true);
    return { root, names, references, assignments, mutations, calls, imports };
  }

  private source(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  /* Statements */

  private statement(node: SyntaxNode): void {
    if (this.depth >= DEEPEST) return;
    this.depth++;
    this.statementOf(node);
    this.depth--;
  }

  private statementOf(node: SyntaxNode): void {
    switch (node.name) {
      case 'ImportDeclaration':
        this.importDeclaration(node);
        return;
      case 'ExportDeclaration':
        this.exportDeclaration(node);
        return;
      case 'VariableDeclaration':
        this.variables(node);
        return;
      case 'FunctionDeclaration':
        this.functionDeclaration(node);
        return;
      case 'ClassDeclaration':
        this.classLike(node);
        return;
      case 'EnumDeclaration':
        this.enumeration(node);
        return;
      case 'Block':
      case 'FinallyClause':
        this.block(node, null);
        return;
      case 'ReturnStatement':
        this.returnStatement(node);
        return;
      case 'NamespaceDeclaration':
        for (const child of childrenOf(node)) if (child.name === 'Block') this.block(child, null);
        return;
      case 'InterfaceDeclaration':
      case 'TypeAliasDeclaration':
      case 'AmbientDeclaration':
        return;
      default:
        if (!this.branching(node)) for (const child of childrenOf(node)) this.any(child);
    }
  }

  /** A statement that takes one of several ways. */
  private branching(node: SyntaxNode): boolean {
    switch (node.name) {
      case 'IfStatement':
        this.ifStatement(node);
        return true;
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoStatement':
        this.loop(node);
        return true;
      case 'TryStatement':
        this.tryStatement(node);
        return true;
      case 'SwitchStatement':
        this.switchStatement(node);
        return true;
      default:
        return false;
    }
  }

  /** A node of any kind: what it is worth doesn't matter, only what is in it. */
  private any(node: SyntaxNode): void {
    if (isType(node.name)) return;
    if (/Statement$|Declaration$/.test(node.name) || node.name === 'Block') this.statement(node);
    else this.expression(node);
  }

  private within(scope: LexicalScope, read: () => void): void {
    const around = this.scope;
    this.scope = scope;
    read();
    this.scope = around;
  }

  private block(node: SyntaxNode, way: Way | null): void {
    this.within(newScope('block', spanOf(node), this.scope, { way }), () => {
      if (/Statement$|Declaration$/.test(node.name) && node.name !== 'Block') this.statement(node);
      else for (const child of childrenOf(node)) this.any(child);
    });
  }

  private ifStatement(node: SyntaxNode): void {
    const [, condition, then, , otherwise] = childrenOf(node).filter((child) => !isNoise(child));
    if (condition === undefined) return;
    this.expression(condition);
    const branching: Branching = { condition: conditionText(inParentheses(this.source(condition))) };
    if (then !== undefined) this.block(then, { kind: 'if', branching, arm: 'then' });
    if (otherwise !== undefined) this.block(otherwise, { kind: 'if', branching, arm: 'otherwise' });
  }

  private loop(node: SyntaxNode): void {
    const branching: Branching = { condition: 'loop' };
    const scope = newScope('block', spanOf(node), this.scope, { way: { kind: 'loop', branching, arm: 'other' } });
    this.within(scope, () => {
      this.loops++;
      for (const child of childrenOf(node)) {
        if (child.name === 'ForOfSpec' || child.name === 'ForInSpec') this.loopHead(child);
        else if (child.name === 'ForSpec') for (const part of childrenOf(child)) this.any(part);
        else this.any(child);
      }
      this.loops--;
    });
  }

  private loopHead(node: SyntaxNode): void {
    for (const child of childrenOf(node)) {
      if (child.name === 'VariableDefinition') this.define(this.source(child), child, { kind: 'loop' });
      else if (/Pattern$/.test(child.name)) this.loopPattern(child);
      else this.any(child);
    }
  }

  private loopPattern(node: SyntaxNode): void {
    node.cursor().iterate((each) => {
      if (each.name === 'VariableDefinition')
        this.define(this.text.slice(each.from, each.to), { from: each.from, to: each.to }, { kind: 'loop' });
    });
  }

  private tryStatement(node: SyntaxNode): void {
    const branching: Branching = { condition: 'an error' };
    for (const child of childrenOf(node)) {
      if (child.name === 'CatchClause')
        this.within(
          newScope('block', spanOf(child), this.scope, { way: { kind: 'try', branching, arm: 'otherwise' } }),
          () => {
            for (const part of childrenOf(child))
              if (part.name === 'VariableDefinition')
                this.define(this.source(part), part, { kind: 'unfollowed', why: 'an error that was caught' });
              else this.any(part);
          },
        );
      else if (child.name === 'Block') this.block(child, { kind: 'try', branching, arm: 'then' });
      else this.any(child);
    }
  }

  private switchStatement(node: SyntaxNode): void {
    const branching: Branching = { condition: 'switch' };
    for (const child of childrenOf(node)) {
      if (child.name !== 'SwitchBody') this.any(child);
      else
        this.within(
          newScope('block', spanOf(child), this.scope, { way: { kind: 'switch', branching, arm: 'other' } }),
          () => {
            for (const part of childrenOf(child)) this.any(part);
          },
        );
    }
  }

  private returnStatement(node: SyntaxNode): void {
    const value = childrenOf(node).find((child) => child.name !== 'return' && !isNoise(child));
    if (value === undefined) return;
    const expr = this.expression(value);
    for (let scope: LexicalScope | null = this.scope; scope !== null; scope = scope.parent)
      if (scope.body !== null) {
        scope.body.returns.push(expr);
        return;
      }
  }

  /* Names */

  private define(
    name: string,
    at: { readonly from: number; readonly to: number },
    given: Given,
    hoisted = false,
  ): void {
    let { scope } = this;
    if (hoisted) while (scope.kind === 'block' && scope.parent !== null) scope = scope.parent;
    this.defineIn(scope, name, { start: at.from, end: at.to }, given, at.to);
  }

  private defineIn(scope: LexicalScope, name: string, span: Span, given: Given, from: number): void {
    const definition: Definition = { name, scope: this.scope, start: span.start, end: span.end, from, given };
    append(scope.definitions, name, definition);
  }

  private refer(name: string, span: Span, key: string | null, called: CallExpr | null = null): void {
    const role = this.displays > 0 ? 'display' : 'value';
    append(this.references, name, { scope: this.scope, start: span.start, end: span.end, role, key, called });
  }

  private importDeclaration(node: SyntaxNode): void {
    const module = this.moduleOf(node);
    if (module === null) return;
    this.imports.push(module);
    const children = childrenOf(node);
    if (children[1]?.name === 'type') return;
    children.forEach((child, index) => {
      if (child.name === 'VariableDefinition') {
        const name = children[index - 2]?.name === 'Star' ? '*' : 'default';
        this.define(this.source(child), child, { kind: 'import', module, name });
      } else if (child.name === 'ImportGroup') this.importGroup(child, module);
    });
  }

  private importGroup(group: SyntaxNode, module: string): void {
    let exported: string | null = null;
    for (const child of childrenOf(group)) {
      if (child.name === 'VariableName' || child.name === 'String') exported = this.source(child).replace(/['"]/g, '');
      else if (child.name === ',') exported = null;
      else if (child.name === 'VariableDefinition') {
        const name = exported ?? this.source(child);
        this.define(this.source(child), child, { kind: 'import', module, name });
        exported = null;
      }
    }
  }

  private moduleOf(node: SyntaxNode): string | null {
    const last = childrenOf(node).findLast((child) => child.name === 'String');
    return last === undefined ? null : stringValue(this.source(last));
  }

  private exportDeclaration(node: SyntaxNode): void {
    for (const child of childrenOf(node)) {
      if (child.name === 'ExportGroup' || child.name === 'String') continue;
      const isDefault = child.prevSibling?.name === 'default' && !/Declaration$/.test(child.name);
      if (!isDefault) this.any(child);
      else this.define('default', child, { kind: 'value', expr: this.expression(child), annotation: null });
    }
  }

  private variables(node: SyntaxNode): void {
    const children = childrenOf(node).filter((child) => !isComment(child));
    const isVar = children[0]?.name === 'var';
    let target: SyntaxNode | null = null;
    let annotation: string | null = null;
    let valued = false;
    const finish = (): void => {
      if (target?.name === 'VariableDefinition' && !valued)
        this.define(this.source(target), target, { kind: 'nothing' }, isVar);
      target = null;
      annotation = null;
      valued = false;
    };
    for (const child of children.slice(1)) {
      if (child.name === ',' || child.name === ';') finish();
      else if (child.name === 'VariableDefinition' || /Pattern$/.test(child.name)) target = child;
      else if (child.name === 'TypeAnnotation') annotation = this.source(child).replace(/^:\s*/, '');
      else if (child.name === 'Equals' || child.type.isError) continue;
      else if (target !== null && !valued) {
        valued = true;
        this.variable(target, child, annotation, isVar);
      } else this.any(child);
    }
    finish();
  }

  private variable(target: SyntaxNode, valueNode: SyntaxNode, annotation: string | null, isVar: boolean): void {
    if (target.name === 'VariableDefinition') {
      const name = this.source(target);
      const expr = this.expression(valueNode);
      if (isFunction(expr)) expr.body.name ??= name;
      const required = requiredModule(expr);
      if (required !== null) {
        this.imports.push(required.module);
        this.define(name, target, { kind: 'import', ...required }, isVar);
      } else {
        const { scope } = this;
        let owner = scope;
        if (isVar) while (owner.kind === 'block' && owner.parent !== null) owner = owner.parent;
        this.defineIn(owner, name, spanOf(target), { kind: 'value', expr, annotation }, valueNode.to);
      }
      return;
    }
    this.destructured(target, valueNode);
  }

  private destructured(target: SyntaxNode, valueNode: SyntaxNode): void {
    const isName = valueNode.name === 'VariableName';
    // Each entry that is taken is a reader of its own, so the name itself is not read as a whole.
    const expr: Expr = isName
      ? { kind: 'name', name: this.source(valueNode), span: spanOf(valueNode) }
      : this.expression(valueNode);
    const required = requiredModule(expr);
    if (required !== null) this.imports.push(required.module);
    this.pattern(target, expr, required?.module ?? null);
  }

  /** Gives the names in a pattern their meaning. */
  private pattern(node: SyntaxNode, source: Expr, module: string | null): void {
    if (node.name !== 'ObjectPattern') {
      this.arrayPattern(node, source);
      return;
    }
    for (const property of childrenOf(node)) {
      if (property.name !== 'PatternProperty') continue;
      const parts = childrenOf(property).filter((part) => !isComment(part));
      const [first, second] = parts;
      if (first === undefined) continue;
      if (first.name === 'Spread') {
        const rest = parts.find((part) => part.name === 'VariableDefinition');
        if (rest !== undefined) this.define(this.source(rest), rest, { kind: 'unfollowed', why: 'what is left over' });
        if (source.kind === 'name') this.refer(source.name, source.span, null);
        continue;
      }
      const key = first.name === 'String' ? stringValue(this.source(first)) : this.source(first);
      const bound = second?.name === ':' ? parts[2] : first;
      const at = parts.findIndex((part) => part.name === 'Equals');
      const fallback = at < 0 ? undefined : parts[at + 1];
      if (bound === undefined || key === null) continue;
      if (module !== null && bound.name === 'VariableDefinition') {
        this.define(this.source(bound), bound, { kind: 'import', module, name: key });
        continue;
      }
      this.bind(bound, source, key, fallback);
    }
  }

  private bind(bound: SyntaxNode, source: Expr, key: string, fallback: SyntaxNode | undefined): void {
    const span = spanOf(bound);
    if (source.kind === 'name') this.refer(source.name, span, key);
    if (source.kind === 'attribute' && source.base.kind === 'name') this.refer(source.base.name, span, source.name);
    let expr: Expr = { kind: 'attribute', base: source, name: key, nameSpan: span, span };
    if (fallback !== undefined) expr = operation('default', [expr, this.expression(fallback)], span);
    if (bound.name === 'VariableDefinition' || bound.name === 'PropertyName')
      this.defineIn(this.scope, this.source(bound), span, { kind: 'value', expr, annotation: null }, span.end);
    else if (/Pattern$/.test(bound.name)) this.pattern(bound, expr, null);
  }

  private arrayPattern(node: SyntaxNode, source: Expr): void {
    let index = 0;
    for (const child of childrenOf(node)) {
      if (child.name === ',') index++;
      else if (child.name === 'VariableDefinition') {
        const span = spanOf(child);
        if (source.kind === 'name') this.refer(source.name, span, String(index));
        const key: Expr = { kind: 'literal', value: index, span };
        const expr: Expr = { kind: 'index', base: source, key, span };
        this.define(this.source(child), child, { kind: 'value', expr, annotation: null });
      } else if (/Pattern$/.test(child.name)) {
        const key: Expr = { kind: 'literal', value: index, span: spanOf(child) };
        this.pattern(child, { kind: 'index', base: source, key, span: spanOf(child) }, null);
      }
    }
  }

  /* Functions, classes, enums */

  private functionDeclaration(node: SyntaxNode): void {
    const name = childrenOf(node).find((child) => child.name === 'VariableDefinition');
    const body = this.functionBody(node, name === undefined ? null : this.source(name), 'function');
    if (name !== undefined) this.define(this.source(name), name, { kind: 'function', body });
  }

  private functionBody(node: SyntaxNode, name: string | null, kind: FunctionBody['kind']): FunctionBody {
    const parameters: Parameter[] = [];
    const body: FunctionBody = { name, kind, parameters, returns: [], span: spanOf(node) };
    const scope = newScope('function', spanOf(node), this.scope, { body });
    const loops = this.loops;
    this.loops = 0;
    this.within(scope, () => {
      for (const child of childrenOf(node)) {
        if (child.name === 'ParamList') this.parameters(child, body, parameters);
        else if (child.name === 'Block') for (const part of childrenOf(child)) this.any(part);
        else if (child.name === 'Decorator') this.any(child);
        else if (node.name === 'ArrowFunction' && isExpressionBody(child)) body.returns.push(this.expression(child));
      }
    });
    this.loops = loops;
    return body;
  }

  private parameters(list: SyntaxNode, body: FunctionBody, parameters: Parameter[]): void {
    let isField = false;
    let rest = false;
    let target: SyntaxNode | null = null;
    let fallback: SyntaxNode | null = null;
    const finish = (): void => {
      if (target !== null) this.parameter(target, fallback, body, parameters, { isField, rest });
      target = null;
      fallback = null;
      isField = false;
      rest = false;
    };
    for (const child of childrenOf(list)) {
      if (child.name === ',' || child.name === ')') finish();
      else if (child.name === 'Privacy' || child.name === 'readonly') isField = true;
      else if (child.name === 'Spread') rest = true;
      else if (child.name === 'VariableDefinition' || /Pattern$/.test(child.name)) target = child;
      else if (target !== null && !isType(child.name) && !isNoise(child) && !isPlainWord(child.name)) fallback = child;
    }
    finish();
  }

  private parameter(
    target: SyntaxNode,
    fallback: SyntaxNode | null,
    body: FunctionBody,
    parameters: Parameter[],
    { isField, rest }: { readonly isField: boolean; readonly rest: boolean },
  ): void {
    const index = parameters.length;
    const given = fallback === null ? null : this.expression(fallback);
    const isName = target.name === 'VariableDefinition';
    const name = isName ? this.source(target) : `#${this.hidden++}`;
    parameters.push({ name, default: given, rest });
    const span = spanOf(target);
    this.defineIn(this.scope, name, span, { kind: 'parameter', of: body, index }, span.end);
    const around = this.scope.parent;
    if (isField && isName && around?.kind === 'class') {
      const expr: Expr = { kind: 'name', name, span };
      this.refer(name, span, null);
      this.defineIn(around, `this.${name}`, span, { kind: 'value', expr, annotation: null }, span.end);
    }
    if (!isName) this.pattern(target, { kind: 'name', name, span }, null);
  }

  private classLike(node: SyntaxNode): Given {
    const children = childrenOf(node);
    const nameNode = children.find((child) => child.name === 'VariableDefinition');
    const name = nameNode === undefined ? null : this.source(nameNode);
    const at = children.findIndex((child) => child.name === 'extends');
    const baseNode = at < 0 ? undefined : children[at + 1];
    const base = baseNode === undefined ? null : this.expression(baseNode);
    const scope = newScope('class', spanOf(node), this.scope, { classBody: { name, base } });
    const given: Given = { kind: 'class', scope };
    if (nameNode !== undefined) this.define(this.source(nameNode), nameNode, given);
    this.within(scope, () => {
      for (const child of children)
        if (child.name === 'ClassBody') for (const member of childrenOf(child)) this.member(member);
        else if (child.name === 'Decorator') this.any(child);
    });
    return given;
  }

  private member(node: SyntaxNode): void {
    if (node.name === 'MethodDeclaration') {
      const nameNode = childrenOf(node).find((child) => /^(?:Private)?PropertyDefinition$/.test(child.name));
      const name = nameNode === undefined ? null : this.source(nameNode);
      const isGetter = childrenOf(node).some((child) => child.name === 'get');
      const body = this.functionBody(node, name, name === 'constructor' ? 'constructor' : 'method');
      if (name === null || name === 'constructor' || nameNode === undefined) return;
      const given: Given = isGetter
        ? { kind: 'unfollowed', why: 'worked out by a getter' }
        : { kind: 'function', body };
      this.defineIn(this.scope, this.memberName(node, name), spanOf(nameNode), given, nameNode.to);
    } else if (node.name === 'PropertyDeclaration') this.field(node);
    else if (node.name === 'StaticBlock') for (const child of childrenOf(node)) this.any(child);
  }

  private field(node: SyntaxNode): void {
    const children = childrenOf(node);
    const nameNode = children.find((child) => /^(?:Private)?PropertyDefinition$/.test(child.name));
    const at = children.findIndex((child) => child.name === 'Equals');
    const valueNode = at < 0 ? undefined : children[at + 1];
    if (nameNode === undefined) return;
    const name = this.memberName(node, this.source(nameNode));
    const expr = valueNode === undefined ? null : this.expression(valueNode);
    if (expr !== null && isFunction(expr)) expr.body.name ??= name;
    const given: Given = expr === null ? { kind: 'nothing' } : { kind: 'value', expr, annotation: null };
    this.defineIn(this.scope, name, spanOf(nameNode), given, node.to);
  }

  private memberName(node: SyntaxNode, name: string): string {
    return childrenOf(node).some((child) => child.name === 'static') ? `static.${name}` : `this.${name}`;
  }

  private enumeration(node: SyntaxNode): void {
    const nameNode = childrenOf(node).find((child) => child.name === 'TypeDefinition');
    const body = childrenOf(node).find((child) => child.name === 'EnumBody');
    if (nameNode === undefined || body === undefined) return;
    const members: Member[] = [];
    let key: SyntaxNode | null = null;
    let counter = 0;
    const finish = (value: Expr | null): void => {
      if (key === null) return;
      const keySpan = spanOf(key);
      const given = value ?? { kind: 'literal', value: counter, span: keySpan };
      counter = given.kind === 'literal' && typeof given.value === 'number' ? given.value + 1 : counter + 1;
      const span = { start: keySpan.start, end: given.span.end };
      members.push({ kind: 'entry', key: this.source(key).replace(/['"]/g, ''), keySpan, value: given, span });
      key = null;
    };
    for (const child of childrenOf(body)) {
      if (child.name === ',' || child.name === '}') finish(null);
      else if (child.name === 'PropertyName' || (child.name === 'String' && key === null)) key = child;
      else if (key !== null && !isNoise(child) && child.name !== 'Equals') finish(this.expression(child));
    }
    const expr: Expr = { kind: 'object', members, span: spanOf(body) };
    this.define(this.source(nameNode), nameNode, { kind: 'value', expr, annotation: null });
  }

  /* Expressions */

  private opaque(node: SyntaxNode, why: string): Expr {
    return { kind: 'opaque', why, decidedBy: null, span: spanOf(node) };
  }

  private expression(node: SyntaxNode): Expr {
    if (this.depth >= DEEPEST) return this.opaque(node, 'nested too deep');
    this.depth++;
    const expr = this.expressionOf(node);
    this.depth--;
    return expr;
  }

  private expressionOf(node: SyntaxNode): Expr {
    const span = spanOf(node);
    if (TRANSPARENT.has(node.name) && !/[+-]{2}$/.test(this.source(node))) return this.inner(node);
    switch (node.name) {
      case 'VariableName':
        return this.name(node);
      case 'Number':
        return this.number(node);
      case 'BooleanLiteral':
        return { kind: 'literal', value: this.source(node) === 'true', span };
      case 'null':
        return { kind: 'nothing', span };
      case 'String': {
        const value = stringValue(this.source(node));
        return value === null ? this.opaque(node, 'not a whole string') : { kind: 'literal', value, span };
      }
      case 'TemplateString':
        return this.template(node);
      case 'this':
        return { kind: 'name', name: 'this', span };
      case 'ArrayExpression':
        return this.array(node);
      case 'ObjectExpression':
        return { kind: 'object', members: this.members(node), span };
      case 'ConditionalExpression':
        return this.conditional(node);
      case 'BinaryExpression':
        return this.binary(node);
      case 'UnaryExpression':
        return this.unary(node);
      case 'MemberExpression':
        return this.memberAccess(node);
      case 'CallExpression':
      case 'NewExpression':
        return this.call(node);
      case 'AssignmentExpression':
        return this.assignment(node);
      case 'ArrowFunction':
      case 'FunctionExpression': {
        const body = this.functionBody(node, null, 'function');
        return { kind: 'opaque', why: 'a function', decidedBy: null, span, body } as Expr;
      }
      case 'ClassExpression':
        this.classLike(node);
        return this.opaque(node, 'a class');
      default:
        for (const child of childrenOf(node)) this.any(child);
        return this.opaque(node, 'the value of an expression');
    }
  }

  private name(node: SyntaxNode, key: string | null = null): Expr {
    const name = this.source(node);
    const span = spanOf(node);
    if (name === 'undefined') return { kind: 'nothing', span };
    if (key === null) this.refer(name, span, null);
    return { kind: 'name', name, span };
  }

  private number(node: SyntaxNode): Expr {
    const value = Number(this.source(node).replaceAll('_', ''));
    return Number.isFinite(value)
      ? { kind: 'literal', value, span: spanOf(node) }
      : this.opaque(node, 'a number of another kind');
  }

  /** What stands in brackets, behind `await`, or before `as T`, `!` and `<T>`. */
  private inner(node: SyntaxNode): Expr {
    const child = childrenOf(node).find((each) => !isNoise(each) && !isType(each.name) && !isPlainWord(each.name));
    return child === undefined ? this.opaque(node, 'nothing is written yet') : this.expression(child);
  }

  private template(node: SyntaxNode): Expr {
    const parts: Expr[] = [];
    let at = node.from + 1;
    const end = this.text[node.to - 1] === '`' && node.to > node.from + 1 ? node.to - 1 : -1;
    if (end < 0) return this.opaque(node, 'not a whole string');
    const addText = (to: number): void => {
      if (to <= at) return;
      parts.push({ kind: 'literal', value: unescaped(this.text.slice(at, to)), span: { start: at, end: to } });
    };
    for (const child of childrenOf(node)) {
      if (child.name !== 'Interpolation') continue;
      addText(child.from);
      parts.push(this.interpolated(child));
      at = child.to;
    }
    addText(end);
    if (parts.every((part) => part.kind === 'literal'))
      return { kind: 'literal', value: parts.map((part) => String(part.value)).join(''), span: spanOf(node) };
    return { kind: 'concat', parts, span: spanOf(node) };
  }

  private interpolated(node: SyntaxNode): Expr {
    const child = childrenOf(node).find((each) => !/^Interpolation(?:Start|End)$/.test(each.name) && !isNoise(each));
    return child === undefined ? this.opaque(node, 'nothing is written yet') : this.expression(child);
  }

  private array(node: SyntaxNode): Expr {
    const items: Expr[] = [];
    let open = false;
    let spread = false;
    for (const child of childrenOf(node)) {
      if (child.type.isError) open = true;
      else if (child.name === 'Spread') spread = true;
      else if (!isNoise(child)) {
        const expr = this.expression(child);
        if (!spread) items.push(expr);
        else if (expr.kind === 'list') items.push(...expr.items);
        else items.push(operation('spread', [expr], expr.span));
        spread = false;
      }
    }
    return { kind: 'list', items, open, span: spanOf(node) };
  }

  private members(node: SyntaxNode): Member[] {
    return childrenOf(node).flatMap((child) => (child.name === 'Property' ? this.property(child) : []));
  }

  private property(node: SyntaxNode): Member[] {
    const parts = childrenOf(node).filter((part) => !isComment(part));
    const [first, second] = parts;
    const span = spanOf(node);
    if (first === undefined || first.type.isError) return [];
    if (first.name === 'Spread') {
      return second === undefined ? [] : [{ kind: 'spread', value: this.expression(second), span }];
    }
    if (first.name === '[') {
      for (const part of parts.slice(1)) this.any(part);
      const value: Expr = { kind: 'opaque', why: 'an entry whose key is computed', decidedBy: null, span };
      return [{ kind: 'spread', value, span }];
    }
    const key = first.name === 'String' ? stringValue(this.source(first)) : this.source(first);
    if (key === null) return [];
    const keySpan = spanOf(first);
    if (second === undefined && first.name === 'PropertyDefinition') {
      this.refer(key, keySpan, null);
      return [{ kind: 'entry', key, keySpan, value: { kind: 'name', name: key, span: keySpan }, span }];
    }
    if (second?.name !== ':') {
      this.functionBody(node, key, 'function');
      return [{ kind: 'entry', key, keySpan, value: this.opaque(node, 'a function'), span }];
    }
    const valueNode = parts[2];
    const value: Expr =
      valueNode === undefined || valueNode.type.isError
        ? { kind: 'opaque', why: 'nothing is written yet', decidedBy: null, span: { start: node.to, end: node.to } }
        : this.expression(valueNode);
    return [{ kind: 'entry', key, keySpan, value, span }];
  }

  private conditional(node: SyntaxNode): Expr {
    const [condition, , then, , otherwise] = childrenOf(node).filter((child) => !isComment(child));
    if (condition === undefined || then === undefined || otherwise === undefined)
      return this.opaque(node, 'a condition that is not complete');
    this.expression(condition);
    return {
      kind: 'choice',
      condition: conditionText(inParentheses(this.source(condition))),
      then: this.expression(then),
      otherwise: this.expression(otherwise),
      span: spanOf(node),
    };
  }

  private binary(node: SyntaxNode): Expr {
    const [left, operator, right] = childrenOf(node).filter((child) => !isComment(child));
    if (left === undefined || operator === undefined) return this.opaque(node, 'nothing is written yet');
    if (operator.name === 'as' || operator.name === 'satisfies') return this.expression(left);
    if (right === undefined) return this.opaque(node, 'nothing is written yet');
    const sign = this.source(operator);
    const operands = [this.expression(left), this.expression(right)];
    return OPERATORS.has(sign) ? operation(sign, operands, spanOf(node)) : this.opaque(node, 'a comparison');
  }

  private unary(node: SyntaxNode): Expr {
    const [operator, operand] = childrenOf(node).filter((child) => !isComment(child));
    if (operator === undefined || operand === undefined) return this.opaque(node, 'nothing is written yet');
    const value = this.expression(operand);
    if (this.source(operator) === '+' && value.kind === 'literal' && typeof value.value === 'number') return value;
    if (this.source(operator) !== '-') return this.opaque(node, 'the value of an expression');
    if (value.kind === 'literal' && typeof value.value === 'number')
      return { kind: 'literal', value: -value.value, span: spanOf(node) };
    return operation('negative', [value], spanOf(node));
  }

  private memberAccess(node: SyntaxNode): Expr {
    const [base, mark, key] = childrenOf(node).filter((child) => !isComment(child));
    const span = spanOf(node);
    if (base === undefined || key === undefined || mark === undefined || key.type.isError) {
      if (base !== undefined) this.expression(base);
      return this.opaque(node, 'nothing is written yet');
    }
    const optionalIndex = mark.name === '?.' && key.name === '[';
    if (mark.name === '[' || optionalIndex) {
      const keyNode = optionalIndex ? childrenOf(node)[3] : key;
      if (keyNode === undefined) return this.opaque(node, 'nothing is written yet');
      const keyExpr = this.expression(keyNode);
      const constant = keyExpr.kind === 'literal' ? String(keyExpr.value) : null;
      const read = this.keyed(base, constant, span);
      return { kind: 'index', base: read, key: keyExpr, span };
    }
    if (!/PropertyName$/.test(key.name)) return this.opaque(node, 'nothing is written yet');
    const name = this.source(key);
    const read = this.keyed(base, name, span);
    if (base.name === 'this') this.refer(`this.${name}`, span, null);
    else this.refer(`.${name}`, span, null);
    return { kind: 'attribute', base: read, name, nameSpan: spanOf(key), span };
  }

  /** The base of an access, whose name is read for one key only. */
  private keyed(base: SyntaxNode, key: string | null, access: Span): Expr {
    if (base.name === 'VariableName' && key !== null) {
      const read = this.name(base, key);
      if (read.kind === 'name') this.refer(read.name, access, key);
      return read;
    }
    const read = this.expression(base);
    // `this.props.key`: the field is read for that key only.
    if (key !== null && read.kind === 'attribute' && read.base.kind === 'name' && read.base.name === 'this') {
      const own = this.references.get(`this.${read.name}`);
      if (own?.at(-1)?.start === read.span.start) own.pop();
      this.refer(`this.${read.name}`, access, key);
    }
    return read;
  }

  private call(node: SyntaxNode): Expr {
    const constructs = node.name === 'NewExpression';
    const children = childrenOf(node).filter((child) => !isComment(child));
    const calleeNode = constructs ? children[1] : children[0];
    const list = children.find((child) => child.name === 'ArgList');
    if (calleeNode === undefined || calleeNode.name === 'ArgList') return this.opaque(node, 'nothing is written yet');
    if (calleeNode.name === 'super') {
      if (list !== undefined) this.displayed(() => this.arguments(list));
      return this.opaque(node, 'the class that is extended');
    }
    const callee = this.expression(calleeNode);
    const args: Argument[] = [];
    const call: CallExpr = {
      kind: 'call',
      callee,
      args,
      span: spanOf(node),
      ...(constructs ? { constructs: true } : {}),
    };
    this.markCalled(callee, call);
    const sentBy = this.sender;
    this.sender = !constructs && callee.kind === 'attribute' && callee.name === 'send' ? callee.base : null;
    if (list !== undefined) {
      const read = (): void => void args.push(...this.arguments(list));
      if (DISPLAYS.test(this.source(calleeNode))) this.displayed(read);
      else read();
    }
    this.sender = null;
    this.mutation(callee, call);
    this.candidate(call, callee, constructs ? sentBy : null);
    return call;
  }

  /** What `send` is called on while its arguments are read. */
  private sender: Expr | null = null;

  private displayed(read: () => void): void {
    this.displays++;
    read();
    this.displays--;
  }

  private arguments(list: SyntaxNode): Argument[] {
    const found: Argument[] = [];
    let spread = false;
    for (const child of childrenOf(list)) {
      if (child.name === 'Spread') spread = true;
      else if (!isNoise(child) && !child.type.isError && !isType(child.name)) {
        const value = this.expression(child);
        found.push({ keyword: spread ? '*' : null, value, span: value.span });
        spread = false;
      }
    }
    return found;
  }

  /** The use of the called name is a call, not a reading of the name. */
  private markCalled(callee: Expr, call: CallExpr): void {
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

  private candidate(call: CallExpr, callee: Expr, sentBy: Expr | null): void {
    const method = callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : null;
    if (method === null || !isCandidate(method, 'constructs' in call)) return;
    const header = callee.kind === 'attribute' ? callee.nameSpan : callee.span;
    const { scope } = this;
    this.calls.push({ ...call.span, method, call, header, scope, inLoop: this.loops > 0, sentBy });
  }

  /* Changes */

  private assignment(node: SyntaxNode): Expr {
    const [target, operator, valueNode] = childrenOf(node).filter((child) => !isComment(child));
    if (target === undefined || operator === undefined) return this.opaque(node, 'nothing is written yet');
    const plain = operator.name === 'Equals';
    const value = valueNode === undefined ? null : this.expression(valueNode);
    if (/Pattern$|^(?:Object|Array)Expression$/.test(target.name)) {
      this.any(target);
      return value ?? this.opaque(node, 'nothing is written yet');
    }
    const given: Given =
      plain && value !== null
        ? { kind: 'value', expr: value, annotation: null }
        : { kind: 'unfollowed', why: `changed by ${this.source(operator)}` };
    this.assign(target, value, given, node);
    return value ?? this.opaque(node, 'nothing is written yet');
  }

  private assign(target: SyntaxNode, value: Expr | null, given: Given, node: SyntaxNode): void {
    if (target.name === 'VariableName') {
      this.later(this.source(target), spanOf(target), given, node.to);
      return;
    }
    if (target.name !== 'MemberExpression') return;
    const text = this.source(target);
    if (/^this\.[\w$#]+$/.test(text)) {
      this.later(text, spanOf(target), given, node.to);
      return;
    }
    const path = this.pathOf(target);
    if (path === null) {
      this.expression(target);
      return;
    }
    const { scope } = this;
    const span = spanOf(node);
    append(this.mutations, path.name, {
      ...span,
      scope,
      from: span.end,
      keys: path.keys,
      action: given.kind === 'value' ? 'set' : 'other',
      value,
    });
  }

  private later(name: string, span: Span, given: Given, from: number): void {
    append(this.assignments, name, { name, scope: this.scope, ...span, from, given });
  }

  /** `x.push(…)`, `Object.assign(x, …)` and the like. */
  private mutation(callee: Expr, call: CallExpr): void {
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

  private pathOf(node: SyntaxNode): { name: string; keys: (string | null)[] } | null {
    const [base, mark, key] = childrenOf(node).filter((child) => !isComment(child));
    if (base === undefined || mark === undefined || key === undefined) return null;
    let own: string | null = null;
    if (mark.name === '[') {
      const expr = this.expression(key);
      own = expr.kind === 'literal' ? String(expr.value) : null;
    } else own = this.source(key);
    if (base.name === 'VariableName') return { name: this.source(base), keys: [own] };
    if (/^this\.[\w$#]+$/.test(this.source(base))) return { name: this.source(base), keys: [own] };
    if (base.name !== 'MemberExpression') return null;
    const inner = this.pathOf(base);
    return inner === null ? null : { name: inner.name, keys: [...inner.keys, own] };
  }
}

const MUTATORS: ReadonlySet<string> = new Set(['push', 'unshift', 'splice', 'pop', 'shift', 'sort', 'reverse', 'fill']);

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

function newScope(
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
    body: body ?? null,
    classBody,
  };
  parent?.children.push(scope);
  return scope;
}

function operation(name: string, operands: readonly Expr[], span: Span): Expr {
  const args = operands.map((value): Argument => ({ keyword: null, value, span: value.span }));
  return { kind: 'call', callee: { kind: 'name', name, span }, args, span };
}

/** `require('x')`, `require('x').Y` */
function requiredModule(expr: Expr): { readonly module: string; readonly name: string } | null {
  if (expr.kind === 'attribute') {
    const base = requiredModule(expr.base);
    return base === null ? null : { module: base.module, name: expr.name };
  }
  if (expr.kind !== 'call' || expr.callee.kind !== 'name' || expr.callee.name !== 'require') return null;
  const module = expr.args[0]?.value;
  return module?.kind === 'literal' ? { module: String(module.value), name: '*' } : null;
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

export function spanOf(node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from, end: node.to };
}

const NOISE: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}', ',', ';', ':']);

function isComment(node: SyntaxNode): boolean {
  return node.name === 'LineComment' || node.name === 'BlockComment';
}

function isNoise(node: SyntaxNode): boolean {
  return NOISE.has(node.name) || isComment(node);
}

function isType(name: string): boolean {
  return /Type$|^Type(?:Annotation|ArgList|ParamList|Name|Definition)$/.test(name);
}

/** Keywords and signs that are nodes of their own. */
function isPlainWord(name: string): boolean {
  return /^[a-z]+$/.test(name)
    ? name !== 'this' && name !== 'super' && name !== 'null'
    : /^(?:Equals|Arrow|LogicOp|Spread|Optional|<|>)$/.test(name);
}

function isExpressionBody(node: SyntaxNode): boolean {
  return node.name !== 'Arrow' && node.name !== 'async' && !isType(node.name) && !isNoise(node);
}

function inParentheses(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
}

/** A condition as it is written, on one line. */
export function conditionText(text: string): string {
  const line = /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
  return line.length > LONGEST_CONDITION ? `${line.slice(0, LONGEST_CONDITION - 1)}…` : line;
}
