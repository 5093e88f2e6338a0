import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { property } from '../model/graph';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { hasNoPredictor, sdkClassOfModel } from '../model/sdkModels';
import { deletes } from '../model/lifetime';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { scalingOf } from './scaling';
import { nameTexts, saysProduction, tagTexts, wordsOf } from './words';

/** A notebook or script that tries an endpoint, and leaves it behind. */
export const deleteEndpointAfterUse: Practice = {
  id: 'delete-endpoint-after-use',
  aliases: [],
  title: 'Delete an endpoint once it has been tried',
  articleName: 'Idle resources',
  why: `An endpoint is billed, and its instances run, from the moment it is in service until somebody deletes it, whether requests
come or not. One that a notebook makes to try a model is forgotten easily: shutting the kernel or the notebook instance down
leaves it up.`,
  sources: [
    ARTICLE,
    {
      text: 'Delete endpoints and resources',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html',
    },
    {
      text: 'Best practices to minimise inference costs',
      url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/inference-cost-optimization.html',
    },
    {
      text: 'SageMaker Python SDK: Predictor.delete_model and Predictor.delete_endpoint',
      url: 'https://sagemaker.readthedocs.io/en/stable/api/inference/predictors.html',
    },
  ],
  defaultVisibility: 'squiggle',
  waitsForWorkspace: true,
  detect: (context) => context.deployments.flatMap((deployment) => proposalFor(context, deployment)),
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { graph } = context;
  const { endpoint } = deployment;
  if (endpoint === null || graph.unitKind === 'template' || deployment.kind !== 'endpoint-variant') return [];
  // One variant of an endpoint speaks for all.
  if (context.deployments.find((each) => each.endpoint === endpoint) !== deployment) return [];
  if (!isBilledIdle(context, deployment) || !isTried(context, endpoint) || deletes(graph, endpoint)) return [];
  if (isMeantToStay(context, deployment, endpoint)) return [];
  const whole: Op[] = [{ op: 'delete', resource: endpoint.id }];
  const model = modelThatGoesAlong(deployment, endpoint);
  const first = proposal(
    deployment,
    endpoint,
    model === null ? whole : [{ op: 'delete', resource: model.id }, ...whole],
  );
  // What has only the endpoint's name can delete the endpoint alone.
  if (model === null || property(endpoint, 'EndpointName').kind === 'absent') return [first];
  return [
    first,
    { ...proposal(deployment, endpoint, whole), title: 'Delete the endpoint alone at the end', preferred: false },
  ];
}

function proposal(deployment: Deployment, endpoint: Resource, ops: readonly Op[]): Proposal {
  return {
    practice: deleteEndpointAfterUse.id,
    deployment: deployment.id,
    resource: endpoint.id,
    path: ['EndpointName'],
    grade: 'likely',
    effort: 'edit',
    subject: 'endpoint tried, never deleted → deleted at the end',
    title: 'Delete the endpoint at the end',
    changes: {},
    ops,
    preferred: true,
    recipe: null,
    pricing: { kind: 'upkeep' },
    notes: notesOn(deployment.lifetime === 'session'),
    generation: 0,
    retired: false,
    keep: () => true,
  };
}

/** Instances run whether requests come or not. A type that isn't known may be the author's own machine. */
function isBilledIdle({ graph }: PracticeContext, deployment: Deployment): boolean {
  if (deployment.mode === 'serverless' || deployment.shadow) return false;
  if (servesInferenceComponents(graph, deployment)) return false;
  const { how } = deployment.instanceType;
  return how !== 'unresolved' && how !== 'oneOf';
}

/** Whether a request is made to this very endpoint. One that nobody waits for may be answered after the deletion: it isn't done. */
function isTried({ graph }: PracticeContext, endpoint: Resource): boolean {
  const requests = graph.observations.filter((each) => each.kind === 'invocation');
  const own = requests.filter((each) => each.resource === endpoint.id);
  const isOpen = requests.some(
    (each) => (each.resource ?? endpoint.id) === endpoint.id && each.asynchronous === true && each.awaited !== true,
  );
  return own.length > 0 && !isOpen;
}

/** Files that are run to bring something up. */
const DEPLOYING: ReadonlySet<string> = new Set([
  'app',
  'cd',
  'ci',
  'dag',
  'dags',
  'deploy',
  'deployer',
  'deployment',
  'deployments',
  'infra',
  'infrastructure',
  'jenkins',
  'lambda',
  'lambdas',
  'ops',
  'pipeline',
  'pipelines',
  'provision',
  'publish',
  'release',
  'rollout',
  'workflow',
  'workflows',
]);

function isMeantToStay(context: PracticeContext, deployment: Deployment, endpoint: Resource): boolean {
  const { graph, workspace } = context;
  if (graph.observations.some((each) => each.kind === 'handedOn' && each.resource === endpoint.id)) return true;
  if (graph.unitKind === 'script' && wordsOf(graph.unit).some((word) => DEPLOYING.has(word))) return true;
  if (scalingOf(context, deployment).kind !== 'none') return true;
  if (property(deployment.resource, 'DataCaptureConfig').kind !== 'absent') return true;
  if (graph.observations.some((each) => each.kind === 'monitoring')) return true;
  if (isUsedElsewhere(endpoint, workspace)) return true;
  const resources = [endpoint, deployment.resource, deployment.model].filter((each) => each !== null);
  return saysProduction([graph.unit, ...resources.flatMap((each) => [...nameTexts(each), ...tagTexts(each)])]);
}

/** Other files of the workspace watch it, or call it by its name. A call whose endpoint can't be told says nothing. */
function isUsedElsewhere(endpoint: Resource, workspace: PracticeContext['workspace']): boolean {
  if (workspace.driftMonitoringOf?.(endpoint) === 'certain') return true;
  if (workspace.watchOf?.(endpoint) === 'certain') return true;
  return (workspace.callersOf?.(endpoint) ?? []).length > 0;
}

/** The SDK's own model is deleted with its endpoint; what is made by a call of its own is left to its own deletion. */
function modelThatGoesAlong({ model }: Deployment, endpoint: Resource): Resource | null {
  const sdkClass = model === null ? undefined : sdkClassOfModel(model);
  const goesAlong =
    endpoint.implied &&
    model?.implied === true &&
    sdkClass !== undefined &&
    sdkClass !== 'ModelBuilder' &&
    !hasNoPredictor(sdkClass);
  return goesAlong ? model : null;
}

function notesOn(inNotebook: boolean): string[] {
  return [
    'What is asked of the endpoint afterwards fails: keep it if somebody else uses it, and say so in its name or a tag (`prod`).',
    inNotebook
      ? 'The call stands at the end of the last cell of Python, so that running all cells leaves nothing behind.'
      : 'The call follows the last use; a `try` … `finally` around both also deletes the endpoint when something fails in between.',
    'A deleted endpoint is made anew from its model and configuration in minutes; models and configurations cost nothing by themselves.',
  ];
}
