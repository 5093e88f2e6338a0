import type { SyntaxNode } from '@lezer/common';
import type { Expr } from '../../model/expression';
import type { Branching, Fragment, LexicalScope, Loop, Way, When } from './fragment';
import type { ParsedChunk } from './parse';
import { newScope } from './recording';
import { childrenOf, isNoise, isPlainWord, isType, spanOf } from './syntax';
import { BindingWalker } from './walkBindings';
import { DEEPEST, operation } from './walkExpressions';

/** Reads a stretch of code; a stretch that could not be parsed says nothing. */
export function walkChunk(chunk: ParsedChunk | null, text: string): Fragment {
  return new Walker(text).walk(chunk);
}

/** What statements say, and the ways that they take. */
class Walker extends BindingWalker {
  walk(chunk: ParsedChunk | null): Fragment {
    if (chunk !== null) for (const child of childrenOf(chunk.tree.topNode)) this.statement(child);
    const { root, references, assignments, mutations, calls, imports } = this;
    const names = new Map<string, true>();
    for (const table of [root.definitions, references, assignments, mutations])
      for (const name of table.keys()) names.set(name, true);
    return { root, names, references, assignments, mutations, calls, imports };
  }

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
      case 'ExpressionStatement':
        this.statementSpan = node.firstChild === null ? null : spanOf(node.firstChild);
        for (const child of childrenOf(node)) this.any(child);
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
  protected any(node: SyntaxNode): void {
    if (isType(node.name)) return;
    if (/Statement$|Declaration$/.test(node.name) || node.name === 'Block') this.statement(node);
    else this.expression(node);
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
    const test = this.expression(condition);
    const branching: Branching = { test };
    const arm = (block: SyntaxNode | undefined, name: 'then' | 'otherwise'): void => {
      if (block === undefined) return;
      const negated = name === 'otherwise';
      this.block(block, { kind: 'if', branching, arm: name, when: { test, negated } });
      if (returns(block)) this.scope.exits.push({ after: node.to, when: { test, negated: !negated } });
    };
    arm(then, 'then');
    arm(otherwise, 'otherwise');
  }

  private loop(node: SyntaxNode): void {
    const branching: Branching = { test: null };
    const spec = childrenOf(node).find((child) => child.name === 'ForOfSpec' || child.name === 'ForInSpec');
    const way = { kind: 'loop', branching, arm: 'other', when: null, loop: null as Loop | null } satisfies Way;
    const scope = newScope('block', spanOf(node), this.scope, { way });
    this.within(scope, () => {
      this.loops++;
      for (const child of childrenOf(node)) {
        if (child.name === spec?.name) {
          const loop = this.loopHead(child);
          way.loop = endsEarly(node, true) ? null : loop;
        } else if (child.name === 'ForSpec') for (const part of childrenOf(child)) this.any(part);
        else this.any(child);
      }
      this.loops--;
    });
  }

  /** Gives the names of a loop their meaning; null where it isn't told what the loop goes over. */
  private loopHead(node: SyntaxNode): Loop | null {
    const children = childrenOf(node).filter((child) => !isNoise(child));
    const target = children.find((child) => child.name === 'VariableDefinition' || /Pattern$/.test(child.name));
    const at = children.findIndex((child) => child.name === 'of' || child.name === 'in');
    let loop: Loop | null = null;
    children.forEach((child, index) => {
      if (child === target) return;
      const isOver = at >= 0 && index === at + 1;
      if (isOver) loop = { over: this.expression(child), takes: node.name === 'ForInSpec' ? 'keys' : 'items' };
      else this.any(child);
    });
    if (target !== undefined) this.loopTarget(target, loop);
    return loop;
  }

  private loopTarget(target: SyntaxNode, of: Loop | null): void {
    if (target.name === 'VariableDefinition') {
      this.define(this.source(target), target, { kind: 'loop', of });
      return;
    }
    const name = `#${this.hidden++}`;
    this.define(name, target, { kind: 'loop', of });
    this.pattern(target, { kind: 'name', name, span: spanOf(target) }, null);
  }

  private tryStatement(node: SyntaxNode): void {
    const branching: Branching = { test: null };
    const way = (arm: Way['arm']): Way => ({ kind: 'try', branching, arm, when: null });
    for (const child of childrenOf(node)) {
      if (child.name === 'CatchClause')
        this.within(newScope('block', spanOf(child), this.scope, { way: way('otherwise') }), () => {
          for (const part of childrenOf(child))
            if (part.name === 'VariableDefinition')
              this.define(this.source(part), part, { kind: 'unfollowed', why: 'an error that was caught' });
            else this.any(part);
        });
      else if (child.name === 'Block') this.block(child, way('then'));
      else this.any(child);
    }
  }

