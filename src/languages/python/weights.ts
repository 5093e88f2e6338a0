import { containersOf, resourcesOf, type Graph } from '../../model/graph';
import type { OtherFiles } from '../../model/language';
import type { Resource } from '../../model/resource';
import { asString, known, valueAt } from '../../model/value';
import { observedWeights, weightsAt, type Weights } from '../weights/local';
import { namedFiles } from './packed';
import type { PythonScope } from './scope';

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
    const found = weightsAt(path, folders, files);
    return found === null ? [] : [{ found, packs, at }];
  });
  const packed = named.filter((each) => each.packs);
  const [first, ...rest] = packed.length > 0 ? packed : named;
  return first === undefined || rest.some(({ found }) => found.file !== first.found.file)
    ? []
    : [observedWeights(only.id, first.found, first.at)];
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
      const found = path === undefined ? null : weightsAt(path, folders, files);
      return found === null ? [] : [observedWeights(model.id, found, model.header)];
    });
  });
}

/** A program is run from its own folder or from that of the whole. */
export function foldersOf(file: string): readonly string[] {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? [''] : [file.slice(0, slash), ''];
}
