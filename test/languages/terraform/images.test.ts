import assert from 'node:assert/strict';
import { at, graphOf } from './modules';
import { plainContent } from '../../../src/model/graph';

/** The image of a model that takes its path from the provider's data source. */
function image(data: string, more = ''): unknown {
  const text = `${more}data "aws_sagemaker_prebuilt_ecr_image" "image" {
${data}}
resource "aws_sagemaker_model" "m" {
  primary_container {
    image = data.aws_sagemaker_prebuilt_ecr_image.image.registry_path
  }
}
`;
  return plainContent(at(graphOf(text), 'Model', 'PrimaryContainer', 'Image'));
}

describe("Terraform's prebuilt images", () => {
  const EUROPE = 'provider "aws" {\n  region = "eu-west-1"\n}\n';

  it('have the path that the provider gives them', () => {
    assert.equal(
      image('  repository_name = "pytorch-inference"\n  image_tag = "2.4.0-cpu-py311"\n', EUROPE),
      '763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311',
    );
    assert.equal(
      image('  repository_name = "sagemaker-xgboost"\n  image_tag = "1.7-1"\n  region = "us-west-2"\n', EUROPE),
      '246618743249.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:1.7-1',
    );
    assert.equal(
      image('  repository_name = "sagemaker-scikit-learn"\n', EUROPE),
      '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-scikit-learn:1',
    );
    assert.equal(
      image(
        '  repository_name = "huggingface-pytorch-inference"\n  image_tag = var.tag\n',
        'variable "tag" {\n  default = "2.1.0"\n}\n',
      ),
      '763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1.0',
    );
  });

  it('are not known where the repository, the account or the Region is not', () => {
    assert.deepEqual(image('  repository_name = var.name\n', 'variable "name" {}\n'), { unresolved: 'var.name' });
    assert.deepEqual(image('  repository_name = "kmeans"\n', EUROPE), {
      unresolved: 'an image kmeans of AWS, whose account the provider knows',
    });
    assert.deepEqual(image('  repository_name = "pytorch-inference"\n  region = "cn-north-1"\n'), {
      unresolved: 'an image pytorch-inference of AWS, whose account the provider knows',
    });
    assert.deepEqual(
      image('  repository_name = "pytorch-inference"\n', 'variable "r" {}\nprovider "aws" {\n  region = var.r\n}\n'),
      {
        unresolved: 'data.aws_region',
      },
    );
    assert.deepEqual(image('  repository_name = "pytorch-inference"\n  image_tag = var.tag\n', 'variable "tag" {}\n'), {
      parts: [
        '763104351884.dkr.ecr.',
        'us-east-1',
        '.amazonaws.com/',
        'pytorch-inference',
        ':',
        { unresolved: 'var.tag' },
      ],
    });
  });
});
