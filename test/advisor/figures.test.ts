import assert from 'node:assert/strict';
import { advised, leadersOf, TGI, type Endpoint } from './endpointTemplate';

describe('the figures after the advice', () => {
  it('keep the carbon of today where the advice claims none, and count the money', () => {
    for (const [endpoint, says] of [
      [{ type: 'ml.g5.xlarge', count: 2 }, 'CO2e not ranked'],
      [{ type: 'ml.m4.xlarge', count: 3 }, 'CO2e about the same'],
    ] as const satisfies readonly (readonly [Endpoint, string])[]) {
      const { findings, deployment } = advised(endpoint);
      assert.ok(
        leadersOf({ findings }).some((message) => message.endsWith(says)),
        says,
      );
      assert.deepEqual(deployment.after.kgCo2ePerMonth, deployment.kgCo2ePerMonth);
      assert.ok((deployment.after.usdPerMonth?.value ?? NaN) < (deployment.usdPerMonth?.value ?? NaN));
    }
  });

  it('take the carbon that the advice claims', () => {
    const { deployment } = advised({ type: 'ml.c5.xlarge', count: 2, name: 'reviews-dev' });
    const before = deployment.kgCo2ePerMonth?.value ?? NaN;
    assert.ok(Math.abs((deployment.after.kgCo2ePerMonth?.value ?? NaN) - before / 2) < 1e-9);
  });
});

describe('GPUs that the container leaves idle', () => {
  it('are idle in the deployment, in the totals and in every comparison', () => {
    const environment = { SM_NUM_GPUS: '1', HF_MODEL_ID: 'acme/llm-7b' };
    const { findings, deployment } = advised({ type: 'ml.g5.12xlarge', image: TGI, environment });
    const said = (practice: string): number | undefined =>
      findings.find((each) => each.practice === practice)?.candidates[0].delta.kgCo2ePerMonth?.value;
    const total = (deployment.after.kgCo2ePerMonth?.value ?? NaN) - (deployment.kgCo2ePerMonth?.value ?? NaN);
    assert.ok(Math.abs(total - (said('right-size-gpu') ?? NaN)) < 1e-9);
    const all = advised({ type: 'ml.g5.12xlarge', image: TGI, environment: { ...environment, SM_NUM_GPUS: '4' } });
    assert.ok((deployment.kgCo2ePerMonth?.value ?? NaN) < 0.6 * (all.deployment.kgCo2ePerMonth?.value ?? NaN));
  });
});
