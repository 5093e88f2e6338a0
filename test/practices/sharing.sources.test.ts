import { shareContainerEndpoint } from '../../src/practices/shareContainerEndpoint';
import { shareEndpoint } from '../../src/practices/shareEndpoint';
import { useInferencePipeline } from '../../src/practices/useInferencePipeline';
import { fires, silent } from './practiceCase';

const PYTORCH = 'pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';
const TENSORFLOW = 'tensorflow-inference:2.14.1-cpu';
const HUGGING_FACE = 'huggingface-pytorch-inference:2.1.0-transformers4.37.0-gpu-py310-cu118-ubuntu20.04';

interface Served {
  readonly image?: string;
  readonly type?: string;
  readonly squiggle?: string;
  readonly more?: string;
  readonly endpoint?: string;
}

function served(
  name: string,
  { image = PYTORCH, type = 'ml.m5.large', squiggle = '', more = '', endpoint }: Served = {},
): string {
  return `  ${name}Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer: { Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/${image}, ModelDataUrl: s3://b/${name} }
  ${name}Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
${more}      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt ${name}Model.ModelName
          InstanceType: ${type}
${squiggle}          InitialInstanceCount: 1
  ${name}Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
${endpoint === undefined ? '' : `      EndpointName: ${endpoint}\n`}      EndpointConfigName: !GetAtt ${name}Config.EndpointConfigName
`;
}
const under = (type: string, subject: string): string =>
  `#                       ${'^'.repeat(type.length)} ${subject}\n`;
const template = (...parts: string[]): string => `Resources:\n${parts.join('')}`;
const file = 'models.yaml';
const LARGE = 'ml.m5.large';

describe('share-endpoint in source text', () => {
  it('tells of endpoints of one framework in a template', () => {
    fires(shareEndpoint, {
      file,
      grade: 'consider',
      visibility: 'report',
      preferred: false,
      source: template(
        served('A', { squiggle: under(LARGE, '3 pytorch endpoints → one shared') }),
        served('B'),
        served('C', { type: 'ml.c5.xlarge' }),
      ),
    });
  });

  it('tells of endpoints in different files', () => {
    fires(shareEndpoint, {
      file: 'a.yaml',
      files: { 'infra/b.yaml': template(served('B')) },
      source: template(served('A', { squiggle: under(LARGE, '2 pytorch endpoints → one shared') })),
    });
  });

  it('tells of inference components where GPUs are shared', () => {
    const gpu = { image: HUGGING_FACE, type: 'ml.g5.xlarge' };
    fires(shareEndpoint, {
      file,
      source: template(
        served('A', { ...gpu, squiggle: under('ml.g5.xlarge', '2 huggingface endpoints → one shared') }),
        served('B', gpu),
      ),
    });
  });

  it('tells of what scripts keep', () => {
    const script = (name: string, squiggle = ''): string => `from sagemaker.sklearn import SKLearnModel
model = SKLearnModel(model_data=d, role=r, entry_point="i.py", framework_version="1.2-1")
model.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="${name}")
${squiggle}`;
    fires(shareEndpoint, {
      file: 'a.py',
      files: { 'b.py': script('b') },
      source: script(
        'a',
        '#                                                    ^^^^^^^^^^^^^ 2 sklearn endpoints → one shared\n',
      ),
    });
  });

  it('is silent about one, different frameworks, and images of your own', () => {
    silent(shareEndpoint, { file, source: template(served('A')) });
    silent(shareEndpoint, { file, source: template(served('A'), served('B', { image: TENSORFLOW })) });
    const own = template(served('A'), served('B')).replaceAll('763104351884', '123456789012');
    silent(shareEndpoint, { file, source: own });
  });

  it('is silent where one image can not serve both', () => {
    const learner = (version: string): string => `from sagemaker.sklearn import SKLearnModel
model = SKLearnModel(model_data=d, role=r, entry_point="i.py", framework_version="${version}")
model.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="e-${version}")
`;
    silent(shareEndpoint, { file: 'a.py', files: { 'b.py': learner('0.23-1') }, source: learner('1.2-1') });
    const old = PYTORCH.replace('2.4.0', '2.1.0');
    silent(shareEndpoint, { file, source: template(served('A'), served('B', { image: old })) });
  });

  it('is silent between environments, purposes and kinds of instances', () => {
    silent(shareEndpoint, {
      file,
      source: template(served('A', { endpoint: 'ranking-dev' }), served('B', { endpoint: 'ranking-prod' })),
    });
    silent(shareEndpoint, { file, source: template(served('A'), served('B', { type: 'ml.g5.xlarge' })) });
    silent(shareEndpoint, { file, source: template(served('A'), served('B', { type: 'ml.g5.12xlarge' })) });
  });

  it('is silent about what is shared, asynchronous or serverless already', () => {
    const async = '      AsyncInferenceConfig: { OutputConfig: { S3OutputPath: s3://b/o } }\n';
    silent(shareEndpoint, { file, source: template(served('A'), served('B', { more: async })) });
    silent(shareEndpoint, {
      file,
      source: template(served('A'), served('B')).replace(
        'PrimaryContainer: {',
        'PrimaryContainer: { Mode: MultiModel,',
      ),
    });
  });

  it('is silent about sessions, and where a suppression asks for it', () => {
    const cell = `from sagemaker.sklearn import SKLearnModel
model = SKLearnModel(model_data=d, role=r, entry_point="i.py", framework_version="1.2-1")
`;
    silent(shareEndpoint, {
      file: 'try.ipynb',
      source: [cell, 'a = model.deploy(1, "ml.m5.large")\nb = model.deploy(1, "ml.m5.large")\n'],
    });
    silent(shareEndpoint, {
      file,
      source: `# sagegreen: ignore-file[share-endpoint] two teams\n${template(served('A'), served('B'))}`,
    });
  });
});

