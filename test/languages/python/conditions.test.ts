import assert from 'node:assert/strict';
import { python } from '../../../src/languages/python';
import { deploymentsOf } from '../../../src/model/deployment';
import type { Graph } from '../../../src/model/graph';
import { known } from '../../../src/model/value';
import { sourceOf, US_EAST_1 } from '../../law';

const HEAD = `import aws_cdk as cdk
from dataclasses import dataclass
from typing import Optional
from aws_cdk import aws_sagemaker as sagemaker
`;

const config = (type: string, count = '1', name = 'Config'): string =>
  `sagemaker.CfnEndpointConfig(self, "${name}", production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", instance_type=${type}, initial_instance_count=${count})])\n`;

/** A stack that is made for development and for production. */
function stages(body: string, { members = '', head = '', given = ['stage="dev"', 'stage="prod"'] } = {}): string {
  const indented = body.replace(/^(?=.)/gm, '        ');
  return `${HEAD}${head}class S(cdk.Stack):
    def __init__(self, scope, id, *, stage, settings=None, **kwargs):
        super().__init__(scope, id, **kwargs)
        self.settings = settings
${indented}
${members.replace(/^(?=.)/gm, '    ')}
app = cdk.App()
${given.map((each, index) => `S(app, "${index === 0 ? 'Dev' : 'Prod'}", ${each})`).join('\n')}
`;
}

function graphsOf(text: string): readonly Graph[] {
  return python.link(python.read(sourceOf('stack.py', text), null), US_EAST_1);
}

/** What is deployed in each stage: type and number. */
function deployed(text: string): unknown[] {
  return graphsOf(text)
    .filter((graph) => graph.environment !== null)
    .map((graph) =>
      deploymentsOf(graph).map(
        ({ instanceType, instanceCount }) =>
          `${known(instanceCount) ?? '?'} ${known(instanceType) ?? instanceType.how}`,
      ),
    );
}

