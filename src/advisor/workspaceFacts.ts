import { property } from '../model/graph';
import type { Resource } from '../model/resource';
import { asString, known } from '../model/value';
import type { Caller, CallerKind, Elsewhere, WorkspaceFacts } from '../practices/practice';
import { saysTraining } from '../practices/training';
import type { OutsideCall, UnitFacts } from './unitFacts';
import type { Trigger } from './triggers';

/** What all units together say. */
export function workspaceFacts(units: Iterable<UnitFacts>): WorkspaceFacts {
  const all = [...units];
  const names = (of: (facts: UnitFacts) => readonly (string | null)[]): readonly (string | null)[] => all.flatMap(of);
  const scaled = names((facts) => facts.scaledElsewhere);
  const logged = names((facts) => facts.loggedEndpoints);
  const monitored = names((facts) => facts.driftMonitored);
  const watched = names((facts) => facts.watched);
  const utilisationWatched = names((facts) => facts.utilisationWatched);
  const streamed = names((facts) => facts.streamed);
  const models = names((facts) => facts.modelsUsed);
  const triggers = distinct(all.flatMap((facts) => facts.triggers));
  const calls = all.flatMap((facts) => facts.calls);
  const trainingPipelines = new Set(all.flatMap((facts) => facts.trainingPipelines));
  const starts = all.flatMap((facts) => facts.pipelineStarts);
  const trainingFiles = [
    ...all.flatMap((facts) => facts.trainingFiles),
    ...starts.flatMap(({ file, pipeline }) =>
      trainingPipelines.has(pipeline) || saysTraining(pipeline) ? [file] : [],
    ),
  ];
  return {
    usesSageMaker: all.some((facts) => facts.usesSageMaker),
    scalingOf: (endpoint) => amongNames(endpoint, 'EndpointName', scaled),
    logGroupOf: (endpoint) => amongNames(endpoint, 'EndpointName', logged),
    driftMonitoringOf: (endpoint) => amongNames(endpoint, 'EndpointName', monitored),
    watchOf: (endpoint) => amongNames(endpoint, 'EndpointName', watched),
    utilisationWatchOf: (endpoint) => amongNames(endpoint, 'EndpointName', utilisationWatched),
    usesOfModel: (model) => amongNames(model, 'ModelName', models),
    callersOf: (endpoint) => callersOf(endpoint, calls, triggers),
    trainingRunBy: (code) => trainingRunBy(code, trainingFiles, triggers),
    trainingPipelines,
    streamingFrom: (endpoint) => amongNames(endpoint, 'EndpointName', streamed),
    benchmarks: all.some((facts) => facts.benchmarks),
    baselines: all.some((facts) => facts.baselines),
    optimisations: new Set(all.flatMap((facts) => facts.optimisations)),
  };
}

/** Whether a resource is among names of which some may not be known. */
function amongNames(resource: Resource | null, nameProperty: string, names: readonly (string | null)[]): Elsewhere {
  const name = resource === null ? undefined : known(asString(property(resource, nameProperty)));
  if (names.includes(name ?? resource?.id ?? '')) return 'certain';
  // A name that can't be told may be this one; so may any name for a resource whose own isn't known, but no other's id.
  const isPossible = (each: string | null): boolean => each === null || (name === undefined && !each.includes('#'));
  return names.some(isPossible) ? 'possible' : 'none';
}

function callersOf(
  endpoint: Resource,
  calls: readonly OutsideCall[],
  triggers: readonly Trigger[],
): readonly Caller[] | null {
  const written = property(endpoint, 'EndpointName');
  const name = known(asString(written));
  // Without a name it is given one when it is deployed, which no code can hold.
  if (name === undefined && written.kind !== 'absent' && calls.length > 0) return null;
  const isOfAny = (call: OutsideCall): boolean => call.endpointName === null;
  if (calls.some((call) => isOfAny(call) && kindsOf(call, triggers).includes('code'))) return null;
  return calls
    .filter((call) => name !== undefined && call.endpointName === name)
    .flatMap((call) =>
      kindsOf(call, triggers).map((kind) => ({ kind, file: call.file, ...hoursOf(call, kind, triggers) })),
    );
}

/** A template with several environments says the same of each of its functions several times. */
function distinct(triggers: readonly Trigger[]): readonly Trigger[] {
  return [...new Map(triggers.map((each) => [JSON.stringify(each), each])).values()];
}

/** Whether a function runs a file that trains, and no other function does: of several, each may run another part of it. */
function trainingRunBy(code: Resource, files: readonly string[], triggers: readonly Trigger[]): boolean {
  return files.some((file) => {
    const ids = new Set(triggers.filter((trigger) => runs(trigger, file)).map(({ id }) => id));
    return ids.size === 1 && ids.has(code.id);
  });
}

/** How often its only schedule starts the file that calls, where that is known. */
function hoursOf(call: OutsideCall, kind: CallerKind, triggers: readonly Trigger[]): { readonly hours?: number } {
  const [only, ...others] = triggers.filter((trigger) => runs(trigger, call.file));
  return kind !== 'schedule' || only === undefined || only.hours === null || others.length > 0
    ? {}
    : { hours: only.hours };
}

/** What starts the file that calls: the templates that run it say so; without one it is code that anybody may run. */
function kindsOf(call: OutsideCall, triggers: readonly Trigger[]): readonly CallerKind[] {
  if (call.kind !== 'code') return [call.kind];
  const starting = triggers.filter((trigger) => runs(trigger, call.file));
  const kinds = starting.flatMap((trigger): readonly CallerKind[] =>
    trigger.kinds.length === 0 ? ['code'] : trigger.kinds,
  );
  return kinds.length === 0 ? ['code'] : [...new Set(kinds)];
}

function runs({ file, codeUri, module }: Trigger, called: string): boolean {
  if (codeUri === null || module === null || /^[a-z0-9]+:/.test(codeUri)) return false;
  const folder = file.split('/').slice(0, -1);
  for (const step of codeUri.split('/'))
    if (step === '..') folder.pop();
    else if (step !== '.' && step !== '') folder.push(step);
  const path = [...folder, ...module.split(/[./]/)].join('/');
  return called.replace(/\.[^./]+$/, '') === path;
}
