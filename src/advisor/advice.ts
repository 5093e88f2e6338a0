import type { Deployment } from '../model/deployment';
import type { Landing } from '../model/landing';
import type { Edit, Refusal } from '../model/language';
import type { Origin } from '../model/origin';
import type { Quantity } from '../model/delta';
import type { ResourceId } from '../model/value';
import type { World } from '../model/worlds';
import type { Candidate } from './ranking';

/** How loud: Warning, Information, Hint as the editor knows them. */
export type Severity = 'warning' | 'information' | 'hint';

/** One practice's advice on one value, for one binding and one outcome of the conditions. */
export interface Finding {
  readonly practice: string;
  /** Practice, logical name and binding: stable when lines move. */
  readonly fingerprint: string;
  readonly severity: Severity;
  /** Where the squiggle stands. */
  readonly at: Origin;
  /** Where the value is written, if elsewhere. */
  readonly writtenAt: Origin | null;
  /** The parameter, variable or file that decides the value where the code leaves it open; the advice holds for its default. */
  readonly whenDefault: string | null;
  /** One sentence of at most 120 characters that ends in the delta. */
  readonly message: string;
  /** The deployment's id, or null for a resource that deploys nothing. */
  readonly deployment: string | null;
  readonly resource: ResourceId;
  readonly environment: string | null;
  /** How the undecided conditions turned out where this was found. */
  readonly world: World;
  /** Leading: the one that is shown. Alternatives change the same value and are in the hover and the lightbulb menu. */
  readonly rank: 'leading' | 'alternative';
  /** What it changes; findings of equal value are one advice. */
  readonly value: string;
  /** The ways to follow the advice, the leading one first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** Shown under the text, or only in the report and the lightbulb. */
  readonly visibility: 'squiggle' | 'report';
}

/** A change of text that a person can take, or why it can't be written. */
export interface Fix {
  readonly title: string;
  readonly practice: string;
  readonly preferred: boolean;
  readonly landing: Landing;
  readonly edits: readonly Edit[];
  readonly refusal: Refusal | null;
}

/** A deployment with its figures. */
export interface EstimatedDeployment {
  readonly deployment: Deployment;
  readonly environment: string | null;
  readonly usdPerHour: number | null;
  readonly usdPerMonth: Quantity | null;
  readonly kwhPerMonth: Quantity | null;
  readonly kgCo2ePerMonth: Quantity | null;
  readonly sci: number | null;
  /** After the leading proposals of this deployment, applied together and priced once; null where nothing priced changes. */
  readonly after: {
    readonly usdPerMonth: Quantity | null;
    readonly usdPerHour: number | null;
    readonly kgCo2ePerMonth: Quantity | null;
  };
  /** Why it could not be priced, and what would decide it. */
  readonly unresolved: Unresolved | null;
}

/** Why something isn't known, and what would decide it. */
export interface Unresolved {
  readonly why: string;
  readonly decidedBy: string | null;
}

export interface Notice {
  readonly kind: 'unusedSuppression' | 'expiredSuppression' | 'settings' | 'unresolved';
  readonly at: Origin;
  readonly message: string;
}

export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** Everything there is to say about one unit (a template, a Python file, a notebook). */
export interface UnitAdvice {
  readonly file: string;
  readonly deployments: readonly EstimatedDeployment[];
  /** Sorted by place; suppressed ones are left out. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly skipped: Skipped | null;
}

/** What a hover shows, and over which stretch of text. */
export interface Hover {
  readonly at: Origin;
  readonly markdown: string;
}
