import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from './csv';

/** The source data of `data/`, read and given types, otherwise untouched. */
export interface Sources {
  readonly prices: {
    readonly publicationDate: string;
    readonly notes: readonly { readonly family: string; readonly regions: readonly string[]; readonly note: string }[];
    readonly usdPerHour: Record<string, Record<string, number>>;
  };
  readonly unitPrices: readonly Record<string, string>[];
  readonly enums: {
    readonly package: string;
    readonly packageVersion: string;
    readonly ProductionVariantInstanceType: readonly string[];
    readonly TransformInstanceType: readonly string[];
    readonly serverless: {
      readonly memoryMb: readonly number[];
      readonly maxConcurrency: readonly [number, number];
      readonly provisionedConcurrency: readonly [number, number];
      readonly regions: readonly string[];
    };
  };
  readonly power: readonly Record<string, string>[];
  readonly regions: readonly Record<string, string>[];
  readonly coefficients: {
    readonly version: string;
    readonly serverless: {
      readonly kwhPerGbSecond: number;
      readonly kwhPerGbSecondLow: number;
      readonly embodiedGramsPerGbSecond: number;
    };
    readonly defaultUtilisation: { readonly value: number };
  };
  readonly gpus: {
    readonly types: Record<string, { readonly gpus: number; readonly gpuMemoryMibTotal: number }>;
    /** By family. */
    readonly mibPerGpu: Record<string, number>;
  };
  readonly images: { readonly date: string; readonly images: Record<string, Record<string, ImageScope>> };
  readonly registries: {
    readonly accounts: Record<string, string>;
    readonly repositories: Record<string, string>;
    readonly arm64Regions: Record<string, Record<string, string>>;
  };
  readonly arm64: {
    readonly sdk: {
      readonly instanceFamilies: readonly string[];
      readonly frameworks: readonly string[];
      readonly tags: Record<string, Record<string, string>>;
    };
    readonly deepLearningContainers: {
      readonly regions: string;
      readonly images: readonly {
        readonly framework: string;
        readonly version: string;
        readonly repository: string;
        readonly tag: string;
        readonly patchedUntil: string;
      }[];
    };
  };
}

/** One list of images of a framework: `inference`, `inference_graviton` (arm64) or `eia`. */
export interface ImageScope {
  readonly processors?: readonly string[];
  readonly versionAliases?: Record<string, string>;
  readonly versions: Record<
    string,
    {
      readonly processors?: readonly string[];
      readonly pyVersions?: readonly string[];
      readonly containerVersion?: string;
      readonly repository?: string;
    }
  >;
}

export function readSources(folder: string): Sources {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const json = (name: string): unknown => JSON.parse(read(name));
  return {
    prices: json('hosting_prices.json') as Sources['prices'],
    unitPrices: parseCsv(read('unit_prices.csv')),
    enums: json('instance_enums.json') as Sources['enums'],
    power: parseCsv(read('instance_power.csv')),
    regions: parseCsv(read('region_carbon.csv')),
    coefficients: json('coefficients.json') as Sources['coefficients'],
    gpus: json('gpu_instances.json') as Sources['gpus'],
    images: json('container_images.json') as Sources['images'],
    registries: json('image_registries.json') as Sources['registries'],
    arm64: json('arm64_images.json') as Sources['arm64'],
  };
}
