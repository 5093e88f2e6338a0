import type { InstanceType } from '../catalogue';
import type { Delta } from '../model/delta';
import type { Deployment } from '../model/deployment';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { known, valueAt } from '../model/value';
import { isHubModel, isNamedQuantised, parametersIn } from './modelName';
import { fullPrecisionProposals } from './fullPrecision';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { halfPrecision, isFullPrecision, loadTimeQuantisation } from './quantisation';
import { replacementOf } from './replacement';
import { servesLanguageModels, type ServingContainer } from './servingContainer';
import { servingInSight } from './servingInSight';
import { isFreeToChangeType, knownType, typePath } from './typeChange';
import { gigabytes, isUnquantised, servedNotes, weightsOf, type Weights } from './weights';

/** A language model in 16 or 32 bit, on a server that can hold it in fewer. */
export const quantizeModel: Practice = {
  id: 'quantize-model',
  aliases: [],
  title: 'Serve the model in fewer bits',
  articleName: 'Quantization',
  why: `Weights in 8 bit take half the memory of 16 bit and a quarter of 32 bit. The same GPU then holds more requests at a time,
or a smaller one holds the model. What it costs is accuracy: usually little, and only measured on your own data. No figure is
claimed for the same instance; a smaller instance is proposed only where the name of the model, or the header of its file, says how
large it is.`,
  sources: [
    ARTICLE,
    {
      text: 'LMI containers: runtime quantisation with vLLM (commit d21927c)',
      url: 'https://github.com/deepjavalibrary/djl-serving/blob/d21927c4a692335fba62a87cc430a5fc00c5f790/serving/docs/lmi/user_guides/vllm_user_guide.md',
    },
    {
      text: 'LMI containers: model size, data types and instance types',
      url: 'https://github.com/deepjavalibrary/djl-serving/blob/d21927c4a692335fba62a87cc430a5fc00c5f790/serving/docs/lmi/deployment_guide/instance-type-selection.md',
    },
    {
      text: 'Text Generation Inference: quantisation (commit db931fc)',
      url: 'https://github.com/huggingface/text-generation-inference/blob/db931fcf42da018a3657580c64bf2720f167f9ab/docs/source/conceptual/quantization.md',
    },
    {
      text: 'AWS Deep Learning Containers: settings of vLLM and SGLang (commit e0ecede)',
      url: 'https://github.com/aws/deep-learning-containers/tree/e0ecedea6a1c56d6b5914f9cfb2fec5c548e67e0/docs',
    },
    {
      text: 'vLLM: which GPU supports which quantisation',
      url: 'https://docs.vllm.ai/en/v0.14.0/features/quantization/',
    },
    { text: 'SGLang: quantisation', url: 'https://docs.sglang.io/advanced_features/quantization.html' },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) =>
    context.deployments.flatMap((deployment) => [
      ...proposalsFor(context, deployment),
      ...fullPrecisionProposals(quantizeModel.id, context, deployment),
    ]),
};

/** A model that could be served in fewer bits. */
interface Reducible {
  readonly serving: ServingContainer;
  readonly present: InstanceType;
  readonly gpu: string;
  /** What the header of the model's file says, where that is in sight. */
  readonly weights: Weights | null;
  /** Whether `serving.properties` sets the server, and not the environment. */
  readonly isInFile: boolean;
  /** The entries of the environment to write; the first is the one that is spoken of. */
  readonly entries: readonly [Entry, ...Entry[]];
  /** What is served today, in words. */
  readonly from: string;
  /** Bytes of a parameter today, afterwards, and while it is loaded. */
  readonly bytes: { readonly today: number; readonly after: number; readonly loading: number };
  readonly notes: readonly string[];
}

interface Entry {
  readonly key: string;
  readonly value: string;
}

function proposalsFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { model } = deployment;
  const reducible = model === null ? null : reducibleOf(context, deployment);
  if (model === null || reducible === null) return [];
  if (reducible.isInFile) return [inFile(deployment, model, reducible)];
  const smaller = smallerTypes(context, deployment, reducible);
  return [
    ...smaller.map((type) => smallerInstance(context, deployment, model, reducible, type)),
    sameInstance(context, deployment, model, reducible, smaller.length > 0),
  ];
}

