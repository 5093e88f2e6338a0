import type { Deployment } from '../model/deployment';
import type { Graph } from '../model/graph';
import type { Observation } from '../model/resource';

export type Weights = Extract<Observation, { kind: 'weights' }>;
export type Loading = Extract<Observation, { kind: 'loading' }>;

/** The weights that a deployment serves, where they lie in the workspace and a header says what they are. */
export function weightsOf({ observations }: Graph, { model }: Deployment): Weights | null {
  const found = observations.filter((each) => each.kind === 'weights' && each.resource === model?.id);
  const [only] = found;
  return only?.kind === 'weights' && found.length === 1 ? only : null;
}

/** In which data type code loads the weights of a deployment, where it says so. */
export function loadingOf({ observations }: Graph, { model }: Deployment): Loading | null {
  const found = observations.find((each) => each.kind === 'loading' && each.resource === model?.id);
  return found?.kind === 'loading' ? found : null;
}

/** What a header says, with where that is read, as a note. */
export function weightsNote({ dtype, parameters, bytes, file }: Weights): string {
  const types = dtype === null ? 'of mixed data types' : `in ${NAMES[dtype] ?? dtype}`;
  const size = bytes === null ? '' : `, ${gigabytes(bytes)} of weights`;
  return `${counted(parameters)} parameters ${types}${size}: read from the header of \`${file}\`.`;
}

/** Whether no quantisation has made them: servers of language models make 16 bit of 32 when they load them. */
export function isUnquantised({ dtype }: Weights): boolean {
  return dtype !== null && Object.hasOwn(NAMES, dtype);
}

/** What a server of language models makes of them. */
export function servedNotes(weights: Weights): string[] {
  const is32 = weights.dtype === 'F32';
  return [weightsNote(weights), ...(is32 ? ['The server makes 16 bit of them when it loads them.'] : [])];
}

/** Data types by their usual names. */
const NAMES: Readonly<Record<string, string>> = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' };

function counted(parameters: number): string {
  if (parameters >= 1e9) return `${rounded(parameters / 1e9)} billion`;
  return parameters >= 1e6 ? `${rounded(parameters / 1e6)} million` : String(parameters);
}

export function gigabytes(bytes: number): string {
  return bytes >= 1e9 ? `${rounded(bytes / 1e9)} GB` : `${rounded(bytes / 1e6)} MB`;
}

/** Two digits below ten, whole numbers above. */
function rounded(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}
