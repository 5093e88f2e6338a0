import type { Expr } from '../../model/expression';
import type { Block, Branching, Given, LocalScope, Reference } from './fragment';
import type { HostingCall } from './hosting';
import { nameOf } from './interpretation';
import { namedLike } from './naming';
import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';
import { type PlacedExpr, viewpoint } from './placed';
import { argumentOf, isMethod, keywordOf, positionalOf } from './calls';

const DEEPEST = 8;

/** Calls that go through a collection that they are given. */
const WRAPS: ReadonlySet<string> = new Set(['enumerate', 'iter', 'list', 'reversed', 'sorted', 'tqdm', 'track', 'zip']);
/** Calls that cut a data set into batches. */
const SPLITS =
  /^(?:array_split|batched|chunked|batch_iterator|(?:get|make|create|iter|generate|split)_?(?:batches|chunks|minibatches)|batches|chunks|minibatches|into_batches|to_batches|DataLoader)$/;
/** Methods that go through a frame row by row. */
const ROWS: ReadonlySet<string> = new Set(['iterrows', 'itertuples']);
/** Calls that bring a data set, or list the files of one. */
const LOADS =
  /^(?:read_(?:csv|parquet|json|table|excel|feather|orc|pickle|sql\w*)|load_dataset|loadtxt|genfromtxt|load_svmlight_file|train_test_split|listdir|glob|iglob|rglob|iterdir|scandir|list_objects(?:_v2)?|paginate|readlines|reader|DictReader|open)$/;
/** Methods that answer the same data in another form. */
const SAME =
  /^(?:to_numpy|tolist|to_list|to_dict|astype|drop|dropna|fillna|drop_duplicates|reset_index|copy|reshape|toarray|numpy|rename|sort_values|transform|fit_transform|get_dummies|array|asarray|DataFrame|values|flatten|squeeze|get|items|filter|all)$/;
const SAME_ATTRIBUTES: ReadonlySet<string> = new Set(['values', 'T', 'index', 'iloc', 'loc', 'objects']);
/** Calls that take a few of many. */
const SAMPLES: ReadonlySet<string> = new Set([
  'choice',
  'choices',
  'head',
  'islice',
  'limit',
  'nlargest',
  'nsmallest',
  'sample',
  'tail',
  'take',
]);

/** Names in code that measures, or that makes traffic for its own sake. */
const MEASURES: readonly string[] = [
  '.perf_counter',
  'perf_counter',
  '.time',
  '.time_ns',
  '.sleep',
  'sleep',
  '.timeit',
  'timeit',
  '.monotonic',
  '.process_time',
];
const MEASURING = namedLike(
  /latenc|benchmark|throughput|percentile|warm_?up|stress|load_?test|traffic|invoke_endpoint_forever|\bp9\d\b/i,
);

/** A cell or line that is run again and again to be timed. */
const TIMED = /^[ \t]*%%?(?:timeit|prun)\b/m;

/** Whether a call is made once for each part of a data set: in a loop here, or in a function that is called in one. */
export function isOverDataSet(scope: PythonScope, call: HostingCall): boolean {
  const { index, source } = scope.reading;
  if (index.has(MEASURING)) return false;
  const { cell: at } = call.placed.statement;
  const cell = at === null ? undefined : source.cells.find((each) => each.index === at);
  if (cell !== undefined && TIMED.test(cell.text)) return false;
  return new DataSets(scope).around(call.placed.statement, call.scope, call.block, 0);
}

class DataSets {
  constructor(private readonly scope: PythonScope) {}

  around(statement: PlacedStatement, scope: LocalScope, block: Block | null, depth: number): boolean {
    if (depth > 2) return false;
    for (let at = block; at !== null; at = at.branching.block) {
      const { branching } = at;
      if (branching.kind !== 'loop' || branching.over === null) continue;
      // Paced or timed requests are traffic for its own sake; what ends early takes a few.
      if (branching.breaks || measures(statement, (each) => isWithin(each, branching))) return false;
      if (this.is({ expr: branching.over.expr, statement }, 0)) return true;
    }
    for (let at: LocalScope | null = scope; at !== null; at = at.parent) {
      if (at.over !== undefined && at.over !== null && this.is({ expr: at.over.expr, statement }, 0)) return true;
      if (at.kind === 'function' && at.name !== 'lambda') return this.callersAre(at, statement, depth);
    }
    return false;
  }

  /** Whether a function is called in such a loop. */
  private callersAre(body: LocalScope, statement: PlacedStatement, depth: number): boolean {
    if (measures(statement, (each) => each.scope === body)) return false;
    return this.scope.names
      .callsOf(body, statement)
      .some(({ statement: at, written }) => this.around(at, written.scope, written.block, depth + 1));
  }

  private is({ expr, statement }: PlacedExpr, depth: number): boolean {
    if (depth > DEEPEST) return false;
    const again = (each: Expr): boolean => this.is({ expr: each, statement }, depth + 1);
    switch (expr.kind) {
      case 'name':
        return this.nameIs(expr, statement, depth);
      case 'attribute':
        return SAME_ATTRIBUTES.has(expr.name) && again(expr.base);
      case 'index':
        // A column, or the entries of an answer; not one item.
        return expr.key.kind === 'literal' && typeof expr.key.value === 'number' ? false : again(expr.base);
      case 'call':
        return this.callIs(expr, statement, again);
      case 'literal':
      case 'list':
      case 'object':
      case 'concat':
      case 'choice':
      case 'nothing':
      case 'opaque':
        return false;
    }
  }