describe('conditions in a CDK app in Python', () => {
  const BIG = '"ml.m5.4xlarge"';
  const SMALL = '"ml.m5.large"';
  const TWO = [['1 ml.m5.large'], ['1 ml.m5.4xlarge']];
  const decided: Readonly<Record<string, readonly [body: string, wanted: readonly unknown[]]>> = {
    'a comparison in place': [config(`${BIG} if stage == "prod" else ${SMALL}`), TWO],
    'a comparison in a variable': [`is_prod = stage == "prod"\n${config(`${BIG} if is_prod else ${SMALL}`)}`, TWO],
    'its negation': [config(`${SMALL} if not stage == "prod" else ${BIG}`), TWO],
    'an inequality': [config(`${SMALL} if stage != "prod" else ${BIG}`), TWO],
    'one of several': [config(`${BIG} if stage in ("prod", "staging") else ${SMALL}`), TWO],
    'none of several': [config(`${SMALL} if stage not in ["prod"] else ${BIG}`), TWO],
    'two together': [config(`${BIG} if stage == "prod" and stage != "dev" else ${SMALL}`), TWO],
    'an if statement': [`if stage == "prod":\n    size = ${BIG}\nelse:\n    size = ${SMALL}\n${config('size')}`, TWO],
    'arguments that are unpacked': [
      config(SMALL).replace(
        `instance_type=${SMALL}`,
        `**({"instance_type": ${BIG}} if stage == "prod" else {"instance_type": ${SMALL}})`,
      ),
      TWO,
    ],
    'arguments that are unpacked from a name': [
      `own = {"instance_type": ${BIG}} if stage == "prod" else {"instance_type": ${SMALL}}\n${config(SMALL).replace(`instance_type=${SMALL}`, '**own')}`,
      TWO,
    ],
    'entries that are unpacked over others': [
      `own = {"instance_type": ${SMALL}, **({"instance_type": ${BIG}} if stage == "prod" else {})}\n${config(SMALL).replace(`instance_type=${SMALL}`, '**own')}`,
      TWO,
    ],
    'entries that are unpacked under others': [
      `own = {**({"instance_type": ${SMALL}} if stage == "dev" else {}), **({"instance_type": ${BIG}} if stage != "dev" else {})}\n${config(SMALL).replace(`instance_type=${SMALL}`, '**own')}`,
      TWO,
    ],
    'an if without else': [`size = ${SMALL}\nif stage == "prod":\n    size = ${BIG}\n${config('size')}`, TWO],
    'an elif': [
      `if stage == "test":\n    size = "ml.t2.medium"\nelif stage == "prod":\n    size = ${BIG}\nelse:\n    size = ${SMALL}\n${config('size')}`,
      TWO,
    ],
    'a match': [
      `match stage:\n    case "prod":\n        size = ${BIG}\n    case "dev":\n        size = ${SMALL}\n${config('size')}`,
      TWO,
    ],
    'a match with a default': [
      `match stage:\n    case "prod":\n        size = ${BIG}\n    case _:\n        size = ${SMALL}\n${config('size')}`,
      TWO,
    ],
    'a match with alternatives': [
      `match stage:\n    # the small ones\n    case 'dev' | "test":\n        size = ${SMALL}\n    case "live" | "prod":  # all of them\n        size = ${BIG}\n    case _:\n        raise ValueError(stage)\n${config('size')}`,
      TWO,
    ],
    'a match that may take none': [
      `size = ${SMALL}\nmatch stage:\n    case "test":\n        size = "ml.t2.medium"\n    case "prod":\n        size = ${BIG}\n${config('size')}`,
      TWO,
    ],
    'a match of a truth': [
      `match (stage == "prod"):\n    case True:\n        size = ${BIG}\n    case False:\n        size = ${SMALL}\n${config('size')}`,
      TWO,
    ],
    'constructs in the cases of a match': [
      `match stage:\n    case "prod":\n        ${config(BIG)}    case _:\n        ${config(SMALL)}`,
      TWO,
    ],
    'constructs behind a match that returns': [
      `${config(SMALL)}match stage:\n    case "dev":\n        return\n${config(BIG, '2', 'More')}`,
      [['1 ml.m5.large'], ['1 ml.m5.large', '2 ml.m5.4xlarge']],
    ],
    'a dictionary of stages': [`SIZES = {"dev": ${SMALL}, "prod": ${BIG}}\n${config('SIZES[stage]')}`, TWO],
    'constructs of one stage': [`if stage == "prod":\n    ${config(BIG)}else:\n    ${config(SMALL)}`, TWO],
    'constructs behind a return': [
      `${config(SMALL)}if stage == "dev":\n    return\n${config(BIG, '2', 'More')}`,
      [['1 ml.m5.large'], ['1 ml.m5.large', '2 ml.m5.4xlarge']],
    ],
    'an override of one stage': [
      `c = ${config(SMALL)}if stage == "prod":\n    c.add_property_override("ProductionVariants.0.InstanceType", ${BIG})\n`,
      TWO,
    ],
  };
  for (const [name, [body, wanted]] of Object.entries(decided))
    it(`are decided by the stage: ${name}`, () => {
      assert.deepEqual(deployed(stages(body)), wanted);
    });

  const UNDECIDED = [['1 oneOf'], ['1 oneOf']];
  const patterns: Readonly<Record<string, string>> = {
    'a guard': 'case "prod" if settings:',
    'a name that takes anything': 'case other:',
    'an attribute': 'case Stage.PROD:',
    'a sequence': 'case ["prod", *_]:',
    'a sequence of one in parentheses': 'case ("prod"):',
    'a class': 'case str():',
    'a mapping': 'case {"stage": "prod"}:',
    'a name for an alternative': 'case "prod" as wanted:',
    'an alternative that is an attribute': 'case "prod" | Stage.LIVE:',
  };
  for (const [name, pattern] of Object.entries(patterns))
    it(`are not decided by a match with ${name}`, () => {
      const body = `size = ${SMALL}\nmatch stage:\n    ${pattern}\n        size = ${BIG}\n${config('size')}`;
      const found = deployed(stages(body));
      assert.notDeepEqual(found, TWO);
      assert.deepEqual(found, pattern === 'case other:' ? [['1 ml.m5.4xlarge'], ['1 ml.m5.4xlarge']] : UNDECIDED);
    });

  it('leave out what a method makes that a stage does not call', () => {
    const members = `def more(self):\n    ${config(BIG, '2', 'More')}`;
    assert.deepEqual(deployed(stages(`${config(SMALL)}if stage == "prod":\n    self.more()\n`, { members })), [
      ['1 ml.m5.large'],
      ['1 ml.m5.large', '2 ml.m5.4xlarge'],
    ]);
  });

  it('leave out a stage that is not made', () => {
    const text = stages(config('"ml.m5.large"')).replace('S(app, "Prod"', 'if False:\n    S(app, "Prod"');
    assert.deepEqual(deployed(text), [['1 ml.m5.large'], []]);
  });

  const SETTINGS = `@dataclass
class Settings:
    size: str
    more: Optional[str] = None

DEV = Settings("ml.m5.large")
PROD = Settings("ml.m5.4xlarge", more="ml.c5.xlarge")
ALL = {"dev": DEV, "prod": PROD}

`;
  it('ask whether an optional setting is there', () => {
    const body = `${config('settings.size')}if settings.more is not None:\n    ${config('settings.more', '1', 'More')}`;
    const given = ['stage="dev", settings=DEV', 'stage="prod", settings=PROD'];
    assert.deepEqual(deployed(stages(body, { head: SETTINGS, given })), [
      ['1 ml.m5.large'],
      ['1 ml.m5.4xlarge', '1 ml.c5.xlarge'],
    ]);
  });

  it('choose between objects, and leave an attribute open where they do not', () => {
    const chosen: Readonly<Record<string, unknown>> = {
      'PROD if stage == "prod" else DEV': TWO,
      'ALL[stage]': TWO,
      'PROD if flag() else DEV': [['1 unresolved'], ['1 unresolved']],
      'ALL[flag()]': [['1 unresolved'], ['1 unresolved']],
    };
    for (const [expression, wanted] of Object.entries(chosen))
      assert.deepEqual(
        deployed(stages(`chosen = ${expression}\n${config('chosen.size')}`, { head: SETTINGS })),
        wanted,
        expression,
      );
  });

  it('do not make certain what a default chooses', () => {
    const text = stages('chosen = ALL[self.node.try_get_context("stage") or "dev"]\n' + config('chosen.size'), {
      head: SETTINGS,
    });
    const [, dev] = graphsOf(text);
    assert.ok(dev);
    const type = deploymentsOf(dev)[0]?.instanceType;
    assert.deepEqual([type?.how, type?.how === 'default' && type.decidedBy], ['default', 'context stage']);
  });

  it('stay open where a default or only running decides', () => {
    const open = (test: string): unknown => deployed(stages(config(`${BIG} if ${test} else ${SMALL}`)))[0];
    for (const test of ['flag()', 'os.environ.get("X", "prod") == "prod"', 'stage == name'])
      assert.deepEqual(open(test), ['1 oneOf'], test);
  });

  it('stay open in scripts and notebooks, which run again with another value', () => {
    const script = `import boto3\nstage = "prod"\nboto3.client("sagemaker").create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "a", "ModelName": "m", "InitialInstanceCount": 1, "InstanceType": ${BIG} if stage == "prod" else ${SMALL}}])\n`;
    const [graph] = graphsOf(script);
    assert.ok(graph);
    assert.equal(deploymentsOf(graph)[0]?.instanceType.how, 'oneOf');
  });
});
