import assert from 'node:assert/strict';
import { apply } from '../../../src/model/apply';
import { canonical } from '../../../src/model/canonical';
import type { Binding, Edit, Refusal } from '../../../src/model/language';
import type { Op, Plain } from '../../../src/model/operation';
import { cloudFormation as language } from '../../../src/languages/cloudformation';
import { link } from '../../../src/languages/cloudformation/link';
import { read } from '../../../src/languages/cloudformation/read';
import { writeCloudFormation } from '../../../src/languages/cloudformation/write';
import { graphIn } from '../../../src/model/worlds';
import { applyEdits, assertLaw, sourceOf, US_EAST_1 } from '../../law';

const FILE = 'endpoint.yaml';
const id = (name: string): string => `${FILE}#${name}`;
const VARIANT = ['ProductionVariants', 0];
const set = (name: string, path: readonly (string | number)[], value: Plain): Op => ({
  op: 'set',
  resource: id(name),
  path,
  value,
});
const unset = (name: string, path: readonly (string | number)[]): Op => ({ op: 'unset', resource: id(name), path });
const remove = (name: string): Op => ({ op: 'remove', resource: id(name) });
const rename = (name: string, to: string): Op => ({ op: 'rename', resource: id(name), name: to });

/** The text after the ops; the law holds. */
function after(text: string, ...ops: Op[]): string {
  const outcome = assertLaw(language, sourceOf(FILE, text), () => ops);
  assert.ok(outcome.kind === 'written', outcome.kind === 'refused' ? outcome.refusal.why : '');
  return outcome.source.cells[0]?.text ?? '';
}

function refusal(text: string, ...ops: Op[]): Refusal {
  const outcome = assertLaw(language, sourceOf(FILE, text), () => ops);
  assert.ok(outcome.kind === 'refused', 'it was written');
  return outcome.refusal;
}

/** A template of one configuration with these lines as its variant's. */
function config(...lines: string[]): string {
  return [
    'Resources:',
    '  Config:',
    '    Type: AWS::SageMaker::EndpointConfig',
    '    Properties:',
    '      ProductionVariants:',
    ...lines.map((line, index) => (index === 0 ? '        - ' : '          ') + line),
    '',
  ].join('\n');
}

