import type { Dialect } from '../model/dialect';
import type { Graph } from '../model/graph';
import type { Finding } from './advice';

/** A rewrite that is shown where a change is no edit. */
export interface ShownRecipe {
  readonly title: string;
  readonly text: string;
  /** As editors and Markdown name it. */
  readonly language: string;
}

const LANGUAGES: Readonly<Record<Dialect, string>> = {
  cloudformation: 'yaml',
  'cdk-typescript': 'typescript',
  'cdk-python': 'python',
  terraform: 'terraform',
  boto3: 'python',
  'sdk-javascript': 'javascript',
  'python-sdk': 'python',
};

/** The leading proposal's rewrite in the language of its resource, else in one that is there; null where it shows none. */
export function recipeOf(graphs: readonly Graph[], finding: Finding): ShownRecipe | null {
  const { recipe } = finding.candidates[0].proposal;
  if (recipe === null) return null;
  const own = graphs.flatMap((graph) => graph.resources.get(finding.resource)?.dialect ?? [])[0];
  const all = Object.entries(recipe.snippets) as [Dialect, string][];
  const chosen = all.find(([dialect]) => dialect === own) ?? all[0];
  if (chosen === undefined) return null;
  const [dialect, text] = chosen;
  return { title: recipe.title, text, language: LANGUAGES[dialect] };
}
