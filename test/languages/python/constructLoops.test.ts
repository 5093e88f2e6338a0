import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { deploymentsOf } from '../../../src/model/deployment';
import type { Graph } from '../../../src/model/graph';
import { resourcesOf } from '../../../src/model/graph';
import type { Op } from '../../../src/model/operation';
import { known } from '../../../src/model/value';
import { assertLaw, sourceOf, US_EAST_1 } from '../../law';

const HEAD = `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_ecr as ecr
`;

const config = (name: string, type = '"ml.m5.large"', count = '1'): string =>
  `sagemaker.CfnEndpointConfig(self, ${name}, production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", instance_type=${type}, initial_instance_count=${count})])`;

function stack(body: string, after = ''): string {
  return `${HEAD}class S(cdk.Stack):
    def __init__(self, scope, id, *, stage, names=None, **kwargs):
        super().__init__(scope, id, **kwargs)
${body.replace(/^(?=.)/gm, '        ')}
${after}`;
}

function graphsOf(text: string): readonly Graph[] {
  return python.link(python.read(sourceOf('stack.py', text), null), US_EAST_1);
}

/** Each deployment of a graph: name of the construct, type and number, and what it depends on. */
function deployed(graph: Graph | undefined): string[] {
  assert.ok(graph);
  return deploymentsOf(graph).map(({ resource, instanceType, instanceCount }) => {
    const exists = resource.existsIf === undefined ? '' : ` if ${JSON.stringify(resource.existsIf)}`;
    return `${resource.logicalName} ${known(instanceType) ?? instanceType.how} ${known(instanceCount) ?? '?'}${exists}`;
  });
}

/** A text after a change, or why the change is refused. */
function changed(text: string, ops: (graph: Graph) => readonly Op[]): string {
  const outcome = assertLaw(python, sourceOf('stack.py', text), ops);
  return outcome.kind === 'written' ? (outcome.source.cells[0]?.text ?? '') : outcome.refusal.reason;
}

