import type { Advisor } from '../advisor/advisor';
import type {
  EstimatedDeployment,
  Finding,
  Fix,
  Notice,
  Severity,
  Skipped,
  UnitAdvice,
  Unresolved,
} from '../advisor/advice';
import type { ShownRecipe } from '../advisor/recipeOf';
import type { Candidate } from '../advisor/ranking';
import { catalogue } from '../catalogue';
import type { Delta, Quantity } from '../model/delta';
import type { Edit } from '../model/language';
import type { Origin } from '../model/origin';
import type { Sourced } from '../model/value';
import { checklistOf, type ChecklistEntry } from './checklist';
import { Positions, type Range } from './positions';
import { totalsOf, type Totals } from './totals';

/** The report as it is published; `schemas/report.schema.json` describes it. */
export interface Report {
  readonly schemaVersion: 1;
  readonly catalogue: {
    readonly version: string;
    readonly priceDate: string;
    readonly priceBasis: string;
    readonly gridYear: number;
    readonly region: string;
  };
  readonly deployments: readonly DeploymentEntry[];
  readonly findings: readonly FindingEntry[];
  readonly checklist: readonly ChecklistEntry[];
  readonly coverage: {
    readonly deployments: number;
    readonly priced: number;
    readonly unresolved: readonly ({ readonly id: string } & Unresolved)[];
  };
  readonly notices: readonly NoticeEntry[];
  readonly skipped: readonly Skipped[];
  readonly totals: Totals;
}

export interface Place {
  readonly file: string;
  readonly cell: number | null;
  readonly range: Range;
}

export interface SourcedEntry {
  readonly value: string | number | null;
  readonly how: string;
  readonly values?: readonly (string | number)[];
  readonly decidedBy?: string;
}

export interface DeploymentEntry extends Place {
  readonly id: string;
  /** The resource that declares it, the same for all its environments. */
  readonly declaration: string;
  readonly environment: string | null;
  readonly dialect: string;
  readonly kind: string;
  readonly name: string;
  readonly mode: string;
  readonly lifetime: string;
  readonly region: SourcedEntry;
  readonly instanceType: SourcedEntry;
  readonly instanceCount: SourcedEntry;
  readonly estimate: {
    readonly hours: number;
    readonly usdPerHour: number | null;
    readonly usdPerMonth: Quantity | null;
    readonly kwhPerMonth: Quantity | null;
    readonly kgCo2ePerMonth: Quantity | null;
    readonly sci: number | null;
  };
}

export interface EditEntry extends Place {
  readonly newText: string;
}

export interface FixEntry {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: readonly EditEntry[];
  readonly refused?: { readonly reason: string; readonly why: string };
}

export interface FindingEntry extends Place {
  readonly practice: string;
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly grade: string;
  readonly message: string;
  readonly deployment: string | null;
  readonly resource: string;
  readonly environment: string | null;
  readonly rank: string;
  readonly proposal: Readonly<Record<string, string | number | boolean | null>>;
  readonly landing: string;
  readonly effort: string;
  readonly delta: DeltaEntry;
  /** The rewrite that is shown where the change is no edit. */
  readonly recipe: ShownRecipe | null;
  readonly fixes: readonly FixEntry[];
}

export type DeltaEntry = Pick<
  Delta,
  | 'usdPerHour'
  | 'usdPerMonth'
  | 'usdPerRun'
  | 'kgCo2ePerMonth'
  | 'verdict'
  | 'breakEvenThroughput'
  | 'breakEvenRequestsPerDay'
  | 'upTo'
  | 'inputs'
>;

export interface NoticeEntry extends Place {
  readonly kind: Notice['kind'];
  readonly message: string;
}

/** Collects everything the advisor knows. Sorted, without a clock, so that equal input gives equal output. */
export function reportOf(advisor: Advisor, region: string, skipped: readonly Skipped[], withFixes = true): Report {
  const builder = new ReportBuilder(advisor, withFixes);
  const units = advisor.adviseAll();
  const notices = [...units, ...advisor.teamNotices()].flatMap((unit) => unit.notices);
  const deployments = units.flatMap((unit) => unit.deployments);
  const { version, priceDate, priceBasis, gridYear } = catalogue;
  return {
    schemaVersion: 1,
    catalogue: { version, priceDate, priceBasis, gridYear, region },
    deployments: deployments.map((each) => builder.deployment(each)),
    findings: units.flatMap((unit) => unit.findings.map((finding) => builder.finding(unit, finding))),
    checklist: checklistOf(advisor, units, builder),
    coverage: coverageOf(deployments),
    notices: notices.map((notice) => builder.notice(notice)),
    skipped: [...skipped, ...units.flatMap((unit) => unit.skipped ?? [])].sort((a, b) => (a.file < b.file ? -1 : 1)),
    totals: totalsOf(deployments),
  };
}

