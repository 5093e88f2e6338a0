import fc from 'fast-check';

/** A value of a template, whatever way it is written. */
export type Node =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean }
  | { readonly kind: 'function'; readonly name: 'Ref' | 'GetAtt' | 'Sub'; readonly argument: string }
  | { readonly kind: 'if'; readonly condition: string; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Node])[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] };

export const scalar = (value: string | number | boolean): Node => ({ kind: 'scalar', value });
export const call = (name: 'Ref' | 'GetAtt' | 'Sub', argument: string): Node => ({ kind: 'function', name, argument });
export const map = (entries: Readonly<Record<string, Node>>): Node => ({
  kind: 'map',
  entries: Object.entries(entries),
});
export const list = (...items: Node[]): Node => ({ kind: 'list', items });

/** How a template is written down. `picks` decides everything that may differ from place to place. */
export interface Writing {
  readonly format: 'block' | 'flow' | 'json' | 'tightJson';
  readonly step: 2 | 4;
  readonly tabs: boolean;
  readonly dash: boolean;
  readonly shortForm: boolean;
  readonly comments: boolean;
  readonly blankLines: boolean;
  readonly lineEnding: '\n' | '\r\n';
  readonly finalBreak: boolean;
  readonly picks: readonly number[];
}

export const writings: fc.Arbitrary<Writing> = fc.record({
  format: fc.constantFrom('block', 'block', 'block', 'flow', 'json', 'tightJson'),
  step: fc.constantFrom(2, 4),
  tabs: fc.boolean(),
  dash: fc.boolean(),
  shortForm: fc.boolean(),
  comments: fc.boolean(),
  blankLines: fc.boolean(),
  lineEnding: fc.constantFrom('\n', '\r\n'),
  finalBreak: fc.boolean(),
  picks: fc.array(fc.nat(1000), { minLength: 8, maxLength: 60 }),
});

/** Writes a template down. */
export function written(template: Node, writing: Writing): string {
  const writer = new Writer(writing);
  if (writing.format === 'json') return writer.json(template) + (writing.finalBreak ? writing.lineEnding : '');
  if (writing.format === 'tightJson') return JSON.stringify(writer.plain(template));
  const text = writer.block(template, 0).replace(/^\n/, '');
  return (text + (writing.finalBreak ? '\n' : '')).replaceAll('\n', writing.lineEnding);
}

class Writer {
  #at = 0;

  constructor(private readonly writing: Writing) {}

