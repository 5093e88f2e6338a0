/* eslint-disable max-lines -- one visitor of the grammar: a method for each kind of statement */
import type { SyntaxNode, TreeCursor } from '@lezer/common';
import { childrenOf, commaSeparated, conditionText, isPunctuation, WrittenExpression } from './expressions';
import type {
  Block,
  Branching,
  CandidateCall,
  Fragment,
  Given,
  LocalScope,
  Mutation,
  NameUses,
  Parameter,
  Reference,
} from './fragment';
import { ANY, CANDIDATE_CALLS } from './fragment';
import type { ParsedStatement } from './parse';

/** Deeper nesting is left alone: no written code has it, and the stack is finite. */
const DEEPEST = 200;

/** A stretch of the tree. */
interface Place {
  readonly from: number;
  readonly to: number;
}

interface OpenScope extends LocalScope {
  readonly parent: OpenScope | null;
  readonly parameters: Parameter[];
  readonly returns: WrittenExpression[];
  readonly bound: Set<string>;
  readonly handedOn: Set<string>;
  over?: WrittenExpression | null;
}

interface OpenBranching extends Branching {
  condition: string;
  arms: Block[];
  exhaustive: boolean;
  over: WrittenExpression | null;
  breaks: boolean;
}

interface OpenBlock extends Block {
  readonly branching: OpenBranching;
  end: number;
  leaves: boolean;
}

function scope(kind: LocalScope['kind'], name: string, parent: OpenScope | null): OpenScope {
  return { kind, name, parent, parameters: [], returns: [], bound: new Set(), handedOn: new Set() };
}

/** Reads one statement. */
export function walkStatement(statement: ParsedStatement): Fragment {
  return new Walker(statement).walk();
}

const MUTATIONS: ReadonlyMap<string, Mutation['action']> = new Map([
  ['append', 'append'],
  ['extend', 'extend'],
  ['update', 'update'],
  ['clear', 'other'],
  ['insert', 'other'],
  ['pop', 'remove'],
  ['popitem', 'other'],
  ['remove', 'other'],
  ['reverse', 'other'],
  ['setdefault', 'add'],
  ['sort', 'other'],
]);

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

const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'ArrayComprehensionExpression',
  'ComprehensionExpression',
  'DictionaryComprehensionExpression',
  'SetComprehensionExpression',
]);

class Walker {
  private readonly names = new Map<string, NameUses>();
  private readonly calls: CandidateCall[] = [];
  private readonly imports: string[] = [];
  private readonly branchings: OpenBranching[] = [];
  private readonly text: string;
  private readonly shift: number;
  private readonly outside: OpenScope = scope('module', '', null);
  private scope: OpenScope = this.outside;
  private block: OpenBlock | null = null;
  private role: Reference['role'] = 'value';
  /** What the functions among the arguments are applied to, item by item. */
  private appliedTo: WrittenExpression | null = null;
  private depth = 0;

  constructor(private readonly statement: ParsedStatement) {
    this.text = statement.text;
    this.shift = statement.shift;
  }

  walk(): Fragment {
    const cursor = this.statement.tree.cursor();
    if (this.shift === 0) this.children(cursor);
    else this.children(bodyOf(cursor.node)?.cursor() ?? cursor);
    return { names: this.names, calls: this.calls, imports: this.imports, branchings: this.branchings };
  }

  private source(node: Place): string {
    return this.text.slice(node.from - this.shift, node.to - this.shift);
  }

