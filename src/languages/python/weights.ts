import { containersOf, resourcesOf, type Graph } from '../../model/graph';
import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import { pathFrom } from '../../model/folder';
import type { Observation, Resource } from '../../model/resource';
import { asString, known, valueAt } from '../../model/value';
import { isModelFile } from '../weights/header';
import {
  bytesOf,
  isRecord,
  mainType,
  parameterCount,
  recordIn,
  together,
  typesIn,
  type WeightTypes,
} from '../weights/weightTypes';
import { namedFiles } from './packed';
import type { PythonScope } from './scope';

type Weights = Extract<Observation, { kind: 'weights' }>;

/** Files of one model, by their headers. */
interface Found {
  readonly file: string;
  readonly types: WeightTypes;
}

/**
 * What the headers say of weights that lie in the workspace. Which model they are is told by the model itself, else where
 * a unit has one model alone, trains none, and names one set of weights alone.
 */
export function weightsIn(scope: PythonScope, graph: Graph, files: OtherFiles, trains: boolean): Weights[] {
  const models = resourcesOf(graph, 'Model');
  const folders = foldersOf(scope.reading.source.file);
  const own = models.flatMap((model) => ofModel(model, folders, files));
  const [only, ...others] = models;
  if (own.length > 0 || only === undefined || others.length > 0 || trains) return own;
  const named = namedFiles(scope).flatMap(({ path, packs, at }) => {
    const found = foundAt(path, folders, files);
    return found === null ? [] : [{ found, packs, at }];
  });
  const packed = named.filter((each) => each.packs);
  const [first, ...rest] = packed.length > 0 ? packed : named;
  return first === undefined || rest.some(({ found }) => found.file !== first.found.file)
    ? []
    : [observed(only, first.found, first.at)];
}

/** Variables by which a server is told where its model lies. */
const MODEL_PLACE = /^(?:HF_|OPTION_|SM_VLLM_|SM_SGLANG_)?MODEL(?:_ID|_PATH)?$/;

/** Weights that a model's own properties name: `model_data="model.safetensors"`, `HF_MODEL_ID="./model"`. */
function ofModel(model: Resource, folders: readonly string[], files: OtherFiles): Weights[] {
  return containersOf(model).flatMap(({ container }): Weights[] => {
    const environment = valueAt(container, ['Environment']);
    const variables = environment.kind === 'object' ? [...environment.entries.values()] : [];
    const places = [
      valueAt(container, ['ModelDataUrl']),
      // A name that is no path is the hub's.
      ...variables.flatMap(({ key, value }) =>
        MODEL_PLACE.test(key) && /^\.{1,2}\//.test(known(asString(value)) ?? '') ? [value] : [],
      ),
    ];
    return places.flatMap((place): Weights[] => {
      const path = known(asString(place));
      const found = path === undefined ? null : foundAt(path, folders, files);
      return found === null ? [] : [observed(model, found, model.header)];
    });
  });
}

function observed({ id }: Resource, { file, types }: Found, at: Origin): Weights {
  return {
    kind: 'weights',
    resource: id,
    file,
    dtype: mainType(types),
    parameters: parameterCount(types),
    bytes: bytesOf(types),
    at,
  };
}

/** A program is run from its own folder or from that of the whole. */
export function foldersOf(file: string): readonly string[] {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? [''] : [file.slice(0, slash), ''];
}

/** What holds no weights that a header tells of, and is no folder. */
const OTHER_FILES = /\.(?:bin|csv|gz|h5|joblib|json|keras|parquet|pb|pkl|pt|pth|py|tar|tgz|txt|zip)$/i;

function foundAt(written: string, folders: readonly string[], files: OtherFiles): Found | null {
  const path = written.replace(/^file:\/\/(?!\/)/, '');
  if (path === '' || /^[a-z][\w+.-]*:|^[/~]|[*?]/i.test(path) || OTHER_FILES.test(path)) return null;
  for (const folder of folders) {
    const base = pathFrom(folder, path);
    const found = base === null ? null : isModelFile(base) ? ofFile(base, files) : inFolder(base, files);
    if (found !== null) return found;
  }
  return null;
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
  const folder = index.slice(0, index.lastIndexOf('/') + 1);
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
