import assert from 'node:assert/strict';
import fc from 'fast-check';
import { apply, namedByText, valueOf } from '../../src/model/apply';
import { canonical } from '../../src/model/canonical';
import { plainContent, property } from '../../src/model/graph';
import type { Graph } from '../../src/model/graph';
import type { NewResource, Op, Plain } from '../../src/model/operation';
import type { Path } from '../../src/model/value';
import { graphOf, parts, referenceTo } from '../practices/graphBuilder';

const graph = graphOf({
  resources: {
    Model: { type: 'Model', properties: { ModelName: 'm' } },
    Config: {
      type: 'EndpointConfig',
      dialect: 'boto3',
      properties: {
        EndpointConfigName: 'config',
        ProductionVariants: [
          { VariantName: 'A', ModelName: 'm', InstanceType: 'ml.m5.large' },
          { VariantName: 'B', ModelName: 'm' },
        ],
      },
    },
    Endpoint: { type: 'Endpoint', properties: { EndpointName: 'fraud', EndpointConfigName: 'config' } },
    Target: { type: 'ScalableTarget', properties: { ResourceId: 'endpoint/fraud/variant/A' } },
    Component: { type: 'InferenceComponent', properties: { EndpointName: 'fraud', Specification: { ModelName: 'm' } } },
    Job: { type: 'TransformJob', properties: { ModelName: 'm' } },
  },
});

const set = (path: Path, value: Plain, resource = 'Config'): Op => ({ op: 'set', resource, path, value });
const unset = (path: Path, resource = 'Config'): Op => ({ op: 'unset', resource, path });

function content(after: Graph, id = 'Config'): unknown {
  const resource = after.resources.get(id);
  return resource && plainContent(resource.properties);
}

const VARIANTS = ['ProductionVariants'];

describe('Applying changes', () => {
  it('sets a value, and makes the objects on the way', () => {
    const after = apply(graph, [
      set([...VARIANTS, 0, 'InstanceType'], 'ml.c7g.large'),
      set(['DataCaptureConfig', 'CaptureOptions', 0, 'CaptureMode'], 'Input'),
    ]);
    assert.deepEqual(content(after), {
      EndpointConfigName: 'config',
      ProductionVariants: [
        { VariantName: 'A', ModelName: 'm', InstanceType: 'ml.c7g.large' },
        { VariantName: 'B', ModelName: 'm' },
      ],
      DataCaptureConfig: { CaptureOptions: [{ CaptureMode: 'Input' }] },
    });
    assert.equal(canonical(apply(graph, [])), canonical(graph));
  });

  it('deletes by a call: the declaration stays, and the deletion is part of what the graph means', () => {
    const after = apply(graph, [{ op: 'delete', resource: 'Endpoint' }]);
    assert.deepEqual([...after.resources.keys()], [...graph.resources.keys()]);
    assert.deepEqual(
      after.observations.map((each) => each.kind === 'deletion' && [each.of, each.resource]),
      [['Endpoint', 'Endpoint']],
    );
    assert.notEqual(canonical(after), canonical(graph));
    assert.notEqual(canonical(after), canonical(apply(graph, [{ op: 'delete', resource: 'Model' }])));
    assert.equal(canonical(apply(graph, [{ op: 'delete', resource: 'Job' }])), canonical(graph));
  });

  it('leaves the graph that it is given as it is', () => {
    const before = canonical(graph);
    apply(graph, [set([...VARIANTS, 0], { properties: {} }), unset(VARIANTS), { op: 'remove', resource: 'Model' }]);
    assert.equal(canonical(graph), before);
  });

  it('takes out entries and items', () => {
    assert.deepEqual(content(apply(graph, [unset([...VARIANTS, 0]), unset([...VARIANTS, 0, 'ModelName'])])), {
      EndpointConfigName: 'config',
      ProductionVariants: [{ VariantName: 'B' }],
    });
  });

  it('taking out what is not there changes nothing, not even on the way to it', () => {
    for (const path of [
      ['Tags'],
      ['AsyncInferenceConfig', 'OutputConfig'],
      [...VARIANTS, 7],
      [...VARIANTS, 0, 'ServerlessConfig', 'MaxConcurrency'],
    ])
      assert.equal(canonical(apply(graph, [unset(path)])), canonical(graph), path.join('.'));
  });

  it('an index behind the end appends', () => {
    const after = apply(graph, [set([...VARIANTS, 9, 'VariantName'], 'C')]);
    const config = after.resources.get('Config');
    assert.ok(config);
    assert.deepEqual(plainContent(property(config, ...VARIANTS, 2)), { VariantName: 'C' });
  });

  it('a resource that is not there is left alone', () => {
    for (const op of [
      set(['a'], 1, 'Nobody'),
      unset(['a'], 'Nobody'),
      { op: 'remove', resource: 'Nobody' },
      { op: 'rename', resource: 'Nobody', name: 'x' },
    ] as Op[])
      assert.equal(canonical(apply(graph, [op])), canonical(graph));
  });

  it('a new resource speaks the dialect of the one that it stands beside', () => {
    const added: NewResource = {
      id: 'new',
      type: 'LogGroup',
      nameHint: 'Logs',
      beside: 'Config',
      properties: { RetentionInDays: 30 },
    };
    const resource = apply(graph, [{ op: 'add', resource: added }]).resources.get('new');
    assert.deepEqual([resource?.dialect, resource?.type, resource?.logicalName], ['boto3', 'LogGroup', 'Logs']);
    assert.equal(
      apply(graph, [
        { op: 'add', resource: added },
        { op: 'remove', resource: 'new' },
      ]).resources.has('new'),
      false,
    );
  });

  it('plain values become values', () => {
    const plain: Plain = {
      properties: {
        placeholder: { placeholder: 70, note: 'n' },
        reference: { reference: 'Endpoint', attribute: 'EndpointName' },
        text: { parts: ['a/', { reference: 'Endpoint', attribute: 'Ref' }] },
        list: { items: [1, true] },
      },
    };
    assert.deepEqual(plainContent(valueOf(plain)), {
      placeholder: 70,
      reference: { reference: 'Endpoint' },
      text: { parts: ['a/', { reference: 'Endpoint' }] },
      list: [1, true],
    });
  });

  it('a rename is followed by all who write the name', () => {
    const text = (after: Graph, id: string, ...path: Path): unknown => {
      const resource = after.resources.get(id);
      return resource && plainContent(property(resource, ...path));
    };
    const configs = apply(graph, [{ op: 'rename', resource: 'Config', name: 'config-v2' }]);
    assert.deepEqual(
      [text(configs, 'Config', 'EndpointConfigName'), text(configs, 'Endpoint', 'EndpointConfigName')],
      ['config-v2', 'config-v2'],
    );
    const models = apply(graph, [{ op: 'rename', resource: 'Model', name: 'm-v2' }]);
    for (const [id, ...path] of [
      ['Config', ...VARIANTS, 0, 'ModelName'],
      ['Config', ...VARIANTS, 1, 'ModelName'],
      ['Component', 'Specification', 'ModelName'],
      ['Job', 'ModelName'],
    ] as [string, ...Path][])
      assert.equal(text(models, id, ...path), 'm-v2', id);
    const endpoints = apply(graph, [{ op: 'rename', resource: 'Endpoint', name: 'fraud-v2' }]);
    assert.equal(text(endpoints, 'Target', 'ResourceId'), 'endpoint/fraud-v2/variant/A');
    assert.equal(text(endpoints, 'Component', 'EndpointName'), 'fraud-v2');
  });

  it('who refers to a resource, or names another one, does not follow its name', () => {
    const others = graphOf({
      resources: {
        Config: { type: 'EndpointConfig', properties: { EndpointConfigName: 'config' } },
        Endpoint: { type: 'Endpoint', properties: { EndpointConfigName: referenceTo('Config') } },
        Second: { type: 'Endpoint', properties: { EndpointConfigName: 'config-two' } },
        Nameless: { type: 'Model', properties: {} },
        Target: { type: 'ScalableTarget', properties: { ResourceId: parts('endpoint/', referenceTo('Endpoint')) } },
      },
    });
    for (const resource of others.resources.values()) assert.deepEqual(namedByText(others, resource, 'new'), []);
  });
});

