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

describe('constructs of the CDK in Python that a method or function makes', () => {
  const method = (parameters: string, ...made: readonly string[]): string =>
    `\n    def add(self, ${parameters}):\n${made.map((each) => `        ${each}\n`).join('')}`;
  const SPECS = 'SPECS = [{"name": "a", "type": "ml.m5.large"}, {"name": "b", "type": "ml.c5.large", "count": 2}]\n';
  const NAMED = method('name, type="ml.m5.large", count=1', config('f"{name}-config"', 'type', 'count'));
  const OF_SPEC = method('spec', config('spec["name"]', 'spec["type"]', 'spec.get("count", 1)'));

  const cases: Readonly<Record<string, readonly [text: string, ...wanted: string[]]>> = {
    'that a loop calls with its items': [
      stack(`${SPECS}for spec in SPECS:\n    self.add(spec)`, OF_SPEC),
      'a ml.m5.large 1',
      'b ml.c5.large 2',
    ],
    'that a loop calls with parts of its items': [
      stack(`${SPECS}for spec in SPECS:\n    self.add(name=spec["name"], type=spec["type"])`, NAMED),
      'a-config ml.m5.large 1',
      'b-config ml.c5.large 1',
    ],
    'that a comprehension calls': [
      stack(`${SPECS}self.all = [self.add(spec) for spec in SPECS]`, OF_SPEC),
      'a ml.m5.large 1',
      'b ml.c5.large 2',
    ],
    'that is called several times': [
      stack('self.add("a")\nself.add("b", "ml.c5.large")\nself.add("c", count=3)', NAMED),
      'a-config ml.m5.large 1',
      'b-config ml.c5.large 1',
      'c-config ml.m5.large 3',
    ],
    'that a loop calls, and something else': [
      stack('for name in ["a", "b"]:\n    self.add(name)\nself.add("c", "ml.c5.large")', NAMED),
      'a-config ml.m5.large 1',
      'b-config ml.m5.large 1',
      'c-config ml.c5.large 1',
    ],
    'with a loop of its own': [
      stack(
        'for name in ["a", "b"]:\n    self.add(name)',
        method('name', 'for size in range(1, 3):', `    ${config('f"{name}{size}"', '"ml.m5.large"', 'size')}`),
      ),
      'a1 ml.m5.large 1',
      'a2 ml.m5.large 2',
      'b1 ml.m5.large 1',
      'b2 ml.m5.large 2',
    ],
    'through another method': [
      stack(
        'for name in ["a", "b"]:\n    self.more(name)',
        `${NAMED}\n    def more(self, prefix):\n        self.add(prefix + "1")\n        self.add(prefix + "2", "ml.c5.large")\n`,
      ),
      'a1-config ml.m5.large 1',
      'b1-config ml.m5.large 1',
      'a2-config ml.c5.large 1',
      'b2-config ml.c5.large 1',
    ],
    'that is a function of the module': [
      stack(
        'for name in ("a", "b"):\n    add(self, name)',
        `def add(scope, name):\n    ${config('name').replace('(self,', '(scope,')}\n`,
      ),
      'a ml.m5.large 1',
      'b ml.m5.large 1',
    ],
    'under a condition that each time decides': [
      stack('self.add("a", True)\nself.add("b", False)', method('name, wanted', 'if wanted:', `    ${config('name')}`)),
      'a ml.m5.large 1',
    ],
    'under a condition of one call': [
      stack('self.add("a")\nif stage == "prod":\n    self.add("b")', NAMED),
      'a-config ml.m5.large 1',
      'b-config ml.m5.large 1 if {"condition":"stage == \\"prod\\"","branch":0}',
    ],
    'under a condition that each time asks anew': [
      stack(
        'self.add("a", x.one)\nself.add("b", x.two)',
        method('name, wanted', 'if wanted:', `    ${config('name')}`),
      ),
      'a ml.m5.large 1 if {"condition":"wanted","branch":0}',
      'b ml.m5.large 1 if {"condition":"wanted (2)","branch":0}',
    ],
    'over what is not known: one, as far as one can tell': [
      stack('for name in names:\n    self.add(name)', NAMED),
      'sagemaker.CfnEndpointConfig ml.m5.large 1',
    ],
    'by a loop that ends before its time': [
      stack('for name in ["a", "b"]:\n    self.add(name)\n    break', NAMED),
      'sagemaker.CfnEndpointConfig ml.m5.large 1',
    ],
    'that is handed to somebody else': [
      stack('self.add("a")\nself.add("b")\nregister(self.add)', NAMED),
      'sagemaker.CfnEndpointConfig ml.m5.large 1',
    ],
    'under one name: no app calls it twice': [
      stack('if stage == "prod":\n    self.add("a")\nelse:\n    self.add("a")', NAMED),
      'sagemaker.CfnEndpointConfig ml.m5.large 1',
    ],
  };
  for (const [name, [text, ...wanted]] of Object.entries(cases))
    it(name, () => {
      assert.deepEqual(deployed(graphsOf(text)[0]), wanted);
    });

  it('are not those of a method of the same name in another class', () => {
    const other = `class T(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        self.add("c", "ml.r5.large")
${NAMED}`;
    assert.deepEqual(deployed(graphsOf(stack('self.add("a")\nself.add("b")', NAMED + other))[0]), [
      'a-config ml.m5.large 1',
      'b-config ml.m5.large 1',
      'c-config ml.r5.large 1',
    ]);
  });

  it('are what the caller refers to by what it is answered', () => {
    const [graph] = graphsOf(
      stack(
        `for name in ["a", "b"]:
    config = self.add(name)
    sagemaker.CfnEndpoint(self, name + "-endpoint", endpoint_config_name=config.attr_endpoint_config_name)`,
        method('name', `made = ${config('f"{name}-config"')}`, 'return made'),
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
    const text = stack(
      'self.stage = stage\nself.add("a")\nself.add("b")',
      `${method('name', config('name', '"ml.m5.4xlarge" if self.stage == "prod" else "ml.m5.large"'))}
app = cdk.App()
for stage in ["dev", "prod"]:
    S(app, f"S-{stage}", stage=stage)
`,
    );
    assert.deepEqual(
      graphsOf(text)
        .slice(1)
        .map((graph) => [graph.environment, ...deployed(graph)]),
      [
        ['S-dev', 'a ml.m5.large 1', 'b ml.m5.large 1'],
        ['S-prod', 'a ml.m5.4xlarge 1', 'b ml.m5.4xlarge 1'],
      ],
    );
  });

  describe('a change', () => {
    const set = (graph: Graph, names: readonly string[]): Op[] =>
      resourcesOf(graph, 'EndpointConfig')
        .filter(({ logicalName }) => names.includes(logicalName))
        .map(({ id }) => ({
          op: 'set',
          resource: id,
          path: ['ProductionVariants', 0, 'InstanceType'],
          value: 'ml.c7g.large',
        }));
    const cases: Readonly<
      Record<string, readonly [text: string, names: readonly string[], wanted: (text: string) => string]>
    > = {
      'of what one call gives is written there': [
        stack('self.add("a", "ml.m5.large")\nself.add("b", "ml.m5.xlarge")', NAMED),
        ['b-config'],
        (text) => text.replace('"ml.m5.xlarge"', '"ml.c7g.large"'),
      ],
      'of what stands in an item that is handed on as a whole': [
        stack(`${SPECS}for spec in SPECS:\n    self.add(spec)`, OF_SPEC),
        ['b'],
        () => 'sharedValue',
      ],
      'of what stands in the list is of its round': [
        stack('for name, type in [("a", "ml.m5.large"), ("b", "ml.c5.large")]:\n    self.add(name, type)', NAMED),
        ['b-config'],
        (text) => text.replace('"ml.c5.large"', '"ml.c7g.large"'),
      ],
      'of what the body says, for all': [
        stack('self.add("a")\nself.add("b")', method('name', config('name'))),
        ['a', 'b'],
        (text) => text.replace('"ml.m5.large"', '"ml.c7g.large"'),
      ],
      'of what the body says, for one': [
        stack('self.add("a")\nself.add("b")', method('name', config('name'))),
        ['a'],
        () => 'sharedValue',
      ],
      'of a name in the body, for one': [
        stack('self.add("a")\nself.add("b")', method('name', 'size = "ml.m5.large"', config('name', 'size'))),
        ['a'],
        () => 'sharedValue',
      ],
      'of a default that another call takes too, for one': [
        stack('self.add("a")\nself.add("b")', NAMED),
        ['a-config'],
        () => 'sharedValue',
      ],
    };
    for (const [name, [text, names, wanted]] of Object.entries(cases))
      it(name, () => {
        assert.equal(
          changed(text, (graph) => set(graph, names)),
          wanted(text),
        );
      });
  });
});
