import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';

const { images } = catalogue;

function processors(framework: string, version?: string): readonly string[] {
  const answer = images.processors(framework, version);
  assert.ok(answer.known, answer.known ? '' : answer.why);
  return answer.processors;
}

describe('which images exist', () => {
  it('knows a version in full and abbreviated', () => {
    assert.deepEqual(processors('pytorch', '2.4.0'), ['cpu', 'gpu', 'arm64']);
    assert.deepEqual(processors('pytorch', '2.4'), ['cpu', 'gpu', 'arm64']);
    const answer = images.processors('tensorflow', '2.3');
    assert.ok(answer.known);
    assert.equal(answer.version, '2.3.2');
  });

  it('knows the retired and the Inferentia ones', () => {
    assert.deepEqual(processors('pytorch', '1.5.1'), ['eia']);
    assert.deepEqual(processors('pytorch', '1.9.1'), ['cpu', 'gpu', 'inf']);
    assert.deepEqual(processors('huggingface', '4.51'), ['cpu', 'gpu', 'neuronx']);
  });

  it('says where one image is all there is', () => {
    assert.deepEqual(processors('kmeans'), ['unspecified']);
    assert.deepEqual(processors('xgboost', '1.5-1'), ['unspecified', 'arm64']);
    assert.deepEqual(processors('scikit-learn', '1.2-1'), ['cpu']);
  });

  it('answers unknown, not no, for what the lists lack', () => {
    for (const [framework, version] of [
      ['pytorch', '9.9'],
      ['pytorch', undefined],
      ['nonesuch', '1.0'],
      ['__proto__', undefined],
    ] as const) {
      assert.equal(images.processors(framework, version).known, false, framework);
    }
  });
});

describe('what the Python SDK picks by itself', () => {
  it('is an arm64 image for four frameworks and eight families', () => {
    assert.deepEqual([...images.sdkArm64Families].sort(), ['c6g', 'c6gd', 'c6gn', 'c7g', 'm6g', 'm6gd', 'r6g', 'r6gd']);
    assert.deepEqual(images.sdkPicksArm64('pytorch', '2.2', 'c7g'), { known: true, picks: true, version: '2.2.1' });
    assert.deepEqual(images.sdkPicksArm64('sklearn', '1.0-1', 'm6g'), { known: true, picks: true, version: '1.0-1' });
  });

  it('is none for the newest families, for other frameworks, and for images that only a URI names', () => {
    for (const [framework, version, family] of [
      ['pytorch', '2.4', 'm8g'],
      ['huggingface', '4.51', 'c7g'],
      ['pytorch', '2.6', 'c7g'],
      ['pytorch', '2.2.0', 'c7g'],
      ['xgboost', '1.7-1', 'c7g'],
    ] as const) {
      const answer = images.sdkPicksArm64(framework, version, family);
      assert.ok(answer.known && !answer.picks, `${framework} ${version} ${family}`);
    }
  });

  it('is an older scikit-learn in place of a newer one, which is no arm64 image of that version', () => {
    const answer = images.sdkPicksArm64('sklearn', '1.2-1', 'c7g');
    assert.ok(answer.known && !answer.picks);
    assert.match(answer.why, /quietly take 1\.0-1/);
  });

  it('is unknown where the version is unknown or not in the lists', () => {
    assert.equal(images.sdkPicksArm64('pytorch', undefined, 'c7g').known, false);
    assert.equal(images.sdkPicksArm64('pytorch', '9.9', 'c7g').known, false);
  });
});
