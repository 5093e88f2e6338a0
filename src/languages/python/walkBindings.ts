import type { SyntaxNode } from '@lezer/common';
import type { WrittenExpression } from './expressions';
import { childrenOf, commaSeparated, isPunctuation } from './expressions';
import type { Given, Mutation } from './fragment';
import { ANY } from './fragment';
import { keyOf, Recording } from './recording';

/** Methods that change what they are called on. */
export const MUTATIONS: ReadonlyMap<string, Mutation['action']> = new Map([
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

/** What gives names their meaning, and what changes what they stand for. */
export abstract class BindingWalker extends Recording {
  protected abstract visitNode(node: SyntaxNode): void;

  protected assign(node: SyntaxNode): void {
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
        this.define(target, { kind: 'unfollowed', why: 'declared without a value', isDeclared: true }, from);
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

  /** Every name in a target that can't be told apart. */
  protected bindTargets(node: SyntaxNode, given: Given, from: number): void {
    if (node.name === 'VariableName') this.define(node, given, from);
    else if (node.name === 'MemberExpression') this.assignMember(node, given, from);
    else
      elementsOf(node).forEach((child, index) =>
        this.bindTargets(child, given.kind === 'loop' ? { ...given, path: [...given.path, index] } : given, from),
      );
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
  protected setAttribute(call: SyntaxNode, list: SyntaxNode): void {
    const [[object] = [], [name] = [], [value] = []] = commaSeparated(list);
    if (object === undefined || name === undefined || value === undefined) return;
    const key = name.name === 'String' ? keyOf(this.written(name)) : null;
    const own = object.name === 'VariableName' && /^(?:self|cls)$/.test(this.source(object));
    const given: Given = { kind: 'value', value: this.written(value), annotation: null };
    this.addDefinition(call, `${own ? 'self' : ''}.${key ?? ANY}`, given, call.to);
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

  /** `name.append(value)`; answers whether the callee has been dealt with. */
  protected mutation(node: SyntaxNode, callee: SyntaxNode, list: SyntaxNode, method: string): boolean {
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
  protected deletion(node: SyntaxNode): void {
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

  protected update(node: SyntaxNode): void {
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

  protected import(node: SyntaxNode): void {
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
    // `from . import a` names `.a`, as `from .a import b` does.
    const within = module === null || module.endsWith('.') ? (module ?? '') : `${module}.`;
    this.imports.push(within + path);
    if (alias !== undefined) {
      this.define(alias, { kind: 'import', path: within + path }, from);
      return;
    }
    // `import a.b` gives the name `a`.
    const name = this.source(first);
    this.define(first, { kind: 'import', path: module === null ? name : within + path }, from, name);
  }
}

function elementsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => !isPunctuation(child.name) && !child.type.isError);
}
