import { refuse, type Edit, type TextOf, type Written } from '../model/language';
import { compareLandings, type Landing } from '../model/landing';
import type { Graph } from '../model/graph';
import type { Op } from '../model/operation';
import { sameOrigin, type Origin } from '../model/origin';
import { ABSENT, valueAt } from '../model/value';
import { graphIn } from '../model/worlds';
import type { Finding, Fix } from './advice';
import type { Candidate } from './ranking';
import type { Unit } from './unit';
import { writeChanges, type Change } from './writeChanges';

/** The quick fixes of a finding, the leading candidate's first. A candidate without changes of text has none. */
export function fixesOf(unit: Unit, finding: Finding, others: readonly Finding[], textOf: TextOf): Fix[] {
  const offered: Candidate[] = [];
  return finding.candidates.flatMap((candidate, index) => {
    if (candidate.proposal.ops.length === 0 || offered.some((each) => isPartOf(candidate, each))) return [];
    const { written, where, landing } = writeCandidate(unit, finding, candidate, others, textOf);
    // Nothing to write is nothing to offer.
    if (written.kind === 'edits' && written.edits.length === 0) return [];
    if (written.kind === 'edits') offered.push(candidate);
    const { title, preferred } = candidate.proposal;
    const isFirst = index === 0 && finding.rank === 'leading';
    return [
      {
        title: titled(title, where, finding, candidate, others),
        practice: finding.practice,
        preferred: preferred && isFirst && landsByItself(landing) && written.kind === 'edits',
        landing,
        edits: written.kind === 'edits' ? written.edits : [],
        refusal: written.kind === 'edits' ? null : written.refusal,
      },
    ];
  });
}

function titled(
  title: string,
  where: Attempt['where'],
  finding: Finding,
  candidate: Candidate,
  others: readonly Finding[],
): string {
  if (where !== null) return `${title}, in ${where}${figuresOf(finding, candidate)}`;
  const { environment, practice, at } = finding;
  const isOneOfSeveral = others.some(
    (other) => other.practice === practice && other.environment !== environment && sameOrigin(other.at, at),
  );
  return environment !== null && isOneOfSeveral ? `${title}, in ${environment}` : title;
}

/** What a finding says in dollars is of its own environment alone. */
function figuresOf({ environment }: Finding, { comparison }: Candidate): string {
  return environment === null || comparison === null ? '' : ` (figures of ${environment})`;
}

/** Whether another candidate does all that this one does, and more. */
function isPartOf({ proposal }: Candidate, other: Candidate): boolean {
  const ops = new Set(other.proposal.ops.map((op) => JSON.stringify(op)));
  return proposal.ops.length < ops.size && proposal.ops.every((op) => ops.has(JSON.stringify(op)));
}

/** AWS refuses another instance type as long as the old one is registered for scaling. */
function landsByItself(landing: Landing): boolean {
  return landing !== 'deregisterScalingFirst';
}

interface Attempt {
  readonly written: Written;
  /** Which other environments change with it; null where none does. */
  readonly where: 'all environments' | 'all environments that read it' | null;
  /** The hardest of all that change. */
  readonly landing: Landing;
}

function writeCandidate(
  unit: Unit,
  finding: Finding,
  candidate: Candidate,
  others: readonly Finding[],
  textOf: TextOf,
): Attempt {
  const { landing } = candidate;
  const here = changeOf(unit, finding, candidate.proposal.ops);
  if (here === null) return { written: refuse('unresolved', 'the environment is not known'), where: null, landing };
  const shared = candidatesOfAllReaders(finding, candidate, others, here.graph);
  const together = shared === null ? null : writeChanges(unit, [{ ...here, ops: opsOf(shared) }], textOf);
  if (shared !== null && together?.kind === 'edits')
    return { written: together, where: null, landing: hardest([candidate, ...shared]) };
  const alone = writeChanges(unit, [here], textOf);
  if (alone.kind === 'edits' || alone.refusal.reason !== 'sharedValue') return { written: alone, where: null, landing };
  const elsewhere = changesElsewhere(unit, finding, candidate, others);
  const reading = elsewhere.filter(({ other }) => sameOrigin(placeOf(other), placeOf(finding)));
  for (const also of reading.length > 0 && reading.length < elsewhere.length ? [reading, elsewhere] : [elsewhere]) {
    const written = writeChanges(unit, [here, ...also.map(({ change }) => change)], textOf);
    if (written.kind === 'refusal') continue;
    const where = also === elsewhere ? 'all environments' : 'all environments that read it';
    return { written, where, landing: hardest([candidate, ...also.map((each) => each.by)]) };
  }
  return { written: alone, where: null, landing };
}

