import type { Expr } from '../../model/expression';
import type { Span } from '../../model/origin';

/** What stands between braces, or in a whole file. Spans count from the start of the text that was parsed. */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
  /** What is wrong in it or below it, so that there may be more than is seen; or null. */
  readonly broken: string | null;
  /** Between the braces. */
  readonly span: Span;
}

/** `name = value`. */
export interface HclAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expr;
  /** Name and value. */
  readonly span: Span;
}

/** `type "label" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly HclLabel[];
  readonly body: HclBody;
  readonly span: Span;
}

export interface HclLabel {
  readonly text: string;
  /** With its quotes. */
  readonly span: Span;
}

/** A name that an expression reads: `var.size`, `local.name`, `aws_sagemaker_model.ranking`. */
export interface Mention {
  readonly name: string;
  readonly span: Span;
}

export interface ParsedHcl {
  readonly body: HclBody;
  readonly mentions: readonly Mention[];
}

export function attributeOf(body: HclBody, name: string): HclAttribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

export function opaque(why: string, span: Span, decidedBy: string | null = null): Expr {
  return { kind: 'opaque', why, decidedBy, span };
}
