import { typescript } from '../../../src/languages/typescript';
import { deploymentsOf, type Deployment } from '../../../src/model/deployment';
import { plainContent, type Graph } from '../../../src/model/graph';
import type { LinkContext } from '../../../src/model/language';
import { sourceOf, US_EAST_1 } from '../../law';

/** The graphs of a text, by the file's extension. */
export function graphsOf(text: string, file = 'deploy.ts', context: LinkContext = US_EAST_1): readonly Graph[] {
  return typescript.link(typescript.read(sourceOf(file, text), null), context);
}

export function graphOf(text: string, file = 'deploy.ts', context: LinkContext = US_EAST_1): Graph {
  const [graph] = graphsOf(text, file, context);
  if (graph === undefined) throw new Error('no graph');
  return graph;
}

export function deployments(text: string, file = 'deploy.ts'): readonly Deployment[] {
  return deploymentsOf(graphOf(text, file));
}

/** What is written of each resource of a type. */
export function contents(graph: Graph, type: string): unknown[] {
  return [...graph.resources.values()]
    .filter((each) => each.type === type)
    .map((each) => plainContent(each.properties));
}

/** The way the first deployment's instance type was found, and what it is. */
export function typeOf(text: string, file = 'deploy.ts'): unknown {
  const [deployment] = deployments(text, file);
  const type = deployment?.instanceType;
  if (type === undefined) return null;
  switch (type.how) {
    case 'oneOf':
      return { oneOf: type.values };
    case 'absent':
      return 'absent';
    case 'unresolved':
      return { unresolved: type.decidedBy ?? type.why };
    case 'literal':
    case 'constant':
    case 'default':
    case 'binding':
    case 'setting':
    case 'assumed':
      return { [type.how]: type.value };
  }
}
