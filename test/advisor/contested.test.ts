import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { sourceOf } from '../law';

/** Practices that lead somewhere in a file. */
function leading(file: string, text: string): string[] {
  const advisor = new Advisor({ region: 'us-east-1' });
  advisor.update(sourceOf(file, text));
  const found = advisor.advise(file).findings.filter(({ rank }) => rank === 'leading');
  return [...new Set(found.map(({ practice }) => practice))].sort();
}

const SKLEARN = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3';
const PYTORCH = '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.1.0-cpu-py310';
const HUGGING_FACE =
  '763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04';
const OWN_TYPE = 'InstanceType: ml.m5.large';

interface Parts {
  readonly image?: string;
  readonly type?: string;
  readonly model?: string;
  readonly more?: string;
}

const template = ({ image = SKLEARN, type = OWN_TYPE, model = '', more = '' }: Parts): string => `Parameters:
  UseVpc: { Type: String }
Conditions:
  HasVpc: !Equals [!Ref UseVpc, 'yes']
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/r
      PrimaryContainer: { Image: ${image}, ModelDataUrl: s3://b/m.tar.gz }
${model}  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: a
          ModelName: !GetAtt Model.ModelName
          ${type}
          InitialInstanceCount: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: !GetAtt Config.EndpointConfigName }
${more}`;

const VPC = '{SecurityGroupIds: [sg-1], Subnets: [subnet-1]}';
const SCALED = `  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Condition: HasVpc
    Properties:
      ServiceNamespace: sagemaker
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/a
      MinCapacity: 1
      MaxCapacity: 2
      RoleARN: arn:aws:iam::123456789012:role/r
`;

describe('a value that two outcomes of a condition share', () => {
  it('is left alone where one of them needs it as it is', () => {
    assert.ok(leading('t.yaml', template({})).includes('use-serverless'));
    const model = `      VpcConfig: !If [HasVpc, ${VPC}, !Ref AWS::NoValue]\n`;
    assert.ok(!leading('t.yaml', template({ model })).includes('use-serverless'));
  });

  it('is left alone where the image of one of them has no twin', () => {
    const both = (other: string): string =>
      template({ image: `!If [HasVpc, ${PYTORCH}, ${other}]`, type: 'InstanceType: ml.m5.4xlarge' });
    assert.ok(leading('t.yaml', both(PYTORCH.replace('2.1.0-cpu-py310', '2.4.0-cpu-py311'))).includes('use-graviton'));
    assert.ok(!leading('t.yaml', both(HUGGING_FACE)).includes('use-graviton'));
  });

  it('is left alone where one of them scales it', () => {
    assert.ok(leading('t.yaml', template({})).includes('add-autoscaling'));
    assert.ok(!leading('t.yaml', template({ more: SCALED })).includes('add-autoscaling'));
  });

  it('is advised on where both would change it', () => {
    const model = '      Tags: [{ Key: vpc, Value: !If [HasVpc, a, b] }]\n';
    assert.ok(leading('t.yaml', template({ model })).includes('use-serverless'));
  });

  it('is left alone in Terraform', () => {
    const module = (vpc: string): string => `variable "subnets" {}
resource "aws_sagemaker_model" "m" {
  execution_role_arn = "arn:aws:iam::123456789012:role/r"
  primary_container {
    image          = "${SKLEARN}"
    model_data_url = "s3://b/m.tar.gz"
  }
${vpc}}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name           = "a"
    model_name             = aws_sagemaker_model.m.name
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
`;
    const vpc = `  dynamic "vpc_config" {
    for_each = var.subnets == null ? [] : [1]
    content {
      subnets            = var.subnets
      security_group_ids = ["sg-1"]
    }
  }
`;
    assert.ok(leading('main.tf', module('')).includes('use-serverless'));
    assert.ok(!leading('main.tf', module(vpc)).includes('use-serverless'));
  });
});

describe('a value that one outcome has for itself', () => {
  it('is advised on, whatever the other needs', () => {
    const model = `      VpcConfig: !If [HasVpc, ${VPC}, !Ref AWS::NoValue]\n`;
    const type = 'InstanceType: !If [HasVpc, ml.c6g.large, ml.m5.large]';
    assert.ok(leading('t.yaml', template({ model, type })).includes('use-serverless'));
  });
});
