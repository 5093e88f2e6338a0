import type { LinkContext } from '../../model/language';
import { App } from './app';
import { CDK_PACKAGE } from './cdkPaths';
import type { LocalScope } from './fragment';
import type { Instance } from './instances';
import { classAround, instancesOf } from './instances';
import { isTestCode } from './purpose';
import type { PlacedStatement, PythonReading } from './reading';
import { Round } from './rounds';
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

/** What is in no class with stages of its own, and each construction of those that have. */
export function stagesOf(reading: PythonReading, { files }: LinkContext): Stage[] {
  const usesCdk = reading.imports.some((path) => CDK_PACKAGE.test(path));
  const rest: Stage = { name: null, app: null, instances: [], body: null, classes: new Set() };
  if (!usesCdk || isTestCode(reading)) return [rest];
  const app = files === undefined ? null : new App(files, reading.source.file);
  const { single, several } = instancesOf(reading, app);
  const classes = new Set(several.map((each) => each.body));
  const stages = several.map((each): Stage => {
    const { name, body } = each;
    return { name, app, instances: [...single, each], body, classes };
  });
  return [{ ...rest, app, instances: single, classes }, ...stages];
}

/** What names are worth in a stage. */
export function scopeIn(
  { app, instances, body }: Stage,
  reading: PythonReading,
  region: LinkContext['region'],
): PythonScope {
  const scope = new PythonScope(reading, region, app);
  scope.isVarying = body !== null;
  const entry = app?.entry() ?? null;
  for (const each of instances) {
    scope.instances.set(each.body, each.construction);
    if (each.construction.statement.file === entry?.source.file) scope.scopeOf(entry);
    const own = scope.at(each.construction.statement);
    if (each.turn !== null) own.stayIn(new Round(null, own.madeOutside, each.turn.loop, each.turn.item));
  }
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
  const around = classAround(scope, statement, inner);
  return (around !== null && classes.has(around) ? around : null) === body;
}
