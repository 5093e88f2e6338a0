import assert from 'node:assert/strict';
import { known } from '../../../src/model/value';
import { Linked, shown } from './linked';

const SDK = 'from sagemaker.model import Model\nm = Model(role="r")\n';
const BOTO3 = 'import boto3\nsm = boto3.client("sagemaker")\n';

/** Each deployment: name, type and count. */
function deployed(code: string): string[] {
  return new Linked(code).deployments.map(
    ({ name, instanceType, instanceCount }) =>
      `${name} ${known(instanceType) ?? '?'} ${String(known(instanceCount) ?? '?')}`,
  );
}

function deploys(what: string, code: string, ...expected: string[]): void {
  it(what, () => assert.deepEqual(deployed(code), expected));
}

describe('Python deploys in a loop', () => {
  deploys(
    'over types',
    `${SDK}for t in ["ml.m5.large", "ml.c5.large"]:\n    m.deploy(1, t, endpoint_name=f"e-{t}")\n`,
    'e-ml.m5.large ml.m5.large 1',
    'e-ml.c5.large ml.c5.large 1',
  );
  deploys(
    'over a constant, a range, its numbers in the names',
    `${SDK}N = 3\nfor i in range(N):\n    m.deploy(2, "ml.m5.large", endpoint_name="e-" + str(i))\n`,
    'e-0 ml.m5.large 2',
    'e-1 ml.m5.large 2',
    'e-2 ml.m5.large 2',
  );
  deploys(
    'over a range with steps',
    `${SDK}for i in range(4, 0, -2):\n    m.deploy(i, "ml.m5.large", endpoint_name=f"e{i}")\n`,
    'e4 ml.m5.large 4',
    'e2 ml.m5.large 2',
  );
  deploys(
    'over pairs',
    `${SDK}CASES = [("a", "ml.m5.large"), ("b", "ml.c5.large")]\nfor name, t in CASES:\n    m.deploy(1, t, endpoint_name=name)\n`,
    'a ml.m5.large 1',
    'b ml.c5.large 1',
  );
  deploys(
    'over dictionaries',
    `${SDK}CASES = [{"name": "a", "type": "ml.m5.large"}, {"name": "b", "type": "ml.c5.large"}]\nfor case in CASES:\n    m.deploy(1, case["type"], endpoint_name=case["name"])\n`,
    'a ml.m5.large 1',
    'b ml.c5.large 1',
  );
  deploys(
    'over the entries of a dictionary',
    `${SDK}for name, (n, t) in {"a": (1, "ml.m5.large"), "b": (2, "ml.c5.large")}.items():\n    m.deploy(n, t, endpoint_name=name)\n`,
    'a ml.m5.large 1',
    'b ml.c5.large 2',
  );
  deploys(
    'over numbered and paired items',
    `${SDK}for i, (n, t) in enumerate(zip(["a", "b", "c"], ["ml.m5.large", "ml.c5.large"])):\n    m.deploy(1, t, endpoint_name=f"{n}{i}")\n`,
    'a0 ml.m5.large 1',
    'b1 ml.c5.large 1',
  );
  deploys(
    'in a comprehension',
    `${SDK}ps = [m.deploy(1, t, endpoint_name=t) for t in ("ml.m5.large", "ml.c5.large")]\n`,
    'ml.m5.large ml.m5.large 1',
    'ml.c5.large ml.c5.large 1',
  );
  deploys(
    'in a loop in a loop',
    `${SDK}for s in ["dev", "prod"]:\n    for t in ["ml.m5.large", "ml.c5.large"]:\n        m.deploy(1, t, endpoint_name=f"{s}-{t[3:5]}-{t}")\n`,
    'm.deploy ml.m5.large 1',
    'm.deploy ml.c5.large 1',
    'm.deploy ml.m5.large 1',
    'm.deploy ml.c5.large 1',
  );
  deploys(
    'with what is worked out in the loop',
    `${SDK}for n in ["a", "b"]:\n    t = "ml.m5." + ("large")\n    name = f"{n}-1"\n    m.deploy(1, t, endpoint_name=name)\n`,
    'a-1 ml.m5.large 1',
    'b-1 ml.m5.large 1',
  );
  deploys(
    'in a function, behind a try',
    `${SDK}def main():\n    for n in ["a", "b"]:\n        try:\n            m.deploy(1, "ml.m5.large", endpoint_name=n)\n        except Exception:\n            print(n)\n            continue\nmain()\n`,
    'a ml.m5.large 1',
    'b ml.m5.large 1',
  );
  deploys(
    'and tries again in each round',
    `${SDK}for n in ["a", "b"]:\n    for i in range(3):\n        try:\n            m.deploy(1, "ml.m5.large", endpoint_name=n)\n            break\n        except Exception:\n            if i == 2:\n                raise\n`,
    'a ml.m5.large 1',
    'b ml.m5.large 1',
  );
  deploys(
    'and looks at what it has made under a condition',
    `${SDK}for n in ["a", "b"]:\n    p = m.deploy(1, "ml.m5.large", endpoint_name=n)\n    if verbose:\n        p.predict(x)\n`,
    'a ml.m5.large 1',
    'b ml.m5.large 1',
  );
  deploys(
    'by operations that name each other',
    `${BOTO3}for n, t in [("a", "ml.m5.large"), ("b", "ml.c5.large")]:
    sm.create_model(ModelName=n, PrimaryContainer={"Image": image})
    sm.create_endpoint_config(EndpointConfigName=f"{n}-c", ProductionVariants=[{"VariantName": "v", "ModelName": n, "InstanceType": t, "InitialInstanceCount": 1}])
    sm.create_endpoint(EndpointName=n, EndpointConfigName=f"{n}-c")
`,
    'a ml.m5.large 1',
    'b ml.c5.large 1',
  );

  it('of one model outside of the loop, or of one for each round', () => {
    const loop = 'for t in ["ml.m5.large", "ml.c5.large"]:\n';
    const models = (code: string): number =>
      new Linked(code).resources.filter((each) => each.startsWith('Model ')).length;
    assert.equal(models(`${SDK}${loop}    m.deploy(1, t, endpoint_name=t)\n`), 1);
    assert.equal(models(`${SDK}${loop}    n = Model(role="r")\n    n.deploy(1, t, endpoint_name=t)\n`), 2);
  });

  it('and deletes in it, or in another', () => {
    const about = (code: string): unknown[] => {
      const { graph } = new Linked(code);
      return graph.observations.flatMap((each) => {
        if (each.kind !== 'deletion') return [];
        const resource = each.resource === null ? undefined : graph.resources.get(each.resource);
        return [resource === undefined ? null : shown(resource.properties.entries.get('EndpointName')!.value)];
      });
    };
    const names = 'NAMES = ["a", "b"]\n';
    const each = ['constant a (n)', 'constant b (n)'];
    const loop = `${SDK}${names}for n in NAMES:\n    p = m.deploy(1, "ml.m5.large", endpoint_name=n)\n`;
    assert.deepEqual(about(`${loop}    p.predict(x)\n    p.delete_endpoint()\n`), each);
    assert.deepEqual(about(`${loop}\n${BOTO3}for n in NAMES:\n    sm.delete_endpoint(EndpointName=n)\n`), each);
    // Behind the loop a name is that of the last round: it may be any of them.
    assert.deepEqual(about(`${loop}p.delete_endpoint()\n`), [null]);
  });
});

