import { Dropped } from './dropped';
import { imageTables } from './images';
import { instanceColumns } from './instances';
import { priceTables } from './prices';
import { regionRows } from './regions';
import { serverlessCoefficients } from './serverless';
import type { Sources } from './sources';

/** The files of `src/catalogue/data/` by name, and what was left out of them. */
export interface Build {
  readonly files: Readonly<Record<string, unknown>>;
  readonly dropped: Dropped;
}

export function buildCatalogue(sources: Sources): Build {
  const dropped = new Dropped();
  const instances = instanceColumns(sources, dropped);
  const prices = priceTables(sources, dropped);
  const regions = regionRows(sources);
  const years = new Set(regions.map((region) => region.gridYear));
  const [gridYear, ...otherYears] = years;
  if (gridYear === undefined || otherYears.length > 0) throw new Error('the grids are of different years');
  const files = {
    'edition.json': {
      version: sources.coefficients.version,
      priceDate: prices.date,
      priceBasis: 'on-demand list price, USD, no tax or discounts',
      gridYear,
      api: `${sources.enums.package} ${sources.enums.packageVersion}`,
      defaultUtilisation: sources.coefficients.defaultUtilisation.value,
    },
    'instances.json': instances,
    'prices.json': prices,
    'regions.json': regions,
    'serverless.json': serverlessCoefficients(sources),
    'images.json': imageTables(sources),
  };
  return { files, dropped };
}

/** A file as it is written: minified, one line. */
export function render(content: unknown): string {
  return `${JSON.stringify(content)}\n`;
}