  private written(...nodes: SyntaxNode[]): WrittenExpression {
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

  private define(node: Place, given: Given, from: number, name = this.source(node)): void {
    this.scope.bound.add(name);
    this.addDefinition(node, name, given, from);
  }

  private addDefinition({ from: start, to: end }: Place, name: string, given: Given, from: number): void {
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

  private place({ from, to }: Place): { start: number; end: number; scope: OpenScope; block: OpenBlock | null } {
    return { start: from - this.shift, end: to - this.shift, scope: this.scope, block: this.block };
  }

  private refer(
    { from, to }: Place,
    name: string,
    key: string | null = null,
    called: WrittenExpression | null = null,
  ): void {
    const { shift, scope, block, role } = this;
    this.uses(name).references.push({ start: from - shift, end: to - shift, scope, block, role, key, called });
  }

  private children(cursor: TreeCursor): void {
    if (this.depth >= DEEPEST || !cursor.firstChild()) return;
    this.depth++;
    do this.visit(cursor);
    while (cursor.nextSibling());
    cursor.parent();
    this.depth--;
  }

  private visitNode(node: SyntaxNode): void {
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

  private within(
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
        for (const child of childrenOf(cursor.node)) if (child.name === 'ArgList') this.arguments(child);
        return;
      default:
        if (cursor.name === 'BreakStatement') this.break();
        this.children(cursor);
    }
  }

  // Expressions

  private member(node: SyntaxNode): void {
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

  private selfName(node: SyntaxNode): string | null {
    if (node.name !== 'MemberExpression') return null;
    const [base, mark, property] = childrenOf(node);
    if (base?.name !== 'VariableName' || mark?.name !== '.' || property?.name !== 'PropertyName') return null;
    return /^(?:self|cls)$/.test(this.source(base)) ? `self.${this.source(property)}` : null;
  }

  private call(node: SyntaxNode): void {
    const callee = node.firstChild;
    const list = node.lastChild;
    if (callee === null || list === null || list.name !== 'ArgList') {
      this.children(node.cursor());
      return;
    }
    const name = callee.name === 'MemberExpression' ? callee.lastChild : callee;
    const method = name?.name === 'PropertyName' || name?.name === 'VariableName' ? this.source(name) : '';
    if (name !== null && CANDIDATE_CALLS.has(method))
      this.calls.push({
        ...this.place(node),
        method,
        call: this.written(node),
        header: { start: name.from - this.shift, end: name.to - this.shift },
        inLoop: this.inLoop(),
      });
    if (method === 'setattr' && callee.name === 'VariableName') this.setAttribute(node, list);
    const mutated = this.mutation(node, callee, list, method);
    if (!mutated) this.callee(callee, node);
    const { appliedTo } = this;
    const applied = APPLIES.has(method) && callee.name === 'MemberExpression' ? callee.firstChild : null;
    this.appliedTo = applied === null ? null : this.written(applied);
    this.within({ role: this.roleOfArguments(callee, method) }, () => this.arguments(list));
    this.appliedTo = appliedTo;
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

  private arguments(list: SyntaxNode): void {
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

  private inLoop(): boolean {
    for (let block = this.block as Block | null; block !== null; block = block.branching.block)
      if (block.branching.kind === 'loop') return true;
    return this.scope.kind === 'comprehension';
  }

  private break(): void {
    for (let block = this.block; block !== null; block = block.branching.block as OpenBlock | null)
      if (block.branching.kind === 'loop') {
        block.branching.breaks = true;
        return;
      }
  }

  private comprehension(node: SyntaxNode): void {
    const inner = scope('comprehension', '', this.scope);
    const children = childrenOf(node);
    const inAt = children.findIndex((child) => child.name === 'in');
    const items = inAt < 0 ? undefined : children[inAt + 1];
    inner.over = items === undefined ? null : this.written(items);
    this.within({ scope: inner }, () => {
      const targets = new Set<SyntaxNode>();
      let binding = false;
      children.forEach((child, index) => {
        if (child.name === 'for') binding = true;
        else if (child.name === 'in') binding = false;
        else if (binding) {
          targets.add(child);
          const over = children.slice(index).find((_, at, rest) => rest[at - 1]?.name === 'in') ?? null;
          this.bindTargets(child, { kind: 'loop', over: over === null ? null : this.written(over) }, node.from);
        }
      });
      for (const child of children) if (!targets.has(child)) this.visitNode(child);
    });
  }

  /** Every name in a target that can't be told apart. */
  private bindTargets(node: SyntaxNode, given: Given, from: number): void {
    if (node.name === 'VariableName') this.define(node, given, from);
    else if (node.name === 'MemberExpression') this.assignMember(node, given, from);
    else for (const child of childrenOf(node)) this.bindTargets(child, given, from);
  }

  private namedExpression(node: SyntaxNode): void {
    const [name, , value] = childrenOf(node);
    if (value !== undefined) this.visitNode(value);
    if (name?.name === 'VariableName' && value !== undefined)
      this.define(name, { kind: 'value', value: this.written(value), annotation: null }, node.to);
  }

  private lambda(node: SyntaxNode): void {
    const inner = scope('function', 'lambda', this.scope);
    inner.over = this.appliedTo;
    const parameters = node.getChild('ParamList');
    if (parameters !== null) this.parameters(parameters, inner);
    this.within({ scope: inner, block: null }, () => {
      const body = node.lastChild;
      if (body !== null && body.name !== 'ParamList') this.visitNode(body);
    });
  }

  // Statements

  private expressionStatement(node: SyntaxNode): void {
    const shown = childrenOf(node).every((child) => /^(?:VariableName|MemberExpression|,)$/.test(child.name));
    this.within({ role: shown ? 'display' : 'value' }, () => this.children(node.cursor()));
  }

  private assign(node: SyntaxNode): void {
    const groups: SyntaxNode[][] = [[]];
    let annotation: WrittenExpression | null = null;
    for (const child of childrenOf(node)) {
      if (child.name === 'AssignOp') groups.push([]);
      else if (child.name === 'TypeDef') annotation = this.annotation(child);
      else if (child.name !== ',' && !child.type.isError) groups.at(-1)?.push(child);
    }
    const value = groups.length > 1 ? (groups.pop() ?? []) : [];
    for (const each of value) this.visitNode(each);
    for (const targets of groups) this.assignTargets(targets, value, annotation, node.to);
  }

  private annotation(typeDef: SyntaxNode): WrittenExpression | null {
    const type = childrenOf(typeDef).find((child) => !isPunctuation(child.name) && !child.type.isError);
    return type === undefined ? null : this.written(type);
  }

  private assignTargets(
    targets: readonly SyntaxNode[],
    value: readonly SyntaxNode[],
    annotation: WrittenExpression | null,
    from: number,
  ): void {
    const [target] = targets;
    if (target === undefined) return;
    if (targets.length > 1 || /^(?:TupleExpression|ArrayExpression)$/.test(target.name)) {
      const names = targets.length > 1 ? targets : elementsOf(target);
      this.unpack(names, value, from);
      return;
    }
    if (value.length === 0) {
      // Only annotated: the type alone is known.
      if (annotation !== null && target.name === 'VariableName')
        this.define(target, { kind: 'unfollowed', why: 'declared without a value' }, from);
      return;
    }
    this.assignTarget(target, this.written(...value), annotation, from);
  }

  private assignTarget(
    target: SyntaxNode,
    value: WrittenExpression,
    annotation: WrittenExpression | null,
    from: number,
  ): void {
    if (target.name === 'ParenthesizedExpression') {
      const [inner] = elementsOf(target);
      if (inner !== undefined) this.assignTarget(inner, value, annotation, from);
      return;
    }
    const name = target.name === 'VariableName' ? this.source(target) : this.selfName(target);
    if (name !== null) {
      this.defineIn(target, name, { kind: 'value', value, annotation }, from);
      return;
    }
    if (target.name === 'MemberExpression') this.assignMember(target, { kind: 'value', value, annotation }, from);
  }

  /** An attribute or an entry as a target. */
  private assignMember(target: SyntaxNode, given: Given, from: number): void {
    const own = this.selfName(target);
    if (own !== null) {
      this.addDefinition(target, own, given, from);
      return;
    }
    const path = this.subscripts(target);
    if (path === null) {
      this.visitNode(target);
      const attribute = target.lastChild;
      // Whose attribute it is can't be told here: the attribute of any class may be set by this.
      if (attribute?.name === 'PropertyName') this.addDefinition(target, `.${this.source(attribute)}`, given, from);
      return;
    }
    const value = given.kind === 'value' ? given.value : null;
    this.mutate(path.name, { ...this.place(target), from: from - this.shift, keys: path.keys, action: 'set', value });
  }

  /** `setattr(object, "name", value)`; without a constant name it may be any attribute. */
  private setAttribute(call: SyntaxNode, list: SyntaxNode): void {
    const [[object] = [], [name] = [], [value] = []] = commaSeparated(list);
    if (object === undefined || name === undefined || value === undefined) return;
    const key = name.name === 'String' ? keyOf(this.written(name)) : null;
    const own = object.name === 'VariableName' && /^(?:self|cls)$/.test(this.source(object));
    const given: Given = { kind: 'value', value: this.written(value), annotation: null };
    this.addDefinition(call, `${own ? 'self' : ''}.${key ?? ANY}`, given, call.to);
  }

  /** An attribute of `self` belongs to the class, a plain name to the scope it is in. */
  private defineIn(target: SyntaxNode, name: string, given: Given, from: number): void {
    if (!name.startsWith('self.')) {
      this.define(target, given, from, name);
      return;
    }
    this.addDefinition(target, name, given, from);
  }

  private unpack(targets: readonly SyntaxNode[], value: readonly SyntaxNode[], from: number): void {
    const [only] = value;
    const values =
      value.length === 1 && only && /^(?:TupleExpression|ArrayExpression)$/.test(only.name) ? elementsOf(only) : value;
    const starred = [...targets, ...values].some((each) => each.name === '*');
    targets.forEach((target, index) => {
      const element = values[index];
      if (!starred && values.length === targets.length && element !== undefined) {
        this.assignTarget(target, this.written(element), null, from);
        return;
      }
      this.bindTargets(target, { kind: 'unfollowed', why: 'unpacked from a value that is not known' }, from);
    });
  }

  /** `name["a"]["b"]` as a target. */
  private subscripts(target: SyntaxNode): { name: string; keys: WrittenExpression[] } | null {
    const keys: WrittenExpression[] = [];
    let node: SyntaxNode = target;
    while (node.name === 'MemberExpression') {
      const self = this.selfName(node);
      if (self !== null) return keys.length === 0 ? null : { name: self, keys };
      const [base, mark, key] = childrenOf(node);
      if (base === undefined || mark?.name !== '[' || key === undefined) return null;
      this.visitNode(key);
      keys.unshift(this.written(key));
      node = base;
    }
    return node.name === 'VariableName' ? { name: this.source(node), keys } : null;
  }

  private mutate(name: string, mutation: Mutation): void {
    this.uses(name).mutations.push(mutation);
  }

  /** `name.append(value)`; answers whether the callee has been dealt with. */
  private mutation(node: SyntaxNode, callee: SyntaxNode, list: SyntaxNode, method: string): boolean {
    const action = MUTATIONS.get(method);
    const receiver = callee.name === 'MemberExpression' ? callee.firstChild : null;
    if (action === undefined || receiver === null) return false;
    const path =
      receiver.name === 'VariableName' ? { name: this.source(receiver), keys: [] } : this.mutatedPath(receiver);
    if (path === null) return false;
    const [first, ...more] = commaSeparated(list);
    const [value] = first ?? [];
    // The second argument of these is what they answer with, or what is added.
    const takesMore = action === 'remove' || action === 'add';
    const plain = first?.length === 1 && (more.length === 0 || takesMore) && value !== undefined;
    this.mutate(path.name, {
      ...this.place(node),
      from: node.to - this.shift,
      keys: path.keys,
      action: plain ? action : 'other',
      value: plain ? this.written(value) : null,
    });
    return true;
  }

  /** `del name["a"]["key"]` */
  private deletion(node: SyntaxNode): void {
    for (const target of childrenOf(node)) {
      const path = target.name === 'MemberExpression' ? this.subscripts(target) : null;
      const key = path?.keys.at(-1);
      if (path === null || key === undefined) continue;
      this.mutate(path.name, {
        ...this.place(node),
        from: node.to - this.shift,
        keys: path.keys.slice(0, -1),
        action: 'remove',
        value: key,
      });
    }
  }

  private mutatedPath(receiver: SyntaxNode): { name: string; keys: WrittenExpression[] } | null {
    if (receiver.name !== 'MemberExpression') return null;
    const self = this.selfName(receiver);
    return self === null ? this.subscripts(receiver) : { name: self, keys: [] };
  }

  private update(node: SyntaxNode): void {
    const [target, operator, value] = childrenOf(node);
    if (target === undefined || value === undefined || operator === undefined) return;
    this.visitNode(value);
    const name = target.name === 'VariableName' ? this.source(target) : this.selfName(target);
    if (name === null) {
      this.visitNode(target);
      if (target.name === 'MemberExpression')
        this.assignMember(target, { kind: 'unfollowed', why: `changed by ${this.source(operator)}` }, node.to);
      return;
    }
    this.refer(target, name);
    if (this.source(operator) === '+=' && target.name === 'VariableName') {
      this.mutate(name, {
        ...this.place(node),
        from: node.to - this.shift,
        keys: [],
        action: 'extend',
        value: this.written(value),
      });
      return;
    }
    this.defineIn(target, name, { kind: 'unfollowed', why: `changed by ${this.source(operator)}` }, node.to);
  }

  private import(node: SyntaxNode): void {
    const children = childrenOf(node);
    const from = children[0]?.name === 'from';
    const keyword = children.findIndex((child) => child.name === 'import');
    if (keyword < 0) return;
    const module = from
      ? children
          .slice(1, keyword)
          .map((child) => this.source(child))
          .join('')
      : null;
    const rest = children.slice(keyword + 1).filter((child) => child.name !== '(' && child.name !== ')');
    let group: SyntaxNode[] = [];
    const finish = (): void => {
      this.imported(group, module, node.to);
      group = [];
    };
    for (const child of rest) {
      if (child.name === ',') finish();
      else if (child.name !== 'Comment') group.push(child);
    }
    finish();
  }

  private imported(group: readonly SyntaxNode[], module: string | null, from: number): void {
    const [first] = group;
    if (first === undefined) return;
    if (first.name === '*') {
      this.imports.push(module ?? '');
      this.define(first, { kind: 'import', path: module ?? '' }, from, '*');
      return;
    }
    const as = group.findIndex((child) => child.name === 'as');
    const written = group.slice(0, as < 0 ? undefined : as);
    const path = written.map((child) => this.source(child)).join('');
    const alias = as < 0 ? undefined : group[as + 1];
    this.imports.push(module === null ? path : `${module}.${path}`);
    if (alias !== undefined) {
      this.define(alias, { kind: 'import', path: module === null ? path : `${module}.${path}` }, from);
      return;
    }
    // `import a.b` gives the name `a`.
    const name = this.source(first);
    this.define(first, { kind: 'import', path: module === null ? name : `${module}.${path}` }, from, name);
  }

  private return(node: SyntaxNode): void {
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

  private parameters(list: SyntaxNode, inner: OpenScope): void {
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
    const branching = {
      condition: conditionText(condition),
      kind,
      start,
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
    const block: OpenBlock = { branching, end: body.to - this.shift, leaves: this.leaves(body) };
    branching.arms.push(block);
    this.within({ block }, () => this.children(body.cursor()));
  }

  private leaves(body: SyntaxNode): boolean {
    let last = body.lastChild;
    while (last !== null && (last.type.isError || last.name === 'Comment')) last = last.prevSibling;
    if (last === null) return false;
    if (/^(?:Return|Raise|Continue|Break)Statement$/.test(last.name)) return true;
    return last.name === 'ExpressionStatement' && /^(?:(?:sys|os)\.)?_?(?:exit|quit)\(/.test(this.source(last));
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
    branching.over = over === undefined || over.name === 'Body' ? null : this.written(over);
    const bodies = children.filter((child) => child.name === 'Body');
    const [body, ...others] = bodies;
    for (const child of children.slice(inAt + 1)) if (child.name !== 'Body') this.visitNode(child);
    if (body === undefined) return;
    const block: OpenBlock = { branching, end: body.to - this.shift, leaves: false };
    branching.arms.push(block);
    const given: Given = { kind: 'loop', over: over === undefined ? null : this.written(over) };
    this.within({ block }, () => {
      for (const child of children.slice(1, Math.max(1, inAt)))
        if (child.name !== ',' && child.name !== 'for') this.bindTargets(child, given, body.from);
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
      block.leaves ||= this.leaves(body);
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

function elementsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => !isPunctuation(child.name) && !child.type.isError);
}

/** Like `commaSeparated`, for a lambda's parameters too, which stand in no brackets. */
function groupsOf(list: SyntaxNode): SyntaxNode[][] {
  return commaSeparated(list).filter((nodes) => nodes.length > 0);
}

function keyOf(written: WrittenExpression): string | null {
  const { expr } = written;
  return expr.kind === 'literal' ? String(expr.value) : null;
}
