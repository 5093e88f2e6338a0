import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCatalogue, render } from '../../scripts/catalogue/build';
import { number, parseCsv, text } from '../../scripts/catalogue/csv';
import { readSources, type Sources } from '../../scripts/catalogue/sources';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shipped = join(root, 'src', 'catalogue', 'data');

describe('the catalogue build', () => {
  const sources = readSources(join(root, 'data'));

  it('gives the files that are shipped, no more and no fewer', () => {
    const { files } = buildCatalogue(sources);
    assert.deepEqual(readdirSync(shipped).sort(), Object.keys(files).sort());
    for (const [name, content] of Object.entries(files)) {
      assert.equal(readFileSync(join(shipped, name), 'utf8'), render(content), `${name}: run npm run catalogue`);
    }
  });

  it('stays below 120 kB', () => {
    const bytes = Object.values(buildCatalogue(sources).files).reduce<number>(
      (sum, each) => sum + render(each).length,
      0,
    );
    assert.ok(bytes < 120_000, `${bytes} bytes`);
  });

  it('says what it drops, with counts and names', () => {
    const printed = buildCatalogue(sources).dropped.toString();
    assert.match(printed, /priced, but not in the API's enum: 50\n.*ml\.eia2\.large.*ml\.m7g\.xlarge.*ml\.t3\.large/);
    assert.match(
      printed,
      /in the API's enum, but without a price in any Region .*: 29\n.*ml\.c6in\.large.*ml\.p3\.2xlarge/,
    );
    assert.match(printed, /priced Regions without a grid figure .*: 1\n {2}us-east-1-atl-1/);
    assert.match(printed, /not a hosting type: 6\n.*m7g\.xlarge/);
  });

  it('stops where the API accepts a type whose power is missing', () => {
    const enums = {
      ...sources.enums,
      ProductionVariantInstanceType: [...sources.enums.ProductionVariantInstanceType, 'ml.new1.large'],
    };
    assert.throws(() => buildCatalogue({ ...sources, enums }), /ml\.new1\.large/);
  });

  it('stops where serverless memory has no single price per GB', () => {
    const unitPrices = sources.unitPrices.map((row) =>
      row['item'] === 'sagemaker_serverless_inference_6GB' && row['region'] === 'eu-west-1'
        ? { ...row, usd: '0.0009' }
        : row,
    );
    assert.throws(() => buildCatalogue({ ...sources, unitPrices }), /not linear in memory in eu-west-1/);
  });

  it('stops where a figure is empty, which would be read as zero', () => {
    const power: Sources['power'] = sources.power.map((row) =>
      row['ml_type'] === 'ml.m5.xlarge' ? { ...row, watts_50: '' } : row,
    );
    assert.throws(() => buildCatalogue({ ...sources, power }), /no watts_50/);
  });
});

describe('reading comma-separated values', () => {
  it('reads quoted fields, doubled quotes and empty fields at the end', () => {
    assert.deepEqual(parseCsv('a,b,c\n1,"x, ""y""",\n2,,z\n'), [
      { a: '1', b: 'x, "y"', c: '' },
      { a: '2', b: '', c: 'z' },
    ]);
  });

  it('gives nothing for an empty text', () => {
    assert.deepEqual(parseCsv(''), []);
  });

  it('refuses a missing or non-numeric field', () => {
    assert.throws(() => text({ a: '1' }, 'b'), /no b/);
    assert.throws(() => number({ a: 'x' }, 'a'), /a is not a number/);
    assert.equal(number({ a: '2e-05' }, 'a'), 0.00002);
  });
});
