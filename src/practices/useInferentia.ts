import type { Catalogue, InstanceType } from '../catalogue';
import type { Delta } from '../model/delta';
import type { Deployment } from '../model/deployment';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import { asString, known, valueAt } from '../model/value';
import { compilation, type Compiled } from './inferentiaRecipe';
import { parametersIn } from './modelName';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { servingContainer, type ServingContainer } from './servingContainer';
import { isFreeToChangeType, knownType, typePath, useOf } from './typeChange';

/** GiB of one Inferentia2 chip, and of one of Inferentia 1. */
const CHIP_GIB = 32;
const OLD_CHIP_GIB = 8;

/** A PyTorch model on one GPU, or on Inferentia 1: compiled for Inferentia 2. */
export const useInferentia: Practice = {
  id: 'use-inferentia',
  aliases: [],
  title: 'Compile the model for AWS Inferentia',
  articleName: 'AWS Inferentia for deep learning inference',
  why: `AWS's own inference chips compete with GPUs on the cost of a request, for models that Neuron compiles. The article of 2022
speaks of Inf1, whose software is frozen since; today's choice is Inf2. AWS states up to 50 % better performance per watt for Inf2 than for
comparable EC2 instances, without a method, and publishes no power of its chips: no figure of this advisor rests on it, and carbon is not
ranked. What is shown is the difference of the prices, with its sign.`,
  sources: [
    ARTICLE,
    {
      text: 'AWS Neuron: Inf2 architecture, tracing with torch-neuronx, and what is no longer supported (commit 81ce03a)',
      url: 'https://github.com/aws-neuron/aws-neuron-sdk/tree/81ce03ae261e12925e53437a0f690478e6366155',
    },
    {
      text: 'Optimum Neuron: export a model to Neuron (commit 213224e)',
      url: 'https://github.com/huggingface/optimum-neuron/blob/213224e6aae42e570b88b3a5e6f2716112823469/docs/source/guides/export_model.mdx',
    },
    {
      text: 'AWS Deep Learning Containers: NeuronX inference images (commit e0ecede)',
      url: 'https://github.com/aws/deep-learning-containers/tree/e0ecedea6a1c56d6b5914f9cfb2fec5c548e67e0/docs/src/data',
    },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalsFor(context, deployment)),
};

function proposalsFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { catalogue, graph } = context;
  const present = knownType(catalogue, deployment);
  const region = known(deployment.region);
  const serving = servingContainer(deployment, catalogue);
  if (present === null || region === undefined || serving === null || !isFreeToChangeType(graph, deployment)) return [];
  if (valueAt(serving.container, ['Mode']).kind !== 'absent') return [];
  const compiled = compiledFor(serving, present, catalogue);
  if (compiled === null) return [];
  return typesFor(context, deployment, present, region, serving).map((type) =>
    proposal(deployment, serving, { present, type, compiled, region, catalogue }),
  );
}

/** What the model becomes: null where there is no Neuron image for it, or where it may not fit. */
function compiledFor(serving: ServingContainer, present: InstanceType, catalogue: Catalogue): Compiled | null {
  const accelerator = present.accelerator;
  if (accelerator?.kind === 'inferentia' && accelerator.name === 'inferentia') return ofOldChip(serving);
  if (accelerator?.kind !== 'nvidia' || accelerator.count !== 1 || !present.family.startsWith('g')) return null;
  if (serving.processor !== null && serving.processor !== 'gpu') return null;
  if (!fits(serving, accelerator.memoryGibTotal)) return null;
  return serving.server === 'pytorch' || serving.server === 'huggingface'
    ? newest(serving, serving.server, catalogue)
    : null;
}

/** The image list of the Python SDK ends with the newest version that Neuron has for transformers. */
const NEURONX_PYTORCH = '2.9.0';

function newest({ version }: ServingContainer, server: Compiled, { images }: Catalogue): Compiled | null {
  // An architecture of a later version may be unknown to the Neuron image.
  const latest = server === 'pytorch' ? NEURONX_PYTORCH : LATEST_TRANSFORMERS;
  const isListed = server === 'pytorch' || images.processors('huggingface-neuronx', latest).known;
  return version !== null && isListed && !isLater(version, latest) ? server : null;
}

/** The transformers of the newest Neuron image for the Hugging Face toolkit. */
const LATEST_TRANSFORMERS = '4.55.4';

function isLater(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  for (const [index, part] of (a ?? []).entries()) {
    const other = b?.[index] ?? 0;
    if (part !== other) return part > other;
  }
  return false;
}

const GENERATES: ReadonlySet<string> = new Set([
  'text-generation',
  'text2text-generation',
  'text-to-image',
  'summarization',
  'translation',
]);

/** Whether the model surely fits one chip: by the memory of today's GPU, and by its name where it generates text. */
function fits({ container, settings }: ServingContainer, gpuGib: number | null): boolean {
  if (gpuGib === null || gpuGib > CHIP_GIB) return false;
  const task = valueAt(container, ['Environment', 'HF_TASK']);
  if (task.kind !== 'absent' && (task.kind !== 'scalar' || GENERATES.has(String(task.value)))) return false;
  const id = settings.modelId === null ? undefined : known(settings.modelId.value);
  const parameters = id === undefined ? null : parametersIn(id);
  // Two bytes each, and as much again for what the compiled graph needs.
  return parameters === null || parameters * 4 <= CHIP_GIB * 2 ** 30;
}

