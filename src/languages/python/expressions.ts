import type { SyntaxNode } from '@lezer/common';
import type { Argument, Expr, Member } from '../../model/expression';
import type { Span } from '../../model/origin';
import type { ParsedStatement } from './parse';
import { OPERATORS, TESTS } from './operators';
import { stringForm, stringValue, unescaped } from './strings';

/** Deeper nesting than any written code has. */
const DEEPEST = 60;

/** An expression that becomes an `Expr` when somebody asks for it. */
export class WrittenExpression {
  private read: Expr | null = null;

  /** Several nodes are a tuple without parentheses. */
  constructor(
    private readonly nodes: readonly SyntaxNode[],
    private readonly statement: ParsedStatement,
  ) {}

  get expr(): Expr {
    this.read ??= new ExpressionReader(this.statement).tuple(this.nodes);
    return this.read;
  }

  get span(): Span {
    return spanOf(this.nodes, this.statement.shift);
  }
}

function spanOf(nodes: readonly SyntaxNode[], shift: number): Span {
  const from = nodes[0]?.from ?? shift;
  return { start: from - shift, end: Math.max(from, nodes.at(-1)?.to ?? shift) - shift };
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

class ExpressionReader {
  private depth = 0;
  private readonly text: string;
  private readonly shift: number;

  constructor(statement: ParsedStatement) {
    this.text = statement.text;
    this.shift = statement.shift;
  }

  tuple(nodes: readonly SyntaxNode[]): Expr {
    const [only] = nodes;
    if (nodes.length === 1 && only !== undefined) return this.read(only);
    return { kind: 'list', ...this.items(nodes), span: spanOf(nodes, this.shift) };
  }

  private span(node: SyntaxNode): Span {
    return { start: node.from - this.shift, end: node.to - this.shift };
  }

  private source(node: SyntaxNode): string {
    return this.text.slice(node.from - this.shift, node.to - this.shift);
  }

  private opaque(node: SyntaxNode, why: string): Expr {
    return { kind: 'opaque', why, decidedBy: null, span: this.span(node) };
  }

  private read(node: SyntaxNode): Expr {
    if (this.depth >= DEEPEST) return this.opaque(node, 'nested too deep');
    this.depth++;
    const expr = this.readNode(node);
    this.depth--;
    return expr;
  }

  private readNode(node: SyntaxNode): Expr {
    const span = this.span(node);
    switch (node.name) {
      case 'VariableName':
        return { kind: 'name', name: this.source(node), span };
      case 'Number':
        return this.number(node);
      case 'Boolean':
        return { kind: 'literal', value: this.source(node) === 'True', span };
      case 'None':
        return { kind: 'nothing', span };
      case 'String':
        return this.string(node);
      case 'FormatString':
        return concat(this.formatString(node), span);
      case 'ContinuedString':
        return concat(
          childrenOf(node).flatMap((child) =>
            child.name === 'FormatString' ? this.formatString(child) : [this.read(child)],
          ),
          span,
        );
      case 'ArrayExpression':
      case 'TupleExpression':
        return { kind: 'list', ...this.items(childrenOf(node)), span };
      case 'DictionaryExpression':
        return { kind: 'object', members: this.members(childrenOf(node)), span };
      case 'ArrayComprehensionExpression':
        return this.comprehension(node);
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
        return this.inner(node);
      case 'NamedExpression':
        return this.last(node);
      case 'ConditionalExpression':
        return this.conditional(node);
      case 'BinaryExpression':
        return this.binary(node);
      case 'UnaryExpression':
        return this.unary(node);
      case 'MemberExpression':
        return this.member(node);
      case 'CallExpression':
        return this.call(node);
      case 'Decorator':
        return this.decorator(node);
      default:
        return this.opaque(node, `the value of ${describe(node.name)}`);
    }
  }

  private string(node: SyntaxNode): Expr {
    const value = stringValue(this.source(node));
    return value === null ? this.opaque(node, 'not a whole string') : { kind: 'literal', value, span: this.span(node) };
  }

  private number(node: SyntaxNode): Expr {
    const value = Number(this.source(node).replaceAll('_', ''));
    return Number.isFinite(value)
      ? { kind: 'literal', value, span: this.span(node) }
      : this.opaque(node, 'a number of another kind');
  }

  private items(nodes: readonly SyntaxNode[]): { items: Expr[]; open: boolean } {
    const items: Expr[] = [];
    let open = false;
    let starred = false;
    for (const node of nodes) {
      if (node.name === '*') starred = true;
      else if (node.type.isError) open = true;
      else if (!isPunctuation(node.name)) {
        const expr = this.read(node);
        if (!starred) items.push(expr);
        else if (expr.kind === 'list') items.push(...expr.items);
        else open = true;
        starred = false;
      }
    }
    return { items, open };
  }

  private members(nodes: readonly SyntaxNode[]): Member[] {
    const members: Member[] = [];
    let key: SyntaxNode | null = null;
    let valued = false;
    let spread: SyntaxNode | null = null;
    for (const node of nodes) {
      if (node.name === '**') spread = node;
      else if (node.name === ':') valued = true;
      else if (node.name === ',') {
        key = null;
        valued = false;
        spread = null;
      } else if (node.type.isError || isPunctuation(node.name) || node.name === 'Comment') continue;
      else if (spread !== null) {
        const span = { start: spread.from - this.shift, end: node.to - this.shift };
        members.push({ kind: 'spread', value: this.read(node), span });
      } else if (!valued) key = node;
      else if (key !== null) members.push(this.entry(key, node));
    }
    return members;
  }

  private entry(keyNode: SyntaxNode, valueNode: SyntaxNode): Member {
    const span = { start: keyNode.from - this.shift, end: valueNode.to - this.shift };
    const key = this.read(keyNode);
    if (key.kind === 'literal')
      return { kind: 'entry', key: String(key.value), keySpan: key.span, value: this.read(valueNode), span };
    const why = `an entry whose key is ${this.source(keyNode)}`;
    return { kind: 'spread', value: { kind: 'opaque', why, decidedBy: null, span }, span };
  }

  /** The items' form is known, their number isn't. */
  private comprehension(node: SyntaxNode): Expr {
    const first = childrenOf(node).find((child) => !isPunctuation(child.name));
    return { kind: 'list', items: first === undefined ? [] : [this.read(first)], open: true, span: this.span(node) };
  }

  private inner(node: SyntaxNode): Expr {
    const child = childrenOf(node).find(
      (each) => !isPunctuation(each.name) && each.name !== 'await' && !each.type.isError,
    );
    return child === undefined ? this.opaque(node, 'nothing is written yet') : this.read(child);
  }

  private last(node: SyntaxNode): Expr {
    const child = node.lastChild;
    return child === null ? this.opaque(node, 'nothing is written yet') : this.read(child);
  }

  private conditional(node: SyntaxNode): Expr {
    const [then, , condition, , otherwise] = childrenOf(node);
    if (then === undefined || condition === undefined || otherwise === undefined)
      return this.opaque(node, 'a condition that is not complete');
    return {
      kind: 'choice',
      condition: conditionText(this.source(condition)),
      test: this.read(condition),
      then: this.read(then),
      otherwise: this.read(otherwise),
      span: this.span(node),
    };
  }

  private binary(node: SyntaxNode): Expr {
    const children = childrenOf(node);
    const [left, right] = [children[0], children.at(-1)];
    // `not in`, `is not`
    const operators = children.slice(1, -1);
    if (left === undefined || right === undefined || operators.length === 0 || operators.length > 2)
      return this.opaque(node, 'a comparison');
    return this.operation(node, operators.map((each) => this.source(each)).join(' '), [left, right]);
  }

  private unary(node: SyntaxNode): Expr {
    const [operator, operand] = childrenOf(node);
    if (operator === undefined || operand === undefined) return this.opaque(node, 'the value of an expression');
    if (this.source(operator) === 'not') return this.operation(node, 'not', [operand]);
    if (this.source(operator) !== '-') return this.opaque(node, 'the value of an expression');
    const value = this.read(operand);
    if (value.kind === 'literal' && typeof value.value === 'number')
      return { kind: 'literal', value: -value.value, span: this.span(node) };
    return this.operation(node, 'negative', [operand]);
  }

  private operation(node: SyntaxNode, name: string, operands: readonly SyntaxNode[]): Expr {
    if (!OPERATORS.has(name) && !TESTS.has(name)) return this.opaque(node, 'the value of an expression');
    const args = operands.map((operand): Argument => {
      const value = this.read(operand);
      return { keyword: null, value, span: value.span };
    });
    const span = this.span(node);
    return { kind: 'call', callee: { kind: 'name', name, span }, args, span };
  }

  private member(node: SyntaxNode): Expr {
    const [base, mark, name, ...rest] = childrenOf(node);
    if (base === undefined || name === undefined) return this.opaque(node, 'nothing is written yet');
    if (mark?.name === '.') {
      if (name.name !== 'PropertyName') return this.opaque(node, 'nothing is written yet');
      const read = this.read(base);
      return {
        kind: 'attribute',
        base: read,
        name: this.source(name),
        nameSpan: this.span(name),
        span: this.span(node),
      };
    }
    if (rest.length !== 1 || name.name === ':' || name.type.isError) return this.opaque(node, 'a part of a list');
    return this.index(node, base, name);
  }

  private index(node: SyntaxNode, baseNode: SyntaxNode, keyNode: SyntaxNode): Expr {
    const span = this.span(node);
    const base = this.read(baseNode);
    const key = this.read(keyNode);
    // `os.environ["X"]` is `os.environ.get("X")` that fails where there is none.
    if (base.kind === 'attribute' ? base.name === 'environ' : base.kind === 'name' && base.name === 'environ') {
      const callee: Expr = { kind: 'attribute', base, name: 'get', nameSpan: base.span, span: base.span };
      return { kind: 'call', callee, args: [{ keyword: null, value: key, span: key.span }], span };
    }
    return { kind: 'index', base, key, span };
  }

  private call(node: SyntaxNode): Expr {
    const calleeNode = node.firstChild;
    const list = node.lastChild;
    if (calleeNode === null || list?.name !== 'ArgList') return this.opaque(node, 'nothing is written yet');
    return { kind: 'call', callee: this.read(calleeNode), args: this.arguments(list), span: this.span(node) };
  }

  /** `@app.task(retries=2)` calls what it names. */
  private decorator(node: SyntaxNode): Expr {
    const [first, ...names] = node.getChildren('VariableName');
    const list = node.getChild('ArgList');
    if (first === undefined || list === null) return this.opaque(node, 'nothing is called');
    const { start } = this.span(first);
    let callee = this.read(first);
    for (const each of names) {
      const nameSpan = this.span(each);
      callee = { kind: 'attribute', base: callee, name: this.source(each), nameSpan, span: { ...nameSpan, start } };
    }
    return { kind: 'call', callee, args: this.arguments(list), span: { start, end: this.span(list).end } };
  }

  private arguments(list: SyntaxNode): Argument[] {
    const found: Argument[] = [];
    for (const nodes of commaSeparated(list)) {
      const [first, second, third] = nodes;
      if (first === undefined) continue;
      const span = spanOf(nodes, this.shift);
      if (first.name === '*' || first.name === '**') {
        if (second !== undefined) found.push({ keyword: first.name, value: this.read(second), span });
      } else if (second?.name === 'AssignOp' && this.source(second) === ':=' && third !== undefined) {
        found.push({ keyword: null, value: this.read(third), span });
      } else if (second?.name === 'AssignOp') {
        const missing = { start: second.to - this.shift, end: second.to - this.shift };
        const value: Expr =
          third === undefined
            ? { kind: 'opaque', why: 'nothing is written yet', decidedBy: null, span: missing }
            : this.read(third);
        found.push({ keyword: this.source(first), value, span });
      } else {
        const value = nodes.length > 1 ? this.opaque(first, 'a generator') : this.read(first);
        found.push({ keyword: null, value, span });
      }
    }
    return found;
  }

  /** The texts and replacements of an f-string. */
  private formatString(node: SyntaxNode): Expr[] {
    const form = stringForm(this.source(node));
    if (form === null) return [this.opaque(node, 'not a whole string')];
    const parts: Expr[] = [];
    const start = node.from - this.shift;
    let at = start + form.start;
    const addText = (end: number): void => {
      if (end <= at) return;
      const value = unescaped(this.text.slice(at, end), form.prefix).replaceAll('{{', '{').replaceAll('}}', '}');
      parts.push({ kind: 'literal', value, span: { start: at, end } });
    };
    for (const child of childrenOf(node)) {
      if (child.name !== 'FormatReplacement') continue;
      addText(child.from - this.shift);
      parts.push(this.replacement(child));
      at = child.to - this.shift;
    }
    addText(start + form.end);
    return parts.length === 0 ? [{ kind: 'literal', value: '', span: this.span(node) }] : parts;
  }

  private replacement(node: SyntaxNode): Expr {
    const children = childrenOf(node).filter((child) => !isPunctuation(child.name) && !child.type.isError);
    const [first, ...more] = children;
    if (first === undefined) return this.opaque(node, 'nothing is written yet');
    return more.length === 0 ? this.read(first) : this.opaque(node, 'formatted when the code runs');
  }
}

const PUNCTUATION: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}', ',', ':', ';', 'Comment']);

export function isPunctuation(name: string): boolean {
  return PUNCTUATION.has(name);
}

/** The nodes between the commas of a bracketed list. */
export function commaSeparated(list: SyntaxNode): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of childrenOf(list)) {
    if (node.name === ',') groups.push([]);
    else if (!isPunctuation(node.name) && !node.type.isError) groups.at(-1)?.push(node);
  }
  return groups;
}

const LONGEST_CONDITION = 80;

/** A condition as it is written, on one line. */
export function conditionText(text: string): string {
  const line = /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
  return line.length > LONGEST_CONDITION ? `${line.slice(0, LONGEST_CONDITION - 1)}…` : line;
}

function concat(parts: readonly Expr[], span: Span): Expr {
  if (parts.every((part) => part.kind === 'literal'))
    return { kind: 'literal', value: parts.map((part) => String(part.value)).join(''), span };
  return { kind: 'concat', parts, span };
}

function describe(nodeName: string): string {
  switch (nodeName) {
    case 'LambdaExpression':
      return 'a function';
    case 'DictionaryComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'ComprehensionExpression':
      return 'a comprehension';
    default:
      return 'an expression';
  }
}
