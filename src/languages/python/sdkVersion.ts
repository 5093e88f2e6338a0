import type { SdkVersion } from './deployArguments';

/** Modules that only version 3 of the SDK has, and those that it no longer has. */
const VERSION_3 = /^sagemaker\.(?:core|train|mlops|serve\.(?:model_builder|serve_settings))(?:\.|$)/;
const VERSION_2 =
  /^sagemaker\.(?:algorithm|amazon|async_inference|chainer|clarify|compute_resource_requirements|debugger|djl_inference|enums|estimator|experiments|feature_store|fw_utils|huggingface|image_uris|inputs|jumpstart|local|model|model_monitor|multidatamodel|mxnet|pipeline|predictor|predictor_async|processing|pytorch|rl|serializers|deserializers|serve\.builder|serverless|session|sklearn|sparkml|tensorflow|transformer|tuner|utils|workflow|xgboost|Session|get_execution_role|Model|KMeans|PCA|Estimator)(?:\.|$)/;
/** `pip install "sagemaker>=3"`, `sagemaker==2.219.0` */
const PINNED = /\bsagemaker\s*(==|~=|>=|<)\s*(\d+)/;

/** The SDK's major version as imports show it, else as a pinned installation in the text does; null where nothing shows. */
export function sdkMajorOf(
  cells: readonly { readonly cell: { readonly text: string; readonly code: boolean } }[],
  imports: readonly string[],
): SdkVersion | null {
  let older = false;
  for (const path of imports) {
    if (VERSION_3.test(path)) return 3;
    older ||= VERSION_2.test(path);
  }
  return older ? 2 : pinned(cells);
}

function pinned(
  cells: readonly { readonly cell: { readonly text: string; readonly code: boolean } }[],
): SdkVersion | null {
  for (const { cell } of cells) {
    const match = cell.code && cell.text.includes('sagemaker') ? PINNED.exec(cell.text) : null;
    const [, sign, major] = match ?? [];
    if (major === undefined) continue;
    if (sign === '<') return Number(major) <= 3 ? 2 : 3;
    return Number(major) >= 3 ? 3 : 2;
  }
  return null;
}
