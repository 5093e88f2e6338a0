import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { known } from '../../../src/model/value';
import { sourceOf } from '../../law';
import { give, type Files } from '../../askedFor';

const config = (name: string, type: string, count: string): string =>
  `        sagemaker.CfnEndpointConfig(self, "${name}", production_variants=[sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name="a", model_name="m", instance_type=${type}, initial_instance_count=${count})])\n`;

const stack = (imports: string, parameters: string, ...body: readonly string[]): string => `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct
${imports}

class EndpointStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str, ${parameters}**kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
${body.join('')}`;

const APP = `#!/usr/bin/env python3
import aws_cdk as cdk
from stacks.endpoint_stack import EndpointStack

app = cdk.App()
`;
const STACK = 'infra/stacks/endpoint_stack.py';
const FILES: Files = {
  [STACK]: stack(
    'from config import COUNT\nfrom . import sizes\n',
    'instance_type: str, ',
    config('Given', 'instance_type', 'COUNT'),
    config('Imported', 'sizes.SMALL', '1'),
    config('Context', 'self.node.try_get_context("type")', '1'),
    config('Nested', 'self.node.try_get_context("endpoint")["type"]', 'self.node.try_get_context("endpoint")["count"]'),
  ),
  'infra/config.py': 'COUNT = 3\n',
  'infra/stacks/__init__.py': '',
  'infra/stacks/sizes.py': 'SMALL = "ml.m5.large"\n',
  'infra/cdk.json':
    '{ "app": "python3 app.py", "context": { "type": "ml.c5.xlarge", "endpoint": { "type": "ml.m5.2xlarge", "count": 2 } } }',
  'infra/app.py': `${APP}EndpointStack(app, "One", instance_type="ml.m5.4xlarge", env=cdk.Environment(region="eu-west-1"))\n`,
};

function advisorWith(files: Files): Advisor {
  const advisor = new Advisor();
  for (const [file, text] of Object.entries(files)) advisor.update(sourceOf(file, text));
  give(advisor, files, STACK);
  return advisor;
}

function found(advisor: Advisor): unknown[] {
  return advisor
    .advise(STACK)
    .deployments.map(({ deployment }) => [
      known(deployment.instanceType),
      known(deployment.instanceCount),
      known(deployment.region),
    ]);
}

/** What the program and a stack with one configuration say about it. */
function only(files: Files): unknown {
  const [first, ...others] = found(advisorWith(files));
  assert.equal(others.length, 0);
  return first;
}

