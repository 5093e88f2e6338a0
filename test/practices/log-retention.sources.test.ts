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
          files: { 'infra/v.tf': 'variable "days" {\n  type = number\n}\n' },
        });
      silentWith(`${NAME}  retention_in_days = 14\n`);
      silentWith(`${NAME}  retention_in_days = var.days\n`);
      silentWith(`${NAME}  tags = { purpose = "audit" }\n`);
      silentWith(`${NAME}  log_group_class = "DELIVERY"\n`);
    });

    describe('days that a variable decides', () => {
      const DAYS = '  retention_in_days = var.days\n';
      const drawn = `${NAME}${DAYS}#                     ^^^^^^^^ no log retention → 30 days\n`;
      const variable = (value: string, more = ''): string =>
        `variable "days" {\n  type    = number\n  default = ${value}\n${more}}\n`;

      it('are for ever where it is null or 0 by default: the default gets an end', () => {
        for (const value of ['null', '0'])
          fires(logRetention, {
            file: 'infra/logs.tf',
            grade: 'likely',
            preferred: false,
            source: group(HEAD, drawn),
            files: { 'infra/v.tf': variable(value) },
            fixed: group(HEAD, `${NAME}${DAYS}`),
            fixedFiles: { 'infra/v.tf': variable('30') },
          });
      });

      it('are for ever in the environment that gives no value', () => {
        fires(logRetention, {
          file: 'infra/logs.tf',
          source: group(HEAD, drawn),
          files: {
            'infra/v.tf': `${variable('null')}variable "role" {}\n`,
            'infra/dev.tfvars': 'role = "a"\n',
            'infra/prod.tfvars': 'role = "b"\ndays = 90\n',
          },
          fixedFiles: { 'infra/v.tf': `${variable('30')}variable "role" {}\n` },
        });
      });

      it('change for all groups that it decides at once, and for none where one is kept on purpose', () => {
        const other = (name: string): string =>
          `\nresource "aws_cloudwatch_log_group" "other" {\n  name              = "/aws/lambda/${name}"\n${DAYS}}\n`;
        const files = { 'infra/v.tf': variable('null') };
        fires(logRetention, {
          file: 'infra/logs.tf',
          source:
            `${group(HEAD, drawn)}${other('calls')}#                     ^^^^^^^^ no log retention → 30 days\n`.replace(
              `${DAYS}}\n#                     ^^^^^^^^ no log retention → 30 days\n`,
              `${DAYS}#                     ^^^^^^^^ no log retention → 30 days\n}\n`,
            ),
          files,
          fixed: `${group(HEAD, `${NAME}${DAYS}`)}${other('calls')}`,
          fixedFiles: { 'infra/v.tf': variable('30') },
        });
        fires(logRetention, {
          file: 'infra/logs.tf',
          refused: 'sharedValue',
          source: `${group(HEAD, drawn)}${other('audit')}`,
          files,
        });
        const advisor = new Advisor({});
        advisor.update(sourceOf('infra/logs.tf', `${group(HEAD, `${NAME}${DAYS}`)}${other('audit')}`));
        advisor.update(sourceOf('infra/v.tf', variable('null')));
        const found = advisor.advise('infra/logs.tf').findings.find((each) => each.practice === logRetention.id);
        assert.ok(found);
        assert.equal(
          advisor.recipe('infra/logs.tf', found)?.text,
          'variable "days" {\n  type    = number\n  default = 30 # null and 0 keep every event for ever\n}\n',
        );
      });

      it('are not changed where the variable says itself what it may be', () => {
        fires(logRetention, {
          file: 'infra/logs.tf',
          refused: 'sharedValue',
          source: group(HEAD, drawn),
          files: {
            'infra/v.tf': variable(
              'null',
              '  validation {\n    condition     = var.days == null || var.days > 365\n    error_message = "a year"\n  }\n',
            ),
          },
        });
      });

      it('are not known without a default, and where null is not what the group gets', () => {
        const silentWith = (days: string, files: Readonly<Record<string, string>>): void =>
          silent(logRetention, {
            file: 'infra/logs.tf',
            source: group(HEAD, `${NAME}  retention_in_days = ${days}\n`),
            files,
          });
        const none = { 'infra/v.tf': variable('null') };
        silentWith('var.days', { 'infra/v.tf': 'variable "days" {\n  type = number\n}\n' });
        silentWith('var.days', { ...none, 'infra/terraform.tfvars': 'days = 14\n' });
        silentWith('var.days', { 'infra/v.tf': variable('14') });
        silentWith('coalesce(var.days, 14)', none);
        silentWith('max(var.days, 14)', none);
        silentWith('var.days == null ? 14 : var.days', none);
        silentWith('var.settings.days', { 'infra/v.tf': 'variable "settings" {\n  default = null\n}\n' });
        // The caller gives it a value, or nobody knows which.
        silentWith('var.days', { ...none, 'main.tf': 'module "logs" {\n  source = "./infra"\n  days   = 14\n}\n' });
        silentWith('var.days', {
          ...none,
          'main.tf':
            'variable "kept" {\n  default = null\n}\nmodule "logs" {\n  source = "./infra"\n  days   = var.kept\n}\n',
        });
      });
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
