import type { Advisor } from '../advisor/advisor';
import type { EstimatedDeployment, UnitAdvice } from '../advisor/advice';
import { catalogue } from '../catalogue';
import type { Origin } from '../model/origin';
import { practices, type Practice } from '../practices';
import { nothingOfItsKind, placesThatFollow } from '../practices/followed';
import type { ReportBuilder } from './json';

/** How a workspace stands to one practice. */
export interface ChecklistEntry {
  readonly practice: string;
  readonly status: 'followed' | 'advice' | 'notApplicable' | 'unknown';
  readonly where: readonly { readonly file: string; readonly line: number }[];
  readonly why: string;
}

/** Every practice, in their order, and how the workspace stands to it. */
export function checklistOf(advisor: Advisor, units: readonly UnitAdvice[], builder: ReportBuilder): ChecklistEntry[] {
  const graphs = advisor.graphs();
  const deployments = units.flatMap((unit) => unit.deployments);
  return practices.map((practice): ChecklistEntry => {
    const entry = (status: ChecklistEntry['status'], why: string, places: readonly Origin[] = []): ChecklistEntry => ({
      practice: practice.id,
      status,
      where: linesOf(places, builder),
      why,
    });
    const found = placesOf(practice, units, 'findings');
    if (found.length > 0) return entry('advice', counted(found.length, 'finding'), found);
    const suppressed = placesOf(practice, units, 'suppressed');
    if (suppressed.length > 0)
      return entry('advice', `${counted(suppressed.length, 'finding')}, suppressed`, suppressed);
    if (advisor.isOff(practice)) return entry('unknown', 'turned off in the settings');
    const followed = graphs.flatMap((graph) => placesThatFollow(practice.id, graph, catalogue));
    const ownKind = nothingOfItsKind(practice.id);
    const open = ownKind === null ? unread(deployments) : null;
    if (followed.length > 0)
      return open === null
        ? entry('followed', `seen in ${counted(linesOf(followed, builder).length, 'place')}`, followed)
        : entry('unknown', `followed in part: ${open}`, followed);
    if (ownKind !== null) return entry('notApplicable', ownKind);
    if (deployments.length === 0) return entry('notApplicable', 'nothing is deployed here');
    return open === null ? entry('notApplicable', 'no deployment calls for it') : entry('unknown', open);
  });
}

function placesOf({ id }: Practice, units: readonly UnitAdvice[], which: 'findings' | 'suppressed'): Origin[] {
  return units.flatMap((unit) => unit[which].filter(({ practice }) => practice === id).map(({ at }) => at));
}

/** How many deployments run on a type that can't be told, and what would decide it; null where all can. */
function unread(deployments: readonly EstimatedDeployment[]): string | null {
  const open = deployments.flatMap(({ deployment: { mode, instanceType } }) =>
    mode !== 'serverless' && instanceType.how === 'unresolved' ? [instanceType] : [],
  );
  if (open.length === 0) return null;
  const missing = [...new Set(open.flatMap(({ decidedBy }) => decidedBy ?? []))].sort();
  const decided = missing.length === 0 ? '' : `, decided by ${missing.join(', ')}`;
  return `${String(open.length)} of ${counted(deployments.length, 'deployment')} could not be read${decided}`;
}

/** Each line once, however many environments share it. */
function linesOf(places: readonly Origin[], builder: ReportBuilder): ChecklistEntry['where'] {
  const lines = new Map<string, { readonly file: string; readonly line: number }>();
  for (const place of places) {
    const { file, range } = builder.place(place);
    lines.set(`${file}:${String(range.start.line)}`, { file, line: range.start.line });
  }
  return [...lines.values()];
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
