import type columns from './data/instances.json';
import { entry } from './lazily';

/** Watts at 0, 10, 50 and 100 % utilisation, of one instance, before PUE. */
export type Watts = readonly [idle: number, at10: number, at50: number, at100: number];

export interface Accelerator {
  /** Model, as `t4`, `a10g`, `inferentia2`. */
  readonly name: string;
  readonly count: number;
  /** GiB over all accelerators of the type; null where no source gives it. */
  readonly memoryGibTotal: number | null;
  readonly kind: 'nvidia' | 'inferentia' | 'trainium' | 'other';
}

/**
 * One instance type that the SageMaker API accepts for hosting. Power: Teads' AWS EC2 dataset and its rule applied to the
 * types that it lacks. Embodied carbon: the constants of Teads and Cloud Carbon Footprint over six years.
 */
export interface InstanceType {
  /** `ml.m5.xlarge`. */
  readonly name: string;
  /** `m5`. */
  readonly family: string;
  /** `xlarge`. */
  readonly size: string;
  /** 5 for `m5`, 7 for `c7g`: higher is newer within one kind of family. */
  readonly generation: number;
  readonly vcpu: number;
  readonly memoryGib: number;
  readonly architecture: 'x86_64' | 'arm64';
  /** The CPU model, `Xeon Platinum 8175M` or `Graviton3`. */
  readonly processor: string;
  readonly accelerator: Accelerator | null;
  /** The whole instance, accelerators included. */
  readonly watts: Watts;
  /** The accelerators alone; zeros where there are none. */
  readonly acceleratorWatts: Watts;
  readonly wattsAt50Low: number;
  readonly wattsAt50High: number;
  /** gCO2e per instance-hour of making the hardware. */
  readonly embodiedGramsPerHour: number;
  readonly embodiedGramsPerHourLow: number;
  readonly embodiedGramsPerHourHigh: number;
  /**
   * A: measured on this CPU. B: derived for an x86 CPU. C: an assumed CPU rating (Graviton), or an accelerator by its
   * rating. D: a proxy for an unpublished or unconfirmed one; never ranked on carbon.
   */
  readonly confidence: 'A' | 'B' | 'C' | 'D';
}

const NO_WATTS: Watts = [0, 0, 0, 0];

/** All instance types of the generated columns, by name. */
export function instanceTypes(data: typeof columns): ReadonlyMap<string, InstanceType> {
  const types = new Map<string, InstanceType>();
  let accelerated = 0;
  data.names.forEach((name, index) => {
    const hasAccelerator = entry(data.accelerator, index) >= 0;
    types.set(
      name,
      instanceType(data, name, index, hasAccelerator ? four(data.acceleratorWatts, accelerated) : NO_WATTS),
    );
    if (hasAccelerator) accelerated += 1;
  });
  return types;
}

function instanceType(data: typeof columns, name: string, index: number, acceleratorWatts: Watts): InstanceType {
  const [, family = '', size = ''] = name.split('.');
  const processor = entry(data.processors, entry(data.processor, index));
  return {
    name,
    family,
    size,
    generation: Number(/\d+/.exec(family)?.[0] ?? 0),
    vcpu: entry(data.vcpu, index),
    memoryGib: entry(data.memoryGib, index),
    architecture: processor.architecture === 'arm64' ? 'arm64' : 'x86_64',
    processor: processor.name,
    accelerator: acceleratorOf(data, index),
    watts: four(data.watts, index),
    acceleratorWatts,
    wattsAt50Low: entry(data.wattsAt50Bounds, index * 2),
    wattsAt50High: entry(data.wattsAt50Bounds, index * 2 + 1),
    embodiedGramsPerHour: entry(data.embodiedGramsPerHour, index * 3),
    embodiedGramsPerHourLow: entry(data.embodiedGramsPerHour, index * 3 + 1),
    embodiedGramsPerHourHigh: entry(data.embodiedGramsPerHour, index * 3 + 2),
    confidence: confidenceOf(data.confidence.charAt(index)),
  };
}

function acceleratorOf(data: typeof columns, index: number): Accelerator | null {
  const model = entry(data.accelerator, index);
  if (model < 0) return null;
  const { name, kind } = entry(data.accelerators, model);
  const mib = entry(data.acceleratorMemoryMib, index);
  return {
    name,
    count: entry(data.acceleratorCount, index),
    memoryGibTotal: mib > 0 ? mib / 1024 : null,
    kind: kindOf(kind),
  };
}

function four(list: readonly number[], index: number): Watts {
  const start = index * 4;
  return [entry(list, start), entry(list, start + 1), entry(list, start + 2), entry(list, start + 3)];
}

function kindOf(kind: string): Accelerator['kind'] {
  return kind === 'nvidia' || kind === 'inferentia' || kind === 'trainium' ? kind : 'other';
}

function confidenceOf(letter: string): InstanceType['confidence'] {
  // An unknown letter counts as the least confident.
  return letter === 'A' || letter === 'B' || letter === 'C' ? letter : 'D';
}
