import assert from 'node:assert/strict';
import { catalogue } from '../../src/catalogue';
import { deploymentsOf } from '../../src/model/deployment';
import { known } from '../../src/model/value';
import { imageOf, servingContainer, type Image, type ServingContainer } from '../../src/practices/servingContainer';
import { endpointWith, graphOf, parts, referenceTo, unknown, valueOf, type Written } from './graphBuilder';

const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';

function image(container: { readonly [key: string]: Written }): Image {
  const value = valueOf(container);
  assert.equal(value.kind, 'object');
  return imageOf(value, catalogue);
}

function serving(container: { readonly [key: string]: Written }): ServingContainer {
  const [deployment] = deploymentsOf(graphOf(endpointWith({ container })));
  assert.ok(deployment);
  const found = servingContainer(deployment, catalogue);
  assert.ok(found);
  return found;
}

describe('the server of a container', () => {
  const named: readonly (readonly [string, string, string | null, string | null, string | null])[] = [
    [`${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128`, 'lmi', 'djl-lmi', '0.36.0', null],
    [`${DLC}/djl-inference:0.33.0-tensorrtllm0.21.0-cu128`, 'lmi', 'djl-tensorrtllm', '0.33.0', null],
    [`${DLC}/djl-inference:0.29.0-neuronx-sdk2.19.1`, 'lmi', 'djl-neuronx', '0.29.0', 'neuronx'],
    [
      `${DLC}/huggingface-pytorch-tgi-inference:2.7.0-tgi3.3.6-gpu-py311-cu124-ubuntu22.04`,
      'tgi',
      'huggingface-llm',
      '3.3.6',
      'gpu',
    ],
    [`${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker`, 'vllm', 'vllm', '0.14.0', 'gpu'],
    [`${DLC}/huggingface-vllm:0.21.0-transformers5.8.1-gpu-py312-cu130`, 'vllm', 'huggingface-vllm', '0.21.0', 'gpu'],
    [`${DLC}/sglang:0.5.8-gpu-py312-cu129-ubuntu22.04-sagemaker`, 'sglang', 'sglang', '0.5.8', 'gpu'],
    [
      `${DLC}/pytorch-inference-neuronx:2.9.0-neuronx-py312-sdk2.31.1-ubuntu24.04`,
      'pytorch',
      'pytorch',
      '2.9.0',
      'neuronx',
    ],
    [
      '785573368785.dkr.ecr.us-east-1.amazonaws.com/sagemaker-inference-pytorch:2.0-cpu-py3',
      'neo',
      'neo-pytorch',
      '2.0',
      'cpu',
    ],
    ['683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1', 'xgboost', 'xgboost', '1.7-1', null],
    ['382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1', 'algorithm', 'linear-learner', '1', null],
    [`${DLC}/autogluon-inference:1.1.1-cpu-py311`, 'other', 'autogluon', '1.1.1', 'cpu'],
    [`${DLC}/an-image-of-tomorrow:1.0`, 'other', null, '1.0', null],
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm:0.14.0', 'own', null, null, null],
    ['registry.example.com/vllm:0.14.0', 'unknown', null, null, null],
  ];
  for (const [uri, server, framework, version, processor] of named)
    it(`of ${uri.slice(uri.indexOf('/') + 1)} is ${server}`, () => {
      assert.deepEqual(image({ Image: uri }), { server, framework, version, processor });
    });

  it('is told where the Region of its image is open, and not where more is', () => {
    const host = (account: Written): readonly Written[] => [account, '.dkr.ecr.', unknown('AWS::Region')];
    const lmi = '.amazonaws.com/djl-inference:0.36.0-lmi18.0.0-cu128';
    assert.equal(image({ Image: parts(...host('763104351884'), lmi) }).server, 'lmi');
    assert.equal(image({ Image: parts(...host(unknown('AWS::AccountId')), lmi) }).server, 'own');
    assert.equal(image({ Image: parts(...host(unknown('Account')), lmi) }).server, 'unknown');
    assert.equal(
      image({ Image: parts(...host('763104351884'), '.amazonaws.com/djl-inference:', unknown('Tag')) }).server,
      'unknown',
    );
    assert.equal(image({ Image: parts(referenceTo('Repository', 'RepositoryUri'), ':latest') }).server, 'own');
  });

  it('is told by what is looked up', () => {
    const retrieved = (asked: { readonly [key: string]: Written }): Image => image({ ImageRetrieve: asked });
    assert.equal(retrieved({ framework: 'djl-lmi', version: '0.36.0' }).server, 'lmi');
    assert.equal(retrieved({ framework: 'huggingface-llm' }).server, 'tgi');
    assert.equal(retrieved({ framework: 'huggingface-neuronx-llm' }).processor, 'neuronx');
    assert.equal(retrieved({ framework: 'pytorch', instance_type: 'ml.inf2.xlarge' }).processor, 'neuronx');
    assert.equal(retrieved({ framework: 'pytorch', instance_type: 'ml.inf1.xlarge' }).processor, 'inf');
    assert.equal(retrieved({ framework: 'pytorch', instance_type: 'ml.g5.xlarge' }).processor, 'gpu');
    assert.equal(retrieved({ framework: unknown('FRAMEWORK') }).server, 'unknown');
    assert.equal(retrieved({ framework: 'pytorch', model_id: 'some-model' }).server, 'unknown');
    assert.equal(retrieved({ framework: 'something-else' }).server, 'unknown');
  });

  it('is told by the class of the Python SDK, unless a model package or JumpStart decides', () => {
    assert.equal(
      image({ SdkClass: 'SKLearnModel', Framework: 'sklearn', FrameworkVersion: '1.2-1' }).server,
      'sklearn',
    );
    assert.equal(image({ SdkClass: 'KMeans', Framework: 'kmeans' }).server, 'algorithm');
    assert.equal(image({ SdkClass: 'JumpStartModel', ModelId: 'some-model' }).server, 'unknown');
    assert.equal(image({ SdkClass: 'ModelPackage', ModelPackageName: 'arn' }).server, 'unknown');
  });
});