function reducibleOf(context: PracticeContext, deployment: Deployment): Reducible | null {
  const { serving, isInFile } = servingInSight(context, deployment);
  const present = knownType(context.catalogue, deployment);
  const gpu = present?.accelerator;
  if (serving === null || present === null || gpu?.kind !== 'nvidia' || !servesLanguageModels(serving.server))
    return null;
  if ((serving.processor !== null && serving.processor !== 'gpu') || deployment.shadow) return null;
  // What the server loads from the hub isn't what lies beside its settings.
  const weights = isHubModel(modelIdOf(serving) ?? '') ? null : weightsOf(context.graph, deployment);
  const on = { serving, present, gpu: gpu.name, isInFile, weights };
  return inFullPrecision(on) ?? inHalfPrecision(on);
}

function modelIdOf({ settings }: ServingContainer): string | undefined {
  return settings.modelId === null ? undefined : known(settings.modelId.value);
}

type On = Pick<Reducible, 'serving' | 'present' | 'gpu' | 'isInFile' | 'weights'>;

/** What is written by a cell that isn't Python can't be edited here: the lines are shown. */
function inFile(deployment: Deployment, model: Resource, reducible: Reducible): Proposal {
  const { serving, entries, from } = reducible;
  const lines = `# in serving.properties\n${entries.map(({ key, value }) => `${key}=${value}\n`).join('')}`;
  return {
    ...sameInstanceAs(reducible),
    deployment: deployment.id,
    resource: model.id,
    path: [...serving.path, 'Environment'],
    subject: `weights in ${from} → ${entries[0].value}`,
    ops: [],
    recipe: { title: 'Set it in serving.properties', snippets: { 'python-sdk': lines, boto3: lines } },
    notes: [...estimateOf(reducible), ...reducible.notes, MEASURE],
  };
}

/** How much memory the weights take, where the name of the model tells it. */
function estimateOf(reducible: Reducible): string[] {
  const parameters = reducible.weights === null ? parametersOf(reducible) : null;
  if (parameters === null) return [];
  const { today, after } = reducible.bytes;
  return [
    `An estimate from the model's name: ${gigabytes(parameters * today)} of weights today, ${gigabytes(parameters * after)} then.`,
  ];
}

/** Told to serve in 32 bit, whatever the weights are: 16 bit, and fewer where nothing speaks against it. */
function inFullPrecision(on: On): Reducible | null {
  const { quantisation, dtype } = on.serving.settings;
  const told = dtype === null ? undefined : known(dtype.value);
  const half = halfPrecision(on.serving, on.gpu);
  if (dtype === null || told === undefined || half === null || !isFullPrecision(told)) return null;
  if (quantisation !== null && known(quantisation.value) !== undefined) return null;
  const inHalf = { key: dtype.key, value: half };
  const fewer = inHalfPrecision(on);
  if (fewer !== null)
    return {
      ...fewer,
      entries: [fewer.entries[0], inHalf],
      from: told,
      bytes: { ...fewer.bytes, today: 4 },
      notes: [`\`${dtype.key}\` ${half} alone halves the memory, and hardly touches the accuracy.`, ...fewer.notes],
    };
  const range = half.startsWith('b')
    ? 'bfloat16 has the range of 32-bit floats with fewer digits.'
    : '16-bit floats have a smaller range than 32-bit ones: look for overflows (NaN).';
  return { ...on, entries: [inHalf], from: told, bytes: { today: 4, after: 2, loading: 2 }, notes: [range] };
}

/** Weights that nothing quantises: of the hub, or in files whose header says so. */
function inHalfPrecision(on: On): Reducible | null {
  const { quantisation, dtype } = on.serving.settings;
  // What a bucket or the model's files hold isn't known without their header, nor what their serving.properties say.
  if (on.weights === null ? !isUnquantisedByName(modelIdOf(on.serving)) : !isUnquantised(on.weights)) return null;
  if (quantisation?.value.how !== 'absent' || (dtype !== null && dtype.value.how === 'unresolved')) return null;
  if (isServedOtherwise(on.serving)) return null;
  const method = loadTimeQuantisation(on.serving, on.gpu);
  if (method === null) return null;
  return {
    ...on,
    entries: [{ key: quantisation.key, value: method.method }],
    from: '16 bit',
    bytes: { today: 2, after: 1, loading: 2 },
    notes: [
      'Quantising while it loads makes each start longer; weights that are quantised beforehand start faster.',
      ...(on.weights === null ? [] : servedNotes(on.weights)),
      ...method.notes,
    ],
  };
}

function isUnquantisedByName(id: string | undefined): boolean {
  return id !== undefined && isHubModel(id) && !isNamedQuantised(id);
}

