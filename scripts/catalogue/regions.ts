import { number, text } from './csv';
import type { Sources } from './sources';

export interface RegionRow {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly partition: string;
  readonly gridZone: string;
  /** gCO2e per kWh: value, low, high. */
  readonly grid: readonly [number, number, number];
  readonly gridYear: number;
  readonly pue: number;
  readonly pueYear: number;
  /** Whether AWS published the figure for this Region, or only its global average applies. */
  readonly pueOf: 'region' | 'global';
  /** The year in which AWS says it matched the Region's electricity with renewables; 0 where it says nothing. */
  readonly matchedYear: number;
}

export function regionRows(sources: Sources): RegionRow[] {
  return sources.regions.map((row) => ({
    code: text(row, 'region'),
    name: text(row, 'name'),
    country: text(row, 'country'),
    partition: text(row, 'partition'),
    gridZone: text(row, 'grid_zone'),
    grid: [number(row, 'grid_gco2e_per_kwh'), number(row, 'grid_low'), number(row, 'grid_high')],
    gridYear: number(row, 'grid_year'),
    pue: number(row, 'pue'),
    pueYear: number(row, 'pue_year'),
    pueOf: text(row, 'pue_source').startsWith('AWS regional') ? 'region' : 'global',
    matchedYear: row['market_based_gco2e_per_kwh'] === '0' ? number(row, 'market_based_year') : 0,
  }));
}
