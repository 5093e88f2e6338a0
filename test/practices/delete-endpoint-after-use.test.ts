import assert from 'node:assert/strict';
import type { Observation } from '../../src/model/resource';
import { deleteEndpointAfterUse } from '../../src/practices/deleteEndpointAfterUse';
import { detect, endpointWith, unknown, type Surroundings } from './graphBuilder';

const AT = { file: 'try.py', cell: null, start: 0, end: 1 };
const TRIED: Observation = { kind: 'invocation', resource: 'Endpoint', inLoop: false, at: AT };

type Changes = Parameters<typeof endpointWith>[0];

function found(changes: Changes = {}, around: Surroundings = {}): number {
  const graph = endpointWith({
    unit: 'try.py',
    unitKind: 'script',
    dialect: 'boto3',
    observations: [TRIED],
    ...changes,
  });
  return detect(deleteEndpointAfterUse, graph, around).length;
}

describe('delete-endpoint-after-use', () => {
  it('speaks of an endpoint that is tried and never deleted', () => {
    assert.equal(found(), 1);
    assert.equal(found({ unit: 'try.ipynb', unitKind: 'notebook' }), 1);
  });

  it('adds the deletion, and nothing else', () => {
    const graph = endpointWith({ unit: 'try.py', unitKind: 'script', dialect: 'boto3', observations: [TRIED] });
    const [proposal] = detect(deleteEndpointAfterUse, graph);
    assert.deepEqual(proposal?.ops, [{ op: 'delete', resource: 'Endpoint' }]);
    assert.deepEqual(proposal.pricing, { kind: 'upkeep' });
  });

  const silent: readonly (readonly [string, Changes, Surroundings?])[] = [
    ['a template', { unitKind: 'template', unit: 'a.yaml' }],
    ['an endpoint that nobody tries', { observations: [] }],
    ["another one's request", { observations: [{ ...TRIED, resource: 'Other' }] }],
    ['a request whose endpoint is not known', { observations: [{ ...TRIED, resource: null }] }],
    ['its deletion', { observations: [TRIED, { kind: 'deletion', of: 'Endpoint', resource: 'Endpoint', at: AT }] }],
    [
      'a deletion that may be its own',
      { observations: [TRIED, { kind: 'deletion', of: 'Endpoint', resource: null, at: AT }] },
    ],
    ['being handed on', { observations: [TRIED, { kind: 'handedOn', resource: 'Endpoint', why: 'returned', at: AT }] }],
    ['monitoring', { observations: [TRIED, { kind: 'monitoring', of: 'drift', at: AT }] }],
    [
      'a serverless variant',
      { variant: { InstanceType: null, ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } } },
    ],
    ['a type that is not known', { variant: { InstanceType: unknown('args.type') } }],
    ['local mode', { variant: { InstanceType: 'local' } }],
    ['data capture', { config: { DataCaptureConfig: { EnableCapture: true } } }],
    ['a name for production', { endpoint: { EndpointName: 'orders-prod' } }],
    ['a tag for production', { endpoint: { Tags: [{ Key: 'stage', Value: 'production' }] } }],
    ['a file for production', { unit: 'prod/try.py' }],
    ['a script that deploys', { unit: 'scripts/deploy_orders.py' }],
    ['scaling elsewhere', {}, { workspace: { scalingOf: () => 'possible' } }],
    ['a caller elsewhere', {}, { workspace: { callersOf: () => [{ kind: 'code', file: 'app.py' }] } }],
    ['a watch elsewhere', {}, { workspace: { watchOf: () => 'certain' } }],
  ];
  for (const [what, changes, around] of silent)
    it(`is silent because of ${what}`, () => {
      assert.equal(found(changes, around), 0);
    });

  it("is not kept from speaking by another endpoint's deletion, or by callers that can't be told", () => {
    assert.equal(found({ observations: [TRIED, { kind: 'deletion', of: 'Endpoint', resource: 'Other', at: AT }] }), 1);
    assert.equal(found({ observations: [TRIED, { kind: 'deletion', of: 'Model', resource: null, at: AT }] }), 1);
    assert.equal(found({}, { workspace: { callersOf: () => null } }), 1);
  });
});
