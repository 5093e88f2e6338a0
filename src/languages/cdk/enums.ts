import type { Scalar } from '../../model/expression';
import { CLOUDWATCH, ECR, GENERATIVE_AI, LOGS, SAGEMAKER_L2, SCALING, clientModule, type Path } from './libraries';

/** Days of `RetentionDays`; null keeps for ever. */
const RETENTION_DAYS: Readonly<Record<string, number | null>> = {
  ONE_DAY: 1,
  THREE_DAYS: 3,
  FIVE_DAYS: 5,
  ONE_WEEK: 7,
  TWO_WEEKS: 14,
  ONE_MONTH: 30,
  TWO_MONTHS: 60,
  THREE_MONTHS: 90,
  FOUR_MONTHS: 120,
  FIVE_MONTHS: 150,
  SIX_MONTHS: 180,
  ONE_YEAR: 365,
  THIRTEEN_MONTHS: 400,
  EIGHTEEN_MONTHS: 545,
  TWO_YEARS: 731,
  THREE_YEARS: 1096,
  FIVE_YEARS: 1827,
  SIX_YEARS: 2192,
  SEVEN_YEARS: 2557,
  EIGHT_YEARS: 2922,
  NINE_YEARS: 3288,
  TEN_YEARS: 3653,
  INFINITE: null,
};

const SCALING_ENUMS: Readonly<Record<string, string>> = {
  'ServiceNamespace.SAGEMAKER': 'sagemaker',
  'ScalableDimension.SageMakerVariantDesiredInstanceCount': 'sagemaker:variant:DesiredInstanceCount',
  'ScalableDimension.SageMakerInferenceComponentDesiredCopyCount': 'sagemaker:inference-component:DesiredCopyCount',
  'ScalableDimension.SageMakerVariantDesiredProvisionedConcurrency': 'sagemaker:variant:DesiredProvisionedConcurrency',
  'PolicyType.TargetTrackingScaling': 'TargetTrackingScaling',
  'PolicyType.StepScaling': 'StepScaling',
  'MetricType.SageMakerVariantInvocationsPerInstance': 'SageMakerVariantInvocationsPerInstance',
  'PredefinedMetric.SAGEMAKER_VARIANT_INVOCATIONS_PER_INSTANCE': 'SageMakerVariantInvocationsPerInstance',
};

const ECR_ENUMS: Readonly<Record<string, string>> = {
  'TagMutability.IMMUTABLE': 'IMMUTABLE',
  'TagMutability.MUTABLE': 'MUTABLE',
  'TagStatus.ANY': 'any',
  'TagStatus.TAGGED': 'tagged',
  'TagStatus.UNTAGGED': 'untagged',
};

/** What a constant of a library is worth; null where nothing is set by it, undefined where it is none that is known. */
export function enumValue({ module, name }: Path): Scalar | null | undefined {
  const [type = '', key = '', ...more] = name.split('.');
  if (key === '' || more.length > 0) return undefined;
  if (module === SAGEMAKER_L2 && type === 'InstanceType' && /^[A-Z0-9]+_[A-Z0-9]+$/.test(key))
    return `ml.${key.toLowerCase().replace('_', '.')}`;
  if (module === SAGEMAKER_L2 && type === 'AcceleratorType' && /^EIA\d_[A-Z]+$/.test(key))
    return `ml.${key.toLowerCase().replace('_', '.')}`;
  if (module.startsWith(GENERATIVE_AI) && type === 'SageMakerInstanceType' && /^ML_[A-Z0-9]+_[A-Z0-9]+$/.test(key))
    return key.toLowerCase().replaceAll('_', '.');
  if (module === LOGS && type === 'RetentionDays' && Object.hasOwn(RETENTION_DAYS, key)) return RETENTION_DAYS[key];
  if (module === ECR) return ECR_ENUMS[name];
  if (module === SCALING || module === CLOUDWATCH || clientModule(module) === 'application-auto-scaling')
    return SCALING_ENUMS[name];
  if (clientModule(module) === 'sagemaker' && /InstanceType$/.test(type) && /^ml_[a-z0-9]+_[a-z0-9]+$/.test(key))
    return key.replaceAll('_', '.');
  return undefined;
}

/** The constant of `RetentionDays` for a number of days. */
export function retentionConstant(days: number): string | null {
  return Object.entries(RETENTION_DAYS).find(([, each]) => each === days)?.[0] ?? null;
}

/** The constants of `InstanceType` in the alpha module; others are made by `InstanceType.of`. */
const L2_TYPES =
  'c4.2,4,8,,x c5.2,4,9,18,,x c5d.2,4,9,18,,x c6i.2,4,8,12,16,24,32,,x g4dn.2,4,8,12,16,x g5.2,4,8,12,16,24,48,x g6.2,4,8,12,16,24,48,x inf1.2,6,24,x inf2.8,24,48,x m4.2,4,10,16,x m5.2,4,12,24,,x m5d.2,4,12,24,,x p2.8,16,x p3.2,8,16 p4d.24 r5.2,4,12,24,,x r5d.2,4,12,24,,x t2.2,,m,x';

const L2_CONSTANTS: ReadonlySet<string> = new Set(
  L2_TYPES.split(' ').flatMap((family) => {
    const [name = '', sizes = ''] = family.split('.');
    return sizes.split(',').map((size) => `ml.${name}.${sizeName(size)}`);
  }),
);

function sizeName(size: string): string {
  if (size === '') return 'large';
  if (size === 'x') return 'xlarge';
  return size === 'm' ? 'medium' : `${size}xlarge`;
}

/** How a class of instance types writes a type: its constant, or `of('…')`. */
export function instanceTypeText(className: string, local: string, type: string, quote: string): string {
  if (className === 'InstanceType' && L2_CONSTANTS.has(type))
    return `${local}.${type.slice('ml.'.length).toUpperCase().replace('.', '_')}`;
  return `${local}.of(${quote}${type}${quote})`;
}
