import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { assertLaw, type Outcome } from '../../law';
import type { WriteCase } from './writeCases';
import { BOTO3_CASES } from './writeCasesBoto3';
import { NOTEBOOK_CASES, SDK_3_CASES, SDK_CASES } from './writeCasesSdk';
import { sourceOfCode } from './writeSource';

function check({ before, ops, after, refused }: WriteCase): void {
  const outcome: Outcome = assertLaw(python, sourceOfCode(before), ops);
  if (outcome.kind === 'refused') {
    assert.equal(outcome.refusal.reason, refused, outcome.refusal.why);
    return;
  }
  assert.equal(refused, undefined, `it was written:\n${outcome.source.cells.map((cell) => cell.text).join('\n---\n')}`);
  const texts = outcome.source.cells.map((cell) => cell.text);
  assert.deepEqual(texts, typeof after === 'string' ? [after] : after);
}

describe('writing Python', () => {
  const parts: readonly [string, readonly WriteCase[]][] = [
    ['boto3', BOTO3_CASES],
    ['the SDK', SDK_CASES],
    ['version 3 of the SDK', SDK_3_CASES],
    ['notebooks', NOTEBOOK_CASES],
  ];
  for (const [part, cases] of parts)
    describe(part, () => {
      for (const each of cases) it(each.what, () => check(each));
    });
});
