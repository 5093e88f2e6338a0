import type { Span } from './origin';

export type Scalar = string | number | boolean;

/**
 * A value as it is written, names still open. Spans count from the start of the part that holds the expression, so an
 * unchanged part can be kept when text above it changes.
 */
export type Expr =
  | { readonly kind: 'literal'; readonly value: Scalar; readonly span: Span }
  /** `open`: items that can't be listed (a comprehension, an unpacked list) may follow. */
  | { readonly kind: 'list'; readonly items: readonly Expr[]; readonly open: boolean; readonly span: Span }
  | { readonly kind: 'object'; readonly members: readonly Member[]; readonly span: Span }
  /** A Python name, a CloudFormation parameter or pseudo parameter. */
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** f-strings, `+` of strings, `Fn::Sub`, `Fn::Join`. */
  | { readonly kind: 'concat'; readonly parts: readonly Expr[]; readonly span: Span }
  /** `condition` is a name that the scope may decide; undecided, both branches stand. */
  | {
      readonly kind: 'choice';
      readonly condition: string;
      /** The condition as an expression, where the language reads it as one. */
      readonly test?: Expr;
      readonly then: Expr;
      readonly otherwise: Expr;
      readonly span: Span;
    }
  /** `d["key"]`, `l[0]`, `Fn::FindInMap`, `Fn::Select`. */
  | { readonly kind: 'index'; readonly base: Expr; readonly key: Expr; readonly span: Span }
  | {
      readonly kind: 'attribute';
      readonly base: Expr;
      readonly name: string;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Argument[]; readonly span: Span }
  /** Nothing is set on purpose: `None`, `AWS::NoValue`. */
  | { readonly kind: 'nothing'; readonly span: Span }
  | { readonly kind: 'opaque'; readonly why: string; readonly decidedBy: string | null; readonly span: Span };

export type Member =
  | { readonly kind: 'entry'; readonly key: string; readonly keySpan: Span; readonly value: Expr; readonly span: Span }
  /** `**other`, `...other`: the entries of another object. */
  | { readonly kind: 'spread'; readonly value: Expr; readonly span: Span };

export interface Argument {
  /** `null` for a positional argument; `*` and `**` for unpacked ones. */
  readonly keyword: string | null;
  readonly value: Expr;
  /** The whole argument with its keyword. */
  readonly span: Span;
}
