import { property, resourcesOf, type Graph } from '../model/graph';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known } from '../model/value';
import { ARTICLE, type Practice } from './practice';

const DAYS = 14;
const PATH = ['LifecyclePolicy', 'LifecyclePolicyText'] as const;

/** The example of ECR's own documentation. */
const POLICY = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: `Expire untagged images older than ${DAYS} days`,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: DAYS },
      action: { type: 'expire' },
    },
  ],
});

/** A repository in which every image that was ever pushed stays. */
export const imageLifecycle: Practice = {
  id: 'image-lifecycle',
  aliases: [],
  title: 'Let images that nobody names expire',
  articleName: 'Unused images',
  why: `Each build pushes gigabytes of layers, and an image whose tag has moved on to the next build stays in its repository without a
tag, and is billed, until somebody deletes it. A lifecycle policy of the repository does so by itself.`,
  sources: [
    ARTICLE,
    {
      text: 'Amazon ECR: examples of lifecycle policies',
      url: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html',
    },
    {
      text: 'DeployedImage: an endpoint keeps the image that its tag meant when the model was made',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeployedImage.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: ({ graph, workspace }) =>
    workspace.usesSageMaker && !isSetElsewhere(graph)
      ? resourcesOf(graph, 'Repository').filter(keepsEverything).map(proposalFor)
      : [],
};

/** What is there may be more than is seen where the properties are open: that is no absence. */
function keepsEverything(repository: Resource): boolean {
  return property(repository, 'LifecyclePolicy').kind === 'absent';
}

/** Code puts a policy on a repository that can't be told. */
function isSetElsewhere(graph: Graph): boolean {
  return graph.observations.some((each) => each.kind === 'unfollowed' && each.type === 'Repository');
}

function proposalFor(repository: Resource): Proposal {
  const isImmutable = known(asString(property(repository, 'ImageTagMutability'))) === 'IMMUTABLE';
  return {
    practice: imageLifecycle.id,
    deployment: null,
    resource: repository.id,
    path: ['LifecyclePolicy'],
    grade: 'consider',
    effort: 'edit',
    subject: `no lifecycle policy → untagged images expire after ${DAYS} days`,
    title: `Let untagged images expire after ${DAYS} days`,
    changes: { lifecyclePolicyText: POLICY },
    ops: [{ op: 'set', resource: repository.id, path: PATH, value: POLICY }],
    // An image that is deleted under a live endpoint stops its scaling out.
    preferred: false,
    recipe: null,
    pricing: { kind: 'imageStorage' },
    notes: [
      'An endpoint keeps the image that its tag meant when the model was made. If that tag has moved on, the image is untagged, and once it is deleted the endpoint can start no further instance: give each image that is deployed a tag of its own first.',
      'Untagged images that are older already are deleted within a day. Preview the policy in ECR before it is put in place.',
      ...(isImmutable ? ['Tags of this repository never move: few of its images ever become untagged.'] : []),
      'Tagged images stay: a rule for them needs a prefix of tags that only you know (`tagPrefixList`), and no live endpoint may use one of them.',
    ],
    generation: 0,
    retired: false,
    keep: () => true,
  };
}
