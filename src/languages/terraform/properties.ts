import { chosenBy } from '../../model/existence';
import { unresolved } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import { originAt, type Origin, type Site, type Span } from '../../model/origin';
import type { Entry, ObjectValue, Value } from '../../model/value';
import { ABSENT } from '../../model/value';
import type { HclAttribute, HclBlock, HclBody } from './hcl';
import { attributeOf } from './hcl';
import { eachOf, notReadBy, type Env } from './instances';
import type { Module } from './module';
import { META, toApi, type BlockWords, type Words } from './vocabulary';

/** The properties that a block says, in the API's names. */
export function objectOf(body: HclBody, words: Words, site: Site, module: Module, env: Env, span: Span): ObjectValue {
  const builder = new Builder(words, site, module, env);
  for (const attribute of body.attributes) builder.attribute(attribute);
  for (const block of body.blocks) builder.block(block);
  const at = originAt(site, span);
  return { kind: 'object', entries: builder.entries(), open: builder.open ?? body.broken, origin: at, usedAt: at };
}

/** Blocks of one type, as they come. */
interface Gathered {
  readonly words: BlockWords;
  readonly items: Value[];
  open: boolean;
  readonly keyOrigin: Origin;
  origin: Origin;
}

class Builder {
  open: string | null = null;
  private readonly written = new Map<string, Entry>();
  private readonly gathered = new Map<string, Gathered>();

  constructor(
    private readonly words: Words,
    private readonly site: Site,
    private readonly module: Module,
    private readonly env: Env,
  ) {}

  attribute({ name, nameSpan, value: expr, span }: HclAttribute): void {
    if (META.has(name)) return;
    const block = this.words.blocks?.[name];
    // JSON says blocks as it says any value.
    if (block !== undefined && (expr.kind === 'object' || expr.kind === 'list')) {
      for (const each of expr.kind === 'list' ? expr.items : [expr]) this.jsonBlock(block, each, nameSpan);
      return;
    }
    const key = toApi(this.words, name);
    const value = this.module.evaluate(expr, this.site, this.env);
    if (value.kind === 'absent') return;
    this.written.set(key, { key, keyOrigin: this.at(nameSpan), origin: this.at(span), value });
  }

  block(block: HclBlock): void {
    if (META.has(block.type)) return;
    if (block.type === 'dynamic') {
      this.dynamic(block);
      return;
    }
    const words = this.words.blocks?.[block.type] ?? unknownBlock(this.words, block.type);
    this.add(
      words,
      block.typeSpan,
      block.span,
      objectOf(block.body, words, this.site, this.module, this.env, block.span),
    );
  }

  entries(): ReadonlyMap<string, Entry> {
    for (const [key, { words, items, open, keyOrigin, origin }] of this.gathered) {
      const [first] = items;
      const value: Value =
        words.many || items.length > 1
          ? { kind: 'list', items, open, origin, usedAt: origin }
          : (first ?? (open ? unresolved('it is not known how often the block stands', null, keyOrigin) : ABSENT));
      if (value.kind === 'list' && items.length === 0 && !open) continue;
      if (value.kind !== 'absent') this.written.set(key, { key, keyOrigin, origin, value });
    }
    return this.written;
  }

  private at(span: Span): Origin {
    return originAt(this.site, span);
  }

  private add(words: BlockWords, typeSpan: Span, span: Span, ...items: readonly Value[]): Gathered {
    const known = this.gathered.get(words.name);
    if (known !== undefined) {
      known.items.push(...items);
      known.origin = { ...known.origin, end: this.site.base + span.end };
      return known;
    }
    const made: Gathered = {
      words,
      items: [...items],
      open: false,
      keyOrigin: this.at(typeSpan),
      origin: this.at(span),
    };
    this.gathered.set(words.name, made);
    return made;
  }

  private jsonBlock(words: BlockWords, expr: Expr, keySpan: Span): void {
    if (expr.kind !== 'object') {
      this.add(words, keySpan, expr.span).open = true;
      return;
    }
    const attributes = expr.members.flatMap((member): HclAttribute[] =>
      member.kind === 'entry'
        ? [{ name: member.key, nameSpan: member.keySpan, value: member.value, span: member.span }]
        : [],
    );
    const body = { attributes, blocks: [], broken: null, span: expr.span };
    this.add(words, keySpan, expr.span, objectOf(body, words, this.site, this.module, this.env, expr.span));
  }

  /** `dynamic "production_variants" { for_each = … content { … } }`. */
  private dynamic({ labels, body, typeSpan, span }: HclBlock): void {
    const type = labels[0]?.text ?? '';
    if (META.has(type)) return;
    const words = this.words.blocks?.[type] ?? unknownBlock(this.words, type);
    const content = body.blocks.find((block) => block.type === 'content');
    const forEach = attributeOf(body, 'for_each')?.value;
    const gathered = this.add(words, typeSpan, span);
    if (content === undefined || forEach === undefined) {
      gathered.open = true;
      return;
    }
    const named = attributeOf(body, 'iterator')?.value;
    const iterator = named?.kind === 'name' ? named.name : type;
    const loop = this.at(forEach.span);
    const collection = notReadBy(this.module.evaluate(forEach, this.site, this.env), loop);
    for (const instance of eachOf(collection, iterator, null)) {
      const env = new Map([...this.env, ...instance.env]);
      // A list of which not all is known may hold any number of blocks.
      if (instance.suffix === '[*]') gathered.open = true;
      if (instance.suffix === '[*]' && words.many) continue;
      const item = objectOf(content.body, words, this.site, this.module, env, content.span);
      const { exists } = instance;
      if (exists === null) gathered.items.push(instance.suffix === '[*]' ? unknownItem(item) : item);
      else gathered.items.push(chosenBy(exists, item, ABSENT, loop));
    }
    this.mergeChoices(gathered);
  }

  /** A single block that stands in one outcome of a condition, and in the other with other values. */
  private mergeChoices(gathered: Gathered): void {
    const [first, second, ...others] = gathered.items;
    if (gathered.words.many || others.length > 0 || first?.kind !== 'oneOf' || second?.kind !== 'oneOf') return;
    if (first.condition !== second.condition) return;
    const branches = first.branches.map((branch, index) =>
      branch.kind === 'absent' ? (second.branches[index] ?? ABSENT) : branch,
    );
    gathered.items.splice(0, 2, { ...first, branches });
  }
}

/** A block that may be there: what a list that is not known would make. */
function unknownItem(item: ObjectValue): Value {
  return unresolved('it is not known whether the block stands', null, item.usedAt);
}

function unknownBlock(words: Words, type: string): BlockWords {
  return { name: toApi(words, type), many: false };
}