describe('share-container-endpoint in source text', () => {
  const xgboost = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

  it('tells of different frameworks on CPUs', () => {
    fires(shareContainerEndpoint, {
      file,
      grade: 'consider',
      visibility: 'report',
      source: template(
        served('A', { squiggle: under(LARGE, 'endpoints of 2 frameworks → one with 2 containers') }),
        served('B', { image: TENSORFLOW }),
      ),
    });
  });

  it('counts those that have none of their own framework beside them', () => {
    fires(shareContainerEndpoint, {
      file,
      source: template(
        served('A'),
        served('B'),
        served('C', { image: TENSORFLOW, squiggle: under(LARGE, 'endpoints of 2 frameworks → one with 2 containers') }),
        served('D').replace(/Image: [^,]+,/, `Image: ${xgboost},`),
      ),
    });
  });

  it('is silent about GPUs, one framework, and what is not known', () => {
    silent(shareContainerEndpoint, { file, source: template(served('A'), served('B')) });
    silent(shareContainerEndpoint, {
      file,
      source: template(
        served('A', { image: HUGGING_FACE, type: 'ml.g5.xlarge' }),
        served('B', { image: TENSORFLOW.replace('cpu', 'gpu'), type: 'ml.g5.xlarge' }),
      ),
    });
    silent(shareContainerEndpoint, {
      file,
      source: template(served('A'), served('B').replace(/Image: [^,]+,/, 'Image: !Ref Image,')),
    });
  });
});

describe('use-inference-pipeline in source text', () => {
  const deployed = `from sagemaker.sklearn import SKLearnModel
from sagemaker.xgboost import XGBoostModel
features = SKLearnModel(model_data=a, role=r, entry_point="f.py", framework_version="1.2-1")
scores = XGBoostModel(model_data=b, role=r, entry_point="s.py", framework_version="1.5-1")
first = features.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="features")
SQUIGGLEsecond = scores.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="scores")
`;
  const drawn = `#                                                               ^^^^^^^^^^^^^ two endpoints in a row → one inference pipeline\n`;
  const marked = (rest: string): string => deployed.replace('SQUIGGLE', drawn) + rest;
  const plain = (rest: string): string => deployed.replace('SQUIGGLE', '') + rest;

  it('follows an answer through names and calls', () => {
    for (const rest of [
      'second.predict(first.predict(rows))\n',
      'answer = first.predict(rows)\nsecond.predict(answer)\n',
      'answer = first.predict(rows)\nrows2 = json.dumps({"rows": answer[0]})\nprint(second.predict(rows2))\n',
    ])
      fires(useInferencePipeline, { file: 'chain.py', grade: 'likely', visibility: 'report', source: marked(rest) });
  });

  it('follows the body of a response', () => {
    fires(useInferencePipeline, {
      file: 'chain.py',
      source: marked(`import boto3
runtime = boto3.client("sagemaker-runtime")
response = runtime.invoke_endpoint(EndpointName="features", Body=body)
runtime.invoke_endpoint(EndpointName="scores", Body=response["Body"].read())
`),
    });
  });

  it('is silent where both are asked the same, or nothing is handed on', () => {
    silent(useInferencePipeline, { file: 'a.py', source: plain('first.predict(rows)\nsecond.predict(rows)\n') });
    silent(useInferencePipeline, { file: 'a.py', source: plain('first.predict(first.predict(rows))\n') });
    silent(useInferencePipeline, {
      file: 'a.py',
      source: plain('x = first.predict(rows)\nx = load()\nsecond.predict(x)\n'),
    });
  });

  it('leaves a chain to the pipeline alone', () => {
    silent(shareContainerEndpoint, { file: 'a.py', source: plain('second.predict(first.predict(rows))\n') });
  });
});
