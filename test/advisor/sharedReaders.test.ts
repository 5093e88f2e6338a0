import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { applyEdits, sourceOf } from '../law';

const IMPORTS = 'from sagemaker.pytorch import PyTorch, PyTorchModel\n';
const MODEL =
  'PyTorchModel(model_data="s3://a/m", role="r", entry_point="i.py", framework_version="2.1.0", py_version="py310")';

function train(type: string): string {
  return `PyTorch(entry_point="t.py", role="r", instance_type=${type}, instance_count=1, framework_version="2.1.0").fit("s3://a")\n`;
}

function deploy(type: string, further = ''): string {
  return `model = ${MODEL}\nmodel.deploy(initial_instance_count=1, instance_type=${type}${further})\n`;
}

/** The text after the fix of `newer-generation`; null where it is refused. */
function fixed(file: string, text: string, line: number | null = null): string | null {
  const advisor = new Advisor();
  advisor.update(sourceOf(file, text));
  const at = line === null ? 0 : text.split('\n').slice(0, line).join('\n').length;
  const finding = advisor
    .advise(file)
    .findings.find((each) => each.practice === 'newer-generation' && each.at.start >= at);
  assert.ok(finding !== undefined, 'no advice');
  const [fix] = advisor.fixes(file, finding);
  assert.ok(fix !== undefined, 'no fix');
  if (fix.refusal !== null) {
    assert.equal(fix.refusal.reason, 'sharedValue');
    return null;
  }
  return applyEdits(text, fix.edits);
}

describe('A value that somebody else gets, too', () => {
  const atUse = (what: string, before: string, type: string, further = ''): void => {
    it(`is changed at its use: ${what}`, () => {
      const text = `${IMPORTS}${before}${deploy(type, further)}`;
      const after = `${IMPORTS}${before}${deploy('"ml.m5.xlarge"', further)}`;
      assert.equal(fixed('a.py', text), after);
    });
  };
  atUse('by another name', `TRAIN = HOST = "ml.m4.xlarge"\n${train('TRAIN')}`, 'HOST');
  atUse('by another call', `def kind():\n    return "ml.m4.xlarge"\n\n${train('kind()')}`, 'kind()');
  atUse('where it is written in another call', train('(t := "ml.m4.xlarge")'), 't');
  atUse('as a key', 'T = "ml.m4.xlarge"\nprice = {"ml.m4.xlarge": 1, "ml.m5.xlarge": 2}[T]\nprint(price)\n', 'T');
  atUse('in the name of the endpoint', 't = "ml.m4.xlarge"\n', 't', ', endpoint_name=f"ep-{t[3:]}"');
  atUse(
    'in a docstring that has no end',
    `T = "ml.m4.xlarge"\n\ndef up():\n    """Trains.\n    ${train('T')}\n\ndef down():\n    """Does."""\n\n`,
    'T',
  );
  atUse('in a bracket that has no end', `T = "ml.m4.xlarge"\n\ndef up():\n    x = foo("a"\n    ${train('T')}\n\n`, 'T');
  atUse(
    'from the command line',
    `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--kind", default="ml.m4.xlarge")\nargs = parser.parse_args()\n${train('args.kind')}`,
    'args.kind',
  );

  it('is changed at its use: in a subclass', () => {
    const of = (type: string): string =>
      `${IMPORTS}class A:\n    kind = "ml.m4.xlarge"\n\n    def up(self):\n        return ${MODEL}.deploy(1, ${type})\n\nclass B(A):\n    def fit(self):\n        ${train('self.kind')}\nA().up()\n`;
    assert.equal(fixed('a.py', of('self.kind')), of('"ml.m5.xlarge"'));
  });

  const isLeft = (what: string, file: string, text: string): void => {
    it(`is left alone where another entry may be meant: ${what}`, () => {
      assert.equal(fixed(file, text), null);
    });
  };
  isLeft(
    'Python',
    'a.py',
    `${IMPORTS}import os\nKINDS = {"dev": "ml.m4.xlarge", "prod": "ml.c4.2xlarge"}\nstage = os.environ.get("STAGE", "dev")\n${train('KINDS[stage]')}${deploy('KINDS[stage]')}`,
  );
  const template = (conditional: string, second: string): string => `Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
Conditions:
  Prod: !Equals [!Ref Stage, prod]
Mappings:
  Stages:
    dev: {Type: ml.m4.xlarge}
    prod: {Type: ml.c4.2xlarge}
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - {VariantName: a, ModelName: m, InitialInstanceCount: 1, InstanceType: !FindInMap [Stages, !Ref Stage, Type]}
  Second:
    Type: ${second}
${conditional}`;
  isLeft(
    'CloudFormation',
    'a.yaml',
    template(
      '    Properties: {InstanceType: !FindInMap [Stages, !Ref Stage, Type], RoleArn: r}\n',
      'AWS::SageMaker::NotebookInstance',
    ),
  );
  isLeft(
    'Terraform',
    'main.tf',
    `variable "stage" {
  default = "dev"
}

locals {
  kinds = { dev = "ml.m4.xlarge", prod = "ml.c4.2xlarge" }
}

resource "aws_sagemaker_notebook_instance" "notes" {
  name          = "notes"
  role_arn      = "r"
  instance_type = local.kinds[var.stage]
}

resource "aws_sagemaker_endpoint_configuration" "config" {
  production_variants {
    variant_name           = "a"
    model_name             = "m"
    initial_instance_count = 1
    instance_type          = local.kinds[var.stage]
  }
}
`,
  );

  it('is changed alone where a reader has another entry in this outcome', () => {
    const of = (type: string): string =>
      template(
        `    Condition: Prod\n    Properties:\n      ProductionVariants:\n        - {VariantName: a, ModelName: m, InitialInstanceCount: 1, InstanceType: ${type}}\n`,
        'AWS::SageMaker::EndpointConfig',
      );
    const text = of('!FindInMap [Stages, dev, Type]');
    assert.equal(fixed('a.yaml', text, 16), of('ml.m5.xlarge'));
  });

  it('is what a function that is given it makes of it', () => {
    const advisor = new Advisor();
    const text = `${IMPORTS}cfg = dict(instance_type="ml.m4.xlarge")\ndef tune(c):\n    c["instance_type"] = "ml.c5.4xlarge"\n    return c\ncfg = tune(cfg)\nmodel = ${MODEL}\nmodel.deploy(initial_instance_count=1, **cfg)\n`;
    advisor.update(sourceOf('a.py', text));
    const [only] = advisor.advise('a.py').deployments;
    assert.ok(only !== undefined && 'value' in only.deployment.instanceType);
    assert.equal(only.deployment.instanceType.value, 'ml.c5.4xlarge');
  });
});
