import { pointedAt, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { valueAt, type Value } from '../model/value';
import { nameTexts, wordsOf } from './words';

const STARTS_TRAINING = /(?:sagemaker:create(?:TrainingJob|HyperParameterTuningJob)|"Type":\s*"(?:Training|Tuning)")/i;
const WORDS: ReadonlySet<string> = new Set(['train', 'training', 'retrain', 'retraining']);
/** Behind one of those: what works on the data or the outcome of a training. */
const ABOUT: ReadonlySet<string> = new Set(
  'data dataset datasets set feature features metric metrics report reports result results status'.split(' '),
);

/** Whether what a value names trains a model, as its definition or, for want of one, its name says. */
export function startsTraining(graph: Graph, target: Value): boolean {
  switch (target.kind) {
    case 'scalar':
      return STARTS_TRAINING.test(String(target.value));
    case 'reference':
      return trains(graph.resources.get(target.resource));
    case 'interpolation':
      return target.parts.some((part) => startsTraining(graph, part)) || isNamedSo(graph, target);
    case 'list':
      return target.items.some((item) => startsTraining(graph, item));
    case 'object':
      return [...target.entries.values()].some((entry) => startsTraining(graph, entry.value));
    case 'oneOf':
      return target.branches.every((branch) => startsTraining(graph, branch));
    case 'absent':
    case 'unresolved':
      return false;
  }
}

/** An ARN that ends in the name of a pipeline or state machine of this graph. */
function isNamedSo(graph: Graph, target: Value): boolean {
  return (['Pipeline', 'StateMachine'] as const).some((type) => trains(pointedAt(graph, type, target)));
}

/** Whether a resource trains a model: a pipeline, a state machine or a function. */
export function trains(resource: Resource | null | undefined): boolean {
  if (resource === null || resource === undefined) return false;
  const { type, properties } = resource;
  if (type === 'Pipeline') return says(valueAt(properties, ['PipelineDefinition'])) || isCalledTraining(resource);
  if (type === 'StateMachine')
    return (
      ['DefinitionString', 'Definition'].some((name) => says(valueAt(properties, [name]))) || isCalledTraining(resource)
    );
  return type === 'Function' && isCalledTraining(resource);
}

function isCalledTraining(resource: Resource): boolean {
  return nameTexts(resource).some((text) => {
    const words = wordsOf(text);
    return words.some((word, index) => WORDS.has(word) && !ABOUT.has(words[index + 1] ?? ''));
  });
}

/** Whether a text in a definition starts a training job. */
function says(definition: Value): boolean {
  switch (definition.kind) {
    case 'scalar':
      return STARTS_TRAINING.test(String(definition.value));
    case 'interpolation':
      return definition.parts.some(says);
    case 'list':
      return definition.items.some(says);
    case 'object':
      return [...definition.entries.values()].some((entry) => says(entry.value));
    case 'oneOf':
      return definition.branches.some(says);
    case 'absent':
    case 'unresolved':
    case 'reference':
      return false;
  }
}
