import { join, unresolved } from '../../model/evaluate';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { scalar } from './functions';

/**
 * Accounts that publish images, by Region, as the provider's data source has them: of the deep-learning containers, and of
 * scikit-learn, XGBoost and SparkML serving. Elsewhere the account is left open.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html
 */
const DEEP_LEARNING = '763104351884';
const DEEP_LEARNING_REGIONS =
  /^(?:ap-northeast-[12]|ap-south-1|ap-southeast-[12]|ca-central-1|eu-central-1|eu-north-1|eu-west-[123]|sa-east-1|us-(?:east|west)-[12])$/;
const ALGORITHMS: Readonly<Record<string, string>> = {
  'ap-northeast-1': '354813040037',
  'ap-northeast-2': '366743142698',
  'ap-south-1': '720646828776',
  'ap-southeast-1': '121021644041',
  'ap-southeast-2': '783357654285',
  'ca-central-1': '341280168497',
  'eu-central-1': '492215442770',
  'eu-west-1': '141502667606',
  'eu-west-2': '764974769150',
  'us-east-1': '683313688378',
  'us-east-2': '257758044811',
  'us-west-1': '746614075791',
  'us-west-2': '246618743249',
};

const FRAMEWORK = /^(?:autogluon|djl|huggingface-[a-z-]+|mxnet|pytorch|tensorflow)-(?:inference|training)\b/;
const ALGORITHM = /^sagemaker-(?:scikit-learn|sparkml-serving|xgboost)$/;

/** `registry_path` of `data.aws_sagemaker_prebuilt_ecr_image`, where its repository, its tag and its Region are known. */
export function registryPath(
  { repository, tag, region }: { readonly repository: Value; readonly tag: Value; readonly region: Value },
  here: Origin,
): Value {
  const open = (why: string, decidedBy: string | null): Value => unresolved(why, decidedBy, here);
  for (const part of [repository, region]) {
    if (part.kind === 'unresolved') return { ...part, usedAt: here };
    if (part.kind !== 'scalar') return open('an image that is known only when it is deployed', null);
  }
  if (repository.kind !== 'scalar' || region.kind !== 'scalar') return open('an image', null);
  const account = accountOf(String(repository.value), String(region.value));
  if (account === null)
    return open(`an image ${String(repository.value)} of AWS, whose account the provider knows`, region.decidedBy);
  const text = (value: string): Value => scalar(value, 'constant', here);
  const version = tag.kind === 'absent' ? text('1') : tag;
  return join([text(`${account}.dkr.ecr.`), region, text('.amazonaws.com/'), repository, text(':'), version], here);
}

function accountOf(repository: string, region: string): string | null {
  if (FRAMEWORK.test(repository)) return DEEP_LEARNING_REGIONS.test(region) ? DEEP_LEARNING : null;
  return ALGORITHM.test(repository) ? (ALGORITHMS[region] ?? null) : null;
}
