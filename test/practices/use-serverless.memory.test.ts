import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { useServerless } from '../../src/practices/useServerless';
import { fires, silent } from './practiceCase';

/** The memory of a serverless endpoint, by what is known of the size of its model. */
const deploy = (arguments_: string, capacity: string, mark = ''): string => `import sagemaker
from sagemaker.huggingface import HuggingFaceModel

net.save_pretrained("model")
model = HuggingFaceModel(${arguments_}role=role, transformers_version="4.49.0", pytorch_version="2.6.0")
model.deploy(initial_instance_count=1, instance_type="${capacity}")
${mark}`;
const LOCAL = 'model_data=uri, ';
const TYPE = 'ml.c5.2xlarge';
const MARK = `#                                                    ${'^'.repeat(15)} `;
const header = (dtype: string, count: number): Readonly<Record<string, string>> => ({
  'model/model.safetensors': JSON.stringify({ [dtype]: count }),
});

function subject(memory: number, arguments_: string, files: Readonly<Record<string, string>> = {}): void {
  fires(useServerless, {
    file: 'deploy.py',
    files,
    source: deploy(arguments_, TYPE, `${MARK}${TYPE} → serverless with ${String(memory)} GB\n`),
  });
}

const hub = (id: string): string => `env={"HF_MODEL_ID": "${id}", "HF_TASK": "text-classification"}, `;

describe('the memory that use-serverless proposes', () => {
  it('is the most there is where nothing says how large the model is', () => {
    subject(6, LOCAL);
    subject(6, hub('acme/classifier'));
    subject(6, hub('acme/classifier-110m-gptq'));
    // A type of which the width isn't known.
    subject(6, LOCAL, header('OTHER', 67e6));
  });

  it('holds twice the weights that the header of a file tells of', () => {
    subject(2, LOCAL, header('F32', 67e6));
    subject(3, LOCAL, header('F32', 200e6));
    subject(2, LOCAL, header('F16', 200e6));
    subject(6, LOCAL, header('F32', 800e6));
  });

  it('holds those that a name tells of, in 32 bit', () => {
    subject(2, hub('acme/classifier-110m'));
    subject(4, hub('acme/classifier-0.3b'));
  });

  it('is not proposed for a model that is too large', () => {
    silent(useServerless, { file: 'deploy.py', files: header('F32', 1.3e9), source: deploy(LOCAL, TYPE) });
    silent(useServerless, { file: 'deploy.py', source: deploy(hub('acme/classifier-3b'), TYPE) });
  });

  it('says what it rests on, and how cheap it is with the requests that it takes', () => {
    const advisor = new Advisor();
    const files = header('F32', 67e6);
    advisor.update({ file: 'deploy.py', cells: [{ index: null, text: deploy(LOCAL, TYPE), code: true }] });
    for (const [file, text] of Object.entries(files))
      advisor.update({ file, cells: [{ index: null, text, code: false }] });
    const [finding] = advisor.advise('deploy.py').findings.filter(({ practice }) => practice === 'use-serverless');
    assert.equal(finding?.message, `${TYPE} → serverless with 2 GB: cheaper below 2.8 requests at a time on average`);
    assert.match(
      finding.candidates[0].proposal.notes.join('\n'),
      /By the header of `model\/model\.safetensors`: 268 MB of weights, which loading may hold twice, and 1 GB beside them/,
    );
  });
});
