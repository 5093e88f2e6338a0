import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Expr, Member } from '../../model/expression';
import type { Span } from '../../model/origin';
import type { Anchor, MappingRead, Mention } from './chunk';
import { fullName, intrinsic, isIntrinsicName, isTagged } from './intrinsics';
import { entrySpanOf, isPlain, keyOf, spanOf, textSpanOf } from './spans';

/** No template that AWS accepts is nested deeper. */
const DEEPEST = 80;

/** Turns the nodes of one text into expressions and notes on the way what they read. */
export class Expressions {
  readonly mentions: Mention[] = [];
  readonly mappingReads: MappingRead[] = [];
  readonly anchors: Anchor[] = [];
  readonly aliases: Mention[] = [];

  /**
   * `offset` is added to every place; `broken` says that lines were taken out of the text, so that any mapping or
   * sequence in it may have held more.
   */
  constructor(
    readonly text: string,
    private readonly offset: number,
    private readonly broken: string | null,
  ) {}

  placed(span: Span): Span {
    return { start: span.start + this.offset, end: span.end + this.offset };
  }

  spanOf(node: Node): Span {
    return this.placed(spanOf(this.text, node));
  }

  /** A name that stands for a parameter, a resource or a pseudo parameter. */
  name(name: string, span: Span): Expr {
    this.mentions.push({ name, span });
    return { kind: 'name', name, span };
  }

  /** An expression; `keySpan` is where to point for a value that isn't written yet. */
  of(node: unknown, keySpan: Span, depth = 0): Expr {
    if (!isNode(node)) return opaque('no value is written yet', keySpan);
    if (depth > DEEPEST) return opaque('nested too deeply', this.spanOf(node));
    if (isAlias(node)) {
      const span = this.spanOf(node);
      this.aliases.push({ name: node.source, span });
      return { kind: 'name', name: `*${node.source}`, span };
    }
    const expr = isTagged(node)
      ? intrinsic(this, {
          name: fullName(node.tag.slice(1)),
          argument: node,
          short: true,
          span: this.spanOf(node),
          depth,
        })
      : this.untagged(node, keySpan, depth);
    if (node.anchor === undefined) return expr;
    // A value that aliases share is a name too (its number in the chunk), so that everybody who reads it is known where it is written.
    const name = `&${this.anchors.length}`;
    this.anchors.push({ name: node.anchor, expr });
    return { kind: 'name', name, span: expr.span };
  }

  /** The node as if it had no tag: what stands behind `!Sub`. */
  untagged(node: Node, keySpan: Span, depth: number): Expr {
    if (isScalar(node)) return this.literal(node, keySpan);
    if (isMap(node)) return this.#mapping(node, depth);
    if (isSeq(node)) return this.#sequence(node, depth);
    return opaque('not a value', this.spanOf(node));
  }

  literal(node: Scalar, keySpan: Span): Expr {
    const text = String(node.value);
    const span = this.placed(textSpanOf(this.text, node));
    const dynamic = /\{\{resolve:([^{}]*)\}\}/.exec(text);
    if (dynamic !== null) return opaque('read when it is deployed', span, dynamic[1] ?? null);
    if (!isPlain(node)) return { kind: 'literal', value: text, span };
    if (/^(?:|~|null|Null|NULL)$/.test(text)) return opaque('no value is written yet', text === '' ? keySpan : span);
    return { kind: 'literal', value: plainValue(text), span };
  }

  #mapping(node: YAMLMap, depth: number): Expr {
    const [only] = node.items;
    const onlyKey = only === undefined || node.items.length > 1 ? null : keyOf(only);
    if (only !== undefined && onlyKey !== null && isIntrinsicName(onlyKey, only.value))
      return intrinsic(this, { name: onlyKey, argument: only.value, short: false, span: this.spanOf(node), depth });
    const span = this.spanOf(node);
    const merged: Member[] = [];
    const entries: Member[] = [];
    for (const pair of node.items) {
      const key = keyOf(pair);
      if (key === '<<') merged.unshift(...this.#merged(pair, depth));
      else if (key?.startsWith('Fn::') === true) {
        // A transform or a loop adds entries when it is deployed.
        const member = this.#entry(pair, key, depth);
        merged.push({
          kind: 'spread',
          value: opaque(`${key} adds to it when it is deployed`, member.span),
          span: member.span,
        });
      } else if (key !== null) entries.push(this.#entry(pair, key, depth));
    }
    // What is written in the mapping itself wins over what is merged into it, wherever it stands.
    const members = [...merged, ...entries];
    if (this.broken !== null)
      members.unshift({ kind: 'spread', value: opaque('a line here is not valid', span), span });
    return { kind: 'object', members, span };
  }

  #entry(pair: Pair, key: string, depth: number): Extract<Member, { kind: 'entry' }> {
    const node = pair.key as Scalar;
    const keySpan = this.placed(textSpanOf(this.text, node));
    const span = this.placed(entrySpanOf(this.text, pair));
    return { kind: 'entry', key, keySpan, value: this.of(pair.value, keySpan, depth + 1), span };
  }

  /** The earlier of several merged mappings wins, so it comes last. */
  #merged(pair: Pair, depth: number): Member[] {
    const span = this.placed(entrySpanOf(this.text, pair));
    const sources: unknown[] = isSeq(pair.value) ? [...pair.value.items].reverse() : [pair.value];
    return sources.map((source) => ({ kind: 'spread', value: this.of(source, span, depth + 1), span }));
  }

  #sequence(node: YAMLSeq, depth: number): Expr {
    const span = this.spanOf(node);
    const items = node.items.map((item) => {
      // `[a: 1]` is a mapping of one entry.
      if (isPair(item)) return opaque('not a value', span);
      return this.of(item, span, depth + 1);
    });
    return { kind: 'list', items, open: this.broken !== null, span };
  }
}

export function opaque(why: string, span: Span, decidedBy: string | null = null): Expr {
  return { kind: 'opaque', why, decidedBy, span };
}

const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;

/** What an unquoted scalar means in YAML 1.1. A number that isn't written as it would be printed (`007`) stays text. */
function plainValue(text: string): string | number | boolean {
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  const number = Number(text);
  return String(number) === text && Number.isFinite(number) ? number : text;
}
