import type { InstanceType } from '../catalogue';
import type { Delta } from '../model/delta';
import type { Deployment } from '../model/deployment';
import { containersOf } from '../model/graph';
import type { Proposal } from '../model/proposal';
import { asString, known, valueAt, type ObjectValue, type Path } from '../model/value';
import { gpuUseOf } from './gpuUse';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { servesLanguageModels, servingContainer } from './servingContainer';
import { endOf, successorsOf, type Ended } from './successors';
import { cudaOf, isFreeToChangeType, knownType, typePath, useOf } from './typeChange';

/** How much dearer a type may be that surely emits less: the width within which carbon figures are a tie. */
const MOST_DEARER = 0.3;

/** GPUs that SageMaker's documentation names for multi-model endpoints, beside the ones that have ended. */
const MULTI_MODEL_GPUS: ReadonlySet<string> = new Set(['g4dn', 'g5']);

/** A type of an older generation: its successor of the same make and size. */
export const newerGeneration: Practice = {
  id: 'newer-generation',
  aliases: [],
  title: 'Use a newer generation of the same instance',
  articleName: 'Efficient silicon',
  why: `Newer generations do more work for each dollar and each watt, but not every successor is cheaper, and none is by rule: the
prices of this Region decide, and the modelled power. P2 and P3 are different: they are not sold any more, so an endpoint on them
can't be created or scaled out.`,
  sources: [
    ARTICLE,
    {
      text: 'Amazon EC2 instance types by Region: P2 and P3 are in none',
      url: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html',
    },
    {
      text: 'The API of EC2 describes P3 no more (gpuhunt, pull request 233)',
      url: 'https://github.com/dstackai/gpuhunt/pull/233',
    },
    {
      text: 'AWS Neuron: Inf1 stays on 2.26.1 or older (commit 81ce03a, 2026-08-21)',
      url: 'https://github.com/aws-neuron/aws-neuron-sdk/tree/81ce03a',
    },
    {
      text: 'NVIDIA: which CUDA programs run on which GPU',
      url: 'https://docs.nvidia.com/cuda/ada-compatibility-guide',
    },
    {
      text: 'CreateEndpointConfig: no `KmsKeyId` beside types with local storage',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html',
    },
    { text: 'NVIDIA L4: 300 GB/s of memory bandwidth', url: 'https://www.nvidia.com/en-us/data-center/l4/' },
    {
      text: 'NVIDIA and AWS: data sheet of the A10G, 600 GB/s of memory bandwidth',
      url: 'https://d1.awsstatic.com/product-marketing/ec2/NVIDIA_AWS_A10G_DataSheet_FINAL_02_17_2022.pdf',
    },
  ],
  defaultVisibility: 'squiggle',
  givesWayTo: 'use-graviton',
  detect: (context) => context.deployments.flatMap((deployment) => proposalsFor(context, deployment)),
};

function proposalsFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { catalogue, graph } = context;
  const present = knownType(catalogue, deployment);
  const region = known(deployment.region);
  if (present === null || region === undefined || !isFreeToChangeType(graph, deployment)) return [];
  const end = endOf(present);
  const limits = limitsOf(context, deployment);
  if (end === null && limits.length > 0) return [];
  const cuda = cudaOf(catalogue, deployment);
  return successorsOf(present, { region, use: useOf(deployment), cuda, catalogue })
    .filter((type) => runsTheImage(context, deployment, type))
    .map((type): Change => ({ present, type, end, cuda, region, limits }))
    .filter((change) => end !== null || isAffordable(context, change))
    .map((change) => proposal(context, deployment, change));
}

interface Change {
  readonly present: InstanceType;
  readonly type: InstanceType;
  readonly end: Ended | null;
  readonly cuda: number | undefined;
  readonly region: string;
  /** What ties the model to certain types, a sentence each. */
  readonly limits: readonly string[];
}

function containers({ model }: Deployment): readonly ObjectValue[] {
  return model === null ? [] : containersOf(model).map(({ container }) => container);
}

function has(container: ObjectValue, name: string): boolean {
  return valueAt(container, [name]).kind !== 'absent';
}

/** Classes of the Python SDK that take their image from elsewhere; every other one names it, or a framework. */
const IMAGE_ELSEWHERE = /^(?:ModelBuilder|JumpStart|ModelPackage|AlgorithmEstimator|AutoML)/;