describe('Python deploys as often as nobody knows', () => {
  const LOOP = `${SDK}for c in configs():\n    m.deploy(2, "ml.m5.large", endpoint_name=c)\n`;

  it('and says over what the loop goes', () => {
    const linked = new Linked(LOOP);
    assert.equal(shown(linked.type), 'literal ml.m5.large');
    assert.equal(
      shown(linked.value('EndpointConfig', 'ProductionVariants', 0, 'InitialInstanceCount')),
      '? once for each of configs(): how many those are can not be told (configs())',
    );
  });

  for (const [what, code] of [
    [
      'over a list that grows',
      `${SDK}l = ["a"]\nfor f in files:\n    l.append(f)\nfor c in l:\n    m.deploy(1, "ml.m5.large", endpoint_name=c)\n`,
    ],
    [
      'under a condition',
      `${SDK}for c in ["a", "b"]:\n    if c in wanted:\n        m.deploy(1, "ml.m5.large", endpoint_name=c)\n`,
    ],
    [
      'behind one that goes on',
      `${SDK}for c in ["a", "b"]:\n    if c in done:\n        continue\n    m.deploy(1, "ml.m5.large", endpoint_name=c)\n`,
    ],
    [
      'in a comprehension with a condition',
      `${SDK}[m.deploy(1, "ml.m5.large", endpoint_name=c) for c in ["a", "b"] if c in wanted]\n`,
    ],
    [
      'more often than anybody would',
      `${SDK}for c in range(1000):\n    m.deploy(1, "ml.m5.large", endpoint_name=f"e{c}")\n`,
    ],
  ] as const)
    it(what, () => {
      const counts = new Linked(code).deployments.map(({ instanceCount }) => instanceCount.how);
      assert.deepEqual(counts, ['unresolved']);
    });
});

describe('Python deploys once', () => {
  for (const [what, loop] of [
    [
      'where it tries again',
      'for i in range(3):\n    try:\n        m.deploy(1, "ml.m5.large")\n        break\n    except Exception:\n        pass\n',
    ],
    [
      'where it returns',
      'def f():\n    for i in range(3):\n        try:\n            return m.deploy(1, "ml.m5.large")\n        except Exception:\n            pass\nf()\n',
    ],
    ['where the name stays the same', 'for i in range(3):\n    m.deploy(1, "ml.m5.large", endpoint_name="e")\n'],
    [
      'where the configuration keeps its name',
      'import boto3\nsm = boto3.client("sagemaker")\nfor i in tries():\n    sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "v", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}])\n',
    ],
    ['where it waits', 'while not ready():\n    m.deploy(1, "ml.m5.large")\n'],
    ['and ends it in each round', 'for c in configs():\n    p = m.deploy(1, "ml.m5.large")\n    p.delete_endpoint()\n'],
  ] as const)
    it(what, () => {
      const found = new Linked(SDK + loop).deployments.map(({ instanceCount }) => known(instanceCount));
      assert.deepEqual(found, [1]);
    });
});
