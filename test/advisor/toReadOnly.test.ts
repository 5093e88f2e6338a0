import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { languageOf } from '../../src/advisor/languages';
import { sourceOf } from '../../src/advisor/sources';
import { US_EAST_1 } from '../law';
import { plainly } from '../plainly';

/** Everything but who reads what. */
function withoutReaders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReaders);
  if (typeof value !== 'object' || value === null) return value;
  const others = Object.entries(value).filter(([key]) => key !== 'readers');
  return Object.fromEntries(others.map(([key, each]) => [key, withoutReaders(each)]));
}

describe('What is linked to be read only', () => {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:py|ipynb|ts|mjs|ya?ml|json)$/.test(name))
    .sort();
  let compared = 0;
  for (const name of files) {
    const file = name.replaceAll('\\', '/');
    const outcome = sourceOf(file, readFileSync(`examples/${file}`, 'utf8'));
    if (outcome.kind !== 'source') continue;
    const { source } = outcome;
    const language = languageOf(
      file,
      source.cells.map(({ text }) => text),
    );
    if (language === null) continue;
    it(`says the same as what can be changed: ${file}`, () => {
      const reading = language.read(source, null);
      const toChange = language.link(reading, US_EAST_1);
      const toRead = language.link(language.read(source, null), { ...US_EAST_1, isToReadOnly: true });
      assert.deepEqual(withoutReaders(plainly(toRead)), withoutReaders(plainly(toChange)));
      compared += toChange.reduce((sum, graph) => sum + graph.resources.size, 0);
    });
  }

  after(() => {
    assert.ok(compared > 50, `${compared} resources`);
  });
});
