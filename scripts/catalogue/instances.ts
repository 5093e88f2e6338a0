import { number, text } from './csv';
import type { Dropped } from './dropped';
import type { Sources } from './sources';

/** Columns of equal length: the n-th entry of each belongs to the n-th name; watts hold four, bounds two or three numbers a type. */
export interface InstanceColumns {
  readonly names: string[];
  readonly vcpu: number[];
  readonly memoryGib: number[];
  readonly processors: { name: string; architecture: string }[];
  readonly processor: number[];
  readonly accelerators: { name: string; kind: string }[];
  /** Index into `accelerators`, or -1. */
  readonly accelerator: number[];
  readonly acceleratorCount: number[];
  /** MiB over all accelerators of the type; 0 where the source has none. */
  readonly acceleratorMemoryMib: number[];
  /** Idle, 10 %, 50 %, 100 % load, accelerators included. */
  readonly watts: number[];
  /** As `watts`, for the accelerators alone, and only for types that have one. */
  readonly acceleratorWatts: number[];
  readonly wattsAt50Bounds: number[];
  /** Value, low, high. */
  readonly embodiedGramsPerHour: number[];
  readonly confidence: string;
  /** `1` where the API also takes the type for Batch Transform. */
  readonly transform: string;
}

type Row = Record<string, string>;

export function instanceColumns(sources: Sources, dropped: Dropped): InstanceColumns {
  const accepted = new Set(sources.enums.ProductionVariantInstanceType);
  const transform = new Set(sources.enums.TransformInstanceType);
  dropped.add(
    'measured or derived power, but not a hosting type',
    sources.power.filter((row) => !accepted.has(row['ml_type'] ?? '')).map((row) => text(row, 'ec2_type')),
  );
  const rows = sources.power
    .filter((row) => accepted.has(row['ml_type'] ?? ''))
    .sort((a, b) => (text(a, 'ml_type') < text(b, 'ml_type') ? -1 : 1));
  const missing = [...accepted].filter((name) => !rows.some((row) => row['ml_type'] === name));
  if (missing.length > 0) throw new Error(`the API accepts types without power: ${missing.join(' ')}`);

  const processors = distinct(rows, (row) => ({ name: text(row, 'cpu'), architecture: text(row, 'architecture') }));
  const accelerated = rows.filter(hasAccelerator);
  const accelerators = distinct(accelerated, (row) => ({
    name: text(row, 'accelerator'),
    kind: acceleratorKind(text(row, 'accelerator')),
  }));
  return {
    names: rows.map((row) => text(row, 'ml_type')),
    vcpu: rows.map((row) => number(row, 'vcpu')),
    memoryGib: rows.map((row) => number(row, 'memory_gib')),
    processors,
    processor: rows.map((row) => processors.findIndex((each) => each.name === row['cpu'])),
    accelerators,
    accelerator: rows.map((row) => accelerators.findIndex((each) => each.name === row['accelerator'])),
    acceleratorCount: rows.map((row) => number(row, 'accelerator_count')),
    acceleratorMemoryMib: rows.map((row) => acceleratorMemory(sources, row)),
    watts: rows.flatMap((row) => four(row, 'watts')),
    acceleratorWatts: accelerated.flatMap((row) => four(row, 'accel_watts')),
    wattsAt50Bounds: rows.flatMap((row) => [number(row, 'watts_50_low'), number(row, 'watts_50_high')]),
    embodiedGramsPerHour: rows.flatMap((row) => [
      number(row, 'embodied_gco2e_per_hour'),
      number(row, 'embodied_low'),
      number(row, 'embodied_high'),
    ]),
    confidence: rows.map((row) => text(row, 'confidence')).join(''),
    transform: rows.map((row) => (transform.has(text(row, 'ml_type')) ? '1' : '0')).join(''),
  };
}

function hasAccelerator(row: Row): boolean {
  return row['accelerator'] !== '';
}

function four(row: Row, prefix: string): number[] {
  return ['idle', '10', '50', '100'].map((point) => number(row, `${prefix}_${point}`));
}

function distinct<T extends { name: string }>(rows: readonly Row[], of: (row: Row) => T): T[] {
  const found = new Map<string, T>();
  for (const row of rows) {
    const each = of(row);
    found.set(each.name, each);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function acceleratorKind(name: string): string {
  if (name.startsWith('inferentia')) return 'inferentia';
  if (name.startsWith('trainium')) return 'trainium';
  return name === 'gaudi' ? 'other' : 'nvidia';
}

function acceleratorMemory(sources: Sources, row: Row): number {
  const name = text(row, 'ml_type');
  const perGpu = sources.gpus.mibPerGpu[name.split('.')[1] ?? ''];
  if (perGpu !== undefined) return perGpu * number(row, 'accelerator_count');
  return sources.gpus.types[name]?.gpuMemoryMibTotal ?? 0;
}
