import type { Page } from './page';

const POLICY =
  '{"rules":[{"rulePriority":1,"description":"Expire untagged images older than 14 days","selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}';

export const imageLifecyclePage: Page = {
  whatItDetects: `A private repository of Amazon ECR without a lifecycle policy, in a workspace that holds SageMaker inference. The
price of a GB-month is shown with it: how many gigabytes there are isn't in the code.`,
  whenSilent: [
    'Nothing in the workspace is of SageMaker.',
    'The repository has a policy, or one that is not known: a parameter, another condition, a construct with rules of its own.',
    'Code, or a resource of Terraform, puts a policy on a repository whose name can’t be told.',
  ],
  fix: `A policy with one rule is added: images without a tag expire 14 days after they were pushed. Images with a tag stay; for those, a
rule needs a prefix of tags that you alone know. It is never the default fix, because a policy that deletes the image of a live endpoint
stops its scaling out. In Terraform a policy is made for the same as the repository: by its \`for_each\` or \`count\`, and through its
provider. Where that would repeat a list of several lines, or some of the repositories have a policy already, the fix is refused.`,
  wouldBeWrongIf: [
    'A live endpoint, or a model kept for a roll-back, uses an image whose tag has moved on: it is untagged, and is deleted.',
    'Images are used by their digest alone, and never get a tag.',
    'Images have to be kept as evidence of what has run.',
    'A policy is put on the repository by a script or a tool outside of the workspace.',
    'A block of Terraform makes several repositories, and one of them is to keep its images: the policy is for all of them.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'images.yaml',
      before: `Resources:
  Inference:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: acme/claims-inference
`,
      after: `Resources:
  Inference:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: acme/claims-inference
      LifecyclePolicy:
        LifecyclePolicyText: '${POLICY}'
`,
    },
    {
      dialect: 'terraform',
      file: 'images.tf',
      before: `resource "aws_ecr_repository" "inference" {
  name = "acme/claims-inference"
}
`,
      after: `resource "aws_ecr_repository" "inference" {
  name = "acme/claims-inference"
}

resource "aws_ecr_lifecycle_policy" "inference" {
  repository = aws_ecr_repository.inference.name
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
}
`,
    },
    {
      dialect: 'cdk-typescript',
      file: 'lib/images-stack.ts',
      before: `import * as cdk from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

export class ImagesStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    new ecr.Repository(this, 'Inference', { repositoryName: 'acme/claims-inference' });
  }
}
`,
      after: `import * as cdk from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

export class ImagesStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    new ecr.Repository(this, 'Inference', { repositoryName: 'acme/claims-inference', lifecycleRules: [
      {
        description: 'Expire untagged images older than 14 days',
        tagStatus: ecr.TagStatus.UNTAGGED,
        maxImageAge: cdk.Duration.days(14),
      },
    ] });
  }
}
`,
    },
    {
      dialect: 'cdk-python',
      file: 'images_stack.py',
      before: `import aws_cdk as cdk
from aws_cdk import aws_ecr as ecr


class ImagesStack(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        ecr.Repository(self, "Inference", repository_name="acme/claims-inference")
`,
      after: `import aws_cdk as cdk
from aws_cdk import aws_ecr as ecr


class ImagesStack(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        ecr.Repository(self, "Inference", repository_name="acme/claims-inference", lifecycle_rules=[
            ecr.LifecycleRule(
                description="Expire untagged images older than 14 days",
                tag_status=ecr.TagStatus.UNTAGGED,
                max_image_age=cdk.Duration.days(14),
            )
        ])
`,
    },
    {
      dialect: 'sdk-javascript',
      file: 'setup-images.ts',
      before: `import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';

const ecr = new ECRClient({ region: 'eu-west-1' });
await ecr.send(new CreateRepositoryCommand({ repositoryName: 'claims-inference' }));
`,
      after: `import { CreateRepositoryCommand, ECRClient, PutLifecyclePolicyCommand } from '@aws-sdk/client-ecr';

const ecr = new ECRClient({ region: 'eu-west-1' });
await ecr.send(new CreateRepositoryCommand({ repositoryName: 'claims-inference' }));
await ecr.send(new PutLifecyclePolicyCommand({ repositoryName: 'claims-inference', lifecyclePolicyText: '${POLICY}' }));
`,
    },
    {
      dialect: 'boto3',
      file: 'setup_images.py',
      before: `import boto3

ecr = boto3.client("ecr", region_name="eu-west-1")
ecr.create_repository(repositoryName="acme/claims-inference")
`,
      after: `import boto3

ecr = boto3.client("ecr", region_name="eu-west-1")
ecr.create_repository(repositoryName="acme/claims-inference")
ecr.put_lifecycle_policy(repositoryName="acme/claims-inference", lifecyclePolicyText='${POLICY}')
`,
    },
  ],
};
