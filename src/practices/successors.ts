import { leastCuda, type Catalogue, type InstanceType } from '../catalogue';
import { oncePerIn } from '../model/once';

/** Families that have reached their end, and how. Nothing else counts as ended, whatever the price list lacks. */
export type Ended = 'notSold' | 'frozen';

/**
 * p2, p3: in AWS's price list of SageMaker in no Region, and EC2 describes them no more. inf1: still sold; its Neuron
 * software gets no new versions.
 */
const ENDED: Readonly<Record<string, Ended>> = { p2: 'notSold', p3: 'notSold', inf1: 'frozen' };

/** How a type has reached its end, or null. */
export function endOf(type: InstanceType): Ended | null {
  return Object.hasOwn(ENDED, type.family) ? (ENDED[type.family] ?? null) : null;
}

/** A type with more than this over today's vCPUs is another size class. */
const SAME_CLASS = 1.5;
/** The same for the memory of GPUs that take the place of older ones. */
const MOST_GPU_MEMORY = 2;
/** From here on NVIDIA's Blackwell: an image that doesn't name its CUDA is taken to be older. */
const NEEDS_NAMED_CUDA = 12;

/** What successors are looked for. */
export interface Wanted {
  readonly region: string;
  readonly use: 'hosting' | 'transform';
  /** Undefined: not known. */
  readonly cuda: number | undefined;
  readonly catalogue: Catalogue;
}

/**
 * The types of a later generation that stand for a type in a Region: of the same make (Intel, Graviton, NVIDIA,
 * Inferentia) and size class, with at least its vCPUs and memory; in each family the smallest.
 */
export function successorsOf(present: InstanceType, wanted: Wanted): readonly InstanceType[] {
  const { catalogue, region, use, cuda } = wanted;
  const key = `${present.name}|${region}|${use}|${String(cuda)}`;
  return remembered(catalogue, key, () => findSuccessors(present, wanted));
}

// The catalogue never changes, and nearly all deployments of a workspace run on a few types.
const MOST_REMEMBERED = 500;
const remembered = oncePerIn<readonly InstanceType[]>(MOST_REMEMBERED);

function findSuccessors(present: InstanceType, { catalogue, region, use, cuda }: Wanted): InstanceType[] {
  const offered = catalogue
    .offeredTypes(region)
    .filter((type) => type.family !== present.family && catalogue.accepts(type.name, use));
  return smallestOfEach(family(present, offered, cuda));
}

function family(
  present: InstanceType,
  offered: readonly InstanceType[],
  cuda: number | undefined,
): readonly InstanceType[] {
  switch (present.accelerator?.kind) {
    case undefined:
      return offered.filter((type) => type.accelerator === null && isLaterCpu(present, type));
    case 'nvidia': {
      const running = offered.filter((type) => runsOn(type, cuda));
      return endOf(present) === null
        ? running.filter((type) => isLaterGpu(present, type))
        : inPlaceOfEnded(present, running);
    }
    case 'inferentia':
      return offered.filter((type) => isLaterInferentia(present, type));
    case 'trainium':
    case 'other':
      return [];
  }
}

/** `m5` and `m6i` are one line, `m5d` another: the letters behind the generation say disks and network. */
function lineOf({ family }: InstanceType): string {
  return family.replace(/^([a-z]+)\d+i?/, '$1-');
}

function isLaterCpu(present: InstanceType, type: InstanceType): boolean {
  return (
    type.architecture === present.architecture &&
    type.generation > present.generation &&
    isOfItsSize(present, type) &&
    lineOf(type) === lineOf(present)
  );
}

function isOfItsSize(present: InstanceType, type: InstanceType): boolean {
  return type.vcpu >= present.vcpu && type.vcpu <= present.vcpu * SAME_CLASS && type.memoryGib >= present.memoryGib;
}

/** Whether programs of this CUDA run on the type's GPU. */
export function runsOn({ accelerator }: InstanceType, cuda: number | undefined): boolean {
  const least = accelerator?.kind === 'nvidia' ? leastCuda(accelerator.name) : undefined;
  if (least === undefined) return false;
  return cuda === undefined ? least < NEEDS_NAMED_CUDA : cuda >= least;
}

function isLaterGpu(present: InstanceType, type: InstanceType): boolean {
  return (
    type.family.charAt(0) === present.family.charAt(0) &&
    type.generation > present.generation &&
    type.accelerator?.count === present.accelerator?.count &&
    gpuMemory(type) >= gpuMemory(present) &&
    isOfItsSize(present, type)
  );
}

/** As many GPUs where there are, else as much of their memory; the host has to hold what the GPUs hold today. */
function inPlaceOfEnded(present: InstanceType, running: readonly InstanceType[]): readonly InstanceType[] {
  const fitting = running.filter(
    (type) =>
      type.family.startsWith('g') &&
      gpuMemory(type) >= gpuMemory(present) &&
      type.vcpu >= present.vcpu &&
      type.memoryGib >= gpuMemory(present),
  );
  const alike = fitting.filter(
    (type) =>
      type.accelerator?.count === present.accelerator?.count && gpuMemory(type) < gpuMemory(present) * MOST_GPU_MEMORY,
  );
  return alike.length > 0 ? alike : fitting;
}

/** GiB over all GPUs; none where it isn't known, so that nothing is taken for large enough. */
function gpuMemory({ accelerator }: InstanceType): number {
  return accelerator?.memoryGibTotal ?? 0;
}

/** A chip of Inferentia 2 has four times the memory of one of Inferentia 1. */
function isLaterInferentia(present: InstanceType, type: InstanceType): boolean {
  const { accelerator } = type;
  return (
    accelerator?.kind === 'inferentia' &&
    type.generation > present.generation &&
    accelerator.count >= (present.accelerator?.count ?? 1) &&
    type.memoryGib >= present.memoryGib
  );
}

function smallestOfEach(types: readonly InstanceType[]): InstanceType[] {
  const smallest = new Map<string, InstanceType>();
  for (const type of types) {
    const before = smallest.get(type.family);
    if (before === undefined || isSmaller(type, before)) smallest.set(type.family, type);
  }
  return [...smallest.values()].sort((a, b) => b.generation - a.generation || (a.name < b.name ? -1 : 1));
}

function isSmaller(a: InstanceType, b: InstanceType): boolean {
  const gpus = (a.accelerator?.count ?? 0) - (b.accelerator?.count ?? 0);
  return gpus < 0 || (gpus === 0 && a.vcpu < b.vcpu);
}
