import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { sourceOf } from '../law';
import { pages } from '../../src/practices/pages';
import { complaints, differences, fixed, synthesised } from './cdk';
import { cases, configured, stack } from './cdkCases';

describe('CDK: every kind of fix changes what it says in the template, and nothing else', () => {
  for (const [name, each] of Object.entries(cases))
    it(name, () => {
      const before = synthesised(each.program);
      const { text } = fixed(each.program, each.practice, each.settings);
      const changes = differences(before, synthesised(text));
      assert.deepEqual(Object.fromEntries(Object.entries(changes).map(([key, [, after]]) => [key, after])), each.after);
    });

  it('has a case for each practice that changes a CDK program', () => {
    const changing = Object.entries(pages).flatMap(([practice, page]) =>
      page.examples.some((each) => each.dialect === 'cdk-typescript' && each.after !== each.before) ? [practice] : [],
    );
    const tried = new Set(Object.values(cases).map((each) => each.practice));
    assert.ok(changing.length > 0);
    assert.deepEqual(
      changing.filter((practice) => !tried.has(practice)),
      [],
    );
  });

  it('compiles', () => {
    const programs = new Map(
      Object.values(cases).map(({ program, practice, settings }, index) => [
        `fixed-${index}.ts`,
        fixed(program, practice, settings).text,
      ]),
    );
    assert.ok(programs.size > 0);
    assert.deepEqual(complaints(programs), []);
  }).timeout(120_000);

  it('rewrites that are shown compile', () => {
    const IMPORTS = `import * as logs from 'aws-cdk-lib/aws-logs';\nimport * as scheduler from 'aws-cdk-lib/aws-scheduler';\n`;
    const advisor = new Advisor({});
    const file = 'stack.ts';
    const program = stack(configured(`'ml.c5.xlarge'`, '1', `endpointName: 'orders', `));
    advisor.update(sourceOf(file, program));
    advisor.update(
      sourceOf(
        'jobs.yaml',
        `Resources:
  Scores:
    Type: AWS::Serverless::Function
    Properties:
      Handler: scores.handler
      CodeUri: src/
      Policies: [{ Statement: [{ Effect: Allow, Action: 'sagemaker:InvokeEndpoint', Resource: '*' }] }]
      Events: { Nightly: { Type: Schedule, Properties: { Schedule: rate(1 day) } } }
`,
      ),
    );
    advisor.update(
      sourceOf(
        'src/scores.py',
        'import boto3\nboto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="orders", Body=b"1")\n',
      ),
    );
    const shown = advisor
      .adviseAll()
      .flatMap((each) => each.findings)
      .filter((each) => each.practice === 'use-batch-transform' || each.practice === 'log-retention')
      .map((each) => advisor.recipe(file, each)?.text ?? '');
    assert.equal(shown.length, 2);
    const programs = new Map(
      shown.map((text, index) => [
        `shown-${String(index)}.ts`,
        stack(`    const endpoint = this;\n${text}`, { imports: IMPORTS }),
      ]),
    );
    assert.deepEqual(complaints(programs), []);
  }).timeout(120_000);
});
