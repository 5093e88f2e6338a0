import assert from 'node:assert/strict';
import { Advisor } from '../../../src/advisor/advisor';
import { editedText } from '../../../src/advisor/writeChanges';
import { property } from '../../../src/model/graph';
import type { Value } from '../../../src/model/value';
import { valueAt } from '../../../src/model/value';
import { graphIn, worldsOf } from '../../../src/model/worlds';
import { sourceOf } from '../../law';
import { first, graphOf } from './modules';

interface Parts {
  readonly variable?: string;
  readonly locals?: string;
  readonly type?: string;
  readonly count?: string;
}

function module({
  variable = 'default = "dev"',
  locals = 'sizes = {\n    dev  = "ml.m4.xlarge"\n    prod = "ml.m4.4xlarge"\n  }',
  type = 'local.sizes[var.stage]',
  count = 'var.stage == "prod" ? 4 : 1',
}: Parts = {}): string {
  return `variable "stage" {
  ${variable}
}

locals {
  ${locals}
}

resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name           = "a"
    model_name             = "m"
    instance_type          = ${type}
    initial_instance_count = ${count}
  }
}

resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
`;
}

/** Type and count in each outcome of the conditions. */
function outcomes(parts: Parts): string[] {
  const graph = graphOf(module(parts));
  const shown = (value: Value): string => (value.kind === 'scalar' ? String(value.value) : value.kind);
  return (worldsOf(graph.resources.values()) ?? []).map((world) => {
    const variant = property(first(graphIn(world, graph), 'EndpointConfig'), 'ProductionVariants', 0);
    return `${shown(valueAt(variant, ['InstanceType']))} × ${shown(valueAt(variant, ['InitialInstanceCount']))}`;
  });
}

const BOTH = ['ml.m4.4xlarge × 4', 'ml.m4.xlarge × 1'];
const OBJECTS = `settings = {
    dev  = { type = "ml.m4.xlarge", count = 1 }
    prod = { type = "ml.m4.4xlarge", count = 3 }
  }`;

describe('Terraform, a variable that picks an entry of a map and decides a condition', () => {
  it('has one value in each outcome', () => {
    assert.deepEqual(outcomes({}), BOTH);
    assert.deepEqual(outcomes({ type: 'lookup(local.sizes, var.stage, "ml.t2.medium")' }), BOTH);
    assert.deepEqual(outcomes({ count: 'var.stage != "prod" ? 1 : 4' }), BOTH);
    assert.deepEqual(outcomes({ count: 'var.stage == "dev" ? 1 : 4' }), ['ml.m4.xlarge × 1', 'ml.m4.4xlarge × 4']);
    assert.deepEqual(outcomes({ locals: OBJECTS, type: 'local.settings[var.stage].type' }), BOTH);
  });

  it('is not known where it is not its default, and may be several others', () => {
    const locals = 'sizes = { dev = "ml.m4.xlarge", staging = "ml.m4.2xlarge", prod = "ml.m4.4xlarge" }';
    const count = 'var.stage == "dev" ? 1 : 4';
    assert.deepEqual(outcomes({ locals, count }), ['ml.m4.xlarge × 1', 'unresolved × 4']);
    const variable = `default = "dev"
  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "dev or prod"
  }`;
    assert.deepEqual(outcomes({ locals, count, variable }), ['ml.m4.xlarge × 1', 'ml.m4.4xlarge × 4']);
  });

  it('has its default where nothing of the deployment rests on the condition', () => {
    assert.deepEqual(outcomes({ count: '2' }), ['ml.m4.xlarge × 2']);
    assert.deepEqual(outcomes({ locals: OBJECTS, type: 'local.settings[var.stage].type', count: '2' }), [
      'ml.m4.xlarge × 2',
    ]);
  });

  it('is advised on, and changed, in each outcome by itself, at the place where it is used', () => {
    for (const parts of [{}, { locals: OBJECTS, type: 'local.settings[var.stage].type' }]) {
      const text = module(parts);
      const advisor = new Advisor({ loudness: 'all' });
      advisor.update(sourceOf('main.tf', text));
      const findings = advisor.advise('main.tf').findings.filter((each) => each.practice === 'newer-generation');
      assert.deepEqual(
        findings.map((each) => [each.candidates[0].proposal.subject, text.slice(each.at.start, each.at.end)]),
        [
          ['ml.m4.4xlarge → ml.m5.4xlarge', parts.type ?? 'local.sizes[var.stage]'],
          ['ml.m4.xlarge → ml.m5.xlarge', parts.type ?? 'local.sizes[var.stage]'],
        ],
      );
      const fixed = findings.map((finding) => {
        const [fix] = advisor.fixes('main.tf', finding);
        assert.equal(fix?.refusal, null);
        return editedText(text, fix.edits);
      });
      assert.deepEqual(fixed, [
        text.replace('ml.m4.4xlarge', 'ml.m5.4xlarge'),
        text.replace('ml.m4.xlarge', 'ml.m5.xlarge'),
      ]);
    }
  });

  it('leaves what others read by the way in another outcome', () => {
    const text = `${module({ locals: 'sizes = { dev = "ml.m4.xlarge", prod = "ml.m4.4xlarge" }\n  type = local.sizes[var.stage]', type: 'local.type' })}
resource "aws_sagemaker_notebook_instance" "n" {
  instance_type = local.type
}
`;
    const advisor = new Advisor({ loudness: 'all' });
    advisor.update(sourceOf('main.tf', text));
    const findings = advisor.advise('main.tf').findings.filter((each) => each.practice === 'newer-generation');
    assert.equal(findings.length, 2);
    for (const finding of findings) {
      const [fix] = advisor.fixes('main.tf', finding);
      const after = fix?.refusal === null ? editedText(text, fix.edits) : text;
      assert.ok(after?.includes('{ dev = "ml.m4.xlarge", prod = "ml.m4.4xlarge" }'), after ?? '');
    }
  });
});
