import { isInstanceTypeName } from '../../model/deployment';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Resource, ResourceType } from '../../model/resource';
import type { ConstructClass } from '../cdk/constructs';
import { constructClass } from './cdkPaths';
import type { Block, CandidateCall, LocalScope } from './fragment';
import { CONSTRUCT_METHODS } from './fragment';
import type { SdkObject, Thing } from './meaning';

import { sourceOf } from './interpretation';
import type { PlacedStatement } from './reading';
import type { Round } from './rounds';
import { placeOf } from './made';
import { OPERATIONS } from './operations';
import { SDK_METHODS } from './sdkMethods';
import type { PythonScope } from './scope';
import type { CallExpr, PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

/** A call that says something about hosting, and whose call it is. */
export interface HostingCall {
  readonly placed: PlacedExpr<CallExpr>;
  readonly method: string;
  /** Calls as written: `model.deploy`. */
  readonly logicalName: string;
  readonly declaration: Origin;
  readonly header: Origin;
  readonly inLoop: boolean;
  readonly scope: LocalScope;
  readonly block: Block | null;
  readonly of: CallOwner;
  /** The round of the loops around it in which it is made, where they are followed. */
  readonly round: Round | null;
  /** What a loop goes over that makes it any number of times: nobody knows how many. */
  readonly countedBy?: PlacedExpr;
}

/** What all that a call in a loop makes has in common. */
export function declaredAs({ round, placed }: HostingCall, type: ResourceType): Pick<Resource, 'declaredAs'> {
  return round === null ? {} : { declaredAs: `${placed.statement.file}#${placeOf(placed)}#${type}` };
}

export type CallOwner =
  /** A boto3 client's operation; `region` is where the client's Region is written. */
  | { readonly kind: 'api'; readonly region: PlacedExpr | null }
  /** A method of objects of the SDK: several where the code takes one of several ways, none where it is only likely. */
  | { readonly kind: 'sdk'; readonly objects: readonly SdkObject[] }
  /** A class method of a resource of sagemaker-core. */
  | { readonly kind: 'core'; readonly className: string }
  /** A constructor of the SDK. */
  | { readonly kind: 'constructor'; readonly object: SdkObject }
  /** A construct of the CDK. */
  | { readonly kind: 'construct'; readonly construct: ConstructClass }
  /** A method of a construct. */
  | { readonly kind: 'constructMethod'; readonly base: PlacedExpr }
  /** A class of a workflow: what trains, and what runs by the clock. */
  | { readonly kind: 'workflow'; readonly className: WorkflowClass };

/** Classes whose making says something by itself. */
export type WorkflowClass = 'DAG' | 'Job' | 'Pipeline' | 'PipelineStart' | 'TrainingStep';

/** Operations of SageMaker alone, whatever their arguments are unpacked from. */
const UNMISTAKABLE: ReadonlySet<string> = new Set([
  'create_endpoint_config',
  'create_transform_job',
  'create_inference_component',
]);

/** Arguments that only the SDK's `deploy` and `transformer` have. */
const TELLING_DEPLOY = ['initial_instance_count', 'serverless_inference_config', 'async_inference_config'];
/** Methods that end an endpoint, whoever has them. */
const ENDS: ReadonlySet<string> = new Set(['delete_endpoint', 'delete_predictor']);
const LONGEST_NAME = 80;

/** What a candidate is, or null where it is nothing of ours. */
export function hostingCall(
  scope: PythonScope,
  statement: PlacedStatement,
  candidate: CandidateCall,
  usesSdk: boolean,
): HostingCall | null {
  const { expr } = candidate.call;
  if (expr.kind !== 'call') return null;
  const placed: PlacedExpr<CallExpr> = { expr, statement };
  const of = ownerOf(scope, placed, candidate.method, usesSdk);
  if (of === null) return null;
  return {
    placed,
    method: candidate.method,
    logicalName: logicalNameOf(scope, placed, of),
    declaration: originAt(statement, candidate),
    header: originAt(statement, candidate.header),
    inLoop: candidate.inLoop,
    scope: candidate.scope,
    block: candidate.block,
    of,
    round: null,
  };
}

/** The name of a construct in its scope, else the call as it is written. */
export function logicalNameOf(scope: PythonScope, placed: PlacedExpr<CallExpr>, of: CallOwner): string {
  return (constructId(scope, placed, of) ?? sourceOf(placed.expr.callee)).slice(0, LONGEST_NAME);
}

/** The name of a construct in its scope, where it is written. */
function constructId(scope: PythonScope, { expr, statement }: PlacedExpr<CallExpr>, of: CallOwner): string | null {
  const id = of.kind === 'construct' ? (keywordOf(expr, 'id') ?? positionalOf(expr, 1)) : null;
  const value = id === null ? null : scope.value({ expr: id, statement });
  return value?.kind === 'scalar' && value.value !== '' ? String(value.value) : null;
}

function ownerOf(scope: PythonScope, placed: PlacedExpr<CallExpr>, method: string, usesSdk: boolean): CallOwner | null {
  const { expr, statement } = placed;
  if (scope.usesCdk) {
    const construct = constructClass(scope, placed);
    if (construct !== null) return { kind: 'construct', construct };
    if (CONSTRUCT_METHODS.has(method) && expr.callee.kind === 'attribute')
      return { kind: 'constructMethod', base: { expr: expr.callee.base, statement } };
  }
  const workflow = ofWorkflow(scope, placed, method);
  if (workflow !== null) return workflow;
  if (expr.callee.kind === 'name') return constructed(scope, placed, method);
  if (expr.callee.kind !== 'attribute') return null;
  const things = scope.meanings.of({ expr: expr.callee.base, statement });
  return (
    ofSdk(things, method, expr) ??
    (method === 'create' ? ofCore(things) : null) ??
    (method === 'Transformer' ? constructed(scope, placed, method) : null) ??
    ofApi(scope, placed, things, method) ??
    (usesSdk ? likelySdk(scope, placed, things, method) : null)
  );
}

/** Paths of classes whose making says something by itself. */
const WORKFLOWS: readonly { readonly path: RegExp; readonly className: WorkflowClass }[] = [
  { path: /^airflow\b.*\.(?:DAG|dag)$/, className: 'DAG' },
  { path: /^airflow\b.*\.SageMaker(?:Training|Tuning)Operator(?:Async)?$/, className: 'TrainingStep' },
  { path: /^airflow\b.*\.SageMakerStartPipelineOperator$/, className: 'PipelineStart' },
  { path: /^sagemaker\b.*\.(?:TrainingStep|TuningStep)$/, className: 'TrainingStep' },
  { path: /^sagemaker\b.*\bpipeline\.Pipeline$/, className: 'Pipeline' },
];
const WORKFLOW_NAME =
  /^(?:DAG|dag|Pipeline|SageMakerTrainingOperator(?:Async)?|SageMaker(?:StartPipeline|Tuning)Operator|TrainingStep|TuningStep)$/;

/** Packages that run a function by the clock, by what hands them the function. */
const SCHEDULERS: Readonly<Record<string, RegExp>> = {
  add_job: /^apscheduler\b/,
  do: /^schedule\b/,
  scheduled_job: /^apscheduler\b/,
};

function ofWorkflow(scope: PythonScope, { expr, statement }: PlacedExpr<CallExpr>, method: string): CallOwner | null {
  const scheduler = Object.hasOwn(SCHEDULERS, method) ? SCHEDULERS[method] : undefined;
  if (scheduler !== undefined)
    return scope.reading.imports.some((path) => scheduler.test(path)) ? { kind: 'workflow', className: 'Job' } : null;
  if (!WORKFLOW_NAME.test(method)) return null;
  for (const thing of scope.meanings.of({ expr: expr.callee, statement })) {
    if (thing.kind !== 'imported') continue;
    const found = WORKFLOWS.find(({ path }) => path.test(thing.path));
    if (found !== undefined) return { kind: 'workflow', className: found.className };
  }
  return null;
}

function constructed(scope: PythonScope, placed: PlacedExpr<CallExpr>, method: string): CallOwner | null {
  if (method !== 'Transformer') return null;
  const [object] = scope.meanings.objects(placed);
  return object?.role === 'transformer' ? { kind: 'constructor', object } : null;
}

function ofSdk(things: readonly Thing[], method: string, call: CallExpr): CallOwner | null {
  const roles = Object.hasOwn(SDK_METHODS, method) ? SDK_METHODS[method] : undefined;
  if (roles === undefined) return null;
  const objects = things.filter((thing): thing is SdkObject => thing.kind === 'object' && roles.includes(thing.role));
  // The API's own arguments are for a client that has taken over the session's name.
  const telling = OPERATIONS.get(method)?.telling ?? [];
  if (telling.some((name) => keywordOf(call, name) !== null)) return null;
  return objects.length > 0 ? { kind: 'sdk', objects } : null;
}

function ofCore(things: readonly Thing[]): CallOwner | null {
  for (const thing of things) {
    if (thing.kind !== 'imported') continue;
    const match = /^(?:sagemaker_core|sagemaker\.core)\b.*\bresources\.(\w+)$/.exec(thing.path);
    if (match?.[1] !== undefined) return { kind: 'core', className: match[1] };
  }
  return null;
}

function ofApi(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  things: readonly Thing[],
  method: string,
): CallOwner | null {
  const operation = OPERATIONS.get(method);
  if (operation === undefined || /mock|stub/i.test(sourceOf(expr.callee))) return null;
  const clients = things.filter((thing) => thing.kind === 'client');
  const client = clients.find((each) => each.service === null || operation.services.includes(each.service));
  const telling =
    (client !== undefined && client.service !== null) ||
    tells(scope, { expr, statement }, operation.telling, UNMISTAKABLE.has(method));
  if (client !== undefined && telling) return { kind: 'api', region: client.region };
  if (clients.length > 0 || things.some((thing) => isMock(thing)) || !telling) return null;
  return { kind: 'api', region: null };
}

function isMock(thing: Thing): boolean {
  return thing.kind === 'imported' && /^(?:unittest|mock)\b/.test(thing.path);
}

/** Whether the arguments are the operation's; what is unpacked is looked into. */
function tells(
  scope: PythonScope,
  { expr, statement }: PlacedExpr<CallExpr>,
  telling: readonly string[],
  unmistakable: boolean,
): boolean {
  if (telling.some((name) => keywordOf(expr, name) !== null)) return true;
  return expr.args.some((argument) => {
    if (argument.keyword !== '**') return false;
    const value = scope.value({ expr: argument.value, statement });
    if (value.kind !== 'object') return unmistakable;
    return telling.some((name) => value.entries.has(name)) || (unmistakable && value.open !== null);
  });
}

/** Of the SDK, or of a class of somebody's own whose `deploy` takes what the SDK's takes. */
function mayBeSdk(thing: Thing, { expr }: PlacedExpr<CallExpr>, method: string): boolean {
  if (thing.kind === 'imported') return /^sagemaker\b/.test(thing.path);
  return (
    thing.kind === 'foreign' &&
    method === 'deploy' &&
    ['initial_instance_count', 'instance_type'].every((name) => keywordOf(expr, name) !== null)
  );
}

/** `deploy(1, "ml.m4.xlarge")` */
function namesType(scope: PythonScope, { expr, statement }: PlacedExpr<CallExpr>): boolean {
  const type = keywordOf(expr, 'instance_type') ?? positionalOf(expr, 1);
  if (type === null) return false;
  const value = scope.value({ expr: type, statement });
  return value.kind === 'scalar' && isInstanceTypeName(String(value.value));
}

/** Where nothing shows what an object is, names and arguments that only the SDK has do. */
function likelySdk(
  scope: PythonScope,
  placed: PlacedExpr<CallExpr>,
  things: readonly Thing[],
  method: string,
): CallOwner | null {
  const { expr } = placed;
  if (things.some((thing) => !mayBeSdk(thing, placed, method))) return null;
  const telling =
    method === 'deploy'
      ? TELLING_DEPLOY.some((name) => keywordOf(expr, name) !== null) || namesType(scope, placed)
      : ENDS.has(method);
  return telling ? { kind: 'sdk', objects: [] } : null;
}
