import type { SyntaxNode, TreeCursor } from '@lezer/common';
import { childrenOf, commaSeparated, conditionText } from './expressions';
import type { Block, Branching, Fragment } from './fragment';
import { testsOfMatch } from './matching';
import type { ParsedStatement } from './parse';
import type { OpenBlock, OpenBranching } from './recording';
import { scope } from './recording';
import { COMPREHENSIONS, ExpressionWalker } from './walkExpressions';

/** Deeper nesting is left alone: no written code has it, and the stack is finite. */
const DEEPEST = 200;

/** Reads one statement. */
export function walkStatement(statement: ParsedStatement): Fragment {
  return new Walker(statement).walk();
}

/** What statements say, and the ways that they take. */
class Walker extends ExpressionWalker {
  walk(): Fragment {
    const cursor = this.statement.tree.cursor();
    if (this.shift === 0) this.children(cursor);
    else this.children(bodyOf(cursor.node)?.cursor() ?? cursor);
    return { names: this.names, calls: this.calls, imports: this.imports, branchings: this.branchings };
  }

  protected children(cursor: TreeCursor): void {
    if (this.depth >= DEEPEST || !cursor.firstChild()) return;
    this.depth++;
    do this.visit(cursor);
    while (cursor.nextSibling());
    cursor.parent();
    this.depth--;
  }

  protected visitNode(node: SyntaxNode): void {
    switch (node.name) {
      case 'VariableName':
        this.refer(node, this.source(node));
        return;
      case 'String':
      case 'Number':
      case 'Boolean':
      case 'None':
        return;
      case 'CallExpression':
        this.call(node);
        return;
      case 'MemberExpression':
        this.member(node);
        return;
      default:
        this.visit(node.cursor());
    }
  }

  private visit(cursor: TreeCursor): void {
    switch (cursor.name) {
      case 'VariableName':
        this.refer(cursor, this.source(cursor));
        return;
      case 'String':
      case 'Number':
      case 'Comment':
      case 'TypeDef':
      case 'PropertyName':
        return;
      case 'DeleteStatement':
        this.deletion(cursor.node);
        return;
      case 'MemberExpression':
        this.member(cursor.node);
        return;
      case 'CallExpression':
        this.call(cursor.node);
        return;
      case 'ExpressionStatement':
        this.expressionStatement(cursor.node);
        return;
      case 'PrintStatement':
        this.within({ role: 'display' }, () => this.children(cursor));
        return;
      case 'NamedExpression':
        this.namedExpression(cursor.node);
        return;
      case 'LambdaExpression':
        this.lambda(cursor.node);
        return;
      default:
        if (COMPREHENSIONS.has(cursor.name)) this.comprehension(cursor.node);
        else this.visitStatement(cursor);
    }
  }

  private visitStatement(cursor: TreeCursor): void {
    switch (cursor.name) {
      case 'AssignStatement':
        this.assign(cursor.node);
        return;
      case 'UpdateStatement':
        this.update(cursor.node);
        return;
      case 'ImportStatement':
        this.import(cursor.node);
        return;
      case 'ScopeStatement':
        for (const child of childrenOf(cursor.node))
          if (child.name === 'VariableName') this.scope.handedOn.add(this.source(child));
        return;
      case 'ReturnStatement':
        this.return(cursor.node);
        return;
      case 'FunctionDefinition':
        this.function(cursor.node);
        return;
      case 'ClassDefinition':
        this.class(cursor.node);
        return;
      case 'IfStatement':
        this.branches(cursor.node, 'if');
        return;
      case 'WhileStatement':
        this.branches(cursor.node, 'loop');
        return;
      case 'ForStatement':
        this.for(cursor.node);
        return;
      case 'TryStatement':
        this.try(cursor.node);
        return;
      case 'MatchStatement':
        this.match(cursor.node);
        return;
      case 'WithStatement':
        this.with(cursor.node);
        return;
      case 'Decorator':
        this.decorator(cursor.node);
        return;
      default:
        if (cursor.name === 'BreakStatement') this.break();
        this.children(cursor);
    }
  }