describe('values from the files around a CDK stack in Python', () => {
  it('takes them from modules beside it, the context and the program that cdk.json starts', () => {
    assert.deepEqual(found(advisorWith(FILES)), [
      ['ml.m5.4xlarge', 3, 'eu-west-1'],
      ['ml.m5.large', 1, 'eu-west-1'],
      ['ml.c5.xlarge', 1, 'eu-west-1'],
      ['ml.m5.2xlarge', 2, 'eu-west-1'],
    ]);
  });

  it('asks for what it has not been given, and follows what comes later', () => {
    const advisor = new Advisor();
    advisor.update(sourceOf(STACK, FILES[STACK] ?? ''));
    assert.deepEqual(found(advisor), [
      [undefined, undefined, 'us-east-1'],
      [undefined, 1, 'us-east-1'],
      [undefined, 1, 'us-east-1'],
      [undefined, undefined, 'us-east-1'],
    ]);
    const asked = advisor.takeMissing();
    for (const file of ['infra/stacks/sizes.py', 'infra/cdk.json']) assert.ok(asked.includes(file), file);
    for (const [file, text] of Object.entries(FILES)) advisor.update(sourceOf(file, text));
    give(advisor, FILES, STACK);
    assert.deepEqual(found(advisor)[0], ['ml.m5.4xlarge', 3, 'eu-west-1']);
    advisor.update(sourceOf('infra/config.py', 'COUNT = 5\n'));
    assert.deepEqual(found(advisor)[0], ['ml.m5.4xlarge', 5, 'eu-west-1']);
    advisor.remove('infra/config.py');
    assert.deepEqual(found(advisor)[0], ['ml.m5.4xlarge', undefined, 'eu-west-1']);
  });

  const DATACLASS = `from dataclasses import dataclass

@dataclass(frozen=True)
class EndpointSettings:
    instance_type: str
    count: int = 1

BIG = EndpointSettings(instance_type="ml.m5.4xlarge", count=4)
STAGES = {"dev": EndpointSettings("ml.m5.large"), "prod": BIG}
`;
  const settings: Files = {
    [STACK]: stack(
      'from config import EndpointSettings\n',
      '*, settings: EndpointSettings, ',
      config('Given', 'settings.instance_type', 'settings.count'),
    ),
    'infra/config.py': DATACLASS,
    'infra/cdk.json': '{ "app": ".venv/bin/python app.py" }',
  };
  const program = (rest: string, imports = ''): Files => ({ ...settings, 'infra/app.py': APP + imports + rest });
  const given: Readonly<Record<string, readonly [files: Files, wanted: readonly unknown[]]>> = {
    'a dataclass made in the program, by name': [
      program(
        'EndpointStack(app, "One", settings=EndpointSettings(instance_type="ml.c5.large", count=2))\n',
        'from config import EndpointSettings\n',
      ),
      ['ml.c5.large', 2],
    ],
    'a dataclass made in the program, by position and with its default': [
      program(
        'own = EndpointSettings("ml.c5.large")\nEndpointStack(app, "One", settings=own)\n',
        'from config import EndpointSettings\n',
      ),
      ['ml.c5.large', 1],
    ],
    'an object that the program imports': [
      program('EndpointStack(app, "One", settings=BIG)\n', 'from config import BIG\n'),
      ['ml.m5.4xlarge', 4],
    ],
    'an object of a module that the program imports': [
      program('EndpointStack(app, "One", settings=config.BIG)\n', 'import config\n'),
      ['ml.m5.4xlarge', 4],
    ],
    'one of several in a dictionary': [
      program('EndpointStack(app, "One", settings=STAGES["dev"])\n', 'from config import STAGES\n'),
      ['ml.m5.large', 1],
    ],
    'an object whose arguments only running knows': [
      program(
        'EndpointStack(app, "One", settings=EndpointSettings(**loaded()))\n',
        'from config import EndpointSettings\n',
      ),
      [undefined, undefined],
    ],
    'an object of a class with a constructor of its own': [
      {
        ...program(
          'EndpointStack(app, "One", settings=EndpointSettings("c5", 2))\n',
          'from config import EndpointSettings\n',
        ),
        'infra/config.py':
          'class EndpointSettings:\n    def __init__(self, family, count=1):\n        self.instance_type = f"ml.{family}.large"\n        self.count = count\n',
      },
      ['ml.c5.large', 2],
    ],
    'an argument by position': [
      {
        ...program('EndpointStack(app, "One", "ml.c5.large", 2)\n'),
        [STACK]: stack('', 'instance_type, count, ', config('Given', 'instance_type', 'count')),
      },
      ['ml.c5.large', 2],
    ],
    'a dictionary': [
      {
        ...program('EndpointStack(app, "One", settings={"type": "ml.c5.large", "count": 2})\n'),
        [STACK]: stack('', 'settings, ', config('Given', 'settings["type"]', 'settings.get("count", 1)')),
      },
      ['ml.c5.large', 2],
    ],
    'the context that the program hands on': [
      {
        ...program(
          'size = app.node.try_get_context("size")\nEndpointStack(app, "One", instance_type=size["type"], count=size["count"])\n',
        ),
        [STACK]: stack('', 'instance_type, count, ', config('Given', 'instance_type', 'count')),
        'infra/cdk.json': '{ "app": "python3 app.py", "context": { "size": { "type": "ml.c5.large", "count": 2 } } }',
      },
      ['ml.c5.large', 2],
    ],
    'a default where the program gives nothing': [
      {
        ...program('EndpointStack(app, "One")\n'),
        [STACK]: stack('', 'instance_type="ml.c5.large", count=2, ', config('Given', 'instance_type', 'count')),
      },
      ['ml.c5.large', 2],
    ],
    'an attribute of itself that the constructor sets': [
      {
        ...program('EndpointStack(app, "One", settings=BIG)\n', 'from config import BIG\n'),
        [STACK]: stack(
          '',
          'settings, ',
          '        self.settings = settings\n        self.create()\n\n    def create(self):\n',
          config('Given', 'self.settings.instance_type', 'self.settings.count'),
        ),
      },
      ['ml.m5.4xlarge', 4],
    ],
    'a class that the package hands on, under another name': [
      {
        ...settings,
        'infra/stacks/__init__.py': 'from .endpoint_stack import EndpointStack\n',
        'infra/app.py': `import aws_cdk as cdk\nfrom stacks import EndpointStack as Stack\nfrom config import BIG\nStack(cdk.App(), "One", settings=BIG)\n`,
      },
      ['ml.m5.4xlarge', 4],
    ],
    'a class of a module': [
      {
        ...settings,
        'infra/app.py': `import aws_cdk as cdk\nfrom stacks import endpoint_stack\nimport config\nendpoint_stack.EndpointStack(cdk.App(), "One", settings=config.BIG)\n`,
      },
      ['ml.m5.4xlarge', 4],
    ],
    'a function of a module beside it': [
      {
        ...program(''),
        [STACK]: stack('from config import size\n', '', config('Given', 'size("c5")', '2')),
        'infra/config.py': 'def size(family):\n    return f"ml.{family}.large"\n',
      },
      ['ml.c5.large', 2],
    ],
    'an object that a function chooses': [
      {
        ...program('EndpointStack(app, "One", settings=settings_of("dev"))\n', 'from config import settings_of\n'),
        'infra/config.py': `${DATACLASS}\ndef settings_of(name):\n    return STAGES[name]\n`,
      },
      ['ml.m5.large', 1],
    ],
    'an enumeration of a module beside it': [
      {
        ...program(''),
        [STACK]: stack('from config import Size\n', '', config('Given', 'Size.SMALL.value', '2')),
        'infra/config.py': 'from enum import Enum\n\nclass Size(str, Enum):\n    SMALL = "ml.c5.large"\n',
      },
      ['ml.c5.large', 2],
    ],
  };
  for (const [name, [files, [type, count]]] of Object.entries(given))
    it(`takes ${name}`, () => {
      assert.deepEqual(only(files), [type, count, 'us-east-1']);
    });

  it('counts every stage that the program makes, each in its Region', () => {
    const advisor = advisorWith({
      ...FILES,
      'infra/app.py': `${APP}EndpointStack(app, "Endpoint-dev", instance_type="ml.m5.large", env=cdk.Environment(region="eu-west-1"))\nEndpointStack(app, "Endpoint-prod", instance_type="ml.m5.4xlarge", env=cdk.Environment(region="us-west-2"))\n`,
    });
    assert.deepEqual(
      advisor
        .advise(STACK)
        .deployments.filter(({ deployment }) => deployment.resource.logicalName === 'Given')
        .map(({ deployment }) => [deployment.id, known(deployment.instanceType), known(deployment.region)]),
      [
        [`${STACK}#Given:ProductionVariants[0]:Endpoint-dev`, 'ml.m5.large', 'eu-west-1'],
        [`${STACK}#Given:ProductionVariants[0]:Endpoint-prod`, 'ml.m5.4xlarge', 'us-west-2'],
      ],
    );
  });

  const loops: Readonly<Record<string, string>> = {
    'over names': `from config import STAGES
for stage in ("dev", "prod"):
    EndpointStack(app, f"Churn-{stage}", settings=STAGES[stage])
`,
    'over the entries of a dictionary of another file': `from config import STAGES
for stage, settings in STAGES.items():
    EndpointStack(app, f"Churn-{stage}", settings=settings, env=cdk.Environment(region="eu-west-1"))
`,
    'over objects': `from config import BIG, EndpointSettings
for settings, stage in [(EndpointSettings("ml.m5.large"), "dev"), (BIG, "prod")]:
    EndpointStack(app, "Churn-" + stage, settings=settings)
`,
  };
  for (const [name, text] of Object.entries(loops))
    it(`counts every round of a loop ${name}`, () => {
      const { deployments } = advisorWith(program(text)).advise(STACK);
      assert.deepEqual(
        deployments.map(({ deployment }) => [
          deployment.id.split(':').at(-1),
          known(deployment.instanceType),
          known(deployment.instanceCount),
        ]),
        [
          ['Churn-dev', 'ml.m5.large', 1],
          ['Churn-prod', 'ml.m5.4xlarge', 4],
        ],
      );
    });

  it('counts every round of a loop that unpacks what the context has for it', () => {
    const files = {
      ...program(
        'stages = app.node.try_get_context("stages")\nfor stage in ["dev", "prod"]:\n    EndpointStack(app, f"Churn-{stage}", stage, **stages[stage])\n',
      ),
      [STACK]: stack(
        '',
        'stage, instance_type, count=1, ',
        config('Given', 'instance_type', 'count'),
        '        if stage == "prod":\n    ',
        config('More', '"ml.c5.large"', '1'),
      ),
      'infra/cdk.json':
        '{ "app": "python3 app.py", "context": { "stages": { "dev": { "instance_type": "ml.m5.large" }, "prod": { "instance_type": "ml.m5.4xlarge", "count": 4 } } } }',
    };
    assert.deepEqual(found(advisorWith(files)), [
      ['ml.m5.large', 1, 'us-east-1'],
      ['ml.m5.4xlarge', 4, 'us-east-1'],
      ['ml.c5.large', 1, 'us-east-1'],
    ]);
  });

  it('knows nothing of a loop over what only running knows', () => {
    const text = 'for settings in loaded():\n    EndpointStack(app, "Churn", settings=settings)\n';
    assert.deepEqual(only(program(text)), [undefined, undefined, 'us-east-1']);
  });

  describe('takes them through the classes that make a stack', () => {
    const STAGE = 'infra/pipeline/stage.py';
    const stage = (parameters: string, ...body: readonly string[]): string => `import aws_cdk as cdk
from stacks.endpoint_stack import EndpointStack

class EndpointStage(cdk.Stage):
    def __init__(self, scope, construct_id, ${parameters}, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
${body.map((each) => `        ${each}\n`).join('')}`;
    const ON = 'EndpointStack(self, "Endpoint", instance_type=instance_type, count=count)';
    const FIELDS = 'settings.instance_type, count=settings.count';
    const program = (body: string, made = stage('instance_type, count=1', ON)): Files => ({
      [STACK]: stack('', 'instance_type, count=1, ', config('Given', 'instance_type', 'count')),
      [STAGE]: made,
      'infra/config.py': DATACLASS,
      'infra/cdk.json': '{ "app": "python3 app.py" }',
      'infra/app.py': `import aws_cdk as cdk\nfrom pipeline.stage import EndpointStage\nfrom config import EndpointSettings\napp = cdk.App()\n${body}\n`,
    });
    const staged = (files: Files): unknown[] =>
      advisorWith(files)
        .advise(STACK)
        .deployments.map(({ deployment }) => [
          deployment.id.split(':').at(-1),
          known(deployment.instanceType),
          known(deployment.instanceCount),
          known(deployment.region),
        ]);
    const TWO = `EndpointStage(app, "Dev", "ml.m5.large", env=cdk.Environment(region="eu-west-1"))
EndpointStage(app, "Prod", instance_type="ml.m5.4xlarge", count=3)`;
    const WANTED = [
      ['Dev/Endpoint', 'ml.m5.large', 1, 'eu-west-1'],
      ['Prod/Endpoint', 'ml.m5.4xlarge', 3, 'us-east-1'],
    ];

    it('of one stage', () => {
      assert.deepEqual(staged(program('EndpointStage(app, "Prod", "ml.m5.4xlarge", 3)')), [
        ['ProductionVariants[0]', 'ml.m5.4xlarge', 3, 'us-east-1'],
      ]);
    });

    it('of several', () => {
      assert.deepEqual(staged(program(TWO)), WANTED);
    });

    it('of several that a loop makes of objects', () => {
      const body = `for name, settings in {"Dev": EndpointSettings("ml.m5.large"), "Prod": EndpointSettings("ml.m5.4xlarge", count=3)}.items():
    EndpointStage(app, name, settings)`;
      const made = stage('settings', `EndpointStack(self, "Endpoint", instance_type=${FIELDS})`);
      assert.deepEqual(
        staged(program(body, made)).map((each) => (each as unknown[]).slice(0, 3)),
        WANTED.map((each) => each.slice(0, 3)),
      );
    });

    it('of several stacks that a loop in the stage makes of what it is given', () => {
      const made = stage(
        'types',
        'for index, each in enumerate(types):',
        '    EndpointStack(self, f"E{index}", instance_type=each)',
      );
      assert.deepEqual(
        staged(
          program(
            'EndpointStage(app, "A", ["ml.m5.large"])\nEndpointStage(app, "B", ["ml.c5.large", "ml.r5.large"])',
            made,
          ),
        ),
        [
          ['A/E0', 'ml.m5.large', 1, 'us-east-1'],
          ['B/E0', 'ml.c5.large', 1, 'us-east-1'],
          ['B/E1', 'ml.r5.large', 1, 'us-east-1'],
        ],
      );
    });

    it('where the stage leaves a stack out by a default that nobody changes', () => {
      const made = stage('instance_type, count=1, is_used=False', 'if is_used:', `    ${ON}`);
      assert.deepEqual(staged(program(`${TWO}\nEndpointStage(app, "More", "ml.c5.large", is_used=True)`, made)), [
        ['More/Endpoint', 'ml.c5.large', 1, 'us-east-1'],
      ]);
    });

    it('where the stage stands in the program, or beside the stack', () => {
      const { [STAGE]: made = '', 'infra/app.py': app = '', [STACK]: own = '', ...others } = program(TWO);
      const written = made.slice(made.indexOf('class'));
      const importing = app.replace(
        'pipeline.stage import EndpointStage',
        'stacks.endpoint_stack import EndpointStack',
      );
      assert.deepEqual(
        staged({ ...others, [STACK]: own, 'infra/app.py': importing.replace('app = ', `${written}\napp = `) }),
        WANTED,
      );
      assert.deepEqual(
        staged({
          ...others,
          [STACK]: `${own}\n${written}`,
          'infra/app.py': app.replace('pipeline.stage', 'stacks.endpoint_stack'),
        }),
        WANTED,
      );
    });

    it('where all of them stand in one file', () => {
      const { [STAGE]: made = '', [STACK]: own = '' } = program(TWO);
      const whole = `${own}\n${made.slice(made.indexOf('class'))}\napp = cdk.App()\n${TWO}\n`;
      assert.deepEqual(staged({ [STACK]: whole }), WANTED);
    });

    it('and knows nothing of what goes through too many, or around in a circle', () => {
      const files = program(TWO);
      const deep = ['a', 'b', 'c', 'd'].reduce<Files>(
        (before, name, index, all) => ({
          ...before,
          [`infra/${name}.py`]: `from ${all[index + 1] ?? 'pipeline.stage'} import ${all[index + 1]?.toUpperCase() ?? 'EndpointStage'} as Next\nclass ${name.toUpperCase()}:\n    def __init__(self, scope, id, type):\n        Next(self, "X", type)\n`,
        }),
        { ...files, 'infra/app.py': 'import aws_cdk as cdk\nfrom a import A\nA(cdk.App(), "A", "ml.m5.large")\n' },
      );
      assert.deepEqual(
        staged(deep).map((each) => (each as unknown[])[1]),
        [undefined],
      );
      const circle = stage('instance_type, count=1', ON, 'EndpointStage(self, "Again", instance_type)');
      assert.deepEqual(staged(program(TWO, circle)), WANTED);
    });

    it('and changes what the stage says, but not what goes through it', () => {
      const edits = (files: Files): unknown[] => {
        const advisor = advisorWith(files);
        return advisor
          .advise(STACK)
          .findings.filter((each) => each.practice === 'newer-generation')
          .map((finding) => {
            const [fix] = advisor.fixes(STACK, finding);
            if (fix === undefined || fix.refusal !== null) return fix?.refusal?.reason;
            return fix.edits.map((edit) => [
              edit.file,
              (files[edit.file] ?? '').slice(edit.start, edit.end),
              edit.newText,
            ]);
          });
      };
      const one = 'EndpointStage(app, "Prod", "ml.m4.xlarge")';
      assert.deepEqual(edits(program(one)), ['sharedValue']);
      assert.deepEqual(edits(program(`EndpointStage(app, "Dev", "ml.m5.xlarge")\n${one}`)), ['sharedValue']);
      const says = stage('type', 'EndpointStack(self, "Endpoint", instance_type="ml.m4.xlarge")');
      assert.deepEqual(edits(program(one, says)), [[[STAGE, '"ml.m4.xlarge"', '"ml.m5.xlarge"']]]);
    });
  });

  it('says one instance is enough in the stage for development alone', () => {
    const advisor = advisorWith(
      program(
        'EndpointStack(app, "Churn-dev", settings=EndpointSettings("ml.m5.large", 3))\nEndpointStack(app, "Churn-prod", settings=EndpointSettings("ml.m5.large", 3))\n',
        'from config import EndpointSettings\n',
      ),
    );
    const findings = advisor.advise(STACK).findings.filter((each) => each.practice === 'single-instance-in-dev');
    assert.deepEqual(
      findings.map((each) => [each.environment, each.at.file]),
      [['Churn-dev', STACK]],
    );
  });

  describe('changes a value where the program gives it', () => {
    const own = (type: string, ...rest: readonly string[]): Files => ({
      [STACK]: stack(
        '',
        'instance_type=None, settings=None, ',
        '        model = sagemaker.CfnModel(self, "M", execution_role_arn="r", primary_container={"image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1"})\n',
        config('Given', type, '1').replace('"m"', 'model.attr_model_name'),
      ),
      'infra/config.py': DATACLASS,
      'infra/cdk.json': '{ "app": "python3 app.py", "context": { "type": "ml.c5.xlarge" } }',
      'infra/app.py': `${APP}from config import EndpointSettings\n${rest.join('\n')}\n`,
    });
    const edits = (files: Files): unknown[] => {
      const advisor = advisorWith(files);
      return advisor
        .advise(STACK)
        .findings.filter((each) => each.practice === 'use-graviton')
        .map((finding) => {
          const [fix] = advisor.fixes(STACK, finding);
          if (fix === undefined || fix.refusal !== null) return fix?.refusal?.reason;
          return fix.edits.map((edit) => {
            const before = files[edit.file] ?? '';
            return [edit.file, before.slice(edit.start, edit.end), edit.newText];
          });
        });
    };

    it('of one stage, or of each', () => {
      assert.deepEqual(edits(own('instance_type', `EndpointStack(app, "One", instance_type='ml.c5.xlarge')`)), [
        [['infra/app.py', `'ml.c5.xlarge'`, `'ml.c7g.xlarge'`]],
      ]);
      const two = own(
        'instance_type',
        'EndpointStack(app, "A-dev", instance_type="ml.c5.large")',
        'EndpointStack(app, "A-prod", instance_type="ml.c5.xlarge")',
      );
      assert.deepEqual(edits(two), [
        [['infra/app.py', '"ml.c5.xlarge"', '"ml.c7g.xlarge"']],
        [['infra/app.py', '"ml.c5.large"', '"ml.c7g.large"']],
      ]);
    });

    it('in an object that is made for one construction', () => {
      const inline = 'EndpointStack(app, "One", settings=EndpointSettings(instance_type="ml.c5.xlarge"))';
      const named = 'own = EndpointSettings("ml.c5.xlarge")\nEndpointStack(app, "One", settings=own)';
      for (const text of [inline, named])
        assert.deepEqual(edits(own('settings.instance_type', text)), [
          [['infra/app.py', '"ml.c5.xlarge"', '"ml.c7g.xlarge"']],
        ]);
    });

    it('but at its use where somebody else reads it', () => {
      const shared = [
        'own = EndpointSettings("ml.c5.xlarge")',
        'EndpointStack(app, "One", settings=own)',
        'Other(app, "Two", settings=own)',
      ];
      assert.deepEqual(edits(own('settings.instance_type', ...shared)), [
        [[STACK, 'settings.instance_type', '"ml.c7g.xlarge"']],
      ]);
    });

    it("and not at all where the app's context does: a literal would take the choice from who sets it", () => {
      assert.deepEqual(edits(own('self.node.try_get_context("type")', 'EndpointStack(app, "One")')), ['sharedValue']);
    });
  });

  it('is not led astray by what is broken, missing or another thing', () => {
    for (const json of [
      '',
      '{',
      '[]',
      '{ "app": 3, "context": [] }',
      '{ "app": "npx ts-node x.ts" }',
      '{ "app": "python ../../../x.py" }',
    ])
      assert.equal(found(advisorWith({ ...FILES, 'infra/cdk.json': json })).length, 4, json);
    const circular = {
      ...FILES,
      'infra/config.py': `from stacks.endpoint_stack import COUNT as OTHER\nCOUNT = OTHER\n`,
    };
    assert.deepEqual(found(advisorWith(circular))[0], ['ml.m5.4xlarge', undefined, 'eu-west-1']);
    const circle: Files = {
      [STACK]: stack('from shared import SIZE, made\n', '', config('Given', 'SIZE.large', 'made().count')),
      'infra/cdk.json': FILES['infra/cdk.json'] ?? '',
      'infra/app.py': `${APP}EndpointStack(app, "One")\n`,
      'infra/shared/__init__.py': 'from common import SIZE, made\n',
      'infra/common/__init__.py': 'from shared import SIZE, made\n',
    };
    assert.deepEqual(only(circle), [undefined, undefined, 'us-east-1']);
    const itself = {
      ...FILES,
      'infra/app.py': `from app import EndpointStack\n${APP}EndpointStack = EndpointStack(EndpointStack)\n`,
    };
    assert.equal(found(advisorWith(itself)).length, 4);
  });
});
