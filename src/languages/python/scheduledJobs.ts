import type { Expr } from '../../model/expression';
import { originAt } from '../../model/origin';
import type { ObjectValue } from '../../model/value';
import { asString, known } from '../../model/value';
import { argumentsOf, objectOf } from './callArguments';
import type { LocalScope, WrittenDefinition } from './fragment';
import type { HostingCall } from './hosting';
import type { Names, Viewpoint } from './names';
import { functionAround, viewpointOf } from './names';
import type { PlacedStatement } from './reading';
import type { PythonScope } from './scope';
import { literalEntry } from './sdkModels';
import { TRAINING } from './training';
import { callBehind } from './behind';
import type { PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

/** A function of this unit. */
interface Job {
  readonly body: LocalScope;
  readonly statement: PlacedStatement;
}

const DEEPEST = 4;

/** A function that a program runs by the clock (APScheduler, `schedule`), as a schedule of the trainings that it surely starts. */
export function jobSchedule(scope: PythonScope, call: HostingCall, calls: readonly HostingCall[]): ObjectValue | null {
  const when = whenOf(scope, call);
  const job = jobOf(scope, call);
  if (when === null || job === null || endsItself(job)) return null;
  const started = calls.flatMap((each) => startedBy(scope, each, job));
  if (started.length === 0) return null;
  const at = originAt(call.placed.statement, when.span);
  const value = { kind: 'unresolved', why: 'a clock of the program', decidedBy: null, usedAt: at } as const;
  const clock = { key: 'ScheduleExpression', value, origin: at, keyOrigin: at };
  const targets = objectOf(
    started.map((each, index) => literalEntry(String(index), each, at)),
    at,
  );
  return objectOf([clock, { key: 'Target', value: targets, origin: at, keyOrigin: at }], call.declaration);
}

const CLOCK_TRIGGER = /^apscheduler\b.*\.(?:Cron|Interval|CalendarInterval)Trigger(?:\.from_crontab)?$/;

/** What says when it runs again and again; null for what runs once, is paused, or can't be told. */
function whenOf(scope: PythonScope, { placed: { expr, statement }, method }: HostingCall): Expr | null {
  const { callee } = expr;
  if (method === 'do') return callee.kind === 'attribute' && isEvery(callee.base) ? callee.base : null;
  const trigger = keywordOf(expr, 'trigger') ?? positionalOf(expr, method === 'add_job' ? 1 : 0);
  if (trigger === null || keywordOf(expr, 'next_run_time')?.kind === 'nothing') return null;
  const named = known(asString(scope.value({ expr: trigger, statement })));
  if (named !== undefined) return named === 'cron' || named === 'interval' ? trigger : null;
  const made = callBehind(scope, { expr: trigger, statement });
  const things = made === null ? [] : scope.meanings.of({ expr: made.expr.callee, statement: made.statement });
  return things.some((thing) => thing.kind === 'imported' && CLOCK_TRIGGER.test(thing.path)) ? trigger : null;
}

/** `schedule.every(2).days.at("03:00")` */
function isEvery(expr: Expr): boolean {
  if (expr.kind === 'attribute') return isEvery(expr.base);
  if (expr.kind !== 'call') return false;
  const { callee } = expr;
  return (callee.kind === 'name' || callee.kind === 'attribute') && (callee.name === 'every' || isEvery(callee));
}

/** The function that is run: the decorated one, or the one that is handed over. */
function jobOf({ meanings }: PythonScope, { placed: { expr, statement }, method }: HostingCall): Job | null {
  if (method === 'scheduled_job') {
    const body = decoratedBy({ expr, statement });
    return body === null ? null : { body, statement };
  }
  const given = keywordOf(expr, 'func') ?? positionalOf(expr, 0);
  const [found, ...others] = given === null ? [] : meanings.of({ expr: given, statement });
  return found?.kind === 'function' && others.length === 0 ? found : null;
}

function decoratedBy({ expr, statement }: PlacedExpr): LocalScope | null {
  let first: WrittenDefinition | null = null;
  for (const { definitions } of statement.read.fragment.names.values())
    for (const each of definitions)
      if (each.given.kind === 'function' && each.start > expr.span.end && each.start < (first?.start ?? Infinity))
        first = each;
  return first?.given.kind === 'function' ? first.given.body : null;
}

/** `return schedule.CancelJob` */
function endsItself({ statement }: Job): boolean {
  return statement.read.words.includes('CancelJob');
}

/** What a call starts as the target of a schedule names it, where the function surely makes it. */
function startedBy(scope: PythonScope, call: HostingCall, { body }: Job): readonly string[] {
  const { placed, block } = call;
  const pipeline = call.method === 'start_pipeline_execution';
  if (!pipeline && !TRAINING.has(call.method)) return [];
  const at = { statement: placed.statement, scope: call.scope, block, start: placed.expr.span.start };
  if (!isRunBy(scope.names, body, at)) return [];
  if (!pipeline) return ['sagemaker:createTrainingJob'];
  const name = argumentsOf(scope, placed).given.get('PipelineName');
  const text = name === undefined ? undefined : known(asString(name.value));
  return text === undefined ? [] : [`arn:aws:sagemaker:::pipeline/${text}`];
}

/** Whether a function always comes to a place: in itself, or in a function of the module that it calls. */
function isRunBy(names: Names, body: LocalScope, at: Viewpoint, depth = 0): boolean {
  const around = functionAround(at.scope);
  if (around === null || depth >= DEEPEST || mayBeSkipped(at)) return false;
  if (around === body) return true;
  if (at.statement.memberOf !== null || (around.parent?.kind ?? 'module') !== 'module') return false;
  return names
    .callsOf(around, at.statement)
    .some((use) => use.written.called !== null && isRunBy(names, body, viewpointOf(use), depth + 1));
}

/** A condition stands in front of it: it may well ask whether a training is due. */
function mayBeSkipped({ statement, block, start }: Viewpoint): boolean {
  for (let each = block; each !== null; each = each.branching.block)
    if (each.branching.kind === 'if' || each.branching.kind === 'match') return true;
  return statement.read.fragment.branchings.some(
    ({ kind, start: from, arms }) => kind !== 'try' && from < start && arms.some(({ leaves }) => leaves),
  );
}
