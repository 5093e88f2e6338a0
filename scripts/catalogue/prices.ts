import { number, text } from './csv';
import type { Dropped } from './dropped';
import type { Sources } from './sources';

export interface PriceTables {
  readonly date: string;
  /** USD per instance-hour by Region, in the order of `types`; 0 where the type isn't sold there. */
  readonly types: string[];
  readonly usdPerHour: Record<string, number[]>;
  /** What has to be said where a price of the family in one of the Regions is shown. */
  readonly notes: Sources['prices']['notes'];
  readonly serverlessUsdPerGbSecond: Record<string, number>;
  /** Per GB of memory: a second of a warm slot, and a second of inference on it. */
  readonly provisionedConcurrency: Record<string, { readonly standby: number; readonly inference: number }>;
  readonly logStorage: { readonly usd: number; readonly region: string };
  /** S3 Standard, USD per GB-month of the first 50 TB, by Region. */
  readonly objectStorage: Record<string, number>;
  /** Private repositories of ECR, USD per GB-month, by Region. */
  readonly imageStorage: Record<string, number>;
}

export function priceTables(sources: Sources, dropped: Dropped): PriceTables {
  const accepted = new Set(sources.enums.ProductionVariantInstanceType);
  const regions = Object.keys(sources.prices.usdPerHour).sort();
  const priced = new Set(regions.flatMap((region) => Object.keys(sources.prices.usdPerHour[region] ?? {})));
  dropped.add(
    "priced, but not in the API's enum",
    [...priced].filter((name) => !accepted.has(name)),
  );
  dropped.add(
    "in the API's enum, but without a price in any Region (kept, price unknown)",
    [...accepted].filter((name) => !priced.has(name)),
  );
  const carbon = new Set(sources.regions.map((row) => row['region'] ?? ''));
  dropped.add(
    'priced Regions without a grid figure (kept, carbon unknown)',
    regions.filter((region) => !carbon.has(region)),
  );
  dropped.add(
    'Regions with a grid figure, but without prices (kept, cost unknown)',
    [...carbon].filter((region) => !regions.includes(region)),
  );
  const types = [...priced].filter((name) => accepted.has(name)).sort();
  return {
    date: sources.prices.publicationDate,
    types,
    usdPerHour: Object.fromEntries(
      regions.map((region) => [region, types.map((name) => sources.prices.usdPerHour[region]?.[name] ?? 0)]),
    ),
    notes: sources.prices.notes,
    serverlessUsdPerGbSecond: serverless(sources),
    provisionedConcurrency: provisioned(sources),
    logStorage: logStorage(sources),
    objectStorage: pricesOf(sources, 's3_standard_storage_first_50TB'),
    imageStorage: pricesOf(sources, 'ecr_private_storage'),
  };
}

/** The list has a price per memory size; all sizes cost the same per GB, which is checked, so one number a Region is enough. */
function serverless(sources: Sources): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of sources.unitPrices) {
    const size = /^sagemaker_serverless_inference_(\d)GB$/.exec(text(row, 'item'))?.[1];
    if (size === undefined) continue;
    sameRate(found, text(row, 'region'), number(row, 'usd') / Number(size));
  }
  return sorted(found);
}

function provisioned(sources: Sources): PriceTables['provisionedConcurrency'] {
  const standby: Record<string, number> = {};
  const inference: Record<string, number> = {};
  for (const row of sources.unitPrices) {
    const match = /^sagemaker_serverless_provisioned_concurrency_(usage|duration)_(\d)GB$/.exec(text(row, 'item'));
    if (match === null) continue;
    const rates = match[1] === 'usage' ? standby : inference;
    sameRate(rates, text(row, 'region'), number(row, 'usd') / Number(match[2]));
  }
  return Object.fromEntries(
    Object.entries(standby).map(([region, rate]) => [region, { standby: rate, inference: inference[region] ?? 0 }]),
  );
}

function sameRate(rates: Record<string, number>, region: string, rate: number): void {
  const rounded = Number(rate.toPrecision(12));
  const known = rates[region];
  if (known !== undefined && known !== rounded) throw new Error(`serverless is not linear in memory in ${region}`);
  rates[region] = rounded;
}

function logStorage(sources: Sources): PriceTables['logStorage'] {
  const rows = sources.unitPrices.filter((row) => row['item'] === 'cloudwatch_logs_storage');
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error('one price of log storage was expected');
  return { usd: number(row, 'usd'), region: text(row, 'region') };
}

function pricesOf(sources: Sources, item: string): Record<string, number> {
  const rows = sources.unitPrices.filter((row) => row['item'] === item);
  return sorted(Object.fromEntries(rows.map((row) => [text(row, 'region'), number(row, 'usd')])));
}

function sorted(rates: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(rates).sort(([a], [b]) => (a < b ? -1 : 1)));
}
