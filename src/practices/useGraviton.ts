import type { Catalogue, InstanceType } from '../catalogue';
import type { Deployment } from '../model/deployment';
import type { Delta } from '../model/delta';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import { modelOf, property, resourcesOf } from '../model/graph';
import { known, valueAt } from '../model/value';
import { gravitonTypes, hasLocalDisk } from './gravitonTypes';
import { imageSupport, type ImageSupport } from './imageSupport';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { isFreeToChangeType, knownType, typePath, useOf } from './typeChange';

/** Below this share of the present cost a change isn't worth the work. */
const LEAST_SAVING = 0.05;

/** An x86 CPU type whose image has an arm64 build: a Graviton type of the same size. */
export const useGraviton: Practice = {
  id: 'use-graviton',
  aliases: [],
  title: 'Use Graviton for CPU inference',
  articleName: 'Graviton for CPU-based inference',
  why: `AWS's own Arm processors cost less per instance-hour than the x86 types of the same size, and by the modelled power
figures they draw less. The article of 2022 speaks of Graviton3 with up to 60 % less energy than comparable instances; AWS's
later wording adds *for the same performance*. That is AWS's statement, published without a method, and no figure of this
advisor rests on it: the carbon figures come from the modelled power of each type, with their range.`,
  sources: [
    ARTICLE,
    {
      text: 'AWS Machine Learning Blog: run machine learning inference on Graviton-based instances with SageMaker (2022)',
      url: 'https://aws.amazon.com/blogs/machine-learning/run-machine-learning-inference-workloads-on-aws-graviton-based-instances-with-amazon-sagemaker/',
    },
    {
      text: 'SageMaker Python SDK: the image lists and the families it picks arm64 images for (commit a248126, 2026-08-21)',
      url: 'https://github.com/aws/sagemaker-python-sdk/tree/a24812666d258d9d19c9a82d0c9385ca0bd3ba01/sagemaker-core/src/sagemaker/core/image_uri_config',
    },
    {
      text: 'AWS Deep Learning Containers: arm64 inference images (commit e0ecede, 2026-08-21)',
      url: 'https://github.com/aws/deep-learning-containers/tree/e0ecedea6a1c56d6b5914f9cfb2fec5c548e67e0/docs/src/data',
    },
    {
      text: 'Updating endpoints that use automatic scaling',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalsFor(context, deployment)),
};

function proposalsFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { catalogue } = context;
  const present = presentType(context, deployment);
  const region = known(deployment.region);
  if (present === null || region === undefined || !isFreeToChangeType(context.graph, deployment)) return [];
  const support = imageSupport(deployment.model, catalogue);
  if (support.kind !== 'published' && support.kind !== 'own') return [];
  if (support.kind === 'published' && support.changesModel && isOthersToo(context, deployment)) return [];
  const families = support.kind === 'published' ? support.families : null;
  return gravitonTypes(present, region, useOf(deployment), families, catalogue).map((type) =>
    proposal(context, deployment, present, type, support, region),
  );
}

/** Whether the image serves others, which would be left on x86 with an arm64 image. */
function isOthersToo({ graph, deployments }: PracticeContext, deployment: Deployment): boolean {
  const { model, capacity } = deployment;
  const type = valueAt(capacity, ['InstanceType']);
  // The type is one of several that the same image is run on.
  if (type.kind === 'scalar' && type.isPicked === true) return true;
  return (
    deployments.some((other) => other.id !== deployment.id && other.model !== null && other.model === model) ||
    resourcesOf(graph, 'InferenceComponent').some((each) => modelOf(graph, property(each, 'Specification')) === model)
  );
}

/** The x86 CPU type that the deployment runs on; null where it isn't known, or isn't one. */
function presentType({ catalogue }: PracticeContext, deployment: Deployment): InstanceType | null {
  const type = knownType(catalogue, deployment);
  return type?.architecture === 'x86_64' && type.accelerator === null ? type : null;
}

type Usable = Extract<ImageSupport, { kind: 'published' | 'own' }>;

