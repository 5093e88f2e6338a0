import { pathFrom } from '../../model/folder';
import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Observation } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { isModelFile } from './header';
import { loadedAs, type Loading } from './loadedAs';
import { propertiesIn, SERVING_PROPERTIES } from './servingProperties';
import {
  bytesOf,
  isRecord,
  mainType,
  parameterCount,
  recordIn,
  together,
  typesIn,
  type WeightTypes,
} from './weightTypes';

export type Weights = Extract<Observation, { kind: 'weights' }>;

/** Files of one model, by their headers. */
export interface Found {
  readonly file: string;
  readonly types: WeightTypes;
}

export function observedWeights(model: ResourceId, { file, types }: Found, at: Origin): Weights {
  return {
    kind: 'weights',
    resource: model,
    file,
    dtype: mainType(types),
    parameters: parameterCount(types),
    bytes: bytesOf(types),
    at,
  };
}

/** What holds no weights that a header tells of, and is no folder. */
const OTHER_FILES = /\.(?:bin|csv|gz|h5|joblib|json|keras|parquet|pb|pkl|pt|pth|py|tar|tgz|txt|zip)$/i;

/** Whether a text may be a path within the workspace. */
function isPath(text: string): boolean {
  return text !== '' && !/^[a-z][\w+.-]*:|^[/~]|[*?]/i.test(text);
}

/** The weights at a path that code has written, seen from the first of some folders in which they are. */
export function weightsAt(written: string, folders: readonly string[], files: OtherFiles): Found | null {
  const path = written.replace(/^file:\/\/(?!\/)/, '');
  if (!isPath(path) || OTHER_FILES.test(path)) return null;
  for (const folder of folders) {
    const base = pathFrom(folder, path);
    const found = base === null ? null : isModelFile(base) ? ofFile(base, files) : inFolder(base, files);
    if (found !== null) return found;
  }
  return null;
}

const ARCHIVE = /^(?:(.*)\/)?([^/]+)\.(?:tar\.gz|tgz)$/i;

/** The folders that an archive may have been packed of: the one of its name beside it, and for `model.tar.gz` its own. */
function packedFolders(path: string): readonly string[] {
  const [archive, folder = '.', name = ''] = ARCHIVE.exec(path) ?? [];
  if (archive === undefined) return [path];
  return name.toLowerCase() === 'model' ? [folder, `${folder}/${name}`] : [`${folder}/${name}`];
}

/**
 * What is in sight of a model that a deployment uploads from a path: the weights in the file or folder, or in the folder that
 * the archive is packed of, how the code beside them loads them, and how a `serving.properties` sets the server.
 */
export function uploadedModel(
  model: ResourceId,
  { path, folder }: { readonly path: string; readonly folder: string },
  files: OtherFiles,
  at: Origin,
): Observation[] {
  const packed = packedFolders(path);
  return [...weightsOf(model, packed, folder, files, at), ...settingsOf(model, packed, folder, files)];
}

function weightsOf(
  model: ResourceId,
  packed: readonly string[],
  folder: string,
  files: OtherFiles,
  at: Origin,
): Observation[] {
  const [found, ...others] = packed.flatMap((each) => weightsAt(each, [folder], files) ?? []);
  if (found === undefined || others.length > 0) return [];
  const code = `${folderOf(found.file)}code/inference.py`;
  const dtype = loadedAs(files.text(code) ?? '');
  const loading: Loading[] = dtype === null ? [] : [{ kind: 'loading', resource: model, file: code, dtype, at }];
  return [observedWeights(model, found, at), ...loading];
}

/** Of two files it isn't known which one is packed. */
function settingsOf(model: ResourceId, packed: readonly string[], folder: string, files: OtherFiles): Observation[] {
  const found = packed.flatMap((each): Observation[] => {
    const file = isPath(each) && !isModelFile(each) ? pathFrom(folder, `${each}/${SERVING_PROPERTIES}`) : null;
    const text = file === null ? undefined : files.text(file);
    if (file === null || text === undefined) return [];
    const at = { file, cell: null, start: 0, end: text.length };
    return [{ kind: 'serverSettings', resource: model, values: propertiesIn(text), at }];
  });
  return found.length === 1 ? found : [];
}

/** With the slash behind it. */
function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function ofFile(file: string, files: OtherFiles): Found | null {
  const types = typesIn(files.text(file) ?? '');
  return types === null ? null : { file, types };
}

/** The files of a folder as Hugging Face's libraries and ONNX's exporters name them; null where there are both. */
function inFolder(base: string, files: OtherFiles): Found | null {
  const file = (name: string): string => (base === '' ? name : `${base}/${name}`);
  const found = [
    ofFile(file('model.safetensors'), files),
    inParts(file('model.safetensors.index.json'), files),
    ofFile(file('model.onnx'), files),
  ].filter((each) => each !== null);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The largest models have fewer files. */
const MOST_PARTS = 256;

/** A model in several files; null where one of them isn't there. */
function inParts(index: string, files: OtherFiles): Found | null {
  const map = recordIn(files.text(index) ?? '')?.['weight_map'];
  const folder = folderOf(index);
  const names = new Set(isRecord(map) ? Object.values(map).filter((each) => typeof each === 'string') : []);
  if (names.size === 0 || names.size > MOST_PARTS) return null;
  // Each is asked for, so that all are read at once.
  const parts = [...names].map((name) =>
    isModelFile(name) && !/[/\\]/.test(name) ? ofFile(`${folder}${name}`, files) : null,
  );
  const known = parts.filter((each) => each !== null);
  const [first] = known;
  return first === undefined || known.length < parts.length
    ? null
    : { file: first.file, types: together(known.map(({ types }) => types)) };
}
