import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dialectPage } from './dialect-docs/page';
import { practices } from '../src/practices';
import { pages } from '../src/practices/pages';
import { LISTS, withPractices } from './practice-docs/lists';
import { practicePages } from './practice-docs/pages';

// Turns the documentation of each practice into docs/practices/<id>.md, lists them wherever all are listed, and tries what
// each language can say.
const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'docs', 'practices');
mkdirSync(target, { recursive: true });
for (const [name, text] of practicePages(practices, pages)) {
  writeFileSync(join(target, name), text);
  console.log(`docs/practices/${name}`);
}

writeFileSync(join(root, 'docs', 'dialects.md'), dialectPage());
console.log('docs/dialects.md');

async function writeLists(): Promise<void> {
  for (const name of Object.keys(LISTS)) {
    const file = join(root, name);
    writeFileSync(file, await withPractices(name, readFileSync(file, 'utf8'), practices));
    console.log(name);
  }
}

writeLists().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
