import { containersOf, endpointsOf, modelOf, property, resourcesOf, type Graph } from '../model/graph';
import { kindOfDialect } from '../model/dialect';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known, valueAt, type Value } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { reportOnly } from './reportOnly';

/** A model that nothing uses, or that stays behind when its endpoint is deleted. */
export const deleteUnusedModel: Practice = {
  id: 'delete-unused-model',
  aliases: [],
  title: 'Delete models that nothing uses',
  articleName: 'Unused versions of models',
  why: `A model of SageMaker is an entry that names an image and artefacts; it costs nothing by itself. Its artefacts in S3 and its image
in ECR do, every month, and nobody dares to delete them while a model still names them.`,
  sources: [
    ARTICLE,
    {
      text: 'Delete endpoints and resources',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html',
    },
    {
      text: 'DeleteModel: what it leaves behind',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: (context) => resourcesOf(context.graph, 'Model').flatMap((model) => proposalFor(context, model)),
};

function proposalFor({ graph, workspace }: PracticeContext, model: Resource): Proposal[] {
  if (isNamedElsewhere(graph, model)) return [];
  const isNamed = property(model, 'ModelName').kind !== 'absent';
  if (isNamed && workspace.usesOfModel?.(model) !== 'none') return [];
  if (kindOfDialect(model.dialect) === 'declared')
    return isNamed || model.implied || isUsed(graph, model)
      ? []
      : [told(model, 'model that nothing uses → removed', REMOVED)];
  return staysBehind(graph, model) ? [told(model, 'endpoint deleted, its model kept → both deleted', DELETED)] : [];
}

interface Ending {
  readonly op: 'remove' | 'delete';
  readonly title: string;
  readonly notes: readonly string[];
}

const FREE =
  'The model itself is free: what costs is the artefact in S3 that it names. A lifecycle rule can end those that are not needed.';
const REMOVED: Ending = {
  op: 'remove',
  title: 'Remove the model that nothing uses',
  notes: [
    FREE,
    'Nothing beside it names it, it is in no output, and its name is made up when it is deployed: whoever uses it would have to look it up.',
  ],
};
const DELETED: Ending = {
  op: 'delete',
  title: 'Delete the model with its endpoint',
  notes: [FREE, 'Keep it if the endpoint is made anew from it, or if another program deploys it.'],
};

function told(model: Resource, subject: string, { op, title, notes }: Ending): Proposal {
  const ops: readonly Op[] = [{ op, resource: model.id }];
  const said = reportOnly({
    practice: deleteUnusedModel.id,
    deployment: null,
    resource: model.id,
    path: ['ModelName'],
    grade: 'consider',
    effort: 'edit',
    subject,
    title,
    notes,
    why: 'a model costs nothing by itself, and how much its artefacts hold is not in the code',
  });
  return { ...said, ops };
}

/** Another part of the template, an output or other code names it. */
function isNamedElsewhere(graph: Graph, model: Resource): boolean {
  return graph.observations.some(
    (each) =>
      (each.kind === 'handedOn' && each.resource === model.id) || (each.kind === 'unfollowed' && each.type === 'Model'),
  );
}

/** What serves or runs a model. A user whose model can't be told may use this one. */
function usersOf(graph: Graph): Value[] {
  const variants = resourcesOf(graph, 'EndpointConfig').flatMap((config) =>
    ['ProductionVariants', 'ShadowProductionVariants'].flatMap((list) => {
      const value = property(config, list);
      return value.kind === 'list' ? value.items : [value];
    }),
  );
  return [
    ...variants,
    ...resourcesOf(graph, 'TransformJob').map((job) => job.properties),
    ...resourcesOf(graph, 'InferenceComponent').map((component) => property(component, 'Specification')),
  ].filter((each) => each.kind !== 'absent');
}

function isUsed(graph: Graph, model: Resource): boolean {
  return usersOf(graph).some((user) => mayUse(graph, user, model));
}

function mayUse(graph: Graph, user: Value, model: Resource): boolean {
  const used = modelOf(graph, user);
  return used === null ? known(asString(valueAt(user, ['ModelName']))) === undefined : used.id === model.id;
}

/** Made, served by one endpoint and by nothing else, and not deleted where that endpoint is. */
function staysBehind(graph: Graph, model: Resource): boolean {
  const deletions = graph.observations.filter((each) => each.kind === 'deletion');
  if (deletions.some((each) => each.resource === null || each.resource === model.id)) return false;
  if (usersOf(graph).filter((user) => mayUse(graph, user, model)).length !== 1) return false;
  const configs = resourcesOf(graph, 'EndpointConfig').filter((each) => {
    const variants = property(each, 'ProductionVariants');
    return variants.kind === 'list' && variants.items.some((item) => mayUse(graph, item, model));
  });
  const [endpoint, ...others] = configs.flatMap((config) => endpointsOf(graph, config));
  if (endpoint === undefined || others.length > 0) return false;
  if (kindOfDialect(model.dialect) === 'sdk' && !isDeletedByPredictor(model, endpoint)) return false;
  return deletions.some((each) => each.of === 'Endpoint' && each.resource === endpoint.id);
}

/** Objects of version 3 delete themselves, each in a way of its own that is not told apart here. */
function isDeletedByPredictor(model: Resource, endpoint: Resource): boolean {
  const container = containersOf(model)[0]?.container;
  const sdkClass = container === undefined ? undefined : known(asString(valueAt(container, ['SdkClass'])));
  return endpoint.implied && model.implied && sdkClass !== undefined && sdkClass !== 'ModelBuilder';
}