  private switchStatement(node: SyntaxNode): void {
    const branching: Branching = { test: null };
    const [, subject, body] = childrenOf(node).filter((child) => !isNoise(child));
    if (subject === undefined) return;
    const value = this.expression(subject);
    if (body?.name !== 'SwitchBody') return;
    for (const { span, statements, when } of this.casesOf(body, value))
      this.within(
        newScope('block', span, this.scope, { way: { kind: 'switch', branching, arm: 'other', when } }),
        () => {
          for (const part of statements) this.any(part);
        },
      );
  }

  /** The groups of statements of a `switch`; one that is not left goes on with the next one. */
  private casesOf(body: SyntaxNode, subject: Expr): Case[] {
    const labels = new Map(
      childrenOf(body)
        .filter((each) => /Label$/.test(each.name))
        .map((label) => [label.from, this.labelOf(label, subject)]),
    );
    const cases: Case[] = [];
    let reaching: (Expr | null)[] = [];
    for (const part of childrenOf(body)) {
      if (labels.has(part.from)) {
        const last = cases.at(-1);
        if (last !== undefined && last.statements.length > 0 && leaves(last.statements.at(-1))) reaching = [];
        reaching = [...reaching, labels.get(part.from) ?? null];
        const when = whenOneOf(reaching, [...labels.values()]);
        cases.push({ span: { start: part.from, end: part.to }, statements: [], when });
      } else if (!isNoise(part)) {
        const last = cases.at(-1);
        last?.statements.push(part);
        if (last !== undefined) last.span.end = part.to;
      }
    }
    return cases;
  }

  /** What holds where a label is chosen; null for `default`. */
  private labelOf(label: SyntaxNode, subject: Expr): Expr | null {
    const value = childrenOf(label).find((each) => !isNoise(each) && !isPlainWord(each.name));
    return value === undefined ? null : operation('===', [subject, this.expression(value)], spanOf(label));
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

  private exportDeclaration(node: SyntaxNode): void {
    for (const child of childrenOf(node)) {
      if (child.name === 'ExportGroup' || child.name === 'String') continue;
      const isDefault = child.prevSibling?.name === 'default' && !/Declaration$/.test(child.name);
      if (!isDefault) this.any(child);
      else this.define('default', child, { kind: 'value', expr: this.expression(child), annotation: null });
    }
  }
}

interface Case {
  readonly span: { readonly start: number; end: number };
  readonly statements: SyntaxNode[];
  readonly when: When | null;
}

/** What holds where one of some labels is chosen; `default` is chosen where none of the others is. */
function whenOneOf(chosen: readonly (Expr | null)[], all: readonly (Expr | null)[]): When | null {
  const isDefault = chosen.includes(null);
  const tests = (isDefault ? all.filter((each) => !chosen.includes(each)) : chosen).filter((each) => each !== null);
  const [first, ...others] = tests;
  if (first === undefined) return null;
  const test = others.reduce((left, right) => operation('||', [left, right], right.span), first);
  return { test, negated: isDefault };
}

/** Whether a statement, or the last one of a block, returns. */
/** Whether what follows it in its function, or in its round of a loop, isn't come to. */
function returns(node: SyntaxNode): boolean {
  return /^(?:Return|Continue)Statement$/.test(lastOf(node)?.name ?? '');
}

const FUNCTIONS = /^(?:ArrowFunction|(?:Function|Class)(?:Declaration|Expression)|MethodDeclaration|Property)$/;

/** Whether a loop may end before its last round: its rounds are not all made then. */
function endsEarly(node: SyntaxNode, isOwn: boolean): boolean {
  return childrenOf(node).some((child) => {
    if (child.name === 'ReturnStatement') return true;
    if (child.name === 'BreakStatement') return isOwn || child.getChild('Label') !== null;
    if (FUNCTIONS.test(child.name)) return false;
    return endsEarly(child, isOwn && !/^(?:For|While|Do|Switch)Statement$/.test(child.name));
  });
}

function leaves(node: SyntaxNode | undefined): boolean {
  const last = node === undefined ? null : lastOf(node);
  return /^(?:Return|Break|Throw|Continue)Statement$/.test(last?.name ?? '');
}

function lastOf(node: SyntaxNode): SyntaxNode | null {
  if (node.name !== 'Block') return node;
  const last = childrenOf(node).findLast((child) => !isNoise(child));
  return last === undefined ? null : lastOf(last);
}
