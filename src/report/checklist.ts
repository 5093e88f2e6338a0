import type { UnitAdvice } from '../advisor/advice';
import { practices } from '../practices';
import type { ReportBuilder } from './json';

/** How a workspace stands to one practice. */
export interface ChecklistEntry {
  readonly practice: string;
  readonly status: 'followed' | 'advice' | 'notApplicable' | 'unknown';
  readonly where: readonly { readonly file: string; readonly line: number }[];
  readonly why: string;
}

/** Every practice, in their order, and how the workspace stands to it. */
export function checklistOf(units: readonly UnitAdvice[], builder: ReportBuilder): ChecklistEntry[] {
  const findings = units.flatMap((unit) => unit.findings);
  const deployments = units.flatMap((unit) => unit.deployments);
  return practices.map((practice) => {
    const found = findings.filter((finding) => finding.practice === practice.id);
    if (found.length > 0)
      return {
        practice: practice.id,
        status: 'advice' as const,
        where: found.map((finding) => {
          const { file, range } = builder.place(finding.at);
          return { file, line: range.start.line };
        }),
        why: found.length === 1 ? '1 finding' : `${String(found.length)} findings`,
      };
    if (deployments.length === 0)
      return { practice: practice.id, status: 'notApplicable' as const, where: [], why: 'nothing is deployed here' };
    const unresolved = deployments.filter((each) => each.unresolved !== null).length;
    if (unresolved > 0)
      return {
        practice: practice.id,
        status: 'unknown' as const,
        where: [],
        why: `${String(unresolved)} of ${String(deployments.length)} deployments could not be read`,
      };
    return { practice: practice.id, status: 'notApplicable' as const, where: [], why: 'no deployment calls for it' };
  });
}