describe('the settings of a server', () => {
  const LMI = `${DLC}/djl-inference:0.36.0-lmi18.0.0-cu128`;

  it('are read under each of their names', () => {
    const { settings } = serving({
      Image: LMI,
      ModelDataUrl: null,
      Environment: { HF_MODEL_ID: 'acme/llm-7b', OPTION_TENSOR_PARALLEL_DEGREE: '2', OPTION_QUANTIZATION: 'fp8' },
    });
    assert.equal(settings.tensorParallelDegree?.key, 'OPTION_TENSOR_PARALLEL_DEGREE');
    assert.ok(settings.quantisation && settings.modelId && settings.dtype);
    assert.equal(known(settings.quantisation.value), 'fp8');
    assert.equal(known(settings.modelId.value), 'acme/llm-7b');
    assert.equal(settings.dtype.value.how, 'absent');
    assert.equal(settings.dtype.key, 'OPTION_DTYPE');
  });

  it('are not known to be absent where files of the model, or the class, may say them', () => {
    const files = serving({ Image: LMI, Environment: { HF_MODEL_ID: 'acme/llm-7b' } });
    assert.equal(files.settings.quantisation?.value.how, 'unresolved');
    const byClass = serving({ Image: null, SdkClass: 'DJLModel', Framework: 'djl-lmi', ModelDataUrl: null });
    assert.equal(byClass.settings.tensorParallelDegree?.value.how, 'unresolved');
  });

  it('are those of the server, and none for a server without any', () => {
    const tgi = `${DLC}/huggingface-pytorch-tgi-inference:2.7.0-tgi3.3.6-gpu-py311-cu124-ubuntu22.04`;
    const { settings } = serving({ Image: tgi, Environment: { NUM_SHARD: '1', OPTION_QUANTIZE: 'fp8' } });
    assert.equal(settings.tensorParallelDegree?.key, 'NUM_SHARD');
    assert.equal(settings.quantisation?.value.how, 'absent');
    assert.equal(settings.rollingBatch, null);
    assert.equal(serving({}).settings.quantisation, null);
  });
});
