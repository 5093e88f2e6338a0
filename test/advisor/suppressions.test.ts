import assert from 'node:assert/strict';
import { isExpired, names, suppressionsIn } from '../../src/advisor/suppressions';

function read(text: string) {
  return suppressionsIn({ file: 'a.py', cells: [{ index: null, text, code: true }] });
}

describe('suppression comments', () => {
  it('name practices, a date and a reason', () => {
    const [found] = read(
      'x = 1\n# sagegreen: ignore[use-graviton, use-serverless] until=2027-03-31 the vendor ships x86 only\r\ny = 2',
    );
    assert.ok(found);
    assert.deepEqual(found.practices, ['use-graviton', 'use-serverless']);
    assert.equal(found.until, '2027-03-31');
    assert.equal(found.reason, 'the vendor ships x86 only');
    assert.equal(found.line, 1);
    assert.equal(found.alone, true);
    assert.equal(names(found, ['use-graviton']), true);
    assert.equal(names(found, ['log-retention']), false);
  });

  it('need neither date nor reason, and may stand behind code', () => {
    const [found] = read('deploy(x)  # sagegreen: ignore');
    assert.ok(found);
    assert.deepEqual([found.practices, found.until, found.reason, found.alone], [null, null, null, false]);
    assert.equal(names(found, ['anything']), true);
  });

  it('may cover the file, in TypeScript style too', () => {
    assert.equal(read('// sagegreen: ignore-file[log-retention] for tests')[0]?.scope, 'file');
  });

  it('hold up to and with their last day', () => {
    const [found] = read('# sagegreen: ignore until=2027-03-31');
    assert.ok(found);
    assert.equal(isExpired(found, '2027-03-31'), false);
    assert.equal(isExpired(found, '2027-04-01'), true);
  });

  it('are not made of a date that is none', () => {
    const [found] = read('# sagegreen: ignore until=soon');
    assert.deepEqual([found?.until, found?.reason], [null, 'until=soon']);
  });

  it('count lines over many comments', () => {
    assert.deepEqual(
      read('\n# sagegreen: ignore\n\n\n# sagegreen: ignore[a]\n').map((each) => each.line),
      [1, 4],
    );
  });
});
