import type { SdkRole } from './sdkClasses';

/** Methods of the SDK's objects, by the roles that have them. */
export const SDK_METHODS: Readonly<Record<string, readonly SdkRole[]>> = {
  create: [],
  // Version 3 answers a `deploy` with a resource of its own.
  delete: ['core', 'predictor'],
  delete_endpoint: ['predictor', 'session', 'estimator', 'tuner'],
  delete_endpoint_config: ['predictor', 'session'],
  delete_model: ['predictor', 'session', 'model', 'estimator'],
  delete_predictor: ['predictor'],
  create_endpoint: ['session'],
  create_monitoring_schedule: ['monitor'],
  put_triggers: ['pipeline'],
  right_size: ['model'],
  create_endpoint_config: ['session'],
  deploy: ['model', 'estimator', 'tuner', 'builder'],
  endpoint_from_job: ['session'],
  endpoint_from_model_data: ['session'],
  endpoint_from_production_variants: ['session'],
  fit: ['estimator', 'tuner'],
  invoke: ['core', 'predictor'],
  invoke_async: ['core'],
  invoke_with_response_stream: ['core'],
  predict: ['predictor'],
  predict_async: ['predictor'],
  predict_stream: ['predictor'],
  train: ['trainer'],
  transformer: ['model', 'estimator', 'tuner', 'builder'],
  update_endpoint: ['predictor'],
};
