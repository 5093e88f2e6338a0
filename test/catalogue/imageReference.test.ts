import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';

const { images } = catalogue;
const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

describe('the name of an image', () => {
  it('tells account, Region, repository, tag, framework, version and processor', () => {
    assert.deepEqual(images.parse(`${DLC}/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker`), {
      account: '763104351884',
      region: 'us-east-1',
      host: DLC,
      repository: 'pytorch-inference',
      tag: '2.4.0-cpu-py311-ubuntu22.04-sagemaker',
      framework: 'pytorch',
      version: '2.4.0',
      processor: 'cpu',
      origin: 'aws',
    });
  });

  const versions: readonly (readonly [
    image: string,
    framework: string,
    version: string,
    processor: string | undefined,
  ])[] = [
    [
      'huggingface-pytorch-inference:2.1.0-transformers4.37.0-gpu-py310-cu118-ubuntu20.04',
      'huggingface',
      '4.37.0',
      'gpu',
    ],
    ['huggingface-pytorch-tgi-inference:2.4.0-tgi2.3.1-gpu-py311-cu124-ubuntu22.04', 'huggingface-llm', '2.3.1', 'gpu'],
    [
      'huggingface-pytorch-inference-neuronx:2.1.2-transformers4.43.2-neuronx-py310',
      'huggingface',
      '4.43.2',
      'neuronx',
    ],
    ['tensorflow-inference:2.14.1-cpu', 'tensorflow', '2.14.1', 'cpu'],
    ['tensorflow-inference-eia:2.3.0-cpu', 'tensorflow', '2.3.0', 'eia'],
    ['pytorch-inference-graviton:2.4.0-cpu-py311-ubuntu22.04-sagemaker', 'pytorch', '2.4.0', 'arm64'],
    ['djl-inference:0.36.0-lmi25.0.0-cu128', 'djl-deepspeed', '0.36.0', undefined],
    ['sagemaker-xgboost:1.5-1', 'xgboost', '1.5-1', undefined],
    ['sagemaker-xgboost:0.90-2-cpu-py3', 'xgboost', '0.90-2', 'cpu'],
    ['sagemaker-scikit-learn:1.0-1-arm64-cpu-py3', 'sklearn', '1.0-1', 'arm64'],
    ['sagemaker-scikit-learn:1.4-2-py312', 'sklearn', '1.4-2-py312', undefined],
  ];
  for (const [name, framework, version, processor] of versions) {
    it(`reads ${name}`, () => {
      const image = images.parse(`${DLC}/${name}`);
      assert.equal(image?.framework, framework);
      assert.equal(image.version, version);
      assert.equal(image.processor, processor);
    });
  }

  it('knows images in China, by digest, and in the public gallery', () => {
    const china = images.parse('727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn/pytorch-inference:2.4-cpu-py311');
    assert.equal(china?.origin, 'aws');
    assert.equal(china.region, 'cn-north-1');
    const digest = images.parse(`${DLC}/pytorch-inference@sha256:${'0a'.repeat(32)}`);
    assert.equal(digest?.tag, null);
    assert.equal(digest.framework, 'pytorch');
    assert.equal(digest.version, undefined);
    const gallery = images.parse('public.ecr.aws/deep-learning-containers/pytorch-inference:2.6-cpu-py312');
    assert.equal(gallery?.region, null);
    assert.equal(gallery.origin, 'aws');
  });

  it('says nothing of what is inside an image of somebody else, whatever its name', () => {
    const image = images.parse('123456789012.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu');
    assert.deepEqual(image, {
      account: '123456789012',
      region: 'eu-west-1',
      host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
      repository: 'pytorch-inference',
      tag: '2.4.0-cpu',
      origin: 'own',
    });
  });

  it('is undefined for anything else', () => {
    for (const uri of [
      '',
      'nginx:latest',
      'docker.io/library/python:3.12',
      `${DLC}/`,
      `https://${DLC}/a:b`,
      `${DLC}/a:b\n`,
    ]) {
      assert.equal(images.parse(uri), undefined, uri);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('', `${DLC}/`, 'public.ecr.aws/'),
        (text, prefix) => {
          images.parse(prefix + text);
          images.arm64Twin(prefix + text);
        },
      ),
    );
  });
});
