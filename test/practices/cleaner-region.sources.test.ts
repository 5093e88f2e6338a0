import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { cleanerRegion } from '../../src/practices/cleanerRegion';
import { fires, silent } from './practiceCase';

const boto3 = (
  region: string,
  squiggle = '',
  more: { readonly type?: string; readonly comment?: string } = {},
): string => `import boto3

sm = boto3.client("sagemaker", region_name=${region})${more.comment ?? ''}
${squiggle}sm.create_endpoint_config(
    EndpointConfigName="ranking",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ranking",
            "InstanceType": "${more.type ?? 'ml.m5.xlarge'}",
            "InitialInstanceCount": 1,
        }
    ],
)
`;
const UNDER = '#                                          ';

describe('cleaner-region in source text', () => {
  describe('boto3', () => {
    it('names the cleanest Regions of the same group', () => {
      fires(cleanerRegion, {
        file: 'deploy.py',
        grade: 'consider',
        preferred: false,
        source: boto3('"eu-central-1"', `${UNDER}^^^^^^^^^^^^^^ eu-central-1 → eu-north-1\n`),
      });
    });

    it('takes the default of AWS_REGION for the Region of the code', () => {
      fires(cleanerRegion, {
        file: 'deploy.py',
        source: `import os
${boto3('os.environ.get("AWS_REGION", "eu-central-1")', `${UNDER}${'^'.repeat(44)} eu-central-1 → eu-north-1\n`)}`,
      });
    });

    it('is silent where the Region has to stay', () => {
      silent(cleanerRegion, {
        file: 'deploy.py',
        source: boto3('"eu-central-1"', '', { comment: '  # data residency' }),
      });
      silent(cleanerRegion, {
        file: 'deploy.py',
        source: boto3('"eu-central-1"').replace('sm =', '# GDPR: must stay in Germany\nsm ='),
      });
      silent(cleanerRegion, {
        file: 'deploy.py',
        source: `# GDPR: customer data must stay in Germany\nREGION = "eu-central-1"\n${boto3('REGION')}`,
      });
      silent(cleanerRegion, {
        file: 'deploy.py',
        files: { '.sagegreen.yaml': 'version: 1\nregions: { allowed: [eu-central-1] }\n' },
        source: boto3('"eu-central-1"'),
      });
    });

    it('is silent on a clean grid, and where a Region stands apart', () => {
      for (const region of [
        'eu-north-1',
        'ca-central-1',
        'us-gov-west-1',
        'cn-north-1',
        'us-west-2-lax-1',
        'sa-east-1',
      ])
        silent(cleanerRegion, { file: 'deploy.py', source: boto3(`"${region}"`) });
    });

    it('is silent about a type that is not known, and where no Region is named', () => {
      silent(cleanerRegion, { file: 'deploy.py', source: boto3('"eu-central-1"', '', { type: 'ml.zz9.xlarge' }) });
      silent(cleanerRegion, { file: 'deploy.py', source: boto3('None') });
      silent(cleanerRegion, { file: 'deploy.py', settings: { region: 'eu-central-1' }, source: boto3('None') });
    });
  });

  it('speaks of the Region of a stack of the CDK, where it is named', () => {
    fires(cleanerRegion, {
      file: 'app.py',
      source: `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker

app = cdk.App()
stack = cdk.Stack(app, "Ranking", env=cdk.Environment(region="eu-central-1"))
#                                                            ^^^^^^^^^^^^^^ eu-central-1 → eu-north-1
sagemaker.CfnEndpointConfig(
    stack, "Config", production_variants=[{"variantName": "a", "modelName": "m", "instanceType": "ml.m5.xlarge", "initialInstanceCount": 1}]
)
`,
    });
  });

  describe('SAM', () => {
    const source = (squiggle = ''): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Config:
${squiggle}    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: m, InstanceType: ml.m5.xlarge, InitialInstanceCount: 1 }
`;
    const samconfig = (region: string): string =>
      `version = 0.1\n[default.deploy.parameters]\nstack_name = "ranking"\nregion = "${region}"\n`;

    it('speaks of the Region in samconfig.toml, on the resource', () => {
      const files = { 'samconfig.toml': samconfig('eu-central-1') };
      fires(cleanerRegion, {
        file: 'template.yaml',
        files,
        source: source('# ^^^^^^ eu-central-1 → eu-north-1\n'),
      });
      const advisor = new Advisor();
      for (const [file, text] of Object.entries({ ...files, 'template.yaml': source() }))
        advisor.update({ file, cells: [{ index: null, text, code: true }] });
      const finding = advisor.advise('template.yaml').findings.find((each) => each.practice === cleanerRegion.id);
      assert.equal(finding?.writtenAt?.file, 'samconfig.toml');
      assert.equal(files['samconfig.toml'].slice(finding.writtenAt.start, finding.writtenAt.end), 'eu-central-1');
    });

    it('is silent where samconfig.toml names a clean one', () => {
      silent(cleanerRegion, {
        file: 'template.yaml',
        files: { 'samconfig.toml': samconfig('eu-north-1') },
        source: source(),
      });
    });

    it('is silent where a comment in samconfig.toml says that the Region must stay, from then on', () => {
      const advisor = new Advisor();
      const told = (text: string): number => {
        advisor.update({ file: 'samconfig.toml', cells: [{ index: null, text, code: true }] });
        return advisor.advise('template.yaml').findings.filter((each) => each.practice === cleanerRegion.id).length;
      };
      advisor.update({ file: 'template.yaml', cells: [{ index: null, text: source(), code: true }] });
      const plain = samconfig('eu-central-1');
      assert.equal(told(plain), 1);
      assert.equal(told(plain.replace('region =', '# Region must stay: contracts\nregion =')), 0);
      assert.equal(told(plain), 1);
      assert.equal(told(plain.replace(/\n$/, ' # data residency\n')), 0);
      assert.equal(told(plain.replace('region =', '# must stay short\n\nregion =')), 1);
    });
  });

  it('is silent where the program that makes a stack of the CDK says that its Region must stay', () => {
    const files = (comment: string): Readonly<Record<string, string>> => ({
      'cdk.json': '{ "app": "npx ts-node bin/app.ts" }',
      'bin/app.ts': `import { App } from 'aws-cdk-lib';
import { S } from '../lib/stack';
new S(new App(), 'S', { env: { region: 'eu-central-1' } });${comment}
`,
    });
    const source = (squiggle = ''): string => `import { Stack } from 'aws-cdk-lib';
import { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
export class S extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    new CfnEndpointConfig(this, 'C', { productionVariants: [{ variantName: 'a', modelName: 'm', instanceType: 'ml.m5.xlarge', initialInstanceCount: 1 }] });
${squiggle}  }
}
`;
    const under = '//      ^^^^^^^^^^^^^^^^^ eu-central-1 → eu-north-1\n';
    fires(cleanerRegion, { file: 'lib/stack.ts', files: files(''), source: source(under) });
    silent(cleanerRegion, { file: 'lib/stack.ts', files: files(' // GDPR: stays here'), source: source() });
  });

  it('speaks at the session of the Python SDK', () => {
    fires(cleanerRegion, {
      file: 'deploy.py',
      source: `import boto3
import sagemaker
from sagemaker.pytorch import PyTorchModel

session = sagemaker.Session(boto3.Session(region_name="us-east-1"))
#                                                     ^^^^^^^^^^^ us-east-1 → ca-central-1
model = PyTorchModel(model_data=data, role=role, framework_version="2.4.0", sagemaker_session=session)
model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
`,
    });
  });

  it('speaks in notebooks, in the cell that names the Region', () => {
    fires(cleanerRegion, {
      file: 'deploy.ipynb',
      source: [
        `import boto3
REGION = "eu-west-1"
sm = boto3.client("sagemaker", region_name=REGION)
#                                          ^^^^^^ eu-west-1 → eu-north-1
`,
        `sm.create_endpoint_config(EndpointConfigName="a", ProductionVariants=[
    {"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1}])
`,
      ],
    });
  });

  it('is silent about serverless inference, which draws no power that is known', () => {
    silent(cleanerRegion, {
      file: 'deploy.py',
      source: boto3('"eu-central-1"').replace(
        /"InstanceType": .*\n.*,\n/,
        '"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5},\n',
      ),
    });
  });
});
