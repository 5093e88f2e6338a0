/** What the classes of the SageMaker Python SDK are, by their names. */

export type SdkRole =
  | 'model'
  | 'estimator'
  | 'tuner'
  | 'builder'
  | 'transformer'
  | 'predictor'
  | 'session'
  | 'trainer'
  /** Of Model Monitor. */
  | 'monitor'
  /** `sagemaker.workflow.pipeline.Pipeline`. */
  | 'pipeline'
  /** A resource class of `sagemaker.core.resources` (version 3) or the package `sagemaker_core`. */
  | 'core';

/** Estimators and models of a framework whose image the SDK picks: `image_uris` name and the argument with the version. */
export interface FrameworkClass {
  readonly framework: string;
  readonly version: string | null;
}

const FRAMEWORKS: Readonly<Record<string, FrameworkClass>> = {
  Chainer: { framework: 'chainer', version: 'framework_version' },
  HuggingFace: { framework: 'huggingface', version: 'transformers_version' },
  MXNet: { framework: 'mxnet', version: 'framework_version' },
  PyTorch: { framework: 'pytorch', version: 'framework_version' },
  SKLearn: { framework: 'sklearn', version: 'framework_version' },
  TensorFlow: { framework: 'tensorflow', version: 'framework_version' },
  XGBoost: { framework: 'xgboost', version: 'framework_version' },
};

const ALGORITHMS: Readonly<Record<string, string>> = {
  FactorizationMachines: 'factorization-machines',
  IPInsights: 'ipinsights',
  KMeans: 'kmeans',
  KNN: 'knn',
  LDA: 'lda',
  LinearLearner: 'linear-learner',
  NTM: 'ntm',
  Object2Vec: 'object2vec',
  PCA: 'pca',
  RandomCutForest: 'randomcutforest',
};

const DEEP_JAVA: Readonly<Record<string, string>> = {
  DJLModel: 'djl-lmi',
  DeepSpeedModel: 'djl-deepspeed',
  FasterTransformerModel: 'djl-fastertransformer',
  HuggingFaceAccelerateModel: 'djl-deepspeed',
};

/** The framework of a class, for models and estimators alike; null where the class names none. */
export function frameworkOf(className: string): FrameworkClass | null {
  const name = className.endsWith('Model') ? className.slice(0, -'Model'.length) : className;
  const own = name === '' ? undefined : lookUp(FRAMEWORKS, name);
  if (own !== undefined) return own;
  const algorithm = lookUp(ALGORITHMS, name);
  if (algorithm !== undefined) return { framework: algorithm, version: null };
  const djl = lookUp(DEEP_JAVA, className);
  if (djl !== undefined) return { framework: djl, version: 'djl_version' };
  return className === 'SparkMLModel' ? { framework: 'sparkml-serving', version: 'spark_version' } : null;
}

function lookUp<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

const ESTIMATORS: ReadonlySet<string> = new Set([
  ...Object.keys(FRAMEWORKS),
  ...Object.keys(ALGORITHMS),
  'AlgorithmEstimator',
  'AmazonAlgorithmEstimatorBase',
  'AutoML',
  'AutoMLV2',
  'Estimator',
  'EstimatorBase',
  'Framework',
  'JumpStartEstimator',
  'RLEstimator',
  'SageMakerEstimator',
]);

const ROLES: Readonly<Record<string, SdkRole>> = {
  DefaultModelMonitor: 'monitor',
  HyperparameterTuner: 'tuner',
  LocalPipelineSession: 'session',
  LocalSession: 'session',
  MLTrainer: 'trainer',
  ModelBiasMonitor: 'monitor',
  ModelBuilder: 'builder',
  ModelExplainabilityMonitor: 'monitor',
  ModelMonitor: 'monitor',
  ModelPackage: 'model',
  ModelQualityMonitor: 'monitor',
  ModelTrainer: 'trainer',
  Pipeline: 'pipeline',
  PipelineSession: 'session',
  Session: 'session',
  Transformer: 'transformer',
};

/** A resource of sagemaker-core: its class methods are the API's operations. */
const CORE_RESOURCES: ReadonlySet<string> = new Set([
  'Endpoint',
  'EndpointConfig',
  'InferenceComponent',
  'Model',
  'TransformJob',
]);

const CORE_MODULE = /^(?:sagemaker_core|sagemaker\.core)\b.*\.?resources\b/;

/** What a class of the SDK is, by its full path; null for everything else. */
export function roleOfClass(path: string): SdkRole | null {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (!/^sagemaker(?:_core)?\./.test(path)) return null;
  if (CORE_MODULE.test(path)) return CORE_RESOURCES.has(name) ? 'core' : null;
  const role = lookUp(ROLES, name);
  if (role !== undefined) return role;
  if (ESTIMATORS.has(name)) return 'estimator';
  if (/^[A-Z]\w*Model$/.test(name) || name === 'Model') return 'model';
  return /^[A-Z]?\w*Predictor(?:Async)?$/.test(name) && /^[A-Z]/.test(name) ? 'predictor' : null;
}

/** Names that only the SDK gives to classes, for imports of everything. */
export function isSdkClassName(name: string): boolean {
  return name !== 'Session' && name !== 'Model' && /^[A-Z]/.test(name) && roleOfClass(`sagemaker.${name}`) !== null;
}

/** Methods that make another object of the SDK, by the role of their object. */
export const MAKES: Readonly<
  Record<string, { readonly of: readonly SdkRole[]; readonly role: SdkRole; readonly className: string | null }>
> = {
  attach: { of: ['estimator', 'tuner'], role: 'estimator', className: null },
  best_estimator: { of: ['tuner'], role: 'estimator', className: 'Estimator' },
  build: { of: ['builder'], role: 'model', className: 'ModelBuilder' },
  compile_model: { of: ['estimator'], role: 'model', className: null },
  create_model: { of: ['estimator', 'tuner', 'model'], role: 'model', className: null },
  optimize: { of: ['builder', 'model'], role: 'model', className: null },
  compile: { of: ['model'], role: 'model', className: null },
  register: { of: ['estimator', 'model'], role: 'model', className: 'ModelPackage' },
  deploy: { of: ['estimator', 'tuner', 'model', 'builder'], role: 'predictor', className: 'Predictor' },
  right_size: { of: ['model'], role: 'model', className: null },
  transformer: { of: ['estimator', 'tuner', 'model', 'builder'], role: 'transformer', className: 'Transformer' },
};
