import type { Span } from '../../model/origin';
import { CONSTRUCT_CLASSES } from '../cdk/libraries';
import type { WrittenExpression } from './expressions';
import { OPERATIONS } from './operations';
import { SDK_METHODS } from './sdkMethods';

/**
 * What a statement says that matters here, by itself: the names it gives meaning to, the names it reads, and the calls
 * that may be hosting. All offsets count from the start of the statement, so that it can be kept when it moves.
 */
export interface Fragment {
  /** Every name that is written in the statement, with its definitions and uses in the order of the text. */
  readonly names: ReadonlyMap<string, NameUses>;
  readonly calls: readonly CandidateCall[];
  /** What is imported, by its full path. */
  readonly imports: readonly string[];
  /** Every statement that takes one of several ways, in the order of the text. */
  readonly branchings: readonly Branching[];
}

export interface NameUses {
  readonly definitions: WrittenDefinition[];
  readonly references: Reference[];
  readonly mutations: Mutation[];
}

/** A stretch of code with names of its own. */
export interface LocalScope {
  readonly kind: 'module' | 'class' | 'function' | 'comprehension';
  readonly name: string;
  /** The scope around it; null for the statement's own level, which is the module or the class it is a member of. */
  readonly parent: LocalScope | null;
  readonly parameters: readonly Parameter[];
  readonly returns: readonly WrittenExpression[];
  /** Names that are bound here, and those that `global` or `nonlocal` hands on. */
  readonly bound: ReadonlySet<string>;
  readonly handedOn: ReadonlySet<string>;
  /** What a comprehension, or a function that is applied to each item, goes over. */
  readonly over?: WrittenExpression | null;
  /** A comprehension with a condition, or with loops in one another: not once for each item. */
  readonly takesSome?: true;
}

export interface Parameter {
  readonly name: string;
  readonly star: '' | '*' | '**';
  readonly default: WrittenExpression | null;
  readonly annotation: WrittenExpression | null;
}

/** A statement that takes one of several ways. */
export interface Branching {
  /** The condition as it is written. */
  readonly condition: string;
  readonly kind: 'if' | 'loop' | 'try' | 'match';
  /** What the ways depend on, in their order: of an `if` and each `elif`, of the cases of a `match` with constants; else empty. */
  readonly tests: readonly Pick<WrittenExpression, 'expr'>[];
  readonly start: number;
  readonly scope: LocalScope;
  readonly block: Block | null;
  readonly arms: readonly Block[];
  /** Whether one of the ways is always taken. */
  readonly exhaustive: boolean;
  /** What a loop goes over; null where it has no items. */
  readonly over: WrittenExpression | null;
  /** Whether a `break` or `return` ends the loop before its time. */
  readonly breaks: boolean;
}

/** The body of one way. */
export interface Block {
  readonly branching: Branching;
  readonly end: number;
  /** Whether it never goes on behind the statement: `return`, `raise`, `continue`, `exit()`. */
  readonly leaves: boolean;
  /** Whether it ends in an error, or ends the program: `raise`, `exit()`. */
  readonly raises: boolean;
}

/** What gives a name its meaning. */
export type Given =
  | { readonly kind: 'value'; readonly value: WrittenExpression; readonly annotation: WrittenExpression | null }
  | { readonly kind: 'import'; readonly path: string }
  | { readonly kind: 'function'; readonly body: LocalScope }
  | { readonly kind: 'class'; readonly body: LocalScope; readonly bases: readonly WrittenExpression[] }
  | { readonly kind: 'parameter'; readonly of: LocalScope; readonly index: number }
  /** `with x as name`: not the value itself, but what it is about. */
  | { readonly kind: 'context'; readonly value: WrittenExpression }
  /** `path`: which part of an item, where it has several targets. */
  | { readonly kind: 'loop'; readonly over: WrittenExpression | null; readonly path: readonly number[] }
  /** `isDeclared`: it has a type and no value. */
  | { readonly kind: 'unfollowed'; readonly why: string; readonly isDeclared?: true };

interface Placed extends Span {
  readonly scope: LocalScope;
  readonly block: Block | null;
}

/**
 * Attributes of `self` are names like `self.name`, in the scope of the class. Any other attribute, a called method too, is
 * a use of a name like `.attribute`, whatever it is an attribute of. Where an attribute is set whose name only running
 * decides, it has this name.
 */
export const ANY = '*';

export interface WrittenDefinition extends Placed {
  readonly name: string;
  /** The name has the meaning from here on. */
  readonly from: number;
  readonly given: Given;
}

export interface Reference extends Placed {
  /** `display`: printed or logged only. */
  readonly role: 'value' | 'display';
  /** The entry that is read, where it is a constant key or index: `name["key"]`. */
  readonly key: string | null;
  /** The call, where the name is called and not read. */
  readonly called: WrittenExpression | null;
}

/** A change of the list or dictionary that a name stands for: `name["a"]["b"] = value`, `name.append(value)`. */
export interface Mutation extends Placed {
  readonly from: number;
  readonly keys: readonly WrittenExpression[];
  /** `other`: any entry may have changed. */
  readonly action: 'set' | 'add' | 'append' | 'extend' | 'update' | 'remove' | 'other';
  readonly value: WrittenExpression | null;
}

/** A call whose name may be hosting. */
export interface CandidateCall extends Placed {
  readonly method: string;
  readonly call: WrittenExpression;
  /** The called name alone. */
  readonly header: Span;
  readonly inLoop: boolean;
}

/** Methods of constructs that change what they make. */
export const CONSTRUCT_METHODS: ReadonlySet<string> = new Set([
  'add_instance_production_variant',
  'add_lifecycle_rule',
  'add_override',
  'add_property_deletion_override',
  'add_property_override',
  'add_target',
  'auto_scale_instance_count',
  'scale_on_invocations',
  'scale_on_metric',
  'scale_on_schedule',
  'scale_to_track_metric',
]);

/** Decorators that give a function a schedule. */
export const CLOCK_DECORATORS: ReadonlySet<string> = new Set(['dag', 'scheduled_job']);

/** Names of calls that can say something about hosting. */
export const CANDIDATE_CALLS: ReadonlySet<string> = new Set([
  ...CONSTRUCT_CLASSES,
  ...CONSTRUCT_METHODS,
  ...CLOCK_DECORATORS,
  ...OPERATIONS.keys(),
  ...Object.keys(SDK_METHODS),
  'DAG',
  'Pipeline',
  'SageMakerTrainingOperator',
  'SageMakerTrainingOperatorAsync',
  'SageMakerStartPipelineOperator',
  'SageMakerTuningOperator',
  'TrainingStep',
  'Transformer',
  'TuningStep',
  'add_job',
  'deregister_scalable_target',
  'do',
  'setup_default_session',
]);
