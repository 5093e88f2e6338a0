import type { SyntaxNode } from '@lezer/common';
import type { Expr, Member } from '../../model/expression';
import type { Span } from '../../model/origin';
import type { FunctionBody, Given, Parameter } from './fragment';
import { isFunction } from './fragment';
import { newScope } from './recording';
import { stringValue } from './strings';
import { childrenOf, isComment, isExpressionBody, isNoise, isPlainWord, isType, spanOf } from './syntax';
import { ExpressionWalker, operation } from './walkExpressions';

/** What gives names their meaning: imports, variables and patterns, functions, classes and enums. */
export abstract class BindingWalker extends ExpressionWalker {
  protected importDeclaration(node: SyntaxNode): void {
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

  protected variables(node: SyntaxNode): void {
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
  protected pattern(node: SyntaxNode, source: Expr, module: string | null): void {
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
    let expr: Expr = { kind: 'attribute', base: readAt(source, span), name: key, nameSpan: span, span };
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
        const expr: Expr = { kind: 'index', base: readAt(source, span), key, span };
        this.define(this.source(child), child, { kind: 'value', expr, annotation: null });
      } else if (/Pattern$/.test(child.name)) {
        const key: Expr = { kind: 'literal', value: index, span: spanOf(child) };
        this.pattern(child, { kind: 'index', base: source, key, span: spanOf(child) }, null);
      }
    }
  }

  protected functionDeclaration(node: SyntaxNode): void {
    const name = childrenOf(node).find((child) => child.name === 'VariableDefinition');
    const body = this.functionBody(node, name === undefined ? null : this.source(name), 'function');
    if (name !== undefined) this.define(this.source(name), name, { kind: 'function', body });
  }

  protected functionBody(node: SyntaxNode, name: string | null, kind: FunctionBody['kind']): FunctionBody {
    const parameters: Parameter[] = [];
    const body: FunctionBody = { name, kind, parameters, returns: [], span: spanOf(node), loop: null };
    const scope = newScope('function', spanOf(node), this.scope, { body });
    const { loops, guards } = this;
    this.loops = 0;
    this.guards = [];
    this.within(scope, () => {
      for (const child of childrenOf(node)) {
        if (child.name === 'ParamList') this.parameters(child, body, parameters);
        else if (child.name === 'Block') for (const part of childrenOf(child)) this.any(part);
        else if (child.name === 'Decorator') this.any(child);
        else if (node.name === 'ArrowFunction' && isExpressionBody(child)) body.returns.push(this.expression(child));
      }
    });
    this.loops = loops;
    this.guards = guards;
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

  protected classLike(node: SyntaxNode): Given {
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

  protected enumeration(node: SyntaxNode): void {
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

/** What a pattern takes apart is read where each part gets its name: who reads one reads no other. */
function readAt(source: Expr, span: Span): Expr {
  return source.kind === 'name' ? { ...source, span } : source;
}