describe('constructs of the CDK in Python in a loop', () => {
  const cases: Readonly<Record<string, readonly [body: string, ...wanted: string[]]>> = {
    'over names': [`for name in ["a", "b"]:\n    ${config('name')}`, 'a ml.m5.large 1', 'b ml.m5.large 1'],
    'over a constant, its items in the names': [
      `TYPES = {"a": "ml.m5.large", "b": "ml.c5.large"}\nfor name, type in TYPES.items():\n    ${config('f"{name}-config"', 'type')}`,
      'a-config ml.m5.large 1',
      'b-config ml.c5.large 1',
    ],
    'over numbers': [
      `for index in range(3):\n    ${config('f"Config{index}"', '"ml.m5.large"', 'index + 1')}`,
      'Config0 ml.m5.large 1',
      'Config1 ml.m5.large 2',
      'Config2 ml.m5.large 3',
    ],
    'in a comprehension': [
      `configs = [${config('name')} for name in ("a", "b")]`,
      'a ml.m5.large 1',
      'b ml.m5.large 1',
    ],
    'in a loop in a loop': [
      `for name in ["a", "b"]:\n    for size in range(1, 3):\n        ${config('f"{name}{size}"', '"ml.m5.large"', 'size')}`,
      'a1 ml.m5.large 1',
      'a2 ml.m5.large 2',
      'b1 ml.m5.large 1',
      'b2 ml.m5.large 2',
    ],
    'beside others': [
      `${config('"before"')}\nfor name in ["a", "b"]:\n    ${config('name')}\n${config('"after"')}`,
      'before ml.m5.large 1',
      'a ml.m5.large 1',
      'b ml.m5.large 1',
      'after ml.m5.large 1',
    ],
    'those that a condition leaves out': [
      `for name in ["a", "b", "c"]:\n    if name == "b":\n        continue\n    if name != "c":\n        ${config('name')}`,
      'a ml.m5.large 1',
    ],
    'under a condition that each round asks anew': [
      `for name in ["a", "b"]:\n    if wanted(name):\n        ${config('name')}`,
      'a ml.m5.large 1 if {"condition":"wanted(name)","branch":0}',
      'b ml.m5.large 1 if {"condition":"wanted(name) (2)","branch":0}',
    ],
    'under a condition that is the same in all rounds': [
      `for name in ["a", "b"]:\n    if stage == "prod":\n        ${config('name')}`,
      'a ml.m5.large 1 if {"condition":"stage == \\"prod\\"","branch":0}',
      'b ml.m5.large 1 if {"condition":"stage == \\"prod\\"","branch":0}',
    ],
    'with an override of one round': [
      `for name in ["a", "b"]:\n    c = ${config('name')}\n    if name == "b":\n        c.add_property_override("ProductionVariants.0.InstanceType", "ml.c5.large")`,
      'a ml.m5.large 1',
      'b ml.c5.large 1',
    ],
    'over what is not known: one, as far as one can tell': [
      `for name in names:\n    ${config('name')}`,
      'sagemaker.CfnEndpointConfig ml.m5.large 1',
    ],
    'over what the context says': [
      `for name in self.node.try_get_context("names"):\n    ${config('name')}`,
      'sagemaker.CfnEndpointConfig ml.m5.large 1',
    ],
    'that ends before its time': [
      `for name in ["a", "b"]:\n    ${config('"Config"')}\n    break`,
      'Config ml.m5.large 1',
    ],
    'for some of the items': [
      `configs = [${config('name')} for name in ["a", "b"] if wanted(name)]`,
      'sagemaker.CfnEndpointConfig ml.m5.large 1',
    ],
  };
  for (const [name, [body, ...wanted]] of Object.entries(cases))
    it(name, () => {
      assert.deepEqual(deployed(graphsOf(stack(body))[0]), wanted);
    });

  it('refer to what their own round has made', () => {
    const [graph] = graphsOf(
      stack(
        `for name in ["a", "b"]:
    config = ${config('f"{name}-config"')}
    sagemaker.CfnEndpoint(self, f"{name}-endpoint", endpoint_config_name=config.attr_endpoint_config_name)`,
      ),
    );
    assert.ok(graph);
    assert.deepEqual(
      resourcesOf(graph, 'Endpoint').map(({ logicalName, properties }) => {
        const value = properties.entries.get('EndpointConfigName')?.value;
        return [logicalName, value?.kind === 'reference' ? graph.resources.get(value.resource)?.logicalName : value];
      }),
      [
        ['a-endpoint', 'a-config'],
        ['b-endpoint', 'b-config'],
      ],
    );
  });

  it('in each of the stages that a loop makes', () => {
    const body = `for name in ["a", "b"]:\n    ${config('name', '"ml.m5.4xlarge" if stage == "prod" else "ml.m5.large"')}`;
    const graphs = graphsOf(
      stack(body, 'app = cdk.App()\nfor stage in ["dev", "prod"]:\n    S(app, f"S-{stage}", stage=stage)\n'),
    );
    assert.deepEqual(
      graphs.slice(1).map((graph) => [graph.environment, ...deployed(graph)]),
      [
        ['S-dev', 'a ml.m5.large 1', 'b ml.m5.large 1'],
        ['S-prod', 'a ml.m5.4xlarge 1', 'b ml.m5.4xlarge 1'],
      ],
    );
  });

  describe('a change', () => {
    const TEXT = stack(`for name in ["a", "b"]:\n    ${config('name')}`);
    const set = (graph: Graph, names: readonly string[]): Op[] =>
      resourcesOf(graph, 'EndpointConfig')
        .filter(({ logicalName }) => names.includes(logicalName))
        .map(({ id }) => ({
          op: 'set',
          resource: id,
          path: ['ProductionVariants', 0, 'InstanceType'],
          value: 'ml.c7g.large',
        }));

    it('of all rounds is written in the body', () => {
      assert.equal(
        changed(TEXT, (graph) => set(graph, ['a', 'b'])),
        TEXT.replace('"ml.m5.large"', '"ml.c7g.large"'),
      );
    });

    it('of one round alone is refused', () => {
      assert.equal(
        changed(TEXT, (graph) => set(graph, ['a'])),
        'sharedValue',
      );
    });

    it('of what stands in the list is of its round', () => {
      const text = stack(
        `for name, type in [("a", "ml.m5.large"), ("b", "ml.m5.xlarge")]:\n    ${config('name', 'type')}`,
      );
      assert.equal(
        changed(text, (graph) => set(graph, ['b'])),
        text.replace('"ml.m5.xlarge"', '"ml.c7g.large"'),
      );
    });
  });
});
