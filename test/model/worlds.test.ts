import assert from 'node:assert/strict';
import { plainContent } from '../../src/model/graph';
import { graphIn, valueIn, worldsOf } from '../../src/model/worlds';
import type { Resource } from '../../src/model/resource';
import { graphOf, parts, valueOf, type Written } from '../practices/graphBuilder';

const NOWHERE = { file: '', cell: null, start: 0, end: 0 };

function oneOf(condition: string, ...branches: Written[]): { readonly value: ReturnType<typeof valueOf> } {
  return { value: { kind: 'oneOf', condition, branches: branches.map(valueOf), usedAt: NOWHERE } };
}

function resources(properties: { readonly [key: string]: Written }, more: Partial<Resource> = {}): Resource[] {
  const [resource] = graphOf({ resources: { A: { type: 'EndpointConfig', properties } } }).resources.values();
  assert.ok(resource);
  return [{ ...resource, ...more }];
}

const shown = (worlds: ReturnType<typeof worldsOf>): unknown => worlds?.map((world) => Object.fromEntries(world));

describe('Worlds', () => {
  it('without a choice there is one', () => {
    assert.deepEqual(shown(worldsOf(resources({ a: 1 }))), [{}]);
  });

  it('one choice twice is one choice; choices within choices count', () => {
    assert.deepEqual(shown(worldsOf(resources({ a: oneOf('c', 1, 2), b: [{ x: oneOf('c', 3, null) }] }))), [
      { c: 0 },
      { c: 1 },
    ]);
    assert.deepEqual(
      shown(worldsOf(resources({ a: oneOf('c', oneOf('d', 1, 2), 3), t: parts('x', oneOf('c', 'y', 'z')) }))),
      [
        { c: 0, d: 0 },
        { c: 0, d: 1 },
        { c: 1, d: 0 },
        { c: 1, d: 1 },
      ],
    );
  });

  it('too many are not judged one by one', () => {
    const choices = (count: number): { [key: string]: Written } =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, oneOf(`c${index}`, 1, 2)]));
    assert.equal(worldsOf(resources(choices(4)))?.length, 16);
    assert.equal(worldsOf(resources(choices(5))), null);
  });

  it('a value in a world has its choices made; what is absent there is gone', () => {
    const value = valueOf({ a: oneOf('c', 1, null), b: [oneOf('c', null, 'x'), 'y'], d: oneOf('other', 1, 2) });
    const d = { oneOf: 'other', branches: [1, 2] };
    assert.deepEqual(plainContent(valueIn(new Map([['c', 0]]), value)), { a: 1, b: ['y'], d });
    assert.deepEqual(plainContent(valueIn(new Map([['c', 1]]), value)), { b: ['x', 'y'], d });
    assert.deepEqual(plainContent(valueIn(new Map([['c', 7]]), valueOf(oneOf('c', 1, 2)))), {
      oneOf: 'c',
      branches: [1, 2],
    });
  });

  it('a resource is there only where its condition says so', () => {
    const [resource] = resources({ a: oneOf('c', 1, 2) }, { existsIf: { condition: 'c', branch: 1 } });
    assert.ok(resource);
    const graph = { ...graphOf({ resources: {} }), resources: new Map([['A', resource]]) };
    assert.deepEqual(shown(worldsOf([resource])), [{ c: 0 }, { c: 1 }]);
    assert.equal(graphIn(new Map([['c', 0]]), graph).resources.size, 0);
    const there = graphIn(new Map([['c', 1]]), graph).resources.get('A');
    assert.deepEqual(there && plainContent(there.properties), { a: 2 });
    assert.equal(there?.existsIf, undefined);
    assert.deepEqual(graphIn(new Map([['d', 0]]), graph).resources.get('A')?.existsIf, { condition: 'c', branch: 1 });
    assert.equal(graphIn(new Map(), graph), graph);
  });

  it('a condition around all properties chooses them at once', () => {
    const choice = oneOf('c', { a: 1 }, { b: 2 }).value;
    assert.ok(choice.kind === 'oneOf');
    const [resource] = resources({ a: oneOf('c', 1, null), b: oneOf('c', null, 2) }, { choice });
    assert.ok(resource);
    const graph = { ...graphOf({ resources: {} }), resources: new Map([['A', resource]]) };
    const chosen = graphIn(new Map([['c', 1]]), graph).resources.get('A');
    assert.deepEqual(chosen && plainContent(chosen.properties), { b: 2 });
    assert.equal(chosen?.choice, undefined);
  });
});
