import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { python } from '../../../src/languages/python';
import type { Graph } from '../../../src/model/graph';
import { resourcesOf } from '../../../src/model/graph';
import { property } from '../../../src/model/graph';
import { assertLaw, sourceOf, US_EAST_1 } from '../../law';
import { existences, retypedAndScaled } from '../scaledInside';
import { shown } from './linked';

const HEAD = `import os
import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_applicationautoscaling as scaling
`;

const config = (name = 'Config', type = '"ml.c5.xlarge"', count = '1'): string =>
  `sagemaker.CfnEndpointConfig(self, "${name}", production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", instance_type=${type}, initial_instance_count=${count})])`;
const CONFIG = config();

/** A stack that takes what is written for the body of its `__init__`. */
function stack(body: string, after = '', methods = ''): string {
  const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);
  return `${HEAD}class S(cdk.Stack):
    def __init__(self, scope, id, *, stage, extra=None, size=None, **kwargs):
        super().__init__(scope, id, **kwargs)
${indented(body, '        ')}

${indented(methods, '    ')}
${after}`;
}

function graphsOf(text: string): readonly Graph[] {
  return python.link(python.read(sourceOf('stack.py', text), null), US_EAST_1);
}

function graphOf(text: string): Graph {
  const [graph] = graphsOf(text);
  assert.ok(graph);
  return graph;
}

const PROD = { condition: 'stage == "prod"', branch: 0 };
const DEV = { condition: 'stage == "dev"', branch: 0 };
const NOT_PROD = { ...PROD, branch: 1 };
const EXTRA = { condition: 'extra', branch: 0 };

/** What the configurations in a text depend on; `never` where there is none. */
function existence(text: string): unknown {
  const found = resourcesOf(graphOf(text), 'EndpointConfig').map((each) => each.existsIf ?? 'always');
  return found.length === 0 ? 'never' : found.length === 1 ? found[0] : found;
}

