import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { practices } from '../src/practices';
import { pages } from '../src/practices/pages';
import { practicePages } from './practice-docs/pages';

// Turns the documentation of each practice into docs/practices/<id>.md.
const target = join(fileURLToPath(new URL('..', import.meta.url)), 'docs', 'practices');
mkdirSync(target, { recursive: true });
for (const [name, text] of practicePages(practices, pages)) {
  writeFileSync(join(target, name), text);
  console.log(`docs/practices/${name}`);
}