  private expressionStatement(node: SyntaxNode): void {
    const shown = childrenOf(node).every((child) => /^(?:VariableName|MemberExpression|,)$/.test(child.name));
    this.within({ role: shown ? 'display' : 'value' }, () => this.children(node.cursor()));
  }

  private return(node: SyntaxNode): void {
    this.break();
    const values = childrenOf(node).filter(
      (child) => child.name !== 'return' && child.name !== ',' && !child.type.isError,
    );
    if (values.length > 0) this.scope.returns.push(this.written(...values));
    this.children(node.cursor());
  }

  private function(node: SyntaxNode): void {
    const name = node.getChild('VariableName');
    const inner = scope('function', name === null ? '' : this.source(name), this.scope);
    if (name !== null) this.define(name, { kind: 'function', body: inner }, node.from);
    for (const child of childrenOf(node)) {
      if (child.name === 'ParamList') this.parameters(child, inner);
      else if (child.name === 'Body')
        this.within({ scope: inner, block: null, role: 'value' }, () => this.children(child.cursor()));
    }
  }

  private class(node: SyntaxNode): void {
    const name = node.getChild('VariableName');
    const inner = scope('class', name === null ? '' : this.source(name), this.scope);
    const bases = node.getChild('ArgList');
    const written = bases === null ? [] : commaSeparated(bases).filter((nodes) => nodes.length === 1);
    if (bases !== null) this.arguments(bases);
    if (name !== null)
      this.define(
        name,
        { kind: 'class', body: inner, bases: written.map((nodes) => this.written(...nodes)) },
        node.from,
      );
    const body = node.getChild('Body');
    if (body !== null) this.within({ scope: inner, block: null }, () => this.children(body.cursor()));
  }

  private branching(node: SyntaxNode, kind: Branching['kind'], condition: string): OpenBranching {
    const start = node.from - this.shift;
    const branching: OpenBranching = {
      condition: conditionText(condition),
      kind,
      tests: [],
      start,
      scope: this.scope,
      block: this.block,
      arms: [],
      exhaustive: false,
      over: null,
      breaks: false,
    };
    this.branchings.push(branching);
    return branching;
  }

  private arm(branching: OpenBranching, body: SyntaxNode): void {
    const block: OpenBlock = { branching, end: body.to - this.shift, ...this.endOf(body) };
    branching.arms.push(block);
    this.within({ block }, () => this.children(body.cursor()));
  }

