import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { practicePages } from '../../scripts/practice-docs/pages';
import { practices } from '../../src/practices';
import { pages } from '../../src/practices/pages';

const shipped = join(fileURLToPath(new URL('../..', import.meta.url)), 'docs', 'practices');

describe('docs/practices', () => {
  it('is what npm run docs makes of the practices', () => {
    const made = practicePages(practices, pages);
    assert.deepEqual(readdirSync(shipped).sort(), [...made.keys()].sort());
    for (const [name, text] of made) assert.equal(readFileSync(join(shipped, name), 'utf8'), text, name);
  });

  it('has a page for each practice that the index links', () => {
    const index = practicePages(practices, pages).get('README.md') ?? '';
    for (const { id } of practices) assert.ok(index.includes(`(${id}.md)`), id);
  });
});
