import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { known } from '../../src/model/value';
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

describe('a number of instances under a condition', () => {
  const module = (count: string): string => `variable "env" {
  default = "dev"
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "c"
  production_variants {
    variant_name           = "a"
    model_name             = "m"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = ${count}
  }
}
resource "aws_sagemaker_endpoint" "e" {
  name                 = "orders"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
`;
  const BINDINGS = { 'dev.tfvars': 'env = "dev"\n', 'prod.tfvars': 'env = "prod"\n' };

  /** Each deployment with its number, what is said about it, and why its fix is refused. */
  function told(count: string, files: Readonly<Record<string, string>>): unknown[] {
    const advisor = new Advisor();
    for (const [file, text] of Object.entries({ 'main.tf': module(count), ...files }))
      advisor.update(sourceOf(file, text));
    const { deployments, findings } = advisor.advise('main.tf');
    return [
      ...deployments.map(({ deployment, environment, usdPerMonth }) => [
        environment,
        known(deployment.instanceCount) ?? deployment.instanceCount.how,
        usdPerMonth === null ? null : Math.round(usdPerMonth.value),
      ]),
      ...findings
        .filter((each) => each.practice === 'add-autoscaling' || each.practice === 'single-instance-in-dev')
        .map((finding) => [
          finding.environment,
          finding.message,
          advisor.fixes('main.tf', finding)[0]?.refusal?.reason ?? 'fixed',
        ]),
    ];
  }

  it('is counted and advised for each binding', () => {
    assert.deepEqual(told('var.env == "prod" ? 2 : 1', BINDINGS), [
      ['dev', 1, 168],
      ['prod', 2, 336],
      ['prod', '2 instances at all times → 2 to 4 with the traffic', 'sharedValue'],
      ['dev', '1 instance at all times → 1 to 2 with the traffic', 'sharedValue'],
    ]);
  });

  it('is open where nothing decides, and no target is added that would hold for both', () => {
    assert.deepEqual(told('var.env == "prod" ? 2 : 1', {}), [
      [null, 'oneOf', null],
      [null, '2 instances at all times → 2 to 4 with the traffic', 'notExpressible'],
      [null, '1 instance at all times → 1 to 2 with the traffic', 'notExpressible'],
    ]);
    assert.deepEqual(told('2', {}), [
      [null, 2, 336],
      [null, '2 instances at all times → 2 to 4 with the traffic', 'fixed'],
    ]);
  });
});
