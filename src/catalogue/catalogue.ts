import edition from './data/edition.json';
import imageData from './data/images.json';
import instanceData from './data/instances.json';
import priceData from './data/prices.json';
import regionData from './data/regions.json';
import serverlessData from './data/serverless.json';
import { imageTable, type ImageTable } from './images';
import { instanceTypes, type InstanceType } from './instances';
import { entry, lazily } from './lazily';
import { regionTable, type Bounded, type Region } from './regions';

/** What `ServerlessConfig` takes, where it is offered, and what a GB-second uses. */
export interface Serverless {
  /** Accepted `MemorySizeInMB`. */
  readonly memoryMb: readonly number[];
  /** `MaxConcurrency`, least and most. */
  readonly maxConcurrency: readonly [number, number];
  /** `ProvisionedConcurrency`, least and most. */
  readonly provisionedConcurrency: readonly [number, number];
  /** Regions that offer serverless inference. */
  readonly regions: readonly string[];
  /** kWh per GB of memory and second of inference, before PUE. */
  readonly kwhPerGbSecond: Bounded;
  /** gCO2e per GB-second of making the hardware. */
  readonly embodiedGramsPerGbSecond: Bounded;
}

/** Facts about SageMaker hosting: what the API accepts, what it costs, what it runs on. Pure; nothing is fetched. */
export interface Catalogue {
  /** When the facts were gathered, an ISO date. */
  readonly version: string;
  /** The price list's publication date. */
  readonly priceDate: string;
  readonly priceBasis: string;
  /** The year that the grid figures are of. */
  readonly gridYear: number;
  /** 0 to 1: what is assumed where neither traffic nor a measurement says it. */
  readonly defaultUtilisation: number;
  readonly images: ImageTable;
  readonly serverless: Serverless;
  /** The one observed price of stored logs; other Regions are not known. */
  readonly logStorageUsdPerGbMonth: { readonly usd: number; readonly region: string };
  /** USD for a GB-month of S3 Standard storage, of its first 50 TB. Undefined: no price in this Region. */
  objectStorageUsdPerGbMonth(region: string): number | undefined;
  /** USD for a GB-month of images in a private repository of ECR. Undefined: no price in this Region. */
  imageStorageUsdPerGbMonth(region: string): number | undefined;
  /** Undefined: not known to us, which is no statement about the API. */
  instanceType(name: string): InstanceType | undefined;
  /** Whether the API's enum for this use has the type. */
  accepts(name: string, use: 'hosting' | 'transform'): boolean;
  /** On-demand list price of one instance-hour of hosting. Undefined: no price known, and never zero. */
  usdPerHour(name: string, region: string): number | undefined;
  /** What has to be said where this price is shown: an oddity of the list, kept as published. Null: nothing. */
  priceNote(name: string, region: string): string | null;
  /** Accepted for hosting, and with a price in this Region. */
  offered(name: string, region: string): boolean;
  /** All types offered in a Region, by name. */
  offeredTypes(region: string): readonly InstanceType[];
  /** Undefined: no grid figure for it. */
  region(code: string): Region | undefined;
  /** Every Region that has a grid figure or a price, by code. */
  readonly regionCodes: readonly string[];
  /** USD for a second of inference. Undefined: memory size not accepted, or no price in this Region. */
  serverlessUsdPerSecond(memoryMb: number, region: string): number | undefined;
  /** USD a second for one unit of provisioned concurrency, and for a second of inference on it. Observed in us-east-1 only. */
  provisionedConcurrencyUsdPerSecond(
    memoryMb: number,
    region: string,
  ): { readonly standby: number; readonly inference: number } | undefined;
}

