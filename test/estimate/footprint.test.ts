import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { number, text } from '../../scripts/catalogue/csv';
import { readSources } from '../../scripts/catalogue/sources';
import { catalogue, type InstanceType } from '../../src/catalogue';
import { DEFAULT_ASSUMPTIONS } from '../../src/estimate/capacity';
import {
  instanceFootprint,
  multiple,
  serverlessFootprint,
  supplyOf,
  together,
  type Supply,
} from '../../src/estimate/footprint';
import { exact } from '../../src/estimate/quantity';

const sources = readSources(fileURLToPath(new URL('../../data', import.meta.url)));

function supply(region: string): Supply {
  const found = supplyOf(region, DEFAULT_ASSUMPTIONS, catalogue);
  assert.ok(found !== undefined);
  return found;
}

/** A type of the catalogue, or a row of the source that hosting doesn't offer, given the form of one. */
function typeOf(name: string): InstanceType {
  const hosted = catalogue.instanceType(name);
  if (hosted !== undefined) return hosted;
  const row = sources.power.find((each) => each['ec2_type'] === name);
  assert.ok(row !== undefined, name);
  return {
    name,
    family: 'm7g',
    size: 'xlarge',
    generation: 7,
    vcpu: number(row, 'vcpu'),
    memoryGib: number(row, 'memory_gib'),
    architecture: 'arm64',
    processor: text(row, 'cpu'),
    accelerator: null,
    watts: [number(row, 'watts_idle'), number(row, 'watts_10'), number(row, 'watts_50'), number(row, 'watts_100')],
    acceleratorWatts: [0, 0, 0, 0],
    wattsAt50Low: number(row, 'watts_50_low'),
    wattsAt50High: number(row, 'watts_50_high'),
    embodiedGramsPerHour: number(row, 'embodied_gco2e_per_hour'),
    embodiedGramsPerHourLow: number(row, 'embodied_low'),
    embodiedGramsPerHourHigh: number(row, 'embodied_high'),
    confidence: 'C',
  };
}

function near(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance + 1e-9, `${what}: ${actual}, not ${expected}`);
}

/** Of the method: 730 hours of one instance at half load. Region, type, W, kWh, O, M and C in kg, range in kg. */
const WORKED: readonly (readonly [string, string, number, number, number, number, number, number, number])[] = [
  ['us-east-1', 'ml.m5.xlarge', 28.24, 23.71, 9.91, 0.93, 10.84, 4.5, 13.8],
  ['us-east-1', 'm7g.xlarge', 19.49, 16.36, 6.84, 1.16, 8.0, 2.3, 10.3],
  ['us-east-1', 'ml.m6g.xlarge', 15.35, 12.89, 5.39, 1.16, 6.54, 1.9, 8.5],
  ['us-east-1', 'ml.m8g.xlarge', 18.3, 15.36, 6.42, 0.62, 7.04, 2.1, 9.1],
  ['us-east-1', 'ml.c5.2xlarge', 53.15, 44.62, 18.65, 1.98, 20.63, 8.3, 26.3],
  ['us-east-1', 'ml.c7g.2xlarge', 32.59, 27.36, 11.44, 2.01, 13.44, 3.8, 17.3],
  ['us-east-1', 'ml.g4dn.xlarge', 76.32, 64.07, 26.78, 3.13, 29.91, 12.8, 39.9],
  ['us-east-1', 'ml.inf1.xlarge', 63.81, 53.57, 22.39, 2.86, 25.25, 4.5, 43.5],
  ['eu-north-1', 'ml.m5.xlarge', 28.24, 22.68, 0.48, 0.93, 1.41, 0.5, 2.4],
  ['eu-north-1', 'm7g.xlarge', 19.49, 15.65, 0.33, 1.16, 1.49, 0.5, 2.4],
  ['eu-north-1', 'ml.m6g.xlarge', 15.35, 12.33, 0.26, 1.16, 1.42, 0.5, 2.3],
  ['eu-north-1', 'ml.m8g.xlarge', 18.3, 14.69, 0.31, 0.62, 0.93, 0.4, 1.7],
  ['eu-north-1', 'ml.c5.2xlarge', 53.15, 42.68, 0.9, 1.98, 2.88, 0.8, 4.9],
  ['eu-north-1', 'ml.c7g.2xlarge', 32.59, 26.17, 0.55, 2.01, 2.56, 0.7, 4.2],
  ['eu-north-1', 'ml.g4dn.xlarge', 76.32, 61.28, 1.29, 3.13, 4.42, 1.3, 7.6],
  ['eu-north-1', 'ml.inf1.xlarge', 63.81, 51.24, 1.08, 2.86, 3.94, 0.6, 7.5],
];

describe('the footprint of an instance', () => {
  for (const [region, name, watts, kwh, operational, embodied, total, low, high] of WORKED) {
    it(`of ${name} in ${region} is that of the worked example`, () => {
      const type = typeOf(name);
      const found = instanceFootprint(type, supply(region), 730, 0.5, 0.5);
      assert.equal(type.watts[2], watts);
      near(found.kwh.value, kwh, 0.005, 'kWh');
      near(found.operationalKgCo2e.value, operational, 0.005, 'operational');
      near(found.embodiedKgCo2e.value, embodied, 0.005, 'embodied');
      near(found.kgCo2e.value, total, 0.005, 'total');
      // The example gives the 4.449 kg of ml.m5.xlarge as 4.5.
      near(found.kgCo2e.low, low, 0.055, 'low');
      near(found.kgCo2e.high, high, 0.05, 'high');
    });
  }

  it('is the sum of its parts, bound by bound', () => {
    const found = instanceFootprint(typeOf('ml.g5.xlarge'), supply('eu-west-1'), 10, 0.3, 0.8);
    for (const bound of ['value', 'low', 'high'] as const) {
      assert.equal(found.kgCo2e[bound], found.operationalKgCo2e[bound] + found.embodiedKgCo2e[bound]);
    }
  });

  it('adds up and multiplies part by part', () => {
    const one = instanceFootprint(typeOf('ml.m5.large'), supply('eu-west-1'), 1, 0.5, 0.5);
    const sum = together(one, one);
    const twice = multiple(one, exact(2));
    assert.deepEqual(sum, twice);
  });
});

describe('the footprint of serverless inference', () => {
  it('is energy by the GB-second, with PUE, and embodied carbon beside it', () => {
    const found = serverlessFootprint(1_000_000, supply('us-east-1'), catalogue);
    near(found.kwh.value, 9.08658e-7 * 1e6 * 1.15, 1e-9, 'kWh');
    near(found.kwh.low, 3.36508e-7 * 1e6 * 1.15, 1e-9, 'kWh low');
    near(found.embodiedKgCo2e.value, 0.0513335, 1e-9, 'embodied');
    near(found.operationalKgCo2e.value, (9.08658e-7 * 1e6 * 1.15 * 418) / 1000, 1e-9, 'operational');
  });
});

describe('the electricity of a Region', () => {
  it('can be overridden, and is then exact', () => {
    const found = supplyOf('us-east-1', { ...DEFAULT_ASSUMPTIONS, gridOverrides: { 'us-east-1': 50 } }, catalogue);
    assert.deepEqual(found, { pue: 1.15, grid: { value: 50, low: 50, high: 50 }, gridSource: 'override' });
  });

  it('is unknown where no figure is', () => {
    assert.equal(supplyOf('us-east-1-atl-1', DEFAULT_ASSUMPTIONS, catalogue), undefined);
  });
});
