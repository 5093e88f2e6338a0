import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCatalogue, render } from './catalogue/build';
import { readSources } from './catalogue/sources';

// Turns data/ into src/catalogue/data/*.json and prints what it leaves out.
const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'src', 'catalogue', 'data');
const { files, dropped } = buildCatalogue(readSources(join(root, 'data')));
mkdirSync(target, { recursive: true });
let total = 0;
for (const [name, content] of Object.entries(files)) {
  const text = render(content);
  writeFileSync(join(target, name), text);
  total += text.length;
  console.log(`${name}: ${(text.length / 1000).toFixed(1)} kB`);
}
console.log(`total: ${(total / 1000).toFixed(1)} kB`);
console.log(dropped.toString());
