import type { Observation } from '../../model/resource';
import { statementsNaming } from './naming';
import type { PlacedStatement, PythonReading } from './reading';

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
  const found: Observation[] = [];
  for (const [name, how, telling] of METHODS)
    for (const statement of statementsNaming(reading, `.${name}`)) {
      const { text } = statement.read;
      if (telling === null || telling.test(text))
        found.push({ kind: 'optimisation', how, name, ...neoTarget(name, text), at: startOf(statement) });
    }
  return [...found, ...byThemselves(reading)];
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

const IMPORT: ReadonlySet<string> = new Set(['import']);
/** A distilled model (`distilbert`) has been made smaller by somebody else. */
const DISTILLED = /distil/i;

/** What statements say by themselves: imports, and the names of distilled models. */
function byThemselves({ index, statements }: PythonReading): Observation[] {
  const imported = index.placesOfAny(IMPORT).flatMap((at): Observation[] => {
    const statement = statements[at];
    return (statement?.read.imports ?? []).flatMap((path) =>
      PACKAGES.filter(([form]) => form.test(path)).flatMap(([, how]): Observation[] =>
        statement === undefined ? [] : [{ kind: 'optimisation', how, name: path, at: startOf(statement) }],
      ),
    );
  });
  const distilled = index.placesLike(DISTILLED).flatMap((at): Observation[] => {
    const statement = statements[at];
    if (statement === undefined) return [];
    return [{ kind: 'optimisation', how: 'pruning', name: 'distillation', at: startOf(statement) }];
  });
  return [...imported, ...distilled];
}

function startOf({ file, cell, base }: PlacedStatement): Observation['at'] {
  return { file, cell, start: base, end: base };
}
