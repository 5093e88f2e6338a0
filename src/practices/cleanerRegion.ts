import type { InstanceType, Region } from '../catalogue';
import type { Delta } from '../model/delta';
import { servesInferenceComponents, type Deployment } from '../model/deployment';
import { regionOf } from '../model/graph';
import type { Proposal } from '../model/proposal';
import { isKnown, known, valueAt } from '../model/value';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { jurisdiction, regionGroup } from './regionGroups';
import { saysResidency, tagTexts, wordsOf } from './words';

const MOST = 3;
/** Less carbon by at least this share, with today's grid at its least and the other one's at its most. */
export const LEAST_SHARE = 0.3;

/** A Region of the same group on a cleaner grid, where the same type is offered. */
export const cleanerRegion: Practice = {
  id: 'cleaner-region',
  aliases: [],
  title: 'Run in a Region on a cleaner grid',
  articleName: 'Select sustainable Regions',
  why: `The same instance draws the same power everywhere, but what that power emits depends on the grid: between AWS Regions
of one continent it differs by up to twenty times. Where the electricity is clean already, making the hardware is most of
what is left, and a move changes little.`,
  sources: [
    ARTICLE,
    {
      text: 'AWS: how to select a Region for your workload based on sustainability goals',
      url: 'https://aws.amazon.com/blogs/architecture/how-to-select-a-region-for-your-workload-based-on-sustainability-goals/',
    },
    { text: 'Electricity Maps: yearly carbon intensity of grids', url: 'https://www.electricitymaps.com' },
  ],
  defaultVisibility: 'squiggle',
  detect: (context) => context.deployments.flatMap((deployment) => proposalsFor(context, deployment)),
};

function proposalsFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const { catalogue, graph } = context;
  const written = regionOf(graph, deployment.resource);
  // A setting or a flag is no decision of the code.
  if (!isKnown(written) || written.how === 'setting' || written.how === 'assumed') return [];
  const type = catalogue.instanceType(known(deployment.instanceType) ?? '');
  const present = catalogue.region(written.value);
  if (type === undefined || present === undefined || servesInferenceComponents(graph, deployment)) return [];
  if (hasToStay(deployment)) return [];
  // Reserved capacity is in its Region.
  if (valueAt(deployment.capacity, ['CapacityReservationConfig']).kind !== 'absent') return [];
  return candidates(context, type, present).map((region, index) =>
    proposal(deployment, type, present, region, MOST - index),
  );
}

/** Whether a tag says that the Region is no free choice: `DataResidency`, `compliance = "gdpr"`. */
function hasToStay({ endpoint, resource, model }: Deployment): boolean {
  const tagged = [endpoint, resource, model].filter((each) => each !== null);
  return tagged.flatMap(tagTexts).some((text) => saysResidency(wordsOf(text).join(' ')));
}

/** The cleanest Regions of the same group, by what a kWh at the instance emits; at most three. */
function candidates({ catalogue, options }: PracticeContext, type: InstanceType, present: Region): Region[] {
  const group = regionGroup(present.code);
  if (group === null) return [];
  const allowed = options.allowedRegions ?? null;
  return catalogue.regionCodes
    .filter((code) => code !== present.code && regionGroup(code) === group)
    .filter((code) => (allowed === null || allowed.includes(code)) && catalogue.offered(type.name, code))
    .flatMap((code) => catalogue.region(code) ?? [])
    .filter((region) => gramsPerKwh(region) < gramsPerKwh(present))
    .sort((a, b) => gramsPerKwh(a) - gramsPerKwh(b) || (a.code < b.code ? -1 : 1))
    .slice(0, MOST);
}

/** Of a kWh that reaches the instance, the data centre's overhead included. */
function gramsPerKwh(region: Region): number {
  return region.grid.value * region.pue;
}

function proposal(
  deployment: Deployment,
  type: InstanceType,
  present: Region,
  region: Region,
  generation: number,
): Proposal {
  return {
    practice: cleanerRegion.id,
    deployment: deployment.id,
    resource: deployment.resource.id,
    path: [],
    about: 'region',
    grade: 'consider',
    effort: 'code',
    subject: `${present.code} → ${region.code}`,
    title: `Move to ${region.code}, ${placeOf(region)}`,
    changes: { region: region.code },
    // What has to move with it is no edit.
    ops: [],
    preferred: false,
    recipe: null,
    pricing: { kind: 'region', region: region.code },
    notes: notesOn(type, present, region),
    generation,
    retired: false,
    keep: isRobust,
  };
}

function placeOf(region: Region): string {
  return /\((.+)\)/.exec(region.name)?.[1] ?? region.name;
}

function notesOn(type: InstanceType, present: Region, region: Region): string[] {
  const from = jurisdiction(present.country);
  const to = jurisdiction(region.country);
  const notes = [
    from === to
      ? `Both Regions are in ${to}.`
      : `Data moves from ${from} to ${to}: residency and contracts decide first.`,
    'What moves too: model artefacts, images, KMS keys, VPC and endpoints, quotas, callers, Savings Plans and other commitments.',
    `Grids, yearly average: ${present.code} ${present.grid.value} g CO2e/kWh (${present.grid.low} to ${present.grid.high}), ${region.code} ${region.grid.value} (${region.grid.low} to ${region.grid.high}).`,
    'It holds with the present grid at its least and the other at its most.',
  ];
  const gramsPerHour = (type.watts[2] / 1000) * gramsPerKwh(region);
  if (gramsPerHour < type.embodiedGramsPerHour)
    notes.push(`In ${region.code} most of what is left comes from making the hardware.`);
  if (region.marketBased !== null)
    notes.push(
      `Amazon lists the electricity of ${region.code} as matched with renewables in ${region.marketBased.year}: Amazon's claim, no part of these figures.`,
    );
  notes.push(`Check the latency to your callers, and the quota \`${type.name} for endpoint usage\` in ${region.code}.`);
  return notes;
}

function isRobust({ kgCo2eShareAtWorst }: Delta): boolean {
  return (kgCo2eShareAtWorst ?? 0) <= -LEAST_SHARE;
}
