import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import type { Log, Result } from 'sarif';
import { Advisor } from '../../src/advisor/advisor';
import { sourceOf } from '../../src/advisor/sources';
import { practices } from '../../src/practices';
import { csv } from '../../src/report/csv';
import { html } from '../../src/report/html';
import { reportOf, type Report } from '../../src/report/json';
import { markdown } from '../../src/report/markdown';
import { sarif } from '../../src/report/sarif';
import { table } from '../../src/report/table';
import { assumptionLine, capacityText } from '../../src/report/wording';

const TEMPLATE = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: v1, ModelName: m, InstanceType: ml.c5.xlarge, InitialInstanceCount: 1 }
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: "=<b>|*logs*"
`;

/** A notebook as Jupyter writes it, with an emoji and an escape before the finding. */
const NOTEBOOK = `{
 "cells": [
  { "cell_type": "markdown", "metadata": {}, "source": ["# Fraud"] },
  {
   "cell_type": "code",
   "source": [
    "import boto3\\n",
    "client = boto3.client('logs')\\n",
    "print('\\ud83d\\ude80', \\"\\\\t\\"); client.create_log_group(logGroupName='/aws/sagemaker/Endpoints/fraud')"
   ]
  }
 ],
 "metadata": { "language_info": { "name": "python" } },
 "nbformat": 4
}
`;

const SAGEMAKER = "import boto3\nboto3.client('sagemaker').delete_endpoint(EndpointName='x')\n";

function reportOn(files: Readonly<Record<string, string>>): Report {
  const advisor = new Advisor({ today: '2026-11-23' });
  for (const [file, text] of Object.entries(files)) {
    const outcome = sourceOf(file, text);
    assert.ok(outcome.kind === 'source');
    advisor.update(outcome.source);
  }
  return reportOf(advisor, 'us-east-1', [{ file: 'bad #1.ipynb', reason: 'it is not valid JSON' }]);
}

function sarifOn(files: Readonly<Record<string, string>>): Log {
  return sarif(reportOn(files), (file) => files[file] ?? null);
}

function resultsOf(log: Log): Result[] {
  return log.runs.flatMap((run) => run.results ?? []);
}

/** The text of a file with a fix's replacements made, as a reader of SARIF makes them. */
function replaced(text: string, { fixes }: Result): string {
  const starts = text.split('\n').reduce<number[]>((all, line) => [...all, (all.at(-1) ?? 0) + line.length + 1], [0]);
  const at = (line = 1, column = 1): number => (starts[line - 1] ?? 0) + column - 1;
  const replacements = fixes?.[0]?.artifactChanges[0]?.replacements ?? [];
  assert.ok(replacements.length > 0);
  return replacements
    .map(({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({
      start: at(startLine, startColumn),
      end: at(endLine, endColumn),
      newText: insertedContent?.text ?? '',
    }))
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
}

describe('what could not be read', () => {
  const module = 'module "hosting" {\n  source = "../sagemaker"\n}\n';
  const variable = `resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    model_name             = "m"
    instance_type          = var.type
    initial_instance_count = 1
  }
}
`;
  const missing = 'module.hosting comes from ../sagemaker, which is not in the workspace';

  it('is told by a table: beside the deployments, and with the one that has no price', () => {
    const lines = table(reportOn({ 'infra/main.tf': variable + module }), { colour: false, width: 120 }).split('\n');
    assert.ok(lines.includes(`infra/main.tf:8: What is deployed here is not counted: ${missing}`));
    assert.equal(lines.filter((line) => line.includes('var.type')).length, 1);
    const [first] = table(reportOn({ 'infra/main.tf': module }), { colour: false, width: 120 }).split('\n');
    assert.equal(first, 'No SageMaker inference found.');
  });

  it('is told by Markdown once', () => {
    const text = markdown(reportOn({ 'infra/main.tf': variable + module }));
    assert.equal(text.split('which is not in the workspace').length, 2);
  });

  it('has its line in a settings file too', () => {
    const report = reportOn({ '.sagegreen.yaml': 'version: 1\nregoin: eu-west-1\n', 'a.yaml': TEMPLATE });
    assert.deepEqual(
      report.notices.map(({ file, range }) => [file, range.start.line, range.end.column]),
      [['.sagegreen.yaml', 2, 7]],
    );
  });
});

describe('what the figures rest on', () => {
  it('stands in the first lines, with the Region that is assumed', () => {
    const report = reportOn({ 'a.yaml': TEMPLATE });
    const line = 'Region assumed: us-east-1 where the code names none; 730 hours a month; utilisation 50 % (assumed)';
    assert.equal(table(report, { colour: false, width: 120 }).split('\n')[1], line);
    assert.equal(markdown(report).split('\n')[4], line);
    assert.ok(html(report).includes(`<p>${line}</p>`));
  });

  it('names the Region that the code names, and is left out where nothing is deployed', () => {
    const source = `import boto3
sm = boto3.client("sagemaker", region_name="eu-west-1")
variant = {"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m4.large", "InitialInstanceCount": 1}
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
`;
    const [, line] = table(reportOn({ 'a.py': source }), { colour: false, width: 120 }).split('\n');
    assert.match(line ?? '', /^Region: eu-west-1; 730 hours a month/);
    assert.equal(assumptionLine(reportOn({ 'a.py': SAGEMAKER })), null);
  });

  it('is no name of a variable where the type is not known', () => {
    const source = `from sagemaker.transformer import Transformer
