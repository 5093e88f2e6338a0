import { nameProperty, pointedAt, property, resourcesOf, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { asString, known, valueAt, type Value } from '../model/value';
import { nameTexts, wordsOf } from './words';
import type { WorkspaceFacts } from './workspace';

const STARTS_TRAINING = /(?:sagemaker:create(?:TrainingJob|HyperParameterTuningJob)|"Type":\s*"(?:Training|Tuning)")/i;
const WORDS: ReadonlySet<string> = new Set(['train', 'training', 'retrain', 'retraining']);
/** Behind one of those: what works on the data or the outcome of a training. */
const ABOUT: ReadonlySet<string> = new Set(
  'data dataset datasets set feature features metric metrics report reports result results status'.split(' '),
);

/** Where it is looked up what a target is. */
export interface Seen {
  readonly graph: Graph;
  readonly workspace: Elsewhere;
}

/** What other files say of it. */
type Elsewhere = Pick<WorkspaceFacts, 'trainingPipelines' | 'trainingRunBy'>;

/** Whether what a value names trains a model, as its definition or, for want of one, its name says. */
export function startsTraining(seen: Seen, target: Value): boolean {
  switch (target.kind) {
    case 'scalar':
      return STARTS_TRAINING.test(String(target.value)) || endsInTraining(seen, String(target.value));
    case 'reference': {
      const resource = seen.graph.resources.get(target.resource);
      return trains(resource) || runsTraining(seen.workspace, resource);
    }
    case 'interpolation':
      return target.parts.some((part) => startsTraining(seen, part)) || isNamedSo(seen.graph, target);
    case 'list':
      return target.items.some((item) => startsTraining(seen, item));
    case 'object':
      return [...target.entries.values()].some((entry) => startsTraining(seen, entry.value));
    case 'oneOf':
      return target.branches.every((branch) => startsTraining(seen, branch));
    case 'absent':
    case 'unresolved':
      return false;
  }
}

/** Whether a function runs code of another file that trains. */
export function runsTraining(workspace: Elsewhere, code: Resource | undefined): boolean {
  return code?.type === 'Function' && workspace.trainingRunBy?.(code) === true;
}

const NAMED = { 'pipeline/': 'Pipeline', 'stateMachine:': 'StateMachine', 'function:': 'Function' } as const;

/** `arn:aws:sagemaker:…:pipeline/churn`, or the end of it, by what has that name; for want of it, by the name itself. */
function endsInTraining({ graph, workspace }: Seen, text: string): boolean {
  const [, kind, name] = /:(pipeline\/|stateMachine:|function:)([\w-]+)$/.exec(text) ?? [];
  if (kind === undefined || name === undefined) return false;
  const type = NAMED[kind as keyof typeof NAMED];
  const own = resourcesOf(graph, type).find((each) => known(asString(property(each, nameProperty(type)))) === name);
  if (own !== undefined) return trains(own) || runsTraining(workspace, own);
  return (type === 'Pipeline' && workspace.trainingPipelines?.has(name) === true) || saysTraining(name);
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
  return type === 'Function' && (isCode(valueAt(properties, ['Code', 'ZipFile'])) || isCalledTraining(resource));
}

const CALLS_TRAINING = /\bcreate_training_job\(|\bcreateTrainingJob\(|\bCreateTrainingJobCommand\(/;

/** Code in a template that starts a training job. */
function isCode(text: Value): boolean {
  if (text.kind === 'interpolation') return text.parts.some(isCode);
  return text.kind === 'scalar' && CALLS_TRAINING.test(String(text.value));
}

function isCalledTraining(resource: Resource): boolean {
  return nameTexts(resource).some(saysTraining);
}

/** Whether a name says that what it names trains. */
export function saysTraining(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word, index) => WORDS.has(word) && !ABOUT.has(words[index + 1] ?? ''));
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
