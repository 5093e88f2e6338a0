import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Entry, ObjectValue, Value } from '../../model/value';
import { scalarAt } from '../../model/value';
import type { GivenArgument } from './callArguments';
import { argumentsOf, entryOf, objectOf } from './callArguments';
import type { SdkObject } from './meaning';

import type { PythonScope } from './scope';
import { frameworkOf } from './sdkClasses';
import { imageEntry } from './sdkValues';
import { listBehind } from './behind';
import { keywordOf, positionalOf } from './calls';

/** Positional arguments of constructors, as far as they say something about the container. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  Estimator: ['image_uri', 'role'],
  HuggingFaceModel: ['role', 'model_data', 'entry_point'],
  JumpStartModel: ['model_id', 'model_version'],
  Model: ['image_uri', 'model_data', 'role'],
  ModelPackage: ['role', 'model_data', 'algorithm_arn', 'model_package_arn'],
  PyTorchModel: ['model_data', 'role', 'entry_point', 'framework_version', 'py_version'],
  SKLearnModel: ['model_data', 'role', 'entry_point', 'framework_version', 'py_version'],
  TensorFlowModel: ['model_data', 'role', 'entry_point', 'image_uri', 'framework_version'],
  XGBoostModel: ['model_data', 'role', 'entry_point', 'framework_version', 'image_uri', 'py_version'],
};

/** Arguments that a container takes over as they are. */
const CONTAINER: Readonly<Record<string, string>> = {
  algorithm_arn: 'AlgorithmArn',
  env: 'Environment',
  env_vars: 'Environment',
  environment: 'Environment',
  model_data: 'ModelDataUrl',
  model_data_prefix: 'ModelDataUrl',
  model_id: 'ModelId',
  model_package_arn: 'ModelPackageName',
  py_version: 'PyVersion',
  tensor_parallel_degree: 'TensorParallelDegree',
};

const MODEL: Readonly<Record<string, string>> = {
  enable_network_isolation: 'EnableNetworkIsolation',
  vpc_config: 'VpcConfig',
  vpc_config_override: 'VpcConfig',
};

/** Steps that replace the image by one that only they know. */
const REPLACES_IMAGE: ReadonlySet<string> = new Set(['compile', 'compile_model', 'optimize']);

const MOST_STEPS = 6;

interface Step {
  readonly object: SdkObject;
  readonly given: ReadonlyMap<string, GivenArgument>;
}

/** The properties of the model behind an object of the SDK. */
export function modelProperties(scope: PythonScope, object: SdkObject, at: Origin): ObjectValue {
  const steps = stepsOf(scope, object);
  const entries: Entry[] = [];
  if (object.className === 'PipelineModel') {
    entries.push({ key: 'Containers', value: pipeline(scope, steps, at), origin: at, keyOrigin: at });
  } else {
    const container = containerOf(scope, object, steps, at);
    entries.push({ key: 'PrimaryContainer', value: container, origin: at, keyOrigin: at });
  }
  for (const [argument, key] of Object.entries(MODEL)) {
    const given = givenIn(steps, argument);
    if (given !== null && !entries.some((entry) => entry.key === key)) entries.push(entryOf(key, given));
  }
  const name = steps.find((step) => step.object.role !== 'estimator')?.given.get('name');
  if (name !== undefined && name.value.kind !== 'absent') entries.push(entryOf('ModelName', name));
  return objectOf(entries, at);
}

/** The object and what it was made from, nearest first; a tuner's estimator is what it was made from. */
function stepsOf(scope: PythonScope, object: SdkObject): Step[] {
  const steps: Step[] = [];
  for (
    let each: SdkObject | null = object;
    each !== null && steps.length < MOST_STEPS;
    each = each.source ?? tuned(scope, each)
  ) {
    const positions = each.method === null ? (POSITIONS[each.className] ?? []) : [];
    const given =
      each.made === null ? new Map<string, GivenArgument>() : argumentsOf(scope, each.made, positions).given;
    steps.push({ object: each, given });
  }
  return steps;
}

function tuned(scope: PythonScope, object: SdkObject): SdkObject | null {
  if (object.role !== 'tuner' || object.made === null) return null;
  const { expr, statement } = object.made;
  const estimator = keywordOf(expr, 'estimator') ?? positionalOf(expr, 0);
  return estimator === null ? null : (scope.meanings.objects({ expr: estimator, statement })[0] ?? null);
}

function givenIn(steps: readonly Step[], name: string): GivenArgument | null {
  for (const { given } of steps) {
    const argument = given.get(name);
    if (argument !== undefined && argument.value.kind !== 'absent') return argument;
  }
  return null;
}

function containerOf(scope: PythonScope, object: SdkObject, steps: readonly Step[], at: Origin): ObjectValue {
  const entries: Entry[] = [literalEntry('SdkClass', object.className, at)];
  if (object.className === 'MultiDataModel') {
    entries.push(literalEntry('Mode', 'MultiModel', at));
    const model = modelArgument(scope, steps);
    if (model !== null)
      return objectOf([...containerOf(scope, model, stepsOf(scope, model), at).entries.values(), ...entries], at);
  }
  for (const [argument, key] of Object.entries(CONTAINER)) {
    const given = givenIn(steps, argument);
    if (given !== null && !entries.some((entry) => entry.key === key)) entries.push(entryOf(key, given));
  }
  if (!steps.some((step) => step.object.method !== null && REPLACES_IMAGE.has(step.object.method)))
    entries.push(...imageOf(steps, at));
  return objectOf(entries, at);
}

/** What decides the image: a URI, or the class of a framework with its version. */
function imageOf(steps: readonly Step[], at: Origin): Entry[] {
  const image = givenIn(steps, 'image_uri') ?? givenIn(steps, 'image_name') ?? givenIn(steps, 'image');
  if (image !== null) return [imageEntry(image)];
  for (const { object } of steps) {
    const framework = frameworkOf(object.className);
    if (framework === null) continue;
    const entries = [literalEntry('Framework', framework.framework, at)];
    const version = framework.version === null ? null : givenIn(steps, framework.version);
    if (version !== null) entries.push(entryOf('FrameworkVersion', version));
    return entries;
  }
  return [];
}

function modelArgument(scope: PythonScope, steps: readonly Step[]): SdkObject | null {
  const made = steps[0]?.object.made ?? null;
  const model = made === null ? null : keywordOf(made.expr, 'model');
  return made === null || model === null
    ? null
    : (scope.meanings.objects({ expr: model, statement: made.statement })[0] ?? null);
}

/** The containers of `PipelineModel(models=[…])`. */
function pipeline(scope: PythonScope, steps: readonly Step[], at: Origin): Value {
  const made = steps[0]?.object.made ?? null;
  const models = made === null ? null : (keywordOf(made.expr, 'models') ?? positionalOf(made.expr, 0));
  const list = made === null || models === null ? null : listBehind(scope, { expr: models, statement: made.statement });
  if (list === null) return { kind: 'list', items: [], open: true, origin: at, usedAt: at };
  const items = list.items.map(({ expr, statement }): Value => {
    const [object] = scope.meanings.objects({ expr, statement });
    const where = originAt(statement, expr.span);
    return object === undefined
      ? objectOf([], where, 'a model that is not known')
      : containerOf(scope, object, stepsOf(scope, object), where);
  });
  return { kind: 'list', items, open: list.open, origin: at, usedAt: at };
}

/** A property that the code says without writing it. */
export function literalEntry(key: string, value: string, at: Origin): Entry {
  return {
    key,
    keyOrigin: at,
    origin: at,
    value: scalarAt(value, at, 'literal'),
  };
}
