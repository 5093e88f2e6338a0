import type { LinkContext } from '../../model/language';
import { App } from './app';
import { scopeAround } from './around';
import { standIn } from './constructions';
import { instancesOf } from './instances';
import type { PythonReading } from './reading';
import type { PythonScope } from './scope';
import { NO_STAGE, type Stage } from './stages';

/** The stages of a file of a CDK app. */
export function stagesOfApp(reading: PythonReading, { files }: LinkContext): Stage[] {
  const app = files === undefined ? null : new App(files, reading.source.file);
  const { single, several } = instancesOf(reading, app);
  const classes = new Set(several.map((each) => each.body));
  const stages = several.map((each): Stage => {
    const { name, body } = each;
    return { name, app, instances: [...single, each], body, classes };
  });
  return [{ ...NO_STAGE, app, instances: single, classes }, ...stages];
}

/** What names are worth in a stage, of the program that makes it too. */
export function scopeOfStage(
  { app, instances, body }: Stage,
  reading: PythonReading,
  region: LinkContext['region'],
): PythonScope {
  const scope = scopeAround(reading, region, app);
  scope.isVarying = body !== null;
  for (const each of instances) standIn(scope, [...each.around, each]);
  return scope;
}
