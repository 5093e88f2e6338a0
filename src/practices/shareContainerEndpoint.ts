import type { Proposal } from '../model/proposal';
import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';
import { isChained, namesOf, sharersOf, type Sharer } from './sharing';
import { severalContainers } from './sharingRecipes';

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
      recipe: severalContainers(),
      notes: [
        `These could share: ${namesOf(together)}.`,
        'At best on the instances of the largest alone; at worst on as many as hold the memory of all: then nothing is saved.',
        'All containers run all the time: their memory adds up, and none is loaded on demand.',
        'One update, one failure and one peak concern all models on it: share what may fail together.',
      ],
    }),
  ];
}
