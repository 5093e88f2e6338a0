import type { Catalogue } from '../catalogue';
import type { Input } from '../model/delta';
import type { Assumptions, TrafficProfile } from './capacity';
import type { CapacityEstimate } from './estimate';

/**
 * What a comparison rests on, each with its unit and where it comes from. `oneAtATime`: instances that come and go with the
 * traffic are counted as serving one request at a time, because nothing else is stated.
 */
export function inputsOf(
  before: CapacityEstimate,
  after: CapacityEstimate,
  assumptions: Assumptions,
  catalogue: Catalogue,
  oneAtATime: boolean,
): Input[] {
  const { region, regionHow, regionAfter, hoursPerMonth, traffic } = assumptions;
  const inputs: Input[] = [{ name: 'region', value: region, unit: '', source: regionHow }];
  if (regionAfter !== undefined) inputs.push({ name: 'regionAfter', value: regionAfter, unit: '', source: 'proposal' });
  inputs.push({ name: 'hoursPerMonth', value: hoursPerMonth, unit: 'h', source: 'assumed' });
  addUtilisation(inputs, before, after);
  if (traffic !== null) addTraffic(inputs, traffic);
  if (oneAtATime) inputs.push({ name: 'concurrencyPerInstance', value: 1, unit: '', source: 'assumed' });
  addPrice(inputs, 'Before', before, region, catalogue);
  addPrice(inputs, 'After', after, regionAfter ?? region, catalogue);
  addSupply(inputs, '', region, assumptions, catalogue);
  if (regionAfter !== undefined) addSupply(inputs, 'After', regionAfter, assumptions, catalogue);
  return inputs;
}

function addUtilisation(inputs: Input[], before: CapacityEstimate, after: CapacityEstimate): void {
  if (before.utilisation !== null && before.utilisation === after.utilisation) {
    inputs.push({ name: 'utilisation', value: before.utilisation, unit: '', source: before.utilisationHow });
    return;
  }
  for (const [name, side] of [
    ['utilisationBefore', before],
    ['utilisationAfter', after],
  ] as const) {
    if (side.utilisation !== null)
      inputs.push({ name, value: side.utilisation, unit: '', source: side.utilisationHow });
  }
}

function addTraffic(inputs: Input[], traffic: TrafficProfile): void {
  const add = (name: string, value: string | number | undefined, unit: string): void => {
    if (value !== undefined) inputs.push({ name, value, unit, source: 'profile' });
  };
  add('requestsPerDay', traffic.requestsPerDay, '1/d');
  add('secondsPerRequest', traffic.secondsPerRequest, 's');
  add('concurrencyPerInstance', traffic.concurrencyPerInstance, '');
  add('peakToMean', traffic.peakToMean, '');
  add('activeDaysPerWeek', traffic.activeHours?.days, 'd');
  add('activeHoursPerDay', traffic.activeHours?.hours, 'h');
}

function addPrice(inputs: Input[], suffix: string, side: CapacityEstimate, region: string, catalogue: Catalogue): void {
  if (!side.usdPerHour.known) return;
  const source = `price list of ${catalogue.priceDate}`;
  inputs.push({ name: `usdPerHour${suffix}`, value: side.usdPerHour.quantity.value, unit: 'USD/h', source });
  const note = side.type === null ? null : catalogue.priceNote(side.type.name, region);
  if (note !== null) inputs.push({ name: `priceNote${suffix}`, value: note, unit: '', source });
}

function addSupply(
  inputs: Input[],
  suffix: string,
  region: string,
  assumptions: Assumptions,
  catalogue: Catalogue,
): void {
  const found = catalogue.region(region);
  if (found === undefined) return;
  const override = Object.hasOwn(assumptions.gridOverrides, region) ? assumptions.gridOverrides[region] : undefined;
  inputs.push({
    name: `grid${suffix}`,
    value: override ?? found.grid.value,
    unit: 'gCO2e/kWh',
    source: override === undefined ? `Electricity Maps ${found.gridYear}` : 'override',
  });
  inputs.push({ name: `pue${suffix}`, value: found.pue, unit: '', source: `AWS ${found.pueYear}` });
}
