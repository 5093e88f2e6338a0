import assert from 'node:assert/strict';
import { apply } from '../../../src/model/apply';
import { canonical } from '../../../src/model/canonical';
import type { Graph } from '../../../src/model/graph';
import { property, resourcesOf } from '../../../src/model/graph';
import {
  type Binding,
  type LinkContext,
  type OtherFiles,
  type Reading,
  type Refusal,
  type Source,
} from '../../../src/model/language';
import type { Op } from '../../../src/model/operation';
import type { Origin } from '../../../src/model/origin';
import type { Resource, ResourceType } from '../../../src/model/resource';
import type { Path, Value } from '../../../src/model/value';
import { terraform, type TerraformReading } from '../../../src/languages/terraform';
import { applyEdits, US_EAST_1 } from '../../law';

export type Files = Readonly<Record<string, string>>;

/** A module of files, as the advisor hands it over. */
export function moduleOf(files: Files, unit: string): Source {
  const parts = Object.entries(files)
    .filter(([file]) => terraform.unitOf?.(file) === unit)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { file: unit, cells: parts.map(([file, text]) => ({ index: null, text, code: true, file })) };
}

export function contextOf(files: Files, reading: TerraformReading): LinkContext {
  const others: OtherFiles = {
    text: (file) => files[file],
    reading: (unit): Reading | null => {
      const source = moduleOf(files, unit);
      return source.cells.length === 0 ? null : terraform.read(source, null);
    },
  };
  const all = Object.entries(files).flatMap(([file, text]): readonly Binding[] =>
    terraform.bindings?.concerns(file, text) === true ? terraform.bindings.read(file, text) : [],
  );
  return { ...US_EAST_1, bindings: terraform.bindings?.of(reading, all) ?? [], files: others };
}

export function graphsOf(files: Files, unit = '*.tf'): readonly Graph[] {
  const reading = terraform.read(moduleOf(files, unit), null);
  return terraform.link(reading, contextOf(files, reading));
}

export function graphOf(files: Files | string, unit = '*.tf'): Graph {
  const [graph] = graphsOf(typeof files === 'string' ? { 'main.tf': files } : files, unit);
  assert.ok(graph);
  return graph;
}

/** The first resource of a type. */
export function first(graph: Graph, type: ResourceType): Resource {
  const [resource] = resourcesOf(graph, type);
  assert.ok(resource, `no ${type}`);
  return resource;
}

export function at(graph: Graph, type: ResourceType, ...path: Path): Value {
  return property(first(graph, type), ...path);
}

export function textAt(files: Files, origin: Origin): string {
  return (files[origin.file] ?? '').slice(origin.start, origin.end);
}

export type Outcome =
  { readonly kind: 'written'; readonly files: Files } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * The law over the files of a module and of those that it calls: what is written and read again is what was to be true,
 * in every environment, and reading it on top of the old reading gives the same as reading it anew.
 */
export function assertLaw(
  files: Files,
  opsOf: (graph: Graph) => readonly Op[],
  environment: string | null = null,
  unit = '*.tf',
): Outcome {
  const reading = terraform.read(moduleOf(files, unit), null);
  const graphs = terraform.link(reading, contextOf(files, reading));
  const graph = graphs.find((each) => each.environment === environment);
  assert.ok(graph, `no graph for ${String(environment)}`);
  const ops = opsOf(graph);
  const written = terraform.write(reading, graph, ops, (file) => files[file]);
  if (written.kind === 'refusal') return { kind: 'refused', refusal: written.refusal };
  const after = Object.fromEntries(
    Object.entries(files).map(([file, text]) => [
      file,
      applyEdits(
        text,
        written.edits.filter((edit) => edit.file === file),
      ),
    ]),
  );
  for (const edit of written.edits) assert.ok(edit.file in files, `an edit of ${edit.file}`);
  const now = graphsOf(after, unit).find((each) => each.environment === environment);
  assert.ok(now);
  assert.equal(canonical(now), canonical(apply(graph, ops)));
  assertIncremental(reading, after, unit);
  return { kind: 'written', files: after };
}

/** Reading a module on top of an earlier reading gives the same graph as reading it anew. */
export function assertIncremental(before: TerraformReading, files: Files, unit = '*.tf'): TerraformReading {
  const source = moduleOf(files, unit);
  const again = terraform.read(source, before);
  const anew = terraform.read(source, null);
  const graphs = (reading: TerraformReading): unknown => plain(terraform.link(reading, contextOf(files, reading)));
  assert.deepEqual(graphs(again), graphs(anew));
  return again;
}

/** Graphs as data that can be compared. */
export function plain(graphs: readonly Graph[]): unknown {
  return JSON.parse(
    JSON.stringify(graphs, (_, value: unknown) =>
      value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value,
    ),
  );
}