/** How many parameters there are, by the header of the model's file or by its name; null where neither says it. */
function parametersOf({ serving, weights }: Reducible): number | null {
  if (weights !== null) return weights.parameters;
  const id = modelIdOf(serving);
  return id === undefined ? null : parametersIn(id);
}

/** Handlers and tasks of LMI with which it is not a text generator of vLLM. */
function isServedOtherwise({ container }: ServingContainer): boolean {
  return ['OPTION_ENTRYPOINT', 'OPTION_ENTRY_POINT', 'OPTION_TASK', 'OPTION_LOAD_IN_8BIT', 'OPTION_LOAD_IN_4BIT'].some(
    (key) => valueAt(container, ['Environment', key]).kind !== 'absent',
  );
}

/** The entries of the environment as changes; the model that AWS makes anew with them included. */
function settingOps(
  context: PracticeContext,
  model: Resource,
  { serving, entries }: Reducible,
): { readonly ops: readonly Op[]; readonly notes: readonly string[] } {
  const replaced = replacementOf(context.graph, model);
  const path = [...serving.path, 'Environment'];
  return {
    ops: [
      ...entries.map(({ key, value }): Op => ({ op: 'set', resource: model.id, path: [...path, key], value })),
      ...replaced.ops,
    ],
    notes: replaced.note === null ? [] : [replaced.note],
  };
}

function sameInstance(
  context: PracticeContext,
  deployment: Deployment,
  model: Resource,
  reducible: Reducible,
  isAlternative: boolean,
): Proposal {
  const change = settingOps(context, model, reducible);
  const { serving, entries, from } = reducible;
  const [{ key, value }] = entries;
  return {
    ...sameInstanceAs(reducible),
    deployment: deployment.id,
    ...(isAlternative
      ? { resource: deployment.resource.id, path: typePath(deployment) }
      : { resource: model.id, path: [...serving.path, 'Environment', key] }),
    subject: `weights in ${from} → ${value}`,
    ops: change.ops,
    recipe: null,
    notes: [...reducible.notes, MEASURE, ...change.notes],
  };
}

/** What holds for the same instance, wherever the setting is written. */
function sameInstanceAs(
  reducible: Reducible,
): Omit<Proposal, 'deployment' | 'resource' | 'path' | 'subject' | 'ops' | 'recipe' | 'notes'> {
  const [{ key, value }] = reducible.entries;
  return {
    practice: quantizeModel.id,
    grade: 'consider',
    effort: 'redeploy',
    title: `Set ${key} to ${value}`,
    changes: changedEntries(reducible),
    preferred: false,
    pricing: {
      kind: 'none',
      why: 'the same instance costs the same: it holds more requests at a time, which pays once fewer or smaller ones do',
    },
    generation: 0,
    retired: false,
    keep: () => true,
  };
}

function changedEntries({ entries }: Reducible): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}

const MEASURE = 'What decides is the accuracy on your own data: compare both before traffic moves.';

/** AWS's guide puts 14 GB of weights on a GPU of 24 GB; the rest is for the requests. */
const MOST_SHARE = 14 / 24;
/** While it loads, the server holds the weights as they come. */
const MOST_SHARE_LOADING = 0.9;
/** More than AWS's guide gives them, so that nothing is claimed for quantising that goes without: 8B in 16 bit on 24 GB. */
const MOST_SHARE_UNQUANTISED = 0.75;
const GIB = 2 ** 30;

/** Types of the same family with fewer GPUs that still hold the model: the smallest for each number of GPUs. */
function smallerTypes(context: PracticeContext, deployment: Deployment, reducible: Reducible): InstanceType[] {
  const { catalogue, graph } = context;
  const { serving, present } = reducible;
  const region = known(deployment.region);
  const parameters = parametersOf(reducible);
  if (parameters === null || region === undefined || parallelOps(deployment, serving, 1) === null) return [];
  if (!isFreeToChangeType(graph, deployment) || !runsOneCopy(serving)) return [];
  const smallest = new Map<number, InstanceType>();
  for (const type of catalogue.offeredTypes(region)) {
    const gpus = type.accelerator?.count ?? 0;
    if (type.family !== present.family || gpus === 0 || gpus >= (present.accelerator?.count ?? 0)) continue;
    if (!catalogue.accepts(type.name, deployment.kind === 'transform-job' ? 'transform' : 'hosting')) continue;
    if (!holds(type, parameters, reducible.bytes) || holdsAlready(type, parameters, reducible)) continue;
    const before = smallest.get(gpus);
    if (before === undefined || type.vcpu < before.vcpu) smallest.set(gpus, type);
  }
  return [...smallest.values()].sort((a, b) => a.vcpu - b.vcpu);
}

