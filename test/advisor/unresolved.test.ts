import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { reasonText } from '../../src/advisor/unresolved';
import { sourceOf } from '../law';

/** What is said of deployments that aren't counted, each with the text that it stands at. */
function notices(file: string, text: string): string[] {
  const advisor = new Advisor();
  advisor.update(sourceOf(file, text));
  return advisor
    .advise(file)
    .notices.map(({ at, message }) => `${text.slice(at.start, at.end)}: ${message}`)
    .filter((each) => each.includes('not counted'));
}

const template = (variants: string): string => `Parameters:
  Variants: { Type: String }
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: c
${variants}`;

const SAID = 'Config: What is deployed here is not counted: the variants of Config are not known';

describe('a configuration whose variants are written, and not to be read', () => {
  it('is said, where a parameter decides them', () => {
    assert.deepEqual(notices('t.yaml', template('      ProductionVariants: !Ref Variants\n')), [
      `${SAID} (parameter without default, decided by Variants)`,
    ]);
  });

  it('is said, where a program writes the template', () => {
    const loop = '{% for v in variants %}\n        - VariantName: {{ v }}\n{% endfor %}\n';
    assert.deepEqual(notices('t.yaml', template(`      ProductionVariants:\n${loop}`)), [
      `${SAID} (no value is written yet)`,
    ]);
  });

  it('is said in Terraform, where nobody knows how many there are', () => {
    const text = `variable "v" {}
resource "aws_sagemaker_endpoint_configuration" "c" {
  dynamic "production_variants" {
    for_each = var.v
    content {
      variant_name = "a"
    }
  }
}
`;
    assert.deepEqual(notices('main.tf', text), [
      '"aws_sagemaker_endpoint_configuration" "c": What is deployed here is not counted: the variants of aws_sagemaker_endpoint_configuration.c are not known (nor how many there are)',
    ]);
  });

  it('is not said of one that has some, or none yet', () => {
    const some = '      ProductionVariants: [{ VariantName: a, ModelName: m, InstanceType: !Ref Variants }]\n';
    assert.deepEqual(notices('t.yaml', template(some)), []);
    assert.deepEqual(notices('t.yaml', template('')), []);
  });
});

describe('why something is not known', () => {
  it('names what decides it, once', () => {
    assert.equal(
      reasonText({ why: 'parameter without default', decidedBy: 'T' }),
      'parameter without default, decided by T',
    );
    assert.equal(reasonText({ why: 'depends on T', decidedBy: 'T' }), 'depends on T');
    assert.equal(reasonText({ why: 'unknown', decidedBy: null }), 'unknown');
  });
});
