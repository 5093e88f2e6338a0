import type { Delta } from '../model/delta';
import type { Deployment } from '../model/deployment';
import type { TrafficProfile } from '../model/profile';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import { asNumber, known, valueAt, type Path } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { scalingOf } from './scaling';
import { memoryOfKnownModel } from './serverlessMemory';
import { servingContainer } from './servingContainer';

const PATH = ['ServerlessConfig', 'ProvisionedConcurrency'] as const;
const MEMORY = ['ServerlessConfig', 'MemorySizeInMB'] as const;

/** A serverless endpoint that is kept warm though nobody says that its traffic asks for it, or has more memory than its model needs. */
export const trimServerless: Practice = {
  id: 'trim-serverless',
  aliases: [],
  title: 'Pay for no more serverless capacity than is needed',
  articleName: 'Serverless Inference',
  why: `Provisioned concurrency keeps copies of a serverless model warm. They are billed by the second whether they work or not,
which takes back what serverless inference is chosen for. It pays where traffic is frequent and a cold start is not acceptable.
A second of inference is billed by the memory of the endpoint: what the model doesn't need is paid for with each request.`,
  sources: [
    ARTICLE,
    {
      text: 'Serverless inference: memory and provisioned concurrency',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html',
    },
    { text: 'Amazon SageMaker pricing', url: 'https://aws.amazon.com/sagemaker/pricing/' },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) =>
    context.deployments.flatMap((deployment) =>
      deployment.kind === 'endpoint-variant' && deployment.mode === 'serverless'
        ? [...fewerWarm(context, deployment), ...lessMemory(context, deployment)]
        : [],
    ),
};

function fewerWarm(context: PracticeContext, deployment: Deployment): Proposal[] {
  const warm = known(asNumber(valueAt(deployment.capacity, PATH)));
  if (warm === undefined || warm < 1 || scalingOf(context, deployment).kind !== 'none') return [];
  const needed = neededBy(context.profileOf(deployment));
  // Somebody has said what the traffic is, and it needs them.
  if (needed >= warm) return [];
  return [
    trimmed(context, deployment, PATH, needed === 0 ? null : needed, {
      subject: `${warm} kept warm → ${needed === 0 ? 'none' : needed}`,
      title: needed === 0 ? 'Keep none warm' : `Keep ${needed} warm`,
      changes: { provisionedConcurrency: needed === 0 ? null : needed },
      notes: [
        needed === 0
          ? 'Nothing is stated about the traffic: a traffic profile says whether they are needed.'
          : `The stated traffic needs ${needed} at a time at its peak.`,
        'Without them the first requests after a pause wait until model and container are loaded, for minutes with large ones.',
        'With frequent requests they cost less than the plain rate: the break-even decides.',
      ],
    }),
  ];
}

/** Where the size of the model is known, by the header of its file or by its name. */
function lessMemory(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { graph, catalogue } = context;
  const present = known(asNumber(valueAt(deployment.capacity, MEMORY)));
  if (present === undefined || servingContainer(deployment, catalogue) === null) return [];
  const needed = memoryOfKnownModel(graph, deployment, catalogue);
  if (needed === null || needed.mb >= present) return [];
  const [from, to] = [present, needed.mb].map((mb) => `${mb / 1024} GB`);
  return [
    trimmed(context, deployment, MEMORY, needed.mb, {
      subject: `${from} of memory → ${to}`,
      title: `Take ${to} of memory`,
      changes: { memorySizeInMB: needed.mb },
      notes: [needed.note, 'With less memory it may answer more slowly, too: compare both before traffic moves.'],
    }),
  ];
}

/** Less of one property of the serverless configuration; null takes it out. */
function trimmed(
  { graph }: PracticeContext,
  { id: deployment, path: variant, resource }: Deployment,
  property: Path,
  value: number | null,
  said: Pick<Proposal, 'subject' | 'title' | 'changes' | 'notes'>,
): Proposal {
  const path = [...variant, ...property];
  const replaced = replacementOf(graph, resource);
  const place = { resource: resource.id, path };
  const change: Op = value === null ? { op: 'unset', ...place } : { op: 'set', ...place, value };
  return {
    practice: trimServerless.id,
    deployment,
    ...place,
    grade: 'consider',
    effort: 'redeploy',
    ...said,
    ops: [change, ...replaced.ops],
    preferred: false,
    recipe: null,
    pricing: { kind: 'capacity' },
    notes: [...said.notes, ...(replaced.note === null ? [] : [replaced.note])],
    generation: 0,
    retired: false,
    keep: isWorthTelling,
  };
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
