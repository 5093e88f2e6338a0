import type { SyntaxNode } from '@lezer/common';
import type { Argument, Expr, Member } from '../../model/expression';
import type { Span } from '../../model/origin';
import { append } from '../../model/append';
import type { CallExpr, FunctionBody, Given } from './fragment';
import { isFunction } from './fragment';
import { Recording } from './recording';
import { stringValue, unescaped } from './strings';
import { childrenOf, isComment, isNoise, isPlainWord, isType, spanOf } from './syntax';

/** How deep code may be nested that is still read. */
export const DEEPEST = 120;

/** Operators that are understood. Each is read as a call of its own name. */
export const OPERATORS: ReadonlySet<string> = new Set(
  '+ - * / % ?? || && negative ! === !== == != < <= > >= ?:'.split(' '),
);
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

/** What an expression says, and what is in it. */
export abstract class ExpressionWalker extends Recording {
  /** A node of any kind: what it is worth doesn't matter, only what is in it. */
  protected abstract any(node: SyntaxNode): void;
  protected abstract functionBody(node: SyntaxNode, name: string | null, kind: FunctionBody['kind']): FunctionBody;
  protected abstract classLike(node: SyntaxNode): Given;

  protected expression(node: SyntaxNode): Expr {
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
    const test = this.expression(condition);
    const branches = [
      this.guarded({ test, negated: false }, () => this.expression(then)),
      this.guarded({ test, negated: true }, () => this.expression(otherwise)),
    ];
    return operation('?:', [test, ...branches], spanOf(node));
  }

  private binary(node: SyntaxNode): Expr {
    const [left, operator, right] = childrenOf(node).filter((child) => !isComment(child));
    if (left === undefined || operator === undefined) return this.opaque(node, 'nothing is written yet');
    if (operator.name === 'as' || operator.name === 'satisfies') return this.expression(left);
    if (right === undefined) return this.opaque(node, 'nothing is written yet');
    const sign = this.source(operator);
    const first = this.expression(left);
    const isGuard = sign === '&&' || sign === '||';
    const second = isGuard
      ? this.guarded({ test: first, negated: sign === '||' }, () => this.expression(right))
      : this.expression(right);
    const operands = [first, second];
    return OPERATORS.has(sign) ? operation(sign, operands, spanOf(node)) : this.opaque(node, 'a comparison');
  }

  private unary(node: SyntaxNode): Expr {
    const [operator, operand] = childrenOf(node).filter((child) => !isComment(child));
    if (operator === undefined || operand === undefined) return this.opaque(node, 'nothing is written yet');
    const value = this.expression(operand);
    if (this.source(operator) === '!') return operation('!', [value], spanOf(node));
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
    giveLoop(call);
    this.mutation(callee, call);
    this.candidate(call, callee, constructs ? sentBy : null);
    return call;
  }

  /** What `send` is called on while its arguments are read. */
  private sender: Expr | null = null;

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

export function operation(name: string, operands: readonly Expr[], span: Span): Expr {
  const args = operands.map((value): Argument => ({ keyword: null, value, span: value.span }));
  return { kind: 'call', callee: { kind: 'name', name, span }, args, span };
}

/** `items.forEach((item) => …)`: the function is what is done for each item. */
function giveLoop({ callee, args }: CallExpr): void {
  const given = args[0]?.value;
  if (callee.kind !== 'attribute' || given === undefined || !isFunction(given)) return;
  if (callee.name === 'forEach' || callee.name === 'map') given.body.loop = { over: callee.base, takes: 'items' };
}
