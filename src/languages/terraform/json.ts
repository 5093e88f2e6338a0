import { parseTree, type Node } from 'jsonc-parser';
import type { Expr, Member } from '../../model/expression';
import type { Span } from '../../model/origin';
import type { Chunk } from './chunk';
import { opaque, type HclAttribute, type HclBlock, type HclLabel, type Mention } from './hcl';
import { HclError, HclExpressions } from './hclExpressions';
import { HclScanner } from './hclScanner';

/** How many labels each kind of block has. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  locals: 0,
};

/** The blocks of a `.tf.json` file; null where it can't be parsed. Spans are those of the file. Never throws. */
export function jsonChunks(text: string): Chunk[] | null {
  const root = parsed(text);
  if (root?.type !== 'object') return null;
  const reader = new JsonReader(text);
  return (root.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    const keyword = String(key?.value ?? '');
    const labels = LABELS[keyword];
    return key === undefined || value === undefined || labels === undefined
      ? []
      : reader.blocks(keyword, key, value, labels, []);
  });
}

/** The values of a `.tfvars.json` file; null where it can't be parsed. */
export function jsonValues(text: string): readonly HclAttribute[] | null {
  const root = parsed(text);
  return root?.type === 'object' ? new JsonReader(text).attributes(root) : null;
}

function parsed(text: string): Node | undefined {
  try {
    // The parser doesn't know the byte order mark.
    return parseTree(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, [], { allowTrailingComma: true });
  } catch (error) {
    // Deeply nested text exhausts the parser's stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class JsonReader {
  private mentions: Mention[] = [];

  constructor(private readonly text: string) {}

  /** An object of objects down to the labels, or lists of blocks of the same labels. */
  blocks(keyword: string, key: Node, value: Node, left: number, labels: readonly HclLabel[]): Chunk[] {
    if (value.type === 'array')
      return (value.children ?? []).flatMap((each) => this.blocks(keyword, key, each, left, labels));
    if (value.type !== 'object') return [];
    if (left === 0) return [this.chunk(keyword, key, value, labels)];
    return (value.children ?? []).flatMap((property) => {
      const [name, inside] = property.children ?? [];
      if (name === undefined || inside === undefined) return [];
      const label = { text: String(name.value), span: spanOf(name) };
      return this.blocks(keyword, name, inside, left - 1, [...labels, label]);
    });
  }

  private chunk(keyword: string, key: Node, value: Node, labels: readonly HclLabel[]): Chunk {
    this.mentions = [];
    const attributes = this.attributes(value);
    const span = { start: key.offset, end: spanOf(value).end };
    const body = { attributes, blocks: [], broken: null, span: spanOf(value) };
    const block: HclBlock = { type: keyword, typeSpan: spanOf(key), labels, body, span };
    const { text, mentions } = this;
    return { text, keyword, labels: labels.map((label) => label.text), block, mentions, broken: null };
  }

  attributes(object: Node): HclAttribute[] {
    return (object.children ?? []).flatMap((property) => {
      const [key, value] = property.children ?? [];
      // `//` is where comments stand.
      if (key === undefined || value === undefined || key.value === '//') return [];
      const span = spanOf(property);
      return [{ name: String(key.value), nameSpan: spanOf(key), value: this.expr(value), span }];
    });
  }

  private expr(node: Node): Expr {
    const span = spanOf(node);
    switch (node.type) {
      case 'string':
        return this.template(String(node.value), span);
      case 'number':
      case 'boolean':
        return { kind: 'literal', value: node.value as number | boolean, span };
      case 'null':
        return { kind: 'nothing', span };
      case 'array':
        return { kind: 'list', items: (node.children ?? []).map((each) => this.expr(each)), open: false, span };
      case 'object': {
        const members = this.attributes(node).map(({ name, nameSpan, value, span: entry }): Member => ({
          kind: 'entry',
          key: name,
          keySpan: nameSpan,
          value,
          span: entry,
        }));
        return { kind: 'object', members, span };
      }
      case 'property':
        return opaque('not a value', span);
    }
  }

  /** Texts are templates, as they are in the other syntax. */
  private template(value: string, span: Span): Expr {
    if (!value.includes('${') && !value.includes('%{')) return { kind: 'literal', value, span };
    const written = this.text.slice(span.start, span.end);
    const scanner = new HclScanner(this.text.slice(0, span.end));
    scanner.at = span.start;
    const into = new HclExpressions(scanner);
    // Escapes of JSON inside of an expression are not those of the expression.
    if (!written.includes('\\'))
      try {
        const expr = into.expression();
        this.mentions.push(...into.mentions);
        return expr;
      } catch (error) {
        if (!(error instanceof HclError)) throw error;
      }
    for (const { 0: name, index } of written.matchAll(/\b(?:var|local)\.[\w-]+/g))
      this.mentions.push({ name, span: { start: span.start + index, end: span.start + index + name.length } });
    return opaque('a text with an expression that is not read', span);
  }
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}
