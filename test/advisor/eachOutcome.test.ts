import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { editedText } from '../../src/advisor/writeChanges';
import { sourceOf } from '../law';

const FILE = { typescript: 'stack.ts', python: 'stack.py', terraform: 'main.tf' };
type In = keyof typeof FILE;

function typescript(variant: string, below = ''): string {
  return `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
export class S extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: { prod: boolean; more: boolean } & cdk.StackProps) {
    super(scope, id, { env: { region: 'us-east-1' } });
    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {
      productionVariants: [{ variantName: 'a', modelName: 'm', ${variant} }],
    });
    ${below}
    new sagemaker.CfnEndpoint(this, 'E', { endpointConfigName: config.attrEndpointConfigName });
  }
}
`;
}

function python(variant: string, below: string): string {
  return `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker

class S(cdk.Stack):
    def __init__(self, scope, id, *, prod, **kwargs):
        super().__init__(scope, id, env=cdk.Environment(region="us-east-1"))
        config = sagemaker.CfnEndpointConfig(self, "Config", production_variants=[
            sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", ${variant}),
        ])
        ${below}
        sagemaker.CfnEndpoint(self, "E", endpoint_config_name=config.attr_endpoint_config_name)
`;
}

function terraform(variant: string): string {
  return `variable "prod" {
  type = bool
}
provider "aws" {
  region = "us-east-1"
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name           = "a"
    model_name             = "m"
    ${variant}
  }
}
resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
`;
}

/** For each finding of a practice the text that its first fix replaces and what comes there; or why it is refused. */
function fixes(language: In, text: string, practice: string): string[] {
  const file = FILE[language];
  const advisor = new Advisor();
  advisor.update(sourceOf(file, text));
  return advisor
    .advise(file)
    .findings.filter((each) => each.practice === practice)
    .map((finding) => {
      const [fix] = advisor.fixes(file, finding);
      assert.ok(fix);
      if (fix.refusal !== null) return `refused: ${fix.refusal.why}`;
      assert.notEqual(editedText(text, fix.edits), null);
      return fix.edits.map(({ start, end, newText }) => `${text.slice(start, end)} → ${newText}`).join(', ');
    })
    .sort();
}

const WHOLE = `instanceType: 'ml.t2.medium', initialInstanceCount: 1`;
const OVERRIDES = `config.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.m4.4xlarge');
      config.addPropertyOverride('ProductionVariants.0.InitialInstanceCount', 3);`;
const ANOTHER = 'refused: a condition decides a part of it, and another outcome would change as well';
const REST = 'refused: a condition decides a part of it, and the rest would change for both outcomes';

describe('a fix where a condition decides', () => {
  const changed: Readonly<Record<string, readonly [In, text: string, practice: string, wanted: readonly string[]]>> = {
    'writes the outcome that it speaks of': [
      'typescript',
      typescript(`instanceType: props.prod ? 'ml.m4.2xlarge' : 'ml.m4.xlarge', initialInstanceCount: 1`),
      'newer-generation',
      [`'ml.m4.2xlarge' → 'ml.m5.2xlarge'`, `'ml.m4.xlarge' → 'ml.m5.xlarge'`],
    ],
    'writes what is unpacked in one of several outcomes': [
      'typescript',
      typescript(
        `${WHOLE}, ...(props.prod ? { instanceType: 'ml.m4.2xlarge' } : props.more ? { instanceType: 'ml.m4.xlarge' } : {})`,
      ),
      'newer-generation',
      [`'ml.m4.2xlarge' → 'ml.m5.2xlarge'`, `'ml.m4.xlarge' → 'ml.m5.xlarge'`],
    ],
    'writes an override that is made under a condition': [
      'typescript',
      typescript(
        `instanceType: 'ml.m4.xlarge', initialInstanceCount: 1`,
        `if (props.prod) {\n      ${OVERRIDES}\n    }`,
      ),
      'newer-generation',
      [`'ml.m4.4xlarge' → 'ml.m5.4xlarge'`, `'ml.m4.xlarge' → 'ml.m5.xlarge'`],
    ],
    'writes an override that is made under a condition, in Python': [
      'python',
      python(
        'instance_type="ml.m4.xlarge", initial_instance_count=1',
        'if prod:\n            config.add_property_override("ProductionVariants.0.InstanceType", "ml.m4.4xlarge")',
      ),
      'newer-generation',
      [`"ml.m4.4xlarge" → "ml.m5.4xlarge"`, `"ml.m4.xlarge" → "ml.m5.xlarge"`],
    ],
    'is refused where what is unpacked in one outcome would be lost': [
      'typescript',
      typescript(`${WHOLE}, ...(props.prod ? { instanceType: 'ml.c4.xlarge', initialInstanceCount: 2 } : {})`),
      'use-serverless',
      [ANOTHER],
    ],
    'is refused where both outcomes say it apart': [
      'typescript',
      typescript(
        `...(props.prod ? { instanceType: 'ml.c4.xlarge', initialInstanceCount: 2 } : { instanceType: 'ml.t2.medium', initialInstanceCount: 1 })`,
      ),
      'use-serverless',
      [ANOTHER],
    ],
    'is refused where an override would add to what is left': [
      'typescript',
      typescript(WHOLE, `if (props.prod) {\n      ${OVERRIDES}\n    }`),
      'use-serverless',
      [ANOTHER],
    ],
    'is refused where one value is the same in both': [
      'typescript',
      typescript(`instanceType: props.prod ? 'ml.m5.xlarge' : 'ml.t2.medium', initialInstanceCount: 1`),
      'use-serverless',
      [REST, REST],
    ],
    'is refused in Terraform too': [
      'terraform',
      terraform(
        'instance_type = var.prod ? "ml.c4.xlarge" : "ml.t2.medium"\n    initial_instance_count = var.prod ? 2 : 1',
      ),
      'use-serverless',
      [ANOTHER],
    ],
  };
  for (const [name, [language, text, practice, wanted]] of Object.entries(changed))
    it(name, () => {
      assert.deepEqual(fixes(language, text, practice), wanted);
    });
});
