import assert from 'node:assert/strict';
import { orderedCandidates, type Candidate } from '../../src/advisor/ranking';
import { advised, DLC, leadersOf, LMI, TGI, VLLM, type Endpoint } from './endpointTemplate';

const PYTORCH = `${DLC}/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker`;

function rankOf(endpoint: Endpoint, practice: string): string | undefined {
  return advised(endpoint).findings.find((each) => each.practice === practice)?.rank;
}

function subjectsOf(endpoint: Endpoint, practice: string): string[] {
  const found = advised(endpoint).findings.find((each) => each.practice === practice);
  return found?.candidates.map(({ proposal }) => proposal.subject) ?? [];
}

describe('of one practice', () => {
  it('the newest type gives way to the next that saves more than twice as much, at about the same carbon', () => {
    const [first, second] = subjectsOf({ type: 'ml.c5.xlarge', image: PYTORCH }, 'use-graviton');
    assert.deepEqual([first, second], ['ml.c5.xlarge → ml.c7g.xlarge', 'ml.c5.xlarge → ml.c8g.xlarge']);
  });

  it('the newest type leads where it saves at least half', () => {
    const graviton = subjectsOf({ type: 'ml.c4.xlarge', image: PYTORCH }, 'use-graviton');
    assert.deepEqual(graviton.slice(0, 2), ['ml.c4.xlarge → ml.c8g.xlarge', 'ml.c4.xlarge → ml.c7g.xlarge']);
    const newer = subjectsOf({ type: 'ml.c4.xlarge' }, 'newer-generation');
    assert.deepEqual(newer.slice(0, 2), ['ml.c4.xlarge → ml.c7i.xlarge', 'ml.c4.xlarge → ml.c6i.xlarge']);
  });

  it('the newest type leads where it surely emits less than what is cheaper', () => {
    const found = advised({ type: 'ml.c5.xlarge', image: PYTORCH }).findings.find(
      ({ practice }) => practice === 'use-graviton',
    );
    const candidates = found?.candidates ?? [];
    assert.equal(orderedCandidates(candidates)[0]?.proposal.changes['instanceType'], 'ml.c7g.xlarge');
    const dirty = candidates.map((each) =>
      each.proposal.changes['instanceType'] === 'ml.c8g.xlarge' ? each : emitting(each, 2),
    );
    assert.equal(orderedCandidates(dirty)[0]?.proposal.changes['instanceType'], 'ml.c8g.xlarge');
  });
});

/** The candidate, with so many times the carbon afterwards. */
function emitting(candidate: Candidate, times: number): Candidate {
  const { comparison } = candidate;
  const estimated = comparison?.after.footprintPerMonth;
  if (comparison === null || estimated?.known !== true) return candidate;
  const { footprint } = estimated;
  const kgCo2e = { ...footprint.kgCo2e, value: footprint.kgCo2e.value * times };
  const footprintPerMonth = { known: true as const, footprint: { ...footprint, kgCo2e } };
  return { ...candidate, comparison: { ...comparison, after: { ...comparison.after, footprintPerMonth } } };
}

describe('of several practices', () => {
  it('an L4 never leads before an A10G that serves a language model, and may elsewhere', () => {
    for (const image of [TGI, LMI, VLLM])
      assert.equal(rankOf({ type: 'ml.g5.2xlarge', image }, 'newer-generation'), 'alternative');
    assert.equal(rankOf({ type: 'ml.g5.2xlarge' }, 'newer-generation'), 'leading');
  });

  it('one instance in development leads before scaling, and the type is advice of its own', () => {
    const endpoint = { type: 'ml.m4.xlarge', count: 2, name: 'reviews-dev' };
    assert.equal(rankOf(endpoint, 'single-instance-in-dev'), 'leading');
    assert.equal(rankOf(endpoint, 'add-autoscaling'), 'alternative');
    assert.equal(rankOf(endpoint, 'newer-generation'), 'leading');
    assert.equal(rankOf({ ...endpoint, name: 'reviews' }, 'add-autoscaling'), 'leading');
  });

  it('fewer copies of a model are said, and claimed by nothing else', () => {
    const environment = { OPTION_TENSOR_PARALLEL_DEGREE: '1', HF_MODEL_ID: 'meta-llama/Llama-3.1-8B-Instruct' };
    const endpoint = { type: 'ml.g5.48xlarge', image: LMI, environment };
    assert.ok(subjectsOf(endpoint, 'right-size-gpu')[0]?.endsWith('(8 copies of the model → 1)'));
    assert.deepEqual(subjectsOf(endpoint, 'quantize-model'), ['weights in 16 bit → fp8']);
  });

  it('what only stops standing still says what an hour without requests saves', () => {
    const messages = advised({ type: 'ml.g5.xlarge', count: 2 }).findings.map(({ message }) => message);
    assert.ok(messages.some((message) => message.endsWith('saves $2.82 every hour without requests')));
    assert.ok(leadersOf(advised({ type: 'ml.g5.xlarge' })).every((message) => message.length <= 120));
  });
});
