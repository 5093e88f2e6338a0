import assert from 'node:assert/strict';
import { oncePer, oncePerIn, oncePerText } from '../../src/model/once';

describe('work that is done once', () => {
  it('for an object, even where it comes to nothing', () => {
    let done = 0;
    const work = oncePer((_key: object): null => {
      done++;
      return null;
    });
    const key = {};
    assert.equal(work(key), null);
    assert.equal(work(key), null);
    assert.equal(done, 1);
    work({});
    assert.equal(done, 2);
  });

  it('for a text, until there are too many', () => {
    const asked: string[] = [];
    const work = oncePerText(2, (key) => {
      asked.push(key);
      return key.length;
    });
    assert.deepEqual(['a', 'bb', 'a', 'ccc', 'a'].map(work), [1, 2, 1, 3, 1]);
    assert.deepEqual(asked, ['a', 'bb', 'ccc', 'a']);
  });

  it('for an object and a text together', () => {
    let done = 0;
    const work = oncePerIn<number>(10);
    const [one, other] = [{}, {}];
    const count = (): number => ++done;
    assert.deepEqual(
      [work(one, 'a', count), work(one, 'a', count), work(one, 'b', count), work(other, 'a', count)],
      [1, 1, 2, 3],
    );
  });
});