const types = lazily(() => instanceTypes(instanceData));
const priceColumns = lazily(() => new Map(priceData.types.map((name, index) => [name, index])));
const regions = lazily(() => regionTable(regionData));
const transformTypes = lazily(
  () => new Set(instanceData.names.filter((_, index) => instanceData.transform.charAt(index) === '1')),
);
const images = lazily(() => imageTable(imageData));
const offers = new Map<string, readonly InstanceType[]>();
const usdPerHourByRegion: Readonly<Record<string, readonly number[]>> = priceData.usdPerHour;
const serverlessRates: Readonly<Record<string, number>> = priceData.serverlessUsdPerGbSecond;
const objectStorageRates: Readonly<Record<string, number>> = priceData.objectStorage;
const imageStorageRates: Readonly<Record<string, number>> = priceData.imageStorage;
const provisionedRates: Readonly<Record<string, { readonly standby: number; readonly inference: number }>> =
  priceData.provisionedConcurrency;

function usdPerHour(name: string, region: string): number | undefined {
  const column = priceColumns().get(name);
  const usd = column === undefined ? undefined : own(usdPerHourByRegion, region)?.[column];
  // The generated table writes 0 where a type isn't sold.
  return usd === 0 ? undefined : usd;
}

function offeredTypes(region: string): readonly InstanceType[] {
  let found = offers.get(region);
  if (found === undefined) {
    found = [...types().values()].filter((type) => usdPerHour(type.name, region) !== undefined);
    // Only real Regions are remembered: the argument comes from people's files.
    if (found.length > 0) offers.set(region, found);
  }
  return found;
}

function gigabytes(memoryMb: number): number | undefined {
  return serverlessData.memoryMb.includes(memoryMb) ? memoryMb / 1024 : undefined;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function bounded(list: readonly number[]): Bounded {
  return { value: entry(list, 0), low: entry(list, 1), high: entry(list, 2) };
}

/** The catalogue that ships with this version, generated from `data/` by `npm run catalogue`. */
export const catalogue: Catalogue = {
  version: edition.version,
  priceDate: edition.priceDate,
  priceBasis: edition.priceBasis,
  gridYear: edition.gridYear,
  defaultUtilisation: edition.defaultUtilisation,
  get images() {
    return images();
  },
  serverless: {
    memoryMb: serverlessData.memoryMb,
    maxConcurrency: [entry(serverlessData.maxConcurrency, 0), entry(serverlessData.maxConcurrency, 1)],
    provisionedConcurrency: [
      entry(serverlessData.provisionedConcurrency, 0),
      entry(serverlessData.provisionedConcurrency, 1),
    ],
    regions: serverlessData.regions,
    kwhPerGbSecond: bounded(serverlessData.kwhPerGbSecond),
    embodiedGramsPerGbSecond: bounded(serverlessData.embodiedGramsPerGbSecond),
  },
  logStorageUsdPerGbMonth: priceData.logStorage,
  objectStorageUsdPerGbMonth: (region) => own(objectStorageRates, region),
  imageStorageUsdPerGbMonth: (region) => own(imageStorageRates, region),
  regionCodes: [...new Set([...regionData.map((region) => region.code), ...Object.keys(priceData.usdPerHour)])].sort(),
  instanceType: (name) => types().get(name),
  accepts: (name, use) => (use === 'hosting' ? types().has(name) : transformTypes().has(name)),
  usdPerHour,
  priceNote: (name, region) => {
    const family = types().get(name)?.family;
    return priceData.notes.find((each) => each.family === family && each.regions.includes(region))?.note ?? null;
  },
  offered: (name, region) => types().has(name) && usdPerHour(name, region) !== undefined,
  offeredTypes,
  region: (code) => regions().get(code),
  serverlessUsdPerSecond: (memoryMb, region) => {
    const gb = gigabytes(memoryMb);
    const rate = own(serverlessRates, region);
    return gb === undefined || rate === undefined ? undefined : gb * rate;
  },
  provisionedConcurrencyUsdPerSecond: (memoryMb, region) => {
    const gb = gigabytes(memoryMb);
    const rate = own(provisionedRates, region);
    if (gb === undefined || rate === undefined) return undefined;
    return { standby: gb * rate.standby, inference: gb * rate.inference };
  },
};
