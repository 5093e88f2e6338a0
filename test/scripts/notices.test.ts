import assert from 'node:assert/strict';
import { packageFolder, thirdPartyNotices } from '../../scripts/notices.mjs';

describe('third-party notices', () => {
  it('find the package of a bundled file', () => {
    assert.equal(packageFolder('src/model/graph.ts'), null);
    assert.equal(packageFolder('node_modules/yaml/browser/index.js'), 'node_modules/yaml');
    assert.equal(packageFolder('node_modules/@lezer/python/dist/index.js'), 'node_modules/@lezer/python');
    assert.equal(packageFolder('node_modules/a/node_modules/@b/c/d/e.js'), 'node_modules/a/node_modules/@b/c');
  });

  it('carry the licence of each package once, and none of ours', () => {
    const text = thirdPartyNotices([
      'src/cli/main.ts',
      'node_modules/yaml/browser/index.js',
      'node_modules/yaml/browser/dist/errors.js',
      'node_modules/@lezer/common/dist/index.js',
    ]);
    assert.equal(text.match(/^yaml \d/gm)?.length, 1);
    assert.match(text, /^@lezer\/common \d+\.\d+\.\d+ \(MIT\)\n\nMIT License/);
    assert.match(text, /Copyright Eemeli Aro/);
    assert.equal(text.match(/^-{80}$/gm)?.length, 1);
  });
});