/** What runs on Inferentia 1 was compiled from PyTorch, or from what Neuron serves no more. */
function ofOldChip({ server, framework }: ServingContainer): Compiled | null {
  if (server === 'huggingface') return 'huggingface';
  return framework !== null && /pytorch/.test(framework) ? 'pytorch' : null;
}

/** Types with one chip, for what ran on one GPU; those with the memory of the older chips, for what ran on these. */
function typesFor(
  { catalogue }: PracticeContext,
  deployment: Deployment,
  present: InstanceType,
  region: string,
  serving: ServingContainer,
): InstanceType[] {
  const offered = catalogue
    .offeredTypes(region)
    .filter(({ name, accelerator }) => accelerator?.kind === 'inferentia' && catalogue.accepts(name, useOf(deployment)))
    .sort((a, b) => a.vcpu - b.vcpu);
  const chips = (type: InstanceType): number => type.accelerator?.count ?? 0;
  const inf2 = offered.filter((type) => type.accelerator?.name === 'inferentia2');
  if (present.accelerator?.kind === 'inferentia') {
    const needed = chips(present) * OLD_CHIP_GIB;
    return inf2.filter((type) => chips(type) * CHIP_GIB >= needed && type.memoryGib >= present.memoryGib).slice(0, 1);
  }
  const single = inf2.filter((type) => chips(type) === 1);
  const least = single[0];
  const price = (type: InstanceType): number => catalogue.usdPerHour(type.name, region) ?? NaN;
  // What is frozen stands beside the newer one, and never before it.
  const isFrozenWorth = least !== undefined && price(least) < price(present) && runsOnOldChip(serving, catalogue);
  const frozen = offered.filter(
    (type) => isFrozenWorth && type.accelerator?.name === 'inferentia' && chips(type) === 1,
  );
  return [...single.filter((type) => type === least || present.vcpu > (least?.vcpu ?? 0)), ...frozen.slice(0, 1)];
}

/** Images for Inferentia 1 end with PyTorch 1.9 and transformers 4.12. */
function runsOnOldChip({ framework, version }: ServingContainer, { images }: Catalogue): boolean {
  const answer = images.processors(framework ?? '', version ?? undefined);
  return answer.known && answer.processors.includes('inf');
}

interface Change {
  readonly present: InstanceType;
  readonly type: InstanceType;
  readonly compiled: Compiled;
  readonly region: string;
  readonly catalogue: Catalogue;
}

function proposal(deployment: Deployment, serving: ServingContainer, change: Change): Proposal {
  const { present, type, compiled } = change;
  const path = typePath(deployment);
  const isFrozen = type.accelerator?.name === 'inferentia';
  const by: Op = { op: 'set', resource: deployment.resource.id, path, value: type.name };
  return {
    practice: useInferentia.id,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path,
    grade: 'consider',
    effort: 'model',
    subject: `${present.name} → ${type.name}${isFrozen ? ', frozen software' : ', compiled for it'}`,
    title: `Compile the model for ${type.name}`,
    changes: { instanceType: type.name },
    // A model that isn't compiled doesn't run there: the type alone is no fix.
    ops: [],
    preferred: false,
    recipe: isFrozen ? null : compilation(compiled, type.name, taskOf(serving)),
    pricing: { kind: 'capacity', by: [by] },
    notes: notesOn(deployment, change, isFrozen),
    generation: type.generation,
    retired: false,
    keep: isPriced,
  };
}

function taskOf({ container }: ServingContainer): string {
  return known(asString(valueAt(container, ['Environment', 'HF_TASK']))) ?? 'text-classification';
}

function notesOn(
  deployment: Deployment,
  { present, type, compiled, region, catalogue }: Change,
  isFrozen: boolean,
): string[] {
  const notes = isFrozen
    ? [
        'Inf1 is what the article names; its software is frozen (Neuron 2.26.1 was the last, the SageMaker images end with PyTorch 1.9): no choice for new work.',
      ]
    : [
        compiled === 'pytorch'
          ? `The model is compiled with \`torch_neuronx.trace\` and served by the NeuronX image of PyTorch ${NEURONX_PYTORCH}.`
          : `The model is exported with \`optimum-cli export neuron\` and served by the NeuronX image of transformers ${LATEST_TRANSFORMERS}.`,
        'The shapes of its inputs are fixed when it is compiled: requests are padded to them.',
        'What decides is whether all its operators compile, and the latency at your shapes: measure both before traffic moves.',
        "Carbon isn't ranked: AWS publishes no power of its chips.",
      ];
  if (present.accelerator?.kind === 'inferentia')
    notes.push(
      'What was compiled for Inf1 (torch-neuron, SageMaker Neo) does not run on Inf2: it is compiled anew from the original model.',
    );
  else if (!isFrozen && catalogue.offered('ml.inf1.xlarge', region))
    notes.push('ml.inf1 is still sold, but its software is frozen: no choice for new work.');
  if (type.vcpu < present.vcpu || type.memoryGib < present.memoryGib)
    notes.push(
      `It has ${type.vcpu} vCPU and ${type.memoryGib} GiB, where ${present.name} has ${present.vcpu} and ${present.memoryGib}.`,
    );
  notes.push(
    `Needs the quota \`${type.name} for ${deployment.kind === 'transform-job' ? 'transform job' : 'endpoint'} usage\`.`,
  );
  return notes;
}

function isPriced({ usdShare }: Delta): boolean {
  return usdShare !== null;
}