function proposal(
  context: PracticeContext,
  deployment: Deployment,
  present: InstanceType,
  type: InstanceType,
  support: Usable,
  region: string,
): Proposal {
  const path = typePath(deployment);
  const change: Op = { op: 'set', resource: deployment.resource.id, path, value: type.name };
  const replaced = [replacementOf(context.graph, deployment.resource)];
  if (support.kind === 'published' && support.changesModel && deployment.model !== null)
    replaced.push(replacementOf(context.graph, deployment.model));
  const obstacles = [
    ...replaced.flatMap((each) => (each.note === null ? [] : [each.note])),
    ...reachNotes(context, deployment, support),
  ];
  const published = support.kind === 'published';
  const image = published ? support.image : null;
  return {
    practice: useGraviton.id,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path,
    grade: published ? 'likely' : 'consider',
    effort: published ? 'redeploy' : 'code',
    subject: `${present.name} → ${type.name}`,
    title: image === null ? `Change to ${type.name}` : `Change to ${type.name} with its arm64 image`,
    changes: { instanceType: type.name, ...(image === null ? {} : { image }) },
    ops: [change, ...support.ops(type.name), ...replaced.flatMap((each) => each.ops)],
    preferred: published && obstacles.length === 0,
    recipe: null,
    pricing: { kind: 'capacity' },
    notes: [
      ...support.notes,
      ...pickingNotes(context, deployment, type, image),
      ...notesOn(context.catalogue, present, type, region),
      ...obstacles,
    ],
    generation: type.generation,
    retired: false,
    keep: isWorthTelling,
  };
}

/** What the Python SDK would do for this type if the image were not named. */
function pickingNotes(
  { catalogue }: PracticeContext,
  deployment: Deployment,
  type: InstanceType,
  image: string | null,
): string[] {
  if (deployment.dialect !== 'python-sdk' || image === null) return [];
  if (catalogue.images.sdkArm64Families.includes(type.family)) return [];
  return [`For ${type.family} the Python SDK finds no arm64 image by itself: the image has to stay named.`];
}

/** Where type and image are written in places that don't change together everywhere. */
function reachNotes({ graph }: PracticeContext, deployment: Deployment, support: Usable): readonly string[] {
  if (support.kind === 'own' || support.inEnvironment === null) return [];
  const { how } = deployment.instanceType;
  const isTypeOwn = how === 'binding' || (how === 'default' && graph.environment !== null);
  if (isTypeOwn === support.inEnvironment) return support.obstacles;
  return [
    ...support.obstacles,
    'Type and image are not set in the same place: they have to change together in every environment.',
  ];
}

function notesOn(catalogue: Catalogue, present: InstanceType, type: InstanceType, region: string): string[] {
  const notes = [
    'Packages with native code need builds for arm64 (aarch64 wheels): try the container before traffic moves.',
    `Needs the quota \`${type.name} for endpoint usage\`.`,
  ];
  if (type.vcpu > present.vcpu || type.memoryGib > present.memoryGib)
    notes.push(
      `It has ${type.vcpu} vCPU and ${type.memoryGib} GiB, where ${present.name} has ${present.vcpu} and ${present.memoryGib}.`,
    );
  if (hasLocalDisk(present) && !hasLocalDisk(type))
    notes.push(`${type.name} has no local NVMe disk, unlike ${present.name}: the model is stored on a volume.`);
  if (/^t\d/.test(present.family))
    notes.push(`${present.name} is burstable and ${type.name} is not: it has its full vCPUs all the time.`);
  const oddPrice = catalogue.priceNote(type.name, region);
  if (oddPrice !== null) notes.push(`Note that ${oddPrice}.`);
  notes.push('Both are compared at the same utilisation; a faster processor would be used less for the same requests.');
  return notes;
}

/** At least 5 % cheaper, or lower in carbon beyond the error of the model. A type without a price proves nothing. */
function isWorthTelling(delta: Delta): boolean {
  if (delta.usdShare === null) return false;
  return delta.usdShare <= -LEAST_SAVING || delta.verdict === 'less';
}