describe('Canonical form', () => {
  it('ids, order, places and the kinds of scalars play no part', () => {
    const one = graphOf({
      resources: {
        a: { type: 'Model', properties: { N: 1 } },
        b: { type: 'Endpoint', properties: { M: referenceTo('a'), T: parts('x', 'y', referenceTo('a')) } },
      },
    });
    const two = graphOf({
      resources: {
        q: { type: 'Endpoint', properties: { T: parts('xy', referenceTo('p'), ''), M: referenceTo('p') } },
        p: { type: 'Model', properties: { N: '1' } },
      },
    });
    assert.equal(canonical(one), canonical(two));
  });

  it('what a reference points at plays its part', () => {
    const to = (model: string): string =>
      canonical(
        graphOf({
          resources: {
            a: { type: 'Model', properties: { N: 1 } },
            b: { type: 'Model', properties: { N: 2 } },
            e: { type: 'Endpoint', properties: { M: referenceTo(model) } },
          },
        }),
      );
    assert.notEqual(to('a'), to('b'));
    assert.notEqual(to('a'), to('elsewhere'));
  });

  it('resources that refer to each other end', () => {
    const ring = graphOf({
      resources: {
        a: { type: 'Model', properties: { M: referenceTo('b') } },
        b: { type: 'Model', properties: { M: referenceTo('a') } },
      },
    });
    assert.match(canonical(ring), /\(itself\)/);
  });
});

describe('Applying changes, as laws', () => {
  const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string());
  const keys = fc.constantFrom('A', 'B', 'C');
  const path = fc.array(keys, { minLength: 1, maxLength: 3 });

  it('what was set last is what is there', () => {
    fc.assert(
      fc.property(path, scalar, scalar, (at, first, second) => {
        const once = apply(graph, [set(at, second)]);
        assert.equal(canonical(apply(graph, [set(at, first), set(at, second)])), canonical(once));
        const config = once.resources.get('Config');
        assert.deepEqual(config && plainContent(property(config, ...at)), second);
      }),
    );
  });

  it('changes of different entries may be done in any order', () => {
    fc.assert(
      fc.property(path, path, scalar, scalar, (one, two, first, second) => {
        const shorter = Math.min(one.length, two.length);
        fc.pre(one.slice(0, shorter).join() !== two.slice(0, shorter).join());
        const a = apply(graph, [set(one, first), set(two, second)]);
        assert.equal(canonical(a), canonical(apply(graph, [set(two, second), set(one, first)])));
      }),
    );
  });

  it('an entry of its own that is set and taken out leaves nothing', () => {
    fc.assert(
      fc.property(keys, scalar, (key, value) => {
        assert.equal(canonical(apply(graph, [set([key], value), unset([key])])), canonical(graph));
      }),
    );
  });
});
