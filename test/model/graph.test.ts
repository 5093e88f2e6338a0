import assert from 'node:assert/strict';
import {
  alarmsOf,
  configOf,
  containersOf,
  endpointsOf,
  modelOf,
  pointedAt,
  policiesOf,
  property,
  regionOf,
  sameContent,
  sameNameKey,
  scalableTargetsOf,
  scaledVariant,
} from '../../src/model/graph';
import type { Graph } from '../../src/model/graph';
import type { Resource } from '../../src/model/resource';
import { ABSENT, asBoolean, asNumber, asString, isKnown, known, valueAt } from '../../src/model/value';
import { graphOf, parts, referenceTo, unknown, valueOf, type Written } from '../practices/graphBuilder';

function resource(graph: Graph, id: string): Resource {
  const found = graph.resources.get(id);
  assert.ok(found, id);
  return found;
}

function scaling(resourceId: Written): Graph {
  return graphOf({
    resources: {
      Config: { type: 'EndpointConfig', properties: { EndpointConfigName: 'config' } },
      Endpoint: { type: 'Endpoint', properties: { EndpointName: 'fraud', EndpointConfigName: 'config' } },
      Target: { type: 'ScalableTarget', properties: { ResourceId: resourceId } },
      Policy: { type: 'ScalingPolicy', properties: { ScalingTarget: referenceTo('Target') } },
      Other: { type: 'ScalingPolicy', properties: {} },
      Alarm: { type: 'Alarm', properties: { AlarmActions: [referenceTo('Policy')] } },
    },
  });
}

describe('The graph', () => {
  it('a reference, and the same written name, point at a resource', () => {
    for (const name of [
      referenceTo('Config', 'EndpointConfigName'),
      'config',
      parts(referenceTo('Config')),
      parts('config'),
    ]) {
      const graph = graphOf({
        resources: {
          Config: { type: 'EndpointConfig', properties: { EndpointConfigName: 'config' } },
          Endpoint: { type: 'Endpoint', properties: { EndpointConfigName: name } },
        },
      });
      assert.equal(configOf(graph, resource(graph, 'Endpoint'))?.id, 'Config');
      assert.deepEqual(
        endpointsOf(graph, resource(graph, 'Config')).map((each) => each.id),
        ['Endpoint'],
      );
    }
  });

  it('of one name twice the last one stands', () => {
    const config = { type: 'EndpointConfig' as const, properties: { EndpointConfigName: 'config' } };
    const graph = graphOf({
      resources: { A: config, B: config, E: { type: 'Endpoint', properties: { EndpointConfigName: 'config' } } },
    });
    assert.equal(configOf(graph, resource(graph, 'E'))?.id, 'B');
  });

  it('a reference to another type, or to nothing, points at nothing', () => {
    const graph = scaling('x');
    assert.equal(pointedAt(graph, 'Endpoint', valueOf(referenceTo('Config'))), null);
    assert.equal(pointedAt(graph, 'Endpoint', valueOf(referenceTo('Nobody'))), null);
    assert.equal(pointedAt(graph, 'Endpoint', ABSENT), null);
  });

  it('names are the same where they surely are', () => {
    const same = (a: Written, b: Written): boolean => sameNameKey(valueOf(a)) === sameNameKey(valueOf(b));
    assert.ok(same(1, '1'));
    assert.ok(same(unknown('Name'), unknown('Name')));
    assert.ok(same(parts('a', unknown('Name')), parts('a', unknown('Name'))));
    assert.ok(!same(unknown('Name'), 'Name'));
    assert.ok(!same(parts('a', 'b'), parts('ab')));
    assert.equal(sameNameKey(valueOf(unknown())), null);
    assert.equal(sameNameKey(valueOf(parts('a', unknown()))), null);
    assert.equal(sameNameKey(valueOf([])), null);
  });

  for (const [name, id, expected] of [
    ['text', 'endpoint/fraud/variant/blue', { endpoint: 'Endpoint', endpointName: 'fraud', variantName: 'blue' }],
    [
      'a reference',
      parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/blue'),
      { endpoint: 'Endpoint', endpointName: null, variantName: 'blue' },
    ],
    [
      'an unknown variant',
      parts('endpoint/fraud/variant/', unknown('V')),
      { endpoint: 'Endpoint', endpointName: 'fraud', variantName: null },
    ],
    [
      'a name in parts',
      parts('endpoint/', 'fr', 'aud', '/variant/blue'),
      { endpoint: 'Endpoint', endpointName: 'fraud', variantName: 'blue' },
    ],
    [
      'an endpoint elsewhere',
      'endpoint/other/variant/blue',
      { endpoint: null, endpointName: 'other', variantName: 'blue' },
    ],
    ['nothing known', unknown('Id'), { endpoint: null, endpointName: null, variantName: null }],
    ['another service', 'table/fraud', null],
  ] as const)
    it(`a scaling target names its variant: ${name}`, () => {
      const graph = scaling(id);
      const scaled = scaledVariant(graph, resource(graph, 'Target'));
      assert.deepEqual(scaled && { ...scaled, endpoint: scaled.endpoint?.id ?? null }, expected);
    });

  it('targets, policies and alarms hang on their endpoint', () => {
    const graph = scaling('endpoint/fraud/variant/blue');
    const ids = (found: readonly Resource[]): string[] => found.map((each) => each.id);
    const endpoint = resource(graph, 'Endpoint');
    assert.deepEqual(ids(scalableTargetsOf(graph, endpoint, 'blue')), ['Target']);
    assert.deepEqual(ids(scalableTargetsOf(graph, endpoint, null)), ['Target']);
    assert.deepEqual(ids(scalableTargetsOf(graph, endpoint, 'green')), []);
    assert.deepEqual(ids(policiesOf(graph, resource(graph, 'Target'))), ['Policy']);
    assert.deepEqual(ids(alarmsOf(graph, resource(graph, 'Policy'))), ['Alarm']);
    assert.deepEqual(ids(alarmsOf(graph, resource(graph, 'Other'))), []);
  });

  it('a model lists its containers in one of two ways', () => {
    const container = { Image: 'i' };
    const graph = graphOf({
      resources: {
        One: { type: 'Model', properties: { ModelName: 'one', PrimaryContainer: container } },
        Two: { type: 'Model', properties: { Containers: [container, container] } },
        None: { type: 'Model', properties: {} },
      },
    });
    const paths = (id: string): unknown => containersOf(resource(graph, id)).map((each) => each.path);
    assert.deepEqual(paths('One'), [['PrimaryContainer']]);
    assert.deepEqual(paths('Two'), [
      ['Containers', 0],
      ['Containers', 1],
    ]);
    assert.deepEqual(paths('None'), []);
    assert.equal(modelOf(graph, valueOf({ ModelName: 'one' }))?.id, 'One');
  });

  it("a resource's own Region goes before the unit's", () => {
    const graph = scaling('x');
    const own = {
      ...resource(graph, 'Config'),
      region: { how: 'unresolved' as const, why: 'w', decidedBy: null, usedAt: null },
    };
    assert.equal(known(regionOf(graph, resource(graph, 'Config'))), 'us-east-1');
    assert.equal(regionOf(graph, own).how, 'unresolved');
  });
});

