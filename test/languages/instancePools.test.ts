import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { sourceOf } from '../law';

/** Pools of instances of several types, as each dialect writes them. */
const WRITTEN: Readonly<Record<string, string>> = {
  'endpoint.yaml': `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: a
          ModelName: m
          InitialInstanceCount: 1
          InstancePools:
            - { InstanceType: ml.g5.24xlarge, Priority: 2 }
            - { InstanceType: ml.g6.24xlarge, Priority: 1 }
`,
  'endpoint.tf': `resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name           = "a"
    model_name             = "m"
    initial_instance_count = 1
    instance_pools {
      instance_type = "ml.g5.24xlarge"
      priority      = 2
    }
    instance_pools {
      instance_type = "ml.g6.24xlarge"
      priority      = 1
    }
  }
}
`,
  'boto3.py': `import boto3

boto3.client("sagemaker").create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[
        {
            "VariantName": "a",
            "ModelName": "m",
            "InitialInstanceCount": 1,
            "InstancePools": [
                {"InstanceType": "ml.g5.24xlarge", "Priority": 2},
                {"InstanceType": "ml.g6.24xlarge", "Priority": 1},
            ],
        }
    ],
)
`,
  'stack.ts': `import { aws_sagemaker as sagemaker } from 'aws-cdk-lib';

new sagemaker.CfnEndpointConfig(this, 'C', {
  productionVariants: [
    {
      variantName: 'a',
      modelName: 'm',
      initialInstanceCount: 1,
      instancePools: [
        { instanceType: 'ml.g5.24xlarge', priority: 2 },
        { instanceType: 'ml.g6.24xlarge', priority: 1 },
      ],
    },
  ],
});
`,
};

describe('instance pools', () => {
  for (const [file, text] of Object.entries(WRITTEN))
    it(`are read in ${file}: either type, no price, and no other type is advised`, () => {
      const advisor = new Advisor();
      advisor.update(sourceOf(file, text));
      const [found, ...others] = advisor.deployments();
      assert.equal(others.length, 0);
      const type = found?.deployment.instanceType;
      assert.ok(type?.how === 'oneOf');
      assert.deepEqual(type.values, ['ml.g6.24xlarge', 'ml.g5.24xlarge']);
      assert.equal(found?.usdPerMonth, null);
      assert.equal(found.unresolved?.why, 'the instance type depends on which of its InstancePools has capacity');
      const types = advisor
        .advise(file)
        .findings.filter(({ candidates }) => candidates.some(({ proposal }) => 'instanceType' in proposal.changes));
      assert.deepEqual(types, []);
    });
});
