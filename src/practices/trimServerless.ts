import type { Delta } from '../model/delta';
import type { Deployment } from '../model/deployment';
import type { TrafficProfile } from '../model/profile';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import { asNumber, known, valueAt } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { scalingOf } from './scaling';

const PATH = ['ServerlessConfig', 'ProvisionedConcurrency'] as const;

/** A serverless endpoint that is kept warm though nobody says that its traffic asks for it. */
export const trimServerless: Practice = {
  id: 'trim-serverless',
  aliases: [],
  title: 'Keep no serverless capacity warm without need',
  articleName: 'Serverless Inference',
  why: `Provisioned concurrency keeps copies of a serverless model warm. They are billed by the second whether they work or not,
which takes back what serverless inference is chosen for. It pays where traffic is frequent and a cold start is not acceptable.`,
  sources: [
    ARTICLE,
    {
      text: 'Serverless inference: provisioned concurrency',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html',
    },
    { text: 'Amazon SageMaker pricing', url: 'https://aws.amazon.com/sagemaker/pricing/' },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalFor(context, deployment)),
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  if (deployment.kind !== 'endpoint-variant' || deployment.mode !== 'serverless') return [];
  const warm = known(asNumber(valueAt(deployment.capacity, PATH)));
  if (warm === undefined || warm < 1 || scalingOf(context, deployment).kind !== 'none') return [];
  const needed = neededBy(context.profileOf(deployment));
  // Somebody has said what the traffic is, and it needs them.
  if (needed >= warm) return [];
  const path = [...deployment.path, ...PATH];
  const { id } = deployment.resource;
  const change: Op =
    needed === 0 ? { op: 'unset', resource: id, path } : { op: 'set', resource: id, path, value: needed };
  const replaced = replacementOf(context.graph, deployment.resource);
  return [
    {
      practice: trimServerless.id,
      deployment: deployment.id,
      resource: id,
      path,
      grade: 'consider',
      effort: 'redeploy',
      subject: `${warm} kept warm → ${needed === 0 ? 'none' : needed}`,
      title: needed === 0 ? 'Keep none warm' : `Keep ${needed} warm`,
      changes: { provisionedConcurrency: needed === 0 ? null : needed },
      ops: [change, ...replaced.ops],
      preferred: false,
      recipe: null,
      pricing: { kind: 'capacity' },
      notes: [
        needed === 0
          ? 'Nothing is stated about the traffic: a traffic profile says whether they are needed.'
          : `The stated traffic needs ${needed} at a time at its peak.`,
        'Without them the first requests after a pause wait until model and container are loaded, for minutes with large ones.',
        'With frequent requests they cost less than the plain rate: the break-even decides.',
        ...(replaced.note === null ? [] : [replaced.note]),
      ],
      generation: 0,
      retired: false,
      keep: isWorthTelling,
    },
  ];
}

/** How many requests are served at a time at the peak, by the stated traffic; none where nothing is stated. */
function neededBy(profile: TrafficProfile | null): number {
  const { requestsPerDay, secondsPerRequest, activeHours, peakToMean = 1 } = profile ?? {};
  if (requestsPerDay === undefined || secondsPerRequest === undefined) return 0;
  return Math.ceil(((requestsPerDay * secondsPerRequest) / ((activeHours?.hours ?? 24) * 3600)) * peakToMean);
}

/** Where the traffic is stated, it has to save. */
function isWorthTelling(delta: Delta): boolean {
  return delta.usdShare === null || delta.usdShare < 0;
}
