import assert from 'node:assert/strict';
import { resourcesOf, type Graph } from '../../src/model/graph';
import type { Op } from '../../src/model/operation';

/** Another type for the one configuration, and scaling beside its endpoint: both stand under a condition. */
export function retypedAndScaled(graph: Graph): Op[] {
  const [config] = resourcesOf(graph, 'EndpointConfig');
  const [endpoint] = resourcesOf(graph, 'Endpoint');
  assert.ok(config && endpoint);
  const id = { parts: ['endpoint/', { reference: endpoint.id, attribute: 'EndpointName' }, '/variant/a'] };
  return [
    { op: 'set', resource: config.id, path: ['ProductionVariants', 0, 'InstanceType'], value: 'ml.c7g.xlarge' },
    {
      op: 'add',
      resource: {
        id: 'new',
        type: 'ScalableTarget',
        nameHint: 'Target',
        beside: endpoint.id,
        properties: { ResourceId: id, MinCapacity: 1, MaxCapacity: 2 },
      },
    },
  ];
}

/** What the configuration, its endpoint and their scaling depend on. */
export function existences(graph: Graph): unknown[] {
  return (['EndpointConfig', 'Endpoint', 'ScalableTarget'] as const).map(
    (type) => resourcesOf(graph, type)[0]?.existsIf,
  );
}
