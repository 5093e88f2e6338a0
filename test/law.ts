import assert from 'node:assert/strict';
import { apply } from '../src/model/apply';
import { canonical } from '../src/model/canonical';
import type { Graph } from '../src/model/graph';
import type { Edit, Language, LinkContext, Reading, Refusal, Source } from '../src/model/language';
import type { Op } from '../src/model/operation';

export const US_EAST_1: LinkContext = {
  bindings: [],
  region: {
    how: 'assumed',
    value: 'us-east-1',
    origin: { file: '', cell: null, start: 0, end: 0 },
    usedAt: { file: '', cell: null, start: 0, end: 0 },
    readers: [],
    decidedBy: null,
  },
};

/** A plain file as a source. */
export function sourceOf(file: string, text: string): Source {
  return { file, cells: [{ index: null, text, code: true }] };
}

/** Applies edits that must not overlap; the text outside of them stays as it is. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    assert.ok(edit.start >= at && edit.end >= edit.start && edit.end <= text.length, 'edits overlap or lie outside');
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The source after the edits that lie in it. */
export function editedSource(source: Source, edits: readonly Edit[]): Source {
  return {
    ...source,
    cells: source.cells.map((cell) => ({
      ...cell,
      text: applyEdits(
        cell.text,
        edits.filter((edit) => edit.file === source.file && edit.cell === cell.index),
      ),
    })),
  };
}

export type Outcome =
  | { readonly kind: 'written'; readonly source: Source; readonly edits: readonly Edit[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * The law that every fix obeys: writing the ops into the text and reading it again gives the same graph as applying the
 * ops to the graph. Returns the edited source, or the refusal.
 */
export function assertLaw<R extends Reading>(
  language: Language<R>,
  source: Source,
  opsOf: (graph: Graph) => readonly Op[],
  context: LinkContext = US_EAST_1,
  environment: string | null = null,
): Outcome {
  const reading = language.read(source, null);
  const graph = pickGraph(language.link(reading, context), environment);
  const ops = opsOf(graph);
  const written = language.write(reading, graph, ops, (file, cell) =>
    file === source.file ? source.cells.find((each) => each.index === cell)?.text : undefined,
  );
  if (written.kind === 'refusal') return { kind: 'refused', refusal: written.refusal };
  const outside = written.edits.filter((edit) => edit.file !== source.file);
  assert.deepEqual(outside, [], 'this form of the law is for edits of the document itself');
  const edited = editedSource(source, written.edits);
  const afterText = pickGraph(language.link(language.read(edited, null), context), environment);
  assert.equal(canonical(afterText), canonical(apply(graph, ops)));
  // Reading the edited text on top of the old reading gives the same as reading it from scratch.
  const incremental = pickGraph(language.link(language.read(edited, reading), context), environment);
  assert.equal(canonical(incremental), canonical(afterText));
  return { kind: 'written', source: edited, edits: written.edits };
}

function pickGraph(graphs: readonly Graph[], environment: string | null): Graph {
  const graph = graphs.find((each) => each.environment === environment);
  assert.ok(graph, `no graph for environment ${String(environment)}`);
  return graph;
}
