import type { SyntaxNode } from '@lezer/common';
import type { Branching, Fragment, LexicalScope, Way } from './fragment';
import type { ParsedChunk } from './parse';
import { newScope } from './recording';
import { childrenOf, conditionText, inParentheses, isNoise, isType, spanOf } from './syntax';
import { BindingWalker } from './walkBindings';
import { DEEPEST } from './walkExpressions';

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

  private exportDeclaration(node: SyntaxNode): void {
    for (const child of childrenOf(node)) {
      if (child.name === 'ExportGroup' || child.name === 'String') continue;
      const isDefault = child.prevSibling?.name === 'default' && !/Declaration$/.test(child.name);
      if (!isDefault) this.any(child);
      else this.define('default', child, { kind: 'value', expr: this.expression(child), annotation: null });
    }
  }
}
