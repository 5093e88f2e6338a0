import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Advisor } from '../../src/advisor/advisor';
import { editedText } from '../../src/advisor/writeChanges';
import { practices } from '../../src/practices';
import { pages } from '../../src/practices/pages';
import { sourceOf } from '../law';
import { providerViolations } from './terraformProvider';

type Files = Readonly<Record<string, string>>;

const MODEL = `resource "aws_sagemaker_model" "m" {
  name               = "ranking"
  execution_role_arn = "arn:aws:iam::111122223333:role/r"

  primary_container {
    image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker"
  }
}
`;

const endpoint = (variant: string, more = ''): string => `${MODEL}
resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "ranking"

  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.m.name
${variant}
  }
${more}}

resource "aws_sagemaker_endpoint" "e" {
  name                 = "ranking-dev"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}

resource "aws_cloudwatch_log_group" "l" {
  name = "/aws/sagemaker/Endpoints/ranking-dev"
}
`;

const ASYNC = `
  async_inference_config {
    output_config {
      s3_output_path = "s3://acme/out"
    }
  }
`;

const CAPTURE = `
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://acme/capture"

    capture_options {
      capture_mode = "Input"
    }
  }
`;

const MODULES: Readonly<Record<string, Files>> = {
  'two instances': {
    'main.tf': endpoint('    initial_instance_count = 2\n    instance_type          = "ml.c5.xlarge"'),
  },
  'one burstable': {
    'main.tf': endpoint('    initial_instance_count = 1\n    instance_type          = "ml.t2.medium"'),
  },
  'a GPU': { 'main.tf': endpoint('    initial_instance_count = 3\n    instance_type          = "ml.g4dn.xlarge"') },
  'previous generation': {
    'main.tf': endpoint('    initial_instance_count = 1\n    instance_type          = "ml.m4.xlarge"'),
  },
  asynchronous: {
    'main.tf': endpoint('    initial_instance_count = 1\n    instance_type          = "ml.m5.xlarge"', ASYNC),
  },
  'captured whole': {
    'main.tf': endpoint('    initial_instance_count = 2\n    instance_type          = "ml.m5.xlarge"', CAPTURE),
  },
  serverless: {
    'main.tf': endpoint(
      '\n    serverless_config {\n      max_concurrency         = 10\n      memory_size_in_mb       = 4096\n      provisioned_concurrency = 5\n    }',
    ),
  },
  'repositories of a loop': {
    'main.tf': `${MODEL}
resource "aws_ecr_repository" "each" {
  for_each = toset(["claims", "fraud"])
  provider = aws.eu
  name     = each.key
}

resource "aws_ecr_repository" "counted" {
  count = var.copies
  name  = "claims-\${count.index}"
}

variable "copies" {
  type = number
}
`,
  },
  'the example': Object.fromEntries(
    readdirSync('examples/terraform').map((name) => [name, readFileSync(`examples/terraform/${name}`, 'utf8')]),
  ),
};

for (const [id, page] of Object.entries(pages))
  page.examples.forEach((example, index) => {
    if (example.dialect === 'terraform')
      (MODULES as Record<string, Files>)[`${id} ${String(index)}`] = {
        ...example.files,
        [example.file]: example.before,
      };
  });

/** Every fix of every practice, as the files that come of it. */
function fixed(files: Files): { readonly name: string; readonly files: Files }[] {
  const advisor = new Advisor({ loudness: 'all' });
  for (const [file, text] of Object.entries(files)) advisor.update(sourceOf(file, text));
  return advisor.files().flatMap((file) =>
    advisor.advise(file).findings.flatMap((finding) =>
      advisor.fixes(file, finding).flatMap((fix) => {
        if (fix.refusal !== null) return [];
        const after = Object.fromEntries(
          Object.entries(files).map(([each, text]) => [
            each,
            editedText(
              text,
              fix.edits.filter((edit) => edit.file === each),
            ) ?? '',
          ]),
        );
        return [{ name: `${finding.practice}: ${fix.title}`, files: after }];
      }),
    ),
  );
}

describe('Terraform after a fix, by what the AWS provider documents', () => {
  const seen = new Set<string>();

  for (const [name, files] of Object.entries(MODULES))
    it(`accepts every fix of a module: ${name}`, () => {
      const code = (all: Files): string[] =>
        Object.entries(all).flatMap(([file, text]) => (file.endsWith('.tf') ? providerViolations(text) : []));
      assert.deepEqual(code(files), [], 'the module is wrong as it stands');
      for (const fix of fixed(files)) {
        seen.add(fix.name.split(':')[0] ?? '');
        assert.deepEqual(code(fix.files), [], fix.name);
      }
    });

  it('the practices that change something do so here', () => {
    for (const id of ['use-graviton', 'use-serverless', 'add-autoscaling', 'log-retention', 'image-lifecycle'])
      assert.ok(seen.has(id), id);
    assert.ok([...seen].every((id) => practices.some((practice) => practice.id === id)));
  });

  it('finds what the provider refuses', () => {
    const group = (body: string): readonly string[] =>
      providerViolations(`resource "aws_cloudwatch_log_group" "l" {\n${body}\n}\n`);
    assert.deepEqual(group('  retention_in_days = 31'), ['aws_cloudwatch_log_group.l: retention_in_days is 31']);
    assert.deepEqual(group('  days = 30'), ['aws_cloudwatch_log_group.l has no argument days']);
    assert.deepEqual(group('  name = "a"\n  name = "b"'), ['aws_cloudwatch_log_group.l has name twice']);
    assert.equal(providerViolations('resource "aws_appautoscaling_target" "t" {\n}\n').length, 5);
    assert.equal(
      providerViolations(
        endpoint(
          '    instance_type = "ml.m5.large"\n    serverless_config {\n      max_concurrency = 5\n      memory_size_in_mb = 1000\n    }',
        ),
      ).length,
      2,
    );
  });
});
