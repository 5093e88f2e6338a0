import type { Observation } from '../../model/resource';
import { statementsNaming } from './naming';
import type { PlacedStatement, PythonReading } from './reading';
import type { ReadStatement } from './readStatement';

type How = Extract<Observation, { kind: 'optimisation' }>['how'];

/** Packages that make models faster or smaller, by what they are imported as. */
const PACKAGES: readonly (readonly [RegExp, How])[] = [
  [
    /^(?:onnx\w*|skl2onnx|tf2onnx|tensorrt\w*|torch_tensorrt|torch2trt|treelite\w*|tl2cgen|lleaves|hummingbird|openvino|tvm|dlr|torch_neuronx?|neuronx_distributed|tensorflow_neuronx?|intel_extension_for_pytorch)\b/,
    'compilation',
  ],
  [
    /^(?:torch\.onnx|torch\.jit|torch\.export|torch\._dynamo|optimum\.(?:onnxruntime|neuron|intel|exporters))\b/,
    'compilation',
  ],
  [/^tensorflow\.python\.compiler\b/, 'compilation'],
  [
    /^(?:bitsandbytes|auto_gptq|gptqmodel|awq|llmcompressor|torchao|neural_compressor|auto_round|hqq|quanto|optimum\.(?:gptq|quanto))\b/,
    'quantisation',
  ],
  [/^torch\.(?:ao\.)?quantization\b/, 'quantisation'],
  [/^(?:torch_pruning|sparseml|tensorflow_model_optimization|torch\.nn\.utils\.prune)\b/, 'pruning'],
];

/** Methods that do the same; a text that has to stand in their statement, where others have methods of that name. */
const METHODS: readonly (readonly [string, How, RegExp | null])[] = [
  ['compile_model', 'compilation', null],
  ['create_compilation_job', 'compilation', null],
  ['create_optimization_job', 'compilation', null],
  ['optimize', 'compilation', /_config\s*=|\binstance_type\s*=|accept_eula/],
  ['compile', 'compilation', /\btorch\s*\.\s*compile\b|target_(?:instance_family|platform)/],
  ['onnx', 'compilation', null],
  ['jit', 'compilation', null],
  ['to_onnx', 'compilation', null],
  ['quantize_dynamic', 'quantisation', null],
  ['prune', 'pruning', /\butils\b/],
  ['prune_low_magnitude', 'pruning', null],
  ['global_unstructured', 'pruning', null],
  ['l1_unstructured', 'pruning', null],
  ['ln_structured', 'pruning', null],
  ['random_unstructured', 'pruning', null],
];

/** The steps of a unit that make a model faster or smaller, as far as its imports, calls and names tell. */
export function optimisationsIn(reading: PythonReading): Observation[] {
  const { statements } = reading;
  const found: Observation[] = [];
  for (const [name, how, telling] of METHODS)
    for (const statement of statementsNaming(reading, `.${name}`)) {
      const { text } = statement.read;
      if (telling === null || telling.test(text))
        found.push({ kind: 'optimisation', how, name, ...neoTarget(name, text), at: startOf(statement) });
    }
  for (const statement of statements) found.push(...byItself(statement));
  return found;
}

/** What Neo is told about the model, where it is written in the call. */
function neoTarget(name: string, text: string): { readonly framework?: string; readonly frameworkVersion?: string } {
  if (!['compile_model', 'compile', 'create_compilation_job'].includes(name)) return {};
  const framework = /\b[fF]ramework["']?\s*[=:]\s*["'](\w+)["']/.exec(text)?.[1]?.toLowerCase();
  const version = /\b[fF]ramework_?[vV]ersion["']?\s*[=:]\s*["']([\d.]+)["']/.exec(text)?.[1];
  return {
    ...(framework === undefined ? {} : { framework }),
    ...(version === undefined ? {} : { frameworkVersion: version }),
  };
}

/** What an unchanged statement says doesn't change: imports, and the names of distilled models. */
const known = new WeakMap<ReadStatement, readonly (readonly [string, How])[]>();

function byItself(statement: PlacedStatement): Observation[] {
  let steps = known.get(statement.read);
  if (steps === undefined) {
    steps = stepsOf(statement.read);
    known.set(statement.read, steps);
  }
  return steps.map(([name, how]) => ({ kind: 'optimisation', how, name, at: startOf(statement) }));
}

function stepsOf(read: ReadStatement): readonly (readonly [string, How])[] {
  const { text } = read;
  const imports = text.includes('import') ? read.imports : [];
  const steps = imports.flatMap((path) =>
    PACKAGES.filter(([form]) => form.test(path)).map(([, how]) => [path, how] as const),
  );
  // A distilled model (`distilbert`) has been made smaller by somebody else.
  return /distil/i.test(text) ? [...steps, ['distillation', 'pruning'] as const] : steps;
}

function startOf({ file, cell, base }: PlacedStatement): Observation['at'] {
  return { file, cell, start: base, end: base };
}
