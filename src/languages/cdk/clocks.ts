import type { Entry, ObjectValue, Value } from '../../model/value';
import { withPartsChanged } from '../../model/value';
import { objectOf, renamedEntry } from './properties';

/** What runs by the clock, and what it starts. */

function named(key: string, { entries }: ObjectValue, name: string): Entry[] {
  return renamedEntry(key, entries.get(name));
}

export function rule(props: ObjectValue): ObjectValue {
  return objectOf(
    [
      ...named('Name', props, 'ruleName'),
      ...named('ScheduleExpression', props, 'schedule'),
      ...named('EventPattern', props, 'eventPattern'),
      ...named('Targets', props, 'targets'),
      ...stateOf(props),
    ],
    props.origin,
    props.open,
  );
}

export function schedule(props: ObjectValue): ObjectValue {
  return objectOf(
    [
      ...named('Name', props, 'scheduleName'),
      ...named('ScheduleExpression', props, 'schedule'),
      ...named('Target', props, 'target'),
      ...stateOf(props),
    ],
    props.origin,
    props.open,
  );
}

/** `enabled: false` */
function stateOf({ entries }: ObjectValue): Entry[] {
  const enabled = entries.get('enabled');
  if (enabled === undefined) return [];
  const state = (value: Value): Value => {
    if (value.kind !== 'scalar') return withPartsChanged(value, state);
    return { ...value, value: value.value === false ? 'DISABLED' : 'ENABLED' };
  };
  return [{ ...enabled, key: 'State', value: state(enabled.value) }];
}

/** Of a function its name: what else is known of it, and who may call it, is for a language to see. */
export function functionProperties(props: ObjectValue): ObjectValue {
  return objectOf(named('FunctionName', props, 'functionName'), props.origin, props.open ?? 'more than its name');
}

export function stateMachine(props: ObjectValue): ObjectValue {
  const definition = props.entries.has('definitionBody') ? 'definitionBody' : 'definition';
  return objectOf(
    [...named('StateMachineName', props, 'stateMachineName'), ...named('Definition', props, definition)],
    props.origin,
    props.open,
  );
}
