import type { InstanceType } from '../catalogue';
import type { Deployment } from '../model/deployment';
import type { Proposal, Recipe } from '../model/proposal';
import { valueAt } from '../model/value';
import type { PracticeContext } from './practice';
import { capabilityOf, halfType } from './quantisation';
import { servingContainer, type Server, type ServingContainer } from './servingContainer';
import { knownType, typePath } from './typeChange';
import { loadingOf, weightsNote, weightsOf } from './weights';

/** What makes a model's numbers shorter. */
type Way = 'load' | 'save' | 'onnxHalf' | 'onnxInt8';

/** Servers whose handler, or whose files, decide in which data type a model computes. */
const DECIDED_BY_MODEL: ReadonlySet<Server> = new Set<Server>(['huggingface', 'pytorch', 'triton', 'own']);

/**
 * Weights of 32 bit on servers without a setting for it: the code loads them so, or the header of their file says so.
 * What changes them is Python, in the handler or beside the model, and no edit of the deployment.
 */
export function fullPrecisionProposals(practice: string, context: PracticeContext, deployment: Deployment): Proposal[] {
  const { model } = deployment;
  const serving = servingContainer(deployment, context.catalogue);
  const type = knownType(context.catalogue, deployment);
  if (model === null || serving === null || type === null || deployment.shadow) return [];
  if (!DECIDED_BY_MODEL.has(serving.server) || isForNeuron(serving)) return [];
  if (context.workspace.optimisations?.has('quantisation') === true) return [];
  const found = wayFor(context, deployment, type);
  if (found === null) return [];
  const { way, half } = found;
  const to = way === 'onnxInt8' ? 'int8' : half;
  return [
    {
      practice,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: typePath(deployment),
      grade: 'consider',
      effort: 'model',
      subject: `weights in float32 → ${to}`,
      title: TITLES[way],
      changes: {},
      ops: [],
      preferred: false,
      recipe: recipeFor(way, half),
      pricing: {
        kind: 'none',
        why: 'the same instance costs the same: what it brings is memory and time, which only a test of the model tells',
      },
      notes: [...found.notes, ...NOTES[way], MEASURE],
      generation: 0,
      retired: false,
      keep: () => true,
    },
  ];
}

interface Found {
  readonly way: Way;
  readonly half: string;
  readonly notes: readonly string[];
}

function wayFor({ graph }: PracticeContext, deployment: Deployment, type: InstanceType): Found | null {
  const loading = loadingOf(graph, deployment);
  const weights = weightsOf(graph, deployment);
  if (loading?.dtype === 'fewerBits' || (weights !== null && weights.dtype !== 'F32')) return null;
  const isOnnx = weights?.file.toLowerCase().endsWith('.onnx') === true;
  const half = halfOn(type);
  const notes = [
    ...(weights === null ? [] : [weightsNote(weights)]),
    ...(loading === null ? [] : [`\`${loading.file}\` loads them as float32.`]),
  ];
  // On a CPU 16 bit is slower as often as faster: only integers are worth a word, and only where the runtime has them.
  if (half === null) return isOnnx && type.accelerator === null ? { way: 'onnxInt8', half: 'int8', notes } : null;
  if (loading !== null) return { way: 'load', half, notes };
  return weights === null ? null : { way: isOnnx ? 'onnxHalf' : 'save', half, notes };
}

/** GPUs before have no quick 16 bit. */
const VOLTA = 7;

/** The 16-bit type that a GPU is quick in, as PyTorch calls it; null for CPUs and for what isn't known. */
function halfOn({ accelerator }: InstanceType): string | null {
  const capability = accelerator?.kind === 'nvidia' ? capabilityOf(accelerator.name) : undefined;
  return capability === undefined || capability < VOLTA ? null : halfType(capability);
}

function isForNeuron({ processor, container }: ServingContainer): boolean {
  return (
    (processor !== null && processor !== 'cpu' && processor !== 'gpu' && processor !== 'arm64') ||
    valueAt(container, ['Mode']).kind !== 'absent'
  );
}

const TITLES: Readonly<Record<Way, string>> = {
  load: 'Load the weights in 16 bit',
  save: 'Save the weights in 16 bit',
  onnxHalf: 'Convert the model to 16 bit',
  onnxInt8: 'Quantise the model to 8 bit',
};

const NOTES: Readonly<Record<Way, readonly string[]>> = {
  load: ['16 bit take half the GPU memory of 32, and the tensor cores compute in them.'],
  save: [
    'A file of half the size is also downloaded in half the time when an instance starts.',
    'A handler that names no data type may still load 32 bit: say it there too.',
  ],
  onnxHalf: ['Where an operation overflows in 16 bit, keep it in 32: the converter takes a list of those.'],
  onnxInt8: [
    'Dynamic quantisation is for transformers and recurrent networks; convolutions want the static kind, with samples.',
  ],
};

const MEASURE = 'What decides is the accuracy on your own data: compare both before traffic moves.';

function recipeFor(way: Way, half: string): Recipe {
  const text = TEXTS[way](half);
  return { title: TITLES[way], snippets: { 'python-sdk': text, boto3: text } };
}

const TEXTS: Readonly<Record<Way, (half: string) => string>> = {
  load: (half) => `import torch

# where the model is loaded today: the same class, with
model = AutoModel.from_pretrained(model_dir, torch_dtype=torch.${half})
`,
  save: (half) => `import torch
from transformers import AutoModel

# once: the class of your task, AutoModelFor...
model = AutoModel.from_pretrained("model", torch_dtype=torch.${half})
model.save_pretrained("model-${half}")
`,
  onnxHalf: () => `import onnx
from onnxconverter_common import float16

model = float16.convert_float_to_float16(onnx.load("model.onnx"), keep_io_types=True)
onnx.save(model, "model-float16.onnx")
`,
  onnxInt8: () => `from onnxruntime.quantization import QuantType, quantize_dynamic

quantize_dynamic("model.onnx", "model-int8.onnx", weight_type=QuantType.QInt8)
`,
};
