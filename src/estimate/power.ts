import type { InstanceType, Watts } from '../catalogue';
import type { Quantity } from './quantity';

/** Watts on the line through the points at 0, 10, 50 and 100 % utilisation. */
export function interpolate(points: Watts, utilisation: number): number {
  const u = Math.min(Math.max(utilisation, 0), 1);
  const [idle, at10, at50, at100] = points;
  if (u <= 0.1) return idle + ((at10 - idle) * u) / 0.1;
  if (u <= 0.5) return at10 + ((at50 - at10) * (u - 0.1)) / 0.4;
  return at50 + ((at100 - at50) * (u - 0.5)) / 0.5;
}

/**
 * Watts of one instance before PUE: the host at its utilisation plus the accelerators at theirs, those that don't work
 * idle. The bounds are as wide, in proportion, as at 50 %.
 */
export function watts(
  type: InstanceType,
  utilisation: number,
  acceleratorUtilisation: number,
  acceleratorsInUse: number = type.accelerator?.count ?? 0,
): Quantity {
  let value = interpolate(type.watts, utilisation);
  const { accelerator } = type;
  if (accelerator !== null && (acceleratorUtilisation !== utilisation || acceleratorsInUse < accelerator.count)) {
    const working = Math.min(acceleratorsInUse / accelerator.count, 1);
    value -= interpolate(type.acceleratorWatts, utilisation);
    value += interpolate(type.acceleratorWatts, acceleratorUtilisation) * working;
    value += interpolate(type.acceleratorWatts, 0) * (1 - working);
  }
  const at50 = type.watts[2];
  return { value, low: (value * type.wattsAt50Low) / at50, high: (value * type.wattsAt50High) / at50 };
}
