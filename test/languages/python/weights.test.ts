import assert from 'node:assert/strict';
import { textOf } from '../../../src/languages/weights/weightTypes';
import { Linked } from './linked';
import type { Code } from './writeCases';

const types = (...parameters: readonly (readonly [string, number])[]): string =>
  textOf({ parameters: new Map(parameters) });
const F32 = types(['F32', 1000], ['I64', 2]);
const BF16 = types(['BF16', 500]);

const IMPORTS = 'import sagemaker\nfrom sagemaker.huggingface import HuggingFaceModel\nsess = sagemaker.Session()\n';
const UPLOADED = 'uri = sess.upload_data("model.tar.gz")\n';
const MODEL =
  'model = HuggingFaceModel(model_data=uri, role=r, transformers_version="4.49.0")\nmodel.deploy(1, "ml.g5.xlarge")\n';

/** What is known of the weights of each model: type, parameters, file. */
function weights(code: Code, files: Readonly<Record<string, string>>, file = 'nb/serve.py'): string[] {
  return new Linked(code, file, files).graph.observations.flatMap((each) =>
    each.kind === 'weights' ? [`${each.dtype ?? 'mixed'} ${String(each.parameters)} ${each.file}`] : [],
  );
}

/** How code loads them: data type and file. */
function loading(code: Code, files: Readonly<Record<string, string>> = {}): string[] {
  return new Linked(code, typeof code === 'string' ? 'serve.py' : 'serve.ipynb', files).graph.observations.flatMap(
    (each) => (each.kind === 'loading' ? [`${each.dtype} ${each.file}`] : []),
  );
}

describe('Weights that Python names', () => {
  const inFolder = { 'nb/model/model.safetensors': F32 };

  for (const [what, packing] of [
    ['packed by tarfile', 'with tarfile.open("model.tar.gz", "w:gz") as tar:\n    tar.add("model", arcname=".")\n'],
    ['packed by shutil', 'shutil.make_archive("model", "gztar", root_dir="./model")\n'],
    ['uploaded', 'sess.upload_data(path="model/")\n'],
    ['uploaded by name', 'PATH = "model"\nfrom sagemaker.s3 import S3Uploader\nS3Uploader.upload(PATH, "s3://b/m")\n'],
    ['saved', 'net.save_pretrained("./model")\n'],
    ['loaded', 'net = AutoModel.from_pretrained("./model")\n'],
    ['named by file', 'from safetensors.torch import save_file\nsave_file(tensors, "model/model.safetensors")\n'],
  ] as const)
    it(`are known when they are ${what}`, () => {
      assert.deepEqual(weights(IMPORTS + packing + UPLOADED + MODEL, inFolder), [
        'F32 1002 nb/model/model.safetensors',
      ]);
    });

  it('are known when a shell packs them', () => {
    const packed = (line: string): string[] => weights([IMPORTS, line, UPLOADED + MODEL], inFolder);
    for (const line of [
      '!tar -czvf model.tar.gz -C model .',
      '!tar cvzf model.tar.gz model/',
      '!cd model && tar czf ../model.tar.gz *',
      '%%sh\ntar -czf model.tar.gz -C ./model .',
    ])
      assert.deepEqual(packed(line), ['F32 1002 nb/model/model.safetensors'], line);
    for (const line of [
      '!tar -xzf model.tar.gz -C model',
      '!cd other && tar czf ../model.tar.gz model',
      '!tar -czf model.tar.gz -C $DIR .',
      '# tar -czf model.tar.gz model',
    ])
      assert.deepEqual(packed(line), [], line);
  });

  it('lie beside the file, or in the workspace', () => {
    const code = `${IMPORTS}net.save_pretrained("model")\n${UPLOADED}${MODEL}`;
    assert.deepEqual(weights(code, { 'model/model.safetensors': BF16 }), ['BF16 500 model/model.safetensors']);
    assert.deepEqual(weights(code, { ...inFolder, 'model/model.safetensors': BF16 }), [
      'F32 1002 nb/model/model.safetensors',
    ]);
    assert.deepEqual(weights(code.replace('"model")', '"../../model")'), { 'model/model.safetensors': BF16 }), []);
    assert.deepEqual(weights(code.replace('"model")', '"/opt/ml/model")'), { 'model/model.safetensors': BF16 }), []);
  });

  it('are those of all files of a model, or of none', () => {
    const code = `${IMPORTS}net.save_pretrained("model")\n${UPLOADED}${MODEL}`;
    const index = JSON.stringify({ weight_map: { a: 'a.safetensors', b: 'b.safetensors', c: 'a.safetensors' } });
    const all = { 'nb/model/model.safetensors.index.json': index, 'nb/model/a.safetensors': BF16 };
    assert.deepEqual(weights(code, { ...all, 'nb/model/b.safetensors': BF16 }), ['BF16 1000 nb/model/a.safetensors']);
    assert.deepEqual(weights(code, all), []);
    const out = JSON.stringify({ weight_map: { a: '../../a.safetensors' } });
    assert.deepEqual(weights(code, { 'nb/model/model.safetensors.index.json': out, 'a.safetensors': BF16 }), []);
    // Which of two formats is served can't be told.
    assert.deepEqual(weights(code, { ...inFolder, 'nb/model/model.onnx': F32 }), []);
    assert.deepEqual(weights(code, { 'nb/model/model.onnx': F32 }), ['F32 1002 nb/model/model.onnx']);
  });

  it('are those that are packed, not those that the work began with', () => {
    const code = `${IMPORTS}net = AutoModel.from_pretrained("base")\ntar.add("small")\n${UPLOADED}${MODEL}`;
    const files = { 'nb/base/model.safetensors': F32, 'nb/small/model.safetensors': BF16 };
    assert.deepEqual(weights(code, files), ['BF16 500 nb/small/model.safetensors']);
    assert.deepEqual(weights(code.replace('tar.add("small")', 'net.save_pretrained("small")'), files), []);
  });

  it('are named by the model itself', () => {
    const boto3 = `import boto3
sm = boto3.client("sagemaker")
sm.create_model(ModelName="a", PrimaryContainer={"Image": IMAGE, "Environment": {"HF_MODEL_ID": "./model"}})
sm.create_model(ModelName="b", PrimaryContainer={"Image": IMAGE, "Environment": {"HF_MODEL_ID": "acme/model"}})
`;
    assert.deepEqual(weights(boto3, { ...inFolder, 'nb/acme/model/model.safetensors': BF16 }), [
      'F32 1002 nb/model/model.safetensors',
    ]);
  });

  it('are not told where a unit trains, has several models, or names none', () => {
    const saved = 'net.save_pretrained("model")\n';
    const trained = `${IMPORTS}from sagemaker.pytorch import PyTorch\nest = PyTorch(role=r)\nest.fit()\n`;
    assert.deepEqual(weights(trained + saved + UPLOADED + MODEL, inFolder), []);
    assert.deepEqual(
      weights(
        IMPORTS + saved + UPLOADED + MODEL + MODEL.replaceAll('model.', 'm2.').replace('model =', 'm2 ='),
        inFolder,
      ),
      [],
    );
    assert.deepEqual(weights(IMPORTS + UPLOADED + MODEL, inFolder), []);
    assert.deepEqual(weights(`${IMPORTS}tags.add("model")\n${UPLOADED}${MODEL}`, inFolder), []);
    assert.deepEqual(weights(`${IMPORTS}tar.add(name)\n${UPLOADED}${MODEL}`, inFolder), []);
  });
});

