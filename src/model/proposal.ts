import type { Delta } from './delta';
import type { Op } from './operation';
import type { Scalar } from './expression';
import type { Dialect } from './resource';
import type { Path, ResourceId } from './value';

/** How sure the advice is: provable; true for most of this shape; depends on what the code doesn't hold. */
export type Grade = 'certain' | 'likely' | 'consider';

/** What a person has to do beside the edit. */
export type Effort = 'edit' | 'redeploy' | 'code' | 'model';

/** A change that can't be made by an edit: a tested snippet per dialect. */
export interface Recipe {
  readonly title: string;
  readonly snippets: Partial<Readonly<Record<Dialect, string>>>;
}

/** What a proposal changes in what is billed. */
export type Pricing =
  /** The capacity before against the capacity after the ops; after those of `by` where the change itself is no edit. */
  | { readonly kind: 'capacity'; readonly by?: readonly Op[] }
  /** All that the deployment costs, for as long as it would stay up otherwise. */
  | { readonly kind: 'upkeep' }
  /** A rate in USD per GB-month that a retention stops from growing; `labelled` where the Region has no price of its own. */
  | { readonly kind: 'logStorage'; readonly expires?: true }
  /** The same capacity in another Region. */
  | { readonly kind: 'region'; readonly region: string }
  /** The rate in USD per GB-month of what lies in S3. */
  | { readonly kind: 'objectStorage' }
  /** The rate in USD per GB-month of the images in a private repository. */
  | { readonly kind: 'imageStorage' }
  /** The deployments of these ids together on as few instances as their memory allows: a range, outside of all totals. */
  | { readonly kind: 'shared'; readonly deployments: readonly string[] }
  /** Nothing that can be priced honestly; the sentence says why. */
  | { readonly kind: 'none'; readonly why: string };

/** One way to make a deployment better. */
export interface Proposal {
  readonly practice: string;
  /** The deployment it is about, or null for a resource that deploys nothing (a log group). */
  readonly deployment: string | null;
  /** The value that it is about: the squiggle stands there. */
  readonly resource: ResourceId;
  readonly path: Path;
  readonly grade: Grade;
  readonly effort: Effort;
  /** The head of the message: `ml.c5.xlarge → ml.c7g.xlarge`. At most 70 characters. */
  readonly subject: string;
  /** The quick fix's title, in the imperative. */
  readonly title: string;
  /** The changed fields, in SageMaker's names in camelCase. */
  readonly changes: Readonly<Record<string, Scalar | null>>;
  readonly ops: readonly Op[];
  /** Whether the fix may be the default one. */
  readonly preferred: boolean;
  readonly recipe: Recipe | null;
  readonly pricing: Pricing;
  /** What the reader has to know, a sentence each: limits, quotas, what decides. Markdown. */
  readonly notes: readonly string[];
  /** For the order of candidates of one practice: higher is newer. */
  readonly generation: number;
  /** What can't be created any more leads whatever it costs. */
  readonly retired: boolean;
  /** `last`: gives way to whatever else is likely for the same value. `never`: an alternative, even alone. */
  readonly leads?: 'last' | 'never';
  /** What it is about where that is no property: the Region that the code names for the resource. */
  readonly about?: 'region';
  /** Quieter than its practice: shown in the report only. */
  readonly visibility?: 'report';
  /** Rests on what other files do not say: nothing is said until all are read. */
  readonly waitsForWorkspace?: true;
  /** Whether the priced difference is worth telling. */
  readonly keep: (delta: Delta) => boolean;
}
