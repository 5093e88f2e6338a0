import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';

const { images } = catalogue;
const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const ALGORITHMS = '246618743249.dkr.ecr.us-west-2.amazonaws.com';

describe('the arm64 twin of an image', () => {
  const twins: readonly (readonly [image: string, twin: string, list: 'sdk' | 'dlc'])[] = [
    [
      `${DLC}/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker`,
      `${DLC}/pytorch-inference-graviton:2.4.0-cpu-py311-ubuntu22.04-sagemaker`,
      'sdk',
    ],
    [
      `${DLC}/pytorch-inference:2.2-cpu-py310`,
      `${DLC}/pytorch-inference-graviton:2.2.1-cpu-py310-ubuntu20.04-sagemaker`,
      'sdk',
    ],
    [
      `${DLC}/tensorflow-inference:2.14.1-cpu`,
      `${DLC}/tensorflow-inference-graviton:2.14.1-cpu-py310-ubuntu20.04-sagemaker`,
      'sdk',
    ],
    [`${ALGORITHMS}/sagemaker-xgboost:1.5-1`, `${ALGORITHMS}/sagemaker-xgboost:1.5-1-arm64`, 'sdk'],
    [`${ALGORITHMS}/sagemaker-xgboost:1.3-1-cpu-py3`, `${ALGORITHMS}/sagemaker-xgboost:1.3-1-arm64`, 'sdk'],
    [
      `${ALGORITHMS}/sagemaker-scikit-learn:1.0-1-cpu-py3`,
      `${ALGORITHMS}/sagemaker-scikit-learn:1.0-1-arm64-cpu-py3`,
      'sdk',
    ],
    [
      `${DLC}/pytorch-inference:2.6-cpu-py312`,
      `${DLC}/pytorch-inference-arm64:2.6.0-cpu-py312-ubuntu22.04-sagemaker`,
      'dlc',
    ],
    [
      `${DLC}/tensorflow-inference:2.19.0-cpu`,
      `${DLC}/tensorflow-inference-arm64:2.19.0-cpu-py312-ubuntu22.04-sagemaker`,
      'dlc',
    ],
  ];
  for (const [image, uri, list] of twins) {
    it(`of ${image} is named`, () => {
      const twin = images.arm64Twin(image);
      assert.ok(twin.kind === 'twin', JSON.stringify(twin));
      assert.equal(twin.uri, uri);
      assert.equal(twin.list, list);
      assert.deepEqual(images.arm64Twin(twin.uri), { kind: 'arm64' });
    });
  }

  it('says when the patches of an image have ended', () => {
    const twin = images.arm64Twin(`${DLC}/tensorflow-inference:2.19-cpu`);
    assert.ok(twin.kind === 'twin');
    assert.equal(twin.patchedUntil, '2026-03-11');
  });

  const none: readonly (readonly [image: string, why: RegExp])[] = [
    [`${ALGORITHMS}/sagemaker-xgboost:1.7-1`, /no arm64 image of xgboost 1\.7-1 \(there are 1\.3-1, 1\.5-1\)/],
    [`${ALGORITHMS}/sagemaker-scikit-learn:1.2-1-cpu-py3`, /no arm64 image of sklearn 1\.2-1/],
    [`${DLC}/pytorch-inference:2.5.1-cpu-py311`, /no arm64 image of pytorch 2\.5\.1/],
    [`${DLC}/pytorch-inference:2.2.0-cpu-py310`, /no arm64 image of pytorch 2\.2\.0/],
    [`${DLC}/pytorch-inference:2.4.0-gpu-py311`, /built for GPUs/],
    [
      `${DLC}/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04`,
      /huggingface-pytorch-inference/,
    ],
    [`${DLC}/pytorch-inference:2.4.0-cpu-py312`, /has py311, not py312/],
    ['886529160074.dkr.ecr.us-iso-east-1.c2s.ic.gov/pytorch-inference:2.4.0-cpu-py311', /in us-iso-east-1/],
  ];
  for (const [image, why] of none) {
    it(`of ${image} does not exist`, () => {
      const twin = images.arm64Twin(image);
      assert.ok(twin.kind === 'none', JSON.stringify(twin));
      assert.match(twin.why, why);
    });
  }

  const unknown: readonly (readonly [image: string, why: RegExp])[] = [
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu', /not one that AWS publishes/],
    [`${DLC}/pytorch-inference:9.9.9-cpu`, /not in the list/],
    [`${DLC}/pytorch-training:2.4.0-cpu-py311`, /not the inference image/],
    [`${DLC}/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-ec2`, /for EC2/],
    [`${DLC}/pytorch-inference:latest`, /not named by a tag with its version/],
    [`${DLC}/something-new:1.0`, /something-new is not in the list/],
    ['public.ecr.aws/deep-learning-containers/pytorch-inference:2.6-cpu-py312', /takes no image from public/],
    ['nginx:latest', /not an image in Amazon ECR/],
  ];
  for (const [image, why] of unknown) {
    it(`of ${image} is unknown, which is not "none"`, () => {
      const twin = images.arm64Twin(image);
      assert.ok(twin.kind === 'unknown', JSON.stringify(twin));
      assert.match(twin.why, why);
    });
  }
});
