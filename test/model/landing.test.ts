import assert from 'node:assert/strict';
import type { UnitKind } from '../../src/model/graph';
import { compareLandings, landingOf, type Landing } from '../../src/model/landing';
import type { Op } from '../../src/model/operation';
import type { Path } from '../../src/model/value';
import { graphOf, referenceTo } from '../practices/graphBuilder';
import type { Graph } from '../../src/model/graph';

function endpoint(unitKind: UnitKind = 'template', scaled: string | null = null, serverless = false): Graph {
  return graphOf({
    unitKind,
    resources: {
      Model: { type: 'Model', properties: {} },
      Config: {
        type: 'EndpointConfig',
        properties: {
          ProductionVariants: [
            serverless
              ? { VariantName: 'A', ServerlessConfig: { MemorySizeInMB: 2048 } }
              : { VariantName: 'A', InstanceType: 'ml.m5.large' },
          ],
        },
      },
      Endpoint: { type: 'Endpoint', properties: { EndpointName: 'fraud', EndpointConfigName: referenceTo('Config') } },
      Logs: { type: 'LogGroup', properties: {} },
      ...(scaled === null
        ? {}
        : {
            Target: { type: 'ScalableTarget' as const, properties: { ResourceId: `endpoint/fraud/variant/${scaled}` } },
          }),
    },
  });
}

const set = (resource: string, path: Path): Op => ({ op: 'set', resource, path, value: 1 });
const unset = (resource: string, path: Path): Op => ({ op: 'unset', resource, path });
const VARIANT = ['ProductionVariants', 0];
const type = set('Config', [...VARIANT, 'InstanceType']);
const logs: Op = {
  op: 'add',
  resource: { id: 'n', type: 'LogGroup', nameHint: 'N', beside: 'Endpoint', properties: {} },
};

describe('How changes land', () => {
  for (const [name, graph, ops, landing] of [
    ['no change', endpoint(), [], 'nextDeploy'],
    ['another type', endpoint(), [type], 'newConfiguration'],
    ['another type of a scaled variant', endpoint('template', 'A'), [type], 'deregisterScalingFirst'],
    ['another type of a variant, while another one is scaled', endpoint('template', 'B'), [type], 'newConfiguration'],
    [
      'another type, the scaling goes too',
      endpoint('template', 'A'),
      [type, { op: 'remove', resource: 'Target' }],
      'newConfiguration',
    ],
    [
      'another count of a scaled variant',
      endpoint('template', 'A'),
      [set('Config', [...VARIANT, 'InitialInstanceCount'])],
      'newConfiguration',
    ],
    ['to serverless', endpoint(), [set('Config', [...VARIANT, 'ServerlessConfig'])], 'newEndpoint'],
    [
      'other memory of a serverless variant',
      endpoint('template', null, true),
      [set('Config', [...VARIANT, 'ServerlessConfig', 'MemorySizeInMB'])],
      'newConfiguration',
    ],
    [
      'from serverless',
      endpoint('template', null, true),
      [unset('Config', [...VARIANT, 'ServerlessConfig'])],
      'newEndpoint',
    ],
    ['to asynchronous', endpoint(), [set('Config', ['AsyncInferenceConfig'])], 'newEndpoint'],
    ['data capture', endpoint(), [set('Config', ['DataCaptureConfig'])], 'newConfiguration'],
    ['a new name', endpoint(), [{ op: 'rename', resource: 'Config', name: 'x' }], 'newConfiguration'],
    ['another image', endpoint(), [set('Model', ['PrimaryContainer', 'Image'])], 'newConfiguration'],
    ['a retention', endpoint(), [set('Logs', ['RetentionInDays'])], 'inPlace'],
    ['a new resource', endpoint(), [logs], 'inPlace'],
    ['the hardest of several', endpoint(), [logs, type, set('Config', ['AsyncInferenceConfig'])], 'newEndpoint'],
    [
      'in a notebook nothing runs yet',
      endpoint('notebook', 'A'),
      [type, logs, set('Config', ['AsyncInferenceConfig'])],
      'nextDeploy',
    ],
    ['in a script neither', endpoint('script'), [type], 'nextDeploy'],
    ['of what is not there', endpoint(), [set('Nobody', ['a'])], 'nextDeploy'],
  ] as [string, Graph, Op[], Landing][])
    it(`${name}: ${landing}`, () => {
      assert.equal(landingOf(graph, ops), landing);
    });

  it('the easier comes first', () => {
    const landings: Landing[] = ['newEndpoint', 'inPlace', 'deregisterScalingFirst', 'nextDeploy', 'newConfiguration'];
    assert.deepEqual(landings.sort(compareLandings), [
      'nextDeploy',
      'inPlace',
      'newConfiguration',
      'deregisterScalingFirst',
      'newEndpoint',
    ]);
  });
});
