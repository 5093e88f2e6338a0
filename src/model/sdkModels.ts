import { containersOf, property } from './graph';
import type { Resource } from './resource';
import { asString, known, valueAt } from './value';

/** Classes whose `deploy` answers a predictor only where they are given a `predictor_cls`. */
const WITHOUT_PREDICTOR: ReadonlySet<string> = new Set(['FrameworkModel', 'Model', 'ModelPackage', 'MultiDataModel']);

/** The class of the SageMaker Python SDK that makes a model; undefined where it can't be told. */
export function sdkClassOfModel(model: Resource): string | undefined {
  // Its containers are models of their own.
  const isPipeline = model.dialect === 'python-sdk' && property(model, 'Containers').kind !== 'absent';
  if (isPipeline) return 'PipelineModel';
  const container = containersOf(model)[0]?.container;
  return container === undefined ? undefined : known(asString(valueAt(container, ['SdkClass'])));
}

/** Whether a class answers nothing to `deploy`, unless it is given a `predictor_cls`. */
export function hasNoPredictor(sdkClass: string): boolean {
  return sdkClass === 'PipelineModel' || WITHOUT_PREDICTOR.has(sdkClass);
}
