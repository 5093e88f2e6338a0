import assert from 'node:assert/strict';
import { endpointsOf, property, resourcesOf } from '../../../src/model/graph';
import { Linked, shown } from './linked';

const BOTO3 = 'import boto3\nsm = boto3.client("sagemaker")\n';
const variant = (name: string): string =>
  `{"VariantName": "${name}", "ModelName": "m", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1}`;
const TWO = `${BOTO3}sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${variant('A')}, ${variant('B')}])
sm.create_endpoint(EndpointName="e", EndpointConfigName="c")
`;
const CHANGED = '? changed later by update_endpoint_weights_and_capacities (update_endpoint_weights_and_capacities)';

describe('What later calls change', () => {
  const counts = (what: string, code: string, ...expected: string[]): void => {
    it(what, () => {
      const { deployments } = new Linked(code);
      const found = deployments.map(({ capacity }) => shown(capacity.entries.get('InitialInstanceCount')!.value));
      assert.deepEqual(found, expected);
    });
  };
  const scale = (endpoint: string, ...desired: string[]): string =>
    `sm.update_endpoint_weights_and_capacities(EndpointName=${endpoint}, DesiredWeightsAndCapacities=[${desired.join(', ')}])\n`;
  counts('nothing', TWO, 'literal 1', 'literal 1');
  counts(
    'the count of one variant',
    TWO + scale('"e"', '{"VariantName": "B", "DesiredInstanceCount": 4}'),
    'literal 1',
    CHANGED,
  );
  counts(
    'a count that is the same',
    TWO + scale('"e"', '{"VariantName": "B", "DesiredInstanceCount": 1}'),
    'literal 1',
    'literal 1',
  );
  counts('a weight', TWO + scale('"e"', '{"VariantName": "B", "DesiredWeight": 4}'), 'literal 1', 'literal 1');
  counts(
    'the count of another endpoint',
    TWO + scale('"other"', '{"VariantName": "B", "DesiredInstanceCount": 4}'),
    'literal 1',
    'literal 1',
  );
  counts(
    'the count of an endpoint that is not known',
    TWO + scale('find()', '{"VariantName": "A", "DesiredInstanceCount": 4}'),
    CHANGED,
    'literal 1',
  );
  counts('counts that are not known', TWO + scale('"e"', '*load()'), CHANGED, CHANGED);
  counts(
    'the count of what the SDK deploys',
    `${BOTO3}from sagemaker.model import Model\np = Model(role="r").deploy(1, "ml.c5.xlarge")\n${scale('p.endpoint_name', '{"VariantName": "AllTraffic", "DesiredInstanceCount": 4}')}`,
    CHANGED,
  );

  const COMPONENT = `${BOTO3}sm.create_inference_component(InferenceComponentName="a", EndpointName="e", VariantName="A", Specification={"ModelName": "m", "ComputeResourceRequirements": {"NumberOfAcceleratorDevicesRequired": 1}}, RuntimeConfig={"CopyCount": 2})\n`;
  const copies = (code: string): string =>
    shown(new Linked(code).value('InferenceComponent', 'RuntimeConfig', 'CopyCount'));
  it('the copies of a component', () => {
    const update = (copyCount: number): string =>
      `sm.update_inference_component_runtime_config(InferenceComponentName="a", DesiredRuntimeConfig={"CopyCount": ${copyCount}})\n`;
    assert.match(copies(COMPONENT + update(0)), /^\? changed later by update_inference_component_runtime_config/);
    assert.equal(copies(COMPONENT + update(2)), 'literal 2');
    assert.equal(copies(COMPONENT + update(0).replace('"a"', '"b"')), 'literal 2');
  });
  it('what a component needs', () => {
    const update =
      'sm.update_inference_component(InferenceComponentName="a", Specification={"ComputeResourceRequirements": {"NumberOfAcceleratorDevicesRequired": 2}})\n';
    const linked = new Linked(COMPONENT + update);
    assert.match(
      shown(linked.value('InferenceComponent', 'Specification', 'ComputeResourceRequirements')),
      /^\? changed later by update_inference_component/,
    );
    assert.equal(shown(linked.value('InferenceComponent', 'RuntimeConfig', 'CopyCount')), 'literal 2');
  });
  it('a predictor is given another type', () => {
    const code = `from sagemaker.model import Model\np = Model(role="r").deploy(1, "ml.c5.xlarge", endpoint_name="e")\n`;
    const of = (more: string): string[] =>
      new Linked(code + more).deployments.map(
        ({ capacity, endpoint }) =>
          `${shown(capacity.entries.get('InstanceType')!.value)} of ${endpoint === null ? 'none' : shown(property(endpoint, 'EndpointName'))}`,
      );
    const first = 'literal ml.c5.xlarge of literal e';
    assert.deepEqual(of('p.update_endpoint(initial_instance_count=1, instance_type="ml.m5.large")\n'), [
      first,
      'literal ml.m5.large of literal e',
    ]);
    assert.deepEqual(of('p.update_endpoint(data_capture_config_dict=c)\n'), [first]);
  });
  it('an endpoint has one configuration after the other', () => {
    const second = `sm.create_endpoint_config(EndpointConfigName="d", ProductionVariants=[${variant('A')}])\nsm.update_endpoint(EndpointName="e", EndpointConfigName="d")\nsm.delete_endpoint(EndpointName="e")\n`;
    const linked = new Linked(TWO + second);
    const configs = resourcesOf(linked.graph, 'EndpointConfig');
    assert.deepEqual(
      configs.map((config) => endpointsOf(linked.graph, config).map((each) => shown(property(each, 'EndpointName')))),
      [['literal e'], ['literal e']],
    );
    assert.deepEqual(
      linked.deployments.map(({ lifetime }) => lifetime),
      ['session', 'session', 'session'],
    );
  });
});
