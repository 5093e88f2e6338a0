import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../src/catalogue';
import { concerns } from '../../src/languages/cloudformation/concerns';
import { link } from '../../src/languages/cloudformation/link';
import { read } from '../../src/languages/cloudformation/read';
import { WORDS } from '../../src/languages/cloudformation/vocabulary';
import { writeCloudFormation } from '../../src/languages/cloudformation/write';
import { apply } from '../../src/model/apply';
import { canonical } from '../../src/model/canonical';
import { deploymentsOf } from '../../src/model/deployment';
import type { Graph } from '../../src/model/graph';
import { violationsOf } from '../../src/model/validity';
import { LISTS } from '../../src/model/validityRules';
import { graphIn, worldsOf } from '../../src/model/worlds';
import { practices } from '../../src/practices';
import { applyEdits, sourceOf, US_EAST_1 } from '../law';
import { parseTemplate, Specification } from './cloudFormationSpecification';
import { TEMPLATES } from './templates';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** The templates of `examples/`, by path. */
function examples(folder = path.join(REPOSITORY, 'examples')): [string, string][] {
  return readdirSync(folder).flatMap((name): [string, string][] => {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) return examples(full);
    const text = concerns(name, '') || /\.(?:ya?ml|json|template)$/.test(name) ? readFileSync(full, 'utf8') : '';
    return concerns(name, text) ? [[path.relative(REPOSITORY, full), text]] : [];
  });
}

/** Everything the practices propose for a graph. */
function proposalsFor(graph: Graph): { readonly title: string; readonly ops: Parameters<typeof apply>[1] }[] {
  const context = {
    graph,
    deployments: deploymentsOf(graph),
    catalogue,
    profileOf: () => null,
    options: { retentionDays: 30 },
    workspace: { usesSageMaker: true, scalingOf: () => 'none' as const },
  };
  return practices.flatMap((practice) => practice.detect(context)).filter((proposal) => proposal.ops.length > 0);
}

describe('CloudFormation, against the resource specification', () => {
  let specification: Specification;
  let fixes = 0;
  let refusals = 0;

  before(async () => {
    specification = await Specification.load();
  });

  after(() => {
    assert.ok(fixes >= 20, `only ${fixes} fixes were checked`);
    assert.ok(refusals < fixes, `${refusals} of ${fixes + refusals} fixes were refused`);
  });

  for (const [type, words] of Object.entries(WORDS))
    it(`${words.type} is specified, with the words that we write`, () => {
      const resource = specification.resource(words.type);
      assert.ok(resource, type);
      for (const name of [...Object.values(words.properties), ...Object.keys(words.fixed)])
        assert.ok(name in resource.properties, `${words.type}.${name}`);
    });

  it('the days that logs may be kept are those of the specification', () => {
    const type = specification.resource('AWS::Logs::LogGroup')?.properties['RetentionInDays']?.type;
    assert.ok(type?.type === 'integer' && type.allowedValues);
    const ours = LISTS.find((rule) => rule.path.includes('RetentionInDays'));
    assert.deepEqual(ours?.values, type.allowedValues.map(String));
  });

  it('a fault is found', () => {
    const faults = (yaml: string): string[] => specification.faults(parseTemplate(yaml));
    const head = 'Resources:\n  C:\n    Type: AWS::SageMaker::EndpointConfig\n    Properties:\n      ';
    assert.deepEqual(faults(`${head}ProductionVariants: [{Variant: A}]`), [
      'C.ProductionVariants.0.VariantName is missing',
      'C.ProductionVariants.0.Variant is not specified',
    ]);
    assert.deepEqual(faults(`${head}ProductionVariants: [{VariantName: A, InitialInstanceCount: two}]`), [
      'C.ProductionVariants.0.InitialInstanceCount is no integer',
    ]);
    assert.deepEqual(faults(`${head}ProductionVariants: !If [X, [{VariantName: !Ref D}], {}]`), [
      'C.ProductionVariants is no list',
      'C refers to D, which is not there',
    ]);
    assert.deepEqual(faults(`${head}ProductionVariants: [{VariantName: !GetAtt C.Name}]`), ['C: C has no Name']);
  });

  const templates = [...examples(), ...Object.entries(TEMPLATES)];

  for (const [file, text] of templates) {
    it(`${file} is right before any fix`, () => {
      assert.deepEqual(specification.faults(parseTemplate(text)), []);
      const graph = link(read(sourceOf(file, text), null), US_EAST_1)[0];
      assert.ok(graph);
      assert.deepEqual(
        violationsOf(graph, (type, use) => catalogue.accepts(type, use)),
        [],
      );
    });

    it(`${file} is right after every fix, and says what the fix says`, () => {
      const reading = read(sourceOf(file, text), null);
      const graph = link(reading, US_EAST_1)[0];
      assert.ok(graph);
      for (const world of worldsOf(graph.resources.values()) ?? []) {
        const seen = graphIn(world, graph);
        for (const { title, ops } of proposalsFor(seen)) {
          const written = writeCloudFormation(reading, seen, ops, () => undefined);
          if (written.kind === 'refusal') {
            refusals += 1;
            continue;
          }
          fixes += 1;
          const after = applyEdits(text, written.edits);
          const again = link(read(sourceOf(file, after), null), US_EAST_1)[0];
          assert.ok(again);
          assert.equal(canonical(graphIn(world, again)), canonical(apply(seen, ops)), title);
          assert.deepEqual(specification.faults(parseTemplate(after)), [], `${title}\n${after}`);
          assert.deepEqual(
            violationsOf(again, (type, use) => catalogue.accepts(type, use)),
            [],
            `${title}\n${after}`,
          );
        }
      }
    });
  }
});
