import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import { SINGLES } from '../../scripts/bundles.mjs';
import { isCandidate, LANGUAGES } from '../../src/extension/candidate';
import { CHOICES, DEFAULT_EDITOR_SETTINGS } from '../../src/server/settings';

const ROOT = path.join(import.meta.dirname, '../..');
const { contributes } = manifest;

describe('the manifest', () => {
  it('wakes the extension for the languages that are read', () => {
    assert.deepEqual(
      [...manifest.activationEvents].sort(),
      [...LANGUAGES.map((language) => `onLanguage:${language}`), 'onNotebook:jupyter-notebook'].sort(),
    );
  });

  it('names the clients that are built, one for each platform', () => {
    assert.deepEqual(
      [manifest.main, manifest.browser]
        .map((file) => path.basename(file, '.js'))
        .map((name) => SINGLES[name]?.platform),
      ['node', 'browser'],
    );
  });

  it('offers the settings that the server reads, with their defaults', () => {
    const { 'sagegreen.trace.server': trace, ...offered } = contributes.configuration.properties;
    assert.ok(trace);
    assert.deepEqual(
      Object.fromEntries(Object.entries(offered).map(([name, each]) => [name.replace('sagegreen.', ''), each.default])),
      { ...DEFAULT_EDITOR_SETTINGS, practices: {}, exclude: [] },
    );
    assert.deepEqual(offered['sagegreen.optimise'].enum, CHOICES.optimise);
    assert.deepEqual(offered['sagegreen.loudness'].enum, CHOICES.loudness);
  });

  it('packs every file that it names', () => {
    const packed = readFileSync(path.join(ROOT, '.vscodeignore'), 'utf8');
    const named = [
      manifest.icon,
      ...contributes.grammars.map((each) => each.path),
      ...contributes.yamlValidation.map((each) => each.url),
      ...contributes.viewsContainers.activitybar.map((each) => each.icon),
    ].map((file) => path.posix.normalize(file));
    for (const file of named) {
      assert.ok(existsSync(path.join(ROOT, file)), file);
      const pattern = `!${path.posix.dirname(file)}/*${path.posix.extname(file)}`;
      assert.ok(packed.includes(`!${file}\n`) || `${packed}\n`.includes(`${pattern}\n`), `${file} is not packed`);
    }
    assert.ok(packed.includes('!docs/practices/*.md\n'), 'the pages that "Show Practice" opens');
  });
});

describe('isCandidate', () => {
  const document = (file: string, languageId: string, text: string): Parameters<typeof isCandidate>[0] => ({
    languageId,
    uri: { path: `/work/${file}` } as never,
    getText: () => text,
  });

  it('starts the server for what it may have a word on, and for nothing else', () => {
    assert.equal(isCandidate(document('a.py', 'python', 'import sagemaker')), true);
    assert.equal(isCandidate(document('a.template', 'plaintext', 'AWS::Logs::LogGroup')), true);
    assert.equal(isCandidate(document('.sagegreen.yaml', 'yaml', 'version: 1')), true);
    assert.equal(isCandidate(document('a.py', 'python', 'import os')), false);
    assert.equal(isCandidate(document('a.md', 'markdown', 'SageMaker')), false);
  });
});