function coverageOf(deployments: readonly EstimatedDeployment[]): Report['coverage'] {
  const unresolved = deployments.flatMap(({ deployment, unresolved: reason }) =>
    reason === null ? [] : [{ id: deployment.id, ...reason }],
  );
  return { deployments: deployments.length, priced: deployments.length - unresolved.length, unresolved };
}

/** Turns the advisor's offsets into lines and columns, one text at a time. */
export class ReportBuilder {
  private readonly positions = new Map<string, Positions>();

  constructor(
    private readonly advisor: Advisor,
    /** Fixes take a reading each; who doesn't show them needn't wait. */
    private readonly withFixes: boolean,
  ) {}

  place(origin: Origin): Place {
    const key = `${origin.file}|${String(origin.cell)}`;
    let positions = this.positions.get(key);
    if (positions === undefined) {
      positions = new Positions(this.advisor.textOf(origin.file, origin.cell) ?? '');
      this.positions.set(key, positions);
    }
    return { file: origin.file, cell: origin.cell, range: positions.range(origin) };
  }

  deployment({ deployment, environment, ...figures }: EstimatedDeployment): DeploymentEntry {
    return {
      id: deployment.id,
      declaration: deployment.resource.id,
      environment,
      ...this.place(deployment.at),
      dialect: deployment.dialect,
      kind: deployment.kind,
      name: deployment.name,
      mode: deployment.mode,
      lifetime: deployment.lifetime,
      region: sourced(deployment.region),
      instanceType: sourced(deployment.instanceType),
      instanceCount: sourced(deployment.instanceCount),
      estimate: {
        hours: 730,
        usdPerHour: figures.usdPerHour,
        usdPerMonth: figures.usdPerMonth,
        kwhPerMonth: figures.kwhPerMonth,
        kgCo2ePerMonth: figures.kgCo2ePerMonth,
        sci: figures.sci,
      },
    };
  }

  finding(unit: UnitAdvice, finding: Finding): FindingEntry {
    const [leading] = finding.candidates;
    return {
      practice: finding.practice,
      fingerprint: finding.fingerprint,
      severity: finding.severity,
      grade: leading.proposal.grade,
      ...this.place(finding.at),
      message: finding.message,
      deployment: finding.deployment,
      resource: finding.resource,
      environment: finding.environment,
      rank: finding.rank,
      proposal: leading.proposal.changes,
      landing: leading.landing,
      effort: leading.proposal.effort,
      delta: deltaOf(leading),
      recipe: this.advisor.recipe(unit.file, finding),
      fixes: this.withFixes ? this.advisor.fixes(unit.file, finding).map((fix) => this.fix(fix)) : [],
    };
  }

  notice({ kind, at, message }: Notice): NoticeEntry {
    return { kind, ...this.place(at), message };
  }

  private fix({ title, preferred, edits, refusal }: Fix): FixEntry {
    const entry = { title, preferred, edits: edits.map((edit) => this.edit(edit)) };
    return refusal === null ? entry : { ...entry, refused: refusal };
  }

  private edit(edit: Edit): EditEntry {
    return { ...this.place(edit), newText: edit.newText };
  }
}

function deltaOf({ delta }: Candidate): DeltaEntry {
  const {
    usdPerHour,
    usdPerMonth,
    usdPerRun,
    kgCo2ePerMonth,
    verdict,
    breakEvenThroughput,
    breakEvenRequestsPerDay,
    upTo,
    inputs,
  } = delta;
  return {
    usdPerHour,
    usdPerMonth,
    usdPerRun,
    kgCo2ePerMonth,
    verdict,
    breakEvenThroughput,
    breakEvenRequestsPerDay,
    ...(upTo === undefined ? {} : { upTo }),
    inputs,
  };
}

function sourced(value: Sourced<string | number>): SourcedEntry {
  switch (value.how) {
    case 'oneOf':
      return { value: null, how: value.how, values: value.values, decidedBy: value.condition };
    case 'absent':
      return { value: null, how: value.how };
    case 'unresolved':
      return { value: null, how: value.how, ...(value.decidedBy === null ? {} : { decidedBy: value.decidedBy }) };
    case 'literal':
    case 'constant':
    case 'default':
    case 'binding':
    case 'setting':
    case 'assumed':
      return {
        value: value.value,
        how: value.how,
        ...(value.decidedBy === null ? {} : { decidedBy: value.decidedBy }),
      };
  }
}