/** Where the value is written that a finding is about. */
function placeOf({ at, writtenAt }: Finding): Origin {
  return writtenAt ?? at;
}

function hardest(candidates: readonly [Candidate, ...Candidate[]]): Landing {
  return candidates.reduce((one, other) => (compareLandings(one.landing, other.landing) < 0 ? other : one)).landing;
}

function changeOf(unit: Unit, finding: Finding, ops: readonly Op[]): Change | null {
  const graph = unit.graphs.find((each) => each.environment === finding.environment);
  return graph === undefined ? null : { graph: graphIn(finding.world, graph), world: finding.world, ops };
}

/** What the same practice advises for the same value in the other environments. */
function changesElsewhere(
  unit: Unit,
  finding: Finding,
  candidate: Candidate,
  others: readonly Finding[],
): { readonly change: Change; readonly by: Candidate; readonly other: Finding }[] {
  return others.flatMap((other) => {
    if (other.environment === finding.environment || other.practice !== finding.practice) return [];
    if (other.value !== finding.value) return [];
    const { generation } = candidate.proposal;
    const same = other.candidates.find((each) => each.proposal.generation === generation) ?? other.candidates[0];
    const change = changeOf(unit, other, same.proposal.ops);
    return change === null ? [] : [{ change, by: same, other }];
  });
}

/**
 * Where several deployments read one written value and every one of them is advised the same, the value is changed for
 * all of them at once. Null where it is read once, or where not all gain.
 */
function candidatesOfAllReaders(
  finding: Finding,
  candidate: Candidate,
  others: readonly Finding[],
  graph: Graph,
): readonly Candidate[] | null {
  const writtenAt = placeOf(finding);
  const alike = others.filter((other) => {
    if (other.practice !== finding.practice || other.environment !== finding.environment) return false;
    if (isWrittenElsewhere(other, graph, writtenAt)) return false;
    if (other.writtenAt !== null) return sameOrigin(other.writtenAt, writtenAt);
    // A declaration that is instantiated several times: one place, several resources.
    return sameOrigin(other.at, writtenAt) && (isOfAnother(other, finding) || other === finding);
  });
  if (alike.length < 2) return null;
  const changes = JSON.stringify(candidate.proposal.changes);
  const chosen = alike.map((other) =>
    other.candidates.find((each) => JSON.stringify(each.proposal.changes) === changes),
  );
  const all = chosen.flatMap((each) => each ?? []);
  return all.length === chosen.length ? all : null;
}

/** Whether a finding is about a value that is another one in the outcome of conditions that a graph shows. */
function isWrittenElsewhere({ resource, candidates: [{ proposal }] }: Finding, graph: Graph, place: Origin): boolean {
  const of = graph.resources.get(resource);
  const value = of === undefined ? ABSENT : valueAt(of.properties, proposal.path);
  return of === undefined || (value.kind === 'scalar' && !sameOrigin(value.origin, place));
}

/** A declaration of a list whose items are made alike: one place, several variants. */
function isOfAnother(other: Finding, { resource, deployment }: Finding): boolean {
  return other.resource !== resource || other.deployment !== deployment;
}

function opsOf(candidates: readonly Candidate[]): readonly Op[] {
  const ops = candidates.flatMap(({ proposal }) => proposal.ops);
  return [...new Map(ops.map((op) => [JSON.stringify(op), op])).values()];
}

/** Refuses what would change a declaration that another unit instantiates too; `othersOn` names the other units on a file. */
export function unlessShared(fix: Fix, othersOn: (file: string) => readonly string[]): Fix {
  const [other] = fix.edits.flatMap((edit) => othersOn(edit.file));
  if (other === undefined) return fix;
  const refusal = { reason: 'sharedValue', why: `${other} uses what would be changed, too` } as const;
  return { ...fix, preferred: false, edits: [], refusal };
}

/** Whether edits of two fixes fall on the same place. */
export function clash(edits: readonly Edit[], others: readonly Edit[]): boolean {
  return edits.some((edit) => others.some((other) => overlap(edit, other)));
}

function overlap(a: Edit, b: Edit): boolean {
  if (a.file !== b.file || a.cell !== b.cell) return false;
  return a.start < b.end && b.start < a.end ? true : a.start === b.start || a.end === b.end;
}
