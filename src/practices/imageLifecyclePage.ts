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
stops its scaling out.`,
  wouldBeWrongIf: [
    'A live endpoint, or a model kept for a roll-back, uses an image whose tag has moved on: it is untagged, and is deleted.',
    'Images are used by their digest alone, and never get a tag.',
    'Images have to be kept as evidence of what has run.',
    'A policy is put on the repository by a script or a tool outside of the workspace.',
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