const ENDPOINT = `  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: fraud
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

const SERVERLESS: Plain = { properties: { MemorySizeInMB: 2048, MaxConcurrency: 20 } };

describe('CloudFormation, writing: values in their place', () => {
  const type = set('Config', [...VARIANT, 'InstanceType'], 'ml.c7g.large');

  for (const [before, wanted] of [
    ['ml.m5.large', 'ml.c7g.large'],
    ["'ml.m5.large'", "'ml.c7g.large'"],
    ['"ml.m5.large" # why', '"ml.c7g.large" # why'],
    ['!Sub ml.m5.large', '!Sub ml.c7g.large'],
    ['|-\n            ml.m5.large', 'ml.c7g.large'],
  ] as const)
    it(`${before} becomes ${wanted}`, () => {
      assert.equal(
        after(config('VariantName: A', `InstanceType: ${before}`), type),
        config('VariantName: A', `InstanceType: ${wanted}`),
      );
    });

  it('quotes what would not be read as text', () => {
    const values = {
      properties: { A: 'yes', B: '007', C: 'a: b', D: '- x', E: '', F: "it's # so", G: 'line\nbreak', H: '12:30' },
    };
    const text = `Resources:\n  M:\n    Type: AWS::SageMaker::Model\n    Properties:\n      ModelName: m\n`;
    assert.equal(
      after(text, set('M', ['PrimaryContainer'], { properties: { Environment: values } })),
      `${text}      PrimaryContainer:\n        Environment:\n          A: 'yes'\n          B: '007'\n          C: 'a: b'\n          D: '- x'\n          E: ''\n          F: 'it''s # so'\n          G: "line\\nbreak"\n          H: '12:30'\n`,
    );
  });

  it('a number in quotes stays in quotes', () => {
    assert.equal(
      after(config('InitialInstanceCount: "2"'), set('Config', [...VARIANT, 'InitialInstanceCount'], 1)),
      config('InitialInstanceCount: "1"'),
    );
  });

  it('leaves alone what has the value already', () => {
    const text = config('InstanceType: ml.c7g.large');
    assert.equal(after(text, type), text);
  });

  it('an expression over several lines gives way to a plain value, and keeps the comment behind the key', () => {
    const model = '  Model:\n    Type: AWS::SageMaker::Model\n';
    assert.equal(
      after(
        config('ModelName: # the model', '  Fn::GetAtt:', '    - Model', '    - ModelName', 'VariantName: A') + model,
        set('Config', [...VARIANT, 'ModelName'], 'fraud-model'),
      ),
      config('ModelName: fraud-model # the model', 'VariantName: A') + model,
    );
  });

  it('an object gives way to another one', () => {
    assert.equal(
      after(
        config('ServerlessConfig: {MaxConcurrency: 5} # small', 'VariantName: A'),
        set('Config', [...VARIANT, 'ServerlessConfig'], SERVERLESS),
      ),
      config('ServerlessConfig:', '  MemorySizeInMB: 2048', '  MaxConcurrency: 20 # small', 'VariantName: A'),
    );
  });
});

describe('CloudFormation, writing: properties come and go', () => {
  it('what replaces takes the place of what goes, comments included', () => {
    assert.equal(
      after(
        config(
          'VariantName: A',
          '# big enough',
          'InstanceType: ml.m5.large # for now',
          '# two for the load',
          'InitialInstanceCount: 2',
          '# all',
          'InitialVariantWeight: 1',
        ),
        unset('Config', [...VARIANT, 'InstanceType']),
        unset('Config', [...VARIANT, 'InitialInstanceCount']),
        set('Config', [...VARIANT, 'ServerlessConfig'], SERVERLESS),
      ),
      config(
        'VariantName: A',
        'ServerlessConfig:',
        '  MemorySizeInMB: 2048',
        '  MaxConcurrency: 20',
        '# all',
        'InitialVariantWeight: 1',
      ),
    );
  });

  it("the first property moves up behind the list's dash", () => {
    assert.equal(
      after(config('VariantName: A # a', 'ModelName: m'), unset('Config', [...VARIANT, 'VariantName'])),
      config('ModelName: m'),
    );
    assert.equal(
      after(config('VariantName: A', '# the model', 'ModelName: m'), unset('Config', [...VARIANT, 'VariantName'])),
      config('', '# the model', 'ModelName: m'),
    );
  });

  it('an object that loses all is empty', () => {
    assert.equal(
      after(
        config('ServerlessConfig:', '  MaxConcurrency: 5 # few', 'ModelName: m'),
        unset('Config', [...VARIANT, 'ServerlessConfig', 'MaxConcurrency']),
      ),
      config('ServerlessConfig: {} # few', 'ModelName: m'),
    );
  });

  it('an empty object is filled', () => {
    assert.equal(
      after(
        config('ServerlessConfig: {}', 'ModelName: m'),
        set('Config', [...VARIANT, 'ServerlessConfig', 'MaxConcurrency'], 5),
      ),
      config('ServerlessConfig:', '  MaxConcurrency: 5', 'ModelName: m'),
    );
  });

  it('a value that is not written yet is written', () => {
    assert.equal(
      after(config('InstanceType:', 'ModelName: m'), set('Config', [...VARIANT, 'InstanceType'], 'ml.c7g.large')),
      config('InstanceType: ml.c7g.large', 'ModelName: m'),
    );
  });

  it('list items in both styles of indentation', () => {
    const text = (dash: string): string =>
      `Resources:\n  C:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n      Tags:\n${dash}- Key: a\n${dash}  Value: b\n      KmsKeyId: k\n`;
    const tag: Plain = { properties: { Key: 'c', Value: { items: ['d'] } } };
    for (const dash of ['      ', '        ']) {
      const added = after(text(dash), set('C', ['Tags', 1], tag));
      assert.equal(
        added,
        text(dash).replace(
          /Value: b\n/,
          `Value: b\n${dash}- Key: c\n${dash}  Value:\n${dash}${dash === '      ' ? '' : '  '}  - d\n`,
        ),
      );
      assert.equal(
        after(added, unset('C', ['Tags', 0])),
        text(dash).replace(
          /- Key: a\n +Value: b\n/,
          `- Key: c\n${dash}  Value:\n${dash}${dash === '      ' ? '' : '  '}  - d\n`,
        ),
      );
    }
  });

  it('a resource without properties gets them', () => {
    const text = 'Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n    DeletionPolicy: Retain';
    assert.equal(
      after(text, set('Logs', ['RetentionInDays'], 30)),
      `${text}\n    Properties:\n      RetentionInDays: 30`,
    );
    assert.equal(refusal(`${text}\n    Properties:\n`, set('Logs', ['RetentionInDays'], 30)).reason, 'unresolved');
  });

  it('keeps CRLF, a byte order mark and the missing last line break', () => {
    const text =
      '\uFEFFResources:\r\n    Logs:\r\n        Type: AWS::Logs::LogGroup\r\n        Properties:\r\n            LogGroupName: x';
    assert.equal(after(text, set('Logs', ['RetentionInDays'], 30)), `${text}\r\n            RetentionInDays: 30`);
    assert.equal(after(`${text}\r\n            RetentionInDays: 3`, unset('Logs', ['RetentionInDays'])), text);
  });

  it('flow style on one line and over several', () => {
    const one = config('{VariantName: A, InstanceType: ml.m5.large}');
    assert.equal(
      after(
        one,
        unset('Config', [...VARIANT, 'InstanceType']),
        set('Config', [...VARIANT, 'ServerlessConfig'], SERVERLESS),
      ),
      config('{VariantName: A, ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 20}}'),
    );
    const more = config('{', '  VariantName: A, # one', '  InstanceType: ml.m5.large,', '}');
    assert.equal(
      after(more, unset('Config', [...VARIANT, 'InstanceType'])),
      config('{', '  VariantName: A, # one', '}'),
    );
    assert.equal(
      after(more, unset('Config', [...VARIANT, 'VariantName'])),
      config('{', '  InstanceType: ml.m5.large,', '}'),
    );
    assert.equal(
      after(more, set('Config', [...VARIANT, 'VolumeSizeInGB'], 3)),
      config('{', '  VariantName: A, # one', '  InstanceType: ml.m5.large,', '  VolumeSizeInGB: 3,', '}'),
    );
  });
});

describe('CloudFormation, writing: values that are written elsewhere', () => {
  const parameters = (...lines: string[]): string =>
    `Parameters:\n  Type:\n    Type: String\n${lines.map((line) => `    ${line}\n`).join('')}`;
  const type = set('Config', [...VARIANT, 'InstanceType'], 'ml.c7g.large');
  const uses = config('VariantName: A', 'InstanceType: !Ref Type');

  it('a default that only the resource reads is changed where it is written', () => {
    assert.equal(
      after(parameters('Default: "ml.m5.large" # small') + uses, type),
      parameters('Default: "ml.c7g.large" # small') + uses,
    );
  });

  for (const [before, wanted] of [
    [
      "AllowedValues: ['ml.m5.large', 'ml.m5.xlarge']",
      "AllowedValues: ['ml.m5.large', 'ml.m5.xlarge', 'ml.c7g.large']",
    ],
    [
      'AllowedValues:\n      - ml.m5.large # small\n      # end',
      'AllowedValues:\n      - ml.m5.large # small\n      - ml.c7g.large\n      # end',
    ],
    ['AllowedValues: [ml.c7g.large, ml.m5.large]', 'AllowedValues: [ml.c7g.large, ml.m5.large]'],
  ] as const)
    it(`what is allowed is extended: ${before}`, () => {
      assert.equal(
        after(parameters('Default: ml.m5.large', before) + uses, type),
        parameters('Default: ml.c7g.large', wanted) + uses,
      );
    });

  it('in JSON', () => {
    const json = (name: string, allowed: string[]): string =>
      JSON.stringify(
        {
          Parameters: { Type: { Type: 'String', Default: name, AllowedValues: allowed } },
          Resources: {
            Config: {
              Type: 'AWS::SageMaker::EndpointConfig',
              Properties: { ProductionVariants: [{ InstanceType: { Ref: 'Type' } }] },
            },
          },
        },
        null,
        '\t',
      );
    assert.equal(
      after(json('ml.m5.large', ['ml.m5.large']), type),
      json('ml.c7g.large', ['ml.m5.large', 'ml.c7g.large']),
    );
  });

  it('a default that others read too is left, and the use gets the value', () => {
    const others = [
      '  Job:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment: !Sub "${Type}"\n',
      config('InstanceType: !Ref Type').replace('Resources:\n', '').replace('Config:', 'Second:'),
      '  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName:\n        Ref: Type\n',
    ];
    for (const other of others) {
      const text = parameters('Default: ml.m5.large') + uses + other;
      assert.equal(after(text, type), text.replace('InstanceType: !Ref Type', 'InstanceType: ml.c7g.large'));
    }
  });

  it('a default whose only other reader is an output is changed', () => {
    const outputs = 'Outputs:\n  Shown:\n    Value: !Ref Type\n';
    assert.equal(
      after(parameters('Default: ml.m5.large') + uses + outputs, type),
      parameters('Default: ml.c7g.large') + uses + outputs,
    );
  });

  it('a default that several resources read is changed once where all of them change', () => {
    const text =
      parameters('Default: ml.m5.large') +
      uses +
      config('InstanceType: !Ref Type').replace('Resources:\n', '').replace('Config:', 'Second:');
    assert.equal(
      after(text, type, set('Second', [...VARIANT, 'InstanceType'], 'ml.c7g.large')),
      text.replace('Default: ml.m5.large', 'Default: ml.c7g.large'),
    );
  });

  it('a default is changed where its other reader goes', () => {
    const text =
      parameters('Default: ml.m5.large') +
      uses +
      config('InstanceType: !Ref Type').replace('Resources:\n', '').replace('Config:', 'Second:');
    assert.equal(after(text, type, remove('Second')), parameters('Default: ml.c7g.large') + uses);
  });

  it('an entry of a mapping is changed where it is written', () => {
    const mapping = (name: string): string =>
      `Mappings:\n  Sizes:\n    dev: {Type: ml.t2.medium}\n    prod: {Type: ${name}}\n`;
    const found = config('InstanceType: !FindInMap [Sizes, prod, Type]');
    assert.equal(after(mapping('ml.m5.large') + found, type), mapping('ml.c7g.large') + found);
  });

  it('a value that nothing here decides is not replaced', () => {
    const refused = refusal(parameters() + uses, type);
    assert.deepEqual(refused, { reason: 'unresolved', why: 'Type decides InstanceType, and it is not known here' });
    assert.equal(
      after(parameters() + uses, unset('Config', [...VARIANT, 'InstanceType'])),
      parameters() + config('VariantName: A'),
    );
  });

  it('what an alias repeats is not changed for one alone', () => {
    const text = `${config('&variant', 'InstanceType: ml.m5.large').replace('- &variant\n  ', '- &variant\n  ')}  Second:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n      ProductionVariants: [*variant]\n`;
    assert.equal(refusal(text, type).reason, 'sharedValue');
    assert.equal(refusal(text, unset('Config', [...VARIANT, 'InstanceType'])).reason, 'sharedValue');
    assert.equal(refusal(text, set('Second', [...VARIANT, 'VolumeSizeInGB'], 3)).reason, 'sharedValue');
  });
});

describe('CloudFormation, writing: conditions', () => {
  const conditions = 'Parameters:\n  Stage: {Type: String}\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\n';
  const forms = {
    flow: ['InstanceType: !If [IsProd, ml.m5.xlarge, "ml.t2.medium"]'],
    block: ['InstanceType:', '  Fn::If:', '    - IsProd', '    - ml.m5.xlarge', '    - "ml.t2.medium"'],
  };

  /** The text after ops in the world where the condition holds (branch 0) or not (branch 1). */
  function inWorld(text: string, branch: number, ...ops: Op[]): string | Refusal {
    const reading = read(sourceOf(FILE, text), null);
    const graph = link(reading, US_EAST_1)[0];
    assert.ok(graph);
    const written = writeCloudFormation(reading, graphIn(new Map([['IsProd', branch]]), graph), ops, () => undefined);
    if (written.kind === 'refusal') return written.refusal;
    const changed = applyEdits(text, written.edits);
    const again = link(read(sourceOf(FILE, changed), null), US_EAST_1)[0];
    assert.ok(again);
    for (const world of [0, 1]) {
      const worldly = new Map([['IsProd', world]]);
      const wanted = graphIn(worldly, graph);
      assert.equal(canonical(graphIn(worldly, again)), canonical(world === branch ? apply(wanted, ops) : wanted));
    }
    return changed;
  }

  for (const [name, lines] of Object.entries(forms)) {
    const text = conditions + config('VariantName: A', ...lines);

    it(`a literal in a branch is changed in its place, ${name}`, () => {
      const type = set('Config', [...VARIANT, 'InstanceType'], 'ml.c7g.large');
      assert.equal(inWorld(text, 0, type), text.replace('ml.m5.xlarge', 'ml.c7g.large'));
      assert.equal(inWorld(text, 1, type), text.replace('"ml.t2.medium"', '"ml.c7g.large"'));
    });

    it(`what goes in one branch stays in the other, ${name}`, () => {
      const gone = inWorld(text, 0, unset('Config', [...VARIANT, 'InstanceType']));
      assert.equal(
        gone,
        text
          .replace('ml.m5.xlarge', name === 'flow' ? "!Ref 'AWS::NoValue'" : '!Ref AWS::NoValue')
          .replace("'AWS::NoValue'", 'AWS::NoValue'),
      );
    });
  }

  it('what would change for both outcomes is not mixed with one branch', () => {
    const text = conditions + config('VariantName: A', ...forms.flow);
    const refused = inWorld(
      text,
      0,
      unset('Config', [...VARIANT, 'InstanceType']),
      set('Config', [...VARIANT, 'ServerlessConfig'], SERVERLESS),
    );
    assert.ok(typeof refused !== 'string');
    assert.equal(refused.reason, 'notExpressible');
  });

  it('an undecided value is not replaced by one for all outcomes', () => {
    const text = conditions + config('VariantName: A', ...forms.flow);
    assert.deepEqual(refusal(text, set('Config', [...VARIANT, 'InstanceType'], 'ml.c7g.large')), {
      reason: 'notExpressible',
      why: 'the condition IsProd decides InstanceType',
    });
    assert.equal(after(text, unset('Config', [...VARIANT, 'InstanceType'])), conditions + config('VariantName: A'));
  });

  it('a whole branch of properties', () => {
    const text = `${conditions}Resources:\n  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties: !If\n      - IsProd\n      - LogGroupName: a\n      - LogGroupName: b\n`;
    assert.equal(inWorld(text, 1, set('Logs', ['RetentionInDays'], 30)), `${text}        RetentionInDays: 30\n`);
    assert.equal(
      inWorld(text, 0, set('Logs', ['LogGroupName'], 'c'), set('Logs', ['RetentionInDays'], 30)),
      text.replace('LogGroupName: a', 'LogGroupName: c\n        RetentionInDays: 30'),
    );
  });

  describe('a resource that is added for one outcome', () => {
    const template = (more: string): string =>
      `${conditions}${more}${config('VariantName: A', ...forms.flow, 'InitialInstanceCount: 2')}${ENDPOINT}`;
    const target: Op = {
      op: 'add',
      resource: {
        id: 't',
        type: 'ScalableTarget',
        nameHint: 'Target',
        beside: id('Endpoint'),
        properties: {
          ResourceId: { parts: ['endpoint/', { reference: id('Endpoint'), attribute: 'EndpointName' }, '/variant/A'] },
        },
      },
    };
    const added = (condition: string): string =>
      `  Target:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n    Condition: ${condition}\n    Properties:\n      ServiceNamespace: sagemaker\n      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/A\n`;

    it('is made under that condition', () => {
      assert.equal(inWorld(template(''), 0, target), template('') + added('IsProd'));
    });

    it('is made under the opposite condition where there is one', () => {
      const negation = '  IsDev: !Not [!Condition IsProd]\n';
      assert.equal(inWorld(template(negation), 1, target), template(negation) + added('IsDev'));
      const refused = inWorld(template(''), 1, target);
      assert.deepEqual(refused, { reason: 'notExpressible', why: 'no condition says that IsProd does not hold' });
    });
  });
});

describe('CloudFormation, writing: files of parameters', () => {
  const uses = `Parameters:\n  Type: {Type: String, AllowedValues: [ml.m5.large]}\n${config('VariantName: A', 'InstanceType: !Ref Type')}`;
  const type = set('Config', [...VARIANT, 'InstanceType'], 'ml.c7g.large');

  function bound(
    file: string,
    text: string,
    value: string,
    template = uses,
    known = true,
  ): { template: string; text: string } | Refusal {
    const start = text.indexOf(value);
    const origin = { file, cell: null, start, end: start + value.length };
    const binding: Binding = {
      name: 'prod',
      file,
      values: new Map([['Type', { value, origin }]]),
      region: { how: 'absent' },
    };
    const reading = read(sourceOf(FILE, template), null);
    const graph = link(reading, { ...US_EAST_1, bindings: [binding] })[0];
    assert.ok(graph);
    const written = writeCloudFormation(reading, graph, [type], (each) => (known && each === file ? text : undefined));
    if (written.kind === 'refusal') return written.refusal;
    const of = (each: string): Edit[] => written.edits.filter((edit) => edit.file === each);
    return { template: applyEdits(template, of(FILE)), text: applyEdits(text, of(file)) };
  }

  for (const [file, text] of [
    ['prod-config.json', '{"Parameters": {"Type": "ml.m5.large"}}'],
    ['prod.json', '[{"ParameterKey": "Type",\r\n "ParameterValue": "ml.m5.large"}]'],
    ['samconfig.toml', 'parameter_overrides = "Type=ml.m5.large Stage=prod"'],
    ['samconfig.toml', 'parameter_overrides = ["Type=\\"ml.m5.large\\""]'],
    ['params.yaml', 'Type: ml.m5.large # now'],
  ] as const)
    it(`the value is changed where it is written: ${text}`, () => {
      assert.deepEqual(bound(file, text, 'ml.m5.large'), {
        template: uses.replace('[ml.m5.large]', '[ml.m5.large, ml.c7g.large]'),
        text: text.replace('ml.m5.large', 'ml.c7g.large'),
      });
    });

  it('a value that others read too is not replaced for one environment', () => {
    const shared = `${uses}  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: !Ref Type\n`;
    const refused = bound('prod.json', '{"Parameters": {"Type": "ml.m5.large"}}', 'ml.m5.large', shared);
    assert.ok('reason' in refused);
    assert.equal(refused.reason, 'sharedValue');
  });

  it('a file that can not be had is not changed', () => {
    const refused = bound('prod.json', '{"Parameters": {"Type": "ml.m5.large"}}', 'ml.m5.large', uses, false);
    assert.ok('reason' in refused);
    assert.equal(refused.reason, 'outsideWorkspace');
  });
});

describe('CloudFormation, writing: names', () => {
  const named = (name: string, by = '!GetAtt Config.EndpointConfigName'): string =>
    config('VariantName: A').replace('Properties:\n', `Properties:\n      EndpointConfigName: ${name}\n`) +
    ENDPOINT.replace('!GetAtt Config.EndpointConfigName', by);
  const parameters = 'Parameters:\n  Stage: {Type: String, Default: dev}\n';

  it('who names it by text follows', () => {
    assert.equal(
      after(named('fraud-config', '"fraud-config"'), rename('Config', 'fraud-config-v2')),
      named('fraud-config-v2', '"fraud-config-v2"'),
    );
    assert.equal(after(named('fraud-config'), rename('Config', 'fraud-config-v2')), named('fraud-config-v2'));
  });

  for (const [before, wanted] of [
    ['!Sub ${Stage}-config', '!Sub ${Stage}-config-v2'],
    ['!Sub "${Stage}-config" # fixed', '!Sub "${Stage}-config-v2" # fixed'],
    ['\n        Fn::Sub: ${Stage}-config', '\n        Fn::Sub: ${Stage}-config-v2'],
    ["!Join ['-', [!Ref Stage, config]]", "!Join ['-', [!Ref Stage, config-v2]]"],
  ] as const)
    it(`a name that is put together keeps its parts: ${before}`, () => {
      assert.equal(after(parameters + named(before), rename('Config', 'dev-config-v2')), parameters + named(wanted));
    });

  it('a version is counted on inside the text', () => {
    assert.equal(
      after(
        parameters + named('!Sub ${Stage}-config-v2', '!Sub ${Stage}-config-v2'),
        rename('Config', 'dev-config-v3'),
      ),
      parameters + named('!Sub ${Stage}-config-v3', '!Sub ${Stage}-config-v3'),
    );
    assert.equal(
      after(parameters + named('!Sub ${Stage}'), rename('Config', 'dev-v2')),
      parameters + named('!Sub ${Stage}-v2'),
    );
  });

  it('a name that is a parameter changes where it is written, with all who read it', () => {
    assert.equal(
      after(parameters + named('!Ref Stage', '!Ref Stage'), rename('Config', 'dev-v2')),
      parameters.replace('dev', 'dev-v2') + named('!Ref Stage', '!Ref Stage'),
    );
  });

  it("an endpoint's scaling target follows", () => {
    const text = `${named('c')}  Target:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n    Properties:\n      ResourceId: endpoint/fraud/variant/A\n`;
    assert.equal(
      after(text, rename('Endpoint', 'fraud-v2')),
      text.replace('EndpointName: fraud', 'EndpointName: fraud-v2').replace('endpoint/fraud/', 'endpoint/fraud-v2/'),
    );
  });
});

describe('CloudFormation, writing: resources', () => {
  const logs = (name: string): Op => ({
    op: 'add',
    resource: {
      id: name,
      type: 'LogGroup',
      nameHint: name,
      beside: id('Endpoint'),
      properties: { RetentionInDays: 30 },
    },
  });
  const template = config('VariantName: A') + ENDPOINT;
  const block = (name: string): string =>
    `  ${name}:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: 30\n`;

  it('names are of letters and digits, and free', () => {
    assert.equal(after(template, logs('endpoint log-group')), template + block('EndpointLogGroup'));
    const text = `Parameters:\n  Logs: {Type: String}\nConditions:\n  Logs2: !Equals [a, a]\n${template}`;
    assert.equal(after(text, logs('logs')), text + block('Logs3'));
  });

  it('stands beside its neighbour, with blank lines where the others have them', () => {
    const apart =
      template.replace('  Endpoint:', '\n  # the endpoint\n  Endpoint:') +
      '\n  Last:\n    Type: AWS::SNS::Topic\n\nOutputs: {}\n';
    assert.equal(after(apart, logs('Logs')), apart.replace('\n\n  Last', `\n\n${block('Logs')}\n  Last`));
  });

  it('is made under the same condition as its neighbour', () => {
    const text = `Parameters:\n  Stage: {Type: String}\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\n${template.replace('SageMaker::Endpoint\n', "SageMaker::Endpoint\n    Condition: 'IsProd'\n")}`;
    assert.equal(after(text, logs('Logs')), text + block('Logs').replace('Group\n', 'Group\n    Condition: IsProd\n'));
  });

  it('in the long form where the template has no short one', () => {
    const text = template.replace('!GetAtt Config.EndpointConfigName', '{"Fn::GetAtt": [Config, EndpointConfigName]}');
    const policy: Op = {
      op: 'add',
      resource: {
        id: 'p',
        type: 'ScalingPolicy',
        nameHint: 'Policy',
        beside: id('Endpoint'),
        properties: {
          PolicyName: { parts: ['p-', { reference: id('Endpoint'), attribute: 'EndpointName' }] },
          ScalingTarget: { reference: id('Endpoint'), attribute: 'Ref' },
        },
      },
    };
    assert.equal(
      after(text, policy),
      `${text}  Policy:\n    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n    Properties:\n      PolicyName: {Fn::Sub: 'p-\${Endpoint.EndpointName}'}\n      ScalingTargetId: {Ref: Endpoint}\n`,
    );
  });

  it('goes with its comments, its blank lines and the orders that name it', () => {
    const text = `${template}\n  # keeps the logs\n  # for a while\n${block('Logs')}\n  Last:\n    Type: AWS::SNS::Topic\n    DependsOn: [Logs, Config]\n  More:\n    Type: AWS::SNS::Topic\n    DependsOn: Logs\n    # !Ref Logs\n`;
    assert.equal(
      after(text, remove('Logs')),
      `${template}\n  Last:\n    Type: AWS::SNS::Topic\n    DependsOn: [Config]\n  More:\n    Type: AWS::SNS::Topic\n    # !Ref Logs\n`,
    );
  });

  for (const reference of [
    '!Ref Logs',
    'Ref: Logs',
    '{"Ref": "Logs"}',
    '!GetAtt Logs.Arn',
    '!GetAtt [Logs, Arn]',
    '{"Fn::GetAtt": ["Logs", "Arn"]}',
    '!Sub "x-${Logs}"',
    '!Sub x-${Logs.Arn}',
  ])
    it(`stays where something refers to it: ${reference}`, () => {
      const value = reference.startsWith('Ref:') ? `\n      ${reference}` : ` ${reference}`;
      const text = `${template}${block('Logs')}Outputs:\n  Arn:\n    Value:${value}\n`;
      assert.deepEqual(refusal(text, remove('Logs')), {
        reason: 'notExpressible',
        why: 'Logs is still referred to elsewhere in the template',
      });
    });

  it('goes together with what refers to it', () => {
    const text = `${template}  Target:\n    Type: AWS::ApplicationAutoScaling::ScalableTarget\n    Properties:\n      MinCapacity: 1\n  Policy:\n    Type: AWS::ApplicationAutoScaling::ScalingPolicy\n    Properties:\n      ScalingTargetId: !Ref Target\n`;
    assert.equal(after(text, remove('Policy'), remove('Target')), template);
    assert.equal(after(text, remove('Target'), remove('Policy'), logs('Logs')), template + block('Logs'));
  });

  it('a transform job is no resource of a template', () => {
    const job: Op = {
      op: 'add',
      resource: { id: 'j', type: 'TransformJob', nameHint: 'J', beside: id('Endpoint'), properties: {} },
    };
    assert.equal(refusal(template, job).reason, 'notExpressible');
  });

  it('what a program writes is left to the program', () => {
    assert.equal(refusal(`# generated: do not edit\n${template}`, logs('Logs')).reason, 'generated');
  });
});

