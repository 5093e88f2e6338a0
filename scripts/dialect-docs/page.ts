import { LANGUAGES, languageOf, unitOf } from '../../src/advisor/languages';
import { deploymentsOf } from '../../src/model/deployment';
import { resourcesOf, type Graph } from '../../src/model/graph';
import type { Language, LinkContext, Source } from '../../src/model/language';
import type { Op } from '../../src/model/operation';
import type { Resource } from '../../src/model/resource';
import { SAMPLES, type Sample } from './samples';

const NOWHERE = { file: '', cell: null, start: 0, end: 0 };
const CONTEXT: LinkContext = {
  bindings: [],
  region: { how: 'assumed', value: 'us-east-1', origin: NOWHERE, usedAt: NOWHERE, readers: [], decidedBy: null },
};

interface Change {
  readonly title: string;
  ops(graph: Graph): readonly Op[];
}

function only(graph: Graph, type: Resource['type']): Resource {
  const [resource] = resourcesOf(graph, type);
  if (resource === undefined) throw new Error(`the sample has no ${type}`);
  return resource;
}

function variant(graph: Graph): { readonly id: string; readonly path: readonly (string | number)[] } {
  const [deployment] = deploymentsOf(graph);
  if (deployment === undefined) throw new Error('the sample has no deployment');
  return { id: deployment.resource.id, path: deployment.path };
}

/** What practices compose their changes of. */
const CHANGES: readonly Change[] = [
  {
    title: '`set` a value',
    ops: (graph) => {
      const { id, path } = variant(graph);
      return [{ op: 'set', resource: id, path: [...path, 'InstanceType'], value: 'ml.c7g.xlarge' }];
    },
  },
  {
    title: '`set` a new property',
    ops: (graph) => {
      const { id } = variant(graph);
      const output = { properties: { S3OutputPath: 's3://acme-answers/ranking' } };
      return [
        { op: 'set', resource: id, path: ['AsyncInferenceConfig'], value: { properties: { OutputConfig: output } } },
      ];
    },
  },
  {
    title: '`unset` a property',
    ops: (graph) => {
      const { id, path } = variant(graph);
      return [{ op: 'unset', resource: id, path: [...path, 'VolumeSizeInGB'] }];
    },
  },
  {
    title: '`add` a resource',
    ops: (graph) => {
      const target = only(graph, 'ScalableTarget');
      const tracking = {
        TargetValue: 70,
        PredefinedMetricSpecification: {
          properties: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
        },
      };
      return [
        {
          op: 'add',
          resource: {
            id: 'new-policy',
            type: 'ScalingPolicy',
            nameHint: 'EndpointScalingPolicy',
            beside: target.id,
            properties: {
              PolicyName: 'InvocationsPerInstance',
              PolicyType: 'TargetTrackingScaling',
              ScalingTarget: { reference: target.id, attribute: 'Ref' },
              TargetTrackingScalingPolicyConfiguration: { properties: tracking },
            },
          },
        },
      ];
    },
  },
  { title: '`remove` a resource', ops: (graph) => [{ op: 'remove', resource: only(graph, 'ScalableTarget').id }] },
  {
    title: '`rename` a resource',
    ops: (graph) => [{ op: 'rename', resource: only(graph, 'EndpointConfig').id, name: 'ranking-v2' }],
  },
  { title: '`delete` at the end', ops: (graph) => [{ op: 'delete', resource: only(graph, 'Endpoint').id }] },
];

/** What each dialect can say, tried on one small deployment: Markdown. */
export function dialectPage(): string {
  const refusals: string[] = [];
  const rows = SAMPLES.map((sample) => {
    const cells = CHANGES.map((change) => {
      const why = refusalOf(sample, change);
      if (why === null) return 'yes';
      const known = refusals.indexOf(why);
      return `no (${known >= 0 ? known + 1 : refusals.push(why)})`;
    });
    return `| ${[sample.title, ...cells].join(' | ')} |`;
  });
  const head = ['', ...CHANGES.map(({ title }) => title)];
  return `# What each language can say

Every fix is composed of these changes. The table is made by \`npm run docs\`: each change is written into one small deployment in each
language, read again, and compared with what was asked for. A notebook says what its language says.

| ${head.join(' | ')} |
|${'---|'.repeat(head.length)}
${rows.join('\n')}

Why not:

${refusals.map((why, index) => `${index + 1}. ${why}`).join('\n')}

In a file of your own a change can still be refused: because another reader of the value would change with it, because a program wrote the
file, because what would have to change isn't known, or because the value stands outside of the workspace. The reason is shown where the fix
would be.
`;
}

function refusalOf({ file, text }: Sample, change: Change): string | null {
  const unit = unitOf(file, LANGUAGES);
  const language: Language | null = unit?.language ?? languageOf(file, [text]);
  if (language === null) throw new Error(`nobody reads ${file}`);
  const cell = { index: null, text, code: true, ...(unit === null ? {} : { file }) };
  const source: Source = { file: unit?.name ?? file, cells: [cell] };
  const reading = language.read(source, null);
  const [graph] = language.link(reading, CONTEXT);
  if (graph === undefined) throw new Error(`${file} has no graph`);
  const written = language.write(reading, graph, change.ops(graph), () => text);
  return written.kind === 'edits' ? null : written.refusal.why;
}
