import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../src/catalogue';
import { cloudFormation } from '../../src/languages/cloudformation';
import { WORDS } from '../../src/languages/cloudformation/vocabulary';
import { apply } from '../../src/model/apply';
import { canonical } from '../../src/model/canonical';
import { deploymentsOf } from '../../src/model/deployment';
import type { Graph } from '../../src/model/graph';
import type { Binding, Edit, LinkContext } from '../../src/model/language';
import { violationsOf } from '../../src/model/validity';
import { LISTS } from '../../src/model/validityRules';
import { graphIn, worldsOf } from '../../src/model/worlds';
import { practices } from '../../src/practices';
import { applyEdits, sourceOf, US_EAST_1 } from '../law';
import { parseTemplate, Specification } from './cloudFormationSpecification';
import { TEMPLATES } from './templates';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** A template with the files beside it, by path. */
interface Project {
  readonly file: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** The templates of `examples/`. */
function examples(): Project[] {
  const paths = readdirSync(path.join(REPOSITORY, 'examples'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join('examples', name.replaceAll(path.sep, '/')))
    .filter((name) => /\.(?:ya?ml|json|toml)$/.test(name));
  const texts = new Map(paths.map((name) => [name, readFileSync(path.join(REPOSITORY, name), 'utf8')]));
  return [...texts].filter(([file, text]) => cloudFormation.concerns(file, text)).map(([file]) => ({ file, texts }));
}

/** The graphs of a project, one per file of parameters. */
function graphsOf({ file, texts }: Project): {
  readonly reading: ReturnType<typeof cloudFormation.read>;
  readonly graphs: readonly Graph[];
} {
  const reading = cloudFormation.read(sourceOf(file, texts.get(file) ?? ''), null);
  const all = [...texts].flatMap(([each, text]): readonly Binding[] =>
    cloudFormation.bindings?.concerns(each, text) === true ? cloudFormation.bindings.read(each, text) : [],
  );
  const context: LinkContext = { ...US_EAST_1, bindings: cloudFormation.bindings?.of(reading, all) ?? [] };
  return { reading, graphs: cloudFormation.link(reading, context) };
}

function edited({ file, texts }: Project, edits: readonly Edit[]): Project {
  const after = [...texts].map(([each, text]): [string, string] => [
    each,
    applyEdits(
      text,
      edits.filter((edit) => edit.file === each),
    ),
  ]);
  return { file, texts: new Map(after) };
}

const accepts = catalogue.accepts.bind(catalogue);

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

  const made = Object.entries(TEMPLATES).map(([file, text]): Project => ({ file, texts: new Map([[file, text]]) }));

  for (const project of [...examples(), ...made]) {
    const text = project.texts.get(project.file) ?? '';

    it(`${project.file} is right before any fix`, () => {
      assert.deepEqual(specification.faults(parseTemplate(text)), []);
      for (const graph of graphsOf(project).graphs) assert.deepEqual(violationsOf(graph, accepts), []);
    });

    it(`${project.file} is right after every fix, and says what the fix says`, () => {
      const { reading, graphs } = graphsOf(project);
      for (const graph of graphs)
        for (const world of worldsOf(graph.resources.values()) ?? []) {
          const seen = graphIn(world, graph);
          for (const { title, ops } of proposalsFor(seen)) {
            const written = cloudFormation.write(reading, seen, ops, (file) => project.texts.get(file));
            if (written.kind === 'refusal') {
              refusals += 1;
              continue;
            }
            fixes += 1;
            const after = edited(project, written.edits);
            const template = after.texts.get(project.file) ?? '';
            const again = graphsOf(after).graphs.find((each) => each.environment === graph.environment);
            assert.ok(again);
            assert.equal(canonical(graphIn(world, again)), canonical(apply(seen, ops)), title);
            assert.deepEqual(specification.faults(parseTemplate(template)), [], `${title}\n${template}`);
            assert.deepEqual(violationsOf(again, accepts), [], `${title}\n${template}`);
          }
        }
    });
  }
});
