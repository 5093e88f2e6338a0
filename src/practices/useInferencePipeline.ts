import { ARTICLE, type Practice } from './practice';
import { reportOnly } from './reportOnly';
import { chainsOf } from './sharing';
import { containersInOrder } from './sharingRecipes';

/** One endpoint's answer is the next one's request: both containers on one endpoint. */
export const useInferencePipeline: Practice = {
  id: 'use-inference-pipeline',
  aliases: [],
  title: 'Chain models inside of one endpoint',
  articleName: 'Inference pipelines',
  why: `Two endpoints in a row keep two sets of instances up and send each request over the network twice. An inference pipeline
runs the containers one after the other on the same instances.`,
  sources: [
    ARTICLE,
    {
      text: 'Inference pipelines in Amazon SageMaker',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipelines.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: () => [],
  detectAcross: (context) =>
    chainsOf(context).flatMap(({ from, to }) => {
      const { deployment } = from;
      if ([from, to].some((each) => each.deployment.mode !== 'realtime')) return [];
      return reportOnly({
        practice: useInferencePipeline.id,
        deployment: deployment.id,
        resource: deployment.resource.id,
        path: [...deployment.path, 'InstanceType'],
        grade: 'likely',
        effort: 'model',
        subject: 'two endpoints in a row → one inference pipeline',
        title: 'Chain both in one pipeline',
        why: 'how much memory and time each model needs is not in the code',
        pricing: { kind: 'shared', deployments: [deployment.id, to.deployment.id] },
        recipe: containersInOrder(),
        notes: [
          `The answer of \`${deployment.name}\` is sent on to \`${to.deployment.name}\`.`,
          'Whatever the code does between the two has to move into one of the containers.',
          'It fits where nobody else calls the two by themselves, and where both scale alike.',
        ],
      });
    }),
};
