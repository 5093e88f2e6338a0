import assert from 'node:assert/strict';
import { Linked } from './linked';

const SDK =
  'from sagemaker.model import Model\nmodel = Model(role="r")\npredictor = model.deploy(1, "ml.c5.xlarge", endpoint_name="e")\n';
const BOTO3 = `import boto3
sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1}])
sm.create_endpoint(EndpointName="e", EndpointConfigName="c")
`;

/** Each observation with the type of what it is about. */
function observed(code: string): string[] {
  const { graph } = new Linked(code);
  return graph.observations.map((each) => {
    const id = 'resource' in each ? each.resource : null;
    const about = id === null ? '' : ` of ${String(graph.resources.get(id)?.type)}`;
    return `${each.kind}${about}${each.kind === 'invocation' && each.inLoop ? ' in a loop' : ''}`;
  });
}

function observes(what: string, code: string, ...expected: string[]): void {
  it(what, () => assert.deepEqual(observed(code), expected));
}

describe('What Python does beside hosting', () => {
  observes('nothing', SDK);
  observes('a prediction', `${SDK}predictor.predict(x)\n`, 'invocation of Endpoint');
  observes(
    'predictions in a loop',
    `${SDK}for x in xs:\n    predictor.predict(x)\n`,
    'invocation of Endpoint in a loop',
  );
  observes(
    'predictions in a comprehension',
    `${SDK}ys = [predictor.predict(x) for x in xs]\n`,
    'invocation of Endpoint in a loop',
  );
  observes(
    'an invocation by name',
    `${BOTO3}runtime.invoke_endpoint(EndpointName="e", Body=b)\n`,
    'invocation of Endpoint',
  );
  observes(
    'an invocation of another endpoint',
    `${BOTO3}runtime.invoke_endpoint(EndpointName="other", Body=b)\n`,
    'invocation',
  );
  observes('a deletion', `${SDK}predictor.delete_endpoint()\n`, 'deletion of Endpoint');
  observes('a deletion by name', `${BOTO3}sm.delete_endpoint(EndpointName="e")\n`, 'deletion of Endpoint');
  observes('a deletion of another endpoint', `${BOTO3}sm.delete_endpoint(EndpointName="other")\n`);
  observes(
    "a deletion of its configuration, which the endpoint doesn't need any more",
    `${BOTO3}sm.delete_endpoint_config(EndpointConfigName="c")\n`,
    'deletion of EndpointConfig',
  );
  observes('a deletion by what stands elsewhere', `${BOTO3}delete_all_endpoints()\n`, 'deletion');
  observes(
    'a deletion by the name of the predictor',
    `${SDK}import boto3\nboto3.client("sagemaker").delete_endpoint(EndpointName=predictor.endpoint_name)\n`,
    'deletion of Endpoint',
  );
  observes('training', 'from sagemaker.estimator import Estimator\nEstimator(role="r").fit("s3://b")\n', 'trainingJob');
  observes(
    'training with boto3',
    'import boto3\nboto3.client("sagemaker").create_training_job(TrainingJobName="t")\n',
    'trainingJob',
  );
  it('one of several in a loop may be any of them', () => {
    const linked = new Linked(`from sagemaker.pytorch import PyTorchModel
m = PyTorchModel(model_data="d", role="r", framework_version="2.4.0")
a = m.deploy(1, "ml.m5.large", endpoint_name="a")
b = m.deploy(1, "ml.m5.large", endpoint_name="b")
for p in (a, b):
    p.delete_endpoint()
`);
    assert.deepEqual(
      linked.deployments.map(({ lifetime }) => lifetime),
      ['session', 'session'],
    );
  });

  observes('the prediction of something else', 'import sagemaker\nfrom sklearn.svm import SVC\nSVC().predict(x)\n');
  observes('a fit of something else', 'import sagemaker\nfrom sklearn.svm import SVC\nSVC().fit(x)\n');

  it('an endpoint that the code deletes is a session', () => {
    const lifetimes = (code: string): string[] => new Linked(code).deployments.map(({ lifetime }) => lifetime);
    assert.deepEqual(lifetimes(SDK), ['unknown']);
    assert.deepEqual(lifetimes(`${SDK}predictor.delete_endpoint()\n`), ['session']);
    assert.deepEqual(
      new Linked([SDK]).deployments.map(({ lifetime }) => lifetime),
      ['session'],
    );
  });
});