describe('How Python loads weights', () => {
  const deploys = IMPORTS + UPLOADED + MODEL;
  const handled = IMPORTS + UPLOADED + MODEL.replace('role=r', 'role=r, entry_point="inference.py", source_dir="code"');
  const handler = (load: string): Record<string, string> => ({
    'code/inference.py': `def model_fn(d):\n    return ${load}\n`,
  });

  it('is said in the unit', () => {
    for (const load of [
      'AutoModel.from_pretrained("acme/x", torch_dtype=torch.float32)',
      'AutoModel.from_pretrained("acme/x", device_map=f(1), dtype="float32")',
      'pipeline("text-generation", "acme/x", torch_dtype=torch.float)',
    ])
      assert.deepEqual(loading(`net = ${load}\n${deploys}`), ['float32 serve.py'], load);
  });

  it('is said in the handler, or in the cell that writes it', () => {
    assert.deepEqual(loading(handled, handler('AutoModel.from_pretrained(d, torch_dtype=torch.float32)')), [
      'float32 code/inference.py',
    ]);
    const cell = '%%writefile code/inference.py\nm = AutoModel.from_pretrained(d, torch_dtype="float32")\n';
    assert.deepEqual(loading([cell, deploys]), ['float32 serve.ipynb']);
  });

  it('is 16 bit or fewer where any of the code says so', () => {
    for (const load of [
      'AutoModel.from_pretrained(d, torch_dtype=torch.float16)',
      'AutoModel.from_pretrained(d, dtype="bfloat16")',
      'AutoModel.from_pretrained(d, torch_dtype=torch.float32).half()',
      'AutoModel.from_pretrained(d, torch_dtype=torch.float32).to(torch.bfloat16)',
      'AutoModel.from_pretrained(d, load_in_8bit=True)',
    ])
      assert.deepEqual(loading(handled, handler(load)), ['fewerBits code/inference.py'], load);
  });

  it('is not said by inputs, comments, other code or `auto`', () => {
    for (const load of [
      'AutoModel.from_pretrained(d)',
      'AutoModel.from_pretrained(d, torch_dtype="auto")',
      'AutoModel.from_pretrained(d)  # torch_dtype=torch.float32 was slow',
      'AutoModel.from_pretrained(d), torch.tensor([1], dtype=torch.float32)',
    ])
      assert.deepEqual(loading(handled, handler(load)), [], load);
    assert.deepEqual(
      loading(handled, { 'inference.py': 'AutoModel.from_pretrained(d, torch_dtype=torch.float32)' }),
      [],
    );
    const fit = 'from sagemaker.pytorch import PyTorch\nPyTorch(role=r).fit()\n';
    assert.deepEqual(loading(`${fit}net = AutoModel.from_pretrained("x", torch_dtype=torch.float32)\n${deploys}`), []);
  });
});
