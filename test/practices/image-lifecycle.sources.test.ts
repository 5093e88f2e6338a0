import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { imageLifecycle } from '../../src/practices/imageLifecycle';
import { sourceOf } from '../law';
import { fires, silent } from './practiceCase';

const SUBJECT = 'no lifecycle policy → untagged images expire after 14 days';
const POLICY =
  '{"rules":[{"rulePriority":1,"description":"Expire untagged images older than 14 days","selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}';
const MODEL = 'Resources:\n  Model: { Type: AWS::SageMaker::Model }\n';
const WITH_SAGEMAKER = { 'infra/model.yaml': MODEL };

const quiet = (file: string, source: string): void => {
  silent(imageLifecycle, { file, source, files: WITH_SAGEMAKER });
};

describe('image-lifecycle in source text', () => {
  it('lets untagged images of a template’s repository expire, never as the default fix', () => {
    fires(imageLifecycle, {
      file: 'images.yaml',
      files: WITH_SAGEMAKER,
      grade: 'consider',
      preferred: false,
      source: `Resources:
  Images:
# ^^^^^^ ${SUBJECT}
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE
`,
      fixed: `Resources:
  Images:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE
      LifecyclePolicy:
        LifecyclePolicyText: '${POLICY}'
`,
    });
  });

  it('tells what a GB costs, and when a live endpoint would be hurt', () => {
    const advisor = new Advisor({ region: 'eu-central-1' });
    advisor.update(sourceOf('images.yaml', `${MODEL}  Images: { Type: AWS::ECR::Repository }\n`));
    const [finding] = advisor.advise('images.yaml').findings.filter((each) => each.practice === imageLifecycle.id);
    assert.ok(finding);
    assert.equal(finding.message, `${SUBJECT}: $0.10 per GB-month for as long as it is kept`);
    assert.equal(finding.severity, 'hint');
    assert.match(finding.candidates[0].proposal.notes.join(' '), /the endpoint can start no further instance/);
  });

  it('puts the policy behind the call that makes the repository, through the same client', () => {
    fires(imageLifecycle, {
      file: 'setup.py',
      files: WITH_SAGEMAKER,
      preferred: false,
      source: `import boto3

NAME = "claims"
registry = boto3.Session(region_name="eu-west-1").client("ecr")
registry.create_repository(repositoryName=NAME, imageScanningConfiguration={"scanOnPush": True})
#        ^^^^^^^^^^^^^^^^^ ${SUBJECT}
print("made")
`,
      fixed: `import boto3

NAME = "claims"
registry = boto3.Session(region_name="eu-west-1").client("ecr")
registry.create_repository(repositoryName=NAME, imageScanningConfiguration={"scanOnPush": True})
registry.put_lifecycle_policy(repositoryName=NAME, lifecyclePolicyText='${POLICY}')
print("made")
`,
    });
  });

  describe('the AWS SDK for JavaScript', () => {
    const made = (
      text: string,
      imports = 'ECRClient, CreateRepositoryCommand',
    ): string => `import { ${imports} } from '@aws-sdk/client-ecr';
const client = new ECRClient({ region: 'eu-west-1' });
${text}`;
    const create = (squiggle: string): string => `await client.send(
  new CreateRepositoryCommand({ repositoryName: 'claims', imageTagMutability: 'MUTABLE' }),
${squiggle});
`;
    const under = `//    ^^^^^^^^^^^^^^^^^^^^^^^ ${SUBJECT}\n`;
    const put = (name: string): string => `await client.send(
  new PutLifecyclePolicyCommand({ repositoryName: ${name}, lifecyclePolicyText: policy }),
);
`;
    const BOTH = 'ECRClient, CreateRepositoryCommand, PutLifecyclePolicyCommand';

    it('puts the policy behind the command that makes the repository', () => {
      fires(imageLifecycle, {
        file: 'registry.ts',
        files: WITH_SAGEMAKER,
        preferred: false,
        source: made(create(under)),
        fixed: made(
          `${create('')}await client.send(new PutLifecyclePolicyCommand({ repositoryName: 'claims', lifecyclePolicyText: '${POLICY}' }));\n`,
          BOTH,
        ),
      });
      fires(imageLifecycle, {
        file: 'registry.ts',
        files: WITH_SAGEMAKER,
        source: made(create(under) + put("'other'"), BOTH),
      });
    });

    it('is silent where a policy is put, or may be, and about the repositories of others', () => {
      const still = (source: string): void => {
        silent(imageLifecycle, { file: 'registry.ts', files: WITH_SAGEMAKER, source });
      };
      still(made(create('') + put("'claims'"), BOTH));
      still(made(create('') + put('process.env.NAME'), BOTH));
      still(made(create('')).replaceAll('client-ecr', 'client-codecommit').replaceAll('ECRClient', 'CodeCommitClient'));
      still(`import { CodeCommit } from '@aws-sdk/client-codecommit';
const sagemaker = 'a word';
const git = new CodeCommit({});
git.createRepository({ repositoryName: 'claims' });
`);
      silent(imageLifecycle, { file: 'registry.ts', source: made(create('')) });
    });
  });

  it('is silent where nothing is of SageMaker', () => {
    silent(imageLifecycle, {
      file: 'images.yaml',
      source: 'Resources:\n  Images: { Type: AWS::ECR::Repository }\n',
    });
  });

  it('is silent about a repository with a policy, or one that is not known', () => {
    const repository = (more: string): string => `Parameters:
  Text: { Type: String }
  Expire: { Type: String }
Conditions:
  Expires: !Equals [!Ref Expire, 'yes']
Resources:
  Images:
    Type: AWS::ECR::Repository
    Properties:
      LifecyclePolicy: ${more}
`;
    quiet('images.yaml', repository(`{ LifecyclePolicyText: '{"rules":[]}' }`));
    quiet('images.yaml', repository('{ LifecyclePolicyText: !Ref Text }'));
    quiet('images.yaml', repository('!Ref Text'));
    quiet('images.yaml', 'Resources:\n  Images: { Type: AWS::ECR::PublicRepository }\n');
  });

  it('is silent where a program puts a policy, or may do so', () => {
    const program = (later: string): string => `import boto3, json

ecr = boto3.client("ecr")
made = ecr.create_repository(repositoryName="claims")
${later}
`;
    quiet('a.py', program('ecr.put_lifecycle_policy(repositoryName="claims", lifecyclePolicyText=json.dumps(POLICY))'));
    quiet(
      'a.py',
      program(
        'ecr.put_lifecycle_policy(repositoryName=made["repository"]["repositoryName"], lifecyclePolicyText=POLICY)',
      ),
    );
    quiet(
      'a.py',
      program('def limit(name):\n    ecr.put_lifecycle_policy(repositoryName=name, lifecyclePolicyText=POLICY)'),
    );
    quiet(
      'a.py',
      'import boto3\n\ncodecommit = boto3.client("codecommit")\ncodecommit.create_repository(repositoryName="claims")\n',
    );
  });

  const TERRAFORM_POLICY = (name: string, of: string, count = ''): string => `

resource "aws_ecr_lifecycle_policy" "${name}" {
${count}  repository = ${of}.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Expire untagged images older than 14 days"
      selection = {
        tagStatus   = "untagged"
        countType   = "sinceImagePushed"
        countUnit   = "days"
        countNumber = 14
      }
      action = {
        type = "expire"
      }
    }]
  })
}`;

  it('adds a resource of Terraform behind the repository', () => {
    fires(imageLifecycle, {
      file: 'images.tf',
      files: WITH_SAGEMAKER,
      preferred: false,
      source: `resource "aws_ecr_repository" "claims" {
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${SUBJECT}
  name                 = "claims"
  image_tag_mutability = "IMMUTABLE"
}

locals {
  team = "claims"
}
`,
      fixed: `resource "aws_ecr_repository" "claims" {
  name                 = "claims"
  image_tag_mutability = "IMMUTABLE"
}${TERRAFORM_POLICY('claims', 'aws_ecr_repository.claims')}

locals {
  team = "claims"
}
`,
    });
  });

  it('counts the policy as the repository is counted, and takes a name that is free', () => {
    const rest = `
resource "aws_ecr_repository" "other" {
  name = "other"
}

resource "aws_ecr_lifecycle_policy" "claims" {
  repository = aws_ecr_repository.other.name
  policy     = file("policy.json")
}
`;
    const repository = 'resource "aws_ecr_repository" "claims" {\n';
    const body = '  count = var.create ? 1 : 0\n  name  = "claims"\n}';
    fires(imageLifecycle, {
      file: 'images.tf',
      files: WITH_SAGEMAKER,
      source: `${repository}#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${SUBJECT}\n${body}\n${rest}`,
      fixed: `${repository}${body}${TERRAFORM_POLICY(
        'claims_2',
        'aws_ecr_repository.claims[0]',
        '  count = var.create ? 1 : 0\n\n',
      )}\n${rest}`,
    });
  });

  describe('a repository that a block makes several times', () => {
    const head = 'resource "aws_ecr_repository" "all" {\n';
    const UNDER = `#        ^^^^^^^^^^^^^^^^^^^^^^^^^^ ${SUBJECT}\n`;
    const loop = (body: string, rest = ''): { readonly source: string; readonly plain: string } => ({
      source: `${head}${UNDER}${body}}${rest}\n`,
      plain: `${head}${body}}`,
    });
    const LISTED = '  for_each = toset(["claims", "fraud"])\n  name     = each.key\n';

    it('gets a policy that is made for the same', () => {
      const written = (body: string, index: string, meta: string): void => {
        const { source, plain } = loop(body, '\n\nvariable "names" {}');
        fires(imageLifecycle, {
          file: 'images.tf',
          files: WITH_SAGEMAKER,
          preferred: false,
          source,
          fixed: `${plain}${TERRAFORM_POLICY('all', `aws_ecr_repository.all${index}`, `${meta}\n\n`)}\n\nvariable "names" {}\n`,
        });
      };
      written(LISTED, '[each.key]', '  for_each = toset(["claims", "fraud"])');
      written('  for_each = var.names\n  name     = each.value\n', '[each.key]', '  for_each = var.names');
      written('  count = 2\n  name  = "claims-${count.index}"\n', '[count.index]', '  count = 2');
      // However many there are: the first is not all of them.
      written('  count = var.names\n  name  = "claims-${count.index}"\n', '[count.index]', '  count = var.names');
      written(
        '  count    = var.names\n  provider = aws.eu\n  name     = "claims-${count.index}"\n',
        '[count.index]',
        '  count    = var.names\n  provider = aws.eu',
      );
      written(
        '  count = var.names > 1 ? 3 : var.names > 0 ? 1 : 0\n  name  = "claims-${count.index}"\n',
        '[count.index]',
        '  count = var.names > 1 ? 3 : var.names > 0 ? 1 : 0',
      );
    });

    it('gets it in the account and the Region of its own provider', () => {
      fires(imageLifecycle, {
        file: 'images.tf',
        files: WITH_SAGEMAKER,
        source: `${head}${UNDER}  provider = aws.eu\n  name     = "claims"\n}\n`,
        fixed: `${head}  provider = aws.eu\n  name     = "claims"\n}${TERRAFORM_POLICY(
          'all',
          'aws_ecr_repository.all',
          '  provider = aws.eu\n\n',
        )}\n`,
      });
    });

    it('is left to people where a list would stand there twice, or some of them have a policy', () => {
      fires(imageLifecycle, {
        file: 'images.tf',
        files: WITH_SAGEMAKER,
        refused: 'notExpressible',
        source: loop('  for_each = {\n    claims = "a"\n    fraud  = "b"\n  }\n  name     = each.key\n').source,
      });
      const some =
        '\n\nresource "aws_ecr_lifecycle_policy" "some" {\n  repository = aws_ecr_repository.all["fraud"].name\n  policy     = file("p.json")\n}';
      fires(imageLifecycle, {
        file: 'images.tf',
        files: WITH_SAGEMAKER,
        refused: 'sharedValue',
        source: loop(LISTED, some).source,
      });
    });
  });

  it('is silent where Terraform puts a policy, or may do so', () => {
    const repository = (head: string, name: string): string =>
      `resource "aws_ecr_repository" "r" {\n${head}  name = ${name}\n}\n`;
    const policy = (head: string, of: string): string =>
      `resource "aws_ecr_lifecycle_policy" "p" {\n${head}  repository = ${of}\n  policy = file("policy.json")\n}\n`;
    const plain = repository('', '"claims"');
    quiet('a.tf', plain + policy('', 'aws_ecr_repository.r.name'));
    quiet('a.tf', plain + policy('', '"claims"'));
    quiet('a.tf', plain + policy('  count = var.limited ? 1 : 0\n', 'aws_ecr_repository.r.id'));
    quiet('a.tf', plain + policy('  for_each = var.policies\n', 'each.key'));
    quiet('a.tf', plain + policy('', 'module.images.name'));
    quiet('a.tf', repository('', '"${var.team}-claims"') + policy('', '"${var.team}-claims"'));
    const all = '  for_each = toset(["claims", "fraud"])\n';
    quiet('a.tf', repository(all, 'each.key') + policy(all, 'aws_ecr_repository.r[each.key].name'));
    quiet('a.tf', repository(all, 'each.key') + policy('  for_each = aws_ecr_repository.r\n', 'each.value.name'));
    const two = '  count = 2\n';
    quiet('a.tf', repository(two, '"claims-${count.index}"') + policy(two, 'aws_ecr_repository.r[count.index].name'));
    quiet(
      'a.tf',
      repository(two, '"claims-${count.index}"') +
        policy('  count = length(aws_ecr_repository.r)\n', 'aws_ecr_repository.r[count.index].name'),
    );
  });

  it('speaks of the repository that no policy of Terraform can mean', () => {
    fires(imageLifecycle, {
      file: 'images.tf',
      files: WITH_SAGEMAKER,
      source: `resource "aws_ecr_repository" "claims" {
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${SUBJECT}
  name = "claims"
}

resource "aws_ecr_repository" "fraud" {
  for_each = toset(["a", "b"])
  name     = each.key
}

resource "aws_ecr_lifecycle_policy" "fraud" {
  for_each   = aws_ecr_repository.fraud
  repository = each.value.name
  policy     = file("policy.json")
}
`,
    });
  });

  it('is silent about constructs of the CDK that have rules', () => {
    const stack = (made: string): string => `import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';

class Images extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    ${made}
  }
}
`;
    quiet('images.ts', stack("new ecr.Repository(this, 'Images', { lifecycleRules: [{ maxImageCount: 5 }] });"));
    quiet(
      'images.ts',
      stack("const made = new ecr.Repository(this, 'Images');\n    made.addLifecycleRule({ maxImageCount: 5 });"),
    );
    quiet('images.ts', stack("new ecr.Repository(this, 'Images').addLifecycleRule({ maxImageCount: 5 });"));
    quiet('images.ts', stack("new ecr.Repository(this, 'Images', { lifecycleRules: rules });"));
    quiet('images.ts', stack("new ecr.Repository(this, 'Images', { ...settings });"));
    quiet('images.ts', stack("ecr.Repository.fromRepositoryName(this, 'Images', 'claims');"));
  });

  it('speaks of constructs of the CDK without rules', () => {
    const file = 'images.ts';
    const stack = (made: string): string => `import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';

class Images extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    ${made}
  }
}
`;
    const rules = (indent: string, duration: string): string => `lifecycleRules: [
${indent}  {
${indent}    description: 'Expire untagged images older than 14 days',
${indent}    tagStatus: ecr.TagStatus.UNTAGGED,
${indent}    maxImageAge: ${duration}.days(14),
${indent}  },
${indent}]`;
    fires(imageLifecycle, {
      file,
      files: WITH_SAGEMAKER,
      preferred: false,
      source: stack(`new ecr.Repository(this, 'Images');\n//          ^^^^^^^^^^ ${SUBJECT}`),
      fixed: stack(`new ecr.Repository(this, 'Images', { ${rules('    ', 'Duration')} });`).replace(
        '{ Stack }',
        '{ Stack, Duration }',
      ),
    });
    const whole = (made: string): string =>
      stack(made).replace('{ Stack }', '* as cdk').replace('extends Stack', 'extends cdk.Stack');
    fires(imageLifecycle, {
      file,
      files: WITH_SAGEMAKER,
      source: whole(`new ecr.Repository(this, 'Images', {
//          ^^^^^^^^^^ ${SUBJECT}
      repositoryName: 'claims',
      lifecycleRules: [],
    });`),
      fixed: whole(`new ecr.Repository(this, 'Images', {
      repositoryName: 'claims',
      ${rules('      ', 'cdk.Duration')},
    });`),
    });
    fires(imageLifecycle, {
      file,
      files: WITH_SAGEMAKER,
      source: stack(`new ecr.CfnRepository(this, 'Images', {
//          ^^^^^^^^^^^^^ ${SUBJECT}
      repositoryName: 'claims',
    });`),
      fixed: stack(`new ecr.CfnRepository(this, 'Images', {
      repositoryName: 'claims',
      lifecyclePolicy: {
        lifecyclePolicyText: '${POLICY}',
      },
    });`),
    });
  });

  it('knows that tags of a construct never move', () => {
    const advisor = new Advisor({});
    advisor.update(
      sourceOf(
        'images.ts',
        `import { Stack, aws_ecr as ecr, aws_sagemaker as sagemaker } from 'aws-cdk-lib';

class Images extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    new sagemaker.CfnModel(this, 'Model', {});
    new ecr.Repository(this, 'Images', { imageTagMutability: ecr.TagMutability.IMMUTABLE });
  }
}
`,
      ),
    );
    const [finding] = advisor.advise('images.ts').findings.filter((each) => each.practice === imageLifecycle.id);
    assert.match(finding?.candidates[0].proposal.notes.join(' ') ?? '', /Tags of this repository never move/);
  });

  describe('the CDK in Python', () => {
    const stack = (made: string, imports = 'from aws_cdk import Stack, aws_ecr as ecr\n'): string => `${imports}

class Images(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        ${made}
`;

    it('gives a repository rules', () => {
      fires(imageLifecycle, {
        file: 'images.py',
        files: WITH_SAGEMAKER,
        preferred: false,
        source: stack(`ecr.Repository(self, "Images")\n#           ^^^^^^^^^^ ${SUBJECT}`),
        fixed: stack(
          `ecr.Repository(self, "Images", lifecycle_rules=[
            ecr.LifecycleRule(
                description="Expire untagged images older than 14 days",
                tag_status=ecr.TagStatus.UNTAGGED,
                max_image_age=Duration.days(14),
            )
        ])`,
          'from aws_cdk import Stack, aws_ecr as ecr\nfrom aws_cdk import Duration\n',
        ),
      });
    });

    it('writes a policy into a construct of the first level', () => {
      fires(imageLifecycle, {
        file: 'images.py',
        files: WITH_SAGEMAKER,
        source: stack(
          `ecr.CfnRepository(self, "Images", repository_name="claims")\n#           ^^^^^^^^^^^^^ ${SUBJECT}`,
        ),
        fixed:
          stack(`ecr.CfnRepository(self, "Images", repository_name="claims", lifecycle_policy=ecr.CfnRepository.LifecyclePolicyProperty(
            lifecycle_policy_text='${POLICY}',
        ))`),
      });
    });

    it('is silent about a repository with rules, or with rules that are added or not known', () => {
      quiet(
        'images.py',
        stack('ecr.Repository(self, "Images", lifecycle_rules=[ecr.LifecycleRule(max_image_count=5)])'),
      );
      quiet('images.py', stack('ecr.Repository(self, "Images").add_lifecycle_rule(max_image_count=5)'));
      quiet(
        'images.py',
        stack('made = ecr.Repository(self, "Images")\n        made.add_lifecycle_rule(max_image_count=5)'),
      );
      quiet('images.py', stack('ecr.Repository(self, "Images", lifecycle_rules=kwargs["rules"])'));
      quiet('images.py', stack('ecr.Repository(self, "Images", **settings)'));
      quiet('images.py', stack('ecr.Repository.from_repository_name(self, "Images", "claims")'));
    });
  });
});
