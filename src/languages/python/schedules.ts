import type { ObjectValue, Value } from '../../model/value';
import type { GivenArgument } from './callArguments';
import { argumentsOf, entryOf, objectOf } from './callArguments';
import type { HostingCall, WorkflowClass } from './hosting';
import { jobSchedule } from './constructing';

import { statementsWithText } from './naming';
import type { PythonReading } from './reading';
import { TRAINING } from './training';
import type { PythonScope } from './scope';
import { listBehind } from './behind';
import { keywordOf, positionalOf } from './calls';

/** What of a program runs by the clock and trains: its DAG, and the functions that it hands to a scheduler. */
export class Clocks {
  private readonly dag: HostingCall | null;

  constructor(
    private readonly scope: PythonScope,
    private readonly calls: readonly HostingCall[],
  ) {
    this.dag = dagThatTrains(scope.reading, calls);
  }

  mayBe(call: HostingCall): boolean {
    return call === this.dag || isOf(call, 'Job');
  }

  /** Null where it starts no training, or only may do so. */
  scheduleOf(call: HostingCall): ObjectValue | null {
    return call === this.dag ? dagSchedule(this.scope, call) : jobSchedule(this.scope, call, this.calls);
  }
}

function isOf({ of }: HostingCall, ...classes: readonly WorkflowClass[]): boolean {
  return of.kind === 'workflow' && classes.includes(of.className);
}

/** What lets a DAG go on only where something asks for it. */
const GATE = /^airflow\b.*\.\w*(?:Branch|ShortCircuit)\w*Operator$/;
const GATE_TASKS = ['@task.branch', '@task.short_circuit'];

/** The DAG of a file that trains, or starts a pipeline that may; of several nobody knows here which one does. */
function dagThatTrains(reading: PythonReading, calls: readonly HostingCall[]): HostingCall | null {
  const [dag, ...others] = calls.filter((call) => isOf(call, 'DAG'));
  const trains = calls.some(
    (call) =>
      isOf(call, 'TrainingStep', 'PipelineStart') ||
      TRAINING.has(call.method) ||
      call.method === 'start_pipeline_execution',
  );
  if (dag === undefined || others.length > 0 || !trains) return null;
  const isGated =
    reading.imports.some((path) => GATE.test(path)) ||
    GATE_TASKS.some((task) => statementsWithText(reading, task).some(({ read }) => read.text.includes(task)));
  return isGated ? null : dag;
}

/** What is a clock beside a text: an interval, and the timetables that Airflow has for them. Data sets are none. */
const CLOCK = /^(?:timedelta|relativedelta|\w*(?:Cron|Delta)\w*Timetable)$/;

/** An Airflow DAG as a schedule: `schedule`, and `schedule_interval` of older versions. */
function dagSchedule(scope: PythonScope, call: HostingCall): ObjectValue {
  const { given, open } = argumentsOf(scope, call.placed, ['dag_id']);
  const entries = [];
  const name = given.get('dag_id');
  if (name !== undefined) entries.push(entryOf('Name', name));
  const when = given.get('schedule') ?? given.get('schedule_interval');
  if (when !== undefined && isClock(when)) entries.push(entryOf('ScheduleExpression', when));
  return objectOf(entries, call.declaration, open);
}

function isClock({ value, expr }: GivenArgument): boolean {
  if (value.kind === 'scalar') return true;
  if (expr?.kind !== 'call') return false;
  const { callee } = expr;
  return (callee.kind === 'name' || callee.kind === 'attribute') && CLOCK.test(callee.name);
}

/** `pipeline.put_triggers(triggers=[PipelineSchedule(cron=…)])` as a schedule. */
export function triggerSchedule(scope: PythonScope, call: HostingCall): ObjectValue {
  const { expr, statement } = call.placed;
  const triggers = keywordOf(expr, 'triggers') ?? positionalOf(expr, 0);
  const list = triggers === null ? null : listBehind(scope, { expr: triggers, statement });
  for (const { expr: item, statement: at } of list?.items ?? []) {
    if (item.kind !== 'call') continue;
    const { given } = argumentsOf(scope, { expr: item, statement: at });
    const when = given.get('cron') ?? given.get('rate');
    // `at` is once.
    if (when !== undefined) return objectOf([entryOf('ScheduleExpression', asText(when))], call.declaration);
  }
  return objectOf([], call.declaration);
}

/** `rate=(1, "days")` and `cron="0 2 * * ? *"`, as EventBridge writes them. */
function asText(when: GivenArgument): GivenArgument {
  const { value, name } = when;
  const parts = value.kind === 'list' ? value.items : [value];
  const known = parts.flatMap((part) => (part.kind === 'scalar' ? [String(part.value)] : []));
  if (known.length !== parts.length || known.length === 0) return when;
  const first = parts[0];
  if (first?.kind !== 'scalar') return when;
  const text: Value = { ...first, value: `${name}(${known.join(' ')})`, origin: when.origin, usedAt: when.origin };
  return { ...when, value: text };
}