describe('what a construct of the CDK in Python depends on', () => {
  const open: Readonly<Record<string, readonly [wanted: unknown, body: string, methods?: string]>> = {
    nothing: ['always', CONFIG],
    'an if': [PROD, `if stage == "prod":\n    ${CONFIG}`],
    'a value on the left': [PROD, `if "prod" == stage:\n    ${CONFIG}`],
    'the other way': [NOT_PROD, `if stage == "prod":\n    log()\nelse:\n    ${CONFIG}`],
    'the second of three ways': [
      { all: [NOT_PROD, DEV] },
      `if stage == "prod":\n    log()\nelif stage == "dev":\n    ${CONFIG}\nelse:\n    log()`,
    ],
    'a case': [PROD, `match stage:\n    case "prod":\n        ${CONFIG}`],
    'the second of three cases': [
      { all: [NOT_PROD, DEV] },
      `match stage:\n    case "prod":\n        log()\n    case "dev":\n        ${CONFIG}\n    case _:\n        log()`,
    ],
    'the other cases': [NOT_PROD, `match stage:\n    case "prod":\n        log()\n    case _:\n        ${CONFIG}`],
    'a case of two': [
      { any: [PROD, { condition: 'stage == "live"', branch: 0 }] },
      `match stage:\n    case "prod" | "live":\n        ${CONFIG}`,
    ],
    'a case, and an if that asks the same': [
      'never',
      `match stage:\n    case "prod":\n        if stage != "prod":\n            ${CONFIG}`,
    ],
    'a case that is nothing': [
      { condition: 'size is None', branch: 0 },
      `match size:\n    case None:\n        ${CONFIG}`,
    ],
    'a case that ends in an error: without it, there is no stack': [
      'always',
      `match stage:\n    case "prod":\n        pass\n    case _:\n        raise ValueError()\n${CONFIG}`,
    ],
    'a difference': [NOT_PROD, `if stage != "prod":\n    ${CONFIG}`],
    'a negation': [{ ...EXTRA, branch: 1 }, `if not extra:\n    ${CONFIG}`],
    'a name for it': [PROD, `is_prod = stage == "prod"\nif is_prod:\n    ${CONFIG}`],
    'an attribute for it': [PROD, `self.is_prod = stage == "prod"\nif self.is_prod:\n    ${CONFIG}`],
    'two at once': [{ all: [PROD, EXTRA] }, `if stage == "prod" and extra:\n    ${CONFIG}`],
    'one of two': [{ any: [PROD, EXTRA] }, `if stage == "prod" or extra:\n    ${CONFIG}`],
    'neither of two': [
      { all: [NOT_PROD, { ...EXTRA, branch: 1 }] },
      `if not (stage == "prod" or extra):\n    ${CONFIG}`,
    ],
    'one in another': [{ all: [EXTRA, PROD] }, `if stage == "prod":\n    if extra:\n        ${CONFIG}`],
    'the same twice': [PROD, `if stage == "prod":\n    if stage == "prod":\n        ${CONFIG}`],
    'what can never be': ['never', `if stage == "prod":\n    if stage != "prod":\n        ${CONFIG}`],
    'a list of values': [
      { any: [PROD, { condition: 'stage == "live"', branch: 0 }] },
      `if stage in ("prod", "live"):\n    ${CONFIG}`,
    ],
    'whether something is given': [{ condition: 'size is None', branch: 1 }, `if size is not None:\n    ${CONFIG}`],
    'a comparison': [{ condition: 'size > 3', branch: 0 }, `if size > 3:\n    ${CONFIG}`],
    "a value of the app's context": [
      { condition: 'self.node.try_get_context("async")', branch: 0 },
      `if self.node.try_get_context("async"):\n    ${CONFIG}`,
    ],
    'the same value of the context, asked for twice': [
      'never',
      `wanted = self.node.try_get_context("async")\nif not wanted:\n    if scope.node.try_get_context("async"):\n        ${CONFIG}`,
    ],
    'two values of the context': [
      [
        { condition: 'self.node.try_get_context("a")', branch: 0 },
        { condition: 'self.node.try_get_context("b")', branch: 1 },
      ],
      `if self.node.try_get_context("a"):\n    ${CONFIG}\nif not self.node.try_get_context("b"):\n    ${config('More')}`,
    ],
    'two questions about one thing': [
      [
        { condition: 'stage.startswith("prod")', branch: 0 },
        { condition: 'stage.startswith("dev")', branch: 0 },
      ],
      `if stage.startswith("prod"):\n    ${CONFIG}\nif stage.startswith("dev"):\n    ${config('More')}`,
    ],
    'a return before it': [PROD, `if stage != "prod":\n    log()\n    return\n${CONFIG}`],
    'a raise before it: without it, there is no stack': ['always', `if not extra:\n    raise ValueError()\n${CONFIG}`],
    'a raise in the other way: without it, there is no stack': [
      'always',
      `if extra:\n    log()\nelse:\n    raise ValueError()\n${CONFIG}`,
    ],
    'a raise beside it': ['always', `if not extra:\n    raise ValueError()\nelse:\n    ${CONFIG}`],
    'a return behind it': ['always', `${CONFIG}\nif extra:\n    return`],
    'a return of another function': ['always', `def f():\n    if extra:\n        return\n${CONFIG}`],
    'the call of its method': [PROD, `if stage == "prod":\n    self.add()`, `def add(self):\n    ${CONFIG}`],
    'two calls of its method': [
      { any: [PROD, EXTRA] },
      `if stage == "prod":\n    self.add()\nif extra:\n    self.add()`,
      `def add(self):\n    ${CONFIG}`,
    ],
    'a method that somebody else may call': ['always', 'log()', `def add(self):\n    ${CONFIG}`],
    'a default that somebody may change': [
      { condition: 'os.environ.get("STAGE", "prod") == "prod"', branch: 0 },
      `if os.environ.get("STAGE", "prod") == "prod":\n    ${CONFIG}`,
    ],
    'a constant that decides': ['never', `extra_one = False\nif extra_one:\n    ${CONFIG}`],
    'an object': ['always', `model = sagemaker.CfnModel(self, "M")\nif model:\n    ${CONFIG}`],
    itself: [{ condition: 'log()', branch: 0 }, `more = log()\nif more:\n    more = False\n    ${CONFIG}`],
    'a name that is given twice': [
      [
        { condition: 'ask(1)', branch: 0 },
        { condition: 'ask(2)', branch: 0 },
      ],
      `more = ask(1)\nif more:\n    ${CONFIG}\nmore = ask(2)\nif more:\n    ${config('More')}`,
    ],
    'a try, of which only running knows': ['always', `try:\n    ${CONFIG}\nexcept ValueError:\n    log()`],
  };
  for (const [name, [wanted, body, methods = '']] of Object.entries(open))
    it(name, () => {
      assert.deepEqual(existence(stack(body, '', methods)), wanted);
    });

  it('the construction of the class that makes it', () => {
    const app = `app = cdk.App()\nif os.environ.get("DEPLOY"):\n    S(app, "One", stage=os.environ["STAGE"])\n`;
    assert.deepEqual(existence(stack(CONFIG, app)), { condition: 'os.environ.get("DEPLOY")', branch: 0 });
    assert.deepEqual(existence(stack(`if stage == "prod":\n    ${CONFIG}`, app)), {
      all: [
        { condition: 'stage == "prod"', branch: 0 },
        { condition: 'os.environ.get("DEPLOY")', branch: 0 },
      ],
    });
  });

  it('two conditions of the same text in two classes are two', () => {
    const body = `if extra:\n    ${CONFIG}`;
    const text = stack(body).replace('class S', 'class T') + stack(body).replace(HEAD, '');
    assert.deepEqual(existence(text), [EXTRA, { condition: 'extra (2)', branch: 0 }]);
  });

  it('each stage decides for itself', () => {
    const graphs = graphsOf(
      stack(
        `if stage == "prod":\n    ${CONFIG}`,
        `app = cdk.App()
S(app, "Dev", stage="dev")
S(app, "Prod", stage="prod")
S(app, "Open", stage=os.environ["STAGE"])
`,
      ),
    );
    assert.deepEqual(
      graphs
        .slice(1)
        .map((graph) => [
          graph.environment,
          ...resourcesOf(graph, 'EndpointConfig').map((each) => each.existsIf ?? 'always'),
        ]),
      [['Dev'], ['Prod', 'always'], ['Open', PROD]],
    );
  });

  it('what values depend on is the same', () => {
    const [config1] = resourcesOf(
      graphOf(
        stack(
          `type = "ml.m5.large"\nif stage != "prod":\n    type = "ml.t2.medium"\nif stage == "prod":\n    ${config('Config', 'type', '2 if not stage == "prod" else 1')}`,
        ),
      ),
      'EndpointConfig',
    );
    assert.ok(config1);
    const conditions = ['InstanceType', 'InitialInstanceCount'].map((key) => {
      const value = property(config1, 'ProductionVariants', 0, key);
      return value.kind === 'oneOf' ? [value.condition, shown(value)] : value.kind;
    });
    assert.deepEqual(
      [config1.existsIf, ...conditions],
      [
        PROD,
        ['stage == "prod"', 'constant ml.m5.large (type) | constant ml.t2.medium (type)'],
        ['stage == "prod"', 'literal 1 | literal 2'],
      ],
    );
  });

  it('a long chain of ways is no more work than its length', () => {
    const chain = (line: (at: number) => string): string =>
      Array.from({ length: 14 }, (_, at) => `${at === 0 ? 'if' : 'elif'} stage == "s${at}":\n    ${line(at)}`).join(
        '\n',
      );
    for (const body of [
      `type = "ml.m5.large"\n${chain((at) => `type = "ml.m5.${at}xlarge"`)}\n${config('Config', 'type')}`,
      `settings = {"type": "ml.m5.large"}\n${chain((at) => `settings["type"] = "ml.m5.${at}xlarge"`)}\n${config('Config', 'settings["type"]')}`,
      chain((at) => config(`Config${at}`)),
    ]) {
      const before = performance.now();
      const advisor = new Advisor();
      advisor.update(sourceOf('stack.py', stack(body)));
      advisor.advise('stack.py');
      assert.ok(performance.now() - before < 2000, body.slice(0, 60));
    }
  });

  it('an override counts where its condition holds wherever the construct is there', () => {
    const override = 'c.add_property_override("ProductionVariants.0.InstanceType", "ml.c5.large")';
    const typeOf = (body: string): string => {
      const [found] = resourcesOf(graphOf(stack(body)), 'EndpointConfig');
      assert.ok(found);
      return shown(property(found, 'ProductionVariants', 0, 'InstanceType'));
    };
    assert.equal(typeOf(`if extra:\n    c = ${CONFIG}\n    ${override}`), 'literal ml.c5.large');
    assert.equal(typeOf(`c = ${CONFIG}\nif extra:\n    ${override}`), 'literal ml.c5.large | literal ml.c5.xlarge');
    assert.equal(
      typeOf(`c = ${CONFIG}\nif extra:\n    c.add_property_deletion_override("ProductionVariants.0.InstanceType")`),
      'absent | literal ml.c5.xlarge',
    );
    assert.equal(typeOf(`c = ${CONFIG}\nif False:\n    ${override}`), 'literal ml.c5.xlarge');
    assert.equal(
      typeOf(`c = ${CONFIG}\nfor each in all_of_them():\n    ${override}`),
      '? overridden under a condition',
    );
  });

  it('is said of constructs alone: what a script does in one of its ways is as before', () => {
    const text = `import os
import boto3
from aws_cdk import aws_sagemaker
stage = os.environ["STAGE"]
if stage == "prod":
    boto3.client("sagemaker").create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "a", "ModelName": "m", "InitialInstanceCount": 1, "InstanceType": "ml.m5.large"}])
`;
    assert.equal(existence(text), 'always');
    assert.equal(existence(text.replace('from aws_cdk import aws_sagemaker\n', '')), 'always');
  });

  const SCALED = stack(`config = ${config('Config', '"ml.c5.xlarge"', '2 if stage == "prod" else 1')}
endpoint = sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.ref)
if stage == "prod":
    scaling.CfnScalableTarget(self, "T", service_namespace="sagemaker", min_capacity=2, max_capacity=4, resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/a", scalable_dimension="sagemaker:variant:DesiredInstanceCount")
`);

  it('advice is of one outcome at a time: what prod scales is not told to scale', () => {
    const messages = (text: string): string[] => {
      const advisor = new Advisor();
      advisor.update(sourceOf('stack.py', text));
      return advisor
        .advise('stack.py')
        .findings.flatMap((each) => (each.practice === 'add-autoscaling' ? [each.message] : []));
    };
    assert.deepEqual(messages(SCALED), ['1 instance at all times → 1 to 2 with the traffic']);
    const count = 'initial_instance_count=2 if stage == "prod" else 1';
    const unpacked = '**({"initial_instance_count": 2} if stage == "prod" else {"initial_instance_count": 1})';
    assert.deepEqual(messages(SCALED.replace(count, unpacked)), messages(SCALED));
    const matched = SCALED.replace(count, 'initial_instance_count=count').replace(
      '        config = ',
      `        match stage:
            case "prod":
                count = 2
            case _:
                count = 1
        config = `,
    );
    assert.deepEqual(messages(matched), messages(SCALED));
    // The same number stands in the outcome that is scaled.
    assert.deepEqual(messages(SCALED.replace('\n        if stage == "prod"', '\n        if extra')), []);
  });

  it('a fix inside changes what stands there, and adds beside it', () => {
    const text = stack(`if stage == "prod":
    config = ${CONFIG}
    endpoint = sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.ref)
log()`);
    const outcome = assertLaw(python, sourceOf('stack.py', text), retypedAndScaled);
    const after = outcome.kind === 'written' ? (outcome.source.cells[0]?.text ?? '') : outcome.refusal.why;
    assert.match(after, /instance_type="ml\.c7g\.xlarge"/);
    assert.deepEqual(existences(graphOf(after)), [PROD, PROD, PROD]);
  });
});
