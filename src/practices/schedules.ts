import { property, resourcesOf, type Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { asString, known, valueAt, type Value } from '../model/value';
import { refersTo } from './callers';

/** The schedules that start a function: those of rules and of EventBridge Scheduler, and its own events in SAM. */
export function schedulesOf(graph: Graph, code: Resource): Value[] {
  const rules = resourcesOf(graph, 'Rule').filter((each) => refersTo(property(each, 'Targets'), code.id));
  const schedules = resourcesOf(graph, 'Schedule').filter((each) => refersTo(property(each, 'Target'), code.id));
  return [...[...rules, ...schedules].map((each) => property(each, 'ScheduleExpression')), ...ownSchedulesOf(code)];
}

function ownSchedulesOf(code: Resource): Value[] {
  const events = property(code, 'Events');
  if (events.kind !== 'object') return [];
  return [...events.entries.values()].map(({ value }) => {
    const written = valueAt(value, ['Properties', 'Schedule']);
    return written.kind === 'absent' ? valueAt(value, ['Properties', 'ScheduleExpression']) : written;
  });
}

const HOURS: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24 };

/** The least hours between two runs of `rate(…)` or `cron(…)`; null where that can't be told. */
export function hoursBetweenRuns(expression: Value): number | null {
  const text = known(asString(expression));
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text ?? '');
  if (rate !== null) return Number(rate[1]) * (HOURS[rate[2] ?? ''] ?? 0);
  const [minute, hour, day, month, weekday] =
    /^cron\((.*)\)$/
      .exec(text ?? '')?.[1]
      ?.trim()
      .split(/\s+/) ?? [];
  if (minute === undefined || hour === undefined || !/^\d+$/.test(minute)) return null;
  if (hour === '*') return 1;
  const step = /^(?:\*|0)\/(\d+)$/.exec(hour);
  if (step !== null) return 24 % Number(step[1]) === 0 ? Number(step[1]) : null;
  if (!/^\d+$/.test(hour)) return null;
  // Once a day, or more seldom.
  return [day, month, weekday].every((each) => each !== undefined) ? 24 : null;
}
