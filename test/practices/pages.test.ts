import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LISTS, withPractices } from '../../scripts/practice-docs/lists';
import { practicePages } from '../../scripts/practice-docs/pages';
import { practices } from '../../src/practices';
import { pages } from '../../src/practices/pages';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shipped = join(root, 'docs', 'practices');

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

describe('the lists of all practices', () => {
  for (const file of Object.keys(LISTS))
    it(`in ${file} are what npm run docs makes of the practices`, async () => {
      const text = readFileSync(join(root, file), 'utf8');
      assert.equal(text, await withPractices(file, text, practices), 'run npm run docs');
      for (const { id } of practices) assert.ok(text.includes(id), id);
    });
});