/** What ties the model to certain types. */
function limitsOf({ graph, catalogue }: PracticeContext, deployment: Deployment): string[] {
  const all = containers(deployment);
  const limits: string[] = [];
  if (all.some((each) => isPackage(each)))
    limits.push('The model is a package that says itself which types it supports.');
  const isCompiled =
    graph.observations.some((each) => each.kind === 'optimisation' && each.how === 'compilation') ||
    all.some((each) => {
      const image = known(asString(valueAt(each, ['Image'])));
      if (image !== undefined) return /[/-]neo[:-]|\/sagemaker-(?:neo|inference)-/.test(image);
      const sdkClass = known(asString(valueAt(each, ['SdkClass'])));
      if (sdkClass === undefined || IMAGE_ELSEWHERE.test(sdkClass)) return false;
      // A step that replaces the image, as `compile_model` does, leaves none that could be read.
      return ['Image', 'ImageRetrieve', 'Framework'].every((name) => !has(each, name));
    });
  if (isCompiled && catalogue.instanceType(known(deployment.instanceType) ?? '')?.accelerator?.kind !== 'inferentia')
    limits.push('The model may be compiled for this type: compile it again for the other one.');
  return limits;
}

/** A model of JumpStart or the Marketplace. */
function isPackage(container: ObjectValue): boolean {
  return (
    has(container, 'ModelPackageName') ||
    has(container, 'AlgorithmArn') ||
    known(asString(valueAt(container, ['SdkClass'])))?.startsWith('JumpStart') === true
  );
}

/** Whether the image of the model exists for a type of the same make. */
function runsTheImage({ catalogue }: PracticeContext, deployment: Deployment, type: InstanceType): boolean {
  const all = containers(deployment);
  switch (type.accelerator?.kind) {
    case undefined: {
      if (type.architecture === 'x86_64') return true;
      // An image that the Python SDK looks up is an arm64 one for some families only.
      const isNamed = all.length > 0 && all.every((each) => known(asString(valueAt(each, ['Image']))) !== undefined);
      return isNamed || catalogue.images.sdkArm64Families.includes(type.family);
    }
    case 'nvidia':
      // What can't use a GPU belongs on a CPU type: right-size-gpu says so.
      if (gpuUseOf(deployment.model, catalogue)?.kind === 'none') return false;
      return (
        MULTI_MODEL_GPUS.has(type.family) ||
        all.every((each) => known(asString(valueAt(each, ['Mode']))) !== 'MultiModel')
      );
    case 'inferentia':
      // Neuron serves TensorFlow and MXNet no more.
      return all.every((each) => !/tensorflow|mxnet/.test(frameworkOf(catalogue, each)));
    case 'trainium':
    case 'other':
      return false;
  }
}

function frameworkOf(catalogue: PracticeContext['catalogue'], container: ObjectValue): string {
  const image = known(asString(valueAt(container, ['Image'])));
  const named = image === undefined ? undefined : `${image} ${catalogue.images.parse(image)?.framework ?? ''}`;
  const written = ['Framework', 'SdkClass'].map((name) => known(asString(valueAt(container, [name]))));
  const retrieved = known(asString(valueAt(container, ['ImageRetrieve', 'framework'])));
  return [named, ...written, retrieved].join(' ').toLowerCase();
}

function proposal(context: PracticeContext, deployment: Deployment, change: Change): Proposal {
  const { present, type, end } = change;
  const path = typePath(deployment);
  const replaced = replacementOf(context.graph, deployment.resource);
  const obstacles = [...(replaced.note === null ? [] : [replaced.note]), ...change.limits];
  const isSure = type.accelerator === null && dearness(context, change) <= 0;
  const key = keyOf(deployment, change);
  return {
    practice: newerGeneration.id,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path,
    grade: isSure ? 'likely' : 'consider',
    effort: end === 'frozen' ? 'model' : 'redeploy',
    subject: `${present.name}${end === 'notSold' ? ' is not sold any more' : ''} → ${type.name}`,
    title: `Change to ${type.name}${end === 'frozen' ? ', with the model compiled for it' : ''}${key === null ? '' : ', without the key of its volume'}`,
    changes: { instanceType: type.name },
    ops: [
      { op: 'set', resource: deployment.resource.id, path, value: type.name },
      ...(key === null ? [] : [{ op: 'unset' as const, resource: deployment.resource.id, path: key }]),
      ...replaced.ops,
    ],
    preferred: isSure && obstacles.length === 0,
    recipe: null,
    pricing: { kind: 'capacity' },
    notes: [
      ...reasonsFor(context, change),
      ...notesOn(context, deployment, change),
      ...(key === null ? [] : [KEY]),
      ...obstacles,
    ],
    generation: type.generation,
    retired: end === 'notSold',
    ...(readsMemorySlower(present, type) && servesText(context, deployment) ? { leads: 'never' as const } : {}),
    keep: end === null ? isWorthTelling : () => true,
  };
}

const KEY =
  'AWS refuses a key for the volume beside a type with local disks, which encrypt themselves: see that your rules allow it.';

