import type { Proposal } from '../model/proposal';
import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';
import type { Server } from './servingContainer';
import { isChained, namesOf, sharersOf, type Sharer } from './sharing';
import { components, multiModel } from './sharingRecipes';

/** Servers that hold many models at a time behind one endpoint, as AWS lists them. */
const MULTI_MODEL: ReadonlySet<Server> = new Set(['pytorch', 'tensorflow', 'mxnet', 'sklearn', 'xgboost']);

/** Endpoints of one framework, each on instances of its own: one endpoint for all of them. */
export const shareEndpoint: Practice = {
  id: 'share-endpoint',
  aliases: [],
  title: 'Serve models of one framework from one endpoint',
  articleName: 'Multi-model endpoints',
  why: `Each endpoint keeps instances of its own up, and most models are asked rarely. Behind one endpoint they share them: a
multi-model endpoint loads models when they are asked for, inference components give each model its part of an instance.`,
  sources: [
    ARTICLE,
    {
      text: 'Multi-model endpoints: supported frameworks and instances',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-support.html',
    },
    {
      text: 'Shared resource utilisation: inference components',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-deploy-models.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: () => [],
  detectAcross: (context) =>
    sharersOf(context).flatMap((group) => {
      const free = group.filter(({ placed }) => !isChained(context, placed));
      const together = new Map<string, Sharer[]>();
      for (const each of free) {
        // One multi-model endpoint has one image; components have one each.
        const key = isMultiModel(each) ? each.image : each.framework;
        if (key !== null) together.set(key, [...(together.get(key) ?? []), each]);
      }
      return [...together.values()].flatMap(proposalFor);
    }),
};

function isMultiModel({ gpus, server }: Sharer): boolean {
  return gpus === 0 && MULTI_MODEL.has(server);
}

function proposalFor(sharers: readonly Sharer[]): Proposal[] {
  const [first] = sharers;
  if (first === undefined || sharers.length < 2) return [];
  const { deployment } = first.placed;
  const together = sharers.map(({ placed }) => placed);
  const asComponents = !isMultiModel(first);
  return [
    reportOnly({
      practice: shareEndpoint.id,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: [...deployment.path, 'InstanceType'],
      grade: 'consider',
      effort: 'model',
      subject: `${sharers.length} ${first.framework ?? first.server} endpoints → one shared`,
      title: asComponents ? 'Share one endpoint by inference components' : 'Share one multi-model endpoint',
      why: 'how much memory and time each model needs is not in the code',
      pricing: { kind: 'shared', deployments: together.map((each) => each.deployment.id) },
      recipe: asComponents ? components() : multiModel(),
      notes: [
        `These could share: ${namesOf(together)}.`,
        'At best on the instances of the largest alone; at worst on as many as hold the memory of all: then nothing is saved.',
        asComponents
          ? 'Each component reserves its part of the memory and of the accelerators, so that models do not press each other out; each scales by itself, to zero too.'
          : 'A model that is asked rarely is loaded at its next request, which takes seconds; a busy one can press others out of memory.',
        'One update, one failure and one peak concern all models on it: share what may fail together.',
      ],
    }),
  ];
}
