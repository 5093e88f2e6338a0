import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { sourceOf } from '../law';

const PYTHON = `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName="churn",
    ProductionVariants=[
        {"VariantName": "v", "ModelName": "churn", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1}
    ],
)
`;
const TYPESCRIPT = `import { CreateEndpointConfigCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';

await new SageMakerClient({}).send(
  new CreateEndpointConfigCommand({
    EndpointConfigName: 'churn',
    ProductionVariants: [
      { VariantName: 'v', ModelName: 'churn', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 1 },
    ],
  }),
);
`;
const TERRAFORM = `resource "aws_sagemaker_endpoint_configuration" "churn" {
  production_variants {
    model_name             = "churn"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = 1
  }
}
`;
const TEMPLATE = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: v, ModelName: churn, InstanceType: ml.m5.xlarge, InitialInstanceCount: 1 }
`;

describe('a template that can not be read', () => {
  const skippedIn = (file: string, text: string): string | null => {
    const advisor = new Advisor({});
    advisor.update(sourceOf(file, text));
    return advisor.advise(file).skipped?.reason ?? null;
  };
  const said = (language: string, line: number): string =>
    `no resource of this template can be read: it is not valid ${language} at line ${String(line)}`;

  it('is named, with the line', () => {
    assert.equal(skippedIn('a.yaml', TEMPLATE.replaceAll('  ', '\t')), said('YAML', 2));
    const looped = TEMPLATE.replace('Resources:\n', 'Resources:\n{% for e in endpoints %}\n');
    assert.equal(skippedIn('a.yaml', looped.replace('  Config:', '  {{ e }}Config:')), said('YAML', 2));
    const json =
      '{"Resources": {"C": {"Type": "AWS::SageMaker::EndpointConfig", "Properties": {"ProductionVariants": [{';
    assert.equal(skippedIn('a.json', json), said('JSON', 1));
  });

  it('is not what is read in part, holds nothing of ours, or is no template', () => {
    assert.equal(skippedIn('a.yaml', TEMPLATE), null);
    assert.equal(skippedIn('a.yaml', `${TEMPLATE}  Half:\n    Type: "AWS::S3\n`), null);
    assert.equal(skippedIn('a.yaml', '# AWS::SageMaker::Model\nResources:\n\tA:\n\t\tType: AWS::S3::Bucket\n'), null);
    assert.equal(skippedIn('a.yaml', 'Resources:\n  # Type: AWS::SageMaker::Model\n  A: [\n'), null);
    assert.equal(skippedIn('a.json', '{"Resources": ["AWS::SageMaker::Model"'), null);
    const loop =
      'Resources:\n  Fn::ForEach::E:\n    - N\n    - [A]\n    - C${N}:\n        Type: AWS::SageMaker::Model\n';
    assert.equal(skippedIn('a.yaml', loop), null);
  });
});

describe('a file with merge conflict markers', () => {
  const texts = { 'churn.py': PYTHON, 'churn.ts': TYPESCRIPT, 'churn.tf': TERRAFORM, 'churn.yaml': TEMPLATE };
  for (const [file, text] of Object.entries(texts))
    it(`is left alone and named, and read again once it is merged: ${file}`, () => {
      const advisor = new Advisor({});
      const say = (now: string): { found: number; edits: number; skipped: string | null } => {
        advisor.update(sourceOf(file, now));
        const advice = advisor.advise(file);
        return {
          found: advice.findings.length + advice.deployments.length,
          edits: advisor.fixAll(file).length,
          skipped: advice.skipped?.reason ?? null,
        };
      };
      const whole = say(text);
      assert.ok(whole.found > 0);
      assert.equal(whole.skipped, null);
      const comment = file.endsWith('.ts') ? '//' : '#';
      const conflict = `${text}<<<<<<< HEAD\n${comment} ours\n=======\n${comment} theirs\n>>>>>>> theirs\n`;
      assert.deepEqual(say(conflict), { found: 0, edits: 0, skipped: 'merge conflict markers' });
      assert.deepEqual(say(text), whole);
    });
});
