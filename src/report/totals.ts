import type { EstimatedDeployment } from '../advisor/advice';
import type { Quantity } from '../model/delta';

/** Sums over the deployments whose figures are known. Standing deployments count by the month, sessions by the hour. */
export interface Totals {
  readonly standing: { readonly usdPerMonth: Quantity; readonly kgCo2ePerMonth: Quantity };
  readonly session: { readonly usdPerHour: Quantity };
  /** The same after the leading advice of each deployment, applied together. */
  readonly after: {
    readonly standing: { readonly usdPerMonth: Quantity; readonly kgCo2ePerMonth: Quantity };
    readonly session: { readonly usdPerHour: Quantity };
  };
}

const NOTHING: Quantity = { value: 0, low: 0, high: 0 };

/** Each deployment counts once; what is not known adds nothing and is counted by the coverage. */
export function totalsOf(deployments: readonly EstimatedDeployment[]): Totals {
  const standing = deployments.filter(({ deployment }) => deployment.lifetime === 'standing');
  const sessions = deployments.filter(({ deployment }) => deployment.lifetime === 'session');
  return {
    standing: {
      usdPerMonth: sum(standing.map((each) => each.usdPerMonth)),
      kgCo2ePerMonth: sum(standing.map((each) => each.kgCo2ePerMonth)),
    },
    session: { usdPerHour: sum(sessions.map((each) => exact(each.usdPerHour))) },
    after: {
      standing: {
        usdPerMonth: sum(standing.map((each) => each.after.usdPerMonth)),
        kgCo2ePerMonth: sum(standing.map((each) => each.after.kgCo2ePerMonth)),
      },
      session: { usdPerHour: sum(sessions.map((each) => exact(each.after.usdPerHour))) },
    },
  };
}

function exact(value: number | null): Quantity | null {
  return value === null ? null : { value, low: value, high: value };
}

export function sum(quantities: readonly (Quantity | null)[]): Quantity {
  return quantities.reduce<Quantity>(
    (total, each) =>
      each === null
        ? total
        : { value: total.value + each.value, low: total.low + each.low, high: total.high + each.high },
    NOTHING,
  );
}
