import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Advisor } from '../../src/advisor/advisor';
import type { Source } from '../../src/model/language';
import { plainly } from '../plainly';

// Not Terraform: broken code keeps its last good advice there.
const FILES = [
  'infra/shop-models.yaml',
  'infra/search-ranking.json',
  'infra/claims-triage.yaml',
  'sam/template.yaml',
  'cdk-typescript/lib/returns-stack.ts',
  'scripts/deploy_price_model.py',
  'scripts/deploy_scores.py',
  'scripts/deploy-classifier.mjs',
].map((file) => ({ file, text: readFileSync(`examples/${file}`, 'utf8') }));

/** What is typed: signs, other types and names, and a piece of the text itself, cut or copied. */
const typed = fc.oneof(
  fc.constantFrom('', 'x', ' ', '\n', '"', '#', '{', '}', ':', '!Ref ', 'ml.g5.xlarge', 'ml.c5.xlarge', '1', '🌱'),
  fc.record({ from: fc.nat(1_000_000), length: fc.nat(200) }),
);
const edits = fc.array(
  fc.record({ at: fc.nat(1_000_000), remove: fc.oneof(fc.nat(3), fc.nat(60)), put: typed, undone: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
);

function source(file: string, text: string): Source {
  return { file, cells: [{ index: null, text, code: true }] };
}

/** All that is said of a file, with places; what is worked out on demand is not part of it. */
function said(advisor: Advisor, file: string): string {
  return JSON.stringify(plainly(advisor.advise(file)));
}

describe('Advice while somebody types', () => {
  it('is what a fresh look at the text would say', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), edits, ({ file, text }, changes) => {
        const typing = new Advisor();
        typing.update(source(file, text));
        let now = text;
        for (const { at, remove, put, undone } of changes) {
          const start = at % (now.length + 1);
          const inserted = typeof put === 'string' ? put : now.slice(put.from % (now.length + 1)).slice(0, put.length);
          const after = now.slice(0, start) + inserted + now.slice(start + remove);
          for (const current of undone ? [after, now] : [after]) {
            typing.update(source(file, current));
            const fresh = new Advisor();
            fresh.update(source(file, current));
            assert.equal(said(typing, file), said(fresh, file), current);
          }
          if (!undone) now = after;
        }
      }),
      { numRuns: 40 },
    );
  });
});
