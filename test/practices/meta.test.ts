import assert from 'node:assert/strict';
import fc from 'fast-check';
import { catalogue } from '../../src/catalogue';
import { apply } from '../../src/model/apply';
import type { Graph } from '../../src/model/graph';
import type { TrafficProfile } from '../../src/model/profile';
import type { Proposal } from '../../src/model/proposal';
import type { Dialect } from '../../src/model/dialect';
import { violationsOf } from '../../src/model/validity';
import { practices, type Practice } from '../../src/practices';
import { pages, type Page } from '../../src/practices/pages';
import {
  contextOf,
  endpointWith,
  graphOf,
  parts,
  referenceTo,
  type Surroundings,
  type WrittenGraph,
} from './graphBuilder';
import { showsWhatItDoes } from './practiceCase';

const LONGEST = 70;

/** Dialects in which a practice has nothing to say are left out: the Python SDK makes no log groups. */
const SPOKEN: Readonly<Record<string, readonly Dialect[]>> = {
  'log-retention': ['cloudformation', 'terraform', 'boto3', 'cdk-python'],
  'add-autoscaling': ['cloudformation', 'terraform', 'boto3', 'python-sdk', 'cdk-python'],
  'use-graviton': ['cloudformation', 'terraform', 'boto3', 'python-sdk', 'cdk-python'],
  'use-serverless': ['cloudformation', 'terraform', 'boto3', 'python-sdk', 'cdk-python'],
  'newer-generation': ['cloudformation', 'boto3', 'python-sdk', 'cdk-python'],
  'single-instance-in-dev': ['cloudformation', 'boto3', 'python-sdk', 'cdk-python'],
  'delete-endpoint-after-use': ['boto3', 'python-sdk'],
  // A template names no Region.
  'cleaner-region': ['boto3', 'python-sdk'],
  'measure-utilisation': ['cloudformation', 'boto3'],
  'monitor-drift': ['cloudformation'],
  // Seen over several resources: one dialect shows what they are.
  'share-endpoint': ['cloudformation'],
  'share-container-endpoint': ['cloudformation'],
  'use-inference-pipeline': ['python-sdk'],
  'image-lifecycle': ['cloudformation', 'boto3'],
  'retired-edge-manager': ['cloudformation', 'boto3'],
  'consider-edge': ['cloudformation'],
  'retrain-on-drift': ['cloudformation', 'boto3'],
  // A template trains nothing that is read.
  'prune-model': ['boto3', 'python-sdk'],
};
const ALL: readonly Dialect[] = ['cloudformation', 'boto3', 'python-sdk'];

const accepts = (type: string, use: 'hosting' | 'transform'): boolean => catalogue.accepts(type, use);

/** Deployments of all sorts: types, counts, Regions, images, scaling, names, traffic. */
const written: fc.Arbitrary<{ readonly graph: WrittenGraph; readonly around: Surroundings }> = fc
  .record({
    type: fc.constantFrom(...catalogue.offeredTypes('us-east-1').map((each) => each.name)),
    count: fc.integer({ min: 1, max: 5 }),
    region: fc.constantFrom('us-east-1', 'eu-west-1', 'eu-north-1', 'sa-east-1'),
    repository: fc.constantFrom(
      'pytorch-inference:2.4.0-cpu-py311',
      'tensorflow-inference:2.14.1-cpu',
      'mxnet-inference:1.9.0-cpu-py38',
    ),
    account: fc.constantFrom('763104351884', '123456789012'),
    dialect: fc.constantFrom(...ALL),
    unitKind: fc.constantFrom('template', 'script', 'notebook'),
    configName: fc.constantFrom(null, 'ranking', 'ranking-v9'),
    scaled: fc.boolean(),
    retention: fc.constantFrom(null, 7),
    days: fc.integer({ min: 1, max: 5000 }),
    minInstances: fc.constantFrom(undefined, 1, 2, 9),
    environment: fc.constantFrom(null, 'dev', 'prod'),
  })
  .map((each) => {
    const target = {
      type: 'ScalableTarget',
      properties: {
        ResourceId: parts('endpoint/', referenceTo('Endpoint', 'EndpointName'), '/variant/AllTraffic'),
        ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
        MinCapacity: 1,
        MaxCapacity: 6,
      },
    } as const;
    const logs = { type: 'LogGroup', properties: { LogGroupName: '/a', RetentionInDays: each.retention } } as const;
    const graph = endpointWith({
      dialect: each.dialect,
      unitKind: each.unitKind,
      region: each.region,
      environment: each.environment,
      container: { Image: `${each.account}.dkr.ecr.${each.region}.amazonaws.com/${each.repository}` },
      variant: { InstanceType: each.type, InitialInstanceCount: each.count },
      config: { EndpointConfigName: each.configName },
      ...(each.configName === null ? {} : { endpoint: { EndpointConfigName: each.configName } }),
      resources: { Logs: logs, ...(each.scaled ? { Target: target } : {}) },
    });
    const profile: TrafficProfile | undefined =
      each.minInstances === undefined ? undefined : { minInstances: each.minInstances };
    return { graph, around: { retentionDays: each.days, ...(profile === undefined ? {} : { profile }) } };
  });