describe('Values', () => {
  it('are found by path; what may hold more is unresolved where something is missing', () => {
    const value = valueOf({ a: [{ b: 1 }], c: 'text' });
    assert.equal(known(asNumber(valueAt(value, ['a', 0, 'b']))), 1);
    for (const path of [['x'], ['a', 1], ['a', 'b'], ['c', 'd']]) assert.equal(valueAt(value, path).kind, 'absent');
    const open = value.kind === 'object' ? { ...value, open: 'why' } : value;
    assert.deepEqual([valueAt(open, ['x']).kind, valueAt(open, ['c']).kind], ['unresolved', 'scalar']);
    assert.equal(valueAt(valueOf(unknown('P')), ['a', 'b']).kind, 'unresolved');
  });

  it('are viewed as texts, numbers and truths', () => {
    assert.equal(known(asString(valueOf(2))), '2');
    assert.equal(known(asNumber(valueOf('2'))), 2);
    assert.equal(known(asBoolean(valueOf('True'))), true);
    for (const value of ['', 'two', true]) assert.equal(isKnown(asNumber(valueOf(value))), false);
    for (const value of ['no', 1]) assert.equal(isKnown(asBoolean(valueOf(value))), false);
    for (const value of [[], {}, referenceTo('x'), parts('a', referenceTo('x'))])
      assert.equal(asString(valueOf(value)).how, 'unresolved');
    assert.equal(asString(ABSENT).how, 'absent');
  });

  it('a choice is viewed as all it may be, and as unresolved where a branch is', () => {
    const choice = (...branches: Written[]): Written => ({
      value: {
        kind: 'oneOf',
        condition: 'c',
        branches: branches.map(valueOf),
        usedAt: { file: '', cell: null, start: 0, end: 0 },
      },
    });
    const view = asNumber(valueOf(choice(1, choice('2', null))));
    assert.deepEqual(view.how === 'oneOf' && view.values, [1, 2]);
    assert.equal(asNumber(valueOf(choice(1, 'two'))).how, 'unresolved');
  });

  it('are equal in content wherever they are written', () => {
    const moved = { ...valueOf('a'), usedAt: { file: 'b', cell: 3, start: 9, end: 10 } };
    assert.ok(sameContent(valueOf({ x: ['a'], y: 1 }), valueOf({ y: 1, x: [{ value: moved }] })));
    assert.ok(!sameContent(valueOf(1), valueOf('1')));
    assert.ok(
      sameContent(
        property(
          graphOf({ resources: { A: { type: 'Model', properties: { a: 1 } } } }).resources.get('A') as Resource,
          'b',
        ),
        ABSENT,
      ),
    );
  });
});
