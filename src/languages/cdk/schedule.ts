import type { Value } from '../../model/value';
import { ABSENT } from '../../model/value';

/** `Duration.hours(6)` → `6 hours`; null for a unit that a rate doesn't have. */
export function rateText(unit: string, count: string | number | boolean): string | null {
  const one = /^(minute|hour|day)s$/.exec(unit)?.[1];
  return one === undefined ? null : `${String(count)} ${one}${count === 1 ? '' : 's'}`;
}

/** The fields of `Schedule.cron({…})`, under TypeScript's names, as EventBridge writes them. */
export function cronText(fields: Extract<Value, { kind: 'object' }>): string {
  const field = (name: string, otherwise: string): string => {
    const value = fields.entries.get(name)?.value ?? ABSENT;
    return value.kind === 'scalar' ? String(value.value) : otherwise;
  };
  const weekDay = field('weekDay', '');
  const day = field('day', weekDay === '' ? '*' : '?');
  const parts = [field('minute', '*'), field('hour', '*'), day, field('month', '*')];
  return `cron(${[...parts, weekDay === '' ? '?' : weekDay, field('year', '*')].join(' ')})`;
}
