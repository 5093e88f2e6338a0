import { unresolved } from '../../model/evaluate';
import { wayTo } from '../../model/folder';
import { containersOf, resourcesOf, type Graph } from '../../model/graph';
import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Observation } from '../../model/resource';
import { valueAt, type ObjectValue, type Value } from '../../model/value';
import { uploadedModel } from '../weights/local';
import { folderOf } from './cdkJson';
import type { Path } from './libraries';
import { LAMBDA, SAGEMAKER_L2 } from './libraries';

const ASSET = 'the asset ';

/** Whether what is imported is the class of files that a deployment uploads. */
export function isAsset({ module, name }: Path): boolean {
  return module === 'aws-cdk-lib/aws-s3-assets' && name === 'Asset';
}

/** Whether what is imported makes the data of a model of a file: `ModelData.fromAsset`. */
export function isAssetOfModel({ module, name }: Path): boolean {
  return module === SAGEMAKER_L2 && name === 'ModelData.fromAsset';
}

/** Whether what is imported makes the code of a function of a folder: `Code.fromAsset`. */
export function isAssetOfCode({ module, name }: Path): boolean {
  return module === LAMBDA && name === 'Code.fromAsset';
}

/** The folder that is uploaded to where a value points, from the folder of a file; null where none is known. */
export function uploadedFolder(value: Value, file: string): string | null {
  const path = uploadedFrom(value);
  return path === null ? null : wayTo(path, folderOf(file));
}

/** Attributes of an asset that name what is uploaded, in the spelling of TypeScript. */
export const NAMES_UPLOADED: ReadonlySet<string> = new Set(['httpUrl', 's3ObjectKey', 's3ObjectUrl', 's3Url']);

/** What lies in S3 once a file or folder of the workspace has been uploaded. */
export function uploaded(path: string, here: Origin): Value {
  return unresolved('uploaded when it is deployed', ASSET + path, here);
}

/** The file or folder that is uploaded to where a value points, or null. */
function uploadedFrom(value: Value): string | null {
  if (value.kind === 'unresolved')
    return value.decidedBy?.startsWith(ASSET) === true ? value.decidedBy.slice(ASSET.length) : null;
  if (value.kind !== 'interpolation') return null;
  const [path, ...others] = value.parts.flatMap((part) => uploadedFrom(part) ?? []);
  return path === undefined || others.length > 0 ? null : path;
}

/** Where a container's model lies. */
function modelData(container: ObjectValue): Value {
  const url = valueAt(container, ['ModelDataUrl']);
  return url.kind === 'absent' ? valueAt(container, ['ModelDataSource', 'S3DataSource', 'S3Uri']) : url;
}

/** What is in sight of the models that a deployment uploads. */
export function uploadedModels(graph: Graph, files: OtherFiles): Observation[] {
  return resourcesOf(graph, 'Model').flatMap((model) =>
    containersOf(model).flatMap(({ container }) => {
      const path = uploadedFrom(modelData(container));
      return path === null ? [] : uploadedModel(model.id, { path, folder: '' }, files, model.header);
    }),
  );
}
