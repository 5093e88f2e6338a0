import type { Catalogue, InstanceType } from '../catalogue';
import type { Delta } from '../model/delta';
import type { Deployment } from '../model/deployment';
import { containersOf } from '../model/graph';
import type { Op } from '../model/operation';
import type { Grade, Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { known, valueAt } from '../model/value';
import { gpuUseOf, type GpuUse, type Server } from './gpuUse';
import { gravitonTypes, hasLocalDisk } from './gravitonTypes';
import { imageSupport } from './imageSupport';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { fitting } from './subject';
import { endOf } from './successors';
import { isFreeToChangeType, knownType, typePath, useOf } from './typeChange';

/** A CPU type with more than this over the host's vCPUs is another size class. */
const MOST_VCPUS = 2;
/** Older CPU types are not worth moving to. */
const LEAST_GENERATION = 5;

/** GPUs that nobody uses: a smaller type of the family, or a CPU type. */
export const rightSizeGpu: Practice = {
  id: 'right-size-gpu',
  aliases: [],
  title: 'Pay only for GPUs that are used',
  articleName: 'Make efficient use of GPU',
  why: `A GPU is the dearest and hungriest part of its instance, whether it works or not. A container that is told to use fewer
GPUs than its instance has leaves the others idle, and a framework that can't use a GPU leaves all of them idle.`,
  sources: [
    ARTICLE,
    {
      text: 'Text Generation Inference: how its SageMaker entry point reads SM_NUM_GPUS',
      url: 'https://github.com/huggingface/text-generation-inference/blob/main/sagemaker-entrypoint.sh',
    },
    {
      text: 'AWS: LMI starts several copies of a model where its tensor parallelism leaves GPUs over',
      url: 'https://aws-samples.github.io/foundation-model-benchmarking-tool/mm_copies.html',
    },
    {
      text: 'AWS Deep Learning Containers: settings of the vLLM image',
      url: 'https://aws.github.io/deep-learning-containers/vllm/configuration/',
    },
    {
      text: 'Random Cut Forest "does not take advantage of GPU hardware"',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/randomcutforest.html',
    },
    {
      text: 'XGBoost: AWS serves it on CPU and GPU instances',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost.html',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalsFor(context, deployment)),
};

function proposalsFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const present = knownType(context.catalogue, deployment);
  const region = known(deployment.region);
  if (present?.accelerator?.kind !== 'nvidia' || region === undefined) return [];
  const use = gpuUseOf(deployment.model, context.catalogue);
  if (use === null) return [];
  // The AMI of a GPU instance serves every size of its family, and no CPU instance.
  const besides = use.kind === 'some' ? ['InferenceAmiVersion'] : [];
  if (!isFreeToChangeType(context.graph, deployment, besides)) return [];
  const found =
    use.kind === 'some'
      ? smallerTypes(context, deployment, present, region, use.gpus).map((type) => ({ type, image: [] }))
      : cpuTypes(context, deployment, present, region);
  return found.map(({ type, image }) => proposal(context, deployment, { present, type, image, use }));
}

interface Change {
  readonly present: InstanceType;
  readonly type: InstanceType;
  /** What changes with the type, so that the image is one for it. */
  readonly image: readonly Op[];
  readonly use: GpuUse;
}

/** Types of the family with fewer GPUs, but enough, whose host can hold what they hold. */
function smallerTypes(
  { catalogue }: PracticeContext,
  deployment: Deployment,
  present: InstanceType,
  region: string,
  gpus: number,
): InstanceType[] {
  const { accelerator } = present;
  const memory = accelerator?.memoryGibTotal ?? null;
  if (accelerator === null || memory === null || gpus >= accelerator.count) return [];
  const used = (memory / accelerator.count) * gpus;
  return catalogue
    .offeredTypes(region)
    .filter(
      (type) =>
        type.family === present.family &&
        type.accelerator !== null &&
        type.accelerator.count >= gpus &&
        type.accelerator.count < accelerator.count &&
        type.memoryGib >= used &&
        catalogue.accepts(type.name, useOf(deployment)),
    );
}

/** CPU types with the vCPUs and the memory of the host: x86, and Graviton where the image has an arm64 build. */
function cpuTypes(
  { catalogue }: PracticeContext,
  deployment: Deployment,
  present: InstanceType,
  region: string,
): { readonly type: InstanceType; readonly image: readonly Op[] }[] {
  const { model } = deployment;
  const x86 = x86Types(catalogue, deployment, present, region).map((type) => ({
    type,
    image: model === null ? [] : lookedUpFor(model, type),
  }));
  const support = imageSupport(model, catalogue);
  if (support.kind !== 'published' || support.obstacles.length > 0 || support.inEnvironment === true) return x86;
  const arm64 = gravitonTypes(present, region, useOf(deployment), support.families, catalogue);
  return [...x86, ...arm64.map((type) => ({ type, image: support.ops(type.name) }))];
}

function x86Types(catalogue: Catalogue, deployment: Deployment, present: InstanceType, region: string): InstanceType[] {
  const fitting = catalogue
    .offeredTypes(region)
    .filter(
      (type) =>
        type.architecture === 'x86_64' &&
        type.accelerator === null &&
        !hasLocalDisk(type) &&
        type.generation >= LEAST_GENERATION &&
        type.vcpu >= present.vcpu &&
        type.vcpu <= present.vcpu * MOST_VCPUS &&
        type.memoryGib >= present.memoryGib &&
        catalogue.accepts(type.name, useOf(deployment)),
    )
    .sort((a, b) => a.vcpu - b.vcpu);
  const least = fitting[0]?.vcpu;
  const kind = ['c', 'm', 'r'].find((each) =>
    fitting.some((type) => type.family.startsWith(each) && type.vcpu === least),
  );
  return fitting
    .filter((type) => type.vcpu === least && kind !== undefined && type.family.startsWith(kind))
    .sort((a, b) => b.generation - a.generation);
}

/** A look-up of the image that names a type has to name the new one. */
function lookedUpFor(model: Resource, type: InstanceType): Op[] {
  return containersOf(model).flatMap(({ path, container }): Op[] => {
    const at = ['ImageRetrieve', 'instance_type'];
    return valueAt(container, at).kind === 'absent'
      ? []
      : [{ op: 'set', resource: model.id, path: [...path, ...at], value: type.name }];
  });
}

function proposal(context: PracticeContext, deployment: Deployment, change: Change): Proposal {
  const { present, type, image, use } = change;
  const { resource, model } = deployment;
  const path = typePath(deployment);
  const replaced = [replacementOf(context.graph, resource)];
  if (model !== null && image.length > 0) replaced.push(replacementOf(context.graph, model));
  const obstacles = replaced.flatMap((each) => (each.note === null ? [] : [each.note]));
  const grade = gradeOf(use);
  const isEnded = endOf(present) === 'notSold';
  const head = `${present.name}${isEnded ? ' is not sold any more' : ''} → ${type.name}`;
  const [used, inShort] = usedOf(change);
  return {
    practice: rightSizeGpu.id,
    deployment: deployment.id,
    resource: resource.id,
    path,
    grade,
    effort: 'redeploy',
    subject: fitting(`${head} (${used})`, `${head} (${inShort})`),
    title: `Change to ${type.name}`,
    changes: { instanceType: type.name },
    ops: [
      { op: 'set', resource: resource.id, path, value: type.name },
      ...image,
      ...replaced.flatMap((each) => each.ops),
    ],
    preferred: grade === 'certain' && obstacles.length === 0,
    recipe: null,
    pricing: { kind: 'capacity' },
    notes: [...reasonsFor(change), ...notesOn(deployment, change), ...obstacles],
    generation: type.generation,
    retired: isEnded,
    // Fewer copies serve fewer requests at a time.
    ...(use.kind === 'some' && use.server !== 'tgi' ? { leads: 'last' as const } : {}),
    keep: isEnded ? () => true : saves,
  };
}

function saves(delta: Delta): boolean {
  return (delta.usdPerHour ?? 0) < 0;
}

function gradeOf(use: GpuUse): Grade {
  if (use.kind === 'some') return use.server === 'tgi' ? 'certain' : 'consider';
  switch (use.because) {
    case 'framework':
      return 'certain';
    case 'image':
      return 'likely';
    case 'doubtful':
      return 'consider';
  }
}

/** What of the GPUs is used, and shorter. */
function usedOf({ present, type, use }: Change): readonly [string, string] {
  if (use.kind === 'none')
    return use.because === 'doubtful' ? ['if it predicts on the CPU', 'if CPU-only'] : ['no GPU used', 'CPU-only'];
  const all = present.accelerator?.count ?? 0;
  const part = `${use.gpus} of ${all} GPUs`;
  return use.server === 'lmi'
    ? [`${copiesOn(present, use.gpus)} copies of the model → ${copiesOn(type, use.gpus)}`, part]
    : [part, part];
}

function copiesOn({ accelerator }: InstanceType, gpus: number): number {
  return Math.floor((accelerator?.count ?? 0) / gpus);
}

function reasonsFor({ present, use }: Change): string[] {
  const all = present.accelerator?.count ?? 0;
  if (use.kind === 'some')
    return [`\`${use.setting}\` is ${use.gpus}, and ${present.name} has ${all} GPUs.`, OTHERS[use.server]];
  switch (use.because) {
    case 'framework':
      return [`${use.name} serves on CPUs only: AWS has no GPU image of it, or says that it uses none.`];
    case 'image':
      return [
        `The image is a CPU build of ${use.name}, which sees no GPU. If the GPU is meant, name the GPU build instead.`,
      ];
    case 'doubtful':
      return [
        "AWS serves XGBoost on CPU and GPU instances: `GPUUtilization` says whether this one's GPU has anything to do.",
      ];
  }
}

const OTHERS: Readonly<Record<Server, string>> = {
  tgi: 'Text Generation Inference leaves the others idle. If they are meant to work, raise the number instead.',
  lmi: 'LMI runs a further copy of the model on each group of GPUs that is left: with fewer GPUs fewer requests are served at once, so the traffic decides.',
  vllm: 'vLLM puts one copy of the model on that many GPUs; the others work only if data parallelism is set elsewhere.',
};

function notesOn(deployment: Deployment, { present, type, use: used }: Change): string[] {
  const use = deployment.kind === 'transform-job' ? 'transform job' : 'endpoint';
  const notes = [
    `It has ${type.vcpu} vCPU and ${type.memoryGib} GiB, where ${present.name} has ${present.vcpu} and ${present.memoryGib}.`,
    `Needs the quota \`${type.name} for ${use} usage\`.`,
  ];
  if (used.kind === 'none' || used.server !== 'lmi')
    notes.push('The carbon figures take the GPUs that are not used as idle.');
  if (type.architecture === 'arm64')
    notes.push(
      'Packages with native code need builds for arm64 (aarch64 wheels): try the container before traffic moves.',
    );
  return notes;
}
