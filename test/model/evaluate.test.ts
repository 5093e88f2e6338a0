import assert from 'node:assert/strict';
import type { Definition, Meaning, Scope } from '../../src/model/evaluate';
import { evaluate, join, pick } from '../../src/model/evaluate';
import type { Expr, Member, Scalar } from '../../src/model/expression';
import type { Origin, Site, Span } from '../../src/model/origin';
import type { Reader, Value } from '../../src/model/value';
import { plainContent } from '../../src/model/graph';
import { valueIn } from '../../src/model/worlds';

const SITE: Site = { file: 'a.py', cell: 2, base: 100 };
const ELSEWHERE: Site = { file: 'a.py', cell: 0, base: 0 };

const at = (start: number, end = start + 1): Span => ({ start, end });
const placed = (span: Span, site = SITE): Origin => ({
  file: site.file,
  cell: site.cell,
  start: site.base + span.start,
  end: site.base + span.end,
});
const literal = (value: Scalar, span = at(0)): Expr => ({ kind: 'literal', value, span });
const name = (text: string, span = at(0)): Expr => ({ kind: 'name', name: text, span });
const entry = (key: string, value: Expr): Member => ({ kind: 'entry', key, keySpan: at(1), value, span: at(1, 9) });
const object = (...members: Member[]): Expr => ({ kind: 'object', members, span: at(0, 10) });
const list = (...items: Expr[]): Expr => ({ kind: 'list', items, open: false, span: at(0, 10) });

function scopeOf(names: Readonly<Record<string, Meaning>>, decided: Readonly<Record<string, boolean>> = {}): Scope {
  return {
    lookup: (each) => names[each] ?? { kind: 'unbound', why: 'nobody knows', decidedBy: each },
    decide: (condition) => decided[condition],
    interpret: (expr, site) => ({
      kind: 'unresolved',
      why: expr.kind,
      decidedBy: null,
      usedAt: placed(expr.span, site),
    }),
  };
}

function definition(expr: Expr, readers: readonly Reader[] = [], how: Definition['how'] = 'constant'): Definition {
  return { expr, site: ELSEWHERE, how, readers, decidedBy: 'x', allowed: null };
}

function defined(expr: Expr, readers: readonly Reader[] = []): Meaning {
  return { kind: 'definition', definition: definition(expr, readers) };
}

const content = (expr: Expr, scope = scopeOf({})): unknown => plainContent(evaluate(expr, SITE, scope));

