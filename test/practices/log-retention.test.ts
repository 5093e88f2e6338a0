import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import { apply } from '../../src/model/apply';
import type { Observation } from '../../src/model/resource';
import { violationsOf } from '../../src/model/validity';
import { acceptedDays, logRetention } from '../../src/practices/logRetention';
import {
  detect,
  endpointWith,
  graphOf,
  open,
  parts,
  referenceTo,
  unknown,
  type Surroundings,
  type Written,
  type WrittenGraph,
} from './graphBuilder';

const group = (
  properties: { readonly [key: string]: Written } | ReturnType<typeof open>,
  more: Partial<WrittenGraph> & { readonly logicalName?: string } = {},
): WrittenGraph => {
  const { logicalName, ...rest } = more;
  return {
    ...rest,
    resources: { Logs: { type: 'LogGroup', properties, ...(logicalName === undefined ? {} : { logicalName }) } },
  };
};
const NAMED = { LogGroupName: '/aws/sagemaker/Endpoints/churn' };
const AT = { file: 'unit', cell: null, start: 0, end: 1 };

describe('log-retention', () => {
  it('sets the retention of a group that has none', () => {
    const [proposal, ...others] = detect(logRetention, group(NAMED));
    assert.deepEqual(others, []);
    assert.deepEqual(proposal?.ops, [{ op: 'set', resource: 'Logs', path: ['RetentionInDays'], value: 30 }]);
    assert.equal(proposal.grade, 'certain');
    assert.equal(proposal.deployment, null);
    assert.equal(proposal.subject, 'no log retention → 30 days');
    assert.deepEqual(proposal.pricing, { kind: 'logStorage' });
  });

  it('keeps as many days as the settings say, or the next number that is accepted', () => {
    const days = (retentionDays: number): unknown =>
      detect(logRetention, group(NAMED), { retentionDays })[0]?.changes.retentionInDays;
    assert.equal(days(90), 90);
    assert.equal(days(45), 60);
    assert.equal(acceptedDays(10_000), 3653);
    for (const wanted of [1, 2, 31, 366, 3653]) {
      const written = group(NAMED);
      const [proposal] = detect(logRetention, written, { retentionDays: wanted });
      const after = apply(graphOf(written), proposal?.ops ?? []);
      assert.deepEqual(
        violationsOf(after, (type, use) => catalogue.accepts(type, use)),
        [],
      );
    }
  });

  it('knows a group without a name of its own, and one whose name is put together', () => {
    assert.equal(detect(logRetention, group({})).length, 1);
    const name = parts('/aws/lambda/', unknown('Function'));
    assert.equal(detect(logRetention, group({ LogGroupName: name })).length, 1);
  });

  describe('is silent', () => {
    const silent: Readonly<Record<string, WrittenGraph>> = {
      'where a retention is set': group({ ...NAMED, RetentionInDays: 365 }),
      'where a parameter decides it': group({ ...NAMED, RetentionInDays: unknown('Retention') }),
      'where the group may hold more than is seen': group(open(NAMED)),
      'where the name says audit': group({ LogGroupName: '/acme/audit/inference' }),
      'where the logical name says compliance': group(NAMED, { logicalName: 'ComplianceLogs' }),
      'where a tag says audit': group({ ...NAMED, Tags: [{ Key: 'purpose', Value: 'audit' }] }),
      'of the class DELIVERY': group({ ...NAMED, LogGroupClass: 'DELIVERY' }),
      'where a later call sets it': group(NAMED, {
        observations: [{ kind: 'retentionSet', resource: 'Logs', at: AT }],
      }),
      'where a later call may set it': group(NAMED, {
        observations: [{ kind: 'retentionSet', resource: null, at: AT }],
      }),
      "where calls on log groups can't be followed": group(NAMED, {
        observations: [{ kind: 'unfollowed', type: 'LogGroup', why: 'in a loop', at: AT }],
      }),
    };
    for (const [when, written] of Object.entries(silent))
      it(when, () => {
        assert.deepEqual(detect(logRetention, written), []);
      });

    it('in a workspace with no SageMaker in it', () => {
      assert.deepEqual(detect(logRetention, group(NAMED), { workspace: { usesSageMaker: false } }), []);
    });

    it("but not where only a part of a word says it, or another group's retention is set", () => {
      assert.equal(detect(logRetention, group({ LogGroupName: '/acme/auditorium' })).length, 1);
      const other: Observation = { kind: 'retentionSet', resource: 'Other', at: AT };
      assert.equal(detect(logRetention, group(NAMED, { observations: [other] })).length, 1);
    });
  });

  describe('an endpoint whose group nobody declares', () => {
    const around: Surroundings = { workspace: { logGroupOf: () => 'none' } };
    const endpoint = (name: Written, groupName?: Written): WrittenGraph =>
      endpointWith({
        endpoint: { EndpointName: name },
        ...(groupName === undefined
          ? {}
          : { resources: { Logs: { type: 'LogGroup', properties: { LogGroupName: groupName, RetentionInDays: 7 } } } }),
      });

    it('is told in the report only, with a snippet in place of an edit', () => {
      const [proposal, ...others] = detect(logRetention, endpoint('churn'), around);
      assert.deepEqual(others, []);
      assert.equal(proposal?.visibility, 'report');
      assert.deepEqual(proposal.ops, []);
      assert.match(
        proposal.recipe?.snippets.cloudformation ?? '',
        /LogGroupName: \/aws\/sagemaker\/Endpoints\/churn\n/,
      );
    });

    it('is not told where it is declared, or may be', () => {
      assert.deepEqual(detect(logRetention, endpoint('churn', '/aws/sagemaker/Endpoints/churn'), around), []);
      const byReference = parts('/aws/sagemaker/Endpoints/', referenceTo('Endpoint', 'EndpointName'));
      assert.deepEqual(detect(logRetention, endpoint('churn', byReference), around), []);
      assert.deepEqual(detect(logRetention, endpoint('churn', unknown('LogGroupName')), around), []);
      assert.equal(detect(logRetention, endpoint('churn', '/aws/sagemaker/Endpoints/other'), around).length, 1);
    });

    it('is not told where the workspace declares it, may do so, or has not been looked at', () => {
      for (const found of ['possible', 'certain'] as const)
        assert.deepEqual(detect(logRetention, endpoint('churn'), { workspace: { logGroupOf: () => found } }), []);
      assert.deepEqual(detect(logRetention, endpoint('churn')), []);
    });

    it("is not told of a notebook's", () => {
      assert.deepEqual(detect(logRetention, { ...endpoint('churn'), unitKind: 'notebook' }, around), []);
    });
  });
});