describe('CloudFormation, writing: placeholders', () => {
  const value: Plain = { placeholder: 70, note: 'set from your load test' };

  it('carry their note as a comment on their line', () => {
    const text = config('InitialInstanceCount: 1 # one', 'VariantName: A');
    assert.equal(
      after(text, set('Config', [...VARIANT, 'InitialInstanceCount'], value)),
      config('InitialInstanceCount: 70 # one # set from your load test', 'VariantName: A'),
    );
    assert.equal(
      after(config('{VariantName: A, ModelName: m}'), set('Config', [...VARIANT, 'InitialInstanceCount'], value)),
      config('{VariantName: A, ModelName: m, InitialInstanceCount: 70} # set from your load test'),
    );
  });

  it('in JSON carry it in the metadata, which leaves what is there', () => {
    const json = (metadata: object | undefined, variant: object): string =>
      JSON.stringify(
        {
          Resources: {
            Config: {
              Type: 'AWS::SageMaker::EndpointConfig',
              Properties: { ProductionVariants: [variant] },
              Metadata: metadata,
            },
          },
        },
        null,
        2,
      );
    const note = { placeholders: { 'ProductionVariants.0.InitialInstanceCount': 'set from your load test' } };
    const count = set('Config', [...VARIANT, 'InitialInstanceCount'], value);
    assert.equal(
      after(json(undefined, { VariantName: 'A' }), count),
      json({ sagegreen: note }, { VariantName: 'A', InitialInstanceCount: 70 }),
    );
    assert.equal(
      after(json({ sagegreen: { reason: 'x' }, other: 1 }, { InitialInstanceCount: 2 }), count),
      json({ sagegreen: { reason: 'x', ...note }, other: 1 }, { InitialInstanceCount: 70 }),
    );
  });
});
