import type { SyntaxNode } from '@lezer/common';
import { childrenOf, isPunctuation, WrittenExpression } from './expressions';
import type {
  Block,
  Branching,
  CandidateCall,
  Given,
  LocalScope,
  Mutation,
  NameUses,
  Parameter,
  Reference,
} from './fragment';
import type { ParsedStatement } from './parse';

/** A stretch of the tree. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface OpenScope extends LocalScope {
  readonly parent: OpenScope | null;
  readonly parameters: Parameter[];
  readonly returns: WrittenExpression[];
  readonly bound: Set<string>;
  readonly handedOn: Set<string>;
  over?: WrittenExpression | null;
  takesSome?: true;
}

export interface OpenBranching extends Branching {
  condition: string;
  tests: Branching['tests'][number][];
  arms: Block[];
  exhaustive: boolean;
  over: WrittenExpression | null;
  breaks: boolean;
}

export interface OpenBlock extends Block {
  readonly branching: OpenBranching;
  end: number;
  leaves: boolean;
  raises: boolean;
}

export function scope(kind: LocalScope['kind'], name: string, parent: OpenScope | null): OpenScope {
  return { kind, name, parent, parameters: [], returns: [], bound: new Set(), handedOn: new Set() };
}

/** What a walk over a statement has come upon: names in their scopes, what reads and changes them, calls and branchings. */
export abstract class Recording {
  protected readonly names = new Map<string, NameUses>();
  protected readonly calls: CandidateCall[] = [];
  protected readonly imports: string[] = [];
  protected readonly branchings: OpenBranching[] = [];
  protected readonly text: string;
  protected readonly shift: number;
  protected readonly outside: OpenScope = scope('module', '', null);
  protected scope: OpenScope = this.outside;
  protected block: OpenBlock | null = null;
  protected role: Reference['role'] = 'value';
  /** What the functions among the arguments are applied to, item by item. */
  protected appliedTo: WrittenExpression | null = null;
  protected depth = 0;

  constructor(protected readonly statement: ParsedStatement) {
    this.text = statement.text;
    this.shift = statement.shift;
  }

  protected source(node: Place): string {
    return this.text.slice(node.from - this.shift, node.to - this.shift);
  }

  protected written(...nodes: SyntaxNode[]): WrittenExpression {
    return new WrittenExpression(nodes, this.statement);
  }

  private uses(name: string): NameUses {
    let uses = this.names.get(name);
    if (uses === undefined) {
      uses = { definitions: [], references: [], mutations: [] };
      this.names.set(name, uses);
    }
    return uses;
  }

  protected define(node: Place, given: Given, from: number, name = this.source(node)): void {
    this.scope.bound.add(name);
    this.addDefinition(node, name, given, from);
  }

  /** An attribute of `self` belongs to the class, a plain name to the scope it is in. */
  protected defineIn(target: SyntaxNode, name: string, given: Given, from: number): void {
    if (!name.startsWith('self.')) {
      this.define(target, given, from, name);
      return;
    }
    this.addDefinition(target, name, given, from);
  }

  protected addDefinition({ from: start, to: end }: Place, name: string, given: Given, from: number): void {
    const { shift, scope, block } = this;
    this.uses(name).definitions.push({
      start: start - shift,
      end: end - shift,
      scope,
      block,
      name,
      from: from - shift,
      given,
    });
  }

  protected place({ from, to }: Place): { start: number; end: number; scope: OpenScope; block: OpenBlock | null } {
    return { start: from - this.shift, end: to - this.shift, scope: this.scope, block: this.block };
  }

  protected refer(
    { from, to }: Place,
    name: string,
    key: string | null = null,
    called: WrittenExpression | null = null,
  ): void {
    const { shift, scope, block, role } = this;
    this.uses(name).references.push({ start: from - shift, end: to - shift, scope, block, role, key, called });
  }

  protected mutate(name: string, mutation: Mutation): void {
    this.uses(name).mutations.push(mutation);
  }

  protected within(
    change: { scope?: OpenScope; block?: OpenBlock | null; role?: Reference['role'] },
    run: () => void,
  ): void {
    const { scope, block, role } = this;
    this.scope = change.scope ?? scope;
    this.block = change.block === undefined ? block : change.block;
    this.role = change.role ?? role;
    run();
    this.scope = scope;
    this.block = block;
    this.role = role;
  }

  protected selfName(node: SyntaxNode): string | null {
    if (node.name !== 'MemberExpression') return null;
    const [base, mark, property] = childrenOf(node);
    if (base?.name !== 'VariableName' || mark?.name !== '.' || property?.name !== 'PropertyName') return null;
    return /^(?:self|cls)$/.test(this.source(base)) ? `self.${this.source(property)}` : null;
  }

  protected inLoop(): boolean {
    for (let block = this.block as Block | null; block !== null; block = block.branching.block)
      if (block.branching.kind === 'loop') return true;
    return this.scope.kind === 'comprehension';
  }

  protected break(): void {
    for (let block = this.block; block !== null; block = block.branching.block as OpenBlock | null)
      if (block.branching.kind === 'loop') {
        block.branching.breaks = true;
        return;
      }
  }

  protected annotation(typeDef: SyntaxNode): WrittenExpression | null {
    const type = childrenOf(typeDef).find((child) => !isPunctuation(child.name) && !child.type.isError);
    return type === undefined ? null : this.written(type);
  }
}

/** The value of a constant key. */
export function keyOf(written: WrittenExpression): string | null {
  const { expr } = written;
  return expr.kind === 'literal' ? String(expr.value) : null;
}
