import type rows from './data/regions.json';
import { entry } from './lazily';

/** A value with its bounds. */
export interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An AWS Region and the electricity that it runs on. */
export interface Region {
  /** `eu-north-1`. */
  readonly code: string;
  /** `Europe (Stockholm)`. */
  readonly name: string;
  readonly country: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
  readonly partition: string;
  /** Electricity Maps' zone that the grid figure is of. */
  readonly gridZone: string;
  /** gCO2e per kWh, location-based yearly average; bounds are the least and the most of three sources. */
  readonly grid: Bounded;
  readonly gridYear: number;
  /** Energy of the whole data centre per energy of the computers. */
  readonly pue: number;
  readonly pueYear: number;
  /** Whether AWS published the PUE for this Region, or its global average stands in. */
  readonly pueOf: 'region' | 'global';
  /** What AWS claims to have bought, market-based: shown apart, never used in an estimate. Null where it claims nothing. */
  readonly marketBased: { readonly gCo2ePerKwh: 0; readonly year: number } | null;
}

/** All Regions of the generated rows, by code. */
export function regionTable(data: typeof rows): ReadonlyMap<string, Region> {
  return new Map(data.map((row) => [row.code, regionOf(row)]));
}

function regionOf(row: (typeof rows)[number]): Region {
  return {
    code: row.code,
    name: row.name,
    country: row.country,
    partition: row.partition,
    gridZone: row.gridZone,
    grid: { value: entry(row.grid, 0), low: entry(row.grid, 1), high: entry(row.grid, 2) },
    gridYear: row.gridYear,
    pue: row.pue,
    pueYear: row.pueYear,
    pueOf: row.pueOf === 'region' ? 'region' : 'global',
    marketBased: row.matchedYear > 0 ? { gCo2ePerKwh: 0, year: row.matchedYear } : null,
  };
}
