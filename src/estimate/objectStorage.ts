import type { Catalogue } from '../catalogue';
import type { LogStorageRate } from './logs';

/** What a GB in S3 Standard costs a month; null where the Region has no price. How many GB there are isn't known from code. */
export function objectStorageRate(region: string, catalogue: Catalogue): LogStorageRate | null {
  const usd = catalogue.objectStorageUsdPerGbMonth(region);
  return usd === undefined ? null : { usdPerGbMonth: usd, priceRegion: region, ofThisRegion: true };
}

/** What a GB of images in ECR costs a month; null where the Region has no price. How many GB there are isn't known from code. */
export function imageStorageRate(region: string, catalogue: Catalogue): LogStorageRate | null {
  const usd = catalogue.imageStorageUsdPerGbMonth(region);
  return usd === undefined ? null : { usdPerGbMonth: usd, priceRegion: region, ofThisRegion: true };
}