describe('Evaluating expressions', () => {
  it('a literal stands in its place, and nobody else reads it', () => {
    const value = evaluate(literal('ml.m5.large', at(3, 14)), SITE, scopeOf({}));
    assert.deepEqual(value, {
      kind: 'scalar',
      how: 'literal',
      value: 'ml.m5.large',
      origin: placed(at(3, 14)),
      usedAt: placed(at(3, 14)),
      readers: [],
      decidedBy: null,
      allowed: null,
    });
  });

  it('a name is used here and written there, with all who read it', () => {
    const readers: Reader[] = [{ origin: placed(at(7)), role: 'value' }];
    const value = evaluate(name('x', at(7)), SITE, scopeOf({ x: defined(literal(2, at(4)), readers) }));
    assert.ok(value.kind === 'scalar');
    assert.deepEqual([value.how, value.decidedBy, value.readers], ['constant', 'x', readers]);
    assert.deepEqual(value.origin, placed(at(4), ELSEWHERE));
    assert.deepEqual(value.usedAt, placed(at(7)));
  });

  it('through two names the readers of both count, but not the way in between', () => {
    const between = at(20);
    const scope = scopeOf({
      outer: defined(name('inner', between), [{ origin: placed(at(1)), role: 'value' }]),
      inner: defined(literal(1, at(30)), [
        { origin: placed(between, ELSEWHERE), role: 'value' },
        { origin: placed(at(40), ELSEWHERE), role: 'display' },
      ]),
    });
    const value = evaluate(name('outer', at(1)), SITE, scope);
    assert.ok(value.kind === 'scalar');
    assert.deepEqual(value.origin, placed(at(30), ELSEWHERE));
    assert.deepEqual(value.readers, [
      { origin: placed(at(1)), role: 'value' },
      { origin: placed(at(40), ELSEWHERE), role: 'display' },
    ]);
  });

  it('whoever reads a list or dictionary reads what is in it', () => {
    const readers: Reader[] = [{ origin: placed(at(7)), role: 'value' }];
    const scope = scopeOf({ x: defined(object(entry('a', list(literal(1)))), readers) });
    const value = evaluate(name('x', at(7)), SITE, scope);
    const inner = value.kind === 'object' ? value.entries.get('a')?.value : undefined;
    const item = inner?.kind === 'list' ? inner.items[0] : undefined;
    assert.deepEqual(item?.kind === 'scalar' ? item.readers : null, readers);
  });

  it('what nobody knows says so, and what would decide it', () => {
    assert.deepEqual(evaluate(name('y', at(5)), SITE, scopeOf({})), {
      kind: 'unresolved',
      why: 'nobody knows',
      decidedBy: 'y',
      usedAt: placed(at(5)),
    });
  });

  it('what is defined by itself ends', () => {
    const scope = scopeOf({ x: defined(name('x')) });
    const value = evaluate(name('x'), SITE, scope);
    assert.deepEqual([value.kind, value.kind === 'unresolved' && value.why], ['unresolved', 'defined by itself']);
  });

  it('texts are joined; what is known only later keeps its place', () => {
    const concat = (...parts: Expr[]): Expr => ({ kind: 'concat', parts, span: at(0, 20) });
    const reference: Value = { kind: 'reference', resource: 'r', attribute: 'Name', usedAt: placed(at(0)) };
    const scope = scopeOf({ x: defined(literal('dev')), r: { kind: 'value', value: reference } });
    assert.equal(content(concat(literal('a-'), name('x'), literal(1)), scope), 'a-dev1');
    assert.deepEqual(content(concat(literal('a-'), name('r')), scope), { parts: ['a-', { reference: 'r' }] });
    const inner = evaluate(concat(literal('a-'), name('r')), SITE, scope);
    assert.deepEqual(plainContent(join([literalValue('b-'), inner], placed(at(0)))), {
      parts: ['b-', 'a-', { reference: 'r' }],
    });
  });

  it('a joined text is found as its least certain part is', () => {
    const scope = scopeOf({ x: { kind: 'definition', definition: definition(literal('dev'), [], 'default') } });
    const value = evaluate({ kind: 'concat', parts: [literal('a'), name('x')], span: at(0) }, SITE, scope);
    assert.deepEqual(value.kind === 'scalar' && [value.how, value.decidedBy], ['default', 'x']);
  });

  describe('conditions', () => {
    const choice: Expr = { kind: 'choice', condition: 'c', then: literal(1), otherwise: literal(2), span: at(0) };

    it('decided, the branch stands alone', () => {
      assert.equal(content(choice, scopeOf({}, { c: true })), 1);
      assert.equal(content(choice, scopeOf({}, { c: false })), 2);
    });

    it('undecided, both stand', () => {
      assert.deepEqual(content(choice), { oneOf: 'c', branches: [1, 2] });
    });

    it('a text with a choice in it is a choice of texts', () => {
      assert.deepEqual(content({ kind: 'concat', parts: [literal('n'), choice], span: at(0) }), {
        oneOf: 'c',
        branches: ['n1', 'n2'],
      });
    });

    it('a name that is assigned in branches is a choice', () => {
      const branches = [definition(literal('a')), definition(literal('b'))];
      const value = evaluate(
        name('x', at(9)),
        SITE,
        scopeOf({ x: { kind: 'branches', condition: 'if 3', definitions: branches } }),
      );
      assert.deepEqual(plainContent(value), { oneOf: 'if 3', branches: ['a', 'b'] });
      assert.ok(value.kind === 'oneOf');
      assert.deepEqual(value.usedAt, placed(at(9)));
      assert.deepEqual(value.branches[0]?.kind === 'scalar' && value.branches[0].usedAt, placed(at(9)));
    });
  });

  describe('objects and lists', () => {
    const nothing: Expr = { kind: 'nothing', span: at(0) };

    it('nothing is no item', () => {
      assert.deepEqual(content(list(literal(1), nothing, literal(2))), [1, 2]);
      assert.deepEqual(content(object(entry('a', nothing), entry('b', literal(1)))), { b: 1 });
    });

    it('a later entry wins, also one that is unpacked', () => {
      const spread = (value: Expr): Member => ({ kind: 'spread', value, span: at(0) });
      const scope = scopeOf({ x: defined(object(entry('a', literal(1)), entry('b', literal(2)))) });
      assert.deepEqual(content(object(entry('a', literal(0)), spread(name('x'))), scope), { a: 1, b: 2 });
      assert.deepEqual(content(object(spread(name('x')), entry('a', literal(0))), scope), { a: 0, b: 2 });
    });

    describe('what is unpacked under a condition', () => {
      const choice = (then: Expr, otherwise: Expr): Expr => ({
        kind: 'choice',
        condition: 'c',
        then,
        otherwise,
        span: at(0),
      });
      const unpacked = (then: Expr, otherwise: Expr): Expr =>
        object(entry('a', literal(0)), entry('b', literal(1)), {
          kind: 'spread',
          value: choice(then, otherwise),
          span: at(0),
        });
      const outcomes = (expr: Expr): unknown[] =>
        [0, 1].map((branch) => plainContent(valueIn(new Map([['c', branch]]), evaluate(expr, SITE, scopeOf({})))));

      it('is there in its outcome, and what it does not set stays', () => {
        const some = object(entry('b', literal(2)), entry('d', literal(3)));
        assert.deepEqual(outcomes(unpacked(some, nothing)), [
          { a: 0, b: 2, d: 3 },
          { a: 0, b: 1 },
        ]);
        assert.deepEqual(outcomes(unpacked(object(), some)), [
          { a: 0, b: 1 },
          { a: 0, b: 2, d: 3 },
        ]);
        assert.deepEqual(outcomes(unpacked(object(entry('d', literal(4))), some)), [
          { a: 0, b: 1, d: 4 },
          { a: 0, b: 2, d: 3 },
        ]);
      });

      it('may be a choice between further ones', () => {
        const inner: Expr = {
          kind: 'choice',
          condition: 'd',
          then: object(entry('b', literal(3))),
          otherwise: nothing,
          span: at(0),
        };
        const value = evaluate(unpacked(object(entry('b', literal(2))), inner), SITE, scopeOf({}));
        const found = [
          [0, 0],
          [1, 0],
          [1, 1],
        ].map(([c = 0, d = 0]) =>
          plainContent(
            valueIn(
              new Map([
                ['c', c],
                ['d', d],
              ]),
              value,
            ),
          ),
        );
        assert.deepEqual(found, [
          { a: 0, b: 2 },
          { a: 0, b: 3 },
          { a: 0, b: 1 },
        ]);
      });

      it('leaves all open where one of the outcomes is not known', () => {
        const value = evaluate(unpacked(object(), name('y')), SITE, scopeOf({}));
        assert.ok(value.kind === 'object' && value.open !== null);
        assert.deepEqual(
          [...value.entries.values()].map((each) => each.value.kind),
          ['unresolved', 'unresolved'],
        );
      });
    });

    it('what is unpacked from the unknown leaves the object open', () => {
      const value = evaluate(object({ kind: 'spread', value: name('y'), span: at(0) }), SITE, scopeOf({}));
      assert.equal(value.kind === 'object' && value.open, 'nobody knows');
    });
  });

  describe('entries and items by key', () => {
    const base = evaluate(object(entry('a', literal(1)), entry('2', literal('two'))), SITE, scopeOf({}));
    const items = evaluate(list(literal('x'), literal('y')), SITE, scopeOf({}));
    const here = placed(at(50));

    it('are found, and are constants that are read here', () => {
      const value = pick(base, literalValue('a'), here);
      assert.ok(value.kind === 'scalar');
      assert.deepEqual([value.value, value.how, value.usedAt], [1, 'constant', here]);
      assert.deepEqual(value.readers, [{ origin: here, role: 'value' }]);
      assert.equal(plainContent(pick(base, literalValue(2), here)), 'two');
      assert.equal(plainContent(pick(items, literalValue(-1), here)), 'y');
    });

    it('a choice of keys is a choice of values', () => {
      const key: Value = {
        kind: 'oneOf',
        condition: 'c',
        branches: [literalValue('a'), literalValue('2')],
        usedAt: here,
      };
      assert.deepEqual(plainContent(pick(base, key, here)), { oneOf: 'c', branches: [1, 'two'] });
    });

    it('what is missing is unresolved', () => {
      assert.equal(pick(base, literalValue('z'), here).kind, 'unresolved');
      assert.equal(pick(items, literalValue(5), here).kind, 'unresolved');
      assert.equal(pick(literalValue('text'), literalValue(0), here).kind, 'unresolved');
      const open: Value = { kind: 'list', items: [literalValue(1)], open: true, origin: here, usedAt: here };
      assert.equal(pick(open, literalValue(-1), here).kind, 'unresolved');
    });
  });
});

function literalValue(value: Scalar): Value {
  return evaluate(literal(value), SITE, scopeOf({}));
}
