import type { Span } from '../../model/origin';
import type { Chunk, Retained } from './chunk';
import type { Expr } from '../../model/expression';
import { opaque, type HclAttribute, type HclBlock, type HclBody } from './hcl';

/**
 * The block as it was before a change that broke it, with the places that its parts have now. What the change itself
 * touches is not known any more. Null where nothing can be kept.
 */
export function retain(before: Chunk, text: string): Retained | null {
  const { block } = before;
  if (block === null) return null;
  let start = 0;
  while (start < text.length && start < before.text.length && text[start] === before.text[start]) start += 1;
  let tail = 0;
  const most = Math.min(text.length, before.text.length) - start;
  while (tail < most && text.at(-1 - tail) === before.text.at(-1 - tail)) tail += 1;
  const places = new Places(start, before.text.length - tail, text.length - before.text.length);
  if (places.touches(headerOf(block))) return null;
  return {
    block: places.block(block),
    mentions: before.mentions.flatMap(({ name, span }) =>
      places.touches(span) ? [] : [{ name, span: places.span(span) }],
    ),
  };
}

function headerOf({ span, body }: HclBlock): Span {
  return { start: span.start, end: body.span.start };
}

/** What becomes of places when the text between `start` and `end` is replaced by one that is longer by `growth`. */
class Places {
  constructor(
    private readonly start: number,
    private readonly end: number,
    private readonly growth: number,
  ) {}

  /** Whether a part is changed itself; parts that hold the change are kept around it. */
  touches(span: Span): boolean {
    return span.start <= this.end && this.start <= span.end;
  }

  at(offset: number): number {
    if (offset <= this.start) return offset;
    return offset >= this.end ? offset + this.growth : this.end + this.growth;
  }

  span({ start, end }: Span): Span {
    return { start: this.at(start), end: this.at(end) };
  }

  block(block: HclBlock): HclBlock {
    const { type, typeSpan, labels, body, span } = block;
    return {
      type,
      typeSpan: this.span(typeSpan),
      labels: labels.map((label) => ({ ...label, span: this.span(label.span) })),
      body: this.body(body),
      span: this.span(span),
    };
  }

  private body(body: HclBody): HclBody {
    return {
      attributes: body.attributes.map((attribute) => this.attribute(attribute)),
      blocks: body.blocks.map((block) => this.block(block)),
      broken: body.broken,
      span: this.span(body.span),
    };
  }

  private attribute(attribute: HclAttribute): HclAttribute {
    const span = this.span(attribute.span);
    const value = this.touches(attribute.span) ? opaque('it is not finished', span) : this.expr(attribute.value);
    return { name: attribute.name, nameSpan: this.span(attribute.nameSpan), value, span };
  }

  /** An expression moves as a whole: where the change lies in it, it isn't kept. */
  private expr(expr: Expr): Expr {
    return moved(expr, expr.span.start >= this.end ? this.growth : 0);
  }
}

/** All places of a plain value moved by the same distance. */
function moved<T>(value: T, by: number): T {
  if (by === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => moved(each, by)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value))
    copy[key] = (key === 'start' || key === 'end') && typeof each === 'number' ? each + by : moved(each, by);
  return copy as T;
}
