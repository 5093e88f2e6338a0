import type { Catalogue } from '../catalogue';
import type { Deployment } from '../model/deployment';
import type { Graph } from '../model/graph';
import type { TrafficProfile } from '../model/profile';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';

/** What a team or a person may choose about the practices. */
export interface PracticeOptions {
  /** How long log groups are to keep their events. */
  readonly retentionDays: number;
}

/** Whether something stands elsewhere in the workspace: surely not, perhaps (a name can't be read), surely. */
export type Elsewhere = 'none' | 'possible' | 'certain';

/** What the other units of the workspace say. */
export interface WorkspaceFacts {
  /** Whether any unit holds SageMaker inference. */
  readonly usesSageMaker: boolean;
  /** Whether a scaling target that this graph doesn't hold is for this endpoint. Null: an endpoint that isn't in sight. */
  scalingOf(endpoint: Resource | null): Elsewhere;
  /** Whether a log group that this graph doesn't hold is this endpoint's. Left out where nobody has looked. */
  logGroupOf?(endpoint: Resource): Elsewhere;
}

/** What a practice is shown: the resources that hang together, under one binding and one outcome of the conditions. */
export interface PracticeContext {
  readonly graph: Graph;
  readonly deployments: readonly Deployment[];
  readonly catalogue: Catalogue;
  /** The stated traffic, or null where nobody has said anything. */
  readonly profileOf: (deployment: Deployment) => TrafficProfile | null;
  readonly options: PracticeOptions;
  readonly workspace: WorkspaceFacts;
}

export interface Source {
  readonly text: string;
  readonly url: string;
}

/** The article that names the practices. */
export const ARTICLE: Source = {
  text: 'AWS: Optimize AI/ML workloads for sustainability, part 3 (2022)',
  url: 'https://aws.amazon.com/blogs/architecture/optimize-ai-ml-workloads-for-sustainability-part-3-deployment-and-monitoring/',
};

/** How a deployment could be better. Knows no text and no language, and computes no money and no carbon. */
export interface Practice {
  readonly id: string;
  /** Earlier ids, which suppressions and settings may still name. */
  readonly aliases: readonly string[];
  readonly title: string;
  /** What the practice is called in AWS's "Optimize AI/ML workloads for sustainability, part 3". */
  readonly articleName: string;
  /** Why it matters, in Markdown: hovers and the page show it. */
  readonly why: string;
  readonly sources: readonly Source[];
  readonly defaultVisibility: 'squiggle' | 'report';
  /** All valid ways to make it better, to be priced and ranked by the advisor. Pure. */
  detect(context: PracticeContext): readonly Proposal[];
}
