import assert from 'node:assert/strict';
import { apply } from '../../src/model/apply';
import { canonical } from '../../src/model/canonical';
import type { Graph } from '../../src/model/graph';
import type { NewResource, Plain } from '../../src/model/operation';

const EMPTY: Graph = {
  unit: 'a.py',
  unitKind: 'script',
  environment: null,
  resources: new Map(),
  observations: [],
  region: { how: 'absent' },
  generated: false,
};

function graphOf(...resources: readonly Omit<NewResource, 'nameHint' | 'beside'>[]): Graph {
  return apply(
    EMPTY,
    resources.map((resource) => ({ op: 'add', resource: { ...resource, nameHint: resource.id, beside: '' } })),
  );
}

/** A target of an endpoint, with the endpoint's name and the target's id as they are written. */
function scaled(endpointName: Plain | null, id: Plain, endpoint = 'a'): string {
  return canonical(
    graphOf(
      { id: endpoint, type: 'Endpoint', properties: endpointName === null ? {} : { EndpointName: endpointName } },
      { id: 'target', type: 'ScalableTarget', properties: { ResourceId: id } },
    ),
  );
}

const TO_A: Plain = { parts: ['endpoint/', { reference: 'a', attribute: 'EndpointName' }, '/variant/A'] };

describe('the canonical form', () => {
  it('knows no identifiers and no order', () => {
    const one = graphOf({ id: 'a', type: 'Model', properties: {} }, { id: 'b', type: 'LogGroup', properties: {} });
    const other = graphOf({ id: 'x', type: 'LogGroup', properties: {} }, { id: 'y', type: 'Model', properties: {} });
    assert.equal(canonical(one), canonical(other));
  });

  it('tells contents apart', () => {
    assert.notEqual(scaled('orders', 'endpoint/orders/variant/A'), scaled('orders', 'endpoint/orders/variant/B'));
    assert.notEqual(scaled('orders', TO_A), scaled('returns', TO_A));
  });

  it('takes a name for the reference to it inside of a text', () => {
    assert.equal(scaled('orders', TO_A), scaled('orders', 'endpoint/orders/variant/A'));
    assert.notEqual(scaled('orders', TO_A), scaled('orders', 'endpoint/returns/variant/A'));
  });

  it('keeps the reference where nothing is named', () => {
    assert.equal(scaled(null, TO_A), scaled(null, TO_A));
    assert.notEqual(scaled(null, TO_A), scaled(null, 'endpoint//variant/A'));
  });

  it('ends where a name is made of itself', () => {
    const itself: Plain = { parts: ['x-', { reference: 'a', attribute: 'EndpointName' }] };
    assert.match(scaled(itself, TO_A), /ScalableTarget/);
  });
});