  pick(of: number): number {
    const { picks } = this.writing;
    this.#at += 1;
    return ((picks[this.#at % picks.length] ?? 0) + Math.floor(this.#at / picks.length)) % of;
  }

  json(node: Node): string {
    const indent = this.writing.tabs ? '\t' : this.writing.step;
    return JSON.stringify(this.plain(node), null, indent).replaceAll('\n', this.writing.lineEnding);
  }

  plain(node: Node): unknown {
    switch (node.kind) {
      case 'scalar':
        return typeof node.value === 'number' && this.pick(6) === 0 ? String(node.value) : node.value;
      case 'function':
        if (node.name === 'GetAtt')
          return { 'Fn::GetAtt': this.pick(2) === 0 ? node.argument.split('.') : node.argument };
        return { [node.name === 'Ref' ? 'Ref' : 'Fn::Sub']: node.argument };
      case 'if':
        return { 'Fn::If': [node.condition, this.plain(node.then), this.plain(node.otherwise)] };
      case 'map':
        return Object.fromEntries(node.entries.map(([key, value]) => [key, this.plain(value)]));
      case 'list':
        return node.items.map((item) => this.plain(item));
    }
  }

  /** In block style, beginning with a line break where the value needs lines of its own. */
  block(node: Node, indent: number): string {
    const { step, dash, format } = this.writing;
    const flows = indent > 0 && (format === 'flow' ? this.pick(3) > 0 : this.pick(9) === 0);
    if (node.kind === 'scalar' || flows) return ` ${this.flow(node)}${this.#remark()}`;
    if (node.kind === 'function') return this.#blockFunction(node, indent);
    if (node.kind === 'if') return this.#blockIf(node, indent);
    if (node.kind === 'list')
      return node.items.map((item) => `${this.#lead(indent)}-${this.#item(item, indent)}`).join('') || ' []';
    const lines = node.entries.map(([key, value], index) => {
      const isBlockList = value.kind === 'list';
      const deeper = isBlockList ? indent + (dash ? step : 0) : indent + step;
      return `${index === 0 && indent === 0 ? '' : this.#lead(indent)}${this.#key(key)}:${this.block(value, deeper)}`;
    });
    // Blank lines between the entries of a section.
    return lines.join(indent === step && this.writing.blankLines ? '\n' : '') || ' {}';
  }

  #item(node: Node, indent: number): string {
    const text = this.block(node, indent + 2);
    // The first entry stands on the dash's own line.
    return node.kind === 'map' ? text.replace(/^(?:\n *#[^\n]*)*\n */, ' ') : text;
  }

  /** The break and the white space before a line, with a comment line of its own now and then. */
  #lead(indent: number): string {
    const space = ' '.repeat(indent);
    const comment =
      this.writing.comments && this.pick(8) === 0 ? `\n${space}# remark ${this.pick(1000)}: it's "so", {or} [so]` : '';
    return `${comment}\n${space}`;
  }

  #key(key: string): string {
    return this.pick(12) === 0 ? `"${key}"` : key;
  }

  #blockFunction(node: Extract<Node, { kind: 'function' }>, indent: number): string {
    const { name, argument } = node;
    if (this.writing.shortForm) return ` !${name} ${this.#text(argument, 'block')}${this.#remark()}`;
    const long = name === 'Ref' ? 'Ref' : `Fn::${name}`;
    const value =
      name === 'GetAtt' && this.pick(2) === 0 ? `[${argument.split('.').join(', ')}]` : this.#text(argument, 'block');
    return `\n${' '.repeat(indent)}${long}: ${value}`;
  }

  #blockIf(node: Extract<Node, { kind: 'if' }>, indent: number): string {
    const { shortForm, step } = this.writing;
    const deeper = indent + (shortForm ? 0 : step);
    const space = ' '.repeat(deeper);
    const items = [scalar(node.condition), node.then, node.otherwise];
    const lines = items.map((item) => `\n${space}-${this.#item(item, deeper)}`).join('');
    return shortForm ? ` !If${lines}` : `\n${' '.repeat(indent)}Fn::If:${lines}`;
  }

  #remark(): string {
    return this.writing.comments && this.pick(6) === 0 ? ` # why: ${this.pick(1000)}` : '';
  }

  flow(node: Node): string {
    switch (node.kind) {
      case 'scalar':
        return typeof node.value === 'string' ? this.#text(node.value, 'flow') : String(node.value);
      case 'function':
        if (this.writing.shortForm) return `!${node.name} ${this.#text(node.argument, 'flow')}`;
        return `{${node.name === 'Ref' ? 'Ref' : `Fn::${node.name}`}: ${this.#text(node.argument, 'flow')}}`;
      case 'if': {
        const items = [node.condition, this.flow(node.then), this.flow(node.otherwise)].join(', ');
        return this.writing.shortForm ? `!If [${items}]` : `{Fn::If: [${items}]}`;
      }
      case 'map':
        return `{${node.entries.map(([key, value]) => `${this.#key(key)}: ${this.flow(value)}`).join(', ')}}`;
      case 'list':
        return `[${node.items.map((item) => this.flow(item)).join(', ')}]`;
    }
  }

  #text(value: string, place: 'block' | 'flow'): string {
    const quote = this.pick(4);
    if (quote === 0) return `'${value}'`;
    const needed = /^\d/.test(value) || (place === 'flow' && /[{}[\],]/.test(value));
    if (quote === 1 || needed) return JSON.stringify(value);
    return value;
  }
}
