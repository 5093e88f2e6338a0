import type { Resource } from '../model/resource';

/** Whether something stands elsewhere in the workspace: surely not, perhaps (a name can't be read), surely. */
export type Elsewhere = 'none' | 'possible' | 'certain';

/** Who calls an endpoint, as far as the workspace shows: a clock, a queue, an upload, a device, or code that anybody may run. */
export type CallerKind = 'schedule' | 'queue' | 'storage' | 'edge' | 'code';

export interface Caller {
  readonly kind: CallerKind;
  readonly file: string;
  /** The least hours between two runs of a schedule, where that is known. */
  readonly hours?: number;
}

/** What the other units of the workspace say. Advice on what is nowhere rests on it: see `Practice.waitsForWorkspace`. */
export interface WorkspaceFacts {
  /** Whether any unit holds SageMaker inference. */
  readonly usesSageMaker: boolean;
  /** Whether a scaling target that this graph doesn't hold is for this endpoint. Null: an endpoint that isn't in sight. */
  scalingOf(endpoint: Resource | null): Elsewhere;
  /** Whether a log group that this graph doesn't hold is this endpoint's. Left out where nobody has looked. */
  logGroupOf?(endpoint: Resource): Elsewhere;
  /** Whether a monitoring schedule for drift watches this endpoint. */
  driftMonitoringOf?(endpoint: Resource): Elsewhere;
  /** Whether an alarm or a dashboard looks at this endpoint. */
  watchOf?(endpoint: Resource): Elsewhere;
  /** Whether one looks at how busy its instances are, and not at errors and latency alone. */
  utilisationWatchOf?(endpoint: Resource): Elsewhere;
  /** Whether a configuration or a job of another unit uses this model. */
  usesOfModel?(model: Resource): Elsewhere;
  /**
   * Who calls this endpoint by its name. Empty: nobody in sight, or only what no person starts. Null: calls whose endpoint
   * can't be told may be of this one, made by code that anybody may run.
   */
  callersOf?(endpoint: Resource): readonly Caller[] | null;
  /** Whether code of another unit reads the answers of this endpoint piece by piece. */
  streamingFrom?(endpoint: Resource | null): Elsewhere;
  /** Whether anything works out a baseline for Model Monitor. */
  readonly baselines?: boolean;
  /** Whether a recommendation or benchmark job stands anywhere. */
  readonly benchmarks?: boolean;
  /** The kinds of steps that make models faster or smaller, wherever they stand. */
  readonly optimisations?: ReadonlySet<'compilation' | 'quantisation' | 'pruning'>;
  /** Whether a function runs a file of the workspace that starts a training, and no other function runs it. */
  trainingRunBy?(code: Resource): boolean;
  /** The names of SageMaker pipelines that train, as far as files of the workspace define them. */
  readonly trainingPipelines?: ReadonlySet<string>;
}
