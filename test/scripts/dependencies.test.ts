import assert from 'node:assert/strict';
import { outOfDate } from '../../scripts/dependencies.mjs';

describe('outOfDate', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/yaml': { version: '2.9.1' },
    'node_modules/a/node_modules/yaml': { version: '1.0.0' },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
  };
  const installed = {
    'node_modules/yaml': { version: '2.9.1' },
    'node_modules/a/node_modules/yaml': { version: '1.0.0' },
  };

  it('is content with what the lock file says, without packages of other platforms', () => {
    assert.deepEqual(outOfDate(wanted, installed), []);
  });

  it('names a missing package', () => {
    assert.deepEqual(outOfDate(wanted, { 'node_modules/yaml': { version: '2.9.1' } }), [
      'node_modules/a/node_modules/yaml',
    ]);
  });

  it('names a package of another version, needed or optional', () => {
    const others = {
      ...installed,
      'node_modules/yaml': { version: '2.9.0' },
      'node_modules/for-another-platform': { version: '0.9.0' },
    };
    assert.deepEqual(outOfDate(wanted, others), ['node_modules/yaml', 'node_modules/for-another-platform']);
  });

  it('does not mind a package that is there besides', () => {
    assert.deepEqual(outOfDate(wanted, { ...installed, 'node_modules/more': { version: '1.0.0' } }), []);
  });
});
