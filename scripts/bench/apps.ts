/** CDK apps of many stacks, each in a file of its own: file → text. */
export interface App {
  readonly files: ReadonlyMap<string, string>;
  /** The stack that is typed in. */
  readonly stack: string;
}

const BUCKETS = 60;

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export function typescriptApp(stacks: number): App {
  const each = numbers(stacks);
  const lines = (of: (index: number) => string): string => each.map((index) => `${of(index)}\n`).join('');
  const program = `import * as cdk from 'aws-cdk-lib';
${lines((index) => `import { Stack${index} } from '../lib/stack${index}';`)}const app = new cdk.App();
${lines((index) => `new Stack${index}(app, 'Stack${index}', { instanceType: 'ml.m5.large' });`)}`;
  const stack = (index: number): string => `import * as cdk from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
export class Stack${index} extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: { instanceType: string }) {
    super(scope, id);
${numbers(BUCKETS)
  .map((at) => `    const bucket${at} = new s3.Bucket(this, 'Bucket${at}', { versioned: true });\n`)
  .join('')}    new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [{ variantName: 'a', modelName: 'queue-${index}', instanceType: props.instanceType, initialInstanceCount: 1 }],
    });
  }
}
`;
  return {
    files: new Map([
      ['cdk.json', '{ "app": "npx ts-node bin/app.ts" }'],
      ['bin/app.ts', program],
      ...each.map((index) => [`lib/stack${index}.ts`, stack(index)] as const),
    ]),
    stack: 'lib/stack0.ts',
  };
}

export function pythonApp(stacks: number): App {
  const each = numbers(stacks);
  const lines = (of: (index: number) => string): string => each.map((index) => `${of(index)}\n`).join('');
  const program = `import aws_cdk as cdk
${lines((index) => `from stacks.stack${index} import Stack${index}`)}app = cdk.App()
${lines((index) => `Stack${index}(app, "Stack${index}", instance_type="ml.m5.large")`)}`;
  const stack = (index: number): string => `import aws_cdk as cdk
from aws_cdk import aws_s3 as s3, aws_sagemaker as sagemaker


class Stack${index}(cdk.Stack):
    def __init__(self, scope, construct_id, *, instance_type, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
${numbers(BUCKETS)
  .map((at) => `        bucket${at} = s3.Bucket(self, "Bucket${at}", versioned=True)\n`)
  .join('')}        sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="a", model_name="queue-${index}", instance_type=instance_type, initial_instance_count=1
                )
            ],
        )
`;
  return {
    files: new Map([
      ['cdk.json', '{ "app": "python3 app.py" }'],
      ['app.py', program],
      ...each.map((index) => [`stacks/stack${index}.py`, stack(index)] as const),
    ]),
    stack: 'stacks/stack0.py',
  };
}