  private callIs(
    call: Extract<Expr, { kind: 'call' }>,
    statement: PlacedStatement,
    again: (each: Expr) => boolean,
  ): boolean {
    const name = nameOf(call.callee);
    const first = positionalOf(call, 0);
    const base = call.callee.kind === 'attribute' ? call.callee.base : null;
    if (SAMPLES.has(name) || keywordOf(call, 'nrows') !== null) return false;
    if (name === 'range') return call.args.some(({ value }) => this.isLength(value, again));
    if (ROWS.has(name)) return base !== null && !this.isSample({ expr: base, statement }, 0);
    if (SPLITS.test(name)) return first !== null && !this.isSample({ expr: first, statement }, 0);
    if (LOADS.test(name)) return true;
    if (WRAPS.has(name)) return call.args.some(({ value }) => again(value));
    if (!SAME.test(name)) return false;
    return (base !== null && again(base)) || (first !== null && again(first));
  }

  /** `len(rows)`, `rows.shape[0]` */
  private isLength(expr: Expr, again: (each: Expr) => boolean): boolean {
    if (expr.kind === 'call' && nameOf(expr.callee) === 'len') {
      const of = positionalOf(expr, 0);
      return of !== null && again(of);
    }
    const shape = expr.kind === 'index' ? expr.base : null;
    return shape?.kind === 'attribute' && shape.name === 'shape' && again(shape.base);
  }

  private nameIs(expr: Extract<Expr, { kind: 'name' }>, statement: PlacedStatement, depth: number): boolean {
    const at = viewpoint(expr.name, statement, expr.span);
    const resolution = this.scope.names.resolve(expr.name, at);
    if (resolution.kind !== 'definition') return false;
    const { written, statement: where } = resolution.definition;
    const { given } = written;
    switch (given.kind) {
      case 'value':
      case 'context':
        return this.is({ expr: given.value.expr, statement: where }, depth + 1);
      case 'loop':
        return given.over !== null && this.is({ expr: given.over.expr, statement: where }, depth + 1);
      case 'unfollowed':
        return ['train_test_split', '.train_test_split'].some((name) => where.read.fragment.names.has(name));
      case 'parameter': {
        const passed = this.passed(given, where);
        return passed.length > 0 && passed.every((each) => this.is(each, depth + 1));
      }
      case 'import':
      case 'function':
      case 'class':
        return false;
    }
  }

  /** What the calls of a function give for a parameter. */
  private passed({ of, index }: Extract<Given, { kind: 'parameter' }>, where: PlacedStatement): PlacedExpr[] {
    return this.scope.names.callsOf(of, where).flatMap((call) => {
      const value = argumentOf(call.written.called?.expr, of, index, isMethod(of, where));
      return value === null ? [] : [{ expr: value, statement: call.statement }];
    });
  }

  /** Whether only a few of many are taken, or one can't tell how many. */
  private isSample(placed: PlacedExpr, depth: number): boolean {
    const { expr, statement } = placed;
    if (depth > DEEPEST) return true;
    const again = (each: Expr): boolean => this.isSample({ expr: each, statement }, depth + 1);
    switch (expr.kind) {
      case 'call':
        if (SAMPLES.has(nameOf(expr.callee)) || keywordOf(expr, 'nrows') !== null) return true;
        if (expr.callee.kind === 'attribute' && SAME.test(expr.callee.name)) return again(expr.callee.base);
        return false;
      case 'attribute':
        return again(expr.base);
      case 'opaque':
        return !allRows(statement, expr);
      case 'list':
      case 'literal':
        return true;
      case 'name': {
        const resolution = this.scope.names.resolve(expr.name, viewpoint(expr.name, statement, expr.span));
        if (resolution.kind !== 'definition') return false;
        const { written, statement: where } = resolution.definition;
        const { given } = written;
        if (given.kind === 'value') return this.isSample({ expr: given.value.expr, statement: where }, depth + 1);
        if (given.kind !== 'parameter') return false;
        return this.passed(given, where).some((each) => this.isSample(each, depth + 1));
      }
      case 'index':
      case 'object':
      case 'concat':
      case 'choice':
      case 'nothing':
        return false;
    }
  }
}

/** `data.iloc[:, 1:]`: a part of the columns is still all rows. */
function allRows({ read: { tree } }: PlacedStatement, { span }: Expr): boolean {
  return tree !== null && /\[\s*:\s*,/.test(tree.text.slice(span.start, span.end));
}

function measures({ read: { fragment } }: PlacedStatement, here: (each: Reference) => boolean): boolean {
  return MEASURES.some((name) => fragment.names.get(name)?.references.some(here) === true);
}

function isWithin({ block }: Reference, branching: Branching): boolean {
  for (let at = block; at !== null; at = at.branching.block) if (at.branching === branching) return true;
  return false;
}
