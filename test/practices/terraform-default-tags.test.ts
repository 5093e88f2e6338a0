import assert from 'node:assert/strict';
import { plainContent, resourcesOf } from '../../src/model/graph';
import { read } from '../../src/languages/terraform/read';
import { link } from '../../src/languages/terraform/link';
import { cleanerRegion } from '../../src/practices/cleanerRegion';
import { logRetention } from '../../src/practices/logRetention';
import { singleInstanceInDev } from '../../src/practices/singleInstanceInDev';
import { sourceOf, US_EAST_1 } from '../law';
import { fires, silent } from './practiceCase';

const provider = (tags: string, more = ''): string => `provider "aws" {
${more}  region = "eu-central-1"

  default_tags {
    tags = ${tags}
  }
}

`;

const ranking = (count: string, more = ''): string => `resource "aws_sagemaker_endpoint_configuration" "ranking" {
${more}  name_prefix = "ranking-"

  production_variants {
    variant_name           = "main"
    model_name             = "ranking"
    instance_type          = "ml.m5.xlarge"
    initial_instance_count = ${count}
  }
}

resource "aws_sagemaker_endpoint" "ranking" {
${more}  name                 = "ranking"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ranking.name
}
`;
const TWO = `2\n#                            ^`;
const file = 'infra/main.tf';

describe('tags that a provider of Terraform gives to all', () => {
  it('tell what a deployment is for', () => {
    fires(singleInstanceInDev, {
      file,
      source: provider('{ Environment = "dev" }') + ranking(TWO),
      fixed: provider('{ Environment = "dev" }') + ranking('1'),
    });
    fires(singleInstanceInDev, {
      file,
      source: `${provider('merge(local.tags, { Stage = "sandbox" })')}locals {\n  tags = { Team = "ranking" }\n}\n${ranking(TWO)}`,
    });
    fires(singleInstanceInDev, {
      file,
      source: ranking(TWO),
      files: {
        'infra/providers.tf.json':
          '{"provider": {"aws": {"region": "eu-central-1", "default_tags": {"tags": {"Environment": "dev"}}}}}',
      },
    });
    const named = (tags: string): string => provider(tags) + ranking('2').replace('"ranking"\n', '"ranking-dev"\n');
    silent(singleInstanceInDev, { file, source: named('{ Environment = "prod" }') });
  });

  it('are those of the provider that a resource names', () => {
    const others = provider('{ Environment = "prod" }') + provider('{ Environment = "dev" }', '  alias = "eu"\n');
    fires(singleInstanceInDev, { file, source: others + ranking(TWO, '  provider = aws.eu\n') });
    silent(singleInstanceInDev, { file, source: others + ranking('2') });
    silent(singleInstanceInDev, {
      file,
      source: provider('{ Environment = "dev" }', '  alias = "eu"\n') + ranking('2'),
    });
    silent(singleInstanceInDev, {
      file,
      source: provider('{ Environment = "dev" }').replace('"aws"', '"google"') + ranking('2'),
    });
  });

  it('give way to its own tags', () => {
    const dev = provider('{ Environment = "dev" }');
    silent(singleInstanceInDev, { file, source: dev + ranking('2', '  tags = { Environment = "shared" }\n') });
    fires(singleInstanceInDev, { file, source: dev + ranking(TWO, '  tags = { Team = "ranking" }\n') });
  });

  it('tell nothing where its own tags are not known, and take back all the same', () => {
    const tags = '  tags = var.tags\n';
    silent(singleInstanceInDev, {
      file,
      source: `${provider('{ Environment = "dev" }')}variable "tags" {}\n${ranking('2', tags)}`,
    });
    fires(singleInstanceInDev, {
      file: 'dev/main.tf',
      source: `${provider('{ Team = "ranking" }')}variable "tags" {}\n${ranking(TWO, tags)}`,
    });
    silent(singleInstanceInDev, {
      file: 'dev/main.tf',
      source: `${provider('{ Environment = "prod" }')}variable "tags" {}\n${ranking('2', tags)}`,
    });
  });

  it('are not known where a variable decides them, and one environment’s where its file does', () => {
    const source = (count: string): string =>
      `${provider('{ Environment = var.stage }')}variable "stage" {}\n${ranking(count)}`;
    silent(singleInstanceInDev, { file, source: source('2') });
    // The number is written for all environments.
    silent(singleInstanceInDev, {
      file,
      source: source('2'),
      files: { 'infra/a.tfvars': 'stage = "dev"\n', 'infra/b.tfvars': 'stage = "live"\n' },
    });
  });

  it('reach a module that is called, by the provider that its caller has or gives it', () => {
    const graphOf = (call: string): unknown => {
      const reading = read(
        sourceOf(
          'main.tf',
          `${provider('{ Stage = "live" }')}${provider('{ Stage = "dev" }', '  alias = "eu"\n')}${call}`,
        ),
        null,
      );
      const module = read(sourceOf('m/main.tf', 'resource "aws_cloudwatch_log_group" "l" {}\n'), null);
      const [graph] = link(reading, {
        ...US_EAST_1,
        files: { text: () => undefined, reading: (unit) => (unit === 'm/*.tf' ? module : null) },
      });
      assert.ok(graph);
      return resourcesOf(graph, 'LogGroup').map(({ defaultTags }) => defaultTags && plainContent(defaultTags));
    };
    assert.deepEqual(graphOf('module "m" {\n  source = "./m"\n}\n'), [{ Stage: 'live' }]);
    assert.deepEqual(graphOf('module "m" {\n  source    = "./m"\n  providers = { aws = aws.eu }\n}\n'), [
      { Stage: 'dev' },
    ]);
  });

  it('say that logs are evidence', () => {
    const group = (squiggle = ''): string =>
      `resource "aws_sagemaker_model" "m" {\n  execution_role_arn = var.role\n}\n\nresource "aws_cloudwatch_log_group" "l" {\n${squiggle}  name = "calls"\n}\n`;
    fires(logRetention, {
      file,
      source: provider('{ Team = "x" }') + group(`#        ${'^'.repeat(30)} no log retention → 30 days\n`),
    });
    silent(logRetention, { file, source: provider('{ purpose = "audit" }') + group() });
  });

  it('say that data have to stay in their Region, as tags of its own do', () => {
    const drawn = (tags: string, more = ''): string =>
      `${provider(tags)}${ranking('1', more)}`.replace(
        '  region = "eu-central-1"\n',
        '  region = "eu-central-1"\n#          ^^^^^^^^^^^^^^ eu-central-1 → eu-north-1\n',
      );
    fires(cleanerRegion, { file, source: drawn('{ Team = "residents" }') });
    silent(cleanerRegion, { file, source: provider('{ DataResidency = "de" }') + ranking('1') });
    silent(cleanerRegion, { file, source: provider('{ Compliance = "GDPR" }') + ranking('1') });
    silent(cleanerRegion, {
      file,
      source: provider('{ Team = "a" }') + ranking('1', '  tags = { data-residency = "eu" }\n'),
    });
    const other = provider('{ DataResidency = "de" }', '  alias = "de"\n');
    fires(cleanerRegion, { file, source: drawn('{ Team = "a" }') + other });
  });
});
