import type { Proposal, Recipe } from '../model/proposal';
import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';
import { isChained, namesOf, sharersOf, type Sharer } from './sharing';

/** Endpoints of different frameworks on CPUs, each on instances of its own: their containers on one endpoint. */
export const shareContainerEndpoint: Practice = {
  id: 'share-container-endpoint',
  aliases: [],
  title: 'Serve models of different frameworks from one endpoint',
  articleName: 'Multi-container endpoints',
  why: `A multi-container endpoint holds up to 15 containers on the same instances, each called by its name. Models that need
different images can share instances that way, where each alone would leave most of its own idle.`,
  sources: [
    ARTICLE,
    {
      text: 'Multi-container endpoints with direct invocation',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-endpoints.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: () => [],
  detectAcross: (context) =>
    sharersOf(context).flatMap((group) => {
      const free = group.filter(({ placed, gpus }) => gpus === 0 && !isChained(context, placed));
      // Those that have one of their own framework beside them share with it.
      const single = free.filter((each) => free.filter(({ framework }) => framework === each.framework).length === 1);
      return proposalFor(single);
    }),
};

function proposalFor(sharers: readonly Sharer[]): Proposal[] {
  const [first] = sharers;
  if (first === undefined || sharers.length < 2) return [];
  const { deployment } = first.placed;
  const together = sharers.map(({ placed }) => placed);
  return [
    reportOnly({
      practice: shareContainerEndpoint.id,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: [...deployment.path, 'InstanceType'],
      grade: 'consider',
      effort: 'model',
      subject: `endpoints of ${sharers.length} frameworks → one with ${sharers.length} containers`,
      title: 'Share one multi-container endpoint',
      why: 'how much memory and time each model needs is not in the code',
      pricing: { kind: 'shared', deployments: together.map((each) => each.deployment.id) },
      recipe: RECIPE,
      notes: [
        `These could share: ${namesOf(together)}.`,
        'At best on the instances of the largest alone; at worst on as many as hold the memory of all: then nothing is saved.',
        'All containers run all the time: their memory adds up, and none is loaded on demand.',
        'One update, one failure and one peak concern all models on it: share what may fail together.',
      ],
    }),
  ];
}

const RECIPE: Recipe = {
  title: 'Several containers, called by their host names',
  snippets: {
    cloudformation: `      Containers: # in place of PrimaryContainer
        - { ContainerHostname: ranking, Image: ..., ModelDataUrl: ... }
        - { ContainerHostname: pricing, Image: ..., ModelDataUrl: ... }
      InferenceExecutionConfig: { Mode: Direct }
# callers name the container: invoke_endpoint(..., TargetContainerHostname="ranking")
`,
    terraform: `  # in place of primary_container
  container {
    container_hostname = "ranking"
    image              = var.ranking_image
    model_data_url     = var.ranking_data
  }
  container {
    container_hostname = "pricing"
    image              = var.pricing_image
    model_data_url     = var.pricing_data
  }
  inference_execution_config {
    mode = "Direct"
  }
# callers name the container: invoke_endpoint(..., TargetContainerHostname="ranking")
`,
    boto3: `sm.create_model(
    ModelName="shared",
    ExecutionRoleArn=role,
    Containers=[
        {"ContainerHostname": "ranking", "Image": ranking_image, "ModelDataUrl": ranking_data},
        {"ContainerHostname": "pricing", "Image": pricing_image, "ModelDataUrl": pricing_data},
    ],
    InferenceExecutionConfig={"Mode": "Direct"},
)
`,
  },
};
