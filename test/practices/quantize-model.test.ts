import assert from 'node:assert/strict';
import type { Proposal } from '../../src/model/proposal';
import { isHubModel, isNamedQuantised, parametersIn } from '../../src/practices/modelName';
import { quantizeModel } from '../../src/practices/quantizeModel';
import { detect, endpointWith, open, unknown, type Parts, type Written } from './graphBuilder';

const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
const VLLM = `${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker`;

function proposals(
  environment: { readonly [key: string]: Written } | { readonly value: unknown },
  changes: Parts & { readonly region?: string | null } = {},
): readonly Proposal[] {
  const container = { Image: VLLM, ModelDataUrl: null, Environment: environment as Written, ...changes.container };
  const variant = { InstanceType: 'ml.g6.12xlarge', ...changes.variant };
  return detect(quantizeModel, endpointWith({ ...changes, container, variant }));
}

const typesOf = (found: readonly Proposal[]): unknown[] => found.map(({ changes }) => changes['instanceType'] ?? null);

describe('quantize-model', () => {
  it('proposes the smallest type of each number of GPUs that holds the model, and the entry alone beside them', () => {
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-10b' })), ['ml.g6.2xlarge', null]);
    // 13 GB in fp8 would fit one GPU, but its 26 GB would not while they are loaded.
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-13b' })), [null]);
    const large = { variant: { InstanceType: 'ml.g6.48xlarge' } };
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-42b' }, large)), ['ml.g6.12xlarge', null]);
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-70b' }, large)), [null]);
  });

  it('claims no type that holds the model without quantising', () => {
    // 16 GB of weights on 24 GB; and as many GPUs as hold a copy today.
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-8b' })), [null]);
    const one = { SM_VLLM_MODEL: 'acme/llm-10b', SM_VLLM_TENSOR_PARALLEL_SIZE: '1' };
    assert.deepEqual(typesOf(proposals(one)), [null]);
    assert.deepEqual(typesOf(proposals({ ...one, SM_VLLM_TENSOR_PARALLEL_SIZE: '4' })), ['ml.g6.2xlarge', null]);
    // 32 GB in 32 bit don't fit.
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-8b', SM_VLLM_DTYPE: 'float32' })), [
      'ml.g6.2xlarge',
      null,
    ]);
  });

  it('proposes no smaller type where size, Region or the number of GPUs to use is not known', () => {
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm' })), [null]);
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-10b' }, { region: null })), [null]);
    const parallel = unknown('GPUS');
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-10b', SM_VLLM_TENSOR_PARALLEL_SIZE: parallel })), [
      null,
    ]);
  });

  it('proposes no smaller type where copies of the model share the GPUs, or the type is tied down', () => {
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-10b', SM_VLLM_DATA_PARALLEL_SIZE: '4' })), [null]);
    const reserved = { variant: { CapacityReservationConfig: { CapacityReservationPreference: 'capacity-only' } } };
    assert.deepEqual(typesOf(proposals({ SM_VLLM_MODEL: 'acme/llm-10b' }, reserved)), [null]);
  });

  it('says what the estimate rests on', () => {
    const [first] = proposals({ SM_VLLM_MODEL: 'acme/llm-10b' });
    assert.match(
      first?.notes[0] ?? '',
      /estimate from the model's name: about 10 GB of weights in fp8, on GPU memory of 24 GB/,
    );
  });

  it('tells on Ampere that only the weights are in fp8', () => {
    const [onAmpere] = proposals({ SM_VLLM_MODEL: 'acme/llm' }, { variant: { InstanceType: 'ml.g5.2xlarge' } });
    assert.ok(onAmpere?.notes.some((note) => note.startsWith('On Ampere')));
    const [onAda] = proposals({ SM_VLLM_MODEL: 'acme/llm' });
    assert.equal(
      onAda?.notes.some((note) => note.startsWith('On Ampere')),
      false,
    );
  });

  it('keeps LMI to the engines and versions that are documented', () => {
    const lmi = (tag: string, rollingBatch: Written): number =>
      proposals(
        { HF_MODEL_ID: 'acme/llm', OPTION_ROLLING_BATCH: rollingBatch },
        { container: { Image: `${DLC}/djl-inference:${tag}` } },
      ).length;
    assert.equal(lmi('0.33.0-lmi15.0.0-cu128', null), 1);
    assert.equal(lmi('0.33.0-lmi15.0.0-cu128', 'disable'), 1);
    assert.equal(lmi('0.31.0-lmi13.0.0-cu124', 'vllm'), 1);
    assert.equal(lmi('0.31.0-lmi13.0.0-cu124', 'lmi-dist'), 0);
    assert.equal(lmi('0.31.0-lmi13.0.0-cu124', null), 0);
    assert.equal(lmi('0.36.0-lmi18.0.0-cu128', unknown('ENGINE')), 0);
  });

  describe('is silent', () => {
    const cases: readonly (readonly [string, () => readonly Proposal[]])[] = [
      ['where more of the environment may exist', () => proposals(open({ SM_VLLM_MODEL: 'acme/llm' }))],
      ['on a CPU', () => proposals({ SM_VLLM_MODEL: 'acme/llm' }, { variant: { InstanceType: 'ml.m5.4xlarge' } })],
      [
        'on a GPU that no table names',
        () => proposals({ SM_VLLM_MODEL: 'acme/llm' }, { variant: { InstanceType: 'ml.g7e.2xlarge' } }),
      ],
      [
        'where the type is not known',
        () => proposals({ SM_VLLM_MODEL: 'acme/llm' }, { variant: { InstanceType: unknown('Type') } }),
      ],
      ['in 16 bit with weights that are not known', () => proposals({ SM_VLLM_DTYPE: 'bfloat16' })],
      [
        'with quantised weights in 32 bit',
        () => proposals({ SM_VLLM_DTYPE: 'float32', SM_VLLM_QUANTIZATION: 'awq', SM_VLLM_MODEL: 'acme/llm' }),
      ],
    ];
    for (const [title, found] of cases)
      it(title, () => {
        assert.deepEqual(found(), []);
      });
  });
});