/** Where a key for the volume is given that has to go: of the GPU types only P2 and P3 have no local disks. */
function keyOf({ kind, resource }: Deployment, { present, type }: Change): Path | null {
  if (type.accelerator?.kind !== 'nvidia' || !['p2', 'p3'].includes(present.family)) return null;
  const path = kind === 'transform-job' ? ['TransformResources', 'VolumeKmsKeyId'] : ['KmsKeyId'];
  return valueAt(resource.properties, path).kind === 'absent' ? null : path;
}

/** Not dearer, or a little for as many vCPUs: what is larger and dearer is no successor. */
function isAffordable(context: PracticeContext, change: Change): boolean {
  const dearer = dearness(context, change);
  return dearer <= 0 || (dearer <= MOST_DEARER && change.type.vcpu === change.present.vcpu);
}

/** By which share the price of the proposed type is above today's; not a number where one of them isn't known. */
function dearness({ catalogue }: PracticeContext, { present, type, region }: Change): number {
  const [before = NaN, after = NaN] = [present, type].map((each) => catalogue.usdPerHour(each.name, region));
  return after / before - 1;
}

/** Cheaper, or surely less carbon, and not worse in the other beyond the tie band. A type without a price proves nothing. */
function isWorthTelling(delta: Delta): boolean {
  const dearer = delta.usdShare ?? (delta.breakEvenThroughput?.usd ?? NaN) - 1;
  if (Number.isNaN(dearer)) return false;
  return dearer < 0 ? delta.verdict !== 'more' : delta.verdict === 'less' && dearer <= MOST_DEARER;
}

function reasonsFor({ catalogue }: PracticeContext, { present, end }: Change): string[] {
  switch (end) {
    case null:
      return [];
    case 'notSold':
      return [
        `AWS's price list of ${catalogue.priceDate} has \`${present.family}\` in no Region: an endpoint on it can't be created or scaled out.`,
      ];
    case 'frozen':
      return [
        'Inf1 is still sold, but its Neuron software is frozen: version 2.26.1 was the last with it.',
        'The model has to be compiled again with torch-neuronx, and its image becomes a NeuronX one.',
      ];
  }
}

function notesOn({ catalogue }: PracticeContext, deployment: Deployment, change: Change): string[] {
  const { present, type, cuda, region } = change;
  const use = deployment.kind === 'transform-job' ? 'transform job' : 'endpoint';
  const notes = [`Needs the quota \`${type.name} for ${use} usage\`.`];
  if (type.vcpu !== present.vcpu || type.memoryGib !== present.memoryGib)
    notes.push(
      `It has ${type.vcpu} vCPU and ${type.memoryGib} GiB, where ${present.name} has ${present.vcpu} and ${present.memoryGib}.`,
    );
  if (type.accelerator?.kind === 'nvidia') notes.push(...gpuNotes(present, type, cuda));
  const oddPrice = catalogue.priceNote(type.name, region);
  if (oddPrice !== null) notes.push(`Note that ${oddPrice}.`);
  if (catalogue.offered(present.name, region))
    notes.push(
      'Both are compared at the same utilisation; a faster processor would be used less for the same requests.',
    );
  return notes;
}

function gpuNotes(present: InstanceType, type: InstanceType, cuda: number | undefined): string[] {
  const notes = [
    `It has ${gpusOf(type)}, where ${present.name} has ${gpusOf(present)}: how fast the model runs on it decides, so measure it.`,
  ];
  if (readsMemorySlower(present, type))
    notes.push(
      'An L4 reads its memory at half the rate of an A10G (300 against 600 GB/s), which is what bounds text generation.',
    );
  if (cuda === undefined)
    notes.push(
      "The image doesn't say its CUDA: check that it is one for this GPU (11.0 or later for A10G, L4 and L40S, 9.0 for T4).",
    );
  return notes;
}

/** The memory of an L4 is half as fast as that of an A10G. */
function readsMemorySlower(present: InstanceType, type: InstanceType): boolean {
  return present.accelerator?.name === 'a10g' && type.accelerator?.name === 'l4';
}

/** What decodes text is as fast as the memory of its GPU. */
function servesText({ catalogue }: PracticeContext, deployment: Deployment): boolean {
  const serving = servingContainer(deployment, catalogue);
  return serving !== null && servesLanguageModels(serving.server);
}

function gpusOf({ accelerator }: InstanceType): string {
  if (accelerator === null) return 'no GPU';
  const memory =
    accelerator.memoryGibTotal === null ? '' : ` of ${Math.round(accelerator.memoryGibTotal / accelerator.count)} GiB`;
  return `${accelerator.count} × ${accelerator.name.toUpperCase()}${memory}`;
}
