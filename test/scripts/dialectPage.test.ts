import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dialectPage } from '../../scripts/dialect-docs/page';

describe('docs/dialects.md', () => {
  it('is what npm run docs makes of the languages', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    assert.equal(readFileSync(join(root, 'docs', 'dialects.md'), 'utf8'), dialectPage());
  });
});
