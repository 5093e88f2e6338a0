import type { InstanceType } from '../catalogue';
import type { Deployment } from '../model/deployment';
import type { Proposal } from '../model/proposal';
import type { Observation, Resource } from '../model/resource';
import { known, valueAt } from '../model/value';
import { compilationFor, type Compilation } from './compileRecipe';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { reportOnly } from './reportOnly';
import { fitting } from './subject';
import type { ServingContainer } from './servingContainer';
import { servingInSight } from './servingInSight';
import { knownType, typePath } from './typeChange';
import { weightsNote, weightsOf, type Weights } from './weights';
import { knownText, nameTexts } from './words';

/** A model that is served as it was trained: compiled for where it runs, it may need less time for a request. */
export const compileModel: Practice = {
  id: 'compile-model',
  aliases: [],
  title: 'Compile the model for where it runs',
  articleName: 'Treelite, Hugging Face Infinity, SageMaker Neo',
  why: `A compiler merges operations and picks code for the processor at hand, so that a request needs less time and energy. How much
depends on the model: AWS and the makers of the tools state their own figures, none is claimed here. What the article of 2022 names has moved
on: SageMaker Neo compiles PyTorch up to 2.0 and TensorFlow up to 2.9; newer models take \`torch.compile\` or ONNX Runtime, tree ensembles
Treelite, and large language models the optimisation jobs of SageMaker.`,
  sources: [
    ARTICLE,
    {
      text: 'SageMaker Neo: supported frameworks and instances',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/neo-supported-cloud.html',
    },
    {
      text: 'SageMaker: inference optimisation of generative models',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/model-optimize.html',
    },
    { text: 'PyTorch: torch.compile', url: 'https://docs.pytorch.org/docs/stable/generated/torch.compile.html' },
    {
      text: 'Optimum: inference with ONNX Runtime',
      url: 'https://huggingface.co/docs/optimum/onnxruntime/usage_guides/models',
    },
    {
      text: 'TL2cgen: compile tree ensembles that Treelite reads (commit d1c830b)',
      url: 'https://github.com/dmlc/tl2cgen/blob/d1c830b7b96b124e609e4b6ac4fd1d0d644bf470/docs/tutorials/first.rst',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: (context) => {
    const models = new Map<Resource, Deployment>();
    for (const deployment of context.deployments)
      if (deployment.model !== null && !deployment.shadow && !models.has(deployment.model))
        models.set(deployment.model, deployment);
    return [...models.values()].flatMap((deployment) => proposalFor(context, deployment));
  },
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const type = knownType(context.catalogue, deployment);
  const { serving } = servingInSight(context, deployment);
  if (type === null || serving === null || (type.accelerator !== null && type.accelerator.kind !== 'nvidia')) return [];
  const outdated = context.graph.observations.find((each) => isOutdatedTarget(each, context));
  if (outdated !== undefined) return isWithoutImage(serving) ? [neoProposal(deployment, outdated)] : [];
  if (context.workspace.optimisations?.has('compilation') === true || isNamedCompiled(deployment, serving)) return [];
  const weights = weightsOf(context.graph, deployment);
  // An ONNX file is exported already.
  if (weights !== null && COMPILED.test(weights.file)) return [];
  const compilation = compilationOf(serving, type);
  return compilation === null ? [] : [proposal(deployment, type, compilation, weights)];
}

/** How a model of this server is compiled; null for what is compiled already, or what nothing here compiles. */
function compilationOf(
  { server, version, processor, settings, container }: ServingContainer,
  type: InstanceType,
): Compilation | null {
  if (processor === 'inf' || processor === 'neuronx' || processor === 'eia') return null;
  switch (server) {
    case 'pytorch':
      // It compiles since 2.0; what is older goes through ONNX.
      if (version === null) return null;
      return Number(version.split('.')[0]) >= 2 ? 'torch' : 'onnx';
    case 'huggingface':
      return isGenerating(container) ? null : 'optimum';
    case 'tensorflow':
      return 'tf2onnx';
    case 'xgboost':
      return type.accelerator === null ? 'treelite' : null;
    case 'lmi':
      return type.accelerator !== null &&
        known(settings.quantisation?.value ?? ABSENT) === undefined &&
        // It compiles the model when it is loaded.
        known(settings.rollingBatch?.value ?? ABSENT) !== 'trtllm'
        ? 'optimize'
        : null;
    case 'tgi':
    case 'vllm':
    case 'sglang':
    case 'triton':
    case 'mxnet':
    case 'sklearn':
    case 'sparkml':
    case 'algorithm':
    case 'neo':
    case 'other':
    case 'own':
    case 'unknown':
      return null;
  }
}

const ABSENT = { how: 'absent' } as const;

/** Generation needs a compiler that keeps its cache between tokens. */
function isGenerating(container: ServingContainer['container']): boolean {
  const task = valueAt(container, ['Environment', 'HF_TASK']);
  return (
    task.kind !== 'absent' &&
    (task.kind !== 'scalar' || /generation|summarization|translation/.test(String(task.value)))
  );
}

const COMPILED = /onnx|tensorrt|\btrt\b|neuron|openvino|compiled|optimi[sz]ed|torchscript|treelite|\bneo\b/i;

/** Whether names say that the files are compiled already. */
function isNamedCompiled({ model, name }: Deployment, { container }: ServingContainer): boolean {
  const texts = ['ModelDataUrl', 'ModelDataSource'].map((each) => JSON.stringify(textsOf(valueAt(container, [each]))));
  const names = model === null ? [] : nameTexts(model);
  return [name, ...names, ...texts].some((text) => COMPILED.test(text));
}

function textsOf(value: ReturnType<typeof valueAt>): readonly string[] {
  return value.kind === 'object'
    ? [...value.entries.values()].flatMap((entry) => textsOf(entry.value))
    : [knownText(value)];
}

type Optimisation = Extract<Observation, { kind: 'optimisation' }>;

/** A step of Neo for a version that it does not compile any more, or never did. */
function isOutdatedTarget(observation: Observation, { catalogue }: PracticeContext): observation is Optimisation {
  if (observation.kind !== 'optimisation') return false;
  const { framework, frameworkVersion } = observation;
  if (framework === undefined || frameworkVersion === undefined) return false;
  const list = `neo-${framework}`;
  if (!catalogue.images.frameworks.includes(list)) return false;
  return !catalogue.images.processors(list, frameworkVersion).known;
}

/** A step that compiles takes the image away, which only it knows. */
function isWithoutImage({ container }: ServingContainer): boolean {
  return (
    valueAt(container, ['SdkClass']).kind !== 'absent' &&
    ['Image', 'ImageRetrieve', 'Framework'].every((name) => valueAt(container, [name]).kind === 'absent')
  );
}

function neoProposal(deployment: Deployment, { framework = '', frameworkVersion = '' }: Optimisation): Proposal {
  const newer: Compilation = framework === 'pytorch' ? 'torch' : 'tf2onnx';
  return reportOnly({
    practice: compileModel.id,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path: typePath(deployment),
    grade: 'consider',
    effort: 'model',
    subject: fitting(
      `SageMaker Neo does not compile ${framework} ${frameworkVersion}`,
      `SageMaker Neo does not compile this version of ${framework}`,
    ),
    title: 'Compile with a tool that knows this version',
    why: WHY,
    recipe: compilationFor(newer, known(deployment.instanceType) ?? ''),
    notes: [
      "Neo's list ends with PyTorch 2.0, TensorFlow 2.9 and MXNet 1.8, and has only some versions before: the job fails for others.",
      MEASURE,
    ],
  });
}

const WHY = 'how much faster it gets depends on the model, and is not in the code';
const MEASURE = 'Compare answers and latency with the model of today before traffic moves.';

const SUBJECTS: Readonly<Record<Compilation, string>> = {
  torch: 'PyTorch as trained → torch.compile',
  onnx: 'PyTorch as trained → ONNX Runtime',
  optimum: 'transformers as trained → ONNX Runtime',
  tf2onnx: 'TensorFlow as trained → ONNX Runtime',
  treelite: 'XGBoost as trained → Treelite',
  optimize: 'language model as published → an optimisation job',
};

const NOTES: Readonly<Record<Compilation, readonly string[]>> = {
  torch: [
    'The first requests of each shape compile: warm the model up when it is loaded, and pad inputs to few shapes.',
    'ONNX Runtime is the other way, for models that export.',
  ],
  onnx: ['torch.compile needs PyTorch 2.0: for this version the model goes through ONNX.'],
  optimum: ['The exported model is kept with its files, so that nothing is compiled when an instance starts.'],
  tf2onnx: ['An image of PyTorch or your own serves the file: TensorFlow Serving has no ONNX.'],
  treelite: [
    'It compiles boosters of trees, not linear ones; the handler is yours then (script mode).',
    'The library is compiled for one processor: anew for Graviton.',
  ],
  optimize: [
    'The job quantises or compiles on instances that are billed while it runs; which models it takes is in the documentation.',
    'Servers like LMI compile kernels by themselves already: what it brings most is quantised weights and a faster start.',
  ],
};

function proposal(
  deployment: Deployment,
  type: InstanceType,
  compilation: Compilation,
  weights: Weights | null,
): Proposal {
  return reportOnly({
    practice: compileModel.id,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path: typePath(deployment),
    grade: 'consider',
    effort: 'model',
    subject: SUBJECTS[compilation],
    title: 'Compile the model',
    why: WHY,
    recipe: compilationFor(compilation, type.name),
    notes: [
      'Nothing in the workspace compiles it: no ONNX, TensorRT, Neuron, Treelite, Neo, `torch.compile` or `optimize()`.',
      ...NOTES[compilation],
      ...(weights === null ? [] : [weightsNote(weights)]),
      MEASURE,
    ],
  });
}
