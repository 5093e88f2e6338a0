import type { Catalogue } from '../catalogue';
import type { Delta } from '../model/delta';
import { unknownDelta } from '../model/delta';

/** What a GB of stored logs costs a month, where logs are never deleted. */
export interface LogStorageRate {
  readonly usdPerGbMonth: number;
  /** The Region that the price was observed in. */
  readonly priceRegion: string;
  /** Whether that is the Region asked for; if not, the rate is shown with its Region and stays out of totals. */
  readonly ofThisRegion: boolean;
}

/** The rate alone: how many GB there are isn't known from code, and no figure of energy for stored logs is published. */
export function logStorageRate(region: string, catalogue: Catalogue): LogStorageRate {
  const { usd, region: priceRegion } = catalogue.logStorageUsdPerGbMonth;
  return { usdPerGbMonth: usd, priceRegion, ofThisRegion: priceRegion === region };
}

/**
 * What a retention stops from growing, as a difference with no figures: only the rate is known, and it stands in the
 * inputs with its Region. `region` is null where it isn't known.
 */
export function logStorageDelta(region: string | null, catalogue: Catalogue): Delta {
  const rate = logStorageRate(region ?? '', catalogue);
  const source = `price of ${rate.priceRegion}${rate.ofThisRegion ? '' : ', which stands in for this Region'}`;
  return {
    ...unknownDelta('how many GB of logs there are is not known'),
    inputs: [{ name: 'logStorage', value: rate.usdPerGbMonth, unit: 'USD/GB-month', source }],
  };
}