  private endOf(body: SyntaxNode): Pick<Block, 'leaves' | 'raises'> {
    let last = body.lastChild;
    while (last !== null && (last.type.isError || last.name === 'Comment')) last = last.prevSibling;
    if (last === null) return { leaves: false, raises: false };
    const raises =
      last.name === 'RaiseStatement' ||
      (last.name === 'ExpressionStatement' && /^(?:(?:sys|os)\.)?_?(?:exit|quit)\(/.test(this.source(last)));
    return { leaves: raises || /^(?:Return|Continue|Break)Statement$/.test(last.name), raises };
  }

  private branches(node: SyntaxNode, kind: 'if' | 'loop'): void {
    const children = childrenOf(node);
    const conditions: string[] = [];
    const branching = this.branching(node, kind, '');
    const bodies: SyntaxNode[] = [];
    children.forEach((child, index) => {
      const before = children[index - 1]?.name;
      if (child.name === 'Body') bodies.push(child);
      else if (before === 'if' || before === 'elif' || before === 'while') {
        conditions.push(this.source(child));
        if (kind === 'if') branching.tests.push(this.written(child));
        this.visitNode(child);
      }
    });
    branching.condition = conditionText(conditions.join(' / '));
    if (/^__name__\s*==/.test(conditions[0] ?? '') || (conditions[0] === 'True' && kind === 'if')) {
      for (const body of bodies) this.children(body.cursor());
      return;
    }
    branching.exhaustive = kind === 'if' && children.some((child) => child.name === 'else');
    for (const body of bodies) this.arm(branching, body);
  }

  private for(node: SyntaxNode): void {
    const children = childrenOf(node);
    const inAt = children.findIndex((child) => child.name === 'in');
    const over = children[inAt + 1];
    const header = conditionText(this.source({ from: node.from, to: over?.to ?? node.to }));
    const branching = this.branching(node, 'loop', header);
    const written = over === undefined || over.name === 'Body' ? null : this.written(over);
    branching.over = written;
    const bodies = children.filter((child) => child.name === 'Body');
    const [body, ...others] = bodies;
    for (const child of children.slice(inAt + 1)) if (child.name !== 'Body') this.visitNode(child);
    if (body === undefined) return;
    const block: OpenBlock = { branching, end: body.to - this.shift, leaves: false, raises: false };
    branching.arms.push(block);
    const targets = children.slice(1, Math.max(1, inAt)).filter(({ name }) => name !== ',' && name !== 'for');
    this.within({ block }, () => {
      targets.forEach((target, index) =>
        this.bindTargets(target, { kind: 'loop', over: written, path: targets.length > 1 ? [index] : [] }, body.from),
      );
      this.children(body.cursor());
    });
    for (const other of others) this.children(other.cursor());
  }

  private try(node: SyntaxNode): void {
    const branching = this.branching(node, 'try', `try: ${this.firstLine(node)}`);
    branching.exhaustive = true;
    const children = childrenOf(node);
    const handled = children.some((child) => child.name === 'except');
    let clause = '';
    children.forEach((child, index) => {
      if (/^(?:try|except|else|finally)$/.test(child.name)) clause = child.name;
      else if (child.name === 'Body') this.tryBody(branching, child, clause, handled);
      else if (children[index - 1]?.name === 'as' && child.name === 'VariableName')
        this.define(child, { kind: 'unfollowed', why: 'an exception' }, child.to);
      else if (clause === 'except' && child.name !== 'as') this.visitNode(child);
    });
  }

  private tryBody(branching: OpenBranching, body: SyntaxNode, clause: string, handled: boolean): void {
    const [first] = branching.arms;
    if (clause === 'finally' || !handled) this.children(body.cursor());
    else if (clause === 'else' && first !== undefined) {
      // What follows an untroubled body belongs to it.
      const block = first as OpenBlock;
      block.end = body.to - this.shift;
      block.leaves ||= this.endOf(body).leaves;
      this.within({ block }, () => this.children(body.cursor()));
    } else this.arm(branching, body);
  }

  private firstLine(node: SyntaxNode): string {
    const first = node.getChild('Body')?.firstChild?.nextSibling;
    return first ? (this.source(first).split('\n')[0] ?? '') : '';
  }

  private match(node: SyntaxNode): void {
    const [, subject] = childrenOf(node);
    if (subject !== undefined) this.visitNode(subject);
    const branching = this.branching(node, 'match', `match ${subject === undefined ? '' : this.source(subject)}`);
    branching.tests = testsOfMatch(node, (each) => this.written(each));
    for (const clause of node.getChild('MatchBody')?.getChildren('MatchClause') ?? []) {
      const body = clause.getChild('Body');
      const pattern = clause.firstChild?.nextSibling;
      const guarded = clause.getChild('Guard') !== null;
      if (pattern?.name === 'CapturePattern' && !guarded) branching.exhaustive = true;
      if (body !== null) this.arm(branching, body);
    }
  }

  private with(node: SyntaxNode): void {
    const children = childrenOf(node);
    children.forEach((child, index) => {
      if (child.name === 'Body') this.children(child.cursor());
      else if (children[index - 1]?.name === 'as') {
        const value = children[index - 2];
        if (child.name === 'VariableName' && value !== undefined)
          this.define(child, { kind: 'context', value: this.written(value) }, child.to);
      } else if (!/^(?:with|as|async|,)$/.test(child.name)) this.visitNode(child);
    });
  }
}

/** The wrapped statement's own level. */
function bodyOf(script: SyntaxNode): SyntaxNode | null {
  return script.getChild('IfStatement')?.getChild('Body') ?? null;
}
