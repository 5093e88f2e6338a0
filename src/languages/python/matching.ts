import type { SyntaxNode } from '@lezer/common';
import type { Argument, Expr } from '../../model/expression';
import { childrenOf, type WrittenExpression } from './expressions';
import type { Branching } from './fragment';

type Written = (node: SyntaxNode) => WrittenExpression;
type Test = Branching['tests'][number];

/**
 * The cases of a `match` as the tests of an `if`, where each compares its subject with constants; `case _:` comes last and
 * has none. Empty where a pattern says more: what it takes is known to the running program alone.
 */
export function testsOfMatch(node: SyntaxNode, written: Written): Test[] {
  const [, subject, body] = childrenOf(node);
  if (subject === undefined || body?.name !== 'MatchBody') return [];
  const clauses = childrenOf(body).filter(({ name }) => name !== ':' && name !== 'Comment');
  const patterns = clauses.map((clause) => patternOf(clause, written));
  const isDefault = patterns.at(-1) === 'default';
  const compared = isDefault ? patterns.slice(0, -1) : patterns;
  const tests: Test[] = [];
  for (const pattern of compared) {
    if (pattern === null || pattern === 'default') return [];
    tests.push(new Comparison(written(subject), pattern.map(written)));
  }
  return tests;
}

/** The constants that a case compares with; null where it does something else. */
function patternOf(clause: SyntaxNode, written: Written): readonly SyntaxNode[] | 'default' | null {
  const [, pattern, body, ...others] = childrenOf(clause).filter(({ name }) => name !== 'Comment');
  if (clause.name !== 'MatchClause' || pattern === undefined || body?.name !== 'Body' || others.length > 0) return null;
  // A name takes anything, and is given it: `_` is not.
  if (pattern.name === 'CapturePattern') {
    const [name] = childrenOf(pattern).map((each) => written(each).expr);
    return name?.kind === 'name' && name.name === '_' ? 'default' : null;
  }
  const alternatives =
    pattern.name === 'OrPattern' ? childrenOf(pattern).filter(({ name }) => name !== 'LogicOp') : [pattern];
  const constants = alternatives.flatMap((each) => {
    const [constant, ...more] = each.name === 'LiteralPattern' ? childrenOf(each) : [];
    return constant === undefined || more.length > 0 ? [] : [constant];
  });
  return constants.length === alternatives.length ? constants : null;
}

/** `subject == "a" or subject == "b"`, read when somebody asks for it. */
class Comparison implements Test {
  private read: Expr | null = null;

  constructor(
    private readonly subject: WrittenExpression,
    private readonly constants: readonly WrittenExpression[],
  ) {}

  get expr(): Expr {
    this.read ??= this.constants
      .map(({ expr }) => operation(isSingleton(expr) ? 'is' : '==', this.subject.expr, expr))
      .reduce((left, right) => operation('or', left, right));
    return this.read;
  }
}

/** What Python compares by identity in a pattern. */
function isSingleton(expr: Expr): boolean {
  return expr.kind === 'nothing' || (expr.kind === 'literal' && typeof expr.value === 'boolean');
}

function operation(name: string, left: Expr, right: Expr): Expr {
  const span = { start: left.span.start, end: right.span.end };
  const args = [left, right].map((value): Argument => ({ keyword: null, value, span: value.span }));
  return { kind: 'call', callee: { kind: 'name', name, span }, args, span };
}
