import { componentsOf } from '../model/components';
import { regionOf, type Graph } from '../model/graph';
import {
  cellIn,
  type Language,
  type LinkContext,
  type MetadataSuppression,
  type Reading,
  type Source,
  type TextOf,
} from '../model/language';
import { oncePer } from '../model/once';
import { compareOrigins, sameOrigin, type Origin } from '../model/origin';
import { ABSENT, isKnown, usedAt, valueAt, type Sourced, type Value } from '../model/value';
import { graphIn } from '../model/worlds';
import type { EstimatedDeployment, Finding, Skipped, UnitAdvice } from './advice';
import { estimatedDeployments } from './estimatedDeployments';
import type { JudgeContext, Judgement, WorldAdvice } from './judge';
import type { Judged } from './judged';
import { isPinned } from './pinnedRegion';
import { isAudible } from './severity';
import { suppress } from './suppress';
import { unfollowedNotices, unresolvedNotices } from './unresolved';

/** A document that has been read and linked: one graph for each of its environments. */
export interface Unit {
  readonly source: Source;
  /** The units that are instantiated in it: findings and edits may lie in them. */
  readonly included: readonly Source[];
  readonly language: Language;
  /** Read again where it had been given back. No getter: V8 keeps an object with one alive until it collects everything. */
  readonly reading: () => Reading;
  readonly context: LinkContext;
  readonly graphs: readonly Graph[];
  /** Kept apart from the reading, which may have been given back. */
  readonly metadataSuppressions: readonly MetadataSuppression[];
  /** Why the file is left alone, or null. */
  readonly skipped: Skipped | null;
}

/** The text of a part of a unit, of what it includes too. */
export function textIn(unit: Unit, file: string, cell: number | null): string | undefined {
  for (const source of [unit.source, ...unit.included]) {
    const found = cellIn(source, file, cell);
    if (found !== undefined) return found.text;
  }
  return undefined;
}

/** Everything there is to say about a unit. */
export function adviseUnit(unit: Unit, judged: Judged, context: JudgeContext): UnitAdvice {
  const findings: Finding[] = [];
  const deployments: EstimatedDeployment[] = [];
  const components = unit.graphs.flatMap(componentsOf);
  for (const { component, worlds } of judged.judge(components, context)) {
    for (const world of worlds) findings.push(...placed(unit, graphIn(world.world, component), world, context));
    deployments.push(...estimatedDeployments(component, worlds));
  }
  const outcome = suppress(unit, oneLeadsAtEachPlace(findings), context);
  return {
    file: unit.source.file,
    deployments: deployments.sort((a, b) => compareOrigins(a.deployment.at, b.deployment.at)),
    findings: outcome.findings,
    suppressed: outcome.suppressed,
    notices: [...outcome.notices, ...unresolvedNotices(deployments), ...unfollowedNotices(unit.graphs)],
    skipped: unit.skipped,
  };
}

function placed(unit: Unit, graph: Graph, world: WorldAdvice, context: JudgeContext): Finding[] {
  // A Region may be named in a file of values, or in the program that makes a stack.
  const textOf: TextOf = (file, cell) => textIn(unit, file, cell) ?? unit.context.files?.text(file);
  const found: Finding[] = [];
  for (const judgement of world.judgements) {
    const finding = placedFinding(unit, graph, world, judgement, context);
    if (finding === null) continue;
    const { at, writtenAt: written } = finding;
    const isKept =
      finding.candidates[0].proposal.about === 'region' && [at, written ?? at].some((place) => isPinned(textOf, place));
    if (!isKept) found.push(finding);
  }
  return found;
}

function placedFinding(
  unit: Unit,
  graph: Graph,
  { world }: WorldAdvice,
  judgement: Judgement,
  context: JudgeContext,
): Finding | null {
  const { practice, severity, rank, candidates, message, value: changed } = judgement;
  const { proposal } = candidates[0];
  const resource = graph.resources.get(proposal.resource);
  if (resource === undefined) return null;
  // Without a path it is about the resource itself.
  const value = proposal.path.length === 0 ? ABSENT : valueAt(resource.properties, proposal.path);
  const region = proposal.about === 'region' ? regionOf(graph, resource) : null;
  const at = (region === null ? usedAt(value) : placeOfRegion(region, unit)) ?? resource.header;
  return {
    practice: practice.id,
    fingerprint: `${practice.id}:${proposal.resource}:${proposal.about ?? proposal.path.join('.')}:${graph.environment ?? ''}`,
    severity,
    at,
    writtenAt: writtenAt(region ?? value, at),
    whenDefault: value.kind === 'scalar' && value.how === 'default' ? value.decidedBy : null,
    message,
    deployment: proposal.deployment,
    resource: proposal.resource,
    environment: graph.environment,
    world,
    rank,
    value: declared(graph, changed),
    candidates,
    visibility: isAudible(severity, proposal.visibility ?? practice.defaultVisibility, context.settings.loudness)
      ? 'squiggle'
      : 'report',
  };
}

/** Whether one declaration makes several of its resources. */
const isMadeSeveralTimes = oncePer((graph: Graph) =>
  [...graph.resources.values()].some(({ declaredAs }) => declaredAs !== undefined),
);

/** What is changed, the same for all resources that one declaration makes. */
function declared(graph: Graph, changed: string): string {
  if (!isMadeSeveralTimes(graph)) return changed;
  const [what, id = '', ...rest] = changed.split('|');
  const as = graph.resources.get(id)?.declaredAs;
  return as === undefined ? changed : [what, as, ...rest].join('|');
}

/** Where a Region is named, if that is in the unit's own text. */
function placeOfRegion(region: Sourced<string>, unit: Unit): Origin | null {
  if (!isKnown(region)) return null;
  const { file, cell } = region.usedAt;
  return cellIn(unit.source, file, cell) === undefined ? null : region.usedAt;
}

/** Where a value is written, if that is elsewhere than where it is used. */
function writtenAt(value: Value | Sourced<string>, at: Origin): Origin | null {
  return 'origin' in value && 'value' in value && !sameOrigin(value.origin, at) ? value.origin : null;
}

const LOUDNESS = { warning: 0, information: 1, hint: 2 } as const;

/**
 * Several environments and outcomes of conditions say the same of the same place: the loudest leads, the others become
 * its alternatives, and what is the same to the letter is said once.
 */
export function oneLeadsAtEachPlace(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(
    (a, b) =>
      compareOrigins(a.at, b.at) ||
      LOUDNESS[a.severity] - LOUDNESS[b.severity] ||
      saving(b) - saving(a) ||
      (a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0),
  );
  const kept: Finding[] = [];
  // Findings of one place stand together now, so each is compared with the few before it alone.
  let first = 0;
  for (const finding of sorted) {
    const before = kept[first];
    if (before === undefined || !startTogether(before, finding)) first = kept.length;
    const here = kept.slice(first);
    if (here.some((other) => other.fingerprint === finding.fingerprint && other.message === finding.message)) continue;
    const led =
      finding.rank === 'leading' && here.some((other) => other.rank === 'leading' && other.value === finding.value);
    kept.push(led ? { ...finding, rank: 'alternative' } : finding);
  }
  return kept;
}

function startTogether(a: Finding, b: Finding): boolean {
  return a.at.start === b.at.start && a.at.cell === b.at.cell && a.at.file === b.at.file;
}

function saving(finding: Finding): number {
  return -(finding.candidates[0].delta.usdPerHour ?? 0);
}
