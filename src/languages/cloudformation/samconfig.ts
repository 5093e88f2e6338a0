import type { Binding } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Sourced } from '../../model/value';
import type { TomlEntry, TomlText } from './toml';
import { readToml } from './toml';

type BoundValue = { readonly value: string; readonly origin: Origin };

/** One binding for each environment of a `samconfig.toml`: its parameter overrides and its Region. Never throws. */
export function readSamconfig(file: string, text: string): Binding[] {
  const environments = new Map<
    string,
    { values: Map<string, BoundValue>; region: Sourced<string>; command: string | null }
  >();
  for (const entry of readToml(text)) {
    const [name, command, section] = entry.table;
    if (name === undefined || section !== 'parameters') continue;
    // Only what deploys decides what is deployed; `global` is for all commands.
    if (command !== 'deploy' && command !== 'global') continue;
    const environment = environments.get(name) ?? {
      values: new Map<string, BoundValue>(),
      region: NO_REGION,
      command: null,
    };
    environments.set(name, environment);
    if (entry.key === 'parameter_overrides') {
      for (const [key, value] of overridesOf(file, entry)) environment.values.set(key, value);
    } else if (entry.key === 'region' && (command === 'deploy' || environment.command === null)) {
      environment.region = regionOf(file, entry);
      environment.command = command === 'deploy' ? command : null;
    }
  }
  return [...environments].map(([name, { values, region }]) => ({ name, file, values, region }));
}

const NO_REGION: Sourced<string> = { how: 'absent' };

function regionOf(file: string, entry: TomlEntry): Sourced<string> {
  const [text] = entry.texts;
  if (text === undefined || text.value === '') return NO_REGION;
  const origin = originOf(file, text, 0, text.value.length);
  return { how: 'binding', value: text.value, origin, usedAt: origin, readers: [], decidedBy: file };
}

function originOf(file: string, text: TomlText, start: number, end: number): Origin {
  const last = text.offsets.at(-1) ?? 0;
  return { file, cell: null, start: text.offsets[start] ?? last, end: text.offsets[end] ?? last };
}

/** `Key=value Other="a value"`, or `ParameterKey=Key,ParameterValue=value`, as one text or one text for each. */
function overridesOf(file: string, entry: TomlEntry): [string, BoundValue][] {
  return entry.texts.flatMap((text) => {
    const pattern =
      /(?:ParameterKey=("?)([\w-]+)\1,ParameterValue=|(?<=^|\s)("?)([\w-]+)\3=)(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']*))/g;
    return [...text.value.matchAll(pattern)].map((found): [string, BoundValue] => {
      const value = found[5] ?? found[6] ?? found[7] ?? '';
      const quotes = found[7] === undefined ? 1 : 0;
      const end = found.index + found[0].length - quotes;
      const name = found[2] ?? found[4] ?? '';
      return [name, { value, origin: originOf(file, text, end - value.length, end) }];
    });
  });
}
