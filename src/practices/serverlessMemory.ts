import type { Catalogue } from '../catalogue';
import type { Deployment } from '../model/deployment';
import type { Graph } from '../model/graph';
import { known } from '../model/value';
import { isHubModel, isNamedQuantised, parametersIn } from './modelName';
import { servingContainer } from './servingContainer';
import { gigabytes, loadingOf, weightsOf } from './weights';

/** How much memory a serverless endpoint is to have, in MB, and why. */
export interface ServerlessMemory {
  readonly mb: number;
  readonly note: string;
}

const GIB = 2 ** 30;
const STEP_MB = 1024;
const MOST_STEPS = 6;
/** The disk that serverless inference has. */
const MOST_BYTES = 5e9;
/** Transformers holds random weights and those that it loads, both in full. */
const TIMES_WHILE_LOADING = 2;
/** Our own margin, for the container and the requests: no source says how much they need. */
const MARGIN_STEPS = 1;

/** The memory for the deployment's model: by its size where that is known, else the most there is; null where it is too large. */
export function serverlessMemory(graph: Graph, deployment: Deployment, catalogue: Catalogue): ServerlessMemory | null {
  const size = sizeOf(graph, deployment, catalogue);
  if (size !== null) return memoryFor(size);
  return {
    mb: MOST_STEPS * STEP_MB,
    note: `The memory (1 to ${MOST_STEPS} GB) is yours to decide: it has to hold the model with its container, and ${MOST_STEPS} GB is the most there is.`,
  };
}

/** The memory that a model of known size needs; null where its size isn't known, or too large. */
export function memoryOfKnownModel(
  graph: Graph,
  deployment: Deployment,
  catalogue: Catalogue,
): ServerlessMemory | null {
  const size = sizeOf(graph, deployment, catalogue);
  return size === null ? null : memoryFor(size);
}

function memoryFor(size: Size): ServerlessMemory | null {
  if (size.bytes > MOST_BYTES) return null;
  const steps = Math.ceil((size.bytes * TIMES_WHILE_LOADING) / GIB) + MARGIN_STEPS;
  const taken = Math.min(steps, MOST_STEPS);
  const enough = taken === steps ? '' : ', which is the most there is: load it without holding it twice';
  return {
    mb: taken * STEP_MB,
    note: `The memory is yours to decide: ${taken} GB${enough}. ${size.from}: ${gigabytes(size.bytes)} of weights, which loading may hold twice, and ${MARGIN_STEPS} GB beside them for the container and the requests. Try it with your largest ones.`,
  };
}

interface Size {
  readonly bytes: number;
  readonly from: string;
}

/** How large a model is, by the header of its file or by its name. */
function sizeOf(graph: Graph, deployment: Deployment, catalogue: Catalogue): Size | null {
  const weights = weightsOf(graph, deployment);
  if (weights !== null)
    return weights.bytes === null ? null : { bytes: weights.bytes, from: `By the header of \`${weights.file}\`` };
  const serving = servingContainer(deployment, catalogue);
  const setting = serving?.settings.modelId ?? null;
  const id = setting === null ? undefined : known(setting.value);
  if (serving?.server !== 'huggingface' || id === undefined || !isHubModel(id) || isNamedQuantised(id)) return null;
  const parameters = parametersIn(id);
  // Without a word it loads them in 32 bit.
  const width = loadingOf(graph, deployment)?.dtype === 'fewerBits' ? 2 : 4;
  return parameters === null ? null : { bytes: parameters * width, from: 'An estimate from the name of the model' };
}
