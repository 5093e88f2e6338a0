import type { Catalogue } from '../catalogue';
import type { Deployment } from '../model/deployment';
import type { Graph } from '../model/graph';
import type { TrafficProfile } from '../model/profile';
import type { Proposal } from '../model/proposal';
import type { WorkspaceFacts } from './workspace';

export type { Caller, CallerKind, Elsewhere, WorkspaceFacts } from './workspace';

/** What a team or a person may choose about the practices. */
export interface PracticeOptions {
  /** How long log groups are to keep their events. */
  readonly retentionDays: number;
  /** The Regions that a team allows; null or left out: all. */
  readonly allowedRegions?: readonly string[] | null;
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

/** A deployment with the graph that holds it. */
export interface PlacedDeployment {
  readonly deployment: Deployment;
  readonly graph: Graph;
}

/** All deployments of the workspace, looked at together. */
export interface AcrossContext {
  readonly deployments: readonly PlacedDeployment[];
  /** All of the workspace, those without a deployment too: what calls an endpoint may stand in another file. */
  readonly graphs: readonly Graph[];
  readonly catalogue: Catalogue;
}

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
  /** The practice that leads before this one where it saves more money, as easily and as surely. */
  readonly givesWayTo?: string;
  /** It speaks of what stands nowhere: nothing is said until all files are read. */
  readonly waitsForWorkspace?: true;
  /** All valid ways to make it better, to be priced and ranked by the advisor. Pure. */
  detect(context: PracticeContext): readonly Proposal[];
  /**
   * What several deployments could do together, whichever files they stand in. Asked for reports only, never while
   * somebody types. Pure.
   */
  detectAcross?(context: AcrossContext): readonly Proposal[];
}
