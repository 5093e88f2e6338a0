import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Advisor } from '../../src/advisor/advisor';
import { languageOf } from '../../src/advisor/languages';
import { sourceOf } from '../../src/advisor/sources';
import { sourceOf as sourceOfText, US_EAST_1 } from '../law';
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
      const toRead = plainly(language.link(reading, { ...US_EAST_1, isToReadOnly: true }));
      const toChange = language.link(reading, US_EAST_1);
      assert.deepEqual(withoutReaders(toRead), withoutReaders(plainly(toChange)));
      assert.deepEqual(plainly(toChange), plainly(language.link(language.read(source, null), US_EAST_1)));
      compared += toChange.reduce((sum, graph) => sum + graph.resources.size, 0);
    });
  }

  it('leaves a fix to know who else reads a value', () => {
    const file = 'deploy.py';
    const text = [
      'from sagemaker.pytorch import PyTorch, PyTorchModel',
      'KIND = "ml.m4.xlarge"',
      'PyTorch(entry_point="t.py", role="r", instance_type=KIND, instance_count=1, framework_version="2.1.0").fit("s3://a")',
      'model = PyTorchModel(model_data="s3://a", role="r", entry_point="i.py", framework_version="2.1.0", py_version="py310")',
      'model.deploy(1, KIND)',
      '',
    ].join('\n');
    const advisor = new Advisor();
    advisor.update(sourceOfText(file, text));
    const { findings } = advisor.advise(file);
    const finding = findings.find(({ practice }) => practice === 'newer-generation');
    const edits = finding === undefined ? [] : advisor.fixes(file, finding).flatMap((fix) => fix.edits);
    assert.ok(edits.length > 0);
    for (const { start } of edits) assert.equal(start, text.indexOf('KIND)'));
  });

  after(() => {
    assert.ok(compared > 50, `${compared} resources`);
  });
});
