import type { LinkContext } from '../../model/language';
import type { App } from './app';
import { CDK_PACKAGE } from './cdkPaths';
import { scopeOfStage, stagesOfApp } from './constructing';
import type { LocalScope } from './fragment';
import type { Instance } from './instances';
import { isTestCode } from './purpose';
import type { PlacedStatement, PythonReading } from './reading';
import { PythonScope } from './scope';

/** One way in which a CDK app constructs the classes of a file; a file without such classes has one. */
export interface Stage {
  readonly name: string | null;
  readonly app: App | null;
  /** The constructions that decide what classes are given. */
  readonly instances: readonly Instance[];
  /** The class that the stage is a construction of. */
  readonly body: LocalScope | null;
  /** The classes that have stages of their own. */
  readonly classes: ReadonlySet<LocalScope>;
}

export const NO_STAGE: Stage = { name: null, app: null, instances: [], body: null, classes: new Set() };

/** What is in no class with stages of its own, and each construction of those that have. */
export function stagesOf(reading: PythonReading, context: LinkContext): Stage[] {
  const usesCdk = reading.imports.some((path) => CDK_PACKAGE.test(path));
  return usesCdk && !isTestCode(reading) ? stagesOfApp(reading, context) : [NO_STAGE];
}

/** What names are worth in a stage. */
export function scopeIn(stage: Stage, reading: PythonReading, { region, isToReadOnly }: LinkContext): PythonScope {
  const standsAlone = stage.app === null && stage.instances.length === 0;
  const scope = standsAlone ? new PythonScope(reading, region) : scopeOfStage(stage, reading, region);
  scope.readers.areAskedFor = isToReadOnly !== true;
  return scope;
}

/** Whether something is of a stage: of its class, or of no class that has stages of its own. */
export function isOfStage(
  { body, classes }: Stage,
  scope: PythonScope,
  statement: PlacedStatement,
  inner: LocalScope,
): boolean {
  if (classes.size === 0) return true;
  const around = scope.names.classAround(statement, inner);
  return (around !== null && classes.has(around) ? around : null) === body;
}