import settings
job = Transformer(model_name="m", instance_count=1, instance_type=settings.it)
job.transform("s3://acme/in")
`;
    const [deployment] = reportOn({ 'batch.py': source }).deployments;
    assert.ok(deployment);
    assert.equal(capacityText(deployment), 'batch 1 × unknown type');
  });
});

describe('SARIF', () => {
  const files = { 'infra/a b.yaml': TEMPLATE, 'fraud.ipynb': NOTEBOOK, 'other.py': SAGEMAKER };

  it('has the form of SARIF 2.1.0', () => {
    const schema = path.join(import.meta.dirname, 'sarif-2.1.0.excerpt.json');
    const validate = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    const log: unknown = JSON.parse(JSON.stringify(sarifOn(files)));
    assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
    assert.equal(validate({ ...(log as object), version: '2.0.0' }), false, 'the excerpt refuses nothing');
  });

  it('describes every practice once, with a link', () => {
    const [run] = sarifOn({}).runs;
    assert.deepEqual(
      run?.tool.driver.rules?.map(({ id }) => id),
      practices.map(({ id }) => id),
    );
    for (const rule of run.tool.driver.rules ?? []) {
      assert.match(rule.helpUri ?? '', /^https:\/\//);
      assert.match(rule.help?.markdown ?? '', /\]\(https:/);
    }
  });

  it('points at rules, with levels, fingerprints of its own, and escaped paths', () => {
    const log = sarifOn(files);
    const rules = log.runs[0]?.tool.driver.rules ?? [];
    const results = resultsOf(log);
    assert.ok(results.length >= 3);
    for (const result of results) {
      assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
      assert.equal(result.level, result.properties?.['severity'] === 'warning' ? 'warning' : 'note');
    }
    const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints?.['sagegreen/v1']);
    assert.equal(new Set(fingerprints).size, results.length);
    const uris = results.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri);
    assert.ok(uris.includes('infra/a%20b.yaml'), uris.join());
    const [skipped] = log.runs[0]?.invocations?.[0]?.toolExecutionNotifications?.slice(-1) ?? [];
    assert.equal(skipped?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, 'bad%20%231.ipynb');
  });

  it("has a notebook's places in the file, and fixes that leave it a notebook", () => {
    const [result] = resultsOf(sarifOn(files)).filter((each) => each.properties?.['cell'] === 1);
    assert.ok(result);
    const region = result.locations?.[0]?.physicalLocation?.region;
    assert.equal(region?.startLine, 9);
    const line = NOTEBOOK.split('\n')[8] ?? '';
    const written = line.slice((region.startColumn ?? 0) - 1, (region.endColumn ?? 0) - 1);
    assert.match(written, /create_log_group/);
    const fixed = replaced(NOTEBOOK, result);
    assert.match(
      (JSON.parse(fixed) as { cells: { source: string[] }[] }).cells[1]?.source.join('') ?? '',
      /put_retention_policy/,
    );
    assert.equal(fixed.includes('\\ud83d\\ude80'), true);
  });

  it('says a fix as replacements', () => {
    const [result] = resultsOf(sarifOn({ 'a.yaml': TEMPLATE })).filter(({ ruleId }) => ruleId === 'log-retention');
    assert.ok(result);
    assert.match(replaced(TEMPLATE, result), /^ {6}RetentionInDays: 30$/m);
  });
});

describe('renderings', () => {
  const report = reportOn({ 'a.yaml': TEMPLATE, 'other.py': SAGEMAKER });

  it('Markdown takes nothing in a name for Markdown', () => {
    const text = markdown(reportOn({ 'a|<b>.yaml': TEMPLATE }));
    assert.match(text, /a\\\|\\<b\\>\.yaml/);
    const widths = text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.replaceAll('\\|', '').split('|').length);
    assert.ok(widths.every((width) => width >= 4));
  });

  it('Markdown and HTML say the same: coverage, totals, findings, deployments, the checklist, what was not read', () => {
    const [page, text] = [html(report), markdown(report)];
    assert.match(text, /^# SageMaker inference: cost and carbon\n\n1 of 1 deployments priced/);
    assert.match(page, /<h1>SageMaker inference: cost and carbon<\/h1>\n<p>1 of 1 deployments priced/);
    for (const heading of ['Totals', 'Limit how long logs are kept', 'Deployments', 'Checklist', 'Open']) {
      assert.ok(text.includes(`\n## ${heading}\n`), heading);
      assert.ok(page.includes(`\n<h2>${heading}</h2>\n`), heading);
    }
    for (const { id, title } of practices) assert.ok(text.includes(`| ${title} | `), id);
    assert.ok(text.includes('| bad \\#1.ipynb | not read: it is not valid JSON |'));
  });

  it('HTML takes nothing in a name for HTML, and loads nothing', () => {
    const page = html(reportOn({ '<img src=x onerror=y>.yaml': TEMPLATE }));
    assert.ok(page.includes('&lt;img src=x onerror=y&gt;.yaml'));
    assert.doesNotMatch(page, /<(?:img|script|link)\b|\bhttps?:/);
  });

  it('CSV has a line for each finding, and no formulas', () => {
    const lines = csv(reportOn({ '=1+1,"x".yaml': TEMPLATE }))
      .trimEnd()
      .split('\r\n');
    assert.match(lines[0] ?? '', /^practice,severity,.*,usdPerMonth,.*,fingerprint$/);
    assert.ok(lines.length > 1);
    for (const line of lines.slice(1)) assert.match(line, /,"'=1\+1,""x""\.yaml",/);
    assert.equal(csv(report).trimEnd().split('\r\n').length, report.findings.length + 1);
  });
});
