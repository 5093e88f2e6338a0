import type { Catalogue, InstanceType } from '../catalogue';
import { oncePerIn } from '../model/once';

/** Memory per vCPU of the general kinds of families, least first. */
const KINDS = ['c', 'm', 'r'] as const;
const MOST = 6;
/** A type with more vCPUs than this over today's is another size class. */
const SAME_CLASS = 1.5;
// The catalogue never changes, and nearly all deployments of a workspace run on a few types.
const MOST_REMEMBERED = 500;

/**
 * The Graviton types that stand for an x86 type in a Region, newest first, at most six: in each family the smallest with
 * at least the vCPUs and the memory. Of the kinds (compute, general, memory) only the leanest that is offered, and local
 * disks only for a type that has them.
 */
export function gravitonTypes(
  present: InstanceType,
  region: string,
  use: 'hosting' | 'transform',
  families: ReadonlySet<string> | null,
  catalogue: Catalogue,
): readonly InstanceType[] {
  const key = `${present.name}|${region}|${use}|${families === null ? '' : [...families].join()}`;
  return remembered(catalogue, key, () => findTypes(present, region, use, families, catalogue));
}

const remembered = oncePerIn<readonly InstanceType[]>(MOST_REMEMBERED);

function findTypes(
  present: InstanceType,
  region: string,
  use: 'hosting' | 'transform',
  families: ReadonlySet<string> | null,
  catalogue: Catalogue,
): InstanceType[] {
  const fitting = catalogue
    .offeredTypes(region)
    .filter(
      (type) =>
        type.architecture === 'arm64' &&
        type.accelerator === null &&
        catalogue.accepts(type.name, use) &&
        (families === null || families.has(type.family)) &&
        type.vcpu >= present.vcpu &&
        type.memoryGib >= present.memoryGib &&
        type.vcpu <= present.vcpu * SAME_CLASS,
    );
  const disk = hasLocalDisk(present);
  const alike = fitting.some((type) => hasLocalDisk(type) === disk)
    ? fitting.filter((type) => hasLocalDisk(type) === disk)
    : fitting;
  const kind = KINDS.find((each) => alike.some((type) => type.family.startsWith(each)));
  const smallest = new Map<string, InstanceType>();
  for (const type of alike) {
    if (kind === undefined || !type.family.startsWith(kind)) continue;
    const before = smallest.get(type.family);
    if (before === undefined || type.vcpu < before.vcpu) smallest.set(type.family, type);
  }
  const price = (type: InstanceType): number => catalogue.usdPerHour(type.name, region) ?? 0;
  return [...smallest.values()]
    .sort((a, b) => b.generation - a.generation || price(a) - price(b) || (a.name < b.name ? -1 : 1))
    .slice(0, MOST);
}

/** Families with NVMe disks end in `d`: `m5d`, `c6gd`. */
export function hasLocalDisk(type: InstanceType): boolean {
  return /\dg?d$/.test(type.family);
}