describe('the name of a model', () => {
  it('says how many parameters it has', () => {
    const expected: readonly (readonly [string, number | null])[] = [
      ['meta-llama/Llama-3.1-8B-Instruct', 8e9],
      ['mistralai/Mistral-7B-Instruct-v0.3', 7e9],
      ['Qwen/Qwen2.5-0.5B', 0.5e9],
      ['Qwen/Qwen3-30B-A3B', 30e9],
      ['facebook/opt-350m', 350e6],
      ['mistralai/Mixtral-8x7B-v0.1', null],
      ['meta-llama/Llama-4-Scout-17B-16E', null],
      ['acme/distilled-70b-to-7b', null],
      ['microsoft/Phi-3-mini-4k-instruct', null],
      ['acme-7b/assistant', null],
      ['acme/model-4bit', null],
    ];
    for (const [name, parameters] of expected) assert.equal(parametersIn(name), parameters, name);
  });

  it('says whether it is quantised', () => {
    for (const name of [
      'TheBloke/Llama-2-13B-AWQ',
      'acme/llm-GPTQ-Int4',
      'neuralmagic/Llama-3-8B-FP8',
      'acme/llm-w4a16',
      'unsloth/llm-bnb-4bit',
      'acme/llm-Q4_K_M',
      'openai/gpt-oss-20b',
      'deepseek-ai/DeepSeek-V3',
    ])
      assert.equal(isNamedQuantised(name), true, name);
    for (const name of [
      'meta-llama/Llama-3.1-8B-Instruct',
      'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B',
      'bigscience/bloom-7b1',
      'tiiuae/falcon-40b',
    ])
      assert.equal(isNamedQuantised(name), false, name);
  });

  it('is one of the hub only with owner and name', () => {
    assert.equal(isHubModel('acme/llm-7b'), true);
    for (const other of ['s3://acme/llm-7b', '/opt/ml/model', 'llm-7b', 'a/b/c', './llm'])
      assert.equal(isHubModel(other), false, other);
  });
});
