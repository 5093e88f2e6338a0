import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { logRetention } from '../../src/practices/logRetention';
import { sourceOf } from '../law';
import { fires, silent } from './practiceCase';
import { assertPython } from './pythonSyntax';

const SAGEMAKER = `Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer: { Image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1 }
`;
const DEPLOYS = `import boto3
boto3.client("sagemaker").create_model(ModelName="a", ExecutionRoleArn=role, PrimaryContainer={"Image": image})
`;

describe('log-retention in source text', () => {
  describe('CloudFormation', () => {
    const group = (more: string, squiggle = ''): string => `${SAGEMAKER}  TriageLogs:
${squiggle}    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /aws/sagemaker/Endpoints/triage
${more}`;

    it('sets a retention', () => {
      fires(logRetention, {
        file: 'triage.yaml',
        grade: 'certain',
        preferred: true,
        source: group('', '# ^^^^^^^^^^ no log retention → 30 days\n'),
        fixed: group('      RetentionInDays: 30\n'),
      });
    });

    it('sets the days of the settings, rounded up to what is accepted', () => {
      fires(logRetention, {
        file: 'triage.yaml',
        settings: { logRetentionDays: 100 },
        source: group('', '# ^^^^^^^^^^ no log retention → 120 days\n'),
        fixed: group('      RetentionInDays: 120\n'),
      });
    });

    it('gives properties to a group that has none, in JSON too', () => {
      const bare = (properties: string, squiggle = ''): string => `{
  "Resources": {
    "Model": {
      "Type": "AWS::SageMaker::Model",
      "Properties": { "ModelName": "a" }
    },
    "Logs": {
${squiggle}      "Type": "AWS::Logs::LogGroup"${properties}
    }
  }
}
`;
      fires(logRetention, {
        file: 'logs.json',
        source: bare('', '//   ^^^^ no log retention → 30 days\n'),
        fixed: bare(`,
      "Properties": {
        "RetentionInDays": 30
      }`),
      });
    });

    it('is silent about audits, a retention that is set or decided by a parameter, and without SageMaker', () => {
      silent(logRetention, { file: 'a.yaml', source: group('      RetentionInDays: 90\n') });
      silent(logRetention, {
        file: 'a.yaml',
        source: group('      RetentionInDays: !Ref Days\n').replace(
          'Resources:',
          'Parameters:\n  Days: { Type: Number }\nResources:',
        ),
      });
      silent(logRetention, { file: 'a.yaml', source: group('').replace('TriageLogs', 'AuditTrail') });
      silent(logRetention, { file: 'a.yaml', source: group('      Tags: [{ Key: purpose, Value: compliance }]\n') });
      silent(logRetention, {
        file: 'a.yaml',
        source: 'Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n',
      });
    });

    it('tells in the report of an endpoint whose group nobody declares', () => {
      const endpoint = (squiggle = ''): string => `Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: triage
${squiggle}      EndpointConfigName: triage-7
`;
      const file = 'endpoint.yaml';
      const drawn = endpoint('#                   ^^^^^^ log group not declared → declared, 30 days\n');
      const logs = (name: string): Record<string, string> => ({
        'logs.yaml': `Parameters:
  Name: { Type: String }
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: ${name}, RetentionInDays: 7 }
`,
      });
      fires(logRetention, { file, grade: 'likely', visibility: 'report', source: drawn });
      fires(logRetention, { file, source: drawn, files: logs('/aws/sagemaker/Endpoints/other') });
      fires(logRetention, { file, source: drawn, files: logs("!Sub '/aws/lambda/${Name}'") });
      silent(logRetention, { file, source: endpoint(), files: logs('/aws/sagemaker/Endpoints/triage') });
      silent(logRetention, { file, source: endpoint(), files: logs("!Sub '/aws/sagemaker/Endpoints/${Name}'") });
      silent(logRetention, { file, source: endpoint(), files: logs('!Ref Name') });
    });

    it('tells so of Terraform and of CDK apps, each in its own words', () => {
      const shown = (file: string, source: string): string => {
        const advisor = new Advisor({});
        advisor.update(sourceOf(file, source));
        const found = advisor
          .adviseAll()
          .flatMap((each) => each.findings)
          .filter((each) => each.practice === logRetention.id);
        const [finding] = found;
        assert.ok(finding);
        return advisor.recipe(file, finding)?.text ?? '';
      };
      const terraform = (squiggle = ''): string => `resource "aws_sagemaker_endpoint" "triage" {
  name                 = "triage"
${squiggle}  endpoint_config_name = "triage-7"
}
`;
      const subject = 'log group not declared → declared, 30 days';
      fires(logRetention, {
        file: 'main.tf',
        visibility: 'report',
        source: terraform(`#                        ^^^^^^^^ ${subject}\n`),
      });
      const group = shown('main.tf', terraform());
      assert.match(group, /name {14}= "\/aws\/sagemaker\/Endpoints\/triage"\n {2}retention_in_days = 30\n/);
      assert.match(group, /depends_on = \[aws_cloudwatch_log_group\.endpoint\]/);
      silent(logRetention, {
        file: 'main.tf',
        source: terraform(),
        files: {
          'logs.tf':
            'resource "aws_cloudwatch_log_group" "l" {\n  name = "/aws/sagemaker/Endpoints/${aws_sagemaker_endpoint.triage.name}"\n  retention_in_days = 7\n}\n',
        },
      });
      const typescript = (squiggle = ''): string => `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';

export class Triage extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new sagemaker.CfnEndpoint(this, 'E', { endpointName: 'triage', endpointConfigName: 'triage-7' });
${squiggle}  }
}
`;
      fires(logRetention, {
        file: 'triage.ts',
        visibility: 'report',
        source: typescript(`//                                                       ^^^^^^^^ ${subject}\n`),
      });
      assert.match(
        shown('triage.ts', typescript()),
        /logGroupName: '\/aws\/sagemaker\/Endpoints\/triage',\n {2}retentionInDays: 30,/,
      );
      const python = `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Triage(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        sagemaker.CfnEndpoint(self, "E", endpoint_name="triage", endpoint_config_name="triage-7")
`;
      const inPython = shown('triage.py', python);
      assert.match(inPython, /log_group_name="\/aws\/sagemaker\/Endpoints\/triage",/);
      assertPython(inPython);
      silent(logRetention, {
        file: 'triage.py',
        source: python,
        files: {
          'logs.yaml':
            'Resources:\n  L:\n    Type: AWS::Logs::LogGroup\n    Properties: { LogGroupName: !Ref Name, RetentionInDays: 7 }\n',
        },
      });
    });

    it('speaks where SageMaker stands in another file of the workspace', () => {
      fires(logRetention, {
        file: 'logs.yaml',
        files: { 'model.yaml': SAGEMAKER },
        source: `Resources:
  Logs:
# ^^^^ no log retention → 30 days
    Type: AWS::Logs::LogGroup
`,
      });
    });
  });

  describe('boto3', () => {
    it('puts a policy after a group is made', () => {
      fires(logRetention, {
        file: 'make_logs.py',
        grade: 'certain',
        source: `${DEPLOYS}
logs = boto3.client("logs")
logs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/triage")
#    ^^^^^^^^^^^^^^^^ no log retention → 30 days
`,
        fixed: `${DEPLOYS}
logs = boto3.client("logs")
logs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/triage")
logs.put_retention_policy(logGroupName="/aws/sagemaker/Endpoints/triage", retentionInDays=30)
`,
      });
    });

    it('is silent where a policy follows, or what is followed is not known', () => {
      const made = (name: string, then: string): string => `${DEPLOYS}
logs = boto3.client("logs")
logs.create_log_group(logGroupName=${name})
${then}
`;
      const name = '"/aws/sagemaker/Endpoints/triage"';
      silent(logRetention, {
        file: 'a.py',
        source: made(name, `logs.put_retention_policy(logGroupName=${name}, retentionInDays=14)`),
      });
      silent(logRetention, {
        file: 'a.py',
        source: made('names[0]', 'logs.put_retention_policy(logGroupName=other(), retentionInDays=14)'),
      });
      silent(logRetention, { file: 'a.py', source: made('"/acme/audit"', '') });
    });
  });

  describe('notebooks', () => {
    it('put a policy too', () => {
      fires(logRetention, {
        file: 'triage.ipynb',
        source: [
          DEPLOYS,
          'logs = boto3.client("logs")',
          'logs.create_log_group(logGroupName="triage")\n#    ^^^^^^^^^^^^^^^^ no log retention → 30 days',
        ],
      });
    });

    it('are silent where a later cell sets the retention', () => {
      silent(logRetention, {
        file: 'triage.ipynb',
        source: [
          DEPLOYS,
          'logs = boto3.client("logs")\nlogs.create_log_group(logGroupName="triage")',
          'logs.put_retention_policy(logGroupName="triage", retentionInDays=7)',
        ],
      });
    });
  });

  describe('Terraform', () => {
    const group = (head: string, body: string): string => `resource "aws_sagemaker_model" "triage" {
  execution_role_arn = var.role
}

resource ${head} {
${body}}
`;
    const NAME = '  name = "/aws/sagemaker/Endpoints/triage"\n';
    const HEAD = '"aws_cloudwatch_log_group" "triage"';

    it('sets a retention, and keeps the signs in one column', () => {
      fires(logRetention, {
        file: 'infra/logs.tf',
        grade: 'certain',
        preferred: true,
        source: group(HEAD, `#        ${'^'.repeat(HEAD.length)} no log retention → 30 days\n${NAME}`),
        fixed: group(HEAD, '  name              = "/aws/sagemaker/Endpoints/triage"\n  retention_in_days = 30\n'),
      });
    });

    it('days of 0 are for ever', () => {
      fires(logRetention, {
        file: 'infra/logs.tf',
        source: group(
          HEAD,
          `#        ${'^'.repeat(HEAD.length)} no log retention → 30 days\n${NAME}  retention_in_days = 0 # keep\n`,
        ),
        fixed: group(HEAD, `${NAME}  retention_in_days = 30 # keep\n`),
      });
    });

    it('is silent where days are set, decided elsewhere, or kept on purpose', () => {
      const silentWith = (body: string): void =>
        silent(logRetention, {
          file: 'infra/logs.tf',
          source: group(HEAD, body),
          files: { 'infra/v.tf': 'variable "days" {\n  default = null\n}\n' },
        });
      silentWith(`${NAME}  retention_in_days = 14\n`);
      silentWith(`${NAME}  retention_in_days = var.days\n`);
      silentWith(`${NAME}  tags = { purpose = "audit" }\n`);
      silentWith(`${NAME}  log_group_class = "DELIVERY"\n`);
    });

    it('a comment above the block asks for silence', () => {
      const text = group(HEAD, NAME).replace(
        `resource ${HEAD}`,
        `// sagegreen: ignore[log-retention] kept by law\nresource ${HEAD}`,
      );
      silent(logRetention, { file: 'infra/logs.tf', source: text });
    });
  });
});
