import assert from 'node:assert/strict';
import { dataCaptureSampling } from '../../src/practices/dataCaptureSampling';
import { detect, endpointWith, parts, referenceTo, unknown, type Written } from './graphBuilder';

const AT = { file: 'a.yaml', cell: null, start: 0, end: 1 };
const BUCKET = { type: 'Bucket', properties: {} } as const;

function subjects(
  capture: { readonly [key: string]: Written },
  changes: Parameters<typeof endpointWith>[0] = {},
): string[] {
  const graph = endpointWith({ config: { DataCaptureConfig: capture }, ...changes });
  return detect(dataCaptureSampling, graph).map((each) => each.subject);
}

describe('data-capture-sampling', () => {
  const inBucket = (rest: string): Written => parts('s3://', referenceTo('Bucket'), rest);

  it('speaks of all requests, and of a bucket without a rule', () => {
    const both = { EnableCapture: true, InitialSamplingPercentage: 100, DestinationS3Uri: inBucket('/capture') };
    assert.deepEqual(subjects(both, { resources: { Bucket: BUCKET } }), [
      'InitialSamplingPercentage 100 → 20',
      'no lifecycle rule for captured data → expires',
    ]);
  });

  it('takes capture for on where nobody says, as the API does', () => {
    assert.equal(subjects({ InitialSamplingPercentage: '100' }).length, 1);
  });

  it('replaces a configuration that has a fixed name', () => {
    const graph = endpointWith({
      config: { EndpointConfigName: 'claims', DataCaptureConfig: { InitialSamplingPercentage: 100 } },
    });
    const [proposal] = detect(dataCaptureSampling, graph);
    assert.deepEqual(
      proposal?.ops.map((op) => op.op),
      ['set', 'rename'],
    );
    assert.equal(proposal.preferred, false);
  });

  it('writes no rule for a capture without a prefix that is known', () => {
    for (const uri of [inBucket(''), inBucket('/'), parts('s3://', referenceTo('Bucket'), '/', unknown('Stage'))]) {
      const graph = endpointWith({
        config: { DataCaptureConfig: { InitialSamplingPercentage: 9, DestinationS3Uri: uri } },
        resources: { Bucket: BUCKET },
      });
      const [proposal] = detect(dataCaptureSampling, graph);
      assert.deepEqual(proposal?.ops, []);
      assert.ok(proposal.recipe);
    }
  });

  it('is silent about samples, what is off or not known, a baseline, and buckets with a rule or elsewhere', () => {
    assert.deepEqual(subjects({ InitialSamplingPercentage: 99 }), []);
    assert.deepEqual(subjects({ EnableCapture: false, InitialSamplingPercentage: 100 }), []);
    assert.deepEqual(subjects({ EnableCapture: unknown('On'), InitialSamplingPercentage: 100 }), []);
    assert.deepEqual(subjects({ InitialSamplingPercentage: unknown('Share') }), []);
    assert.deepEqual(
      subjects(
        { InitialSamplingPercentage: 100 },
        { observations: [{ kind: 'baseline', name: 'suggest_baseline', at: AT }] },
      ),
      [],
    );
    const captured = { InitialSamplingPercentage: 9, DestinationS3Uri: inBucket('/c') };
    const ruled = { type: 'Bucket', properties: { LifecycleConfiguration: unknown('Rules') } } as const;
    assert.deepEqual(subjects(captured, { resources: { Bucket: ruled } }), []);
    assert.deepEqual(subjects(captured), []);
  });
});