/** Several copies share the GPUs: how many there have to be isn't a question of memory. */
function runsOneCopy({ settings }: ServingContainer): boolean {
  return settings.copies === null || settings.copies.value.how === 'absent';
}

function holds({ accelerator, memoryGib }: InstanceType, parameters: number, bytes: Reducible['bytes']): boolean {
  const memory = (accelerator?.memoryGibTotal ?? 0) * GIB;
  return (
    parameters * bytes.after <= memory * MOST_SHARE &&
    parameters * bytes.loading <= memory * MOST_SHARE_LOADING &&
    // The host holds what it hands to the GPU.
    memory <= memoryGib * GIB
  );
}

/** Whether the type would do with the weights as they are: quantising them doesn't bring that saving. */
function holdsAlready({ accelerator }: InstanceType, parameters: number, { serving, bytes }: Reducible): boolean {
  const degree = serving.settings.tensorParallelDegree;
  const told = degree === null ? NaN : Number(known(degree.value));
  // So many GPUs hold a copy today.
  if (told <= (accelerator?.count ?? 0)) return true;
  return parameters * bytes.today <= (accelerator?.memoryGibTotal ?? 0) * GIB * MOST_SHARE_UNQUANTISED;
}

/** What has to change where the server is told how many GPUs there are; null where that isn't known. */
function parallelOps(deployment: Deployment, { path, settings }: ServingContainer, gpus: number): readonly Op[] | null {
  const setting = settings.tensorParallelDegree;
  if (setting === null || setting.value.how === 'absent') return [];
  const told = known(setting.value);
  if (told === undefined || deployment.model === null) return null;
  if (told === 'max' || told === 'all' || Number(told) <= gpus) return [];
  if (!(Number(told) > 0)) return null;
  const value = String(gpus);
  return [{ op: 'set', resource: deployment.model.id, path: [...path, 'Environment', setting.key], value }];
}

function smallerInstance(
  context: PracticeContext,
  deployment: Deployment,
  model: Resource,
  reducible: Reducible,
  type: InstanceType,
): Proposal {
  const { serving, entries, present } = reducible;
  const [{ key, value }] = entries;
  const gpus = type.accelerator?.count ?? 1;
  const path = typePath(deployment);
  const change = settingOps(context, model, reducible);
  const replaced = replacementOf(context.graph, deployment.resource);
  return {
    practice: quantizeModel.id,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path,
    grade: 'consider',
    effort: 'redeploy',
    subject: `${present.name} → ${type.name} in ${value}`,
    title: `Change to ${type.name} and set ${key} to ${value}`,
    changes: { instanceType: type.name, ...changedEntries(reducible) },
    ops: [
      { op: 'set', resource: deployment.resource.id, path, value: type.name },
      ...(parallelOps(deployment, serving, gpus) ?? []),
      ...change.ops,
      ...replaced.ops,
    ],
    preferred: false,
    recipe: null,
    pricing: { kind: 'capacity' },
    notes: [
      sizeNote(reducible, type),
      `${gpus} ${gpus === 1 ? 'GPU serves' : 'GPUs serve'} fewer requests at a time than ${present.accelerator?.count ?? 0}, and long ones need room: load-test it with your longest prompts.`,
      ...reducible.notes,
      MEASURE,
      `Needs the quota \`${type.name} for ${deployment.kind === 'transform-job' ? 'transform job' : 'endpoint'} usage\`.`,
      ...change.notes,
      ...(replaced.note === null ? [] : [replaced.note]),
    ],
    generation: type.generation,
    retired: false,
    keep: isWorthTelling,
  };
}

function sizeNote(reducible: Reducible, { accelerator }: InstanceType): string {
  const { bytes, entries, weights } = reducible;
  const size = gigabytes((parametersOf(reducible) ?? 0) * bytes.after);
  const memory = Math.round(((accelerator?.memoryGibTotal ?? 0) * GIB) / 1e9);
  const from = weights === null ? "An estimate from the model's name" : `By the header of \`${weights.file}\``;
  return `${from}: about ${size} of weights in ${entries[0].value}, on GPU memory of ${memory} GB; AWS's guide gives weights that share of a GPU.`;
}

const LEAST_SAVING = 0.05;

function isWorthTelling({ usdShare }: Delta): boolean {
  return usdShare !== null && usdShare <= -LEAST_SAVING;
}
