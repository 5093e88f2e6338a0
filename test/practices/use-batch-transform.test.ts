import assert from 'node:assert/strict';
import type { Observation } from '../../src/model/resource';
import { hoursBetweenRuns } from '../../src/practices/schedules';
import { useBatchTransform } from '../../src/practices/useBatchTransform';
import { detect, endpointWith, unknown, valueOf } from './graphBuilder';

const AT = { file: 'score.py', cell: null, start: 0, end: 1 };
const ASKED: Observation = { kind: 'invocation', resource: 'Endpoint', inLoop: true, overDataSet: true, at: AT };
const DELETED: Observation = { kind: 'deletion', of: 'Endpoint', resource: 'Endpoint', at: AT };

type Changes = Parameters<typeof endpointWith>[0];

function found(changes: Changes = {}): number {
  const graph = endpointWith({
    unit: 'score.py',
    unitKind: 'script',
    dialect: 'boto3',
    observations: [ASKED, DELETED],
    ...changes,
  });
  return detect(useBatchTransform, graph).length;
}

describe('use-batch-transform', () => {
  it('speaks of an endpoint that is asked for a data set and deleted', () => {
    assert.equal(found(), 1);
    assert.equal(found({ observations: [ASKED, { ...DELETED, resource: null }] }), 1);
  });

  const silent: readonly (readonly [string, Changes])[] = [
    ['no deletion', { observations: [ASKED] }],
    ["another one's deletion", { observations: [ASKED, { ...DELETED, resource: 'Other' }] }],
    ['a loop over something else', { observations: [{ ...ASKED, overDataSet: false }, DELETED] }],
    ["another one's requests", { observations: [{ ...ASKED, resource: 'Other' }, DELETED] }],
    ['requests whose endpoint is not known', { observations: [{ ...ASKED, resource: null }, DELETED] }],
    ['asynchronous inference', { config: { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://a' } } } }],
    ['a type that is not known', { variant: { InstanceType: unknown('type') } }],
    ['a type that Batch Transform does not take', { variant: { InstanceType: 'ml.m6g.large' } }],
    ['a count that is not known', { variant: { InitialInstanceCount: unknown('count') } }],
    ['many models', { container: { Mode: 'MultiModel' } }],
    ['a template without a schedule', { unit: 'a.yaml', unitKind: 'template' }],
  ];
  for (const [what, changes] of silent)
    it(`is silent because of ${what}`, () => {
      assert.equal(found(changes), 0);
    });
});

describe('schedules', () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ['rate(1 day)', 24],
    ['rate(6 hours)', 6],
    ['rate(30 minutes)', 0.5],
    ['cron(15 * * * ? *)', 1],
    ['cron(0 */6 * * ? *)', 6],
    ['cron(0 3 * * ? *)', 24],
    ['cron(0 3 ? * MON *)', 24],
    ['cron(*/10 3 * * ? *)', null],
    ['cron(0 3,4 * * ? *)', null],
    ['cron(0 */7 * * ? *)', null],
    ['at(2027-01-01T00:00:00)', null],
    ['sometimes', null],
  ];
  for (const [expression, hours] of cases)
    it(`knows the least hours between two runs of ${expression}`, () => {
      assert.equal(hoursBetweenRuns(valueOf(expression)), hours);
    });

  it('knows nothing of an expression that is decided elsewhere', () => {
    assert.equal(hoursBetweenRuns(valueOf(unknown('When'))), null);
  });
});
