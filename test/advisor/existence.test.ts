import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { sourceOf } from '../law';

/** What each deployment of a file costs a month, or why that isn't known. */
function figures(file: string, text: string): unknown[] {
  const advisor = new Advisor();
  advisor.update(sourceOf(file, text));
  return advisor
    .advise(file)
    .deployments.map(({ deployment, usdPerMonth, unresolved }) => [
      deployment.resource.logicalName,
      usdPerMonth === null ? unresolved?.why : usdPerMonth.value > 0,
    ]);
}

const YAML = `Conditions:
  Extra: !Equals [!Ref Stage, prod]
  Unrelated: !Equals [!Ref Colour, blue]
Parameters:
  Stage: { Type: String, Default: prod }
  Colour: { Type: String }
Resources:
  Always:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants: [{ VariantName: a, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }]
      EndpointConfigName: !If [Unrelated, blue, green]
  Sometimes:
    Type: AWS::SageMaker::EndpointConfig
    Condition: Extra
    Properties:
      EndpointConfigName: !If [Unrelated, blue, green]
      ProductionVariants: [{ VariantName: a, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }]
`;

const HCL = (count: string): string => `variable "on" {
  default = true
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  ${count}
  production_variants {
    variant_name = "a"
    model_name = "m"
    instance_type = "ml.m5.large"
    initial_instance_count = 1
  }
}
`;

describe('a deployment that may not be there', () => {
  it('has no price in a template, and says what decides', () => {
    assert.deepEqual(figures('endpoint.yaml', YAML), [
      ['Always', true],
      ['Sometimes', 'depends on Extra'],
    ]);
  });

  it('has no price in Terraform', () => {
    assert.deepEqual(figures('main.tf', HCL('count = var.on ? 1 : 0')), [
      ['aws_sagemaker_endpoint_configuration.c[0]', 'depends on var.on'],
    ]);
    assert.deepEqual(figures('main.tf', HCL('')), [['aws_sagemaker_endpoint_configuration.c', true]]);
  });

  it('is counted where it depends on more than is tried', () => {
    const conditions = [0, 1, 2, 3, 4].map((each) => `  C${each}: !Equals [!Ref P${each}, x]\n`).join('');
    const parameters = [0, 1, 2, 3, 4].map((each) => `  P${each}: { Type: String }\n`).join('');
    const tags = [0, 1, 2, 3, 4].map((each) => `        - { Key: k${each}, Value: !If [C${each}, a, b] }\n`).join('');
    const text = `Conditions:\n${conditions}Parameters:\n${parameters}Resources:\n  Config:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n      Tags:\n${tags}      ProductionVariants: [{ VariantName: a, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }]\n`;
    assert.deepEqual(figures('endpoint.yaml', text), [['Config', 'depends on more conditions than are tried']]);
  });
});