function pageOf(id: string): Page {
  const page = pages[id];
  assert.ok(page, `${id} has no page`);
  return page;
}

function everyProposal(
  check: (proposal: Proposal, graph: Graph, practice: Practice, around: Surroundings) => void,
): void {
  let seen = 0;
  fc.assert(
    fc.property(written, ({ graph: given, around }) => {
      const graph = graphOf(given);
      for (const practice of practices)
        for (const proposal of practice.detect(contextOf(graph, around))) {
          seen += 1;
          check(proposal, graph, practice, around);
        }
    }),
    { numRuns: 400 },
  );
  assert.ok(seen > 400, 'hardly anything was proposed');
}

describe('every practice', () => {
  it('has an id and aliases of its own', () => {
    const names = practices.flatMap((practice) => [practice.id, ...practice.aliases]);
    assert.deepEqual(names, [...new Set(names)]);
    for (const name of names) assert.match(name, /^[a-z]+(-[a-z]+)*$/);
  });

  it('has a full page with sources that can be opened', () => {
    for (const { id, title, articleName, why, sources } of practices) {
      const page = pageOf(id);
      for (const text of [title, articleName, why, page.whatItDetects, page.fix])
        assert.ok(text.trim().length > 10, id);
      assert.ok(page.whenSilent.length > 0 && page.wouldBeWrongIf.length > 0, id);
      assert.ok(sources.length > 0, id);
      for (const { text, url } of sources) {
        assert.ok(text.length > 10, url);
        assert.equal(new URL(url).protocol, 'https:');
      }
    }
  });

  it('shows a firing and a silent case in each dialect that it speaks', () => {
    for (const { id } of practices) {
      const shown = pageOf(id).examples.map((each) => each.dialect);
      // The same advice in further languages is shown where it helps.
      const wanted = SPOKEN[id] ?? ALL;
      assert.deepEqual(
        wanted.filter((each) => !shown.includes(each)),
        [],
        id,
      );
    }
  });

  for (const practice of practices)
    for (const example of pageOf(practice.id).examples)
      it(`does what its page shows: ${practice.id}, ${example.dialect}`, () => {
        showsWhatItDoes(practice, example);
      });

  it('speaks briefly, and leaves figures to the advisor', () => {
    everyProposal(({ subject, title, notes }) => {
      for (const text of [subject, title]) {
        assert.ok(text.length > 0 && text.length <= LONGEST, text);
        assert.doesNotMatch(text, /[$%€]|CO2|\bsav|cheaper|greener|: /i);
      }
      for (const note of notes) assert.match(note, /[.)]$/);
      assert.deepEqual(notes, [...new Set(notes)]);
    });
  });

  it('names a resource of the graph, and a deployment where it changes a capacity', () => {
    everyProposal((proposal, graph, practice) => {
      assert.equal(proposal.practice, practice.id);
      assert.ok(graph.resources.has(proposal.resource));
      const ids = contextOf(graph).deployments.map((each) => each.id);
      assert.ok(proposal.deployment === null || ids.includes(proposal.deployment));
      assert.equal(proposal.pricing.kind === 'capacity' && proposal.deployment === null, false);
    });
  });

  it('proposes only what AWS accepts', () => {
    everyProposal(({ ops }, graph) => {
      const already = violationsOf(graph, accepts).map((each) => each.sentence);
      const after = violationsOf(apply(graph, ops), accepts).filter((each) => !already.includes(each.sentence));
      assert.deepEqual(after, []);
    });
  });

  it('is silent about what it has changed', () => {
    everyProposal((proposal, graph, practice, around) => {
      if (proposal.ops.length === 0) return;
      const again = practice.detect(contextOf(apply(graph, proposal.ops), around));
      // What was an alternative from the start, a still newer type, may stay one.
      const alternatives = practice
        .detect(contextOf(graph, around))
        .map((each) => JSON.stringify(each.changes))
        .filter((changes) => changes !== JSON.stringify(proposal.changes));
      const same = again.filter(
        (each) =>
          each.resource === proposal.resource &&
          each.deployment === proposal.deployment &&
          !alternatives.includes(JSON.stringify(each.changes)),
      );
      assert.deepEqual(
        same.map((each) => each.subject),
        [],
      );
    });
  });

  it('prefers no change that somebody has to decide something about', () => {
    everyProposal(({ preferred, grade, ops }) => {
      if (preferred) assert.ok(grade !== 'consider' && ops.length > 0);
      if (JSON.stringify(ops).includes('"placeholder"')) assert.equal(preferred, false);
    });
  });
});
