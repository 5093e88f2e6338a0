import type { Recipe } from '../model/proposal';

/** The tool that compiles a model. */
export type Compilation = 'torch' | 'onnx' | 'optimum' | 'tf2onnx' | 'treelite' | 'optimize';

/** How a model is compiled. What serves it is Python, whatever language deploys it. */
export function compilationFor(compilation: Compilation, instanceType: string): Recipe {
  const text = TEXTS[compilation](instanceType);
  return { title: TITLES[compilation], snippets: { 'python-sdk': text, boto3: text } };
}

const TITLES: Readonly<Record<Compilation, string>> = {
  torch: 'Compile in the handler (inference.py)',
  onnx: 'Export to ONNX, and serve that',
  optimum: 'Export to ONNX with Optimum, and serve that',
  tf2onnx: 'Export to ONNX, and serve that',
  treelite: 'Compile the trees to a library, and serve that',
  optimize: 'Run an optimisation job, and deploy what it gives',
};

const SERVED = `# in the handler (inference.py)
import onnxruntime

session = onnxruntime.InferenceSession("model.onnx", providers=onnxruntime.get_available_providers())
outputs = session.run(None, {"input": batch})
`;

const TEXTS: Readonly<Record<Compilation, (instanceType: string) => string>> = {
  torch: () => `import torch


def model_fn(model_dir):
    model = load_model(model_dir).eval()  # as today
    compiled = torch.compile(model)
    with torch.inference_mode():
        compiled(example_inputs)  # warm-up: the first call of each shape compiles
    return compiled
`,
  onnx: () => `import torch

torch.onnx.export(model.eval(), example_inputs, "model.onnx", input_names=["input"], output_names=["output"])
${SERVED}`,
  optimum: () => `from optimum.onnxruntime import ORTModelForSequenceClassification

# once: the class of your task, ORTModelFor...
model = ORTModelForSequenceClassification.from_pretrained("model", export=True)
model.save_pretrained("onnx")
# in the handler (inference.py): the same class, from_pretrained(model_dir)
`,
  tf2onnx: () => `# once: python -m tf2onnx.convert --saved-model export/1 --output model.onnx
${SERVED}`,
  treelite: () => `import tl2cgen
import treelite

# once: booster is the trained xgboost.Booster
tl2cgen.export_lib(treelite.Model.from_xgboost(booster), toolchain="gcc", libpath="./model.so")
# in the handler (inference.py)
predictor = tl2cgen.Predictor("./model.so")
scores = predictor.predict(tl2cgen.DMatrix(rows))
`,
  optimize: (instanceType) => `from sagemaker.serve.model_builder import ModelBuilder

builder = ModelBuilder(model=model_id, schema_builder=schema_builder, role_arn=role)
optimized = builder.optimize(
    instance_type="${instanceType}",
    output_path="s3://YOUR-BUCKET/optimized/",
    quantization_config={"OverrideEnvironment": {"OPTION_QUANTIZE": "awq"}},
    accept_eula=True,
)
builder.deploy(endpoint_name=endpoint_name, initial_instance_count=1)
`,
};
