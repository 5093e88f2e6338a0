import type { Expr } from '../../model/expression';
import type { Site, Span } from '../../model/origin';
import type { LocalScope } from './fragment';
import type { Viewpoint } from './names';
import type { PlacedStatement } from './reading';

export type CallExpr = Extract<Expr, { kind: 'call' }>;

/** An expression in its place. */
export interface PlacedExpr<E extends Expr = Expr> {
  readonly expr: E;
  readonly statement: PlacedStatement;
}

const OUTSIDE: LocalScope = {
  kind: 'module',
  name: '',
  parent: null,
  parameters: [],
  returns: [],
  bound: new Set(),
  handedOn: new Set(),
};

/** From where a name in an expression is looked up. */
export function viewpoint(name: string, statement: PlacedStatement, span: Span): Viewpoint {
  const uses = statement.read.fragment.names.get(name);
  const reference = uses?.references.find((each) => each.start === span.start);
  const { scope, block } = reference ?? { scope: OUTSIDE, block: null };
  return { statement, scope, block, start: span.start };
}

export function isPlaced(site: Site): site is PlacedStatement {
  return 'read' in site;
}
